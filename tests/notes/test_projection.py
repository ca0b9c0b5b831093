"""From the log to one row a section, whatever order the events come in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import uuid7
from thaw_desktop.notes.store import SectionState, section_state

if TYPE_CHECKING:
    from thaw_desktop.core.event_log import EventLog

NOON = 1_772_452_800_000


def event(seq: int, kind: str, ts: int = NOON, device: int = 5, **payload: Any) -> Event:  # noqa: ANN401
    return Event(uuid7(ts, device << 32 | seq), device, seq, ts, 0, kind, "sample/speech", payload)


def state(log: EventLog) -> SectionState:
    return section_state(log.connection, "sample", "speech")


def test_late_word_of_another_machine_does_not_overwrite_a_newer_one(log: EventLog) -> None:
    log.merge([event(1, kinds.SECTION_PLACE, NOON + 9, block=9), event(2, kinds.SECTION_CONFIDENCE, level="green")])
    log.merge([event(1, kinds.SECTION_PLACE, NOON + 3, device=9, block=3)])
    log.merge([event(2, kinds.SECTION_CONFIDENCE, NOON - 3, device=9, level="red")])
    assert (state(log).place, state(log).confidence) == (9, "green")


def test_two_machines_in_one_millisecond_come_to_the_same_in_either_order(log: EventLog) -> None:
    log.merge([event(1, kinds.SECTION_PLACE, device=9, block=9)])
    log.merge([event(1, kinds.SECTION_PLACE, device=5, block=5)])
    assert state(log).place == 9
    log.rebuild()
    assert state(log).place == 9


def test_rebuilding_counts_no_reading_twice(log: EventLog) -> None:
    log.merge(
        [
            event(1, kinds.SECTION_PLACE, block=1),
            event(2, kinds.SECTION_CONFIDENCE, level="red"),
            event(3, kinds.SECTION_READ, NOON + 5, seconds=60),
        ]
    )
    log.rebuild()
    assert state(log) == SectionState(reads=1, seconds=60, place=1, confidence="red", last_read=NOON + 5)


def test_undo_brings_the_word_before_back(log: EventLog) -> None:
    first, second = event(1, kinds.SECTION_PLACE, block=1), event(2, kinds.SECTION_PLACE, NOON + 5, block=2)
    log.merge([first, second])
    with log.write() as writing:
        writing.undo(second)
    assert state(log).place == 1
    with log.write() as writing:
        writing.undo(first)
    assert log.connection.execute("SELECT count(*) FROM section_state").fetchone() == (0,)

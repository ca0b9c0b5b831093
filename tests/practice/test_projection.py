"""From the events of an attempt to its one row, whatever order they come in."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING, Any

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import uuid7
from thaw_desktop.practice import store

if TYPE_CHECKING:
    from tests.conftest import ProgressLogs
    from thaw_desktop.core.event_log import EventLog

NOON = 1_772_452_800_000


def event(seq: int, kind: str, *, attempt: str = "a1", device: int = 5, ts: int = 0, **payload: Any) -> Event:  # noqa: ANN401
    moment = NOON + (ts or seq * 1000)
    return Event(
        uuid7(moment, device << 32 | seq), device, seq, moment, 0, kind, "sample/q1", {"attempt": attempt, **payload}
    )


STARTED = event(1, kinds.ATTEMPT_STARTED, budget=2700.0, section="speech")
FINISHED = event(
    2, kinds.ATTEMPT_FINISHED, text="One two", plan="", elapsed=61.5, words=2, overtime_at=None, section="speech"
)
MARKED = event(
    3, kinds.ATTEMPT_MARKED, points={"q1.m1": True, "q1.m2": False}, marks={"q1.m1": 2, "q1.m2": 3}, level="Level 2",
    section="speech",
)  # fmt: skip


def row(log: EventLog, attempt: str = "a1") -> store.Attempt | None:
    return store.attempt(log.connection, attempt)


def test_row_tells_the_whole_story_in_any_order_of_arrival(progress_log: ProgressLogs) -> None:
    expected = store.Attempt(
        "a1", "sample/q1", "marked", STARTED.ts, 2700.0, 61.5, 2, 2, 5, "Level 2", FINISHED.id, MARKED.id
    )
    for number, order in enumerate(permutations((STARTED, FINISHED, MARKED))):
        log = progress_log(f"{number}.db")
        for one in order:
            log.merge([one])
        assert row(log) == expected


def test_attempt_without_its_beginning_is_not_shown_yet(log: EventLog) -> None:
    log.merge([FINISHED])
    assert row(log) is None
    log.merge([STARTED])
    found = row(log)
    assert found is not None
    assert found.stage == "finished"


def test_latest_marks_stand(log: EventLog) -> None:
    later = event(
        1, kinds.ATTEMPT_MARKED, device=6, ts=9000, points={"q1.m1": True}, marks={"q1.m1": 2}, level="", section=""
    )
    log.merge([later, STARTED, FINISHED, MARKED])
    found = row(log)
    assert found is not None
    assert (found.made, found.possible, found.marked_event) == (2, 2, later.id)


def test_undo_takes_an_attempt_back_one_step(log: EventLog) -> None:
    log.merge([STARTED, FINISHED, MARKED])
    stages = []
    for one in (MARKED, FINISHED, STARTED):
        with log.write() as writing:
            writing.undo(one)
        found = row(log)
        stages.append(found and found.stage)
    assert stages == ["finished", "writing", None]


def test_discarded_attempt_is_kept_apart_from_the_others_at_its_question(log: EventLog) -> None:
    log.merge(
        [
            STARTED,
            event(4, kinds.ATTEMPT_STARTED, attempt="a2", budget=60.0, section=""),
            event(5, kinds.ATTEMPT_DISCARDED, attempt="a2"),
        ]
    )
    found = row(log, "a2")
    assert found is not None
    assert found.stage == "discarded"
    assert [attempt.id for attempt in store.attempts(log.connection, "sample")] == ["a1"]

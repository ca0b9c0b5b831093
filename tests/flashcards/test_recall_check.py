"""What was expected of an answer, held against what happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import uuid7
from thaw_desktop.flashcards.recall_check import UNITS
from thaw_desktop.flashcards.scheduling import retrievability
from thaw_desktop.flashcards.store import state_of

if TYPE_CHECKING:
    from thaw_desktop.core.event_log import EventLog

NOON = 1_772_452_800_000  # Monday 2 March 2026, 12:00 UTC
DAY = 86_400_000
MONDAY = 739_677


def answer(seq: int, days: float, rating: int = 3, card: str = "c1", section: str = "speech") -> Event:
    payload = {"rating": rating, "ms": 5000, "section": section}
    ts = NOON + round(days * DAY)
    return Event(uuid7(ts, seq), 5, seq, ts, 0, kinds.CARD_REVIEW, f"sample/{card}", payload)


def rows(log: EventLog) -> list[tuple[object, ...]]:
    return log.connection.execute("SELECT day, section, answers, expected, recalled FROM recall_check").fetchall()


def test_first_meeting_and_the_same_day_test_no_memory(log: EventLog) -> None:
    log.merge([answer(1, 0), answer(2, 0.01), answer(3, 0.02)])
    assert rows(log) == []


def test_an_answer_days_later_is_held_against_what_was_expected(log: EventLog) -> None:
    log.merge([answer(1, 0, 4)])
    state = state_of(log.connection, "sample", "c1")
    assert state is not None
    expected = round(retrievability(state, MONDAY + 9) * UNITS)
    log.merge([answer(2, 9, 1), answer(3, 9.01, 3)])  # what follows on the same day tests nothing
    assert rows(log) == [(MONDAY + 9, "speech", 1, expected, 0)]


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (1, 3, 0, 2)])
def test_answers_may_arrive_in_any_order_and_be_taken_back(log: EventLog, order: tuple[int, ...]) -> None:
    events = [answer(1, 0), answer(2, 3), answer(3, 10, 1, section="origins"), answer(4, 12)]
    for place in order:
        log.merge([events[place]])
    with log.write() as writing:
        writing.undo(events[1])
    kept = rows(log)
    log.rebuild()
    assert kept == rows(log)
    assert [(day, answers) for day, _, answers, _, _ in kept] == [(MONDAY + 10, 1), (MONDAY + 12, 1)]
    with log.write() as writing:
        for event in events[2:]:
            writing.undo(event)
    assert rows(log) == []

"""From answers and missed points to one row a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import uuid7
from thaw_desktop.flashcards import store
from thaw_desktop.flashcards.scheduling import NEW, REVIEW, CardState, introduce, review

if TYPE_CHECKING:
    from thaw_desktop.core.event_log import EventLog

DAY = 86_400_000
NOON = 1_772_452_800_000  # Monday 2 March 2026, 12:00 UTC
MONDAY = 739_677
POINT = "sample/q1.m1"


def event(seq: int, ts: int, kind: str, item: str, payload: dict[str, Any], *, device: int = 5, tz: int = 0) -> Event:
    return Event(uuid7(ts, device << 32 | seq), device, seq, ts, tz, kind, item, payload)


def answered(seq: int, ts: int, rating: int, item: str = POINT, *, device: int = 5, tz: int = 0) -> Event:
    return event(seq, ts, kinds.CARD_REVIEW, item, {"rating": rating, "ms": 1000, "section": ""}, device=device, tz=tz)


def marked(seq: int, ts: int, *, device: int = 5, **made: bool) -> Event:
    points = {f"q1.{point}": value for point, value in made.items()}
    payload = {"attempt": "a1", "points": points, "marks": dict.fromkeys(points, 1), "level": "", "section": ""}
    return event(seq, ts, kinds.ATTEMPT_MARKED, "sample/q1", payload, device=device)


def state(log: EventLog, item: str = POINT) -> CardState | None:
    return store.card_state(log.connection, item)


def test_answers_are_taken_in_as_scheduling_says(log: EventLog) -> None:
    first, second = answered(1, NOON, 4), answered(2, NOON + 9 * DAY, 3)
    log.merge([first, second])
    expected = review(review(None, 4, first.local, first.ts), 3, second.local, second.ts)
    assert state(log) == expected
    assert len(store.met_on(log.connection, "sample", MONDAY)) == 1
    assert store.met_on(log.connection, "sample", MONDAY + 9) == frozenset()


def test_answer_that_arrives_late_is_put_in_its_place(log: EventLog) -> None:
    early, late = answered(1, NOON, 1, device=9), answered(1, NOON + 3 * DAY, 4)
    log.merge([late])
    log.merge([early])
    assert state(log) == review(review(None, 1, early.local, early.ts), 4, late.local, late.ts)
    assert len(store.met_on(log.connection, "sample", MONDAY)) == 1
    assert store.met_on(log.connection, "sample", MONDAY + 3) == frozenset()


def test_answer_belongs_to_the_study_day_of_the_place_where_it_was_given(log: EventLog) -> None:
    log.merge([answered(1, NOON - 9 * 3_600_000, 4, tz=0), answered(2, NOON - 9 * 3_600_000, 4, "sample/c2", tz=60)])
    ours, theirs = state(log), state(log, "sample/c2")
    assert ours is not None
    assert theirs is not None
    assert (ours.last_day, theirs.last_day) == (MONDAY - 1, MONDAY)  # 03:00 and 04:00


def test_missed_points_are_listed_for_the_day_after_and_made_ones_are_not(log: EventLog) -> None:
    log.merge([marked(1, NOON, m1=False, m2=True)])
    assert state(log) == CardState(state=NEW, due_day=MONDAY + 1)
    assert state(log, "sample/q1.m2") is None
    assert len(store.met_on(log.connection, "sample", 0)) == 1  # listed, not met on any day


def test_missed_point_and_answer_come_to_the_same_in_either_order_of_arrival(log: EventLog) -> None:
    answer, essay = answered(1, NOON, 4, device=9), marked(1, NOON + DAY, m1=False)
    log.merge([essay])
    log.merge([answer])
    learnt = review(None, 4, answer.local, answer.ts)
    assert learnt.state == REVIEW
    assert state(log) == introduce(learnt, MONDAY + 2)


def test_undone_marking_puts_its_cards_back(log: EventLog) -> None:
    answer, essay = answered(1, NOON, 4), marked(2, NOON + DAY, m1=False, m2=False)
    log.merge([answer, essay])
    with log.write() as writing:
        writing.undo(essay)
    assert state(log) == review(None, 4, answer.local, answer.ts)
    assert state(log, "sample/q1.m2") is None


def test_cards_whose_ids_have_a_dot_are_not_taken_for_points(log: EventLog) -> None:
    first, second = answered(1, NOON, 3, "sample/c3.1"), answered(2, NOON + DAY, 3, "sample/c3.1")
    log.merge([second, first])
    with log.write() as writing:
        writing.undo(second)
    assert state(log, "sample/c3.1") == review(None, 3, first.local, first.ts)


@pytest.mark.parametrize("pack", ["sample", "my.pack"])
def test_states_are_kept_apart_by_pack(log: EventLog, pack: str) -> None:
    log.merge(
        [answered(1, NOON, 4, f"{pack}/c1"), answered(2, NOON, 4, "another/c1"), answered(3, NOON, 4, "another/c2")]
    )
    assert list(store.pack_states(log.connection, pack)) == ["c1"]
    with log.write() as writing:
        latest = log.latest(kinds.CARD_REVIEW, device=5)
        assert latest is not None
        writing.undo(latest)
    assert list(store.pack_states(log.connection, "another")) == ["c1"]

"""From the log to totals by day and by topic."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import uuid7
from thaw_desktop.progress.store import (
    DayTotal,
    Done,
    Scope,
    answers_by_hour,
    day_totals,
    done_by_day,
    done_by_section,
    topic_reviews,
    total,
)

if TYPE_CHECKING:
    from thaw_desktop.core.event_log import EventLog

NOON = 1_772_452_800_000  # Monday 2 March 2026, 12:00 UTC
HOUR = 3_600_000
MONDAY = 739_677


def event(seq: int, kind: str, item: str, ts: int = NOON, tz: int = 0, **payload: Any) -> Event:  # noqa: ANN401
    return Event(uuid7(ts, seq), 5, seq, ts, tz, kind, item, payload)


def review(seq: int, ts: int = NOON, rating: int = 3, section: str = "speech", tz: int = 0) -> Event:
    return event(seq, kinds.CARD_REVIEW, "sample/c1", ts, tz, rating=rating, ms=5000, section=section)


def essay(seq: int, **payload: Any) -> Event:  # noqa: ANN401
    fields: dict[str, Any] = {
        "attempt": "a1",
        "text": "",
        "plan": "",
        "elapsed": 1800.4,
        "words": 450,
        "overtime_at": None,
    }
    return event(seq, kinds.ATTEMPT_FINISHED, "sample/q1", **fields, section="speech", **payload)


def days(log: EventLog, pack: str = "sample") -> dict[int, DayTotal]:
    return day_totals(log.connection, pack, 0, 10**6)


def test_day_adds_up_all_that_was_done_on_it(log: EventLog) -> None:
    log.merge(
        [
            review(1),
            review(2, rating=1),
            event(3, kinds.SECTION_READ, "sample/speech", seconds=240),
            essay(4),
            event(5, kinds.ATTEMPT_SNAPSHOT, "sample/q1", attempt="a1", text="", plan="", elapsed=1),
        ]
    )
    expected = DayTotal(MONDAY, 2, 1, 10_000, 1, 240, 1, 1800, 450)
    assert days(log) == {MONDAY: expected}
    assert expected.minutes == (10 + 240 + 1800) / 60


def test_days_end_at_four_by_the_students_clock(log: EventLog) -> None:
    log.merge([review(1, NOON + 15 * HOUR), review(2, NOON + 16 * HOUR), review(3, NOON + 16 * HOUR, tz=-60)])
    assert {day: found.reviews for day, found in days(log).items()} == {MONDAY: 2, MONDAY + 1: 1}


def test_undo_takes_off_what_was_added_and_leaves_no_empty_day(log: EventLog) -> None:
    first, second = review(1), review(2, rating=1)
    log.merge([first, second])
    with log.write() as writing:
        writing.undo(second)
    assert days(log)[MONDAY] == DayTotal(MONDAY, 1, 1, 5000)
    assert topic_reviews(log.connection, "sample") == {"speech": (1, 1)}
    with log.write() as writing:
        writing.undo(first)
    assert days(log) == {}
    assert topic_reviews(log.connection, "sample") == {}


def test_topics_count_by_the_section_that_stood_in_the_event(log: EventLog) -> None:
    log.merge(
        [
            review(1, section="speech"),
            review(2, section="origins", rating=1),
            review(3, section=""),
            event(4, kinds.SECTION_READ, "sample/speech-context", seconds=60),
            essay(5),
        ]
    )
    rows = log.connection.execute(
        "SELECT section, again + good, good, readings, essays FROM topic_day WHERE section <> '' ORDER BY section"
    )
    assert rows.fetchall() == [("origins", 1, 0, 0, 0), ("speech", 1, 1, 0, 1), ("speech-context", 0, 0, 1, 0)]


def test_total_adds_the_days_and_counts_them(log: EventLog) -> None:
    assert total(log.connection, "sample") == DayTotal(0)
    log.merge([review(1), review(2, NOON + 48 * HOUR), review(3, NOON + 49 * HOUR, rating=1)])
    assert total(log.connection, "sample") == DayTotal(2, 3, 2, 15_000)
    assert total(log.connection, "another") == DayTotal(0)


def scope(*sections: str, first: int = MONDAY, last: int = MONDAY + 9) -> Scope:
    return Scope(("sample",), sections, first, last)


def test_scope_keeps_to_its_packs_sections_and_days(log: EventLog) -> None:
    log.merge(
        [
            review(1, rating=1),
            review(2, rating=4, section="origins"),
            review(3, NOON + 24 * HOUR, rating=2),
            review(4, NOON - 24 * HOUR),
            event(5, kinds.SECTION_READ, "other/speech", seconds=60),
        ]
    )
    assert done_by_day(log.connection, scope()) == {
        MONDAY: Done(again=1, easy=1, review_ms=10_000),
        MONDAY + 1: Done(hard=1, review_ms=5000),
    }
    assert done_by_day(log.connection, scope("origins")) == {MONDAY: Done(easy=1, review_ms=5000)}
    both = Scope(("sample", "other"), (), MONDAY - 1, MONDAY)
    assert done_by_section(log.connection, both) == {
        ("sample", "speech"): Done(again=1, good=1, review_ms=10_000),
        ("sample", "origins"): Done(easy=1, review_ms=5000),
        ("other", "speech"): Done(readings=1, reading_s=60),
    }


def test_hours_are_those_of_the_students_clock(log: EventLog) -> None:
    log.merge([review(1), review(2, rating=1), review(3, tz=120), review(4, NOON + 14 * HOUR)])
    assert answers_by_hour(log.connection, scope()) == {2: (1, 1), 12: (2, 1), 14: (1, 1)}
    with log.write() as writing:
        writing.undo(review(3, tz=120))
    assert answers_by_hour(log.connection, scope()) == {2: (1, 1), 12: (2, 1)}

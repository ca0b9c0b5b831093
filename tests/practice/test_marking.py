"""Marking one's own essay: the machine finds, the student judges, and what was missed comes back as cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.errors import StorageError
from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.practice.marking import FinishedAttempt, Marking
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.store import Attempt

PACK = "sample"
SENTENCE = "The delegates heard that night how far the terror had gone."
ESSAY = f"It was a long and bitter session for them all. {SENTENCE}"


@pytest.fixture
def writing(log: EventLog) -> TimedWriting:
    return TimedWriting(log)


@pytest.fixture
def marking(log: EventLog, sample_library: Library) -> Marking:
    return Marking(log, sample_library)


@pytest.fixture
def cards(log: EventLog, sample_library: Library) -> ReviewSession:
    return ReviewSession(log, sample_library, lambda: 0)


@pytest.fixture
def essay(writing: TimedWriting) -> str:
    """The id of a finished attempt at q1."""
    return writing.start(PACK, "q1", 45, "speech").finish(Page(ESSAY, "my plan"))


def finished(marking: Marking, attempt: str) -> FinishedAttempt:
    found = marking.finished(attempt)
    assert found is not None
    return found


def attempt_of(writing: TimedWriting) -> Attempt:
    (attempt,) = writing.attempts(PACK)
    return attempt


def test_finished_attempt_shows_the_essay_beside_the_points_it_makes(marking: Marking, essay: str) -> None:
    found = finished(marking, essay)
    assert (found.text, found.plan, found.overtime_at, found.made) == (ESSAY, "my plan", None, None)
    assert found.question is not None
    assert found.question.id == "q1"
    assert [(one.point_id, one.covered) for one in found.coverage] == [
        ("q1.m1", True),
        ("q1.m2", False),
        ("q1.m3", False),
    ]
    first = found.coverage[0]
    assert first.evidence == ESSAY[first.start : first.end] == SENTENCE


def test_finished_is_none_for_an_attempt_that_is_not(writing: TimedWriting, marking: Marking) -> None:
    session = writing.start(PACK, "q1", 45, "")
    assert marking.finished(session.id) is None
    assert marking.finished("unknown") is None


def test_essay_outlives_the_pack_that_asked_for_it(writing: TimedWriting, marking: Marking) -> None:
    identity = writing.start("removed", "q9", 45, "").finish(Page(ESSAY))
    found = finished(marking, identity)
    assert found.question is None
    assert found.coverage == ()
    assert found.text == ESSAY


def test_marks_are_the_students_own(writing: TimedWriting, marking: Marking, essay: str) -> None:
    # The machine found the first point only; the student says the first and the third were made.
    missed = marking.mark(finished(marking, essay), {"q1.m1": True, "q1.m3": True}, "Level 1")
    assert missed == ["q1.m2"]
    attempt = attempt_of(writing)
    assert (attempt.stage, attempt.made, attempt.possible, attempt.level) == ("marked", 1 + 3, 1 + 2 + 3, "Level 1")
    assert finished(marking, essay).made == {"q1.m1": True, "q1.m2": False, "q1.m3": True}


def test_missed_points_are_tomorrows_cards(
    marking: Marking, essay: str, cards: ReviewSession, clock: FakeClock
) -> None:
    marking.mark(finished(marking, essay), {"q1.m1": True}, "")
    assert cards.queue(PACK).left == 0
    clock.advance(hours=10)  # 04:00
    assert cards.queue(PACK).due == ("q1.m2", "q1.m3")


def test_marking_again_replaces_the_earlier_marks(
    writing: TimedWriting, marking: Marking, essay: str, cards: ReviewSession, clock: FakeClock
) -> None:
    opened = finished(marking, essay)
    marking.mark(opened, {"q1.m1": True}, "Level 1")
    # A slip of the mouse is put right, on the page as it was opened.
    marking.mark(opened, {"q1.m1": True, "q1.m2": True}, "Level 2")
    attempt = attempt_of(writing)
    assert (attempt.made, attempt.level) == (3, "Level 2")
    clock.advance(days=1)
    assert cards.queue(PACK).due == ("q1.m3",)
    marking.mark(finished(marking, essay), dict.fromkeys(("q1.m1", "q1.m2", "q1.m3"), True), "Level 3")
    assert cards.queue(PACK).left == 0
    assert attempt_of(writing).made == 6


def test_marking_again_keeps_what_was_learnt_from_a_card(
    marking: Marking, essay: str, cards: ReviewSession, clock: FakeClock
) -> None:
    marking.mark(finished(marking, essay), {}, "")
    clock.advance(days=1)
    prompt = cards.prompt(PACK, "q1.m1")
    assert prompt is not None
    cards.answer(PACK, prompt.card, 4, 1000)
    marking.mark(finished(marking, essay), {"q1.m1": True, "q1.m2": True}, "")
    again = cards.prompt(PACK, "q1.m1")
    assert again is not None
    assert again.state is not None
    assert again.state.reps == 1
    assert cards.queue(PACK).due == ()
    clock.advance(days=1)
    assert cards.queue(PACK).due == ("q1.m3",)


def test_points_missed_in_two_essays_are_counted_apart(
    writing: TimedWriting, marking: Marking, cards: ReviewSession, clock: FakeClock
) -> None:
    for _ in range(2):
        identity = writing.start(PACK, "q1", 45, "").finish(Page(ESSAY))
        marking.mark(finished(marking, identity), {"q1.m1": True, "q1.m2": True}, "")
        clock.advance(minutes=50)
    assert [attempt.made for attempt in writing.attempts(PACK)] == [3, 3]
    # The later essay is marked again without a fault: the earlier one still missed the point.
    latest = writing.attempts(PACK)[0]
    marking.mark(finished(marking, latest.id), dict.fromkeys(("q1.m1", "q1.m2", "q1.m3"), True), "")
    clock.advance(days=1)
    assert cards.queue(PACK).due == ("q1.m3",)


def test_marks_that_cannot_be_saved_change_nothing(
    writing: TimedWriting, marking: Marking, essay: str, log: EventLog, progress_log: ProgressLogs
) -> None:
    marking.mark(finished(marking, essay), {"q1.m1": True}, "")
    before = progress_log.derived_rows(log)
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        marking.mark(finished(marking, essay), {}, "")
    assert progress_log.derived_rows(log) == before

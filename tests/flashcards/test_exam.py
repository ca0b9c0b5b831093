"""What a sitting asks on the way to an exam, and under the day's limits."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.conftest import ProgressLogs
from thaw_desktop.core import kinds
from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.flashcards.study_plan import StudyPlan

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.queue import Queue
    from thaw_desktop.flashcards.scheduling import Rating

PACK = "sample"
EXAM = date(2026, 3, 12)  # ten days ahead


@pytest.fixture
def session(log: EventLog, sample_library: Library) -> ReviewSession:
    return ReviewSession(log, sample_library, lambda: 20)


def answer(session: ReviewSession, card: str, rating: Rating = 4) -> None:
    prompt = session.prompt(PACK, card)
    assert prompt is not None
    session.answer(PACK, prompt.card, rating, 5000)


def through(session: ReviewSession, rating: Rating = 4) -> list[str]:
    """Answer all that today asks; the ids in the order in which they were asked."""
    asked = []
    while (card := session.queue(PACK).next()) is not None:
        answer(session, card, rating)
        asked.append(card)
    return asked


def ids(queue: Queue) -> set[str]:
    return {*queue.learning, *queue.due, *queue.new, *queue.waiting}


def test_a_plan_is_kept_and_changed(session: ReviewSession, clock: FakeClock) -> None:
    assert session.plan(PACK) == StudyPlan()
    session.set_plan(PACK, StudyPlan(0.85, EXAM, 30))
    first = session.plan(PACK)
    assert (first.retention, first.exam, first.minutes, first.since) == (0.85, EXAM, 30, session.today())
    clock.advance(days=2)
    session.set_plan(PACK, StudyPlan(0.8, EXAM, 20))
    assert session.plan(PACK).since == first.since  # the way is as long as it was
    session.set_plan(PACK, StudyPlan(0.8, EXAM + timedelta(days=7), 20))
    assert session.plan(PACK).since == session.today()
    session.set_plan(PACK, StudyPlan())
    assert session.plan(PACK) == StudyPlan()


def test_a_figure_that_is_not_allowed_becomes_the_nearest(session: ReviewSession, log: EventLog) -> None:
    session.set_plan(PACK, StudyPlan(0.2, None, 9000))
    assert (session.plan(PACK).retention, session.plan(PACK).minutes) == (0.7, 480)
    with log.write() as writing:
        writing.append(kinds.PLAN_SET, f"{PACK}/plan", {"exam": "soon"})
    assert session.plan(PACK) == StudyPlan()


def test_undoing_answers_leaves_the_plan(session: ReviewSession) -> None:
    session.set_plan(PACK, StudyPlan(0.85, EXAM, 30))
    answer(session, "c1")
    session.undo()
    assert session.plan(PACK).exam == EXAM


def test_a_higher_desired_retention_brings_cards_back_sooner(session: ReviewSession) -> None:
    def days() -> int:
        prompt = session.prompt(PACK, "c1")
        assert prompt is not None
        return prompt.intervals[4].days

    found = []
    for retention in (0.7, 0.9, 0.97):
        session.set_plan(PACK, StudyPlan(retention))
        found.append(days())
    assert found[0] > found[1] > found[2]


def test_the_interval_that_was_promised_is_kept_through_a_rebuild(
    session: ReviewSession, log: EventLog, clock: FakeClock
) -> None:
    session.set_plan(PACK, StudyPlan(0.8))
    for card in ("c1", "c2", "c3.1", "c2.r", "c3.2"):
        prompt = session.prompt(PACK, card)
        assert prompt is not None
        answer(session, card)
        after = session.prompt(PACK, card)
        assert after is not None
        assert after.state is not None
        assert after.state.due_day - session.today() == prompt.intervals[4].days
        clock.advance(60)
    session.set_plan(PACK, StudyPlan(0.97))
    before = ProgressLogs.derived_rows(log)
    log.rebuild()
    assert ProgressLogs.derived_rows(log) == before


def test_cards_answered_alike_do_not_all_come_on_one_day(session: ReviewSession) -> None:
    answer(session, "c1")
    answer(session, "c2")
    after = [session.prompt(PACK, card) for card in ("c1", "c2")]
    assert len({one.state.due_day for one in after if one and one.state}) == 2


def test_no_interval_goes_past_the_exam(session: ReviewSession, clock: FakeClock) -> None:
    session.set_plan(PACK, StudyPlan(0.9, EXAM, 20))
    for _ in range(9):
        for card in through(session):
            after = session.prompt(PACK, card)
            assert after is not None
            assert after.state is not None
            assert after.state.due_day <= EXAM.toordinal()
        clock.advance(days=1)


def test_before_the_exam_all_cards_are_met_and_then_asked_once_more(session: ReviewSession, clock: FakeClock) -> None:
    session.set_plan(PACK, StudyPlan(0.9, EXAM, 5))
    asked: list[list[str]] = []
    for _ in range(10):
        asked.append(through(session))
        clock.advance(days=1)
    everything = {card for day in asked for card in day}
    assert everything == {"c1", "c2", "c2.r", "c3.1", "c3.2"}
    assert set(asked[-1]) == everything  # the last part of so few cards is one day


def test_new_cards_come_first_on_the_way_to_an_exam(session: ReviewSession, clock: FakeClock) -> None:
    answer(session, "c1")
    clock.advance(days=40)
    assert session.queue(PACK).next() == "c1"
    session.set_plan(PACK, StudyPlan(0.9, session_day(session, 30), 20))
    queue = session.queue(PACK)
    assert queue.new_first
    assert queue.next() in queue.new


def session_day(session: ReviewSession, days: int) -> date:
    return date.fromordinal(session.today() + days)


def test_after_the_exam_everything_is_as_without_one(session: ReviewSession, clock: FakeClock) -> None:
    session.set_plan(PACK, StudyPlan(0.9, EXAM, 5))
    clock.advance(days=20)
    assert len(session.queue(PACK).new) == 3
    answer(session, "c1")
    after = session.prompt(PACK, "c1")
    assert after is not None
    assert after.state is not None
    assert after.state.due_day > session.today()


def test_a_day_asks_no_more_than_its_limit_and_says_what_waits(
    log: EventLog, sample_library: Library, clock: FakeClock
) -> None:
    session = ReviewSession(log, sample_library, lambda: 20, reviews_a_day=lambda: 2)
    for card in ("c1", "c2", "c3.1"):
        answer(session, card)
    clock.advance(days=60)
    queue = session.queue(PACK)
    assert len(queue.due) == 2
    assert queue.later == 1
    assert queue.left == 2 + len(queue.new)
    answer(session, queue.due[0])
    queue = session.queue(PACK)
    assert (len(queue.due), queue.later) == (1, 1)


def test_suspended_cards_are_no_part_of_the_way(session: ReviewSession) -> None:
    prompt = session.prompt(PACK, "c1")
    assert prompt is not None
    answer(session, "c1")
    session.set_plan(PACK, StudyPlan(0.9, session_day(session, 1), 20))
    session.bury(PACK, "c2")
    assert "c2" not in ids(session.queue(PACK))


def test_several_packs_have_each_its_own_way(session: ReviewSession) -> None:
    session.set_plan(PACK, StudyPlan(0.9, EXAM, 20))
    assert session.queue_over([PACK, "nothing"]).new_first

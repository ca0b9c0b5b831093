"""A whole paper is one clock and several answers, each as safe as a single one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.errors import StorageError
from thaw_desktop.practice import store
from thaw_desktop.practice.conditions import Conditions
from thaw_desktop.practice.own_question import OwnQuestion
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import Answer, TimedWriting

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.practice.sitting import Sitting

_TIME = Conditions(90, "exam", extra_percent=25, reading_minutes=0)


@pytest.fixture
def paper(log: EventLog) -> AttemptSession:
    """A paper of three answers in 90 minutes, its clock going."""
    answers = [Answer("p/q1", "a", 30), Answer("p/q2", "b", 30), Answer("p/q3", "", 30)]
    session = TimedWriting(log).start_paper("Paper 1", answers, _TIME)
    session.start_clock()
    return session


def sitting_of(session: AttemptSession) -> Sitting:
    assert session.sitting is not None
    return session.sitting


def _after_a_crash(log: EventLog) -> Sitting:
    writing = TimedWriting(log)
    draft = writing.unfinished()
    assert draft is not None
    return sitting_of(writing.resume(draft))


def test_all_answers_share_one_clock_and_each_tells_its_own_time(paper: AttemptSession, clock: FakeClock) -> None:
    sitting = sitting_of(paper)
    clock.advance(600)
    second = sitting.go_to(1, Page("First answer"))
    clock.advance(300)
    assert second.remaining() == paper.remaining() == pytest.approx(90 * 75 - 900)
    assert [paper.spent(), second.spent()] == pytest.approx([600, 300])
    assert second.suggested == 30 * 75
    again = sitting.go_to(0, Page("Second answer"))
    clock.advance(60)
    assert again.page.text == "First answer"
    assert again.spent() == pytest.approx(660)


def test_after_a_crash_the_paper_is_open_where_it_was_with_every_answer(
    paper: AttemptSession, log: EventLog, clock: FakeClock
) -> None:
    sitting = sitting_of(paper)
    clock.advance(600)
    sitting.go_to(2, Page("One", "plan of one"))
    clock.advance(120)
    sitting.session.save(Page("Three"))
    clock.advance(5)  # not saved: a crash is not the student's fault

    resumed = _after_a_crash(log)

    assert (resumed.title, resumed.current) == ("Paper 1", 2)
    assert [(one.page.text, one.page.plan) for one in resumed.answers] == [
        ("One", "plan of one"),
        ("", ""),
        ("Three", ""),
    ]
    assert resumed.session.remaining() == pytest.approx(90 * 75 - 720)
    assert [one.spent() for one in resumed.answers] == [pytest.approx(600), 0, pytest.approx(120)]


def test_a_crash_right_after_a_turn_opens_the_new_answer(paper: AttemptSession, log: EventLog) -> None:
    # The fake clock stands: both drafts have the same time of saving.
    sitting_of(paper).go_to(1, Page("One"))
    resumed = _after_a_crash(log)
    assert resumed.current == 1
    assert resumed.answers[0].page.text == "One"


def test_a_turn_that_cannot_be_saved_leaves_the_answer_on_the_page(paper: AttemptSession, log: EventLog) -> None:
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        sitting_of(paper).go_to(1, Page("One"))
    log.connection.execute("PRAGMA query_only = OFF")
    assert sitting_of(paper).session is paper
    paper.save(Page("One"))
    assert _after_a_crash(log).session.page.text == "One"


def test_finishing_ends_every_answer_at_one_stroke(paper: AttemptSession, log: EventLog, clock: FakeClock) -> None:
    sitting = sitting_of(paper)
    clock.advance(600)
    sitting.go_to(1, Page("one two"))
    clock.advance(300)
    first = sitting.finish(Page("three"))
    assert first == paper.id
    attempt = store.attempt(log.connection, first)
    assert attempt is not None
    rows = store.of_sitting(log.connection, attempt.sitting)
    assert [(row.item, row.stage, row.words, row.elapsed, row.budget) for row in rows] == [
        ("p/q1", "finished", 2, 600, 2250),
        ("p/q2", "finished", 1, 300, 2250),
        ("p/q3", "finished", 0, 0, 2250),
    ]
    assert TimedWriting(log).unfinished() is None


def test_discarding_throws_every_answer_away(paper: AttemptSession, log: EventLog) -> None:
    sitting_of(paper).discard()
    assert TimedWriting(log).unfinished() is None
    assert TimedWriting(log).attempts("p") == []


def test_what_is_written_after_the_bell_is_overtime_in_each_answer(paper: AttemptSession, clock: FakeClock) -> None:
    sitting = sitting_of(paper)
    sitting.go_to(1, Page("in time"))
    clock.advance(90 * 75 + 1)
    sitting.session.save(Page("two"))
    first = sitting.go_to(0, Page("two and more"))
    assert (sitting.answers[1].overtime_at, first.overtime_at) == (3, 7)


def test_an_own_question_keeps_its_words_and_is_the_same_question_again(log: EventLog, clock: FakeClock) -> None:
    writing = TimedWriting(log)
    own = OwnQuestion("How far was <Stalin>\n\nto blame?", 25, 45)
    session = writing.start_own("p", own, 45)
    draft = writing.unfinished()
    assert draft is not None
    resumed = writing.resume(draft)
    assert resumed.own == own
    resumed.finish(Page("text"))
    row = store.attempt(log.connection, session.id)
    assert row is not None
    assert row.own_question == own
    assert row.item == f"p/{OwnQuestion('How far was <Stalin> to  blame?').id}"
    assert own.as_question().html == "<p>How far was &lt;Stalin&gt;</p><p>to blame?</p>"


def test_a_paper_of_nothing_is_refused(log: EventLog) -> None:
    with pytest.raises(ValueError, match="needs an answer"):
        TimedWriting(log).start_paper("Paper", [], 60)

"""Where the student stands, and the one thing to do now."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core import kinds
from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.flashcards.study_plan import StudyPlan
from thaw_desktop.notes.reading import Reading
from thaw_desktop.practice.marking import Marking
from thaw_desktop.practice.own_question import OwnQuestion
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting
from thaw_desktop.progress.agenda import NextStep
from thaw_desktop.progress.goals import Goal
from thaw_desktop.progress.overview import Overview
from thaw_desktop.progress.series import History
from thaw_desktop.progress.store import DayTotal, Scope

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.scheduling import Rating
    from thaw_desktop.progress.topics import Topic

PACK = "sample"
NEW_CARDS = ("c1", "c2", "c3.1")


class Student:
    """What a student does, through the use cases of the tabs."""

    def __init__(self, log: EventLog, library: Library, clock: FakeClock) -> None:
        self.log, self.library, self.clock = log, library, clock
        self.reading = Reading(log)
        self.cards = ReviewSession(log, library, lambda: 20)
        self.writing = TimedWriting(log)
        self.marking = Marking(log, library)
        self.overview = Overview(log, library, self.reading, self.cards, self.writing)

    def read(self, *sections: str, seconds: int = 60) -> None:
        for section in sections:
            self.reading.mark_read(PACK, section, seconds)

    def answer(self, *cards: str, rating: Rating = 4, taken_ms: int = 6000) -> None:
        for card in cards:
            prompt = self.cards.prompt(PACK, card)
            assert prompt is not None
            self.cards.answer(PACK, prompt.card, rating, taken_ms)

    def write(self, question: str, section: str = "speech") -> str:
        """A finished attempt of half an hour."""
        session = self.writing.start(PACK, question, 45, section)
        session.start_clock()
        self.clock.advance(minutes=30)
        return session.finish(Page("one two three"))

    def mark(self, attempt: str, *made: str) -> None:
        found = self.marking.finished(attempt)
        assert found is not None
        self.marking.mark(found, dict.fromkeys(made, True), "")

    def write_and_mark(self, question: str) -> None:
        self.mark(self.write(question), *(f"{question}.m{number}" for number in (1, 2, 3)))

    def step(self) -> NextStep:
        return self.overview.next_step(PACK)


@pytest.fixture
def student(log: EventLog, sample_library: Library, clock: FakeClock) -> Student:
    return Student(log, sample_library, clock)


def topic(student: Student, identity: str) -> Topic:
    return next(one for one in student.overview.topics(PACK) if one.id == identity)


# Days


def test_days_end_today_and_have_no_gaps(student: Student, clock: FakeClock) -> None:
    student.answer("c1")
    clock.advance(days=2)
    student.read("speech")
    today = student.overview.today()
    assert today == date(2026, 3, 4).toordinal()
    assert student.overview.days(PACK, 4) == [
        DayTotal(today - 3),
        DayTotal(today - 2, reviews=1, recalled=1, review_ms=6000),
        DayTotal(today - 1),
        DayTotal(today, sections=1, reading_s=60),
    ]


def test_undo_takes_an_answer_off_the_day(student: Student) -> None:
    student.answer("c1", "c2")
    student.cards.undo()
    assert student.overview.total(PACK).reviews == 1
    student.cards.undo()
    assert student.overview.total(PACK) == DayTotal(0)


def test_day_of_a_moment_goes_by_the_clock_as_it_goes_now(student: Student, clock: FakeClock) -> None:
    moment = round(datetime(2026, 3, 2, 1, 0, tzinfo=UTC).timestamp() * 1000)
    assert student.overview.day_of(moment) == date(2026, 3, 1)
    clock.change_zone(timezone(timedelta(hours=3)))
    assert student.overview.day_of(moment) == date(2026, 3, 2)


# Topics


def test_topics_are_the_sections_with_their_subsections(student: Student) -> None:
    topics = student.overview.topics(PACK)
    assert [(one.id, one.title, one.parts, one.cards) for one in topics] == [
        ("origins", "Origins", 2, 3),
        ("speech", "Speech", 2, 2),
    ]
    assert all(one.recall == one.seen == one.read == one.answers == one.possible == 0 for one in topics)
    assert {one.confidence for one in topics} == {"none"}


def test_topic_keeps_its_figures_apart(student: Student, clock: FakeClock) -> None:
    student.answer("c1", "c2")
    student.answer("c2.r", rating=1)
    student.read("origins-succession")
    student.reading.say_confidence(PACK, "origins", "green")
    student.reading.say_confidence(PACK, "origins-succession", "amber")
    origins = topic(student, "origins")
    assert (origins.seen, origins.answers, origins.read, origins.recall) == (3, 3, 1, 1)
    assert origins.confidence == "amber"
    student.reading.say_confidence(PACK, "origins-succession", "none")
    assert topic(student, "origins").confidence == "green"
    clock.advance(days=60)
    assert 0 < topic(student, "origins").recall < 1
    assert topic(student, "speech").recall == 0


def test_reading_never_raises_recall(student: Student) -> None:
    student.read("origins", "origins-succession", "speech")
    assert topic(student, "origins").recall == 0
    assert topic(student, "origins").read == 2


def test_topic_shows_the_latest_marks_of_each_question(student: Student, clock: FakeClock) -> None:
    student.mark(student.write("q1"), "q1.m1", "q1.m2", "q1.m3")
    assert (topic(student, "speech").made, topic(student, "speech").possible) == (6, 6)
    clock.advance(days=1)
    student.mark(student.write("q1"), "q1.m1")
    clock.advance(days=1)
    student.write("q1")  # not marked yet
    assert (topic(student, "speech").made, topic(student, "speech").possible) == (1, 6)
    assert topic(student, "origins").possible == 0


def test_points_missed_in_an_essay_are_cards_of_their_topic(student: Student) -> None:
    student.mark(student.write("q1"), "q1.m2")  # q1.m1 stands in speech-context, q1.m3 in origins
    assert topic(student, "speech").cards == 3
    assert topic(student, "origins").cards == 4


# The pace


def test_minutes_go_by_the_students_own_pace_once_it_is_known(student: Student, clock: FakeClock) -> None:
    assert student.overview.minutes_for(PACK, 1) == 1
    assert student.overview.minutes_for(PACK, 50) == 10
    for _ in range(20):
        student.answer("c1", taken_ms=30_000)
    assert student.overview.minutes_for(PACK, 50) == 25
    clock.advance(days=40)
    assert student.overview.minutes_for(PACK, 50) == 10


# The next step, in the order in which one comes before another


def test_next_step_begins_with_the_first_section(student: Student) -> None:
    assert student.step() == NextStep("read", "origins", "Origins", minutes=4)


def test_next_step_after_reading_is_to_meet_its_cards(student: Student) -> None:
    student.read("origins")
    assert student.step() == NextStep("learn", count=3, minutes=1)


def test_next_step_after_the_cards_is_the_next_section(student: Student) -> None:
    student.read("origins")
    student.answer(*NEW_CARDS)
    assert student.step() == NextStep("read", "speech", "Speech", minutes=6)


def test_next_step_with_all_read_is_to_write_what_was_never_written_one_a_day(
    student: Student, clock: FakeClock
) -> None:
    student.read("origins", "speech")
    student.answer(*NEW_CARDS)
    assert student.step() == NextStep("write", "q1", "Question q1", minutes=45)
    student.write_and_mark("q1")
    assert student.step() == NextStep("rest")
    clock.advance(days=1)
    student.answer("c2.r", "c3.2", *student.cards.queue(PACK).due)
    assert student.step() == NextStep("write", "q2", "Question q2", minutes=20)


def test_next_step_is_rest_when_all_is_done(student: Student, clock: FakeClock) -> None:
    student.read("origins", "speech")
    student.answer(*NEW_CARDS)
    student.write_and_mark("q1")
    student.write_and_mark("q2")
    assert student.step() == NextStep("rest")
    student.answer("c2.r", "c3.2")
    clock.advance(days=8)
    student.answer(*student.cards.queue(PACK).due)
    assert student.step() == NextStep("write", "q1", "Question q1", minutes=45)


def test_next_step_brings_cards_that_fade_before_reading(student: Student, clock: FakeClock) -> None:
    student.answer("c1", "c2", rating=3)
    assert student.step().kind == "read"
    clock.advance(minutes=10)
    assert student.step() == NextStep("review", count=2, minutes=1)
    student.answer("c1", "c2", rating=3)
    assert student.step().kind == "read"
    clock.advance(days=20)
    assert student.step() == NextStep("review", count=2, minutes=1)


def test_next_step_is_to_mark_before_reading(student: Student) -> None:
    attempt = student.write("q1")
    assert student.step() == NextStep("mark", attempt, "Question q1", minutes=5)
    student.mark(attempt)
    assert student.step().kind == "read"


def test_next_step_is_first_of_all_to_go_on_writing(student: Student, clock: FakeClock) -> None:
    student.answer("c1", rating=3)
    clock.advance(minutes=10)
    session = student.writing.start(PACK, "q1", 45, "speech")
    session.start_clock()
    clock.advance(minutes=15)
    session.save(Page("so far"))
    assert student.step() == NextStep("go on writing", session.id, "Question q1", minutes=30)
    clock.advance(hours=1)
    session.save(Page("so far"))
    assert student.step() == NextStep("go on writing", session.id, "Question q1", minutes=1, overtime=True)
    session.discard()
    assert student.step().kind == "review"


def test_next_step_with_a_question_whose_pack_is_gone_has_no_title(student: Student) -> None:
    session = student.writing.start("removed", "q9", 45, "")
    assert student.step() == NextStep("go on writing", session.id, "", minutes=45)


def test_own_question_is_called_by_its_words_wherever_essays_are_listed(student: Student, clock: FakeClock) -> None:
    session = student.writing.start_own(PACK, OwnQuestion("Was it a break?"), 30)
    assert student.overview.next_step(PACK).title == "Was it a break?"
    session.finish(Page("It was."))
    clock.advance(days=1)
    step = student.overview.next_step(PACK)
    assert (step.kind, step.title) == ("mark", "Was it a break?")
    scope = Scope((PACK,), (), 0, student.overview.today())
    essays = History(student.log, student.library, student.writing).essays(scope)
    assert [title for _, title, _ in essays] == ["Was it a break?"]


def test_next_step_for_a_pack_without_content_is_rest(student: Student) -> None:
    assert student.overview.next_step("removed") == NextStep("rest")
    assert student.overview.topics("removed") == []


def test_sections_read_counts_sections_and_no_subsections(student: Student) -> None:
    student.read("origins-succession")
    assert student.overview.sections_read(PACK) == (0, 2)
    student.read("origins", "origins")
    assert student.overview.sections_read(PACK) == (1, 2)


# The exam, the goal, weak topics and missed points


def tasks(student: Student) -> list[tuple[str, bool, bool]]:
    return [(task.step.kind, task.done, task.extra) for task in student.overview.now(PACK).tasks]


def test_todays_list_ticks_what_was_done(student: Student) -> None:
    student.read("origins")
    student.answer(*NEW_CARDS)
    assert tasks(student) == [("review", True, False), ("read", True, False), ("read", False, False),
                              ("write", False, False)]  # fmt: skip


def test_on_the_eve_of_the_exam_comes_the_last_round_and_no_essay(student: Student, clock: FakeClock) -> None:
    student.read("origins", "speech")
    student.answer(*NEW_CARDS)
    student.cards.set_plan(PACK, StudyPlan(exam=date(2026, 3, 4), minutes=20))
    clock.advance(days=1)
    found = student.overview.now(PACK)
    assert found.step.kind == "review"
    assert found.step.reason == "last round"
    assert "write" not in {task.step.kind for task in found.tasks}


def test_after_the_exam_everything_else_is_for_who_wants_it(student: Student, clock: FakeClock) -> None:
    student.answer("c1", rating=3)
    student.cards.set_plan(PACK, StudyPlan(exam=date(2026, 3, 3), minutes=20))
    clock.advance(days=2)
    found = student.overview.now(PACK)
    assert found.step == NextStep("exam over", count=1)
    assert all(task.extra for task in found.tasks[1:])
    clock.advance(days=14)
    assert student.step().kind == "review"


def test_before_an_exam_so_many_sections_are_read_a_day_that_all_are_read(student: Student) -> None:
    student.cards.set_plan(PACK, StudyPlan(exam=date(2026, 3, 3), minutes=20))
    student.read("origins")
    assert ("read", False, False) in tasks(student)[:2]  # one day is left for two sections


def test_when_the_goal_is_reached_the_rest_is_for_who_wants_it(student: Student, clock: FakeClock) -> None:
    student.overview.goal = lambda: Goal("minutes", 10)
    student.read("origins", seconds=600)
    student.answer(*NEW_CARDS)
    assert student.step() == NextStep("rest", reason="enough")
    assert ("read", False, True) in tasks(student)
    clock.advance(days=1)
    student.answer("c2.r", "c3.2", *student.cards.queue(PACK).due)
    assert student.step().kind == "read"


def test_a_topic_marked_red_is_read_once_more_some_days_later(student: Student, clock: FakeClock) -> None:
    student.read("origins", "speech")
    student.reading.say_confidence(PACK, "speech", "red")
    assert "reread" not in {kind for kind, _, _ in tasks(student)}
    clock.advance(days=4)
    again = next(task.step for task in student.overview.now(PACK).tasks if task.step.kind == "reread")
    assert (again.item, again.minutes, again.reason) == ("speech", 6, "unsure")


def test_the_essay_that_missed_most_is_written_again_first(student: Student, clock: FakeClock) -> None:
    student.read("origins", "speech")
    student.write_and_mark("q2")
    clock.advance(days=1)
    student.mark(student.write("q1"), "q1.m1")
    clock.advance(days=9)
    essay = next(task.step for task in student.overview.now(PACK).tasks if task.step.kind == "write")
    assert (essay.item, essay.reason) == ("q1", "missed")
    assert essay.share == pytest.approx(5 / 6)


def test_an_essay_comes_before_more_reading_once_its_sections_were_read(student: Student, clock: FakeClock) -> None:
    student.read("origins")
    student.answer(*NEW_CARDS)
    clock.advance(days=1)
    student.answer("c2.r", "c3.2", *student.cards.queue(PACK).due)
    student.read("speech-context")
    kinds_left = [kind for kind, done, _ in tasks(student) if not done]
    assert kinds_left[0] == "write"


# Figures for scripts


def test_figures_are_plain_values(student: Student, clock: FakeClock) -> None:
    student.answer("c1", taken_ms=0)
    clock.advance(days=3)
    student.read("origins", seconds=90)
    figures = json.loads(json.dumps(student.overview.figures(PACK)))
    assert figures["study_day"] == "2026-03-05"
    assert (figures["due"], figures["new"]) == (0, 2)
    assert figures["total"]["days"] == 2
    assert [(day["date"], day["minutes"]) for day in figures["days"]] == [("2026-03-02", 0), ("2026-03-05", 1.5)]
    assert [one["id"] for one in figures["topics"]] == ["origins", "speech"]
    assert figures["topics"][0]["seen"] == 1


def test_undone_events_count_nowhere(student: Student, log: EventLog) -> None:
    student.read("origins")
    event = log.latest(kinds.SECTION_READ)
    assert event is not None
    with log.write() as writing:
        writing.undo(event)
    assert student.overview.total(PACK) == DayTotal(0)
    assert student.step() == NextStep("read", "origins", "Origins", minutes=4)

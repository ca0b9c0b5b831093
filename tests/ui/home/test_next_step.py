"""What the large card of Home says and where its button leads, in every situation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from thaw_desktop.app import Study
    from thaw_desktop.ui.home.tab import HomeTab

SPEECH, THAW = "q-reasons-speech", "q-significance-thaw"


def said(widget: QWidget) -> str:
    """All that is to be read on a widget."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text())


def press_return() -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)


def read_everything(study: Study, student: Student) -> None:
    student.read(*(entry.id for entry in study.library.outline(student.pack)), seconds=1)


def answer_everything(student: Student) -> None:
    while student.answer(50):
        pass


def test_first_day_says_what_to_read_and_return_goes_there(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]], study: Study
) -> None:
    tab = open_home()
    first = study.library.outline(tab.pack)[0]

    text = said(tab.step)

    assert f"Read: {first.title}" in text
    assert first.summary in text
    assert "Start here" in text
    assert f"About {first.minutes} minutes" in text
    press_return()
    assert asked == [("notes", first.id)]


def test_first_day_tells_how_thaw_works_instead_of_empty_plots(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]]
) -> None:
    tab = open_home()

    assert tab.loop.isVisible()
    assert not tab.topics.isVisible()
    assert not tab.activity.isVisible()
    assert not tab.today.isVisible()
    assert not tab.week.isVisible()
    for _ in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        press_return()
    assert asked == [("notes", ""), ("flashcards", ""), ("practice", "")]


def test_after_reading_new_cards_come_next(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]], student: Student
) -> None:
    student.read("overview")
    tab = open_home()

    assert "Meet 20 new cards" in said(tab.step)
    assert "About 4 minutes" in said(tab.step)
    assert "Start here" not in said(tab.step)
    QTest.mouseClick(tab.step.action, Qt.MouseButton.LeftButton)
    assert asked == [("flashcards", "")]


def test_cards_begun_but_not_learnt_are_not_called_new(
    open_home: Callable[[], HomeTab], student: Student, study: Study
) -> None:
    study.settings.change(new_cards_a_day=1)
    student.read("overview")
    student.answer(1, rating=3)
    tab = open_home()

    assert "Ask 1 card once more" in said(tab.step)


def test_due_cards_come_before_reading(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]], student: Student, clock: FakeClock
) -> None:
    student.answer(3, rating=4)
    clock.advance(days=30)
    tab = open_home()

    assert "Review 3 cards" in said(tab.step)
    assert "About 1 minute" in said(tab.step)
    press_return()
    assert asked == [("flashcards", "")]


def test_return_after_three_weeks_is_a_welcome_and_no_reproach(
    open_home: Callable[[], HomeTab], student: Student, clock: FakeClock
) -> None:
    student.answer(20, rating=4)
    clock.advance(days=21)
    tab = open_home()

    text = said(tab).lower()

    assert "good to see you again" in text
    assert not [word for word in ("missed", "overdue", "late", "behind", "streak") if word in text]


def test_many_due_cards_need_not_be_answered_at_once(
    open_home: Callable[[], HomeTab], student: Student, clock: FakeClock, study: Study
) -> None:
    study.settings.change(new_cards_a_day=40)
    student.answer(40, rating=3)
    clock.advance(days=10)
    tab = open_home()

    assert "you can stop at any point" in said(tab.step).lower()
    assert int(said(tab.step).split("Review ")[1].split()[0]) >= 30


def test_unfinished_essay_comes_before_everything(
    open_home: Callable[[], HomeTab],
    asked: list[tuple[str, str]],
    student: Student,
    study: Study,
    clock: FakeClock,
) -> None:
    student.answer(3, rating=4)
    clock.advance(days=30)
    student.begin(SPEECH, minutes=7)
    draft = study.writing.unfinished()
    assert draft is not None
    tab = open_home()

    assert "Go on writing: Khrushchev’s reasons for the Secret Speech" in said(tab.step)
    assert "13 minutes left" in said(tab.step)
    press_return()
    assert asked == [("practice", f"attempt:{draft.id}")]


def test_unfinished_essay_in_overtime_says_that_the_time_is_up(
    open_home: Callable[[], HomeTab], student: Student
) -> None:
    student.begin(SPEECH, minutes=25)
    tab = open_home()

    assert "The time is up" in said(tab.step)
    assert "left" not in said(tab.step).replace("you left it", "")


def test_finished_essay_is_to_be_marked(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]], student: Student
) -> None:
    student.begin(THAW, minutes=30)
    attempt = student.finish()
    tab = open_home()

    assert "Mark your essay: The significance of the thaw" in said(tab.step)
    press_return()
    assert asked == [("practice", f"attempt:{attempt}")]


def test_when_all_is_read_and_answered_an_essay_comes(
    open_home: Callable[[], HomeTab],
    asked: list[tuple[str, str]],
    student: Student,
    study: Study,
) -> None:
    study.settings.change(new_cards_a_day=2)
    read_everything(study, student)
    answer_everything(student)
    tab = open_home()

    text = said(tab.step)

    assert "Write: Khrushchev’s reasons for the Secret Speech" in text
    assert "12 marks · 20 minutes under the clock" in text
    question = study.library.question(tab.pack, SPEECH)
    assert question is not None
    assert question.text in text
    press_return()
    assert asked == [("practice", SPEECH)]


@pytest.fixture
def all_done(student: Student, study: Study) -> Student:
    """A student who has nothing left to do today."""
    study.settings.change(new_cards_a_day=3)
    read_everything(study, student)
    answer_everything(student)
    for question in (SPEECH, THAW):
        student.begin(question, minutes=10)
        student.mark(student.finish(), made=True)
    answer_everything(student)
    return student


@pytest.mark.usefixtures("all_done")
def test_when_all_is_done_it_says_when_the_next_cards_come(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]], study: Study
) -> None:
    forecast = study.session.forecast(study.open_pack(), 60)
    ahead = next(day for day, count in enumerate(forecast) if count)
    tab = open_home()

    text = said(tab.step)

    assert "All done for today" in text
    assert str(forecast[ahead]) in text
    assert ("tomorrow" if ahead == 1 else f"in {ahead} days") in text
    assert "of study" in text
    press_return()
    assert asked == [("progress", "")]


def test_without_a_pack_it_says_so(open_home: Callable[[], HomeTab]) -> None:
    tab = open_home()
    tab.pack = ""
    tab.refresh()

    assert "Nothing to study yet" in said(tab)
    assert not tab.step.action.isVisible()
    assert not tab.loop.isVisible()


def test_the_step_changes_with_the_next_refresh_and_the_focus_stays(
    open_home: Callable[[], HomeTab], student: Student
) -> None:
    tab = open_home()
    student.read("overview")

    tab.refresh()

    assert "Meet 20 new cards" in said(tab.step)
    assert QApplication.focusWidget() is tab.step.action


def test_a_single_card_is_spoken_of_as_one(
    study: Study, student: Student, clock: FakeClock, open_home: Callable[[], HomeTab]
) -> None:
    student.answer(1, 4)
    clock.advance(days=9)
    home = open_home()
    assert "Review 1 card" in said(home.step)
    assert "Recall it today, and it will stay with you for longer." in said(home.step)

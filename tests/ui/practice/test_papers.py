"""Choosing what to write: filters, a question of one's own, and a whole paper with its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.practice import store
from thaw_desktop.ui.practice.own_question_dialog import OwnQuestionDialog
from thaw_desktop.ui.practice.paper_dialog import PaperDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QDialog

    from tests.conftest import FakeClock
    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.autosave import Rhythm

_CTRL = Qt.KeyboardModifier.ControlModifier


def _open(desk: Desk, kind: type[OwnQuestionDialog] | type[PaperDialog]) -> QDialog:
    """The dialog that has just been asked for."""
    desk.settle()
    return next(one for one in desk.tab.findChildren(kind) if one.isVisible())


def _come_back(desk: Desk) -> None:
    """What the window manager does when a dialog closes."""
    desk.settle()
    desk.take_place()


def _start_paper(desk: Desk, preset: str) -> PaperDialog:
    """Start a paper with the questions that are proposed."""
    QTest.mouseClick(desk.tab.chooser.paper, Qt.MouseButton.LeftButton)
    dialog = _open(desk, PaperDialog)
    assert isinstance(dialog, PaperDialog)
    place = next(row for row in range(dialog.paper.count()) if preset in dialog.paper.itemText(row))
    dialog.paper.setCurrentIndex(place)
    QTest.mouseClick(dialog.start, Qt.MouseButton.LeftButton)
    _come_back(desk)
    assert desk.page == "writer"
    return dialog


def _finish(desk: Desk) -> None:
    desk.ctrl_enter()
    desk.ctrl_enter()
    assert desk.page == "review"


def test_filters_leave_the_questions_that_are_wanted(desk: Desk) -> None:
    chooser = desk.tab.chooser
    every = chooser.list.count()
    questions = {one.id: one for one in desk.study.library.questions(desk.tab.pack)}
    chooser.filters.command.setFocus()
    desk.press(Qt.Key.Key_Down)
    word = chooser.filters.command.currentData()
    wanted = [one.id for one in questions.values() if one.command_word == word]
    assert chooser.list.count() == len(wanted) < every
    assert chooser.list.current() in wanted
    # A question that is asked for by its id is shown whatever the filters say.
    other = next(one.id for one in questions.values() if one.command_word != word)
    desk.tab.show_item(other)
    assert (chooser.list.current(), chooser.list.count()) == (other, every)


def test_filters_that_leave_nothing_say_so_and_are_taken_off_again(desk: Desk) -> None:
    chooser = desk.tab.chooser
    every, filters = chooser.list.count(), chooser.filters
    for row in range(filters.command.count()):
        for worth in range(filters.marks.count()):
            filters.command.setCurrentIndex(row)
            filters.marks.setCurrentIndex(worth)
            if not chooser.list.count():
                break
        if not chooser.list.count():
            break
    assert "No question is like that." in desk.words()
    assert not chooser.detail.isVisible()
    QTest.mouseClick(filters._all, Qt.MouseButton.LeftButton)
    assert chooser.list.count() == every
    assert chooser.detail.isVisible()


def test_an_own_question_is_written_reviewed_and_found_again(desk: Desk) -> None:
    QTest.mouseClick(desk.tab.chooser.own, Qt.MouseButton.LeftButton)
    dialog = _open(desk, OwnQuestionDialog)
    assert isinstance(dialog, OwnQuestionDialog)
    assert not dialog.start.isEnabled()
    QTest.keyClicks(dialog.text, "Why did Beria fall?")
    dialog.minutes.setValue(30)
    QTest.keyClick(dialog.text, Qt.Key.Key_Return, _CTRL)
    _come_back(desk)
    assert desk.page == "writer"
    assert desk.tab.writer.session is not None
    assert desk.tab.writer.session.budget == 30 * 60
    assert "Why did Beria fall?" in desk.tab.writer._panel._prompt.toPlainText()
    desk.type("He frightened the others.")
    _finish(desk)
    assert desk.tab.review._title.text() == "Why did Beria fall?"
    desk.press(Qt.Key.Key_Escape)
    desk.press(Qt.Key.Key_Escape)
    chooser = desk.tab.chooser
    own = next(one for one in chooser._questions.values() if one.title == "Why did Beria fall?")
    assert chooser.choose(own.id)
    assert chooser.detail.minutes.value() == 30
    desk.ctrl_enter()
    assert desk.page == "writer"
    assert desk.tab.writer.session.own is not None


def test_a_paper_is_written_answer_by_answer_and_reviewed_as_one(desk: Desk, clock: FakeClock) -> None:
    _start_paper(desk, "Paper 2: two essays")
    writer = desk.tab.writer
    session = writer.session
    assert session is not None
    assert (session.conditions.minutes, session.conditions.reading_minutes) == (90, 5)
    assert session.phase == "reading"
    QTest.mouseClick(writer._cover.go_on, Qt.MouseButton.LeftButton)
    desk.type("First answer")
    clock.advance(10 * 60)
    desk.look_at_clock()
    assert writer.paper.buttons[0].text() == "Answer 1 · 10 of 45 minutes"
    desk.press(Qt.Key.Key_PageDown, _CTRL)
    assert writer.page.text() == ""
    assert writer.paper.buttons[1].isChecked()
    desk.type("Second")
    QTest.mouseClick(writer.paper.buttons[0], Qt.MouseButton.LeftButton)
    assert writer.page.text() == "First answer"
    desk.press(Qt.Key.Key_PageUp, _CTRL)  # there is none before
    assert writer.page.text() == "First answer"
    _finish(desk)
    assert any(words.startswith("Answer 1 of 2") for words in desk.words())
    assert not desk.tab.review.before.isVisible()
    desk.tab.review.after.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert desk.tab.review.essay.text() == "Second"
    assert not desk.tab.review.after.isVisible()


def test_a_killed_paper_goes_on_with_the_answer_that_was_on_the_page(
    desk: Desk, sit_down: Callable[[Study, Rhythm], Desk], study: Study
) -> None:
    _start_paper(desk, "Your own choice")
    desk.type("First")
    desk.press(Qt.Key.Key_PageDown, _CTRL)
    desk.type("Second")
    desk.tab.leave()
    draft = study.writing.unfinished()
    assert draft is not None
    assert draft.text == "Second"
    desk.tab.writer._put_away()
    assert "You were writing “Your own paper”" in desk.words()
    desk.press(Qt.Key.Key_Return)
    assert desk.tab.writer.page.text() == "Second"
    assert desk.tab.writer.paper.buttons[1].isChecked()
    desk.press(Qt.Key.Key_PageUp, _CTRL)
    assert desk.tab.writer.page.text() == "First"


def test_a_turn_that_cannot_be_saved_is_told_and_keeps_the_page(desk: Desk) -> None:
    _start_paper(desk, "Your own choice")
    desk.type("First")
    with desk.broken_disk():
        desk.press(Qt.Key.Key_PageDown, _CTRL)
        assert desk.tab.writer.page.text() == "First"
        assert desk.tab.writer.unsaved
        assert any(words.startswith("Not saved.") for words in desk.words())
    assert desk.tab.writer.paper.buttons[0].isChecked()


def test_a_paper_of_ones_own_takes_the_time_of_its_questions(desk: Desk) -> None:
    QTest.mouseClick(desk.tab.chooser.paper, Qt.MouseButton.LeftButton)
    dialog = _open(desk, PaperDialog)
    assert isinstance(dialog, PaperDialog)
    questions = desk.study.library.questions(desk.tab.pack)
    assert dialog.minutes.value() == questions[0].minutes + questions[1].minutes
    QTest.mouseClick(dialog._more, Qt.MouseButton.LeftButton)
    assert len(dialog.picks) == 3
    assert QApplication.focusWidget() is dialog.picks[2]
    dialog.minutes.setValue(75)
    QTest.keyClick(dialog.picks[2], Qt.Key.Key_Return, _CTRL)
    _come_back(desk)
    attempts = store.attempts(desk.study.log.connection, desk.tab.pack)
    assert len(attempts) == 3
    assert desk.tab.writer.session is not None
    assert desk.tab.writer.session.budget == 75 * 60

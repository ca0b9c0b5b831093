"""Choosing a question, the time for it, and going back to what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.conftest import Student
    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme

REASONS, THAW = "q-reasons-speech", "q-significance-thaw"


def test_the_first_question_is_chosen_with_its_time(desk: Desk) -> None:
    assert desk.page == "chooser"
    assert desk.tab.chooser.list.current() == REASONS
    assert desk.tab.chooser.detail.minutes.value() == 20
    assert desk.tab.chooser.detail.start.text() == "Start · 20 minutes"


def test_arrows_choose_another_question(desk: Desk) -> None:
    assert QApplication.focusWidget() is desk.tab.chooser.list
    desk.press(Qt.Key.Key_Down)
    assert desk.tab.chooser.list.current() == THAW
    assert desk.tab.chooser.detail.start.text() == "Start · 40 minutes"
    assert "How significant was the thaw" in desk.tab.chooser.detail._prompt.toPlainText()


def test_a_quarter_more_time_is_kept_for_the_next_essay(desk: Desk) -> None:
    detail = desk.tab.chooser.detail
    detail.arrangements.unfold.setFocus()
    desk.press(Qt.Key.Key_Space)
    QTest.mouseClick(detail.arrangements._extras[25], Qt.MouseButton.LeftButton)
    assert detail.start.text() == "Start · 25 minutes"
    desk.ctrl_enter()
    assert desk.tab.writer.session is not None
    assert desk.tab.writer.session.budget == 25 * 60
    assert desk.study.settings.current.extra_percent == 25


def test_the_time_can_be_typed(desk: Desk) -> None:
    detail = desk.tab.chooser.detail
    detail.minutes.selectAll()
    QTest.keyClicks(detail.minutes, "7")
    QTest.mouseClick(detail.start, Qt.MouseButton.LeftButton)
    assert desk.tab.writer.session is not None
    assert desk.tab.writer.session.budget == 7 * 60


def test_refresh_keeps_what_is_chosen(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.tab.chooser.detail.minutes.setValue(33)
    desk.tab.chooser.detail.minutes.setFocus()
    desk.tab.refresh()
    assert desk.tab.chooser.list.current() == THAW
    assert desk.tab.chooser.detail.minutes.value() == 33
    assert desk.tab.chooser.detail.minutes.hasFocus()


def test_show_item_chooses_a_question(desk: Desk) -> None:
    desk.tab.show_item(THAW)
    assert desk.tab.chooser.list.current() == THAW
    assert desk.tab.chooser.detail.minutes.value() == 40


def test_show_item_tells_of_a_question_or_attempt_that_is_not_there(desk: Desk) -> None:
    told: list[str] = []
    desk.tab.trouble.connect(told.append)
    desk.tab.show_item("q-nothing")
    desk.tab.show_item("attempt:0123")
    assert told == ["That question is no longer in the pack.", "That attempt is not on this computer."]
    assert desk.page == "chooser"


def test_attempts_are_listed_and_enter_opens_one(student: Student, desk: Desk) -> None:
    student.begin(REASONS, 12, "Stalin had damaged the reputation of the Party at home.")
    student.mark(student.finish(), made=True)
    desk.tab.refresh()
    attempts = desk.tab.chooser.detail.attempts
    assert [attempts.item(row).text() for row in range(attempts.count())] == [
        "2 March 2026 · 12 minutes · 10 words · 12 of 12 marks"
    ]
    assert desk.tab.chooser.list._at(0).result == "written once · last: 12 of 12 marks"
    attempts.setCurrentRow(0)
    attempts.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.page == "review"


def test_a_click_opens_an_attempt_too(student: Student, desk: Desk) -> None:
    student.begin(REASONS, 12)
    student.finish()
    desk.tab.refresh()
    attempts = desk.tab.chooser.detail.attempts
    place = attempts.visualItemRect(attempts.item(0)).center()
    QTest.mouseClick(attempts.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert desk.page == "review"


def test_attempts_at_a_question_that_has_gone_are_still_found(student: Student, desk: Desk, study: Study) -> None:
    student.begin(REASONS, 12, "My essay on the speech.")
    student.finish()
    study.library._connection.execute("DELETE FROM question WHERE id = ?", (REASONS,))
    desk.tab.refresh()
    choices = desk.tab.chooser.list
    titles = [choices._at(row).title for row in range(choices.count())]
    assert titles[0] == "The significance of the thaw"
    assert titles[-1] == "A question no longer in the pack"
    choices.setCurrentRow(len(titles) - 1)
    assert not desk.tab.chooser.detail.start.isVisible()
    desk.ctrl_enter()  # there is nothing to start
    assert desk.page == "chooser"
    desk.tab.chooser.detail.attempts.setCurrentRow(0)
    desk.tab.chooser.detail.attempts.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.tab.review.essay.text() == "My essay on the speech."
    assert "Nothing to mark" in desk.words()


def test_a_pack_without_questions_leads_to_the_notes(desk: Desk, study: Study, asked: list[tuple[str, str]]) -> None:
    study.library._connection.execute("DELETE FROM question")
    desk.tab.refresh()
    assert "This pack has no questions" in desk.words()
    QTest.mouseClick(desk.tab.chooser._empty._button, Qt.MouseButton.LeftButton)
    assert asked == [("notes", "")]


def test_an_attempt_that_cannot_be_begun_is_told(desk: Desk) -> None:
    told: list[str] = []
    desk.tab.trouble.connect(told.append)
    with desk.broken_disk():
        desk.ctrl_enter()
    assert len(told) == 1
    assert desk.page == "chooser"


def test_all_is_readable_in_a_small_window_with_large_text(
    desk: Desk, student: Student, theme: Theme, cut_texts: Callable[[object], list[str]]
) -> None:
    student.begin(REASONS, 3)
    desk.tab.refresh()
    try:
        for scale, width, height in ((1.0, 800, 480), (2.0, 800, 460)):
            theme.apply("light", scale)
            desk.tab.setFixedSize(width, height)
            desk.settle()
            assert cut_texts(desk.tab.chooser) == []
            assert desk.tab.chooser.detail.horizontalScrollBar().maximum() == 0
    finally:
        theme.apply("light", 1.0)


def test_at_least_nine_questions_are_seen_in_a_window_of_usual_size(desk: Desk) -> None:
    desk.tab.setFixedSize(1100, 660)  # what the header leaves of 720
    desk.settle()
    listed = desk.tab.chooser.list
    height = listed.viewport().height()
    seen = [row for row in range(listed.count()) if listed.visualItemRect(listed.item(row)).bottom() < height]
    assert len(seen) >= 9


def test_the_ring_of_focus_stands_off_the_text_which_is_in_line_with_its_heading(desk: Desk) -> None:
    detail = desk.tab.chooser.detail
    prompt = detail._prompt
    assert prompt.viewport().x() >= 8
    left = prompt.viewport().mapTo(detail, QPoint(0, 0)).x()
    assert left == detail._command.mapTo(detail, QPoint(0, 0)).x()
    desk.start()
    panel = desk.tab.writer._panel
    heading = panel._plan_card._heading
    words = heading.mapTo(panel, QPoint(heading.contentsMargins().left(), 0)).x()
    assert panel.pad.mapTo(panel, QPoint(0, 0)).x() + 8 == words
    assert panel.pad.document().documentMargin() == 6  # and the frame's 2

"""The help window: both pages, by mouse and by key, and no line that runs out of the column."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from thaw_desktop.core.paths import resources_folder
from thaw_desktop.ui.help import HelpDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def open_help(qtbot: QtBot, theme: Theme) -> Callable[[], HelpDialog]:
    def show() -> HelpDialog:
        dialog = HelpDialog(theme, resources_folder() / "help")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)  # the test's bot deletes it
        qtbot.addWidget(dialog)
        dialog.show()
        qtbot.waitExposed(dialog)
        dialog.activateWindow()
        qtbot.waitUntil(dialog.view.hasFocus)
        return dialog

    return show


def _title(dialog: HelpDialog) -> str:
    return dialog.view.document().firstBlock().text()


def test_help_opens_on_how_to_use_thaw_and_its_page_scrolls_at_once(open_help: Callable[[], HelpDialog]) -> None:
    dialog = open_help()
    assert _title(dialog) == "Using Thaw"
    QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_PageDown)
    assert dialog.view.verticalScrollBar().value() > 0


def test_help_turns_to_the_other_page_by_key_and_back(open_help: Callable[[], HelpDialog]) -> None:
    dialog = open_help()
    dialog.view.verticalScrollBar().setValue(200)
    QTest.keyClick(dialog.view, Qt.Key.Key_Tab, CONTROL)
    assert _title(dialog) == "Writing a pack"
    assert dialog.bar.tabText(dialog.bar.currentIndex()) == "Writing a pack"
    assert dialog.view.verticalScrollBar().value() == 0
    QTest.keyClick(dialog.view, Qt.Key.Key_Tab, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    assert _title(dialog) == "Using Thaw"


def test_help_turns_pages_with_the_arrows_when_the_tabs_have_the_focus(open_help: Callable[[], HelpDialog]) -> None:
    dialog = open_help()
    QTest.keyClick(dialog.view, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    assert dialog.bar.hasFocus()
    QTest.keyClick(dialog.bar, Qt.Key.Key_Right)
    assert _title(dialog) == "Writing a pack"
    QTest.keyClick(dialog.bar, Qt.Key.Key_Left)
    assert _title(dialog) == "Using Thaw"


def test_help_breaks_the_lines_of_code_as_others(open_help: Callable[[], HelpDialog]) -> None:
    dialog = open_help()
    dialog.bar.setCurrentIndex(1)
    block = dialog.view.document().firstBlock()
    unbroken = []
    while block.isValid():
        if block.blockFormat().nonBreakableLines():
            unbroken.append(block.text())
        block = block.next()

    assert unbroken == []
    assert "==evaporation==" in dialog.view.toPlainText()


def test_help_fits_on_the_screen_with_the_largest_text(open_help: Callable[[], HelpDialog], theme: Theme) -> None:
    theme.apply("light", 2.0)
    room = QGuiApplication.primaryScreen().availableSize()
    size = open_help().size()

    assert size.width() <= room.width()
    assert size.height() <= room.height()


def test_words_are_found_on_the_page_by_key(open_help: Callable[[], HelpDialog]) -> None:
    dialog = open_help()
    QTest.keyClick(dialog.view, Qt.Key.Key_F, CONTROL)
    assert dialog.find_bar.field.hasFocus()
    QTest.keyClicks(dialog.find_bar.field, "thawpack")
    marks = dialog.view.extraSelections()
    assert marks
    assert {mark.cursor.selectedText() for mark in marks} == {"thawpack"}
    assert dialog.find_bar.count.text() == f"1 of {len(marks)}"
    assert dialog.view.verticalScrollBar().value() > 0
    QTest.keyClick(dialog.find_bar.field, Qt.Key.Key_Return)
    assert dialog.find_bar.count.text().startswith("2 of" if len(marks) > 1 else "1 of")
    dialog.bar.setCurrentIndex(1)
    assert len(dialog.view.extraSelections()) != len(marks)  # on the other page
    QTest.keyClick(dialog.find_bar.field, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.view.hasFocus()
    assert dialog.view.extraSelections() == []
    QTest.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_the_first_lines_lead_to_the_parts_of_the_page(open_help: Callable[[], HelpDialog]) -> None:
    dialog = open_help()
    for page in (0, 1):
        dialog.bar.setCurrentIndex(page)
        dialog.view.setFocus()
        for _ in range(3):
            QTest.keyClick(dialog.view, Qt.Key.Key_Tab)
        wanted = dialog.view.textCursor().selectedText()
        QTest.keyClick(dialog.view, Qt.Key.Key_Return)
        top = dialog.view.document().findBlockByNumber(dialog.view.top_block())
        assert wanted
        assert wanted in (top.text(), top.next().text())


def test_what_is_left_of_a_long_line_of_code_stands_in(open_help: Callable[[], HelpDialog]) -> None:
    dialog = open_help()
    dialog.bar.setCurrentIndex(1)
    block = dialog.view.document().find("==evaporation==").block()
    assert block.blockFormat().textIndent() < 0
    assert block.blockFormat().leftMargin() == -block.blockFormat().textIndent()

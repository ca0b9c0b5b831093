"""Formatting where one writes: it is saved, comes back with its undo, and is seen after the bell."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from thaw_desktop.practice.formatting import Formatting

if TYPE_CHECKING:
    from tests.ui.practice.conftest import Desk

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_formatting_and_undo_come_back_after_a_restart_and_are_seen_in_the_review(desk: Desk) -> None:
    desk.start()
    writer = desk.tab.writer
    desk.press(Qt.Key.Key_8, CTRL | SHIFT)
    desk.press(Qt.Key.Key_B, CTRL)
    desk.type("bold")
    assert writer.bar.buttons["bulleted"].isChecked()
    assert writer.save()

    draft = desk.draft
    assert draft is not None
    desk.tab._show_writer(desk.study.writing.resume(draft))
    expected = Formatting(bold=((0, 4),), kinds={0: "bulleted"})
    assert (writer.page.text(), writer.page.formatting()) == ("bold", expected)
    desk.press(Qt.Key.Key_Z, CTRL)
    assert (writer.page.text(), writer.page.formatting().kinds) == ("", {0: "bulleted"})
    desk.press(Qt.Key.Key_Y, CTRL)

    desk.ctrl_enter()
    desk.ctrl_enter()
    assert desk.page == "review"
    assert desk.tab.review.essay.formatting() == expected


def test_the_page_is_set_from_its_menu_and_stays_so(desk: Desk) -> None:
    desk.start()
    bar = desk.tab.writer.bar
    (target,) = [action for action in bar._targets.actions() if action.data()[1] == 800]
    target.trigger()
    bar._bar.trigger()
    desk.type("two words")
    desk.tab.writer._count()

    settings = desk.tab._settings.current
    assert (settings.essay_word_target, settings.formatting_bar) == (800, False)
    assert not bar.buttons["bold"].isVisible()
    assert any("2 of 800 words" in words for words in desk.words())

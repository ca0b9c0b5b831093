"""Ctrl+P in Notes: this page or the whole pack, into a file; and a dialog that can stop."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.ui.printing.dialog import PrintDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.notes.tab import NotesTab
    from thaw_desktop.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


def opened(notes: NotesTab, qtbot: QtBot) -> PrintDialog:
    """Press Ctrl+P."""
    QTest.keyClick(notes.page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (dialog,) = notes.findChildren(PrintDialog)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    qtbot.waitUntil(dialog.isActiveWindow)
    return dialog


def pages(file: Path) -> int:
    return file.read_bytes().count(b"/Type /Page\n")


def test_control_p_saves_the_page_that_is_open_or_the_whole_pack(notes: NotesTab, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(notes, qtbot)
    assert dialog.this.isChecked()
    assert "De-Stalinisation in one page" in dialog.this.accessibleName()
    dialog.save_to(str(tmp_path / "page.pdf"))
    qtbot.waitUntil(lambda: dialog.told.text() == "Saved as page.pdf.", timeout=20_000)
    few = pages(tmp_path / "page.pdf")
    QTest.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    dialog.all.setChecked(True)
    dialog.save_to(str(tmp_path / "pack.pdf"))
    qtbot.waitUntil(lambda: dialog.told.text() == "Saved as pack.pdf.", timeout=20_000)
    assert pages(tmp_path / "pack.pdf") > few + 10
    dialog.close()
    dialog.deleteLater()


def test_cancel_stops_and_a_second_closes(notes: NotesTab, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(notes, qtbot)
    dialog.all.setChecked(True)
    dialog.save_to(str(tmp_path / "pack.pdf"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert "Cancelled" in dialog.told.text()
    QApplication.processEvents()
    assert not list(tmp_path.glob("pack.pdf*"))
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    dialog.deleteLater()


def test_trouble_is_told_in_the_dialog(notes: NotesTab, tmp_path: Path, qtbot: QtBot) -> None:
    dialog = opened(notes, qtbot)
    dialog.save_to(str(tmp_path / "missing" / "page.pdf"))
    qtbot.waitUntil(lambda: "could not be written" in dialog.told.text())
    dialog.close()
    dialog.deleteLater()


@pytest.mark.parametrize("scale", [0.8, 2.0])
def test_the_dialog_fits(
    notes: NotesTab, theme: Theme, qtbot: QtBot, scale: float, cut_texts: Callable[[QWidget], list[str]]
) -> None:
    notes.resize(800, 480)
    theme.apply("light", scale)
    dialog = opened(notes, qtbot)
    assert dialog.width() <= 800
    assert dialog.height() <= 560
    assert cut_texts(dialog) == []
    dialog.close()
    dialog.deleteLater()

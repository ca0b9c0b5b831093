"""The panes that F6 goes through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtWidgets import QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from thaw_desktop.ui.panes import first_control, usable

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


def test_what_goes_from_the_window_takes_nothing_else_with_it(qtbot: QtBot) -> None:
    """A hint under the pointer stands among the controls, and goes after a while."""
    window = QWidget()
    qtbot.addWidget(window)
    hint, pane = QLabel("A hint", window), QWidget(window)
    column = QVBoxLayout(pane)
    control = QPushButton("One", pane)
    column.addWidget(control)
    menu = QMenu(pane)
    action = menu.addAction("Two")
    window.show()

    assert usable(pane) == [pane]
    assert first_control(pane) is control
    shiboken6.delete(hint)

    assert shiboken6.isValid(action)
    assert action.text() == "Two"

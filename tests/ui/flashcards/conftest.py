"""The Flashcards tab as the window shows it, with a hub that refreshes it after each commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.ui.flashcards.tab import FlashcardsTab
from thaw_desktop.ui.hub import Hub

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.flashcards.tools import CardTools
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme


class Table:
    """The tab and somebody at its keyboard."""

    def __init__(self, tab: FlashcardsTab) -> None:
        self.tab = tab

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and let the window catch up."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)
        self.settle()

    def undo(self) -> None:
        self.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)

    def type(self, text: str) -> None:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClicks(focused, text)

    @staticmethod
    def settle() -> None:
        """Let the hub refresh."""
        for _ in range(3):
            QApplication.processEvents()

    @property
    def text(self) -> str:
        """What stands on the card."""
        return self.tab._card.text.toPlainText()

    @property
    def card(self) -> str:
        """The id of the card on the table, empty when there is none."""
        return "" if self.tab._prompt is None else self.tab._prompt.card.id

    @property
    def revealed(self) -> bool:
        return self.tab._ratings.isVisible()

    def rating_with_focus(self) -> int:
        return self.tab._ratings._group.id(self.tab._ratings.suggested())


@pytest.fixture
def open_table(
    qtbot: QtBot,
    theme: Theme,
    navigator: Navigator,
    study: Study,
    show: Callable[[Tab], Tab],
    tools_of: Callable[[Study], CardTools],
) -> Callable[[], Table]:
    """Opens the tab on what the student has done so far."""

    def open_tab() -> Table:
        tab = FlashcardsTab(theme, navigator, study.session, study.library, study.settings, tools_of(study))
        hub = Hub(study.changes, tab)
        hub.add(tab)
        show(tab)
        hub.show(tab)
        tab.activateWindow()
        tab.setFocus(Qt.FocusReason.OtherFocusReason)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return Table(tab)

    return open_tab


@pytest.fixture
def table(open_table: Callable[[], Table]) -> Table:
    """The tab of a student who has not done anything yet."""
    return open_table()


@pytest.fixture
def asked(navigator: Navigator) -> list[tuple[str, str]]:
    """Where the student asked to go."""
    places: list[tuple[str, str]] = []
    navigator.asked.connect(lambda tab, item: places.append((tab, item)))
    return places

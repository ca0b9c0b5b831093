"""The Practice tab as the window shows it, with a hub that refreshes it after each commit."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.hub import Hub
from thaw_desktop.ui.practice.tab import PracticeTab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme

NEVER = 3_600_000
"""Milliseconds that no test waits."""


class Desk:
    """The tab and somebody who writes at it."""

    def __init__(self, tab: PracticeTab, study: Study, qtbot: QtBot) -> None:
        self.tab = tab
        self.study = study
        self._qtbot = qtbot

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is, and let the window catch up."""
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key, modifier)
        self.settle()

    def ctrl_enter(self) -> None:
        self.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    def start(self) -> None:
        """Begin with the question that is chosen."""
        self.ctrl_enter()
        assert self.page == "writer"

    def type(self, text: str) -> None:
        QTest.keyClicks(self.tab.writer.page, text)

    def look_at_clock(self) -> None:
        """What the countdown does when the next second has come; the fake clock does not wake it."""
        self.tab.writer._countdown.look()

    def take_place(self) -> None:
        """Put the focus where the window puts it when the tab is shown."""
        self.tab.activateWindow()
        self._qtbot.waitUntil(self.tab.isActiveWindow)
        self.tab.setFocus(Qt.FocusReason.OtherFocusReason)
        self._qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)

    @staticmethod
    def settle() -> None:
        for _ in range(3):
            QApplication.processEvents()

    @property
    def page(self) -> str:
        """Which page is shown: chooser, writer or review."""
        shown = self.tab._pages.currentWidget()
        return next(name for name in ("chooser", "writer", "review") if getattr(self.tab, name) is shown)

    @property
    def draft(self) -> Draft | None:
        """What is on the disk of the attempt that was saved last."""
        return self.study.writing.unfinished()

    @property
    def saved_text(self) -> str:
        draft = self.draft
        assert draft is not None
        return draft.text

    def words(self) -> list[str]:
        """All texts of labels in view."""
        return [label.text() for label in self.tab.findChildren(QLabel) if label.isVisible()]

    @contextmanager
    def broken_disk(self) -> Iterator[None]:
        """Let every write to progress.db fail."""
        self.study.log.connection.execute("PRAGMA query_only = ON")
        try:
            yield
        finally:
            self.study.log.connection.execute("PRAGMA query_only = OFF")


@pytest.fixture
def sit_down(
    qtbot: QtBot, theme: Theme, navigator: Navigator, show: Callable[[Tab], Tab]
) -> Callable[[Study, Rhythm], Desk]:
    """Opens the tab on a study, saving in a rhythm of the test's own."""

    def open_tab(study: Study, rhythm: Rhythm) -> Desk:
        tab = PracticeTab(
            theme, navigator, study.writing, study.marking, study.library, study.clock, study.settings, rhythm=rhythm
        )
        hub = Hub(study.changes, tab)
        hub.add(tab)
        show(tab)
        hub.show(tab)
        desk = Desk(tab, study, qtbot)
        desk.take_place()
        return desk

    return open_tab


@pytest.fixture
def desk(sit_down: Callable[[Study, Rhythm], Desk], study: Study) -> Desk:
    """The tab of a student who has not done anything yet; nothing is saved by a timer."""
    return sit_down(study, Rhythm(NEVER, NEVER, NEVER, NEVER))


@pytest.fixture
def asked(navigator: Navigator) -> list[tuple[str, str]]:
    """Where the student asked to go."""
    places: list[tuple[str, str]] = []
    navigator.asked.connect(lambda tab, item: places.append((tab, item)))
    return places

"""The Progress tab as the window shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from thaw_desktop.progress.series import History
from thaw_desktop.ui.memories import MemoryDesk
from thaw_desktop.ui.progress.tab import ProgressTab, ProgressTools

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme


@pytest.fixture
def open_progress(
    qtbot: QtBot, theme: Theme, navigator: Navigator, study: Study, show: Callable[[Tab], Tab], jobs: Jobs
) -> Callable[[], ProgressTab]:
    """Opens the tab on what the student has done so far, with the focus where the window puts it."""

    def open_tab() -> ProgressTab:
        history = History(study.log, study.library, study.writing)
        memories = MemoryDesk(study.memories, jobs, jobs)
        tools = ProgressTools(study.session, study.writing, study.reading, study.library, history, memories)
        tab = ProgressTab(theme, navigator, study.overview, tools)
        show(tab)
        tab.activateWindow()
        tab.setFocus(Qt.FocusReason.OtherFocusReason)
        qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
        return tab

    return open_tab


@pytest.fixture
def asked(navigator: Navigator) -> list[tuple[str, str]]:
    """Where the student asked to go."""
    places: list[tuple[str, str]] = []
    navigator.asked.connect(lambda tab, item: places.append((tab, item)))
    return places

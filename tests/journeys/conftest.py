"""The whole app on a folder of the test's own, driven by keys as a student would."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.app import build_window, open_study
from thaw_desktop.core.paths import Paths, resources_folder
from thaw_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from thaw_desktop.app import Study
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.main_window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


class App:
    """One run of the app after another on the same data.

    Attributes:
        study: everything below the window of the present run.
        window: the window of the present run.
    """

    study: Study
    window: MainWindow
    _jobs: Jobs

    def __init__(self, qtbot: QtBot, paths: Paths, clock: FakeClock, application: QApplication) -> None:
        self._qtbot = qtbot
        self._paths = paths
        self._clock = clock
        self._application = application
        self._open = False

    def start(self, *, welcomed: bool = True) -> None:
        """Open the window, as `thaw-desktop` does."""
        self.study = open_study(self._paths, self._clock)
        if welcomed:
            self.study.settings.change(welcomed=True)
        theme = Theme(self._application, self._paths.cache, self._paths.resources)
        theme.apply("light", 1.0)
        self.window, self._jobs = build_window(self.study, theme)
        theme.setParent(self.window)
        self.window.show()
        self._qtbot.waitExposed(self.window)
        self.window.activateWindow()
        self._qtbot.waitUntil(lambda: QApplication.activeWindow() is self.window)
        self._open = True
        self.settle()

    def close(self) -> None:
        """Close the window, as a student does."""
        self.window.close()
        self.vanish()

    def vanish(self) -> None:
        """End the run without a word to the window, as when the process is killed."""
        if not self._open:
            return
        self._open = False
        self._jobs.close()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        self.study.close()

    def key(self, key: Qt.Key | str, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press a key where the focus is."""
        target = QApplication.focusWidget() or self.window
        if isinstance(key, str):
            QTest.keyClicks(target, key, modifier)
        else:
            QTest.keyClick(target, key, modifier)
        self.settle()

    def type(self, text: str) -> None:
        """Type a text where the focus is."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)
        self.settle()

    def go(self, number: int) -> None:
        """Go to a tab by Ctrl and its number."""
        self.key(Qt.Key(Qt.Key.Key_0 + number), CONTROL)

    def settle(self) -> None:
        """Let refreshes and jobs be done."""
        self._qtbot.waitUntil(self._jobs.idle)
        for _ in range(5):
            self._application.processEvents()

    def wait_for_window(self, title: str) -> None:
        """Wait until a window of that title has the focus."""

        def has_come() -> bool:
            window = QApplication.activeWindow()
            return window is not None and window.windowTitle() == title

        self._qtbot.waitUntil(has_come)

    def come_back(self) -> None:
        """Go back to the main window, where no window manager does it."""
        self.window.activateWindow()
        self.wait_for_window("Thaw")

    def seen(self) -> str:
        """The name of the tab that is seen."""
        return next(name for name in self.window._tabs if self.window._tabs[name].isVisible())


@pytest.fixture(scope="session")
def cache_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all journeys, so that the theme is rendered once."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def thaw(
    qtbot: QtBot,
    qapp: QApplication,
    tmp_path: Path,
    cache_folder: Path,
    clock: FakeClock,
    not_first_start: Callable[[Path], Path],
) -> Iterator[App]:
    """The app, not yet started."""
    app = App(qtbot, Paths(not_first_start(tmp_path / "data"), cache_folder, resources_folder()), clock, qapp)
    yield app
    app.vanish()

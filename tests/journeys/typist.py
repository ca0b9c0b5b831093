"""Types into the real window until it is killed or the text ends. Run by the kill tests as a process of its own.

    python typist.py DATA_FOLDER TEXT

Opens Practice by keys, starts the first question and types the text. Before each key it prints the number of characters
typed so far and the monotonic time, so that whoever kills it knows what had been typed when.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from thaw_desktop import app
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.paths import standard_paths
from thaw_desktop.ui import startup
from thaw_desktop.ui.theme import Theme

if TYPE_CHECKING:
    from thaw_desktop.ui.main_window import MainWindow


class Typist:
    """Presses one key at a time, at the pace of a quick hand."""

    def __init__(self, window: MainWindow, text: str) -> None:
        self._window = window
        self._text = text
        self._typed = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._press)

    def begin(self) -> None:
        """Start the first question of the list."""
        self._window.activateWindow()
        QTest.qWaitForWindowActive(self._window)
        self._window.show_tab("practice")
        QTest.keyClick(
            QApplication.focusWidget() or self._window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
        self._timer.start(15)

    def _press(self) -> None:
        page = QApplication.focusWidget()
        if not isinstance(page, QTextEdit):
            return
        if self._typed == len(self._text):
            QApplication.quit()
            return
        sys.stdout.write(f"{self._typed} {time.monotonic():.6f}\n")
        sys.stdout.flush()
        QTest.keyClicks(page, self._text[self._typed])
        self._typed += 1


def main() -> None:
    """Open the window and type."""
    paths = standard_paths(Path(sys.argv[1]))
    application = startup.make_application()
    study = app.open_study(paths, SystemClock())
    study.settings.hold_for_this_run(welcomed=True)
    theme = Theme(application, paths.cache, paths.resources)
    theme.apply("light", 1.0)
    window, _ = app.build_window(study, theme)
    window.show()
    typist = Typist(window, sys.argv[2])
    QTimer.singleShot(0, typist.begin)
    application.exec()


if __name__ == "__main__":
    main()

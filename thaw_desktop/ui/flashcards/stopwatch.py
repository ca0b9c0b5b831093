"""How long a card has been in view."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer


class Stopwatch:
    """Adds up the time between `go` and `rest`; leaving the tab in the middle of a card costs nothing."""

    def __init__(self) -> None:
        self._timer = QElapsedTimer()
        self._before = 0

    def reset(self) -> None:
        """Start again from zero, at rest."""
        self._timer.invalidate()
        self._before = 0

    def go(self) -> None:
        """Count from now on; a stopwatch that goes already is left alone."""
        if not self._timer.isValid():
            self._timer.start()

    def rest(self) -> None:
        """Stop counting and keep what has been counted."""
        self._before = self.milliseconds()
        self._timer.invalidate()

    def milliseconds(self) -> int:
        """What has been counted so far."""
        return self._before + (self._timer.elapsed() if self._timer.isValid() else 0)

"""The clock as it is shown: it reads the attempt's own clock and counts nothing itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from thaw_desktop.practice.attempt_session import AttemptSession

_TOLD_AT = (30, 15, 5, 1)
"""Minutes left at which a screen reader is told; never each second."""


class Countdown(QObject):
    """Wakes up when the second that is shown changes, and only while somebody looks and the clock goes.

    Signals:
        moved: seconds left, below zero in overtime.
        minutes_left: 30, 15, 5 or 1 minutes are left.
        over: the time has just run out.
    """

    moved = Signal(float)
    minutes_left = Signal(int)
    over = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: AttemptSession | None = None
        self._before = math.inf
        self._seen = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    def follow(self, session: AttemptSession | None) -> None:
        """Show this attempt's clock, or none."""
        self._session = session
        # What had passed before is not told again.
        self._before = session.remaining() if session is not None else math.inf
        self.look()

    def set_seen(self, seen: bool) -> None:
        """Say whether the clock is in view."""
        self._seen = seen
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the clock now; tells what has changed and sleeps until the next second."""
        self._timer.stop()
        session = self._session
        if session is None:
            return
        left = session.remaining()
        before, self._before = self._before, left
        self.moved.emit(left)
        for minutes in _TOLD_AT:
            if before > minutes * 60 >= left > 0:
                self.minutes_left.emit(minutes)
        if before > 0 >= left:
            self.over.emit()
        if self._seen and session.running:
            self._timer.start(max(1, math.ceil(until_next_second(left) * 1000)))


def until_next_second(left: float) -> float:
    """How long until `clock_text` changes, in seconds (more than 0, at most 1)."""
    return left - (math.ceil(left) - 1) if left > 0 else 1 - (-left - math.floor(-left))

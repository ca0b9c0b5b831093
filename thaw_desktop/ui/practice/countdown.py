"""The clock as it is shown: it reads the attempt's own clock and counts nothing itself."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.practice.attempt_session import AttemptSession

_LONGEST_WAIT_S = 60.0
"""However seldom the text changes: a screen that wakes up with the machine is right within a minute."""


class Countdown(QObject):
    """Wakes up when what is shown changes, and only while somebody looks and the clock goes.

    Attributes:
        told_at: minutes before the end of which `minutes_left` tells.
        by_minute: whether whole minutes are shown, so that it need not wake up each second.

    Signals:
        moved: seconds left of the phase that goes; of writing below zero in overtime.
        minutes_left: so many minutes of writing are left, one of `told_at`.
        over: the time for writing has just run out.
        turned: reading, writing or rest has begun.
        interrupted: something came between, a `practice.conditions.Interruption`.
    """

    moved = Signal(float)
    minutes_left = Signal(int)
    over = Signal()
    turned = Signal(str)
    interrupted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session: AttemptSession | None = None
        self._before = math.inf
        self._phase = ""
        self._seen = False
        self.told_at: Sequence[int] = (30, 15, 5, 1)
        self.by_minute = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self.look)

    def follow(self, session: AttemptSession | None) -> None:
        """Show this attempt's clock, or none."""
        self._session = session
        # What had passed before is not told again.
        self._before = session.remaining() if session is not None else math.inf
        self._phase = ""
        self.look()

    def set_seen(self, seen: bool) -> None:
        """Say whether the clock is in view."""
        self._seen = seen
        self.look()

    @Slot()
    def look(self) -> None:
        """Read the clock now; tells what has changed and sleeps until what is shown changes again."""
        self._timer.stop()
        session = self._session
        if session is None:
            return
        phase, writing = session.phase, session.remaining()
        before, self._before = self._before, writing
        for interruption in session.look():
            self.interrupted.emit(interruption)
        if phase != self._phase:
            self._phase = phase
            self.turned.emit(phase)
        left = {"reading": session.reading_left, "rest": session.rest_left}.get(phase, session.remaining)()
        self.moved.emit(left)
        passed = [minutes for minutes in self.told_at if before > minutes * 60 >= writing > 0]
        if passed:
            self.minutes_left.emit(min(passed))
        if before > 0 >= writing:
            self.over.emit()
        if self._seen and session.running:
            wait = self._until_next(left, writing, phase)
            self._timer.start(max(1, math.ceil(wait * 1000)))

    def _until_next(self, left: float, writing: float, phase: str) -> float:
        if not self.by_minute or left <= 60 or phase != "writing":
            return until_next_second(left)
        ahead = [writing - minutes * 60 for minutes in (0, *self.told_at)]
        return min(left - (math.ceil(left / 60) - 1) * 60, _LONGEST_WAIT_S, *(one for one in ahead if one > 0))


def until_next_second(left: float) -> float:
    """How long until `clock_text` changes, in seconds (more than 0, at most 1)."""
    return left - (math.ceil(left) - 1) if left > 0 else 1 - (-left - math.floor(-left))

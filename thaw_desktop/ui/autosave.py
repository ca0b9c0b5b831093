"""When the page is to be saved: soon after the last key, and never long after the first."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How long may pass, in milliseconds.

    Attributes:
        pause: from the last change to the save, while the student thinks.
        limit: from the first unsaved change to the save, while the student goes on typing.
        retry: from a save that failed to the next attempt.
        beat: from a save to the next while nothing changes but the clock; only where `Autosave.beats` says so.
    """

    pause: int = 1000
    limit: int = 1500  # two seconds are promised, and a commit on a slow disk takes its part of them
    retry: int = 5000
    beat: int = 5000


class Autosave(QObject):
    """Says when to save; who saves tells it how that went. No timer runs while everything is saved.

    Attributes:
        unsaved: whether something has changed since it was last saved.
        failing: whether the last save failed.

    Signals:
        due: save now.
    """

    due = Signal()

    def __init__(
        self, rhythm: Rhythm, parent: QObject | None = None, now: Callable[[], float] = time.monotonic
    ) -> None:
        """Have nothing to save.

        Args:
            rhythm: how long may pass.
            parent: the owner.
            now: seconds on a clock that nobody sets.
        """
        super().__init__(parent)
        self._rhythm, self._now = rhythm, now
        self._since: float | None = None
        self.unsaved = False
        self.failing = False
        self._pause = self._timer(rhythm.pause)
        self._limit = self._timer(rhythm.limit)
        self._retry = self._timer(rhythm.retry)
        self._beat = self._timer(rhythm.beat)
        self._beats = False

    def set_beating(self, beats: bool) -> None:
        """Say whether a clock goes that is to be saved now and then though nothing else changes."""
        self._beats = beats
        if not beats:
            self._beat.stop()
        elif not self._beat.isActive():
            self._beat.start()

    def touch(self) -> None:
        """Something has changed."""
        self.unsaved = True
        if self.failing:
            return  # the retry is under way; a full disk is not asked at every key
        now = self._now()
        if self._since is None:
            self._since = now
            self._limit.start()
        elif (now - self._since) * 1000 >= self._rhythm.limit:
            # On a slow machine keys pile up, and all of them are taken before any timer is.
            self.due.emit()
            return
        self._pause.start()

    def saved(self) -> None:
        """All that had changed has been saved."""
        self.unsaved = self.failing = False
        self.rest()
        if self._beats:
            self._beat.start()

    def failed(self) -> None:
        """It could not be saved: ask again in a while."""
        self.unsaved = self.failing = True
        self.rest()
        self._retry.start()

    def rest(self) -> None:
        """Stop asking."""
        self._since = None
        for timer in (self._pause, self._limit, self._retry, self._beat):
            timer.stop()

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self._ask)
        return timer

    @Slot()
    def _ask(self) -> None:
        self.due.emit()

"""When the page is to be saved: soon after the last key, and never long after the first."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal, Slot


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

    def __init__(self, rhythm: Rhythm, parent: QObject | None = None) -> None:
        super().__init__(parent)
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
        self._pause.start()
        if not self._limit.isActive():
            self._limit.start()

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

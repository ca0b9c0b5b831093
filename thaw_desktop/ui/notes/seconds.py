"""How long each section has been in view."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QElapsedTimer

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST_READINGS = 3
"""A page left open over lunch counts as so many times its reading time at most."""

_UNTOLD_MINUTES = 5
"""The reading time of a section whose author gave none."""


class ReadingTime:
    """Adds up the time of one section after the other, on a clock that nobody can set."""

    def __init__(self, clock: Callable[[], int] | None = None) -> None:
        """Begin with nothing in view.

        Args:
            clock: milliseconds since some moment; Qt's steady clock when left out.
        """
        self._clock = clock or _steady_clock()
        self._section = ""
        self._since: int | None = None
        self._milliseconds: dict[str, int] = {}

    def start(self, section: str) -> None:
        """A section comes into view; what was in view before no longer is."""
        self.pause()
        self._section, self._since = section, self._clock()

    def pause(self) -> None:
        """Nothing is in view."""
        if self._since is not None:
            self._milliseconds[self._section] = self._spent(self._section)
            self._since = None

    def seconds(self, section: str, minutes: int) -> int:
        """The whole seconds of a section since they were last counted.

        Args:
            section: its id.
            minutes: its reading time, 0 when not known; three times that counts at most.
        """
        return min(self._spent(section) // 1000, (minutes or _UNTOLD_MINUTES) * 60 * _MOST_READINGS)

    def begin_anew(self, section: str) -> None:
        """The time of a section has been written down: count from nothing."""
        self._milliseconds.pop(section, None)
        if self._since is not None and self._section == section:
            self._since = self._clock()

    def _spent(self, section: str) -> int:
        running = self._since is not None and self._section == section
        return self._milliseconds.get(section, 0) + (self._clock() - (self._since or 0) if running else 0)


def _steady_clock() -> Callable[[], int]:
    timer = QElapsedTimer()
    timer.start()
    return timer.elapsed

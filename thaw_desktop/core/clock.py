"""The time of day, and a second clock that nobody can set: seconds since the machine was started, sleep included."""

from __future__ import annotations

import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Protocol

STUDY_DAY_STARTS = timedelta(hours=4)
"""A study day runs from 04:00 to 04:00 local time, so that work after midnight belongs to the evening before."""


class Clock(Protocol):
    """Time as everything in Thaw is given it; tests pass one that they set."""

    def now(self) -> datetime:
        """The current moment, aware, in the local time zone."""
        ...

    def boottime(self) -> float:
        """Seconds since some moment of this boot; never jumps, and runs on while the machine sleeps."""
        ...

    def awake(self) -> float:
        """Seconds like `boottime`, but this clock stands while the machine sleeps; the two need not begin together."""
        ...

    def boot_id(self) -> str:
        """A name for this boot of the machine, or an empty string where the system offers none."""
        ...


class SystemClock:
    """The machine's own clocks."""

    def now(self) -> datetime:
        """The current moment, aware, in the local time zone."""
        return datetime.now(UTC).astimezone()

    def boottime(self) -> float:
        """Seconds on the clock that counts sleep.

        Linux needs CLOCK_BOOTTIME; on macOS CLOCK_MONOTONIC is the one that goes on in sleep (Python's own
        `monotonic` stops there); on Windows `time.monotonic` already does.
        """
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_BOOTTIME)
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        return time.monotonic()

    def awake(self) -> float:
        """Seconds on the clock that stands in sleep.

        On Linux that is CLOCK_MONOTONIC, on macOS CLOCK_UPTIME_RAW, on Windows the unbiased interrupt time.
        """
        if sys.platform == "linux":
            return time.clock_gettime(time.CLOCK_MONOTONIC)
        if sys.platform == "darwin":
            return time.clock_gettime(time.CLOCK_UPTIME_RAW)
        if sys.platform == "win32":
            # Imported here: only Windows has to ask the system itself.
            import ctypes

            ticks = ctypes.c_ulonglong()
            ctypes.windll.kernel32.QueryUnbiasedInterruptTime(ctypes.byref(ticks))
            return ticks.value / 10_000_000  # of 100 nanoseconds each
        return self.boottime()

    def boot_id(self) -> str:
        """The kernel's random id of this boot where there is one (Linux), otherwise an empty string."""
        try:
            return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        except OSError:
            return ""


class ClockAt(SystemClock):
    """A clock on which it is always the same moment: for scripts that say when something happens."""

    def __init__(self, moment: datetime) -> None:
        """Stand at an aware moment."""
        self._moment = moment

    def now(self) -> datetime:
        """The moment."""
        return self._moment


def study_day(moment: datetime) -> date:
    """The study day that an aware local moment belongs to (see `STUDY_DAY_STARTS`)."""
    return (moment.replace(tzinfo=None) - STUDY_DAY_STARTS).date()


def milliseconds(moment: datetime) -> int:
    """Milliseconds since 1970 UTC, the unit in which events keep their time."""
    return round(moment.timestamp() * 1000)


def offset_minutes(moment: datetime) -> int:
    """Minutes that the local zone of an aware moment is ahead of UTC."""
    offset = moment.utcoffset()
    return round(offset.total_seconds() / 60) if offset is not None else 0

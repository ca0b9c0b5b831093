"""The clock of an attempt: no count of ticks, but the span between two readings of a clock that nobody can set."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.clock import milliseconds

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.core.clock import Clock

_SAME_BOOT_WITHIN = 120.0
"""Where the system names no boot: seconds by which the wall clock may be set while it is still taken for the same."""


@dataclass(frozen=True, slots=True)
class Span:
    """The time between two moments.

    Attributes:
        seconds: how long it was, 0 or more; sleep included.
        estimated: whether only the wall clock could tell, because the machine was started anew in between.
    """

    seconds: float
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """All clocks, read at once.

    Attributes:
        boottime: the clock that counts sleep, in seconds.
        awake: the clock that stops in sleep, in seconds.
        boot: name of this boot of the machine, or empty where the system offers none.
        wall: milliseconds since 1970 UTC.
    """

    boottime: float
    awake: float
    boot: str
    wall: int

    @classmethod
    def now(cls, clock: Clock) -> Moment:
        """The present moment."""
        return cls(clock.boottime(), clock.awake(), clock.boot_id(), milliseconds(clock.now()))

    @property
    def slept(self) -> float:
        """Seconds of sleep up to here; from where it is counted is unknown, so only differences mean something."""
        return self.boottime - self.awake

    def until(self, later: Moment) -> Span:
        """The time from here to a later moment, which may be in another run of Thaw or of the machine.

        In the same boot it is exact. After a new start only the wall clock can tell; one that was put back meanwhile
        makes it 0, never less.
        """
        by_boottime = later.boottime - self.boottime
        by_wall = (later.wall - self.wall) / 1000
        if self.boot and later.boot:
            same = self.boot == later.boot
        else:
            same = by_boottime >= 0 and abs(by_wall - by_boottime) <= _SAME_BOOT_WITHIN
        return Span(max(0.0, by_boottime)) if same else Span(max(0.0, by_wall), estimated=True)

    def kept(self) -> dict[str, Any]:
        """The moment as JSON values."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Moment:
        """The moment from JSON values."""
        return cls(float(kept["boottime"]), float(kept["awake"]), str(kept["boot"]), int(kept["wall"]))


@dataclass(frozen=True, slots=True)
class AttemptClock:
    """How much of the time has been used.

    Attributes:
        budget: seconds allowed.
        used: seconds used up to the last stop.
        since: reading of the boot-time clock at which it was last set going; None while it stands.
        boot: the boot to which `since` belongs.
    """

    budget: float
    used: float = 0.0
    since: float | None = None
    boot: str = ""

    def started(self, boottime: float, boot: str) -> AttemptClock:
        """The clock, going from now; a clock that goes already is left alone."""
        return self if self.since is not None else replace(self, since=boottime, boot=boot)

    def stopped(self, boottime: float) -> AttemptClock:
        """The clock, standing, with the time until now used up."""
        return replace(self, used=self.elapsed(boottime), since=None)

    def corrected(self, seconds: float) -> AttemptClock:
        """The clock with more time used than it counted itself, or less; it goes on or stands as before."""
        return replace(self, used=self.used + seconds)

    def elapsed(self, boottime: float) -> float:
        """Seconds used until now; sleep counts, a change of the wall clock does not."""
        return self.used if self.since is None else self.used + max(0.0, boottime - self.since)

    def remaining(self, boottime: float) -> float:
        """Seconds left; below zero once the time is over."""
        return self.budget - self.elapsed(boottime)

    def kept(self, boottime: float) -> dict[str, Any]:
        """What is written down with every save, so that a crash costs no time."""
        return {"budget": self.budget, "used": self.elapsed(boottime), "running": self.since is not None}

    @classmethod
    def resumed(cls, kept: Mapping[str, Any]) -> AttemptClock:
        """The clock as it was last written down, standing.

        What passed between the last save and now is not counted: a crash is not the student's fault.
        """
        return cls(budget=float(kept["budget"]), used=float(kept["used"]))

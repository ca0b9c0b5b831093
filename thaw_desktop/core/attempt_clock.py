"""The clock of an attempt: no count of ticks, but the span between two readings of a clock that nobody can set."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any


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
    def resumed(cls, kept: dict[str, Any]) -> AttemptClock:
        """The clock as it was last written down, standing.

        What passed between the last save and now is not counted: a crash is not the student's fault, and saves are
        at most two seconds apart.
        """
        return cls(budget=float(kept["budget"]), used=float(kept["used"]))

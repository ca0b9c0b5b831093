"""How an essay grew: words over time, when it was planned, and where it stood still."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STALL_SECONDS = 120
"""From so long without a change of the text on, it is worth saying. Snapshots are half a minute apart."""
_LAST_MINUTES = 10
_STEP = 30.0
"""Seconds between two snapshots of a text that grows."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The text as it stood.

    Attributes:
        elapsed: seconds of writing time used by then.
        text: the essay.
    """

    elapsed: float
    text: str


@dataclass(frozen=True, slots=True)
class Stall:
    """A time in which the text did not change.

    Attributes:
        start: seconds of writing time at which it began.
        seconds: how long it was.
        words: words there were.
    """

    start: float
    seconds: float
    words: int


@dataclass(frozen=True, slots=True)
class Pace:
    """How an essay grew. Times are seconds of writing time, exact to the half minute between two snapshots.

    Attributes:
        points: time and words, each time the text had changed and where it began to; the first at 0.
        budget: the time that was allowed.
        elapsed: the time that was used.
        planning: the time before the first word; all of it when none was written.
        stalls: the times without a change, after the first word.
        last: words added in the last ten minutes, which may be below 0.
    """

    points: tuple[tuple[float, int], ...]
    budget: float
    elapsed: float
    planning: float
    stalls: tuple[Stall, ...]
    last: int

    @property
    def words(self) -> int:
        """Words at the end."""
        return self.points[-1][1]

    @property
    def rate(self) -> float:
        """Words a minute, from the first word to the end; 0 for no words."""
        spent = self.elapsed - self.planning
        return self.words / spent * 60 if spent > 0 else 0.0


def pace(snapshots: Sequence[Snapshot], text: str, elapsed: float, budget: float) -> Pace:
    """How an essay grew.

    Args:
        snapshots: as the log has them, in any order.
        text: of the finished essay.
        elapsed: seconds of writing time used.
        budget: seconds allowed.
    """
    states = [one for one in sorted(snapshots, key=lambda one: one.elapsed) if one.elapsed <= elapsed]
    before, points, stalls = "", [(0.0, 0)], list[Stall]()
    changed = (0.0, 0)
    for state in (*states, Snapshot(elapsed, text)):
        if state.text == before:
            continue
        at, words = changed
        if state.elapsed - at > 3 * _STEP:  # it stood still first: a level line, then a step
            points.append((state.elapsed - _STEP, words))
        if before.strip() and state.elapsed - at >= STALL_SECONDS:
            stalls.append(Stall(at, state.elapsed - at, words))
        # What lies between spaces: ten times as quick as counting as an examiner would, and near enough for a line.
        changed = (state.elapsed, len(state.text.split()))
        points.append(changed)
        before = state.text
    at, words = changed
    if before.strip() and elapsed - at >= STALL_SECONDS:
        stalls.append(Stall(at, elapsed - at, words))
    first = next((time for time, count in points if count), None)
    planning = elapsed if first is None else _began(first, states)
    if points[-1][0] < elapsed:
        points.append((elapsed, points[-1][1]))
    last = _at(points, elapsed) - _at(points, max(0.0, elapsed - _LAST_MINUTES * 60))
    return Pace(tuple(points), budget, elapsed, planning, tuple(stalls), last)


def _began(seen: float, states: Sequence[Snapshot]) -> float:
    """When the first word was written, if it was first seen in a snapshot at `seen`: within the half minute before."""
    empty = [one.elapsed for one in states if one.elapsed < seen and not one.text.strip()]
    return max(empty[-1] if empty else 0.0, seen - _STEP)


def _at(points: Sequence[tuple[float, int]], moment: float) -> int:
    """Words there were at a moment."""
    return next((words for time, words in reversed(points) if time <= moment), 0)

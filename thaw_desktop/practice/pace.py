"""How an essay grew: words over time, when it was planned, where it stood still, and what came after the bell."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

STALL_SECONDS = 120
"""From so long without a change of the text on, it is worth saying. Snapshots are half a minute apart."""
_LAST_MINUTES = 10


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
        points: time and words, each time the text had changed; the first at 0.
        budget: the time that was allowed.
        elapsed: the time that was used.
        planning: the time before the first word; all of it when none was written.
        stalls: the times without a change, after the first word.
        late: words added after the time allowed; 0 when words were taken away again.
        last: words added in the last ten minutes, which may be below 0.
    """

    points: tuple[tuple[float, int], ...]
    budget: float
    elapsed: float
    planning: float
    stalls: tuple[Stall, ...]
    late: int
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
    before, points = "", [(0.0, 0)]
    for state in (*states, Snapshot(elapsed, text)):
        if state.text != before:
            # What lies between spaces: ten times as quick as counting as an examiner would, and near enough for a line.
            points.append((state.elapsed, len(state.text.split())))
            before = state.text
    first = next((place for place, (_, words) in enumerate(points) if words), None)
    planning = elapsed if first is None else _began(points[first][0], states)
    ends = [*points, (elapsed, points[-1][1])]
    stalls = tuple(
        Stall(start, end - start, words)
        for (start, words), (end, _) in pairwise(ends if first is None else ends[first:])
        if first is not None and end - start >= STALL_SECONDS
    )
    if points[-1][0] < elapsed:
        points.append((elapsed, points[-1][1]))
    late = _at(points, elapsed) - _at(points, budget) if elapsed > budget else 0
    last = _at(points, elapsed) - _at(points, max(0.0, elapsed - _LAST_MINUTES * 60))
    return Pace(tuple(points), budget, elapsed, planning, stalls, max(0, late), last)


def _began(seen: float, states: Sequence[Snapshot]) -> float:
    """When the first word was written, if it was first seen in a snapshot at `seen`: within the half minute before."""
    empty = [one.elapsed for one in states if one.elapsed < seen and not one.text.strip()]
    return max(empty[-1] if empty else 0.0, seen - 30)


def _at(points: Sequence[tuple[float, int]], moment: float) -> int:
    """Words there were at a moment."""
    return next((words for time, words in reversed(points) if time <= moment), 0)

"""What a student sets out to do on a day and in a week, and how it went. Nothing here counts what was missed.

A week is kept when as many of its days met the goal as it has days of study; which days they were does not matter, so a
day can be made up for, and a day of rest is never held against anybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.core.settings import GoalKind, Settings
    from thaw_desktop.progress.store import DayTotal

DayMark = Literal["met", "some", "rest", "free", "ahead"]
"""The goal was met, something was done, a day of rest without study, a day without study, a day still to come."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a student sets out to do.

    Attributes:
        kind: what is counted.
        amount: how much of it a day.
        rest: the days of rest by weekday, 0 for Monday.
    """

    kind: GoalKind = "none"
    amount: int = 0
    rest: frozenset[int] = frozenset()

    @classmethod
    def of(cls, settings: Settings) -> Goal:
        """The goal as the student has set it."""
        return cls(settings.goal, settings.goal_amount, frozenset(settings.goal_rest))

    @property
    def days(self) -> int:
        """How many days of study a week has."""
        return 7 - len(self.rest)

    def done(self, day: DayTotal) -> float:
        """How much of what is counted was done on a day: minutes, or cards."""
        return float(day.reviews) if self.kind == "cards" else day.minutes

    def is_met(self, day: DayTotal) -> bool:
        """Whether a day reached the goal."""
        # A second short of a minute is not told apart on any screen.
        return self.kind != "none" and round(self.done(day)) >= self.amount


@dataclass(frozen=True, slots=True)
class Week:
    """The present week, Monday first.

    Attributes:
        marks: how each of its seven days went.
        met: on how many the goal was met.
        studied: on how many something was done.
        minutes: of study in it.
        kept: how many of the weeks before were kept.
        weeks: of how many weeks, counted from the first in which something was done.
    """

    marks: tuple[DayMark, ...]
    met: int
    studied: int
    minutes: float
    kept: int
    weeks: int


def week_of(goal: Goal, days: Mapping[int, DayTotal], today: int, weeks: int = 8) -> Week:
    """How the present week and those before it went.

    Args:
        goal: what was set out; also for the weeks before, for it is what the student asks of themselves now.
        days: the days on which something was done, by day number, over all packs.
        today: the study day's number.
        weeks: how many weeks before the present one are looked at.
    """
    monday = today - date.fromordinal(today).weekday()
    marks = tuple(_mark(goal, days, day, today) for day in range(monday, monday + 7))
    starts = [monday - 7 * back for back in range(1, weeks + 1)]
    first = min(days, default=monday)
    begun = [start for start in starts if start + 6 >= first]
    kept = sum(_met(goal, days, start) >= goal.days for start in begun) if goal.kind != "none" else 0
    return Week(
        marks,
        met=_met(goal, days, monday),
        studied=sum(day in days for day in range(monday, monday + 7)),
        minutes=sum(days[day].minutes for day in range(monday, monday + 7) if day in days),
        kept=kept,
        weeks=len(begun),
    )


def _met(goal: Goal, days: Mapping[int, DayTotal], monday: int) -> int:
    return sum(goal.is_met(days[day]) for day in range(monday, monday + 7) if day in days)


def _mark(goal: Goal, days: Mapping[int, DayTotal], day: int, today: int) -> DayMark:
    if day in days:
        return "met" if goal.is_met(days[day]) else "some"
    if day > today:
        return "ahead"
    return "rest" if date.fromordinal(day).weekday() in goal.rest else "free"

"""The week as it goes: what counts, and that nothing is held against anybody."""

from __future__ import annotations

from datetime import date

from thaw_desktop.core.settings import Settings
from thaw_desktop.progress.goals import Goal, week_of
from thaw_desktop.progress.store import DayTotal

MONDAY = date(2026, 3, 2).toordinal()
WEEKDAYS = Goal("cards", 10, frozenset({5, 6}))


def cards(*days: int, each: int = 10) -> dict[int, DayTotal]:
    return {MONDAY + day: DayTotal(MONDAY + day, reviews=each) for day in days}


def test_each_day_of_the_week_has_its_mark() -> None:
    days = {**cards(0, 2), **cards(1, each=3)}
    week = week_of(WEEKDAYS, days, MONDAY + 5)
    assert week.marks == ("met", "some", "met", "free", "free", "rest", "ahead")
    assert (week.met, week.studied) == (2, 3)


def test_study_on_a_day_of_rest_makes_up_for_another() -> None:
    week = week_of(WEEKDAYS, cards(-7, -6, -5, -2, -1), MONDAY)
    assert (week.kept, week.weeks) == (1, 1)


def test_weeks_are_counted_from_the_first_with_study() -> None:
    days = cards(*range(-21, -16), -10)
    assert (week_of(WEEKDAYS, days, MONDAY).kept, week_of(WEEKDAYS, days, MONDAY).weeks) == (1, 3)


def test_without_a_goal_nothing_is_kept_or_broken() -> None:
    week = week_of(Goal(), cards(-1, 0), MONDAY)
    assert week.marks[0] == "some"
    assert (week.met, week.kept) == (0, 0)


def test_minutes_are_those_of_all_study() -> None:
    goal = Goal("minutes", 20)
    assert goal.is_met(DayTotal(1, review_ms=300_000, reading_s=300, writing_s=590))
    assert not goal.is_met(DayTotal(1, review_ms=300_000, reading_s=300, writing_s=500))


def test_goal_is_read_from_the_settings() -> None:
    assert Goal.of(Settings(goal="cards", goal_amount=30, goal_rest=(6,))) == Goal("cards", 30, frozenset({6}))
    assert Goal.of(Settings()).kind == "none"

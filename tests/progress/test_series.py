"""Spans cut into stretches for the plots."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaw_desktop.progress.series import stretches

MONDAY = date(2026, 3, 2).toordinal()


@pytest.mark.parametrize(
    ("days", "count", "starts_on"),
    [(30, 30, None), (91, 14, "Monday"), (365, 13, "first")],
)
def test_spans_are_cut_into_days_weeks_or_months(days: int, count: int, starts_on: str | None) -> None:
    found = stretches(MONDAY - days + 1, MONDAY)
    assert len(found) == count
    for start, _ in found[1:]:
        day = date.fromordinal(start)
        assert starts_on != "Monday" or day.weekday() == 0
        assert starts_on != "first" or day.day == 1


@given(first=st.integers(700_000, 800_000), days=st.integers(1, 1500))
@settings(max_examples=30)
def test_stretches_cover_every_day_once(first: int, days: int) -> None:
    found = stretches(first, first + days - 1)
    assert (found[0][0], found[-1][1]) == (first, first + days - 1)
    assert all(end + 1 == start for (_, end), (start, _) in pairwise(found))

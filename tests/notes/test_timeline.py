"""The scale of time: days of any year, lanes without collisions, labels that never cross a line, ticks with room."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.notes.timeline import (
    LabelRows,
    date_of,
    date_parts,
    day_number,
    extent_of,
    lanes,
    reach,
    room_after,
    stack,
    ticks,
)

SPANS = st.lists(st.tuples(st.floats(-1e5, 1e5), st.floats(0.1, 1e4)), max_size=60).map(
    lambda pairs: sorted((start, start + length) for start, length in pairs)
)


@given(st.dates())
def test_days_are_counted_as_the_calendar_counts_them(day: date) -> None:
    assert day_number(day.year, day.month, day.day) - day_number(1970) == (day - date(1970, 1, 1)).days


@given(st.integers(-4_000_000, 4_000_000))
def test_a_number_names_one_day_also_before_christ(number: int) -> None:
    assert day_number(*date_of(number)) == number


@pytest.mark.parametrize(
    ("start", "end", "days", "precision"),
    [
        ("1956-02-25", "1956-02-25", 1, "day"),
        ("1956-02", "1956-02", 29, "month"),
        ("1956-12", "1956-12", 31, "month"),
        ("1957", "1957", 365, "year"),
        ("-0043-03-15", "-0043-03-15", 1, "day"),
        ("1953", "1964-10-14", None, "year"),
        ("1956-02-14", "1956-02", None, "month"),
    ],
)
def test_an_extent_is_as_long_as_the_date_is_uncertain(start: str, end: str, days: int | None, precision: str) -> None:
    found = extent_of(start, end)
    assert found.precision == precision
    assert found.first < found.begun <= found.end
    assert found.first <= found.ending < found.end
    if days is not None:
        assert found.end - found.first == days


def test_parts_of_a_date_keep_a_negative_year() -> None:
    assert date_parts("-0043-03-15") == (-43, 3, 15)
    assert date_parts("1956") == (1956,)


@given(st.floats(-1e6, 1e6), st.floats(0.0002, 60), st.floats(200, 3000))
def test_ticks_stand_apart_in_order_and_within(first: float, per_day: float, width: float) -> None:
    last, room = first + width / per_day, 60.0
    found = ticks(first, last, per_day, room)
    assert all(first <= tick.day <= last for tick in found)
    assert all(date_of(tick.day) == tick.date for tick in found)
    # February is shorter than a month is on average, and so is the last week of one.
    assert all((two.day - one.day) * per_day >= room * 0.9 for one, two in pairwise(found))
    assert len(found) >= width / room / 8 - 2


def test_ticks_are_days_then_months_then_years_then_centuries() -> None:
    begin = day_number(1956)
    assert {tick.unit for tick in ticks(begin + 1, begin + 20, 50, 40)} == {"day"}
    months = ticks(begin, begin + 366, 2, 40)
    assert [tick.date[1] for tick in months] == [*range(1, 13), 1]
    assert [tick.unit for tick in months].count("year") == 2
    assert [tick.date[0] for tick in ticks(day_number(1930), day_number(1990), 0.02, 60)] == list(range(1930, 1991, 10))
    assert all(tick.date[0] % 100 == 0 for tick in ticks(day_number(-500), day_number(1900), 0.001, 30))


@given(SPANS)
def test_lanes_keep_spans_apart_and_are_as_few_as_can_be(spans: list[tuple[float, float]]) -> None:
    found = lanes(spans)
    for lane in set(found):
        inside = [span for span, at in zip(spans, found, strict=True) if at == lane]
        assert all(one[1] <= two[0] for one, two in pairwise(inside))
    deepest = max((sum(one[0] <= start < one[1] for one in spans) for start, _ in spans), default=0)
    assert len(set(found)) == deepest
    after = room_after(spans, found)
    assert all(room >= span[1] for room, span in zip(after, spans, strict=True))


@given(st.lists(st.floats(0, 500), max_size=60).map(sorted), st.integers(1, 5))
def test_a_stack_uses_its_heights_and_keeps_marks_apart_while_it_can(places: list[float], most: int) -> None:
    found = stack(places, 10, most)
    assert all(0 <= level < most for level in found)
    for at, place in enumerate(places):
        near = [other for other in range(at) if places[other] + 10 > place]  # as the stack adds, to the last bit
        if len(near) < most:
            assert found[at] not in {found[other] for other in near}


@given(st.lists(st.tuples(st.floats(0, 2000), st.floats(5, 300)), max_size=80), st.integers(0, 6))
def test_labels_lie_on_no_other_and_cross_no_line(marks: list[tuple[float, float]], rows: int) -> None:
    marks = sorted(marks)
    free = LabelRows(rows, 4)
    placed: list[tuple[float, float, int]] = []
    for place, width in reversed(marks):
        room = free.room_at(place)
        row = free.place(place, width)
        if row is None:
            continue
        assert width <= room or rows == 0
        for other, other_width, other_row in placed:
            if row == other_row:
                assert place + width <= other
            if row < other_row:  # the line to the other comes down through this row
                assert not place < other < place + width
            if other_row < row:
                assert not other < place < other + other_width
        placed.append((place, width, row))
    if marks and rows:
        assert placed
        assert placed[0][2] == 0  # nothing to the right of the last one: it stands right below its mark


def test_a_label_that_has_no_room_comes_back_when_the_scale_is_larger() -> None:
    def shown(zoom: float) -> int:
        free = LabelRows(2, 4)
        return sum(free.place(day * zoom, 50) is not None for day in range(20, -1, -1))

    assert shown(2) < shown(20) < shown(60) == 21


@given(st.lists(st.floats(-1e4, 1e4), max_size=40))
def test_reach_never_falls(ends: list[float]) -> None:
    found = reach(ends)
    assert found == sorted(found)
    assert all(far >= end for far, end in zip(found, ends, strict=True))


def test_a_day_is_a_day() -> None:
    assert date(1956, 2, 25) + timedelta(days=1) == date(*date_of(day_number(1956, 2, 26)))

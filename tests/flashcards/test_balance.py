"""On which of several equally good days a card comes again."""

from __future__ import annotations

import pytest
from fsrs.scheduler import FUZZ_RANGES
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.flashcards.balance import Terms, balanced, choices

TODAY = 739_677
LOADS = st.dictionaries(st.integers(TODAY, TODAY + 60), st.integers(0, 300))


@pytest.mark.parametrize(("days", "range_"), [(1, (1, 1)), (2, (2, 2)), (3, (2, 4)), (10, (8, 12)), (100, (93, 107))])
def test_intervals_of_a_few_days_are_what_they_are_and_longer_ones_have_room(
    days: int, range_: tuple[int, int]
) -> None:
    assert choices(days) == range_


@given(st.integers(3, 3650))
def test_the_room_is_that_of_the_libraries_fuzz(days: int) -> None:
    slack = 1.0 + sum(one["factor"] * max(min(float(days), one["end"]) - one["start"], 0.0) for one in FUZZ_RANGES)
    assert choices(days) == (max(2, round(days - slack)), round(days + slack))


def test_with_equal_loads_the_interval_is_the_memorys_own() -> None:
    assert balanced(10, TODAY, {}) == 10
    assert balanced(10, TODAY, dict.fromkeys(range(TODAY, TODAY + 40), 7)) == 10


def test_a_day_with_less_to_do_is_taken() -> None:
    assert balanced(10, TODAY, {TODAY + 10: 5, TODAY + 9: 2, TODAY + 11: 1, TODAY + 8: 9, TODAY + 12: 9}) == 11
    assert balanced(10, TODAY, {TODAY + 10: 5}) == 9  # of two that are alike the earlier


def test_nothing_comes_after_the_exam() -> None:
    assert balanced(100, TODAY, {}, TODAY + 30) == 30
    assert balanced(100, TODAY, {}, TODAY - 1) == 100  # it is over
    assert Terms(last_day=TODAY + 3).interval(10, TODAY) == 3
    assert Terms(last_day=TODAY + 1).interval(1, TODAY) == 1


@given(st.integers(1, 400), LOADS, st.integers(-5, 60))
def test_every_choice_is_as_good_and_before_the_exam(days: int, loads: dict[int, int], exam_in: int) -> None:
    low, high = choices(days)
    found = balanced(days, TODAY, loads, TODAY + exam_in)
    assert 1 <= found <= high
    if exam_in > 0:
        assert found <= exam_in
        assert found >= min(low, exam_in)
    else:
        assert low <= found


@given(st.integers(1, 400), st.integers(-1000, 1000))
def test_a_shift_from_the_log_never_leaves_the_room(days: int, shift: int) -> None:
    low, high = choices(days)
    assert low <= Terms(shift=shift).interval(days, TODAY) <= high


def test_only_what_is_unusual_is_written_down() -> None:
    assert Terms().payload() == {}
    assert Terms(0.8, -1, 5).payload() == {"retention": 0.8, "shift": -1, "last_day": 5}
    assert Terms.of({"retention": 3, "rating": 3}) == Terms(0.97)
    assert Terms.of(Terms(0.8, 2, 9).payload()) == Terms(0.8, 2, 9)

"""The clock of an attempt."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.core.attempt_clock import AttemptClock

SPANS = st.lists(st.tuples(st.booleans(), st.floats(0, 10_000)), max_size=20)


def test_clock_stands_until_it_is_started() -> None:
    clock = AttemptClock(budget=2700)
    assert clock.elapsed(500) == 0
    assert clock.remaining(99_999) == 2700


def test_clock_counts_only_while_it_goes() -> None:
    clock = AttemptClock(budget=2700).started(100, "boot-1")
    assert clock.remaining(160) == 2640
    clock = clock.stopped(200)
    assert clock.elapsed(5000) == 100
    clock = clock.started(6000, "boot-1")
    assert clock.remaining(6100) == 2500


def test_clock_goes_below_zero_when_the_time_is_over() -> None:
    assert AttemptClock(budget=60).started(0, "").remaining(90) == -30


def test_clock_that_goes_is_not_started_anew() -> None:
    clock = AttemptClock(budget=60).started(100, "boot-1")
    assert clock.started(130, "boot-1") is clock


def test_clock_that_stands_is_not_stopped_twice() -> None:
    clock = AttemptClock(budget=60).started(100, "boot-1").stopped(110)
    assert clock.stopped(500) == clock


@given(SPANS)
def test_clock_adds_up_the_spans_in_which_it_went(spans: list[tuple[bool, float]]) -> None:
    clock, boottime, used = AttemptClock(budget=2700), 1000.0, 0.0
    for going, seconds in spans:
        clock = clock.started(boottime, "boot-1") if going else clock.stopped(boottime)
        boottime += seconds
        used += seconds if going else 0
        assert clock.elapsed(boottime) == pytest.approx(used, abs=1e-6)
        assert clock.remaining(boottime) == pytest.approx(2700 - used, abs=1e-6)


@given(st.floats(0, 1e6), st.floats(0, 1e5), st.floats(0, 1e5))
def test_resumed_clock_loses_no_more_than_what_passed_since_the_last_save(
    start: float, until_save: float, until_crash: float
) -> None:
    clock = AttemptClock(budget=2700).started(start, "boot-1")
    kept = json.loads(json.dumps(clock.kept(start + until_save)))
    assert kept["running"] is True
    resumed = AttemptClock.resumed(kept)
    # A new boot begins its own clock: the old reading must play no part.
    assert resumed.elapsed(0) == pytest.approx(until_save, abs=1e-6)
    true_elapsed = clock.elapsed(start + until_save + until_crash)
    assert -1e-6 <= true_elapsed - resumed.elapsed(3) <= until_crash + 1e-6
    assert resumed.since is None

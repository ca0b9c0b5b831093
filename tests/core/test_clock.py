"""Study days, and the machine's own clocks."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.core.clock import SystemClock, milliseconds, offset_minutes, study_day

WINTER = UTC
SUMMER = timezone(timedelta(hours=1))


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 3, 2, 3, 59, 59, 999_999, tzinfo=UTC), date(2026, 3, 1)),
        (datetime(2026, 3, 2, 4, 0, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 2, 23, 59, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 3, 3, 0, 30, tzinfo=UTC), date(2026, 3, 2)),
        (datetime(2026, 1, 1, 2, 0, tzinfo=UTC), date(2025, 12, 31)),
    ],
)
def test_study_day_begins_at_four(moment: datetime, day: date) -> None:
    assert study_day(moment) == day


@pytest.mark.parametrize("zone", [timezone(timedelta(hours=13)), timezone(timedelta(hours=-11)), SUMMER])
def test_study_day_goes_by_the_students_own_clock(zone: timezone) -> None:
    assert study_day(datetime(2026, 3, 2, 3, 59, tzinfo=zone)) == date(2026, 3, 1)
    assert study_day(datetime(2026, 3, 2, 4, 0, tzinfo=zone)) == date(2026, 3, 2)


def test_study_day_is_an_hour_shorter_when_the_clocks_go_forward() -> None:
    # In Britain 01:00 GMT on 29 March 2026 is 02:00 BST; the study day of 28 March began at 04:00 GMT.
    assert study_day(datetime(2026, 3, 28, 4, 0, tzinfo=WINTER)) == date(2026, 3, 28)
    assert study_day(datetime(2026, 3, 29, 3, 59, tzinfo=SUMMER)) == date(2026, 3, 28)
    assert study_day(datetime(2026, 3, 29, 4, 0, tzinfo=SUMMER)) == date(2026, 3, 29)
    length = datetime(2026, 3, 29, 4, 0, tzinfo=SUMMER) - datetime(2026, 3, 28, 4, 0, tzinfo=WINTER)
    assert length == timedelta(hours=23)


def test_study_day_is_an_hour_longer_when_the_clocks_go_back() -> None:
    # 02:00 BST on 25 October 2026 is 01:00 GMT.
    assert study_day(datetime(2026, 10, 25, 1, 30, tzinfo=SUMMER)) == date(2026, 10, 24)
    assert study_day(datetime(2026, 10, 25, 1, 30, tzinfo=WINTER)) == date(2026, 10, 24)
    assert study_day(datetime(2026, 10, 25, 3, 59, tzinfo=WINTER)) == date(2026, 10, 24)
    assert study_day(datetime(2026, 10, 25, 4, 0, tzinfo=WINTER)) == date(2026, 10, 25)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.sampled_from([0, 60, -300, 330, 780]))  # noqa: DTZ001
def test_study_day_never_goes_back_while_time_passes_in_one_zone(start: datetime, offset: int) -> None:
    zone = timezone(timedelta(minutes=offset))
    days = [study_day(start.replace(tzinfo=zone) + timedelta(hours=hour)) for hour in range(0, 60, 7)]
    assert all(later - earlier in {timedelta(0), timedelta(days=1)} for earlier, later in pairwise(days))


def test_milliseconds_and_offset_name_a_moment_and_its_zone() -> None:
    moment = datetime(2026, 7, 1, 12, 0, 0, 1500, tzinfo=SUMMER)
    assert milliseconds(moment) == round(datetime(2026, 7, 1, 11, tzinfo=UTC).timestamp() * 1000) + 2
    assert offset_minutes(moment) == 60
    assert offset_minutes(datetime(2026, 7, 1, tzinfo=timezone(timedelta(hours=-3, minutes=-30)))) == -210
    assert offset_minutes(datetime(2026, 7, 1)) == 0  # noqa: DTZ001


def test_system_clock_is_aware_and_its_second_clock_runs_forward() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() is not None
    assert clock.now() <= clock.now()
    assert clock.boottime() <= clock.boottime()
    assert clock.boot_id() == clock.boot_id()


def test_system_clock_that_stands_in_sleep_runs_beside_the_other_while_awake() -> None:
    clock = SystemClock()
    before, after = clock.boottime() - clock.awake(), clock.boottime() - clock.awake()
    assert after == pytest.approx(before, abs=0.5)

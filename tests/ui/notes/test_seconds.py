"""The time a section was in view."""

from __future__ import annotations

from thaw_desktop.ui.notes.seconds import ReadingTime


class Stand:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.milliseconds = 5_000

    def __call__(self) -> int:
        return self.milliseconds

    def advance(self, seconds: float) -> None:
        self.milliseconds += round(seconds * 1000)


def test_time_adds_up_over_visits_and_stops_while_nothing_is_seen() -> None:
    clock = Stand()
    time = ReadingTime(clock)
    time.start("thaw")
    clock.advance(40)
    time.start("legacy")
    clock.advance(5)
    time.start("thaw")
    clock.advance(20)
    time.pause()
    clock.advance(3600)
    assert time.seconds("thaw", 4) == 60
    assert time.seconds("legacy", 4) == 5
    assert time.seconds("reforms", 4) == 0


def test_a_page_left_open_counts_three_readings_at_most() -> None:
    clock = Stand()
    time = ReadingTime(clock)
    time.start("thaw")
    clock.advance(7200)
    assert time.seconds("thaw", 4) == 720
    assert time.seconds("thaw", 0) == 900


def test_what_was_written_down_is_not_counted_again() -> None:
    clock = Stand()
    time = ReadingTime(clock)
    time.start("thaw")
    clock.advance(100)
    time.begin_anew("thaw")
    clock.advance(7)
    assert time.seconds("thaw", 4) == 7

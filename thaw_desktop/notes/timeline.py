"""Where the events of a timeline lie on a scale of time: days, lanes, labels and ticks, as numbers alone.

Days are counted in the proleptic Gregorian calendar from 1 March of the year 0, and years before 1 are zero or
negative, as in ISO 8601.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Precision = Literal["day", "month", "year"]
Unit = Literal["day", "month", "year"]

_YEAR_DAYS, _MONTH_DAYS = 365.2425, 30.436875
_STEPS: tuple[tuple[Unit, int, float], ...] = (
    ("day", 1, 1.0),
    ("day", 7, 7.0),
    ("month", 1, _MONTH_DAYS),
    ("month", 3, 3 * _MONTH_DAYS),
    *(("year", years * 10**power, years * 10**power * _YEAR_DAYS) for power in range(6) for years in (1, 2, 5)),
)


@dataclass(frozen=True, slots=True)
class Extent:
    """The days that something takes up.

    Attributes:
        first: the first day that it may have begun on.
        begun: the day after the last day that it may have begun on; `first + 1` for a date known to the day.
        ending: the first day that it may have ended on.
        end: the day after the last day that it may have ended on.
        precision: how well its dates are known; the worse of two.
    """

    first: int
    begun: int
    ending: int
    end: int
    precision: Precision


@dataclass(frozen=True, slots=True)
class Tick:
    """A line of the scale.

    Attributes:
        day: where it stands.
        unit: what it begins: a day, a month or a year.
        date: its year, month and day.
    """

    day: int
    unit: Unit
    date: tuple[int, int, int]


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """The number of a day; also for years before 1."""
    # Years that begin in March have their leap day at the end (Howard Hinnant, "chrono-compatible low-level date
    # algorithms").
    shifted = year - (month <= 2)
    in_year = (153 * ((month + 9) % 12) + 2) // 5 + day - 1
    return shifted * 365 + shifted // 4 - shifted // 100 + shifted // 400 + in_year


def date_of(number: int) -> tuple[int, int, int]:
    """Year, month and day of the day with a number."""
    era, in_era = divmod(number, 146_097)
    of_era = (in_era - in_era // 1460 + in_era // 36_524 - in_era // 146_096) // 365
    in_year = in_era - (365 * of_era + of_era // 4 - of_era // 100)
    shifted = (5 * in_year + 2) // 153
    day = in_year - (153 * shifted + 2) // 5 + 1
    month = shifted + 3 if shifted < 10 else shifted - 9
    return of_era + era * 400 + (month <= 2), month, day


def date_parts(date: str) -> tuple[int, ...]:
    """Year, then month and day as far as they are known, of an ISO 8601 date; the year may be negative."""
    sign, rest = (-1, date[1:]) if date.startswith("-") else (1, date)
    year, *others = (int(part) for part in rest.split("-"))
    return (sign * year, *others)


def extent_of(start: str, end: str) -> Extent:
    """The days between two dates that are each as precise as they are known."""
    from_day, from_after, first = _days(start)
    to_day, to_after, last = _days(end)
    order: tuple[Precision, ...] = ("day", "month", "year")
    # “14 February 1956 to February 1956” cannot end before it begins.
    return Extent(
        from_day, min(from_after, to_after), max(from_day, to_day), to_after, max(first, last, key=order.index)
    )


def _days(date: str) -> tuple[int, int, Precision]:
    parts = date_parts(date)
    if len(parts) == 1:
        return day_number(parts[0]), day_number(parts[0] + 1), "year"
    year, month = parts[:2]
    if len(parts) == 2:
        return day_number(year, month), day_number(year + month // 12, month % 12 + 1), "month"
    day = day_number(year, month, parts[2])
    return day, day + 1, "day"


def ticks(first: float, last: float, per_day: float, room: float, year_room: float = 0.0) -> list[Tick]:
    """The lines of the scale between two days, as close as there is room for.

    Args:
        first: the day at the left.
        last: the day at the right.
        per_day: pixels for a day.
        room: pixels that a line and its words need.
        year_room: pixels that a year needs; as much as the others when left out.
    """
    needed = {"day": room, "month": room, "year": year_room or room}
    unit, count, _ = next((step for step in _STEPS if step[2] * per_day >= needed[step[0]]), _STEPS[-1])
    begin, stop = int(first // 1), int(last // 1) + 1
    found = _days_between(begin, stop, count) if unit == "day" else _months_between(begin, stop, unit, count)
    return [tick for tick in found if first <= tick.day <= last]


def _days_between(begin: int, stop: int, count: int) -> Iterator[Tick]:
    for number in range(begin, stop + 1):
        year, month, day = date_of(number)
        # Weeks are counted from the first of the month, so that each month has its first day.
        if count == 1 or ((day - 1) % count == 0 and day < 29):
            kind: Unit = "day" if day > 1 else "month" if month > 1 else "year"
            yield Tick(number, kind, (year, month, day))


def _months_between(begin: int, stop: int, unit: Unit, count: int) -> Iterator[Tick]:
    months = count if unit == "month" else 12 * count
    year, month, _ = date_of(begin)
    at = (year * 12 + month - 1) // months * months
    while True:
        year, rest = divmod(at, 12)
        number = day_number(year, rest + 1)
        if number > stop:
            return
        yield Tick(number, "month" if rest else "year", (year, rest + 1, 1))
        at += months


def lanes(spans: Sequence[tuple[float, float]]) -> list[int]:
    """A lane for each span so that none lies on another; as few lanes as can be.

    Args:
        spans: start and end, in order of their starts.
    """
    ends: list[float] = []
    found = []
    for start, end in spans:
        lane = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        found.append(lane)
    return found


def stack(places: Sequence[float], size: float, most: int) -> list[int]:
    """A height, from 0, for each mark so that neighbours stand one on the other.

    Args:
        places: where the marks are, in order.
        size: how wide a mark is.
        most: how many heights there are; past that, marks lie on one another.
    """
    free_from = [float("-inf")] * max(1, most)
    found = []
    for place in places:
        for level, free in enumerate(free_from):  # noqa: B007 - the last one is overwritten below
            if free <= place:
                break
        else:
            level = free_from.index(min(free_from))
        free_from[level] = place + size
        found.append(level)
    return found


class LabelRows:
    """Rows of words under the marks they belong to; each stands at the foot of a line that comes down from its mark.

    Marks are offered from the last to the first. Words begin at their mark, so a line never crosses words further to
    the right; a row is taken only where the words would cross no line that leads to a row below. What finds no row has
    no words for now.
    """

    def __init__(self, rows: int, gap: float) -> None:
        """Begin with empty rows.

        Args:
            rows: how many there are.
            gap: pixels that stay free between words.
        """
        self._gap = gap
        self._taken_from = [float("inf")] * rows

    def room_at(self, place: float) -> float:
        """The most that words at a place may take up in any row; less than 0 where there is no row at all."""
        return self._taken_from[-1] - place - self._gap if self._taken_from else -1.0

    def place(self, place: float, width: float) -> int | None:
        """The row for the words at a place, or None."""
        row = None
        for number in range(len(self._taken_from) - 1, -1, -1):
            if self._taken_from[number] < place + width + self._gap:
                break
            row = number
        if row is not None:
            self._taken_from[row] = place
        return row


def reach(ends: Sequence[float]) -> list[float]:
    """For each place in the order of starts, the furthest end up to it: where to begin to look for what is seen."""
    found: list[float] = []
    furthest = float("-inf")
    for end in ends:
        furthest = max(furthest, end)
        found.append(furthest)
    return found


def room_after(spans: Sequence[tuple[float, float]], lane_of: Sequence[int]) -> list[float]:
    """For each span, where the next one in its lane begins; infinity for the last."""
    found = [float("inf")] * len(spans)
    by_lane: dict[int, list[int]] = {}
    for number, lane in enumerate(lane_of):
        by_lane.setdefault(lane, []).append(number)
    for numbers in by_lane.values():
        for one, following in pairwise(numbers):
            found[one] = spans[following][0]
    return found

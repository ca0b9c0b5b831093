"""Which day a card comes again on, of those that are as good: the one with the least to do, and none after the exam."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

DESIRED_RETENTION = 0.9
"""The probability of recall at which a card comes again, where the student has chosen no other."""
RETENTIONS = (0.70, 0.97)
"""The least and the greatest that can be chosen."""

_LEAST = 2.5
"""Days. Shorter intervals are what they are."""
_SHARES = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
"""From so many days to so many, an interval may be longer or shorter by this share of them: the fuzz of FSRS."""


_UNUSUAL = frozenset({"retention", "shift", "last_day"})


@cache
def choices(days: int) -> tuple[int, int]:
    """The shortest and the longest interval that are as good as one of so many days: the range of FSRS's fuzz.

    Source: `FUZZ_RANGES` of the `fsrs` library, after Anki.
    """
    if days < _LEAST:
        return days, days
    slack = 1.0 + sum(share * max(0.0, min(days, end) - start) for start, end, share in _SHARES)
    return max(2, round(days - slack)), max(2, round(days + slack))


@dataclass(frozen=True, slots=True)
class Terms:
    """What an interval depends on besides the memory. It is decided when the answer is given, and kept with it.

    Attributes:
        retention: the desired one.
        shift: by how many days the interval is longer, or shorter, than the memory would have it.
        last_day: the number of the last day that is of use, such as the day of the exam; 0 for no such day.
    """

    retention: float = DESIRED_RETENTION
    shift: int = 0
    last_day: int = 0

    @classmethod
    def of(cls, payload: Mapping[str, Any]) -> Terms:
        """From an answer in the log; answers of early versions have none."""
        if not _UNUSUAL.intersection(payload):
            return USUAL
        retention = float(payload.get("retention", DESIRED_RETENTION))
        least, most = RETENTIONS
        return cls(min(most, max(least, retention)), int(payload.get("shift", 0)), int(payload.get("last_day", 0)))

    def payload(self) -> dict[str, Any]:
        """What of it is unusual, for the log."""
        return {name: getattr(self, name) for name in sorted(_UNUSUAL) if getattr(self, name) != getattr(USUAL, name)}

    def interval(self, days: int, today: int) -> int:
        """The interval in place of one of so many days: shifted no further than is as good, and not past the end."""
        low, high = choices(days)
        return _until(self.last_day, today, min(high, max(low, days + self.shift)))


USUAL = Terms()
"""Where nothing was decided."""


def _until(last_day: int, today: int, days: int) -> int:
    return min(days, last_day - today) if last_day > today else days


def balanced(days: int, today: int, loads: Mapping[int, int], last_day: int = 0) -> int:
    """The interval to take in place of one of so many days.

    It depends on its arguments alone. With equal loads it is the interval itself.

    Args:
        days: as the memory would have it.
        today: the study day's number.
        loads: cards that come again, by the number of the day; days that are left out have none.
        last_day: as in `Terms`.
    """
    days, low, high = (_until(last_day, today, one) for one in (days, *choices(days)))
    return min(range(low, high + 1), key=lambda one: (loads.get(today + one, 0), abs(one - days), one))

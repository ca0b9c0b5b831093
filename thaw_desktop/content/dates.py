"""Dates of a timeline: years BC and after, months and days, as precise as they are known."""

from __future__ import annotations

import calendar
import re

LATEST_YEAR = 2100
"""Later ones are likely to be slips."""

_DATE = re.compile(r"(-?)([0-9]{1,4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_MONTHS = {name[:3].casefold(): number for number, name in enumerate(calendar.month_name) if name}
_MONTH = r"(?P<name>[A-Za-z]{3,9})\.?,?"
_WORDED = re.compile(
    rf"(?:(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?\s+)?{_MONTH}\s+(?:(?P<day2>[0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+)?"
    r"(?P<year>[0-9]{3,4})"
)
_SLASHED = re.compile(r"([0-9]{1,2})[./]([0-9]{1,2})[./]([0-9]{4})")
_ERA = re.compile(r"(?P<before>BCE?|AD|CE)?\s*(?P<year>[0-9]{1,4})\s*(?P<after>BCE?|AD|CE)?", re.IGNORECASE)
_ABOUT = re.compile(r"(?:circa|about|around|approx\.?|ca\.?|c\.?)\s*(?=[0-9])", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[–—]|\s-\s|\bto\b)\s*|(?<=[0-9]{4})-(?=[0-9]{4}$)")
_LONGEST = 60
"""Characters of dates that anybody can have meant."""
_FORM = "write 1956-02-25, 1956-02 or 1956, and [1954~1960] for a span"


def read_date(text: str) -> list[int]:
    """Year, month and day, as many as are given; empty when there is no such date. The year 0 is 1 BC."""
    match = _DATE.fullmatch(text)
    if match is None:
        return []
    return _checked([int(match[1] + match[2]), *(int(part) for part in match.groups()[2:] if part)])


def how_to_write(text: str) -> str:
    """What to write in place of the dates of an event that cannot be read: what was surely meant, else the rule."""
    text = text[:_LONGEST]
    parts = [_meant(part.strip()) for part in (text.split("~") if "~" in text else _DASH.split(text))]
    if not 1 <= len(parts) <= 2 or not all(parts):
        return _FORM
    written = "~".join(iso(part, short=True) for part in parts)
    about = " and the word “about” in the title" if _ABOUT.match(text.strip()) else ""
    years_before = any(part[0] <= 0 for part in parts)
    return f"write `[{written}]`{about}" + (" (years BC count from `[0]` for 1 BC)" if years_before else "")


def _meant(text: str) -> list[int]:
    """What somebody meant by a date in another form; empty when nobody can tell."""
    text = _ABOUT.sub("", text, count=1)
    if written := read_date(text):
        return written
    if match := _SLASHED.fullmatch(text):
        return _checked([int(match[3]), int(match[2]), int(match[1])])
    if match := _WORDED.fullmatch(text):
        month = _MONTHS.get(match["name"][:3].casefold())
        if month is None or not calendar.month_name[month].casefold().startswith(match["name"].casefold()):
            return []
        day = match["day"] or match["day2"]
        return _checked([int(match["year"]), month, *([int(day)] if day else [])])
    if match := _ERA.fullmatch(text):
        is_before = (match["before"] or match["after"] or "").upper().startswith("B")
        return [1 - int(match["year"]) if is_before else int(match["year"])]
    return []


def _checked(parts: list[int]) -> list[int]:
    """The parts of a date; none when there is no such day."""
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return []
    # 2000 and 2001 stand for leap and other years: calendar knows no year before 1.
    year = 2000 if calendar.isleap(parts[0]) else 2001
    if len(parts) > 2 and not 1 <= parts[2] <= calendar.monthrange(year, parts[1])[1]:
        return []
    return parts


def iso(date: list[int], *, short: bool = False) -> str:
    """ISO 8601, or the way a pack writes it, without leading noughts; `""` for no date."""
    if not date:
        return ""
    year = str(date[0]) if short else f"{'-' if date[0] < 0 else ''}{abs(date[0]):04}"
    return "-".join([year, *(f"{part:02}" for part in date[1:])])


def first_day(date: list[int]) -> tuple[int, int, int]:
    """The first day that a date may mean, for comparing."""
    year, month, day, *_ = (*date, 0, 0, 0)
    return year, month, day


def last_day(date: list[int]) -> tuple[int, int, int]:
    """The last day that a date may mean, for comparing."""
    year, month, day = (*date, *(13, 32)[len(date) - 1 :])
    return year, month, day

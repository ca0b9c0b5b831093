"""Dates of events in words, as precise as they are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

from thaw_desktop.notes.timeline import date_parts

if TYPE_CHECKING:
    from thaw_desktop.content.model import TimelineEvent

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


def year_of(event: TimelineEvent) -> int:
    """The year in which an event begins; zero or negative before 1."""
    return date_parts(event.start)[0]


def written_year(year: int) -> str:
    """A year in figures, before 1 with the name of its era."""
    return str(year) if year > 0 else translate("NotesPages", "{year} BC").format(year=1 - year)


def when_in_year(event: TimelineEvent) -> str:
    """The date without the year that stands above; a range has both its ends."""
    start = date_parts(event.start)
    if event.end == event.start:
        return written(start, with_year=len(start) == 1)
    end = date_parts(event.end)
    if len(start) == len(end) == 3 and start[:2] == end[:2]:
        return f"{start[2]}–{written(end, with_year=False)}"
    return f"{written(start, with_year=len(start) == 1)} – {written(end, with_year=start[0] != end[0])}"


def when(event: TimelineEvent) -> str:
    """The whole date; a range has both its ends."""
    start, end = date_parts(event.start), date_parts(event.end)
    if end == start:
        return written(start)
    if len(start) == len(end) == 3 and start[:2] == end[:2]:
        return f"{start[2]}–{written(end)}"
    return f"{written(start, with_year=start[0] != end[0] or len(start) == 1)} – {written(end)}"


def written(parts: tuple[int, ...], *, with_year: bool = True) -> str:
    """A date, or a month, or a year.

    Args:
        parts: year, then month and day as far as they are known.
        with_year: whether the year is said; a year alone always is.
    """
    year = written_year(parts[0])
    if len(parts) == 1:
        return year
    # Any year will do for the name of a month; 2000 has all its days.
    day = QDate(2000, parts[1], parts[2] if len(parts) > 2 else 1)
    text = QLocale().toString(day, "d MMMM" if len(parts) > 2 else "MMMM")
    return f"{text} {year}" if with_year else text

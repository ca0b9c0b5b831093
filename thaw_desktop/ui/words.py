"""Counts, times and days in words, the same on every tab."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDate, QLocale

if TYPE_CHECKING:
    from datetime import date

    from thaw_desktop.progress.store import DayTotal

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

_HOURS_FROM = 120
"""From so many minutes on, a time is told in hours."""


def number(value: int) -> str:
    """A whole number as the system writes it."""
    return QLocale().toString(value)


def spoken(*parts: str) -> str:
    """The parts of a row as one line for a screen reader, which pauses at a full stop; empty ones are left out."""
    told = ""
    for part in filter(None, parts):
        between = "" if not told else " " if told.endswith((".", "?", "!", "…")) else ". "
        told += between + part
    return told


def percent(fraction: float) -> str:
    """A share of 0 to 1 in whole per cent; the space before the sign does not break."""
    return translate("Words", "{number}\u00a0%").format(number=number(round(fraction * 100)))


def cards(count: int) -> str:
    """A number of cards."""
    return translate("Words", "1 card") if count == 1 else translate("Words", "{n} cards").format(n=number(count))


def answers(count: int) -> str:
    """A number of answers."""
    return translate("Words", "1 answer") if count == 1 else translate("Words", "{n} answers").format(n=number(count))


def sections(count: int) -> str:
    """A number of sections."""
    return translate("Words", "1 section") if count == 1 else translate("Words", "{n} sections").format(n=number(count))


def essays(count: int) -> str:
    """A number of essays."""
    return translate("Words", "1 essay") if count == 1 else translate("Words", "{n} essays").format(n=number(count))


def written(count: int) -> str:
    """A number of words in an essay."""
    return translate("Words", "1 word") if count == 1 else translate("Words", "{n} words").format(n=number(count))


def days(count: int) -> str:
    """A number of days."""
    return translate("Words", "1 day") if count == 1 else translate("Words", "{n} days").format(n=number(count))


def marks(count: int) -> str:
    """A number of marks."""
    return translate("Words", "1 mark") if count == 1 else translate("Words", "{n} marks").format(n=number(count))


def share(part: int, whole: int) -> str:
    """A part of a whole, such as "14 of 20"."""
    return translate("Words", "{part} of {whole}").format(part=number(part), whole=number(whole))


def minutes(time: float) -> str:
    """A time given in minutes."""
    whole = round(time)
    if whole < 1:
        return translate("Words", "under a minute")
    if whole == 1:
        return translate("Words", "1 minute")
    if whole < _HOURS_FROM:
        return translate("Words", "{n} minutes").format(n=number(whole))
    hours, rest = divmod(whole, 60)
    if not rest:
        return translate("Words", "{hours} hours").format(hours=number(hours))
    return translate("Words", "{hours} h {minutes} min").format(hours=number(hours), minutes=number(rest))


def short_day(day: date, today: date) -> str:
    """A day such as "Tue 3 Nov", with its year when that is not the present one."""
    form = "ddd d MMM" if day.year == today.year else "ddd d MMM yyyy"
    return QLocale().toString(QDate(day.year, day.month, day.day), form)


def long_day(day: date) -> str:
    """A day such as "Tuesday 3 November"."""
    return QLocale().toString(QDate(day.year, day.month, day.day), "dddd d MMMM")


def done(day: DayTotal) -> str:
    """What was done on a day: "24 cards, 2 sections, 1 essay; 41 minutes", empty when nothing was."""
    parts = [
        words(count) for words, count in ((cards, day.reviews), (sections, day.sections), (essays, day.essays)) if count
    ]
    if not parts:
        return ""
    return translate("Words", "{what}; {time}").format(what=", ".join(parts), time=minutes(day.minutes))

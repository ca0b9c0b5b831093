"""Times and numbers of cards in the words one would say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from thaw_desktop.ui.words import cards

if TYPE_CHECKING:
    from thaw_desktop.flashcards.scheduling import Interval

_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25


def _tr(text: str) -> str:
    return QCoreApplication.translate("Flashcards", text)


def interval_words(interval: Interval) -> str:
    """Return when a card comes again, such as "in 10 min", "tomorrow", "11 days", "2 months" or "1.5 years"."""
    if interval.days <= 0:
        minutes = max(1, round(interval.seconds / 60))
        return _tr("in {n} min").format(n=minutes) if minutes < 100 else _tr("in {n} h").format(n=round(minutes / 60))
    if interval.days == 1:
        return _tr("tomorrow")
    if interval.days < 31:
        return _tr("{n} days").format(n=interval.days)
    months = round(interval.days / _DAYS_A_MONTH)
    if months < 12:
        return _tr("1 month") if months == 1 else _tr("{n} months").format(n=months)
    years = round(interval.days / _DAYS_A_YEAR, 1)
    shown = QLocale().toString(years, "f", 0 if years == int(years) else 1)
    return _tr("1 year") if years == 1 else _tr("{n} years").format(n=shown)


def next_cards_words(forecast: list[int]) -> str:
    """Return a sentence that says when the next cards come, or nothing when none are known.

    Args:
        forecast: cards that come again today, tomorrow and so on.
    """
    for day, count in enumerate(forecast):
        if day == 0 or count == 0:
            continue
        if day == 1:
            text = _tr("{cards} comes again tomorrow.") if count == 1 else _tr("{cards} come again tomorrow.")
        else:
            text = _tr("{cards} comes again in {n} days.") if count == 1 else _tr("{cards} come again in {n} days.")
        return text.format(cards=cards(count), n=day)
    return ""

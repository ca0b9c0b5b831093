"""Times and numbers of cards in the words one would say."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from thaw_desktop.ui.words import cards, number

if TYPE_CHECKING:
    from thaw_desktop.flashcards.queue import Queue
    from thaw_desktop.flashcards.scheduling import Interval, Rating

_FILE_NAME = re.compile(r"[a-z0-9][a-z0-9._-]*")
_DAYS_A_MONTH = 30.44
_DAYS_A_YEAR = 365.25


def _tr(text: str) -> str:
    return QCoreApplication.translate("Flashcards", text)


def count_words(queue: Queue, done: int, total: int, *, out_of_turn: bool) -> str:
    """Return where one is in the cards of today, for a card that is on the table.

    Args:
        queue: what is left.
        done: how many different cards were answered today, whether or not they come once more.
        total: how many there are today.
        out_of_turn: the card is none of those that are asked today.
    """
    if out_of_turn:
        return _tr("Out of turn · {n} left today").format(n=number(queue.left))
    if done >= total and queue.left:
        return _tr("Once more · {n} left today").format(n=number(queue.left))
    return _tr("{n} of {total}").format(n=number(min(done + 1, total)), total=number(max(total, 1)))


def later_words(later: int) -> str:
    """Return that new cards wait for other days, and nothing when none do."""
    if not later:
        return ""
    return _tr("1 more on another day") if later == 1 else _tr("{n} more on other days").format(n=number(later))


def rating_words(rating: Rating) -> str:
    """Return what a rating is called."""
    return (_tr("Again"), _tr("Hard"), _tr("Good"), _tr("Easy"))[rating - 1]


def is_deck_to_tell(deck: str, topic: str) -> bool:
    """Whether a deck's name says more than the topic's; the name of a file, for want of another, says nothing."""
    told, known = deck.strip().casefold(), topic.casefold()
    return bool(told) and not _FILE_NAME.fullmatch(deck.strip()) and told not in known and known not in told


def interval_words(interval: Interval) -> str:
    """Return when a card comes again, such as "in 10 min", "tomorrow", "in 11 days", "in 2 months", "in 1.5 years"."""
    if interval.days <= 0:
        minutes = max(1, round(interval.seconds / 60))
        return _tr("in {n} min").format(n=minutes) if minutes < 100 else _tr("in {n} h").format(n=round(minutes / 60))
    if interval.days == 1:
        return _tr("tomorrow")
    if interval.days < 31:
        return _tr("in {n} days").format(n=interval.days)
    months = round(interval.days / _DAYS_A_MONTH)
    if months < 12:
        return _tr("in 1 month") if months == 1 else _tr("in {n} months").format(n=months)
    years = round(interval.days / _DAYS_A_YEAR, 1)
    shown = QLocale().toString(years, "f", 0 if years == int(years) else 1)
    return _tr("in 1 year") if years == 1 else _tr("in {n} years").format(n=shown)


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

"""The words for times, and the stopwatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.flashcards.scheduling import Interval
from thaw_desktop.ui.flashcards.stopwatch import Stopwatch
from thaw_desktop.ui.flashcards.wording import interval_words, next_cards_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("seconds", "days", "words"),
    [
        (30, 0, "in 1 min"),
        (600, 0, "in 10 min"),
        (7200, 0, "in 2 h"),
        (0, 1, "tomorrow"),
        (0, 11, "11 days"),
        (0, 30, "30 days"),
        (0, 31, "1 month"),
        (0, 70, "2 months"),
        (0, 340, "11 months"),
        (0, 365, "1 year"),
        (0, 548, "1.5 years"),
        (0, 3653, "10 years"),
    ],
)
def test_interval_words_are_what_one_would_say(seconds: int, days: int, words: str) -> None:
    assert interval_words(Interval(seconds, days)) == words


@pytest.mark.parametrize(
    ("forecast", "words"),
    [
        ([3, 7], "7 cards come again tomorrow."),
        ([0, 1, 5], "1 card comes again tomorrow."),
        ([0, 0, 0, 2], "2 cards come again in 3 days."),
        ([0, 0, 1], "1 card comes again in 2 days."),
        ([5, 0], ""),
        ([], ""),
    ],
)
def test_next_cards_words_name_the_first_day_with_cards(forecast: list[int], words: str) -> None:
    assert next_cards_words(forecast) == words


def test_stopwatch_counts_only_while_it_goes(qtbot: QtBot) -> None:
    watch = Stopwatch()
    assert watch.milliseconds() == 0
    watch.go()
    watch.go()
    qtbot.waitUntil(lambda: watch.milliseconds() >= 2)
    watch.rest()
    stood = watch.milliseconds()
    later = Stopwatch()
    later.go()
    qtbot.waitUntil(lambda: later.milliseconds() >= 2)
    assert watch.milliseconds() == stood
    watch.reset()
    assert watch.milliseconds() == 0

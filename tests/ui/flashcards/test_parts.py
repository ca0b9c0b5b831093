"""The words for times, and the stopwatch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.flashcards.queue import Queue
from thaw_desktop.flashcards.scheduling import Interval
from thaw_desktop.ui.flashcards.stopwatch import Stopwatch
from thaw_desktop.ui.flashcards.wording import count_words, interval_words, is_deck_to_tell, next_cards_words

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.parametrize(
    ("seconds", "days", "words"),
    [
        (30, 0, "in 1 min"),
        (600, 0, "in 10 min"),
        (7200, 0, "in 2 h"),
        (0, 1, "tomorrow"),
        (0, 11, "in 11 days"),
        (0, 30, "in 30 days"),
        (0, 31, "in 1 month"),
        (0, 70, "in 2 months"),
        (0, 340, "in 11 months"),
        (0, 365, "in 1 year"),
        (0, 548, "in 1.5 years"),
        (0, 3653, "in 10 years"),
    ],
)
def test_interval_words_are_what_one_would_say(seconds: int, days: int, words: str) -> None:
    assert interval_words(Interval(seconds, days)) == words


@pytest.mark.parametrize(
    ("deck", "told"),
    [
        ("Dates that matter", True),
        ("Terms", True),
        ("06-people-events", False),  # a file, for want of a name
        ("The Secret Speech", False),
        ("the secret speech of 1956", False),
        ("", False),
    ],
)
def test_a_deck_is_told_when_it_says_more_than_the_topic(deck: str, told: bool) -> None:
    assert is_deck_to_tell(deck, "The Secret Speech of 1956") is told


@pytest.mark.parametrize(
    ("left", "done", "total", "out_of_turn", "words"),
    [
        (20, 0, 20, False, "1 of 20"),
        (18, 2, 20, False, "3 of 20"),
        (3, 8, 8, False, "Once more · 3 left today"),
        (5, 2, 7, True, "Out of turn · 5 left today"),
    ],
)
def test_count_words_say_where_one_is(left: int, done: int, total: int, out_of_turn: bool, words: str) -> None:
    queue = Queue((), (), (), tuple(str(number) for number in range(left)))
    assert count_words(queue, done, total, out_of_turn=out_of_turn) == words


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

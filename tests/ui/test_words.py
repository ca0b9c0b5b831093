"""Counts, times and days as a student reads them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.progress.store import DayTotal
from thaw_desktop.ui import words

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "under a minute"),
        (0.4, "under a minute"),
        (0.6, "1 minute"),
        (41.2, "41 minutes"),
        (119.4, "119 minutes"),
        (120, "2 hours"),
        (250, "4 h 10 min"),
    ],
)
def test_minutes_are_told_in_hours_from_two_hours_on(minutes: float, said: str) -> None:
    assert words.minutes(minutes) == said


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (words.cards, ("1 card", "3 cards")),
        (words.answers, ("1 answer", "3 answers")),
        (words.sections, ("1 section", "3 sections")),
        (words.essays, ("1 essay", "3 essays")),
        (words.written, ("1 word", "3 words")),
        (words.days, ("1 day", "3 days")),
        (words.marks, ("1 mark", "3 marks")),
    ],
)
def test_counts_know_one_from_many(count: Callable[[int], str], said: tuple[str, str]) -> None:
    assert (count(1), count(3)) == said


def test_done_names_only_what_was_done() -> None:
    day = DayTotal(1, reviews=24, review_ms=60_000, sections=2, reading_s=60, essays=1, writing_s=39 * 60)

    assert words.done(day) == "24 cards, 2 sections, 1 essay; 41 minutes"
    assert words.done(DayTotal(1, sections=1)) == "1 section; under a minute"
    assert words.done(DayTotal(1)) == ""


def test_a_day_has_its_year_only_when_it_is_another_one() -> None:
    assert words.short_day(date(2026, 11, 3), date(2026, 12, 1)) == "Tue 3 Nov"
    assert words.short_day(date(2025, 11, 3), date(2026, 12, 1)) == "Mon 3 Nov 2025"
    assert words.long_day(date(2026, 11, 3)) == "Tuesday 3 November"


def test_a_share_in_per_cent_does_not_break_before_its_sign() -> None:
    assert words.percent(0.614) == "61\u00a0%"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("Did it fail?", "Assess the validity", "25 marks"), "Did it fail? Assess the validity. 25 marks"),
        (("14 February 1956", "", "It opened.", "Party"), "14 February 1956. It opened. Party"),
        (("Alone",), "Alone"),
        ((), ""),
    ],
)
def test_what_a_screen_reader_is_told_of_a_row_is_a_sentence_a_part(parts: tuple[str, ...], said: str) -> None:
    assert words.spoken(*parts) == said

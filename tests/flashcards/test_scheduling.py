"""When a card comes again: study days in, the library's own figures out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import cast

import fsrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.flashcards.scheduling import (
    LEARNING,
    NEW,
    RELEARNING,
    REVIEW,
    CardState,
    Rating,
    intervals,
    introduce,
    retrievability,
    review,
)

AGAIN, HARD, GOOD, EASY = cast("tuple[Rating, ...]", (1, 2, 3, 4))
RATINGS: st.SearchStrategy[Rating] = st.sampled_from((AGAIN, HARD, GOOD, EASY))
MONDAY = date(2026, 3, 2).toordinal()


def answer(before: CardState | None, rating: Rating, local: datetime) -> CardState:
    return review(before, rating, local, round(local.timestamp() * 1000))


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time of March 2026 by the student's clock, in which a study day begins at four."""
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@st.composite
def states(draw: st.DrawFn) -> CardState:
    """A card after some answers, minutes to months apart."""
    state: CardState | None = None
    moment = at(2, 18)
    for rating, wait in draw(st.lists(st.tuples(RATINGS, st.integers(1, 200_000)), min_size=1, max_size=8)):
        state = answer(state, rating, moment)
        moment += timedelta(minutes=wait)
    assert state is not None
    return state


# The study day


def test_evening_and_next_morning_are_a_day_apart() -> None:
    evening = answer(None, GOOD, at(2, 21, 30))
    morning = answer(evening, GOOD, at(3, 7, 30))
    assert evening.stability == pytest.approx(2.3065)
    assert morning.stability == pytest.approx(7.32, abs=0.005)
    assert morning.due_day == MONDAY + 1 + 7
    assert morning.state == REVIEW


def test_after_midnight_is_still_the_same_day() -> None:
    evening = answer(None, GOOD, at(2, 23, 55))
    night = answer(evening, GOOD, at(3, 0, 10))
    assert night.last_day == MONDAY
    assert night.stability == answer(evening, GOOD, at(2, 23, 59)).stability


def test_afternoon_and_a_little_earlier_the_next_day_are_a_day_apart() -> None:
    # As when the clocks go forward: 24 hours have not passed, but a day has.
    first = answer(None, EASY, at(28, 16, 10))
    second = answer(first, GOOD, at(29, 16, 0))
    whole_day = answer(answer(None, EASY, at(28, 16)), GOOD, at(29, 16))
    assert (second.stability, second.due_day) == (whole_day.stability, whole_day.due_day)


def test_day_that_goes_back_counts_as_the_same_day() -> None:
    # Flown west over the date line, or a wall clock put right.
    first = answer(None, EASY, at(10, 12))
    back = answer(first, GOOD, at(9, 12))
    assert back.stability == answer(first, GOOD, at(10, 13)).stability
    assert back.last_day == first.last_day - 1


# Steps of one day


def test_new_card_goes_through_its_steps_on_one_day() -> None:
    first = answer(None, GOOD, at(2, 18))
    assert (first.state, first.step, first.due_day) == (LEARNING, 1, MONDAY)
    assert first.due_ts == round(at(2, 18, 10).timestamp() * 1000)
    second = answer(first, GOOD, at(2, 18, 10))
    assert (second.state, second.step, second.due_ts) == (REVIEW, 0, 0)
    assert second.due_day > MONDAY
    assert (second.reps, second.lapses) == (2, 0)


def test_again_begins_the_steps_anew_without_a_lapse() -> None:
    state = answer(answer(None, GOOD, at(2, 18)), AGAIN, at(2, 18, 10))
    assert (state.state, state.step, state.lapses) == (LEARNING, 0, 0)
    assert state.due_ts == round(at(2, 18, 11).timestamp() * 1000)


def test_forgotten_card_is_learnt_again_and_counts_a_lapse() -> None:
    learnt = answer(None, EASY, at(2, 18))
    forgotten = answer(learnt, AGAIN, at(20, 18))
    assert (forgotten.state, forgotten.lapses, forgotten.due_day) == (RELEARNING, 1, MONDAY + 18)
    again = answer(forgotten, GOOD, at(20, 18, 10))
    assert (again.state, again.lapses) == (REVIEW, 1)
    assert again.stability < learnt.stability


def test_step_left_overnight_is_answered_the_next_day() -> None:
    first = answer(None, GOOD, at(2, 23))
    second = answer(first, GOOD, at(3, 8))
    assert second.state == REVIEW
    assert second.stability > answer(first, GOOD, at(2, 23, 10)).stability


# The library


@given(st.lists(st.tuples(st.integers(0, 400), RATINGS), min_size=1, max_size=12))
def test_review_equals_the_library_at_whole_day_distances(answers: list[tuple[int, Rating]]) -> None:
    scheduler = fsrs.Scheduler(desired_retention=0.9, enable_fuzzing=False)
    card = fsrs.Card(card_id=1)
    state: CardState | None = None
    day = MONDAY
    for wait, rating in answers:
        day += wait
        noon = datetime.combine(date.fromordinal(day), datetime.min.time(), UTC) + timedelta(hours=12)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), noon)
        state = answer(state, rating, noon)
        assert (state.stability, state.difficulty) == (card.stability, card.difficulty)
        assert (state.state, state.step) == (card.state, card.step or 0)
        if state.due_ts:
            assert state.due_ts == round(card.due.timestamp() * 1000)
        else:
            assert state.due_day == card.due.date().toordinal()


# Invariants


@given(states(), st.integers(0, 1_000_000), RATINGS)
def test_review_gives_a_sound_state(before: CardState, wait: int, rating: Rating) -> None:
    after = answer(before, rating, at(2, 18) + timedelta(minutes=wait))
    assert after.stability > 0
    assert 1 <= after.difficulty <= 10
    assert after.reps == before.reps + 1
    assert after.state in {LEARNING, REVIEW, RELEARNING}
    if after.state == REVIEW:
        assert after.due_ts == 0
        assert after.due_day > after.last_day
    else:
        assert after.due_ts > 0
        assert after.due_day == after.last_day


@given(states() | st.none(), st.integers(0, 1_000_000))
def test_intervals_are_positive_and_at_one_with_review(before: CardState | None, wait: int) -> None:
    moment = at(2, 18) + timedelta(minutes=wait)
    ts = round(moment.timestamp() * 1000)
    offered = intervals(before, moment, ts)
    assert list(offered) == [AGAIN, HARD, GOOD, EASY]
    for rating, interval in offered.items():
        after = review(before, rating, moment, ts)
        assert (interval.seconds > 0) != (interval.days > 0)
        if interval.days:
            assert after.due_day == after.last_day + interval.days
        else:
            assert after.due_ts == ts + 1000 * interval.seconds


@given(states(), st.lists(st.integers(0, 5000), min_size=2, max_size=6).map(sorted))
def test_retrievability_never_rises_while_days_pass(state: CardState, waits: list[int]) -> None:
    chances = [retrievability(state, state.last_day + wait) for wait in waits]
    assert all(0 < chance <= 1 for chance in chances)
    assert all(later <= earlier for earlier, later in pairwise(chances))


@given(states())
def test_retrievability_is_certain_on_the_day_of_the_answer(state: CardState) -> None:
    assert retrievability(state, state.last_day) == 1
    assert retrievability(state, state.last_day - 3) == 1


def test_retrievability_is_nine_tenths_when_the_card_comes_again() -> None:
    learnt = answer(None, EASY, at(2, 18))
    assert retrievability(learnt, learnt.due_day) == pytest.approx(0.9, abs=0.005)


def test_card_never_answered_is_not_expected_to_be_known() -> None:
    assert retrievability(CardState(due_day=MONDAY), MONDAY) == 0


# Putting a card on the list


def test_introduce_lists_a_card_never_met() -> None:
    listed = introduce(None, MONDAY + 1)
    assert listed == CardState(state=NEW, due_day=MONDAY + 1)
    assert answer(listed, GOOD, at(3, 18)) == answer(None, GOOD, at(3, 18))


def test_introduce_brings_a_review_forward_and_never_puts_it_off() -> None:
    learnt = answer(None, EASY, at(2, 18))
    assert introduce(learnt, MONDAY + 1).due_day == MONDAY + 1
    assert introduce(learnt, MONDAY + 300) == learnt
    assert introduce(introduce(None, MONDAY), MONDAY + 5).due_day == MONDAY


def test_introduce_leaves_a_card_in_its_steps_alone() -> None:
    learning = answer(None, GOOD, at(2, 18))
    assert introduce(learning, MONDAY + 1) == learning
    relearning = answer(answer(None, EASY, at(2, 18)), AGAIN, at(20, 18))
    assert introduce(relearning, MONDAY + 19) == relearning


def test_introduce_changes_nothing_of_the_memory() -> None:
    learnt = answer(None, EASY, at(2, 18))
    listed = introduce(learnt, MONDAY + 1)
    # Answered as early as that it gains less than on its day, by the library's own rule.
    assert answer(listed, GOOD, at(3, 18)) == answer(learnt, GOOD, at(3, 18))

"""FSRS-6 in plain floats gives the figures of the `fsrs` library, to the last bit."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import fsrs
from fsrs.scheduler import DEFAULT_PARAMETERS
from hypothesis import given, settings
from hypothesis import strategies as st

from thaw_desktop.flashcards import fsrs6
from thaw_desktop.flashcards.balance import Terms
from thaw_desktop.flashcards.scheduling import CardState, Rating, review_on

DAY_ONE = datetime(2026, 3, 2, tzinfo=UTC)
RATINGS: st.SearchStrategy[Rating] = st.sampled_from((1, 2, 3, 4))
WAITS = st.one_of(st.just(0), st.integers(0, 3), st.integers(0, 4000))


def test_parameters_are_the_library_s() -> None:
    assert fsrs6.PARAMETERS == DEFAULT_PARAMETERS


@settings(max_examples=200)
@given(
    st.lists(st.tuples(RATINGS, WAITS), min_size=1, max_size=25), st.integers(70, 97).map(lambda percent: percent / 100)
)
def test_history_of_answers_gives_the_library_s_memory_and_dates(
    history: list[tuple[Rating, int]], retention: float
) -> None:
    scheduler = fsrs.Scheduler(desired_retention=retention, enable_fuzzing=False)
    card = fsrs.Card(card_id=0, due=DAY_ONE)
    state: CardState | None = None
    moment = DAY_ONE
    for rating, days in history:
        moment += timedelta(days=days)
        expected = scheduler.get_card_retrievability(card, moment)
        card, _ = scheduler.review_card(card, fsrs.Rating(rating), moment)
        if state is not None:
            assert fsrs6.retrievability(state.stability, days).hex() == float(expected).hex()
        ts = round(moment.timestamp() * 1000)
        state = review_on(state, rating, moment.toordinal(), ts, Terms(retention))
        assert (state.state, state.step) == (int(card.state), card.step or 0)
        assert card.stability is not None
        assert card.difficulty is not None
        assert state.stability.hex() == float(card.stability).hex()
        assert state.difficulty.hex() == float(card.difficulty).hex()
        wait = card.due - moment
        if state.due_ts:
            assert state.due_ts - ts == wait / timedelta(milliseconds=1)
        else:
            assert state.due_day - moment.toordinal() == wait.days

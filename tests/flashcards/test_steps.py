"""Cards that ask for an order."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.flashcards.steps import mixed

STEPS = st.lists(st.text(max_size=5), max_size=8, unique=True)


@given(STEPS, st.text(max_size=5), st.integers(0, 50))
def test_mixed_steps_are_all_there_and_not_in_order(steps: list[str], card: str, turn: int) -> None:
    found = mixed(steps, card, turn)
    assert sorted(found) == sorted(steps)
    assert (list(found) == steps) == (len(steps) < 2)


def test_mixture_stays_while_the_card_is_shown_and_changes_with_each_turn() -> None:
    steps = "abcdef"
    assert mixed(steps, "c1", 0) == mixed(steps, "c1", 0)
    assert len({mixed(steps, "c1", turn) for turn in range(10)}) > 5

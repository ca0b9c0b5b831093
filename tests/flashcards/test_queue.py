"""Which card comes next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.library import CardRef
from thaw_desktop.flashcards.queue import LEARN_AHEAD_MS, Allowance, Queue, build_queue
from thaw_desktop.flashcards.scheduling import LEARNING, NEW, RELEARNING, REVIEW, CardState
from thaw_desktop.flashcards.study_plan import StudyPlan
from thaw_desktop.flashcards.today import PackToday

if TYPE_CHECKING:
    from thaw_desktop.content.model import CardKind

TODAY = 739_677
NOW = 1_772_470_000_000


def ref(identity: str, note: str = "", kind: CardKind = "basic") -> CardRef:
    return CardRef(identity, note or identity, kind, "Deck", "speech")


def known(stability: float, last: int = 10, due: int = 0) -> CardState:
    """A card in review, answered so many days ago."""
    return CardState(REVIEW, 0, stability, 5.0, TODAY + due, 0, TODAY - last, 3, 0)


def learning(wait_ms: int, state: int = LEARNING) -> CardState:
    return CardState(state, 0, 1.0, 5.0, TODAY, NOW + wait_ms, TODAY, 1, 0)


def queue_of(
    cards: list[CardRef],
    states: dict[str, CardState] | None = None,
    new_left: int = 20,
    reviews_left: int = 200,
) -> Queue:
    part = PackToday("sample", TODAY, cards, states or {}, StudyPlan())
    return build_queue([part], {"": Allowance(new_left, reviews_left)}, NOW)


def test_empty_queue_has_no_next_card() -> None:
    queue = queue_of([])
    assert queue.next() is None
    assert queue.left == 0


def test_steps_come_first_then_recall_then_new_then_early_steps() -> None:
    cards = [ref("new"), ref("early"), ref("known"), ref("step")]
    states = {"step": learning(-1), "known": known(5), "early": learning(60_000)}
    asked = []
    for _ in range(4):
        queue = queue_of(cards, states)
        asked.append(queue.next())
        cards = [card for card in cards if card.id != asked[-1]]
    assert asked == ["step", "known", "new", "early"]
    assert queue_of([ref("new"), *cards], states).left == 1


def test_steps_are_asked_in_the_order_of_their_moments() -> None:
    cards = [ref("a"), ref("b"), ref("c"), ref("d")]
    states = {"a": learning(-5), "b": learning(-50, RELEARNING), "c": learning(70_000), "d": learning(60_000)}
    queue = queue_of(cards, states)
    assert queue.learning == ("b", "a")
    assert queue.waiting == ("d", "c")


def test_step_is_asked_early_only_when_it_is_near() -> None:
    cards = [ref("near"), ref("far")]
    queue = queue_of(cards, {"near": learning(LEARN_AHEAD_MS), "far": learning(LEARN_AHEAD_MS + 1)})
    assert queue.waiting == ("near",)
    assert queue.left == 1


def test_recall_begins_with_the_card_most_at_risk() -> None:
    cards = [ref("safe"), ref("fading"), ref("same-b"), ref("same-a")]
    states = {"safe": known(100), "fading": known(1), "same-a": known(10), "same-b": known(10)}
    assert queue_of(cards, states).due == ("fading", "same-a", "same-b", "safe")


def test_cards_that_are_not_due_or_not_in_the_pack_are_left_out() -> None:
    assert queue_of([ref("later")], {"later": known(5, due=1), "gone": known(5)}).left == 0


def test_new_cards_come_in_the_order_of_the_pack_up_to_the_limit() -> None:
    cards = [ref(name) for name in "dacb"]
    assert queue_of(cards, new_left=3).new == ("d", "a", "c")
    assert queue_of(cards, new_left=0).new == ()


def test_only_one_new_card_of_a_note_is_met_a_day() -> None:
    cards = [ref("a.1", "a"), ref("a.2", "a"), ref("b")]
    assert queue_of(cards).new == ("a.1", "b")


def test_new_card_waits_while_its_sibling_is_due() -> None:
    cards = [ref("a.1", "a"), ref("a.2", "a"), ref("b")]
    assert queue_of(cards, {"a.1": known(5)}).new == ("b",)
    assert queue_of(cards, {"a.1": learning(3_600_000)}).new == ("b",)


def test_new_card_waits_for_tomorrow_when_its_sibling_was_answered_today() -> None:
    cards = [ref("a.1", "a"), ref("a.2", "a"), ref("b")]
    assert queue_of(cards, {"a.1": known(5, last=0, due=8)}).new == ("b",)
    assert queue_of(cards, {"a.1": known(5, last=1, due=8)}).new == ("a.2", "b")


def test_card_of_a_mark_point_sleeps_until_the_point_is_missed() -> None:
    cards = [ref("q1.m1", kind="point"), ref("a")]
    assert queue_of(cards).new == ("a",)
    woken = {"q1.m1": CardState(NEW, due_day=TODAY)}
    assert queue_of(cards, woken, new_left=0).due == ("q1.m1",)
    assert queue_of(cards, {"q1.m1": CardState(NEW, due_day=TODAY + 1)}).due == ()


def test_missed_points_come_after_the_cards_that_fade() -> None:
    cards = [ref("q1.m1", kind="point"), ref("a")]
    assert queue_of(cards, {"q1.m1": CardState(NEW, due_day=TODAY), "a": known(5)}).due == ("a", "q1.m1")


STATES = st.one_of(
    st.builds(known, st.floats(0.1, 100), st.integers(0, 50), st.integers(-3, 3)),
    st.builds(learning, st.integers(-10_000_000, 10_000_000)),
    st.builds(lambda day: CardState(NEW, due_day=TODAY + day), st.integers(-3, 3)),
)


@given(st.dictionaries(st.integers(0, 15), STATES), st.integers(0, 10))
def test_queue_asks_no_card_twice_and_keeps_to_the_limit(states: dict[int, CardState], new_left: int) -> None:
    cards = [ref(f"c{number}", f"note{number // 2}") for number in range(16)]
    queue = queue_of(cards, {f"c{number}": state for number, state in states.items()}, new_left=new_left)
    asked = [*queue.learning, *queue.due, *queue.new, *queue.waiting]
    assert len(asked) == len(set(asked)) == queue.left
    assert len(queue.new) <= new_left
    assert (queue.next() is None) == (queue.left == 0)
    notes = {card.id: card.note for card in cards}
    others = {notes[card] for card in (*queue.learning, *queue.due, *queue.waiting)}
    assert not others & {notes[card] for card in queue.new}

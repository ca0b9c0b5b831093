"""Which card comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.flashcards.scheduling import LEARNING, NEW, RELEARNING, CardState, retrievability

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from thaw_desktop.content.library import CardRef

LEARN_AHEAD_MS = 20 * 60 * 1000
"""A learning step up to 20 minutes away is asked early when nothing else is left, so that a sitting can end."""


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards of now, in the order in which they are to be asked.

    Attributes:
        learning: ids of cards in their learning steps whose moment has come.
        due: ids of cards to be recalled today, those most at risk first.
        new: ids of cards to be met for the first time, as many as today still allows.
        waiting: ids of learning cards whose moment is near, soonest first.
        later: how many cards are due and wait for another day, because a day asks only so many.
        new_first: new cards come before those that are due, as on the way to an exam.
    """

    learning: tuple[str, ...]
    due: tuple[str, ...]
    new: tuple[str, ...]
    waiting: tuple[str, ...]
    later: int = 0
    new_first: bool = False

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return len(self.learning) + len(self.due) + len(self.new) + len(self.waiting)

    def next(self) -> str | None:
        """The id of the next card: learning steps whose time has come, then recall, then new ones, then early steps."""
        known_or_new = (self.new, self.due) if self.new_first else (self.due, self.new)
        for group in (self.learning, *known_or_new, self.waiting):
            if group:
                return group[0]
        return None


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may still be asked today of the packs that share it.

    Attributes:
        new: cards met for the first time.
        reviews: cards that were met on an earlier day.
        ahead: ids of cards that are asked today although they are not due: the last round before an exam.
        new_first: new cards come first.
    """

    new: int
    reviews: int
    ahead: Sequence[str] = ()
    new_first: bool = False


def build_queue(
    cards: Sequence[CardRef],
    due: Mapping[str, CardState],
    met: frozenset[str],
    answered_today: frozenset[str],
    *,
    now: int,
    today: int,
    allowances: Mapping[str, Allowance],
    pool_of: Callable[[str], str] = lambda _: "",
) -> Queue:
    """Order today's cards.

    Args:
        cards: the pack's cards in the pack's order.
        due: the states of cards due today or before, by card id.
        met: ids of all cards that have a state, due or not.
        answered_today: ids of the cards answered on this study day, whenever they come again.
        now: milliseconds since 1970 UTC.
        today: the study day's number.
        allowances: what may still be asked today, by the name of a pool.
        pool_of: the pool that a card belongs to, by the card's id.
    """
    learning, recall, waiting, listed = [], [], [], []
    for card in cards:
        state = due.get(card.id)
        if state is None:
            continue
        if state.state in {LEARNING, RELEARNING}:
            if state.due_ts <= now:
                learning.append((state.due_ts, card.id))
            elif state.due_ts <= now + LEARN_AHEAD_MS:
                waiting.append((state.due_ts, card.id))
        elif state.state == NEW:
            listed.append(card.id)
        else:
            recall.append((retrievability(state, today), card.id))
    busy = {card.note for card in cards if card.id in due or card.id in answered_today}
    asked, later = _within(sorted(recall), allowances, pool_of)
    ahead = [card for allowance in allowances.values() for card in allowance.ahead]
    return Queue(
        learning=tuple(identity for _, identity in sorted(learning)),
        # Cards listed for today (points missed in an essay) were asked for: they are not held to the limit of new ones.
        due=(*asked, *listed, *ahead),
        new=tuple(_new_cards(cards, met, busy, {pool: one.new for pool, one in allowances.items()}, pool_of)),
        waiting=tuple(identity for _, identity in sorted(waiting)),
        later=later,
        new_first=any(allowance.new_first for allowance in allowances.values()),
    )


def _within(
    recall: Sequence[tuple[float, str]], allowances: Mapping[str, Allowance], pool_of: Callable[[str], str]
) -> tuple[list[str], int]:
    """The cards that there is room for today, of those most at risk first, and how many have to wait."""
    left = {pool: one.reviews for pool, one in allowances.items()}
    asked: list[str] = []
    for _, identity in recall:
        pool = pool_of(identity)
        if left[pool] > 0:
            left[pool] -= 1
            asked.append(identity)
    return asked, len(recall) - len(asked)


def _new_cards(
    cards: Sequence[CardRef],
    met: frozenset[str],
    busy_notes: set[str],
    left: dict[str, int],
    pool_of: Callable[[str], str],
) -> list[str]:
    """The first cards that were never met, one of each note, none whose sibling is or was asked today."""
    chosen: list[str] = []
    taken = set(busy_notes)
    for card in cards:
        if card.kind == "point" or card.id in met or card.note in taken:
            continue
        pool = pool_of(card.id)
        if left[pool] > 0:
            left[pool] -= 1
            taken.add(card.note)
            chosen.append(card.id)
            if not any(left.values()):
                break
    return chosen

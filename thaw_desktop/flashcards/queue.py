"""Which card comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.flashcards.scheduling import LEARNING, NEW, RELEARNING, CardState, retrievability

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    """

    learning: tuple[str, ...]
    due: tuple[str, ...]
    new: tuple[str, ...]
    waiting: tuple[str, ...]

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return len(self.learning) + len(self.due) + len(self.new) + len(self.waiting)

    def next(self) -> str | None:
        """The id of the next card: learning steps whose time has come, then recall, then new ones, then early steps."""
        for group in (self.learning, self.due, self.new, self.waiting):
            if group:
                return group[0]
        return None


def build_queue(
    cards: Sequence[CardRef],
    due: Mapping[str, CardState],
    met: frozenset[str],
    answered_today: frozenset[str],
    *,
    now: int,
    today: int,
    new_left: int,
) -> Queue:
    """Order today's cards.

    Args:
        cards: the pack's cards in the pack's order.
        due: the states of cards due today or before, by card id.
        met: ids of all cards that have a state, due or not.
        answered_today: ids of the cards answered on this study day, whenever they come again.
        now: milliseconds since 1970 UTC.
        today: the study day's number.
        new_left: how many cards may still be met for the first time today.
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
    new = _new_cards(cards, met, busy, new_left)
    return Queue(
        learning=tuple(identity for _, identity in sorted(learning)),
        # Cards listed for today (points missed in an essay) were asked for: they are not held to the limit of new ones.
        due=(*(identity for _, identity in sorted(recall)), *listed),
        new=tuple(new),
        waiting=tuple(identity for _, identity in sorted(waiting)),
    )


def _new_cards(cards: Sequence[CardRef], met: frozenset[str], busy_notes: set[str], limit: int) -> list[str]:
    """The first cards of the pack that were never met, one of each note, none whose sibling is or was asked today."""
    chosen: list[str] = []
    taken = set(busy_notes)
    for card in cards:
        if len(chosen) >= limit:
            break
        if card.kind == "point" or card.id in met or card.note in taken:
            continue
        taken.add(card.note)
        chosen.append(card.id)
    return chosen

"""What has happened to a card, and the memory that each thing left behind: the log replayed for one card."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event, effective_blurts, effective_events
from thaw_desktop.core.ids import item_id, split_item
from thaw_desktop.flashcards.balance import Terms
from thaw_desktop.flashcards.own_memory import memory_of
from thaw_desktop.flashcards.scheduling import CardState, Rating, introduce, reschedule, review_on

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from thaw_desktop.flashcards.fsrs6 import Memory


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a card.

    Attributes:
        event: in the log.
        before: the card's memory until then; None when it had none.
        after: its memory from then on.
    """

    event: Event
    before: CardState | None
    after: CardState

    @property
    def rating(self) -> Rating | None:
        """The answer; None when the card was put on the list, or on another day, without one."""
        return rating_of(self.event)


def rating_of(event: Event) -> Rating | None:
    """The rating of an answer; None for any other event."""
    return cast("Rating", int(event.payload["rating"])) if event.kind == kinds.CARD_REVIEW else None


def cards_of(event: Event) -> list[str]:
    """The cards that an event moves: the card answered, or the cards of the points or facts that were missed."""
    if event.kind in {kinds.CARD_REVIEW, kinds.CARD_DUE}:
        return [event.item]
    pack, _ = split_item(event.item)
    if event.kind == kinds.BLURT_FINISHED:
        return [item_id(pack, str(card)) for card in event.payload["cards"]]
    return [item_id(pack, point) for point, made in sorted(event.payload["points"].items()) if not made]


def events_of(connection: sqlite3.Connection, card: str) -> list[Event]:
    """The events that count for a card, in the order in which they happened.

    Args:
        connection: to `progress.db`.
        card: `pack/card`.
    """
    events = effective_events(connection, card, {kinds.CARD_REVIEW, kinds.CARD_DUE})
    # A mark point's card is named after its question, `question.m1`, and essays are events of the question.
    question, point, _ = card.rpartition(".")
    if point:
        marked = effective_events(connection, question, {kinds.ATTEMPT_MARKED})
        events += [one for one in marked if card in cards_of(one)]
    events += [one for one in effective_blurts(connection) if card in cards_of(one)]
    return sorted(events, key=lambda one: one.order)


def after(before: CardState | None, event: Event, memory: Memory) -> CardState:
    """A card's memory after an event."""
    rating = rating_of(event)
    if rating is not None:
        return review_on(before, rating, event.day, event.ts, Terms.of(event.payload), memory)
    if event.kind == kinds.CARD_DUE:
        return reschedule(before, int(event.payload["day"]))
    today = event.day
    # What was missed in an essay comes tomorrow; a blurt is followed by its cards at once.
    return introduce(before, today if event.kind == kinds.BLURT_FINISHED else today + 1)


def steps_of(connection: sqlite3.Connection, card: str) -> Iterator[Step]:
    """All that happened to a card (`pack/card`), with its memory before and after."""
    return steps(events_of(connection, card), memory_of(connection))


def steps(events: Iterable[Event], memory: Memory) -> Iterator[Step]:
    """What the events of a card, in the order in which they happened, did to its memory."""
    state: CardState | None = None
    for event in events:
        before, state = state, after(state, event, memory)
        yield Step(event, before, state)

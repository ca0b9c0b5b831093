"""From the log to one row a card: its memory and when it comes again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast

from thaw_desktop.core import kinds, latest
from thaw_desktop.core.event_log import Event, effective_events, effective_events_of_kind
from thaw_desktop.core.ids import item_id, split_item
from thaw_desktop.flashcards import store
from thaw_desktop.flashcards.scheduling import CardState, Rating, introduce, review

if TYPE_CHECKING:
    import sqlite3


_MOVING: Final = frozenset({kinds.CARD_REVIEW, kinds.ATTEMPT_MARKED, kinds.BLURT_FINISHED})
_MAKING: Final = frozenset({kinds.CARD_SET, kinds.CARD_REMOVED})


class FlashcardsProjection:
    """Keeps `card_state` and `own_card`.

    An answer moves its card; a point missed in an essay puts its card on tomorrow's list, a fact missed in a blurt on
    today's. Of the student's own cards the latest word stands.
    """

    name: Final = "flashcards"
    version: Final = 2
    tables: Final = {"card_state": store.CARD_STATE, "own_card": latest.create_table("own_card")}
    kinds: Final = _MOVING | _MAKING

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take one event in; a late one makes its cards be replayed from the log."""
        if event.kind in _MAKING:
            latest.take(connection, "own_card", "card", event)
            return
        for card in _cards_of(event):
            before = store.card_order(connection, card)
            if before is None or event.order > before:
                _step(connection, card, event)
            else:
                _replay(connection, card)

    def retract(self, connection: sqlite3.Connection, event: Event) -> None:
        """Replay the event's cards without it."""
        if event.kind in _MAKING:
            latest.forget(connection, "own_card", event.item)
            for past in effective_events(connection, event.item, _MAKING):
                self.apply(connection, past)
            return
        for card in _cards_of(event):
            _replay(connection, card)


def _cards_of(event: Event) -> list[str]:
    """The cards that an event moves: the card answered, or the cards of the points or facts that were missed."""
    if event.kind == kinds.CARD_REVIEW:
        return [event.item]
    pack, _ = split_item(event.item)
    if event.kind == kinds.BLURT_FINISHED:
        return [item_id(pack, str(card)) for card in event.payload["cards"]]
    return [item_id(pack, point) for point, made in sorted(event.payload["points"].items()) if not made]


def _replay(connection: sqlite3.Connection, card: str) -> None:
    events = effective_events(connection, card, {kinds.CARD_REVIEW})
    # A mark point's card is named after its question, `question.m1`, and essays are events of the question.
    question, point, _ = card.rpartition(".")
    if point:
        marked = effective_events(connection, question, {kinds.ATTEMPT_MARKED})
        events = sorted([*events, *(one for one in marked if card in _cards_of(one))], key=lambda one: one.order)
    blurts = [one for one in effective_events_of_kind(connection, kinds.BLURT_FINISHED) if card in _cards_of(one)]
    if blurts:
        events = sorted([*events, *blurts], key=lambda one: one.order)
    store.forget_state(connection, card)
    for event in events:
        _step(connection, card, event)


def _step(connection: sqlite3.Connection, card: str, event: Event) -> None:
    before: CardState | None = store.card_state(connection, card)
    today = event.study_day.toordinal()
    if event.kind == kinds.CARD_REVIEW:
        rating = cast("Rating", int(event.payload["rating"]))
        after = review(before, rating, event.local, event.ts)
        store.save_state(connection, card, after, today, event.order)
    else:
        # What was missed in an essay comes tomorrow; a blurt is followed by its cards at once.
        day = today if event.kind == kinds.BLURT_FINISHED else today + 1
        store.save_state(connection, card, introduce(before, day), 0, event.order)

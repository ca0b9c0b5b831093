"""From the log to one row a card: its memory and when it comes again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds, latest
from thaw_desktop.core.event_log import Event, effective_events, effective_of_kinds
from thaw_desktop.flashcards import own_memory, recall_check, standing, store, study_plan
from thaw_desktop.flashcards.history import Step, after, cards_of, events_of, steps

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from thaw_desktop.flashcards.filling import FlashcardsFilling
    from thaw_desktop.flashcards.fsrs6 import Memory


_MOVING: Final = frozenset({kinds.CARD_REVIEW, kinds.CARD_DUE, kinds.ATTEMPT_MARKED, kinds.BLURT_FINISHED})
_LATEST: Final = {
    kinds.CARD_SET: ("own_card", "card"),
    kinds.CARD_REMOVED: ("own_card", "card"),
    kinds.CARD_STANDING: (standing.TABLE, "standing"),
    kinds.PLAN_SET: (study_plan.TABLE, "plan"),
}
"""Kinds of which the latest word stands: the table, and what is kept there."""


class FlashcardsProjection:
    """Keeps `card_state`, `recall_check`, `own_card`, `card_standing`, `study_plan` and `own_memory`.

    An answer moves its card, and tests what was expected of it; a point missed in an essay puts its card on tomorrow's
    list, a fact missed in a blurt on today's. Of the student's own cards, and of what was decided about any or about a
    pack, the latest word stands.
    """

    name: Final = "flashcards"
    version: Final = 6
    tables: Final = {
        "card_state": store.CARD_STATE,
        recall_check.TABLE: recall_check.CREATE,
        "own_card": latest.create_table("own_card"),
        standing.TABLE: latest.create_table(standing.TABLE),
        study_plan.TABLE: latest.create_table(study_plan.TABLE),
        own_memory.TABLE: own_memory.CREATE,
    }
    kinds: Final = _MOVING | _LATEST.keys() | {kinds.MEMORY_FITTED}

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take one event in; a late one makes its cards be replayed from the log."""
        if event.kind in _LATEST:
            table, what = _LATEST[event.kind]
            latest.take(connection, table, what, event)
            return
        memory = _memory(connection)
        if event.kind == kinds.MEMORY_FITTED:
            return  # all that was answered has just been replayed by it
        for card in cards_of(event):
            before = store.card_order(connection, card)
            if before is None or event.order > before:
                state = store.card_state(connection, card)
                step = Step(event, state, after(state, event, memory))
                _save(connection, card, step)
                recall_check.count(connection, step, 1)
            else:
                now = events_of(connection, card)
                _replay(connection, card, [one for one in now if one.id != event.id], now, memory)

    def retract(self, connection: sqlite3.Connection, event: Event) -> None:
        """Replay the event's cards without it."""
        if event.kind in _LATEST:
            table, _ = _LATEST[event.kind]
            latest.forget(connection, table, event.item)
            same = [kind for kind, (other, _) in _LATEST.items() if other == table]
            for past in effective_events(connection, event.item, same):
                self.apply(connection, past)
            return
        memory = _memory(connection)
        if event.kind == kinds.MEMORY_FITTED:
            return
        for card in cards_of(event):
            now = events_of(connection, card)
            _replay(connection, card, sorted([*now, event], key=lambda one: one.order), now, memory)

    def filling(self, connection: sqlite3.Connection) -> FlashcardsFilling:
        """Begin to fill the tables with a whole history."""
        # Imported here, as below: hardly any start rebuilds.
        from thaw_desktop.flashcards.filling import FlashcardsFilling

        return FlashcardsFilling(connection, self.apply)


def _memory(connection: sqlite3.Connection) -> Memory:
    """By which the memories are made; where the log has come to say another, all of them are made anew by it."""
    memory, used = own_memory.newest(connection), own_memory.memory_of(connection)
    if memory.parameters != used.parameters:
        _replay_all(connection)
    return memory


def _replay_all(connection: sqlite3.Connection) -> None:
    """Make the memories of all cards anew, as a rebuild would."""
    from thaw_desktop.flashcards.filling import FlashcardsFilling

    connection.execute("DELETE FROM card_state")
    connection.execute("DELETE FROM recall_check")
    by_item: dict[str, list[Event]] = {}
    for event in effective_of_kinds(connection, sorted(_MOVING)):
        by_item.setdefault(event.item, []).append(event)
    filling = FlashcardsFilling(connection, lambda *_: None)
    for item, events in by_item.items():
        filling.take(item, events)
    filling.finish()


def _replay(
    connection: sqlite3.Connection, card: str, before: Sequence[Event], now: Sequence[Event], memory: Memory
) -> None:
    """Make a card's rows anew: its memory from the events that count now, its checks by the difference to before."""
    store.forget_state(connection, card)
    for step in steps(before, memory):
        recall_check.count(connection, step, -1)
    for step in steps(now, memory):
        _save(connection, card, step)
        recall_check.count(connection, step, 1)


def _save(connection: sqlite3.Connection, card: str, step: Step) -> None:
    first_day = step.event.day if step.rating is not None else 0
    store.save_state(connection, card, step.after, first_day, step.event.order)

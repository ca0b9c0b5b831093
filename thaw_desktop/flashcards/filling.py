"""The flashcards' tables filled anew: each card followed through all its answers in memory, and written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import effective_of_kinds
from thaw_desktop.flashcards import own_memory, recall_check, store
from thaw_desktop.flashcards.history import after, cards_of, rating_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence

    from thaw_desktop.core.event_log import Event
    from thaw_desktop.flashcards.scheduling import CardState

_OF_A_CARD: Final = frozenset({kinds.CARD_REVIEW, kinds.CARD_DUE})
_OF_MANY_CARDS: Final = (kinds.ATTEMPT_MARKED, kinds.BLURT_FINISHED)
_ROWS: Final = 5000


class FlashcardsFilling:
    """Fills `card_state` and `recall_check` in bulk, and the tables of latest words one event at a time."""

    def __init__(self, connection: sqlite3.Connection, apply: Callable[[sqlite3.Connection, Event], None]) -> None:
        """Begin.

        Args:
            connection: inside a write block, the tables empty.
            apply: takes in an event of which the latest word stands.
        """
        self._connection = connection
        self._apply = apply
        self._memory = own_memory.newest(connection)
        own_memory.keep(connection, self._memory)
        # Essays and blurts are events of a question or a section; here they wait for the cards that they put on a list.
        self._missed: dict[str, list[Event]] = {}
        for event in effective_of_kinds(connection, _OF_MANY_CARDS):
            for card in cards_of(event):
                self._missed.setdefault(card, []).append(event)
        self._rows: list[store.Row] = []
        self._checks: dict[recall_check.Key, list[int]] = {}

    def take(self, item: str, events: Sequence[Event]) -> None:
        """Take in the events of one item."""
        missed = self._missed.pop(item, [])
        moving = list(missed)
        for event in events:
            if event.kind in _OF_A_CARD:
                moving.append(event)
            elif event.kind not in _OF_MANY_CARDS:
                self._apply(self._connection, event)
        if missed:
            moving.sort(key=lambda one: one.order)
        if moving:
            self._replay(item, moving)

    def finish(self) -> None:
        """Write the cards that were only ever missed in writing, and all that is held back."""
        for card in sorted(self._missed):
            self._replay(card, self._missed[card])
        self._write_rows()
        recall_check.write(self._connection, self._checks)

    def _replay(self, card: str, events: Sequence[Event]) -> None:
        first_day = 0
        state: CardState | None = None
        for event in events:
            rating = rating_of(event)
            if rating is not None:
                first_day = first_day or event.day
                if state is not None and state.reps and state.last_day < event.day:
                    key, expected, recalled = recall_check.check(state, rating, event)
                    sums = self._checks.setdefault(key, [0, 0, 0])
                    sums[0] += 1
                    sums[1] += expected
                    sums[2] += recalled
            state = after(state, event, self._memory)
        if state is not None:
            self._rows.append(store.row_of(card, state, first_day, events[-1].order))
        if len(self._rows) >= _ROWS:
            self._write_rows()

    def _write_rows(self) -> None:
        store.insert_rows(self._connection, self._rows)
        self._rows.clear()

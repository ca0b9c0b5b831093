"""All cards in one table: which there are, in what order, and what stands in each row."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from thaw_desktop.core.clock import milliseconds, study_day
from thaw_desktop.core.ids import item_id
from thaw_desktop.flashcards.card_query import read_query
from thaw_desktop.flashcards.card_search import CardNumbers, CardSearch
from thaw_desktop.flashcards.standing import Standing, standing_of
from thaw_desktop.flashcards.store import card_state

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.own_cards import OwnCards
    from thaw_desktop.flashcards.scheduling import CardState

Column = Literal["order", "question", "section", "due", "stability", "lapses", "added"]
"""What the table can be sorted by; `order` is that of the packs."""

_SORT: dict[Column, str] = {
    "order": "c.place, c.own, c.position",
    "question": "c.front_text COLLATE NOCASE, c.place, c.position",
    "section": "c.section, c.place, c.position",
    "due": "s.due_day IS NULL, s.due_day, s.due_ts, c.place, c.position",
    "stability": "s.stability IS NULL, s.stability, c.place, c.position",
    "lapses": "coalesce(s.lapses, 0), c.place, c.position",
    "added": "c.created, c.place, c.position",
}


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of the table.

    Attributes:
        pack: id of its pack.
        id: the card's.
        question: its front.
        answer: its back.
        section: title of its section, or empty.
        kind: of card.
        state: its memory; None for a card never met.
        standing: whether it is suspended, buried or flagged.
        own: whether the student made it.
    """

    pack: str
    id: str
    question: str
    answer: str
    section: str
    kind: str
    state: CardState | None
    standing: Standing
    own: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """A question for the table, with all that it depends on, so that it can be asked on a thread of its own.

    Attributes:
        find: gives pack and id of each card that is found, in order; takes a read-only connection to `library.db`.
    """

    find: Callable[[sqlite3.Connection], list[tuple[str, str]]]


class CardBrowser:
    """The use case of the table of cards."""

    def __init__(self, log: EventLog, library: Library, own: OwnCards, progress: Path) -> None:
        self._log = log
        self._library = library
        self._own = own
        self._progress = progress
        self._titles: dict[str, tuple[str, dict[str, str]]] = {}  # with the fingerprint of their pack
        self._numbers = CardNumbers()

    def listing(
        self, packs: Sequence[str], query: str, column: Column = "order", *, descending: bool = False
    ) -> Listing:
        """What to ask for a query.

        Raises:
            ThawError: the query means nothing.
        """
        condition = read_query(query)
        own = [row for pack in packs for row in self._own_rows(pack)]
        now = self._log.clock.now()
        question = CardSearch(
            condition, tuple(packs), own, _order(column, descending=descending), milliseconds(now),
            study_day(now).toordinal(), f"{self._progress.absolute().as_uri()}?mode=ro", self._numbers,
        )  # fmt: skip
        return Listing(question.find)

    def rows(self, keys: Sequence[tuple[str, str]]) -> list[CardRow]:
        """The rows of some cards that were found; one that has gone meanwhile is shown empty."""
        return [self._row(pack, card) for pack, card in keys]

    def duplicates(self, packs: Sequence[str]) -> Listing:
        """The cards that ask what another one asks in the same words, those of one question together."""
        everything = self.listing(packs, "")

        def find(connection: sqlite3.Connection) -> list[tuple[str, str]]:
            own = {(row[0], row[1]): row[5] for pack in packs for row in own_rows[pack]}
            fronts = {
                (row[0], row[1]): row[2]
                for row in connection.execute(
                    "SELECT pack, id, front_text FROM card WHERE pack IN (SELECT value FROM json_each(?))",
                    (json.dumps(list(packs)),),
                )
            }
            groups: dict[str, list[tuple[str, str]]] = {}
            for key in everything.find(connection):
                words = same_words(str(fronts.get(key) or own.get(key, "")))
                if words:
                    groups.setdefault(words, []).append(key)
            return [key for group in groups.values() if len(group) > 1 for key in group]

        own_rows = {pack: self._own_rows(pack) for pack in packs}
        return Listing(find)

    def _own_rows(self, pack: str) -> list[list[Any]]:
        return [
            [pack, card.id, card.note, card.kind, card.section, card.front_text, card.back_text,
             json.dumps(card.tags), created]
            for card, created in self._own.dated(pack)
        ]  # fmt: skip

    def _row(self, pack: str, ident: str) -> CardRow:
        card = self._library.card(pack, ident)
        own = self._own.card(pack, ident) if card is None else None
        found = card or own
        return CardRow(
            pack=pack,
            id=ident,
            question=found.front_text if found is not None else "",
            answer=found.back_text if found is not None else "",
            section=self._title(pack, found.section) if found is not None else "",
            kind=found.kind if found is not None else "",
            state=card_state(self._log.connection, item_id(pack, ident)),
            standing=standing_of(self._log.connection, pack, ident),
            own=own is not None,
        )

    def _title(self, pack: str, section: str) -> str:
        now = self._library.fingerprint(pack)
        before, titles = self._titles.get(pack, (None, {}))
        if before != now:
            titles = self._library.section_titles(pack)
            self._titles[pack] = (now, titles)
        return titles.get(section, "")


def same_words(text: str) -> str:
    """A text without its marks, capitals and spaces, for telling whether two cards ask the same."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _order(column: Column, *, descending: bool) -> str:
    """The terms of ORDER BY; empty for the order of the packs. What is not known stands last either way."""
    if column == "order" and not descending:
        return ""
    parts = _SORT[column].split(", ")
    return ", ".join(f"{part} DESC" if descending and "NULL" not in part else part for part in parts)

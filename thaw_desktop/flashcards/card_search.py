"""Finding the cards that a condition names, by whichever way is short: the full-text index, the memories, or all."""

# What is put together here are our own columns; what was typed comes in as parameters.
# ruff: noqa: S608
from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.ids import split_item
from thaw_desktop.flashcards.scheduling import CardState, retrievability

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from thaw_desktop.flashcards.card_query import Condition

    Key = tuple[str, str]

# Own cards come in as JSON, for the connection may write nothing.
_CARDS = """
WITH place(pack, place) AS (SELECT value, key FROM json_each(:packs)),
c AS (
    SELECT card.pack, card.id, note, kind, deck, section, front_text, back_text, tags, position, place,
           0 AS own, 0 AS created
    FROM place CROSS JOIN card ON card.pack = place.pack
    UNION ALL
    SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]'), json_extract(value, '$[2]'),
           json_extract(value, '$[3]'), '', json_extract(value, '$[4]'), json_extract(value, '$[5]'),
           json_extract(value, '$[6]'), json_extract(value, '$[7]'), key, place, 1, json_extract(value, '$[8]')
    FROM json_each(:own) JOIN place ON place.pack = json_extract(value, '$[0]')
)
SELECT c.pack, c.id FROM c {joins}
WHERE (c.kind <> 'point' OR EXISTS (SELECT 1 FROM progress.card_state p WHERE p.item = c.pack || '/' || c.id))
  AND ({condition}) ORDER BY {order}
"""
_USUAL_ORDER = "c.place, c.own, c.position"
# Each costs as much as all the rest: joined only where something is asked of it.
_JOINS = {
    "s.": "LEFT JOIN progress.card_state s ON s.item = c.pack || '/' || c.id",
    "t.": "LEFT JOIN progress.card_standing t ON t.key = c.pack || '/' || c.id",
}


@dataclass(frozen=True, slots=True)
class _PackCards:
    """The cards of one pack by number, and which of them an entry of the full-text index speaks of.

    Attributes:
        keys: pack and id of each card, in the order of the pack.
        numbers: of each card, by its id.
        first: the key of the first entry of the index that is a card's.
        entries: how many entries there are.
        siblings: by the place of an entry, the numbers of its cards; None where each entry has one card, of its number.
    """

    keys: list[Key]
    numbers: dict[str, int]
    first: int
    entries: int
    siblings: list[list[int]] | None


class CardNumbers:
    """The cards of the packs by number, read once for each edition of a pack.

    A search that finds thirty thousand cards is over before as many names could be read from the disk.
    """

    def __init__(self) -> None:
        self._kept: dict[str, tuple[str, _PackCards]] = {}

    def of(self, connection: sqlite3.Connection, pack: str) -> _PackCards:
        """Those of a pack; none for a pack that is not there."""
        row = connection.execute("SELECT fingerprint FROM pack WHERE id = ?", (pack,)).fetchone()
        edition = str(row[0]) if row else ""
        kept = self._kept.get(pack)
        if kept is None or kept[0] != edition:
            kept = self._kept[pack] = (edition, _read(connection, pack))
        return kept[1]


def _read(connection: sqlite3.Connection, pack: str) -> _PackCards:
    rows = connection.execute("SELECT id, note, kind FROM card WHERE pack = ? ORDER BY position", (pack,)).fetchall()
    keys = [(pack, row[0]) for row in rows]
    notes: dict[str, list[int]] = {}
    for number, (_, note, kind) in enumerate(rows):
        if kind != "point":
            notes.setdefault(note, []).append(number)
    siblings = list(notes.values())
    alone = all(group == [place] for place, group in enumerate(siblings))
    first, entries = connection.execute(
        "SELECT coalesce(min(key), 0), count(*) FROM search_entry WHERE pack = ? AND kind = 'cards'", (pack,)
    ).fetchone()
    numbers = {key[1]: number for number, key in enumerate(keys)}
    return _PackCards(keys, numbers, first, entries, None if alone else siblings)


@dataclass(frozen=True, slots=True)
class CardSearch:
    """One question to the table of cards, with all that it depends on.

    Attributes:
        condition: of the cards that are wanted.
        packs: which are searched, in order.
        own: the student's own cards in them: pack, id, note, kind, section, front, back, tags as JSON, when made.
        order: the terms of ORDER BY; empty for the order of the packs.
        now: milliseconds since 1970 UTC.
        today: the study day's number.
        progress: the address of `progress.db`, to be read only.
        numbers: shared by all searches.
    """

    condition: Condition
    packs: tuple[str, ...]
    own: Sequence[Sequence[Any]]
    order: str
    now: int
    today: int
    progress: str
    numbers: CardNumbers

    def find(self, connection: sqlite3.Connection) -> list[Key]:
        """Pack and id of each card that is found, in order.

        Args:
            connection: to `library.db`; it may read only, and `progress.db` is attached to it.
        """
        if "progress" not in {row[1] for row in connection.execute("PRAGMA database_list")}:
            connection.execute("ATTACH ? AS progress", (self.progress,))
        connection.create_function("retrievability", 4, _Fading(self.today), deterministic=True)
        if not self.order and self.condition.match and self._whole_packs():
            return self._by_words(connection)
        if not self.order and self.condition.met and "c." not in self.condition.sql:
            return self._by_memory(connection)
        return self._through_all(connection, self.packs)

    def _whole_packs(self) -> bool:
        """Whether every deck that is asked for is the whole of a pack, by its name."""
        return not self.condition.decks or any(map(self._has_decks, self.packs))

    def _has_decks(self, pack: str) -> bool:
        patterns = (".*".join(map(re.escape, deck.split("*"))) for deck in self.condition.decks)
        return all(re.fullmatch(pattern, pack, re.IGNORECASE | re.ASCII) for pattern in patterns)

    def _by_words(self, connection: sqlite3.Connection) -> list[Key]:
        found: list[Key] = []
        for pack in self.packs:
            if not self._has_decks(pack):
                # A deck or a section of this name may be a part of it.
                found += self._through_all(connection, (pack,))
                continue
            cards = self.numbers.of(connection, pack)
            # One text of all keys: as many rows would take four times as long.
            (keys,) = connection.execute(
                "SELECT group_concat(rowid) FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?",
                (self.condition.match, cards.first, cards.first + cards.entries - 1),
            ).fetchone()
            names, first, siblings = cards.keys, cards.first, cards.siblings
            if keys and siblings is None:
                found += [names[key - first] for key in json.loads(f"[{keys}]")]
            elif keys and siblings is not None:
                numbers = sorted(number for key in json.loads(f"[{keys}]") for number in siblings[key - first])
                found += [names[number] for number in numbers]
            if any(row[0] == pack for row in self.own):
                found += self._through_all(connection, (pack,), own_only=True)
        return found

    def _by_memory(self, connection: sqlite3.Connection) -> list[Key]:
        found: list[Key] = []
        join = "LEFT JOIN progress.card_standing t ON t.key = s.item" if "t." in self.condition.sql else ""
        sql = f"SELECT s.item FROM progress.card_state s {join} WHERE s.pack = :pack AND ({self.condition.sql})"
        for pack in self.packs:
            cards = self.numbers.of(connection, pack)
            own = [str(row[1]) for row in self.own if row[0] == pack]
            last = len(cards.keys)
            more = {card: number for number, card in enumerate(own, last) if card not in cards.numbers}
            rows = connection.execute(sql, self._values(sql, pack=pack)).fetchall()
            ids = [split_item(item)[1] for (item,) in rows]
            known = cards.numbers
            numbers = sorted(at for card in ids if (at := known.get(card, more.get(card, -1))) >= 0)
            names = cards.keys
            found += [names[at] if at < last else (pack, own[at - last]) for at in numbers]
        return found

    def _through_all(
        self, connection: sqlite3.Connection, packs: Sequence[str], *, own_only: bool = False
    ) -> list[Key]:
        order = self.order or _USUAL_ORDER
        text = f" {self.condition.sql} {order}".replace("(", " ")
        joins = " ".join(join for name, join in _JOINS.items() if f" {name}" in text)
        sql = _CARDS.replace("{condition}", self.condition.sql).replace("{order}", order).replace("{joins}", joins)
        if own_only:
            sql = sql.replace("ON card.pack = place.pack", "ON 0")
        values = self._values(
            sql, packs=json.dumps(list(packs)), own=json.dumps([row for row in self.own if row[0] in packs])
        )
        return [(row[0], row[1]) for row in connection.execute(sql, values)]

    def _values(self, sql: str, **more: object) -> dict[str, Any]:
        """The parameters that a statement has; SQLite refuses others."""
        values = {**self.condition.values, "today": self.today, "now": self.now, **more}
        return {name: value for name, value in values.items() if re.search(f":{name}\\b", sql)}


@dataclass(frozen=True, slots=True)
class _Fading:
    """Retrievability for SQLite; NULL for a card never answered."""

    today: int

    def __call__(self, stability: float | None, last_day: int | None, reps: int | None, decay: float) -> float | None:
        if not reps or not stability or last_day is None:
            return None
        return retrievability(CardState(2, 0, stability, 5.0, 0, 0, last_day, reps, 0, decay), self.today)

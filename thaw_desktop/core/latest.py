"""Derived tables in which the latest word about each thing stands: a highlight, an own page, an own card.

A thing is set, set again and perhaps removed; each event holds the whole of it. Beside it stands where that event is
among all events, so that one which arrives late cannot overwrite a newer one and the order of arrival cannot matter.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from thaw_desktop.core.event_log import Event

# Table names below come from the projections' own code, never from input.
# ruff: noqa: S608


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing as it stands.

    Attributes:
        key: its own name; for most things the item's.
        item: what it belongs to, `pack/id`.
        payload: as the latest event has it.
        created: when it was first set, milliseconds since 1970 UTC.
        changed: when it was last set.
    """

    key: str
    item: str
    payload: Mapping[str, Any]
    created: int
    changed: int


def create_table(name: str) -> str:
    """The CREATE statements of a table of things."""
    return f"""CREATE TABLE {name}(
        key TEXT PRIMARY KEY, kind TEXT NOT NULL, item TEXT NOT NULL, pack TEXT NOT NULL, payload TEXT NOT NULL,
        gone INTEGER NOT NULL, created INTEGER NOT NULL, ts INTEGER NOT NULL, device INTEGER NOT NULL,
        seq INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX {name}_by_pack ON {name}(pack, kind, created)"""


def take(connection: sqlite3.Connection, table: str, kind: str, event: Event, *, key: str = "") -> None:
    """Take an event in: `*.set` holds the thing, every other kind removes it.

    Args:
        connection: inside a write block.
        table: made by `create_table`.
        kind: what kind of thing it is.
        event: about the thing.
        key: the thing's own name, when the event's item has several.
    """
    gone = not event.kind.endswith((".set", ".open"))
    payload = json.dumps(event.payload, ensure_ascii=False, separators=(",", ":"))
    pack, _ = split_item(event.item)
    connection.execute(
        f"""INSERT INTO {table} VALUES (?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT(key) DO UPDATE SET created = min(created, excluded.created)""",
        (key or event.item, kind, event.item, pack, "{}", 1, event.ts, -1, -1, -1),
    )
    connection.execute(
        f"""UPDATE {table} SET payload = ?, gone = ?, item = ?, ts = ?, device = ?, seq = ?
            WHERE key = ? AND (ts, device, seq) < (?, ?, ?)""",
        (payload, int(gone), event.item, *event.order, key or event.item, *event.order),
    )


def forget(connection: sqlite3.Connection, table: str, key: str) -> None:
    """Remove a thing's row, before it is made anew from the events that count."""
    connection.execute(f"DELETE FROM {table} WHERE key = ?", (key,))


def kept(connection: sqlite3.Connection, table: str, kind: str, pack: str) -> list[Kept]:
    """The things of a kind in a pack that have not been removed, oldest first."""
    rows = connection.execute(
        f"""SELECT key, item, payload, created, ts FROM {table}
            WHERE pack = ? AND kind = ? AND gone = 0 ORDER BY created, key""",
        (pack, kind),
    )
    return [Kept(row[0], row[1], json.loads(row[2]), row[3], row[4]) for row in rows]


def kept_one(connection: sqlite3.Connection, table: str, key: str) -> Kept | None:
    """One thing; None when it was never set or has been removed."""
    row = connection.execute(
        f"SELECT key, item, payload, created, ts FROM {table} WHERE key = ? AND gone = 0", (key,)
    ).fetchone()
    return None if row is None else Kept(row[0], row[1], json.loads(row[2]), row[3], row[4])

"""The notes feature's SQL over `progress.db`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, cast

from thaw_desktop.core.ids import item_id, split_item

if TYPE_CHECKING:
    import sqlite3

Confidence = Literal["none", "red", "amber", "green"]
"""The student's own judgement of a section."""


@dataclass(frozen=True, slots=True)
class SectionState:
    """What a reader has left in a section.

    Attributes:
        reads: how often it was read to its end.
        seconds: time spent on those readings.
        place: number of the paragraph that stood at the top of the column, from 0.
        confidence: the student's own judgement.
        last_read: milliseconds since 1970 UTC, 0 when never.
    """

    reads: int = 0
    seconds: int = 0
    place: int = 0
    confidence: Confidence = "none"
    last_read: int = 0


_COLUMNS = "item, reads, seconds, place, confidence, last_read"


def _state(row: tuple[str, int, int, int, str, int]) -> SectionState:
    return SectionState(row[1], row[2], row[3], cast("Confidence", row[4]), row[5])


def section_states(connection: sqlite3.Connection, pack: str) -> dict[str, SectionState]:
    """The sections of a pack that a reader has touched, by section id."""
    rows = connection.execute(f"SELECT {_COLUMNS} FROM section_state WHERE pack = ?", (pack,))  # noqa: S608
    return {split_item(row[0])[1]: _state(row) for row in rows}


def section_state(connection: sqlite3.Connection, pack: str, section: str) -> SectionState:
    """The state of one section; untouched sections have the state of a first visit."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM section_state WHERE item = ?",  # noqa: S608
        (item_id(pack, section),),
    ).fetchone()
    return SectionState() if row is None else _state(row)


def notes_state(connection: sqlite3.Connection, pack: str, kind: str) -> tuple[int, int, int]:
    """Numbers that change whenever a thing of this kind in a pack is set, removed or taken back."""
    row = connection.execute(
        "SELECT count(*), total(ts), total(seq) FROM own_note WHERE pack = ? AND kind = ? AND gone = 0", (pack, kind)
    ).fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def note_versions(connection: sqlite3.Connection, pack: str, kind: str) -> list[tuple[str, tuple[int, int, int]]]:
    """The name of every thing of a kind in a pack and where its latest event stands, oldest thing first."""
    rows = connection.execute(
        "SELECT key, ts, device, seq FROM own_note WHERE pack = ? AND kind = ? AND gone = 0 ORDER BY created, key",
        (pack, kind),
    )
    return [(row[0], (row[1], row[2], row[3])) for row in rows]


def event_numbered(connection: sqlite3.Connection, device: int, seq: int) -> bytes | None:
    """The id of a device's event by its number."""
    row = connection.execute("SELECT id FROM event WHERE device = ? AND seq = ?", (device, seq)).fetchone()
    return None if row is None else bytes(row[0])


def own_notes_state(connection: sqlite3.Connection) -> tuple[int, int, int]:
    """Numbers that change whenever anything of the student's own in any pack is set, removed or taken back."""
    row = connection.execute("SELECT count(*), total(ts), total(seq) FROM own_note WHERE gone = 0").fetchone()
    return int(row[0]), int(row[1]), int(row[2])


def own_notes(connection: sqlite3.Connection) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, item and payload of everything of the student's own in any pack, the latest first."""
    rows = connection.execute("SELECT kind, item, payload FROM own_note WHERE gone = 0 ORDER BY ts DESC, key")
    return [(kind, item, json.loads(payload)) for kind, item, payload in rows]

"""The notes feature's SQL over `progress.db`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

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

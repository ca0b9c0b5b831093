"""The memory of this one student, where it was fitted to their answers: 21 parameters in place of the usual ones.

The newest fit that counts holds for all cards and for all that was ever answered, so the memories are replayed when it
changes, and the cards come on the days that it says.
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.flashcards.fsrs6 import LEAST, MOST, USUAL, Memory

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

ITEM: Final = "/memory"
"""The item of a fit: it belongs to no pack."""
TABLE: Final = "own_memory"
CREATE: Final = "CREATE TABLE own_memory(parameters TEXT NOT NULL)"
"""One row, by which the memories of all cards were made; none while the usual parameters hold."""


def memory_of(connection: sqlite3.Connection) -> Memory:
    """By which all memories are made."""
    row = connection.execute("SELECT parameters FROM own_memory").fetchone()
    return USUAL if row is None else _memory(row[0])


def newest(connection: sqlite3.Connection) -> Memory:
    """By which they are to be made: the newest fit in the log that counts."""
    row = connection.execute(
        """SELECT json_extract(payload, '$.parameters') FROM event WHERE item = ? AND kind = ?
           AND id NOT IN (SELECT target FROM undone) ORDER BY ts DESC, device DESC, seq DESC LIMIT 1""",
        (ITEM, kinds.MEMORY_FITTED),
    ).fetchone()
    return USUAL if row is None or row[0] is None else _memory(row[0])


def keep(connection: sqlite3.Connection, memory: Memory) -> None:
    """Write down by which the memories are made from now on; inside a write block."""
    connection.execute("DELETE FROM own_memory")
    if memory.parameters != USUAL.parameters:
        connection.execute("INSERT INTO own_memory VALUES (?)", (json.dumps(memory.parameters),))


def within_bounds(parameters: Sequence[float]) -> tuple[float, ...]:
    """The parameters, each brought into the range in which the formulas hold.

    Raises:
        ValueError: there are not 21 numbers.
    """
    return tuple(min(most, max(least, float(one))) for one, least, most in zip(parameters, LEAST, MOST, strict=True))


@lru_cache(maxsize=8)
def _memory(text: str) -> Memory:
    try:
        parameters = within_bounds(json.loads(text))
    except (ValueError, TypeError):
        return USUAL  # written by a version that knows other formulas
    return Memory(parameters)

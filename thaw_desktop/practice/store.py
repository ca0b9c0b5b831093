"""The practice feature's SQL over `progress.db`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

AttemptStage = Literal["writing", "finished", "marked", "discarded"]
"""How far an attempt has come."""

ATTEMPT: Final = """CREATE TABLE attempt(
    id TEXT PRIMARY KEY, item TEXT NOT NULL, stage TEXT NOT NULL, started INTEGER NOT NULL, budget REAL NOT NULL,
    elapsed REAL NOT NULL, words INTEGER NOT NULL, made INTEGER NOT NULL, possible INTEGER NOT NULL,
    level TEXT NOT NULL, finished_event BLOB, marked_event BLOB) WITHOUT ROWID;
    CREATE INDEX attempt_by_item ON attempt(item, started);
    CREATE INDEX attempt_by_start ON attempt(started)"""


@dataclass(frozen=True, slots=True)
class Attempt:
    """One sitting at a question.

    Attributes:
        id: 32 hexadecimal digits.
        item: the question, `pack/id`.
        stage: how far it has come.
        started: milliseconds since 1970 UTC.
        budget: seconds allowed.
        elapsed: seconds used, once finished.
        words: of the finished text.
        made: marks of the points that the student says were made.
        possible: marks of all points.
        level: the student's own level, or empty.
        finished_event: id of the event that holds the text; None while writing.
        marked_event: id of the event that holds the student's marks; None before.
    """

    id: str
    item: str
    stage: AttemptStage
    started: int
    budget: float
    elapsed: float
    words: int
    made: int
    possible: int
    level: str
    finished_event: bytes | None
    marked_event: bytes | None


def _attempt(row: Sequence[Any]) -> Attempt:
    return Attempt(row[0], row[1], cast("AttemptStage", row[2]), *row[3:])


def attempt(connection: sqlite3.Connection, identity: str) -> Attempt | None:
    """One attempt by its id."""
    row = connection.execute("SELECT * FROM attempt WHERE id = ?", (identity,)).fetchone()
    return None if row is None else _attempt(row)


def attempts(connection: sqlite3.Connection, pack: str) -> list[Attempt]:
    """The attempts at a pack's questions that were not discarded, newest first."""
    rows = connection.execute(
        "SELECT * FROM attempt WHERE item >= ? AND item < ? AND stage <> 'discarded' ORDER BY started DESC",
        (f"{pack}/", f"{pack}0"),  # "0" follows "/" in the order of characters: the range of one pack's items
    )
    return [_attempt(row) for row in rows]

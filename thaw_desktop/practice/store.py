"""The practice feature's SQL over `progress.db`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, cast

from thaw_desktop.core import kinds

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from thaw_desktop.practice.own_question import OwnQuestion

AttemptStage = Literal["writing", "finished", "marked", "discarded"]
"""How far an attempt has come."""

ATTEMPT: Final = """CREATE TABLE attempt(
    id TEXT PRIMARY KEY, item TEXT NOT NULL, stage TEXT NOT NULL, started INTEGER NOT NULL, budget REAL NOT NULL,
    elapsed REAL NOT NULL, words INTEGER NOT NULL, made INTEGER NOT NULL, possible INTEGER NOT NULL,
    level TEXT NOT NULL, finished_event BLOB, marked_event BLOB,
    own TEXT NOT NULL, sitting TEXT NOT NULL, place INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX attempt_by_item ON attempt(item, started);
    CREATE INDEX attempt_by_start ON attempt(started);
    CREATE INDEX attempt_by_sitting ON attempt(sitting, place) WHERE sitting <> ''"""


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
        own: the student's own question, if it answers one, as JSON; else empty.
        sitting: id of the paper that it is an answer of, or empty.
        place: of the answer in its paper, from 0.
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
    own: str = ""
    sitting: str = ""
    place: int = 0

    @property
    def own_question(self) -> OwnQuestion | None:
        """The student's own question, if it answers one."""
        if not self.own:
            return None
        # Imported here: most essays answer a pack's question.
        from thaw_desktop.practice.own_question import OwnQuestion

        return OwnQuestion.of(json.loads(self.own))

    @property
    def own_title(self) -> str:
        """What the student's own question is called; empty where the pack asks."""
        own = self.own_question
        return own.title if own is not None else ""


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


def of_sitting(connection: sqlite3.Connection, sitting: str) -> list[Attempt]:
    """The answers of one paper that were not discarded, in its order."""
    rows = connection.execute(
        "SELECT * FROM attempt WHERE sitting = ? AND sitting <> '' AND stage <> 'discarded' ORDER BY place", (sitting,)
    )
    return [_attempt(row) for row in rows]


def modes(connection: sqlite3.Connection, pack: str) -> dict[str, str]:
    """Under which conditions each attempt at a pack's questions was begun, exam or practice, by its id."""
    rows = connection.execute(
        """SELECT json_extract(payload, '$.attempt'), coalesce(json_extract(payload, '$.conditions.mode'), 'practice')
           FROM event WHERE item >= ? AND item < ? AND kind = ?""",
        (f"{pack}/", f"{pack}0", kinds.ATTEMPT_STARTED),
    )
    return dict(rows.fetchall())

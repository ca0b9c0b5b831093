"""Unfinished writing: an essay or a blurt as it stands, committed every second or two and forgotten when it is done."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

Purpose = Literal["essay", "blurt"]
"""What is being written: timed writing, or all that one remembers of a section."""


@dataclass(frozen=True, slots=True)
class Draft:
    """The working text of something that is not finished.

    Attributes:
        id: of the attempt; 32 hexadecimal digits.
        item: the question, or the section.
        text: what has been written.
        plan: the plan pad; empty for a blurt.
        state: the clock and the cursor, as JSON values; `purpose` is left out for an essay.
        saved: milliseconds since 1970 UTC of the last save.
    """

    id: str
    item: str
    text: str
    plan: str
    state: Mapping[str, Any]
    saved: int

    @property
    def purpose(self) -> Purpose:
        """What is being written."""
        return "blurt" if self.state.get("purpose") == "blurt" else "essay"


def save_draft(connection: sqlite3.Connection, draft: Draft) -> None:
    """Write a working text, inside a write block."""
    connection.execute(
        "INSERT OR REPLACE INTO draft VALUES (?,?,?,?,?,?)",
        (draft.id, draft.item, draft.text, draft.plan, json.dumps(dict(draft.state)), draft.saved),
    )


def drafts(connection: sqlite3.Connection, purpose: Purpose) -> list[Draft]:
    """The unfinished texts of one purpose, the last saved first."""
    return [draft for draft in _drafts(connection) if draft.purpose == purpose]


def draft(connection: sqlite3.Connection, identity: str) -> Draft | None:
    """One working text; None once it is finished."""
    return next((one for one in _drafts(connection) if one.id == identity), None)


def remove_draft(connection: sqlite3.Connection, identity: str) -> None:
    """Forget a working text that is finished or thrown away in the same write block."""
    connection.execute("DELETE FROM draft WHERE id = ?", (identity,))


def _drafts(connection: sqlite3.Connection) -> list[Draft]:
    """All of them; there are never many."""
    rows = connection.execute("SELECT id, item, text, plan, state, saved FROM draft ORDER BY saved DESC")
    return [Draft(row[0], row[1], row[2], row[3], json.loads(row[4]), row[5]) for row in rows]

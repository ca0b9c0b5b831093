"""From the log to one row an attempt."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event, effective_events
from thaw_desktop.practice import store

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from thaw_desktop.core.rebuild import Filling


class PracticeProjection:
    """Keeps `attempt`. An attempt's row is always made anew from its own few events, so their order cannot matter."""

    name: Final = "practice"
    version: Final = 2
    tables: Final = {"attempt": store.ATTEMPT}
    kinds: Final = frozenset(
        {kinds.ATTEMPT_STARTED, kinds.ATTEMPT_FINISHED, kinds.ATTEMPT_MARKED, kinds.ATTEMPT_DISCARDED}
    )

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take one event in."""
        self.retract(connection, event)

    def retract(self, connection: sqlite3.Connection, event: Event) -> None:
        """Make the attempt's row anew from the events that count."""
        identity = str(event.payload["attempt"])
        connection.execute("DELETE FROM attempt WHERE id = ? AND item = ?", (identity, event.item))
        events = [
            past for past in effective_events(connection, event.item, self.kinds) if past.payload["attempt"] == identity
        ]
        # Without its beginning (which another machine has not sent yet) there is nothing to show.
        if any(past.kind == kinds.ATTEMPT_STARTED for past in events):
            _write_row(connection, identity, events)

    def filling(self, connection: sqlite3.Connection) -> Filling:
        """Begin to fill the tables with a whole history."""
        return _Attempts(connection)


class _Attempts:
    """Writes the row of each attempt once: one by one, each event of a question would ask for all the others."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def take(self, _item: str, events: Sequence[Event]) -> None:
        """Take in the events of a question, by attempt."""
        by_attempt: dict[str, list[Event]] = {}
        for event in events:
            by_attempt.setdefault(str(event.payload["attempt"]), []).append(event)
        for identity, its in by_attempt.items():
            if any(event.kind == kinds.ATTEMPT_STARTED for event in its):
                _write_row(self._connection, identity, its)

    def finish(self) -> None:
        """Nothing is held back."""


def _write_row(connection: sqlite3.Connection, identity: str, events: list[Event]) -> None:
    last: dict[str, Event] = {event.kind: event for event in events}
    started = last[kinds.ATTEMPT_STARTED]
    # No two attempts have one id, but in a forged file: then the same one of them is kept, whichever comes first.
    if connection.execute("SELECT 1 FROM attempt WHERE id = ? AND item < ?", (identity, started.item)).fetchone():
        return
    finished = last.get(kinds.ATTEMPT_FINISHED)
    marked = last.get(kinds.ATTEMPT_MARKED)
    own, sitting = started.payload.get("own"), started.payload.get("sitting") or {}
    made = possible = 0
    if marked is not None:
        marks = {str(point): int(worth) for point, worth in marked.payload["marks"].items()}
        possible = sum(marks.values())
        made = sum(worth for point, worth in marks.items() if marked.payload["points"].get(point))
    if kinds.ATTEMPT_DISCARDED in last:
        stage = "discarded"
    else:
        stage = "marked" if marked else "finished" if finished else "writing"
    connection.execute(
        "INSERT OR REPLACE INTO attempt VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
        (identity, started.item, stage, started.ts, float(started.payload["budget"]),
         float(finished.payload["elapsed"]) if finished else 0.0, int(finished.payload["words"]) if finished else 0,
         made, possible, str(marked.payload["level"]) if marked else "",
         finished.id if finished else None, marked.id if marked else None,
         json.dumps(own, ensure_ascii=False) if own else "", str(sitting.get("id", "")), int(sitting.get("place", 0))),
    )  # fmt: skip

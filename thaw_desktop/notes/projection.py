"""From the log to one row a section: how often read, the place, the confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds, latest
from thaw_desktop.core.event_log import Event, effective_events
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    import sqlite3

    from thaw_desktop.core.rebuild import OneByOne


_THINGS: Final = {
    kinds.HIGHLIGHT_SET: "highlight",
    kinds.HIGHLIGHT_REMOVED: "highlight",
    kinds.PAGE_SET: "page",
    kinds.PAGE_REMOVED: "page",
    kinds.QUESTION_SET: "question",
    kinds.QUESTION_REMOVED: "question",
    kinds.QUESTION_OPEN: "open question",
    kinds.QUESTION_SETTLED: "open question",
}
"""Kinds of event about things that the student makes, and what the thing is."""
_STATES: Final = frozenset({kinds.SECTION_READ, kinds.SECTION_PLACE, kinds.SECTION_CONFIDENCE})


class NotesProjection:
    """Keeps `section_state` and `own_note`.

    Readings add up; of place and confidence the latest word stands, and so it does of highlights, own pages, own
    questions and open ones.

    Beside the place and the confidence stands where their event is among all events, so that one which arrives late
    cannot overwrite a newer one and the order of arrival cannot matter.
    """

    name: Final = "notes"
    version: Final = 2
    tables: Final = {
        "section_state": """CREATE TABLE section_state(
            item TEXT PRIMARY KEY, pack TEXT NOT NULL, reads INTEGER NOT NULL DEFAULT 0,
            seconds INTEGER NOT NULL DEFAULT 0, last_read INTEGER NOT NULL DEFAULT 0,
            place INTEGER NOT NULL DEFAULT 0, place_ts INTEGER NOT NULL DEFAULT 0,
            place_device INTEGER NOT NULL DEFAULT 0, place_seq INTEGER NOT NULL DEFAULT 0,
            confidence TEXT NOT NULL DEFAULT 'none', confidence_ts INTEGER NOT NULL DEFAULT 0,
            confidence_device INTEGER NOT NULL DEFAULT 0, confidence_seq INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
            CREATE INDEX section_state_by_pack ON section_state(pack)""",
        "own_note": latest.create_table("own_note"),
    }
    kinds: Final = _STATES | frozenset(_THINGS)

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take one event in; a late one cannot overwrite a newer place or confidence."""
        if event.kind in _THINGS:
            latest.take(connection, "own_note", _THINGS[event.kind], event, key=_key(event))
            return
        pack, _ = split_item(event.item)
        connection.execute("INSERT OR IGNORE INTO section_state(item, pack) VALUES (?, ?)", (event.item, pack))
        if event.kind == kinds.SECTION_READ:
            connection.execute(
                """UPDATE section_state SET reads = reads + 1, seconds = seconds + ?,
                   last_read = max(last_read, ?) WHERE item = ?""",
                (int(event.payload["seconds"]), event.ts, event.item),
            )
        elif event.kind == kinds.SECTION_PLACE:
            connection.execute(
                """UPDATE section_state SET place = ?, place_ts = ?, place_device = ?, place_seq = ?
                   WHERE item = ? AND (place_ts, place_device, place_seq) < (?, ?, ?)""",
                (int(event.payload["block"]), *event.order, event.item, *event.order),
            )
        else:
            connection.execute(
                """UPDATE section_state SET confidence = ?, confidence_ts = ?, confidence_device = ?, confidence_seq = ?
                   WHERE item = ? AND (confidence_ts, confidence_device, confidence_seq) < (?, ?, ?)""",
                (str(event.payload["level"]), *event.order, event.item, *event.order),
            )

    def retract(self, connection: sqlite3.Connection, event: Event) -> None:
        """Make the row anew from the events that count."""
        if event.kind in _THINGS:
            latest.forget(connection, "own_note", _key(event))
            for past in effective_events(connection, event.item, _THINGS):
                if _key(past) == _key(event):
                    self.apply(connection, past)
            return
        connection.execute("DELETE FROM section_state WHERE item = ?", (event.item,))
        for past in effective_events(connection, event.item, _STATES):
            self.apply(connection, past)

    def filling(self, connection: sqlite3.Connection) -> OneByOne:
        """Begin to fill the tables with a whole history."""
        # Imported here: hardly any start rebuilds.
        from thaw_desktop.core.rebuild import OneByOne

        return OneByOne(self, connection)


def _key(event: Event) -> str:
    """A section has many highlights, each with an id of its own; every other thing is an item of its own."""
    highlight = event.payload.get("highlight")
    return f"{event.item}#{highlight}" if highlight else event.item

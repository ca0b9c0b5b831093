"""From the log to one row a section: how often read, the place, the confidence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event, effective_events
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    import sqlite3


class NotesProjection:
    """Keeps `section_state`: readings add up; of place and confidence the latest word stands.

    Beside the place and the confidence stands where their event is among all events, so that one which arrives late
    cannot overwrite a newer one and the order of arrival cannot matter.
    """

    name: Final = "notes"
    version: Final = 1
    tables: Final = {
        "section_state": """CREATE TABLE section_state(
            item TEXT PRIMARY KEY, pack TEXT NOT NULL, reads INTEGER NOT NULL DEFAULT 0,
            seconds INTEGER NOT NULL DEFAULT 0, last_read INTEGER NOT NULL DEFAULT 0,
            place INTEGER NOT NULL DEFAULT 0, place_ts INTEGER NOT NULL DEFAULT 0,
            place_device INTEGER NOT NULL DEFAULT 0, place_seq INTEGER NOT NULL DEFAULT 0,
            confidence TEXT NOT NULL DEFAULT 'none', confidence_ts INTEGER NOT NULL DEFAULT 0,
            confidence_device INTEGER NOT NULL DEFAULT 0, confidence_seq INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
            CREATE INDEX section_state_by_pack ON section_state(pack)"""
    }
    kinds: Final = frozenset({kinds.SECTION_READ, kinds.SECTION_PLACE, kinds.SECTION_CONFIDENCE})

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take one event in; a late one cannot overwrite a newer place or confidence."""
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
        """Make the section's row anew from the events that count."""
        connection.execute("DELETE FROM section_state WHERE item = ?", (event.item,))
        for past in effective_events(connection, event.item, self.kinds):
            self.apply(connection, past)

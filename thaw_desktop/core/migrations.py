"""The lasting tables of `progress.db`, step by step. Derived tables are not here: they are rebuilt from the log.

A step, once on main, is never edited, and uses no other code of ours, so that it does tomorrow what it did today.
"""

from __future__ import annotations

from sqlite_utils import Database, Migrations

progress = Migrations("progress")


@progress()
def m001_event_log(db: Database) -> None:
    """The append-only log, this database's own facts, and unfinished work."""
    # The id is the primary key, so that merging two machines is INSERT OR IGNORE; (device, seq) names an event too.
    db.execute(
        """CREATE TABLE event(
             id BLOB PRIMARY KEY, device INTEGER NOT NULL, seq INTEGER NOT NULL, ts INTEGER NOT NULL,
             tz INTEGER NOT NULL, kind TEXT NOT NULL, item TEXT NOT NULL, payload TEXT NOT NULL,
             schema INTEGER NOT NULL) WITHOUT ROWID"""
    )
    db.execute("CREATE UNIQUE INDEX event_by_device ON event(device, seq)")
    db.execute("CREATE INDEX event_by_item ON event(item, ts)")
    db.execute("CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID")
    # What is being written right now changes every second; the log gets a snapshot of it every half minute.
    db.execute(
        """CREATE TABLE draft(
             id TEXT PRIMARY KEY, item TEXT NOT NULL, text TEXT NOT NULL, plan TEXT NOT NULL,
             state TEXT NOT NULL, saved INTEGER NOT NULL) WITHOUT ROWID"""
    )


@progress()
def m002_blurts(db: Database) -> None:
    """Where the blurts stand in the log: taking an answer back asks for them, and they are few among very many."""
    db.execute("CREATE INDEX event_of_blurts ON event(ts, device, seq) WHERE kind = 'blurt.finished'")

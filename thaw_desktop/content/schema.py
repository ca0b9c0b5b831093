"""The tables of `library.db`.

The database is derived from packs: one that is missing, damaged, older or newer may be deleted and compiled again, so
nothing here ever has to be carried from one version to the next. Lists are stored as JSON.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.core.database import apply_migrations

if TYPE_CHECKING:
    import sqlite3

    from sqlite_utils import Migrations

SCHEMA_VERSION = 2
"""Kept as `PRAGMA user_version`; a library of another version is deleted and rebuilt."""

# Keys are INTEGER PRIMARY KEY throughout: VACUUM may renumber any other rowid, and the full-text rows stand by it.
_TABLES = """
CREATE TABLE pack(
    id TEXT PRIMARY KEY, title TEXT NOT NULL, version TEXT NOT NULL, language TEXT NOT NULL, subject TEXT NOT NULL,
    level TEXT NOT NULL, licence TEXT NOT NULL, authors TEXT NOT NULL, description TEXT NOT NULL,
    attribution TEXT NOT NULL, spec TEXT NOT NULL, cover TEXT NOT NULL, fingerprint TEXT NOT NULL,
    source TEXT NOT NULL, position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE section(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, id TEXT NOT NULL, parent TEXT, level INTEGER NOT NULL,
    title TEXT NOT NULL, summary TEXT NOT NULL, minutes INTEGER NOT NULL, html TEXT NOT NULL, text TEXT NOT NULL,
    spec TEXT NOT NULL, facts TEXT NOT NULL, position INTEGER NOT NULL, UNIQUE(pack, id)
);
CREATE TABLE faq(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, id TEXT NOT NULL, question TEXT NOT NULL, also TEXT NOT NULL,
    html TEXT NOT NULL, text TEXT NOT NULL, section TEXT NOT NULL, tags TEXT NOT NULL, facts TEXT NOT NULL,
    position INTEGER NOT NULL, UNIQUE(pack, id)
);
CREATE TABLE card(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, id TEXT NOT NULL, note TEXT NOT NULL, kind TEXT NOT NULL,
    deck TEXT NOT NULL, section TEXT NOT NULL, front TEXT NOT NULL, back TEXT NOT NULL, front_text TEXT NOT NULL,
    back_text TEXT NOT NULL, accepted TEXT NOT NULL, hint TEXT NOT NULL, tags TEXT NOT NULL, position INTEGER NOT NULL,
    UNIQUE(pack, id)
);
CREATE TABLE question(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL,
    html TEXT NOT NULL, command_word TEXT NOT NULL, marks INTEGER NOT NULL, minutes INTEGER NOT NULL,
    sections TEXT NOT NULL, plan TEXT NOT NULL, model TEXT NOT NULL, model_text TEXT NOT NULL, levels TEXT NOT NULL,
    spec TEXT NOT NULL, ao TEXT NOT NULL, facts TEXT NOT NULL, sources TEXT NOT NULL, sources_text TEXT NOT NULL,
    comment TEXT NOT NULL, second TEXT NOT NULL, second_text TEXT NOT NULL, second_comment TEXT NOT NULL,
    position INTEGER NOT NULL, UNIQUE(pack, id)
);
CREATE TABLE mark_point(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, question TEXT NOT NULL, id TEXT NOT NULL, marks INTEGER NOT NULL,
    text TEXT NOT NULL, ask TEXT NOT NULL, words TEXT NOT NULL, section TEXT NOT NULL, facts TEXT NOT NULL,
    tags TEXT NOT NULL, position INTEGER NOT NULL, UNIQUE(pack, id)
);
CREATE TABLE term(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, id TEXT NOT NULL, term TEXT NOT NULL, html TEXT NOT NULL,
    text TEXT NOT NULL, also TEXT NOT NULL, position INTEGER NOT NULL, UNIQUE(pack, id)
);
CREATE TABLE timeline(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, id TEXT NOT NULL, start TEXT NOT NULL, "end" TEXT NOT NULL,
    period INTEGER NOT NULL, category TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, section TEXT NOT NULL,
    tags TEXT NOT NULL, position INTEGER NOT NULL, UNIQUE(pack, id)
);
CREATE TABLE media(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, name TEXT NOT NULL, data BLOB NOT NULL, UNIQUE(pack, name)
);
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE INDEX section_order ON section(pack, position);
CREATE INDEX section_children ON section(pack, parent, position);
CREATE INDEX faq_order ON faq(pack, position);
CREATE INDEX card_order ON card(pack, position);
CREATE INDEX question_order ON question(pack, position);
CREATE INDEX mark_point_order ON mark_point(pack, question, position);
CREATE INDEX term_order ON term(pack, position);
CREATE INDEX timeline_order ON timeline(pack, position);
"""

# Written by hand, because enable_fts() of sqlite-utils can set neither `prefix` nor the rowid that the rows keep.
_SEARCH = """
CREATE TABLE alias(key INTEGER PRIMARY KEY, pack TEXT NOT NULL, typed TEXT NOT NULL, also TEXT NOT NULL);
CREATE INDEX alias_pack ON alias(pack);
CREATE TABLE search_entry(
    key INTEGER PRIMARY KEY, pack TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, title TEXT NOT NULL, section TEXT
);
CREATE INDEX search_entry_pack ON search_entry(pack);
CREATE VIRTUAL TABLE search USING fts5(
    title, body, also, tokenize = 'porter unicode61 remove_diacritics 2', prefix = '2 3'
);
CREATE TABLE search_word(
    pack TEXT NOT NULL, word TEXT NOT NULL, entries INTEGER NOT NULL, PRIMARY KEY (pack, word)
) WITHOUT ROWID;
"""


def create_search_tables(connection: sqlite3.Connection) -> None:
    """Create only the tables that `Search` reads, in a database that holds nothing else."""
    for statement in _SEARCH.split(";"):
        if statement.strip():
            connection.execute(statement)


def migrate(connection: sqlite3.Connection) -> None:
    """Create the tables in a new `library.db`; do nothing when they are there already.

    Args:
        connection: in autocommit mode, writable.
    """
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version != SCHEMA_VERSION:
        apply_migrations(connection, _migrations(), SCHEMA_VERSION)


def _migrations() -> Migrations:
    # Imported here: sqlite-utils takes a quarter of a second, and most starts have nothing to create.
    from sqlite_utils import Database, Migrations

    library = Migrations("library")

    @library()
    def m001_tables(db: Database) -> None:
        for statement in (_TABLES + _SEARCH).split(";"):
            if statement.strip():
                db.execute(statement)

    return library

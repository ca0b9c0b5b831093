"""`library.db` is made once, and its full-text index is the one that search was measured with."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

from thaw_desktop.content.schema import SCHEMA_VERSION, migrate


def test_migrate_makes_every_table(empty_library: sqlite3.Connection) -> None:
    tables = {row[0] for row in empty_library.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}

    derived = {"pack", "section", "faq", "card", "question", "mark_point", "term", "timeline", "media", "alias", "meta"}
    assert tables >= derived | {"search_entry", "search", "search_word"}
    assert empty_library.execute("PRAGMA user_version").fetchone() == (SCHEMA_VERSION,)


def test_migrate_does_nothing_the_second_time(empty_library: sqlite3.Connection) -> None:
    before = empty_library.total_changes

    migrate(empty_library)

    assert empty_library.total_changes == before


def test_migrate_imports_nothing_heavy_for_a_finished_library() -> None:
    program = """
import sqlite3, sys
from thaw_desktop.content import compiler, library, reader
from thaw_desktop.content.schema import SCHEMA_VERSION, migrate
connection = sqlite3.connect(":memory:", isolation_level=None)
connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
migrate(connection)
connection.close()
heavy = {"sqlite_utils", "pydantic", "markdown_it", "yaml", "rapidfuzz"} & set(sys.modules)
sys.exit(", ".join(sorted(heavy)) or 0)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr


def test_search_index_keeps_prefixes_and_stems() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        (statement,) = connection.execute("SELECT sql FROM sqlite_master WHERE name = 'search'").fetchone()

    assert "porter unicode61 remove_diacritics 2" in statement
    assert "prefix = '2 3'" in statement

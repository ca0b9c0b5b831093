"""Opening `progress.db`: newer, damaged, unwritable and full, each in one plain sentence and without a loss."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlite_utils import Database, Migrations

from thaw_desktop.core import database
from thaw_desktop.core.database import (
    PROGRESS_SCHEMA,
    apply_migrations,
    check,
    connect,
    header_version,
    open_progress,
    plain_errors,
    write_block,
)
from thaw_desktop.core.errors import DamagedDatabaseError, NewerDatabaseError, StorageError
from thaw_desktop.core.migrations import progress

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
PAGE = 4096


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "progress.db"


def fill(file: Path, rows: int) -> None:
    """A progress database with so many rows of meta, 100 bytes each."""
    with closing(open_progress(file)) as connection, write_block(connection):
        connection.executemany("INSERT INTO meta VALUES (?, ?)", [(f"key {n:06}", "x" * 90) for n in range(rows)])


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Opening


def test_open_progress_makes_a_new_file_with_the_current_schema(file: Path) -> None:
    open_progress(file).close()
    assert header_version(file) == PROGRESS_SCHEMA
    with closing(connect(file, read_only=True)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    assert {"event", "meta", "draft"} <= tables


def test_open_progress_takes_an_empty_file_for_a_new_one(file: Path) -> None:
    file.write_bytes(b"")
    assert header_version(file) == 0
    open_progress(file).close()
    assert header_version(file) == PROGRESS_SCHEMA


def test_schema_number_is_the_number_of_steps(file: Path) -> None:
    with closing(open_progress(file)) as connection:
        applied = progress.applied(Database(connection, execute_plugins=False))
    assert len(applied) == PROGRESS_SCHEMA


def test_connection_is_as_safe_as_sqlite_can_be(file: Path) -> None:
    with closing(open_progress(file)) as connection:
        pragmas = {
            name: connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
    assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}


def test_read_only_connection_cannot_write(file: Path) -> None:
    open_progress(file).close()
    with (
        closing(connect(file, read_only=True)) as connection,
        pytest.raises(sqlite3.OperationalError, match="readonly"),
    ):
        connection.execute("INSERT INTO meta VALUES ('a', 'b')")


def test_opening_again_changes_nothing(file: Path) -> None:
    fill(file, 10)
    before = file.read_bytes()
    open_progress(file).close()
    assert file.read_bytes() == before
    assert names(file.parent) == ["progress.db"]


# Newer and older


def test_newer_database_is_refused_and_left_byte_for_byte(file: Path) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE event(something TEXT)")
        connection.execute(f"PRAGMA user_version = {PROGRESS_SCHEMA + 1}")
        connection.commit()
    before = file.read_bytes()
    with pytest.raises(NewerDatabaseError, match="newer version of Thaw") as caught:
        open_progress(file)
    assert "--data-dir" in caught.value.mend
    assert file.read_bytes() == before
    assert names(file.parent) == ["progress.db"]


def test_newer_database_whose_number_still_stands_in_its_journal_is_refused(file: Path) -> None:
    fill(file, 1)
    with closing(connect(file)) as newer:
        newer.execute(f"PRAGMA user_version = {PROGRESS_SCHEMA + 1}")
        assert header_version(file) == PROGRESS_SCHEMA
        with pytest.raises(NewerDatabaseError):
            open_progress(file)


def test_copy_is_kept_before_an_older_database_is_migrated(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(file, 10)
    monkeypatch.setattr(database, "PROGRESS_SCHEMA", PROGRESS_SCHEMA + 1)
    open_progress(file).close()
    (copy,) = (file.parent / "backups").iterdir()
    assert copy.name.endswith("-before-update.db")
    assert names(file.parent) == ["backups", "progress.db"]
    assert header_version(file) == PROGRESS_SCHEMA + 1
    assert header_version(copy) == PROGRESS_SCHEMA
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("SELECT count(*) FROM meta WHERE key <> 'backup'").fetchone() == (10,)


def test_step_that_fails_leaves_the_schema_as_it_was(file: Path) -> None:
    steps = Migrations("steps")

    @steps()
    def good(db: Database) -> None:
        db.execute("CREATE TABLE good(a)")

    @steps()
    def bad(db: Database) -> None:
        db.execute("CREATE TABLE half(a)")
        raise ZeroDivisionError

    with closing(connect(file)) as connection:
        with pytest.raises(ZeroDivisionError):
            apply_migrations(connection, steps, 2)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert "good" in tables
        assert "half" not in tables
        assert connection.execute("PRAGMA user_version").fetchone() == (0,)


# Damaged


def break_header(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[:16] = b"not a database.."
    file.write_bytes(data)


def break_rest_of_header(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[16:60] = b"\xff" * 44
    file.write_bytes(data)


def break_middle_pages(file: Path) -> None:
    data = bytearray(file.read_bytes())
    middle = len(data) // PAGE // 2 * PAGE
    data[middle : middle + 3 * PAGE] = random.Random(7).randbytes(3 * PAGE)
    file.write_bytes(data)


def cut_in_half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: len(file.read_bytes()) // 2])


def cut_in_header(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:50])


def write_over_it(file: Path) -> None:
    file.write_text("My essay on the Secret Speech. " * 100, encoding="utf-8")


@pytest.mark.parametrize(
    "damage",
    [break_header, break_rest_of_header, break_middle_pages, cut_in_half, cut_in_header, write_over_it],
)
def test_damaged_database_is_refused_in_one_sentence(file: Path, damage: Callable[[Path], None]) -> None:
    fill(file, 1000)
    damage(file)
    with pytest.raises(DamagedDatabaseError, match=r"progress\.db in .* is damaged"):
        open_progress(file)
    # Nothing has it open any longer, or Windows could not rename it.
    file.rename(file.with_name("aside.db"))


def test_check_finds_a_sound_database_sound_and_a_damaged_one_not(file: Path) -> None:
    fill(file, 1000)
    with closing(connect(file)) as connection:
        assert check(connection) == []
    break_middle_pages(file)
    with closing(connect(file)) as connection:
        assert check(connection)


def test_header_version_of_a_missing_file_is_nothing_and_of_a_folder_an_error(file: Path) -> None:
    assert header_version(file) == 0
    assert not file.exists()
    file.mkdir()
    with pytest.raises(StorageError, match="is not a file"):
        header_version(file)


# Unwritable, full, held


AS_NOBODY = """
import os, sys
from pathlib import Path
from thaw_desktop.core.database import open_progress
from thaw_desktop.core.errors import StorageError
os.setgid(65534); os.setuid(65534)
try:
    open_progress(Path(sys.argv[1]))
except StorageError as error:
    print(error.sentence)
"""


@pytest.mark.skipif(sys.platform == "win32" or os.getuid() != 0, reason="only root can become somebody else")
@pytest.mark.parametrize(("file_mode", "folder_mode"), [(0o444, 0o777), (0o666, 0o555), (None, 0o555)])
def test_read_only_file_or_folder_is_a_plain_sentence_to_an_ordinary_user(
    open_folder: Path, file_mode: int | None, folder_mode: int
) -> None:
    folder = open_folder / "data"
    folder.mkdir()
    if file_mode is not None:
        open_progress(folder / "progress.db").close()
        (folder / "progress.db").chmod(file_mode)
    folder.chmod(folder_mode)
    outcome = subprocess.run(
        [sys.executable, "-c", AS_NOBODY, str(folder / "progress.db")],
        cwd=ROOT, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert outcome.stderr == ""
    assert outcome.stdout.strip().startswith(f"progress.db cannot be written in {folder}.")


def test_folder_that_is_not_there_is_a_plain_sentence(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="cannot be written"):
        open_progress(tmp_path / "missing" / "progress.db")


def test_full_disk_is_a_plain_sentence_and_leaves_nothing_half_done(file: Path) -> None:
    fill(file, 10)
    with closing(open_progress(file)) as connection:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages}")

        def write_too_much() -> None:
            with plain_errors(file), write_block(connection):
                connection.execute("DELETE FROM meta")
                connection.executemany("INSERT INTO meta VALUES (?, ?)", [(f"big {n}", "y" * PAGE) for n in range(9)])

        with pytest.raises(StorageError, match="The disk is full"):
            write_too_much()
        assert not connection.in_transaction
        assert connection.execute("SELECT count(*) FROM meta").fetchone() == (10,)
        with write_block(connection):
            connection.execute("INSERT INTO meta VALUES ('small', '')")


def test_database_held_by_another_program_is_a_plain_sentence(file: Path) -> None:
    open_progress(file).close()
    with closing(connect(file)) as other, closing(connect(file)) as connection:
        connection.execute("PRAGMA busy_timeout = 0")
        with (
            write_block(other),
            pytest.raises(StorageError, match="held by another program"),
            plain_errors(file),
            write_block(connection),
        ):
            pytest.fail("two programs wrote at once")
        with write_block(connection):
            connection.execute("INSERT INTO meta VALUES ('a', 'b')")


def test_two_connections_write_by_turns_and_see_each_other(file: Path) -> None:
    open_progress(file).close()
    with closing(connect(file)) as one, closing(connect(file)) as other:
        for number in range(20):
            writer, reader = (one, other) if number % 2 else (other, one)
            with write_block(writer):
                # Reads first: a deferred transaction would fail here beside another writer.
                count = writer.execute("SELECT count(*) FROM meta").fetchone()[0]
                writer.execute("INSERT INTO meta VALUES (?, '')", (f"row {count}",))
            assert reader.execute("SELECT count(*) FROM meta").fetchone() == (number + 1,)


def test_write_block_rolls_back_whatever_happens_inside_it(file: Path) -> None:
    with closing(open_progress(file)) as connection:

        def write_and_raise(error: type[BaseException]) -> None:
            with write_block(connection):
                connection.execute("INSERT INTO meta VALUES ('a', 'b')")
                raise error

        for error in (ZeroDivisionError, KeyboardInterrupt):
            with pytest.raises(error):
                write_and_raise(error)
        assert connection.execute("SELECT count(*) FROM meta").fetchone() == (0,)
        assert not connection.in_transaction


@pytest.mark.parametrize("mistake", ["SELEC 1", "SELECT * FROM nothing", "INSERT INTO meta VALUES ('a', NULL)"])
def test_mistakes_of_ours_are_not_blamed_on_the_disk(file: Path, mistake: str) -> None:
    with closing(open_progress(file)) as connection, pytest.raises(sqlite3.Error), plain_errors(file):
        connection.execute(mistake)

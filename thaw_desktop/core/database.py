"""Opening SQLite files safely: pragmas, migrations, newer and damaged databases, and errors in plain words."""

from __future__ import annotations

import sqlite3
from contextlib import contextmanager
from typing import TYPE_CHECKING

from thaw_desktop.core.errors import DamagedDatabaseError, NewerDatabaseError, StorageError, ThawError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlite_utils import Migrations

PROGRESS_SCHEMA = 2
"""The number of steps in `migrations.progress`; stands in `PRAGMA user_version` of every `progress.db`."""

_CHECK_BELOW_BYTES = 20_000_000
_HEADER = b"SQLite format 3\x00"
_DAMAGE = ("malformed", "not a database", "file is encrypted", "disk image")


def is_damage(error: sqlite3.Error) -> bool:
    """Whether SQLite says that a file is damaged or no database at all."""
    return any(sign in str(error) for sign in _DAMAGE)


def plain_error(error: sqlite3.Error, path: Path) -> ThawError:
    """What a failure of SQLite means to the person at the machine."""
    text = str(error)
    if "is full" in text:
        return StorageError("The disk is full, so nothing more can be saved", "Free some space and try again")
    if "readonly" in text or "unable to open" in text or "attempt to write" in text:
        return StorageError(
            f"{path.name} cannot be written in {path.parent}", "Make the folder and the file writable, then try again"
        )
    if "locked" in text:
        return StorageError(
            f"{path.name} is held by another program",
            "Close the other copy of Thaw or the backup program, then try again",
        )
    if is_damage(error):
        return DamagedDatabaseError(f"{path.name} in {path.parent} is damaged", "Restore it from a backup")
    return StorageError(f"{path.name} could not be used ({text})", "Check the disk and try again")


@contextmanager
def plain_errors(path: Path) -> Iterator[None]:
    """Turn SQLite's errors inside the block into `ThawError`s about the file at `path`.

    Programming mistakes (`sqlite3.ProgrammingError`, wrong SQL, broken constraints) pass through as they are.
    """
    try:
        yield
    except (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError):
        raise
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and ("syntax" in str(error) or "no such" in str(error)):
            raise
        raise plain_error(error, path) from error


def connect(path: Path, *, read_only: bool = False, any_thread: bool = False) -> sqlite3.Connection:
    """A connection in autocommit mode with our pragmas; transactions are begun by hand, so that none starts unseen.

    Args:
        path: the database.
        read_only: refuse every write.
        any_thread: let another thread interrupt and close it; its queries still stay on one thread.
    """
    if read_only:
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=not any_thread
        )
    else:
        connection = sqlite3.connect(path, isolation_level=None)
    try:
        connection.execute("PRAGMA busy_timeout = 5000")
        connection.execute("PRAGMA foreign_keys = ON")
        if not read_only:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
    except BaseException:
        # Left open, a damaged file could not be renamed on Windows.
        connection.close()
        raise
    return connection


def header_version(path: Path) -> int:
    """`user_version` read from the file's header, without SQLite touching the file; 0 for a missing or empty file.

    Raises:
        DamagedDatabaseError: when the file is no SQLite database.
        StorageError: when it cannot be read.
    """
    if path.exists() and not path.is_file():
        raise StorageError(f"{path} is not a file", "Move it away and start Thaw again")
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        return 0
    except OSError as error:
        raise StorageError(
            f"{path} cannot be read ({error.strerror or error})", "Make the file readable and start Thaw again"
        ) from error
    if not head:
        return 0
    if not head.startswith(_HEADER) or len(head) < 100:
        raise DamagedDatabaseError(f"{path.name} in {path.parent} is damaged", "Restore it from a backup")
    # https://www.sqlite.org/fileformat.html#the_database_header: user version, big-endian, at offset 60.
    return int.from_bytes(head[60:64], "big", signed=True)


def open_progress(path: Path) -> sqlite3.Connection:
    """Open `progress.db`, creating or migrating it as needed; a copy is kept before a migration.

    Raises:
        NewerDatabaseError: when a newer Thaw wrote it; the file is left untouched.
        DamagedDatabaseError: when it cannot be read as a database.
        StorageError: when the file or its folder cannot be written.
    """
    version = header_version(path)
    _refuse_newer(path, version)
    with plain_errors(path):
        connection = connect(path)
        try:
            refuse_damaged(connection, path)
            version = int(connection.execute("PRAGMA user_version").fetchone()[0])
            _refuse_newer(path, version)
            if version:
                _refuse_foreign(connection, path)
            if version < PROGRESS_SCHEMA:
                _migrate(connection, path, version)
            # A file that can only be read says so now, and not at the first answer.
            connection.execute("DELETE FROM meta WHERE 0")
        except BaseException:
            connection.close()
            raise
    return connection


def _refuse_newer(path: Path, version: int) -> None:
    if version > PROGRESS_SCHEMA:
        raise NewerDatabaseError(
            f"{path} was written by a newer version of Thaw and has been left as it was",
            "Install that version or a later one, or start Thaw with --data-dir and another folder",
        )


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """A file that is sound but lacks our lasting tables is as good as damaged: what it still has can be taken over."""
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    missing = sorted({"event", "meta", "draft"} - tables)
    if missing:
        raise DamagedDatabaseError(
            f"{path.name} in {path.parent} lacks the table {missing[0]}", "Restore it from a backup"
        )


def checking_marker(path: Path) -> Path:
    """A file beside a database that asks the next start to check it, however large it is."""
    return path.with_name(f"{path.stem}-to-be-checked")


def refuse_damaged(connection: sqlite3.Connection, path: Path) -> None:
    """Check a database of moderate size.

    Raises:
        DamagedDatabaseError: when the check finds damage.
    """
    # A check of 20 MB takes about 0.1 s. Larger files are read to their end by the daily backup, which leaves a mark
    # where it found damage.
    if path.stat().st_size < _CHECK_BELOW_BYTES or checking_marker(path).exists():
        problems = check(connection)
        if problems:
            raise DamagedDatabaseError(
                f"{path.name} in {path.parent} is damaged ({problems[0]})", "Restore it from a backup"
            )


def check(connection: sqlite3.Connection) -> list[str]:
    """What SQLite's quick check finds wrong with a database; empty when it is sound."""
    try:
        rows = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
    except sqlite3.DatabaseError as error:
        # Some damage ends the check itself.
        if is_damage(error):
            return [str(error)]
        raise
    return [] if rows == ["ok"] else [" ".join(row.split()) for row in rows]


def _migrate(connection: sqlite3.Connection, path: Path, version: int) -> None:
    if version > 0:
        # Imported here: most starts have nothing to migrate.
        from thaw_desktop.core.backups import keep_before_update

        keep_before_update(path)
    # Imported here: sqlite-utils takes a quarter of a second.
    from thaw_desktop.core.migrations import progress

    apply_migrations(connection, progress, PROGRESS_SCHEMA)


def apply_migrations(connection: sqlite3.Connection, migrations: Migrations, version: int) -> None:
    """Bring a database up to date and write the schema's number into its header."""
    # Imported here: see above.
    from sqlite_utils import Database

    connection.execute("PRAGMA foreign_keys = OFF")
    migrations.apply(Database(connection, execute_plugins=False))
    connection.execute(f"PRAGMA user_version = {version:d}")
    connection.execute("PRAGMA foreign_keys = ON")


@contextmanager
def write_block(connection: sqlite3.Connection) -> Iterator[None]:
    """One transaction: BEGIN IMMEDIATE, then COMMIT, or ROLLBACK when the block raises.

    IMMEDIATE, because a deferred transaction that reads first fails at once beside another writer.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise

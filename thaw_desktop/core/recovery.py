"""A damaged `progress.db`: kept under another name, and what can be read of it taken over into a new one."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing, suppress
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.backups import Backup, Backups, refuse_unusable
from thaw_desktop.core.database import checking_marker, open_progress, plain_errors, write_block
from thaw_desktop.core.errors import DamagedDatabaseError, StorageError, ThawError

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.core.clock import Clock

_EVENT_TYPES = (bytes, int, int, int, int, str, str, str, int)
_DRAFT_TYPES = (str, str, str, str, str, int)
_EVENT_COLUMNS = "id, device, seq, ts, tz, kind, item, payload, schema"
_PARTS = ("-wal", "-shm", "")
_LAST_ID = (1 << 128) - 1
_FRUITLESS_HALVINGS = 6
"""After so many in a row that brought no row to light, a stretch of ids is given up: 0.03 s for a damaged page."""

Row = tuple[Any, ...]


def open_or_recover(path: Path, clock: Clock) -> tuple[sqlite3.Connection, list[str]]:
    """Open `progress.db`; from a damaged one take over what can be read.

    Returns:
        The connection, and a sentence for the student when something had to be recovered.

    Raises:
        NewerDatabaseError: when a newer Thaw wrote the file; it is left untouched.
        StorageError: when the file or its folder cannot be written; a damaged file then still stands where it was.
    """
    try:
        return open_progress(path), []
    except DamagedDatabaseError:
        pass
    # What can be read is written beside the damaged file, which is put aside only once that is whole: after a failure
    # on the way the next start finds the damaged file again, and not an empty one in its place.
    recovered = path.with_name(f"{path.stem}-recovered{path.suffix}")
    try:
        _delete(recovered)
        count, more, backup = _write_recovered(recovered, path)
        aside = _set_aside(path, clock.now().strftime("%Y-%m-%d"))
        checking_marker(path).unlink(missing_ok=True)
        recovered.replace(path)
    except OSError as error:
        raise StorageError(
            f"{path} is damaged and could not be set aside ({error.strerror or error})",
            "Make its folder writable and start Thaw again",
        ) from error
    sentence = (
        f"Your progress file was damaged: Thaw kept it as {aside.name} and took over the {count} entries it could read"
    )
    if backup is not None:
        sentence += f", and {more} more from the backup of {backup.made.day} {backup.made:%B}"
    sentence += "."
    return open_progress(path), [sentence]


def _delete(path: Path) -> None:
    for ending in _PARTS:
        path.with_name(path.name + ending).unlink(missing_ok=True)


def _write_recovered(path: Path, damaged: Path) -> tuple[int, int, Backup | None]:
    """Make a new database of what can be read of a damaged one and of the last sound backup.

    Returns:
        How many rows were taken over from the damaged file, how many more from the backup, and which that was.
    """
    try:
        with closing(open_progress(path)) as connection, plain_errors(path), write_block(connection):
            count = _take_over(connection, damaged)
            for backup in Backups(damaged, damaged.parent / "backups").all():
                # Each backup holds all that those before it held: the first that can be read will do.
                with suppress(ThawError, sqlite3.DatabaseError):
                    refuse_unusable(backup.path)
                    more = _take_over(connection, backup.path) - count
                    return count, more, backup if more else None
            return count, 0, None
    except BaseException:
        _delete(path)
        raise


def _take_over(connection: sqlite3.Connection, damaged: Path) -> int:
    """Copy the sound rows of the two lasting tables; the derived ones are rebuilt when the log is opened."""
    with closing(sqlite3.connect(damaged, isolation_level=None)) as source:
        source.text_factory = _text_or_none
        events = [row for row in _readable_events(source) if _is_sound(row, _EVENT_TYPES, 7)]
        drafts = [row for row in _readable_drafts(source) if _is_sound(row, _DRAFT_TYPES, 4)]
    connection.executemany("INSERT OR IGNORE INTO event VALUES (?,?,?,?,?,?,?,?,?)", events)
    connection.executemany("INSERT OR IGNORE INTO draft VALUES (?,?,?,?,?,?)", drafts)
    return int(connection.execute("SELECT (SELECT count(*) FROM event) + (SELECT count(*) FROM draft)").fetchone()[0])


def _text_or_none(data: bytes) -> str | None:
    """Text as it is read from a damaged file: None for bytes that are no text, so that its row is left out."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _is_sound(row: tuple[Any, ...], types: tuple[type, ...], document: int) -> bool:
    """Whether each value has its type and the JSON is an object: damage can hide in a row that reads well."""
    if not all(isinstance(value, kind) for value, kind in zip(row, types, strict=True)):
        return False
    try:
        return isinstance(json.loads(row[document]), dict)
    except ValueError:
        return False


def _set_aside(path: Path, stamp: str) -> Path:
    """Rename a database and its journal files, and say what it is called now.

    Args:
        path: the database; nothing may have it open.
        stamp: goes into the new name, for example a date.
    """
    number = 1
    target = path.with_name(f"{path.stem}-damaged-{stamp}{path.suffix}")
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}-damaged-{stamp}-{number}{path.suffix}")
    for ending in _PARTS:
        part = path.with_name(path.name + ending)
        if part.exists():
            part.replace(target.with_name(target.name + ending))
    return target


def _readable_events(source: sqlite3.Connection) -> list[Row]:
    """The rows of a damaged log that can still be read.

    A scan of the ids ends at the first damaged page, so the log is read from both ends; what lies between is halved
    again and again, and each half read from both of its ends, until halving brings nothing more to light. So the sound
    pages between two damaged ones are found too.
    """
    found: dict[int, Row] = {}
    gaps = [(0, _LAST_ID, 0)]
    while gaps:
        low, high, fruitless = gaps.pop()
        before = len(found)
        whole = False
        for direction in ("ASC", "DESC"):
            # The direction is one of two words of our own.
            query = f"SELECT {_EVENT_COLUMNS} FROM event WHERE id BETWEEN ? AND ? ORDER BY id {direction}"  # noqa: S608
            rows, whole = _read(source, query, (low.to_bytes(16, "big"), high.to_bytes(16, "big")))
            read = {int.from_bytes(row[0], "big"): row for row in rows if isinstance(row[0], bytes)}
            read = {key: row for key, row in read.items() if low <= key <= high}
            found |= read
            if whole:
                break
            if direction == "ASC":
                low = max(read, default=low - 1) + 1
            else:
                high = min(read, default=high + 1) - 1
        fruitless = fruitless + 1 if len(found) == before else 0
        if not whole and low < high and fruitless <= _FRUITLESS_HALVINGS:
            middle = (low + high) // 2
            gaps += [(low, middle, fruitless), (middle + 1, high, fruitless)]
    return list(found.values())


def _readable_drafts(source: sqlite3.Connection) -> list[Row]:
    """The drafts that can still be read; there are never many."""
    query = "SELECT id, item, text, plan, state, saved FROM draft ORDER BY id"
    rows = [*_read(source, query)[0], *_read(source, query + " DESC")[0]]
    return list({row[0]: row for row in rows}.values())


def _read(source: sqlite3.Connection, query: str, values: tuple[bytes, ...] = ()) -> tuple[list[Row], bool]:
    """The rows of a query as far as they can be read, and whether that was to the end."""
    rows: list[Row] = []
    try:
        rows.extend(source.execute(query, values))
    except sqlite3.DatabaseError:
        return rows, False
    return rows, True

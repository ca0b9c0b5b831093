"""Copies of what the student made: kept by the day, the week and the month, listed with what each holds, and put back.

A copy has the lasting tables alone, since all else follows from them, and is an ordinary `progress.db`. It is written
under another name and renamed once it is whole and on the disk.
"""

from __future__ import annotations

import json
import os
import re
import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from thaw_desktop.core import kinds
from thaw_desktop.core.clock import study_day
from thaw_desktop.core.database import (
    PROGRESS_SCHEMA,
    check,
    checking_marker,
    connect,
    header_version,
    is_damage,
    plain_error,
    plain_errors,
)
from thaw_desktop.core.errors import DamagedDatabaseError, NewerDatabaseError, StorageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

Reason = Literal["daily", "by-hand", "before-update", "before-restore", "before-import", "before-deletion"]
"""Why a backup was made."""

_LASTING: Final = ("event", "draft", "meta", "_sqlite_migrations")
_NAME: Final = re.compile(r"progress-(\d{4}-\d{2}-\d{2}-\d{6})-([a-z-]+)\.db")
_STAMP: Final = "%Y-%m-%d-%H%M%S"
_ABOUT: Final = "backup"
"""The key in `meta` under which a copy says what it holds."""
_DAYS, _WEEKS, _MONTHS = 7, 8, 12
_OTHERS = 10
"""So many of those that were made for another reason than that a day had passed are kept."""


@dataclass(frozen=True, slots=True)
class Contents:
    """What a database holds.

    Attributes:
        events: all that was recorded.
        reviews: cards answered.
        essays: attempts finished.
        last_day: the study day of the last thing done; None when nothing was.
    """

    events: int = 0
    reviews: int = 0
    essays: int = 0
    last_day: date | None = None


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy in the folder.

    Attributes:
        path: the file.
        made: when, by the student's clock.
        reason: why.
        size: in bytes.
    """

    path: Path
    made: datetime
    reason: Reason
    size: int


def contents_of(path: Path) -> Contents:
    """What a `progress.db` or a copy of one holds.

    Raises:
        ThawError: it cannot be read.
    """
    if not path.is_file():
        raise StorageError(f"There is no file {path}", "Look whether it is the one you mean")
    header_version(path)
    with plain_errors(path), closing(connect(path, read_only=True)) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        if not {"event", "meta"} <= tables:
            raise DamagedDatabaseError(f"{path.name} is no progress file of Thaw", "Choose another file")
        row = connection.execute("SELECT value FROM meta WHERE key = ?", (_ABOUT,)).fetchone()
        if row is not None:
            with suppress(ValueError, TypeError, KeyError):
                about = json.loads(row[0])
                day = date.fromisoformat(about["last_day"]) if about["last_day"] else None
                return Contents(int(about["events"]), int(about["reviews"]), int(about["essays"]), day)
        return _count(connection)


def _count(connection: sqlite3.Connection) -> Contents:
    undone = f"""SELECT unhex_(json_extract(payload, '$.event')) FROM event WHERE kind = '{kinds.UNDO}'"""  # noqa: S608
    connection.create_function("unhex_", 1, bytes.fromhex, deterministic=True)
    row = connection.execute(
        f"""SELECT count(*), total(kind = ?), total(kind = ?) FROM event WHERE id NOT IN ({undone})""",  # noqa: S608
        (kinds.CARD_REVIEW, kinds.ATTEMPT_FINISHED),
    ).fetchone()
    (events,) = connection.execute("SELECT count(*) FROM event").fetchone()
    last = connection.execute("SELECT max(ts), tz FROM event").fetchone()
    day = None
    if last[0] is not None:
        day = study_day(datetime.fromtimestamp(last[0] / 1000 + last[1] * 60, UTC))
    return Contents(int(events), int(row[1]), int(row[2]), day)


def copy_lasting(source: Path, target: Path, *, new_device: bool = False) -> Contents:
    """Write the lasting tables of a database into a new one; the source may be in use.

    Args:
        source: a `progress.db` or a copy of one.
        target: the file to be made or replaced.
        new_device: leave out the number of the device, so that a new one is drawn when the copy is opened: what was
            done after the copy was made may come back by a merge, and two events must never have one number.

    Raises:
        StorageError: it could not be written; what stood at `target` still stands there.
        DamagedDatabaseError: the source could not be read to its end.
    """
    temporary = target.with_name(f".{target.name}.new")
    header_version(source)
    with plain_errors(source), closing(connect(source, read_only=True)) as connection:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    try:
        temporary.unlink(missing_ok=True)
        target.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(temporary, isolation_level=None, uri=True)) as copy:
            contents = _write_copy(copy, source, new_device=new_device)
        with temporary.open("rb+") as file:
            os.fsync(file.fileno())
        temporary.replace(target)
    except sqlite3.DatabaseError as error:
        # Both files stand in one statement; only what is read can be damaged.
        raise plain_error(error, source if is_damage(error) else target) from error
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written ({error.strerror or error})",
            "Make the folder writable or free some space, then try again",
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return contents


def _write_copy(copy: sqlite3.Connection, source: Path, *, new_device: bool) -> Contents:
    copy.execute("PRAGMA journal_mode = OFF")  # a copy that fails is thrown away
    copy.execute("PRAGMA synchronous = OFF")  # it is brought to the disk as a whole in the end
    copy.execute("ATTACH ? AS source", (f"{source.absolute().as_uri()}?mode=ro",))
    version = int(copy.execute("PRAGMA source.user_version").fetchone()[0])
    copy.execute("BEGIN")  # one moment of the source, whatever is written to it meanwhile
    parts = copy.execute(
        "SELECT type, tbl_name, sql FROM source.sqlite_schema WHERE sql IS NOT NULL ORDER BY type DESC"
    ).fetchall()
    for kind, table, statement in parts:
        if table in _LASTING and kind in {"table", "index"}:
            copy.execute(statement)
            if kind == "table":
                copy.execute(f"INSERT INTO main.{table} SELECT * FROM source.{table}")  # noqa: S608 - one of ours
    copy.execute("DELETE FROM main.meta WHERE key IN ('projections', ?)", (_ABOUT,))
    if new_device:
        copy.execute("DELETE FROM main.meta WHERE key = 'device'")
    contents = _count(copy)
    if not new_device:
        about: dict[str, Any] = {
            "events": contents.events,
            "reviews": contents.reviews,
            "essays": contents.essays,
            "last_day": contents.last_day.isoformat() if contents.last_day is not None else "",
        }
        copy.execute("INSERT INTO main.meta VALUES (?, ?)", (_ABOUT, json.dumps(about)))
    copy.execute(f"PRAGMA main.user_version = {version:d}")
    copy.execute("COMMIT")
    copy.execute("DETACH source")
    return contents


class Backups:
    """The backups of one data folder. Every method may be called on any thread: each opens what it needs.

    Attributes:
        database: what is backed up.
        folder: where the copies lie.
    """

    def __init__(self, database: Path, folder: Path) -> None:
        self.database = database
        self.folder = folder

    def all(self) -> list[Backup]:
        """The backups, newest first; other files in the folder are passed over."""
        found = []
        with suppress(OSError):
            for path in self.folder.iterdir():
                name = _NAME.fullmatch(path.name)
                if name is not None and name[2] in get_args(Reason):
                    with suppress(OSError, ValueError):
                        made = datetime.strptime(name[1], _STAMP)  # noqa: DTZ007 - by the student's clock
                        reason: Reason = name[2]  # type: ignore[assignment]  # one of them, as just asked
                        found.append(Backup(path, made, reason, path.stat().st_size))
        return sorted(found, key=lambda one: (one.made, one.path.name), reverse=True)

    def is_due(self, now: datetime) -> bool:
        """Whether this study day has no backup yet, of a database that is there."""
        today = study_day(now)
        return self.database.exists() and not any(study_day(one.made) == today for one in self.all())

    def make(self, now: datetime, reason: Reason) -> Backup:
        """Make a backup, and let those go that are kept no longer.

        Raises:
            ThawError: it could not be made; all others are still there.
        """
        path = self.folder / f"progress-{now:{_STAMP}}-{reason}.db"
        try:
            copy_lasting(self.database, path)
        except DamagedDatabaseError as error:
            with suppress(OSError):
                checking_marker(self.database).touch()
            raise DamagedDatabaseError(
                f"{self.database} is damaged",
                "Close Thaw and start it again: it takes over what can be read and the last backup",
            ) from error
        for old in outlived(self.all()):
            with suppress(OSError):
                old.path.unlink()
        return Backup(path, now.replace(tzinfo=None, microsecond=0), reason, path.stat().st_size)

    def restore(self, chosen: Path, now: datetime) -> Contents:
        """Put a backup in the place of the database, of which a backup is made before; nothing may have it open.

        Raises:
            ThawError: it could not be done; the database is as it was.
        """
        refuse_unusable(chosen)
        waiting = self.database.with_name(f"{self.database.stem}-restored{self.database.suffix}")
        try:
            contents = copy_lasting(chosen, waiting, new_device=True)
            if self.database.exists():
                self.make(now, "before-restore")
                fold_journal(self.database)
            waiting.replace(self.database)
        except OSError as error:
            raise StorageError(
                f"{self.database} cannot be replaced ({error.strerror or error})",
                "Close what else has it open, then try again",
            ) from error
        finally:
            with suppress(OSError):
                waiting.unlink(missing_ok=True)
        return contents


def refuse_unusable(path: Path) -> None:
    """Look whether a file can be restored.

    Raises:
        NewerDatabaseError: a newer Thaw wrote it.
        ThawError: it cannot be read to its end, or is something else.
    """
    contents_of(path)
    if header_version(path) > PROGRESS_SCHEMA:
        raise NewerDatabaseError(
            f"{path} was written by a newer version of Thaw", "Install that version or a later one"
        )
    with plain_errors(path), closing(connect(path, read_only=True)) as connection:
        problems = check(connection)
    if problems:
        raise DamagedDatabaseError(f"{path} is damaged ({problems[0]})", "Choose another backup")


def fold_journal(path: Path) -> None:
    """Bring what stands in a database's journal into the database itself, so that the file alone is all there is.

    Raises:
        StorageError: somebody has it open.
    """
    with plain_errors(path), closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()


def outlived(backups: Sequence[Backup]) -> list[Backup]:
    """Those that are kept no longer: of the daily ones all but the last of 7 days, 8 weeks and 12 months."""
    daily = [one for one in backups if one.reason == "daily"]
    others = [one for one in backups if one.reason != "daily"]
    kept = set(others[:_OTHERS])
    for most, span in (
        (_DAYS, lambda day: day),
        (_WEEKS, lambda day: day.isocalendar()[:2]),
        (_MONTHS, lambda day: (day.year, day.month)),
    ):
        newest: dict[Any, Backup] = {}
        for one in daily:  # newest first: the first of a span is its last
            newest.setdefault(span(study_day(one.made)), one)
        kept.update(list(newest.values())[:most])
    return [one for one in backups if one not in kept]


def keep_before_update(path: Path) -> None:
    """Make a backup of a database that is about to be migrated.

    Raises:
        ThawError: it could not be made.
    """
    now = datetime.now(UTC).astimezone()  # for the name alone
    Backups(path, path.parent / "backups").make(now, "before-update")

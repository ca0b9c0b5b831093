"""Backups hold all that cannot be worked out again, are thinned out with time, and can be gone back to."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.privileges import as_nobody
from thaw_desktop.core import kinds
from thaw_desktop.core.backups import Backup, Backups, contents_of, copy_lasting, outlived
from thaw_desktop.core.database import PROGRESS_SCHEMA, header_version
from thaw_desktop.core.errors import DamagedDatabaseError, NewerDatabaseError, StorageError, ThawError

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.paths import Paths

GOOD = {"rating": 3, "ms": 4000, "section": "speech"}


@pytest.fixture
def log(progress_log: ProgressLogs) -> EventLog:
    """A log in which two cards were answered, one of the answers taken back, and an essay is being written."""
    log = progress_log()
    with log.write() as writing:
        writing.append(kinds.CARD_REVIEW, "thaw/c1", GOOD)
        writing.undo(writing.append(kinds.CARD_REVIEW, "thaw/c2", GOOD))
        log.connection.execute("INSERT INTO draft VALUES ('a1', 'thaw/q1', 'My essay', '', '{}', 1)")
    return log


@pytest.fixture
def backups(paths: Paths) -> Backups:
    """The backups of that log."""
    return Backups(paths.progress_database, paths.backups)


def answer(log: EventLog, card: str) -> None:
    with log.write() as writing:
        writing.append(kinds.CARD_REVIEW, card, GOOD)


def test_backup_of_an_open_database_holds_what_lasts_and_says_how_much(
    log: EventLog, backups: Backups, clock: FakeClock
) -> None:
    backup = backups.make(clock.now(), "daily")
    assert backups.all() == [backup]
    assert backup.path.name == "progress-2026-03-02-180000-daily.db"
    assert header_version(backup.path) == PROGRESS_SCHEMA
    contents = contents_of(backup.path)
    assert (contents.events, contents.reviews, contents.essays) == (3, 1, 0)
    assert contents.last_day == date(2026, 3, 2)
    with closing(sqlite3.connect(backup.path)) as copy:
        tables = {row[0] for row in copy.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        assert tables == {"event", "draft", "meta", "_sqlite_migrations"}
        assert copy.execute("SELECT text FROM draft").fetchone() == ("My essay",)
    assert contents_of(log.path) == contents


def test_every_lasting_table_is_one_that_a_backup_takes(log: EventLog, progress_log: ProgressLogs) -> None:
    tables = {row[0] for row in log.connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
    derived = {"undone", *(name for one in progress_log.all_projections() for name in one.tables)}
    assert tables - derived == {"event", "draft", "meta", "_sqlite_migrations"}


def test_backup_is_due_once_a_study_day(log: EventLog, backups: Backups, clock: FakeClock) -> None:
    assert log.device
    assert backups.is_due(clock.now())
    backups.make(clock.now(), "daily")
    assert not backups.is_due(clock.now())
    clock.advance(hours=8)  # two in the night
    assert not backups.is_due(clock.now())
    clock.advance(hours=3)
    assert backups.is_due(clock.now())


def test_daily_backups_of_two_years_thin_out_to_days_weeks_and_months(tmp_path: Path) -> None:
    last = datetime(2026, 3, 2, 18)  # noqa: DTZ001 - by the student's clock
    made = [Backup(tmp_path / f"{day}", last - timedelta(days=day), "daily", 1) for day in range(730)]
    gone = outlived(made)
    kept = [one.made.date() for one in made if one not in gone]
    assert kept[:7] == [date(2026, 3, 2) - timedelta(days=day) for day in range(7)]
    assert date(2026, 2, 22) in kept  # the Sunday of the week before
    assert date(2025, 4, 30) in kept
    assert date(2025, 3, 31) not in kept
    assert 20 <= len(kept) <= 27
    assert outlived([one for one in made if one not in gone]) == []


def test_going_back_to_a_backup_can_itself_be_taken_back(
    log: EventLog, backups: Backups, clock: FakeClock, progress_log: ProgressLogs
) -> None:
    before = progress_log.derived_rows(log)
    device = log.device
    backup = backups.make(clock.now(), "daily")
    answer(log, "thaw/c3")
    after = progress_log.derived_rows(log)
    log.connection.close()
    clock.advance(60)
    backups.restore(backup.path, clock.now())
    restored = progress_log()
    assert progress_log.derived_rows(restored) == before
    assert restored.device != device  # what came after the backup may come back from elsewhere under the old number
    restored.connection.close()
    kept = backups.all()[0]
    assert kept.reason == "before-restore"
    clock.advance(60)
    backups.restore(kept.path, clock.now())
    assert progress_log.derived_rows(progress_log()) == after


def test_what_is_no_sound_backup_is_refused_and_changes_nothing(
    log: EventLog, backups: Backups, clock: FakeClock, tmp_path: Path
) -> None:
    good = backups.make(clock.now(), "daily").path
    log.connection.close()
    before = log.path.read_bytes()
    text = tmp_path / "notes.txt"
    text.write_text("not a database " * 100, encoding="utf-8")
    half = tmp_path / "half.db"
    half.write_bytes(good.read_bytes()[:5000])
    newer = tmp_path / "newer.db"
    newer.write_bytes(good.read_bytes())
    with closing(sqlite3.connect(newer)) as connection:
        connection.execute("PRAGMA user_version = 999")
    for path, kind in (
        (text, DamagedDatabaseError), (half, DamagedDatabaseError), (newer, NewerDatabaseError),
        (tmp_path / "missing.db", StorageError),
    ):  # fmt: skip
        with pytest.raises(ThawError) as told:
            backups.restore(path, clock.now())
        assert isinstance(told.value, kind)
    assert log.path.read_bytes() == before
    assert sorted(path.name for path in log.path.parent.iterdir()) == ["backups", "progress.db"]


def test_copy_that_fails_leaves_the_older_one_and_nothing_else(log: EventLog, tmp_path: Path) -> None:
    with log.write() as writing:
        for number in range(300):
            writing.append(kinds.CARD_REVIEW, f"thaw/c{number}", GOOD)
    log.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    data = log.path.read_bytes()
    broken = tmp_path / "broken.db"
    broken.write_bytes(data[:8192] + b"\xff" * (len(data) - 8192))
    copy = tmp_path / "copies" / "copy.db"
    copy.parent.mkdir()
    copy.write_bytes(b"the older copy")
    with pytest.raises(DamagedDatabaseError, match=r"broken\.db"):
        copy_lasting(broken, copy)
    assert copy.read_bytes() == b"the older copy"
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]


def test_folder_that_cannot_be_written_is_a_plain_sentence(log: EventLog, open_folder: Path) -> None:
    source = open_folder / "progress.db"
    copy_lasting(log.path, source)
    source.chmod(0o644)
    with as_nobody(open_folder) as folder, pytest.raises(StorageError, match="cannot be written"):
        copy_lasting(folder / source.name, folder / "copy.db")


def test_copy_replaces_an_older_copy_and_a_leftover_of_a_power_cut(log: EventLog, tmp_path: Path) -> None:
    copy = tmp_path / "copies" / "copy.db"
    copy.parent.mkdir()
    copy.write_bytes(b"the older copy")
    copy.with_name(".copy.db.new").write_bytes(b"half a copy")
    copy_lasting(log.path, copy)
    assert [path.name for path in copy.parent.iterdir()] == ["copy.db"]
    assert contents_of(copy).reviews == 1

"""A damaged `progress.db` is kept, and what can be read of it goes on."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core import database, kinds
from thaw_desktop.core.backups import Backups
from thaw_desktop.core.database import open_progress, write_block
from thaw_desktop.core.errors import DamagedDatabaseError, NewerDatabaseError, StorageError
from thaw_desktop.core.ids import uuid7
from thaw_desktop.core.recovery import open_or_recover

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from tests.conftest import FakeClock, ProgressLogs

PAGE = 4096
EVENTS = 5000


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A progress database with the reviews of half a year."""
    file = tmp_path / "progress.db"
    spread = random.Random(3)
    ts = 1_750_000_000_000
    rows = []
    for seq in range(1, EVENTS + 1):
        ts += 86_400_000 if seq % 80 == 0 else spread.randrange(3_000, 30_000)
        payload = '{"rating":3,"ms":4200,"section":"speech-context"}'
        identity = uuid7(ts, spread.getrandbits(74))
        rows.append((identity, 7, seq, ts, 0, kinds.CARD_REVIEW, f"thaw/c{seq % 300}", payload, 1))
    with closing(open_progress(file)) as connection, write_block(connection):
        connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", rows)
        state = '{"clock": {"budget": 60.0, "used": 1.0, "running": false}}'
        connection.execute("INSERT INTO draft VALUES ('a1', 'thaw/q1', 'My essay', '', ?, 1)", (state,))
    return file


def pages_of(file: Path, table: str) -> list[int]:
    """The pages that hold a table's rows, its root left out."""
    with closing(sqlite3.connect(file)) as connection:
        (root,) = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchone()
    data = file.read_bytes()
    # 10: a leaf of an index tree, as which a table without rowid is kept
    # (https://www.sqlite.org/fileformat.html#b_tree_pages). The table's leaves alone hold payloads.
    leaves = [
        number
        for number in range(2, len(data) // PAGE + 1)
        if data[(number - 1) * PAGE] == 10 and b'"rating"' in data[(number - 1) * PAGE : number * PAGE]
    ]
    return [number for number in leaves if number != root]


def damage(file: Path, pages: Iterable[int]) -> None:
    data = bytearray(file.read_bytes())
    noise = random.Random(9)
    for number in pages:
        data[(number - 1) * PAGE : number * PAGE] = noise.randbytes(PAGE)
    file.write_bytes(data)


def count(connection: sqlite3.Connection, table: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608


def test_sound_database_is_opened_without_a_word(file: Path, clock: FakeClock) -> None:
    connection, notices = open_or_recover(file, clock)
    with closing(connection):
        assert notices == []
        assert count(connection, "event") == EVENTS


def test_damaged_database_is_kept_and_nearly_all_of_it_taken_over(
    file: Path, clock: FakeClock, progress_log: ProgressLogs
) -> None:
    leaves = pages_of(file, "event")
    bad = [leaves[len(leaves) * part // 5] for part in range(1, 5)]
    damage(file, bad)
    damaged = file.read_bytes()
    connection, notices = open_or_recover(file, clock)
    with closing(connection):
        taken = count(connection, "event")
        assert taken > EVENTS * (1 - 1.5 * len(bad) / len(leaves))
        assert count(connection, "draft") == 1
    assert notices == [
        "Your progress file was damaged: Thaw kept it as progress-damaged-2026-03-02.db and took over "
        f"the {taken + 1} entries it could read."
    ]
    assert file.with_name("progress-damaged-2026-03-02.db").read_bytes() == damaged
    assert sorted(path.name for path in file.parent.iterdir() if path.is_file()) == [
        "progress-damaged-2026-03-02.db",
        "progress.db",
    ]
    assert open_or_recover(file, clock)[1] == []


def test_what_a_damaged_file_has_lost_comes_back_from_the_last_sound_backup(file: Path, clock: FakeClock) -> None:
    backups = Backups(file, file.parent / "backups")
    backups.make(clock.now(), "daily")
    clock.advance(days=1)
    spoiled = backups.make(clock.now(), "daily").path
    spoiled.write_bytes(spoiled.read_bytes()[:9000])
    noise = random.Random(20)
    damage(file, noise.sample(range(2, len(file.read_bytes()) // PAGE + 1), 20))
    connection, notices = open_or_recover(file, clock)
    with closing(connection):
        assert count(connection, "event") == EVENTS
        assert count(connection, "draft") == 1
    (notice,) = notices
    assert notice.endswith(" more from the backup of 2 March.")


def test_large_file_in_which_the_backup_found_damage_is_checked_at_the_next_start(
    file: Path, clock: FakeClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database, "_CHECK_BELOW_BYTES", 0)
    damage(file, pages_of(file, "event")[5:6])
    connection, notices = open_or_recover(file, clock)
    connection.close()
    assert notices == []
    with pytest.raises(DamagedDatabaseError):
        Backups(file, file.parent / "backups").make(clock.now(), "daily")
    assert len(open_or_recover(file, clock)[1]) == 1
    assert open_or_recover(file, clock)[1] == []


def test_recovered_log_can_be_rebuilt_and_written_to(file: Path, clock: FakeClock, progress_log: ProgressLogs) -> None:
    leaves = pages_of(file, "event")
    damage(file, leaves[3:5])
    open_or_recover(file, clock)[0].close()
    file.rename(file.parent / "data" / "progress.db")
    log = progress_log()
    assert log.device != 7
    with log.write() as writing:
        writing.append(kinds.SECTION_READ, "thaw/speech", {"seconds": 60})
    before = progress_log.derived_rows(log)
    assert before["card_state"]
    log.rebuild()
    assert progress_log.derived_rows(log) == before


def test_second_damage_on_one_day_overwrites_nothing(file: Path, clock: FakeClock) -> None:
    for _ in range(3):
        file.write_bytes(b"SQLite format 3\x00" + b"\xff" * 8000)
        open_or_recover(file, clock)[0].close()
    assert sorted(path.name for path in file.parent.glob("*damaged*")) == [
        "progress-damaged-2026-03-02-2.db",
        "progress-damaged-2026-03-02-3.db",
        "progress-damaged-2026-03-02.db",
    ]


def test_rows_that_read_well_but_hold_nonsense_are_left_out(file: Path, clock: FakeClock) -> None:
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for number, change in enumerate(
            [
                "payload = '{\"rating\":3,'",
                "payload = '[]'",
                "ts = 'soon'",
                "item = x'ff'",
                "kind = CAST(x'ff' AS TEXT)",
            ],
            start=1,
        ):
            connection.execute(f"UPDATE event SET {change} WHERE seq = {number}")  # noqa: S608
    damage(file, pages_of(file, "event")[-1:])
    connection, _ = open_or_recover(file, clock)
    with closing(connection):
        sequence = [row[0] for row in connection.execute("SELECT seq FROM event ORDER BY seq LIMIT 3")]
    assert sequence == [6, 7, 8]


def test_recovery_that_fails_leaves_the_damaged_file_where_it_was(file: Path, clock: FakeClock) -> None:
    damage(file, pages_of(file, "event")[5:6])
    before = file.read_bytes()
    hindrance = file.with_name("progress-recovered.db")
    hindrance.mkdir()
    with pytest.raises(StorageError):
        open_or_recover(file, clock)
    assert file.read_bytes() == before
    hindrance.rmdir()
    assert len(open_or_recover(file, clock)[1]) == 1


def test_leftover_of_a_recovery_that_was_cut_short_does_no_harm(file: Path, clock: FakeClock) -> None:
    damage(file, pages_of(file, "event")[5:6])
    file.with_name("progress-recovered.db").write_bytes(b"half a database")
    connection, notices = open_or_recover(file, clock)
    with closing(connection):
        assert count(connection, "event") > EVENTS // 2
    assert len(notices) == 1


def test_newer_database_is_not_taken_for_a_damaged_one(file: Path, clock: FakeClock) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = file.read_bytes()
    with pytest.raises(NewerDatabaseError):
        open_or_recover(file, clock)
    assert file.read_bytes() == before

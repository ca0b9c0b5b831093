"""The student's own data on the command line."""

from __future__ import annotations

import io
import os
import platform
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from thaw_desktop.cli import run
from thaw_desktop.core.paths import standard_paths
from thaw_desktop.core.profiles import Profiles

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_rebuild_mends_spoiled_totals_and_says_what_it_did(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--data-dir", str(tmp_path)]) == 0
    with closing(sqlite3.connect(tmp_path / "progress.db")) as connection, connection:
        connection.execute("DROP TABLE day_total")
    capsys.readouterr()
    assert run(["rebuild", "--data-dir", str(tmp_path)]) == 0
    said = capsys.readouterr()
    assert said.out.startswith("0 events replayed in ")
    assert said.err == ""
    assert run(["stats", "--data-dir", str(tmp_path)]) == 0


def test_backup_is_listed_and_gone_back_to(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    assert run(["backup", *data]) == 1
    run(["stats", *data])
    capsys.readouterr()
    assert run(["backup", *data]) == 0
    assert run(["backup", "--list", *data]) == 0
    made, listed = capsys.readouterr().out.splitlines()
    name, _, said = listed.partition("  ")
    assert name in made
    assert said == "0 cards answered, 0 essays written"
    assert run(["restore", name, *data]) == 0
    told = capsys.readouterr()
    assert told.out.endswith(f"{said}\n")
    assert "thaw-desktop restore progress-" in told.err
    assert run(["backup", str(tmp_path / "elsewhere.db"), *data]) == 0
    assert (tmp_path / "elsewhere.db").is_file()


def test_nothing_is_put_back_under_a_window_that_is_open(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(["stats", "--data-dir", str(tmp_path)])
    run(["backup", str(tmp_path / "copy.db"), "--data-dir", str(tmp_path)])
    (tmp_path / "thaw.lock").write_text(f"{os.getppid()}\nthaw-desktop\n{platform.node()}\n", encoding="utf-8")
    capsys.readouterr()
    assert run(["restore", str(tmp_path / "copy.db"), "--data-dir", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "This data is open in a window of Thaw. Close the window first.\n"


def test_everything_is_exported_deleted_and_imported_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data-dir", str(tmp_path / "data")]
    target = str(tmp_path / "all.zip")
    run(["stats", *data])
    run(["backup", *data])
    with closing(sqlite3.connect(tmp_path / "data" / "progress.db")) as connection, connection:
        payload = '{"rating":3,"ms":1000,"section":"speech"}'
        event = (b"\1" * 16, 7, 1, 1_772_470_000_000, 0, "card.review", "thaw/c1", payload, 1)
        connection.execute("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", event)
    (tmp_path / "data" / "memories.json").write_text("{}", encoding="utf-8")
    assert run(["export", "--all", target, *data]) == 0
    assert run(["delete", "--everything", "--yes", *data]) == 0
    assert not (tmp_path / "data" / "progress.db").exists()
    assert not (tmp_path / "data" / "memories.json").exists()
    assert (tmp_path / "data" / "backups").exists()
    capsys.readouterr()
    assert run(["import", target, *data]) == 0
    assert capsys.readouterr().out == "1 event taken in, 0 known already\n"
    assert run(["delete", "--everything", "--yes", "--backups", *data]) == 0
    assert not (tmp_path / "data" / "backups").exists()


def test_deleting_wants_the_word_typed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    run(["stats", "--data-dir", str(tmp_path)])
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert run(["delete", "--everything", "--data-dir", str(tmp_path)]) == 1
    assert (tmp_path / "progress.db").exists()
    assert capsys.readouterr().err.endswith("Nothing was deleted.\n")


def test_profile_has_data_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["stats", "--data-dir", str(tmp_path), "--profile", "Ben"]) == 1
    assert capsys.readouterr().err.startswith("There is no profile Ben.")
    added = Profiles(standard_paths(tmp_path)).add("Ben")
    assert run(["stats", "--data-dir", str(tmp_path), "--profile", "ben"]) == 0
    assert (tmp_path / "profiles" / added.id / "progress.db").exists()
    assert not (tmp_path / "progress.db").exists()


def test_everything_can_be_taken_off_a_disk_that_takes_nothing_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    assert run(["export", "--all", str(tmp_path / "before.zip"), "--data-dir", str(data)]) == 0
    (data / f".writable-{os.getpid()}").mkdir()  # where Thaw tries whether the folder takes anything
    assert run(["stats", "--data-dir", str(data)]) == 1
    assert run(["export", "--all", str(tmp_path / "after.zip"), "--data-dir", str(data)]) == 0
    assert (tmp_path / "after.zip").stat().st_size > 1000
    assert "Traceback" not in capsys.readouterr().err

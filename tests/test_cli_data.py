"""The student's own data on the command line."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from thaw_desktop.cli import run

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

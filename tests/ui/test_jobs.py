"""Work on threads: what goes wrong with the library is a sentence, not a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.jobs import Jobs


def test_a_library_that_somebody_deleted_is_told_in_a_sentence(qtbot: QtBot, jobs: Jobs, study: Study) -> None:
    for ending in ("", "-wal", "-shm"):
        study.paths.library_database.with_name(f"library.db{ending}").unlink(missing_ok=True)
    found: list[object] = []
    told: list[str] = []

    jobs.run("search", lambda connection: connection.execute("SELECT 1").fetchall(), found.append, told.append)

    qtbot.waitUntil(jobs.idle)
    assert found == []
    assert len(told) == 1
    assert "library.db" in told[0]

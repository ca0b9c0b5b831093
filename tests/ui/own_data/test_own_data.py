"""Your data: backups by themselves and by hand, going back, export, import, deletion."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from thaw_desktop.app import open_study
from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import report_to_nobody
from thaw_desktop.core.profiles import Profiles
from thaw_desktop.ui.jobs import Jobs
from thaw_desktop.ui.own_data.chooser import ProfileDialog
from thaw_desktop.ui.own_data.deeds import DeleteEverything, GoBack, TakeIn
from thaw_desktop.ui.own_data.desk import BackupDesk
from thaw_desktop.ui.own_data.dialogs import DeleteDialog, GoBackDialog
from thaw_desktop.ui.own_data.page import OwnDataPage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from thaw_desktop.app import Study
    from thaw_desktop.ui.own_data.deeds import Deed
    from thaw_desktop.ui.theme import Theme


def answer(study: Study, card: str = "thaw/c1") -> None:
    with study.log.write() as writing:
        writing.append(kinds.CARD_REVIEW, card, {"rating": 3, "ms": 4000, "section": "speech"})


@pytest.fixture
def desk(study: Study, qtbot: QtBot) -> Iterator[BackupDesk]:
    jobs = Jobs(study.paths.library_database)
    desk = BackupDesk(study.paths, jobs, study.clock, study.changes, jobs)
    yield desk
    qtbot.waitUntil(jobs.idle)
    jobs.close()


@pytest.fixture
def page(theme: Theme, desk: BackupDesk, qtbot: QtBot) -> OwnDataPage:
    page = OwnDataPage(theme, desk)
    qtbot.addWidget(page)
    page.show()
    return page


def test_backup_is_made_once_a_study_day_off_the_window_s_thread(
    study: Study, desk: BackupDesk, clock: FakeClock, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(desk.made):
        desk.look()
    answer(study)
    clock.advance(days=1)
    with qtbot.waitSignal(desk.made):
        answer(study, "thaw/c2")
    assert [one.reason for one in desk.backups.all()] == ["daily", "daily"]


def test_backup_that_cannot_be_made_is_told_once_a_day(study: Study, desk: BackupDesk, qtbot: QtBot) -> None:
    study.paths.backups.write_text("a file in the way")
    with qtbot.waitSignal(desk.failed) as told:
        desk.look()
    assert "cannot be written" in cast("list[str]", told.args)[0]
    with qtbot.assertNotEmitted(desk.failed):
        answer(study)


def test_backup_is_made_listed_and_chosen_by_key(
    study: Study, page: OwnDataPage, qtbot: QtBot, clock: FakeClock
) -> None:
    qtbot.waitUntil(lambda: not page.list.isVisible())
    answer(study)
    page.make.setFocus()
    QTest.keyClick(page.make, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: page.list.count() == 1)
    assert "1 card answered, 0 essays written, last on" in page.list.item(0).text()
    assert "made by you" in page.list.item(0).text()
    page.list.setFocus()
    QTest.keyClick(page.list, Qt.Key.Key_Return)
    dialog = page.findChild(GoBackDialog)
    assert dialog is not None
    with qtbot.waitSignal(page.deed_wanted) as wanted:
        QTest.keyClick(dialog.go, Qt.Key.Key_Space)
    (deed,) = cast("list[Deed]", wanted.args)
    answer(study, "thaw/c2")
    study.close()
    clock.advance(60)
    told = deed.before_opening(study.paths, clock.now())
    assert told.startswith("Restored: 1 card answered")
    opened = open_study(study.paths, clock)
    assert opened.log.connection.execute("SELECT count(*) FROM card_state").fetchone() == (1,)
    opened.close()


def test_export_goes_to_the_file_and_comes_in_elsewhere(
    study: Study, page: OwnDataPage, tmp_path: Path, qtbot: QtBot, clock: FakeClock
) -> None:
    answer(study)
    target = tmp_path / "all.zip"
    page.write_export(str(target))
    qtbot.waitUntil(target.exists)
    with qtbot.assertNotEmitted(page.deed_wanted):
        page.import_file(str(tmp_path / "missing.zip"))
    with qtbot.waitSignal(page.deed_wanted) as wanted:
        page.import_file(str(target))
    (deed,) = cast("list[Deed]", wanted.args)
    assert isinstance(deed, TakeIn)
    deed.before_opening(study.paths, clock.now())
    assert deed.after_opening(study.log, report_to_nobody) == "Imported: 0 entries are new, 1 were here already."


def test_deleting_wants_the_word_typed_and_leaves_the_backups_unless_told(
    study: Study, page: OwnDataPage, qtbot: QtBot, clock: FakeClock
) -> None:
    answer(study)
    page.make.click()
    qtbot.waitUntil(lambda: page.list.count() == 1)
    QTest.keyClick(page.delete, Qt.Key.Key_Space)
    dialog = page.findChild(DeleteDialog)
    assert dialog is not None
    assert not dialog.delete.isEnabled()
    QTest.keyClicks(dialog.word, "delete")
    with qtbot.waitSignal(page.deed_wanted) as wanted:
        QTest.keyClick(dialog.delete, Qt.Key.Key_Space)
    assert wanted.args == [DeleteEverything(backups=False)]
    study.close()
    DeleteEverything(backups=False).before_opening(study.paths, clock.now())
    assert not study.paths.progress_database.exists()
    assert len(list(study.paths.backups.iterdir())) == 1
    assert GoBack(next(study.paths.backups.iterdir())).before_opening(study.paths, clock.now()).startswith("Restored")
    DeleteEverything(backups=True).before_opening(study.paths, clock.now())
    assert not study.paths.backups.exists()


def test_another_person_is_added_by_name_and_chosen_at_the_next_start(
    study: Study, theme: Theme, desk: BackupDesk, qtbot: QtBot
) -> None:
    profiles = Profiles(study.paths)
    page = OwnDataPage(theme, desk, profiles)
    qtbot.addWidget(page)
    page.show()
    QTest.keyClicks(page.first_name, "Anna")
    QTest.keyClicks(page.new_name, "Ben")
    QTest.keyClick(page.new_name, Qt.Key.Key_Return)
    assert [one.name for one in profiles.all()] == ["Anna", "Ben"]
    dialog = ProfileDialog(theme, profiles.all())
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.chosen() is None
    QTest.keyClick(dialog.people, Qt.Key.Key_Down)
    QTest.keyClick(dialog.people, Qt.Key.Key_Return)
    assert dialog.chosen() == profiles.all()[1]

"""Looking back at earlier versions, and a copy elsewhere when the disk takes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from thaw_desktop.ui.practice.versions_dialog import VersionsDialog

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock
    from tests.ui.practice.conftest import Desk


def open_versions(desk: Desk) -> VersionsDialog:
    QTest.mouseClick(desk.tab.writer._look_back, Qt.MouseButton.LeftButton)
    desk.settle()
    dialog = desk.tab.writer.findChild(VersionsDialog)
    assert isinstance(dialog, VersionsDialog)
    return dialog


def write_three_versions(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    for text in ("One.", " Two.", " Three."):
        desk.type(text)
        clock.advance(30)
        desk.tab.writer.save()


def test_an_earlier_version_comes_back_and_can_be_undone(desk: Desk, clock: FakeClock) -> None:
    write_three_versions(desk, clock)
    desk.type(" Four.")
    dialog = open_versions(desk)
    assert [dialog.list.item(row).text() for row in range(dialog.list.count())] == [
        "18:01:30 · 3 words",
        "18:01:00 · 2 words",
        "18:00:30 · 1 word",
    ]
    dialog.list.setCurrentRow(1)
    assert dialog.text.toPlainText() == "One. Two."
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    writer = desk.tab.writer
    assert writer.page.text() == "One. Two."
    assert writer.session is not None
    assert writer.session.versions()[0].text == "One. Two. Three. Four."
    writer.page.undo()
    assert writer.page.text() == "One. Two. Three. Four."


def test_a_version_from_before_the_bell_is_no_overtime(desk: Desk, clock: FakeClock) -> None:
    write_three_versions(desk, clock)
    clock.advance(minutes=20)
    desk.look_at_clock()
    desk.type(" Late.")
    dialog = open_versions(desk)
    dialog.list.setCurrentRow(dialog.list.count() - 1)
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert desk.tab.writer.page.text() == "One."
    assert desk.tab.writer.page.overtime_at() == 4
    desk.type(" More.")
    desk.tab.writer.save()
    assert desk.draft is not None
    assert (desk.draft.text, desk.draft.state["overtime_at"]) == ("One. More.", 4)


def test_a_version_comes_back_with_its_bold_words(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    page = desk.tab.writer.page
    desk.type("Bold")
    page.selectAll()
    page.toggle_style("bold")
    clock.advance(30)
    desk.tab.writer.save()
    bold = page.formatting()
    page.selectAll()
    desk.type("Plain")
    dialog = open_versions(desk)
    QTest.mouseClick(dialog.restore, Qt.MouseButton.LeftButton)
    assert (page.text(), page.formatting()) == ("Bold", bold)
    assert bold.to_json()


def test_before_the_first_version_there_is_nothing_to_restore(desk: Desk) -> None:
    desk.start()
    dialog = open_versions(desk)
    assert dialog.list.count() == 0
    assert not dialog.restore.isEnabled()
    dialog.reject()


def test_with_a_failing_disk_the_text_can_be_put_elsewhere(desk: Desk, tmp_path: Path) -> None:
    desk.start()
    desk.type("Not lost.")
    writer = desk.tab.writer
    with desk.broken_disk():
        writer.save()
        assert writer._notice._action.text() == "Save a copy…"
        QTest.mouseClick(writer._notice._action, Qt.MouseButton.LeftButton)
        asked = writer.findChild(QFileDialog)
        assert asked is not None
        asked.fileSelected.emit(str(tmp_path / "there.txt"))
        assert (tmp_path / "there.txt").read_text(encoding="utf-8") == "Not lost.\n"
        assert "Thaw keeps trying to save" in writer._notice.accessibleName()
        asked.fileSelected.emit(str(tmp_path / "no folder" / "there.txt"))
        assert "could not be written" in writer._notice.accessibleName()
        asked.close()
    assert writer.save()
    assert not writer._notice.isVisible()


def test_a_copy_that_cannot_be_written_is_told_once(desk: Desk, clock: FakeClock) -> None:
    (desk.study.paths.data / "essays").write_text("in the way")
    desk.start()
    notice = desk.tab.writer._notice
    for text in ("a", "b"):
        desk.type(text)
        clock.advance(seconds=61)
        desk.tab.writer.save()
        assert notice.isVisible() == (text == "a")
        notice.dismiss()

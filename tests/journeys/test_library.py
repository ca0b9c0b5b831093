"""From one pack to several: a pack is dropped on the window, studied, and taken away, by keys and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from thaw_desktop.cli import run
from thaw_desktop.content.archive import build_pack
from thaw_desktop.core.paths import resources_folder
from thaw_desktop.ui.library.dialogs import OfferDialog
from thaw_desktop.ui.library.tab import LibraryTab
from thaw_desktop.ui.notes.tab import NotesTab
from thaw_desktop.ui.open_requests import OpenRequests, leave_request

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.journeys.conftest import App


@pytest.fixture
def water(tmp_path: Path) -> Path:
    """The example that teachers begin with, as a file."""
    file = tmp_path / "water.thawpack"
    build_pack(resources_folder() / "templates" / "pack", file)
    return file


def _dialog(qtbot: QtBot) -> OfferDialog:
    def shown() -> list[OfferDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, OfferDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def _drop(thaw: App, path: Path) -> None:
    dragged = QMimeData()
    dragged.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPointF(100, 100),
        Qt.DropAction.CopyAction,
        dragged,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    thaw.window.dropEvent(event)  # sent as an event, Qt would first ask the drag of another program
    assert event.isAccepted()


def _accept(qtbot: QtBot, thaw: App) -> None:
    dialog = _dialog(qtbot)
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: "water-cycle" in thaw.study.packs())
    thaw.settle()
    thaw.come_back()


def test_a_dropped_pack_is_added_studied_and_still_open_after_a_restart(thaw: App, water: Path, qtbot: QtBot) -> None:
    thaw.start()
    _drop(thaw, water)
    assert thaw.seen() == "library"
    _accept(qtbot, thaw)
    tab = thaw.window.tab("library")
    assert isinstance(tab, LibraryTab)
    card = next(card for card in tab.cards if card.accessibleName() == "The water cycle")
    card.study.setFocus()
    thaw.key(Qt.Key.Key_Space)
    assert thaw.seen() == "home"
    assert thaw.study.open_pack() == "water-cycle"
    thaw.go(2)
    notes = thaw.window.tab("notes")
    assert isinstance(notes, NotesTab)
    assert "How water moves" in notes.page.toPlainText()
    thaw.close()
    thaw.start()
    assert thaw.study.open_pack() == "water-cycle"
    assert thaw.window.tab("notes").pack == "water-cycle"


def test_the_library_is_reached_by_key_and_left_by_the_tabs(thaw: App) -> None:
    thaw.start()
    thaw.go(7)
    assert thaw.seen() == "library"
    thaw.go(1)  # the tab that the bar had marked before is chosen again
    assert thaw.seen() == "home"
    thaw.go(3)
    assert thaw.seen() == "faq"


def test_the_open_pack_that_is_removed_makes_room_for_another(thaw: App, water: Path, qtbot: QtBot) -> None:
    thaw.start()
    _drop(thaw, water)
    _accept(qtbot, thaw)
    thaw.window.open_pack("water-cycle")
    library = thaw.window.tab("library")
    assert isinstance(library, LibraryTab)
    library.remove("water-cycle")
    qtbot.waitUntil(lambda: "water-cycle" not in thaw.study.packs())
    thaw.settle()
    assert thaw.study.open_pack() == "destalinisation"
    assert thaw.window.tab("home").pack == "destalinisation"


def test_an_essay_goes_on_while_another_pack_is_opened(thaw: App, water: Path, qtbot: QtBot) -> None:
    thaw.start()
    thaw.go(5)
    thaw.key(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    thaw.type("An essay about the speech.")
    _drop(thaw, water)
    _accept(qtbot, thaw)
    thaw.window.open_pack("water-cycle")
    thaw.go(5)
    thaw.type(" It goes on.")
    thaw.go(1)
    draft = thaw.study.writing.unfinished()
    assert draft is not None
    assert (draft.item.partition("/")[0], draft.text) == ("destalinisation", "An essay about the speech. It goes on.")


def test_a_pack_named_at_the_first_start_waits_for_the_first_questions(thaw: App, water: Path, qtbot: QtBot) -> None:
    thaw.start(welcomed=False)
    thaw.window.offer_pack(water)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, OfferDialog)]
    start = thaw.window.findChild(QPushButton, "start")
    assert start is not None
    start.click()
    assert _dialog(qtbot).windowTitle() == "Add a pack"
    QTest.keyClick(_dialog(qtbot), Qt.Key.Key_Escape)


def test_another_start_hands_its_pack_to_the_window_that_is_open(
    thaw: App, water: Path, qtbot: QtBot, qapp: QApplication
) -> None:
    thaw.start()
    requests = OpenRequests(thaw.study.paths.open_requests, qapp, thaw.window)
    requests.asked.connect(thaw.window.offer_pack)
    requests.listen()
    leave_request(thaw.study.paths.open_requests, water)
    assert _dialog(qtbot).windowTitle() == "Add a pack"
    assert list(thaw.study.paths.open_requests.iterdir()) == []
    QTest.keyClick(_dialog(qtbot), Qt.Key.Key_Escape)


def test_what_the_command_line_did_is_seen_when_one_comes_back(thaw: App, water: Path, qtbot: QtBot) -> None:
    thaw.start()
    thaw.go(7)
    assert run(["pack", "import", str(water), "--data-dir", str(thaw.study.paths.data)]) == 0
    elsewhere = QWidget()
    qtbot.addWidget(elsewhere)
    elsewhere.setWindowTitle("Terminal")
    elsewhere.show()
    elsewhere.activateWindow()
    thaw.wait_for_window("Terminal")
    thaw.come_back()
    thaw.settle()
    tab = thaw.window.tab("library")
    assert isinstance(tab, LibraryTab)
    assert "The water cycle" in [card.accessibleName() for card in tab.cards if card.isVisible()]
    (thaw.study.paths.own_packs / "water-cycle.thawpack").unlink()
    tab.remove("water-cycle")
    qtbot.waitUntil(lambda: "water-cycle" not in thaw.study.packs())

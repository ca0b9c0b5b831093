"""Without a mouse: from one part of the window to the next, and never into a place where keys are dead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QTabBar, QWidget

from thaw_desktop.content.archive import build_pack
from thaw_desktop.core.paths import resources_folder
from thaw_desktop.ui.library.dialogs import FaultsDialog
from thaw_desktop.ui.library.tab import LibraryTab
from thaw_desktop.ui.notes.tab import NotesTab
from thaw_desktop.ui.panes import pane_of
from thaw_desktop.ui.practice.tab import PracticeTab
from thaw_desktop.ui.widgets import Card

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.journeys.conftest import App

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def _inside(part: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and part.isAncestorOf(focused)


def _notes(thaw: App) -> NotesTab:
    tab = thaw.window.tab("notes")
    assert isinstance(tab, NotesTab)
    return tab


def _pane(thaw: App) -> QWidget | None:
    tab = thaw.window.tab(thaw.seen())  # type: ignore[arg-type]
    return pane_of([*tab.panes(), thaw.window._header], QApplication.focusWidget())


@pytest.mark.parametrize("number", [1, 2, 3, 4, 5, 6, 7])
def test_f6_goes_round_the_parts_of_every_tab_and_back(thaw: App, number: int) -> None:
    thaw.start()
    thaw.go(number)
    seen = [_pane(thaw)]
    assert seen[0] is not None
    while len(seen) == 1 or seen[-1] is not seen[0]:
        thaw.key(Qt.Key.Key_F6)
        seen.append(_pane(thaw))
        assert seen[-1] is not None
        assert seen[-1] not in seen[1:-1]
    tab = thaw.window.tab(thaw.seen())  # type: ignore[arg-type]
    assert {id(pane) for pane in seen} == {id(pane) for pane in (*tab.panes(), thaw.window._header)}
    thaw.key(Qt.Key.Key_F6, SHIFT)
    assert _pane(thaw) is seen[-2]


def test_f6_goes_from_the_questions_to_the_one_that_is_chosen_in_a_narrow_window_too(thaw: App) -> None:
    thaw.start()
    thaw.window.resize(800, 560)
    thaw.window._scale_to(175)
    thaw.go(5)
    tab = thaw.window.tab("practice")
    assert isinstance(tab, PracticeTab)
    assert not tab.chooser._wide
    thaw.key(Qt.Key.Key_F6)
    assert _inside(tab.chooser.detail.card)
    thaw.key(Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is tab.chooser.list


def test_f6_leads_from_the_page_to_the_aside_and_the_outline(thaw: App) -> None:
    thaw.start()
    thaw.go(2)
    notes = _notes(thaw)
    assert QApplication.focusWidget() is notes.page
    thaw.key(Qt.Key.Key_F6)
    assert _inside(notes.aside)
    thaw.key(Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is notes.page
    thaw.key(Qt.Key.Key_F6, SHIFT)
    assert QApplication.focusWidget() is notes.outline


def test_shift_and_tab_lead_out_of_the_page_at_once(thaw: App) -> None:
    thaw.start()
    thaw.go(2)
    notes = _notes(thaw)
    thaw.key(Qt.Key.Key_Tab, SHIFT)
    assert QApplication.focusWidget() is not notes.page
    assert not _inside(notes.aside)
    thaw.key(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is notes.page
    for key in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.NoModifier, SHIFT):
        thaw.key(Qt.Key.Key_Tab, key)  # from link to link, and back
    assert QApplication.focusWidget() is notes.page
    assert notes.page.textCursor().hasSelection()


def test_f6_opens_the_parts_that_a_narrow_window_hides(thaw: App) -> None:
    thaw.start()
    thaw.go(2)
    thaw.window.resize(800, 560)
    thaw.window._scale_to(150)
    thaw.settle()
    notes = _notes(thaw)
    assert notes.columns.form == "narrow"
    thaw.key(Qt.Key.Key_F6)
    assert notes.aside.isVisible()
    assert _inside(notes.aside)
    thaw.key(Qt.Key.Key_F6, SHIFT)
    assert notes.page.isVisible()
    assert QApplication.focusWidget() is notes.page
    thaw.key(Qt.Key.Key_F6, SHIFT)
    assert notes.outline.isVisible()
    assert QApplication.focusWidget() is notes.outline


def test_the_key_of_the_tab_that_is_seen_leads_back_into_it(thaw: App) -> None:
    thaw.start()
    for number in range(1, 8):
        thaw.go(number)
        inside = QApplication.focusWidget()
        thaw.window._header._bar.setFocus()
        thaw.go(number)
        assert QApplication.focusWidget() is inside


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_enter_on_the_name_of_a_tab_leads_into_it(thaw: App, key: Qt.Key) -> None:
    thaw.start()
    thaw.go(1)
    inside = QApplication.focusWidget()
    bar = thaw.window._header.findChild(QTabBar)
    assert bar is not None
    bar.setFocus()
    thaw.key(key)
    assert QApplication.focusWidget() is inside


def test_m_marks_the_section_and_enter_opens_the_next(thaw: App) -> None:
    thaw.start()
    thaw.go(2)
    notes = _notes(thaw)
    first = notes._open
    thaw.key("m")
    assert QApplication.focusWidget() is notes.end._next
    assert notes.end._next.isVisible()
    thaw.key(Qt.Key.Key_Tab)
    assert _inside(notes.aside)
    thaw.key(Qt.Key.Key_Tab, SHIFT)
    assert QApplication.focusWidget() is notes.end._next
    thaw.key(Qt.Key.Key_Return)
    assert notes._open == notes.outline.page_beside(first, 1)
    assert QApplication.focusWidget() is notes.page


def test_alt_and_arrows_go_through_the_pages_from_anywhere(thaw: App) -> None:
    thaw.start()
    thaw.go(2)
    notes = _notes(thaw)
    pages = [notes._open]
    while (following := notes.outline.page_beside(pages[-1], 1)) != "":
        pages.append(following)
    thaw.key(Qt.Key.Key_F6)  # beside the page
    for page in pages[1:]:
        thaw.key(Qt.Key.Key_Down, ALT)
        assert notes._open == page
    thaw.key(Qt.Key.Key_Down, ALT)
    assert notes._open == pages[-1]
    thaw.key(Qt.Key.Key_Up, ALT)
    assert notes._open == pages[-2]


def test_the_focus_comes_back_after_a_pack_that_cannot_be_used(thaw: App, tmp_path: Path, qtbot: QtBot) -> None:
    broken = tmp_path / "broken.thawpack"
    broken.write_bytes(b"this is no archive")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "pack.yaml").write_text("format: 1\n", encoding="utf-8")
    thaw.start()
    thaw.go(1)
    thaw.window.offer_pack(folder)
    tab = thaw.window.tab("library")
    assert isinstance(tab, LibraryTab)

    def shown() -> list[FaultsDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, FaultsDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    dialog = shown()[0]
    thaw.window._header._bar.setFocus()  # where a window manager may put it meanwhile
    with qtbot.waitSignal(dialog.destroyed):
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
    thaw.come_back()
    thaw.settle()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert tab.isAncestorOf(focused)


def test_a_hit_of_another_pack_says_where_one_is_now_and_leads_back(thaw: App, tmp_path: Path) -> None:
    thaw.start()
    file = thaw.study.paths.own_packs / "water-cycle.thawpack"
    file.parent.mkdir(parents=True, exist_ok=True)
    build_pack(resources_folder() / "templates" / "pack", file)
    thaw.close()
    thaw.start()
    before = thaw.study.open_pack()
    thaw.go(3)
    section = thaw.study.library.outline("water-cycle")[-1].id
    thaw.window._navigator.go("notes", section, "water-cycle")
    thaw.settle()
    assert thaw.study.open_pack() == "water-cycle"
    assert thaw.window.notice.isVisible()
    assert thaw.window.notice.accessibleName() == "You are now in “The water cycle”."
    notes = _notes(thaw)
    assert not notes.column.back.isEnabled()  # nobody has been to another page
    thaw.window.notice._action.setFocus()
    thaw.key(Qt.Key.Key_Return)
    assert thaw.study.open_pack() == before
    assert thaw.seen() == "faq"
    assert not thaw.window.notice.isVisible()


def test_choosing_a_pack_in_the_library_needs_no_words(thaw: App) -> None:
    thaw.start()
    file = thaw.study.paths.own_packs / "water-cycle.thawpack"
    file.parent.mkdir(parents=True, exist_ok=True)
    build_pack(resources_folder() / "templates" / "pack", file)
    thaw.close()
    thaw.start()
    thaw.window._navigator.study("water-cycle")
    thaw.settle()
    assert thaw.study.open_pack() == "water-cycle"
    assert thaw.seen() == "home"
    assert not thaw.window.notice.isVisible()


def test_the_first_page_stays_as_it_is_when_a_look_is_chosen(thaw: App) -> None:
    thaw.start(welcomed=False)
    page = thaw.window._welcome_page
    assert page is not None
    card = page.findChild(Card)
    assert card is not None
    before = (card.body.spacing(), card.height())
    look = page.findChild(QPushButton, "look-light")
    assert look is not None
    look.setFocus()
    thaw.key(Qt.Key.Key_Return)
    assert (card.body.spacing(), card.height()) == before

"""Read, hide, recall: a section is recalled without a mouse, and the machine dies in the midst of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from thaw_desktop.ui.notes.tab import NotesTab

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from tests.journeys.conftest import App

CONTROL = Qt.KeyboardModifier.ControlModifier
WRITTEN = "Stalin was remote and people feared him. Khrushchev was a populist, a man of the people."


def _notes(thaw: App) -> NotesTab:
    tab = thaw.window.tab("notes")
    assert isinstance(tab, NotesTab)
    return tab


def test_a_section_is_recalled_by_keyboard_through_a_crash(thaw: App, qtbot: QtBot, clock: FakeClock) -> None:
    thaw.start()
    thaw.go(2)
    thaw.window.show_tab("notes", "ideology")
    notes = _notes(thaw)

    # Hidden pieces are opened one by one, then all at once.
    thaw.key(Qt.Key.Key_X)
    total = notes.hiding.layer.total
    assert total > 5
    thaw.key(Qt.Key.Key_Tab)
    thaw.key(Qt.Key.Key_Return)
    assert notes.hiding.layer.revealed == 1
    thaw.key(Qt.Key.Key_V)
    assert notes.hiding.layer.revealed == total
    thaw.key(Qt.Key.Key_X)

    # All that is remembered is written down; the machine dies two minutes later.
    thaw.key(Qt.Key.Key_B)
    QTest.keyClicks(notes.blurt.page.paper, WRITTEN)
    clock.advance(minutes=2)
    qtbot.waitUntil(lambda: not notes.unsaved, timeout=5000)
    thaw.vanish()

    # It goes on from there, and is compared.
    thaw.start()
    thaw.window.show_tab("notes", "ideology")
    notes = _notes(thaw)
    thaw.key(Qt.Key.Key_B)
    assert notes.blurt.page.paper.text() == WRITTEN
    assert notes.blurt.page.clock.text() == "2:00"
    thaw.key(Qt.Key.Key_Return, CONTROL)
    qtbot.waitUntil(notes.blurt.result.isVisible, timeout=20_000)
    recalled = notes.blurt.result.recalled()
    assert recalled["q-stalin-khrushchev.m1"]
    assert recalled["q-stalin-khrushchev.m4"]
    assert not all(recalled.values())

    # What was missed is asked today.
    wanted = set(notes.blurt.result.cards())
    assert wanted
    thaw.key(Qt.Key.Key_Return, CONTROL)
    queue = thaw.study.session.queue(thaw.study.open_pack())
    assert wanted <= set(queue.due)
    assert notes.page.hasFocus()
    assert notes.blurt.box.past.text().startswith("Last time: ")

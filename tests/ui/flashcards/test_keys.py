"""The keys of a sitting: other layouts, other keys of the student's own, and the page that changes them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from thaw_desktop.core.settings import Settings
from thaw_desktop.ui.review_choices import ReviewChoices
from thaw_desktop.ui.session_keys import DEFAULTS, RESERVED, action_names, conflict, key_of, keys_in_force

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme

_NONE = Qt.KeyboardModifier.NoModifier
_CONTROL, _SHIFT, _ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)


def _pressed(key: Qt.Key, held: Qt.KeyboardModifier, sign: str) -> QKeyEvent:
    return QKeyEvent(QEvent.Type.KeyPress, key, held, sign)


@pytest.mark.parametrize(
    ("key", "held", "sign", "name"),
    [
        (Qt.Key.Key_E, _NONE, "e", "E"),
        (Qt.Key.Key_Space, _NONE, " ", "Space"),
        (Qt.Key.Key_At, _SHIFT, "@", "@"),
        (Qt.Key.Key_At, Qt.KeyboardModifier.GroupSwitchModifier, "@", "@"),
        (Qt.Key.Key_Q, _CONTROL | _ALT, "@", "@"),  # Windows, German: AltGr and Q
        (Qt.Key.Key_Exclam, _NONE, "!", "!"),  # French: no Shift
        (Qt.Key.Key_1, _SHIFT, "1", "1"),  # French: digits behind Shift
        (Qt.Key.Key_1, Qt.KeyboardModifier.KeypadModifier, "1", "1"),
        (Qt.Key.Key_1, _ALT, "1", "Alt+1"),
        (Qt.Key.Key_Z, _CONTROL, "\x1a", "Ctrl+Z"),
        (Qt.Key.Key_Z, _CONTROL | _SHIFT, "\x1a", "Ctrl+Shift+Z"),
        (Qt.Key.Key_F9, _NONE, "", "F9"),
        (Qt.Key.Key_Shift, _SHIFT, "", ""),
    ],
)
def test_a_key_is_named_by_the_sign_that_it_writes(
    key: Qt.Key, held: Qt.KeyboardModifier, sign: str, name: str
) -> None:
    assert key_of(_pressed(key, held, sign)) == name


def test_every_action_has_a_name_and_a_key_of_its_own_that_the_window_does_not_need() -> None:
    assert set(action_names()) == set(DEFAULTS)
    assert len(set(DEFAULTS.values())) == len(DEFAULTS)
    assert not RESERVED & set(DEFAULTS.values())


def test_a_spoiled_setting_leaves_the_keys_as_they_were_made() -> None:
    spoiled = {"edit": "Ctrl+K", "bury": "no such key", "flying": "F", "suspend": "", "plan": "B", "good": "G"}
    assert keys_in_force(spoiled) == {**DEFAULTS, "good": "G"}
    assert keys_in_force({"plan": "B", "browse": "P"}) == {**DEFAULTS, "plan": "B", "browse": "P"}


def test_a_conflict_says_what_has_the_key_and_what_to_do() -> None:
    taken, needed = conflict(DEFAULTS, "bury", "E"), conflict(DEFAULTS, "bury", "Ctrl+K")
    assert taken is not None
    assert taken.sentence == "E is taken by “Edit the card”; choose another key, or change that one first."
    assert needed is not None
    assert "needed by the window" in needed.sentence
    assert conflict(DEFAULTS, "bury", "-") is None


def test_an_at_sign_behind_altgr_suspends(table: Table) -> None:
    first, focused = table.card, QApplication.focusWidget()
    assert focused is not None
    QApplication.sendEvent(focused, _pressed(Qt.Key.Key_Q, _CONTROL | _ALT, "@"))
    table.settle()
    assert table.card != first
    assert "Suspended" in table.tab._intro.text()


def test_keys_of_ones_own_work_at_once_and_stand_on_the_buttons(table: Table, study: Study) -> None:
    study.settings.change(card_keys={"good": "G", "undo": "Ctrl+U", "answer": "S"})
    table.tab.refresh()
    first = table.card
    assert table.tab._reveal_button.text() == "Show answer — S"
    assert table.tab._ratings._buttons[2].text().startswith("G  Good")
    assert "Ctrl+U" in table.tab._undo.toolTip()
    table.press(Qt.Key.Key_S)
    table.press(Qt.Key.Key_3)
    assert table.card == first
    table.press(Qt.Key.Key_G)
    assert table.card != first
    table.undo()
    assert table.card != first
    table.press(Qt.Key.Key_U, _CONTROL)
    assert table.card == first


def test_an_exclamation_mark_suspends_both_directions_and_one_undo_brings_both_back(table: Table, study: Study) -> None:
    pack = study.open_pack()
    both = next(
        [one.id for one in study.library.cards(pack) if one.note == card.note]
        for card in study.library.cards(pack)
        if card.kind == "reversed"
    )
    table.tab.show_item(both[0])
    table.settle()
    table.press(Qt.Key.Key_Exclam, _SHIFT)
    assert sorted(study.session.suspended(pack)) == sorted(both)
    table.undo()
    assert study.session.suspended(pack) == []
    assert table.card in both


def test_alt_and_a_digit_flag_the_card_and_take_the_flag_away(table: Table) -> None:
    table.press(Qt.Key.Key_2, _ALT)
    assert table.tab._card._badge.text() == "Orange flag"
    table.press(Qt.Key.Key_2, _ALT)
    assert not table.tab._card._badge.isVisible()


def test_a_question_mark_asks_for_the_page_of_keys(qtbot: QtBot, table: Table) -> None:
    with qtbot.waitSignal(table.tab.settings_asked) as asked:
        table.press(Qt.Key.Key_Question, _SHIFT)
    assert asked.args == ["flashcards"]


def test_the_page_takes_a_key_refuses_one_that_is_taken_and_goes_back(qtbot: QtBot, theme: Theme) -> None:
    page = ReviewChoices(theme, Settings())
    qtbot.addWidget(page)
    page.show()
    chosen: list[tuple[str, object]] = []
    page.chosen.connect(lambda name, value: chosen.append((name, value)))
    bury = page.keys["bury"]
    bury.click()
    assert bury.text() == "Press a key…"
    QTest.keyClick(bury, Qt.Key.Key_E)
    assert chosen == []
    assert "taken by “Edit the card”" in page.told.text()
    bury.click()
    QTest.keyClick(bury, Qt.Key.Key_Escape)
    assert bury.text() == "-"
    bury.click()
    QTest.keyClick(bury, Qt.Key.Key_X)
    assert chosen == [("card_keys", {"bury": "X"})]
    assert not page.told.isVisible()
    assert bury.accessibleName() == "Bury the card until tomorrow: X"
    page.reset.click()
    assert chosen[-1] == ("card_keys", {})
    assert bury.text() == "-"
    page.accents.click()
    page.speech.setCurrentIndex(3)
    assert chosen[-2:] == [("forgive_accents", False), ("card_speech", "both")]


def test_why_a_key_cannot_be_had_is_said_in_sight_below_it(qtbot: QtBot, theme: Theme) -> None:
    theme.apply("light", 2.0)
    area = QScrollArea()
    area.setWidgetResizable(True)
    page = ReviewChoices(theme, Settings())
    area.setWidget(page)
    area.resize(700, 500)
    qtbot.addWidget(area)
    area.show()

    def said_below(one: QWidget) -> bool:
        below = page.told.y() - one.geometry().bottom()
        return 0 <= below < one.height() and page.told.visibleRegion().boundingRect() == page.told.rect()

    for one in page.keys.values():
        area.ensureWidgetVisible(one)
        one.click()
        QTest.keyClick(one, Qt.Key.Key_K, _CONTROL)
        qtbot.waitUntil(partial(said_below, one))

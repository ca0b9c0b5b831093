"""Burying, suspending, flagging and looking a card up, by keyboard and by the menu; all can be taken back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from thaw_desktop.flashcards.standing import Standing
from thaw_desktop.ui.flashcards.information import CardInformation

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study

_CONTROL, _SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def _standing(study: Study, card: str) -> Standing:
    prompt = study.session.prompt(study.open_pack(), card)
    assert prompt is not None
    return prompt.standing


def test_a_hyphen_buries_the_card_until_tomorrow_and_ctrl_z_brings_it_back(
    table: Table, study: Study, clock: FakeClock
) -> None:
    first = table.card
    table.press(Qt.Key.Key_Minus)
    assert table.card != first
    assert "Buried" in table.tab._intro.text()
    assert table.tab._intro.isVisible()
    assert first not in study.session.queue(study.open_pack()).new
    table.undo()
    assert table.card == first
    table.press(Qt.Key.Key_Z, _CONTROL | _SHIFT)
    assert table.card != first
    clock.advance(days=1)
    assert first in study.session.queue(study.open_pack()).new


def test_an_at_sign_suspends_the_card_and_asks_one_that_is_looked_up_again(table: Table, study: Study) -> None:
    first = table.card
    table.press(Qt.Key.Key_At, _SHIFT)
    assert table.card != first
    assert _standing(study, first).suspended
    assert table.tab._menu.resume.isVisible()
    table.tab.show_item(first)
    table.settle()
    assert "Suspended" in table.tab._card._badge.text()
    table.press(Qt.Key.Key_At, _SHIFT)
    assert table.card == first
    assert not _standing(study, first).suspended
    assert not table.tab._card._badge.isVisible()


def test_all_suspended_cards_are_asked_again_by_the_menu(table: Table, study: Study) -> None:
    for _ in range(2):
        table.press(Qt.Key.Key_At, _SHIFT)
    assert table.tab._menu.resume.text() == "Ask all 2 suspended cards again"
    table.tab._menu.resume.trigger()
    table.settle()
    assert study.session.suspended(study.open_pack()) == []
    assert not table.tab._menu.resume.isVisible()


def test_a_flag_is_shown_on_the_card_and_leaves_its_answer_in_view(table: Table, study: Study) -> None:
    first = table.card
    table.press(Qt.Key.Key_Space)
    table.tab._menu.flags[2].trigger()
    table.settle()
    assert table.card == first
    assert table.revealed
    assert table.tab._card._badge.text() == "Orange flag"
    assert _standing(study, first).flag == 2
    table.undo()
    assert not table.tab._card._badge.text().endswith("flag")
    assert not table.tab._menu.flags[2].isChecked()


def test_where_one_types_the_same_keys_are_letters(table: Table, study: Study) -> None:
    (typed, *_) = [card.id for card in study.library.cards(study.open_pack()) if card.kind == "type-in"]
    table.tab.show_item(typed)
    table.settle()
    table.type("i-@")
    assert table.tab._card.field.text() == "i-@"
    assert _standing(study, typed) == Standing()


def test_i_shows_what_is_known_of_the_card(table: Table, qtbot: QtBot, clock: FakeClock) -> None:
    first = table.card
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_4)
    clock.advance(days=2)
    table.tab.show_item(first)
    table.settle()
    table.press(Qt.Key.Key_I)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, CardInformation) and one.isVisible()]
    words = [label.text() for label in dialog.findChildren(QLabel)]
    assert any("days, until it falls to 90 %" in word for word in words)
    assert any("how likely you are to recall it today" in word for word in words)
    assert "Easy" in dialog.answers.toPlainText()
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_a_card_never_answered_says_so(table: Table, qtbot: QtBot) -> None:
    table.press(Qt.Key.Key_I)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, CardInformation) and one.isVisible()]
    assert "You have not answered this card yet." in [label.text() for label in dialog.findChildren(QLabel)]
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()


def test_what_cannot_be_saved_leaves_the_card_where_it_is(table: Table, study: Study, qtbot: QtBot) -> None:
    first = table.card
    study.log.connection.execute("PRAGMA query_only = ON")
    with qtbot.waitSignal(table.tab.trouble):
        table.press(Qt.Key.Key_Minus)
    assert table.card == first
    study.log.connection.execute("PRAGMA query_only = OFF")

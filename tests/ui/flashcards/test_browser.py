"""The table of all cards, and what is made and done from there."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from thaw_desktop.ui.flashcards.card_editor import CardEditor

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study
    from thaw_desktop.ui.flashcards.browser import Browser

PACK = "destalinisation"
KEY, CONTROL = Qt.Key, Qt.KeyboardModifier.ControlModifier


class Shelf:
    """The table as somebody at the keyboard meets it."""

    def __init__(self, table: Table, qtbot: QtBot) -> None:
        self.table, self._qtbot = table, qtbot
        table.press(KEY.Key_B)
        found = table.tab._hands._browser
        assert found is not None
        self.browser: Browser = found
        self.settle()

    def settle(self) -> None:
        """Wait for what was asked."""
        self._qtbot.waitUntil(lambda: not self.browser._later.isActive() and self.browser._jobs.idle())
        QApplication.processEvents()

    def find(self, query: str) -> int:
        """Type a query; how many cards it finds."""
        self.browser.field.selectAll()
        QTest.keyClicks(self.browser.field, query)
        self.settle()
        return len(self.browser.model.keys)

    def choose(self, *keys: tuple[Qt.Key, Qt.KeyboardModifier] | Qt.Key) -> None:
        """Press keys in the table."""
        self.browser.table.setFocus()
        for one in keys:
            key, modifier = one if isinstance(one, tuple) else (one, Qt.KeyboardModifier.NoModifier)
            QTest.keyClick(self.browser.table, key, modifier)
        self.settle()


@pytest.fixture
def shelf(table: Table, qtbot: QtBot) -> Shelf:
    return Shelf(table, qtbot)


Dialog = TypeVar("Dialog", bound=QWidget)


def shown(qtbot: QtBot, kind: type[Dialog]) -> Dialog:
    def there() -> list[Dialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: len(there()) == 1 and there()[0].isActiveWindow())
    return there()[0]


def test_b_opens_the_table_of_all_cards_and_esc_leaves_it(shelf: Shelf, study: Study) -> None:
    assert len(shelf.browser.model.keys) == study.library.counts(PACK).cards
    assert shelf.browser.field.hasFocus()
    assert shelf.browser.status.text() == f"{study.library.counts(PACK).cards} cards"
    QTest.keyClick(shelf.browser.field, KEY.Key_Escape)
    assert shelf.table.card
    assert shelf.table.tab._card.isVisible()


def test_what_is_typed_is_found_and_what_means_nothing_is_told(shelf: Shelf) -> None:
    assert 0 < shelf.find("gulag") < 40
    assert "gulag" in (shelf.browser.model.row(0).question + shelf.browser.model.row(0).answer).lower()
    before = len(shelf.browser.model.keys)
    assert shelf.find("is:wrong") == before
    assert "`is:wrong` is nothing to search for" in shelf.browser.status.text()
    assert shelf.find("xyzzyqq") == 0
    assert shelf.browser.status.text() == "No cards found"
    assert not shelf.browser.deeds.isEnabled()


def test_several_cards_are_suspended_by_a_key_and_it_is_taken_back(shelf: Shelf, study: Study) -> None:
    count = shelf.find("deck:*secret*")
    assert count > 2
    shelf.choose((KEY.Key_A, CONTROL), KEY.Key_At)
    assert len(study.session.suspended(PACK)) == count
    assert "suspended" in str(shelf.browser.model.data(shelf.browser.model.index(0, 0)))
    assert f"{count} selected" in shelf.browser.status.text()
    shelf.choose((KEY.Key_Z, CONTROL))
    assert study.session.suspended(PACK) == []


def test_the_table_is_sorted_by_its_headings_and_back(shelf: Shelf, student: Student) -> None:
    student.answer(3, rating=4)
    shelf.browser.table.sortByColumn(3, Qt.SortOrder.DescendingOrder)
    shelf.settle()
    assert shelf.browser.model.row(0).state is not None
    shelf.browser.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    shelf.settle()
    assert len(shelf.browser.model.keys) > 100


def test_a_card_is_added_by_keys_and_found(shelf: Shelf, study: Study, qtbot: QtBot) -> None:
    QTest.keyClick(shelf.browser.table, KEY.Key_N, CONTROL)
    editor = shown(qtbot, CardEditor)
    QTest.keyClick(editor.front, KEY.Key_Return, CONTROL)
    assert editor.isVisible()
    assert "A card needs a question and an answer" in editor._told.text()
    QTest.keyClicks(editor.front, "Who was Bulganin?")
    QTest.keyClicks(editor.back, "The premier until 1958")
    QTest.keyClicks(editor.tags, "rivals,  hard ")
    QTest.keyClick(editor.tags, KEY.Key_Return, CONTROL)
    (card,) = study.session.own.cards(PACK)
    assert (card.front_text, card.tags) == ("Who was Bulganin?", ("rivals", "hard"))
    assert shelf.find("is:own") == 1


def test_a_card_of_the_pack_is_changed_by_a_version_of_ones_own(table: Table, study: Study, qtbot: QtBot) -> None:
    first = table.card
    table.press(KEY.Key_E)
    editor = shown(qtbot, CardEditor)
    assert any("This card is the pack’s" in label.text() for label in editor.findChildren(QLabel))
    editor.form.setCurrentIndex(editor.form.findData("basic"))
    editor.front.setPlainText("What, in my words?")
    editor.back.setPlainText("That.")
    QTest.keyClick(editor.back, KEY.Key_Return, CONTROL)
    assert study.session.suspended(PACK) == [first]
    (card,) = study.session.own.cards(PACK)
    assert card.front_text == "What, in my words?"
    table.settle()
    assert table.card != first


def test_an_own_card_is_changed_while_it_is_asked(
    open_table: Callable[[], Table], study: Study, clock: FakeClock, qtbot: QtBot
) -> None:
    own = study.session.own.make(PACK, "basic", "Old?", "Old.")
    table = open_table()
    table.tab.show_item(own)
    assert table.text.startswith("Old?")
    table.press(KEY.Key_E)
    editor = shown(qtbot, CardEditor)
    clock.advance(5)
    editor.front.setPlainText("New?")
    QTest.keyClick(editor.front, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: table.text.startswith("New?"))
    assert study.session.suspended(PACK) == []


def test_words_are_hidden_by_a_key_in_the_editor(shelf: Shelf, study: Study, qtbot: QtBot) -> None:
    QTest.keyClick(shelf.browser.table, KEY.Key_N, CONTROL)
    editor = shown(qtbot, CardEditor)
    editor.form.setCurrentIndex(editor.form.findData("cloze"))
    assert not editor.back.isVisible()
    editor.front.setPlainText("thaw")
    QTest.keyClick(editor.front, KEY.Key_H, CONTROL)
    assert editor.front.toPlainText() == "==thaw=="
    QTest.keyClick(editor.front, KEY.Key_Return, CONTROL)
    assert [card.kind for card in study.session.own.cards(PACK)] == ["cloze"]


def test_a_round_of_ones_own_choice_leaves_the_schedule_alone(shelf: Shelf, study: Study) -> None:
    count = shelf.find("gulag")
    QTest.keyClick(shelf.browser.study, KEY.Key_Space)
    table = shelf.table
    table.settle()
    assert table.tab._count.text() == f"1 of {count}"
    first = table.card
    table.press(KEY.Key_Return)
    table.press(KEY.Key_1)
    asked = []
    while table.card:
        asked.append(table.card)
        table.press(KEY.Key_Return)  # Space would be typed into the answer of some
        table.press(KEY.Key_3)
    assert asked.count(first) == 1
    assert len(asked) == count
    assert table.tab._empty.accessibleName() == f"You went through {count} cards"
    assert study.session.done_today(PACK) == study.session.answered_today(PACK) == 0
    table.press(KEY.Key_Return)
    assert table.tab._count.text().startswith("1 of 20")


def test_esc_ends_a_round(shelf: Shelf) -> None:
    shelf.find("gulag")
    QTest.keyClick(shelf.browser.study, KEY.Key_Space)
    shelf.table.settle()
    shelf.table.press(KEY.Key_Escape)
    assert shelf.table.tab._count.text().startswith("1 of 20")


def test_after_so_many_cards_comes_a_break(table: Table, study: Study) -> None:
    study.settings.change(sitting_cards=2)
    for _ in range(2):
        table.press(KEY.Key_Space)
        table.press(KEY.Key_4)
    assert table.card == ""
    assert table.tab._empty.accessibleName().startswith("That was ")
    assert "You went through 2 cards; 18 cards left today." in table.tab._empty.accessibleDescription()
    table.press(KEY.Key_Return)
    assert table.card


def test_a_card_forgotten_again_and_again_is_told_what_may_help(
    open_table: Callable[[], Table], study: Study, clock: FakeClock
) -> None:
    queue = study.session.queue(PACK)
    card = queue.new[0]
    for rating in [4, *([1, 3] * 8)]:
        prompt = study.session.prompt(PACK, card)
        assert prompt is not None
        study.session.answer(PACK, prompt.card, 4 if rating == 4 else 1 if rating == 1 else 3, 1000)
        clock.advance(days=9)
    table = open_table()
    table.tab.show_item(card)
    assert table.tab._intro.isVisible()
    assert table.tab._intro.text().startswith("Forgotten 8 times.")


def test_nothing_is_taken_back_and_a_buried_card_is_left_out_in_a_round(shelf: Shelf, study: Study) -> None:
    count = shelf.find("gulag")
    QTest.keyClick(shelf.browser.study, KEY.Key_Space)
    table = shelf.table
    table.settle()
    first = table.card
    table.undo()
    assert table.card == first
    table.tab._menu.bury.trigger()  # its key would be typed into the answer of some cards
    table.settle()
    assert table.card not in {"", first}
    assert table.tab._count.text() == f"1 of {count - 1}"


def test_after_a_break_with_nothing_left_the_button_leads_on(
    table: Table, study: Study, asked: list[tuple[str, str]]
) -> None:
    study.settings.change(sitting_cards=1, new_cards_a_day=1)
    table.press(KEY.Key_Space)
    table.press(KEY.Key_4)
    assert table.tab._empty.accessibleName() == "All done for today"
    table.press(KEY.Key_Return)
    assert asked == [("notes", "")]


def test_a_break_that_ends_because_nothing_is_left_any_more_leads_on_at_once(
    table: Table, study: Study, asked: list[tuple[str, str]]
) -> None:
    study.settings.change(sitting_cards=1, new_cards_a_day=2)
    table.press(KEY.Key_Space)
    table.press(KEY.Key_4)
    assert table.tab._empty.accessibleName().startswith("That was ")
    study.settings.change(new_cards_a_day=1)
    table.tab.refresh()
    assert table.tab._empty.accessibleName() == "All done for today"
    table.press(KEY.Key_Return)
    assert asked == [("notes", "")]

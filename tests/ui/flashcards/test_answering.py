"""Cards answered by keyboard: show, rate, take back."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from thaw_desktop.app import open_study
from thaw_desktop.ui.flashcards.tab import FlashcardsTab
from thaw_desktop.ui.hub import Hub

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study
    from thaw_desktop.ui.flashcards.tools import CardTools
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme


def answers(study: Study) -> list[tuple[str, dict[str, Any]]]:
    rows = study.log.connection.execute("SELECT item, payload FROM event WHERE kind = 'card.review' ORDER BY seq")
    return [(item.rpartition("/")[2], json.loads(payload)) for item, payload in rows]


def test_space_shows_the_answer_and_a_number_rates_it(table: Table, study: Study) -> None:
    first = table.card
    assert not table.revealed
    table.press(Qt.Key.Key_Space)
    assert table.revealed
    assert table.card == first
    table.press(Qt.Key.Key_4)
    assert table.card != first
    assert not table.revealed
    ((item, payload),) = answers(study)
    assert (item, payload["rating"]) == (first, 4)
    assert payload["ms"] >= 0


@pytest.mark.parametrize("rating", [1, 2, 3, 4])
def test_each_number_is_its_rating(table: Table, study: Study, rating: int) -> None:
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key(Qt.Key.Key_0 + rating))
    assert [payload["rating"] for _, payload in answers(study)] == [rating]


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_same_key_shows_the_answer_and_then_says_good(table: Table, study: Study, key: Qt.Key) -> None:
    table.press(key)
    assert table.rating_with_focus() == 3
    table.press(key)
    assert [payload["rating"] for _, payload in answers(study)] == [3]


def test_space_and_enter_choose_the_rating_that_the_arrows_have_reached(table: Table, study: Study) -> None:
    for key in (Qt.Key.Key_Space, Qt.Key.Key_Return):
        table.press(Qt.Key.Key_Space)
        table.press(Qt.Key.Key_Left)
        table.press(key)
    assert [payload["rating"] for _, payload in answers(study)] == [2, 2]


def test_a_number_before_the_answer_is_shown_rates_nothing(table: Table, study: Study) -> None:
    first = table.card
    for key in (Qt.Key.Key_1, Qt.Key.Key_4, Qt.Key.Key_7):
        table.press(key)
    assert table.card == first
    assert answers(study) == []


def test_two_quick_keys_rate_one_card(table: Table, study: Study) -> None:
    table.press(Qt.Key.Key_Space)
    QTest.keyClick(table.tab, Qt.Key.Key_3)
    QTest.keyClick(table.tab, Qt.Key.Key_3)  # before the next card is on the table
    table.settle()
    assert len(answers(study)) == 1


def test_the_mouse_works_too(table: Table, study: Study) -> None:
    QTest.mouseClick(table.tab._reveal_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(table.tab._ratings._buttons[1], Qt.MouseButton.LeftButton)
    table.settle()
    assert [payload["rating"] for _, payload in answers(study)] == [2]


def test_buttons_say_when_the_card_comes_again(table: Table) -> None:
    table.press(Qt.Key.Key_Space)
    assert [button.text() for button in table.tab._ratings._buttons] == [
        "1  Again\nin 1 min",
        "2  Hard\nin 6 min",
        "3  Good\nin 10 min",
        "4  Easy\nin 8 days",
    ]


def test_the_count_goes_up_with_each_card_that_is_answered(table: Table) -> None:
    assert table.tab._count.text() == "1 of 20"
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_4)
    assert table.tab._count.text() == "2 of 20"
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_1)  # to be learnt: it comes again today
    assert table.tab._count.text() == "3 of 20"


def test_a_card_taken_back_is_counted_as_before(table: Table) -> None:
    for _ in range(2):
        table.press(Qt.Key.Key_Space)
        table.press(Qt.Key.Key_4)
    table.undo()
    assert table.tab._count.text() == "2 of 20"


def test_a_card_that_is_not_asked_today_says_so(table: Table, study: Study) -> None:
    last = [card.id for card in study.library.card_refs(study.open_pack()) if card.kind != "point"][-1]
    table.tab.show_item(last)
    assert table.tab._count.text() == "Out of turn · 20 left today"


def test_the_bar_is_full_only_when_nothing_comes_any_more(table: Table, study: Study) -> None:
    study.settings.change(new_cards_a_day=2)
    table.tab.refresh()
    for _ in range(2):
        table.press(Qt.Key.Key_Space)
        table.press(Qt.Key.Key_3)  # comes once more in ten minutes
    assert table.tab._count.text() == "Once more · 2 left today"
    assert table.tab._bar._fraction == 0.5
    for _ in range(2):
        table.press(Qt.Key.Key_Space)
        table.press(Qt.Key.Key_4)
    assert table.tab._bar._fraction == 1.0
    assert table.tab._count.text() == "2 of 2"


def test_the_first_time_says_how_it_works_and_later_no_more(table: Table) -> None:
    assert table.tab._intro.isVisible()
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_3)
    assert not table.tab._intro.isVisible()


def test_undo_brings_the_card_back_with_its_answer_hidden(table: Table, study: Study) -> None:
    first = table.card
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_4)
    table.undo()
    assert table.card == first
    assert not table.revealed
    assert table.tab._card._badge.text() == "Taken back"
    assert study.session.done_today(study.open_pack()) == 0
    assert not table.tab._undo.isEnabled()


def test_undo_goes_back_through_earlier_answers(table: Table) -> None:
    cards = []
    for _ in range(3):
        cards.append(table.card)
        table.press(Qt.Key.Key_Space)
        table.press(Qt.Key.Key_4)
    back = []
    for _ in range(3):
        table.undo()
        back.append(table.card)
    assert back == cards[::-1]
    table.undo()
    assert table.card == cards[0]


def test_undo_works_after_thaw_was_opened_again(
    qtbot: QtBot,
    table: Table,
    study: Study,
    clock: FakeClock,
    show: Callable[[Tab], Tab],
    theme: Theme,
    navigator: Navigator,
    tools_of: Callable[[Study], CardTools],
) -> None:
    first = table.card
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_2)
    again = open_study(study.paths, clock)
    try:
        tab = FlashcardsTab(theme, navigator, again.session, again.library, again.settings, tools_of(again))
        table.tab.hide()
        show(tab)
        tab.activateWindow()
        qtbot.waitUntil(tab.isActiveWindow)
        QTest.keyClick(tab, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert tab._prompt is not None
        assert tab._prompt.card.id == first
        assert again.session.can_undo() is False
        tab.close()
    finally:
        again.close()


def test_an_answer_taken_back_can_be_given_again(table: Table, study: Study) -> None:
    first = table.card
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_1)
    table.undo()
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_4)
    assert study.session.done_today(study.open_pack()) == 1
    assert table.card != first


def test_leaving_the_tab_keeps_the_card_as_it_is(table: Table) -> None:
    table.press(Qt.Key.Key_Space)
    card = table.card
    table.tab.leave()
    table.tab.hide()
    table.tab.show()
    table.tab.refresh()
    assert table.card == card
    assert table.revealed


def test_an_answer_that_cannot_be_saved_leaves_the_card_open(table: Table, study: Study) -> None:
    told: list[str] = []
    table.tab.trouble.connect(told.append)
    card = table.card
    table.press(Qt.Key.Key_Space)
    study.log.connection.execute("PRAGMA query_only = ON")
    table.press(Qt.Key.Key_3)
    assert len(told) == 1
    assert told[0].endswith(".")
    assert (table.card, table.revealed) == (card, True)
    study.log.connection.execute("PRAGMA query_only = OFF")
    table.press(Qt.Key.Key_3)
    assert table.card != card
    assert len(answers(study)) == 1


def test_an_undo_that_cannot_be_saved_changes_nothing(table: Table, study: Study) -> None:
    told: list[str] = []
    table.tab.trouble.connect(told.append)
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_4)
    card = table.card
    study.log.connection.execute("PRAGMA query_only = ON")
    table.undo()
    assert len(told) == 1
    assert table.card == card
    study.log.connection.execute("PRAGMA query_only = OFF")


def test_cards_being_learnt_come_at_the_end(table: Table) -> None:
    first = table.card
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_1)
    others = set()
    while table.card != first:
        others.add(table.card)
        table.press(Qt.Key.Key_Return)
        table.press(Qt.Key.Key_4)
    assert len(others) == 19


def said(table: Table) -> str:
    return table.tab._empty.accessibleDescription()


def test_the_end_says_what_was_done_and_leads_on(
    open_table: Callable[[], Table], student: Student, asked: list[tuple[str, str]]
) -> None:
    student.answer(500, rating=4)
    table = open_table()
    assert table.card == ""
    assert table.tab._empty.accessibleName() == "All done for today"
    # Alike, and yet not all on one day.
    assert re.search(r"You went through 20 cards\. \d+ cards come again in [67] days\.", told := said(table)), told
    assert table.tab._count.text() == "20 of 20"
    QTest.mouseClick(table.tab._empty._button, Qt.MouseButton.LeftButton)
    assert asked == [("notes", "")]


def test_the_last_answer_can_be_taken_back_at_the_end(open_table: Callable[[], Table], student: Student) -> None:
    student.answer(500, rating=4)
    table = open_table()
    QTest.keyClick(table.tab, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    table.settle()
    assert table.card != ""


def test_the_next_day_brings_new_cards_when_the_tab_is_seen_again(
    open_table: Callable[[], Table], student: Student, clock: FakeClock
) -> None:
    student.answer(500, rating=4)
    table = open_table()
    table.tab.hide()
    clock.advance(days=1)
    table.tab.show()
    assert table.card != ""


def test_the_focus_never_leaves_the_cards_by_itself(
    qtbot: QtBot,
    theme: Theme,
    navigator: Navigator,
    study: Study,
    student: Student,
    tools_of: Callable[[Study], CardTools],
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    tab = FlashcardsTab(theme, navigator, study.session, study.library, study.settings, tools_of(study))
    elsewhere = QPushButton("Settings")
    column = QVBoxLayout(window)
    column.addWidget(elsewhere)
    column.addWidget(tab)
    hub = Hub(study.changes, window)
    hub.add(tab)
    tab.pack = study.open_pack()
    window.show()
    hub.show(tab)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    tab.setFocus()
    # Qt hands the focus of a control that is hidden to the next one, which may be anything in the window.
    while tab._prompt is not None:
        for key in (Qt.Key.Key_Return, Qt.Key.Key_4):
            focused = QApplication.focusWidget()
            assert focused is not None
            assert tab.isAncestorOf(focused)
            QTest.keyClick(focused, key)
            QApplication.processEvents()
            QApplication.processEvents()
    assert QApplication.focusWidget() is tab._empty._button
    elsewhere.setFocus()
    assert tab._ask(tab.pack, "c-admission", kept=True)
    assert elsewhere.hasFocus()  # where the student has gone meanwhile


def test_without_a_pack_the_tab_says_so(table: Table) -> None:
    table.tab.pack = ""
    table.tab.refresh()
    assert table.card == ""
    assert table.tab._empty.accessibleName() == "No pack is open"


def test_all_controls_have_names(table: Table) -> None:
    table.press(Qt.Key.Key_Space)
    for part in (*table.tab._ratings._buttons, table.tab._card.source, table.tab._card.text, table.tab._card.field):
        assert part.accessibleName()

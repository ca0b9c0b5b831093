"""Cards in rows that share the width, and rows that are buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget

from thaw_desktop.ui.widgets import Card, plain_label
from thaw_desktop.ui.widgets.list_card import ListCard, ListRow, Row
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.ui.theme import Theme

    Display = Callable[..., None]

WIDE, NARROW = (1048, 600), (600, 600)


def filled(theme: Theme, text: str = "Words") -> Card:
    card = Card(theme)
    card.body.addWidget(plain_label(text, wrap=True))
    return card


def settle(page: CardsPage, size: tuple[int, int]) -> None:
    page.window().resize(*size)
    QApplication.processEvents()


def test_rows_of_two_and_four_have_their_edges_in_line(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    four = [filled(theme) for _ in range(4)]
    two = [filled(theme) for _ in range(2)]
    page.rows.add_row(four)
    page.rows.add_row(two)
    display(page, WIDE)

    assert [card.x() for card in four[::2]] == [card.x() for card in two]
    assert four[1].geometry().right() == two[0].geometry().right()
    assert four[3].geometry().right() == two[1].geometry().right()


def test_shares_divide_the_width(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    left, right = filled(theme), filled(theme)
    page.rows.add_row([left, right], (3, 2))
    display(page, WIDE)

    assert left.width() / right.width() == pytest.approx(1.5, abs=0.01)
    assert right.x() - left.geometry().right() - 1 == theme.px(16)


def test_cards_of_a_line_are_as_high_as_the_highest(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    long, short = filled(theme, "many words " * 40), filled(theme)
    page.rows.add_row([long, short])
    display(page, WIDE)

    assert long.height() == short.height() == long.heightForWidth(long.width())


def test_narrow_page_stacks_its_cards_or_keeps_pairs(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    pair = [filled(theme) for _ in range(2)]
    four = [filled(theme) for _ in range(4)]
    page.rows.add_row(pair)
    page.rows.add_row(four, narrow=2)
    display(page, WIDE)

    settle(page, NARROW)

    assert pair[0].x() == pair[1].x()
    assert pair[0].geometry().bottom() < pair[1].y()
    assert [card.y() == four[0].y() for card in four] == [True, True, False, False]
    assert pair[0].width() == four[1].geometry().right() - four[0].x() + 1


def test_hidden_cards_take_no_room(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    gone, left, right = (filled(theme) for _ in range(3))
    page.rows.add_row([gone])
    page.rows.add_row([left, right])
    gone.hide()
    right.hide()
    display(page, WIDE)

    assert left.y() == theme.px(20)
    assert left.width() == page.viewport().width() - 2 * theme.px(20)


def test_larger_text_stacks_sooner(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    left, right = filled(theme), filled(theme)
    page.rows.add_row([left, right])
    display(page, WIDE)
    assert left.y() == right.y()

    theme.apply("light", 2.0)
    QApplication.processEvents()

    assert left.y() < right.y()


def test_very_wide_page_keeps_its_column_in_the_middle(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    card = filled(theme)
    page.rows.add_row([card])
    display(page, (2200, 600))

    assert card.width() < 1300
    assert card.x() == pytest.approx((page.viewport().width() - card.width()) / 2, abs=1)


def test_page_scrolls_down_to_all_of_its_cards(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    for _ in range(12):
        page.rows.add_row([filled(theme, "many words " * 30)])
    last = QPushButton("Last")
    page.rows.add_row([last])
    display(page, NARROW)

    page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())

    assert last.visibleRegion().boundingRect().height() == last.height()


def test_an_item_taken_out_leaves_the_others_in_their_rows(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    first, second, third = (filled(theme) for _ in range(3))
    page.rows.add_row([first, second])
    page.rows.add_row([third])
    display(page, WIDE)

    page.rows.removeWidget(first)
    first.hide()
    QApplication.processEvents()

    assert page.rows.count() == 2
    assert second.y() == theme.px(20)
    assert third.y() > second.geometry().bottom()


def rows_of(card: ListCard) -> list[ListRow]:
    return [row for row in card.findChildren(ListRow) if row.isVisible()]


def texts(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def test_list_without_rows_says_its_sentence(theme: Theme, display: Display) -> None:
    card = ListCard(theme, "Essays", "None yet.")
    display(card, NARROW)
    assert texts(card) == ["Essays", "None yet."]

    card.show_rows([Row("a", "One")])
    assert texts(card) == ["Essays", "One"]

    card.show_rows([])
    assert texts(card) == ["Essays", "None yet."]


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_row_is_chosen_by_key(theme: Theme, display: Display, key: Qt.Key) -> None:
    card = ListCard(theme, "Essays")
    chosen: list[str] = []
    card.chosen.connect(chosen.append)
    card.show_rows([Row("a", "One"), Row("b", "Two")])
    display(card, NARROW)

    QTest.keyClick(rows_of(card)[1], key)

    assert chosen == ["b"]


def test_row_is_chosen_by_a_click_on_any_of_its_parts(theme: Theme, display: Display) -> None:
    card = ListCard(theme, "Topics")
    chosen: list[str] = []
    card.chosen.connect(chosen.append)
    card.show_rows([Row("a", "One", "14 of 20 cards", 0.6, "60 %")])
    display(card, NARROW)

    parts = [part for part in rows_of(card)[0].findChildren(QWidget) if part.isVisible()]
    for part in parts:
        QTest.mouseClick(part, Qt.MouseButton.LeftButton)

    assert chosen == ["a"] * len(parts)
    assert len(parts) == 4


def test_row_tells_a_screen_reader_all_it_shows(theme: Theme, display: Display) -> None:
    card = ListCard(theme, "Topics")
    card.show_rows([Row("a", "One", "14 of 20 cards", 0.6, "60 %")])
    display(card, NARROW)

    (row,) = rows_of(card)

    assert row.accessibleName() == "One"
    assert row.accessibleDescription() == "60 %. 14 of 20 cards"


def test_rows_that_stay_keep_the_focus(theme: Theme, display: Display) -> None:
    card = ListCard(theme, "Topics")
    card.show_rows([Row("a", "One"), Row("b", "Two"), Row("c", "Three")])
    display(card, NARROW)
    kept = rows_of(card)[1]
    kept.setFocus()

    card.show_rows([Row("a", "One", "more"), Row("b", "Two", "more")])

    assert QApplication.focusWidget() is kept
    assert kept.accessibleDescription() == "more"


def test_rows_made_late_are_visited_where_they_stand(theme: Theme, display: Display) -> None:
    page = CardsPage(theme)
    before, after = QPushButton("Before"), QPushButton("After")
    card = ListCard(theme, "Topics")
    page.rows.add_row([before])
    page.rows.add_row([card])
    page.rows.add_row([after])
    display(page, NARROW)
    card.follow(before)

    card.show_rows([Row("a", "One"), Row("b", "Two")])
    before.setFocus()
    visited = []
    for _ in range(3):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())

    assert visited == [*rows_of(card), after]


def test_what_a_pack_says_is_shown_and_not_obeyed(theme: Theme, display: Display) -> None:
    card = ListCard(theme, "Topics")
    card.show_rows([Row("a", "<b>One</b>", "<i>seen</i>")])
    display(card, NARROW)

    labels = [label for label in card.findChildren(QLabel) if label.isVisible()]

    assert all(label.textFormat() is Qt.TextFormat.PlainText for label in labels)


def test_of_very_many_rows_the_first_are_shown_and_more_when_asked_for(theme: Theme, display: Display) -> None:
    card = ListCard(theme, "Topics")
    display(card)
    card.show_rows([Row(str(number), f"Topic {number}") for number in range(350)])
    assert len(rows_of(card)) == 40
    assert card.more.text() == "Show 100 more"
    card.more.click()
    card.more.click()
    QApplication.processEvents()
    assert len(rows_of(card)) == 240
    assert QApplication.focusWidget() is rows_of(card)[140]
    card.show_rows([Row(str(number), f"Topic {number}") for number in range(300)])
    assert len(rows_of(card)) == 240  # as many as were asked for before
    assert card.more.text() == "Show all 300"
    card.more.click()
    assert len(rows_of(card)) == 300
    assert not card.more.isVisible()

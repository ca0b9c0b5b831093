"""Cards that go beyond the notes say so, also where there is little room."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme

_FILES = {
    "notes/s.md": "---\nid: s\ntitle: The speech\n---\nText.\n",
    "cards/1.md": """
        ---
        deck: Speech
        section: s
        ---
        When was the speech?::In 1956 ^plain

        ## Extra
        tags: beyond

        Who passed the text to the West?::A Polish journalist ^beyond

        It was printed in ==June 1956==. ^cloze
        """,
    "questions/1.md": """
        ---
        id: q
        title: Why
        marks: 2
        minutes: 5
        ---
        Why?

        ## Mark points

        - [2] It was long ago. ^m1
          words: long
          tags: beyond
        """,
}


@pytest.fixture
def study(small_study: Callable[..., Study]) -> Study:
    return small_study(_FILES)


@pytest.mark.parametrize(("card", "marked"), [("plain", False), ("beyond", True), ("cloze.1", True), ("q.m1", True)])
def test_a_card_says_so_before_and_after_the_answer(table: Table, card: str, marked: bool) -> None:
    table.tab.show_item(card)
    view = table.tab._card
    for _ in range(2):
        assert view._beyond.isVisible() == marked
        assert (view.accessibleDescription() == "Beyond the notes") == marked
        table.press(Qt.Key.Key_Space)
    assert view._beyond.text() == "Beyond the notes"
    assert view._beyond.toolTip()


@pytest.mark.parametrize("card", ["plain", "beyond", "cloze.1"])
def test_in_a_low_window_the_words_stand_on_the_card(table: Table, theme: Theme, card: str) -> None:
    marked = card != "plain"
    table.tab.show_item(card)
    try:
        theme.apply("light", 2.0)
        table.tab.setFixedSize(800, 420)
        table.settle()
        assert not table.tab._card._beyond.isVisible()
        assert ("Beyond the notes" in table.text) == marked
        table.press(Qt.Key.Key_Space)
        assert table.text.count("Beyond the notes") == int(marked)
        table.tab.setFixedSize(1600, 1200)
        table.settle()
        assert "Beyond the notes" not in table.text
        assert table.tab._card._beyond.isVisible() == marked
    finally:
        theme.apply("light", 1.0)


def test_topic_and_mark_share_the_head_of_a_narrow_card(table: Table) -> None:
    table.tab.show_item("beyond")
    table.tab.resize(330, 640)
    table.settle()
    view = table.tab._card
    assert view._beyond.width() >= view._beyond.sizeHint().width()
    assert view._beyond.geometry().right() <= view.width()

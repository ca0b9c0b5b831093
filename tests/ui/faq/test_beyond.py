"""Entries that go beyond the notes say so in the list, on the answer and to screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor

from thaw_desktop.ui.theme.tokens import LIGHT

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.faq.tab import FaqTab

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

_FILES = {
    "notes/s.md": "---\nid: s\ntitle: The speech\n---\nText.\n",
    "faq.md": """
        ## Why did he speak? ^why
        section: s

        His motives were mixed.

        ## Who gave the text to the newspapers? ^text
        section: s
        tags: beyond

        A journalist in Warsaw.

        ## What became of the text? ^after
        tags: beyond, press

        It was printed abroad.
        """,
}


@pytest.fixture
def study(small_study: Callable[..., Study]) -> Study:
    return small_study(_FILES)


def told(faq: FaqTab, item: str) -> str:
    row = next(place for place, row in enumerate(faq.results.rows) if row.item == item)
    return str(faq.results.model().data(faq.results.model().index(row, 0), Qt.ItemDataRole.AccessibleTextRole))


def marked(faq: FaqTab, item: str) -> bool:
    """Whether the row of an item has a chip in the warm colour."""
    row = next(place for place, row in enumerate(faq.results.rows) if row.item == item)
    place = faq.results.visualRect(faq.results.model().index(row, 0)).intersected(QRect(faq.results.viewport().rect()))
    image = faq.results.viewport().grab(place).toImage()
    wanted = QColor(LIGHT.warm_text).rgb()
    return any(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_the_list_marks_entries_in_words_and_colour(faq: FaqTab) -> None:
    assert [told(faq, item) for item in ("why", "text", "after")] == [
        "Why did he speak?",
        "Who gave the text to the newspapers? Beyond the notes",
        "What became of the text? Beyond the notes",
    ]
    assert [marked(faq, item) for item in ("why", "text", "after")] == [False, True, True]


def test_what_is_found_is_marked_beside_its_topic(qtbot: QtBot, faq: FaqTab) -> None:
    faq.field.setText("journalist in warsaw")
    qtbot.waitUntil(lambda: faq._answered == "journalist in warsaw")
    assert told(faq, "text").startswith("Who gave the text to the newspapers? The speech. Beyond the notes. ")
    assert marked(faq, "text")


@pytest.mark.parametrize("width", [900, 300])
def test_the_chips_stand_one_below_the_other_where_there_is_no_room(qtbot: QtBot, faq: FaqTab, width: int) -> None:
    faq.field.setText("journalist in warsaw")
    qtbot.waitUntil(lambda: faq._answered == "journalist in warsaw")
    high = faq.results.sizeHintForRow(0)
    faq.resize(width, 640)
    assert faq.results.sizeHintForRow(0) >= high - 60
    assert marked(faq, "text")


def test_the_answer_says_it_under_its_title(faq: FaqTab) -> None:
    for item, line in (("why", "The speech"), ("text", "The speech · Beyond the notes"), ("after", "Beyond the notes")):
        faq.show_item(item)
        assert faq.answer.document().findBlockByNumber(1).text().replace("\u00a0", " ") == line

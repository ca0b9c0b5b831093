"""The page one writes on: looks by keys, an undo that survives, overtime that stays in place, paste."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.practice.edit_journal import EditJournal
from thaw_desktop.practice.formatting import BLOCK_KINDS as KINDS
from thaw_desktop.practice.formatting import Formatting
from thaw_desktop.ui.practice.manuscript import Manuscript
from thaw_desktop.ui.practice.written_text import KIND, mark_of

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(qtbot: QtBot, theme: Theme) -> Manuscript:
    page = Manuscript(theme, "Your essay")
    qtbot.addWidget(page)
    page.resize(700, 400)
    page.show()
    page.activateWindow()
    page.setFocus()
    qtbot.waitUntil(page.hasFocus)
    return page


def press(page: Manuscript, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(page, key, modifier)


def choose(page: Manuscript, start: int, end: int) -> None:
    cursor = page.textCursor()
    cursor.setPosition(page.written.unit_of(start))
    cursor.setPosition(page.written.unit_of(end), QTextCursor.MoveMode.KeepAnchor)
    page.setTextCursor(cursor)


def seen(page: Manuscript) -> tuple[str, Formatting]:
    """The words and looks of the document itself, which must be what the page says they are."""
    marks, texts = bytearray(), []
    block = page.document().begin()
    while block.isValid():
        pieces = block.begin()
        while not pieces.atEnd():
            piece = pieces.fragment()
            marks += bytes([mark_of(piece.charFormat())]) * len(piece.text())
            pieces += 1
        marks.append(block.blockFormat().intProperty(KIND))
        texts.append(block.text())
        block = block.next()
    text = "\n".join(texts)
    return text, Formatting.from_marks(text, marks)


def test_keys_make_words_bold_and_paragraphs_headings(page: Manuscript) -> None:
    press(page, Qt.Key.Key_1, CTRL | SHIFT)
    QTest.keyClicks(page, "Title")
    press(page, Qt.Key.Key_Return)
    press(page, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(page, "bold")
    press(page, Qt.Key.Key_B, CTRL)
    QTest.keyClicks(page, " plain")

    assert page.text() == "Title\nbold plain"
    assert page.formatting() == Formatting(bold=((6, 10),), kinds={0: "heading"})
    assert seen(page) == (page.text(), page.formatting())

    choose(page, 6, 10)
    press(page, Qt.Key.Key_B, CTRL)
    press(page, Qt.Key.Key_I, CTRL)
    assert page.formatting() == Formatting(italic=((6, 10),), kinds={0: "heading"})
    assert page.has_style("italic")
    assert not page.has_style("bold")


def test_return_in_an_empty_item_ends_the_list_and_backspace_takes_its_sign_away(page: Manuscript) -> None:
    press(page, Qt.Key.Key_7, CTRL | SHIFT)
    QTest.keyClicks(page, "one")
    press(page, Qt.Key.Key_Return)
    QTest.keyClicks(page, "two")
    press(page, Qt.Key.Key_Return)
    assert page.formatting().kinds == {0: "numbered", 1: "numbered", 2: "numbered"}

    press(page, Qt.Key.Key_Return)
    assert (page.text(), page.formatting().kinds) == ("one\ntwo\n", {0: "numbered", 1: "numbered"})

    page.set_place(4)
    press(page, Qt.Key.Key_Backspace)
    assert (page.text(), page.formatting().kinds) == ("one\ntwo\n", {0: "numbered"})


actions = st.lists(
    st.tuples(
        st.sampled_from(("type", "type", "return", "backspace", "delete", "undo", "redo", "bold", "paste", *KINDS)),
        st.integers(0, 60),
        st.integers(0, 8),
    ),
    max_size=14,
)


def act(page: Manuscript, action: str, at: int, length: int) -> None:
    """Do something at a place that is bent to fit."""
    size = len(page.text()) + 1
    choose(page, at % size, min(size - 1, at % size + length) if length > 4 else at % size)
    keys = {"return": Qt.Key.Key_Return, "backspace": Qt.Key.Key_Backspace, "delete": Qt.Key.Key_Delete}
    if action in keys:
        press(page, keys[action])
    elif action == "type":
        QTest.keyClicks(page, "ab "[: length % 3 + 1])
    elif action == "paste":
        mime = QMimeData()
        mime.setText("é😀\r\nx")
        page.insertFromMimeData(mime)
    elif action in {"undo", "redo"}:
        press(page, Qt.Key.Key_Z if action == "undo" else Qt.Key.Key_Y, CTRL)
    else:
        page.toggle_style(action)


@given(actions)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], derandomize=True)
def test_what_is_kept_is_what_is_seen_and_all_of_it_can_be_undone_after_a_restart(
    page: Manuscript, done: list[tuple[str, int, int]]
) -> None:
    start = ("Heading\nprose 😀 and\nend", Formatting(bold=((8, 12),), kinds={0: "heading", 2: "bulleted"}))
    page.set_text(*start)
    for action, at, length in done:
        act(page, action, at, length)
        assert seen(page) == (page.text(), page.formatting())
    end = page.text(), page.formatting()

    page.set_text(*end, EditJournal.from_json(page.journal().to_json(), end[0]))
    while page.journal().can_undo:
        page.undo()
    assert seen(page) == (page.text(), page.formatting()) == start
    for _ in range(99):
        page.redo()
    if not any(action == "undo" for action, _, _ in done):
        assert seen(page) == (page.text(), page.formatting()) == end


def test_overtime_stays_at_its_words_through_looks_deletion_and_undo(page: Manuscript) -> None:
    page.set_text("before after")
    page.show_overtime(7)
    choose(page, 0, 6)
    page.toggle_style("bold")
    page.set_place(0)
    QTest.keyClicks(page, "x ")
    assert page.overtime_at() == 9

    choose(page, 5, 12)
    press(page, Qt.Key.Key_Delete)
    assert (page.text(), page.overtime_at()) == ("x befer", 5)
    press(page, Qt.Key.Key_Z, CTRL)
    assert (page.text(), page.overtime_at()) == ("x before after", 9)

    page.set_place(9)
    QTest.keyClicks(page, "late ")
    assert page.overtime_at() == 9
    (shown,) = page.extraSelections()
    assert shown.cursor.selectedText() == "late after"


def test_overtime_undone_after_a_restart_is_where_it_was(page: Manuscript) -> None:
    page.set_text("before after")
    page.show_overtime(7)
    choose(page, 3, 9)
    press(page, Qt.Key.Key_Backspace)
    kept = page.journal().to_json()

    page.set_text(page.text(), None, EditJournal.from_json(kept, page.text()))
    page.show_overtime(3)
    page.undo()

    assert (page.text(), page.overtime_at()) == ("before after", 7)


def test_only_own_words_are_pasted_under_exam_conditions(page: Manuscript) -> None:
    refused: list[bool] = []
    page.refused.connect(lambda: refused.append(True))
    page.set_text("own words")
    page.own_words = "attempt"
    QApplication.clipboard().setText("from the web")
    press(page, Qt.Key.Key_V, CTRL)
    assert (page.text(), len(refused)) == ("own words", 1)

    choose(page, 0, 3)
    press(page, Qt.Key.Key_C, CTRL)
    page.set_place(9)
    press(page, Qt.Key.Key_V, CTRL)
    assert (page.text(), len(refused)) == ("own wordsown", 1)


def test_pictures_and_looks_are_not_pasted(page: Manuscript) -> None:
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("bold\u2029two")
    page.insertFromMimeData(mime)
    picture = QMimeData()
    picture.setImageData(page.grab().toImage())
    page.insertFromMimeData(picture)

    assert (page.text(), page.formatting()) == ("bold\ntwo", Formatting())


def test_typewriter_keeps_the_line_in_the_middle(page: Manuscript) -> None:
    page.set_text("\n".join(["line"] * 60))
    page.set_look(150, typewriter=True)
    page.set_place(10_000)
    QTest.keyClicks(page, "x")

    assert abs(page.cursorRect().center().y() - page.viewport().height() // 2) <= 1


def test_a_paused_page_takes_no_undo_and_no_looks(page: Manuscript) -> None:
    QTest.keyClicks(page, "words")
    page.setReadOnly(True)
    press(page, Qt.Key.Key_Z, CTRL)
    choose(page, 0, 5)
    press(page, Qt.Key.Key_B, CTRL)

    assert (page.text(), page.formatting()) == ("words", Formatting())

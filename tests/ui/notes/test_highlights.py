"""Highlighting by mouse and keyboard, notes, cards, the list, and what an edited pack does."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from thaw_desktop.core import kinds
from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.hub import Hub
from thaw_desktop.ui.jobs import Jobs
from thaw_desktop.ui.notes.blurting_desk import BlurtDesk
from thaw_desktop.ui.notes.export_dialog import ExportDialog
from thaw_desktop.ui.notes.highlights_desk import HIGHLIGHTS
from thaw_desktop.ui.notes.highlights_dialogs import CardDialog, NoteDialog
from thaw_desktop.ui.notes.highlights_list import HighlightsPage
from thaw_desktop.ui.notes.highlights_makers import OwnWork
from thaw_desktop.ui.notes.tab import NotesTab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

SPEECH = """
    ---
    id: speech
    title: The speech
    ---
    Khrushchev spoke for *four hours*.[^1] He named the ==crimes== of Stalin.

    > [!note] A date
    > It was 25 February 1956.

    | Year | What |
    |---|---|
    | 1953 | Stalin dies |

    ![A map of Moscow](media/map.svg)

    ## Reactions ^reactions
    Nobody was to take notes. Copies were read aloud 😀 in every branch.

    [^1]: Some say five.
    """
OTHER = """
    ---
    id: other
    title: Another section
    ---
    Maize was sown in Siberia.
    """
MAP = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><rect width="20" height="10"/></svg>'


@pytest.fixture
def own(small_study: Callable[..., Study]) -> Study:
    return small_study({"notes/01.md": SPEECH, "notes/02.md": OTHER, "media/map.svg": MAP})


@pytest.fixture
def tab(theme: Theme, navigator: Navigator, own: Study, qtbot: QtBot) -> Iterator[NotesTab]:
    jobs = Jobs(own.paths.library_database)
    blurt = BlurtDesk(theme, own.blurting, jobs, own.settings, own.clock, Rhythm(20, 40, 60))
    work = OwnWork(own.highlights, own.own_pages, own.session.own)
    made = NotesTab(theme, navigator, own.reading, own.library, own.settings, work, blurt)
    hub = Hub(own.changes, made)
    hub.add(made)
    qtbot.addWidget(made)
    made.pack = "small"
    made.resize(1100, 640)
    made.show()
    qtbot.waitExposed(made)
    hub.show(made)
    made.setFocus()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    jobs.close()


def select(tab: NotesTab, words: str) -> None:
    """Select words of the page as a mouse would have."""
    raw = tab.page.document().toRawText()
    start = len(raw[: raw.index(words)].encode("utf-16-le")) // 2
    cursor = QTextCursor(tab.page.document())
    cursor.setPosition(start)
    cursor.setPosition(start + len(words.encode("utf-16-le")) // 2, QTextCursor.MoveMode.KeepAnchor)
    tab.page.setTextCursor(cursor)


def marked(tab: NotesTab) -> list[str]:
    """The words of the page under each highlight, as they are painted."""
    return [one.cursor.selectedText() for one in tab.page.extraSelections() if one.format.underlineColor().isValid()]


def quotes(own: Study) -> list[tuple[str, str, str]]:
    listing = own.highlights.listing("small")
    return [
        (section, one.highlight.colour, one.highlight.anchor.quote)
        for section, _, group in listing.sections
        for one in group
    ]


def place_of(tab: NotesTab, words: str, end: bool = False) -> QPoint:
    raw = tab.page.document().toRawText()
    cursor = QTextCursor(tab.page.document())
    cursor.setPosition(raw.index(words) + (len(words) if end else 0))
    rect = tab.page.cursorRect(cursor)
    return QPoint(rect.left() + (0 if end else 1), rect.center().y())


Dialog = TypeVar("Dialog", bound=QDialog)


def dialog(qtbot: QtBot, kind: type[Dialog]) -> Dialog:
    def shown() -> list[Dialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1 and shown()[0].isActiveWindow())
    return shown()[0]


# On the page


def test_a_passage_dragged_over_is_highlighted_by_a_colour_of_the_bar(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    view = tab.page.viewport()
    first, last = place_of(tab, "four hours"), place_of(tab, "four hours", end=True)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=first)
    QTest.mouseMove(view, last)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=last)
    qtbot.waitUntil(tab.desk.bar.isVisible)
    assert tab.page.rect().contains(tab.desk.bar.geometry())
    QTest.mouseClick(tab.desk.bar.colours["green"], Qt.MouseButton.LeftButton)
    assert quotes(own) == [("speech", "green", "four hours")]
    assert marked(tab) == ["four hours"]
    assert not tab.desk.bar.isVisible()
    assert tab.page.hasFocus()


def test_a_passage_is_selected_and_highlighted_by_keys_alone(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    QTest.keyClick(tab.page, KEY.Key_F7)
    for _ in range(2):
        QTest.keyClick(tab.page, KEY.Key_Down)
    QTest.keyClick(tab.page, KEY.Key_Home)
    QTest.keyClick(tab.page, KEY.Key_Right, SHIFT | CONTROL)
    QTest.keyRelease(tab.page, KEY.Key_Shift)
    assert tab.desk.bar.isVisible()
    QTest.keyClick(tab.page, KEY.Key_H)
    assert quotes(own) == [("speech", "yellow", "Khrushchev")]
    QTest.keyClick(tab.page, KEY.Key_4)
    assert quotes(own) == [("speech", "pink", "Khrushchev")]
    QTest.keyClick(tab.page, KEY.Key_F7)
    assert not tab.page.has_caret


def test_h_takes_the_colour_that_was_used_last(tab: NotesTab, own: Study) -> None:
    select(tab, "four hours")
    QTest.keyClick(tab.page, KEY.Key_3)
    select(tab, "Nobody was")
    QTest.keyClick(tab.page, KEY.Key_H)
    assert [colour for _, colour, _ in quotes(own)] == ["blue", "blue"]


def test_a_colour_without_a_selection_marks_nothing(tab: NotesTab, own: Study) -> None:
    QTest.keyClick(tab.page, KEY.Key_1)
    QTest.keyClick(tab.page, KEY.Key_Delete)
    QTest.keyClick(tab.page, KEY.Key_J)
    assert own.highlights.count("small") == 0


@pytest.mark.parametrize(
    "words",
    [
        "hours.1 He named the crimes",
        "25 February 1956",
        "Stalin dies",
        "Nobody was to take notes. Copies",
        "aloud 😀 in every",
        "Some say five",
    ],
)
def test_what_is_painted_is_what_was_selected_also_beside_footnotes_tables_and_pictures(
    tab: NotesTab, own: Study, theme: Theme, words: str
) -> None:
    select(tab, words)
    QTest.keyClick(tab.page, KEY.Key_1)
    assert marked(tab) == [words]
    ((section, _, quote),) = quotes(own)
    assert quote in own.highlights.text("small", section)
    assert quote == words.replace("hours.1", "hours.")
    theme.apply("dark", 1.5)
    assert marked(tab) == [words]


def test_a_passage_over_two_sections_is_one_highlight(tab: NotesTab, own: Study) -> None:
    raw = tab.page.document().toRawText()
    select(tab, raw[raw.index("Stalin dies") : raw.index(" was to take")])
    QTest.keyClick(tab.page, KEY.Key_2)
    assert [section for section, _, _ in quotes(own)] == ["speech", "reactions"]
    QTest.keyClick(tab.page, KEY.Key_Z, CONTROL)
    assert quotes(own) == []
    assert marked(tab) == []


def test_keys_lead_from_highlight_to_highlight_and_change_it(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    for words in ("four hours", "every branch"):
        select(tab, words)
        QTest.keyClick(tab.page, KEY.Key_1)
    tab.page.moveCursor(QTextCursor.MoveOperation.Start)
    QTest.keyClick(tab.page, KEY.Key_J)
    assert tab.page.textCursor().selectedText() == "four hours"
    assert tab.desk.bar.isVisible()
    QTest.keyClick(tab.page, KEY.Key_J)
    assert tab.page.textCursor().selectedText() == "every branch"
    QTest.keyClick(tab.page, KEY.Key_4)
    assert [colour for _, colour, _ in quotes(own)] == ["yellow", "pink"]
    QTest.keyClick(tab.page, KEY.Key_K)
    QTest.keyClick(tab.page, KEY.Key_K)
    QTest.keyClick(tab.page, KEY.Key_Delete)
    assert len(quotes(own)) == 1
    QTest.keyClick(tab.page, KEY.Key_Z, CONTROL)
    assert len(quotes(own)) == 2
    QTest.keyClick(tab.page, KEY.Key_J)
    QTest.keyClick(tab.page, KEY.Key_Escape)
    assert not tab.desk.bar.isVisible()


def test_a_click_on_a_highlight_opens_the_bar_with_its_note(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    select(tab, "four hours")
    QTest.keyClick(tab.page, KEY.Key_N)
    note = dialog(qtbot, NoteDialog)
    QTest.keyClicks(note.field, "Learn this.")
    QTest.keyClick(note.field, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(lambda: quotes(own) == [("speech", "yellow", "four hours")])
    QTest.mouseClick(tab.page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(tab, "our hours"))
    qtbot.waitUntil(tab.desk.bar.isVisible)
    assert tab.desk.bar.note.text() == "Change the note (N)"
    assert tab.desk.bar.colours["yellow"].isChecked()
    QTest.mouseClick(tab.desk.bar.remove, Qt.MouseButton.LeftButton)
    assert quotes(own) == []


def test_a_note_has_a_sign_beside_its_line_that_opens_it(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    gutter = tab.desk.hands.gutter
    select(tab, "Nobody")
    QTest.keyClick(tab.page, KEY.Key_1)
    assert not gutter.isVisible()  # a highlight without a note has none

    select(tab, "four hours")
    QTest.keyClick(tab.page, KEY.Key_N)
    note = dialog(qtbot, NoteDialog)
    QTest.keyClicks(note.field, "Learn this.")
    QTest.keyClick(note.field, KEY.Key_Return, CONTROL)
    qtbot.waitUntil(gutter.isVisible)
    [(sign, one)] = gutter.signs()
    assert one.highlight.note == "Learn this."
    assert abs(sign.center().y() - place_of(tab, "four hours").y()) <= 2
    assert gutter.geometry().left() > tab.page.viewport().geometry().right()
    assert gutter.geometry().right() < tab.page.width()
    QTest.mouseClick(gutter, Qt.MouseButton.LeftButton, pos=sign.center())
    assert tab.desk.bar.isVisible()
    assert tab.desk.bar.note.text() == "Change the note (N)"

    QTest.mouseClick(tab.desk.bar.remove, Qt.MouseButton.LeftButton)
    assert not gutter.isVisible()


def test_a_click_beside_a_highlight_opens_nothing(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    select(tab, "four hours")
    QTest.keyClick(tab.page, KEY.Key_1)
    QTest.mouseClick(tab.page.viewport(), Qt.MouseButton.LeftButton, pos=place_of(tab, "Nobody"))
    QApplication.processEvents()
    assert not tab.desk.bar.isVisible()


def test_what_cannot_be_saved_is_told(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    own.log.connection.execute("PRAGMA query_only = ON")
    select(tab, "four hours")
    with qtbot.waitSignal(tab.trouble):
        QTest.keyClick(tab.page, KEY.Key_1)
    assert marked(tab) == []
    own.log.connection.execute("PRAGMA query_only = OFF")


# Cards


def test_a_basic_card_is_made_of_a_selection_and_names_its_highlight(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    select(tab, "Nobody was to take notes.")
    QTest.keyClick(tab.page, KEY.Key_C)
    made = dialog(qtbot, CardDialog)
    QTest.keyClick(made, KEY.Key_Return, CONTROL)
    assert made.isVisible()
    assert "question" in made.warning.text()
    QTest.keyClicks(made.front, "What of notes?")
    QTest.keyClick(made, KEY.Key_Return, CONTROL)
    (card,) = own.session.own.cards("small")
    assert (card.front_text, card.back_text, card.section) == (
        "What of notes?",
        "Nobody was to take notes.",
        "reactions",
    )
    ((_, _, quote),) = quotes(own)
    assert quote == "Nobody was to take notes."
    qtbot.waitUntil(lambda: tab.aside.cards.text() == "1 card")
    assert "1 card" in tab.page.document().findBlockByNumber(1).text()


def test_words_are_hidden_by_a_key_and_a_card_made_twice_is_warned_of(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    for hidden in ("Nobody", "notes"):
        tab.activateWindow()
        qtbot.waitUntil(tab.isActiveWindow)
        tab.page.setFocus()
        select(tab, "Nobody was to take notes.")
        QTest.keyClick(tab.page, KEY.Key_C)
        made = dialog(qtbot, CardDialog)
        made.cloze.setChecked(True)
        assert made.warning.isVisible() == (hidden == "notes")
        cursor = made.text.textCursor()
        cursor.setPosition(made.text.toPlainText().index(hidden) + 1)
        made.text.setTextCursor(cursor)
        QTest.keyClick(made.text, KEY.Key_H, CONTROL)
        assert f"=={hidden}==" in made.text.toPlainText()
        made.toggle_hidden()
        assert "==" not in made.text.toPlainText()
        made.toggle_hidden()
        QTest.keyClick(made, KEY.Key_Return, CONTROL)
        qtbot.waitUntil(lambda: not [one for one in QApplication.topLevelWidgets() if isinstance(one, CardDialog)])
    assert sorted(card.accepted for card in own.session.own.cards("small")) == [("Nobody",), ("notes",)]


# The list


def open_list(tab: NotesTab) -> HighlightsPage:
    tab._open_entry(HIGHLIGHTS)
    return next(one for one in tab.findChildren(HighlightsPage) if one.isVisible())


def shown(page: HighlightsPage) -> list[str]:
    return [row.heading or (row.placed.highlight.anchor.quote if row.placed else "") for row in page.model.rows]


def test_the_list_leads_to_the_passage_and_back(tab: NotesTab, own: Study) -> None:
    own.highlights.add("small", [("other", 0, 5)], "green")
    own.highlights.add("small", [("reactions", 0, 6)], "pink")
    page = open_list(tab)
    assert shown(page) == ["Reactions", "Nobody", "Another section", "Maize"]
    assert page.list.hasFocus()
    QTest.keyClick(page.list, KEY.Key_Down)
    QTest.keyClick(page.list, KEY.Key_Return)
    assert tab.page.document().firstBlock().text() == "Another section"
    assert tab.page.textCursor().selectedText() == "Maize"
    assert tab.page.hasFocus()
    QTest.keyClick(tab.page, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert page.isVisible()
    assert not tab.page.isVisible()


def test_the_list_is_filtered_by_colour_and_by_words(tab: NotesTab, own: Study) -> None:
    own.highlights.add("small", [("other", 0, 5)], "green", "A plant from America.")
    own.highlights.add("small", [("reactions", 0, 6)], "pink")
    page = open_list(tab)
    page.filters["green"].click()
    assert shown(page) == ["Another section", "Maize"]
    assert page.count.text() == "1 of 2"
    page.filters["pink"].click()
    QTest.keyClicks(page.field, "america")
    assert shown(page) == ["Another section", "Maize"]
    QTest.keyClicks(page.field, "n soil")
    assert shown(page) == []


def test_highlights_are_changed_from_the_list_by_keys(tab: NotesTab, own: Study, qtbot: QtBot) -> None:
    own.highlights.add("small", [("other", 0, 5)], "green")
    page = open_list(tab)
    QTest.keyClick(page.list, KEY.Key_4)
    assert [colour for _, colour, _ in quotes(own)] == ["pink"]
    QTest.keyClick(page.list, KEY.Key_Delete)
    assert quotes(own) == []
    page.take_focus()
    tab.desk.undo()
    assert len(quotes(own)) == 1
    assert shown(page) == ["Another section", "Maize"]
    page.take_focus()
    QTest.keyClick(page.list, KEY.Key_N)
    note = dialog(qtbot, NoteDialog)
    note.field.setPlainText("Froze.")
    note.save.click()
    assert own.highlights.listing("small").sections[0][2][0].highlight.note == "Froze."


def test_words_that_the_pack_no_longer_has_stand_apart_with_a_sentence(tab: NotesTab, own: Study) -> None:
    lost = {"highlight": "x", "quote": "Words of an older pack.", "before": "", "after": "", "start": 0,
            "colour": "yellow", "note": "Mine."}  # fmt: skip
    with own.log.write() as writing:
        writing.append(kinds.HIGHLIGHT_SET, "small/gone", lost)
    page = open_list(tab)
    assert shown(page) == ["No longer in the pack", "Words of an older pack."]
    assert re.search("no longer has these words", page.model.rows[0].sentence)
    QTest.keyClick(page.list, KEY.Key_Return)
    assert page.isVisible()
    QTest.keyClick(page.list, KEY.Key_Delete)
    assert own.highlights.count("small") == 0


def test_everything_is_exported_to_a_file(tab: NotesTab, own: Study, qtbot: QtBot, tmp_path: Path) -> None:
    own.highlights.add("small", [("other", 0, 5)], "green", "From America.")
    own.own_pages.write("small", "Dates", "- 1953")
    page = open_list(tab)
    QTest.keyClick(page.list, KEY.Key_E, CONTROL)
    asked = dialog(qtbot, ExportDialog)
    asked.fileSelected.emit(str(tmp_path / "mine.md"))
    asked.reject()
    text = (tmp_path / "mine.md").read_text(encoding="utf-8")
    assert "## Another section\n\n> Maize\n>\n> (green)\n\nFrom America.\n\n## Dates\n\n- 1953\n" in text


def test_nothing_is_cut_and_every_control_has_a_name(
    tab: NotesTab, own: Study, theme: Theme, cut_texts: Callable[..., list[str]]
) -> None:
    own.highlights.add("small", [("other", 0, 5)], "green", "From America.")
    page = open_list(tab)
    for scale in (0.8, 1.0, 2.0):
        theme.apply("light", scale)
        QApplication.processEvents()
        assert cut_texts(page) == []
    assert all(one.accessibleName() or one.text() for one in page.filters.values())

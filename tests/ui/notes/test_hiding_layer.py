"""Hiding key terms, dates and names on a page, and recalling them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.hub import Hub
from thaw_desktop.ui.jobs import Jobs
from thaw_desktop.ui.notes.blurting_desk import BlurtDesk
from thaw_desktop.ui.notes.highlights_makers import OwnWork
from thaw_desktop.ui.notes.tab import NotesTab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

FILES = {
    "notes/01-speech.md": """
        ---
        id: speech
        title: The speech of 1956
        summary: What was said.
        ---

        The ==closed session== met in February 1956, and rivals such as Molotov listened. It was ==nothing new==, but
        it lasted for hours, and the ==cult of personality== was condemned in front of all who had served it so long.

        ![A map of 1956](media/map.svg)

        > [!NOTE] Note
        > In 1957 Malenkov fell, a ==mini-Stalin== no longer.

        ## What came of it ^after

        - Unrest, in October 1956
        - A ==thaw==
        """,
    "notes/02-other.md": """
        ---
        id: other
        title: Other things
        summary: Of no time.
        ---

        Nothing stands here.
        """,
    "glossary.md": """
        Closed session ^t-closed
        : A sitting that shuts out the public.

        Cult of personality ^t-cult
        : The worship of a leader.

        Thaw ^t-thaw
        : A loosening.
        """,
    "media/map.svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>',
}


@pytest.fixture
def notes(theme: Theme, navigator: Navigator, small_study: Callable[..., Study], qtbot: QtBot) -> Iterator[NotesTab]:
    study = small_study(FILES)
    jobs = Jobs(study.paths.library_database)
    blurt = BlurtDesk(theme, study.blurting, jobs, study.settings, study.clock, Rhythm(20, 40, 60))
    own = OwnWork(study.highlights, study.own_pages, study.session.own)
    tab = NotesTab(theme, navigator, study.reading, study.library, study.settings, own, blurt)
    hub = Hub(study.changes, tab)
    hub.add(tab)
    qtbot.addWidget(tab)
    tab.pack = "small"
    tab.resize(1100, 640)
    tab.show()
    qtbot.waitExposed(tab)
    hub.show(tab)
    tab.setFocus()
    yield tab
    tab.close()
    tab.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    jobs.close()


def press(notes: NotesTab, key: Qt.Key) -> None:
    QTest.keyClick(notes.page, key)


def text(notes: NotesTab) -> str:
    return notes.page.toPlainText()


def count(notes: NotesTab) -> str:
    return notes.hiding.bar.count.text()


def lines(notes: NotesTab) -> list[tuple[int, list[int]]]:
    """Of each paragraph its height above the others, and how many words stand on each of its lines."""
    document = notes.page.document()
    document.documentLayout().documentSize()
    found = []
    block = document.begin()
    while block.isValid():
        layout = block.layout()
        place = round(document.documentLayout().blockBoundingRect(block).top())
        found.append((place, [layout.lineAt(at).textLength() > 0 for at in range(layout.lineCount())]))
        block = block.next()
    return [(place, [int(one) for one in row]) for place, row in found]


def test_terms_dates_and_names_are_hidden_by_a_key(notes: NotesTab) -> None:
    before = text(notes)
    press(notes, Qt.Key.Key_X)
    hidden = text(notes)
    for word in (
        "closed",
        "1956,",
        "February",
        "Molotov",
        "personality",
        "Malenkov",
        "1957",
        "mini",
        "October",
        "thaw",
    ):
        assert word in before
        assert word not in hidden, word
    assert "nothing new" not in hidden  # a marked term without an entry in the glossary
    assert "The speech of 1956" in hidden  # headings say where one is
    assert notes.hiding.bar.isVisible()
    assert count(notes) == "0 of 11 revealed"


def test_a_screen_reader_find_and_copy_meet_only_the_word_hidden(notes: NotesTab) -> None:
    press(notes, Qt.Key.Key_X)
    assert "The hidden · met in hidden ·," in text(notes)
    notes.page.find_words("closed session")
    assert notes.page.hits == 0
    notes.page.selectAll()
    assert "Molotov" not in notes.page.textCursor().selectedText()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_moves_when_words_are_hidden_and_revealed(notes: NotesTab, theme: Theme, scale: float) -> None:
    theme.apply("light", scale)
    before = lines(notes)
    press(notes, Qt.Key.Key_X)
    assert lines(notes) == before
    press(notes, Qt.Key.Key_V)
    assert lines(notes) == before


def test_tab_and_enter_reveal_one_piece_after_another(notes: NotesTab) -> None:
    press(notes, Qt.Key.Key_X)
    press(notes, Qt.Key.Key_Tab)
    press(notes, Qt.Key.Key_Return)
    assert "The closed session met in hidden ·," in text(notes)
    press(notes, Qt.Key.Key_Tab)
    press(notes, Qt.Key.Key_Return)
    assert "The closed session met in February 1956," in text(notes)
    assert count(notes) == "2 of 11 revealed"


def test_the_piece_that_the_keyboard_has_come_to_is_seen(notes: NotesTab, theme: Theme) -> None:
    press(notes, Qt.Key.Key_X)
    press(notes, Qt.Key.Key_Tab)
    chosen = notes.page.textCursor().charFormat()
    assert chosen.anchorHref() == "hidden:0"
    assert chosen.background().color() == theme.color("primary")
    press(notes, Qt.Key.Key_Tab)
    cursor = QTextCursor(notes.page.document())
    cursor.setPosition(text(notes).index("hidden") + 1)
    assert cursor.charFormat().background().color() == theme.color("control")


def test_a_click_reveals_a_piece_and_it_is_the_authors_again(notes: NotesTab) -> None:
    press(notes, Qt.Key.Key_X)
    cursor = QTextCursor(notes.page.document())
    cursor.setPosition(text(notes).index("hidden") + 2)
    place = notes.page.cursorRect(cursor).center() + QPoint(2, 0)
    QTest.mouseClick(notes.page.viewport(), Qt.MouseButton.LeftButton, pos=place)
    cursor.setPosition(text(notes).index("closed") + 1)
    assert cursor.charFormat().anchorHref() == "term:t-closed"
    assert count(notes) == "1 of 11 revealed"


def test_all_are_revealed_and_hidden_again_by_a_key(notes: NotesTab) -> None:
    before = text(notes)
    press(notes, Qt.Key.Key_X)
    press(notes, Qt.Key.Key_V)
    assert text(notes) == before
    assert count(notes) == "11 of 11 revealed"
    press(notes, Qt.Key.Key_V)
    assert count(notes) == "0 of 11 revealed"
    press(notes, Qt.Key.Key_X)
    assert text(notes) == before
    assert not notes.hiding.bar.isVisible()


def test_what_was_revealed_stays_so_when_the_page_is_laid_out_anew(notes: NotesTab, theme: Theme) -> None:
    press(notes, Qt.Key.Key_X)
    press(notes, Qt.Key.Key_Tab)
    press(notes, Qt.Key.Key_Return)
    theme.apply("dark", 1.25)
    assert "The closed session met in hidden ·," in text(notes)
    assert count(notes) == "1 of 11 revealed"


def test_a_picture_is_covered_too_and_not_told(notes: NotesTab) -> None:
    press(notes, Qt.Key.Key_X)
    press(notes, Qt.Key.Key_P)
    assert not [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not notes]
    press(notes, Qt.Key.Key_V)
    assert count(notes) == "11 of 11 revealed"


def test_the_list_of_terms_beside_the_page_does_not_give_them_away(notes: NotesTab) -> None:
    assert not notes.aside.terms.isHidden()
    press(notes, Qt.Key.Key_X)
    assert notes.aside.terms.isHidden()
    notes.hiding.bar.ticks["terms"].click()
    assert not notes.aside.terms.isHidden()


def test_what_is_to_be_hidden_is_remembered(notes: NotesTab) -> None:
    press(notes, Qt.Key.Key_X)
    notes.hiding.bar.ticks["terms"].click()
    notes.hiding.bar.ticks["names"].click()
    assert "closed session" in text(notes)
    assert "Molotov" in text(notes)
    assert "February" not in text(notes)
    assert notes._settings.current.hidden == ("dates",)


def test_the_next_section_is_hidden_as_well_and_other_pages_are_not(notes: NotesTab) -> None:
    press(notes, Qt.Key.Key_X)
    notes.open_next()
    assert count(notes) == "Nothing to hide here"
    notes.show_item("term:t-cult")
    assert not notes.hiding.button.isVisible()
    assert "Cult of personality" in text(notes)
    notes.show_item("speech")
    assert count(notes) == "0 of 11 revealed"


def test_a_highlight_does_not_show_through_what_is_hidden(notes: NotesTab) -> None:
    notes.page.selectAll()
    QTest.keyClick(notes.page, Qt.Key.Key_H)
    QTest.keyClick(notes.page, Qt.Key.Key_X)
    marks = notes.page.extraSelections()
    covers = [mark for mark in marks if mark.cursor.selectedText().startswith("hidden")]
    assert len(covers) > 3
    assert all(mark.format.background() == mark.format.foreground() for mark in covers)
    are_covers = [mark.cursor.selectedText().startswith("hidden") for mark in marks]
    assert not are_covers[0]
    assert are_covers == sorted(are_covers)  # the covers come last, over everything
    QTest.keyClick(notes.page, Qt.Key.Key_V)
    assert not [mark for mark in notes.page.extraSelections() if mark.cursor.selectedText().startswith("hidden")]

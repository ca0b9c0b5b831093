"""Blurting in the Notes tab: the paper, what was recalled, and back, by key and by mouse."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from thaw_desktop.core.errors import StorageError
from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.hub import Hub
from thaw_desktop.ui.jobs import Jobs
from thaw_desktop.ui.notes.blurting_desk import BlurtDesk
from thaw_desktop.ui.notes.blurting_past import PastBlurts
from thaw_desktop.ui.notes.highlights_makers import OwnWork
from thaw_desktop.ui.notes.tab import NotesTab

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from thaw_desktop.app import Study
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.notes.blurting_rows import FactRow
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme

FILES = {
    "notes/01-speech.md": """
        ---
        id: speech
        title: The speech
        summary: What was said.
        ---

        A speech was given behind closed doors.

        ## What he said ^said

        He blamed Stalin alone.
        """,
    "cards/all.md": """
        ---
        deck: All
        section: speech
        ---
        ## The speech
        section: speech

        In which year was the speech given?::1956 #type-in ^c-year

        ## What he said
        section: said

        What did the speech blame for the terror?::Stalin alone ^c-blame

        Who was stunned by the speech behind closed doors?::The delegates from the provinces ^c-stunned
        """,
}


@pytest.fixture
def small(small_study: Callable[..., Study]) -> Study:
    return small_study(FILES)


@pytest.fixture
def open_notes(
    theme: Theme, navigator: Navigator, small: Study, show: Callable[[Tab], Tab]
) -> Iterator[Callable[[], NotesTab]]:
    """Opens the tab on the small pack, as a new start would."""
    made = []

    def open_tab() -> NotesTab:
        jobs = Jobs(small.paths.library_database)
        made.append(jobs)
        own = OwnWork(small.highlights, small.own_pages, small.session.own)
        blurt = BlurtDesk(theme, small.blurting, jobs, small.settings, small.clock, Rhythm(20, 40, 60))
        tab = NotesTab(theme, navigator, small.reading, small.library, small.settings, own, blurt)
        hub = Hub(small.changes, tab)
        hub.add(tab)
        show(tab)
        tab.pack = "small"
        hub.show(tab)
        tab.refresh()
        tab.setFocus()
        return tab

    yield open_tab
    for jobs in made:
        jobs.close()


@pytest.fixture
def notes(open_notes: Callable[[], NotesTab]) -> NotesTab:
    return open_notes()


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Press a key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def write(notes: NotesTab, text: str) -> None:
    press(Qt.Key.Key_B)
    assert notes.blurt.page.paper.hasFocus()
    QTest.keyClicks(notes.blurt.page.paper, text)


def finish(notes: NotesTab, qtbot: QtBot) -> None:
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(notes.blurt.result.isVisible)


def row(notes: NotesTab, fact: str) -> FactRow:
    return next(one for one in notes.blurt.result.rows if one.finding.fact.id == fact)


@contextmanager
def full_disk(study: Study, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every write fails."""
    with monkeypatch.context() as patch:

        def refuse() -> None:
            raise StorageError("The disk is full", "Free some space")

        patch.setattr(study.log, "write", refuse)
        yield


def test_one_key_leads_to_an_empty_page_and_nothing_of_the_notes(notes: NotesTab) -> None:
    press(Qt.Key.Key_B)
    assert notes.blurt.page.isVisible()
    assert not notes.columns.isVisible()
    assert notes.blurt.page.title.text() == "The speech"
    assert notes.blurt.page.paper.text() == ""
    assert notes.panes() == []


def test_every_word_is_on_the_disk_soon_and_comes_back(
    notes: NotesTab, open_notes: Callable[[], NotesTab], qtbot: QtBot, small: Study
) -> None:
    write(notes, "closed doors")
    assert notes.unsaved
    qtbot.waitUntil(lambda: not notes.unsaved)
    again = open_notes()  # the program was killed and started again
    assert again.blurt.box.whole.text() == "Go on with your blurt"
    again.blurt.box.whole.click()
    assert again.blurt.page.paper.text() == "closed doors"


def test_facts_stand_in_two_columns_with_the_words_that_show_them(notes: NotesTab, qtbot: QtBot) -> None:
    write(notes, "The speech was given in 1956. It did blame Stalin alone.")
    finish(notes, qtbot)
    result = notes.blurt.result
    assert result.recalled() == {"c-year": True, "c-blame": True, "c-stunned": False}
    shown = [label.text() for label in row(notes, "c-blame").findChildren(QLabel)]
    assert "You wrote: “It did blame Stalin alone.”" in shown
    assert result.make_cards.text() == "Make today’s cards: 1"
    assert result.make_cards.hasFocus()


def test_missed_facts_become_cards_of_today_by_key(notes: NotesTab, qtbot: QtBot, small: Study) -> None:
    write(notes, "The speech was given in 1956.")
    finish(notes, qtbot)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert notes.columns.isVisible()
    assert notes.page.hasFocus()
    assert set(small.session.queue("small").due) == {"c-blame", "c-stunned"}
    assert notes.blurt.told.isVisible()
    assert notes.blurt.box.past.text() == "Last time: 1 of 3"


def test_the_student_has_the_last_word_on_each_fact(notes: NotesTab, qtbot: QtBot, small: Study) -> None:
    write(notes, "The speech was given in 1956. Everyone from the provinces gasped.")
    finish(notes, qtbot)
    row(notes, "c-stunned").mover.click()
    row(notes, "c-year").mover.click()
    assert notes.blurt.result.recalled() == {"c-year": False, "c-blame": False, "c-stunned": True}
    assert QApplication.focusWidget() is not None
    box = row(notes, "c-blame").box
    assert box is not None
    box.click()
    assert notes.blurt.result.cards() == ["c-year"]
    notes.blurt.result.make_cards.click()
    assert set(small.session.queue("small").due) == {"c-year"}
    (past,) = small.blurting.past("small", {"speech"})
    assert past.facts == {"c-year": False, "c-blame": False, "c-stunned": True}


def test_escape_keeps_it_without_cards(notes: NotesTab, qtbot: QtBot, small: Study) -> None:
    write(notes, "The speech was given in 1956.")
    finish(notes, qtbot)
    press(Qt.Key.Key_Escape)
    assert notes.columns.isVisible()
    assert small.session.queue("small").due == ()
    assert len(small.blurting.past("small", {"speech"})) == 1


def test_escape_puts_writing_away_and_forgets_an_empty_page(notes: NotesTab, small: Study) -> None:
    press(Qt.Key.Key_B)
    press(Qt.Key.Key_Escape)
    assert small.blurting.unfinished("small") == {}
    write(notes, "closed")
    press(Qt.Key.Key_Escape)
    assert small.blurting.unfinished("small")["speech"].text == "closed"
    assert notes.page.hasFocus()


def test_nothing_is_compared_with_an_empty_page(notes: NotesTab) -> None:
    press(Qt.Key.Key_B)
    press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert notes.blurt.page.notice.isVisible()
    assert notes.blurt.page.paper.hasFocus()


def test_the_clock_counts_up_and_stays_hidden_once_hidden(
    notes: NotesTab, open_notes: Callable[[], NotesTab], clock: FakeClock
) -> None:
    press(Qt.Key.Key_B)
    page = notes.blurt.page
    clock.advance(65)
    page._tick()
    assert page.clock.text() == "1:05"
    press(Qt.Key.Key_C, Qt.KeyboardModifier.AltModifier)
    assert page.clock.text() == "Show the clock"
    assert not page._second.isActive()
    press(Qt.Key.Key_Escape)
    again = open_notes()
    again.blurt.box.whole.click()
    assert again.blurt.page.clock.text() == "Show the clock"


def test_a_part_of_the_section_can_be_blurted(notes: NotesTab, qtbot: QtBot) -> None:
    actions = notes.blurt.box._menu.actions()
    assert [action.text() for action in actions] == ["What he said"]
    actions[0].trigger()
    QTest.keyClicks(notes.blurt.page.paper, "It did blame Stalin alone.")
    finish(notes, qtbot)
    assert notes.blurt.result.recalled() == {"c-blame": True, "c-stunned": False}


def test_what_was_written_last_time_can_be_looked_at(notes: NotesTab, qtbot: QtBot) -> None:
    write(notes, "The speech was given in 1956.")
    finish(notes, qtbot)
    press(Qt.Key.Key_Escape)
    write(notes, "closed doors")
    finish(notes, qtbot)
    notes.blurt.result.past.click()
    dialog = next(one for one in notes.blurt.findChildren(PastBlurts) if one.isVisible())
    assert dialog.paper.text() == "closed doors"
    QTest.keyClick(dialog.choice, Qt.Key.Key_Down)
    assert dialog.paper.text() == "The speech was given in 1956."
    assert "1 of 3 recalled" in dialog.choice.currentText()
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_going_to_another_section_from_elsewhere_puts_the_blurt_away(notes: NotesTab, small: Study) -> None:
    write(notes, "closed")
    notes.show_item("said")
    assert notes.columns.isVisible()
    assert small.blurting.unfinished("small")["speech"].text == "closed"


def test_a_full_disk_loses_no_word(
    notes: NotesTab, small: Study, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(notes, "closed")
    with full_disk(small, monkeypatch):
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        assert notes.blurt.page.isVisible()
        assert notes.blurt.page.notice.isVisible()
        press(Qt.Key.Key_Escape)
        assert notes.blurt.page.paper.text() == "closed"
        assert notes.unsaved
    qtbot.waitUntil(lambda: not notes.unsaved)
    finish(notes, qtbot)


def test_nothing_is_cut_in_a_small_window_with_large_text(
    notes: NotesTab, qtbot: QtBot, theme: Theme, cut_texts: Callable[[QWidget], list[str]]
) -> None:
    notes.resize(800, 480)
    write(notes, "The speech was given in 1956.")
    for scale in (0.8, 2.0):
        theme.apply("dark", scale)
        QApplication.processEvents()
        assert cut_texts(notes.blurt.page) == []
    finish(notes, qtbot)
    QApplication.processEvents()
    assert cut_texts(notes.blurt.result) == []

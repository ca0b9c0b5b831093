"""Round the loop by keys: from a topic to its cards, questions and notes, and from a card to its paragraph."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from thaw_desktop.ui.flashcards.tab import FlashcardsTab
from thaw_desktop.ui.home.tab import HomeTab
from thaw_desktop.ui.notes.tab import NotesTab
from thaw_desktop.ui.practice.tab import PracticeTab
from thaw_desktop.ui.widgets.list_card import ListRow

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.journeys.conftest import App

TOPIC = "secret-speech"


def _row(thaw: App) -> ListRow:
    """The row of the topic on Home, with the focus."""
    thaw.go(1)
    home = thaw.window.tab("home")
    assert isinstance(home, HomeTab)
    row = next(row for row in home.topics.findChildren(ListRow) if row.accessibleName() == "The 1956 Secret Speech")
    row.setFocus()
    return row


def test_one_key_leads_from_a_topic_to_its_cards_its_question_and_its_notes(thaw: App, qtbot: QtBot) -> None:
    thaw.start()
    study, pack = thaw.study, thaw.study.open_pack()
    study.reading.mark_read(pack, "overview", 60)
    thaw.settle()

    _row(thaw)
    thaw.key("c")
    assert thaw.seen() == "flashcards"
    cards = thaw.window.tab("flashcards")
    assert isinstance(cards, FlashcardsTab)
    browser = cards._hands._browser
    assert browser is not None
    assert browser.field.text() == f"section:{TOPIC}"
    parts = {TOPIC, *(section.id for section in study.library.children(pack, TOPIC))}
    wanted = sum(card.section in parts and card.kind != "point" for card in study.library.card_refs(pack))
    qtbot.waitUntil(lambda: browser.model.rowCount() == wanted)

    _row(thaw)
    thaw.key("q")
    assert thaw.seen() == "practice"
    practice = thaw.window.tab("practice")
    assert isinstance(practice, PracticeTab)
    question = study.library.question(pack, practice.chooser.list.current())
    assert question is not None
    assert question.sections[0] in parts

    _row(thaw)
    thaw.key(Qt.Key.Key_Return)
    assert thaw.seen() == "notes"
    assert study.settings.current.section[pack] == TOPIC


def test_one_key_leads_from_a_card_to_the_paragraph_that_it_is_about(thaw: App) -> None:
    thaw.start()
    thaw.window.show_tab("flashcards", "c-four-aims")
    thaw.key("n")
    assert thaw.seen() == "flashcards"  # not before one has tried
    thaw.key(Qt.Key.Key_Space)
    thaw.key("n")
    assert thaw.seen() == "notes"
    notes = thaw.window.tab("notes")
    assert isinstance(notes, NotesTab)
    assert "purges" in notes.page.document().findBlockByNumber(notes.page._target).text()

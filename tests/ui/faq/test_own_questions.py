"""Own questions in the FAQ tab, open ones, topics, recent searches, and what is offered when nothing is found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton

from thaw_desktop.ui.search.rows import marked_ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.faq.own_dialog import OwnQuestionDialog
    from thaw_desktop.ui.faq.tab import FaqTab
    from thaw_desktop.ui.jobs import Jobs

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

_FILES = {
    "notes/s.md": "---\nid: s\ntitle: The speech\n---\nText.\n",
    "notes/t.md": "---\nid: t\ntitle: The thaw\n---\nText.\n",
    "faq.md": """
        ## Why did he speak in public? ^why
        section: s

        His motives were mixed, and journalists heard of it.

        ## What was printed? ^printed
        section: t

        Novels and poems, which journalists praised.
        """,
}


@pytest.fixture
def study(small_study: Callable[..., Study]) -> Study:
    return small_study(_FILES)


@pytest.fixture
def ask(qtbot: QtBot, faq: FaqTab, jobs: Jobs) -> Callable[[str], None]:
    def type_and_wait(text: str) -> None:
        faq.field.setText(text)
        qtbot.waitUntil(jobs.idle)

    return type_and_wait


def titles(tab: FaqTab, *kinds: str) -> list[str]:
    return [marked_ranges(row.title)[0] for row in tab.results.rows if not kinds or row.kind in kinds]


def dialog(tab: FaqTab) -> OwnQuestionDialog:
    found = tab._own._dialog
    assert found is not None
    return found


def click(tab: FaqTab, text: str) -> None:
    next(one for one in tab.findChildren(QPushButton) if one.isVisible() and one.text() == text).click()


@pytest.fixture
def write(qtbot: QtBot, faq: FaqTab) -> Callable[[str, str], None]:
    """Fills in the dialog that is open and saves it."""

    def fill_in(question: str, answer: str) -> None:
        page = dialog(faq)
        page.activateWindow()
        qtbot.waitUntil(lambda: QApplication.activeWindow() is page)
        if question:
            page.question.setText(question)
        page.answer.setPlainText(answer)
        QTest.keyClick(page.answer, KEY.Key_Return, CONTROL)

    return fill_in


def test_an_own_question_stands_among_the_others_with_a_mark_and_is_found(
    write: Callable[[str, str], None], faq: FaqTab, study: Study, ask: Callable[[str], None]
) -> None:
    faq.show_item("printed")
    QTest.keyClick(faq.answer, KEY.Key_N, CONTROL)
    assert dialog(faq).section.currentData() == "t"
    write("Who wrote The Thaw?", "**Ehrenburg**, in 1954.")
    assert titles(faq)[2:] == ["The thaw", "What was printed?", "Who wrote The Thaw?"]
    assert faq.results.rows[-1].pill == "Your own answer"
    assert "Your own answer · The thaw" in faq.answer.toPlainText()
    assert "Ehrenburg, in 1954." in faq.answer.toPlainText()
    ask("ehrenbrug")
    assert titles(faq) == ["Who wrote The Thaw?"]
    assert faq.results.rows[0].pill == "Your own answer · The thaw"
    assert len(study.questions.entries("small")) == 1


def test_it_is_changed_thrown_away_and_brought_back(
    write: Callable[[str, str], None], faq: FaqTab, study: Study
) -> None:
    ident = study.questions.write("small", "Who?", "Me.")
    faq.refresh()
    faq.show_item(ident)
    QTest.keyClick(faq.answer, KEY.Key_E, CONTROL)
    assert (dialog(faq).question.text(), dialog(faq).answer.toPlainText()) == ("Who?", "Me.")
    write("Who was it?", "You.")
    assert "You." in faq.answer.toPlainText()
    click(faq, "Throw away")
    assert titles(faq, "question") == []
    assert faq.status.text() == "The question was thrown away."
    click(faq, "Take it back")
    assert titles(faq, "question") == ["Who was it?"]
    assert not faq.tools.take_back.isVisible()


def test_an_empty_answer_is_refused_in_the_dialog_and_nothing_typed_is_lost(
    write: Callable[[str, str], None], faq: FaqTab
) -> None:
    faq.add_own()
    write("Why?", "  ")
    page = dialog(faq)
    assert page.isVisible()
    assert page._told.text().startswith("There is no answer yet")
    QTest.keyClick(page, KEY.Key_Escape)
    assert page.isVisible()
    assert "not saved" in page._told.text()
    QTest.keyClick(page, KEY.Key_Escape)
    assert not page.isVisible()


def test_an_unanswered_search_is_kept_and_answering_it_takes_it_off_the_list(
    write: Callable[[str, str], None], faq: FaqTab, study: Study, ask: Callable[[str], None]
) -> None:
    ask("wherefore xylophones")
    assert faq.status.text().startswith("Nothing found")
    assert faq.pane.currentIndex() == 0
    QTest.keyClick(faq.field, KEY.Key_K, ALT)
    assert faq.field.text() == ""
    assert titles(faq)[:2] == ["Questions you still have", "wherefore xylophones"]
    assert faq.results.rows[1].pill == "Still open"
    QTest.keyClick(faq.field, KEY.Key_Down)
    assert "Still open" in faq.answer.toPlainText()
    QTest.keyClick(faq.field, KEY.Key_Return)
    QTest.keyClick(faq.pane.change, KEY.Key_Return)
    assert dialog(faq).question.text() == "wherefore xylophones"
    write("", "Because they sound well.")
    assert study.questions.open_questions("small") == []
    assert titles(faq, "question") == ["wherefore xylophones"]


def test_an_open_question_that_is_no_longer_needed_goes(faq: FaqTab, study: Study) -> None:
    ident = study.questions.keep("small", "and then?")
    faq.refresh()
    faq.show_item(ident)
    click(faq, "No longer needed")
    assert titles(faq, "open question") == []


def test_a_topic_keeps_list_and_search_to_itself(
    faq: FaqTab, qtbot: QtBot, jobs: Jobs, ask: Callable[[str], None]
) -> None:
    faq.tools.choose_topic("t")
    assert titles(faq) == ["The thaw", "What was printed?"]
    ask("journalists")
    assert titles(faq, "faq") == ["What was printed?"]
    faq.show_item("why")
    assert faq.tools.topic() == ""
    assert "Why did he speak in public?" in titles(faq)
    QTest.keyClick(faq.field, KEY.Key_T, ALT)
    assert faq.tools._topics.hasFocus() or faq.tools._topics.view().isVisible()
    faq.tools._topics.hidePopup()
    faq.tools._topics.setFocus()
    QTest.keyClick(faq.tools._topics, KEY.Key_Escape)
    assert faq.field.hasFocus()


def test_searches_that_led_somewhere_are_remembered_and_can_be_forgotten(
    faq: FaqTab, study: Study, ask: Callable[[str], None]
) -> None:
    assert not faq.tools.recent.isVisible()
    for query in ("journ", "journalists", "zzzz", "motives"):
        ask(query)
        QTest.keyClick(faq.field, KEY.Key_Return)
    assert list(study.settings.current.recent_searches) == ["motives", "journalists"]
    first = faq.tools._menu.actions()[1]
    first.trigger()
    assert faq.field.text() == "journalists"
    faq.tools._menu.actions()[-1].trigger()
    assert not study.settings.current.recent_searches
    assert not faq.tools.recent.isVisible()


def test_the_nearest_are_offered_with_no_answer_to_something_else_beside_them(
    faq: FaqTab, ask: Callable[[str], None]
) -> None:
    faq.show_item("why")
    ask("journxyzists")
    assert faq.status.text() == "Nothing says “journxyzists”; the nearest are:"
    assert set(titles(faq, "faq")) == {"Why did he speak in public?", "What was printed?"}
    assert faq.pane.currentIndex() == 0
    assert faq.tools.keep.isVisible()


def test_a_pack_without_questions_takes_the_students_own(write: Callable[[str, str], None], faq: FaqTab) -> None:
    faq.pack = "nothing"
    faq.refresh()
    assert faq._empty.isVisible()
    faq._empty.action.emit()
    write("Why?", "So.")
    assert titles(faq) == ["Your own questions", "Why?"]
    assert faq.field.isVisible()

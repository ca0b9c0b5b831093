"""Asking by keyboard: results as one types, opening, nothing found, what is remembered."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton

from thaw_desktop.ui.search.rows import marked_ranges

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.faq.tab import FaqTab
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

# The offscreen screen says so whenever a window's least size changes.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key


@pytest.fixture
def ask(qtbot: QtBot, faq: FaqTab, jobs: Jobs) -> Callable[[str], None]:
    """Types into the field and waits for the answer."""

    def type_and_wait(text: str) -> None:
        QTest.keyClicks(faq.field, text)
        qtbot.waitUntil(jobs.idle)

    return type_and_wait


def titles(tab: FaqTab, kind: str = "faq") -> list[str]:
    return [marked_ranges(row.title)[0] for row in tab.results.rows if row.kind == kind]


def question(tab: FaqTab) -> str:
    return tab.answer.document().firstBlock().text() if tab.pane.currentIndex() else ""


def visible_texts(tab: FaqTab) -> list[str]:
    return [label.text() for label in tab.findChildren(QLabel) if label.isVisible()]


def visible_button(tab: FaqTab, text: str) -> QPushButton:
    return next(one for one in tab.findChildren(QPushButton) if one.isVisible() and one.text() == text)


def focus_link(tab: FaqTab, href: str) -> None:
    tab.answer.setFocus()
    tab.answer.moveCursor(QTextCursor.MoveOperation.Start)
    for _ in range(120):
        QTest.keyClick(tab.answer, KEY.Key_Tab)
        cursor = tab.answer.textCursor()
        if cursor.hasSelection() and cursor.charFormat().anchorHref() == href:
            return
    raise AssertionError(href)


@pytest.fixture
def everything(faq: FaqTab) -> list[str]:
    """All questions as the list shows them while nothing is asked."""
    return titles(faq)


# Before anything is asked


def test_without_a_query_all_entries_stand_under_their_topics(faq: FaqTab, study: Study) -> None:
    assert faq.field.hasFocus()
    assert set(titles(faq)) == {entry.question for entry in study.library.faqs(study.open_pack())}
    topics = [entry.title for entry in study.library.outline(study.open_pack()) if entry.level == 1]
    headings = titles(faq, "heading")
    assert headings[0] == "The 1956 Secret Speech"
    assert set(headings) <= set(topics)
    assert len(headings) == len(set(headings))
    assert faq.status.text() == f"{len(titles(faq))} questions"
    assert "Choose a question" in visible_texts(faq)


def test_down_goes_from_question_to_question_past_the_headings(faq: FaqTab) -> None:
    seen = []
    for _ in range(len(titles(faq)) + 2):
        QTest.keyClick(faq.field, KEY.Key_Down)
        seen.append(question(faq))
    assert seen[:-2] == titles(faq)
    assert seen[-2:] == [titles(faq)[-1]] * 2
    QTest.keyClick(faq.field, KEY.Key_Up)
    assert question(faq) == titles(faq)[-2]
    assert faq.field.hasFocus()


# While one types


def test_the_best_answer_comes_first_and_is_shown(faq: FaqTab, ask: Callable[[str], None]) -> None:
    ask("why did officials resist")
    assert titles(faq)[0] == "Why did Khrushchev’s reforms run into resistance from within the Communist Party?"
    assert question(faq) == titles(faq)[0]
    first = faq.results.rows[0]
    assert "\x02resistance\x03" in first.title
    assert "\x02" in first.snippet
    assert first.pill == "The de-Stalinisation drive under Khrushchev"
    assert faq.field.hasFocus()


def test_quick_typing_ends_with_the_results_of_the_last_word(
    qtbot: QtBot, faq: FaqTab, jobs: Jobs, ask: Callable[[str], None]
) -> None:
    ask("literature")
    expected = list(faq.results.rows)
    faq.field.clear()
    for text in ("e", "ea", "eastern europe", "gul", "gulag", "par", "literature"):
        faq.field.setText(text)  # nothing is waited for in between
    qtbot.waitUntil(jobs.idle)
    assert list(faq.results.rows) == expected


def test_clearing_the_field_beats_an_answer_that_is_still_on_its_way(
    qtbot: QtBot, faq: FaqTab, jobs: Jobs, everything: list[str]
) -> None:
    faq.field.setText("gulag")
    faq.field.clear()
    qtbot.waitUntil(jobs.idle)
    assert titles(faq) == everything
    assert faq.status.text() == f"{len(everything)} questions"


def test_a_corrected_word_is_said(faq: FaqTab, ask: Callable[[str], None]) -> None:
    ask("krushchev resistence")
    assert "showing results for khrushchev" in faq.status.text()
    assert titles(faq)[0].startswith("Why did Khrushchev’s reforms")
    assert "\x02Khrushchev’s\x03" in faq.results.rows[0].title


def test_other_kinds_stand_below_and_lead_to_their_tabs(
    qtbot: QtBot, faq: FaqTab, navigator: Navigator, ask: Callable[[str], None]
) -> None:
    ask("gulag")
    kinds = [row.kind for row in faq.results.rows]
    below = kinds.index("heading")
    assert set(kinds[:below]) == {"faq"}
    assert 1 <= len(kinds) - below - 1 <= 5
    wanted = {"terms": ("notes", "term:"), "notes": ("notes", ""), "cards": ("flashcards", "")}
    for place in range(below + 1, len(kinds)):
        row = faq.results.rows[place]
        index = faq.results.model().index(place, 0)
        faq.results.scrollTo(index)
        with qtbot.waitSignal(navigator.asked) as asked:
            QTest.mouseClick(
                faq.results.viewport(), Qt.MouseButton.LeftButton, pos=faq.results.visualRect(index).center()
            )
        tab, prefix = wanted[row.kind]
        assert asked.args == [tab, prefix + row.item]


# Opening


def test_enter_opens_the_first_result_for_reading(faq: FaqTab, ask: Callable[[str], None]) -> None:
    ask("eastern europe")
    QTest.keyClick(faq.field, KEY.Key_Return)
    assert question(faq) == "What did de-Stalinisation do to Soviet relations with Eastern Europe?"
    assert faq.answer.hasFocus()


def test_down_and_enter_open_the_second(faq: FaqTab, ask: Callable[[str], None]) -> None:
    ask("khrushchev")
    second = titles(faq)[1]
    QTest.keyClick(faq.field, KEY.Key_Down)
    QTest.keyClick(faq.field, KEY.Key_Return)
    assert question(faq) == second
    assert faq.answer.hasFocus()


def test_the_answer_leads_on_to_notes_cards_and_other_questions(
    qtbot: QtBot, faq: FaqTab, navigator: Navigator
) -> None:
    faq.show_item("f-public-reaction")
    focus_link(faq, "thaw:section/speech-consequences")
    with qtbot.waitSignal(navigator.asked) as asked:
        QTest.keyClick(faq.answer, KEY.Key_Return)
    assert asked.args == ["notes", "speech-consequences"]
    assert "Read more in “What followed”" in faq.answer.toPlainText()
    assert re.search(r"Practise: \d+ cards on this", faq.answer.toPlainText())
    focus_link(faq, "thaw:faq/f-eastern-europe")
    QTest.keyClick(faq.answer, KEY.Key_Return)
    assert question(faq) == "What did de-Stalinisation do to Soviet relations with Eastern Europe?"
    current = faq.results.current()
    assert current is not None
    assert current.item == "f-eastern-europe"


def test_what_is_typed_over_the_answer_goes_into_the_field(
    qtbot: QtBot, faq: FaqTab, jobs: Jobs, ask: Callable[[str], None]
) -> None:
    ask("gula")
    QTest.keyClick(faq.field, KEY.Key_Return)
    assert faq.answer.hasFocus()
    QTest.keyClick(faq.answer, KEY.Key_Space)  # scrolls
    QTest.keyClicks(faq.answer, "g")
    qtbot.waitUntil(jobs.idle)
    assert faq.field.text() == "gulag"
    assert faq.field.hasFocus()


def test_esc_leads_from_the_answer_to_the_field_and_then_clears_it(
    faq: FaqTab, ask: Callable[[str], None], everything: list[str]
) -> None:
    ask("gulag")
    QTest.keyClick(faq.field, KEY.Key_Return)
    QTest.keyClick(faq.answer, KEY.Key_Escape)
    assert faq.field.hasFocus()
    assert faq.field.text() == "gulag"
    QTest.keyClick(faq.field, KEY.Key_Escape)
    assert faq.field.text() == ""
    assert titles(faq) == everything


def test_show_item_opens_an_entry_or_searches(
    qtbot: QtBot, faq: FaqTab, jobs: Jobs, ask: Callable[[str], None]
) -> None:
    ask("gulag")
    faq.show_item("f-party-resistance")
    assert question(faq).startswith("Why did Khrushchev’s reforms")
    assert faq.field.text() == ""
    faq.show_item("?eastern europe")
    qtbot.waitUntil(jobs.idle)
    assert faq.field.text() == "eastern europe"
    assert titles(faq)[0].startswith("What did de-Stalinisation do")


def test_an_entry_that_is_gone_is_said(qtbot: QtBot, faq: FaqTab) -> None:
    with qtbot.waitSignal(faq.trouble) as told:
        faq.show_item("f-none")
    assert "no longer in the pack" in told.args[0]


# Nothing found


def test_nothing_found_is_said_and_all_questions_are_offered(
    faq: FaqTab, ask: Callable[[str], None], everything: list[str]
) -> None:
    ask("xyzzyqq")
    assert faq.status.text().startswith("Nothing found for “xyzzyqq”.")
    assert titles(faq) == everything
    clear = visible_button(faq, "Clear the search")
    clear.setFocus()
    QTest.keyClick(clear, KEY.Key_Return)
    assert faq.field.text() == ""
    assert faq.field.hasFocus()
    assert faq.status.text() == f"{len(everything)} questions"
    assert not clear.isVisible()


def test_what_stands_only_elsewhere_is_offered(faq: FaqTab, ask: Callable[[str], None]) -> None:
    ask("donbas")
    assert titles(faq) == []
    assert faq.status.text().startswith("No question matches “donbas”")
    assert len(faq.results.rows) > 1


@pytest.mark.parametrize("text", ['"', "*", "a AND", "-", "(((", "'; DROP TABLE", "   ", "é" * 300])
def test_anything_may_be_typed(qtbot: QtBot, faq: FaqTab, jobs: Jobs, text: str) -> None:
    faq.field.setText(text)
    qtbot.waitUntil(jobs.idle)
    assert faq.results.rows


def test_a_pack_without_questions_says_so(faq: FaqTab) -> None:
    faq.pack = "no-such-pack"
    faq.refresh()
    assert "No questions yet" in visible_texts(faq)
    assert not faq.field.isVisible()


# Remembering, refreshing, space


def test_the_query_is_there_again_after_a_new_start(
    qtbot: QtBot, faq: FaqTab, open_faq: Callable[[], FaqTab], jobs: Jobs, study: Study, ask: Callable[[str], None]
) -> None:
    ask("gulag")
    expected = list(faq.results.rows)
    faq.leave()
    assert study.settings.current.faq_query == "gulag"
    faq.close()
    again = open_faq()
    qtbot.waitUntil(jobs.idle)
    assert again.field.text() == "gulag"
    assert again.field.selectedText() == "gulag"
    assert list(again.results.rows) == expected


def test_an_entry_asked_for_at_the_start_is_not_pushed_aside_by_the_old_query(
    qtbot: QtBot, open_faq: Callable[[], FaqTab], jobs: Jobs, study: Study
) -> None:
    study.settings.change(faq_query="gulag")
    faq = open_faq()
    faq.show_item("f-eastern-europe")
    qtbot.waitUntil(jobs.idle)
    assert question(faq) == "What did de-Stalinisation do to Soviet relations with Eastern Europe?"


def test_a_refresh_moves_nothing(faq: FaqTab, ask: Callable[[str], None]) -> None:
    ask("khrushchev")
    QTest.keyClick(faq.field, KEY.Key_Down)
    faq.answer.verticalScrollBar().setValue(80)
    before = (faq.results.current(), question(faq), faq.status.text())
    faq.refresh()
    assert (faq.results.current(), question(faq), faq.status.text()) == before
    assert faq.answer.verticalScrollBar().value() == 80


def test_in_a_narrow_window_the_answer_takes_the_place_of_the_list(
    faq: FaqTab, theme: Theme, ask: Callable[[str], None]
) -> None:
    theme.apply("light", 2.0)
    faq.resize(1100, 640)
    ask("eastern europe")
    assert (faq.results.isVisible(), faq.answer.isVisible()) == (True, False)
    QTest.keyClick(faq.field, KEY.Key_Return)
    assert (faq.results.isVisible(), faq.answer.isVisible()) == (False, True)
    assert faq.answer.hasFocus()
    QTest.keyClick(faq.answer, KEY.Key_Escape)
    assert (faq.results.isVisible(), faq.answer.isVisible()) == (True, False)
    assert faq.field.hasFocus()


@pytest.mark.parametrize(
    ("scale", "size"), [(1.0, (1100, 640)), (1.0, (800, 500)), (2.0, (1100, 640)), (2.0, (800, 500))]
)
def test_no_words_are_cut_at_any_size(
    qtbot: QtBot, faq: FaqTab, theme: Theme, ask: Callable[[str], None], scale: float, size: tuple[int, int]
) -> None:
    theme.apply("dark", scale)
    faq.resize(*size)
    ask("xyzzyqq")
    qtbot.wait(20)
    assert faq.minimumSizeHint().width() <= size[0]
    for part in faq.findChildren(QPushButton) + faq.findChildren(QLabel):
        if part.isVisible():
            wanted = part.heightForWidth(part.width()) if part.hasHeightForWidth() else part.sizeHint().height()
            assert part.height() >= wanted - 1, part.text()
            if not (isinstance(part, QLabel) and part.wordWrap()):
                assert part.width() >= part.sizeHint().width() - 1, part.text()
    assert faq.results.horizontalScrollBar().maximum() == 0
    # Rows are laid out one below the other at the full width, each as high as its words.
    places = [faq.results.visualRect(faq.results.model().index(row, 0)) for row in range(len(faq.results.rows))]
    assert all(after.top() == before.bottom() + 1 for before, after in pairwise(places))


def test_every_control_has_a_name(faq: FaqTab, ask: Callable[[str], None]) -> None:
    ask("gulag")
    for part in faq.findChildren(QAbstractButton):
        if part.isVisible():
            assert part.accessibleName() or part.text(), part
    model = faq.results.model()
    told = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert told.startswith(f"{titles(faq)[0]} {faq.results.rows[0].pill}. ")
    assert "\x02" not in told

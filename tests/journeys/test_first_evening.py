"""A student's first evening and the next day, with the keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTextEdit

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.journeys.conftest import App

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_first_run_asks_little_and_leads_to_the_first_section(thaw: App) -> None:
    thaw.start(welcomed=False)
    start = QApplication.focusWidget()
    assert isinstance(start, QPushButton)
    assert start.text() == "Start"
    thaw.key(Qt.Key.Key_Return)
    assert thaw.seen() == "home"
    assert thaw.study.settings.current.welcomed
    thaw.key(Qt.Key.Key_Return)  # the one clear next step has the focus
    assert thaw.seen() == "notes"
    thaw.key("m")
    assert thaw.study.overview.days("destalinisation", 1)[0].sections == 1


def test_tabs_are_reached_by_their_numbers_and_the_last_one_is_remembered(thaw: App) -> None:
    thaw.start()
    for number, name in enumerate(("home", "notes", "faq", "flashcards", "practice", "progress"), start=1):
        thaw.go(number)
        assert thaw.seen() == name
    thaw.go(4)
    thaw.close()
    thaw.start()
    assert thaw.seen() == "flashcards"


def test_cards_are_answered_by_keys_and_taken_back_after_a_restart(thaw: App, clock: FakeClock) -> None:
    thaw.start()
    thaw.go(4)
    for rating in "3141":
        thaw.key(Qt.Key.Key_Space)
        clock.advance(8)
        thaw.key(rating)
    assert thaw.study.overview.total("destalinisation").reviews == 4
    thaw.close()
    thaw.start()
    thaw.key("z", CONTROL)
    assert thaw.study.overview.total("destalinisation").reviews == 3


def test_faq_finds_while_typing_and_opens_the_answer(thaw: App) -> None:
    thaw.start()
    thaw.go(3)
    thaw.type("why did offcials resist")
    thaw.key(Qt.Key.Key_Return)
    texts = " ".join(
        view.toPlainText() for view in thaw.window._tabs["faq"].findChildren(QTextEdit) if view.isVisible()
    )
    assert "patron" in texts
    thaw.close()
    thaw.start()
    assert thaw.study.settings.current.faq_query == "why did offcials resist"


def test_an_essay_is_written_finished_and_marked_and_what_it_missed_comes_tomorrow(thaw: App, clock: FakeClock) -> None:
    thaw.start()
    thaw.go(5)
    thaw.key(Qt.Key.Key_Return, CONTROL)
    thaw.type(
        "Khrushchev wanted to distance the Party from the terror of Stalin and its crimes. "
        "The speech also weakened rivals such as Molotov who were linked to the purges."
    )
    clock.advance(minutes=21)
    thaw.key(Qt.Key.Key_Return, CONTROL)
    if thaw.study.writing.unfinished() is not None:  # asked whether to finish
        thaw.key(Qt.Key.Key_Return, CONTROL)
    attempt = thaw.study.writing.attempts("destalinisation")[0]
    assert attempt.stage == "finished"
    assert attempt.words == 28
    thaw.key(Qt.Key.Key_Return, CONTROL)
    marked = thaw.study.writing.attempts("destalinisation")[0]
    assert marked.stage == "marked"
    assert 0 < marked.made < marked.possible
    clock.advance(days=1)
    listed = [card for card in thaw.study.session.queue("destalinisation").due if card.startswith("q-reasons-speech.")]
    assert len(listed) >= 5


def test_a_killed_window_brings_the_essay_back(thaw: App, clock: FakeClock) -> None:
    thaw.start()
    thaw.go(5)
    thaw.key(Qt.Key.Key_Return, CONTROL)
    thaw.type("Every word of this must be there tomorrow.")
    thaw.go(2)  # leaving the tab saves at once
    thaw.vanish()
    clock.advance(minutes=30)
    thaw.start()
    draft = thaw.study.writing.unfinished()
    assert draft is not None
    assert draft.text == "Every word of this must be there tomorrow."
    thaw.go(1)
    thaw.key(Qt.Key.Key_Return)  # Home offers to go on
    assert thaw.seen() == "practice"


def test_text_size_follows_the_keys_and_is_remembered(thaw: App) -> None:
    thaw.start()
    thaw.key(Qt.Key.Key_Plus, CONTROL)
    thaw.key(Qt.Key.Key_Plus, CONTROL)
    assert thaw.study.settings.current.text_scale == 125
    thaw.key(Qt.Key.Key_0, CONTROL)
    assert thaw.study.settings.current.text_scale == 100


def test_help_and_settings_open_by_key_and_close_by_escape(thaw: App) -> None:
    thaw.start()
    thaw.key(Qt.Key.Key_F1)
    thaw.wait_for_window("Help")
    thaw.key(Qt.Key.Key_Escape)
    thaw.come_back()
    thaw.key(Qt.Key.Key_Comma, CONTROL)
    thaw.wait_for_window("Settings")
    thaw.key(Qt.Key.Key_Escape)
    thaw.come_back()

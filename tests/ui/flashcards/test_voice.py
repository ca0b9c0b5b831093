"""Cards read aloud of their own accord and at a key, by an engine that only keeps what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from tests.ui.paper_voice import PaperVoice
from thaw_desktop.ui.flashcards.card_voice import question_aloud
from thaw_desktop.ui.speech.engine import NoVoiceError

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study
    from thaw_desktop.ui.speech.engine import SpeechEngine


@pytest.fixture
def voice(table: Table) -> PaperVoice:
    kept = PaperVoice()
    table.tab._voice.engine_from = lambda _: kept
    return kept


def test_nothing_is_said_unless_it_is_wanted(table: Table, voice: PaperVoice) -> None:
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_3)
    assert voice.heard == []


def test_question_and_answer_are_said_and_the_next_card_ends_it(table: Table, voice: PaperVoice, study: Study) -> None:
    study.settings.change(card_speech="both")
    first = study.library.card(study.open_pack(), table.card)
    assert first is not None
    table.press(Qt.Key.Key_Space)
    assert voice.heard == [first.back_text]
    table.press(Qt.Key.Key_3)
    second = study.library.card(study.open_pack(), table.card)
    assert second is not None
    assert voice.heard == [first.back_text, "(stop)", question_aloud(second)]
    voice.finish()
    table.press(Qt.Key.Key_R)
    assert voice.heard[-1] == question_aloud(second)
    table.press(Qt.Key.Key_R)
    assert voice.heard[-1] == "(stop)"


def test_without_a_voice_cards_come_in_silence_and_the_key_says_why(table: Table, study: Study) -> None:
    tries: list[str] = []
    troubles: list[str] = []

    def no_voice(_: QObject) -> SpeechEngine:
        tries.append("")
        raise NoVoiceError("This computer has no voice", "Add one")

    table.tab._voice.engine_from = no_voice
    table.tab.trouble.connect(troubles.append)
    study.settings.change(card_speech="both")
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_3)
    table.press(Qt.Key.Key_Space)
    assert len(tries) == 1
    assert troubles == []
    table.press(Qt.Key.Key_R)
    assert troubles == ["This computer has no voice. Add one."]


def test_the_hidden_words_of_a_cloze_are_not_said_with_the_question(study: Study) -> None:
    for card in study.library.cards(study.open_pack()):
        if card.kind == "cloze":
            assert "[" not in question_aloud(card).replace("[" + card.hint, "")

"""Cards read aloud of their own accord and at a key, by an engine that only keeps what it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from thaw_desktop.ui.flashcards.card_voice import question_aloud
from thaw_desktop.ui.speech.engine import NoVoiceError

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study
    from thaw_desktop.ui.speech.engine import Listener, SpeechEngine


class KeptVoice:
    """A `SpeechEngine` that says nothing and keeps everything."""

    can_pause = True

    def __init__(self) -> None:
        self.said: list[str] = []
        self.listener: Listener | None = None

    def listen(self, listener: Listener) -> None:
        self.listener = listener

    def voices(self) -> list[str]:
        return ["One"]

    def choose_voice(self, name: str) -> None:
        """There is only one."""

    def set_speed(self, factor: float) -> None:
        """It takes no time."""

    def say(self, text: str) -> None:
        self.said.append(text)

    def pause(self) -> None:
        self.said.append("(pause)")

    def resume(self) -> None:
        self.said.append("(on)")

    def stop(self) -> None:
        self.said.append("(stop)")


@pytest.fixture
def voice(table: Table) -> KeptVoice:
    kept = KeptVoice()
    table.tab._voice.engine_from = lambda _: kept
    return kept


def test_nothing_is_said_unless_it_is_wanted(table: Table, voice: KeptVoice) -> None:
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_3)
    assert voice.said == []


def test_question_and_answer_are_said_and_the_next_card_ends_it(table: Table, voice: KeptVoice, study: Study) -> None:
    study.settings.change(card_speech="both")
    first = study.library.card(study.open_pack(), table.card)
    assert first is not None
    table.press(Qt.Key.Key_Space)
    assert voice.said == [first.back_text]
    table.press(Qt.Key.Key_3)
    second = study.library.card(study.open_pack(), table.card)
    assert second is not None
    assert voice.said == [first.back_text, "(stop)", question_aloud(second)]
    assert voice.listener is not None
    voice.listener.ended()
    table.press(Qt.Key.Key_R)
    assert voice.said[-1] == question_aloud(second)
    table.press(Qt.Key.Key_R)
    assert voice.said[-1] == "(stop)"


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

"""Cards read aloud: of their own accord where the student wants it, and at a key."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.speech.engine import open_engine

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Card
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.ui.speech.engine import SpeechEngine

_GAP = re.compile(r"\[\s*(?:…|\.\.\.)\s*\]|_{3,}")


class CardVoice(QObject):
    """Says a side of a card; the engine is loaded when something is to be said for the first time.

    Attributes:
        engine_from: gives the engine; its `ThawError` says why there is none.
    """

    def __init__(self, settings: SettingsStore, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self._engine: SpeechEngine | None = None
        self._mute = False  # there is no voice: not looked for again at every card
        self._speaking = False
        self.engine_from: Callable[[QObject], SpeechEngine] = open_engine

    def say_question(self, card: Card) -> None:
        """A card was put on the table; what was said before ends."""
        self.stop()
        if self._settings.current.card_speech in {"question", "both"}:
            self._try(card, answer=False)

    def say_answer(self, card: Card) -> None:
        """Its answer was shown."""
        self.stop()
        if self._settings.current.card_speech in {"answer", "both"}:
            self._try(card, answer=True)

    def toggle(self, card: Card, *, answer: bool) -> None:
        """Read what is seen of a card, or be silent if it is being read.

        Raises:
            NoVoiceError: there is no voice.
        """
        if self._speaking:
            self.stop()
        else:
            self._say(card, answer=answer)

    def stop(self) -> None:
        """Be silent."""
        if self._speaking and self._engine is not None:
            self._engine.stop()
        self._speaking = False

    def _try(self, card: Card, *, answer: bool) -> None:
        """Say it, or nothing where there is no voice: the student did not ask for this card to be read."""
        if self._mute:
            return
        try:
            self._say(card, answer=answer)
        except ThawError:
            self._mute = True

    def _say(self, card: Card, *, answer: bool) -> None:
        words = card.back_text if answer else question_aloud(card)
        if not words.strip():
            return
        if self._engine is None:
            engine = self.engine_from(self)
            engine.listen(self)
            self._engine = engine
        current = self._settings.current
        self._engine.set_speed(current.speech_speed / 100)
        self._engine.choose_voice(current.speech_voice)
        self._speaking = True
        self._engine.say(words)

    # What the engine tells: this is its `Listener`

    def ended(self) -> None:
        """The side has been said."""
        self._speaking = False

    def came_to(self, start: int, length: int) -> None:
        """A word is said: nothing on the card is marked."""

    def failed(self, _reason: str) -> None:
        """The engine gave up: the card can be read by eye."""
        self._speaking = False


def question_aloud(card: Card) -> str:
    """What is asked, as it is said: a gap is a pause, and never its words."""
    return _GAP.sub(" … ", card.front_text)

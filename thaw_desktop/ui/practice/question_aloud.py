"""Reading the question and its sources aloud, as a reader in an exam would."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.errors import ThawError
from thaw_desktop.notes.sentences import sentences
from thaw_desktop.ui.speech.engine import open_engine
from thaw_desktop.ui.speech.reader import ReadAloud, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QAbstractButton

    from thaw_desktop.core.settings import Settings
    from thaw_desktop.ui.speech.engine import SpeechEngine

_PICTURE = "\ufffc"


class QuestionAloud(QObject):
    """One button: it begins, pauses and goes on. The voice is loaded when it is first wanted.

    Signals:
        trouble: a plain sentence: why nothing is said.

    Attributes:
        engine_from: gives the engine; its `ThawError` says why there is none.
    """

    trouble = Signal(str)

    def __init__(self, text: Callable[[], str], button: QAbstractButton, parent: QObject) -> None:
        """Prepare it; nothing is loaded.

        Args:
            text: gives what is to be read.
            button: begins, pauses and goes on.
            parent: the owner.
        """
        super().__init__(parent)
        self._text, self._button = text, button
        self._reader: ReadAloud | None = None
        self._engine: SpeechEngine | None = None
        self._speed, self._voice = 1.0, ""
        self.engine_from: Callable[[QObject], SpeechEngine] = open_engine
        button.clicked.connect(self.begin_or_pause)

    def use(self, settings: Settings) -> None:
        """Speak as the student likes it from now on."""
        self._speed, self._voice = settings.speech_speed / 100, settings.speech_voice

    @Slot()
    def begin_or_pause(self) -> None:
        """Begin at the top; when it speaks, pause; when it pauses, go on."""
        if self._reader is not None and self._reader.state != "silent":
            self._reader.pause_or_go_on()
            return
        reader = self._reader or self._open()
        if reader is None or self._engine is None:
            return
        self._engine.set_speed(self._speed)
        self._engine.choose_voice(self._voice)
        text = self._text().replace(_PICTURE, " ")
        spans = [(start, end) for start, end in sentences(text) if any(letter.isalnum() for letter in text[start:end])]
        reader.start([Sentence(start, end, text[start:end], 0) for start, end in spans])

    @Slot()
    def stop(self) -> None:
        """Be silent."""
        if self._reader is not None:
            self._reader.stop()

    def _open(self) -> ReadAloud | None:
        try:
            self._engine = self.engine_from(self)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return None
        reader = self._reader = ReadAloud(self._engine, self)
        reader.changed.connect(self._show_state)
        reader.gave_up.connect(self._give_up)
        return reader

    @Slot()
    def _show_state(self) -> None:
        state = self._reader.state if self._reader is not None else "silent"
        names = {"silent": self.tr("Read aloud"), "speaking": self.tr("Pause"), "paused": self.tr("Go on reading")}
        self._button.setToolTip(names[state])
        self._button.setAccessibleName(names[state])

    @Slot(str)
    def _give_up(self, reason: str) -> None:
        self.trouble.emit(self.tr("The voice stopped ({reason}).").format(reason=reason))

"""The voice of the system, where there is one, behind a protocol that a test can implement."""

from __future__ import annotations

import math
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Protocol

from PySide6.QtCore import QCoreApplication, QObject, Slot

from thaw_desktop.core.errors import ThawError

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

_MODULE = "PySide6.QtTextToSpeech"
_MOCK = "mock"
"""Qt's own engine for tests, which says nothing."""


class NoVoiceError(ThawError):
    """Nothing on this computer can read aloud."""


class Listener(Protocol):
    """What an engine tells while it speaks."""

    def ended(self) -> None:
        """The text has been said to its end; not called after `stop`."""

    def came_to(self, start: int, length: int) -> None:
        """The word that is said now, in characters of the text."""

    def failed(self, reason: str) -> None:
        """The engine gave up."""


class SpeechEngine(Protocol):
    """Says one text at a time."""

    @property
    def can_pause(self) -> bool:
        """Whether it can stop in the midst of a text and go on there."""

    def listen(self, listener: Listener) -> None:
        """Tell what happens to this listener from now on."""

    def voices(self) -> list[str]:
        """The names of the voices there are."""

    def choose_voice(self, name: str) -> None:
        """Speak with a voice; with the usual one when there is none of that name."""

    def set_speed(self, factor: float) -> None:
        """Speak faster or slower from the next text on; 1.0 is the voice's own speed."""

    def say(self, text: str) -> None:
        """Say a text in place of any that is being said."""

    def pause(self) -> None:
        """Be silent until `resume`."""

    def resume(self) -> None:
        """Go on."""

    def stop(self) -> None:
        """Be silent for good."""


def missing_module() -> str:
    """A sentence when this copy of Thaw cannot speak at all, else empty; asked without loading anything."""
    if find_spec(_MODULE) is not None:
        return ""
    return translate("Speech", "This copy of Thaw cannot read aloud: the speech part of Qt is not installed.")


def open_engine(parent: QObject, name: str = "") -> SpeechEngine:
    """The system's voice.

    Args:
        parent: the owner.
        name: of one of Qt's engines; the system's own when left out.

    Raises:
        NoVoiceError: there is no engine or no voice.
    """
    try:
        # Imported here, and by name: it is not among Thaw's dependencies, for its wheel is very large.
        module: Any = import_module(_MODULE)
    except ImportError as error:
        unusable = translate("Speech", "The speech part of Qt cannot be loaded ({reason})").format(reason=error)
        raise NoVoiceError(missing_module().rstrip(".") or unusable) from error
    engines = [one for one in module.QTextToSpeech.availableEngines() if one != _MOCK]
    if not name and not engines:
        raise _no_voice()
    speech = module.QTextToSpeech(name, parent) if name else module.QTextToSpeech(parent)
    if speech.state() == module.QTextToSpeech.State.Error or not speech.availableVoices():
        speech.deleteLater()
        raise _no_voice()
    return QtSpeech(speech, module, parent)


def _no_voice() -> NoVoiceError:
    return NoVoiceError(
        translate("Speech", "This computer has no voice to read aloud with"),
        translate("Speech", "Add one in the system’s settings for speech and start Thaw again"),
    )


class QtSpeech(QObject):
    """QTextToSpeech as a `SpeechEngine`."""

    def __init__(self, speech: Any, module: Any, parent: QObject) -> None:  # noqa: ANN401 - a module without stubs here
        super().__init__(parent)
        self._speech = speech
        self._states = module.QTextToSpeech.State
        self._pauses = bool(speech.engineCapabilities() & module.QTextToSpeech.Capability.PauseResume)
        self._usual = speech.voice()
        self._listener: Listener | None = None
        self._saying = False
        speech.setParent(self)
        speech.stateChanged.connect(self._state_changed)
        speech.sayingWord.connect(self._saying_word)
        speech.errorOccurred.connect(self._error_occurred)

    @property
    def can_pause(self) -> bool:
        """Whether it can stop in the midst of a text and go on there."""
        return self._pauses

    def listen(self, listener: Listener) -> None:
        """Tell what happens to this listener from now on."""
        self._listener = listener

    def voices(self) -> list[str]:
        """The names of the voices for the system's language."""
        return [voice.name() for voice in self._speech.availableVoices()]

    def choose_voice(self, name: str) -> None:
        """Speak with a voice; with the usual one when there is none of that name."""
        found = [voice for voice in self._speech.availableVoices() if voice.name() == name]
        self._speech.setVoice(found[0] if found else self._usual)

    def set_speed(self, factor: float) -> None:
        """Speak faster or slower: Qt counts from −1 to 1, and half and double are its ends here."""
        self._speech.setRate(max(-1.0, min(1.0, math.log2(factor))))

    def say(self, text: str) -> None:
        """Say a text in place of any that is being said."""
        self.stop()
        self._saying = True
        self._speech.say(text)

    def pause(self) -> None:
        """Be silent until `resume`."""
        self._speech.pause()

    def resume(self) -> None:
        """Go on."""
        self._speech.resume()

    def stop(self) -> None:
        """Be silent for good."""
        self._saying = False
        self._speech.stop()

    @Slot(object)
    def _state_changed(self, state: object) -> None:
        if state == self._states.Ready and self._saying:
            self._saying = False
            if self._listener is not None:
                self._listener.ended()

    def _saying_word(self, _word: str, _text: int, start: int, length: int) -> None:
        if self._saying and self._listener is not None:
            self._listener.came_to(start, length)

    def _error_occurred(self, _reason: object, words: str) -> None:
        self._saying = False
        if self._listener is not None:
            self._listener.failed(words)

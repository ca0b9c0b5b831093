"""A voice for tests: it makes no sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thaw_desktop.ui.speech.engine import Listener


class PaperVoice:
    """A `SpeechEngine` that writes down what it says; the test lets it finish.

    Attributes:
        said: the texts.
        did: pauses, resumptions and stops.
        heard: both in one, what was done in brackets.
        speed: as it was set last.
        voice: as it was chosen last.
    """

    def __init__(self, *, can_pause: bool = True) -> None:
        self.said: list[str] = []
        self.did: list[str] = []
        self.heard: list[str] = []
        self.speed, self.voice = 1.0, ""
        self._can_pause = can_pause
        self._listener: Listener | None = None

    @property
    def can_pause(self) -> bool:
        return self._can_pause

    def listen(self, listener: Listener) -> None:
        self._listener = listener

    def voices(self) -> list[str]:
        return ["Anne", "Bob"]

    def choose_voice(self, name: str) -> None:
        self.voice = name

    def set_speed(self, factor: float) -> None:
        self.speed = factor

    def say(self, text: str) -> None:
        self.said.append(text)
        self.heard.append(text)

    def pause(self) -> None:
        self._do("pause")

    def resume(self) -> None:
        self._do("resume")

    def stop(self) -> None:
        self._do("stop")

    def _do(self, what: str) -> None:
        self.did.append(what)
        self.heard.append(f"({what})")

    def finish(self) -> None:
        """The text has been said."""
        assert self._listener is not None
        self._listener.ended()

    def come_to(self, start: int, length: int) -> None:
        """A word is said."""
        assert self._listener is not None
        self._listener.came_to(start, length)

    def give_up(self, reason: str) -> None:
        """The sound card is gone."""
        assert self._listener is not None
        self._listener.failed(reason)

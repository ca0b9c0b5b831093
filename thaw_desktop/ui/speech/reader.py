"""What is read aloud now, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.ui.speech.engine import SpeechEngine

State = Literal["silent", "speaking", "paused"]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a page.

    Attributes:
        start: where it begins in the document.
        end: where it ends there.
        text: what is said.
        block: number of its paragraph.
    """

    start: int
    end: int
    text: str
    block: int


class ReadAloud(QObject):
    """Says the sentences of a page one after the other, each as an utterance of its own.

    So the place is known with every engine, and one can go a sentence back or on.

    Signals:
        sentence_changed: the sentence that is said now, as start and end in the document; −1 and −1 for none.
        word_changed: the word of it that is said now, likewise, where the engine tells.
        changed: it speaks, pauses or is silent.
        gave_up: the engine cannot go on; carries its reason.

    Attributes:
        state: silent, speaking or paused.
    """

    sentence_changed = Signal(int, int)
    word_changed = Signal(int, int)
    changed = Signal()
    gave_up = Signal(str)

    def __init__(self, engine: SpeechEngine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._engine = engine
        self._sentences: Sequence[Sentence] = ()
        self._at = 0
        self._resumable = False
        self.state: State = "silent"
        engine.listen(self)

    def start(self, sentences: Sequence[Sentence], block: int = 0) -> None:
        """Begin with the first sentence at or after a paragraph."""
        self._sentences = sentences
        self._at = next((number for number, one in enumerate(sentences) if one.block >= block), 0)
        if sentences:
            self._say()

    def relocate(self, sentences: Sequence[Sentence]) -> None:
        """The page was laid out anew: the same sentences, perhaps at other places."""
        if self.state == "silent":
            return
        if [one.text for one in sentences] != [one.text for one in self._sentences]:
            self.stop()
            return
        self._sentences = sentences
        self.sentence_changed.emit(sentences[self._at].start, sentences[self._at].end)

    @Slot()
    def pause_or_go_on(self) -> None:
        """Pause, or go on from there."""
        if self.state == "speaking":
            self.state, self._resumable = "paused", self._engine.can_pause
            if self._resumable:
                self._engine.pause()
            else:
                self._engine.stop()
            self.changed.emit()
        elif self.state == "paused" and self._resumable:
            self.state = "speaking"
            self._engine.resume()
            self.changed.emit()
        elif self.state == "paused":
            self._say()

    @Slot()
    def stop(self) -> None:
        """Be silent."""
        if self.state == "silent":
            return
        self.state = "silent"
        self._engine.stop()
        self.sentence_changed.emit(-1, -1)
        self.changed.emit()

    @Slot()
    def next(self) -> None:
        """Go to the next sentence; after the last, be silent."""
        self._go(1)

    @Slot()
    def previous(self) -> None:
        """Go to the sentence before."""
        self._go(-1)

    def again(self) -> None:
        """Say the sentence from its beginning, in another voice or at another speed."""
        if self.state == "speaking":
            self._say()
        else:
            self._resumable = False  # going on would be in the old voice

    def _go(self, by: int) -> None:
        if self.state == "silent":
            return
        at = max(0, self._at + by)
        if at >= len(self._sentences):
            self.stop()
            return
        self._at = at
        if self.state == "paused":
            self._engine.stop()
            self._resumable = False
            self.sentence_changed.emit(self._sentences[at].start, self._sentences[at].end)
        else:
            self._say()

    def _say(self) -> None:
        sentence = self._sentences[self._at]
        self.state = "speaking"
        self.sentence_changed.emit(sentence.start, sentence.end)
        self._engine.say(sentence.text)
        self.changed.emit()

    @Slot()
    def _go_on(self) -> None:
        if self.state == "speaking":
            self._go(1)

    # What the engine tells: this is its `Listener`

    def ended(self) -> None:
        """The sentence has been said."""
        # In a moment: an engine need not bear to be asked for the next text while it still tells of the last.
        QTimer.singleShot(0, self, self._go_on)

    def came_to(self, start: int, length: int) -> None:
        """A word of the sentence is said now."""
        if self.state == "speaking":
            begin = self._sentences[self._at].start + start
            self.word_changed.emit(begin, min(begin + length, self._sentences[self._at].end))

    def failed(self, reason: str) -> None:
        """The engine gave up."""
        self.stop()
        self.gave_up.emit(reason)

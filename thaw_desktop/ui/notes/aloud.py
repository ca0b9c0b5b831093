"""Reading a page of notes aloud: its sentences, the button, the bar, the marks on the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.errors import ThawError
from thaw_desktop.notes.sentences import sentences
from thaw_desktop.ui.notes.find import utf16_units
from thaw_desktop.ui.speech.engine import open_engine
from thaw_desktop.ui.speech.reader import ReadAloud, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextDocument
    from PySide6.QtWidgets import QAbstractButton

    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.ui.notes.reading_column import ReadingColumn
    from thaw_desktop.ui.speech.bar import SpeechBar
    from thaw_desktop.ui.speech.engine import SpeechEngine
    from thaw_desktop.ui.theme import Theme

_PICTURE = "\ufffc"
_FACTS = 1
"""The second paragraph says how long a section takes to read, which is no part of it."""


def page_sentences(document: QTextDocument) -> list[Sentence]:
    """What there is to read aloud on a page, with its places in the document."""
    found = []
    block = document.begin()
    while block.isValid():
        text, begin, number = block.text(), block.position(), block.blockNumber()
        if number != _FACTS:
            for start, end in sentences(text.replace(_PICTURE, " ")):
                said = text[start:end].replace(_PICTURE, " ")
                place = begin + utf16_units(text[:start])
                if any(letter.isalnum() for letter in said):
                    found.append(Sentence(place, place + utf16_units(said), said, number))
        block = block.next()
    return found


class Aloud(QObject):
    """Reads the page of a column aloud; the engine is loaded when it is first wanted.

    Signals:
        trouble: a plain sentence: why nothing is said.

    Attributes:
        engine_from: gives the engine; its `ThawError` says why there is none.
        bar: the buttons above the page; None before something was read aloud.
    """

    trouble = Signal(str)

    def __init__(
        self, theme: Theme, column: ReadingColumn, button: QAbstractButton, settings: SettingsStore, parent: QObject
    ) -> None:
        """Prepare it; nothing is loaded.

        Args:
            theme: for the bar.
            column: has the page, and the bar above it.
            button: begins, pauses and goes on.
            settings: speed and voice.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme, self._column, self._page, self._settings = theme, column, column.page, settings
        self._button = button
        self._engine: SpeechEngine | None = None
        self._reader: ReadAloud | None = None
        self.engine_from: Callable[[QObject], SpeechEngine] = open_engine
        self.bar: SpeechBar | None = None
        button.clicked.connect(self.begin_or_pause)
        self._page.textChanged.connect(self._text_changed)

    @property
    def active(self) -> bool:
        """Whether a page is being read, or pauses."""
        return self._reader is not None and self._reader.state != "silent"

    @Slot()
    def begin_or_pause(self) -> None:
        """Begin at the top of what is seen; when it speaks, pause; when it pauses, go on."""
        if self._reader is not None and self.active:
            self._reader.pause_or_go_on()
            return
        reader = self._reader or self._open()
        if reader is not None:
            reader.start(page_sentences(self._page.document()), self._page.top_block())

    @Slot()
    def next(self) -> None:
        """Go to the next sentence."""
        if self._reader is not None:
            self._reader.next()

    @Slot()
    def previous(self) -> None:
        """Go to the sentence before."""
        if self._reader is not None:
            self._reader.previous()

    @Slot()
    def stop(self) -> bool:
        """Be silent; False when it was."""
        was_active = self.active
        if self._reader is not None:
            self._reader.stop()
        return was_active

    def _open(self) -> ReadAloud | None:
        try:
            engine = self._engine = self.engine_from(self)
        except ThawError as error:
            self._button.setToolTip(error.sentence)
            self._button.setAccessibleDescription(error.sentence)
            self.trouble.emit(error.sentence)
            return None
        reader = self._reader = ReadAloud(engine, self)
        reader.sentence_changed.connect(self._page.show_spoken)
        reader.word_changed.connect(self._page.show_spoken_word)
        reader.changed.connect(self._show_state)
        reader.gave_up.connect(self._give_up)
        # Imported here: most pages are read in silence.
        from thaw_desktop.ui.speech.bar import SpeechBar

        bar = self.bar = SpeechBar(self._theme)
        bar.pause_wanted.connect(reader.pause_or_go_on)
        bar.previous_wanted.connect(reader.previous)
        bar.next_wanted.connect(reader.next)
        bar.stop_wanted.connect(self.stop)
        bar.chosen.connect(self._choose)
        self._column.put_above(bar)
        current = self._settings.current
        engine.set_speed(current.speech_speed / 100)
        engine.choose_voice(current.speech_voice)
        bar.show_choices(engine.voices(), current.speech_voice, current.speech_speed)
        return reader

    @Slot(str, object)
    def _choose(self, setting: str, value: object) -> None:
        try:
            self._settings.change(**{setting: value})
        except ThawError as error:
            self.trouble.emit(error.sentence)
        if self._engine is None or self._reader is None:
            return
        if setting == "speech_speed":
            self._engine.set_speed(self._settings.current.speech_speed / 100)
        else:
            self._engine.choose_voice(self._settings.current.speech_voice)
        self._reader.again()

    @Slot()
    def _show_state(self) -> None:
        if self._reader is None or self.bar is None:
            return
        held = self.bar.isAncestorOf(self.bar.window().focusWidget() or self.bar)
        self.bar.save_room(low=self._column.height() < self._theme.px(300))
        self.bar.setVisible(self.active)
        self.bar.show_state(self._reader.state)
        if held and not self.active:
            self._page.setFocus()

    @Slot(str)
    def _give_up(self, reason: str) -> None:
        self.trouble.emit(
            self.tr("The voice stopped ({reason}). Try again, or choose another voice.").format(reason=reason)
        )

    @Slot()
    def _text_changed(self) -> None:
        if self._reader is not None and self.active:
            self._reader.relocate(page_sentences(self._page.document()))

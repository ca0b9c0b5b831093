"""What is made of a passage in a dialog: a note on it, a card of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.errors import ThawError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.flashcards.own_cards import OwnCards
    from thaw_desktop.notes.highlights import Colour, Highlights
    from thaw_desktop.notes.own_pages import OwnPages
    from thaw_desktop.ui.theme import Theme

Target = str | list[tuple[str, int, int]]
"""A highlight by its id, or words that are not highlighted yet: section ids with ranges of their texts."""
_MOST_COMPARED: Final = 5000
"""Cards of a pack that a new one is compared with."""


@dataclass(frozen=True, slots=True)
class OwnWork:
    """The use cases of what a student makes on the Notes tab."""

    highlights: Highlights
    pages: OwnPages
    cards: OwnCards


class Makers(QObject):
    """Opens the dialogs and saves what was written in them; words that were not highlighted then are.

    Signals:
        done: something was saved; carries a sentence that says what.
        trouble: a plain sentence about what could not be saved.
    """

    done = Signal(str)
    trouble = Signal(str)

    def __init__(self, theme: Theme, own: OwnWork, library: Library, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._own = own
        self._library = library
        self._page = page
        # What the open dialog is about; dialogs are modal, so that there is one at a time.
        self._pack = ""
        self._about: Target = ""
        self._colour: Colour = "yellow"
        self._section = ""

    def write_note(self, pack: str, about: Target, colour: Colour) -> None:
        """Ask for a note.

        Args:
            pack: the pack's id.
            about: what the note is on.
            colour: of a new highlight.
        """
        # Imported here, like below: most visits to the tab only read.
        from thaw_desktop.ui.notes.highlights_dialogs import NoteDialog

        quote, note = self._begin(pack, about, colour)
        if quote:
            dialog = NoteDialog(self._theme, quote, note, self._page.window())
            dialog.written.connect(self._save_note)
            dialog.open()

    def make_card(self, pack: str, about: Target, colour: Colour) -> None:
        """Ask for the sides of a card.

        Args:
            pack: the pack's id.
            about: what the card is made of.
            colour: of a new highlight.
        """
        from thaw_desktop.ui.notes.highlights_dialogs import CardDialog

        quote, _ = self._begin(pack, about, colour)
        if quote:
            title = self._library.section_titles(pack).get(self._section, "")
            dialog = CardDialog(self._theme, quote, title, self._known_cards(), self._page.window())
            dialog.made.connect(self._save_card)
            dialog.open()

    def _begin(self, pack: str, about: Target, colour: Colour) -> tuple[str, str]:
        """The words of a passage and the note that is on it; no words when there is no such highlight."""
        self._pack, self._about, self._colour, self._section = pack, about, colour, ""
        marks = self._own.highlights
        if isinstance(about, str):
            pieces = marks.pieces(pack, about)
            if not pieces:
                return "", ""
            self._section = pieces[0].section
            return "\n".join(one.anchor.quote for one in pieces), pieces[0].note
        self._section = about[0][0]
        return "\n".join(marks.text(pack, section)[start:end].strip() for section, start, end in about), ""

    @Slot(str)
    def _save_note(self, note: str) -> None:
        try:
            if isinstance(self._about, str):
                self._own.highlights.change(self._pack, self._about, note=note)
            else:
                self._own.highlights.add(self._pack, self._about, self._colour, note)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        self.done.emit(self.tr("The note was saved."))

    @Slot(str, str, str)
    def _save_card(self, form: str, front: str, back: str) -> None:
        from thaw_desktop.ui.notes.highlights_dialogs import CardDialog

        dialog = self.sender()
        if not isinstance(dialog, CardDialog):
            return
        marks, about = self._own.highlights, self._about
        source = about if isinstance(about, str) else marks.new_id()
        try:
            self._own.cards.make(
                self._pack, "cloze" if form == "cloze" else "basic", front, back, section=self._section, source=source
            )
        except ThawError as error:
            dialog.say(error.sentence)
            return
        dialog.accept()
        try:
            if not isinstance(about, str):
                marks.add(self._pack, about, self._colour, ident=source)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        self.done.emit(self.tr("The card was made. It is asked among the new cards."))

    def _known_cards(self) -> frozenset[str]:
        """The words of the cards there are; of a very large pack only those of the section."""
        from thaw_desktop.flashcards.browse import same_words

        if self._library.counts(self._pack).cards <= _MOST_COMPARED:
            cards = self._library.cards(self._pack)
        else:
            refs = [card.id for card in self._library.card_refs(self._pack) if card.section == self._section]
            cards = list(self._library.cards_by_id(self._pack, refs).values())
        cards += self._own.cards.cards(self._pack)
        return frozenset(same_words(text) for card in cards for text in (card.front_text, card.back_text) if text)

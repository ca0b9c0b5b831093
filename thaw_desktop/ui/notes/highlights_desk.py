"""What a student marks and writes on the Notes tab: keys and the bar on the page, the two pages of their own."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut

from thaw_desktop.core.errors import ThawError
from thaw_desktop.notes.highlights import COLOURS
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.notes.highlights_colours import colour_word
from thaw_desktop.ui.notes.highlights_hands import Hands
from thaw_desktop.ui.notes.highlights_layer import HighlightLayer
from thaw_desktop.ui.notes.highlights_makers import Makers

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.notes.highlights import Colour, Placed
    from thaw_desktop.ui.notes.highlights_list import HighlightsPage
    from thaw_desktop.ui.notes.highlights_makers import OwnWork, Target
    from thaw_desktop.ui.notes.own_pages import OwnPagesPage
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.theme import Theme

HIGHLIGHTS: Final = "highlights:"
PAGES: Final = "own:"
"""Ids of the two pages in the outline; a section's id has no colon."""


class Desk(QObject):
    """Ties page, bar, dialogs and the two pages to the use cases.

    Signals:
        trouble: a plain sentence.
        told: a plain sentence about what was done.
        settled: what could not be saved before has been saved.
        section_wanted: open a section; carries its id.
        page_wanted: the page should have the focus.

    Attributes:
        layer: the highlights of the page that is open.
        hands: mouse and keys on it.
        bar: stands at what is selected.
    """

    trouble = Signal(str)
    told = Signal(str)
    settled = Signal()
    section_wanted = Signal(str)
    page_wanted = Signal()

    def __init__(self, theme: Theme, own: OwnWork, library: Library, page: Page) -> None:
        super().__init__(page)
        self._theme = theme
        self._own = own
        self._library = library
        self._page = page
        self._pack = ""
        self._list: HighlightsPage | None = None
        self._pages: OwnPagesPage | None = None
        self._colour: Colour | None = None  # the last one, asked of the log when it is first needed
        self.layer = HighlightLayer(theme, page, own.highlights)
        self._makers = Makers(theme, own, library, page)
        self._makers.trouble.connect(self.trouble)
        self._makers.done.connect(self._finish)
        self.hands = Hands(theme, page, self.layer)
        self.bar = self.hands.bar
        self.bar.colour_wanted.connect(self._use_colour)
        self.bar.note_wanted.connect(self.write_note)
        self.bar.card_wanted.connect(self.make_card)
        self.bar.remove_wanted.connect(self.remove)
        self._make_keys()

    def _make_keys(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "H": self.highlight,
            "1": self._first,
            "2": self._second,
            "3": self._third,
            "4": self._fourth,
            "N": self.write_note,
            "C": self.make_card,
            "Del": self.remove,
            "Ctrl+Z": self.undo,
            "J": self.hands.show_next,
            "K": self.hands.show_previous,
            "F7": self.hands.toggle_caret,
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self._page)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    # What the tab asks

    def extras(self) -> list[tuple[str, str]]:
        """Id and title of the two pages."""
        return [(HIGHLIGHTS, self.tr("My highlights")), (PAGES, self.tr("My pages"))]

    def clear(self) -> None:
        """Another page is about to be shown."""
        self.bar.hide()
        self.layer.clear()

    def show_sections(self, pack: str, sections: Sequence[str]) -> None:
        """The page shows these sections now, its own first; none for a page that is no section."""
        self._pack = pack
        self.layer.show_sections(pack, sections)

    def other(self, page: str, pack: str) -> QWidget | None:
        """What stands in place of the page for one of the two ids; None for every other page."""
        self._pack = pack
        if page == HIGHLIGHTS:
            if self._list is None:
                self._list = self._make_list()
            self._list.show_listing(self._own.highlights.listing(pack))
            return self._list
        if page == PAGES:
            if self._pages is None:
                self._pages = self._make_pages()
            self._pages.show_pack(pack)
            return self._pages
        return None

    def own_cards(self, sections: Collection[str]) -> int:
        """How many of the student's own cards are about some sections."""
        return sum(card.section in sections for card in self._own.cards.cards(self._pack))

    def open_own_page(self, ident: str) -> None:
        """Show one of the own pages, once the page that holds them is seen."""
        if self._pages is not None:
            self._pages.open_page(ident)

    def begin_own_page(self) -> None:
        """Begin a new page, once the page that holds them is seen."""
        if self._pages is not None:
            self._pages.begin_page()

    def refresh(self, pack: str) -> None:
        """Show what has changed."""
        self._pack = pack
        self.layer.refresh()
        if self._list is not None and not self._list.isHidden():
            self._list.show_listing(self._own.highlights.listing(pack))
        if self._pages is not None and not self._pages.isHidden():
            self._pages.show_pack(pack)

    def take_focus(self) -> bool:
        """Give the focus to the page of the two that is seen; False when neither is."""
        for one in (self._list, self._pages):
            if one is not None and not one.isHidden():
                one.take_focus()
                return True
        return False

    def begin_find(self) -> bool:
        """Find on the page of the two that is seen; False when neither is."""
        if self._list is not None and not self._list.isHidden():
            self._list.begin_find()
            return True
        return self._pages is not None and not self._pages.isHidden()

    def close_bar(self) -> bool:
        """Close the bar; False when it was not open."""
        seen = self.bar.isVisible()
        self.bar.hide()
        if seen:
            self._unselect()
        return seen

    def leave(self) -> None:
        """Write down what is not yet saved."""
        self.bar.hide()
        if self._pages is not None:
            self._pages.save()

    @property
    def unsaved(self) -> bool:
        """Whether an own page holds words that could not be written down."""
        return self._pages is not None and self._pages.unsaved

    def _make_list(self) -> HighlightsPage:
        # Imported here, like all that follows: most visits to the tab only read.
        from thaw_desktop.ui.notes.highlights_list import HighlightsPage

        made = HighlightsPage(self._theme)
        made.opened.connect(self._open_passage)
        made.recoloured.connect(self._recolour)
        made.note_wanted.connect(self._note_on)
        made.card_wanted.connect(self._card_of)
        made.removed.connect(self._remove)
        made.undo_wanted.connect(self.undo)
        made.export_wanted.connect(self.export)
        return made

    def _make_pages(self) -> OwnPagesPage:
        from thaw_desktop.ui.notes.own_pages import OwnPagesPage

        made = OwnPagesPage(self._theme, self._own.pages)
        made.trouble.connect(self.trouble)
        made.settled.connect(self.settled)
        made.export_wanted.connect(self.export)
        return made

    # What is done on the page

    @Slot()
    def highlight(self) -> None:
        """Mark what is selected in the last colour."""
        self._use_colour(self._last_colour())

    @Slot(str)
    def _use_colour(self, colour: Colour) -> None:
        """Mark what is selected, or give the chosen highlight this colour."""
        chosen = self.layer.chosen()
        if chosen is not None:
            self._recolour(chosen.highlight.id, colour)
            self.bar.hide()
            return
        passages = self._selected()
        if passages:
            with self._telling():
                self._own.highlights.add(self._pack, passages, colour)
                self._done(self.tr("Highlighted in {colour}.").format(colour=colour_word(colour)), colour)

    @Slot()
    def write_note(self) -> None:
        """Write a note on the chosen highlight, or on what is selected, which is then highlighted."""
        chosen = self.layer.chosen()
        if chosen is not None:
            self._note_on(chosen.highlight.id)
            return
        passages = self._selected()
        if passages:
            self._open_note(passages)

    @Slot()
    def make_card(self) -> None:
        """Make a card of the chosen highlight, or of what is selected, which is then highlighted."""
        chosen = self.layer.chosen()
        if chosen is not None:
            self._card_of(chosen.highlight.id)
            return
        passages = self._selected()
        if passages:
            self._open_card(passages)

    @Slot()
    def remove(self) -> None:
        """Take the chosen highlight away."""
        chosen = self.layer.chosen()
        if chosen is not None:
            self._remove(chosen.highlight.id)

    @Slot()
    def undo(self) -> None:
        """Take back the last change to a highlight."""
        with self._telling():
            undone = self._own.highlights.undo(self._pack)
            told = self.tr("The last change was taken back.") if undone else self.tr("There is nothing to take back.")
            self._done(told)

    @Slot()
    def export(self) -> None:
        """Ask for a file and write all highlights and pages to it."""
        from thaw_desktop.ui.notes.export_dialog import ExportDialog

        info = self._library.pack(self._pack)
        dialog = ExportDialog(info.title if info is not None else self._pack, self._page.window())
        dialog.fileSelected.connect(self._write_export)
        dialog.open()

    @Slot(str)
    def _write_export(self, name: str) -> None:
        from pathlib import Path

        from thaw_desktop.notes.export import export, write_export

        info = self._library.pack(self._pack)
        title = info.title if info is not None else self._pack
        listing, pages = self._own.highlights.listing(self._pack), self._own.pages.pages(self._pack)
        with self._telling():
            write_export(Path(name), export(title, listing, pages))
            self.told.emit(self.tr("Your highlights and pages were written to {file}.").format(file=Path(name).name))

    def _selected(self) -> list[tuple[str, int, int]]:
        """What is selected on the page; says how to select when nothing is."""
        passages = self.layer.selection()
        if not passages:
            hint = self.tr("Select some words first: with the mouse, or with F7, Shift and the arrow keys.")
            self.hands.say(hint)
        return passages

    def _last_colour(self) -> Colour:
        if self._colour is None:
            self._colour = self._own.highlights.last_colour()
        return self._colour

    def _done(self, told: str, colour: Colour | None = None) -> None:
        """After a change: show it now, and say it."""
        self._colour = colour or self._colour
        self.bar.hide()
        self._unselect()
        self.refresh(self._pack)
        if told:
            announce(self._page, told)

    def _unselect(self) -> None:
        """Let the highlight be seen, which a selection would cover; the cursor stays at its beginning."""
        cursor = self._page.textCursor()
        if cursor.hasSelection():
            cursor.setPosition(cursor.selectionStart())
            self._page.setTextCursor(cursor)

    # What is done to a highlight by its id

    @Slot(str, str)
    def _recolour(self, highlight: str, colour: Colour) -> None:
        with self._telling():
            self._own.highlights.change(self._pack, highlight, colour=colour)
            self._done(self.tr("Now {colour}.").format(colour=colour_word(colour)), colour)

    @Slot(str)
    def _remove(self, highlight: str) -> None:
        with self._telling():
            self._own.highlights.remove(self._pack, highlight)
            self._done(self.tr("The highlight was removed. Ctrl+Z brings it back."))

    @Slot(str)
    def _note_on(self, highlight: str) -> None:
        self._open_note(highlight)

    @Slot(str)
    def _card_of(self, highlight: str) -> None:
        self._open_card(highlight)

    def _open_note(self, about: Target) -> None:
        self.bar.hide()
        self._makers.write_note(self._pack, about, self._last_colour())

    def _open_card(self, about: Target) -> None:
        self.bar.hide()
        self._makers.make_card(self._pack, about, self._last_colour())

    @Slot(str)
    def _finish(self, told: str) -> None:
        self._done("")
        self.told.emit(told)

    @Slot(object)
    def _open_passage(self, placed: Placed) -> None:
        self.section_wanted.emit(placed.section)
        self.page_wanted.emit()
        if self.layer.choose_id(placed.highlight.id, placed.highlight.section):
            self.hands.show_bar()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        try:
            yield
        except ThawError as error:
            self.trouble.emit(error.sentence)

    @Slot()
    def _first(self) -> None:
        self._use_colour(COLOURS[0])

    @Slot()
    def _second(self) -> None:
        self._use_colour(COLOURS[1])

    @Slot()
    def _third(self) -> None:
        self._use_colour(COLOURS[2])

    @Slot()
    def _fourth(self) -> None:
        self._use_colour(COLOURS[3])

"""The highlights of the page that is open: where they stand on it, how they are painted, which one is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QRect, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextEdit

from thaw_desktop.notes.highlights import COLOURS
from thaw_desktop.ui.notes.highlights_colours import shape_of
from thaw_desktop.ui.notes.highlights_map import PageMap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.notes.highlights import Highlight, Highlights, Placed
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.theme import Theme

_BODY = 2
"""The paragraph at which a section's own text begins, after its title and the line of facts."""


class Shown(NamedTuple):
    """A highlight, and the positions of its ends on the page."""

    highlight: Highlight
    start: int
    end: int


class HighlightLayer(QObject):
    """Paints highlights on a page and finds them there.

    Signals:
        painted: other highlights are shown, or the same ones in other places.
    """

    painted = Signal()

    def __init__(self, theme: Theme, page: Page, highlights: Highlights) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._highlights = highlights
        self._pack = ""
        self._sections: Sequence[str] = ()
        self._raw = ""
        self._map: PageMap | None = None
        self._painted: list[Placed] = []
        self._cursors: list[tuple[Highlight, QTextCursor]] = []  # they move with the text
        page.rendered.connect(self.repaint)

    def clear(self) -> None:
        """Another page is about to be shown."""
        self._sections, self._map, self._raw = (), None, ""
        self._painted, self._cursors = [], []
        self._page.show_underlay([])
        self.painted.emit()

    def show_sections(self, pack: str, sections: Sequence[str]) -> None:
        """Paint the highlights of the sections that the page shows, the page's own section first."""
        self._pack, self._sections = pack, sections
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Ask for the highlights again, and paint them where they stand if any of them has changed."""
        placed = self._highlights.on_page(self._pack, self._sections) if self._sections else []
        if placed != self._painted:
            self._paint(placed)

    @Slot()
    def repaint(self) -> None:
        """Paint them anew: the page was laid out again, or the colours are others."""
        if self._sections:
            self._paint(self._highlights.on_page(self._pack, self._sections))

    def _paint(self, placed: list[Placed]) -> None:
        self._painted = placed
        shapes = {colour: shape_of(self._theme, colour) for colour in COLOURS}
        self._cursors, marks = [], []
        for highlight, start, end in self._on_page(placed) if placed else []:
            mark = QTextEdit.ExtraSelection()
            mark.cursor = self._cursor(start, end)
            mark.format = shapes[highlight.colour]
            self._cursors.append((highlight, mark.cursor))
            marks.append(mark)
        self._page.show_underlay(marks)
        self.painted.emit()

    @property
    def shown(self) -> list[Shown]:
        """The highlights of the page, from its top to its end."""
        return [Shown(highlight, cursor.selectionStart(), cursor.selectionEnd()) for highlight, cursor in self._cursors]

    # What is chosen

    def chosen(self) -> Shown | None:
        """The highlight that is selected as a whole, or that the cursor stands in without a selection."""
        cursor = self._page.textCursor()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        if start == end:
            return self.at(start) if self.has_caret else None
        return next((one for one in self.shown if (one.start, one.end) == (start, end)), None)

    @property
    def has_caret(self) -> bool:
        """Whether the reader goes through the text with the arrow keys."""
        return self._page.has_caret

    def at(self, position: int) -> Shown | None:
        """The shortest highlight at a position of the page."""
        here = [one for one in self.shown if one.start <= position < one.end]
        return min(here, key=lambda one: one.end - one.start, default=None)

    def selection(self) -> list[tuple[str, int, int]]:
        """The selected passage, for each section it touches: id, start and end in that section's plain text."""
        cursor = self._page.textCursor()
        if not cursor.hasSelection() or not self._sections:
            return []
        return self._read_map().to_text(cursor.selectionStart(), cursor.selectionEnd())

    def choose(self, one: Shown) -> None:
        """Select a highlight and bring it into view."""
        self._page.setTextCursor(self._cursor(one.start, one.end))
        place, height = self.place(one.start, one.end), self._page.viewport().height()
        if place.top() < 0 or place.bottom() > height:
            bar = self._page.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - height // 3)

    def choose_id(self, ident: str, section: str = "") -> bool:
        """Select a highlight by its id, the piece in one section if that is named; False when it is not here."""
        pieces = [one for one in self.shown if one.highlight.id == ident]
        here = [one for one in pieces if one.highlight.section == section] or pieces
        if here:
            self.choose(here[0])
        return bool(here)

    def beside(self, by: int) -> Shown | None:
        """The highlight after the cursor, or before it for -1; from the last one on to the first."""
        if not self._cursors:
            return None
        shown, chosen = self.shown, self.chosen()
        if chosen is not None:
            return shown[(shown.index(chosen) + by) % len(shown)]
        cursor = self._page.textCursor()
        here = cursor.position() if self.has_caret or cursor.hasSelection() else self._top()
        if by > 0:
            return next((one for one in shown if one.start >= here), shown[0])
        return next((one for one in reversed(shown) if one.start < here), shown[-1])

    def place(self, start: int, end: int) -> QRect:
        """Where a range stands, in the coordinates of the viewport; a longer one from its first to its last line."""
        cursor = QTextCursor(self._page.document())
        cursor.setPosition(start)
        first = self._page.cursorRect(cursor)
        cursor.setPosition(end)
        return first.united(self._page.cursorRect(cursor))

    # Inside

    def _top(self) -> int:
        return self._page.document().findBlockByNumber(self._page.top_block()).position()

    def _on_page(self, placed: Sequence[Placed]) -> list[Shown]:
        mapping = self._read_map()
        found = []
        for one in placed:
            place = mapping.to_page(one.section, one.start, one.end)
            if place is not None:
                found.append(Shown(one.highlight, *place))
        return sorted(found, key=lambda one: (one.start, one.end))

    def _cursor(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._page.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _read_map(self) -> PageMap:
        """The map of the page, made anew only when its text is another one."""
        raw = self._page.document().toRawText()
        if self._map is None or raw != self._raw:
            self._raw, self._map = raw, PageMap(raw, self._parts())
        return self._map

    def _parts(self) -> list[tuple[str, int, int, str]]:
        document = self._page.document()
        headings = [(self._sections[0], _BODY - 1)]
        for section in self._sections[1:]:
            block = self._page.block_of(section)
            if block is not None:
                headings.append((section, block))
        starts = [(section, document.findBlockByNumber(block + 1)) for section, block in headings]
        ends = [document.findBlockByNumber(block).position() for _, block in headings[1:]]
        ends.append(document.characterCount() - 1)
        return [
            (section, block.position(), max(block.position(), end), self._highlights.text(self._pack, section))
            for (section, block), end in zip(starts, ends, strict=True)
            if block.isValid()
        ]

"""Pieces of a page hidden until they are asked for.

A hidden piece is taken out of the document and the word "hidden" is put in its place, in the colour of its ground and
spaced so that it is exactly as wide: nothing on the page moves, neither find nor copy nor a screen reader can give the
piece away, and being a link it is reached with Tab and opened with Enter or a click.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtGui import QFont, QFontMetricsF, QTextCharFormat, QTextCursor, QTextFormat
from PySide6.QtWidgets import QTextEdit

from thaw_desktop.notes.hiding import apart, dates, mentions, names
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.notes.find import utf16_units
from thaw_desktop.ui.widgets.text_pictures import COVERED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from PySide6.QtGui import QTextBlock

    from thaw_desktop.content.model import Term
    from thaw_desktop.notes.hiding import Kind
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.theme import Theme

SCHEME = "hidden"
_TERM_LINK, _TERM_WEIGHT = "term:", 600
_BODY = 2
"""The paragraph at which the text begins, after the title and the line of facts."""
# Qt breaks a line after a hyphen and round a dash, but not before a figure: what it may break stays what it is.
_BREAK = r"\s\u2028–—"
_CHUNK = re.compile(rf"[{_BREAK}]|-(?!\d)|(?:[^{_BREAK}-]|-(?=\d))+")
_KEPT = re.compile(rf"[{_BREAK}-]")
_MORE = "·"
"""What stands for the second word of a piece and those that follow."""


@dataclass(slots=True)
class _Piece:
    """Something that can be hidden.

    Attributes:
        runs: its words with their formats, as the author set them.
        cursor: selects what stands in its place; None while the piece itself is seen.
    """

    start: int
    end: int
    runs: list[tuple[str, QTextCharFormat]] = field(default_factory=list)
    widths: list[float] = field(default_factory=list)
    picture: bool = False
    cursor: QTextCursor | None = None

    @property
    def text(self) -> str:
        """Its words; of a picture, what it shows."""
        if self.picture:
            return str(self.runs[0][1].property(QTextFormat.Property.ImageAltText) or "")
        return "".join(text for text, _ in self.runs)


class HidingLayer(QObject):
    """Hides pieces of the page that is open.

    Signals:
        changed: what is hidden, or how much of it is revealed.

    Attributes:
        kinds: what is hidden; empty when nothing is.
        total: how many pieces there are.
        revealed: how many of them are seen.
    """

    changed = Signal()

    def __init__(self, theme: Theme, page: Page) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._terms: Sequence[Term] = ()
        self._seen: set[int] = set()
        self._pieces: list[_Piece] = []
        self._busy = False
        self._chosen = -1  # the piece that the keyboard has come to
        self.kinds: frozenset[Kind] = frozenset()
        page.textChanged.connect(self._follow_text)
        page.link_reached.connect(self._show_chosen)

    @property
    def total(self) -> int:
        """How many pieces there are."""
        return len(self._pieces)

    @property
    def revealed(self) -> int:
        """How many of them are seen."""
        return sum(piece.cursor is None for piece in self._pieces)

    def begin_page(self) -> None:
        """Another page is about to be shown, with everything hidden again."""
        self._seen.clear()
        self._pieces.clear()
        self._chosen = -1
        self._page.show_covers(())

    def prepare(self, kinds: Collection[Kind], terms: Sequence[Term]) -> None:
        """Say what is to be hidden on the page that is about to be shown."""
        self.kinds, self._terms = frozenset(kinds), terms

    def hide(self, kinds: Collection[Kind], terms: Sequence[Term]) -> None:
        """Hide these kinds from now on, on this page and on those that follow; none shows everything again.

        Args:
            kinds: of terms, dates and names.
            terms: the glossary, which tells the names of people.
        """
        self.kinds, self._terms = frozenset(kinds), terms
        self._uncover(range(len(self._pieces)))
        self.begin_page()
        self._cover()
        self.changed.emit()

    def open(self, link: str) -> bool:
        """Reveal the piece that a link stands for; False when it stands for none."""
        scheme, _, number = link.partition(":")
        if scheme != SCHEME:
            return False
        place = int(number)
        self._uncover([place])
        self._seen.add(place)
        # Selected as the link was: from there Tab goes on to the next piece; without it Qt would begin at the top.
        cursor = QTextCursor(self._page.document())
        cursor.setPosition(self._pieces[place].start)
        cursor.setPosition(self._pieces[place].end, QTextCursor.MoveMode.KeepAnchor)
        self._page.setTextCursor(cursor)
        announce(self._page, self._pieces[place].text)
        self.changed.emit()
        return True

    def reveal_all(self) -> None:
        """Show all pieces."""
        self._uncover(range(len(self._pieces)))
        self._seen = set(range(len(self._pieces)))
        self.changed.emit()

    def hide_again(self) -> None:
        """Hide all pieces anew."""
        self.hide(self.kinds, self._terms)

    # What is hidden

    def _cover(self) -> None:
        """Find the pieces of the page as it is written, and hide those that were not revealed."""
        if not self.kinds:
            return
        self._page.document().documentLayout().documentSize()  # lays the page out, for the words to be measured
        self._pieces = [_Piece(start, end) for start, end in self._find()]
        for piece in self._pieces:
            self._read(piece)
        wanted = [place for place in range(len(self._pieces)) if place not in self._seen]
        self._edit(reversed(wanted), covering=True)

    def _uncover(self, places: Collection[int]) -> None:
        self._edit([place for place in places if self._pieces[place].cursor is not None], covering=False)

    def _edit(self, places: Sequence[int] | Iterator[int], *, covering: bool) -> None:
        """Put pieces under cover, from the last to the first, or take the cover away."""
        self._busy = True
        edit = QTextCursor(self._page.document())
        edit.beginEditBlock()
        for place in places:
            if covering:
                self._put_cover(place)
            else:
                self._take_cover(place)
        edit.endEditBlock()
        self._busy = False
        self._paint_covers()

    def _paint_covers(self) -> None:
        """Let the covers win over highlights and found words, which are painted over the text's own colours."""
        marks = []
        for place, piece in enumerate(self._pieces):
            if piece.cursor is not None and not piece.picture:
                mark = QTextEdit.ExtraSelection()
                mark.cursor = piece.cursor
                ground = self._theme.color("primary" if place == self._chosen else "control")
                mark.format.setBackground(ground)
                mark.format.setForeground(ground)
                mark.format.setUnderlineStyle(QTextCharFormat.UnderlineStyle.NoUnderline)
                marks.append(mark)
        self._page.show_covers(marks)

    def _find(self) -> list[tuple[int, int]]:
        """Where the pieces stand in the document; headings are left for the reader to know where they are."""
        blocks = [block for block in _blocks(self._page) if not block.blockFormat().headingLevel()]
        texts = [block.text() for block in blocks]
        by_name = names(texts, self._terms) if "names" in self.kinds else [[] for _ in blocks]
        marked = [_marked(block) if "terms" in self.kinds else [] for block in blocks]
        told = mentions(
            texts, [_units(text, span) for text, spans in zip(texts, marked, strict=True) for span in spans]
        )
        found: list[tuple[int, int]] = []
        for block, text, named, terms, mentioned in zip(blocks, texts, by_name, marked, told, strict=True):
            spans = [*named, *mentioned, *(dates(text) if "dates" in self.kinds else ())]
            here = [(utf16_units(text[:start]), utf16_units(text[:end])) for start, end in spans]
            here += terms
            here += [(start, end) for start, end, shape in _fragments(block) if shape.isImageFormat()]
            found += [(block.position() + start, block.position() + end) for start, end in apart(here)]
        return found

    def _read(self, piece: _Piece) -> None:
        """Keep a piece's words with their formats, and measure each word where it stands."""
        block = self._page.document().findBlock(piece.start)
        first = block.position()
        for start, end, shape in _fragments(block):
            low, high = max(piece.start, first + start), min(piece.end, first + end)
            if low < high:
                cursor = QTextCursor(block)
                cursor.setPosition(low)
                cursor.setPosition(high, QTextCursor.MoveMode.KeepAnchor)
                piece.runs += [(chunk.group(), shape) for chunk in _CHUNK.finditer(cursor.selectedText())]
                piece.picture = piece.picture or shape.isImageFormat()
        at, layout = piece.start - first, block.layout()
        for text, _ in piece.runs:
            line = layout.lineForTextPosition(at)
            end = at + utf16_units(text)
            piece.widths.append(abs(_x(line.cursorToX(end)) - _x(line.cursorToX(at))) if line.isValid() else 0.0)
            at = end

    def _put_cover(self, place: int) -> None:
        piece = self._pieces[place]
        cursor = QTextCursor(self._page.document())
        cursor.setPosition(piece.start)
        cursor.setPosition(piece.end, QTextCursor.MoveMode.KeepAnchor)
        if piece.picture:
            cursor.setCharFormat(self._cover_shape(piece.runs[0][1], place))
            piece.cursor = cursor
            return
        cursor.removeSelectedText()
        begin = cursor.position()
        word = QCoreApplication.translate("HidingLayer", "hidden")
        for (text, shape), width in zip(piece.runs, piece.widths, strict=True):
            if _KEPT.fullmatch(text):
                cursor.insertText(text, self._cover_shape(shape, place))
            else:
                cursor.insertText(word, self._cover_shape(shape, place, word, width))
                word = _MORE
        piece.cursor = QTextCursor(self._page.document())
        piece.cursor.setPosition(begin)
        piece.cursor.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)

    def _take_cover(self, place: int) -> None:
        piece = self._pieces[place]
        cursor = piece.cursor
        if cursor is None:
            return
        if piece.picture:
            cursor.setCharFormat(piece.runs[0][1])
            piece.start, piece.end, piece.cursor = cursor.selectionStart(), cursor.selectionEnd(), None
            return
        start = cursor.selectionStart()
        cursor.removeSelectedText()
        for text, shape in piece.runs:
            cursor.insertText(text, shape)
        piece.start, piece.end, piece.cursor = start, cursor.position(), None

    def _cover_shape(self, shape: QTextCharFormat, place: int, text: str = "", width: float = 0.0) -> QTextCharFormat:
        """The format of a cover: a box, a link, and as wide as what it covers."""
        cover = QTextCharFormat(shape)
        # A picture is large and gets an edge when the keyboard comes to it: its cover is a quiet one.
        ground = self._theme.color("track" if shape.isImageFormat() else "control")
        cover.setBackground(ground)
        cover.setForeground(ground)
        cover.setUnderlineStyle(QTextCharFormat.UnderlineStyle.NoUnderline)
        cover.setFontUnderline(False)
        cover.setAnchor(True)
        cover.setAnchorHref(f"{SCHEME}:{place}")
        cover.setProperty(COVERED, True)
        cover.setToolTip(QCoreApplication.translate("HidingLayer", "Hidden: click to reveal"))
        if text:
            own = QFont(shape.font().resolve(self._page.document().defaultFont()))
            own.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0)
            own.setKerning(False)
            natural = QFontMetricsF(own).horizontalAdvance(text)
            cover.setFontKerning(False)
            cover.setFontLetterSpacingType(QFont.SpacingType.AbsoluteSpacing)
            cover.setFontLetterSpacing((width - natural) / len(text))
        return cover

    @Slot()
    def _show_chosen(self) -> None:
        """Let the piece that the keyboard has come to be seen and heard."""
        cursor = self._page.textCursor()
        scheme, _, number = cursor.charFormat().anchorHref().partition(":")
        place = int(number) if scheme == SCHEME and cursor.hasSelection() else -1
        if place == self._chosen:
            return
        before, self._chosen = self._chosen, place
        self._busy = True
        for one, token in ((before, "control"), (place, "primary")):
            covered = self._pieces[one].cursor if 0 <= one < len(self._pieces) else None
            if covered is not None and not self._pieces[one].picture:
                shape = QTextCharFormat()
                shape.setBackground(self._theme.color(token))
                shape.setForeground(self._theme.color(token))
                covered.mergeCharFormat(shape)
        self._busy = False
        self._paint_covers()
        if place >= 0:
            announce(self._page, QCoreApplication.translate("HidingLayer", "Hidden. Enter reveals it."))

    @Slot()
    def _follow_text(self) -> None:
        """The page was laid out anew: hide the same pieces on it."""
        if self._busy or not self.kinds:
            return
        if any(piece.cursor is not None and piece.cursor.hasSelection() for piece in self._pieces):
            return  # the line of facts was written; the covers are where they were
        self._cover()
        self.changed.emit()


def _blocks(page: Page) -> Iterator[QTextBlock]:
    """The paragraphs of the page after its title and the line of facts."""
    block = page.document().findBlockByNumber(_BODY)
    while block.isValid():
        yield block
        block = block.next()


def _fragments(block: QTextBlock) -> Iterator[tuple[int, int, QTextCharFormat]]:
    """Start, end and format of each piece of a paragraph, counted from its beginning."""
    fragments = block.begin()
    while not fragments.atEnd():
        fragment = fragments.fragment()
        start = fragment.position() - block.position()
        yield start, start + fragment.length(), QTextCharFormat(fragment.charFormat())
        fragments += 1


def _marked(block: QTextBlock) -> list[tuple[int, int]]:
    """The terms that the author marked in a paragraph.

    One with an entry in the glossary is a link; another is known by its weight, which a paragraph that is nothing else
    (the title of a callout, the head of a table) has as well.
    """
    pieces = list(_fragments(block))
    links = [(start, end) for start, end, shape in pieces if shape.anchorHref().startswith(_TERM_LINK)]
    heavy = [
        (start, end) for start, end, shape in pieces if not shape.isAnchor() and shape.fontWeight() == _TERM_WEIGHT
    ]
    found: list[tuple[int, int]] = []
    for start, end in sorted([*links, *(heavy if len(heavy) < len(pieces) else ())]):
        first = found.pop()[0] if found and found[-1][1] == start else start
        found.append((first, end))
    return found


def _units(text: str, span: tuple[int, int]) -> str:
    """A piece of a text whose ends are counted as Qt counts them, in UTF-16 units."""
    return text.encode("utf-16-le")[2 * span[0] : 2 * span[1]].decode("utf-16-le")


def _x(place: object) -> float:
    """The position that `cursorToX` gives; PySide gives it with the index it was asked for."""
    return float(place[0] if isinstance(place, tuple) else place)  # type: ignore[arg-type]

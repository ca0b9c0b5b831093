"""One part of a pack laid out for paper: light colours, black links, no heading alone at the foot of a page."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFontMetricsF,
    QPainter,
    QPalette,
    QPyTextObject,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from thaw_desktop.ui.pictures import Picture
from thaw_desktop.ui.theme.document import document_css
from thaw_desktop.ui.theme.tokens import LIGHT
from thaw_desktop.ui.widgets.text_pictures import close_lines

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QRect
    from PySide6.QtGui import QFont, QTextBlock

BODY_PIXELS = 15
"""Size of running text in the unit of the layout, a ninety-sixth of an inch: 11 point."""
_HIGHEST_PICTURE = 0.86
"""Of the height of a page: what is above it, its title perhaps, must have room too."""
# Colours of links and terms say nothing on a printer without them: they are underlined, and terms are bold as well.
_PAPER = """
    a, a.term { color: #000000; text-decoration: underline; }
    .secondary, .footnote { color: #333333; }
"""
_WEB_LINK = re.compile(r'<a\b[^>]*\bhref="(https?://[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_ROUNDS = 40
"""How many headings may be moved to the next page; each moves what comes after it."""


class PaperDocument:
    """A body of HTML on pages of one size.

    Attributes:
        pages: how many there are.
    """

    def __init__(
        self, html: str, size: QSizeF, font: QFont, line_height: int, media: Callable[[str], bytes | None] | None
    ) -> None:
        """Lay it out.

        Args:
            html: the body, as the library keeps it.
            size: of the text on a page, in ninety-sixths of an inch.
            font: of running text; its size is set here.
            line_height: in per cent of the font's own.
            media: gives the bytes of a picture of the pack by its name; nothing else is ever fetched.
        """
        self._size = size
        self._document = _OwnDocument()
        self._pictures = _PaperPictures(size, media, self._document)
        self._document.documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self._pictures)
        font.setPixelSize(BODY_PIXELS)
        self._document.setDefaultFont(font)
        self._document.setUseDesignMetrics(True)  # the widths of letters on paper, not those on a screen
        self._document.setDocumentMargin(0)
        self._document.setDefaultStyleSheet(document_css(LIGHT, BODY_PIXELS, 1.0, line_height) + _PAPER)
        self._document.setHtml(close_lines(with_addresses(html)))
        self._document.setPageSize(size)
        self._keep_headings_with_text()
        self.pages = self._document.pageCount()

    def draw_page(self, painter: QPainter, number: int) -> None:
        """Draw a page, counted from 0, with its top left corner at the painter's."""
        painter.save()
        top = number * self._size.height()
        painter.translate(0, -top)
        context = QAbstractTextDocumentLayout.PaintContext()
        context.clip = QRectF(0, top, self._size.width(), self._size.height())
        context.palette.setColor(QPalette.ColorRole.Text, QColor(LIGHT.text))
        painter.setClipRect(context.clip)
        self._document.documentLayout().draw(painter, context)
        painter.restore()

    def _keep_headings_with_text(self) -> None:
        """Begin a new page before a heading whose text would begin on the next."""
        for _ in range(_ROUNDS):
            lonely = self._lonely_heading()
            if lonely is None:
                return
            shape = lonely.blockFormat()
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
            QTextCursor(lonely).setBlockFormat(shape)

    def _lonely_heading(self) -> QTextBlock | None:
        """The first heading at the foot of a page whose text begins on the next; None when there is none."""
        block = self._document.begin()
        while block.isValid():
            first = block
            while block.isValid() and block.blockFormat().headingLevel():
                block = block.next()
            if block != first and block.isValid():
                moved = first.blockFormat().pageBreakPolicy() & QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
                if not moved and self._page_of(block) > self._page_of(first):
                    return first
            elif block.isValid():
                block = block.next()
        return None

    def _page_of(self, block: QTextBlock) -> int:
        """The page on which the first line of a paragraph stands."""
        layout = self._document.documentLayout()
        table = QTextCursor(block).currentTable()
        if table is not None:  # rectangles of what is inside count from the cell
            top = layout.frameBoundingRect(table).top()
        else:
            lines = block.layout()
            top = layout.blockBoundingRect(block).top() + (lines.lineAt(0).y() if lines.lineCount() else 0.0)
        return int((top + 0.5) // self._size.height())


def with_addresses(html: str) -> str:
    """A body that tells the address of each link into the web, unless its words are the address already."""

    def told(found: re.Match[str]) -> str:
        address, words = found[1], _TAG.sub("", found[2])
        short = address.removeprefix("https://").removeprefix("http://").rstrip("/")
        return found[0] if short in words else f"{found[0]} ({address})"

    return _WEB_LINK.sub(told, html)


def contents_page(title: str, entries: list[tuple[str, int]], heading: str) -> str:
    """The first page of a whole pack as HTML.

    Args:
        title: of the pack.
        entries: title and page of each part.
        heading: the word for contents.
    """
    cell = 'style="border: none; padding-left: 0px"'
    rows = "".join(
        f'<tr><td width="88%" {cell}><p>{escape(name)}</p></td><td align="right" {cell}><p>{page}</p></td></tr>'
        for name, page in entries
    )
    return f'<h1>{escape(title)}</h1><h2>{escape(heading)}</h2><table width="100%">{rows}</table>'


class _OwnDocument(QTextDocument):
    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Give nothing: what a pack says is not trusted, and its pictures are drawn by `_PaperPictures`."""


class _PaperPictures(QPyTextObject):
    """Draws the pictures of a document: drawings as lines, photographs with all they have."""

    def __init__(self, page: QSizeF, media: Callable[[str], bytes | None] | None, parent: QTextDocument) -> None:
        super().__init__(parent)
        self._page = page
        self._media = media
        self._found: dict[str, Picture | None] = {}

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002, ARG002 - Qt's names
        """The natural size of a picture, or what there is room for."""
        shape = format.toImageFormat()
        picture = self._picture(shape.name())
        if picture is None:
            place = QRectF(0, 0, self._page.width(), 10_000)
            metrics = QFontMetricsF(doc.defaultFont())
            words = metrics.boundingRect(place, Qt.TextFlag.TextWordWrap.value, _words(format))
            return QSizeF(words.width() + 1, words.height())
        size = QSizeF(picture.size)
        room = QSizeF(self._page.width() - 2, self._page.height() * _HIGHEST_PICTURE)
        fits = size.width() <= room.width() and size.height() <= room.height()
        return size if fits else size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,  # noqa: ARG002 - Qt's names
        format: QTextFormat,  # noqa: A002 - Qt's names
    ) -> None:
        """Draw a picture, or the description of one that cannot be shown."""
        picture, place = self._picture(format.toImageFormat().name()), QRectF(rect)
        painter.save()
        if picture is None:
            painter.setFont(doc.defaultFont())
            painter.setPen(QColor(LIGHT.text))
            painter.drawText(place, Qt.TextFlag.TextWordWrap.value, _words(format))
        else:
            picture.paint(painter, place, LIGHT)
        painter.restore()

    def _picture(self, name: str) -> Picture | None:
        if name not in self._found:
            address = QUrl(name)
            outside = self._media is None or bool(address.scheme() or address.host())
            data = self._media(address.path()) if self._media is not None and not outside else None
            picture = Picture(address.path(), data) if data else None
            self._found[name] = None if picture is None or picture.size.isEmpty() else picture
        return self._found[name]


def _words(shape: QTextFormat) -> str:
    return str(shape.property(QTextFormat.Property.ImageAltText) or "")

"""Pictures inside a text: as wide as there is room for, sharp on every screen, in the theme's colours."""

from __future__ import annotations

import re
import sys
from html import escape, unescape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, QSize, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPyTextObject,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextImageFormat,
    QTextTable,
)

from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.pictures import Picture

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtWidgets import QTextBrowser

    from thaw_desktop.ui.theme import Theme

_SCHEME = "picture"
_LINK_OR_PICTURE = re.compile(r'<a\b[^>]*>.*?</a>|<img src="([^"]*)"(?: alt="([^"]*)")?>', re.DOTALL)
_ROUND_PICTURE = re.compile(r"<p>((?:(?!</?p[ >]).)*<img (?:(?!</?p[ >]).)*)</p>", re.DOTALL)
_ROOM_FOR_WORDS = 400.0
COVERED = QTextFormat.Property.UserProperty.value + 1
"""A property of a picture's format: it is hidden until it is asked for."""


class TextPictures(QPyTextObject):
    """Lays out and draws the pictures of one text, instead of Qt.

    Qt would keep each picture as it was first drawn, whatever becomes of the theme, the width and the screen, and
    would draw a broken sheet of paper for one that is not there; here its description stands in its place.
    Each picture is a link that shows it larger: a click does, and Tab and Enter.
    """

    def __init__(self, theme: Theme, view: QTextBrowser) -> None:
        """Take over the pictures of a text.

        Args:
            theme: colours and scale.
            view: shows the text.
        """
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._media: Callable[[str], bytes | None] | None = None
        self._links: list[tuple[str, str]] = []
        self._found: dict[str, Picture | None] = {}
        self._drawn: dict[int, tuple[tuple[Picture, QSize, float, str], QImage]] = {}
        view.document().documentLayout().registerHandler(QTextFormat.ObjectTypes.ImageObject.value, self)

    def show_from(self, media: Callable[[str], bytes | None] | None) -> None:
        """Forget the pictures of the text before.

        Args:
            media: gives the bytes of a picture by its name; nothing else is ever fetched. None for no pictures.
        """
        self._media = media
        self._found = {}

    def linked(self, html: str) -> str:
        """A body as the library keeps it, with each picture made a link to itself."""
        self._links, self._drawn = [], {}
        return _LINK_OR_PICTURE.sub(self._link, close_lines(html))

    def follow(self, address: QUrl) -> bool:
        """Show the picture that a link leads to; False when it leads to none."""
        if address.scheme() != _SCHEME:
            return False
        self._show_larger(*self._links[int(address.path())])
        return True

    def show_one_in_view(self) -> bool:
        """Show the picture larger of which most is seen; False when there is none."""
        seen = [(self._seen_height(shape, place), shape) for shape, place in self._places()]
        most, shape = max(seen, key=_first, default=(0.0, QTextImageFormat()))
        if most > 0:
            self._show_larger(shape.name(), _words(shape))
        return most > 0

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:  # noqa: A002 - Qt's names
        """How large a picture is in the text: its natural size at the interface's scale, or what there is room for."""
        room = _room(doc, posInDocument)
        picture = self._picture(format.toImageFormat().name())
        if picture is None:
            place = QRectF(0, 0, min(room, _ROOM_FOR_WORDS), 10_000)
            metrics = QFontMetricsF(doc.defaultFont())
            words = metrics.boundingRect(place, Qt.TextFlag.TextWordWrap.value, _words(format))
            return QSizeF(words.width() + 1, words.height())
        # A photograph has no more to show than it has; a drawing keeps step with the text.
        scale = self._theme.scale if picture.is_drawing else 1.0
        width = max(1, int(min(picture.size.width() * scale, room)))
        return QSizeF(width, max(1, round(width * picture.size.height() / picture.size.width())))

    def drawObject(
        self,
        painter: QPainter,
        rect: QRectF | QRect,
        doc: QTextDocument,
        posInDocument: int,
        format: QTextFormat,  # noqa: A002 - Qt's names
    ) -> None:
        """Draw a picture, or the description of one that cannot be shown."""
        picture, place = self._picture(format.toImageFormat().name()), QRectF(rect)
        painter.save()
        if format.boolProperty(COVERED):
            painter.fillRect(place, format.background())
        elif picture is None:
            painter.setFont(doc.defaultFont())
            painter.setPen(QColor(self._theme.tokens.secondary))
            painter.drawText(place, Qt.TextFlag.TextWordWrap.value, _words(format))
        else:
            to_screen = painter.deviceTransform()
            ratio = to_screen.m11() or 1.0
            image = self._image(posInDocument, picture, place.size().toSize(), ratio)
            # On whole pixels of the screen: half a pixel aside, every line would be drawn over two.
            exact = to_screen.map(place.topLeft())
            corner = place.topLeft() + (QPointF(round(exact.x()), round(exact.y())) - exact) / ratio
            if image.devicePixelRatio() == ratio:
                painter.drawImage(corner, image)
            else:
                painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
                painter.drawImage(QRectF(corner, place.size()), image)
        if self._is_chosen(posInDocument):
            edge = self._theme.px(2)
            painter.setPen(QPen(self._theme.color("primary"), edge))
            painter.drawRect(place.adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2))
        painter.restore()

    def _is_chosen(self, position: int) -> bool:
        """Whether the keyboard has come to a picture: Qt's own sign of it is hardly seen round one."""
        cursor = self._view.textCursor()
        return self._view.hasFocus() and cursor.selectionStart() == position == cursor.selectionEnd() - 1

    def _image(self, position: int, picture: Picture, size: QSize, ratio: float) -> QImage:
        """The picture at a position of the text, drawn anew only when something has changed."""
        wanted = (picture, size, ratio, self._theme.tokens.name)
        kept, image = self._drawn.get(position, (None, QImage()))
        if kept != wanted:
            image = picture.draw(size, ratio, self._theme.tokens)
            self._drawn[position] = wanted, image
        return image

    def _picture(self, name: str) -> Picture | None:
        if name not in self._found:
            self._found[name] = self._read(QUrl(name))
        return self._found[name]

    def _read(self, address: QUrl) -> Picture | None:
        """A picture of the pack; never anything from another place."""
        if self._media is None or address.scheme() or address.host():
            return None
        try:
            data = self._media(address.path())
        except Exception:  # let out into the midst of Qt's layout, it would end the process
            sys.excepthook(*sys.exc_info())
            return None
        picture = Picture(address.path(), data) if data else None
        return None if picture is None or picture.size.isEmpty() else picture

    def _link(self, found: re.Match[str]) -> str:
        name, words = found[1], found[2] or ""
        if name is None:
            return found[0]  # a link already, whatever is inside it
        self._links.append((unescape(name), unescape(words)))
        hint = escape(QCoreApplication.translate("TextPictures", "See it larger"))
        href = f"{_SCHEME}:{len(self._links) - 1}"
        return f'<a href="{href}" title="{hint}" style="text-decoration: none">{found[0]}</a>'

    def _show_larger(self, name: str, words: str) -> None:
        picture = self._picture(name)
        if picture is not None:
            from thaw_desktop.ui.widgets.picture_dialog import PictureDialog  # seldom wanted

            document = self._view.document()
            shown = (self.intrinsicSize(document, at, one).width() for one, at in self._places() if one.name() == name)
            PictureDialog(self._theme, picture, words, self._view, next(shown, 0.0)).open()

    def tell_chosen(self) -> None:
        """Say what a picture shows when the keyboard has come to it: Qt tells screen readers nothing of pictures.

        To be called from `focusNextPrevChild`: no signal of Qt's tells that.
        """
        cursor = self._view.textCursor()
        shape = cursor.charFormat()
        alone = cursor.selectionEnd() - cursor.selectionStart() == 1
        if alone and shape.isImageFormat() and self._view.hasFocus() and not shape.boolProperty(COVERED):
            told = QCoreApplication.translate("TextPictures", "Picture: {description}. Enter shows it larger.")
            announce(self._view, told.format(description=_words(shape).rstrip(".")))

    def _places(self) -> Iterator[tuple[QTextImageFormat, int]]:
        """The pictures that can be shown, with their positions in the text."""
        block = self._view.document().begin()
        while block.isValid():
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                shape = piece.charFormat().toImageFormat()
                seen = shape.isValid() and not shape.boolProperty(COVERED)
                if seen and self._picture(shape.name()) is not None:
                    yield shape, piece.position()
                pieces += 1
            block = block.next()

    def _seen_height(self, shape: QTextImageFormat, position: int) -> float:
        document = self._view.document()
        cursor = QTextCursor(document)
        cursor.setPosition(position)
        top, height = self._view.cursorRect(cursor).top(), self.intrinsicSize(document, position, shape).height()
        return min(top + height, float(self._view.viewport().height())) - max(top, 0)


def close_lines(html: str) -> str:
    """A body whose pictures stand in lines no higher than they are.

    The room between the lines of other paragraphs would be a third of a picture's height.
    """
    return _ROUND_PICTURE.sub(r'<p style="line-height: 100%">\1</p>', html)


def _first(pair: tuple[float, object]) -> float:
    return pair[0]


def _words(shape: QTextFormat) -> str:
    """What a picture shows, in words."""
    return str(shape.property(QTextFormat.Property.ImageAltText) or "")


def _room(document: QTextDocument, position: int) -> float:
    """How wide a picture may be at a place: the column without the indents and edges round it."""
    room = document.textWidth()
    if room <= 0:
        return float("inf")  # not laid out yet
    block = document.findBlock(position)
    shape, items = block.blockFormat(), block.textList()
    indents = shape.indent() + (items.format().indent() if items is not None else 0)
    edges = shape.leftMargin() + shape.rightMargin() + indents * document.indentWidth()
    frame = document.frameAt(position)
    while frame is not None and frame.parentFrame() is not None:
        outside = frame.frameFormat()
        edges += outside.leftMargin() + outside.rightMargin()
        if isinstance(frame, QTextTable):
            cell = frame.cellAt(position).format().toTableCellFormat()
            padding = cell.leftPadding() + cell.rightPadding() + cell.leftBorder() + cell.rightBorder()
            room, edges = (room - edges) / max(1, frame.columns()) - padding, 0.0
        frame = frame.parentFrame()
    return max(1.0, room - edges)

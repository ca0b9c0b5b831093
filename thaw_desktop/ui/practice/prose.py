"""A question's prompt or sources: formatted text that is as high as it needs to be."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Signal, Slot
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QTextBrowser

from thaw_desktop.ui.widgets.reading import column_width
from thaw_desktop.ui.widgets.text_pictures import TextPictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent, QTextBlock, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

_HEADING = re.compile(r"<h[1-6]>(.*?)</h[1-6]>", re.DOTALL)
_SCROLLING_KEYS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
    Qt.Key.Key_Space,
}


BEYOND = 8
"""How far the ring of focus stands off the text at either side, in pixels at 100 %; see `Card`."""
_FRAME = 2
"""The width of the ring, which the stylesheet keeps free."""
_ABOVE = 4
"""The same above and below."""


class Prose(QTextBrowser):
    """Shows rendered HTML of a pack without scrolling; what is round it scrolls.

    Signals:
        link_activated: a link was chosen; carries its `href` as written. Footnotes and pictures are followed here.
    """

    link_activated = Signal(str)

    def __init__(
        self,
        theme: Theme,
        name: str,
        media: Callable[[str], bytes | None],
        *,
        scale: float = 1.0,
        parent: QWidget | None = None,
    ) -> None:
        """Make an empty text.

        Args:
            theme: colours and fonts.
            name: what a screen reader calls it.
            media: gives the bytes of a picture of the pack by its name; nothing else is ever fetched.
            scale: size of the text against running text on a page.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self._media = media
        self._scale = scale
        self._html = ""
        self.setProperty("role", "page")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.document().setDocumentMargin(0)
        self._pictures = TextPictures(theme, self)
        self.anchorClicked.connect(self._activate)
        theme.changed.connect(self._render)
        theme.reading_changed.connect(self._render)

    def show_html(self, html: str) -> None:
        """Show a body as the library keeps it."""
        self._pictures.show_from(self._media)  # the pack may have another picture of the same name by now
        if html != self._html:
            self._html = html
            self._render()
        else:
            self.document().markContentsDirty(0, self.document().characterCount())

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Give nothing: pictures of the pack are drawn by `TextPictures`, and anything else is never fetched."""

    def sizeHint(self) -> QSize:
        """As high as the text at the present width."""
        return QSize(self._theme.px(200), self._needed())

    def minimumSizeHint(self) -> QSize:
        """As high as the text, and narrow if need be."""
        return QSize(self._theme.px(60), self._needed())

    def _leave_room(self, right: int = 0) -> None:
        """Keep the text off the ring of focus, and perhaps further off the right edge."""
        side, above = self._theme.px(BEYOND) - _FRAME, self._theme.px(_ABOVE)
        self.setViewportMargins(side, above, side + right, above)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changes."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls round it."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that scroll to what scrolls round it; Qt would take them for this text, which never does."""
        if event.key() in _SCROLLING_KEYS and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Follow the keyboard from link to link, and say which picture it has come to."""
        if not forward and not self.textCursor().hasSelection():
            return QFrame.focusNextPrevChild(self, forward)  # out of the text: Qt would begin with its last link
        moved = super().focusNextPrevChild(forward)
        if moved and self.hasFocus():
            self._bring_into_view(self.textCursor())
            self._pictures.tell_chosen()
        return moved

    def _needed(self) -> int:
        return math.ceil(self.document().size().height()) + 2 * (self._theme.px(_ABOVE) + _FRAME)

    @Slot()
    def _render(self) -> None:
        style = replace(self._theme.reading, scale=self._theme.reading.scale * self._scale)
        self.document().setDefaultFont(self._theme.reading_font(style))
        self.document().setDefaultStyleSheet(self._theme.document_css(style.scale, style.line_height))
        self.setHtml(self._pictures.linked(self._html))
        self._leave_room()
        self.updateGeometry()

    @Slot(QUrl)
    def _activate(self, address: QUrl) -> None:
        if address.hasFragment() and not address.scheme() and not address.path():
            self._go_to(address.fragment())
        elif not self._pictures.follow(address):
            self.link_activated.emit(address.toString())

    def _go_to(self, anchor: str) -> None:
        block = self.document().begin()
        while block.isValid():
            if anchor in _anchors(block):
                self._bring_into_view(QTextCursor(block))
                return
            block = block.next()

    def _bring_into_view(self, cursor: QTextCursor) -> None:
        place, lines = self.cursorRect(cursor).center(), self.fontMetrics().height() * 2
        round_it = self.parentWidget()
        while round_it is not None:
            content = round_it.widget() if isinstance(round_it, QScrollArea) else None
            if isinstance(round_it, QScrollArea) and content is not None:
                inside = self.viewport().mapTo(content, place)
                round_it.ensureVisible(inside.x(), inside.y(), 0, lines)
            round_it = round_it.parentWidget()


class Sources(Prose):
    """The sources that a question is about, in lines of comfortable length."""

    def __init__(self, theme: Theme, media: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(theme, "", media, parent=parent)
        self.setAccessibleName(self.tr("Sources"))

    def show_html(self, html: str) -> None:
        """Show sources as the library keeps them."""
        super().show_html(as_sources(html))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave a margin at the right where the lines would be too long."""
        self._fit_column()  # before Qt passes the new size on, so that the text is laid out once
        super().resizeEvent(event)

    def _render(self) -> None:
        super()._render()
        self._fit_column()

    def _fit_column(self) -> None:
        sides = 2 * self._theme.px(BEYOND)
        self._leave_room(max(0, round(self.width() - sides - column_width(self.document().defaultFont()))))


def as_sources(html: str) -> str:
    """Sources set as what is to be read: quotations in full width and in the colour of text; empty for none.

    Their titles become paragraphs, because Qt makes every heading larger than the question above them.
    """
    titled = _HEADING.sub(r'<p class="source-title">\1</p>', html)
    return f'<div class="sources">{titled}</div>' if html else ""


def _anchors(block: QTextBlock) -> list[str]:
    names: list[str] = []
    pieces = block.begin()
    while not pieces.atEnd():
        names += pieces.fragment().charFormat().anchorNames()
        pieces += 1
    return names

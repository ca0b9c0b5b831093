"""A question's prompt: a little formatted text that is as high as it needs to be."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QUrl, Slot
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from thaw_desktop.ui.pictures import pack_picture

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage, QResizeEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme


class Prose(QTextBrowser):
    """Shows rendered HTML of a pack without scrolling; what is round it scrolls."""

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
        theme.changed.connect(self._render)

    def show_html(self, html: str) -> None:
        """Show a body as the library keeps it."""
        if html != self._html:
            self._html = html
            self._render()

    def loadResource(self, kind: int, name: QUrl | str) -> QImage | None:
        """Give a picture of the pack, no wider than the text; of anything else, nothing."""
        return pack_picture(kind, name, self._media, self.viewport().width())

    def sizeHint(self) -> QSize:
        """As high as the text at the present width."""
        return QSize(self._theme.px(200), self._needed())

    def minimumSizeHint(self) -> QSize:
        """As high as the text, and narrow if need be."""
        return QSize(self._theme.px(60), self._needed())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Ask for another height when the width changes."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave the wheel to what scrolls round it."""
        event.ignore()

    def _needed(self) -> int:
        frame = self.height() - self.viewport().height() if self.isVisible() else 4
        return math.ceil(self.document().size().height()) + max(0, frame)

    @Slot()
    def _render(self) -> None:
        font = self._theme.font("body")
        font.setPixelSize(self._theme.reading_pixels(self._scale))
        self.document().setDefaultFont(font)
        self.document().setDefaultStyleSheet(self._theme.document_css(self._scale) + "p, li { line-height: 130%; }")
        self.setHtml(self._html)
        self.updateGeometry()

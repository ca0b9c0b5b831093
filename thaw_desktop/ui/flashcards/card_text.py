"""The text of a card: large, in the middle, and scrolling only when it must."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl, Signal, Slot
from PySide6.QtGui import QFontMetricsF
from PySide6.QtWidgets import QFrame, QTextBrowser

from thaw_desktop.ui.widgets.text_pictures import TextPictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.flashcards.faces import Face
    from thaw_desktop.ui.theme import Theme

_COLUMN_CHARACTERS = 62
_ANSWERING_KEYS = {Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter}


class CardText(QTextBrowser):
    """Shows a card's front and, once it is revealed, a rule and its back below; the front stays where it was.

    Signals:
        link_activated: a link was chosen; carries its `href` as written.
    """

    link_activated = Signal(str)

    def __init__(self, theme: Theme, media: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        """Make an empty card.

        Args:
            theme: colours and fonts.
            media: gives the bytes of a picture of the pack by its name; nothing else is ever fetched.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self._media = media
        self._front: Face | None = None
        self._back: Face | None = None
        self._height_share = 0.5
        self._top = -1
        self._placing = False
        self.setProperty("role", "page")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._pictures = TextPictures(theme, self)
        self.setMinimumHeight(1)  # it scrolls
        self.setAccessibleName(self.tr("Card"))
        self.anchorClicked.connect(self._activate)

    def show_front(self, front: Face, height_share: float) -> None:
        """Show a question.

        Args:
            front: the question.
            height_share: how much of the spare room is to stand above it, 0 to 1.
        """
        self._pictures.show_from(self._media)
        self._front, self._back, self._top = front, None, -1
        self._height_share = height_share
        self._render()

    def show_back(self, front: Face | None, back: Face) -> None:
        """Show the answer below what stays of the front, or in its place."""
        self._front, self._back = front, back
        self._render()

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Give nothing: pictures of the pack are drawn by `TextPictures`, and anything else is never fetched."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From link to link; a picture says what it shows."""
        moved = super().focusNextPrevChild(forward)
        if moved:
            self._pictures.tell_chosen()
        return moved

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys that answer a card to the tab, unless a link is chosen."""
        on_link = self.textCursor().hasSelection() and self.textCursor().charFormat().isAnchor()
        if event.key() in _ANSWERING_KEYS and not on_link:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the text in the middle."""
        super().resizeEvent(event)
        # Setting the margins resizes the viewport, which Qt reports here as well.
        if not self._placing and event.oldSize() != event.size():
            if self._back is None:
                self._top = -1
            self._render()

    @Slot()
    def render_again(self) -> None:
        """Draw the same text in the colours and sizes of now."""
        self._top = -1
        self._render()

    def _render(self) -> None:
        """Set the text large, or as large as running text where that would not fit."""
        if self._placing:
            return
        self._placing = True
        try:
            self._fill(largest=9.0)
            if self._spare() < 0:
                self._fill(largest=1.0)
            self._place()
        finally:
            self._placing = False

    def _fill(self, largest: float) -> None:
        pixels = self._theme.reading_pixels()
        # One document, so that a long card scrolls as one; its two sides differ in size by class.
        css, parts = self._theme.document_css(), []
        for name, face in (("front", self._front), ("back", self._back)):
            if face is not None:
                css += _size_css(name, min(face.scale, largest), pixels)
                parts.append(f'<div class="{name}"><a name="{name}"></a>{face.html}</div>')
        css += "td.whole { border: none; padding: 0; }"
        css += f".back p.small, .back p.small span {{ font-size: {pixels}px; }}"
        font = self._theme.font("body")
        font.setPixelSize(pixels)
        self.document().setDefaultFont(font)
        self.document().setIndentWidth(pixels * 2.2)  # Qt's own 40 px cut the numbers of large lists
        self.document().setDefaultStyleSheet(css)
        self.setHtml(self._pictures.linked(_rule(self._theme).join(parts)))

    def _side(self) -> int:
        """The margin at each side that leaves a column of comfortable width."""
        column = QFontMetricsF(self.document().defaultFont()).averageCharWidth() * _COLUMN_CHARACTERS * 1.45
        return max(0, round((self.contentsRect().width() - column) / 2))

    def _spare(self) -> int:
        """The height that the text leaves free; below zero when it must scroll."""
        room = self.contentsRect()  # inside the frame
        self.document().setTextWidth(room.width() - 2 * self._side())
        return room.height() - math.ceil(self.document().size().height())

    def _place(self) -> None:
        """Set the margins: the column, and the front where it was first shown if there is room."""
        side, spare = self._side(), self._spare()
        # Said outright: a bar that comes and goes while the margins change would change the lines as well.
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if spare >= 0 else Qt.ScrollBarPolicy.ScrollBarAlwaysOn
        self.setVerticalScrollBarPolicy(policy)
        if self._top < 0:
            self._top = max(0, round(spare * self._height_share))
        self.setViewportMargins(side, max(0, min(self._top, spare)), side, 0)
        self.document().setTextWidth(self.viewport().width())
        self.verticalScrollBar().setValue(0)
        if self._back is not None:
            self.scrollToAnchor("back")  # does nothing where all of it is seen

    @Slot(QUrl)
    def _activate(self, address: QUrl) -> None:
        if not self._pictures.follow(address):
            self.link_activated.emit(address.toString())


def _size_css(name: str, scale: float, pixels: int) -> str:
    size = round(pixels * scale)
    return (
        f".{name}, .{name} p, .{name} li, .{name} td {{ font-size: {size}px; }}"
        f".{name} p, .{name} li {{ line-height: 130%; }}"
    )


def _rule(theme: Theme) -> str:
    gap = theme.px(14)
    return f'<hr width="100%" style="background-color:{theme.tokens.line}; margin:{gap}px 0 {gap + 6}px 0">'

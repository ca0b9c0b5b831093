"""A page for reading: one column of comfortable width, and nothing fetched from outside."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QTextCursor
from PySide6.QtWidgets import QFrame, QTextBrowser

from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.theme.reading_style import USUAL_LINE_HEIGHT, ReadingStyle
from thaw_desktop.ui.widgets.text_pictures import TextPictures

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFont, QShowEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

COLUMN_CHARACTERS = 70
"""How wide a line is, in characters of English prose."""
_PROSE = "the quick answer is that every line should be short enough to find the next one again "


def column_width(font: QFont) -> float:
    """The width of a line that is comfortable to read, in pixels."""
    return QFontMetricsF(font).horizontalAdvance(_PROSE) / len(_PROSE) * COLUMN_CHARACTERS


class ReadingView(QTextBrowser):
    """Shows rendered HTML of a pack.

    Signals:
        link_activated: a link was chosen; carries its `href` as written. Links within the page are followed here.
        link_reached: the keyboard has come to another link, or has left them.
    """

    link_activated = Signal(str)
    link_reached = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make an empty page.

        Args:
            theme: colours and fonts.
            name: what a screen reader calls the page.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self._html = ""
        self._style = theme.reading
        self._pending_block: int | None = None
        self._place = 0
        self._forwarding = False
        self.setProperty("role", "page")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self._pictures = TextPictures(theme, self)
        self.anchorClicked.connect(self._activate)
        theme.changing.connect(self._note_place)
        theme.changed.connect(self._follow_theme)
        theme.reading_changed.connect(self._follow_reading)
        self._render(0)

    def show_page(self, html: str, media: Callable[[str], bytes | None] | None = None) -> None:
        """Show a page from its beginning.

        Args:
            html: the body, as the library keeps it.
            media: gives the bytes of a picture by the name that the HTML gives it; None for no pictures.
        """
        self._pictures.show_from(media)
        self._html = self._pictures.linked(html)
        self._pending_block = None
        self._render(0)

    def set_reading(
        self, scale: float = 1.0, family: str = "", line_height: int = USUAL_LINE_HEIGHT, letter_spacing: float = 0.0
    ) -> None:
        """Set the text of this page in a style of its own, until the student chooses another for all pages.

        Args:
            scale: size of the text against the usual one.
            family: the font's family; empty for the interface's own.
            line_height: height of the lines in per cent of the font's own.
            letter_spacing: room added after each letter, as a share of the size of text.
        """
        self._style = ReadingStyle(scale, family, line_height, letter_spacing)
        self._render(self.top_block())

    def top_block(self) -> int:
        """The number of the paragraph at the top of the window, to come back to."""
        if self._pending_block is not None:
            return self._pending_block
        return self.cursorForPosition(QPoint(0, 0)).blockNumber()

    def show_block(self, number: int) -> None:
        """Bring a paragraph to the top, now or when the page is first shown; past the end means the last one."""
        if not self.isVisible():
            self._pending_block = number
            return
        self._pending_block = None
        document = self.document()
        block = document.findBlockByNumber(min(number, document.blockCount() - 1))
        document.documentLayout().documentSize()  # lays the page out to its end, so that the bar knows its range
        # In a table, the layout's rectangle counts from the cell; the cursor's counts from the window.
        above = self.cursorRect(QTextCursor(block)).top() if block.isValid() else 0
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + above)

    @Slot()
    def show_picture(self) -> None:
        """Show the picture in view larger."""
        if not self._pictures.show_one_in_view():
            announce(self, self.tr("There is no picture in view."))

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Give nothing: a style sheet, a page or an address of another machine is never fetched.

        What a pack says is not trusted. Pictures of the pack are drawn by `TextPictures`, which does not ask here.
        """

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From link to link; a picture says what it shows.

        Backwards from a page of which no link is chosen one leaves it: Qt would begin with the last of its links.
        """
        if not forward and not self.textCursor().hasSelection():
            return QFrame.focusNextPrevChild(self, forward)
        moved = super().focusNextPrevChild(forward)
        if moved:
            self._pictures.tell_chosen()
        self.link_reached.emit()
        return moved

    def event(self, event: QEvent) -> bool:
        """Keep the column in the middle, and scroll with the wheel over the margins too, which Qt leaves dead."""
        if event.type() == QEvent.Type.Resize:
            return self._resize(event)
        if event.type() == QEvent.Type.Wheel and not self._forwarding:
            self._forwarding = True  # a bar at its end passes the event back up to us
            try:
                return QCoreApplication.sendEvent(self.verticalScrollBar(), event)
            finally:
                self._forwarding = False
        return super().event(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Go to the place that was asked for while the page was hidden."""
        super().showEvent(event)
        if self._pending_block is not None:
            QTimer.singleShot(0, self, self._go_to_pending)  # after the first layout

    @Slot()
    def _go_to_pending(self) -> None:
        if self._pending_block is not None and self.isVisible():
            self.show_block(self._pending_block)

    @Slot()
    def _note_place(self) -> None:
        self._place = self.top_block()

    @Slot()
    def _follow_theme(self) -> None:
        self._render(self._place)

    @Slot()
    def _follow_reading(self) -> None:
        style = self._theme.reading
        if replace(style, overlay=self._style.overlay) != self._style:  # the sheet of colour is no affair of the text
            self._style = style
            self._render(self.top_block())

    def _render(self, place: int) -> None:
        """Lay the page out with the present fonts and colours, a paragraph at the top."""
        style, font = self._style, self._font()
        # Only when it is another: each of the two lays out the page that is about to go.
        if self.font() != font:
            self.setFont(font)  # Qt makes it the document's at every change of style
        if self.document().defaultFont() != font:
            self.document().setDefaultFont(font)
        self.document().setDefaultStyleSheet(self._theme.document_css(style.scale, style.line_height))
        self.setHtml(self._html)
        self._centre_column()
        self.show_block(place)

    def _font(self) -> QFont:
        return self._theme.reading_font(self._style)

    def _resize(self, event: QEvent) -> bool:
        """Lay out anew for another size of the widget, with the reader still at the same paragraph."""
        place, width = self.top_block(), self.viewport().width()
        self._centre_column()  # before Qt passes the new size on, so that the page is laid out once
        handled = super().event(event)
        if self.viewport().width() != width:
            self.show_block(place)
        return handled

    def _centre_column(self) -> None:
        column = column_width(self._font())
        bar = self.verticalScrollBar().sizeHint().width()
        side = max(self._theme.px(20), round((self.width() - column - bar) / 2))
        self.setViewportMargins(side, self._theme.px(24), side, 0)

    @Slot(QUrl)
    def _activate(self, address: QUrl) -> None:
        if address.hasFragment() and not address.scheme() and not address.path():
            self.scrollToAnchor(address.fragment())
        elif not self._pictures.follow(address):
            self.link_activated.emit(address.toString())

"""Beside the page: a small sign at every highlight that has a note, so that it is seen without pointing at it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QRect, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import QToolTip, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent, QPaintEvent

    from thaw_desktop.ui.notes.highlights_layer import HighlightLayer, Shown
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.theme import Theme

_WIDTH, _SIGN = 18, 12
"""Of the strip and of a sign, px at 100 %; a page always leaves 20 beside its column."""


class NoteGutter(QWidget):
    """A strip right of the text with a sign at the first line of each highlight that has a note.

    The keyboard needs none: J and K go from highlight to highlight, and the bar there shows the note.

    Signals:
        chosen: the sign of a highlight was clicked; carries what is shown.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, page: Page, layer: HighlightLayer) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._layer = layer
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        page.scrolled.connect(self.update)
        page.viewport().installEventFilter(self)
        layer.painted.connect(self.place)
        self.place()

    @Slot()
    def place(self) -> None:
        """Stand beside the text as it is laid out now; without notes there is nothing to stand for."""
        self.setVisible(any(one.highlight.note for one in self._layer.shown))
        text = self._page.viewport().geometry()
        self.setGeometry(text.right() + 1, text.top(), self._theme.px(_WIDTH), text.height())
        self.update()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the text when the window changes."""
        if event.type() in {QEvent.Type.Resize, QEvent.Type.Move}:
            self.place()
        return super().eventFilter(watched, event)

    def signs(self) -> list[tuple[QRect, Shown]]:
        """The signs in view, in the strip's coordinates; of several in one line only the first."""
        side = self._theme.px(_SIGN)
        left = (self.width() - side) // 2
        top, bottom = self._in_view()
        found: list[tuple[QRect, Shown]] = []
        for one in self._layer.shown:
            if not one.highlight.note or not top <= one.start <= bottom:
                continue
            line = self._layer.place(one.start, one.start)
            sign = QRect(left, line.center().y() - side // 2, side, side)
            if not found or found[-1][0].top() != sign.top():
                found.append((sign, one))
        return found

    def event(self, event: QEvent) -> bool:
        """Tell the note under the pointer."""
        if isinstance(event, QHelpEvent):
            under = self._at(event.pos())
            QToolTip.showText(event.globalPos(), under.highlight.note if under is not None else "", self)
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the highlight whose sign was clicked."""
        under = self._at(event.position().toPoint())
        if under is not None:
            self.chosen.emit(under)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A sheet with two lines of writing for each note."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = self._theme.color("primary")
        painter.setPen(QPen(ink, max(1.0, self._theme.px(12) / 10)))
        for sign, _ in self.signs():
            sheet = QRectF(sign).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.drawRoundedRect(sheet, 2, 2)
            for part in (0.36, 0.64):
                y = sheet.top() + sheet.height() * part
                from_left, to_right = (sheet.left() + sheet.width() * share for share in (0.25, 0.75))
                painter.drawLine(QPointF(from_left, y), QPointF(to_right, y))
        painter.end()

    def _at(self, place: QPoint) -> Shown | None:
        return next((one for sign, one in self.signs() if sign.top() - 2 <= place.y() <= sign.bottom() + 2), None)

    def _in_view(self) -> tuple[int, int]:
        """The positions of the first and the last character in view."""
        view = self._page.viewport().rect()
        ends = (view.topLeft(), view.bottomRight())
        first, last = (self._page.cursorForPosition(end).position() for end in ends)
        return first - 1, last + 1

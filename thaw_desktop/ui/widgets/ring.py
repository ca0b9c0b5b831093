"""A ring that empties as time runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from thaw_desktop.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter, QPaintEvent

    from thaw_desktop.ui.theme import Theme

_TURN = 360 * 16  # Qt counts angles in sixteenths of a degree


class CountdownRing(PaintedWidget):
    """A share of a circle with a large text in it: minutes left, days to the exam."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._fraction = 0.0
        self._text = ""
        self._caption = ""
        self._tone = "warm"
        self._overtime = False
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_state(
        self, fraction: float, text: str, caption: str, *, tone: str = "warm", overtime: bool = False
    ) -> None:
        """Show how much is left.

        Args:
            fraction: 0 to 1, the share of the ring that is filled; what lies outside is brought in.
            text: the large text, such as "34:52".
            caption: the small text under it, such as "left".
            tone: warm, primary or bad.
            overtime: the time is over: the ring is whole, broken into dashes, and of the colour for what is bad.
        """
        state = (min(1.0, max(0.0, fraction)), text, caption, tone, overtime)
        if state == (self._fraction, self._text, self._caption, self._tone, self._overtime):
            return
        self._fraction, self._text, self._caption, self._tone, self._overtime = state
        self._tell(f"{text} {caption}".strip())
        self.update()

    def sizeHint(self) -> QSize:
        """A circle that holds "00:00" with air around it."""
        side = round(QFontMetricsF(self._theme.font("number")).horizontalAdvance("00:00") * 1.7)
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        """A little smaller; the text shrinks with it."""
        return self.sizeHint() * 0.6

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw the ring and its two texts."""
        painter = self._painter()
        width = max(4.0, min(self.width(), self.height()) / 15)
        side = min(self.width(), self.height()) - width
        circle = QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
        painter.setPen(QPen(self._theme.color("track"), width))
        painter.drawEllipse(circle)
        self._draw_share(painter, circle, width)
        self._draw_texts(painter, circle.adjusted(width, width, -width, -width))

    def _draw_share(self, painter: QPainter, circle: QRectF, width: float) -> None:
        pen = QPen(self._theme.color("bad" if self._overtime else self._tone), width)
        if self._overtime:
            pen.setDashPattern([1.2, 0.8])
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        else:
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        share = 1.0 if self._overtime else self._fraction
        if share > 0:
            painter.drawArc(circle, _TURN // 4, -round(_TURN * share))

    def _draw_texts(self, painter: QPainter, inside: QRectF) -> None:
        large = _fitting(self._theme.font("number"), self._text, inside.width() * 0.76)
        small = _fitting(self._theme.font("small"), self._caption, inside.width() * 0.64)
        large_height, small_height = QFontMetricsF(large).capHeight(), QFontMetricsF(small).height()
        gap = small_height * 0.35
        # The large text is centred alone by its capital height; the caption hangs below and pulls it up a little.
        top = inside.center().y() - (large_height + (gap + small_height if self._caption else 0)) / 2
        painter.setPen(self._theme.color("bad_text" if self._overtime else "text"))
        painter.setFont(large)
        left = inside.center().x() - QFontMetricsF(large).horizontalAdvance(self._text) / 2
        painter.drawText(round(left), round(top + large_height), self._text)
        painter.setPen(self._theme.color("secondary"))
        painter.setFont(small)
        below = QRectF(inside.left(), top + large_height + gap, inside.width(), small_height)
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, self._caption)


def _fitting(font: QFont, text: str, room: float) -> QFont:
    """The font, or a smaller one in which the text is no wider than the room."""
    width = QFontMetricsF(font).horizontalAdvance(text)
    if width > room > 0:
        font.setPixelSize(max(6, int(font.pixelSize() * room / width)))
    return font

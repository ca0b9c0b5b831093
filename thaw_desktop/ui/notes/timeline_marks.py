"""The marks of the timeline: a shape and a colour for each category, filled or hollow."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPainterPath, QPen, QPixmap, QPolygonF

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QColor

    from thaw_desktop.ui.theme import Theme

# The shape alone tells up to eight categories apart; with the colours, which are one fewer, fifty-six.
_COLOURS = ("primary", "warm", "good", "bad", "caution", "secondary", "text")
_ROUGHLY_ROUND = 0.86


def mark_colour(theme: Theme, category: int) -> QColor:
    """The colour of a category by its number."""
    return theme.color(_COLOURS[category % len(_COLOURS)])


def mark_pixmap(theme: Theme, category: int, side: int, ratio: float, *, hollow: bool) -> QPixmap:
    """A mark, sharp on the screen it is for.

    Args:
        theme: the colours.
        category: its number.
        side: width and height in the window.
        ratio: pixels of the screen to one of the window.
        hollow: only its outline, on the ground of a page.
    """
    pixmap = QPixmap(math.ceil(side * ratio), math.ceil(side * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour, edge = mark_colour(theme, category), max(1.4, side / 8)
    painter.setPen(QPen(colour, edge, Qt.PenStyle.SolidLine, Qt.PenCapStyle.SquareCap, Qt.PenJoinStyle.MiterJoin))
    painter.setBrush(theme.color("surface") if hollow else colour)
    painter.drawPath(_SHAPES[category % len(_SHAPES)](QPointF(side / 2, side / 2), side / 2 - edge / 2 - 0.5))
    painter.end()
    return pixmap


def mark_icon(theme: Theme, category: int, side: int, ratio: float) -> QIcon:
    """A filled mark for the legend."""
    return QIcon(mark_pixmap(theme, category, side, ratio, hollow=False))


def _circle(middle: QPointF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(middle, radius * _ROUGHLY_ROUND, radius * _ROUGHLY_ROUND)
    return path


def _square(middle: QPointF, radius: float) -> QPainterPath:
    path, half = QPainterPath(), radius * 0.76
    path.addRect(QRectF(middle.x() - half, middle.y() - half, 2 * half, 2 * half))
    return path


def _regular(corners: int, turn: float, inner: float = 1.0) -> Callable[[QPointF, float], QPainterPath]:
    """A polygon with a corner at the top, turned by some degrees; a star where every other corner is drawn in."""

    def draw(middle: QPointF, radius: float) -> QPainterPath:
        points = []
        for number in range(corners):
            angle = math.radians(turn - 90 + 360 / corners * number)
            far = radius * (inner if number % 2 else 1.0)
            points.append(QPointF(middle.x() + far * math.cos(angle), middle.y() + far * math.sin(angle)))
        path = QPainterPath()
        path.addPolygon(QPolygonF(points))
        path.closeSubpath()
        return path

    return draw


def _cross(middle: QPointF, radius: float) -> QPainterPath:
    path, arm = QPainterPath(), radius * 0.36
    path.addRect(QRectF(middle.x() - radius, middle.y() - arm, 2 * radius, 2 * arm))
    upright = QPainterPath()
    upright.addRect(QRectF(middle.x() - arm, middle.y() - radius, 2 * arm, 2 * radius))
    return path.united(upright)


_SHAPES: tuple[Callable[[QPointF, float], QPainterPath], ...] = (
    _circle,
    _square,
    _regular(3, 0),
    _regular(4, 0),
    _regular(3, 180),
    _cross,
    _regular(10, 0, 0.45),
    _regular(6, 30),
)

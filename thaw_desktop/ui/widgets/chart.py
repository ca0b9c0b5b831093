"""Plots: bars and lines, drawn by hand in under a millisecond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QFontMetricsF, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy

from thaw_desktop.ui.widgets.axes import Axes, round_ticks
from thaw_desktop.ui.widgets.plot import Plot, Values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme


@dataclass(frozen=True)
class Bar:
    """One bar of a chart.

    Attributes:
        value: its height; what is negative counts as 0.
        label: a word under it, may be empty.
        description: what it says in words, for hover and screen readers: "24 November: 18 cards".
        parts: of a stacked bar the heights of its pieces from the bottom up, as many as the chart has names for them.
    """

    value: float
    label: str
    description: str
    parts: tuple[float, ...] = ()


@dataclass(frozen=True)
class Line:
    """One line of a chart.

    Attributes:
        points: (x, y) with x ascending.
        label: its name, written beside a piece of the line.
        tone: a colour of the tokens.
        dashed: whether it is broken, as for what was planned; then it is told apart without its colour.
    """

    points: Sequence[tuple[float, float]]
    label: str
    tone: str = "primary"
    dashed: bool = False


# Pieces of a stacked bar are told apart without their colours too.
_PIECES = (
    ("primary", Qt.BrushStyle.SolidPattern),
    ("warm", Qt.BrushStyle.BDiagPattern),
    ("good", Qt.BrushStyle.Dense4Pattern),
)


class _Chart(Plot):
    """A plot over axes, of a size that goes with the text."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Eleven lines of small text high."""
        metrics = QFontMetricsF(self._theme.font("small"))
        return QSize(round(metrics.averageCharWidth() * 52), round(metrics.height() * 11))

    def minimumSizeHint(self) -> QSize:
        """Half of that."""
        return self.sizeHint() * 0.5

    def _frame(self, above: float) -> QRectF:
        """Where the axes may draw, below so much of a legend: within the ring of the focus."""
        edge = self._theme.px(4)
        return QRectF(self.rect()).adjusted(edge, above + edge / 2, -edge, -edge / 2)

    def _legend_height(self) -> float:
        return QFontMetricsF(self._theme.font("small")).height() * 1.4


class BarChart(_Chart):
    """Bars over an axis, each perhaps of several pieces; hover or the arrow keys tell each one in words."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._bars: list[Bar] = []
        self._pieces: tuple[str, ...] = ()

    def show_bars(
        self, bars: Sequence[Bar], values: Values | None = None, pieces: Sequence[str] = (), description: str = ""
    ) -> None:
        """Draw these bars, from left to right.

        Args:
            bars: what to draw.
            values: the same as a table; made of the bars when left out.
            pieces: names of the pieces of stacked bars, at most three.
            description: the whole in words; all bars one after the other when left out.
        """
        self._bars, self._pieces = list(bars), tuple(pieces)
        told = description or "; ".join(bar.description for bar in self._bars)
        rows = [(bar.description.rpartition(":")[0] or bar.description, bar.value) for bar in self._bars]
        self.show_whole(told, values or Values(("", self.accessibleName()), rows))

    def places(self) -> int:
        """A place a bar."""
        return len(self._bars)

    def words_at(self, place: int) -> str:
        """What a bar says."""
        return self._bars[place].description

    def place_under(self, point: QPointF) -> int:
        """The bar above or below a point."""
        area = self._axes().area
        if not self._bars or not area.left() <= point.x() < area.right():
            return -1
        return min(len(self._bars) - 1, int((point.x() - area.left()) / area.width() * len(self._bars)))

    def corner_of(self, place: int) -> QPoint:
        """The top of a bar."""
        return self._rect_of(self._axes(), place, 0.0, self._bars[place].value).topLeft().toPoint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw lines, bars and labels."""
        painter = self._painter()
        axes = self._axes()
        axes.draw_lines(painter)
        for index, bar in enumerate(self._bars):
            self._draw_bar(painter, axes, index, bar)
        labels = [(self._slot(axes, index).center().x(), bar.label) for index, bar in enumerate(self._bars)]
        axes.draw_labels(painter, labels)
        if self._pieces:
            self._draw_legend(painter, axes.area.left())
        self._draw_focus(painter)

    def _draw_bar(self, painter: QPainter, axes: Axes, index: int, bar: Bar) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if not self._pieces:
            painter.setBrush(self._theme.color("warm" if index == self._current else "primary"))
            painter.drawRoundedRect(self._rect_of(axes, index, 0.0, bar.value), 2, 2)
            return
        below = 0.0
        for value, (tone, pattern) in zip(bar.parts, _PIECES, strict=False):
            piece = self._rect_of(axes, index, below, below + value)
            painter.setPen(QPen(self._theme.color(tone), 1) if value > 0 else Qt.PenStyle.NoPen)
            painter.setBrush(QBrush(self._theme.color(tone), pattern))
            painter.drawRect(piece)
            below += value
        if index == self._current:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.drawRect(self._rect_of(axes, index, 0.0, below))

    def _draw_legend(self, painter: QPainter, left: float) -> None:
        height = self._legend_height()
        metrics = QFontMetricsF(self._theme.font("small"))
        painter.setFont(self._theme.font("small"))
        em = metrics.height()
        for name, (tone, pattern) in zip(self._pieces, _PIECES, strict=False):
            painter.setPen(QPen(self._theme.color(tone), 1))
            painter.setBrush(QBrush(self._theme.color(tone), pattern))
            painter.drawRect(QRectF(left, (height - em * 0.7) / 2, em * 0.7, em * 0.7))
            painter.setPen(self._theme.color("secondary"))
            width = metrics.horizontalAdvance(name)
            painter.drawText(QRectF(left + em, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, name)
            left += em * 2 + width

    def _axes(self) -> Axes:
        ticks = round_ticks(max((bar.value for bar in self._bars), default=0.0))
        above = self._legend_height() if self._pieces else 0.0
        return Axes(self._theme, self.locale(), self._frame(above), _whole(ticks, self._bars))

    def _slot(self, axes: Axes, index: int) -> QRectF:
        width = axes.area.width() / max(1, len(self._bars))
        return QRectF(axes.area.left() + width * index, axes.area.top(), width, axes.area.height())

    def _rect_of(self, axes: Axes, index: int, below: float, above: float) -> QRectF:
        slot = self._slot(axes, index)
        # Few bars stay slender; many stay apart.
        width = min(slot.width() * 0.75, self.fontMetrics().height() * 2.2)
        top, bottom = axes.height_of(max(0.0, above)), axes.height_of(max(0.0, below))
        return QRectF(slot.center().x() - width / 2, top, width, bottom - top)


class LineChart(_Chart):
    """Lines over two axes, such as words over minutes; hover or the arrow keys tell each place in words."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._lines: list[Line] = []
        self._labels: list[tuple[float, str]] = []
        self._told_at: list[tuple[float, str]] = []

    def show_lines(
        self,
        lines: Sequence[Line],
        description: str,
        *,
        labels: Sequence[tuple[float, str]] = (),
        told: Sequence[tuple[float, str]] = (),
        values: Values | None = None,
    ) -> None:
        """Draw these lines.

        Args:
            lines: what to draw.
            description: what the picture says, in a sentence or two, for hover and screen readers.
            labels: what stands under the axis, by x; numbers when left out.
            told: what to say at each x, for hover and the arrow keys.
            values: the same as a table; the points when left out.
        """
        self._lines, self._labels, self._told_at = list(lines), list(labels), list(told)
        self.setToolTip(description)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if told else Qt.FocusPolicy.NoFocus)
        points = [(line.label, x, y) for line in lines for x, y in line.points]
        self.show_whole(description, values or Values(("", "x", "y"), points))

    def places(self) -> int:
        """A place for each x of which something is to be said."""
        return len(self._told_at)

    def words_at(self, place: int) -> str:
        """What is to be said there."""
        return self._told_at[place][1]

    def place_under(self, point: QPointF) -> int:
        """The place that is nearest from side to side."""
        axes, across = self._axes()
        if not self._told_at or not axes.area.left() <= point.x() <= axes.area.right() + 1:
            return -1
        x = (point.x() - axes.area.left()) / across
        return min(range(len(self._told_at)), key=lambda place: abs(self._told_at[place][0] - x))

    def corner_of(self, place: int) -> QPoint:
        """The highest point there."""
        axes, across = self._axes()
        x = self._told_at[place][0]
        top = max((y for line in self._lines for at, y in line.points if at == x), default=0.0)
        return QPointF(axes.area.left() + x * across, axes.height_of(top)).toPoint()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw the axes, the lines, and their names above."""
        painter = self._painter()
        axes, across = self._axes()
        axes.draw_lines(painter)
        labels = self._labels or [(tick, self.locale().toString(tick, "g", 6)) for tick in self._x_ticks()]
        axes.draw_labels(painter, [(axes.area.left() + x * across, text) for x, text in labels])
        for line in self._lines:
            points = [QPointF(axes.area.left() + x * across, axes.height_of(y)) for x, y in line.points]
            painter.setPen(self._pen(line))
            painter.drawPolyline(QPolygonF(points))
            if len(points) == 1:
                painter.drawEllipse(points[0], 2, 2)
        if self._current >= 0:
            x = axes.area.left() + self._told_at[self._current][0] * across
            painter.setPen(QPen(self._theme.color("text"), 1))
            painter.drawLine(QPointF(x, axes.area.top()), QPointF(x, axes.area.bottom()))
        self._draw_legend(painter, axes.area.left())
        self._draw_focus(painter)

    def _x_ticks(self) -> list[float]:
        return round_ticks(max((x for line in self._lines for x, _ in line.points), default=0.0), 5)

    def _axes(self) -> tuple[Axes, float]:
        """The axes, and how many pixels wide one is."""
        y_ticks = round_ticks(max((y for line in self._lines for _, y in line.points), default=0.0))
        axes = Axes(self._theme, self.locale(), self._frame(self._legend_height()), y_ticks)
        end = max((x for x, _ in self._labels), default=0.0) if self._labels else self._x_ticks()[-1]
        return axes, axes.area.width() / (end or 1.0)

    def _pen(self, line: Line) -> QPen:
        pen = QPen(self._theme.color(line.tone), max(2, self._theme.px(2)))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if line.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _draw_legend(self, painter: QPainter, left: float) -> None:
        metrics = QFontMetricsF(self._theme.font("small"))
        painter.setFont(self._theme.font("small"))
        em, height = metrics.height(), self._legend_height()
        for line in self._lines:
            painter.setPen(self._pen(line))
            painter.drawLine(QPointF(left, height / 2), QPointF(left + em * 1.6, height / 2))
            painter.setPen(self._theme.color("secondary"))
            width = metrics.horizontalAdvance(line.label)
            painter.drawText(QRectF(left + em * 2, 0, width + 2, height), Qt.AlignmentFlag.AlignVCenter, line.label)
            left += em * 3 + width


def _whole(ticks: list[float], bars: Sequence[Bar]) -> list[float]:
    """Ticks without halves when all bars are whole numbers: nobody has half a card due."""
    if ticks[1] < 1 and all(float(bar.value).is_integer() for bar in bars):
        return [float(tick) for tick in range(int(ticks[-1] + 0.999) + 1)]
    return ticks

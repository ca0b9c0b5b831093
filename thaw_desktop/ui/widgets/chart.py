"""Plots: bars and lines, drawn by hand in under a millisecond."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QHelpEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip

from thaw_desktop.ui.widgets.axes import Axes, round_ticks
from thaw_desktop.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme


@dataclass(frozen=True)
class Bar:
    """One bar of a chart.

    Attributes:
        value: its height; what is negative counts as 0.
        label: a word under it, may be empty.
        description: what it says in words, for hover and screen readers: "24 November: 18 cards".
    """

    value: float
    label: str
    description: str


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


class _Plot(PaintedWidget):
    """A plot of a size that goes with the text."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """Twelve lines of small text high."""
        metrics = QFontMetricsF(self._theme.font("small"))
        return QSize(round(metrics.averageCharWidth() * 52), round(metrics.height() * 11))

    def minimumSizeHint(self) -> QSize:
        """Half of that."""
        return self.sizeHint() * 0.5


class BarChart(_Plot):
    """Bars over an axis; hover or the arrow keys tell each one in words."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._bars: list[Bar] = []
        self._current = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Draw these bars, from left to right."""
        self._bars = list(bars)
        self._current = -1
        self._tell("; ".join(bar.description for bar in self._bars))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw lines, bars and labels."""
        painter = self._painter()
        axes = self._axes()
        axes.draw_lines(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        for index, bar in enumerate(self._bars):
            painter.setBrush(self._theme.color("warm" if index == self._current else "primary"))
            painter.drawRoundedRect(self._rect_of(axes, index, bar.value), 2, 2)
        labels = [(self._slot(axes, index).center().x(), bar.label) for index, bar in enumerate(self._bars)]
        axes.draw_labels(painter, labels)
        self._draw_focus(painter)

    def event(self, event: QEvent) -> bool:
        """Say in words what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self._index_at(event.pos().x())
            QToolTip.showText(event.globalPos(), self._bars[index].description if index >= 0 else "", self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from bar to bar with the arrow keys, Home and End."""
        steps = {
            Qt.Key.Key_Left: max(0, self._current - 1),
            Qt.Key.Key_Right: min(len(self._bars) - 1, self._current + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: len(self._bars) - 1,
        }
        target = steps.get(Qt.Key(event.key()))
        if target is None or not self._bars:
            super().keyPressEvent(event)
            return
        self._current = target
        self._tell(self._bars[target].description)
        axes = self._axes()
        above = self._rect_of(axes, target, self._bars[target].value).topLeft().toPoint()
        QToolTip.showText(self.mapToGlobal(above - QPoint(0, self.fontMetrics().height() * 2)), self._told(), self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the bar that was told."""
        super().focusOutEvent(event)
        self._current = -1
        self._tell("; ".join(bar.description for bar in self._bars))
        self.update()

    def _told(self) -> str:
        return self._bars[self._current].description

    def _axes(self) -> Axes:
        ticks = round_ticks(max((bar.value for bar in self._bars), default=0.0))
        return Axes(self._theme, self.locale(), QRectF(self.rect()), _whole(ticks, self._bars))

    def _slot(self, axes: Axes, index: int) -> QRectF:
        width = axes.area.width() / max(1, len(self._bars))
        return QRectF(axes.area.left() + width * index, axes.area.top(), width, axes.area.height())

    def _rect_of(self, axes: Axes, index: int, value: float) -> QRectF:
        slot = self._slot(axes, index)
        # Few bars stay slender; many stay apart.
        width = min(slot.width() * 0.75, self.fontMetrics().height() * 2.2)
        top = axes.height_of(max(0.0, value))
        return QRectF(slot.center().x() - width / 2, top, width, axes.area.bottom() - top)

    def _index_at(self, x: float) -> int:
        axes = self._axes()
        if not self._bars or not axes.area.left() <= x < axes.area.right():
            return -1
        return min(len(self._bars) - 1, int((x - axes.area.left()) / axes.area.width() * len(self._bars)))


class LineChart(_Plot):
    """Lines over two axes, such as words over minutes."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._lines: list[Line] = []

    def show_lines(self, lines: Sequence[Line], description: str) -> None:
        """Draw these lines.

        Args:
            lines: what to draw.
            description: what the picture says, in a sentence or two, for hover and screen readers.
        """
        self._lines = list(lines)
        self._tell(description)
        self.setToolTip(description)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw the axes, the lines, and their names above."""
        painter = self._painter()
        legend = QFontMetricsF(self._theme.font("small")).height() * 1.4
        x_ticks = round_ticks(max((x for line in self._lines for x, _ in line.points), default=0.0), 5)
        y_ticks = round_ticks(max((y for line in self._lines for _, y in line.points), default=0.0))
        axes = Axes(self._theme, self.locale(), QRectF(self.rect()).adjusted(0, legend, 0, 0), y_ticks)
        axes.draw_lines(painter)
        across = axes.area.width() / x_ticks[-1]
        axes.draw_labels(
            painter, [(axes.area.left() + tick * across, self.locale().toString(tick, "g", 6)) for tick in x_ticks]
        )
        for line in self._lines:
            painter.setPen(self._pen(line))
            points = [QPointF(axes.area.left() + x * across, axes.height_of(y)) for x, y in line.points]
            painter.drawPolyline(QPolygonF(points))
        self._draw_legend(painter, axes.area.left(), legend)

    def _pen(self, line: Line) -> QPen:
        pen = QPen(self._theme.color(line.tone), max(2, self._theme.px(2)))
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        if line.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        return pen

    def _draw_legend(self, painter: QPainter, left: float, height: float) -> None:
        metrics = QFontMetricsF(self._theme.font("small"))
        painter.setFont(self._theme.font("small"))
        em = metrics.height()
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

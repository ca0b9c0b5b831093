"""Axes of plots: round numbers at the left, faint lines, labels underneath that never run into each other."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QLocale
    from PySide6.QtGui import QPainter

    from thaw_desktop.ui.theme import Theme


def round_ticks(maximum: float, most: int = 4) -> list[float]:
    """Round numbers from 0 up to the first that is not below `maximum`, 1, 2 or 5 times a power of ten apart.

    Args:
        maximum: the largest value shown; 1 is taken for what is not a positive number.
        most: how many steps there may be.
    """
    if not math.isfinite(maximum) or maximum <= 0:
        maximum = 1.0
    rough = maximum / most
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
    return [step * index for index in range(math.ceil(maximum / step - 1e-9) + 1)]


class Axes:
    """The frame of one plot: where its area lies, and what is drawn around it."""

    def __init__(self, theme: Theme, locale: QLocale, size: QRectF, ticks: Sequence[float]) -> None:
        """Reckon the area from the sizes of the labels.

        Args:
            theme: colours and fonts.
            locale: how numbers are written.
            size: the whole widget.
            ticks: the numbers at the left, from 0 up.
        """
        self._theme = theme
        self._font = theme.font("small")
        self._metrics = QFontMetricsF(self._font)
        decimals = max(0, -math.floor(math.log10(ticks[1]) + 1e-9))
        self._ticks = [(tick, locale.toString(float(tick), "f", decimals)) for tick in ticks]
        gap = self._metrics.averageCharWidth()
        left = max(self._metrics.horizontalAdvance(text) for _, text in self._ticks) + gap
        line = self._metrics.height()
        self._left = size.left()
        self.area = size.adjusted(left, line / 2, -1, -line * 1.3)

    def height_of(self, value: float) -> float:
        """Where a value lies, as a vertical coordinate of the widget."""
        return self.area.bottom() - self.area.height() * value / self._ticks[-1][0]

    def draw_lines(self, painter: QPainter) -> None:
        """Draw the faint lines and their numbers."""
        painter.setFont(self._font)
        half = self._metrics.height() / 2
        for value, text in self._ticks:
            y = round(self.height_of(value)) + 0.5
            painter.setPen(QPen(self._theme.color("line"), 1))
            painter.drawLine(QPointF(self.area.left(), y), QPointF(self.area.right(), y))
            painter.setPen(self._theme.color("secondary"))
            right = self.area.left() - self._metrics.averageCharWidth()
            room = QRectF(self._left, y - half, right - self._left, half * 2)
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)

    def draw_labels(self, painter: QPainter, labels: Sequence[tuple[float, str]]) -> None:
        """Draw labels (horizontal place, text) under the area: all, or every second, third … when they would touch."""
        painter.setFont(self._font)
        painter.setPen(self._theme.color("secondary"))
        placed = [self._placed(place, text) for place, text in labels if text]
        for left, _, text in _apart(placed, self._metrics.averageCharWidth()):
            painter.drawText(QPointF(left, self.area.bottom() + self._metrics.height() * 1.1), text)

    def _placed(self, place: float, text: str) -> tuple[float, float, str]:
        """The left end, the right end and the text of a label that is kept inside the widget."""
        width = self._metrics.horizontalAdvance(text)
        left = max(self._left, min(place - width / 2, self.area.right() - width))
        return left, left + width, text


def _apart(placed: list[tuple[float, float, str]], gap: float) -> list[tuple[float, float, str]]:
    """Every n-th of the labels, with the smallest n that keeps them `gap` apart."""
    for stride in range(1, len(placed) + 1):
        chosen = placed[::stride]
        if all(following[0] - label[1] >= gap for label, following in pairwise(chosen)):
            return chosen
    return []

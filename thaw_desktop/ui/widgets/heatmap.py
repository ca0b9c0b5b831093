"""A calendar of the last weeks, a square a day, darker for more."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy

from thaw_desktop.ui.theme.stylesheet import mix
from thaw_desktop.ui.widgets.plot import Plot, Values

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

LEVELS = 4
_STEPS = {Qt.Key.Key_Left: -7, Qt.Key.Key_Right: 7, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


@dataclass(frozen=True)
class _Grid:
    """Where days lie: columns of weeks under a head with the months."""

    first: date
    cell: float
    head: float

    def square(self, number: int) -> QRectF:
        """The square of the day that is `number` days after the first."""
        column, row = divmod(number, 7)
        gap = max(2.0, self.cell * 0.18)
        side = self.cell - gap
        return QRectF(column * self.cell + gap / 2, self.head + row * self.cell + gap / 2, side, side)

    def number_at(self, place: QPointF, weeks: int) -> int | None:
        """The number of the day at a place of the widget."""
        column, row = int(place.x() // self.cell), int((place.y() - self.head) // self.cell)
        return column * 7 + row if 0 <= column < weeks and 0 <= row < 7 else None


class Heatmap(Plot):
    """Weeks as columns, Monday at the top; the arrow keys walk from day to day.

    Signals:
        day_chosen: a day (`date`) was clicked, or Return was pressed on it.
    """

    day_chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, weeks: int = 26, parent: QWidget | None = None) -> None:
        """Make an empty calendar.

        Args:
            theme: colours and fonts.
            name: what a screen reader calls it.
            weeks: how many columns; the last is the present week.
            parent: the owner.
        """
        super().__init__(theme, name, parent)
        self._weeks = weeks
        self._by_day: dict[date, float] = {}
        self._until = date.min + timedelta(weeks=weeks)
        self._describe: Callable[[date, float], str] = _plain
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def show_days(self, values: Mapping[date, float], until: date, describe: Callable[[date, float], str]) -> None:
        """Show the weeks up to a day.

        Args:
            values: how much was done, by day; days that are missing count as 0.
            until: the last day shown, usually today.
            describe: says a day and its value in words, for hover and screen readers.
        """
        self._until, self._describe = until, describe
        self._by_day = {day: value for day, value in values.items() if self._first() <= day <= until}
        self.show_whole(self._summary())

    def sizeHint(self) -> QSize:
        """Squares a little smaller than a line of text, with the months above."""
        cell = self._largest_cell()
        return QSize(math.ceil(cell * self._weeks), math.ceil(cell * 8.25))

    def minimumSizeHint(self) -> QSize:
        """Squares half as large; the height stays, for the width may come back."""
        hint = self.sizeHint()
        return QSize(hint.width() // 2, hint.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw months, days, and the cursor."""
        painter = self._painter()
        grid = self._grid()
        self._draw_months(painter, grid)
        self._draw_days(painter, grid)
        if self._current >= 0 and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("text"), 2))
            painter.drawRect(grid.square(self._current))
        self._draw_focus(painter)

    def places(self) -> int:
        """A place a day."""
        return (self._until - self._first()).days + 1

    def words_at(self, place: int) -> str:
        """What was done on a day."""
        return self._words(self._first() + timedelta(days=place))

    def place_under(self, point: QPointF) -> int:
        """The day at a point."""
        day = self._day_at(point)
        return -1 if day is None else (day - self._first()).days

    def corner_of(self, place: int) -> QPoint:
        """Below the square of a day, which the words would hide."""
        line = self.fontMetrics().height()
        return self._grid().square(place).bottomLeft().toPoint() + QPoint(0, line * 5 // 2)

    def values(self) -> Values:
        """Every day with what was done on it."""
        days = [self._first() + timedelta(days=place) for place in range(self.places())]
        rows = [(day.isoformat(), round(self._by_day.get(day, 0.0), 1), self._words(day)) for day in days]
        return Values((self.tr("Day"), self.accessibleName(), ""), rows)

    def place_after(self, key: Qt.Key) -> int | None:
        """Walk with the arrows, to the ends with Home and End; from nowhere to today."""
        last = self.places() - 1
        if key in _STEPS:
            start = self._current if self._current >= 0 else last - _STEPS[key]
            return min(last, max(0, start + _STEPS[key]))
        return super().place_after(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Choose a day with Return."""
        chosen = Qt.Key(event.key()) in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
        if chosen and self._current >= 0:
            self.day_chosen.emit(self._first() + timedelta(days=self._current))
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Choose the day that is clicked."""
        day = self._day_at(event.position())
        if day is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = (day - self._first()).days
            self._tell(self._words(day))
            self.update()
            self.day_chosen.emit(day)

    def _words(self, day: date) -> str:
        return self._describe(day, self._by_day.get(day, 0.0))

    def _summary(self) -> str:
        active = {day: value for day, value in self._by_day.items() if value > 0}
        if not active:
            return self.tr("Nothing in the last {weeks} weeks.").format(weeks=self._weeks)
        best = max(active, key=lambda day: (active[day], day))
        return self.tr("Active on {days} days of the last {weeks} weeks. Most: {best}.").format(
            days=len(active), weeks=self._weeks, best=self._words(best)
        )

    def _first(self) -> date:
        """The Monday of the first column."""
        return self._until - timedelta(days=self._until.weekday() + 7 * (self._weeks - 1))

    def _largest_cell(self) -> float:
        return QFontMetricsF(self._theme.font("small")).height()

    def _grid(self) -> _Grid:
        largest = self._largest_cell()
        return _Grid(self._first(), min(largest, self.width() / self._weeks), largest * 1.25)

    def _day_at(self, place: QPointF) -> date | None:
        number = self._grid().number_at(place, self._weeks)
        day = None if number is None else self._first() + timedelta(days=number)
        return day if day is not None and day <= self._until else None

    def _draw_days(self, painter: QPainter, grid: _Grid) -> None:
        peak = max(self._by_day.values(), default=0.0)
        levels = [QPainterPath() for _ in range(LEVELS + 1)]
        worth = {(day - grid.first).days: value for day, value in self._by_day.items()}
        for number in range((self._until - grid.first).days + 1):
            square = grid.square(number)
            levels[_level(worth.get(number, 0.0), peak)].addRoundedRect(square, grid.cell / 6, grid.cell / 6)
        for path, shade in zip(levels, self._shades(), strict=True):
            painter.fillPath(path, shade)

    def _shades(self) -> list[QColor]:
        tokens = self._theme.tokens
        empty = mix(tokens.surface, tokens.track, 0.6)
        return [QColor(empty), *(QColor(mix(empty, tokens.primary, level / LEVELS)) for level in range(1, LEVELS + 1))]

    def _draw_months(self, painter: QPainter, grid: _Grid) -> None:
        font = self._theme.font("small")
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._theme.color("secondary"))
        free_from = 0.0
        for column in range(self._weeks):
            monday = grid.first + timedelta(weeks=column)
            left = column * grid.cell
            # A month is named over the first column that begins in its first week.
            if monday.day > 7 or left < free_from:
                continue
            name = self.locale().standaloneMonthName(monday.month, QLocale.FormatType.ShortFormat)
            width = metrics.horizontalAdvance(name)
            if left + width <= self.width():
                painter.drawText(QPointF(left + grid.cell * 0.09, metrics.ascent()), name)
                free_from = left + width + metrics.averageCharWidth()


def _level(value: float, peak: float) -> int:
    """0 for nothing, else 1 to `LEVELS` in equal steps up to the peak."""
    return min(LEVELS, math.ceil(value / peak * LEVELS)) if value > 0 and peak > 0 else 0


def _plain(day: date, value: float) -> str:
    return f"{day.isoformat()}: {value:g}"

"""Draws the part of a timeline that is seen: its scale, bars, marks and words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen, QPixmap

from thaw_desktop.notes.timeline import date_of, ticks
from thaw_desktop.ui.notes.dates import written, written_year
from thaw_desktop.ui.notes.timeline_marks import mark_colour, mark_pixmap
from thaw_desktop.ui.theme.stylesheet import mix
from thaw_desktop.ui.widgets import is_beyond

if TYPE_CHECKING:
    from thaw_desktop.notes.timeline import Tick
    from thaw_desktop.notes.timeline_layout import Entry, TimelineLayout
    from thaw_desktop.ui.theme import Theme

LONGEST_WORDS = 320
"""Pixels at 100 % that the words of an event are taken to need at most."""
_MOST_LEVELS, _MOST_ROWS = 4, 14


@dataclass(frozen=True, slots=True)
class Zones:
    """Heights from the top of the view, in pixels.

    Attributes:
        axis: of the words of the scale.
        bar: of one bar.
        bar_step: from one bar to the next.
        lanes: how many lanes of bars are told apart.
        mark: width and height of a mark.
        levels: how many marks stand one on the other.
        foot: where the lowest marks stand.
        line: of a line of words.
        rows: how many rows of words there are.
    """

    axis: int
    bar: int
    bar_step: int
    lanes: int
    mark: int
    levels: int
    foot: int
    line: int
    rows: int

    def bar_top(self, lane: int) -> int:
        """Where a bar begins; lanes for which there is no room share the last."""
        return self.axis + min(lane, self.lanes - 1) * self.bar_step

    def mark_middle(self, level: int) -> float:
        """Where the middle of a mark is."""
        return self.foot - self.mark / 2 - level * (self.mark + 1)

    def row_top(self, row: int) -> int:
        """Where a row of words begins."""
        return self.foot + self.line // 3 + row * self.line


def zones_of(theme: Theme, height: int, lanes: int) -> Zones:
    """Share out the height of a view among scale, bars, marks and words."""
    px = theme.px
    line = round(QFontMetricsF(theme.font("small")).height()) + px(2)
    axis, gap = line + px(8), px(3)
    rest = max(0, height - axis - px(6))
    bar = line + px(4)
    if lanes * (bar + gap) > rest * 0.42:
        bar = max(4, int(rest * 0.42 / max(1, lanes)) - gap)
    shown = min(lanes, max(1, int(rest * 0.42 / (bar + gap)))) if lanes else 0
    rest -= shown * (bar + gap)
    mark = px(13) | 1  # odd, so that its middle is a pixel
    levels = min(_MOST_LEVELS, max(1, int(rest * 0.45 / (mark + 1))))
    foot = axis + shown * (bar + gap) + levels * (mark + 1) + px(3)
    rows = min(_MOST_ROWS, max(0, (height - foot - line // 3 - px(2)) // line))
    return Zones(axis, bar, bar + gap, max(1, shown), mark, levels, foot, line, rows)


@dataclass(frozen=True, slots=True)
class Frame:
    """What one frame is drawn from.

    Attributes:
        painter: draws on the view.
        layout: where things are.
        zones: the heights.
        left: pixels of the whole that lie to the left of the view.
        width: of the view.
        height: of the view.
    """

    painter: QPainter
    layout: TimelineLayout
    zones: Zones
    left: int
    width: int
    height: int


class TimelineDrawing:
    """Draws one layout; what can be kept from one frame to the next is kept."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pixmaps: dict[tuple[int, bool], QPixmap] = {}
        self._kept_for: tuple[str, int, float] = ("", 0, 0.0)

    def font(self, entry: Entry) -> QFont:
        """The font of an entry's words: slanted for what goes beyond the notes."""
        font = self._theme.font("small")
        font.setItalic(is_beyond(entry.event.tags))
        return font

    def draw(self, frame: Frame) -> None:
        """Draw all but the ring of the focus."""
        self._draw_scale(frame)
        self._draw_bars(frame)
        self._draw_words(frame)
        self._draw_marks(frame)

    def _draw_scale(self, frame: Frame) -> None:
        """A line and a date for each tick; the year, or the month, always stands at the left."""
        painter, layout, left, px = frame.painter, frame.layout, frame.left, self._theme.px
        painter.setFont(self._theme.font("small"))
        metrics = QFontMetricsF(painter.font())
        room = metrics.horizontalAdvance("00 MMM 0000") + px(10)
        year_room = metrics.horizontalAdvance("0000") + px(24)
        first, last = layout.day_at(left), layout.day_at(left + frame.width)
        found = ticks(first, last, layout.room.per_day, room, year_room)
        text, quiet, line = (self._theme.color(name) for name in ("text", "secondary", "line"))
        base, foot = metrics.ascent() + px(3), frame.zones.axis - px(5)
        free_from = 0.0
        if not found or found[0].unit != "year":
            where = self._where(first, found)
            painter.setPen(text)
            painter.drawText(QPointF(px(6), base), where)
            free_from = px(6) + metrics.horizontalAdvance(where) + px(8)
        for tick in found:
            x = round(layout.x_of(tick.day)) - left
            painter.setPen(QPen(line, 1))
            painter.drawLine(x, foot, x, frame.height)
            if x + px(4) >= free_from:
                painter.setPen(text if tick.unit == "year" else quiet)
                painter.drawText(QPointF(x + px(4), base), self._tick_words(tick))
        painter.setPen(QPen(line, 1))
        painter.drawLine(0, foot, frame.width, foot)

    @staticmethod
    def _where(day: float, found: list[Tick]) -> str:
        year, month, _ = date_of(int(day // 1))
        by_day = any(tick.unit == "day" for tick in found) or not found
        return written((year, month)) if by_day else written_year(year)

    @staticmethod
    def _tick_words(tick: Tick) -> str:
        if tick.unit == "year":
            return written_year(tick.date[0])
        return written(tick.date[: 2 if tick.unit == "month" else 3], with_year=False)

    def _draw_bars(self, frame: Frame) -> None:
        """The periods: paler as far as their ends are uncertain, with their words inside or after them."""
        layout, left = frame.layout, frame.left
        for number in layout.bars_between(left, left + frame.width):
            entry = layout.found.entries[layout.shown.bars[number]]
            begin, until = layout.x_of(entry.extent.first) - left, layout.x_of(entry.extent.end) - left
            top = frame.zones.bar_top(entry.lane) + 0.5
            shape = QRectF(begin + 0.5, top, max(3.0, until - begin - 1), frame.zones.bar - 1)
            self._draw_bar(frame, entry, shape)
            room = min(layout.x_of(layout.shown.bar_room[number]) - left, float(frame.width))
            self._draw_bar_words(frame, entry, shape, room)

    def _draw_bar(self, frame: Frame, entry: Entry, shape: QRectF) -> None:
        painter, colour, extent = frame.painter, mark_colour(self._theme, entry.category), entry.extent
        pale, full = (QColor(mix(self._theme.tokens.surface, colour.name(), share)) for share in (0.1, 0.3))
        painter.fillRect(shape, pale)
        sure = QRectF(shape)
        if extent.precision != "day":
            sure.setLeft(frame.layout.x_of(extent.begun) - frame.left)
            sure.setRight(frame.layout.x_of(extent.ending) - frame.left)
        if sure.width() > 0:
            painter.fillRect(sure.intersected(shape), full)
        edge = Qt.PenStyle.DashLine if is_beyond(entry.event.tags) else Qt.PenStyle.SolidLine
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(colour, 1.2, edge))
        painter.drawRect(shape)

    def _draw_bar_words(self, frame: Frame, entry: Entry, shape: QRectF, until: float) -> None:
        font = self.font(entry)
        metrics = QFontMetricsF(font)
        if metrics.height() > frame.zones.bar:
            return
        edge = self._theme.px(6)
        begin = max(shape.left(), 0.0) + edge  # words stay in view as long as some of the bar does
        room = until - begin - edge
        if room < metrics.averageCharWidth() * 4:
            return
        frame.painter.setFont(font)
        frame.painter.setPen(self._theme.color("text"))
        words = metrics.elidedText(entry.event.title, Qt.TextElideMode.ElideRight, room)
        base = shape.center().y() + (metrics.ascent() - metrics.descent()) / 2
        frame.painter.drawText(QPointF(begin, base), words)

    def _draw_words(self, frame: Frame) -> None:
        """The words that have room, each with a line up to its mark."""
        painter, layout, zones, left = frame.painter, frame.layout, frame.zones, frame.left
        metrics = QFontMetricsF(self._theme.font("small"))
        # Words of what stands to the left of the view reach into it.
        named = layout.named_between(left - self._theme.px(LONGEST_WORDS), left + frame.width)
        painter.setPen(QPen(self._theme.color("control"), 1))
        for number in named:
            x = round(layout.at(number)) - left
            foot = zones.row_top(layout.row[number]) + round(metrics.ascent())
            painter.drawLine(x, round(zones.mark_middle(layout.level[number])), x, foot)
        painter.setPen(self._theme.color("text"))
        for number in named:
            entry = layout.found.entries[layout.shown.marks[number]]
            painter.setFont(self.font(entry))
            x = round(layout.at(number)) - left + self._theme.px(4)
            painter.drawText(QPointF(x, zones.row_top(layout.row[number]) + metrics.ascent()), entry.event.title)

    def _draw_marks(self, frame: Frame) -> None:
        ratio = frame.painter.device().devicePixelRatio()
        layout, zones, half = frame.layout, frame.zones, frame.zones.mark / 2
        key = (self._theme.tokens.name, zones.mark, ratio)
        if key != self._kept_for:
            self._pixmaps, self._kept_for = {}, key
        entries, marks = layout.found.entries, layout.shown.marks
        for number in layout.seen_between(frame.left, frame.left + frame.width):
            entry = entries[marks[number]]
            x, middle = layout.at(number) - frame.left, zones.mark_middle(layout.level[number])
            if (entry.extent.end - entry.place) * layout.room.per_day > zones.mark * 0.7:
                self._draw_span(frame, entry, middle)
            kind = (entry.category, is_beyond(entry.event.tags))
            if kind not in self._pixmaps:
                self._pixmaps[kind] = mark_pixmap(self._theme, entry.category, zones.mark, ratio, hollow=kind[1])
            frame.painter.drawPixmap(round(x - half), round(middle - half), self._pixmaps[kind])

    def _draw_span(self, frame: Frame, entry: Entry, middle: float) -> None:
        """A line as long as the event lasted, and thin between two ends as far as its date is uncertain."""
        colour, end = mark_colour(self._theme, entry.category), self._theme.px(4)
        painter, layout, left, extent = frame.painter, frame.layout, frame.left, entry.extent
        begin, until = layout.x_of(extent.first) - left, layout.x_of(extent.end) - left - 1
        painter.setPen(QPen(colour, 1))
        painter.drawLine(QPointF(begin, middle), QPointF(until, middle))
        if extent.precision != "day":
            for x in (begin, until):
                painter.drawLine(QPointF(x, middle - end), QPointF(x, middle + end))
        lasted_from, lasted_until = layout.x_of(entry.place) - left, layout.x_of(extent.ending) - left
        if entry.event.start != entry.event.end and lasted_until > lasted_from:
            painter.setPen(QPen(colour, self._theme.px(3)))
            painter.drawLine(QPointF(lasted_from, middle), QPointF(lasted_until, middle))

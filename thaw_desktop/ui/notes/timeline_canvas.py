"""The timeline laid out and drawn at a zoom, without the hands that move it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QSizePolicy, QWidget

from thaw_desktop.notes.timeline_layout import Room, Shown, TimelineEntries, TimelineLayout
from thaw_desktop.ui.notes.timeline_card import TimelineCard
from thaw_desktop.ui.notes.timeline_drawing import LONGEST_WORDS, Frame, TimelineDrawing, zones_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from thaw_desktop.content.model import TimelineEvent
    from thaw_desktop.notes.timeline_layout import Entry
    from thaw_desktop.ui.theme import Theme

ZOOM_STEP = 1.3
_LONGEST_DAY = 60
"""Pixels for a day at the largest zoom, at 100 %."""


class TimelineCanvas(QAbstractScrollArea):
    """Events as marks, periods as bars, and as many words as there is room for; time runs to the right, to scale.

    Signals:
        zoomed: it is shown larger or smaller than before.

    Attributes:
        card: tells of the event under the pointer, or of the one that the keyboard is at.
    """

    zoomed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._found = TimelineEntries([])
        self._shown = Shown(self._found, frozenset())
        self._sections: Mapping[str, str] = {}
        self._hidden: frozenset[int] = frozenset()
        self._per_day = 0.0  # 0 for as small as all of it fits
        self._layout: TimelineLayout | None = None
        self._widths: dict[str, float] = {}
        self._current: int | None = None  # the entry that the keyboard is at
        self._hovered: int | None = None
        self._drawing = TimelineDrawing(theme)
        self._zones = zones_of(theme, 0, 0)
        self.card = TimelineCard(theme, self.viewport())
        self.setProperty("role", "card")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.viewport().setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        theme.changed.connect(self._follow_theme)

    # What is shown

    def show_events(self, events: Sequence[TimelineEvent], sections: Mapping[str, str]) -> None:
        """Show the whole of a pack's timeline.

        Args:
            events: all of them.
            sections: id → title of the sections that can be opened.
        """
        self._found, self._sections = TimelineEntries(events), sections
        self._hidden, self._per_day = frozenset(), 0.0
        self._shown = Shown(self._found, self._hidden)
        self._current = self._hovered = None
        self._widths = {}
        self.card.hide()
        self._lay_out_anew()

    @property
    def categories(self) -> list[str]:
        """The names of the categories, in the order of their numbers."""
        return self._found.categories

    def show_categories(self, hidden: frozenset[int]) -> None:
        """Leave out some categories, by their numbers."""
        if hidden == self._hidden:
            return
        self._hidden, self._shown = hidden, Shown(self._found, hidden)
        if self._current is not None and self._found.entries[self._current].category in hidden:
            self._current = None
            self.card.hide()
        self._lay_out_anew()

    def current_event(self) -> str:
        """The id of the event that the keyboard is at; empty for none."""
        return self._found.entries[self._current].event.id if self._current is not None else ""

    def sizeHint(self) -> QSize:
        """Room for a few rows of words."""
        return QSize(self._theme.px(400), self._theme.px(300))

    def minimumSizeHint(self) -> QSize:
        """Room for a scale, bars and marks."""
        return QSize(self._theme.px(120), self._theme.px(120))

    # Zoom and place

    @property
    def can_zoom_in(self) -> bool:
        """Whether it can be shown larger."""
        return bool(self._found.entries) and self._scale() < self._theme.px(_LONGEST_DAY)

    @property
    def can_zoom_out(self) -> bool:
        """Whether it is larger than it would just fit."""
        return bool(self._per_day)

    @Slot()
    def zoom_in(self) -> None:
        """Show it larger, about the event that the keyboard is at or the middle."""
        self._zoom_by(ZOOM_STEP)

    @Slot()
    def zoom_out(self) -> None:
        """Show it smaller."""
        self._zoom_by(1 / ZOOM_STEP)

    @Slot()
    def fit(self) -> None:
        """Show the whole."""
        self._per_day = 0.0
        self._lay_out_anew()
        self.zoomed.emit()

    def _zoom_by(self, factor: float, at: float | None = None) -> None:
        """Zoom with one place staying where it is: that of the event the keyboard is at, unless another is given."""
        layout, left = self._laid_out(), self.horizontalScrollBar().value()
        if at is None:
            at = self.viewport().width() / 2
            if self._current is not None:
                x = layout.x_of(self._found.entries[self._current].place) - left
                at = x if 0 <= x <= self.viewport().width() else at
        day, fitted = layout.day_at(left + at), self._fitting()
        wanted = min(self._scale() * factor, float(self._theme.px(_LONGEST_DAY)))
        self._per_day = wanted if wanted > fitted * 1.01 else 0.0
        self._lay_out_anew()
        self.horizontalScrollBar().setValue(round(self._laid_out().x_of(day) - at))
        self._place_card()
        self.zoomed.emit()

    def _margins(self) -> tuple[int, int]:
        """Pixels before the first day and after the last, where the words of the last events have room."""
        last = [self._width_of(entry) for entry in self._found.entries[-8:] if not entry.event.period]
        return self._theme.px(24), round(min(max(last, default=0.0) + self._theme.px(12), self.viewport().width() / 3))

    def _fitting(self) -> float:
        """Pixels for a day when all of it is seen."""
        days = max(1, self._found.last - self._found.first)
        fitting = max(1, self.viewport().width() - sum(self._margins())) / days
        return min(fitting, float(self._theme.px(_LONGEST_DAY)))

    def _scale(self) -> float:
        return self._per_day or self._fitting()

    def _lay_out_anew(self) -> None:
        self._layout = None
        self._laid_out()
        self._place_card()
        self.viewport().update()

    def _laid_out(self) -> TimelineLayout:
        if self._layout is not None:
            return self._layout
        width, px = self.viewport().width(), self._theme.px
        zones = self._zones = zones_of(self._theme, self.viewport().height(), self._found.lanes)
        before, after = self._margins()
        room = Room(self._scale(), before, zones.mark, zones.levels, zones.rows, px(10))
        made = self._layout = TimelineLayout(self._found, self._shown, room)
        made.name_marks(self._width_of, px(20))
        bar = self.horizontalScrollBar()
        bar.setPageStep(width)
        bar.setSingleStep(px(60))
        bar.setRange(0, max(0, round(made.x_of(self._found.last) + after) - width))
        return made

    def _width_of(self, entry: Entry) -> float:
        found = self._widths.get(entry.event.id)
        if found is None:
            found = QFontMetricsF(self._drawing.font(entry)).horizontalAdvance(entry.event.title) + self._theme.px(4)
            self._widths[entry.event.id] = found
        return found

    # Drawing

    def _box_of(self, number: int) -> QRect:
        """Where the mark or the bar of an entry is in the view."""
        layout = self._laid_out()
        zones, left = self._zones, self.horizontalScrollBar().value()
        entry = self._found.entries[number]
        if entry.event.period:
            begin, until = layout.x_of(entry.extent.first) - left, layout.x_of(entry.extent.end) - left
            # Of a long bar, the part that is seen.
            begin, until = max(begin, -4.0), min(until, self.viewport().width() + 4.0)
            return QRect(round(begin), zones.bar_top(entry.lane), max(4, round(until - begin)), zones.bar)
        at = layout.shown.marks.index(number)
        middle = QPoint(round(layout.at(at) - left), round(zones.mark_middle(layout.level[at])))
        return QRect(middle - QPoint(zones.mark // 2, zones.mark // 2), QSize(zones.mark, zones.mark))

    def _entry_at(self, place: QPointF) -> int | None:
        """The entry whose mark, bar or words are at a place of the view."""
        layout = self._laid_out()
        zones, x = self._zones, place.x() + self.horizontalScrollBar().value()
        marks, half = layout.shown.marks, zones.mark / 2 + 2
        for number in reversed(layout.marks_between(x - half, x + half)):
            beside = abs(layout.at(number) - x) <= half
            if beside and abs(zones.mark_middle(layout.level[number]) - place.y()) <= half:
                return marks[number]
        for number in layout.named_between(x - self._theme.px(LONGEST_WORDS), x):
            under = 0 <= place.y() - zones.row_top(layout.row[number]) < zones.line
            if under and x <= layout.at(number) + self._width_of(self._found.entries[marks[number]]):
                return marks[number]
        for number in layout.bars_between(x, x):
            lane = self._found.entries[layout.shown.bars[number]].lane
            if 0 <= place.y() - zones.bar_top(lane) < zones.bar:
                return layout.shown.bars[number]
        return None

    @Slot()
    def _place_card(self) -> None:
        number = self._hovered
        if number is None and self.hasFocus():
            number = self._current
        if number is None or not self._found.entries:
            self.card.hide()
            return
        box, event = self._box_of(number), self._found.entries[number].event
        if not self.viewport().rect().intersects(box):
            self.card.hide()
            return
        if box.width() > self._theme.px(60):  # beside the beginning of a long bar, and below it
            box.setRight(box.left() + self._theme.px(20))
        self.card.show_event(event, self._sections.get(event.section, ""), box)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what is seen."""
        layout = self._laid_out()
        zones, left = self._zones, self.horizontalScrollBar().value()
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        size = self.viewport().size()
        self._drawing.draw(Frame(painter, layout, zones, left, size.width(), size.height()))
        for number, pen in ((self._hovered, 1), (self._current if self.hasFocus() else None, 2)):
            if number is not None:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.color("text"), pen))
                painter.drawRoundedRect(QRectF(self._box_of(number)).adjusted(-2.5, -2.5, 2.5, 2.5), 4, 4)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("primary"), 2))
            radius = self._theme.px(8)
            painter.drawRoundedRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1), radius, radius)
        painter.end()

    def scrollContentsBy(self, _dx: int, _dy: int) -> None:
        """Draw anew: words at the left edge stay in view, so nothing moves as a whole."""
        self._place_card()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the day at the left where it is, or all of it in view."""
        day = self._layout.day_at(self.horizontalScrollBar().value()) if self._layout is not None else None
        super().resizeEvent(event)
        self._lay_out_anew()
        if day is not None and self._per_day:
            self.horizontalScrollBar().setValue(round(self._laid_out().x_of(day)))

    @Slot()
    def _follow_theme(self) -> None:
        self._widths = {}
        self.updateGeometry()
        self._lay_out_anew()

"""The time of a finished attempt: how the essay grew as a plot, and the record in words."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thaw_desktop.practice.page import count_words
from thaw_desktop.ui.practice.record_words import duration, record_lines
from thaw_desktop.ui.widgets import Line, LineChart, ReadingView
from thaw_desktop.ui.words import minutes, number, written

if TYPE_CHECKING:
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.practice.marking import FinishedAttempt
    from thaw_desktop.practice.pace import Pace
    from thaw_desktop.ui.theme import Theme

_MOST_STALLS = 5
_ROOM = 1.7
"""Height of the page from which on it has room for the plot, in heights of the plot."""


class TimePage(QWidget):
    """Words over minutes, and below them what the picture says and what was recorded.

    Attributes:
        chart: the plot.
        words: the text below it.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.chart = LineChart(theme, self.tr("Words over minutes"))
        self.words = ReadingView(theme, self.tr("Time"))
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.chart)
        self._column.addWidget(self.words, 1)
        self.setFocusProxy(self.words)
        self._drawn = False
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_time(self, finished: FinishedAttempt, found: Pace, zone: datetime) -> None:
        """Show how an attempt went.

        Args:
            finished: the attempt.
            found: how its essay grew.
            zone: any moment in the student's time zone.
        """
        lines = [Line([(time / 60, words) for time, words in found.points], self.tr("Words"))]
        if found.elapsed > found.budget:
            bell = found.budget / 60
            lines.append(Line([(bell, 0), (bell, found.words)], self.tr("Time was up"), "warm", dashed=True))
        at = finished.overtime_at
        told = self._told(found, 0 if at is None else count_words(finished.text[at:]))
        self._drawn = found.words > 0 and found.elapsed > 0
        self._make_room()
        self.chart.show_lines(lines, " ".join(told))
        record = "".join(f"<li>{escape(line)}</li>" for line in record_lines(finished, zone))
        self.words.show_page(
            f"<h2>{escape(self.tr('Pace'))}</h2>{''.join(f'<p>{escape(line)}</p>' for line in told)}"
            f"<h2>{escape(self.tr('Record'))}</h2><ul>{record}</ul>"
        )

    def _told(self, found: Pace, late: int) -> list[str]:
        """What the picture says."""
        if not found.words:
            return [self.tr("No words were written in {time}.").format(time=minutes(found.elapsed / 60))]
        told = [
            self.tr("{words} in {time}, {rate} a minute once you had begun.").format(
                words=written(found.words), time=minutes(found.elapsed / 60), rate=number(round(found.rate))
            ),
            self.tr("Before the first word: {time}.").format(time=duration(found.planning)),
        ]
        longest = sorted(found.stalls, key=lambda one: -one.seconds)[:_MOST_STALLS]
        rested = self.tr("After {at}, at {words}, the text rested for {time}.")
        told += [
            rested.format(at=duration(one.start), words=written(one.words), time=duration(one.seconds))
            for one in sorted(longest, key=lambda one: one.start)
        ]
        if not found.stalls:
            told.append(self.tr("The text never rested for two minutes."))
        told.append(self.tr("In the last ten minutes: {words}.").format(words=written(max(0, found.last))))
        if found.elapsed > found.budget:
            told.append(self.tr("After the time was up: {words}.").format(words=written(late)))
        return told

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(4), px(14), px(4), 0)
        self._column.setSpacing(px(10))
        self._make_room()

    def _make_room(self) -> None:
        """Leave the plot out where it would be no picture any more; the words say the same."""
        self.chart.setVisible(self._drawn and self.height() >= self.chart.sizeHint().height() * _ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the plot where there is room."""
        super().resizeEvent(event)
        self._make_room()

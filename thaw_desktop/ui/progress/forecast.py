"""How many cards come again on each of the next days."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from thaw_desktop.ui import words
from thaw_desktop.ui.widgets import Bar, BarChart, Card, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

DAYS = 30
"""How far the chart looks ahead without an exam."""
_MOST = 120
"""How far at most, on the way to one."""
_WEEK = 7


def days_to(exam: date | None, today: date) -> int:
    """How many days the chart shows, today first: to the day of the exam, if that is not too far away."""
    left = (exam - today).days + 1 if exam is not None else 0
    return left if 2 <= left <= _MOST else DAYS


class ForecastCard(Card):
    """A bar a day, today first, and the sum of a week in words."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._shown: tuple[date, tuple[int, ...], date | None] | None = None
        self.chart = BarChart(theme, self.tr("Cards due"))
        self.sentence = plain_label("", "secondary", wrap=True)
        self.body.addWidget(self.chart, 1)
        self.body.addWidget(self.sentence)
        self._filler = self.body.count()
        self.body.addStretch(0)

    def show_forecast(self, counts: Sequence[int], today: date, exam: date | None = None) -> None:
        """Show how many cards come on each day from today on, as `days_to` the exam has it."""
        if self._shown == (today, tuple(counts), exam):
            return  # the chosen bar stays chosen
        self._shown = (today, tuple(counts), exam)
        reached = exam is not None and (exam - today).days == len(counts) - 1
        heading = (
            self.tr("Cards due to the day of the exam")
            if reached
            else self.tr("Cards due in the next {days} days").format(days=len(counts))
        )
        self.set_heading(heading)
        self.chart.setAccessibleName(heading)
        some = any(counts)
        self.chart.setVisible(some)
        self.body.setStretch(self._filler, 0 if some else 1)
        self.sentence.setText(self._sentence(counts))
        self.chart.show_bars([self._bar(today, ahead, count) for ahead, count in enumerate(counts)])

    def _bar(self, today: date, ahead: int, count: int) -> Bar:
        day = words.short_day(today + timedelta(days=ahead), today)
        name = self.tr("Today") if ahead == 0 else day
        label = name if ahead % _WEEK == 0 else ""
        return Bar(count, label, self.tr("{day}: {cards}").format(day=name, cards=words.cards(count)))

    def _sentence(self, counts: Sequence[int]) -> str:
        if not any(counts):
            return self.tr("None. A card you have answered comes back here on the day you are about to forget it.")
        return self.tr("{today} today, {week} in the {days} days after. New cards are not counted.").format(
            today=words.cards(counts[0]) if counts[0] else self.tr("None"),
            week=words.number(sum(counts[1 : _WEEK + 1])),
            days=_WEEK,
        )

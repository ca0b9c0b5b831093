"""The last half year, a square a day, with the chosen day in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from thaw_desktop.ui import words
from thaw_desktop.ui.widgets import Card, Heatmap, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.progress.store import DayTotal
    from thaw_desktop.ui.theme import Theme

WEEKS = 26
"""How many weeks are shown."""
DAYS = WEEKS * 7
"""How many days it takes to fill them, whatever day of the week it is."""


class ActivityCard(Card):
    """A calendar of minutes; choosing a day tells what was done on it."""

    def __init__(self, theme: Theme, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, heading, parent)
        self._days: list[DayTotal] = []
        self._by_date: dict[date, DayTotal] = {}
        self._chosen: date | None = None
        self.calendar = Heatmap(theme, heading, WEEKS)
        self.day = plain_label("", wrap=True)
        self.weeks = plain_label("", "secondary", wrap=True)
        self.body.addWidget(self.calendar)
        self.body.addWidget(self.day)
        self.body.addWidget(self.weeks)
        self.body.addStretch(1)
        self.calendar.day_chosen.connect(self._choose)

    def show_days(self, days: Sequence[DayTotal]) -> None:
        """Show the last `DAYS` days, today last."""
        if list(days) == self._days:
            return  # the cursor stays where it is
        self._days = list(days)
        self._by_date = {date.fromordinal(day.day): day for day in days}
        # What took no time that was measured is still seen.
        values = {when: max(day.minutes, 0.1) for when, day in self._by_date.items() if words.done(day)}
        self.calendar.show_days(values, self._today(), self._describe)
        self.calendar.setVisible(bool(values))
        self.day.setVisible(bool(values))
        if self._chosen not in self._by_date:
            self._chosen = None
        self._tell_day()
        self.weeks.setText(self._weeks_in_words(len(values)))

    def _today(self) -> date:
        return date.fromordinal(self._days[-1].day)

    def _weeks_in_words(self, studied: int) -> str:
        if not studied:
            return self.tr("Nothing yet. Each day of study will be a square here, darker for more minutes.")
        first = self._today() - timedelta(days=self._today().weekday())
        week = sum(day.minutes for when, day in self._by_date.items() if when >= first)
        return self.tr("This week: {time}. In {weeks} weeks: {days} of study.").format(
            time=words.minutes(week) if week else self.tr("nothing yet"), weeks=WEEKS, days=words.days(studied)
        )

    def _describe(self, day: date, _minutes: float) -> str:
        name = words.short_day(day, self._today())
        found = self._by_date.get(day)
        what = words.done(found) if found is not None else ""
        return self.tr("{day}: {what}").format(day=name, what=what or self.tr("no study"))

    def _tell_day(self) -> None:
        if self._chosen is not None:
            text = self._describe(self._chosen, 0)
        else:
            text = self.tr("Today: {what}").format(what=words.done(self._days[-1]) or self.tr("nothing yet"))
        self.day.setText(text)

    @Slot(object)
    def _choose(self, day: date) -> None:
        self._chosen = day
        self._tell_day()

"""Makes the forecasts for exams on a thread, and puts them into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from thaw_desktop.flashcards.exam_plan import MORE_MINUTES
from thaw_desktop.ui import words

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import date

    from thaw_desktop.flashcards.exam_plan import Forecast
    from thaw_desktop.flashcards.fit import Fit
    from thaw_desktop.flashcards.fitting import Fitting
    from thaw_desktop.flashcards.outlook import Inquiry, Outlooks
    from thaw_desktop.flashcards.study_plan import StudyPlan
    from thaw_desktop.ui.jobs import Jobs

PLAN = "plan:"
"""In place of a card's id, which has no colon: the plan for the pack, which the Flashcards tab opens."""

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


class OutlookDesk(QObject):
    """Makes what is wanted, one forecast after another.

    Signals:
        made: a forecast is known now; carries the pack's id.
    """

    made = Signal(str)

    def __init__(self, outlooks: Outlooks, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outlooks = outlooks
        self._jobs = jobs
        self._under_way: list[object] = []

    def look(self, pack: str) -> Forecast | None:
        """What is known of a pack's exam; what is not known of today is then made, and `made` tells when."""
        wanted = self._outlooks.wanted(pack)
        key = [wanted.pack, wanted.plan, wanted.today] if wanted is not None else []
        if wanted is not None and key != self._under_way:
            self._under_way = key
            self._make("outlook", wanted, lambda found: self._keep(wanted, found))
        return self._outlooks.known(pack)

    def preview(self, pack: str, plan: StudyPlan, done: Callable[[Forecast], None]) -> None:
        """Make the forecast for a plan that is still being thought about."""
        self._make("outlook preview", self._outlooks.inquiry(pack, plan), done)

    @property
    def fitting(self) -> Fitting:
        """Fits the memory to the student's answers."""
        return self._outlooks.fitting

    def fit(self, done: Callable[[Fit | None], None], failed: Callable[[str], None]) -> None:
        """Fit the memory on a thread; nothing is kept yet."""
        fitting = self._outlooks.fitting

        def work(_library: sqlite3.Connection) -> Fit | None:
            return fitting.find(lambda: not self._jobs.goes_on())

        self._jobs.run("fit", work, done, failed)

    def forget_fit(self) -> None:
        """Nobody waits for it any more."""
        self._jobs.forget("fit")

    def forget_preview(self) -> None:
        """Nobody waits for it any more."""
        self._jobs.forget("outlook preview")

    def _make(self, channel: str, inquiry: Inquiry, done: Callable[[Forecast], None]) -> None:
        def work(_library: sqlite3.Connection) -> Forecast:
            return inquiry.work(lambda: not self._jobs.goes_on())

        self._jobs.run(channel, work, done, lambda _: None)

    def _keep(self, inquiry: Inquiry, found: Forecast) -> None:
        self._under_way = []
        self._outlooks.keep(inquiry, found)
        self.made.emit(inquiry.pack)


def countdown(exam: date, today: date) -> str:
    """How long it is until an exam."""
    left = (exam - today).days
    if left <= 0:
        return translate("Outlook", "The exam is today")
    if left == 1:
        return translate("Outlook", "The exam is tomorrow")
    return translate("Outlook", "{n} days to the exam").format(n=words.number(left))


def expectation(forecast: Forecast, exam: date) -> str:
    """What to expect on the day, and what more time would change, in two sentences."""
    expected, more = round(forecast.expected), round(forecast.more)
    told = [
        translate("Outlook", "About {n} of {total} on {day}.").format(
            n=words.number(expected), total=words.cards(forecast.cards), day=words.long_day(exam)
        )
    ]
    if forecast.unseen:
        told.append(
            translate("Outlook", "In this time {cards} would never be met.").format(cards=words.cards(forecast.unseen))
        )
    if more > expected:
        told.append(
            translate("Outlook", "{minutes} minutes a day more would make it {n}.").format(
                minutes=MORE_MINUTES, n=words.number(more)
            )
        )
    elif not forecast.unseen:
        told.append(translate("Outlook", "More time a day would change little."))
    return " ".join(told)

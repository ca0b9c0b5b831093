"""The tab that answers one question: what now?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui import words
from thaw_desktop.ui.activity import DAYS, WEEKS, ActivityCard
from thaw_desktop.ui.goals import WeekCard
from thaw_desktop.ui.home.loop import LoopCard
from thaw_desktop.ui.home.plan_list import TodaysList
from thaw_desktop.ui.home.side import SideCard
from thaw_desktop.ui.home.step import Situation, StepCard
from thaw_desktop.ui.outlook import PLAN, countdown, expectation
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.topics import TopicsCard, reading, say_confidence, short
from thaw_desktop.ui.widgets import plain_label
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.notes.reading import Reading
    from thaw_desktop.progress.overview import Overview, Today
    from thaw_desktop.progress.store import DayTotal
    from thaw_desktop.ui.memories import MemoryDesk
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.outlook import OutlookDesk
    from thaw_desktop.ui.theme import Theme

_AWAY_DAYS = 14
_WEEK = 7
_FORECAST_DAYS = 400
"""Far enough to find the next card of somebody who knows them all well."""


@dataclass(frozen=True, slots=True)
class HomeTools:
    """What the tab works with.

    Attributes:
        session: the cards of today.
        reading: takes in how sure the student is of a topic.
        library: the packs.
        settings: keeps the goal.
        outlook: what to expect of the exam.
        memories: what would be recalled.
    """

    session: ReviewSession
    reading: Reading
    library: Library
    settings: SettingsStore
    outlook: OutlookDesk
    memories: MemoryDesk


class HomeTab(Tab):
    """The next step large, the rest of the day below it, the exam beside it, and then the picture so far."""

    watches: ClassVar[frozenset[str]] = frozenset({"notes", "flashcards", "practice", "progress", "packs", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        overview: Overview,
        tools: HomeTools,
        parent: QWidget | None = None,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours and sizes.
            navigator: takes the student to another tab.
            overview: what to do next, topics and days.
            tools: all else that it works with.
            parent: the owner.
        """
        super().__init__(theme, navigator, parent)
        self._overview = overview
        self._session, self._reading, self._library = tools.session, tools.reading, tools.library
        self._settings, self._outlook, self._memories = tools.settings, tools.outlook, tools.memories
        self._outlook.made.connect(self._show_exam)
        self._memories.made.connect(self._look_again)
        self._date = plain_label("", "secondary")
        self.step = StepCard(theme, navigator)
        self.exam = SideCard(theme, navigator, self.tr("Exam"), self.tr("Plan"), "flashcards", role="heading")
        self.today = TodaysList(theme, navigator)
        self.week = WeekCard(theme)
        self.loop = LoopCard(theme, navigator)
        self.topics = TopicsCard(theme, navigator, tools.library)
        self.activity = ActivityCard(theme, self.tr("Last {weeks} weeks").format(weeks=WEEKS))
        self.ahead = SideCard(theme, navigator, self.tr("Coming up"), self.tr("Open progress"), "progress")
        self.topics.confidence_said.connect(self._say_confidence)
        self.week.goal_asked.connect(self.open_goal)
        self._lay_out()
        self.today.follow(self.exam.action)
        self.topics.follow(self.week.set_goal)
        self.setFocusProxy(self.step.action)

    def _lay_out(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(plain_label(self.tr("Today"), "title"))
        line.addStretch(1)
        line.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        self._picture = _Stack(self.theme, [self.activity, self.ahead])
        page = CardsPage(self.theme)
        page.rows.add_row([head])
        page.rows.add_row([self.step, self.exam], (3, 2))
        page.rows.add_row([self.loop])
        page.rows.add_row([self.today, self.week], (3, 2))
        page.rows.add_row([self.topics, self._picture], (3, 2))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def panes(self) -> list[QWidget]:
        """The cards."""
        return usable(self.step, self.exam, self.loop, self.today, self.week, self.topics, self._picture)

    def refresh(self) -> None:
        """Ask again what to do now."""
        self._date.setText(words.long_day(date.fromordinal(self._overview.today())))
        pictures = (self.exam, self.today, self.week, self.topics, self._picture)
        if not self.pack:
            self.step.show_no_pack()
            for part in (*pictures, self.loop):
                part.hide()
            return
        memories = self._memories.look(self.pack)
        now = self._overview.now(self.pack, memories)
        days = self._overview.days(self.pack, DAYS)
        total = self._overview.total(self.pack)
        ever = total.day > 0
        self.step.show_situation(self._situation(now, days, total))
        # On the first day one thing to do and how it goes on are enough.
        self.loop.setVisible(not ever)
        for part in pictures:
            part.setVisible(ever)
        if ever:
            today = self._overview.today()
            self.today.show_tasks(now.tasks)
            self.week.show_week(self._overview.goal(), now.week, today)
            self.topics.show_topics(self.pack, now.topics, short if memories.day else reading)
            self.activity.show_days(days)
            self._show_exam()
            self._show_ahead(self._session.forecast(self.pack, _WEEK + 1))

    def _situation(self, now: Today, days: list[DayTotal], total: DayTotal) -> Situation:
        step, ever = now.step, total.day > 0
        about, marks = "", 0
        if step.kind == "write":
            question = self._library.question(self.pack, step.item)
            about, marks = (question.text, question.marks) if question is not None else ("", 0)
        elif step.kind == "read":
            section = self._library.section(self.pack, step.item)
            about = section.summary if section is not None else ""
        exam = self._session.plan(self.pack).exam
        left = (exam - date.fromordinal(self._overview.today())).days if exam is not None else -1
        return Situation(
            step,
            now.waiting,
            self._session.forecast(self.pack, _FORECAST_DAYS) if step.kind == "rest" else (),
            about,
            marks,
            days[-1].minutes,
            away=ever and not any(words.done(day) for day in days[-_AWAY_DAYS:]),
            first=not ever,
            days_left=left if left >= 0 else None,
            total=total,
        )

    def _show_ahead(self, forecast: list[int]) -> None:
        tomorrow = self.tr("{cards} tomorrow").format(cards=words.cards(forecast[1]))
        week = self.tr("{cards} in the next {days} days").format(cards=words.cards(sum(forecast[1:])), days=_WEEK)
        self.ahead.show_fact(tomorrow if forecast[1] else self.tr("No cards tomorrow"), week)

    @Slot(str)
    def _look_again(self, pack: str) -> None:
        """A picture of memories is as it is now."""
        if pack == self.pack and self.isVisible():
            self.refresh()

    @Slot()
    def _show_exam(self) -> None:
        """How long it is until the exam, and what to expect on the day."""
        exam, today = self._session.plan(self.pack).exam, date.fromordinal(self._overview.today())
        if exam is None:
            fact = self.tr("No date yet")
            detail = self.tr("With a date, Thaw plans so that you meet all cards in time and keep them.")
        elif exam < today:
            fact, detail = self.tr("It was on {day}").format(day=words.long_day(exam)), ""
        else:
            forecast = self._outlook.look(self.pack)
            fact = countdown(exam, today)
            detail = expectation(forecast, exam) if forecast is not None else self.tr("Working out what to expect…")
        self.exam.show_fact(fact, detail, PLAN)

    @Slot(str, str)
    def _say_confidence(self, section: str, level: str) -> None:
        with self.telling():
            say_confidence(self._reading, self.pack, section, level)

    @Slot()
    def open_goal(self) -> None:
        """Ask what the student sets out to do."""
        # Imported here: a goal is set once.
        from thaw_desktop.ui.goal_dialog import GoalDialog

        dialog = GoalDialog(self.theme, self._overview.goal(), self)
        dialog.decided.connect(self._set_goal)
        dialog.open()

    @Slot(dict)
    def _set_goal(self, values: dict[str, object]) -> None:
        with self.telling():
            self._settings.change(**values)
        self.refresh()


class _Stack(QWidget):
    """Cards one below the other that take the room of one; the first grows with it."""

    def __init__(self, theme: Theme, cards: Sequence[QWidget]) -> None:
        super().__init__()
        self._theme = theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for place, card in enumerate(cards):
            self._column.addWidget(card, 0 if place else 1)
        self._give_room()
        theme.changed.connect(self._give_room)

    @Slot()
    def _give_room(self) -> None:
        self._column.setSpacing(self._theme.px(16))

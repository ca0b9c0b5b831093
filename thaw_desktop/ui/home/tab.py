"""The tab that answers one question: what now?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui import words
from thaw_desktop.ui.activity import DAYS, WEEKS, ActivityCard
from thaw_desktop.ui.home.loop import LoopCard
from thaw_desktop.ui.home.side import SideCard
from thaw_desktop.ui.home.step import Situation, StepCard
from thaw_desktop.ui.outlook import PLAN, countdown, expectation
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.widgets import plain_label
from thaw_desktop.ui.widgets.list_card import ListCard, Row
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.library import Library
    from thaw_desktop.flashcards.queue import Queue
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.progress.overview import NextStep, Overview
    from thaw_desktop.progress.store import DayTotal
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.outlook import OutlookDesk
    from thaw_desktop.ui.theme import Theme

_AWAY_DAYS = 14
_WEEK = 7
_FORECAST_DAYS = 400
"""Far enough to find the next card of somebody who knows them all well."""


class HomeTab(Tab):
    """The next step large, what else there is beside it, and the picture so far below."""

    watches: ClassVar[frozenset[str]] = frozenset({"notes", "flashcards", "practice", "progress", "packs", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        overview: Overview,
        session: ReviewSession,
        library: Library,
        outlook: OutlookDesk,
        parent: QWidget | None = None,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours and sizes.
            navigator: takes the student to another tab.
            overview: what to do next, topics and days.
            session: the cards of today.
            library: the packs.
            outlook: what to expect of the exam.
            parent: the owner.
        """
        super().__init__(theme, navigator, parent)
        self._overview = overview
        self._session = session
        self._library = library
        self._outlook = outlook
        outlook.made.connect(self._show_exam)
        self._date = plain_label("", "secondary")
        self.step = StepCard(theme, navigator)
        self.cards = SideCard(theme, navigator, self.tr("Flashcards"), self.tr("Open cards"), "flashcards")
        self.essay = SideCard(theme, navigator, self.tr("Next essay"), self.tr("Write it"), "practice")
        self.reading = SideCard(theme, navigator, self.tr("Reading"), self.tr("Open notes"), "notes")
        self.loop = LoopCard(theme, navigator)
        self.topics = ListCard(
            theme, self.tr("Topics: what you would recall today"), self.tr("This pack has no sections.")
        )
        self.activity = ActivityCard(theme, self.tr("Last {weeks} weeks").format(weeks=WEEKS))
        self.exam = SideCard(theme, navigator, self.tr("Exam"), self.tr("Plan"), "flashcards")
        self.ahead = SideCard(theme, navigator, self.tr("Coming up"), self.tr("Open progress"), "progress")
        self.topics.chosen.connect(self._open_section)
        self._lay_out()
        self.topics.follow(self.reading.action)
        self.setFocusProxy(self.step.action)

    def _lay_out(self) -> None:
        head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(plain_label(self.tr("Today"), "title"))
        line.addStretch(1)
        line.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        self._beside = _Stack(self.theme, [self.exam, self.cards, self.essay, self.reading])
        self._picture = _Stack(self.theme, [self.activity, self.ahead])
        page = CardsPage(self.theme)
        page.rows.add_row([head])
        page.rows.add_row([self.step, self._beside], (3, 2))
        page.rows.add_row([self.loop])
        page.rows.add_row([self.topics, self._picture], (3, 2))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)

    def panes(self) -> list[QWidget]:
        """The cards."""
        return usable(self.step, self._beside, self.loop, self.topics, self._picture)

    def refresh(self) -> None:
        """Ask again what to do now."""
        self._date.setText(words.long_day(date.fromordinal(self._overview.today())))
        if not self.pack:
            self.step.show_no_pack()
            for part in (self._beside, self.loop, self.topics, self._picture):
                part.hide()
            return
        queue = self._session.queue(self.pack)
        days = self._overview.days(self.pack, DAYS)
        ever = self._overview.total(self.pack).day > 0
        self.step.show_situation(self._situation(self._overview.next_step(self.pack), queue, days, ever=ever))
        # On the first day one thing to do and how it goes on are enough.
        self.loop.setVisible(not ever)
        for part in (self._beside, self.topics, self._picture):
            part.setVisible(ever)
        if ever:
            self._show_beside(queue)
            self.topics.show_rows(self._topic_rows())
            self.activity.show_days(days)
            self._show_exam()
            self._show_ahead(self._session.forecast(self.pack, _WEEK + 1))

    def _situation(self, step: NextStep, queue: Queue, days: list[DayTotal], *, ever: bool) -> Situation:
        about, marks = "", 0
        if step.kind == "write":
            question = self._library.question(self.pack, step.item)
            about, marks = (question.text, question.marks) if question is not None else ("", 0)
        elif step.kind == "read":
            section = self._library.section(self.pack, step.item)
            about = section.summary if section is not None else ""
        forecast = self._session.forecast(self.pack, _FORECAST_DAYS) if step.kind == "rest" else ()
        away = ever and not any(words.done(day) for day in days[-_AWAY_DAYS:])
        return Situation(step, queue, forecast, about, marks, days[-1].minutes, away=away, first=not ever)

    def _show_beside(self, queue: Queue) -> None:
        due, fresh = len(queue.learning) + len(queue.due), len(queue.new)
        facts = [self.tr("{n} due now").format(n=words.number(due))] if due else []
        facts += [self.tr("{n} new today").format(n=words.number(fresh))] if fresh else []
        about = self.tr("About {time}").format(time=words.minutes(self._overview.minutes_for(self.pack, due + fresh)))
        self.cards.show_fact(" · ".join(facts) or self.tr("None left today"), about if facts else "")
        question = self._overview.next_essay(self.pack)
        self.essay.setVisible(question is not None)
        if question is not None:
            detail = self.tr("{marks} · {time}").format(
                marks=words.marks(question.marks), time=words.minutes(question.minutes)
            )
            self.essay.show_fact(question.title, detail, question.id)
        read, sections = self._overview.sections_read(self.pack)
        self.reading.show_fact(self.tr("{share} sections read").format(share=words.share(read, sections)), "", "")

    def _show_ahead(self, forecast: list[int]) -> None:
        tomorrow = self.tr("{cards} tomorrow").format(cards=words.cards(forecast[1]))
        week = self.tr("{cards} in the next {days} days").format(cards=words.cards(sum(forecast[1:])), days=_WEEK)
        self.ahead.show_fact(tomorrow if forecast[1] else self.tr("No cards tomorrow"), week)

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

    def _topic_rows(self) -> list[Row]:
        rows = []
        for topic in self._overview.topics(self.pack):
            seen = self.tr("{share} cards seen").format(share=words.share(topic.seen, topic.cards))
            rows.append(
                Row(
                    topic.id,
                    topic.title,
                    seen if topic.cards else self.tr("No cards on this topic"),
                    topic.recall,
                    words.percent(topic.recall) if topic.seen else "",
                )
            )
        return rows

    @Slot(str)
    def _open_section(self, section: str) -> None:
        self.navigator.go("notes", section)


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

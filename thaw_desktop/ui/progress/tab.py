"""The tab that shows what has been done: figures apart, never blended into one score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from thaw_desktop.core.ids import split_item
from thaw_desktop.progress.topics import Check
from thaw_desktop.ui import words
from thaw_desktop.ui.activity import DAYS, ActivityCard
from thaw_desktop.ui.panes import first_control, usable
from thaw_desktop.ui.progress import forecast
from thaw_desktop.ui.progress.drawings import calibration
from thaw_desktop.ui.progress.figures import FigureCard
from thaw_desktop.ui.progress.forecast import ForecastCard
from thaw_desktop.ui.progress.plots import PlotCard
from thaw_desktop.ui.progress.scope import ScopeRow
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.topics import TopicsCard, others, reading, recall, say_confidence
from thaw_desktop.ui.widgets import plain_label
from thaw_desktop.ui.widgets.list_card import ListCard, Row
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.notes.reading import Reading
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.practice.writing import TimedWriting
    from thaw_desktop.progress.overview import Overview
    from thaw_desktop.progress.series import History
    from thaw_desktop.progress.store import DayTotal
    from thaw_desktop.progress.topics import Topic
    from thaw_desktop.ui.memories import MemoryDesk
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

FIRST_ESSAYS = 8
"""How many essays are shown before more are asked for."""
_RECENT = 30
"""Days whose answers make up the share recalled."""


@dataclass(frozen=True, slots=True)
class ProgressTools:
    """What the tab works with.

    Attributes:
        session: the cards to come.
        writing: the essays.
        reading: takes in how sure the student is of a topic.
        library: the packs.
        history: answers the questions of the plots.
        memories: what would be recalled.
    """

    session: ReviewSession
    writing: TimedWriting
    reading: Reading
    library: Library
    history: History
    memories: MemoryDesk


class ProgressTab(Tab):
    """Figures, what comes next, topics, days, essays."""

    watches: ClassVar[frozenset[str]] = frozenset({"notes", "flashcards", "practice", "progress", "packs", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        overview: Overview,
        tools: ProgressTools,
        parent: QWidget | None = None,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours and sizes.
            navigator: takes the student to another tab.
            overview: topics and days.
            tools: all else that it works with.
            parent: the owner.
        """
        super().__init__(theme, navigator, parent)
        self._overview = overview
        self._session, self._writing, self._library = tools.session, tools.writing, tools.library
        self._reading, self._history, self._memories = tools.reading, tools.history, tools.memories
        self._memories.made.connect(self._look_again)
        self.recalled = FigureCard(theme)
        self.reviews = FigureCard(theme)
        self.written = FigureCard(theme)
        self.pace = FigureCard(theme)
        self.forecast = ForecastCard(theme)
        self.activity = ActivityCard(theme, self.tr("Activity by day"))
        self.topics = TopicsCard(theme, navigator, self._library)
        self.trust = plain_label("", "secondary", wrap=True)
        self.plots = PlotCard(theme)
        self.scope = ScopeRow(theme)
        self.essays = ListCard(
            theme,
            self.tr("Essays"),
            self.tr("None yet. Each essay you write stands here with its time, its words and its marks."),
            first=FIRST_ESSAYS,
        )
        self.topics.confidence_said.connect(self._say_confidence)
        self.scope.changed.connect(self._show_plot)
        self.plots.wanted.connect(self._show_plot)
        for plot in (self.plots, self.forecast.chart, self.activity.calendar):
            plot.told.connect(self.told)
            plot.trouble.connect(self.trouble)
        self.essays.chosen.connect(self._open_attempt)
        page = CardsPage(theme)
        page.rows.add_row([plain_label(self.tr("Progress"), "title")])
        page.rows.add_row([self.recalled, self.reviews, self.written, self.pace], narrow=2)
        page.rows.add_row([self.forecast, self.activity])
        page.rows.add_row([self.topics])
        page.rows.add_row([self.scope])
        page.rows.add_row([self.plots, self.essays], (3, 2))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.topics.put_above(self.trust)
        self.topics.follow(self.activity.calendar)
        self.essays.follow(self.plots.lines)
        self._page = page

    def panes(self) -> list[QWidget]:
        """The cards that can be entered."""
        return usable(self.forecast, self.activity, self.topics, self.scope, self.plots, self.essays)

    def refresh(self) -> None:
        """Ask again what has been done."""
        days = self._overview.days(self.pack, DAYS)
        today = date.fromordinal(self._overview.today())
        self._show_figures(days[-_RECENT:], self._overview.total(self.pack))
        exam = self._session.plan(self.pack).exam
        ahead = forecast.days_to(exam, today)
        self.forecast.show_forecast(self._session.forecast(self.pack, ahead), today, exam)
        self.activity.show_days(days)
        memories = self._memories.look(self.pack)
        topics = self._overview.topics(self.pack, memories)
        ahead_of_exam = exam if exam is not None and exam > today else None
        explained = self.tr(
            "Recall is the mean over all cards of a topic; a card never met counts as 0. What was read, the marks of "
            "essays and your own word stand beside it and never change it."
        )
        self.trust.setText(f"{explained} {calibration(sum((topic.check for topic in topics), Check()))}")
        self.topics.show_topics(
            self.pack, topics, (lambda topic: self._told(topic, ahead_of_exam, today)) if memories.day else reading
        )
        self.scope.show_topics(self._library.packs(), self.pack, topics)
        self._show_plot()
        titles = {question.id: question.title for question in self._library.questions(self.pack)}
        self.essays.show_rows(
            [self._attempt_row(attempt, titles, today) for attempt in self._writing.attempts(self.pack)]
        )
        # Where the focus is seen; without anything that could have it, at least the keys that scroll work.
        panes = self.panes()
        self.setFocusProxy((first_control(panes[0]) if panes else None) or self._page)

    def _show_figures(self, recent: list[DayTotal], total: DayTotal) -> None:
        answered = sum(day.reviews for day in recent)
        recalled = sum(day.recalled for day in recent)
        self.recalled.show_figure(
            words.percent(recalled / answered) if answered else "",
            self.tr("of answers recalled"),
            self.tr("{share} answers in {days} days").format(share=words.share(recalled, answered), days=_RECENT)
            if answered
            else self.tr("No answers in the last {days} days").format(days=_RECENT),
        )
        self.reviews.show_figure(
            words.number(total.reviews) if total.reviews else "",
            self.tr("answer given") if total.reviews == 1 else self.tr("answers given"),
            self.tr("in {days} of study").format(days=words.days(total.day))
            if total.reviews
            else self.tr("No card answered yet"),
        )
        self.written.show_figure(
            words.number(total.essays) if total.essays else "",
            self.tr("essay written") if total.essays == 1 else self.tr("essays written"),
            self.tr("{words} in all").format(words=words.written(total.words))
            if total.essays
            else self.tr("No essay finished yet"),
        )
        timed = total.writing_s > 0
        pace = round(total.words * 60 / total.writing_s) if timed else 0
        self.pace.show_figure(
            words.number(pace) if timed else "",
            self.tr("word a minute") if pace == 1 else self.tr("words a minute"),
            self.tr("while writing, over {essays}").format(essays=words.essays(total.essays))
            if timed
            else self.tr("Known after your first essay"),
        )

    def _told(self, topic: Topic, exam: date | None, today: date) -> str:
        """Each figure of a topic apart, with its evidence."""
        written = words.short_day(self._overview.day_of(topic.written), today) if topic.written else ""
        return f"{recall(topic, exam)}\n{others(topic, written)}"

    @Slot()
    def _show_plot(self) -> None:
        """Draw the chosen plot of the chosen topic, pack and span."""
        if not self.pack:
            return
        packs, topic, days = self.scope.chosen()
        scope = self._history.scope(packs, topic, days)
        self.plots.show_plot(self._history, scope, [self._memories.look(pack) for pack in packs])

    @Slot(str)
    def _look_again(self, pack: str) -> None:
        """A picture of memories is as it is now."""
        if self.isVisible() and pack in {self.pack, *self.scope.chosen()[0]}:
            self.refresh()

    @Slot(str, str)
    def _say_confidence(self, section: str, level: str) -> None:
        with self.telling():
            say_confidence(self._reading, self.pack, section, level)

    def _attempt_row(self, attempt: Attempt, titles: dict[str, str], today: date) -> Row:
        _, question = split_item(attempt.item)
        facts = [words.short_day(self._overview.day_of(attempt.started), today)]
        if attempt.stage == "writing":
            facts.append(self.tr("not finished"))
        else:
            facts += [words.minutes(attempt.elapsed / 60), words.written(attempt.words)]
            facts.append(self._own_marks(attempt))
        gone = self.tr("A question that is no longer in the pack")
        title = attempt.own_title or titles.get(question, gone)
        return Row(f"attempt:{attempt.id}", title, " · ".join(facts))

    def _own_marks(self, attempt: Attempt) -> str:
        """The student's own marks; a question without mark points has none, perhaps a level."""
        if attempt.stage != "marked":
            return self.tr("not marked yet")
        if attempt.possible:
            return self.tr("{share} marks").format(share=words.share(attempt.made, attempt.possible))
        return self.tr("level {n}").format(n=attempt.level) if attempt.level else self.tr("marked")

    @Slot(str)
    def _open_attempt(self, attempt: str) -> None:
        self.navigator.go("practice", attempt)

"""The tab that shows what has been done: figures apart, never blended into one score."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from thaw_desktop.core.ids import split_item
from thaw_desktop.ui import words
from thaw_desktop.ui.activity import DAYS, ActivityCard
from thaw_desktop.ui.panes import first_control, usable
from thaw_desktop.ui.progress import forecast
from thaw_desktop.ui.progress.figures import FigureCard
from thaw_desktop.ui.progress.forecast import ForecastCard
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.widgets import plain_label
from thaw_desktop.ui.widgets.list_card import ListCard, Row
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.practice.writing import TimedWriting
    from thaw_desktop.progress.overview import Overview
    from thaw_desktop.progress.store import DayTotal
    from thaw_desktop.progress.topics import Topic
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

FIRST_ESSAYS = 8
"""How many essays are shown before more are asked for."""
_RECENT = 30
"""Days whose answers make up the share recalled."""


class ProgressTab(Tab):
    """Figures, what comes next, topics, days, essays."""

    watches: ClassVar[frozenset[str]] = frozenset({"notes", "flashcards", "practice", "progress", "packs", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        overview: Overview,
        session: ReviewSession,
        writing: TimedWriting,
        library: Library,
        parent: QWidget | None = None,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours and sizes.
            navigator: takes the student to another tab.
            overview: topics and days.
            session: the cards to come.
            writing: the essays.
            library: the packs.
            parent: the owner.
        """
        super().__init__(theme, navigator, parent)
        self._overview = overview
        self._session = session
        self._writing = writing
        self._library = library
        self.recalled = FigureCard(theme)
        self.reviews = FigureCard(theme)
        self.written = FigureCard(theme)
        self.pace = FigureCard(theme)
        self.forecast = ForecastCard(theme)
        self.activity = ActivityCard(theme, self.tr("Activity by day"))
        self.topics = ListCard(theme, self.tr("Recall by topic"), self.tr("This pack has no sections."))
        self.essays = ListCard(
            theme,
            self.tr("Essays"),
            self.tr("None yet. Each essay you write stands here with its time, its words and its marks."),
            first=FIRST_ESSAYS,
        )
        self.topics.chosen.connect(self._open_section)
        self.essays.chosen.connect(self._open_attempt)
        page = CardsPage(theme)
        page.rows.add_row([plain_label(self.tr("Progress"), "title")])
        page.rows.add_row([self.recalled, self.reviews, self.written, self.pace], narrow=2)
        page.rows.add_row([self.forecast, self.activity])
        page.rows.add_row([self.topics, self.essays])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(page)
        self.topics.follow(self.activity.calendar)
        self._page = page

    def panes(self) -> list[QWidget]:
        """The cards that can be entered."""
        return usable(self.forecast, self.activity, self.topics, self.essays)

    def refresh(self) -> None:
        """Ask again what has been done."""
        days = self._overview.days(self.pack, DAYS)
        today = date.fromordinal(self._overview.today())
        self._show_figures(days[-_RECENT:], self._overview.total(self.pack))
        self.forecast.show_forecast(self._session.forecast(self.pack, forecast.DAYS), today)
        self.activity.show_days(days)
        self.topics.show_rows([self._topic_row(topic) for topic in self._overview.topics(self.pack)])
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

    def _topic_row(self, topic: Topic) -> Row:
        value = words.percent(topic.recall) if topic.seen else ""
        return Row(topic.id, topic.title, f"{self._recall(topic)}\n{self._other_evidence(topic)}", topic.recall, value)

    def _recall(self, topic: Topic) -> str:
        if not topic.cards:
            return self.tr("No cards on this topic")
        seen = self.tr("{share} cards seen").format(share=words.share(topic.seen, topic.cards))
        if not topic.seen:
            return seen
        return self.tr("{percent} expected today; {seen}; {answers}").format(
            percent=words.percent(topic.recall), seen=seen, answers=words.answers(topic.answers)
        )

    def _other_evidence(self, topic: Topic) -> str:
        if topic.parts == 1:
            found = [self.tr("Read") if topic.read else self.tr("Not read yet")]
        else:
            found = [self.tr("{share} parts read").format(share=words.share(topic.read, topic.parts))]
        if topic.possible:
            found.append(self.tr("essays: {share} marks").format(share=words.share(topic.made, topic.possible)))
        said = {
            "red": self.tr("you said red: not sure yet"),
            "amber": self.tr("you said amber: partly sure"),
            "green": self.tr("you said green: sure"),
        }.get(topic.confidence)
        return "; ".join([*found, said] if said else found)

    def _attempt_row(self, attempt: Attempt, titles: dict[str, str], today: date) -> Row:
        _, question = split_item(attempt.item)
        facts = [words.short_day(self._overview.day_of(attempt.started), today)]
        if attempt.stage == "writing":
            facts.append(self.tr("not finished"))
        else:
            facts += [words.minutes(attempt.elapsed / 60), words.written(attempt.words)]
            facts.append(self._own_marks(attempt))
        title = titles.get(question, self.tr("A question that is no longer in the pack"))
        return Row(f"attempt:{attempt.id}", title, " · ".join(facts))

    def _own_marks(self, attempt: Attempt) -> str:
        """The student's own marks; a question without mark points has none, perhaps a level."""
        if attempt.stage != "marked":
            return self.tr("not marked yet")
        if attempt.possible:
            return self.tr("{share} marks").format(share=words.share(attempt.made, attempt.possible))
        return self.tr("level {n}").format(n=attempt.level) if attempt.level else self.tr("marked")

    @Slot(str)
    def _open_section(self, section: str) -> None:
        self.navigator.go("notes", section)

    @Slot(str)
    def _open_attempt(self, attempt: str) -> None:
        self.navigator.go("practice", attempt)

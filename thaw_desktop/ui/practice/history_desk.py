"""The pages about essays of the past: the list of all, and two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.ids import split_item
from thaw_desktop.ui.practice.comparison_page import ComparisonPage
from thaw_desktop.ui.practice.history_page import HistoryPage, Past

if TYPE_CHECKING:
    from PySide6.QtWidgets import QStackedLayout, QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.practice.marking import Marking
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.practice.writing import TimedWriting
    from thaw_desktop.ui.theme import Theme


class HistoryDesk(QObject):
    """Fills both pages, which are made when they are first wanted.

    Signals:
        attempt_chosen: open an essay; carries its id.
        left: back to the questions.
    """

    attempt_chosen = Signal(str)
    left = Signal()

    def __init__(
        self,
        owner: QWidget,
        theme: Theme,
        writing: TimedWriting,
        marking: Marking,
        library: Library,
        clock: Clock,
    ) -> None:
        """Prepare.

        Args:
            owner: the tab.
            theme: colours, sizes and fonts.
            writing: lists the attempts.
            marking: gives their texts.
            library: titles of questions, topics and packs.
            clock: tells the student's time zone.
        """
        super().__init__(owner)
        self._owner = owner
        self._theme = theme
        self._writing, self._marking, self._library, self._clock = writing, marking, library, clock
        self._pages: QStackedLayout | None = None
        self.list: HistoryPage | None = None
        self.pair: ComparisonPage | None = None

    def add_to(self, pages: QStackedLayout) -> None:
        """Show the pages among these."""
        self._pages = pages

    def panes(self) -> list[QWidget]:
        """The parts of the page that is shown."""
        shown = self._pages.currentWidget() if self._pages is not None else None
        if self.pair is not None and shown is self.pair:
            return self.pair.panes()
        return self.list.panes() if self.list is not None else []

    def refresh(self) -> bool:
        """Ask again, if one of the pages is shown; whether it is."""
        shown = self._pages.currentWidget() if self._pages is not None else None
        if self.list is not None and shown is self.list:
            self.list.show_past(self._past(), self._clock.now())
        return shown is not None and shown in {self.list, self.pair}

    @Slot()
    def show_list(self) -> None:
        """Show all essays of all packs."""
        if self.list is None:
            self.list = HistoryPage(self._theme)
            self.list.back_asked.connect(self.left)
            self.list.attempt_chosen.connect(self.attempt_chosen)
            self.list.comparison_asked.connect(self._compare)
        self.list.show_past(self._past(), self._clock.now())
        self._turn_to(self.list)

    @Slot(str, str)
    def _compare(self, earlier: str, later: str) -> None:
        one, other = self._marking.finished(earlier), self._marking.finished(later)
        if one is None or other is None:
            return
        if self.pair is None:
            self.pair = ComparisonPage(self._theme)
            self.pair.back_asked.connect(self._go_back)
        self.pair.show_pair(one, other, self._clock.now())
        self._turn_to(self.pair)

    @Slot()
    def _go_back(self) -> None:
        if self.list is not None:
            self._turn_to(self.list)

    def _turn_to(self, page: QWidget) -> None:
        if self._pages is None:
            return
        if self._pages.indexOf(page) < 0:
            self._pages.addWidget(page)
        self._pages.setCurrentWidget(page)
        self._owner.setFocusProxy(page)
        page.setFocus()

    def _past(self) -> list[Past]:
        found = []
        for pack in self._library.packs():
            titles = {entry.id: entry.title for entry in self._library.outline(pack.id)}
            questions = {question.id: question for question in self._library.questions(pack.id)}
            modes = self._writing.modes(pack.id)
            for attempt in self._writing.attempts(pack.id):
                question = questions.get(split_item(attempt.item)[1])
                topic = titles.get(next(iter(question.sections), ""), "") if question is not None else ""
                title = question.title if question is not None else self._other_title(attempt)
                found.append(Past(attempt, title, topic, pack.title, modes.get(attempt.id, "practice")))
        return sorted(found, key=lambda one: -one.attempt.started)

    def _other_title(self, attempt: Attempt) -> str:
        own = attempt.own_question
        return own.text if own is not None else self.tr("A question no longer in the pack")

"""Choosing a question."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.core.ids import split_item
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.practice.filters import Filters
from thaw_desktop.ui.practice.question_detail import QuestionDetail
from thaw_desktop.ui.practice.question_list import Choice, QuestionList
from thaw_desktop.ui.practice.unfinished_card import UnfinishedCard
from thaw_desktop.ui.practice.wording import about_question, result_of
from thaw_desktop.ui.widgets import EmptyState, button, plain_label, set_property

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.content.model import Question
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.ui.theme import Theme

_WIDE_FROM = 640
"""Width from which list and question stand side by side, px at 100 %."""


class Chooser(QWidget):
    """The questions at the left, the chosen one at the right, and above both what was left unfinished.

    Signals:
        start_asked: begin an attempt; the question's id and the minutes.
        attempt_chosen: look at an attempt; its id.
        resumed: go on with the unfinished attempt.
        discarded: throw the unfinished attempt away.
        notes_asked: there are no questions; go and read.
        history_asked: see all essays.
        link_activated: a link in a prompt was chosen; its `href` as written.
        paper_asked: put a whole paper together.
        own_asked: write to a question of one's own.
        setting_chosen: name of a setting of how one writes, and its new value.
    """

    paper_asked = Signal()
    own_asked = Signal()
    setting_chosen = Signal(str, object)
    start_asked = Signal(str, int)
    attempt_chosen = Signal(str)
    resumed = Signal()
    discarded = Signal()
    notes_asked = Signal()
    link_activated = Signal(str)
    history_asked = Signal()

    def __init__(self, theme: Theme, media: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._questions: dict[str, Question] = {}
        self._attempts: dict[str, list[Attempt]] = {}
        self._now: datetime | None = None
        self.unfinished = UnfinishedCard(theme)
        self.filters = Filters(theme)
        self.list = QuestionList(theme)
        self.paper = button(self.tr("Whole paper…"), "secondary", description=self.tr("Several questions on one clock"))
        self.own = button(self.tr("Own question…"), "secondary", description=self.tr("Any question, any time"))
        self._none = plain_label(self.tr("No question is like that."), "secondary", wrap=True)
        self.detail = QuestionDetail(theme, media)
        self._empty = EmptyState(
            theme,
            self.tr("This pack has no questions"),
            self.tr("There is plenty to read in it, and cards to recall."),
            self.tr("Read the notes"),
        )
        self._lay_out()
        self._connect()

    def show_questions(
        self,
        questions: Sequence[Question],
        attempts: Sequence[Attempt],
        now: datetime,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        """Show a pack's questions with what was written to them; what is chosen stays chosen.

        Args:
            questions: in the pack's order.
            attempts: newest first.
            now: tells the student's time zone.
            titles: of the pack's sections, by id.
        """
        self._now = now
        self._questions = {question.id: question for question in questions}
        self._attempts = {}
        for attempt in attempts:
            self._attempts.setdefault(split_item(attempt.item)[1], []).append(attempt)
        for gone, written in self._attempts.items():
            own = written[0].own_question
            if gone not in self._questions and own is not None:
                self._questions[gone] = own.as_question()
        self.filters.show_questions(questions, titles or {})
        self._pages.setCurrentIndex(0 if questions or self._attempts else 1)
        self._show_choices()

    def choose(self, question: str) -> bool:
        """Make a question the current one, even if it is filtered out; False when the pack has none of that id."""
        if question in self._questions and not self.filters.lets_through(self._questions[question]):
            self.filters.clear()
        return self.list.choose(question)

    @Slot()
    def _show_choices(self) -> None:
        """List the questions that are wanted."""
        choices = [self._choice(one) for one in self._questions.values() if self.filters.lets_through(one)]
        # What was written to a question that has gone from the pack must still be found.
        if not self.filters.active:
            choices += [
                Choice(gone, "", self.tr("A question no longer in the pack"), "", result_of(self._attempts[gone]))
                for gone in self._attempts
                if gone not in self._questions
            ]
        self._none.setVisible(not choices)
        self.list.setVisible(bool(choices))
        self.detail.setVisible(bool(choices))
        self.list.show_choices(choices)
        self._show_detail()

    def show_unfinished(self, draft: Draft | None, title: str) -> None:
        """Offer an unfinished attempt, or none."""
        self.unfinished.setVisible(draft is not None)
        set_property(self.detail.start, "kind", "primary" if draft is None else "secondary")
        if draft is not None and self._now is not None:
            self.unfinished.show_draft(draft, title, self._now)

    def first_focus(self) -> QWidget:
        """What the keyboard should be on when the page is shown."""
        return self.list if self.unfinished.isHidden() else self.unfinished.go_on

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        # Where there is little room, the first three stand in one column with the question, inside `detail`.
        return usable(self.unfinished, self.filters, self.list, self.detail if self._wide else self.detail.card)

    def _choice(self, question: Question) -> Choice:
        attempts = self._attempts.get(question.id, ())
        result = result_of(attempts) if attempts else ""
        return Choice(question.id, question.command_word, question.title, about_question(question), result)

    def _lay_out(self) -> None:
        both = QWidget()
        self._both = QHBoxLayout(both)
        self._both.setContentsMargins(0, 0, 0, 0)
        self.filters.add(self.paper, self.own)
        self._left = QWidget()
        left = QVBoxLayout(self._left)
        left.setContentsMargins(0, 0, 0, 0)
        left.addWidget(self.list, 1)
        left.addWidget(self._none, 0, Qt.AlignmentFlag.AlignTop)
        self._none.hide()
        self._both.addWidget(self._left, 2)
        self._both.addWidget(self.detail, 3)
        self._pages = QStackedWidget()
        self._pages.addWidget(both)
        self._pages.addWidget(self._empty)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.unfinished)
        self._column.addWidget(self.filters)
        self._column.addWidget(self._pages, 1)
        self.unfinished.hide()
        self._wide = True
        self._give_room()

    def _connect(self) -> None:
        self.list.chosen.connect(self._show_detail)
        self.filters.changed.connect(self._show_choices)
        self.paper.clicked.connect(self._ask_for_paper)
        self.own.clicked.connect(self._ask_for_own)
        self.list.started.connect(self._go_to_start)
        self.detail.start_asked.connect(self._start)
        self.detail.attempt_chosen.connect(self.attempt_chosen)
        self.detail.link_activated.connect(self.link_activated)
        self.detail.history_asked.connect(self.history_asked)
        history = QShortcut(QKeySequence("Ctrl+H"), self)
        history.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        history.activated.connect(self.history_asked)
        self.detail.arrangements.chosen.connect(self.setting_chosen)
        self.unfinished.resumed.connect(self.resumed)
        self.unfinished.discarded.connect(self.discarded)
        self._empty.action.connect(self.notes_asked)
        self._theme.changed.connect(self._give_room)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self.detail.ask_to_start)

    @Slot()
    def _show_detail(self) -> None:
        chosen = self.list.current()
        if self._now is not None and chosen:
            self.detail.show_question(self._questions.get(chosen))
            self.detail.show_attempts(self._attempts.get(chosen, ()), self._now)

    @Slot()
    def _ask_for_paper(self) -> None:
        self.paper_asked.emit()

    @Slot()
    def _ask_for_own(self) -> None:
        self.own_asked.emit()

    @Slot()
    def _go_to_start(self) -> None:
        self.detail.start.setFocus()

    @Slot(int)
    def _start(self, minutes: int) -> None:
        self.start_asked.emit(self.list.current(), minutes)

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(20), px(14), px(20), px(16))
        self._column.setSpacing(px(10))
        self._both.setSpacing(px(14))
        self._turn()

    def _turn(self) -> None:
        wide = self.width() >= self._theme.px(_WIDE_FROM)
        if wide != self._wide:
            self._wide = wide
            self.list.set_whole(not wide)
            if wide:
                self._column.insertWidget(0, self.unfinished)
                self._column.insertWidget(1, self.filters)
                self._both.insertWidget(0, self._left, 2)
            else:
                self.detail.put_first(self.unfinished, self.filters, self._left)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room, otherwise one above the other on one page that scrolls."""
        super().resizeEvent(event)
        self._turn()

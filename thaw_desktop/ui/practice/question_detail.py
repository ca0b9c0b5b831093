"""One question in full: what is asked, how long one has, and what one has written to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from thaw_desktop.core.settings import Settings
from thaw_desktop.ui.practice.arrangements import Arrangements, conditions_of
from thaw_desktop.ui.practice.prose import BEYOND, Prose, Sources
from thaw_desktop.ui.practice.wording import about_attempt
from thaw_desktop.ui.widgets import Card, FlowLayout, Pill, button, plain_label
from thaw_desktop.ui.words import marks, minutes

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from thaw_desktop.content.model import Question
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.ui.theme import Theme

_LONGEST_MINUTES = 300
_USUAL_MINUTES = 45


class QuestionDetail(QScrollArea):
    """The question that is chosen, and the attempts at it.

    Attributes:
        card: what is asked, the time and the button that starts.
        arrangements: under which conditions it will be written.

    Signals:
        start_asked: begin an attempt; carries the minutes, before any extra time.
        attempt_chosen: look at an attempt; carries its id.
        history_asked: see all essays.
        link_activated: a link in the prompt or the sources was chosen; its `href` as written.
    """

    start_asked = Signal(int)
    attempt_chosen = Signal(str)
    link_activated = Signal(str)
    history_asked = Signal()

    def __init__(self, theme: Theme, media: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The question and your attempts"))
        self._theme = theme
        self._question = ""
        self._pills = QWidget()
        self._command = Pill("")
        self._marks = Pill("", "neutral")
        self._suggested = Pill("", "neutral")
        self._prompt = Prose(theme, self.tr("Question"), media, scale=1.2)
        self._sources = Sources(theme, media)
        self.minutes = QSpinBox()
        self.arrangements = Arrangements(theme)
        self._settings = Settings()
        self._note = plain_label(
            self.tr("The clock starts as soon as you press Start. Everything is saved as you type."),
            "secondary",
            wrap=True,
        )
        self.start = button("", "primary", description=self.tr("Start writing (Ctrl+Enter)"))
        self._gone = plain_label(
            self.tr("This question is no longer in the pack. What you wrote is still here."), wrap=True
        )
        self.attempts = QListWidget()
        self._none_yet = plain_label(self.tr("Nothing yet. Your essays will be kept here."), "secondary", wrap=True)
        self._lay_out()
        for text in (self._prompt, self._sources):
            text.link_activated.connect(self.link_activated)
        self.minutes.valueChanged.connect(self._say_time)
        self.start.clicked.connect(self.ask_to_start)
        self.attempts.itemActivated.connect(self._open)
        self.attempts.itemClicked.connect(self._open)
        theme.changed.connect(self._give_room)

    def show_question(self, question: Question | None) -> None:
        """Show a question; None when the pack no longer has it. The time chosen stays while it is the same one."""
        self._gone.setVisible(question is None)
        self._sources_card.setVisible(question is not None and bool(question.sources))
        for part in (self._pills, self._prompt, self._timing, self.arrangements, self._note, self.start):
            part.setVisible(question is not None)
        if question is None:
            self._question = ""
            return
        for pill, text in (
            (self._command, question.command_word),
            (self._marks, marks(question.marks) if question.marks else ""),
            (
                self._suggested,
                self.tr("about {time}").format(time=minutes(question.minutes)) if question.minutes else "",
            ),
        ):
            pill.setText(text)
            pill.setVisible(bool(text))
        self._prompt.show_html(question.html)
        self._sources.show_html(question.sources)
        if question.id != self._question:
            self._question = question.id
            self.minutes.setValue(question.minutes or _USUAL_MINUTES)
            self.verticalScrollBar().setValue(0)
        self._say_time()

    def show_arrangements(self, settings: Settings) -> None:
        """Show under which conditions an attempt would be written now."""
        self._settings = settings
        self.arrangements.show_settings(settings)
        self._say_time()

    def show_attempts(self, attempts: Sequence[Attempt], now: datetime) -> None:
        """Show the attempts at it, newest first."""
        lines = [(attempt.id, about_attempt(attempt, now)) for attempt in attempts]
        if lines != [self._line(row) for row in range(self.attempts.count())]:
            self.attempts.clear()
            for identity, text in lines:
                item = QListWidgetItem(text)
                item.setData(Qt.ItemDataRole.UserRole, identity)
                self.attempts.addItem(item)
        self.attempts.setVisible(bool(lines))
        self._none_yet.setVisible(not lines)
        self._give_room()

    def put_first(self, *parts: QWidget) -> None:
        """Take other parts of the page in above the question, so that all of it scrolls as one."""
        for place, part in enumerate(parts):
            self._column.insertWidget(place, part)

    @Slot()
    def ask_to_start(self) -> None:
        """Begin, if there is a question."""
        if self._question:
            self.start_asked.emit(self.minutes.value())

    def _line(self, row: int) -> tuple[str, str]:
        item = self.attempts.item(row)
        return item.data(Qt.ItemDataRole.UserRole), item.text()

    def _lay_out(self) -> None:
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        flow = FlowLayout(self._pills, self._theme.px(8))
        for pill in (self._command, self._marks, self._suggested):
            flow.addWidget(pill)
        self.minutes.setRange(1, _LONGEST_MINUTES)
        self.minutes.setSuffix(self.tr(" min"))
        self.minutes.setAccessibleName(self.tr("Minutes"))
        self._timing = QWidget()
        timing = FlowLayout(self._timing, self._theme.px(8))
        timing.addWidget(self.minutes)
        timing.addWidget(self.arrangements.practice)
        timing.addWidget(self.arrangements.exam)
        timing.addWidget(self.arrangements.unfold)
        self.card = question = Card(self._theme, beyond=BEYOND)
        for part in (self._pills, self._prompt, self._gone, self._timing, self.arrangements, self._note):
            question.body.addWidget(part)
        row = QHBoxLayout()
        row.addWidget(self.start)
        row.addStretch(1)
        question.body.addLayout(row)
        self._in_line = (flow, timing)
        self._start_row = row
        # Below the button that starts, which so stays where it is however long the sources are.
        self._sources_card = Card(self._theme, self.tr("Sources"), beyond=BEYOND)
        self._sources_card.body.addWidget(self._sources)
        self.attempts.setAccessibleName(self.tr("Your attempts"))
        self.attempts.setWordWrap(True)
        self.attempts.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.attempts.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.attempts.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        past = Card(self._theme, self.tr("Your attempts"))
        past.body.addWidget(self._none_yet)
        past.body.addWidget(self.attempts)
        self.all_attempts = button(
            self.tr("All your essays"), "quiet", description=self.tr("Filter and compare (Ctrl+H)")
        )
        self.all_attempts.clicked.connect(self._ask_for_history)
        past.body.addWidget(self.all_attempts, 0, Qt.AlignmentFlag.AlignLeft)
        content = QWidget()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(question)
        self._column.addWidget(self._sources_card)
        self._column.addWidget(past)
        self._column.addStretch(1)
        self.setWidget(content)
        self._give_room()

    @Slot()
    def _ask_for_history(self) -> None:
        self.history_asked.emit()

    @Slot()
    def _say_time(self) -> None:
        time = conditions_of(self._settings, self.minutes.value()).budget / 60
        self.start.setText(self.tr("Start · {time}").format(time=minutes(time)))

    @Slot(QListWidgetItem)
    def _open(self, item: QListWidgetItem) -> None:
        if self.isVisible():  # a double click tells twice
            self.attempt_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _give_room(self) -> None:
        side = self._theme.px(BEYOND)
        for layout in self._in_line:
            layout.setContentsMargins(side, 0, side, 0)
        self._start_row.setContentsMargins(side, self._theme.px(8), side, 0)
        for label in (self._note, self._gone, self.arrangements):
            label.setContentsMargins(side, 0, side, 0)
        self._column.setSpacing(self._theme.px(14))
        heights = sum(max(0, self.attempts.sizeHintForRow(row)) for row in range(self.attempts.count()))
        self.attempts.setFixedHeight(heights + self._theme.px(8))

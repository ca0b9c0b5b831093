"""What Thaw knows of a card: its memory, how that fades, and every answer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QDateTime, QLocale
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit

from thaw_desktop.flashcards.scheduling import retrievability
from thaw_desktop.ui.flashcards.wording import rating_words
from thaw_desktop.ui.widgets import Line, LineChart, button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog
from thaw_desktop.ui.words import days

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.flashcards.history import Step
    from thaw_desktop.flashcards.scheduling import CardState
    from thaw_desktop.ui.theme import Theme

_POINTS = 60
"""Of the curve."""


class CardInformation(RoomyDialog):
    """A card's figures, each with what it means, its forgetting curve and its answers.

    Attributes:
        answers: one line for each, the latest first.
    """

    def __init__(self, theme: Theme, front: str, steps: Sequence[Step], today: int, parent: QWidget) -> None:
        """Show a card.

        Args:
            theme: sizes and colours.
            front: what the card asks, as plain text.
            steps: all that happened to it, in order.
            today: the study day's number.
            parent: the owner.
        """
        super().__init__(theme, "", parent)
        self.setWindowTitle(self.tr("Card information"))
        self.body.addWidget(plain_label(front, "heading", wrap=True))
        answered = [step for step in steps if step.rating is not None]
        state = steps[-1].after if steps else None
        if state is None or not answered:
            told = self.tr("You have not answered this card yet.")
            self.body.addWidget(plain_label(told, wrap=True))
        else:
            self._add_figures(state, today)
            self._add_curve(state, today)
        self.answers = QPlainTextEdit("\n".join(self._words_of(step) for step in reversed(steps)))
        self.answers.setReadOnly(True)
        self.answers.setTabChangesFocus(True)
        self.answers.setAccessibleName(self.tr("Answers, the latest first"))
        self.answers.setMinimumHeight(theme.px(120))
        self.answers.setVisible(bool(steps))
        self.body.addWidget(self.answers, 1)
        close = button(self.tr("Close"), "primary", description=self.tr("Esc"))
        close.setDefault(True)
        close.clicked.connect(self.reject)
        self.add_buttons(close)
        close.setFocus()

    def _add_figures(self, state: CardState, today: int) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(self._theme.px(16))
        grid.setColumnStretch(1, 1)
        chance = self.locale().toString(round(100 * retrievability(state, today)))
        stability = self.locale().toString(state.stability, "f", 1)
        difficulty = self.locale().toString(state.difficulty, "f", 1)
        rows = (
            (self.tr("Comes again"), self._due(state)),
            (self.tr("Retrievability"), self.tr("{n} %: how likely you are to recall it today").format(n=chance)),
            (
                self.tr("Stability"),
                self.tr("{n} days, until it falls to 90 %").format(n=stability),
            ),
            (self.tr("Difficulty"), self.tr("{n} of 10").format(n=difficulty)),
            (self.tr("Answers"), self.locale().toString(state.reps)),
            (self.tr("Forgotten"), self.locale().toString(state.lapses)),
        )
        for number, (name, words) in enumerate(rows):
            grid.addWidget(plain_label(name, "secondary"), number, 0)
            grid.addWidget(plain_label(words, wrap=True), number, 1)
        self.body.addLayout(grid)

    def _add_curve(self, state: CardState, today: int) -> None:
        """From the last answer to twice as long as it takes to fall to 90 %, or to today if that is later."""
        length = max(4, round(2 * state.stability), today - state.last_day)
        step = max(1, length // _POINTS)
        points = [(float(day), 100 * retrievability(state, state.last_day + day)) for day in range(0, length + 1, step)]
        chart = LineChart(self._theme, self.tr("Forgetting curve"))
        chart.setMinimumHeight(self._theme.px(150))
        told = self.tr("From 100 % on the day of the last answer to {end} % after {days}.")
        chart.show_lines(
            [Line(points, self.tr("Retrievability in per cent, by days since the last answer"))],
            told.format(end=round(points[-1][1]), days=days(length)),
        )
        self.body.addWidget(chart)

    def _due(self, state: CardState) -> str:
        if state.due_ts:
            moment = QDateTime.fromMSecsSinceEpoch(state.due_ts)
            return self.locale().toString(moment, QLocale.FormatType.ShortFormat)
        return self._day(state.due_day)

    def _day(self, day: int) -> str:
        there = date.fromordinal(day)
        return self.locale().toString(QDate(there.year, there.month, there.day), "d MMMM yyyy")

    def _words_of(self, step: Step) -> str:
        day = self._day(step.event.study_day.toordinal())
        if step.rating is None:
            return self.tr("{day}: put on the list, because an essay or a blurt missed it").format(day=day)
        seconds = self.locale().toString(int(step.event.payload.get("ms", 0)) / 1000, "f", 1)
        stability = self.locale().toString(step.after.stability, "f", 1)
        told = self.tr("{day}: {rating}, after {seconds} s; stability {stability} days")
        return told.format(day=day, rating=rating_words(step.rating), seconds=seconds, stability=stability)

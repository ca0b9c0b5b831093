"""The clock, the words, what is saved, and the two buttons of somebody who writes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from thaw_desktop.ui.practice.wording import clock_text
from thaw_desktop.ui.widgets import Card, CountdownRing, FlowLayout, Pill, button, plain_label, set_property
from thaw_desktop.ui.words import number, written

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from thaw_desktop.core.settings import ClockShown
    from thaw_desktop.practice.conditions import ClockPhase, Conditions
    from thaw_desktop.ui.theme import Theme


class SidePanel(QWidget):
    """A column beside the page, or with `set_compact` a strip above it.

    Attributes:
        pause: stops the clock, or lets it go on; not there under exam conditions.
        rest: takes a break; only there where the student has some.
        reveal: shows a clock that is seen on demand.
        finish: ends the attempt.

    Signals:
        pause_asked: stop the clock, or let it go on.
        finish_asked: end the attempt; the student has confirmed it where that was needed.
        stayed: the student will not finish yet after all.
        panel_asked: show or hide question and plan (only the strip has this button).
        rest_asked: take a break out of the bank.
    """

    rest_asked = Signal()

    pause_asked = Signal()
    finish_asked = Signal()
    stayed = Signal()
    panel_asked = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._left = 0.0
        self._asking = False
        self._writing = True
        self._compact = False
        self._offers_panel = True
        self._may_pause, self._may_rest = True, False
        self._clock_shown: ClockShown = "always"
        self._ring = CountdownRing(theme, self.tr("Time left"))
        self._state = Pill("", "caution")
        self._words = plain_label("0", "heading")
        self._pace = plain_label("–", "secondary")
        self._saved = plain_label("", "secondary", wrap=True)
        self._strip_time = plain_label("", "heading")
        self._strip_words = plain_label("", "secondary")
        self._strip_saved = plain_label("", "secondary")
        self._panel = button("", "quiet")
        self._panel.setCheckable(True)
        self.pause = button("", "secondary")
        self.rest = button("", "secondary", description=self.tr("The clock stands until you go on"))
        self.reveal = button(self.tr("Show the clock"), "quiet")
        self.reveal.setCheckable(True)
        self._overtime = plain_label("0", "heading", tone="warm")
        self._overtime_name = plain_label(self.tr("Overtime"))
        self.finish = button(self.tr("Finish"), "primary", description=self.tr("End the attempt (Ctrl+Enter)"))
        self._question = plain_label("", wrap=True)
        self._really = button(self.tr("Yes, finish"), "primary")
        self._not_yet = button(self.tr("Go on writing"), "secondary")
        self._lay_out()
        self._connect()
        self._give_room()
        self._ask(asking=False)
        self.set_running(running=True)

    def set_compact(self, compact: bool) -> None:
        """Be a strip (True) or a column."""
        self._compact = compact
        self._strip.setVisible(compact)
        self._cards.setVisible(not compact)
        home = self._strip_flow if compact else self._column
        for part in (self._question, self._really, self._not_yet, self.rest, self.pause, self.finish):
            home.addWidget(part)
        self._question.setWordWrap(not compact)
        (self._strip_flow if compact else self._clock_column).addWidget(self.reveal)
        self._show_clock()
        self._give_room()

    def set_conditions(self, conditions: Conditions, clock_shown: ClockShown) -> None:
        """Offer what an attempt allows, and show the clock as the student wants it."""
        self._may_pause, self._may_rest = conditions.mode == "practice", conditions.rest > 0
        self._clock_shown = clock_shown
        self.reveal.setChecked(False)
        self._show_clock()
        self._ask(asking=False)

    def offer_panel(self, text: str) -> None:
        """In the strip, offer to show what stands beside the page in other windows; an empty text offers nothing."""
        self._offers_panel = bool(text)
        self._panel.setText(text)
        self._panel.setVisible(self._offers_panel and not self._asking)

    def show_time(self, left: float, budget: float, pace: int | None) -> None:
        """Show the clock.

        Args:
            left: seconds, below zero in overtime.
            budget: seconds allowed.
            pace: words a minute so far; None while that says nothing yet.
        """
        self._left = left
        caption = self.tr("overtime") if left <= 0 else self.tr("left")
        text = clock_text(left)
        if self._clock_shown == "minutes" and left > 60:
            text = self.tr("{n} min").format(n=math.ceil(left / 60))
        self._ring.show_state(left / budget if budget else 0.0, text, caption, overtime=left <= 0)
        self._strip_time.setText(f"{text} {caption}")
        set_property(self._strip_time, "tone", "bad" if left <= 0 else "")
        self._pace.setText("–" if pace is None else self.tr("{n} a minute").format(n=number(pace)))

    def show_words(self, count: int, overtime: int = 0) -> None:
        """Show how many words there are, those written in overtime apart."""
        in_time = count - overtime
        self._words.setText(number(in_time))
        self._overtime.setText(number(overtime))
        for part in (self._overtime, self._overtime_name):
            part.setVisible(overtime > 0)
        apart = self.tr("{words} and {n} in overtime").format(words=written(in_time), n=number(overtime))
        self._strip_words.setText(apart if overtime else written(count))

    def show_rest(self, seconds: float) -> None:
        """Show how much is left for breaks."""
        self.rest.setText(self.tr("Break · {time} left").format(time=clock_text(seconds) if seconds > 0 else "0:00"))
        self.rest.setEnabled(seconds > 0)

    def show_saved(self, text: str, *, good: bool) -> None:
        """Say when the text was last saved, or that it is not."""
        for label in (self._saved, self._strip_saved):
            label.setText(text)
            set_property(label, "tone", "" if good else "bad")
        self._strip_saved.setVisible(good)  # over the strip a notice says it

    def set_running(self, *, running: bool, phase: ClockPhase = "writing") -> None:
        """Show whether the clock goes, and that of what."""
        self.pause.setText(self.tr("Pause") if running else self.tr("Go on"))
        set_property(self.pause, "kind", "secondary" if running else "primary")
        set_property(self.finish, "kind", "primary" if running else "secondary")
        self.pause.setToolTip(self.tr("Stop the clock; the page waits") if running else self.tr("Start the clock"))
        states = {"writing": "", "reading": self.tr("Reading"), "rest": self.tr("Break")}
        self._state.setText(states[phase] if running else self.tr("Paused"))
        self._state.setVisible(bool(self._state.text()))
        self._writing = running and phase == "writing"
        self.rest.setVisible(self._may_rest and self._writing and not self._asking)

    @Slot()
    def ask_to_finish(self) -> None:
        """Finish at once in overtime; while there is time, ask once."""
        if self._left <= 0 or self._asking:
            self._ask(asking=False)
            self.finish_asked.emit()
            return
        self._question.setText(self.tr("Finish now? {time} left.").format(time=clock_text(self._left)))
        self._ask(asking=True)
        self._really.setFocus()

    def put_back(self) -> None:
        """Be as at the beginning of an attempt."""
        self._ask(asking=False)
        self._panel.setChecked(False)

    def show_panel_button(self, *, checked: bool) -> None:
        """In the strip: let question and plan be shown, or the page."""
        self._panel.setChecked(checked)

    def _lay_out(self) -> None:
        clock = Card(self._theme)
        clock.body.addWidget(self._ring)
        clock.body.addWidget(self._state, 0, Qt.AlignmentFlag.AlignHCenter)
        self._clock_column = clock.body
        numbers = Card(self._theme)
        rows = QGridLayout()
        figures = (
            (plain_label(self.tr("Words")), self._words),
            (self._overtime_name, self._overtime),
            (plain_label(self.tr("Pace")), self._pace),
        )
        for row, (name, value) in enumerate(figures):
            rows.addWidget(name, row, 0)
            rows.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.addWidget(self._saved, len(figures), 0, 1, 2)
        numbers.body.addLayout(rows)
        self._cards = QWidget()
        self._card_column = QVBoxLayout(self._cards)
        self._card_column.setContentsMargins(0, 0, 0, 0)
        self._card_column.addWidget(clock)
        self._card_column.addWidget(numbers)
        self._card_column.addStretch(1)
        self._strip = QWidget()
        self._strip_flow = FlowLayout(self._strip, self._theme.px(12))
        for part in (self._strip_time, self._strip_words, self._strip_saved, self._panel):
            self._strip_flow.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._strip)
        self._column.addWidget(self._cards, 1)
        self.set_compact(False)

    def _connect(self) -> None:
        self.pause.clicked.connect(self._ask_to_pause)
        self.finish.clicked.connect(self.ask_to_finish)
        self._really.clicked.connect(self.ask_to_finish)
        self._not_yet.clicked.connect(self._stay)
        self._panel.toggled.connect(self.panel_asked)
        self.rest.clicked.connect(self._ask_to_rest)
        self.reveal.toggled.connect(self._show_clock)
        self._theme.changed.connect(self._give_room)

    def _ask(self, *, asking: bool) -> None:
        """Put the question whether to finish in the place of the buttons, or take it away."""
        self._asking = asking
        for part in (self._question, self._really, self._not_yet):
            part.setVisible(asking)
        self.finish.setVisible(not asking)
        self.pause.setVisible(self._may_pause and not asking)
        self.rest.setVisible(self._may_rest and self._writing and not asking)
        self._panel.setVisible(self._offers_panel and not asking)

    @Slot()
    def _ask_to_pause(self) -> None:
        self.pause_asked.emit()

    @Slot()
    def _ask_to_rest(self) -> None:
        self.rest_asked.emit()

    @Slot()
    def _show_clock(self) -> None:
        """Show the clock, unless it is only wanted on demand."""
        on_demand = self._clock_shown == "demand"
        shown = not on_demand or self.reveal.isChecked()
        self.reveal.setVisible(on_demand)
        self.reveal.setText(self.tr("Hide the clock") if self.reveal.isChecked() else self.tr("Show the clock"))
        self._ring.setVisible(shown)
        self._strip_time.setVisible(shown)

    @Slot()
    def _stay(self) -> None:
        self._ask(asking=False)
        self.stayed.emit()

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(10))
        self._card_column.setSpacing(px(14))
        self._strip_flow.setSpacing(px(10))
        self._line_up()

    def _line_up(self) -> None:
        """In the strip, centre the words on the buttons beside them, unless the buttons have a line of their own."""
        labels = (self._strip_time, self._strip_words, self._strip_saved)
        beside = self._compact and sum(label.sizeHint().width() for label in labels) < self.width() / 2
        for label in labels:
            label.setMinimumHeight(self.finish.sizeHint().height() if beside else 0)
        self._question.setMinimumHeight(self.finish.sizeHint().height() if self._compact else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Line the strip up anew."""
        super().resizeEvent(event)
        self._line_up()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes the question whether to finish away."""
        if event.key() == Qt.Key.Key_Escape and self._asking:
            self._stay()
        else:
            super().keyPressEvent(event)

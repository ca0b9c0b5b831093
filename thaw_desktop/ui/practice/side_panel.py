"""The clock, the words, what is saved, and the two buttons of somebody who writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from thaw_desktop.ui.practice.wording import clock_text
from thaw_desktop.ui.widgets import Card, CountdownRing, FlowLayout, Pill, button, plain_label, set_property
from thaw_desktop.ui.words import number, written

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from thaw_desktop.ui.theme import Theme


class SidePanel(QWidget):
    """A column beside the page, or with `set_compact` a strip above it.

    Attributes:
        pause: stops the clock, or lets it go on.
        finish: ends the attempt.

    Signals:
        pause_asked: stop the clock, or let it go on.
        finish_asked: end the attempt; the student has confirmed it where that was needed.
        stayed: the student will not finish yet after all.
        panel_asked: show or hide question and plan (only the strip has this button).
    """

    pause_asked = Signal()
    finish_asked = Signal()
    stayed = Signal()
    panel_asked = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._left = 0.0
        self._asking = False
        self._compact = False
        self._offers_panel = True
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
        for part in (self._question, self._really, self._not_yet, self.pause, self.finish):
            home.addWidget(part)
        self._question.setWordWrap(not compact)
        self._give_room()

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
        self._ring.show_state(left / budget if budget else 0.0, text, caption, overtime=left <= 0)
        self._strip_time.setText(f"{text} {caption}")
        set_property(self._strip_time, "tone", "bad" if left <= 0 else "")
        self._pace.setText("–" if pace is None else self.tr("{n} a minute").format(n=number(pace)))

    def show_words(self, count: int) -> None:
        """Show how many words there are."""
        self._words.setText(number(count))
        self._strip_words.setText(written(count))

    def show_saved(self, text: str, *, good: bool) -> None:
        """Say when the text was last saved, or that it is not."""
        for label in (self._saved, self._strip_saved):
            label.setText(text)
            set_property(label, "tone", "" if good else "bad")
        self._strip_saved.setVisible(good)  # over the strip a notice says it

    def set_running(self, *, running: bool) -> None:
        """Show whether the clock goes."""
        self.pause.setText(self.tr("Pause") if running else self.tr("Go on"))
        set_property(self.pause, "kind", "secondary" if running else "primary")
        set_property(self.finish, "kind", "primary" if running else "secondary")
        self.pause.setToolTip(self.tr("Stop the clock; the page waits") if running else self.tr("Start the clock"))
        self._state.setText("" if running else self.tr("Paused"))
        self._state.setVisible(not running)

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

    def _lay_out(self) -> None:
        clock = Card(self._theme)
        clock.body.addWidget(self._ring)
        clock.body.addWidget(self._state, 0, Qt.AlignmentFlag.AlignHCenter)
        numbers = Card(self._theme)
        rows = QGridLayout()
        for row, (name, value) in enumerate(((self.tr("Words"), self._words), (self.tr("Pace"), self._pace))):
            rows.addWidget(plain_label(name), row, 0)
            rows.addWidget(value, row, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        rows.addWidget(self._saved, 2, 0, 1, 2)
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
        self._theme.changed.connect(self._give_room)

    def _ask(self, *, asking: bool) -> None:
        """Put the question whether to finish in the place of the buttons, or take it away."""
        self._asking = asking
        for part in (self._question, self._really, self._not_yet):
            part.setVisible(asking)
        for part in (self.pause, self.finish):
            part.setVisible(not asking)
        self._panel.setVisible(self._offers_panel and not asking)

    @Slot()
    def _ask_to_pause(self) -> None:
        self.pause_asked.emit()

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

"""An attempt that was being written when Thaw was closed: go on, or throw it away."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thaw_desktop.practice.page import count_words
from thaw_desktop.ui.practice.wording import clock_text, day_of, time_of_day
from thaw_desktop.ui.widgets import Card, FlowLayout, button, plain_label
from thaw_desktop.ui.words import written

if TYPE_CHECKING:
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.ui.theme import Theme


class UnfinishedCard(Card):
    """Offers the unfinished attempt; throwing it away is asked once more, here and not in a dialog.

    Signals:
        resumed: go on writing.
        discarded: throw it away.
    """

    resumed = Signal()
    discarded = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._what = plain_label("", wrap=True)
        self._about = plain_label("", "secondary", wrap=True)
        self._really = plain_label("", wrap=True)
        self.go_on = button(self.tr("Go on"), "primary")
        self._discard = button(self.tr("Discard…"), "quiet")
        self._yes = button(self.tr("Discard it"), "bad")
        self._keep = button(self.tr("Keep it"), "secondary")
        self._offer = QWidget()
        self._question = QWidget()
        for owner, parts in ((self._offer, (self.go_on, self._discard)), (self._question, (self._yes, self._keep))):
            flow = FlowLayout(owner, theme.px(8))
            for part in parts:
                flow.addWidget(part)
        words = QVBoxLayout()
        for label in (self._what, self._about, self._really):
            words.addWidget(label)
        self.body.addLayout(words)
        self.body.addWidget(self._offer)
        self.body.addWidget(self._question)
        self.go_on.clicked.connect(self._tell_resumed)
        self._discard.clicked.connect(self._ask)
        self._keep.clicked.connect(self._close_question)
        self._yes.clicked.connect(self._tell_discarded)
        self._close_question()

    def show_draft(self, draft: Draft, title: str, now: datetime) -> None:
        """Say what is waiting.

        Args:
            draft: the attempt as it was last saved.
            title: of its question.
            now: tells the student's time zone and whether the draft is of today.
        """
        clock = draft.state["clock"]
        left = float(clock["budget"]) - float(clock["used"])
        saved = datetime.fromtimestamp(draft.saved / 1000, UTC).astimezone(now.tzinfo)
        when = time_of_day(saved)
        if saved.date() != now.date():
            when = self.tr("{time} on {day}").format(time=when, day=day_of(draft.saved, now))
        self._what.setText(self.tr("You were writing “{title}”").format(title=title))
        shown = self.tr("{time} left") if left > 0 else self.tr("{time} overtime")
        self._about.setText(
            " · ".join(
                (
                    written(count_words(draft.text)),
                    shown.format(time=clock_text(left)),
                    self.tr("saved {time}").format(time=when),
                )
            )
        )
        self._really.setText(
            self.tr("Discard these {words}? They will no longer be offered here.").format(
                words=written(count_words(draft.text))
            )
        )
        self.setAccessibleName(self._what.text())
        self.setAccessibleDescription(self._about.text())

    @Slot()
    def _ask(self) -> None:
        self._offer.hide()
        self._really.show()
        self._question.show()
        self._keep.setFocus()

    @Slot()
    def _close_question(self) -> None:
        asked = self._keep.hasFocus()
        self._really.hide()
        self._question.hide()
        self._offer.show()
        if asked:
            self._discard.setFocus()

    @Slot()
    def _tell_resumed(self) -> None:
        self.resumed.emit()

    @Slot()
    def _tell_discarded(self) -> None:
        self._close_question()
        self.discarded.emit()

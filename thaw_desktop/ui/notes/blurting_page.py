"""Where one blurts: the section's title, a clock that counts up and can be hidden, and the paper."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.autosave import Autosave, Rhythm
from thaw_desktop.ui.widgets import ElidedLabel, FlowLayout, NoticeBar, button
from thaw_desktop.ui.widgets.essay_page import EssayPage

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from thaw_desktop.notes.blurting import BlurtSession
    from thaw_desktop.ui.theme import Theme


def clock_text(elapsed: float) -> str:
    """The seconds used as "4:05" or "1:04:05"."""
    whole = math.floor(elapsed)
    hours, rest = divmod(whole, 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


class BlurtPage(QWidget):
    """One blurt while it is written; every word is committed within two seconds.

    Attributes:
        session: what is being written; None when nothing is.
        paper: where it is written.

    Signals:
        finished: the writing is over.
        put_away: it waits, its clock standing; or it was empty and is forgotten.
        clock_toggled: whether the clock is to be shown from now on.
        settled: what could not be saved before has been saved after all.
    """

    finished = Signal()
    put_away = Signal()
    clock_toggled = Signal(bool)
    settled = Signal()

    def __init__(self, theme: Theme, rhythm: Rhythm, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.session: BlurtSession | None = None
        self._autosave = Autosave(rhythm, self)
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        self.title = ElidedLabel("", "title")
        self.clock = button("", "quiet")
        self._clock_shown = True
        self.back = button(
            self.tr("← Notes"), "quiet", description=self.tr("Back to the notes (Esc); what is written waits")
        )
        self.done = button(
            self.tr("See what I recalled"), "primary", description=self.tr("Stop writing and compare (Ctrl+Enter)")
        )
        self.notice = NoticeBar(theme)
        self.paper = EssayPage(theme, "")
        self.paper.setPlaceholderText(
            self.tr("Write down all you remember, in any order. Notes will do. What you write is saved as you type.")
        )
        self._lay_out()
        self._connect()
        self._give_room()

    def sit(self, session: BlurtSession, title: str, *, with_clock: bool) -> None:
        """Begin or go on: show what is written and let the clock go."""
        self.session = None  # what is put on the page now is no change
        self.title.setText(title)
        self.paper.setAccessibleName(self.tr("All you remember of: {title}").format(title=title))
        self.paper.set_text(session.text)
        self.paper.set_place(session.cursor)
        self.notice.dismiss()
        self.show_clock(with_clock)
        self.session = session
        session.start_clock()
        self._tick()
        self.paper.setFocus()

    def show_clock(self, shown: bool) -> None:
        """Show the clock, or leave the student alone with the page; it counts all the same."""
        self._clock_shown = shown
        if not shown:
            self.clock.setText(self.tr("Show the clock"))
            self.clock.setAccessibleName(self.clock.text())
        hint = self.tr("Hide the clock (Alt+C)") if shown else self.tr("Alt+C")
        self.clock.setToolTip(hint)
        self.clock.setAccessibleDescription(hint)
        self._tick()

    def save(self) -> bool:
        """Commit what is written now; False when that failed, which the student is then told here."""
        if self.session is None:
            return True
        try:
            self.session.save(self.paper.text(), self.paper.place())
        except ThawError as error:
            self._note_failed(error)
            return False
        self._note_saved()
        return True

    @property
    def unsaved(self) -> bool:
        """Whether something on the screen is not yet on the disk."""
        return self.session is not None and self._autosave.unsaved

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.notice)
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.clock)
        self._column.addLayout(top)
        self._column.addWidget(self.paper, 1)
        buttons = QWidget()
        self._buttons = FlowLayout(buttons)
        for one in (self.done, self.back):
            self._buttons.addWidget(one)
        self._column.addWidget(buttons)

    def _connect(self) -> None:
        self.paper.textChanged.connect(self._note_change)
        self._autosave.due.connect(self._save_when_due)
        self._second.timeout.connect(self._tick)
        self.done.clicked.connect(self.finish)
        self.back.clicked.connect(self.leave_it)
        self.clock.clicked.connect(self._toggle_clock)
        self._theme.changed.connect(self._give_room)
        keys = {
            "Ctrl+Return": self.finish,
            "Ctrl+Enter": self.finish,
            "Alt+C": self._toggle_clock,
        }
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)

    # What the student does

    @Slot()
    def finish(self) -> None:
        """Stop the clock and compare."""
        if self.session is None:
            return
        if not self.paper.text().strip():
            self.notice.show_notice(self.tr("Nothing is written yet. A few words are enough to begin with."))
            self.paper.setFocus()
            return
        try:
            self.session.end_writing(self.paper.text())
        except ThawError as error:
            self._note_failed(error)
            return
        self._clear_away()
        self.finished.emit()

    @Slot()
    def leave_it(self) -> None:
        """Back to the notes; what is written waits, and an empty page is forgotten."""
        if self.session is None:
            return
        self.session.stop_clock()
        try:
            if self.paper.text().strip():
                self.session.save(self.paper.text(), self.paper.place())
            else:
                self.session.drop()
        except ThawError as error:
            self.session.start_clock()
            self._note_failed(error)
            return
        self._clear_away()
        self.put_away.emit()

    @Slot()
    def _toggle_clock(self) -> None:
        self.show_clock(not self._clock_shown)
        self.clock_toggled.emit(self._clock_shown)

    def _clear_away(self) -> None:
        self.session = None
        self._autosave.saved()
        self._second.stop()

    # The text and the disk

    @Slot()
    def _note_change(self) -> None:
        if self.session is not None:
            self._autosave.touch()

    @Slot()
    def _save_when_due(self) -> None:
        self.save()

    def _note_saved(self) -> None:
        if self._autosave.failing:
            self.notice.dismiss()
            self.settled.emit()
        self._autosave.saved()

    def _note_failed(self, error: ThawError) -> None:
        self._autosave.failed()
        rest = self.tr("Your text is safe on the screen, and Thaw keeps trying.")
        self.notice.show_notice(self.tr("Not saved. {why} {rest}").format(why=error.sentence, rest=rest), "bad")

    # The clock

    @Slot()
    def _tick(self) -> None:
        """Show the time, and wake up at the next second while somebody sees it."""
        self._second.stop()
        if self.session is None or not self._clock_shown:
            return
        elapsed = self.session.elapsed()
        self.clock.setText(clock_text(elapsed))
        self.clock.setAccessibleName(self.tr("Time used: {time}").format(time=clock_text(elapsed)))
        if self.isVisible():
            self._second.start(max(1, math.ceil((math.floor(elapsed) + 1 - elapsed) * 1000)))

    def showEvent(self, event: QShowEvent) -> None:
        """Show the time of now, and go on showing it."""
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        """The clock goes on; nobody sees it, so nothing wakes up for it."""
        super().hideEvent(event)
        self._second.stop()

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._column.setContentsMargins(px(28), px(18), px(28), px(16))
        self._column.setSpacing(px(12))
        self._buttons.setSpacing(px(8))

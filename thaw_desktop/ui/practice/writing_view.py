"""Writing under the clock: the page in the middle, the question to the left, the clock to the right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.practice.page import Page, count_words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.autosave import Autosave, Rhythm
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.practice.countdown import Countdown
from thaw_desktop.ui.practice.question_panel import QuestionPanel
from thaw_desktop.ui.practice.side_panel import SidePanel
from thaw_desktop.ui.practice.wording import spoken_minutes, time_of_day
from thaw_desktop.ui.widgets import NoticeBar, button
from thaw_desktop.ui.widgets.essay_page import EssayPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from thaw_desktop.content.model import Question
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.ui.theme import Theme

_WIDE_FROM, _WIDE_WITH_SOURCES_FROM = 960, 1060
"""Width from which there are three columns, px at 100 %."""
_BESIDE_FROM = 680
"""Width from which sources stay beside the page, under a strip with the clock, px at 100 %."""
_LEFT, _LEFT_WITH_SOURCES = 264, (320, 480)
"""Width of the question's column, px at 100 %; with sources a third of the window, between two bounds."""
_TALL_FROM = 300
"""Height from which a notice may take three lines, px at 100 %."""
_ANY_WIDTH = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which PySide does not name."""
_COUNT_EVERY_MS = 300
_PACE_AFTER_S = 60


class WritingView(QWidget):
    """One attempt while it is written. The text is committed within two seconds of every key.

    Attributes:
        session: the attempt; None when nothing is being written.
        page: where the essay is written.

    Signals:
        finished: the attempt is over; its id.
        put_away: the attempt is saved and waits, its clock standing.
        settled: what could not be saved before has been saved after all.
        link_activated: a link in the question was chosen; its `href` as written.
    """

    finished = Signal(str)
    put_away = Signal()
    settled = Signal()
    link_activated = Signal(str)

    def __init__(
        self,
        theme: Theme,
        clock: Clock,
        media: Callable[[str], bytes | None],
        rhythm: Rhythm,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._clock = clock
        self.session: AttemptSession | None = None
        self._words = 0
        self._saved_at = ""
        self._autosave = Autosave(rhythm, self)
        self._countdown = Countdown(self)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_COUNT_EVERY_MS)
        self._notice = NoticeBar(theme)
        self._back = button(self.tr("‹ Questions"), "quiet", description=self.tr("Stop the clock and put it away"))
        self._panel = QuestionPanel(theme, media)
        self.page = EssayPage(theme, self.tr("Your essay"))
        self.page.setPlaceholderText(self.tr("The clock is running. What you write is saved as you type."))
        self._side = SidePanel(theme)
        self._lay_out()
        self._connect()
        self._give_room()

    # What the tab asks

    def sit(self, session: AttemptSession, question: Question | None) -> None:
        """Begin or go on with an attempt: show its text and let the clock go."""
        self.session = None  # what is put on the page now is no change
        self._panel.show_question(question)
        self._has_sources = question is not None and bool(question.sources)
        self._arrange()
        self._panel.pad.setPlainText(session.page.plan)
        self.page.setReadOnly(False)
        self.page.set_text(session.page.text)
        self.page.set_place(session.page.cursor)
        self.page.show_overtime(session.overtime_at)
        self._notice.dismiss()
        self._side.put_back()
        self._show_panel(False)
        self.session = session
        session.start_clock()
        self._count()
        self._note_saved()
        self._show_running()
        self._countdown.follow(session)
        self.page.setFocus()

    def save(self) -> bool:
        """Commit the page now; False when that failed, which the student is then told here."""
        session = self.session
        if session is None:
            return True
        self._follow_overtime(session)
        try:
            session.save(self._as_page())
        except ThawError as error:
            self._note_failed(error)
            return False
        self._note_saved()
        return True

    @property
    def unsaved(self) -> bool:
        """Whether something on the screen is not yet on the disk."""
        return self.session is not None and self._autosave.unsaved

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return usable(self._notice, self._left, self.page, self._side)

    # Building

    def _lay_out(self) -> None:
        self._left = QWidget()
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        self._left_column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._left_column.addWidget(self._panel, 1)
        self._grid = QGridLayout(self)
        self._grid.addWidget(self._notice, 0, 0, 1, 3)
        self._has_sources = False
        self._form: Literal["wide", "beside", "narrow", ""] = ""
        self._arrange()
        for first, second in ((self._panel.pad, self.page), (self.page, self._side)):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.page.textChanged.connect(self._note_change)
        self._panel.pad.textChanged.connect(self._note_change)
        self._autosave.due.connect(self._save_when_due)
        self._recount.timeout.connect(self._count)
        self._countdown.moved.connect(self._show_time)
        self._countdown.minutes_left.connect(self._tell_minutes)
        self._countdown.over.connect(self._ring_bell)
        self._side.pause_asked.connect(self._pause_or_go_on)
        self._side.finish_asked.connect(self._finish)
        self._side.stayed.connect(self._go_to_page)
        self._side.panel_asked.connect(self._show_panel)
        self._back.clicked.connect(self._put_away)
        self._panel.link_activated.connect(self.link_activated)
        self._theme.changed.connect(self._give_room)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._side.ask_to_finish)

    def _arrange(self) -> None:
        """Three columns where there is room; else a strip above the page, and the question in the page's place.

        Sources are read again and again while one writes: they stay beside the page as long as there is any room.
        """
        px, form = self._theme.px, self._form
        if self.width() >= px(_WIDE_WITH_SOURCES_FROM if self._has_sources else _WIDE_FROM):
            self._form = "wide"
        else:
            self._form = "beside" if self._has_sources and self.width() >= px(_BESIDE_FROM) else "narrow"
        narrow = self.tr("Sources and plan") if self._has_sources else self.tr("Question and plan")
        self._side.offer_panel(narrow if self._form == "narrow" else "")
        if form != self._form:
            self._side.set_compact(self._form != "wide")
            self._place_parts()
            self._show_panel(False)
        self._set_widths()

    def _place_parts(self) -> None:
        if self._form == "narrow":
            self._grid.addWidget(self._side, 1, 0, 1, 3)
            self._grid.addWidget(self._left, 2, 0, 1, 3)
            self._grid.addWidget(self.page, 2, 0, 1, 3)
        elif self._form == "beside":
            self._grid.addWidget(self._side, 1, 0, 1, 3)
            self._grid.addWidget(self._left, 2, 0)
            self._grid.addWidget(self.page, 2, 1, 1, 2)
        else:
            self._grid.addWidget(self._left, 2, 0)
            self._grid.addWidget(self.page, 2, 1)
            self._grid.addWidget(self._side, 2, 2)
        self._grid.setRowStretch(2, 1)
        self._grid.setColumnStretch(1, 1)

    def _set_widths(self) -> None:
        px, left = self._theme.px, self._theme.px(_LEFT)
        if self._has_sources:
            least, most = map(px, _LEFT_WITH_SOURCES)
            left = max(least, min(most, self.width() // 3))
        for part, width, fixed in (
            (self._left, left, self._form != "narrow"),
            (self._side, px(208), self._form == "wide"),
        ):
            part.setMinimumWidth(width if fixed else 0)
            part.setMaximumWidth(width if fixed else _ANY_WIDTH)

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._grid.setContentsMargins(px(20), px(12), px(20), px(16))
        self._grid.setSpacing(px(14))
        self._left_column.setSpacing(px(6))
        self._arrange()

    @Slot(bool)
    def _show_panel(self, shown: bool) -> None:
        """In a narrow window: the question and the plan in place of the page."""
        narrow = self._form == "narrow"
        self._left.setVisible(shown or not narrow)
        self.page.setVisible(not (shown and narrow))

    # The text and the disk

    def _as_page(self) -> Page:
        return Page(self.page.text(), self._panel.pad.toPlainText(), self.page.place())

    def _follow_overtime(self, session: AttemptSession) -> None:
        """Where the overtime begins, now that the text before it may have changed."""
        begun = self.page.overtime_at()
        if begun is not None:
            session.overtime_at = begun

    def _tint_overtime(self) -> None:
        """Once the attempt knows where its time ran out, show it."""
        session = self.session
        if session is not None and session.overtime_at is not None and self.page.overtime_at() is None:
            self.page.show_overtime(session.overtime_at)

    @Slot()
    def _note_change(self) -> None:
        if self.session is None:
            return
        self._autosave.touch()
        if not self._recount.isActive():
            self._recount.start()

    @Slot()
    def _save_when_due(self) -> None:
        self.save()

    def _note_saved(self) -> None:
        if self._autosave.failing:
            self._notice.dismiss()
            self.settled.emit()
        self._autosave.saved()
        self._saved_at = time_of_day(self._clock.now())
        self._side.show_saved(self.tr("Saved {time}").format(time=self._saved_at), good=True)
        self._tint_overtime()

    def _note_failed(self, error: ThawError) -> None:
        self._autosave.failed()
        self._tint_overtime()
        self._side.show_saved(self.tr("Not saved since {time}").format(time=self._saved_at), good=False)
        if self.height() < self._theme.px(_TALL_FROM):  # the page needs the room more than the advice
            sentence = self.tr("Not saved. {what}. Thaw keeps trying.").format(what=error.what)
        else:
            rest = self.tr("Your text is safe on the screen, and Thaw keeps trying.")
            sentence = self.tr("Not saved. {why} {rest}").format(why=error.sentence, rest=rest)
        self._notice.show_notice(sentence, "bad")

    # The clock and the numbers

    @Slot()
    def _count(self) -> None:
        self._words = count_words(self.page.text())
        self._side.show_words(self._words)
        if self.session is not None:
            self._show_time(self.session.remaining())

    @Slot(float)
    def _show_time(self, left: float) -> None:
        session = self.session
        if session is not None:
            elapsed = session.budget - left
            pace = round(self._words / elapsed * 60) if elapsed >= _PACE_AFTER_S else None
            self._side.show_time(left, session.budget, pace)

    @Slot(int)
    def _tell_minutes(self, minutes: int) -> None:
        announce(self, spoken_minutes(minutes))

    @Slot()
    def _ring_bell(self) -> None:
        self.save()  # at once: the place in the text where the time ran out is kept with it
        if not self._autosave.failing:
            self._notice.show_notice(self.tr("Time. You may write on: what follows is marked as overtime."), "caution")

    def _show_running(self) -> None:
        running = self.session is not None and self.session.running
        self._side.set_running(running=running)
        self.page.setReadOnly(not running)
        self._panel.pad.setReadOnly(not running)

    # What the student does

    @Slot()
    def _pause_or_go_on(self) -> None:
        session = self.session
        if session is None:
            return
        if session.running:
            self._stop_clock(session)
        else:
            session.start_clock()
            self.page.setFocus()
        self._show_running()
        self._countdown.look()

    def _stop_clock(self, session: AttemptSession) -> bool:
        self._follow_overtime(session)
        try:
            session.pause(self._as_page())
        except ThawError as error:
            self._note_failed(error)
            return False
        self._note_saved()
        return True

    @Slot()
    def _go_to_page(self) -> None:
        self.page.setFocus()

    @Slot()
    def _finish(self) -> None:
        session = self.session
        if session is None:
            return
        if session.remaining() <= 0 and session.overtime_at is None:
            session.overtime_at = len(self.page.text())
        self._follow_overtime(session)
        try:
            attempt = session.finish(self._as_page())
        except ThawError as error:
            self._note_failed(error)
            return
        self._clear_away()
        self.finished.emit(attempt)

    @Slot()
    def _put_away(self) -> None:
        session = self.session
        if session is not None and self._stop_clock(session):
            self._clear_away()
            self.put_away.emit()
        elif session is not None:
            self._show_running()
            self._countdown.look()

    def _clear_away(self) -> None:
        self.session = None
        self._countdown.follow(None)
        self._autosave.saved()
        self._recount.stop()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Show the time of now, and go on showing it."""
        super().showEvent(event)
        self._countdown.set_seen(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """The attempt's clock goes on; nobody sees it, so nothing wakes up for it."""
        super().hideEvent(event)
        self._countdown.set_seen(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange()

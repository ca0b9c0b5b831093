"""Writing under the clock: the page in the middle, the question to the left, the clock to the right."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.practice.mirror import as_plain_text
from thaw_desktop.practice.page import Page, count_words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.practice.countdown import Countdown
from thaw_desktop.ui.practice.cover import Cover
from thaw_desktop.ui.practice.formatting_bar import FormattingBar
from thaw_desktop.ui.practice.interruptions import Interruptions
from thaw_desktop.ui.practice.manuscript import Manuscript
from thaw_desktop.ui.practice.paper_bar import PaperBar
from thaw_desktop.ui.practice.question_panel import QuestionPanel
from thaw_desktop.ui.practice.side_panel import SidePanel
from thaw_desktop.ui.practice.text_keeper import TextKeeper
from thaw_desktop.ui.practice.wording import spoken_minutes
from thaw_desktop.ui.practice.writing_layout import WritingLayout
from thaw_desktop.ui.widgets import NoticeBar, button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent

    from thaw_desktop.content.model import Question
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.core.settings import Settings
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.practice.conditions import ClockPhase, Interruption
    from thaw_desktop.practice.versions import Version
    from thaw_desktop.ui.autosave import Rhythm
    from thaw_desktop.ui.theme import Theme

_COUNT_EVERY_MS = 300
_PACE_AFTER_S = 60


class WritingView(QWidget):
    """One attempt while it is written. The text is committed within two seconds of every key.

    Attributes:
        session: the attempt; None when nothing is being written.
        page: where the essay is written.
        paper: the answers of a whole paper.

    Signals:
        finished: the attempt is over; its id.
        put_away: the attempt is saved and waits, its clock standing.
        settled: what could not be saved before has been saved after all.
        link_activated: a link in the question was chosen; its `href` as written.
        turned: another answer of the paper is to be on the page; its session.
    """

    turned = Signal(object)
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
        self._theme, self._clock = theme, clock
        self.session: AttemptSession | None = None
        self._words = 0
        self._told_of_copy = False
        self._countdown = Countdown(self)
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.setInterval(_COUNT_EVERY_MS)
        self._notice, self._asking = NoticeBar(theme), NoticeBar(theme)
        self._interruptions = Interruptions(self._asking, self)
        self._cover = Cover(theme)
        self.paper = PaperBar(theme)
        self._back = button(self.tr("‹ Questions"), "quiet", description=self.tr("Stop the clock and put it away"))
        self._look_back = button(
            self.tr("Versions…"), "quiet", description=self.tr("Look back at your essay as it stood earlier")
        )
        self._panel = QuestionPanel(theme, media)
        self.page = Manuscript(theme, self.tr("Your essay"))
        self.page.setPlaceholderText(self.tr("The clock is running. What you write is saved as you type."))
        self.bar = FormattingBar(theme, self.page)
        self._marks = self._target = 0
        self._side = SidePanel(theme)
        self._keeper = TextKeeper(
            theme, clock, rhythm, self._notice, self._side, lambda: as_plain_text(self._as_page()), self
        )
        self._autosave = self._keeper.autosave
        self._lay_out()
        self._connect()
        self._give_room()

    # What the tab asks

    def sit(self, session: AttemptSession, question: Question | None, settings: Settings) -> None:
        """Begin or go on with an attempt, or with another answer of a paper: show its text and let the clock go.

        Args:
            session: the attempt.
            question: what is asked; None when the pack no longer has it.
            settings: how the student wants the clock shown and when to be told.
        """
        self.session = None  # what is put on the page now is no change
        self._panel.show_question(question)
        self._has_sources = question is not None and bool(question.sources)
        self._arrange()
        self._panel.pad.setPlainText(session.page.plan)
        self.page.setReadOnly(False)
        self.page.set_text(session.page.text, session.page.formatting, session.page.journal)
        self.page.set_place(session.page.cursor)
        self.page.show_overtime(session.overtime_at)
        self._notice.dismiss()
        self._interruptions.forget()
        self._side.put_back()
        self._side.set_conditions(session.conditions, settings.clock_shown)
        self._panel.aloud.use(settings)
        told = question is not None and settings.clock_shown == "always" and session.sitting is None
        self._marks = question.marks if question is not None and told else 0  # a paper tells it of each answer itself
        self.set_page(settings)
        self._keep_to(session)
        self._show_panel(False)
        self.session = session
        self.paper.follow(session.sitting)
        session.start_clock()
        self._count()
        self._keeper.note_saved()
        self._countdown.told_at = settings.warn_at
        self._countdown.by_minute = settings.clock_shown != "always"
        self._countdown.follow(session)
        (self.page if session.phase == "writing" else self._cover.go_on).setFocus()

    def set_page(self, settings: Settings) -> None:
        """Set the page as the student likes it."""
        self._target = settings.essay_word_target
        self.page.set_look(settings.essay_line_spacing, typewriter=settings.typewriter_scrolling)
        self.bar.show_settings(settings)
        self._count()

    def save(self) -> bool:
        """Commit the page now; False when that failed, which the student is then told here."""
        session = self.session
        if session is None:
            return True
        self._follow_overtime(session)
        saved = self._keeper.keep(lambda: session.save(self._as_page()))
        self._tint_overtime()
        if saved and session.copy.failed and not self._told_of_copy:
            self._told_of_copy = True
            sentence = self.tr("Saved. Only the copy in plain text could not be written: {path}.")
            self._notice.show_notice(sentence.format(path=session.copy.path), "caution", passes=True)
        return saved

    @property
    def unsaved(self) -> bool:
        """Whether something on the screen is not yet on the disk."""
        return self.session is not None and self._autosave.unsaved

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return usable(self.paper, self._notice, self._asking, self._left, self.page, self._cover, self._side)

    # Building

    def _lay_out(self) -> None:
        self._left = QWidget()
        self._left_column = QVBoxLayout(self._left)
        self._left_column.setContentsMargins(0, 0, 0, 0)
        above = QHBoxLayout()
        above.addWidget(self._back)
        above.addStretch(1)
        above.addWidget(self._look_back)
        self._left_column.addLayout(above)
        self._left_column.addWidget(self._panel, 1)
        notices = QWidget()
        stacked = QVBoxLayout(notices)
        stacked.setContentsMargins(0, 0, 0, 0)
        stacked.addWidget(self.paper)
        stacked.addWidget(self._notice)
        stacked.addWidget(self._asking)
        self._desk = QStackedWidget()
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.page, 1)
        self._sheet = sheet
        self._desk.addWidget(sheet)
        self._desk.addWidget(self._cover)
        self._grid = WritingLayout(self._theme, notices, self._left, self._desk, self._side)
        self.setLayout(self._grid)
        self._has_sources = False
        self._arrange()
        for first, second in ((self._panel.pad, self.page), (self.page, self._side)):
            QWidget.setTabOrder(first, second)

    def _connect(self) -> None:
        self.page.textChanged.connect(self._note_change)
        self._panel.pad.textChanged.connect(self._note_change)
        self._autosave.due.connect(self._save_when_due)
        self._keeper.settled.connect(self.settled)
        self._recount.timeout.connect(self._count)
        self._countdown.moved.connect(self._show_time)
        self._countdown.minutes_left.connect(self._tell_minutes)
        self._countdown.over.connect(self._ring_bell)
        self.paper.turned.connect(self._turn_to)
        self._countdown.turned.connect(self._turn)
        self._countdown.interrupted.connect(self._interruptions.tell)
        self._interruptions.decided.connect(self._decide)
        self._cover.ended.connect(self._write_now)
        self._side.rest_asked.connect(self._take_rest)
        self._side.reveal.toggled.connect(self._show_seconds)
        for text in (self.page, self._panel.pad):
            text.refused.connect(self._tell_refused)
        self._side.pause_asked.connect(self._pause_or_go_on)
        self._side.finish_asked.connect(self._finish)
        self._side.stayed.connect(self._go_to_page)
        self._side.panel_asked.connect(self._show_panel)
        self._back.clicked.connect(self._put_away)
        self._look_back.clicked.connect(self._show_versions)
        self._panel.link_activated.connect(self.link_activated)
        self._panel.aloud.trouble.connect(self._tell)
        self.bar.full_screen_asked.connect(self._turn_full_screen)
        self._theme.changed.connect(self._give_room)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._side.ask_to_finish)
        for keys, by in (("Ctrl+PgDown", 1), ("Ctrl+PgUp", -1)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(partial(self.paper.step, by))

    def _arrange(self) -> None:
        self._grid.arrange(self.width(), has_sources=self._has_sources)

    @Slot()
    def _give_room(self) -> None:
        self._grid.give_room()
        self._left_column.setSpacing(self._theme.px(6))
        self._arrange()

    @Slot(bool)
    def _show_panel(self, shown: bool) -> None:
        self._grid.show_panel(shown=shown)

    # The text and the disk

    def _as_page(self) -> Page:
        page = self.page
        return Page(page.text(), self._panel.pad.toPlainText(), page.place(), page.formatting(), page.journal())

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

    # The clock and the numbers

    @Slot()
    def _count(self) -> None:
        text, begun = self.page.text(), self.page.overtime_at()
        self._words = count_words(text)
        self._side.show_words(self._words, 0 if begun is None else self._words - count_words(text[:begun]))
        self._countdown.look()

    @Slot(float)
    def _show_time(self, left: float) -> None:
        session = self.session
        if session is None:
            return
        self._cover.show_left(left)
        self.paper.look()
        self._side.show_rest(session.rest_left())
        left = session.remaining()
        elapsed = session.budget - left
        pace = round(self._words / elapsed * 60) if elapsed >= _PACE_AFTER_S else None
        self._side.show_time(left, session.budget, pace)
        self.bar.show_pace(self._words, self._target, self._marks, elapsed / session.budget)

    @Slot(str)
    def _turn(self, phase: ClockPhase) -> None:
        """Reading, writing or a break has begun."""
        covered = phase != "writing"
        held = self._desk.isAncestorOf(QApplication.focusWidget() or self)
        self._cover.show_phase(phase)
        self._desk.setCurrentWidget(self._cover if covered else self._sheet)
        if self._grid.form == "narrow":
            self._side.show_panel_button(checked=False)
        self._show_running()
        if held:
            (self._cover.go_on if covered else self.page).setFocus()
        if covered or self.isVisible():
            announce(self, self._cover.told() if covered else self.tr("Time to write"))
        self.save()

    @Slot(bool)
    def _show_seconds(self, shown: bool) -> None:
        self._countdown.by_minute = not shown
        self._countdown.look()

    @Slot(object, bool)
    def _decide(self, interruption: Interruption, counted: bool) -> None:
        session = self.session
        if session is not None:
            self._follow_overtime(session)
            self._keeper.keep(lambda: session.count(interruption, self._as_page(), counted=counted))
            self._countdown.look()
            self.page.setFocus()

    @Slot(int)
    def _tell_minutes(self, minutes: int) -> None:
        announce(self, spoken_minutes(minutes))
        if not self._notice.isVisible() or self._notice.passes:
            self._notice.show_notice(spoken_minutes(minutes), passes=True)

    @Slot()
    def _ring_bell(self) -> None:
        self.save()  # at once: the place in the text where the time ran out is kept with it
        if not self._autosave.failing:
            self._notice.show_notice(self.tr("Time. You may write on: what follows is marked as overtime."), "caution")

    def _show_running(self) -> None:
        session = self.session
        running = session is not None and session.running
        phase = session.phase if session is not None else "writing"
        self._side.set_running(running=running, phase=phase)
        self.paper.set_open(running and phase != "rest")
        self.page.setReadOnly(not running or phase != "writing")
        self._panel.pad.setReadOnly(not running or phase == "rest")
        self._autosave.set_beating(running and self.isVisible())

    def _keep_to(self, session: AttemptSession) -> None:
        """Allow what the conditions allow."""
        exam = session.conditions.mode == "exam"
        self._back.setVisible(not exam)
        self.bar.full_screen.setEnabled(not exam)  # it is full already, and stays so
        self.page.own_words = self._panel.pad.own_words = session.id if exam else ""
        hints = Qt.InputMethodHint.ImhNoPredictiveText if exam else Qt.InputMethodHint.ImhNone
        for text in (self.page, self._panel.pad):
            text.setInputMethodHints(Qt.InputMethodHint.ImhMultiLine | hints)

    @Slot()
    def _tell_refused(self) -> None:
        self._tell(self.tr("Under exam conditions only your own words from this essay can be pasted."))

    @Slot(str)
    def _tell(self, sentence: str) -> None:
        """Say something until it has been read, unless there is something worse to say."""
        if not self._autosave.failing:
            self._notice.show_notice(sentence, passes=True)

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

    @Slot()
    def _turn_full_screen(self) -> None:
        window = self.window()
        window.setWindowState(window.windowState() ^ Qt.WindowState.WindowFullScreen)

    @Slot()
    def _take_rest(self) -> None:
        session = self.session
        if session is not None:
            self._follow_overtime(session)
            self._keeper.keep(lambda: session.take_rest(self._as_page()))
            self._countdown.look()
            self._cover.go_on.setFocus()

    @Slot()
    def _write_now(self) -> None:
        """End the reading, or the break, before its time."""
        session = self.session
        if session is not None:
            end = session.end_reading if session.phase == "reading" else session.end_rest
            self._keeper.keep(lambda: end(self._as_page()))
            self._countdown.look()
            self.page.setFocus()

    def _stop_clock(self, session: AttemptSession) -> bool:
        self._follow_overtime(session)
        stopped = self._keeper.keep(lambda: session.pause(self._as_page()))
        self._tint_overtime()
        return stopped

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
        whole = session.sitting or session
        if self._keeper.keep(lambda: whole.finish(self._as_page())):
            first = session.sitting.answers[0] if session.sitting is not None else session
            self._clear_away()
            self.finished.emit(first.id)
        else:
            self._tint_overtime()

    @Slot(int)
    def _turn_to(self, place: int) -> None:
        """Put another answer of the paper on the page, once this one is saved."""
        session = self.session
        if session is None or session.sitting is None:
            return
        self._follow_overtime(session)
        sitting = session.sitting
        if self._keeper.keep(lambda: sitting.go_to(place, self._as_page())):
            self.turned.emit(sitting.session)

    @Slot()
    def _put_away(self) -> None:
        session = self.session
        if session is not None and self._stop_clock(session):
            self._clear_away()
            self.put_away.emit()
        elif session is not None:
            self._show_running()
            self._countdown.look()

    @Slot()
    def _show_versions(self) -> None:
        # Imported here: most essays are written without a look back.
        from thaw_desktop.ui.practice.versions_dialog import VersionsDialog

        if self.session is not None:
            dialog = VersionsDialog(self._theme, self.session.versions(), self._clock.now(), self)
            dialog.chosen.connect(self._restore)
            dialog.open()

    @Slot(object)
    def _restore(self, version: Version) -> None:
        """Put an earlier version on the page, after the present one was kept; undo takes that back."""
        session = self.session
        if session is None or self.page.isReadOnly():
            return
        self._follow_overtime(session)
        if not self._keeper.keep(lambda: session.keep_version(self._as_page())):
            return
        self.page.replace_text(version.text, version.formatting)
        pad = QTextCursor(self._panel.pad.document())
        pad.select(QTextCursor.SelectionType.Document)
        pad.insertText(version.plan)
        if session.overtime_at is not None:
            whole = len(version.text)
            session.overtime_at = whole if version.elapsed < session.budget else min(session.overtime_at, whole)
            self.page.show_overtime(session.overtime_at)
        self.page.setFocus()

    def _clear_away(self) -> None:
        self.session = None
        self.paper.follow(None)
        self._countdown.follow(None)
        self._interruptions.forget()
        self._panel.aloud.stop()
        self._autosave.set_beating(False)
        self._autosave.saved()
        self._recount.stop()

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        """Show the time of now, and go on showing it."""
        super().showEvent(event)
        self._countdown.set_seen(True)
        self._autosave.set_beating(self.session is not None and self.session.running)

    def hideEvent(self, event: QHideEvent) -> None:
        """The attempt's clock goes on; nobody sees it, so nothing wakes up for it."""
        super().hideEvent(event)
        self._countdown.set_seen(False)
        self._autosave.set_beating(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Use the room there is."""
        super().resizeEvent(event)
        self._arrange()

"""Blurting from beginning to end: the paper, the comparison, what was recalled, and back to the notes."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.notes.blurting import look
from thaw_desktop.ui import words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.notes.blurting_box import BlurtBox
from thaw_desktop.ui.notes.blurting_page import BlurtPage
from thaw_desktop.ui.notes.blurting_past import PastBlurts
from thaw_desktop.ui.notes.blurting_result import BlurtResult
from thaw_desktop.ui.widgets import NoticeBar, plain_label

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Mapping, Sequence

    from thaw_desktop.content.model import Card
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.notes.blurting import Blurting, BlurtSession, Finding
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.notes.contents import Topic
    from thaw_desktop.ui.theme import Theme

_CHANNEL = "blurt"


class BlurtDesk(QStackedWidget):
    """Takes the place of the notes while one blurts.

    Attributes:
        box: what the aside offers.
        told: a line above the notes, once cards were made.
        page: where one writes.
        result: what was recalled.
        active: whether something is being written or looked at.

    Signals:
        opened: it wants the place of the notes.
        closed: the notes may come back.
        cards_wanted: practise the flashcards.
        trouble: a plain sentence for the window.
        settled: what could not be saved before has been saved after all.
    """

    opened = Signal()
    closed = Signal()
    cards_wanted = Signal()
    trouble = Signal(str)
    settled = Signal()

    def __init__(
        self,
        theme: Theme,
        blurting: Blurting,
        jobs: Jobs,
        settings: SettingsStore,
        clock: Clock,
        rhythm: Rhythm | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._blurting = blurting
        self._jobs = jobs
        self._settings = settings
        self._clock = clock
        self._pack = ""
        self._topic: Topic | None = None
        self._session: BlurtSession | None = None
        self.active = False
        self.box = BlurtBox(theme)
        self.told = NoticeBar(theme)
        self.page = BlurtPage(theme, rhythm or Rhythm())
        self.result = BlurtResult(theme)
        self._waiting = QWidget()
        self._waiting.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # it keeps the focus from going astray
        column = QVBoxLayout(self._waiting)
        self._words = plain_label(self.tr("Looking for the facts in what you wrote…"), "heading", wrap=True)
        column.addWidget(self._words, 0, Qt.AlignmentFlag.AlignCenter)
        for one in (self.page, self._waiting, self.result):
            self.addWidget(one)
        self.box.wanted.connect(self.begin)
        self.box.past_wanted.connect(self.show_past)
        self.page.finished.connect(self._compare)
        self.page.put_away.connect(self._close)
        self.page.clock_toggled.connect(self._keep_clock)
        self.page.settled.connect(self.settled)
        self.result.done.connect(self._record)
        self.result.past_wanted.connect(self.show_past)
        self.told.action.connect(self._ask_for_cards)
        self.hide()

    # What the tab asks

    def show_topic(self, pack: str, topic: Topic) -> None:
        """Offer the section that is open in the notes."""
        if (pack, topic) != (self._pack, self._topic):
            self.told.dismiss()
        self._pack, self._topic = pack, topic
        unfinished = self._blurting.unfinished(pack)
        waiting = {part: bool(draft.state["written"]) for part, draft in unfinished.items() if part in topic.ids}
        past = self._blurting.past(pack, topic.ids)
        self.box.show_section(
            topic.entry.id,
            {part.id: part.title for part in topic.parts},
            waiting,
            self.tr("Last time: {share}").format(share=_share(past[0].facts)) if past else "",
        )

    @Slot(str)
    def begin(self, section: str) -> None:
        """Blurt a section or subsection of the topic, or go on with what waits."""
        if self._topic is None:
            return
        try:
            self._session = self._blurting.begin(self._pack, section)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        self.active = True
        self.told.dismiss()
        self.opened.emit()
        self.show()
        if self._session.written:
            self._compare()
        else:
            self.setCurrentWidget(self.page)
            title = self._titles().get(section, "")
            self.page.sit(self._session, title, with_clock=self._settings.current.blurt_clock)

    def stay_with(self, pack: str) -> None:
        """Put away what belongs to another pack than the one that is open."""
        if pack != self._pack:
            self.put_away()

    def put_away(self) -> None:
        """Let the notes come back; what is written waits."""
        if self._session is None:
            return
        if self.currentWidget() is self.page:
            self.page.leave_it()
        else:
            self._close()

    def escape(self) -> None:
        """Put away what is being written; keep what is being looked at, without cards."""
        if self.currentWidget() is self.result:
            self.result.end_without()
        else:
            self.put_away()

    def save(self) -> None:
        """Write down what is not yet saved."""
        self.page.save()

    @property
    def unsaved(self) -> bool:
        """Whether something on the screen is not yet on the disk."""
        return self.page.unsaved

    def take_focus(self) -> bool:
        """Give the focus to what is in use; False when nothing is."""
        if self.active:
            (self.page.paper if self.currentWidget() is self.page else self.result.make_cards).setFocus()
        return self.active

    @Slot()
    def begin_or_go_on(self) -> None:
        """The key: blurt the section that is open."""
        self.box.begin()

    @Slot()
    def show_past(self) -> None:
        """Look back at what was written."""
        topic, session = self._topic, self._session
        if topic is None:
            return
        past = self._blurting.past(self._pack, topic.ids if session is None else {session.section})
        title = self._titles().get(session.section if session is not None else topic.entry.id, "")
        now = session.text if session is not None else ""
        PastBlurts(self._theme, title, now, past, self._clock.now(), self).open()

    # What was recalled

    @Slot()
    def _compare(self) -> None:
        session = self._session
        if session is None:
            return
        self.setCurrentWidget(self._waiting)
        self._waiting.setFocus()
        announce(self, self._words.text())
        own = self._blurting.own_cards(self._pack)
        work = partial(_look, self._pack, session.section, own, session.text, goes_on=self._jobs.goes_on)
        self._jobs.run(_CHANNEL, work, self._show_findings, self._fail)

    def _show_findings(self, findings: list[Finding]) -> None:
        session = self._session
        if session is None:
            return
        past = self._blurting.past(self._pack, {session.section})
        before = self.tr("last time {share}").format(share=_share(past[0].facts)) if past else ""
        titles = self._titles()
        self.setCurrentWidget(self.result)
        self.result.show_findings(titles.get(session.section, ""), titles, findings, session.elapsed(), before)

    def _fail(self, sentence: str) -> None:
        self.trouble.emit(sentence)
        self._close()  # the draft waits with its text; the aside offers to look again

    @Slot(object, object)
    def _record(self, recalled: Mapping[str, bool], cards: Sequence[str]) -> None:
        session = self._session
        if session is None:
            return
        try:
            session.record(recalled, cards)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        self._close()
        if cards:
            count = words.cards(len(set(cards)))
            self.told.show_notice(
                self.tr("On today’s list now: {cards}.").format(cards=count), "info", self.tr("Practise them")
            )

    @Slot()
    def _close(self) -> None:
        self._session = None
        self.active = False
        self._jobs.forget(_CHANNEL)
        self.hide()
        self.closed.emit()

    # Helpers

    def _titles(self) -> dict[str, str]:
        topic = self._topic
        return {} if topic is None else {entry.id: entry.title for entry in (topic.entry, *topic.parts)}

    @Slot(bool)
    def _keep_clock(self, shown: bool) -> None:
        try:
            self._settings.change(blurt_clock=shown)
        except ThawError as error:
            self.trouble.emit(error.sentence)

    @Slot()
    def _ask_for_cards(self) -> None:
        self.told.dismiss()
        self.cards_wanted.emit()


def _look(
    pack: str,
    section: str,
    own: Sequence[Card],
    text: str,
    connection: sqlite3.Connection,
    *,
    goes_on: Callable[[], bool],
) -> list[Finding]:
    # Imported here: what runs on the thread is all that needs it.
    from thaw_desktop.content.library import Library

    return look(Library(connection), pack, section, own, text, goes_on)


def _share(facts: Mapping[str, bool]) -> str:
    return words.share(sum(facts.values()), len(facts))

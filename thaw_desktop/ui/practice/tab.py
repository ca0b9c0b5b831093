"""The Practice tab: choose a question, write under the clock, mark what was written."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QStackedLayout, QWidget

from thaw_desktop.core.ids import item_id, split_item
from thaw_desktop.practice.own_question import OwnQuestion
from thaw_desktop.practice.writing import Answer
from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.practice.arrangements import conditions_of
from thaw_desktop.ui.practice.chooser import Chooser
from thaw_desktop.ui.practice.history_desk import HistoryDesk
from thaw_desktop.ui.practice.review_view import ReviewView
from thaw_desktop.ui.practice.writing_view import WritingView
from thaw_desktop.ui.tab import Tab

if TYPE_CHECKING:
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import Question
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.practice.marking import FinishedAttempt, Marking
    from thaw_desktop.practice.writing import TimedWriting
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.practice.paper_dialog import ChosenPaper
    from thaw_desktop.ui.theme import Theme

_ATTEMPT = "attempt:"


class PracticeTab(Tab):
    """Three pages: the questions, the page one writes on, and the review. An attempt that runs keeps its page."""

    watches: ClassVar[frozenset[str]] = frozenset({"practice", "packs", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        writing: TimedWriting,
        marking: Marking,
        library: Library,
        clock: Clock,
        settings: SettingsStore,
        *,
        rhythm: Rhythm | None = None,
    ) -> None:
        """Make the tab.

        Args:
            theme: colours, sizes and fonts.
            navigator: takes the student to cards and notes.
            writing: the use case up to the bell.
            marking: the use case after it.
            library: questions and pictures.
            clock: the time of day, for "saved 12:41:07".
            settings: under which conditions the student writes.
            rhythm: when the text is saved; None for the usual second or two.
        """
        super().__init__(theme, navigator)
        self._writing = writing
        self._marking = marking
        self._library = library
        self._clock = clock
        self._settings = settings
        self._draft: Draft | None = None
        self._reviewed: FinishedAttempt | None = None
        self._missed: list[str] = []
        self._shown_pack = ""
        self._attempt_pack = ""
        self.chooser = Chooser(theme, self._picture)
        self.writer = WritingView(theme, clock, self._attempt_picture, rhythm or Rhythm())
        self.history = HistoryDesk(self, theme, writing, marking, library, clock)
        self.review = ReviewView(theme, clock, self._attempt_picture, marking.pace)
        self._pages = QStackedLayout(self)
        for page in (self.chooser, self.writer, self.review):
            self._pages.addWidget(page)
        self.history.add_to(self._pages)
        self._connect()
        self.writer.settled.connect(self.settled)

    # What the window asks of every tab

    def refresh(self) -> None:
        """Ask for the questions and attempts again. An attempt that runs and ticks that are being set stay."""
        changed_pack, self._shown_pack = self._shown_pack != self.pack, self.pack
        if self.writer.session is not None:
            return
        if self._pages.currentWidget() is self.review and not changed_pack:
            return
        if self.history.refresh():
            return
        self._show_chooser(take_focus=False)

    def show_item(self, item: str) -> None:
        """Go to a question, or with `attempt:ID` to an attempt: to its review, or on with it if it is unfinished."""
        attempt = item.removeprefix(_ATTEMPT) if item.startswith(_ATTEMPT) else ""
        session = self.writer.session
        if not item or (session is not None and session.id == attempt):
            return
        if session is not None:
            self.trouble.emit(self.tr("Your essay is still running. Finish it or put it away first."))
        elif attempt:
            self._open_attempt(attempt)
        else:
            self._show_chooser(take_focus=True)
            if not self.chooser.choose(item):
                self.trouble.emit(self.tr("That question is no longer in the pack."))

    def panes(self) -> list[QWidget]:
        """The parts of the page that is shown."""
        pages = (self.chooser, self.writer, self.review)
        shown = self._pages.currentWidget()
        return next((page.panes() for page in pages if page is shown), None) or self.history.panes()

    def leave(self) -> None:
        """Save the page at once; the attempt's clock goes on."""
        if self.writer.session is not None and not self.writer.save():
            self.trouble.emit(self.tr("Your essay is not saved yet. Go back to Practice and do not close Thaw."))

    @property
    def unsaved(self) -> bool:
        """Whether the page holds words that could not be written to the disk."""
        return self.writer.unsaved

    # Pages

    def _show_chooser(self, *, take_focus: bool) -> None:
        self._reviewed = None
        questions = self._library.questions(self.pack) if self.pack else []
        self.chooser.detail.show_arrangements(self._settings.current)
        titles = self._library.section_titles(self.pack) if self.pack else {}
        self.chooser.show_questions(questions, self._writing.attempts(self.pack), self._clock.now(), titles)
        self._draft = self._writing.unfinished()
        self.chooser.show_unfinished(self._draft, self._title_of(self._draft) if self._draft is not None else "")
        self._pages.setCurrentWidget(self.chooser)
        first = self.chooser.first_focus()
        self.setFocusProxy(first)
        if take_focus:
            first.setFocus()

    def _show_writer(self, session: AttemptSession) -> None:
        self._pages.setCurrentWidget(self.writer)
        self.setFocusProxy(self.writer.page)
        self._attempt_pack, _ = split_item(session.item)
        self._sit(session)
        if session.conditions.mode == "exam":
            self.alone.emit(True)

    @Slot(object)
    def _sit(self, session: AttemptSession) -> None:
        question = session.own.as_question() if session.own is not None else self._question_of(session.item)
        self._attempt_pack, _ = split_item(session.item)
        self.writer.sit(session, question, self._settings.current)

    def _show_review(self, attempt: str) -> bool:
        finished = self._marking.finished(attempt)
        if finished is None:
            return False
        self._reviewed = finished
        self._attempt_pack, _ = split_item(finished.attempt.item)
        self._pages.setCurrentWidget(self.review)
        self.setFocusProxy(self.review.panel)
        self.review.show_attempt(finished)
        return True

    def _question_of(self, item: str) -> Question | None:
        return self._library.question(*split_item(item))

    def _title_of(self, draft: Draft) -> str:
        paper = draft.state.get("sitting")
        if paper:
            return str(paper.get("title", ""))
        question = OwnQuestion.in_draft(draft.state) or self._question_of(draft.item)
        return question.title if question is not None else self.tr("a question no longer in the pack")

    def _picture(self, name: str) -> bytes | None:
        return self._library.media(self.pack, name)

    def _attempt_picture(self, name: str) -> bytes | None:
        """A picture of the pack that the attempt belongs to, which need not be the one that is open."""
        return self._library.media(self._attempt_pack, name)

    # What the student does

    def _connect(self) -> None:
        self.chooser.start_asked.connect(self._start)
        self.chooser.setting_chosen.connect(self._choose)
        self.chooser.attempt_chosen.connect(self._open_attempt)
        self.chooser.resumed.connect(self._resume)
        self.chooser.discarded.connect(self._discard)
        self.chooser.history_asked.connect(self.history.show_list)
        self.history.attempt_chosen.connect(self._open_attempt)
        self.history.left.connect(self._go_back)
        self.chooser.notes_asked.connect(self._go_to_notes)
        self.chooser.link_activated.connect(self._follow)
        self.chooser.paper_asked.connect(self._ask_for_paper)
        self.chooser.own_asked.connect(self._ask_for_own)
        self.writer.turned.connect(self._sit)
        self.writer.finished.connect(self._end)
        self.writer.bar.chosen.connect(self._set_page)
        self.writer.put_away.connect(self._go_back)
        self.writer.link_activated.connect(self._follow)
        self.review.back_asked.connect(self._go_back)
        self.review.answer_asked.connect(self._open_attempt)
        self.review.link_activated.connect(self._follow)
        self.review.hand_in_asked.connect(self._hand_in)
        self.review.panel.save_asked.connect(self._mark)
        self.review.panel.cards_asked.connect(self._go_to_cards)
        self.review.panel.card_asked.connect(self._go_to_card)

    @Slot(str, int)
    def _start(self, question_id: str, minutes: int) -> None:
        question = self._library.question(self.pack, question_id)
        if question is None:
            self._start_again(question_id, minutes)
            return
        with self.telling():
            section = next(iter(question.sections), "")
            conditions = conditions_of(self._settings.current, minutes)
            self._show_writer(self._writing.start(self.pack, question.id, conditions, section))

    def _start_again(self, question_id: str, minutes: int) -> None:
        """Begin with a question of the student's own that was written before."""
        before = (one for one in self._writing.attempts(self.pack) if split_item(one.item)[1] == question_id)
        own = next((one.own_question for one in before if one.own_question is not None), None)
        if own is not None:
            self._start_own(OwnQuestion(own.text, own.marks, minutes))

    @Slot(object)
    def _start_own(self, own: OwnQuestion) -> None:
        with self.telling():
            conditions = conditions_of(self._settings.current, own.minutes)
            self._show_writer(self._writing.start_own(self.pack, own, conditions))

    @Slot(object)
    def _start_paper(self, paper: ChosenPaper) -> None:
        answers = [
            Answer(item_id(self.pack, question.id), next(iter(question.sections), ""), minutes)
            for question, minutes in paper.answers
        ]
        with self.telling():
            conditions = conditions_of(self._settings.current, paper.minutes, paper.reading)
            self._show_writer(self._writing.start_paper(paper.title, answers, conditions))

    @Slot()
    def _ask_for_own(self) -> None:
        # Imported here: most essays answer a pack's question.
        from thaw_desktop.ui.practice.own_question_dialog import OwnQuestionDialog

        dialog = OwnQuestionDialog(self.theme, self)
        dialog.chosen.connect(self._start_own)
        dialog.open()

    @Slot()
    def _ask_for_paper(self) -> None:
        # Imported here: most essays answer one question.
        from thaw_desktop.ui.practice.paper_dialog import PaperDialog

        questions = self._library.questions(self.pack)
        if questions:
            dialog = PaperDialog(self.theme, *self._writing.papers(), questions, self)
            dialog.chosen.connect(self._start_paper)
            dialog.open()

    @Slot(str, object)
    def _choose(self, setting: str, value: object) -> None:
        with self.telling():
            self._settings.change(**{setting: value})
        self.chooser.detail.show_arrangements(self._settings.current)

    @Slot(str, object)
    def _set_page(self, setting: str, value: object) -> None:
        with self.telling():
            self._settings.change(**{setting: value})
        self.writer.set_page(self._settings.current)

    @Slot()
    def _resume(self) -> None:
        if self._draft is not None:
            self._show_writer(self._writing.resume(self._draft))

    @Slot()
    def _discard(self) -> None:
        if self._draft is not None:
            with self.telling():
                session = self._writing.resume(self._draft)
                (session.sitting or session).discard()
                self._show_chooser(take_focus=True)

    @Slot(str)
    def _open_attempt(self, attempt: str) -> None:
        draft = self._writing.draft(attempt)
        if draft is not None:
            self._show_writer(self._writing.resume(draft))
        elif not self._show_review(attempt):
            self.trouble.emit(self.tr("That attempt is not on this computer."))

    @Slot(str)
    def _end(self, attempt: str) -> None:
        self.alone.emit(False)
        if not self._show_review(attempt):
            self._show_chooser(take_focus=True)

    @Slot(object)
    def _hand_in(self, finished: FinishedAttempt) -> None:
        # Imported here: drawing on paper is for after an essay only.
        from thaw_desktop.ui.practice.hand_in_dialog import HandInDialog

        HandInDialog(self.theme, finished, self._settings, self._clock.now(), self).open()

    @Slot()
    def _mark(self) -> None:
        if self._reviewed is not None:
            with self.telling():
                panel = self.review.panel
                self._missed = self._marking.mark(self._reviewed, panel.made, panel.level)
                panel.show_saved(len(self._missed))

    @Slot()
    def _go_back(self) -> None:
        self._show_chooser(take_focus=True)

    @Slot(str)
    def _go_to_card(self, card: str) -> None:
        self.navigator.go("flashcards", card, self._attempt_pack)

    @Slot()
    def _go_to_cards(self) -> None:
        self.navigator.go("flashcards", next(iter(self._missed), ""), self._attempt_pack)

    @Slot()
    def _go_to_notes(self) -> None:
        self.navigator.go("notes")

    @Slot(str)
    def _follow(self, link: str) -> None:
        """Open a link of the pack: the web in the browser, the rest on its own tab. An attempt that runs goes on."""
        session = self.writer.session
        if session is not None and session.conditions.mode == "exam":
            self.told.emit(self.tr("Links stay closed until you finish: this is under exam conditions."))
        elif link.startswith(("http://", "https://")):
            QDesktopServices.openUrl(QUrl(link))
        else:
            chooses = self._pages.currentWidget() is self.chooser
            self.navigator.follow(link, "" if chooses else self._attempt_pack)

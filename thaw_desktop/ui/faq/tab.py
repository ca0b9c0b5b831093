"""The FAQ tab."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thaw_desktop.content.asking import Asking, Found
from thaw_desktop.ui import words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.faq.answer import CARDS_LINK, answer_page
from thaw_desktop.ui.faq.answer_pane import AnswerPane
from thaw_desktop.ui.faq.entries import FaqEntries
from thaw_desktop.ui.faq.own import OwnDesk
from thaw_desktop.ui.faq.rows import OPEN, OWN, rows_of_all, rows_of_found
from thaw_desktop.ui.faq.split import Split
from thaw_desktop.ui.faq.tools import OWN_TOPIC, FaqTools
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.search.field import SearchField
from thaw_desktop.ui.search.recent import remember_search
from thaw_desktop.ui.search.results import ResultsList
from thaw_desktop.ui.search.typing import TypingForwarder
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.widgets import EmptyState

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.notes.own_texts import OwnTexts
    from thaw_desktop.notes.questions import OwnQuestions
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator, TabName
    from thaw_desktop.ui.search.rows import ResultRow
    from thaw_desktop.ui.theme import Theme

_CHANNEL = "faq search"
_TAB_OF_KIND: dict[str, TabName] = {"notes": "notes", "terms": "notes", "cards": "flashcards", "questions": "practice"}


class FaqTab(Tab):
    """A field, what it finds as one types, and the answer beside it.

    Attributes:
        field: where one types.
        results: the list of questions.
        answer: the page of the entry that is open.
    """

    watches: ClassVar[frozenset[str]] = frozenset({"packs", "settings", "notes"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        library: Library,
        jobs: Jobs,
        settings: SettingsStore,
        questions: OwnQuestions,
        texts: OwnTexts,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours, sizes and fonts.
            navigator: takes the student to another tab.
            library: the packs.
            jobs: the threads that search.
            settings: remembers what stood in the field, and what was searched for before.
            questions: the student's own.
            texts: the same as they are searched.
        """
        super().__init__(theme, navigator)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._questions = questions
        self._texts = texts
        self._own = OwnDesk(self, questions, library)
        self._asking = Asking()
        self._entries: dict[str, FaqEntries] = {}  # by pack, as long as nothing changes
        self._entries_of: tuple[object, ...] = ("", {}, ())
        self._searched: tuple[object, bool] = (None, False)
        self._asked = ""  # what is looked for
        self._answered = ""  # what the list shows the results of
        self._has_answers = False
        self._open = ""
        self._open_pack = ""  # when it is not the open pack's
        self._thrown_away = ""
        self._restored = False
        self.field = SearchField(
            theme, self.tr("Search the questions"), self.tr("Ask a question, or type a word or two")
        )
        self.tools = FaqTools(theme)
        self.status, self.everywhere = self.tools.status, self.tools.everywhere
        self.results = ResultsList(theme, self.tr("Questions"))
        self.pane = AnswerPane(theme)
        self.answer = self.pane.view
        self.split = Split(theme, self.results, self.pane)
        self._empty = EmptyState(
            theme,
            self.tr("No questions yet"),
            self.tr("This pack has no FAQ. The notes may have your answer, or write a question of your own."),
            self.tr("Add your own…"),
        )
        self._lay_out()
        self.setFocusProxy(self.field)
        self._connect()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.field)
        self._column.addWidget(self.tools)
        self._column.addWidget(self.split, 1)
        self._column.addWidget(self._empty, 1)
        self._give_room()

    def _connect(self) -> None:
        self.theme.changed.connect(self._give_room)
        self.field.textChanged.connect(self._search)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._open_current)
        self.tools.topic_chosen.connect(self._stay_in_topic)
        self.tools.recent_chosen.connect(self._search_again)
        self.tools.forget_wanted.connect(self._forget_searches)
        self.tools.done.connect(self.begin_find)
        self.tools.add.clicked.connect(self.add_own)
        self._empty.action.connect(self.add_own)
        self.tools.keep.clicked.connect(self.keep_question)
        self.tools.clear.clicked.connect(self._clear)
        self.tools.take_back.clicked.connect(self._bring_back)
        self.everywhere.clicked.connect(self._search_everywhere)
        self.results.current_changed.connect(self._preview)
        self.results.opened.connect(self._open_row)
        self.answer.link_activated.connect(self._follow)
        self.pane.change_wanted.connect(self._change_own)
        self.pane.remove_wanted.connect(self._remove_own)
        self._own.written.connect(self._show_written)
        self._own.thrown_away.connect(self._offer_back)
        self.split.back_wanted.connect(self._leave_answer)
        keys = {"Esc": self._escape, "Ctrl+N": self.add_own, "Alt+K": self.keep_question, "Ctrl+Z": self._bring_back}
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(slot)
        TypingForwarder(self.field, self.results, self.answer)

    # What the window asks

    def refresh(self) -> None:
        """Read the entries again when the pack has changed; the first time, take up the last search."""
        entries = self._read_entries()
        everywhere = self._settings.current.all_packs
        anything = bool(entries.entries or entries.own or entries.waiting)
        self.everywhere.setVisible(bool(self._others()))
        self.everywhere.setChecked(everywhere)
        self.tools.show_recent(self._settings.current.recent_searches)
        for part in (self.field, self.tools, self.split):
            part.setVisible(anything)
        self._empty.setVisible(not anything)
        if not self._restored:
            self._restored = True
            self.field.setText(self._settings.current.faq_query)
            self.field.selectAll()
        if self._searched != (entries, everywhere):
            self._searched = (entries, everywhere)
            topics = entries.topics_with_entries()
            if entries.own or entries.waiting:
                topics[OWN_TOPIC] = self.tr("Your own questions")
            self.tools.show_topics(topics, self.tools.topic())
            self.pane.forget()
            self._show_entry(self._open, self._open_pack)
            self._search(self.field.text())

    def show_item(self, item: str) -> None:
        """Open an entry, search for the words after a question mark, or begin an own question for a plus sign."""
        if item == "+":
            self.add_own()
            return
        if item.startswith("?"):
            self.field.setText(item[1:])
            return
        if not item:
            return
        entries = self._read_entries()
        if entries.open_question(item) is not None:
            self._show_open(item)
            return
        if entries.entry(item) is None:
            self.trouble.emit(self.tr("That question is no longer in the pack. Search for another."))
            return
        # An answer that is still on its way would put another entry in its place.
        if self._asked != self._answered or not self.results.choose(item):
            self._show_whole_list()
            self.results.choose(item)
        self._show_entry(item)
        self.split.show_answer(shown=True)

    @Slot()
    def begin_find(self) -> None:
        """Put the cursor into the field, its words chosen."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def panes(self) -> list[QWidget]:
        """The field, the list and the answer, as far as they are seen."""
        return usable(self.field, self.results, self.pane)

    def leave(self) -> None:
        """Remember what stands in the field."""
        if self._restored:
            if self._has_answers:
                self._remember_search()
            with self.telling():
                self._settings.change(faq_query=self.field.text())

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the words in the field, so that typing begins a new search."""
        super().showEvent(event)
        self.field.selectAll()

    # Searching

    def _read_entries(self, pack: str = "") -> FaqEntries:
        """The entries of the open pack or of another, read again only when a pack or an own question has changed."""
        now = (self.pack, self._library.fingerprints(), self._texts.all())
        if self._entries_of[:2] != now[:2] or self._entries_of[2] is not now[2]:
            if self._entries_of[0] != self.pack:
                self._open = self._open_pack = ""
            self._entries.clear()
            self._entries_of = now
        pack = pack or self.pack
        if pack not in self._entries:
            self._entries[pack] = FaqEntries(self._library, pack, self._questions)
        return self._entries[pack]

    def _others(self) -> dict[str, str]:
        """Id and title of the packs besides the open one."""
        return {info.id: info.title for info in self._library.packs() if info.id != self.pack}

    @Slot(bool)
    def _search_everywhere(self, everywhere: bool) -> None:
        with self.telling():
            self._settings.change(all_packs=everywhere)
        self.refresh()

    @Slot(str)
    def _search(self, text: str) -> None:
        """Begin to search; without words, show all entries at once."""
        self._asked = query = text.strip()
        self._has_answers = False
        if not query:
            self._answered = ""
            self._show_all("")
            return
        topic = self.tools.topic()
        everywhere = self._settings.current.all_packs and not topic
        sections = self._read_entries().sections_of(topic) if topic and topic != OWN_TOPIC else None
        # A partial over plain values: it keeps neither the tab nor a widget.
        work = partial(
            self._asking.ask,
            pack=None if everywhere else self.pack,
            query=query,
            texts=self._texts.all(),
            sections=sections,
            kinds=frozenset({OWN}) if topic == OWN_TOPIC else None,
        )
        self._jobs.run(_CHANNEL, work, self._show_found, self._tell_failure)

    @Slot(object)
    def _show_found(self, found: Found) -> None:
        if found.query != self._asked:
            return  # the field was cleared meanwhile
        self._answered = found.query
        if not found.answers and not found.others:
            self._show_all(found.query)
            return
        entries = self._read_entries()
        missed = found.nearest or not found.answers
        self._has_answers = not missed
        self.tools.offer(missed=missed)
        self.results.show_rows(rows_of_found(found, entries.topics, entries.beyond, self._others()))
        self._say(self._summary(found))
        self.split.show_answer(shown=False)
        if missed:
            # Beside it would stand an answer to something else.
            self.results.choose_none()
            self._show_no_answer(missed=True)
        else:
            first = found.answers[0]
            self.results.choose(first.id, first.pack if first.pack != self.pack else "")

    def _show_all(self, missed: str) -> None:
        """Show all entries, because nothing is asked or nothing was found for what was."""
        entries = self._read_entries()
        topic = self.tools.topic()
        sections = entries.sections_of(topic)
        self.results.show_rows(
            rows_of_all(
                [entry for entry in entries.entries if not topic or entry.section in sections],
                entries.topics,
                [entry for entry in entries.own if topic in {"", OWN_TOPIC} or entry.section in sections],
                entries.waiting if topic in {"", OWN_TOPIC} else (),
            )
        )
        self.tools.offer(missed=bool(missed))
        if missed:
            self.results.choose_none()
            self._show_no_answer(missed=True)
            told = self.tr("Nothing found for “{words}”. Below are all the questions.")
            self._say(told.format(words=missed))
        else:
            if not self.results.choose(self._open, self._open_pack):
                self.results.choose_none()
            self._say(self._questions_found(sum(row.kind != "heading" for row in self.results.rows)))
        self.split.show_answer(shown=False)

    def _show_whole_list(self) -> None:
        """Take away what keeps an entry from the list: the search, and the topic."""
        self.tools.choose_topic("")
        self.field.clear()

    def _summary(self, found: Found) -> str:
        count = len(found.answers)
        if found.nearest:
            return self.tr("Nothing says “{words}”; the nearest are:").format(words=found.query)
        if not count:
            told = self.tr("No question matches “{words}”, but this does").format(words=found.query)
        else:
            told = self._questions_found(count)
        if not found.corrected:
            return told
        used = ", ".join(dict.fromkeys(found.corrected.values()))
        return self.tr("{count} · showing results for {words}").format(count=told, words=used)

    def _questions_found(self, count: int) -> str:
        return self.tr("1 question") if count == 1 else self.tr("{n} questions").format(n=words.number(count))

    def _say(self, told: str) -> None:
        if told != self.status.text():
            self.status.setText(told)
            announce(self.field, told)

    @Slot(str)
    def _tell_failure(self, sentence: str) -> None:
        self.trouble.emit(sentence)

    @Slot()
    def _clear(self) -> None:
        self.field.clear()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _escape(self) -> None:
        """From the answer back to the list, from the list to the field, and from there to all entries."""
        if self.split.answer_open and not self.split.wide:
            self._leave_answer()
        elif not self.field.hasFocus():
            self.begin_find()
        else:
            self.field.clear()

    @Slot(str)
    def _stay_in_topic(self, _topic: str) -> None:
        self._search(self.field.text())

    # Recent searches

    def _remember_search(self) -> None:
        with self.telling():
            remember_search(self._settings, self._answered)
        self.tools.show_recent(self._settings.current.recent_searches)

    @Slot(str)
    def _search_again(self, query: str) -> None:
        self.field.setText(query)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _forget_searches(self) -> None:
        with self.telling():
            self._settings.change(recent_searches=())
        self.tools.show_recent(())
        self.begin_find()

    # Own questions

    @Slot()
    def add_own(self) -> None:
        """Write a question of one's own; after a search without an answer, what was asked stands there already."""
        entry = self._read_entries().entry(self._open)
        missed = self._asked if self._asked and not self._has_answers else ""
        self._own.begin(missed, section=entry.section if entry is not None and not self._open_pack else "")

    @Slot()
    def keep_question(self) -> None:
        """Keep what was asked on the list of open questions."""
        asked = self._asked
        if asked and self._own.keep(asked):
            self.refresh()
            self.field.clear()
            self._say(self.tr("Kept: “{words}” stands at the top of the list.").format(words=asked))

    @Slot()
    def _change_own(self) -> None:
        entries = self._read_entries()
        waiting = entries.open_question(self._open)
        if waiting is not None:
            self._own.begin(waiting, answers=self._open)
        elif entries.is_own(self._open):
            self._own.change(self._open)

    @Slot()
    def _remove_own(self) -> None:
        entries = self._read_entries()
        if entries.open_question(self._open) is not None:
            self._own.settle(self._open)
            self.refresh()
            self._leave_answer()
        elif entries.is_own(self._open):
            self._own.remove(self._open)

    @Slot(str)
    def _show_written(self, ident: str) -> None:
        self.refresh()
        self.show_item(ident)

    @Slot(str)
    def _offer_back(self, ident: str) -> None:
        self.refresh()
        self._leave_answer()
        self._thrown_away = ident
        self._say(self.tr("The question was thrown away."))
        self.tools.offer(back=True)

    @Slot()
    def _bring_back(self) -> None:
        if self._thrown_away:
            ident, self._thrown_away = self._thrown_away, ""
            self._own.bring_back(ident)
            self._show_written(ident)

    # Opening

    @Slot(int)
    def _step(self, by: int) -> None:
        self.results.step(by)

    @Slot()
    def _open_current(self) -> None:
        self.results.open_current()

    @Slot(object)
    def _preview(self, row: ResultRow | None) -> None:
        """Beside the list, the answer follows the current row."""
        if row is not None and row.kind in {"faq", OWN}:
            self._show_entry(row.item, row.pack)
        elif row is not None and row.kind == OPEN:
            self._show_waiting(row.item)

    @Slot(object)
    def _open_row(self, row: ResultRow) -> None:
        if self._has_answers or row.kind not in {"faq", OWN, OPEN}:
            self._remember_search()
        if row.kind == OPEN:
            self._show_open(row.item)
            return
        if row.kind not in {"faq", OWN}:
            item = f"term:{row.item}" if row.kind == "terms" else row.item
            self.navigator.go(_TAB_OF_KIND[row.kind], item, row.pack)
            return
        self._show_entry(row.item, row.pack)
        self.split.show_answer(shown=True)
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_no_answer(self, *, missed: bool = False) -> None:
        self._open = self._open_pack = ""
        self.pane.show_nothing(missed=missed)

    def _show_waiting(self, ident: str) -> None:
        """Show an open question where its answer would be."""
        question = self._read_entries().open_question(ident)
        if question is None:
            self._show_no_answer()
        else:
            self._open, self._open_pack = ident, ""
            self.pane.show_open(question)

    def _show_open(self, ident: str) -> None:
        """Go to an open question, ready for its answer."""
        if not self.results.choose(ident):
            self._show_whole_list()
            self.results.choose(ident)
        self._show_waiting(ident)
        self.split.show_answer(shown=True)
        self.pane.change.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_entry(self, ident: str, pack: str = "") -> None:
        """Show an answer from its beginning; the one that is shown already stays where it is."""
        entries = self._read_entries(pack)
        if not pack and entries.open_question(ident) is not None:
            self._show_waiting(ident)
            return
        entry = entries.entry(ident)
        if entry is None:
            self._show_no_answer()
            return
        self._open, self._open_pack = ident, pack
        html = answer_page(
            entry,
            entries.topics.get(entry.section, ""),
            entries.titles.get(entry.section, ""),
            entries.cards(entry),
            entries.others(entry),
            own=entries.is_own(ident),
        )
        self.pane.show_answer(entry.question, html, self._medium, own=entries.is_own(ident) and not pack)

    def _medium(self, name: str) -> bytes | None:
        return self._library.media(self._open_pack or self.pack, name)

    @Slot()
    def _leave_answer(self) -> None:
        self.split.show_answer(shown=False)
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(str)
    def _follow(self, link: str) -> None:
        """Open a link of the answer: another entry here, the web in the browser, the rest on its own tab."""
        scheme, _, rest = link.partition(":")
        kind, _, item = rest.partition("/")
        if link == CARDS_LINK:
            self.navigator.go("flashcards", "", self._open_pack)
        elif (scheme, kind) == ("thaw", "faq") and self._open_pack:
            self._show_entry(item, self._open_pack)
        elif (scheme, kind) == ("thaw", "faq"):
            self.show_item(item)
        elif link.startswith("#"):
            self.answer.scrollToAnchor(link[1:])
        elif scheme in {"http", "https"}:
            QDesktopServices.openUrl(QUrl(link))
        else:
            self.navigator.follow(link, self._open_pack)

    @Slot()
    def _give_room(self) -> None:
        side = self.theme.px(20)
        self._column.setContentsMargins(side, self.theme.px(12), side, self.theme.px(12))
        self._column.setSpacing(self.theme.px(8))

"""The FAQ tab."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QEvent, QObject, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.ui import words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.faq.answer import CARDS_LINK, answer_page
from thaw_desktop.ui.faq.asking import Asking, Found
from thaw_desktop.ui.faq.entries import FaqEntries
from thaw_desktop.ui.faq.results import ResultsList
from thaw_desktop.ui.faq.rows import ResultRow, rows_of_all, rows_of_found
from thaw_desktop.ui.faq.search_field import SearchField
from thaw_desktop.ui.faq.split import Split
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.widgets import EmptyState, ReadingView, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator, TabName
    from thaw_desktop.ui.theme import Theme

_CHANNEL = "faq search"
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
_TAB_OF_KIND: dict[str, TabName] = {"notes": "notes", "terms": "notes", "cards": "flashcards", "questions": "practice"}


class FaqTab(Tab):
    """A field, what it finds as one types, and the answer beside it.

    Attributes:
        field: where one types.
        results: the list of questions.
        answer: the page of the entry that is open.
    """

    watches: ClassVar[frozenset[str]] = frozenset({"packs", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        library: Library,
        jobs: Jobs,
        settings: SettingsStore,
        parent: QWidget | None = None,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours, sizes and fonts.
            navigator: takes the student to another tab.
            library: the packs.
            jobs: the threads that search.
            settings: remembers what stood in the field.
            parent: the owner.
        """
        super().__init__(theme, navigator, parent)
        self._library = library
        self._jobs = jobs
        self._settings = settings
        self._asking = Asking()
        self._entries: dict[str, FaqEntries] = {}  # by pack, as long as nothing changes
        self._entries_of: tuple[str, dict[str, str]] = ("", {})
        self._searched: tuple[object, bool] = (None, False)
        self._asked = ""  # what is looked for
        self._answered = ""  # what the list shows the results of
        self._open = ""
        self._open_pack = ""  # when it is not the open pack's
        self._html = ""
        self._restored = False
        self.field = SearchField(theme)
        self.status = plain_label("", "secondary", wrap=True)
        self.everywhere = button(
            self.tr("All packs"), "quiet", description=self.tr("Review and search all packs together")
        )
        self.everywhere.setCheckable(True)
        self.clear_button = button(self.tr("Clear the search"), "quiet")
        self.results = ResultsList(theme)
        self.answer = ReadingView(theme, self.tr("Answer"))
        self._nothing_open = EmptyState(
            theme,
            self.tr("Choose a question"),
            self.tr("Press Down to go through the questions, or type your own: the best answer comes first."),
        )
        self.pane = QStackedWidget()
        self.pane.addWidget(self._nothing_open)
        self.pane.addWidget(self.answer)
        self.split = Split(theme, self.results, self.pane)
        self._empty = EmptyState(
            theme, self.tr("No questions yet"), self.tr("This pack has no FAQ. The notes may have your answer.")
        )
        self._lay_out()
        self.setFocusProxy(self.field)
        self._connect()

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.field)
        line = QHBoxLayout()
        line.addWidget(self.status, 1)
        line.addWidget(self.everywhere)
        self._column.addLayout(line)
        self._column.addWidget(self.clear_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.split, 1)
        self._column.addWidget(self._empty, 1)
        self.clear_button.setAutoDefault(True)
        self.clear_button.hide()
        self._give_room()

    def _connect(self) -> None:
        self.theme.changed.connect(self._give_room)
        self.field.textChanged.connect(self._search)
        self.field.stepped.connect(self._step)
        self.field.entered.connect(self._open_current)
        self.clear_button.clicked.connect(self._clear)
        self.everywhere.clicked.connect(self._search_everywhere)
        self.results.current_changed.connect(self._preview)
        self.results.opened.connect(self._open_row)
        self.answer.link_activated.connect(self._follow)
        self.split.back_wanted.connect(self._leave_answer)
        escape = QShortcut(QKeySequence("Esc"), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self._escape)
        for part in (self.results, self.answer):
            part.installEventFilter(self)

    # What the window asks

    def refresh(self) -> None:
        """Read the entries again when the pack has changed; the first time, take up the last search."""
        entries = self._read_entries()
        everywhere = self._settings.current.all_packs
        self.everywhere.setVisible(bool(self._others()))
        self.everywhere.setChecked(everywhere)
        for part in (self.field, self.status, self.split):
            part.setVisible(bool(entries.entries))
        self._empty.setVisible(not entries.entries)
        if not self._restored:
            self._restored = True
            self.field.setText(self._settings.current.faq_query)
            self.field.selectAll()
        if self._searched != (entries, everywhere):
            self._searched = (entries, everywhere)
            self._html = ""  # its pictures may be others now
            self._show_entry(self._open, self._open_pack)
            self._search(self.field.text())

    def show_item(self, item: str) -> None:
        """Open an entry, or search for the words after a question mark."""
        if item.startswith("?"):
            self.field.setText(item[1:])
            return
        if not item:
            return
        if self._read_entries().entry(item) is None:
            self.trouble.emit(self.tr("That question is no longer in the pack. Search for another."))
            return
        # An answer that is still on its way would put another entry in its place.
        if self._asked != self._answered or not self.results.choose(item):
            self.field.clear()
            self.results.choose(item)
        self._show_entry(item)
        self.split.show_answer(shown=True)

    def begin_find(self) -> None:
        """Put the cursor into the field, its words chosen."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def leave(self) -> None:
        """Remember what stands in the field."""
        if self._restored:
            with self.telling():
                self._settings.change(faq_query=self.field.text())

    def showEvent(self, event: QShowEvent) -> None:
        """Choose the words in the field, so that typing begins a new search."""
        super().showEvent(event)
        self.field.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is typed over the list or the answer goes into the field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._is_typing(event):
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self.field.deselect()
            self.field.setCursorPosition(len(self.field.text()))
            copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())
            QApplication.sendEvent(self.field, copy)
            return True
        return super().eventFilter(watched, event)

    @staticmethod
    def _is_typing(event: QKeyEvent) -> bool:
        if event.modifiers() & _COMMANDS:
            return False
        # The space bar scrolls a page.
        return event.key() == Qt.Key.Key_Backspace or (event.text().isprintable() and bool(event.text().strip()))

    # Searching

    def _read_entries(self, pack: str = "") -> FaqEntries:
        """The entries of the open pack or of another, read again only when a pack has changed."""
        now = (self.pack, self._library.fingerprints())
        if self._entries_of != now:
            if self._entries_of[0] != self.pack:
                self._open = self._open_pack = ""
            self._entries.clear()
            self._entries_of = now
        pack = pack or self.pack
        if pack not in self._entries:
            self._entries[pack] = FaqEntries(self._library, pack)
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
        if not query:
            self._answered = ""
            self._show_all("")
            return
        # A partial over plain values: it keeps neither the tab nor a widget.
        pack = None if self._settings.current.all_packs else self.pack
        work = partial(self._asking.ask, pack=pack, query=query)
        self._jobs.run(_CHANNEL, work, self._show_found, self._tell_failure)

    @Slot(object)
    def _show_found(self, found: Found) -> None:
        if found.query != self._asked:
            return  # the field was cleared meanwhile
        self._answered = found.query
        if not found.answers and not found.others:
            self._show_all(found.query)
            return
        self.clear_button.hide()
        entries = self._read_entries()
        self.results.show_rows(rows_of_found(found, entries.topics, entries.beyond, self._others()))
        self._say(self._summary(found))
        self.split.show_answer(shown=False)
        if found.answers:
            first = found.answers[0]
            self.results.choose(first.id, first.pack if first.pack != self.pack else "")
        else:
            self.results.choose_none()

    def _show_all(self, missed: str) -> None:
        """Show all entries, because nothing is asked or nothing was found for what was."""
        entries = self._read_entries()
        self.results.show_rows(rows_of_all(entries.entries, entries.topics))
        if not self.results.choose(self._open):
            self.results.choose_none()
        self.clear_button.setVisible(bool(missed))
        if missed:
            told = self.tr("Nothing found for “{words}”. Try fewer or other words; below are all the questions.")
            self._say(told.format(words=missed))
        else:
            count = len(entries.entries)
            self._say(self._questions(count))
        self.split.show_answer(shown=False)

    def _summary(self, found: Found) -> str:
        count = len(found.answers)
        if not count:
            told = self.tr("No question matches “{words}”, but this does").format(words=found.query)
        else:
            told = self._questions(count)
        if not found.corrected:
            return told
        used = ", ".join(dict.fromkeys(found.corrected.values()))
        return self.tr("{count} · showing results for {words}").format(count=told, words=used)

    def _questions(self, count: int) -> str:
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
        if row is not None and row.kind == "faq":
            self._show_entry(row.item, row.pack)

    @Slot(object)
    def _open_row(self, row: ResultRow) -> None:
        if row.kind != "faq":
            item = f"term:{row.item}" if row.kind == "terms" else row.item
            self.navigator.go(_TAB_OF_KIND[row.kind], item, row.pack)
            return
        self._show_entry(row.item, row.pack)
        self.split.show_answer(shown=True)
        self.answer.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_entry(self, ident: str, pack: str = "") -> None:
        """Show an answer from its beginning; the one that is shown already stays where it is."""
        entries = self._read_entries(pack)
        entry = entries.entry(ident)
        self._open, self._open_pack = (ident, pack) if entry is not None else ("", "")
        self.pane.setCurrentIndex(0 if entry is None else 1)
        if entry is None:
            return
        html = answer_page(
            entry,
            entries.topics.get(entry.section, ""),
            entries.titles.get(entry.section, ""),
            entries.cards(entry),
            entries.others(entry),
        )
        if html != self._html:
            self._html = html
            self.answer.show_page(html, self._medium)
            self.answer.setAccessibleName(entry.question)

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
        self._column.setContentsMargins(side, side, side, side)
        self._column.setSpacing(self.theme.px(8))

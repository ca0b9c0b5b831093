"""The Notes tab."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import QRect, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thaw_desktop.notes.store import SectionState
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.navigator import OF_CARD
from thaw_desktop.ui.notes.aids import ReadingAids
from thaw_desktop.ui.notes.aside import Aside
from thaw_desktop.ui.notes.columns import Columns
from thaw_desktop.ui.notes.contents import NotesContents, Topic
from thaw_desktop.ui.notes.hiding_bar import Hiding
from thaw_desktop.ui.notes.highlights_desk import HIGHLIGHTS, PAGES, Desk
from thaw_desktop.ui.notes.history import History, Stop
from thaw_desktop.ui.notes.outline import Outline
from thaw_desktop.ui.notes.page import Page
from thaw_desktop.ui.notes.pages import GLOSSARY, TIMELINE, page_html, section_facts
from thaw_desktop.ui.notes.popover import TermCard
from thaw_desktop.ui.notes.reading_column import ReadingColumn
from thaw_desktop.ui.notes.seconds import ReadingTime
from thaw_desktop.ui.notes.strip import EndStrip
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.widgets import EmptyState

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QFocusEvent, QHideEvent, QShowEvent

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.notes.reading import Reading
    from thaw_desktop.notes.store import Confidence
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.notes.blurting_desk import BlurtDesk
    from thaw_desktop.ui.notes.highlights_makers import OwnWork
    from thaw_desktop.ui.theme import Theme


class NotesTab(Tab):
    """The outline, one page of notes, and what helps to learn it.

    Attributes:
        outline: what there is to read.
        page: what is being read.
        aside: confidence, cards, questions, key terms.
        end: the strip below the last paragraph.
    """

    watches: ClassVar[frozenset[str]] = frozenset({"notes", "flashcards", "packs"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        reading: Reading,
        library: Library,
        settings: SettingsStore,
        own: OwnWork,
        blurt: BlurtDesk,
        parent: QWidget | None = None,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours, sizes and fonts.
            navigator: takes the student to another tab.
            reading: the use case.
            library: the packs.
            settings: remembers which section was open.
            own: highlights, own pages and own cards.
            blurt: takes the place of the notes while one writes down what one remembers.
            parent: the owner.
        """
        super().__init__(theme, navigator, parent)
        self._reading = reading
        self._library = library
        self._own = own
        self._settings = settings
        self._contents: NotesContents | None = None
        self._contents_of: tuple[str, str] = ("", "")
        self._shown_from: NotesContents | None = None
        self._open = ""  # id of the page that is open
        self._marked = False  # whether the section was marked as read on this visit
        self._history = History()
        self._time = ReadingTime()
        self.outline = Outline(theme)
        self.end = EndStrip(theme)
        self.page = Page(theme, self.tr("Notes"), self.end)
        self.column = ReadingColumn(theme, self.page)
        self.hiding = Hiding(theme, self.page, settings)
        self.column.put_hiding(self.hiding.button, self.hiding.bar)
        self.desk = Desk(theme, own, library, self.page)
        self.aids = ReadingAids(theme, self.column, settings, library, self)
        self.blurt = blurt
        self.aside = Aside(theme)
        self.aside.put_check(blurt.box)
        self.columns = Columns(theme, self.outline, self.column, self.aside)
        self.popover = TermCard(theme, self)
        self._empty = EmptyState(
            theme, self.tr("No notes yet"), self.tr("This pack has no notes. Another pack may have some.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(blurt.told)
        layout.addWidget(self.columns, 1)
        layout.addWidget(blurt, 1)
        layout.addWidget(self._empty, 1)
        self._connect()
        self._make_keys()

    def _connect(self) -> None:
        self.outline.opened.connect(self._open_entry)
        self.page.link_activated.connect(self._follow)
        self.page.scrolled.connect(self._page_moved)
        self.column.back.clicked.connect(self.go_back)
        self.column.forward.clicked.connect(self.go_forward)
        self.column.outline_wanted.connect(self._show_outline)
        self.column.aside_wanted.connect(self._show_aside)
        self.columns.arranged.connect(self._panels_arranged)
        self.columns.page_wanted.connect(self._return_to_page)
        self.aside.confidence_said.connect(self._say_confidence)
        self.aside.cards_wanted.connect(self._practise_cards)
        self.aside.question_wanted.connect(self._open_question)
        self.end.read_wanted.connect(self.mark_read)
        self.end.next_wanted.connect(self.open_next)
        self.popover.more.connect(self._open_glossary)
        self.popover.closed.connect(self._return_to_page)
        self.aids.trouble.connect(self.trouble)
        self.aids.section_wanted.connect(self.show_item)
        self.aids.event_wanted.connect(self._show_event)
        self.desk.trouble.connect(self.trouble)
        self.desk.settled.connect(self.settled)
        self.desk.told.connect(self.told)
        self.desk.section_wanted.connect(self.show_item)
        self.desk.page_wanted.connect(self._return_to_page)
        self.blurt.opened.connect(self._make_room_for_blurt)
        self.blurt.closed.connect(self._come_back_from_blurt)
        self.blurt.cards_wanted.connect(self._practise_cards)
        self.blurt.trouble.connect(self.trouble)
        self.blurt.settled.connect(self.settled)
        self.hiding.trouble.connect(self.trouble)
        self.hiding.switched.connect(self._show_state)
        self._panels_arranged()

    def _make_keys(self) -> None:
        everywhere: dict[str, Callable[[], None]] = {
            "Alt+Left": self.go_back,
            "Alt+Right": self.go_forward,
            "Alt+Down": self._open_page_after,
            "Alt+Up": self._open_page_before,
            "Ctrl+E": self.desk.export,
            "Ctrl+N": self._begin_own_page,
            "Esc": self._escape,
        }
        # Letters alone only while one reads: in the outline they find an entry, in a field they are text.
        reading: dict[str, Callable[[], None]] = {"M": self._mark_and_go_on, "P": self.page.show_picture}
        for number, (letter, level) in enumerate(zip("RAG", self.aside.levels, strict=True), start=1):
            everywhere[f"Alt+{number}"] = reading[letter] = level.click
        reading |= {"B": self.blurt.begin_or_go_on, "X": self.hiding.toggle, "V": self.hiding.toggle_all}
        beside = {"Esc": everywhere.pop("Esc")}  # also where the columns are not: over a term, in a blurt
        for owner, keys in ((self, beside), (self.columns, everywhere), (self.page, reading)):
            for key, slot in keys.items():
                shortcut = QShortcut(QKeySequence(key), owner)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(slot)

    # What the window asks

    def refresh(self) -> None:
        """Show what has been read and said; the first time, open the section that was open last."""
        contents = self._read_contents()
        extras = [(TIMELINE, self.tr("Timeline"))] if contents.has_timeline else []
        if contents.has_terms:
            extras.append((GLOSSARY, self.tr("Key terms")))
        if contents.topics:
            extras += self.desk.extras()
        self.outline.show_outline(contents.topics, extras)
        pages = [topic.entry.id for topic in contents.topics] + [page for page, _ in extras]
        self.blurt.stay_with(self.pack)
        self.columns.setVisible(bool(pages) and not self.blurt.active)
        self._empty.setVisible(not pages)
        if not pages:
            self._open = ""
        elif self._open not in pages:
            remembered = self._settings.current.section.get(self.pack, "")
            self._history.clear()
            wanted, self.wanted = self.wanted, ""
            if self._place_of(wanted)[0] in pages:
                self.show_item(wanted)  # at once: a page that nobody came to see is none to go back to
            else:
                self._go_to(remembered if remembered in pages else pages[0])
                self.wanted = wanted
        elif contents is not self._shown_from:
            # The pack was compiled anew: the same page, as it now is.
            place = self.page.top_block()
            self._render_page()
            self.page.show_block(place)
        self._show_state()

    def show_item(self, item: str) -> None:
        """Open a section or subsection, `term:ID`, `timeline:ID` or `page:ID`, a page of the student's own.

        `card:ID` opens the section that a card belongs to, at the paragraph that it is about.
        """
        words = ""
        if item.startswith(OF_CARD):
            ident = item.removeprefix(OF_CARD)
            card = self._library.card(self.pack, ident) or self._own.cards.card(self.pack, ident)
            item, words = (card.section, f"{card.front_text} {card.back_text}") if card is not None else (item, "")
        page, anchor = self._place_of(item)
        if page:
            self.blurt.put_away()
            self._go_to(page, anchor)
            if words:
                self._show_source(anchor, words)
        elif item:
            self.trouble.emit(self.tr("That page is no longer in the pack. Choose another from the outline."))

    def do(self, command: str) -> None:
        """Open one of the pages beside the sections, or begin what has a key on this tab."""
        pages = {"timeline": TIMELINE, "terms": GLOSSARY, "highlights": HIGHLIGHTS, "pages": PAGES}
        deeds: dict[str, Callable[[], object]] = {
            "blurt": self.blurt.begin_or_go_on,
            "hide": self.hiding.toggle,
            "aloud": self.aids.aloud.begin_or_pause,
            "print": self.aids.open_print,
            "export": self.desk.export,
        }
        if command in pages and self.outline.has_page(pages[command]):
            self.blurt.put_away()
            self._go_to(pages[command])
            self._return_to_page()
        elif command in pages:
            self.trouble.emit(self.tr("This pack has no such page."))
        elif command == "export" or self._topic() is not None:
            deeds[command]()
        else:
            self.trouble.emit(self.tr("Open a section first: choose one from the outline."))

    def _place_of(self, item: str) -> tuple[str, str]:
        """The page and the anchor of an item; both empty when the pack has no such page."""
        kind, colon, ident = item.partition(":")
        if colon and kind in {"term", "timeline"}:
            return f"{kind}:", ident
        if colon and kind == "page":
            return PAGES, ident
        topic = self._read_contents().topic(item)
        return (topic.entry.id, item if item != topic.entry.id else "") if topic is not None else ("", "")

    def panes(self) -> list[QWidget]:
        """Outline, page and what stands beside it, those in a narrow window too that are not seen now."""
        if self.columns.isHidden():
            return []
        return [self.outline, self.column, *([self.aside] if self.columns.aside_useful else [])]

    def enter_pane(self, pane: QWidget) -> None:
        """Bring a pane into view and give it the focus."""
        if pane is self.column:
            self.columns.close_panel()
            self._return_to_page()
        else:
            self.columns.show_panel("outline" if pane is self.outline else "aside")

    def begin_find(self) -> None:
        """Open the find bar."""
        self.columns.close_panel()
        if not self.desk.begin_find():
            self.column.begin_find()

    def leave(self) -> None:
        """Remember the paragraph at the top, and write down what is not yet saved."""
        self.popover.hide()
        self.desk.leave()
        self.aids.leave()
        self.blurt.save()
        self._save_place()

    @property
    def unsaved(self) -> bool:
        """Whether an own page or a blurt holds words that could not be written down."""
        return self.desk.unsaved or self.blurt.unsaved

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus on to the page; a focus proxy would take the outline out of the order of Tab."""
        super().focusInEvent(event)
        if not (self.blurt.take_focus() or self.desk.take_focus() or self.aids.take_focus()):
            self.page.setFocus(event.reason())

    def showEvent(self, event: QShowEvent) -> None:
        """Count the time from here."""
        super().showEvent(event)
        self._time.start(self._open)

    def hideEvent(self, event: QHideEvent) -> None:
        """Count no more time."""
        super().hideEvent(event)
        self._time.pause()

    # Going from page to page

    @Slot(str)
    def _open_entry(self, entry: str) -> None:
        contents = self._read_contents()
        topic = contents.topic(entry)
        page = topic.entry.id if topic is not None else entry
        if page == self._open:
            # The entry of the page that is open leads to its top.
            self._go_to(page, entry if entry != page else "", block=0)
        else:
            self._go_to(page, entry if entry != page else "")
        self._return_to_page()

    @Slot()
    def open_next(self) -> None:
        """Open the section after this one."""
        contents, topic = self._read_contents(), self._topic()
        following = contents.next_topic(topic) if topic is not None else None
        if following is not None:
            self._go_to(following.entry.id)
            self._return_to_page()

    @Slot()
    def _open_page_after(self) -> None:
        self._open_beside(1, self.tr("This is the last page."))

    @Slot()
    def _open_page_before(self) -> None:
        self._open_beside(-1, self.tr("This is the first page."))

    @Slot()
    def _begin_own_page(self) -> None:
        if self.outline.has_page(PAGES):
            if self._open != PAGES:
                self._go_to(PAGES)
            self.desk.begin_own_page()

    def _open_beside(self, by: int, at_the_end: str) -> None:
        page = self.outline.page_beside(self._open, by)
        if page:
            self._go_to(page)
            self._return_to_page()
        elif self._open:
            announce(self.page, at_the_end)

    @Slot()
    def go_back(self) -> None:
        """Go to where the reader was before."""
        self._history.leave_at(self.page.top_block())
        self._revisit(self._history.back())

    @Slot()
    def go_forward(self) -> None:
        """Undo going back."""
        self._history.leave_at(self.page.top_block())
        self._revisit(self._history.forward())

    def _go_to(self, page: str, anchor: str = "", block: int | None = None) -> None:
        """Open a page at an anchor, else at a paragraph, else where it was left."""
        self._history.leave_at(self.page.top_block())
        if page != self._open:
            self._show_page(page)
            if block is None and self._topic() is not None:
                block = self._reading.state(self.pack, page).place
        target = self.page.block_of(anchor) if anchor else None
        arrived = target if target is not None else block or 0
        self._history.arrive(Stop(page, arrived))
        self.page.show_target(target if self._topic() is None else None)
        self._arrive(arrived)
        if target is not None:
            self.outline.show_current(anchor)
        if anchor and page == TIMELINE:
            self.aids.show_event(anchor)
        elif anchor and page == PAGES:
            self.desk.open_own_page(anchor)

    def _show_source(self, anchor: str, words: str) -> None:
        """Go on to the paragraph, from an anchor on, that a card of these words is about, and mark it."""
        # Imported here: stems are needed only on the way from a card.
        from thaw_desktop.content.source_paragraph import source_paragraph

        first = self.page.block_of(anchor) or 0 if anchor else 0
        place = source_paragraph(self.page.paragraphs(first), words)
        if place is not None:
            self._arrive(first + place)
            self.page.show_target(first + place)

    @Slot(str)
    def _show_event(self, event: str) -> None:
        self._go_to(TIMELINE, event)

    def _revisit(self, stop: Stop | None) -> None:
        if stop is None:
            return
        if stop.page != self._open:
            self._show_page(stop.page)
        self.page.show_target(None)
        self._arrive(stop.block)

    def _arrive(self, block: int) -> None:
        self.page.show_block(block)
        self._show_where()
        self.column.back.setEnabled(self._history.can_go_back)
        self.column.forward.setEnabled(self._history.can_go_forward)
        self.columns.close_panel()

    def _show_page(self, page: str) -> None:
        """Put another page in place of the one that is open."""
        self._save_place()
        self.desk.leave()
        self._open, self._marked = page, False
        self.column.show_other(self.desk.other(page, self.pack))
        topic = self._topic()
        self.end.setVisible(topic is not None)
        self.hiding.begin_page(self._read_contents().terms, is_section=topic is not None)
        self._render_page()
        self.page.setAccessibleName(topic.entry.title if topic is not None else self.tr("Notes"))
        self.columns.set_aside_useful(topic is not None)
        if topic is not None:
            with self.telling():
                self._settings.change(section={**self._settings.current.section, self.pack: page})
        if self.isVisible():
            self._time.start(page)
        self._show_state()

    def _render_page(self) -> None:
        self._shown_from = self._read_contents()
        self.desk.clear()
        self.page.open_page(page_html(self._shown_from, self._open), self._medium)
        topic = self._topic()
        parts = (topic.entry, *topic.parts) if topic is not None else ()
        self.desk.show_sections(self.pack, [part.id for part in parts])
        self.aids.show_page(self._shown_from, self.pack, self._open, own=self.column.shows_other)

    def _save_place(self) -> None:
        if self._topic() is not None:
            with self.telling():
                self._reading.leave(self.pack, self._open, self.page.top_block())

    # What is shown

    def _read_contents(self) -> NotesContents:
        """The notes of the open pack, read again only when the pack has changed."""
        now = (self.pack, self._library.fingerprints().get(self.pack, ""))
        if self._contents is None or self._contents_of != now:
            if self._contents_of[0] != self.pack:
                self._open = ""
            self._contents = NotesContents(self._library, self.pack)
            self._contents_of = now
        return self._contents

    def _topic(self) -> Topic | None:
        """The section that is open; None on the glossary and the timeline."""
        return self._contents.topic(self._open) if self._contents is not None else None

    def _show_state(self) -> None:
        """Show what the reader has left in the sections, without moving anything."""
        states = self._reading.states(self.pack)
        self.outline.show_states(states)
        self.desk.refresh(self.pack)
        contents, topic = self._read_contents(), self._topic()
        if topic is None:
            self.aside.show_confidence("none")
            return
        state = states.get(self._open, SectionState())
        cards = contents.cards(topic) + self.desk.own_cards(topic.ids)
        self.page.show_facts(section_facts(topic.entry.minutes, state, cards))
        following = contents.next_topic(topic)
        self.end.show_state(
            marked=self._marked, reads=state.reads, next_title=following.entry.title if following is not None else ""
        )
        self.aside.show_confidence(state.confidence)
        self.aside.show_cards(cards)
        self.blurt.show_topic(self.pack, topic)
        self.aside.show_questions(contents.questions(topic))
        # The list beside the page would give away what the page hides.
        self.aside.show_terms([] if self.hiding.hides("terms") else contents.marked_terms(topic))

    def _medium(self, name: str) -> bytes | None:
        return self._library.media(self.pack, name)

    @Slot()
    def _page_moved(self) -> None:
        """Let the outline follow the reader, unless one is choosing there."""
        self.popover.hide()
        if not self.outline.hasFocus():
            self._show_where()

    def _show_where(self) -> None:
        """Let the outline show where one reads."""
        here = self.page.anchor_at(self.page.top_block()) if self._topic() is not None else ""
        known = self._contents is not None and self._contents.topic(here) is not None
        self.outline.show_current(here if known else self._open)

    @Slot()
    def _panels_arranged(self) -> None:
        form, panel = self.columns.form, self.columns.panel
        if form == "wide":
            self.column.show_panels(outline=None, aside=None)
        else:
            aside = panel == "aside" if self.columns.aside_useful else None
            self.column.show_panels(outline=panel == "outline", aside=aside)

    @Slot()
    def _show_outline(self) -> None:
        self.columns.show_panel("outline")

    @Slot()
    def _show_aside(self) -> None:
        self.columns.show_panel("aside")

    # What the reader says

    @Slot()
    def mark_read(self) -> None:
        """Record that the section was read to its end; once a visit."""
        topic = self._topic()
        if topic is None or self._marked:
            return
        seconds = self._time.seconds(self._open, topic.entry.minutes)
        with self.telling():
            self._reading.mark_read(self.pack, self._open, seconds)
            self._marked = True
            self._time.begin_anew(self._open)
        self._show_state()

    @Slot()
    def _mark_and_go_on(self) -> None:
        """The key: mark the section, then Enter leads to the next."""
        self.mark_read()
        self.end.take_focus()

    @Slot(str)
    def _say_confidence(self, level: Confidence) -> None:
        if self._topic() is not None:
            with self.telling():
                self._reading.say_confidence(self.pack, self._open, level)
        self._show_state()

    # Blurting

    @Slot()
    def _make_room_for_blurt(self) -> None:
        """What is remembered is written with nothing of the notes in sight."""
        self.popover.hide()
        self._save_place()
        self._time.pause()
        self.columns.hide()

    @Slot()
    def _come_back_from_blurt(self) -> None:
        self.columns.show()
        self._time.start(self._open)
        self._show_state()
        self._return_to_page()

    # Links

    @Slot(str)
    def _follow(self, link: str) -> None:
        """Open a link of the page: a term beside its word, notes here, the web in the browser, the rest elsewhere."""
        scheme, _, rest = link.partition(":")
        kind, _, item = rest.partition("/")
        if link.startswith("#"):
            self._go_to(self._open, link[1:])
        elif scheme == "term" or (scheme, kind) == ("thaw", "term"):
            self._show_term(rest if scheme == "term" else item)
        elif (scheme, kind) == ("thaw", "section"):
            self.show_item(item)
        elif (scheme, kind) == ("thaw", "timeline"):
            self.show_item(f"timeline:{item}")
        elif scheme in {"http", "https"}:
            QDesktopServices.openUrl(QUrl(link))
        elif not self.hiding.open(link):
            self.navigator.follow(link)

    def _show_term(self, ident: str) -> None:
        term = self._read_contents().term(ident)
        if term is None:
            return
        if self._open == GLOSSARY:
            self._go_to(GLOSSARY, ident)
            return
        place = self.page.chosen_place()
        corner = self.page.viewport().mapTo(self, place.topLeft())
        self.popover.show_term(term, QRect(corner, place.size()))

    @Slot(str)
    def _open_glossary(self, term: str) -> None:
        self._go_to(GLOSSARY, term)
        self._return_to_page()

    @Slot()
    def _practise_cards(self) -> None:
        self.navigator.go("flashcards")

    @Slot(str)
    def _open_question(self, question: str) -> None:
        self.navigator.go("practice", question)

    @Slot()
    def _return_to_page(self) -> None:
        if not self.desk.take_focus() and not self.aids.take_focus():
            self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _escape(self) -> None:
        """Close what lies over the page: the term, the find bar, a panel; end a blurt."""
        if self.blurt.active:
            self.blurt.escape()
        elif self.popover.isVisible():
            self.popover.hide()
            self._return_to_page()
        elif self.desk.close_bar() or self.aids.escape():
            pass
        elif self.column.find_bar.isVisible():
            self.column.find_bar.close_bar()
        else:
            self.columns.close_panel()

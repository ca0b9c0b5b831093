"""The Flashcards tab."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from thaw_desktop.core.ids import item_id, split_item
from thaw_desktop.flashcards.extra import ExtraRound
from thaw_desktop.flashcards.leeches import is_leech
from thaw_desktop.flashcards.standing import Standing
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.flashcards import faces
from thaw_desktop.ui.flashcards.card_deeds import CardDeeds
from thaw_desktop.ui.flashcards.card_hands import CardHands
from thaw_desktop.ui.flashcards.card_menu import FLAG_TONES, flag_names
from thaw_desktop.ui.flashcards.card_voice import CardVoice
from thaw_desktop.ui.flashcards.day_words import DayWords, is_asked, leech_words
from thaw_desktop.ui.flashcards.keyboard import Keyboard
from thaw_desktop.ui.flashcards.rating_bar import RATING_ACTIONS, RATINGS
from thaw_desktop.ui.flashcards.review_page import ReviewPage
from thaw_desktop.ui.flashcards.sitting import Sitting
from thaw_desktop.ui.flashcards.stopwatch import Stopwatch
from thaw_desktop.ui.navigator import OF_CARD
from thaw_desktop.ui.outlook import PLAN
from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.session_keys import shown_key
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.topics import OF_SECTION
from thaw_desktop.ui.words import cards

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.flashcards.queue import Queue
    from thaw_desktop.flashcards.scheduling import Rating
    from thaw_desktop.flashcards.session import Prompt, ReviewSession
    from thaw_desktop.ui.flashcards.tools import CardTools
    from thaw_desktop.ui.navigator import Navigator, TabName
    from thaw_desktop.ui.theme import Theme

_WITHOUT_CARD = frozenset({"plan", "browse", "keys", "undo", "redo", "add"})


class FlashcardsTab(Tab):
    """Asks the day's cards one by one. A card stays on the table until it is answered, whatever else happens."""

    watches: ClassVar[frozenset[str]] = frozenset({"flashcards", "packs", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        session: ReviewSession,
        library: Library,
        settings: SettingsStore,
        tools: CardTools,
        parent: QWidget | None = None,
    ) -> None:
        """Make the tab.

        Args:
            theme: colours, sizes and fonts.
            navigator: takes the student to the notes.
            session: the use case.
            library: section titles and pictures.
            settings: whether one reviews all packs together, and how much a day.
            tools: the plan, the table of all cards.
            parent: the owner.
        """
        super().__init__(theme, navigator, parent)
        self._session = session
        self._library = library
        self._settings = settings
        self._tools = tools
        self._words = DayWords(session, library, settings)
        self._extra: ExtraRound | None = None  # a round that leaves the schedule alone
        self._sitting = Sitting()
        self._on_break = False
        self._packs: list[str] = []  # whose cards are asked, the open pack first
        self._prompt: Prompt | None = None
        self._prompt_pack = ""
        self._revealed = False
        self._first_time = False
        self._finished = False  # nothing is left today: it may be another day when the student comes back
        self._kept = False  # asked for out of turn, or taken back: it stays though the queue may not have it
        self._note = ""  # what was done last, said above the next card
        self._notice = ""  # why the card is on the table
        self._suggested_tab: TabName = "notes"
        self._stopwatch = Stopwatch()
        self._build()
        self._connect()

    # What the window asks of every tab

    def refresh(self) -> None:
        """Count again, and ask the next card if none is on the table."""
        self._follow_settings()
        packs = self._packs_to_review()
        if packs != self._packs:
            self._extra = None  # the round was through cards of other packs
        self._packs = packs
        if self._prompt is not None and self._prompt_pack not in self._packs:
            self._clear_table()
        if not self.pack:
            self._show_empty(self.tr("No pack is open"), self.tr("Open a pack to see its cards."), "")
            return
        self._hands.look_at(self._packs)
        if self._extra is not None:
            self._go_round(self._extra)
            return
        queue = self._session.queue_over(self._packs)
        self._look_again_at_card(queue)
        if self._prompt is None:
            item = queue.next()
            if item is not None and self._sitting.is_over(self._settings.current):
                self._show_break(queue)
            elif item is None or not self._ask(*split_item(item)):
                self._show_finished(queue)
        self._show_counts(queue)

    def show_item(self, item: str) -> None:
        """Ask a card out of turn; the one on the table goes back into the pile unless it is the same.

        `PLAN` is no card and opens the plan; `section:ID` lists the cards of a section.
        """
        if item == PLAN:
            self._hands.open_plan()
            return
        if item.startswith(OF_SECTION):
            self._browse(item)
            return
        if not item or (self._prompt is not None and self._prompt.card.id == item and self._prompt_pack == self.pack):
            return
        if not self._ask(self.pack, item, kept=True):
            self.trouble.emit(self.tr("That card is no longer in the pack."))
            return
        self._packs = self._packs_to_review()
        self._show_counts(self._session.queue_over(self._packs))

    def panes(self) -> list[QWidget]:
        """What stands above the card, and the card with its answers."""
        return usable(self._page.top_row, self._page.pages)

    def _packs_to_review(self) -> list[str]:
        others = [info.id for info in self._library.packs() if info.id != self.pack]
        self._everywhere.setVisible(bool(others))
        self._everywhere.setChecked(self._settings.current.all_packs)
        together = others if self._settings.current.all_packs else []
        return [self.pack, *together] if self.pack else []

    # Building

    def _build(self) -> None:
        self._page = page = ReviewPage(self.theme, self._picture)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(page)
        self._count, self._bar, self._everywhere, self._undo = page.count, page.bar, page.everywhere, page.undo
        self._menu, self._intro, self._card, self._ratings = page.menu, page.intro, page.card, page.ratings
        self._reveal_button, self._empty = page.reveal_button, page.empty
        self._hands = CardHands(self.theme, self._session, self._library, self._settings, self._tools, page.pages, self)
        self._deeds = CardDeeds(self.theme, self._session, self._menu, self)
        self._keyboard = Keyboard(self)
        self._voice = CardVoice(self._settings, self)

    def _connect(self) -> None:
        self._undo.clicked.connect(self._take_back)
        self._everywhere.clicked.connect(self._study_everywhere)
        self._reveal_button.clicked.connect(self._reveal)
        self._ratings.rated.connect(self._rate)
        self._card.typed.connect(self._reveal)
        self._card.source_asked.connect(self._open_source)
        self._card.link_activated.connect(self._follow)
        self._empty.action.connect(self._go_on)
        self._deeds.left.connect(self._leave_card)
        self._deeds.decided.connect(self._look_at_standing)
        self._deeds.trouble.connect(self.trouble)
        self._menu.plan_asked.connect(self._hands.open_plan)
        self._menu.edit_asked.connect(self._edit)
        self._menu.add_asked.connect(self._hands.add)
        self._menu.browse_asked.connect(self._browse)
        self._hands.made.connect(self.refresh)
        self._hands.round_asked.connect(self._begin_round)
        self._hands.closed.connect(self._leave_table)
        self._hands.trouble.connect(self.trouble)
        self._hands.told.connect(self.told)
        self._menu.aloud_asked.connect(self._read_aloud)
        self._menu.keys_asked.connect(self._ask_for_keys)
        self._keyboard.set_slots(
            {
                "answer": self._show_or_choose,
                **{name: partial(self._rate, rating) for name, rating in zip(RATING_ACTIONS, RATINGS, strict=True)},
                "undo": self._take_back,
                "redo": self._deeds.do_again,
                "edit": self._edit,
                "add": self._hands.add,
                "bury": self._deeds.bury,
                "suspend": self._deeds.suspend,
                "bury-note": self._deeds.bury_note,
                "suspend-note": self._deeds.suspend_note,
                **{f"flag-{flag}": partial(self._deeds.toggle_flag, flag) for flag in range(1, len(FLAG_TONES))},
                "aloud": self._read_aloud,
                "information": self._deeds.show_information,
                "browse": self._browse,
                "plan": self._hands.open_plan,
                "notes": self._open_source,
                "keys": self._ask_for_keys,
            }
        )
        self._deeds.shown_key = self._keyboard.shown
        self._follow_settings()
        for sequence in QKeySequence.keyBindings(QKeySequence.StandardKey.Cancel):
            shortcut = QShortcut(sequence, self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._escape)

    def _follow_settings(self) -> None:
        """Let the keys hold that the student chose, and the way in which typed answers are looked at."""
        current = self._settings.current
        if self._keyboard.take_up(current.card_keys):
            self._page.show_keys(self._keyboard.shown)
            self._show_ratings(self._revealed)
            self._name_reveal()
        self._card.forgive(case=current.forgive_case, accents=current.forgive_accents)

    # What is on the table

    def _look_again_at_card(self, queue: Queue) -> None:
        """Drop the card on the table if it has gone from the pack, or is not asked any more and nobody looked yet."""
        if self._prompt is None:
            return
        pack, card = self._prompt_pack, self._prompt.card
        item = item_id(pack, card.id)
        fresh = self._session.prompt(pack, card.id)
        if fresh is None or not (is_asked(queue, item) or self._kept or self._revealed):
            self._clear_table()
        elif fresh.card != card:
            self._ask(pack, card.id, kept=self._kept)

    def _ask(self, pack: str, card_id: str, *, kept: bool = False, badge: str = "") -> bool:
        """Put a card on the table, its answer hidden; False when the pack has no such card."""
        prompt = self._session.prompt(pack, card_id)
        if prompt is None:
            return False
        may_focus = self._may_take_focus()  # before hiding what has the focus sends it elsewhere in the window
        self._prompt, self._prompt_pack = prompt, pack
        self._revealed, self._kept, self._finished = False, kept, False
        source, topic = self._words.titles(pack, prompt.card.section, with_pack=len(self._packs) > 1)
        self._first_time = not self._session.can_undo() and not badge
        self._notice = badge
        self._card.ask(prompt, topic, source, self._badge())
        self._show_ratings(False)
        if not self._hands.browsing:
            self._page.show_card()
        self._stopwatch.reset()
        if self.isVisible():
            self._stopwatch.go()
        self._name_reveal()
        self._take_focus(self._card.field if prompt.card.kind == "type-in" else self._reveal_button, may_focus)
        if self.isVisible():
            self._voice.say_question(prompt.card)
        return True

    def _name_reveal(self) -> None:
        # In the field of a typed answer Space is a space: there Enter shows the answer.
        typed = self._prompt is not None and self._prompt.card.kind == "type-in"
        key = shown_key("Enter") if typed else self._keyboard.shown("answer")
        self._reveal_button.setText(self.tr("Show answer — {key}").format(key=key).replace("&", "&&"))

    def _show_ratings(self, shown: bool) -> None:
        """The answer is shown, or hidden; above the card what was done last, what helps, or at first what to do."""
        state = self._prompt.state if self._prompt is not None else None
        leech = leech_words(state, self._keyboard.shown) if state is not None and is_leech(state) else ""
        how_to = self.tr("Recall first, then look. {key} shows the answer; then say how well you knew it.").format(
            key=self._keyboard.shown("answer")
        )
        self._page.show_ratings(shown, self._note or leech or (how_to if self._first_time else ""))

    def _badge(self) -> tuple[str, str]:
        """Why the card is here, and its flag, in the flag's colour."""
        standing = self._prompt.standing if self._prompt is not None else Standing()
        rests = self.tr("Suspended") if standing.suspended else ""
        words = " · ".join(filter(None, (self._notice, rests, flag_names()[standing.flag])))
        return words, FLAG_TONES[standing.flag]

    def _clear_table(self) -> None:
        self._prompt, self._revealed, self._kept = None, False, False
        self._stopwatch.reset()
        self._voice.stop()

    def _may_take_focus(self) -> bool:
        """Whether the focus is ours to move: not while the student is somewhere else in the window."""
        focused = QApplication.focusWidget()
        return not self.isVisible() or focused is None or self.isAncestorOf(focused)

    def _take_focus(self, widget: QWidget, now: bool) -> None:
        """Let a control have the focus when the tab gets it, and, if it may, now."""
        self.setFocusProxy(widget)
        if now:
            widget.setFocus()

    def _show_counts(self, queue: Queue) -> None:
        item = item_id(self._prompt_pack, self._prompt.card.id) if self._prompt is not None else ""
        self._count.setText(self._words.count(self._packs, queue, item, kept=self._kept))
        self._bar.show_fraction(self._words.fraction(self._packs, queue))
        self._bar.setVisible(self._words.total(self._packs, queue) > 0)
        self._undo.setEnabled(self._session.can_undo())
        self._deeds.look_at(self._prompt, self._prompt_pack, self._packs)

    def _show_finished(self, queue: Queue) -> None:
        self._finished, self._on_break = True, False
        ending = self._words.finished(self._packs, queue)
        self._suggested_tab = ending.tab
        self._show_empty(ending.title, ending.sentence, ending.action)

    def _show_empty(self, title: str, sentence: str, action: str) -> None:
        may_focus = self._may_take_focus()
        self._empty.set_text(title, sentence, action)
        if self._hands.browsing:
            return
        onward = self._page.show_empty()
        if action and onward is not None:
            self._take_focus(onward, may_focus)

    def _picture(self, name: str) -> bytes | None:
        return self._library.media(self._prompt_pack, name)

    # What the student does

    @Slot()
    def _reveal(self) -> None:
        if self._prompt is None or self._revealed:
            return
        # Asked again: minutes or a night may have passed since the card was put on the table.
        fresh = self._session.prompt(self._prompt_pack, self._prompt.card.id)
        if fresh is not None:
            self._prompt = fresh
        typed = self._card.answer
        found = self._card.reveal()
        self._revealed = True
        self._ratings.show_intervals(self._prompt.intervals)
        self._show_ratings(True)
        typed_card = self._prompt.card.kind == "type-in"
        suggestion: Rating = found.suggested if found is not None else 1 if typed_card else 3
        self._ratings.suggest(suggestion)
        self.setFocusProxy(self._ratings.suggested())
        announce(self._card, faces.spoken(self._prompt.card, typed))
        self._voice.say_answer(self._prompt.card)

    @Slot(int)
    def _rate(self, rating: int) -> None:
        if self._prompt is None or not self._revealed:
            return
        with self.telling():
            card, spent = self._prompt.card, self._stopwatch.milliseconds()
            self._sitting.count(spent)
            if self._extra is not None:
                self._extra.answer(rating)
                self._clear_table()
                self.refresh()
                return
            self._session.answer(self._prompt_pack, card, cast("Rating", rating), spent)
            # Only once it is saved: until then the card stays as it is. The change flag then brings the next one.
            self._note = ""
            self._clear_table()

    @Slot()
    def _take_back(self) -> None:
        if self._hands.browsing:
            self._hands.undo()
            return
        if self._extra is not None:
            return  # nothing of the round was recorded
        with self.telling():
            taken = self._session.undo()
            if taken is None:
                return
            pack, card = taken
            notice, self._note = self.tr("Taken back"), ""
            if pack not in self._packs:
                self.trouble.emit(self.tr("What you did last, in another pack, has been taken back."))
            elif self._ask(pack, card, kept=True, badge=notice):
                announce(self._card, notice)

    @Slot(str)
    def _leave_card(self, note: str) -> None:
        """Take the card off the table, which is not asked any more, and ask the next one."""
        self._note = note
        if self._extra is not None and self._prompt is not None:
            self._extra.drop()
        self._clear_table()
        announce(self._card, note)
        self.refresh()

    @Slot()
    def _look_at_standing(self) -> None:
        """Show what was decided about the card, which stays as it lies."""
        if self._prompt is not None:
            fresh = self._session.prompt(self._prompt_pack, self._prompt.card.id)
            self._prompt = replace(self._prompt, standing=fresh.standing) if fresh is not None else self._prompt
            self._card.set_badge(*self._badge())
            announce(self._card, self._badge()[0] or self.tr("No flag"))
            self.refresh()

    @Slot(bool)
    def _study_everywhere(self, everywhere: bool) -> None:
        with self.telling():
            self._settings.change(all_packs=everywhere)
        self.refresh()

    @Slot()
    def _open_source(self) -> None:
        """Read where the card comes from, once it was answered in the mind."""
        if self._prompt is not None and self._revealed and self._prompt.card.section:
            self.navigator.go("notes", OF_CARD + self._prompt.card.id, self._prompt_pack)

    @Slot(str)
    def _follow(self, link: str) -> None:
        self.navigator.follow(link, self._prompt_pack)

    @Slot()
    def _go_on(self) -> None:
        if self._extra is not None or self._on_break:
            self._extra, self._on_break = None, False
            self._sitting.begin()
            self.refresh()
            return
        self.navigator.go(self._suggested_tab)

    # A round of the student's own choice, the table, a card of their own

    @Slot(object)
    def _begin_round(self, chosen: list[tuple[str, str]]) -> None:
        """Go through some cards, leaving their schedule alone."""
        self._extra = ExtraRound(chosen)
        self._clear_table()
        self._page.show_card()
        self.refresh()
        announce(self._card, self.tr("These cards leave the schedule alone."))

    def _go_round(self, extra: ExtraRound) -> None:
        if self._prompt is not None:
            fresh = self._session.prompt(self._prompt_pack, self._prompt.card.id)
            if fresh is None or fresh.card != self._prompt.card:
                self._clear_table()  # changed or gone meanwhile: asked as it is now
        while self._prompt is None and (key := extra.next()) is not None:
            if not self._ask(*key, kept=True, badge=self.tr("Schedule left alone")):
                extra.drop()
        if self._prompt is None:
            title = self.tr("You went through {cards}").format(cards=cards(extra.total))
            self._show_empty(title, self.tr("Their schedule is as it was."), self.tr("Back to today’s cards"))
        shown = self.tr("{n} of {total}").format(n=min(extra.done + 1, extra.total), total=extra.total)
        self._count.setText(shown if self._prompt is not None else "")
        self._bar.show_fraction(extra.done / extra.total if extra.total else 0.0)
        self._bar.setVisible(extra.total > 0)
        self._undo.setEnabled(False)
        self._deeds.look_at(self._prompt, self._prompt_pack, self._packs)

    def _show_break(self, queue: Queue) -> None:
        """The sitting is as long as it was to be: the rest waits until the student goes on."""
        self._on_break = True
        ending = self._words.on_break(self._sitting, queue)
        self._show_empty(ending.title, ending.sentence, ending.action)

    @Slot()
    def _browse(self, query: str | None = None) -> None:
        if self.pack:
            self._stopwatch.rest()
            self._hands.browse(query)
            self._page.fit_height()

    @Slot()
    def _leave_table(self) -> None:
        """Back to the cards of today."""
        if self._prompt is not None:
            self._page.show_card()
        else:
            self._page.show_empty()
        self.refresh()
        if self._prompt is not None:
            self._stopwatch.go()
            (self._ratings.suggested() if self._revealed else self._reveal_button).setFocus()

    @Slot()
    def _escape(self) -> None:
        """Leave the table, or the round that leaves the schedule alone."""
        if self._hands.browsing:
            self._leave_table()
        elif self._extra is not None:
            self._extra = None
            self._clear_table()
            self.refresh()

    @Slot()
    def _edit(self) -> None:
        if self._prompt is not None:
            self._hands.edit(self._prompt_pack, self._prompt.card.id)

    def do(self, command: str) -> None:
        """Do what the search asks for: `browse`, `add`, `plan`."""
        {"browse": self._browse, "add": self._hands.add, "plan": self._hands.open_plan}[command]()

    @Slot()
    def _show_or_choose(self) -> None:
        if self._revealed:
            self._ratings.suggested().click()
        else:
            self._reveal()

    @Slot()
    def _read_aloud(self) -> None:
        """Read what is seen of the card, or be silent."""
        if self._prompt is not None:
            with self.telling():
                self._voice.toggle(self._prompt.card, answer=self._revealed)

    @Slot()
    def _ask_for_keys(self) -> None:
        self.settings_asked.emit("flashcards")

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Do what the key does (`ui.session_keys`); without a card on the table only what needs none."""
        action = self._keyboard.action_of(event)
        if not action or event.isAutoRepeat() or (self._prompt is None and action not in _WITHOUT_CARD):
            super().keyPressEvent(event)
        else:
            self._keyboard.press(action)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on counting the time of the card, and look again if the day may have changed."""
        super().showEvent(event)
        if self._prompt is not None:
            self._stopwatch.go()
        elif self._finished:
            self.refresh()

    def hideEvent(self, event: QHideEvent) -> None:
        """Time away from the tab is not time spent on the card."""
        super().hideEvent(event)
        self._voice.stop()
        self._stopwatch.rest()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when one comes back to the window in the morning."""
        super().changeEvent(event)
        came_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and self.isVisible()
        if came_back and self._finished:
            self.refresh()

"""What a student makes of cards besides answering them: new ones, changed ones, the table of all, and the plan."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.errors import ThawError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtWidgets import QStackedWidget, QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.flashcards.study_plan import StudyPlan
    from thaw_desktop.ui.flashcards.browser import Browser
    from thaw_desktop.ui.flashcards.card_editor import CardEditor
    from thaw_desktop.ui.flashcards.tools import CardTools
    from thaw_desktop.ui.theme import Theme

_MOST_COMPARED = 5_000
"""Cards of a pack whose questions are compared with a new one as it is typed."""


class CardHands(QObject):
    """Opens the editor, the table and the plan, and does what they ask for.

    Signals:
        made: a card was made or changed, or something was decided about the days to come.
        round_asked: go through some cards, leaving their schedule alone; carries their keys.
        closed: the table was left.
        trouble: a plain sentence.
        told: a plain sentence about what was done.
    """

    made = Signal()
    round_asked = Signal(object)
    closed = Signal()
    trouble = Signal(str)
    told = Signal(str)

    def __init__(
        self,
        theme: Theme,
        session: ReviewSession,
        library: Library,
        settings: SettingsStore,
        tools: CardTools,
        pages: QStackedWidget,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._theme, self._session, self._library, self._pages, self._tab = theme, session, library, pages, parent
        self._settings, self._tools = settings, tools
        self._browser: Browser | None = None
        self._packs: Sequence[str] = ()

    @property
    def browsing(self) -> bool:
        """Whether the table is shown."""
        return self._browser is not None and self._pages.currentWidget() is self._browser

    def undo(self) -> None:
        """Take back what was done in the table last."""
        if self._browser is not None:
            self._browser.undo()

    def look_at(self, packs: Sequence[str]) -> None:
        """These packs are under review, the open one first."""
        changed = list(packs) != list(self._packs)
        self._packs = packs
        if self.browsing and changed:
            self.browse()

    @Slot()
    def browse(self, query: str | None = None) -> None:
        """Show the table of all cards."""
        if self._browser is None:
            # Imported here: many sittings never ask for it.
            from thaw_desktop.ui.flashcards.browser import Browser

            made = Browser(self._theme, self._tools, self._library)
            made.closed.connect(self.closed)
            made.round_asked.connect(self.round_asked)
            made.edit_asked.connect(self.edit)
            made.add_asked.connect(self.add)
            made.trouble.connect(self.trouble)
            made.told.connect(self.told)
            self._pages.addWidget(made)
            self._browser = made
        self._pages.setCurrentWidget(self._browser)
        self._browser.open(self._packs, date.fromordinal(self._session.today()), query)

    @Slot()
    def open_plan(self) -> None:
        """Ask when the exam of the open pack is, and how surely its cards are to be kept."""
        info = self._library.pack(self._packs[0]) if self._packs else None
        if info is None:
            return
        # Imported here: most sittings never ask for it.
        from thaw_desktop.ui.flashcards.plan_dialog import PlanDialog

        def decide(plan: StudyPlan, settings: dict[str, int]) -> None:
            try:
                self._session.set_plan(info.id, plan)
                self._settings.change(**settings)
            except ThawError as error:
                self.trouble.emit(error.sentence)
            self.made.emit()

        plan, settings = self._session.plan(info.id), self._settings.current
        today = date.fromordinal(self._session.today())
        asked = PlanDialog(self._theme, (info.id, info.title), plan, settings, today, self._tools.outlook, self._tab)
        asked.decided.connect(decide)
        asked.open()

    @Slot()
    def add(self) -> None:
        """Write a new card for the open pack."""
        if self._packs:
            self._open(self._packs[0], None, "", "")

    @Slot(str, str)
    def edit(self, pack: str, card: str) -> None:
        """Change an own card; of a pack's card, make a version of one's own."""
        written = self._session.own.written(pack, card)
        if written is not None:
            self._open(pack, written, card.partition(".")[0], "")
            return
        there = self._library.card(pack, card)
        if there is None:
            return
        fields = {
            "form": there.kind if there.kind in {"type-in", "order"} else "basic",
            "front": there.front_text,
            "back": {"type-in": " | ".join(there.accepted), "order": "\n".join(there.accepted)}.get(
                there.kind, there.back_text
            ),
            "section": there.section,
            "tags": list(there.tags),
        }
        note = self.tr("This card is the pack’s. What you save is a card of your own, and the pack’s is suspended.")
        self._open(pack, fields, "", card, note)

    def _open(self, pack: str, fields: Mapping[str, Any] | None, ident: str, instead_of: str, note: str = "") -> None:
        # Imported here: see above.
        from thaw_desktop.flashcards.browse import same_words
        from thaw_desktop.ui.flashcards.card_editor import CardEditor

        known: list[str] = []
        if self._library.counts(pack).cards <= _MOST_COMPARED:
            known = [same_words(one.front_text) for one in self._library.cards(pack)]
        known += [same_words(one.front_text) for one in self._session.own.cards(pack)]
        if instead_of and fields is not None:
            known = [one for one in known if one != same_words(str(fields["front"]))]
        titles = self._library.section_titles(pack)
        editor = CardEditor(self._theme, titles, known, self._tab.window(), fields, note)
        source = str(fields.get("source", "")) if fields is not None else ""

        def write(form: Any, front: str, back: str, section: str, tags: list[str]) -> None:  # noqa: ANN401 - a Form
            self._write(editor, pack, (form, front, back), section, tags, ident, source, instead_of)

        editor.written.connect(write)
        editor.open()

    def _write(
        self,
        editor: CardEditor,
        pack: str,
        text: tuple[Any, str, str],
        section: str,
        tags: list[str],
        ident: str,
        source: str,
        instead_of: str,
    ) -> None:
        form, front, back = text
        try:
            self._session.own.make(
                pack, form, front, back, section=section, tags=tags, source=source or instead_of, card=ident
            )
            if instead_of:
                self._tools.bulk.suspend([(pack, instead_of)], suspended=True)
        except ThawError as error:
            editor.refuse(error.sentence)
            return
        editor.accept()
        made = self.tr("The card was made. It is asked among the new cards.")
        self.told.emit(self.tr("The card was changed.") if ident else made)
        self.made.emit()
        if self._browser is not None and self.browsing:
            self._browser.look()

"""What a student does with a card besides answering it: bury, suspend, flag, look at its history."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from thaw_desktop.core.errors import ThawError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.flashcards.session import Prompt, ReviewSession
    from thaw_desktop.flashcards.standing import Standing
    from thaw_desktop.ui.flashcards.card_menu import CardMenu
    from thaw_desktop.ui.theme import Theme


class CardDeeds(QObject):
    """Does what the card menu and its keys ask for, with the card that lies on the table.

    Attributes:
        shown_key: gives the key of an action as the system writes it.

    Signals:
        left: the card is not asked any more; carries a sentence that says so and how to take it back.
        decided: the card stays, and its standing is another.
        trouble: a plain sentence about what could not be done.
    """

    left = Signal(str)
    decided = Signal()
    trouble = Signal(str)

    def __init__(self, theme: Theme, session: ReviewSession, menu: CardMenu, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._session, self._menu, self._window = theme, session, menu, parent
        self._prompt: Prompt | None = None
        self._pack = ""
        self._packs: Sequence[str] = ()
        self.shown_key: Callable[[str], str] = str
        menu.bury_asked.connect(self.bury)
        menu.bury_note_asked.connect(self.bury_note)
        menu.suspend_note_asked.connect(self.suspend_note)
        menu.suspend_asked.connect(self.suspend)
        menu.flag_asked.connect(self.flag)
        menu.information_asked.connect(self.show_information)
        menu.resume_asked.connect(self.resume)
        menu.redo_asked.connect(self.do_again)

    def look_at(self, prompt: Prompt | None, pack: str, packs: Sequence[str]) -> None:
        """Another card lies on the table, or none.

        Args:
            prompt: the card.
            pack: id of its pack.
            packs: those under review.
        """
        self._prompt, self._pack, self._packs = prompt, pack, packs
        self._menu.show_card(
            prompt.standing if prompt is not None else None,
            sum(len(self._session.suspended(one)) for one in packs),
            can_redo=self._session.can_redo(),
        )

    @Slot()
    def bury(self) -> None:
        """Ask the card no more today."""
        if self._prompt is not None and self._decide(replace(self._prompt.standing, buried=self._session.today())):
            self._leave(self.tr("Buried: it is not asked again today. {undo} takes that back."))

    @Slot()
    def suspend(self) -> None:
        """Ask the card no more; one that is suspended is asked again."""
        if self._prompt is None:
            return
        suspended = not self._prompt.standing.suspended
        if not self._decide(replace(self._prompt.standing, suspended=suspended)):
            return
        if suspended:
            self._leave(self.tr("Suspended: it is not asked any more. {undo} takes that back."))
        else:
            self.decided.emit()

    @Slot()
    def bury_note(self) -> None:
        """Bury the card and those made from the same words."""
        today = self._session.today()
        if self._decide_note(lambda standing: replace(standing, buried=today)):
            self._leave(self.tr("Buried with the cards made from the same words. {undo} takes that back."))

    @Slot()
    def suspend_note(self) -> None:
        """Suspend the card and those made from the same words."""
        if self._decide_note(lambda standing: replace(standing, suspended=True)):
            self._leave(self.tr("Suspended with the cards made from the same words. {undo} takes that back."))

    def toggle_flag(self, flag: int) -> None:
        """Give the card a flag, or take it away where it has this one."""
        if self._prompt is not None:
            self.flag(0 if self._prompt.standing.flag == flag else flag)

    @Slot(int)
    def flag(self, flag: int) -> None:
        """Give the card a flag, or take it away."""
        if self._prompt is not None and self._decide(replace(self._prompt.standing, flag=flag)):
            self.decided.emit()

    @Slot()
    def resume(self) -> None:
        """Ask all suspended cards again."""
        try:
            for pack in self._packs:
                self._session.resume(pack)
        except ThawError as error:
            self.trouble.emit(error.sentence)

    @Slot()
    def do_again(self) -> None:
        """Let what was taken back last count again."""
        try:
            done = self._session.redo()
        except ThawError as error:
            self.trouble.emit(error.sentence)
        else:
            if done is not None:
                self._leave(self.tr("That counts again. {undo} takes it back."))

    @Slot()
    def show_information(self) -> None:
        """Show what is known of the card."""
        if self._prompt is None:
            return
        # Imported here: most sittings never ask for it.
        from thaw_desktop.ui.flashcards.information import CardInformation

        card = self._prompt.card
        steps = self._session.history(self._pack, card.id)
        CardInformation(self._theme, card.front_text, steps, self._session.today(), self._window).open()

    def _leave(self, told: str) -> None:
        self.left.emit(told.format(undo=self.shown_key("undo")))

    def _decide_note(self, change: Callable[[Standing], Standing]) -> bool:
        if self._prompt is None:
            return False
        try:
            self._session.decide_note(self._pack, self._prompt.card, change)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return False
        return True

    def _decide(self, standing: Standing) -> bool:
        if self._prompt is None:
            return False
        try:
            self._session.decide(self._pack, self._prompt.card.id, standing)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return False
        return True

"""What can be done with a card besides answering it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QToolButton

from thaw_desktop.ui.widgets import IconButton

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.flashcards.standing import Standing
    from thaw_desktop.ui.theme import Theme

FLAG_TONES = ("caution", "bad", "caution", "good", "primary")
"""The tone of `Pill` in which each flag is shown, by its number."""

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


class CardMenu(IconButton):
    """The button with three dots, and its menu.

    Signals:
        bury_asked: do not ask the card on the table again today.
        suspend_asked: do not ask it until that is taken back, or ask it again.
        flag_asked: carries the number of a flag, 0 for none.
        information_asked: show its history.
        resume_asked: ask all suspended cards again.
        redo_asked: let what was taken back last count again.
        plan_asked: say when the exam is, and how surely cards are to be kept.
        edit_asked: change the card on the table.
        add_asked: write a new one.
        browse_asked: show the table of all cards.
        aloud_asked: read it aloud.
        keys_asked: show the keys, and how a sitting goes.
        bury_note_asked: bury it with the cards made from the same words.
        suspend_note_asked: likewise suspend.
    """

    bury_asked = Signal()
    suspend_asked = Signal()
    flag_asked = Signal(int)
    information_asked = Signal()
    resume_asked = Signal()
    redo_asked = Signal()
    plan_asked = Signal()
    edit_asked = Signal()
    add_asked = Signal()
    browse_asked = Signal()
    aloud_asked = Signal()
    keys_asked = Signal()
    bury_note_asked = Signal()
    suspend_note_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "more", translate("CardMenu", "More to do with this card"), parent=parent)
        menu = QMenu(self)
        self._keys: dict[str, str] = {}
        self._actions: dict[str, QAction] = {}
        self.bury = self._add(menu, "bury", self.tr("&Bury until tomorrow"), self.bury_asked.emit)
        self.suspend = self._add(menu, "suspend", "", self.suspend_asked.emit)
        self.bury_note = self._add(menu, "bury-note", self.tr("Bury all of its &words"), self.bury_note_asked.emit)
        self.suspend_note = self._add(
            menu, "suspend-note", self.tr("S&uspend all of its words"), self.suspend_note_asked.emit
        )
        self._flags = QMenu(self.tr("&Flag"), menu)
        group = QActionGroup(self)
        self.flags: list[QAction] = []
        for number, name in enumerate(flag_names()):
            action = QAction(name or self.tr("&No flag"), group)
            action.setCheckable(True)
            action.setData(number)
            self._flags.addAction(action)
            self.flags.append(action)
            self._actions[f"flag-{number}"] = action
        group.triggered.connect(self._choose_flag)
        menu.addMenu(self._flags)
        self.information = self._add(menu, "information", self.tr("Card &information"), self.information_asked.emit)
        self.edit = self._add(menu, "edit", self.tr("&Edit…"), self.edit_asked.emit)
        self.aloud = self._add(menu, "aloud", self.tr("Read a&loud"), self.aloud_asked.emit)
        menu.addSeparator()
        self.redo = self._add(menu, "redo", self.tr("&Redo"), self.redo_asked.emit)
        self.resume = self._add(menu, "", "", self.resume_asked.emit)
        menu.addSeparator()
        self.add = self._add(menu, "add", self.tr("&Add a card…"), self.add_asked.emit)
        self.browse = self._add(menu, "browse", self.tr("Browse all &cards…"), self.browse_asked.emit)
        self.plan = self._add(menu, "plan", self.tr("&Plan and exam…"), self.plan_asked.emit)
        self.keys = self._add(menu, "keys", self.tr("&Keys and settings…"), self.keys_asked.emit)
        self.setMenu(menu)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)

    def show_card(self, standing: Standing | None, suspended: int, *, can_redo: bool) -> None:
        """Offer what can be done now.

        Args:
            standing: of the card on the table; None when there is none.
            suspended: how many cards of the packs under review are suspended.
            can_redo: whether anything can count again.
        """
        on_card = (self.bury, self.suspend, self.bury_note, self.suspend_note, self._flags, self.information)
        for part in (*on_card, self.edit, self.aloud):
            part.setEnabled(standing is not None)
        rests = standing is not None and standing.suspended
        self._name("suspend", self.tr("A&sk it again") if rests else self.tr("&Suspend"))
        for number, action in enumerate(self.flags):
            action.setChecked(number == (standing.flag if standing is not None else 0))
        self.redo.setEnabled(can_redo)
        self.resume.setVisible(suspended > 0)
        one, several = self.tr("Ask the suspended card again"), self.tr("Ask all {n} suspended cards again")
        self.resume.setText(one if suspended == 1 else several.format(n=suspended))

    @Slot(QAction)
    def _choose_flag(self, action: QAction) -> None:
        self.flag_asked.emit(action.data())

    def show_keys(self, shown: Callable[[str], str]) -> None:
        """Say beside each part which key does the same.

        Args:
            shown: gives the key of an action as the system writes it.
        """
        self._keys = {action: shown(action) for action in self._actions if action != "flag-0"}
        for action, part in self._actions.items():
            self._name(action, part.text().partition("\t")[0])

    def _name(self, action: str, words: str) -> None:
        key = self._keys.get(action, "")
        self._actions[action].setText(f"{words}\t{key}" if key else words)

    def _add(self, menu: QMenu, action: str, words: str, slot: Callable[[], None]) -> QAction:
        part = menu.addAction(words)
        part.triggered.connect(slot)
        if action:
            self._actions[action] = part
        return part


def flag_names() -> tuple[str, ...]:
    """What each flag is called, by its number; the first is none."""
    return (
        "",
        translate("CardMenu", "Red flag"),
        translate("CardMenu", "Orange flag"),
        translate("CardMenu", "Green flag"),
        translate("CardMenu", "Blue flag"),
    )

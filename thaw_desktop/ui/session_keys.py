"""The keys of a sitting with the cards: what each does, which one does it, and how a pressed one is named.

This is the one list of them; buttons, menus, hints and the page that changes them all read it.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from PySide6.QtGui import QKeyEvent

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

DEFAULTS: Final[Mapping[str, str]] = {
    "answer": "Space",
    "again": "1",
    "hard": "2",
    "good": "3",
    "easy": "4",
    "undo": "Ctrl+Z",
    "redo": "Ctrl+Shift+Z",
    "edit": "E",
    "add": "Ctrl+N",
    "bury": "-",
    "suspend": "@",
    "bury-note": "=",
    "suspend-note": "!",
    "flag-1": "Alt+1",
    "flag-2": "Alt+2",
    "flag-3": "Alt+3",
    "flag-4": "Alt+4",
    "aloud": "R",
    "information": "I",
    "browse": "B",
    "plan": "P",
    "notes": "N",
    "keys": "?",
}
"""Action → key as Anki has it. Its Ctrl+1 to Ctrl+4 for flags choose tabs here, so the flags are on Alt."""

RESERVED: Final = frozenset(
    {f"Ctrl+{digit}" for digit in range(8)}
    | {"Ctrl+K", "Ctrl+F", "Ctrl+,", "Ctrl+Q", "Ctrl++", "Ctrl+-", "Ctrl+=", "Ctrl+O", "F1", "F6", "Shift+F6"}
    | {"Tab", "Shift+Tab", "Shift+Backtab", "Backtab", "Esc", "Return", "Enter", "Left", "Right", "Up", "Down"}
    | {"PgUp", "PgDown", "Home", "End"}
)
"""What the window, the focus and the scrolling of a long card need."""

_MODIFIER_KEYS: Final = frozenset(
    {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}
    | {Qt.Key.Key_NumLock, Qt.Key.Key_ScrollLock, Qt.Key.Key_unknown, Qt.Key.Key_Mode_switch}
)
_CONTROL, _ALT, _META = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.MetaModifier,
)


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a key cannot be had.

    Attributes:
        key: the key.
        action: what it does already; empty when the window needs it.
    """

    key: str
    action: str

    @property
    def sentence(self) -> str:
        """What is wrong and what to do about it."""
        shown = shown_key(self.key)
        if not self.action:
            told = translate("SessionKeys", "{key} is needed by the window; choose another key.")
            return told.format(key=shown)
        told = translate("SessionKeys", "{key} is taken by “{action}”; choose another key, or change that one first.")
        return told.format(key=shown, action=action_names()[self.action])


def action_names() -> dict[str, str]:
    """What each action is called, in the order in which they are listed."""
    flag = translate("SessionKeys", "{colour} flag, on or off")
    colours = (
        translate("SessionKeys", "Red"),
        translate("SessionKeys", "Orange"),
        translate("SessionKeys", "Green"),
        translate("SessionKeys", "Blue"),
    )
    return {
        "answer": translate("SessionKeys", "Show the answer, then the rating that has the focus"),
        "again": translate("SessionKeys", "Again"),
        "hard": translate("SessionKeys", "Hard"),
        "good": translate("SessionKeys", "Good"),
        "easy": translate("SessionKeys", "Easy"),
        "undo": translate("SessionKeys", "Undo"),
        "redo": translate("SessionKeys", "Redo"),
        "edit": translate("SessionKeys", "Edit the card"),
        "add": translate("SessionKeys", "Add a card"),
        "bury": translate("SessionKeys", "Bury the card until tomorrow"),
        "suspend": translate("SessionKeys", "Suspend the card"),
        "bury-note": translate("SessionKeys", "Bury it and the cards made from the same words"),
        "suspend-note": translate("SessionKeys", "Suspend it and the cards made from the same words"),
        **{f"flag-{number}": flag.format(colour=colour) for number, colour in enumerate(colours, 1)},
        "aloud": translate("SessionKeys", "Read the card aloud"),
        "information": translate("SessionKeys", "Card information"),
        "browse": translate("SessionKeys", "Browse all cards"),
        "plan": translate("SessionKeys", "Plan and exam"),
        "notes": translate("SessionKeys", "Open the notes that the card comes from"),
        "keys": translate("SessionKeys", "These keys"),
    }


def key_of(event: QKeyEvent) -> str:
    """The name of a pressed key: the sign that it writes, or the keys held with it; empty for Shift and the like.

    Going by the sign makes `@` and `!` work wherever a layout has them, behind Shift, AltGr or Option. Windows reports
    AltGr as Ctrl and Alt together.
    """
    if event.key() in _MODIFIER_KEYS:
        return ""
    held = event.modifiers() & (_CONTROL | _ALT | _META)
    sign = event.text()
    if len(sign) == 1 and sign.isprintable():
        alt_gr = held == (_CONTROL | _ALT) or (held == _ALT and sys.platform == "darwin")
        if not held or (alt_gr and not sign.isalnum()):
            return "Space" if sign == " " else sign.upper()
    combination = Qt.KeyboardModifier(held | (event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
    key = Qt.Key(event.key())
    return QKeySequence(int(combination.value) | int(key)).toString(QKeySequence.SequenceFormat.PortableText)


def is_typed(key: str) -> bool:
    """Whether a key writes a sign, so that a field for typing needs it."""
    return len(key) == 1 or key == "Space"


def shown_key(key: str) -> str:
    """A key as the system writes it."""
    return key if len(key) == 1 else QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def keys_in_force(changed: Mapping[str, str]) -> dict[str, str]:
    """Action → key, of a settings file that may be spoiled: what makes no sense there is as it was made.

    Args:
        changed: the keys that the student chose.
    """
    chosen = {action: key for action, key in changed.items() if action in DEFAULTS and _is_key(key)}
    while True:
        keys = {**DEFAULTS, **chosen}
        taken: dict[str, str] = {}
        for action in sorted(keys, key=lambda one: one in chosen):  # a key as it was made stands before a chosen one
            if keys[action] in taken:
                del chosen[action]
                break
            taken[keys[action]] = action
        else:
            return keys


def conflict(keys: Mapping[str, str], action: str, key: str) -> Conflict | None:
    """Why an action cannot have a key, or None when it can.

    Args:
        keys: those in force, by action.
        action: what the key is wanted for.
        key: as `key_of` names it.
    """
    if not _is_key(key):
        return Conflict(key, "")
    return next((Conflict(key, other) for other, held in keys.items() if held == key and other != action), None)


def _is_key(key: str) -> bool:
    if key in RESERVED:
        return False
    if len(key) == 1:
        return key.isprintable() and key == key.upper() and not key.isspace()
    return QKeySequence(key).count() == 1 and QKeySequence(key).toString() == key

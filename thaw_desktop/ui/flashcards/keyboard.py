"""The keys of the tab: which are in force, and what they set going."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from thaw_desktop.ui.session_keys import DEFAULTS, is_typed, key_of, keys_in_force, shown_key

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QWidget

_STANDARD = {
    "undo": QKeySequence.StandardKey.Undo,
    "redo": QKeySequence.StandardKey.Redo,
    "add": QKeySequence.StandardKey.New,
}
"""Actions for which systems have further keys, which work as long as the student has not chosen one."""


class Keyboard(QObject):
    """Sets actions going by their keys.

    Keys that write a sign come through `press`, from the tab's own key events, so that a field for typing has them
    first; the others are shortcuts of the tab.
    """

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._keys: dict[str, str] = {}
        self._slots: Mapping[str, Callable[[], None]] = {}
        self._shortcuts: list[QShortcut] = []

    def set_slots(self, slots: Mapping[str, Callable[[], None]]) -> None:
        """Say what each action does."""
        self._slots = slots

    def take_up(self, changed: Mapping[str, str]) -> bool:
        """Let the keys hold that the student chose; whether any is another than before."""
        keys = keys_in_force(changed)
        if keys == self._keys:
            return False
        self._keys = keys
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)  # at once; it goes away when the events that wait have been dealt with
            shortcut.deleteLater()
        self._shortcuts = []
        for action, key in keys.items():
            if is_typed(key):
                continue
            usual = key == DEFAULTS[action] and action in _STANDARD
            sequences = QKeySequence.keyBindings(_STANDARD[action]) if usual else []
            for sequence in {one.toString(): one for one in (QKeySequence(key), *sequences)}.values():
                shortcut = QShortcut(sequence, self._owner)
                shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
                shortcut.activated.connect(partial(self._do, action))
                self._shortcuts.append(shortcut)
        return True

    def shown(self, action: str) -> str:
        """The key of an action as the system writes it."""
        return shown_key(self._keys[action])

    def action_of(self, event: QKeyEvent) -> str:
        """What a pressed key means; empty for nothing."""
        key = key_of(event)
        if key in {"Return", "Enter"}:
            return "answer"
        return next((action for action, held in self._keys.items() if held == key), "")

    def press(self, action: str) -> None:
        """Do what a key means."""
        self._do(action)

    def _do(self, action: str) -> None:
        self._slots[action]()

"""Finding words on the page that is open."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QWidget

from thaw_desktop.ui import words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.widgets import IconButton, plain_label

if TYPE_CHECKING:
    from thaw_desktop.ui.theme import Theme

_SAME = str.maketrans("’‘“”–—\u00a0\u2028", "''\"\"--  ")
"""Signs that a keyboard writes otherwise than a page does."""


def find_all(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where words stand in a text, whatever the case, the accents and the kind of quotation marks.

    Args:
        text: anything.
        wanted: what is looked for; nothing is found for spaces alone.

    Returns:
        Start and length of each place, in UTF-16 units as QTextCursor counts, without overlaps.
    """
    folded, needle = _folded(text), _folded(wanted.strip())
    found: list[tuple[int, int]] = []
    if not needle:
        return found
    at = folded.find(needle)
    while at >= 0:
        end = at + len(needle)
        found.append((utf16_units(text[:at]), utf16_units(text[at:end])))
        at = folded.find(needle, end)
    return found


def _folded(text: str) -> str:
    """A text of the same length in which what should count as equal is equal."""
    return "".join(unicodedata.normalize("NFD", sign)[0].lower()[0] for sign in text.translate(_SAME))


def utf16_units(text: str) -> int:
    """The length of a text as Qt counts it."""
    return len(text) + sum(ord(sign) > 0xFFFF for sign in text)


class FindBar(QWidget):
    """A field for words, how many there are, and the way from one to the next.

    Signals:
        edited: the words changed; carries them.
        next_wanted: go to the next place.
        previous_wanted: go to the one before.
        closed: the bar was closed.
    """

    edited = Signal(str)
    next_wanted = Signal()
    previous_wanted = Signal()
    closed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find on this page"))
        self.field.setAccessibleName(self.tr("Find on this page"))
        self.field.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.count = plain_label("", "secondary")
        self._previous = IconButton(theme, "chevron-left", self.tr("Previous (Shift+Enter)"))
        self._next = IconButton(theme, "chevron-right", self.tr("Next (Enter)"))
        self._close = IconButton(theme, "close", self.tr("Close (Esc)"))
        self._row = QHBoxLayout(self)
        self._row.addWidget(self.field, 1)
        for part in (self.count, self._previous, self._next, self._close):
            self._row.addWidget(part)
        self.field.textChanged.connect(self.edited)
        self._previous.clicked.connect(self._go_back)
        self._next.clicked.connect(self._go_on)
        self._close.clicked.connect(self.close_bar)
        for keys, slot in (("Return", self._go_on), ("Shift+Return", self._go_back)):
            for key in (keys, keys.replace("Return", "Enter")):  # the one of the number pad too
                shortcut = QShortcut(QKeySequence(key), self.field)
                shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
                shortcut.activated.connect(slot)
        self._give_room()
        theme.changed.connect(self._give_room)
        self.hide()

    def open_bar(self) -> None:
        """Show the bar with its words chosen, so that typing replaces them."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.edited.emit(self.field.text())

    @Slot()
    def close_bar(self) -> None:
        """Hide the bar."""
        self.hide()
        self.closed.emit()

    def show_count(self, current: int, total: int) -> None:
        """Say where one is.

        Args:
            current: number of the place that is shown, from 1; 0 when there is none.
            total: how many places there are.
        """
        if not self.field.text().strip():
            told = ""
        elif total:
            told = words.share(current, total)
        else:
            told = self.tr("Not on this page")
        self._previous.setEnabled(total > 1)
        self._next.setEnabled(total > 1)
        if told != self.count.text():
            self.count.setText(told)
            announce(self.field, told)

    @Slot()
    def _go_back(self) -> None:
        self.previous_wanted.emit()

    @Slot()
    def _go_on(self) -> None:
        self.next_wanted.emit()

    @Slot()
    def _give_room(self) -> None:
        self._row.setContentsMargins(0, 0, 0, self._theme.px(6))
        self._row.setSpacing(self._theme.px(6))

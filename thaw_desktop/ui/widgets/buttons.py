"""Buttons that say what they do, what key does it, and how much they matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QToolButton

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme


def button(
    text: str, kind: str = "secondary", *, description: str = "", shortcut: str = "", parent: QWidget | None = None
) -> QPushButton:
    """Return a push button.

    Args:
        text: its words, in sentence case; `&` marks the mnemonic.
        kind: primary (one a screen), secondary, quiet, or good, caution, bad for grades.
        description: one sentence more, for the tooltip and for screen readers.
        shortcut: a key sequence such as "Ctrl+Return".
        parent: the owner.
    """
    result = QPushButton(text, parent)
    result.setAutoDefault(True)  # Return works on it like Space, outside a dialog too
    result.setProperty("kind", kind)
    result.setAccessibleDescription(description)
    if shortcut:
        result.setShortcut(QKeySequence(shortcut))
    result.setToolTip(_hint(description, shortcut))
    return result


class IconButton(QToolButton):
    """A small button with a picture; its name is the tooltip and what a screen reader says."""

    def __init__(
        self, theme: Theme, icon: str, name: str, *, shortcut: str = "", parent: QWidget | None = None
    ) -> None:
        """Make a button.

        Args:
            theme: gives the icon its colour and size.
            icon: the name of a file in `resources/icons`, without `.svg`.
            name: what it does, in a few words.
            shortcut: a key sequence, or empty.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self._icon_name = icon
        self.setAccessibleName(name)
        self.setToolTip(_hint(name, shortcut))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        if shortcut:
            self.setShortcut(QKeySequence(shortcut))
        self._draw_icon()
        theme.changed.connect(self._draw_icon)

    @Slot()
    def _draw_icon(self) -> None:
        side = self._theme.px(18)
        self.setIconSize(QSize(side, side))
        self.setIcon(self._theme.icon(self._icon_name))


def _hint(text: str, shortcut: str) -> str:
    keys = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({keys})" if text and keys else text or keys

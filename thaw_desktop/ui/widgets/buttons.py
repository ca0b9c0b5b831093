"""Buttons that say what they do, what key does it, and how much they matter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QPushButton, QSizePolicy, QToolButton

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent
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


class ElidedButton(QPushButton):
    """A quiet button whose words end in … when there is no room for them."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = text
        self.setAutoDefault(True)
        self.setProperty("kind", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setText(text)

    def setText(self, text: str) -> None:
        """Show other words, as many of them as there is room for."""
        self._words = text
        self._fit()
        self.updateGeometry()

    def words(self) -> str:
        """The whole of its words."""
        return self._words

    def sizeHint(self) -> QSize:
        """Room for all of its words."""
        around = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        return QSize(self.fontMetrics().horizontalAdvance(self._words) + around, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        hint = self.sizeHint()
        return QSize(min(hint.width(), self.fontMetrics().averageCharWidth() * 10), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the words to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        around = super().sizeHint().width() - self.fontMetrics().horizontalAdvance(self.text())
        room = max(0, self.width() - around)
        # `&` would mark a letter of a pack's title as its key.
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room).replace("&", "&&")
        if shown != self.text():
            super().setText(shown)


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

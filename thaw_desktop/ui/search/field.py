"""The field one types into, and the keys that work from it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt, Signal, Slot
from PySide6.QtWidgets import QLineEdit

from thaw_desktop.ui.widgets import IconButton

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme


class SearchField(QLineEdit):
    """A line of text; Up, Down and Enter are for the list below it.

    Signals:
        stepped: go to the next result (1) or to the one before (-1).
        entered: open the current result.
    """

    stepped = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme, name: str, prompt: str, parent: QWidget | None = None) -> None:
        """Make an empty field.

        Args:
            theme: gives sizes.
            name: what a screen reader calls it.
            prompt: stands in it while it is empty.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self.setPlaceholderText(prompt)
        self.setAccessibleName(name)
        # Qt's own button in a field does not grow with the text.
        self._clear = IconButton(theme, "close", self.tr("Clear the search (Esc)"), parent=self)
        self._clear.setCursor(Qt.CursorShape.ArrowCursor)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.hide()
        self._clear.clicked.connect(self.clear)
        self.textChanged.connect(self._show_clear)
        theme.changed.connect(self._place_clear)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the keys of the list on, and keep the others."""
        if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    @Slot(str)
    def _show_clear(self, text: str) -> None:
        self._clear.setVisible(bool(text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the button at the right."""
        super().resizeEvent(event)
        self._place_clear()

    @Slot()
    def _place_clear(self) -> None:
        size = self._clear.sizeHint()
        self.setTextMargins(0, 0, size.width(), 0)
        corner = QPoint(self.width() - size.width() - self._theme.px(4), (self.height() - size.height()) // 2)
        self._clear.setGeometry(QRect(corner, size))

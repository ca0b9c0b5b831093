"""The surface on which things lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from thaw_desktop.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme


class Card(QFrame):
    """A surface with round corners, room to breathe, and perhaps a heading.

    Attributes:
        body: where the contents go.
    """

    def __init__(self, theme: Theme, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setProperty("role", "card")
        self._outer = QVBoxLayout(self)
        self._heading = plain_label("", "heading", wrap=True)
        self._outer.addWidget(self._heading)
        self.body = QVBoxLayout()
        self._outer.addLayout(self.body, 1)
        self.set_heading(heading)
        self._give_room()
        theme.changed.connect(self._give_room)

    def set_heading(self, text: str) -> None:
        """Show a heading, or none for an empty text; it also names the card for screen readers."""
        self._heading.setText(text)
        self._heading.setVisible(bool(text))
        self.setAccessibleName(text)

    @Slot()
    def _give_room(self) -> None:
        edge = self._theme.px(20)
        self._outer.setContentsMargins(edge, self._theme.px(18), edge, edge)
        self._outer.setSpacing(self._theme.px(10))
        self.body.setSpacing(self._theme.px(8))

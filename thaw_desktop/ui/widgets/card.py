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

    def __init__(self, theme: Theme, heading: str = "", parent: QWidget | None = None, *, beyond: int = 0) -> None:
        """Make an empty card.

        Args:
            theme: colours and sizes.
            heading: see `set_heading`.
            parent: the owner.
            beyond: how far what is in it reaches beyond its text on both sides, in pixels at 100 %: a text that can
                have the focus needs room for its ring, and still stands in line with the heading.
        """
        super().__init__(parent)
        self._theme = theme
        self._ring_room = beyond
        self._spacing = 8
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

    def set_spacing(self, pixels: int) -> None:
        """Leave so much room between the parts of the body, in pixels at 100 %."""
        self._spacing = pixels
        self.body.setSpacing(self._theme.px(pixels))

    @Slot()
    def _give_room(self) -> None:
        edge, beyond = self._theme.px(20), self._theme.px(self._ring_room)
        self._outer.setContentsMargins(edge - beyond, self._theme.px(18), edge - beyond, edge)
        self._heading.setContentsMargins(beyond, 0, beyond, 0)
        self._outer.setSpacing(self._theme.px(10))
        self.body.setSpacing(self._theme.px(self._spacing))

"""The large numbers at the top, each with words that say what it counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from thaw_desktop.ui.widgets import Card, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme


class FigureCard(Card):
    """One number, its name, and a sentence about where it comes from."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._name = plain_label("", wrap=True)
        self._number = plain_label("", "number")
        self._evidence = plain_label("", "secondary", wrap=True)
        self.body.addWidget(self._number)
        self.body.addWidget(self._name)
        self.body.addWidget(self._evidence)
        self.body.addStretch(1)
        self._close_up()
        theme.changed.connect(self._close_up)

    def show_figure(self, number: str, name: str, evidence: str) -> None:
        """Show a number, or a dash while it is empty, what it counts, and what stands behind it."""
        self._number.setText(number or "–")
        self._name.setText(name)
        self._evidence.setText(evidence)
        self.setAccessibleName(name)
        self.setAccessibleDescription(f"{number}. {evidence}" if number else evidence)

    @Slot()
    def _close_up(self) -> None:
        self.body.setSpacing(self._theme.px(2))

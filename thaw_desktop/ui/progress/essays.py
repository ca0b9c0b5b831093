"""The essays, newest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot

from thaw_desktop.ui.widgets import button
from thaw_desktop.ui.widgets.list_card import ListCard, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

FIRST = 8
"""How many essays are shown before all are asked for."""


class EssaysCard(ListCard):
    """A row an attempt; after the first few a button brings the rest.

    Attributes:
        more: that button.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self.set_heading(self.tr("Essays"))
        self.set_empty(self.tr("None yet. Each essay you write stands here with its time, its words and its marks."))
        self._attempts: Sequence[Row] = ()
        self._all = False
        self.more = button("", "quiet")
        self.more.clicked.connect(self._show_all)
        self.body.insertWidget(self.body.count() - 1, self.more)

    def show_attempts(self, attempts: Sequence[Row]) -> None:
        """Show the attempts, newest first."""
        self._attempts = attempts
        self.show_rows(attempts if self._all else attempts[:FIRST])
        if self._rows:
            self.setTabOrder(self._rows[-1], self.more)
        self.more.setVisible(not self._all and len(attempts) > FIRST)
        self.more.setText(self.tr("Show all {count}").format(count=len(attempts)))

    @Slot()
    def _show_all(self) -> None:
        self._all = True
        self.show_attempts(self._attempts)
        self.focus_row(FIRST)

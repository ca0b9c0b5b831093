"""A quieter card: one fact about today, and a button that leads to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from thaw_desktop.ui.widgets import Card, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.navigator import Navigator, TabName
    from thaw_desktop.ui.theme import Theme


class SideCard(Card):
    """A heading with a line or two under it, and a button at the right.

    Attributes:
        action: the button.
    """

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        heading: str,
        action: str,
        tab: TabName,
        *,
        role: str = "body",
        parent: QWidget | None = None,
    ) -> None:
        """Make a card without its lines.

        Args:
            theme: colours and sizes.
            navigator: takes the student there.
            heading: what it is about.
            action: the button's words.
            tab: where the button leads.
            role: of the fact: body, or heading for one that is to be seen first.
            parent: the owner.
        """
        super().__init__(theme, parent=parent)
        self._navigator = navigator
        self._tab = tab
        self._item = ""
        self._fact = plain_label("", role, wrap=True)
        self._detail = plain_label("", "secondary", wrap=True)
        self.action = button(action)
        self.action.clicked.connect(self._go)
        self.setAccessibleName(heading)
        self._said = QVBoxLayout()
        self._said.addWidget(plain_label(heading, "secondary"))
        self._said.addWidget(self._fact)
        self._said.addWidget(self._detail)
        self._said.addStretch(1)
        self._row = QHBoxLayout()
        self._row.addLayout(self._said, 1)
        self._row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(self._row)
        self._give_air()
        theme.changed.connect(self._give_air)

    def show_fact(self, fact: str, detail: str, item: str = "") -> None:
        """Show what is known, and where the button leads on its tab."""
        self._item = item
        self._fact.setText(fact)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
        self.action.setAccessibleDescription(f"{self.accessibleName()}: {fact} {detail}".strip())

    @Slot()
    def _give_air(self) -> None:
        self._said.setSpacing(self._theme.px(4))
        self._row.setSpacing(self._theme.px(16))

    @Slot()
    def _go(self) -> None:
        self._navigator.go(self._tab, self._item)

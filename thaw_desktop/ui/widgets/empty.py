"""What a page shows when it has nothing to show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thaw_desktop.ui.widgets.buttons import button
from thaw_desktop.ui.widgets.labels import plain_label

if TYPE_CHECKING:
    from thaw_desktop.ui.theme import Theme


class EmptyState(QWidget):
    """A title, a sentence that says what would fill the page, and perhaps a button that starts it.

    Signals:
        action: the button was pressed.
    """

    action = Signal()

    def __init__(
        self, theme: Theme, title: str, sentence: str, action_text: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = plain_label(title, "heading", wrap=True)
        self._sentence = plain_label(sentence, "secondary", wrap=True)
        self._button = button(action_text, "primary")
        self._column = QVBoxLayout(self)
        self._column.addStretch()
        for label in (self._title, self._sentence):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            self._column.addWidget(label)
        self._column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch()
        self._button.clicked.connect(self._act)
        self.set_text(title, sentence, action_text)
        self._give_room()
        theme.changed.connect(self._give_room)

    def set_text(self, title: str, sentence: str, action_text: str = "") -> None:
        """Say something else; without `action_text` there is no button."""
        self._title.setText(title)
        self._sentence.setText(sentence)
        self._button.setText(action_text)
        self._button.setVisible(bool(action_text))
        self.setAccessibleName(title)
        self.setAccessibleDescription(sentence)

    @Slot()
    def _act(self) -> None:
        self.action.emit()

    @Slot()
    def _give_room(self) -> None:
        edge = self._theme.px(32)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(self._theme.px(10))

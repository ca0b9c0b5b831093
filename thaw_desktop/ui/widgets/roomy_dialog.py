"""A dialog that fits any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from thaw_desktop.ui.theme import Theme

_OF_THE_SCREEN = 0.94
"""Leaves room for the frame that the system puts round a window."""


class RoomyDialog(QDialog):
    """A dialog of which the buttons are always in view: what stands above them scrolls where the screen is too low.

    Attributes:
        body: what scrolls.
    """

    def __init__(self, theme: Theme, title: str, parent: QWidget | None, *, width: int = 560, height: int = 0) -> None:
        """Begin a dialog.

        Args:
            theme: sizes.
            title: of the window.
            parent: the owner.
            width: in pixels at 100 %, if the screen has as much.
            height: the same; as high as what is in it when left out.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._theme = theme
        self._wanted = QSize(theme.px(width), theme.px(height))
        edge = theme.px(24)
        inner = QWidget()
        # Never wider than the dialog, whatever is in it: it scrolls up and down only.
        inner.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.body = QVBoxLayout(inner)
        self.body.setContentsMargins(edge, edge, edge, theme.px(8))
        self.body.setSpacing(theme.px(10))
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what has the focus is brought into view
        area.setMinimumHeight(theme.px(60))
        area.setWidget(inner)
        self._area = area
        self._row = QHBoxLayout()
        self._row.setContentsMargins(edge, 0, edge, 0)
        self._row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(area, 1)
        column.addLayout(self._row)

    def add_buttons(self, *buttons: QWidget) -> None:
        """Put buttons below everything else, at the right."""
        for one in buttons:
            self._row.addWidget(one)

    def showEvent(self, event: QShowEvent) -> None:
        """Take as much room as what is in it needs, and no more than the screen has."""
        super().showEvent(event)
        if not event.spontaneous():
            self._take_room()

    def _take_room(self) -> None:
        room = self.screen().availableSize() * _OF_THE_SCREEN
        width = min(self._wanted.width(), room.width())
        # As wide as a scroll bar would leave it, so that none comes because of it.
        inner = width - self._area.verticalScrollBar().sizeHint().width()
        needed = self.body.heightForWidth(inner) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        needed = max(needed, self.body.minimumSize().height())
        below = self._row.sizeHint().height() + self._theme.px(24)
        self.resize(width, min(max(needed + below, self._wanted.height()), room.height()))

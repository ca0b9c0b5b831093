"""Who is there? Asked at the start, and only where there is more than one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.core.profiles import Profile
    from thaw_desktop.ui.theme import Theme

_COLOURS = {
    "teal": "#0b6e8a", "orange": "#b3561a", "violet": "#6b4ba3", "green": "#2e7d5b", "red": "#b3423a",
    "blue": "#2f5fb3", "pink": "#a83a78", "grey": "#55636b",
}  # fmt: skip
"""Dark enough for white letters in every look."""


def picture(profile: Profile, size: int, ratio: float = 1.0) -> QPixmap:
    """A round picture with the first letter of the name; `size` in pixels."""
    drawn = QPixmap(QSize(size, size) * ratio)
    drawn.setDevicePixelRatio(ratio)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_COLOURS[profile.picture]))
    painter.drawEllipse(QRectF(0, 0, size, size))
    font = QFont(painter.font())
    font.setPixelSize(size // 2)
    font.setBold(True)
    painter.setFont(font)
    painter.setPen(QColor("white"))
    painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, profile.name[:1].upper() or "·")
    painter.end()
    return drawn


class ProfileDialog(RoomyDialog):
    """A list of people; Return or a double click opens one's data.

    Attributes:
        people: the list.
    """

    def __init__(self, theme: Theme, profiles: Sequence[Profile], parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, width=420)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)  # it is asked who was chosen once it is closed
        self.setWindowTitle(self.tr("Thaw"))
        self._profiles = list(profiles)
        self.body.addWidget(plain_label(self.tr("Who is there?"), "title"))
        self.people = QListWidget()
        self.people.setAccessibleName(self.tr("People"))
        side = theme.px(36)
        self.people.setIconSize(QSize(side, side))
        self.people.setSpacing(theme.px(3))
        for one in self._profiles:
            icon = QIcon(picture(one, side, self.devicePixelRatioF()))
            self.people.addItem(QListWidgetItem(icon, one.name or self.tr("The first one")))
        self.people.setCurrentRow(0)
        self.people.setMinimumHeight(min(len(self._profiles), 6) * (side + theme.px(16)))
        self.people.itemActivated.connect(self._open)
        self.body.addWidget(self.people, 1)
        self.go = button(self.tr("Open"), "primary")
        self.go.clicked.connect(self._open)
        cancel = button(self.tr("Close"), "secondary")
        cancel.clicked.connect(self.reject)
        self.add_buttons(cancel, self.go)
        self.people.setFocus()

    @Slot()
    def _open(self) -> None:
        self.accept()

    def chosen(self) -> Profile | None:
        """Who was chosen; None when the dialog was closed without an answer."""
        return self._profiles[self.people.currentRow()] if self.result() == QDialog.DialogCode.Accepted else None

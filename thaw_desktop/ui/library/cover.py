"""The picture that stands for a pack, or its initials where it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Slot
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from thaw_desktop.ui.pictures import Picture

if TYPE_CHECKING:
    from PySide6.QtGui import QImage, QPaintEvent

    from thaw_desktop.ui.theme import Theme

_WIDTH, _HEIGHT = 96, 72
"""Pixels at 100 %."""


class Cover(QWidget):
    """Decoration: the title beside it says the same, so screen readers pass over it."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._initials = ""
        self._picture: Picture | None = None
        self._image: QImage | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._draw_anew)

    def show_cover(self, title: str, name: str, data: bytes | None) -> None:
        """Show a picture, or the initials of a title when there is none.

        Args:
            title: of the pack.
            name: of the picture's file; its ending tells what kind it is.
            data: the bytes of the file.
        """
        letters = [word[0] for word in title.split() if word[:1].isalnum() and (word[0].isupper() or word[0].isdigit())]
        self._initials = "".join((letters or [title[:1].upper()])[:2])
        self._picture = Picture(name, data) if data else None
        self._draw_anew()

    def sizeHint(self) -> QSize:
        """The size of all covers."""
        return QSize(self._theme.px(_WIDTH), self._theme.px(_HEIGHT))

    @Slot()
    def _draw_anew(self) -> None:
        self._image = None
        if self._picture is not None and not self._picture.size.isEmpty():
            filling = self._picture.size.scaled(self.sizeHint(), Qt.AspectRatioMode.KeepAspectRatioByExpanding)
            self._image = self._picture.draw(filling, self.devicePixelRatioF(), self._theme.tokens)
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw a rounded picture that fills the whole of it, or the initials on a soft ground."""
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        rounded = self._theme.px(8)
        shape = QPainterPath()
        shape.addRoundedRect(area, rounded, rounded)
        painter.fillPath(shape, self._theme.color("soft"))
        if self._image is not None and not self._image.isNull():
            painter.setClipPath(shape)
            size = self._image.deviceIndependentSize()
            painter.drawImage(
                QPointF((self.width() - size.width()) / 2, (self.height() - size.height()) / 2), self._image
            )
            return
        font = self._theme.font("heading")
        font.setPixelSize(self._theme.px(28))
        painter.setFont(font)
        painter.setPen(self._theme.color("primary"))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self._initials)

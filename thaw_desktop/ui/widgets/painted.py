"""What the widgets that paint themselves have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from thaw_desktop.ui.theme import Theme


class PaintedWidget(QWidget):
    """A widget drawn from the theme's tokens and fonts, with a name and a text alternative."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make a widget that follows the theme.

        Args:
            theme: colours and fonts.
            name: what a screen reader calls it.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        theme.changed.connect(self._follow_theme)

    def _tell(self, text: str) -> None:
        """Give the text alternative; a screen reader that is here says it."""
        if text != self.accessibleDescription():
            self.setAccessibleDescription(text)
            if self.hasFocus():
                event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
                QAccessible.updateAccessibility(event)

    def _painter(self) -> QPainter:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter

    def _draw_focus(self, painter: QPainter) -> None:
        if not self.hasFocus():
            return
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color("primary"), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), self._theme.px(6), self._theme.px(6))

    @Slot()
    def _follow_theme(self) -> None:
        self.updateGeometry()
        self.update()

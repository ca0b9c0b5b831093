"""A sheet of colour over the window, as some readers lay one over paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from thaw_desktop.ui.theme import Theme


class ColourSheet(QWidget):
    """Tints everything in a window; mouse, keyboard and screen readers go through it.

    Like a sheet over paper it takes away light and adds none: each colour is multiplied with that of the sheet. Black
    text stays black, so that contrast is kept, which it would not be under a half transparent colour.
    """

    def __init__(self, theme: Theme, window: QWidget) -> None:
        """Cover a window and follow its size.

        Args:
            theme: has the colour, as part of its `reading`.
            window: what is covered.
        """
        super().__init__(window)
        self._theme = theme
        for attribute in (
            Qt.WidgetAttribute.WA_TransparentForMouseEvents,
            Qt.WidgetAttribute.WA_NoSystemBackground,
        ):
            self.setAttribute(attribute)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        window.installEventFilter(self)
        theme.reading_changed.connect(self._follow)
        self._follow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window and above all that is put into it."""
        if watched is self.parent() and event.type() in {QEvent.Type.Resize, QEvent.Type.ChildAdded}:
            self._cover()
        return super().eventFilter(watched, event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Multiply what has been drawn below."""
        painter = QPainter(self)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Multiply)
        painter.fillRect(event.rect(), QColor(self._theme.reading.overlay))
        painter.end()

    @Slot()
    def _follow(self) -> None:
        self.setVisible(bool(self._theme.reading.overlay))
        self._cover()
        self.update()

    def _cover(self) -> None:
        if self.isHidden():
            return  # a sheet that is not there costs nothing
        window = self.parentWidget()
        if window is not None:
            self.setGeometry(window.rect())
            self.raise_()

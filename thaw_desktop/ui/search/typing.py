"""What is typed over a list or a page goes into the field that searches."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier


class TypingForwarder(QObject):
    """Watches widgets and hands letters on to a field, which then has the focus."""

    def __init__(self, field: QLineEdit, *watched: QWidget) -> None:
        super().__init__(field)
        self._field = field
        for widget in watched:
            widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Hand a letter on to the end of the field."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or not _is_typing(event):
            return super().eventFilter(watched, event)
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.deselect()
        self._field.setCursorPosition(len(self._field.text()))
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text(), event.isAutoRepeat())
        QApplication.sendEvent(self._field, copy)
        return True


def _is_typing(event: QKeyEvent) -> bool:
    if event.modifiers() & _COMMANDS:
        return False
    # The space bar scrolls a page.
    return event.key() == Qt.Key.Key_Backspace or (event.text().isprintable() and bool(event.text().strip()))

"""Mouse and keys on the page that is read: what is selected, what is clicked, from highlight to highlight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QTimer, Slot
from PySide6.QtGui import QFocusEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.notes.highlights_bar import SelectionBar
from thaw_desktop.ui.notes.highlights_gutter import NoteGutter

if TYPE_CHECKING:
    from thaw_desktop.ui.notes.highlights_layer import HighlightLayer, Shown
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.theme import Theme

_NOWHERE = QPoint(-10_000, -10_000)


class Hands(QObject):
    """Shows the bar when something has been selected, and leads from highlight to highlight.

    Attributes:
        bar: stands at what is selected.
        gutter: shows beside the text which highlights have notes.
    """

    def __init__(self, theme: Theme, page: Page, layer: HighlightLayer) -> None:
        super().__init__(page)
        self._theme = theme
        self._page = page
        self._layer = layer
        self._pressed = _NOWHERE
        self.bar = SelectionBar(theme, page)
        self.gutter = NoteGutter(theme, page, layer)
        self.gutter.chosen.connect(self._choose)
        page.scrolled.connect(self.bar.hide)
        # Kept: the page cannot be asked for it any more when it loses the focus while it is destroyed.
        self._viewport = page.viewport()
        page.installEventFilter(self)
        self._viewport.installEventFilter(self)

    def say(self, sentence: str) -> None:
        """Say something for a moment: in a hint over the page, and to screen readers."""
        announce(self._page, sentence)
        place = self._page.viewport().mapToGlobal(QPoint(self._theme.px(12), self._theme.px(12)))
        QToolTip.showText(place, sentence, self._page)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice when something has been selected or a highlight clicked, and tell its note under the pointer."""
        kind = event.type()
        if watched is self._viewport:
            if isinstance(event, QMouseEvent) and event.button() is Qt.MouseButton.LeftButton:
                self._mouse(kind, event.position().toPoint())
            elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
                return self._tell_note(event)
        elif kind == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Shift and self._page.has_caret and self._page.textCursor().hasSelection():
                self.show_bar()
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            stays = {Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason}
            if event.reason() not in stays:
                self.bar.hide()
        elif kind == QEvent.Type.Resize:
            self.bar.hide()
        return super().eventFilter(watched, event)

    def _mouse(self, kind: QEvent.Type, place: QPoint) -> None:
        if kind == QEvent.Type.MouseButtonPress:
            self._pressed = place
            self.bar.hide()
        elif kind == QEvent.Type.MouseButtonDblClick:
            self._pressed = _NOWHERE  # it selects a word without moving
        elif kind == QEvent.Type.MouseButtonRelease:
            moved = (place - self._pressed).manhattanLength() > 3
            self._pressed = place
            # After the page has done with the click.
            QTimer.singleShot(0, self, self._after_drag if moved else self._after_click)

    @Slot()
    def _after_drag(self) -> None:
        if self._layer.selection():
            self.show_bar()

    @Slot()
    def _after_click(self) -> None:
        if self._page.anchorAt(self._pressed):
            return
        shown = self._layer.at(self._position_at(self._pressed))
        if shown is not None:
            self._choose(shown)

    @Slot(object)
    def _choose(self, shown: Shown) -> None:
        self._layer.choose(shown)
        self.show_bar()

    def _position_at(self, place: QPoint) -> int:
        """The position of the character under a point of the viewport; -1 where there is none."""
        scrolled = QPoint(self._page.horizontalScrollBar().value(), self._page.verticalScrollBar().value())
        layout = self._page.document().documentLayout()
        return layout.hitTest(QPointF(place + scrolled), Qt.HitTestAccuracy.ExactHit)

    def _tell_note(self, event: QHelpEvent) -> bool:
        shown = self._layer.at(self._position_at(event.pos()))
        if shown is None or not shown.highlight.note:
            return False
        QToolTip.showText(event.globalPos(), shown.highlight.note, self._page)
        return True

    def show_bar(self) -> None:
        """Show the bar at what is selected."""
        cursor = self._page.textCursor()
        place = self._layer.place(cursor.selectionStart(), cursor.selectionEnd())
        place.moveTopLeft(self._page.viewport().mapTo(self._page, place.topLeft()))
        chosen = self._layer.chosen()
        self.bar.show_at(place, chosen.highlight if chosen is not None else None)

    def _go(self, by: int) -> None:
        shown = self._layer.beside(by)
        if shown is None:
            announce(self._page, self.tr("There is no highlight on this page."))
            return
        self._choose(shown)

    @Slot()
    def show_next(self) -> None:
        """Go to the next highlight of the page."""
        self._go(1)

    @Slot()
    def show_previous(self) -> None:
        """Go to the highlight before."""
        self._go(-1)

    @Slot()
    def toggle_caret(self) -> None:
        """Let the arrow keys go through the text, or move the page again."""
        shown = not self._page.has_caret
        self._page.show_caret(shown)
        on = self.tr("The arrow keys now go through the text; with Shift they select. F7 ends it.")
        told = on if shown else self.tr("The arrow keys move the page again.")
        self.say(told)

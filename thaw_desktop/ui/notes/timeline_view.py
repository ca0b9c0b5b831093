"""The timeline as a picture that one goes along by key and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QKeyEvent

from thaw_desktop.ui.notes.dates import written_year, year_of
from thaw_desktop.ui.notes.timeline_canvas import ZOOM_STEP, TimelineCanvas
from thaw_desktop.ui.notes.timeline_card import event_words
from thaw_desktop.ui.words import number as written_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QFocusEvent, QMouseEvent, QWheelEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.content.model import TimelineEvent
    from thaw_desktop.ui.theme import Theme


class TimelineView(TimelineCanvas):
    """A timeline that is steered from here.

    The arrow keys go from event to event, Home and End to the first and the last, and Enter opens one; + and − zoom, 0
    shows the whole; Page Up, Page Down, Shift with an arrow, the wheel and the mouse pull it along; Ctrl with the wheel
    zooms. Each event is said to a screen reader as the arrows come to it; all of them stand in the list below too.

    Signals:
        opened: an event was chosen; carries its id.
    """

    opened = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._pulled_from: QPoint | None = None
        self._pulled = False
        self.setAccessibleName(self.tr("Timeline"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_events(self, events: Sequence[TimelineEvent], sections: Mapping[str, str]) -> None:
        """Show the whole of a pack's timeline.

        Args:
            events: all of them.
            sections: id → title of the sections that can be opened.
        """
        super().show_events(events, sections)
        self._tell(self._summary(events))

    def show_event(self, event: str) -> None:
        """Bring an event into view and mark it, as if the arrow keys had come to it."""
        number = self._found.number_of(event)
        if number is not None and self._found.entries[number].category not in self._hidden:
            self._go_to(number)

    def _summary(self, events: Sequence[TimelineEvent]) -> str:
        if not events:
            return self.tr("No events")
        return self.tr("{n} events from {first} to {last}. The arrow keys go from one to the next.").format(
            n=written_number(len(events)),
            first=written_year(min(map(year_of, events))),
            last=written_year(max(map(year_of, events))),
        )

    def _tell(self, words: str) -> None:
        """Give the words for screen readers; one that is here says them."""
        self.setAccessibleDescription(words)
        if self.hasFocus():
            event = QAccessibleEvent(self, QAccessible.Event.DescriptionChanged)
            QAccessible.updateAccessibility(event)

    # Keys

    def event(self, event: QEvent) -> bool:
        """Take Esc while a card is open, before a shortcut of the window does."""
        is_escape = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape
        if is_escape and event.type() == QEvent.Type.ShortcutOverride and self.card.isVisible():
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from event to event, along the scale, nearer and further away."""
        key, bar = Qt.Key(event.key()), self.horizontalScrollBar()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}.get(key, 0)
        if step and shifted:
            bar.setValue(bar.value() + step * bar.singleStep())
        elif step:
            self._go_by(step)
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self._go_to_end(-1 if key == Qt.Key.Key_Home else 1)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            bar.setValue(bar.value() + (1 if key == Qt.Key.Key_PageDown else -1) * bar.pageStep())
        elif key in {Qt.Key.Key_Plus, Qt.Key.Key_Equal}:
            self.zoom_in()
        elif key in {Qt.Key.Key_Minus, Qt.Key.Key_Underscore}:
            self.zoom_out()
        elif key == Qt.Key.Key_0:
            self.fit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} and self._current is not None:
            self.opened.emit(self._found.entries[self._current].event.id)
        elif key == Qt.Key.Key_Escape and self.card.isVisible():
            self.card.hide()
        else:
            super().keyPressEvent(event)

    def _go_by(self, step: int) -> None:
        entries = self._found.entries
        at = self._current if self._current is not None else (-1 if step > 0 else len(entries))
        at += step
        while 0 <= at < len(entries) and entries[at].category in self._hidden:
            at += step
        if 0 <= at < len(entries):
            self._go_to(at)
        elif self._current is not None:
            self._go_to(self._current)  # at an end: what is there is said again

    def _go_to_end(self, by: int) -> None:
        before, self._current = self._current, None
        self._go_by(-by)
        if self._current is None:
            self._current = before

    def _go_to(self, number: int) -> None:
        self._current, self._hovered = number, None
        entry, layout, bar = self._found.entries[number], self._laid_out(), self.horizontalScrollBar()
        x, edge = layout.x_of(entry.place), self._theme.px(40)
        # Words begin at their mark, so there is more to see at its right.
        if not bar.value() + edge <= x <= bar.value() + self.viewport().width() - 4 * edge:
            bar.setValue(round(x - self.viewport().width() / 3))
        self._place_card()
        self._tell(event_words(entry.event, self._sections.get(entry.event.section, "")))
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring, and the card of the event that the keyboard was at."""
        super().focusInEvent(event)
        self._place_card()
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Put ring and card away."""
        super().focusOutEvent(event)
        self._place_card()
        self.viewport().update()

    # Mouse

    def viewportEvent(self, event: QEvent) -> bool:
        """Put the card away when the pointer leaves."""
        if event.type() == QEvent.Type.Leave:
            self._hover(None)
        return super().viewportEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Go along the scale; with Ctrl, zoom about the mouse."""
        turn = event.angleDelta()
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            place = self.viewport().mapFrom(self, event.position())
            self._zoom_by(ZOOM_STEP ** (turn.y() / 120), place.x())
        else:
            bar, moved = self.horizontalScrollBar(), event.pixelDelta()
            along = moved.x() or moved.y() or (turn.x() or turn.y()) * bar.singleStep() / 120
            bar.setValue(bar.value() - round(along))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of it."""
        if event.button() == Qt.MouseButton.LeftButton:
            self._pulled_from, self._pulled = event.position().toPoint(), False

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Pull it along, or show the card of the event under the pointer."""
        here = event.position().toPoint()
        if self._pulled_from is None:
            self._hover(self._entry_at(event.position()))
            return
        if self._pulled or abs(here.x() - self._pulled_from.x()) > self._theme.px(4):
            bar = self.horizontalScrollBar()
            bar.setValue(bar.value() - (here.x() - self._pulled_from.x()))
            self._pulled_from, self._pulled = here, True

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Let it go; a click opens what it is on."""
        clicked = self._pulled_from is not None and not self._pulled and event.button() == Qt.MouseButton.LeftButton
        self._pulled_from = None
        number = self._entry_at(event.position()) if clicked else None
        if number is not None:
            self._go_to(number)
            self.opened.emit(self._found.entries[number].event.id)

    def _hover(self, number: int | None) -> None:
        if number != self._hovered:
            self._hovered = number
            hand = Qt.CursorShape.PointingHandCursor if number is not None else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)
            self._place_card()
            self.viewport().update()

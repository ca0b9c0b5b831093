"""What stands below the last paragraph: mark the section as read, go on to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from thaw_desktop.ui.notes.pages import readings
from thaw_desktop.ui.widgets import FlowLayout, KeyHint, button, plain_label, set_property

if TYPE_CHECKING:
    from thaw_desktop.ui.theme import Theme


class EndStrip(QWidget):
    """Two buttons and the title of what comes next.

    Signals:
        read_wanted: mark the section as read.
        next_wanted: open the next section.
    """

    read_wanted = Signal()
    next_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rule = QFrame()
        self._rule.setProperty("role", "line")
        self._rule.setFixedHeight(1)
        self._done = plain_label("", tone="good")
        self._mark = button(
            self.tr("Mark as read"), "primary", description=self.tr("You have read this section to its end")
        )
        self._key = KeyHint("M")
        self._next = button(self.tr("Next section →"), description=self.tr("Alt+Down opens it from anywhere here"))
        self._title = plain_label("", "secondary", wrap=True)
        buttons = QWidget()
        self._flow = FlowLayout(buttons)
        for part in (self._done, self._mark, self._key, self._next):
            self._flow.addWidget(part)
        self._column = QVBoxLayout(self)
        for widget in (self._rule, buttons, self._title):
            self._column.addWidget(widget)
        for one in (self._mark, self._next):
            one.setAutoDefault(True)
        self._mark.clicked.connect(self._ask_to_mark)
        self._next.clicked.connect(self._ask_for_next)
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_state(self, *, marked: bool, reads: int, next_title: str) -> None:
        """Show what can be done here.

        Args:
            marked: the section was marked as read on this visit.
            reads: how often it has been read.
            next_title: title of the next section; empty after the last.
        """
        focused = self._mark.hasFocus()
        times = readings(reads)
        self._done.setText("✓ " + times[:1].upper() + times[1:] if reads else "")
        self._done.setVisible(reads > 0)
        self._mark.setText(self.tr("Mark as read again") if reads else self.tr("Mark as read"))
        set_property(self._mark, "kind", "secondary" if reads else "primary")
        self._mark.setHidden(marked)
        self._key.setHidden(marked)
        self._next.setVisible(bool(next_title))
        set_property(self._next, "kind", "primary" if marked else "secondary")
        last = self.tr("This is the last section.")
        self._title.setText(self.tr("Next: {title}").format(title=next_title) if next_title else last)
        if focused and marked and next_title:
            # The button that had the focus is gone: the next thing to do gets it.
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_focus(self) -> None:
        """Give the focus to the button that leads on; after the last section nothing moves."""
        if not self._next.isHidden():
            self._next.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _ask_to_mark(self) -> None:
        self.read_wanted.emit()

    @Slot()
    def _ask_for_next(self) -> None:
        self.next_wanted.emit()

    @Slot()
    def _give_room(self) -> None:
        self._column.setContentsMargins(0, self._theme.px(16), 0, 0)
        self._column.setSpacing(self._theme.px(10))
        self._flow.setSpacing(self._theme.px(8))
        # As high as the buttons, so that the words stand in the middle of the line.
        height = self._next.sizeHint().height()
        self._done.setFixedHeight(height)

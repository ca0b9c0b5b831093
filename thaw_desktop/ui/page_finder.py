"""Finding words on a page that only shows text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from thaw_desktop.ui.notes.find import find_all

if TYPE_CHECKING:
    from thaw_desktop.ui.notes.find import FindBar
    from thaw_desktop.ui.theme import Theme
    from thaw_desktop.ui.widgets import ReadingView


class PageFinder(QObject):
    """Marks on a page what is typed into a find bar, and goes from one place to the next."""

    def __init__(self, theme: Theme, view: ReadingView, bar: FindBar) -> None:
        """Join the two.

        Args:
            theme: colours.
            view: the page.
            bar: the field; hidden until it is opened.
        """
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._bar = bar
        self._found: list[tuple[int, int]] = []
        self._current = 0  # counted from 1; 0 for none
        bar.edited.connect(self._find)
        bar.next_wanted.connect(self._go_on)
        bar.previous_wanted.connect(self._go_back)
        bar.closed.connect(self._end)
        theme.changed.connect(self._mark)

    def look_again(self) -> None:
        """Another page is shown: look for the same words on it while the bar is open."""
        self._found, self._current = [], 0
        if self._bar.isVisible():
            self._find(self._bar.field.text())

    @Slot(str)
    def _find(self, wanted: str) -> None:
        self._found = []
        block = self._view.document().begin()
        while block.isValid():
            self._found += [(block.position() + at, length) for at, length in find_all(block.text(), wanted)]
            block = block.next()
        top = self._view.document().findBlockByNumber(self._view.top_block()).position()
        ahead = (number for number, (start, _) in enumerate(self._found, start=1) if start >= top)
        self._show(next(ahead, 1) if self._found else 0)

    @Slot()
    def _go_on(self) -> None:
        self._step(1)

    @Slot()
    def _go_back(self) -> None:
        self._step(-1)

    def _step(self, by: int) -> None:
        if self._found:
            self._show((self._current - 1 + by) % len(self._found) + 1)

    def _show(self, number: int) -> None:
        self._current = number
        if number:
            cursor = QTextCursor(self._view.document())
            cursor.setPosition(self._found[number - 1][0])
            self._view.setTextCursor(cursor)
            self._view.ensureCursorVisible()
        self._mark()
        self._bar.show_count(number, len(self._found))

    @Slot()
    def _end(self) -> None:
        self._found, self._current = [], 0
        self._mark()
        self._view.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _mark(self) -> None:
        marks = []
        for number, (start, length) in enumerate(self._found, start=1):
            here = number == self._current
            mark, cursor, shape = QTextEdit.ExtraSelection(), QTextCursor(self._view.document()), QTextCharFormat()
            cursor.setPosition(start)
            cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
            shape.setBackground(self._theme.color("primary" if here else "hit"))
            shape.setForeground(self._theme.color("on_primary" if here else "text"))
            mark.cursor, mark.format = cursor, shape
            marks.append(mark)
        self._view.setExtraSelections(marks)

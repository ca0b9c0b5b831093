"""The page one writes on: plain text, a line of comfortable length, room between the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QFrame, QTextEdit

from thaw_desktop.ui.widgets.own_words import is_own, mark_own

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QColor, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

_COLUMN_CHARACTERS = 75
_PROSE = "the quick answer is that every line should be short enough to find the next one again "
_LINE_HEIGHT_PERCENT = 150.0


class EssayPage(QTextEdit):
    """An essay, to be written or read. All positions are counted in characters, as Python counts them.

    Attributes:
        own_words: with the attempt's id here, nothing is pasted but what was copied in that attempt; usually empty.

    Signals:
        refused: something from elsewhere was not pasted.
    """

    refused = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make an empty page.

        Args:
            theme: colours and fonts.
            name: what a screen reader calls it.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self.own_words = ""
        # Live cursors, so that what is tinted stays the same words when something is written before them.
        self._overtime: QTextCursor | None = None
        self._evidence: QTextCursor | None = None
        self.setProperty("role", "page")
        self.setAccessibleName(name)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.setMinimumHeight(1)  # it scrolls; what stands round it must not be squeezed for its sake
        self._dress()
        theme.changed.connect(self._dress)
        self.textChanged.connect(self._follow_text)

    def set_text(self, text: str) -> None:
        """Show a text from its beginning; nothing of it can be undone."""
        self._overtime = self._evidence = None
        self.setUndoRedoEnabled(False)
        self.setPlainText(text)
        self.setUndoRedoEnabled(not self.isReadOnly())
        self._dress()

    def replace_text(self, text: str) -> None:
        """Put another text in the place of this one, which can be undone; the overtime begins at the end of it."""
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self.set_place(len(text))

    def text(self) -> str:
        """The text as it stands."""
        return self.toPlainText()

    def place(self) -> int:
        """Where the cursor stands."""
        return characters(self.text(), self.textCursor().position())

    def set_place(self, index: int) -> None:
        """Put the cursor somewhere, past the end meaning the end, and scroll there."""
        self.setTextCursor(self._cursor_at(index))
        self.ensureCursorVisible()

    def show_overtime(self, index: int | None) -> None:
        """Tint what was written after the bell, from a position to the end."""
        self._overtime = None if index is None else self._cursor_at(index)
        if self._overtime is not None:
            self._overtime.setKeepPositionOnInsert(True)
        self._tint()

    def overtime_at(self) -> int | None:
        """Where the overtime begins now that the text before it may have changed."""
        return None if self._overtime is None else characters(self.text(), self._overtime.position())

    def show_evidence(self, start: int, end: int) -> None:
        """Mark a sentence and scroll to it; an empty range marks nothing and leaves the page where it is."""
        self._evidence = None
        if end > start:
            self._evidence = self._cursor_at(start)
            self._evidence.setPosition(self._cursor_at(end).position(), QTextCursor.MoveMode.KeepAnchor)
            self.set_place(end)
            self.set_place(start)
        self._tint()

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, marked as the student's own."""
        return mark_own(super().createMimeDataFromSelection(), self.own_words)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in what is pasted or dropped, unless it comes from elsewhere and may not."""
        if is_own(source, self.own_words):
            super().insertFromMimeData(source)
        else:
            self.refused.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        super().resizeEvent(event)
        self._centre_column()

    def changeEvent(self, event: QEvent) -> None:
        """Keep our font: Qt gives the document the widget's own whenever that changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._set_font()

    def _cursor_at(self, index: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        last = self.document().characterCount() - 1
        cursor.setPosition(max(0, min(last, units(self.text(), index))))
        return cursor

    @Slot()
    def _dress(self) -> None:
        self._set_font()
        form = QTextBlockFormat()
        form.setLineHeight(_LINE_HEIGHT_PERCENT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        form.setBottomMargin(self._theme.px(8))
        changed = self.document().isUndoRedoEnabled()
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        self.blockSignals(True)  # how it looks has changed, not what it says
        cursor.mergeBlockFormat(form)
        self.blockSignals(False)
        self.document().setUndoRedoEnabled(changed)
        self._centre_column()
        self._tint()

    @Slot()
    def _follow_text(self) -> None:
        # What is written right at the bell's place would otherwise move the tint along instead of filling it.
        if self._overtime is not None:
            self._tint()

    def _set_font(self) -> None:
        font = self._theme.font("body")
        font.setPixelSize(self._theme.reading_pixels())
        if font != self.document().defaultFont():
            self.document().setDefaultFont(font)

    def _centre_column(self) -> None:
        metrics = QFontMetricsF(self.document().defaultFont())
        column = metrics.horizontalAdvance(_PROSE) / len(_PROSE) * _COLUMN_CHARACTERS
        bar = self.verticalScrollBar().sizeHint().width()
        side = max(self._theme.px(20), round((self.width() - column - bar) / 2))
        self.setViewportMargins(side, self._theme.px(20), side, self._theme.px(8))
        # Inside a resize Qt breaks the lines for the width before the margins, and does not look again by itself.
        if self.document().textWidth() != self.viewport().width():
            self.document().setTextWidth(self.viewport().width())

    def _tint(self) -> None:
        self._show_tints()

    def _show_tints(self) -> None:
        selections = []
        if self._overtime is not None:
            overtime = QTextCursor(self.document())  # a copy would share its anchor, which moves with the text
            overtime.setPosition(self._overtime.selectionStart())
            overtime.movePosition(QTextCursor.MoveOperation.End, QTextCursor.MoveMode.KeepAnchor)
            colour = self._theme.color("warm")
            colour.setAlphaF(0.2)
            selections.append(_selection(overtime, colour))
        if self._evidence is not None:
            selections.append(_selection(self._evidence, self._theme.color("hit")))
        self.setExtraSelections(selections)


def units(text: str, index: int) -> int:
    """A position in Qt's count of a text, where characters beyond the Basic Multilingual Plane are two."""
    return len(text[:index].encode("utf-16-le")) // 2


def characters(text: str, position: int) -> int:
    """A position in Python's count of a text, from one in Qt's."""
    return len(text.encode("utf-16-le")[: position * 2].decode("utf-16-le", errors="ignore"))


def _selection(cursor: QTextCursor, colour: QColor) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    form = QTextCharFormat()
    form.setBackground(colour)
    selection.cursor = cursor
    selection.format = form
    return selection

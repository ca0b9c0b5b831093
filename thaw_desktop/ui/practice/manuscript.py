"""The page an essay is written on, with its formatting and an undo that outlives the program."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QPoint, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QFontMetricsF, QKeySequence, QPainter, QShortcut, QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QMenu

from thaw_desktop.practice.edit_journal import EditJournal
from thaw_desktop.practice.formatting import BLOCK_KINDS, BOLD, ITALIC, BlockKind, Formatting
from thaw_desktop.practice.page import count_words
from thaw_desktop.ui.practice.written_text import KIND, WrittenText, char_format, mark_of
from thaw_desktop.ui.widgets.essay_page import EssayPage
from thaw_desktop.ui.widgets.own_words import is_own

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QContextMenuEvent, QInputMethodEvent, QKeyEvent, QPaintEvent, QResizeEvent, QTextBlock
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

USUAL_LINE_HEIGHT: Final = 150
STYLE_KEYS: Final[dict[str, str]] = {
    "bold": "Ctrl+B",
    "italic": "Ctrl+I",
    "heading": "Ctrl+Shift+1",
    "numbered": "Ctrl+Shift+7",
    "bulleted": "Ctrl+Shift+8",
    "quotation": "Ctrl+Shift+9",
    "paragraph": "Ctrl+Shift+N",
}
"""What changes the looks of words and paragraphs, and its key."""
_BITS = {"bold": BOLD, "italic": ITALIC}


class Manuscript(EssayPage):
    """An essay, to be written or read.

    Signals:
        style_changed: the looks of the words or the paragraph at the cursor may have changed.
    """

    style_changed = Signal()

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make an empty page.

        Args:
            theme: colours and fonts.
            name: what a screen reader calls it.
            parent: the owner.
        """
        self._written: WrittenText | None = None
        self._line_height = USUAL_LINE_HEIGHT
        self._typewriter = False
        super().__init__(theme, name, parent)
        self._written = WrittenText(self.document(), self._block_format)
        self._dress()
        self._written.changed.connect(self._tint)
        theme.reading_changed.connect(self._dress)
        self.cursorPositionChanged.connect(self._note_place)
        for style, keys in STYLE_KEYS.items():
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.setObjectName(style)
            shortcut.activated.connect(self._choose_by_key)

    # What is written

    def set_text(self, text: str, formatting: Formatting | None = None, journal: EditJournal | None = None) -> None:
        """Show a text from its beginning.

        Args:
            text: the words.
            formatting: how they look; None for plain.
            journal: what can be undone of them; None for nothing.
        """
        self._overtime = self._evidence = None
        self.written.load(text, formatting or Formatting(), journal or EditJournal())
        self._tint()

    def replace_text(self, text: str, formatting: Formatting | None = None) -> None:
        """Put another text in the place of this one, which can be undone; the cursor goes to its end."""
        self.written.replace_all(text, formatting or Formatting())
        self.set_place(len(text))

    @property
    def written(self) -> WrittenText:
        """The words and their looks."""
        if self._written is None:
            raise RuntimeError("asked before the page was made")
        return self._written

    def text(self) -> str:
        """The text as it stands."""
        return self._written.text if self._written is not None else ""

    def formatting(self) -> Formatting:
        """How it is formatted."""
        return self.written.formatting()

    def journal(self) -> EditJournal:
        """What can be undone of it, to be kept with it; it goes on changing while one writes."""
        return self.written.journal

    def words(self) -> int:
        """How many words there are."""
        return count_words(self.written.text)

    def place(self) -> int:
        """Where the cursor stands."""
        return self.written.place_of(self.textCursor().position())

    def show_overtime(self, index: int | None) -> None:
        """Tint what was written after the bell, from a position to the end."""
        self.written.overtime = None if index is None else max(0, min(index, len(self.text())))
        self._overtime = None
        self._tint()

    def overtime_at(self) -> int | None:
        """Where the overtime begins now that the text before it may have changed."""
        return self.written.overtime

    def show_evidence(self, start: int, end: int) -> None:
        """Mark a sentence and scroll to it; an empty range marks nothing and leaves the page where it is."""
        self._overtime = None  # so that all tints are set anew
        super().show_evidence(start, end)

    # What is allowed, and how it looks

    def set_look(self, line_height: int, *, typewriter: bool) -> None:
        """Set the page; its font is the one of all pages for reading.

        Args:
            line_height: in per cent of the font's own.
            typewriter: whether the line that is written stays in the middle of the page.
        """
        if (line_height, typewriter) != (self._line_height, self._typewriter):
            self._line_height, self._typewriter = line_height, typewriter
            self._dress()
            self._stay_in_the_middle()

    # Looks of words and paragraphs

    def has_style(self, style: str) -> bool:
        """Whether the words at the cursor are "bold" or "italic", or the paragraph is of a kind."""
        cursor = self.textCursor()
        bit = _BITS.get(style)
        if bit is None:
            return self.written.kind_at(self.place()) == style
        if cursor.hasSelection():
            return self.written.has(bit, *self._selected())
        return bool(mark_of(self.currentCharFormat()) & bit)

    @Slot(str)
    def toggle_style(self, style: str) -> None:
        """Give the words or paragraphs that are chosen a look, or take it away where all of them have it."""
        if self.isReadOnly():
            return
        bit, (start, end) = _BITS.get(style), self._selected()
        if bit is None:
            kind = next(kind for kind in BLOCK_KINDS if kind == style)
            self.written.set_kind("paragraph" if self.has_style(style) else kind, start, end)
        elif start == end:
            self.setCurrentCharFormat(char_format(mark_of(self.currentCharFormat()) ^ bit))
        else:
            self.written.toggle(bit, start, end)
        self.style_changed.emit()

    @Slot()
    def _choose_by_key(self) -> None:
        self.toggle_style(self.sender().objectName())

    @Slot()
    def undo(self) -> None:
        """Undo a step."""
        if not self.isReadOnly():
            self._go_to(self.written.undo())

    @Slot()
    def redo(self) -> None:
        """Do again what was undone."""
        if not self.isReadOnly():
            self._go_to(self.written.redo())

    def _go_to(self, place: int | None) -> None:
        if place is not None:
            self.set_place(place)
            self._stay_in_the_middle()
            self.style_changed.emit()

    def _selected(self) -> tuple[int, int]:
        cursor, place_of = self.textCursor(), self.written.place_of
        return place_of(cursor.selectionStart()), place_of(cursor.selectionEnd())

    # Keys, paste and menu

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Undo with our own journal; Return and Backspace mind what the paragraph is."""
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or (
            event.key() == Qt.Key.Key_Y and event.modifiers() == Qt.KeyboardModifier.ControlModifier
        ):  # Ctrl+Y is not a key of every system, but in every student's fingers
            self.redo()
        elif (
            not self.isReadOnly()
            and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
            and not (event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier))
        ):
            self._break()
        elif not self.isReadOnly() and event.key() == Qt.Key.Key_Backspace and self._at_start_of_kind():
            self.written.set_kind("paragraph", *self._selected())
            self.style_changed.emit()
        else:
            super().keyPressEvent(event)
        self._stay_in_the_middle()

    def _break(self) -> None:
        """Begin a paragraph; in an empty item of a list, or an empty quotation, end that instead."""
        start, end = self._selected()
        if start == end and self.has_kind() and self.textCursor().block().length() == 1:
            self.written.set_kind("paragraph", start, end)
            self.style_changed.emit()
        else:
            mark = mark_of(self.currentCharFormat())
            self.set_place(self.written.insert_break(start, end))
            self.setCurrentCharFormat(char_format(mark))

    def has_kind(self) -> bool:
        """Whether the paragraph at the cursor is anything but plain prose."""
        return self.written.kind_at(self.place()) != "paragraph"

    def _at_start_of_kind(self) -> bool:
        cursor = self.textCursor()
        return not cursor.hasSelection() and cursor.atBlockStart() and self.has_kind()

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Keep the line in the middle."""
        super().inputMethodEvent(event)
        self._stay_in_the_middle()

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Only text."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take plain text, from inside or where it is allowed."""
        if not source.hasText():
            return
        if not is_own(source, self.own_words):
            self.refused.emit()
            return
        self.written.journal.seal()
        self.textCursor().insertText(_plain(source.text()), char_format(mark_of(self.currentCharFormat())))
        self.written.journal.seal()
        self.ensureCursorVisible()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, with our own undo."""
        menu, chosen = QMenu(self), self.textCursor().hasSelection()
        writes, journal = not self.isReadOnly(), self.written.journal
        keys = QKeySequence.StandardKey
        for text, key, slot, useful in (
            (self.tr("Undo"), keys.Undo, self.undo, writes and journal.can_undo),
            (self.tr("Redo"), keys.Redo, self.redo, writes and journal.can_redo),
            (self.tr("Cut"), keys.Cut, self.cut, writes and chosen),
            (self.tr("Copy"), keys.Copy, self.copy, chosen),
            (self.tr("Paste"), keys.Paste, self.paste, writes and self.canPaste()),
            (self.tr("Select all"), keys.SelectAll, self.selectAll, True),
        ):
            action = menu.addAction(text)
            action.setShortcut(key)
            action.setEnabled(useful)
            action.triggered.connect(slot)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(event.globalPos())

    @Slot()
    def _note_place(self) -> None:
        self.style_changed.emit()

    # How it is set and painted

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave half a page below the last line where the line stays in the middle."""
        super().resizeEvent(event)
        if self._typewriter:
            self._leave_room_below()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint what stands before the items of lists and beside quotations."""
        super().paintEvent(event)
        if not self.written.has_kinds:
            return
        painter = QPainter(self.viewport())
        above = self.verticalScrollBar().value()
        block = self.cursorForPosition(QPoint(0, 0)).block()
        while block.isValid() and block.layout().position().y() - above < self.viewport().height():
            kind = BLOCK_KINDS[block.blockFormat().intProperty(KIND)]
            if kind in {"quotation", "bulleted", "numbered"} and block.layout().lineCount():
                self._paint_mark(painter, block, kind, -above)
            block = block.next()
        painter.end()

    def _paint_mark(self, painter: QPainter, block: QTextBlock, kind: BlockKind, down: int) -> None:
        px, layout = self._theme.px, block.layout()
        first = layout.lineAt(0)
        left = layout.position().x() + first.x()
        top = layout.position().y() + down
        if kind == "quotation":
            height = layout.boundingRect().height()
            painter.fillRect(QRectF(left - px(14), top + first.y(), px(3), height), self._theme.color("primary"))
            return
        mark = "•" if kind == "bulleted" else f"{_number_of(block)}."
        font = self.document().defaultFont()
        painter.setFont(font)
        painter.setPen(self._theme.color("secondary"))
        width = QFontMetricsF(font).horizontalAdvance(mark)
        painter.drawText(QRectF(left - px(8) - width, top + first.y() + first.ascent(), 0, 0).topLeft(), mark)

    def _block_format(self, kind: BlockKind) -> QTextBlockFormat:
        """How a paragraph of a kind is set."""
        px, form = self._theme.px, QTextBlockFormat()
        form.setLineHeight(self._line_height, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        below = {"heading": 4, "bulleted": 4, "numbered": 4}
        form.setBottomMargin(px(below.get(kind, 8)))
        if kind == "heading":
            form.setTopMargin(px(8))
        elif kind != "paragraph":
            form.setLeftMargin(px(32))
            form.setRightMargin(px(24) if kind == "quotation" else 0)
        return form

    @Slot()
    def _dress(self) -> None:
        if self._written is None:
            return
        self._set_font()
        self.blockSignals(True)  # how it looks has changed, not what it says
        self.written.dress_all()
        self.blockSignals(False)
        self._centre_column()
        self._leave_room_below()
        self._overtime = None
        self._tint()

    @Slot()
    def _follow_text(self) -> None:
        """The written text says itself when it has changed."""

    def _set_font(self) -> None:
        font = self._theme.reading_font(self._theme.reading)
        if font != self.document().defaultFont():
            self.document().setDefaultFont(font)

    def _leave_room_below(self) -> None:
        frame = self.document().rootFrame()
        form = frame.frameFormat()
        room = self.viewport().height() / 2 if self._typewriter else 0
        if form.bottomMargin() != room:
            form.setBottomMargin(room)
            self.written.setting(lambda: frame.setFrameFormat(form))

    @Slot()
    def _stay_in_the_middle(self) -> None:
        if self._typewriter and not self.textCursor().hasSelection():
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect().center().y() - self.viewport().height() // 2)

    @Slot()
    def _tint(self) -> None:
        """Set the tints anew where the overtime does not begin and end as it is shown."""
        bell = self._written.overtime if self._written is not None else None
        if bell is None:
            if self._overtime is None and self._evidence is None and not self.extraSelections():
                return
            self._overtime = None
        else:
            last = self.document().characterCount() - 1
            shown = self._overtime
            ends = (self.written.unit_of(bell), last)
            if shown is not None and (shown.anchor(), shown.position()) == ends and self._evidence is None:
                return
            self._overtime = QTextCursor(self.document())
            self._overtime.setPosition(ends[0])
            self._overtime.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
        self._show_tints()


def _plain(text: str) -> str:
    """What is pasted: each line a paragraph, no pictures, nothing that cannot be seen."""
    for separator in ("\r\n", "\r", "\u2028", "\u2029"):
        text = text.replace(separator, "\n")
    return text.replace("\0", "").replace("\ufffc", "")


def _number_of(block: QTextBlock) -> int:
    """The number of an item in its list."""
    kind, number = block.blockFormat().intProperty(KIND), 1
    block = block.previous()
    while block.isValid() and block.blockFormat().intProperty(KIND) == kind:
        number += 1
        block = block.previous()
    return number

"""The text of an essay beside the document that shows it: its words, its marks, its overtime, and how to undo.

Qt's own undo ends with the program and knows nothing of the overtime, so every change is told to an `EditJournal`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QFont, QTextCharFormat, QTextCursor, QTextFormat, QTextLayout

from thaw_desktop.practice.edit_journal import Edit, EditJournal, Passage
from thaw_desktop.practice.formatting import BLOCK_KINDS, BOLD, ITALIC, BlockKind, Formatting, runs_of
from thaw_desktop.ui.widgets.essay_page import characters, units

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from PySide6.QtGui import QTextBlock, QTextBlockFormat, QTextDocument

KIND: Final = int(QTextFormat.Property.UserProperty.value) + 1
"""Property of a block's format: the place of its kind in `BLOCK_KINDS`."""
_HEADING = BLOCK_KINDS.index("heading")
_HEADING_SIZE = 1.2
_BEYOND_BMP = "\uffff"


class WrittenText(QObject):
    """What stands in a document. All positions are counted in characters as Python counts them.

    Attributes:
        text: the words.
        overtime: position at which the time ran out; None before.
        journal: what can be undone.

    Signals:
        changed: the words or their looks have changed.
    """

    changed = Signal()

    def __init__(self, document: QTextDocument, block_format: Callable[[BlockKind], QTextBlockFormat]) -> None:
        """Follow a document.

        Args:
            document: empty; only the user and this object may change it.
            block_format: how a paragraph of a kind is set.
        """
        super().__init__(document)
        self._document = document
        self._block_format = block_format
        self.text = ""
        self.overtime: int | None = None
        self.journal = EditJournal()
        self.has_kinds = False
        self._marks = bytearray(1)
        self._beyond = 0  # characters that are two in Qt's count
        self._applying = False
        document.setUndoRedoEnabled(False)
        document.contentsChange.connect(self._note)

    def load(self, text: str, formatting: Formatting, journal: EditJournal) -> None:
        """Begin with this text."""
        self._applying = True
        self._document.setPlainText(text)
        self.text, self._marks = text, formatting.marks(text)
        self._beyond = _beyond(text)
        self.journal, self.overtime = journal.copy(), None
        self.has_kinds = bool(formatting.kinds)
        self._dress(0, len(text))
        self._applying = False
        self.changed.emit()

    def dress_all(self) -> None:
        """Set the whole document anew, after its looks have changed."""
        self._applying = True
        self._dress(0, len(self.text))
        self._applying = False

    def setting(self, change: Callable[[], None]) -> None:
        """Change only the document's layout."""
        self._applying = True
        change()
        self._applying = False

    def formatting(self) -> Formatting:
        """How the text is formatted."""
        return Formatting.from_marks(self.text, self._marks)

    def place_of(self, unit: int) -> int:
        """A position in Qt's count as one in Python's."""
        return characters(self.text, unit) if self._beyond else unit

    def unit_of(self, place: int) -> int:
        """A position in Python's count as one in Qt's."""
        return units(self.text, place) if self._beyond else place

    def kind_at(self, place: int) -> BlockKind:
        """What the paragraph at a position is."""
        return BLOCK_KINDS[self._marks[self._end_of(place)]]

    def has(self, bit: int, start: int, end: int) -> bool:
        """Whether all the words of a stretch are bold, or italic; False when there are none."""
        marks = [mark for at, mark in enumerate(self._marks[start:end], start) if self.text[at] != "\n"]
        return bool(marks) and all(mark & bit for mark in marks)

    # What the student does

    def toggle(self, bit: int, start: int, end: int) -> None:
        """Make a stretch bold, or italic, or not any more when all of it is."""
        has = self.has(bit, start, end)
        marks = bytearray(self._marks[start:end])
        for at, mark in enumerate(marks):
            if self.text[start + at] != "\n":
                marks[at] = mark & ~bit if has else mark | bit
        self._do(start, end, Passage(self.text[start:end], bytes(marks)))

    def set_kind(self, kind: BlockKind, start: int, end: int) -> None:
        """Make the paragraphs of a stretch something else."""
        last = self._end_of(end)
        first = self._end_of(start)
        full = self.text + "\n"
        marks = bytearray(self._marks[first : last + 1])
        for at in range(len(marks)):
            if full[first + at] == "\n":
                marks[at] = BLOCK_KINDS.index(kind)
        self._do(first, last + 1, Passage(full[first : last + 1], bytes(marks)))

    def insert_break(self, start: int, end: int) -> int:
        """Begin a paragraph in the place of a stretch; where it begins. After a heading comes plain prose."""
        last = self._end_of(end)
        kind = self._marks[self._end_of(start)]
        rest = kind if last > end or kind != _HEADING else 0
        inserted = Passage("\n", bytes([kind]))
        inserted += Passage((self.text + "\n")[end : last + 1], bytes(self._marks[end:last]) + bytes([rest]))
        if rest == self._marks[last]:
            self._do(start, end, Passage("\n", bytes([kind])))
        else:
            self._do(start, last + 1, inserted)
        return start + 1

    def replace_all(self, text: str, formatting: Formatting) -> None:
        """Put another text in the place of this one, which can be undone."""
        self._do(0, len(self.text) + 1, Passage(text + "\n", bytes(formatting.marks(text))))

    def undo(self) -> int | None:
        """Undo a step; where the cursor belongs. None when there is nothing to undo."""
        edit = self.journal.undo()
        if edit is None:
            return None
        self._put(edit.turned_back())
        if edit.bell is not None:
            self.overtime = edit.at + edit.bell
        self.changed.emit()
        return min(edit.at + len(edit.removed.text), len(self.text))

    def redo(self) -> int | None:
        """Do a step again; where the cursor belongs. None when nothing was undone."""
        edit = self.journal.redo()
        if edit is None:
            return None
        self._put(edit)
        self.changed.emit()
        return min(edit.at + len(edit.inserted.text), len(self.text))

    def _do(self, start: int, end: int, inserted: Passage) -> None:
        removed = Passage((self.text + "\n")[start:end], bytes(self._marks[start:end]))
        if removed == inserted:
            return
        edit = Edit(start, removed, inserted, self._bell(start, removed, inserted))
        self.journal.seal()
        self.journal.note(edit)
        self.journal.seal()
        self._put(edit)
        self.changed.emit()

    def _put(self, edit: Edit) -> None:
        """Put a passage in the place of another, in the document too."""
        self._applying = True
        at, end = edit.at, edit.at + len(edit.removed.text)
        if edit.removed.text != edit.inserted.text:
            beyond = end > len(self.text)  # of the line break at the end of all, which the document does not have
            words = edit.inserted.text[:-1] if beyond else edit.inserted.text
            self._select(at, min(end, len(self.text))).insertText(words)
        self._take_in(edit)
        self._dress(at, at + len(edit.inserted.text))
        self._applying = False

    # What Qt does

    @Slot(int, int, int)
    def _note(self, position: int, removed: int, added: int) -> None:
        """Take in what was typed, pasted, deleted or dragged; positions are in Qt's count."""
        if self._applying:
            return
        over = max(0, position + added - (self._document.characterCount() - 1))
        removed, added = removed - over, added - over  # Qt may count the end of the document in
        at, end = self.place_of(position), self.place_of(position + removed)
        cursor = QTextCursor(self._document)
        cursor.setPosition(position)
        cursor.setPosition(position + added, QTextCursor.MoveMode.KeepAnchor)
        words = cursor.selectedText().replace("\u2029", "\n").replace("\u2028", " ")
        inserted = Passage(words, self._marks_of(cursor, position, added, words))
        gone = Passage(self.text[at:end], bytes(self._marks[at:end]))
        block = self._document.findBlock(position + added)
        if "\n" in gone.text or "\n" in words:
            last = self._end_of(end)
            kind = block.blockFormat().intProperty(KIND)
            if kind != self._marks[last]:  # the paragraph's end belongs to the edit
                full = self.text + "\n"
                gone += Passage(full[end : last + 1], bytes(self._marks[end : last + 1]))
                inserted += Passage(full[end : last + 1], bytes(self._marks[end:last]) + bytes([kind]))
        edit = _trimmed(at, gone, inserted)
        if edit is None:
            return
        edit = Edit(edit.at, edit.removed, edit.inserted, self._bell(edit.at, edit.removed, edit.inserted))
        self.journal.note(edit)
        self._take_in(edit)
        if self.has_kinds:
            self._show_headings(position, position + added)
        self.changed.emit()

    def _marks_of(self, cursor: QTextCursor, position: int, added: int, words: str) -> bytes:
        """The marks of what has just been put into the document."""
        if len(words) == added == 1 and words != "\n":
            return bytes([mark_of(cursor.charFormat())])
        marks = bytearray()
        for block in self._blocks(position, position + added):
            pieces = block.begin()
            while not pieces.atEnd():
                piece = pieces.fragment()
                start = max(0, position - piece.position())
                text = piece.text().encode("utf-16-le")[2 * start : 2 * max(0, position + added - piece.position())]
                marks += bytes([mark_of(piece.charFormat())]) * len(text.decode("utf-16-le", "ignore"))
                pieces += 1
            if position <= block.position() + block.length() - 1 < position + added:
                marks.append(block.blockFormat().intProperty(KIND))
        return bytes(marks[: len(words)].ljust(len(words), b"\0"))

    # The model

    def _bell(self, at: int, removed: Passage, inserted: Passage) -> int | None:
        """Where in a passage that is removed the overtime began, if it began in it."""
        bell = self.overtime
        if bell is None or removed.text == inserted.text or not 0 < bell - at <= len(removed.text):
            return None
        return bell - at

    def _take_in(self, edit: Edit) -> None:
        """Follow an edit of the document."""
        at, end = edit.at, edit.at + len(edit.removed.text)
        full = self.text + "\n"
        self.text = (full[:at] + edit.inserted.text + full[end:])[:-1]
        self._marks[at:end] = edit.inserted.marks
        self._beyond += _beyond(edit.inserted.text) - _beyond(edit.removed.text)
        if any(mark for mark, letter in zip(edit.inserted.marks, edit.inserted.text, strict=True) if letter == "\n"):
            self.has_kinds = True
        bell = self.overtime
        if bell is not None and bell > at and edit.removed.text != edit.inserted.text:
            grown = len(edit.inserted.text) - len(edit.removed.text)
            self.overtime = bell + grown if bell > end or (bell == end and not edit.removed.text) else at

    def _end_of(self, place: int) -> int:
        """Where the paragraph at a position ends."""
        end = self.text.find("\n", place)
        return len(self.text) if end < 0 else end

    # The document

    def _select(self, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self._document)
        cursor.setPosition(self.unit_of(start))
        cursor.setPosition(self.unit_of(end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _blocks(self, first: int, last: int) -> Iterator[QTextBlock]:
        """The blocks from one position in Qt's count to another."""
        block = self._document.findBlock(first)
        while block.isValid() and block.position() <= last:
            yield block
            block = block.next()

    def _dress(self, start: int, end: int) -> None:
        """Let a stretch of the document, and the paragraphs round it, look as they are marked."""
        edit = QTextCursor(self._document)
        edit.beginEditBlock()
        end = min(end, len(self.text))
        for first, last, mark in runs_of(self._marks[start:end]):
            self._select(start + first, start + last).setCharFormat(char_format(mark))
        for block in self._blocks(self.unit_of(start), self.unit_of(end)):
            kind = BLOCK_KINDS[self._marks[self._end_of(self.place_of(block.position()))]]
            form = self._block_format(kind)
            form.setProperty(KIND, BLOCK_KINDS.index(kind))
            if block.blockFormat() != form:
                QTextCursor(block).setBlockFormat(form)
        edit.endEditBlock()
        if self.has_kinds:
            self._show_headings(self.unit_of(start), self.unit_of(end))

    def _show_headings(self, first: int, last: int) -> None:
        """Let headings look like headings without a change to their words' own format."""
        for block in self._blocks(first, last):
            layout = block.layout()
            if block.blockFormat().intProperty(KIND) == _HEADING:
                look = QTextLayout.FormatRange()
                look.start, look.length = 0, block.length() - 1
                look.format = _heading_form(self._document.defaultFont())
                layout.setFormats([look])
            elif layout.formats():
                layout.clearFormats()
            else:
                continue
            self._document.markContentsDirty(block.position(), block.length())


def mark_of(form: QTextCharFormat) -> int:
    """The marks of words that look like this."""
    return (BOLD if form.fontWeight() >= QFont.Weight.Bold else 0) | (ITALIC if form.fontItalic() else 0)


def char_format(mark: int) -> QTextCharFormat:
    """How words of a mark look."""
    form = QTextCharFormat()
    if mark & BOLD:
        form.setFontWeight(QFont.Weight.Bold)
    if mark & ITALIC:
        form.setFontItalic(True)
    return form


def _heading_form(font: QFont) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setFontWeight(QFont.Weight.Bold)
    form.setProperty(QTextFormat.Property.FontPixelSize, round(font.pixelSize() * _HEADING_SIZE))
    return form


def _beyond(text: str) -> int:
    """How many characters of a text are two in Qt's count."""
    return 0 if text.isascii() else sum(1 for letter in text if letter > _BEYOND_BMP)


def _trimmed(at: int, removed: Passage, inserted: Passage) -> Edit | None:
    """An edit without what is the same at its ends; None when nothing has changed."""
    if removed == inserted:
        return None
    before, after = (list(zip(one.text, one.marks, strict=True)) for one in (removed, inserted))
    shorter = min(len(before), len(after))
    # The end of a last paragraph stays in both: the document knows no words after it.
    ends = removed.text.endswith("\n") and inserted.text.endswith("\n") and before[-1] != after[-1]
    first = next((n for n in range(shorter - ends) if before[n] != after[n]), shorter - ends)
    last = next((n for n in range(shorter - first) if before[-1 - n] != after[-1 - n]), shorter - first)
    old, new = (slice(first, len(one) - last) for one in (before, after))
    return Edit(
        at + first, Passage(removed.text[old], removed.marks[old]), Passage(inserted.text[new], inserted.marks[new])
    )

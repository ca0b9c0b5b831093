"""The page that is read: a reading view that knows its anchors, marks words and ends in a strip with buttons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRect, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QTextEdit, QWidget

from thaw_desktop.ui.notes.find import find_all, utf16_units
from thaw_desktop.ui.widgets import ReadingView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QColor, QKeyEvent, QTextBlock

    from thaw_desktop.ui.theme import Theme


class Page(ReadingView):
    """A reading view with a strip at the end of its text.

    Signals:
        scrolled: the page moved under the reader.
        rendered: the page was laid out anew, and all marks of the old text are gone.

    Attributes:
        hits: how many places hold the words that are looked for.
        current: number of the one that is shown, from 1; 0 when there is none.
    """

    scrolled = Signal()
    rendered = Signal()
    _end: QWidget | None = None  # the base class renders before __init__ has set it

    def __init__(self, theme: Theme, name: str, end: QWidget, parent: QWidget | None = None) -> None:
        """Make an empty page.

        Args:
            theme: colours and fonts.
            name: what a screen reader calls the page.
            end: shown below the last paragraph; hide it for a page that ends without it.
            parent: the owner.
        """
        super().__init__(theme, name, parent)
        self._end = end
        self._anchors: dict[str, int] | None = None
        self._found: list[tuple[int, int]] = []
        self._wanted = ""
        self._target = -1
        self._spoken = self._spoken_word = (-1, -1)
        self._facts = ""
        self._busy = False  # changing the document ourselves
        self._rendered = False  # rendered since room was made for the strip
        self._underlay: Sequence[QTextEdit.ExtraSelection] = ()
        self._covers: Sequence[QTextEdit.ExtraSelection] = ()
        self._end_later = QTimer(self)
        self._end_later.setSingleShot(True)
        self._end_later.setInterval(0)
        self._end_later.timeout.connect(self._lay_out_to_the_end)
        self.current = 0
        end.setParent(self.viewport())
        end.installEventFilter(self)
        for part in end.findChildren(QPushButton):
            part.installEventFilter(self)
        self.textChanged.connect(self._text_changed)
        self.document().documentLayout().documentSizeChanged.connect(self._size_changed)
        self.verticalScrollBar().valueChanged.connect(self._moved)
        theme.changed.connect(self._dress_again)

    # The page and its places

    def open_page(self, html: str, media: Callable[[str], bytes | None]) -> None:
        """Show another page from its beginning."""
        self._target = -1
        self._facts = ""
        if self.isVisible():
            self._end_later.start()  # before the text comes: the strip would ask where it ends
        self.show_page(html, media)

    def show_facts(self, facts: str) -> None:
        """Write a line into the second paragraph, in place: nothing else on the page moves."""
        self._facts = facts
        self._write_facts()

    def show_block(self, number: int) -> None:
        """Bring a paragraph to the top; every rendering of the page ends here."""
        if number == 0 and self._end is not None and self._rendered and self.isVisible():
            # What is below is laid out once the top of the page has been painted.
            self._end.move(0, self.viewport().height())
            self._end_later.start()
            self._pending_block = None
            self.verticalScrollBar().setValue(0)
            return
        self.reserve_end()
        super().show_block(number)

    @Slot()
    def _lay_out_to_the_end(self) -> None:
        self._end_later.stop()
        self.reserve_end()
        self.document().documentLayout().documentSize()

    def block_of(self, anchor: str) -> int | None:
        """The number of the paragraph that carries an anchor; None when there is none."""
        if self._anchors is None:
            self._anchors = self._read_anchors()
        return self._anchors.get(anchor)

    def anchor_at(self, block: int) -> str:
        """The last anchor at or before a paragraph; empty before the first."""
        if self._anchors is None:
            self._anchors = self._read_anchors()
        before = [(place, name) for name, place in self._anchors.items() if place <= block]
        return max(before)[1] if before else ""

    def paragraphs(self, first: int) -> list[str]:
        """The texts of the paragraphs from one on."""
        found, block = [], self.document().findBlockByNumber(first)
        while block.isValid():
            found.append(block.text())
            block = block.next()
        return found

    def show_target(self, block: int | None) -> None:
        """Mark one paragraph as what was asked for; None takes the mark away."""
        self._target = -1 if block is None else block
        self._show_marks()

    def chosen_place(self) -> QRect:
        """Where the link that was last chosen stands, in the coordinates of the viewport."""
        cursor = self.textCursor()
        start, end = QTextCursor(cursor), QTextCursor(cursor)
        start.setPosition(cursor.selectionStart())
        end.setPosition(cursor.selectionEnd())
        first, last = self.cursorRect(start), self.cursorRect(end)
        # A link over two lines counts as its first line.
        return first.united(last) if first.top() == last.top() else first

    def _read_anchors(self) -> dict[str, int]:
        anchors: dict[str, int] = {}
        block = self.document().begin()
        while block.isValid():
            for name in _anchor_names(block):
                anchors.setdefault(name, block.blockNumber())
            block = block.next()
        return anchors

    # Words that are looked for

    @property
    def hits(self) -> int:
        """How many places hold the words that are looked for."""
        return len(self._found)

    def find_words(self, wanted: str) -> None:
        """Mark all places that hold some words and show the first one from here on; empty words end the search."""
        self._wanted = wanted
        self._look()
        if not self._found:
            self.current = 0
            self._show_marks()
            return
        top = self.document().findBlockByNumber(self.top_block()).position()
        ahead = (number for number, (start, _) in enumerate(self._found, start=1) if start >= top)
        self._show_hit(next(ahead, 1))

    def show_next_hit(self, by: int = 1) -> None:
        """Go to the next place, or the one before for -1; after the last comes the first."""
        if self._found:
            self._show_hit((self.current - 1 + by) % len(self._found) + 1)

    def _look(self) -> None:
        self._found = []
        if not self._wanted.strip():
            return
        block = self.document().begin()
        while block.isValid():
            start = block.position()
            self._found += [(start + at, length) for at, length in find_all(block.text(), self._wanted)]
            block = block.next()

    def _show_hit(self, number: int) -> None:
        self.current = number
        start, _ = self._found[number - 1]
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        self.setTextCursor(cursor)
        place, height = self.cursorRect(cursor), self.viewport().height()
        if place.top() < 0 or place.bottom() > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + place.top() - height // 3)
        self._show_marks()

    def _show_marks(self) -> None:
        tokens = self._theme.color
        marks = [*self._underlay]
        for number, (start, length) in enumerate(self._found, start=1):
            here = number == self.current
            ground, ink = (tokens("primary"), tokens("on_primary")) if here else (tokens("hit"), tokens("text"))
            marks.append(self._mark(start, start + length, ground, ink))
        block = self.document().findBlockByNumber(self._target) if self._target >= 0 else None
        if block is not None and block.isValid():
            heading, _, _ = block.text().partition("\u2028")  # the first line, up to a break
            end = block.position() + utf16_units(heading)
            marks.append(self._mark(block.position(), end, tokens("hit"), tokens("text")))
        if self._spoken[1] > self._spoken[0] >= 0:
            marks.append(self._mark(*self._spoken, tokens("hit"), tokens("text")))
        if self._spoken_word[1] > self._spoken_word[0] >= 0:
            marks.append(self._mark(*self._spoken_word, tokens("primary"), tokens("on_primary")))
        self.setExtraSelections([*marks, *self._covers])

    # What is read aloud

    @Slot(int, int)
    def show_spoken(self, start: int, end: int) -> None:
        """Mark the sentence that is read aloud and keep it in view; −1 and −1 for none."""
        self._spoken, self._spoken_word = (start, end), (-1, -1)
        self._show_marks()
        if start < 0:
            return
        cursor = QTextCursor(self.document())
        cursor.setPosition(min(end, self.document().characterCount() - 1))
        last = self.cursorRect(cursor)
        cursor.setPosition(min(start, self.document().characterCount() - 1))
        first, height = self.cursorRect(cursor), self.viewport().height()
        if first.top() < 0 or last.bottom() > height:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + first.top() - height // 4)

    @Slot(int, int)
    def show_spoken_word(self, start: int, end: int) -> None:
        """Mark the word of it that is said now."""
        self._spoken_word = (start, end)
        self._show_marks()

    def show_underlay(self, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Paint marks of somebody else under those of the words that are looked for; they hold until the next text."""
        if marks or self._underlay:
            self._underlay = marks
            self._show_marks()

    def show_covers(self, marks: Sequence[QTextEdit.ExtraSelection]) -> None:
        """Paint covers over all other marks, so that no highlight shows what is hidden."""
        self._covers = marks
        self._show_marks()

    @property
    def has_caret(self) -> bool:
        """Whether the arrow keys go through the text instead of moving the page."""
        return bool(self.textInteractionFlags() & Qt.TextInteractionFlag.TextSelectableByKeyboard)

    def show_caret(self, shown: bool) -> None:
        """Let the arrow keys go through the text, from the paragraph at the top on, or move the page again."""
        if shown and not self.textCursor().hasSelection():
            self.setTextCursor(QTextCursor(self.document().findBlockByNumber(self.top_block())))
        usual = Qt.TextInteractionFlag.TextBrowserInteraction
        self.setTextInteractionFlags(usual | Qt.TextInteractionFlag.TextSelectableByKeyboard if shown else usual)

    def _mark(self, start: int, end: int, ground: QColor, ink: QColor) -> QTextEdit.ExtraSelection:
        cursor = QTextCursor(self.document())
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        shape = QTextCharFormat()
        shape.setBackground(ground)
        shape.setForeground(ink)
        mark = QTextEdit.ExtraSelection()
        mark.cursor = cursor
        mark.format = shape
        return mark

    # The strip at the end

    def focusNextPrevChild(self, forward: bool) -> bool:
        """From the strip on to what stands beside the page: Qt would begin with the links of the page again."""
        focused = QApplication.focusWidget()
        if self._end is not None and focused is not None and self._end.isAncestorOf(focused):
            return QFrame.focusNextPrevChild(self, forward)
        return super().focusNextPrevChild(forward)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Bring the strip into view when one of its buttons gets the focus, and give it the room that it asks for."""
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QPushButton):
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())
        elif watched is self._end and event.type() in {QEvent.Type.LayoutRequest, QEvent.Type.Show, QEvent.Type.Hide}:
            self.reserve_end()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Know the whole page before a key leads to its end."""
        if self._end_later.isActive():
            self._lay_out_to_the_end()
        super().keyPressEvent(event)

    @Slot()
    def reserve_end(self) -> None:
        """Leave room below the text for the strip as it is now."""
        if self._end is None or self._busy:
            return
        self._busy = True
        frame = self.document().rootFrame()
        shape = frame.frameFormat()
        margin = self._end_height() + self._theme.px(24)
        # After a rendering also when the margin is the same: only then does Qt know at once how far the page scrolls.
        if self._rendered or shape.bottomMargin() != margin:
            self._rendered = False
            shape.setBottomMargin(margin)
            frame.setFrameFormat(shape)
        self._busy = False
        self._place_end()

    def _end_height(self) -> int:
        if self._end is None or self._end.isHidden():
            return 0
        height = self._end.heightForWidth(self.viewport().width())
        return height if height >= 0 else self._end.sizeHint().height()

    def _place_end(self) -> None:
        if self._end is None or self._end.isHidden() or self._end_later.isActive():
            return  # asking for the document's size would lay out a long page to its end for nothing
        height = self._end_height()
        bottom = round(self.document().size().height()) - self.verticalScrollBar().value() - self._theme.px(24)
        place = QRect(0, bottom - height, self.viewport().width(), height)
        if self._end.geometry() != place:
            self._end.setGeometry(place)

    @Slot(QSizeF)
    def _size_changed(self, _size: QSizeF) -> None:
        self._place_end()

    @Slot()
    def _text_changed(self) -> None:
        """The page was rendered anew, or its second paragraph was written."""
        if self._busy:
            return
        self._anchors = None
        self._rendered = True
        self._write_facts()
        if self._wanted:
            self._look()
            self.current = min(self.current, len(self._found))
        if self._wanted or self._target >= 0:
            self._show_marks()
        self.rendered.emit()

    def _write_facts(self) -> None:
        block = self.document().findBlockByNumber(1)
        if not self._facts or not block.isValid() or block.text() == self._facts:
            return
        self._busy = True
        cursor = QTextCursor(block)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(self._facts, cursor.charFormat())
        self._busy = False
        if self._wanted:
            self._look()
            self._show_marks()

    @Slot(int)
    def _moved(self, _value: int) -> None:
        self._place_end()
        self.scrolled.emit()

    @Slot()
    def _dress_again(self) -> None:
        self.reserve_end()
        self._show_marks()


def _anchor_names(block: QTextBlock) -> list[str]:
    names: list[str] = []
    fragments = block.begin()
    while not fragments.atEnd():
        names += fragments.fragment().charFormat().anchorNames()
        fragments += 1
    return names

"""A note on a highlight, and a card made of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QRadioButton, QVBoxLayout, QWidget

from thaw_desktop.flashcards.browse import same_words
from thaw_desktop.notes.export import as_markdown
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from collections.abc import Collection

    from PySide6.QtWidgets import QPushButton

    from thaw_desktop.ui.theme import Theme

_LONGEST_SHOWN = 400


class _Dialog(RoomyDialog):
    """A dialog with fields and buttons; Ctrl+Enter saves from anywhere in it."""

    def __init__(self, theme: Theme, title: str, parent: QWidget) -> None:
        super().__init__(theme, title, parent)
        self.save = button(self.tr("Save"), "primary", description=self.tr("Ctrl+Enter"))
        self.save.setDefault(True)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        self.save.clicked.connect(self._save)

    def _add_field(self, name: str, text: str, lines: int, column: QVBoxLayout | None = None) -> QPlainTextEdit:
        column = column or self.body
        label = plain_label(name)
        field = QPlainTextEdit(text)
        field.setTabChangesFocus(True)
        field.setAccessibleName(name)
        label.setBuddy(field)
        field.setMinimumHeight(field.fontMetrics().lineSpacing() * lines + self._theme.px(20))
        column.addWidget(label)
        column.addWidget(field, lines)
        return field

    def _add_buttons(self, *more: QPushButton) -> None:
        cancel = button(self.tr("Cancel"), "secondary")
        cancel.clicked.connect(self.reject)
        self.add_buttons(*more, cancel, self.save)

    @Slot()
    def _save(self) -> None:
        raise NotImplementedError


class NoteDialog(_Dialog):
    """The student's own words on a passage.

    Signals:
        written: the note; empty when it was taken away.
    """

    written = Signal(str)

    def __init__(self, theme: Theme, quote: str, note: str, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.setWindowTitle(self.tr("A note on this passage"))
        self.body.addWidget(plain_label(_cut(quote), "secondary", wrap=True))
        self.field = self._add_field(self.tr("Note"), note, 5)
        self._add_buttons()
        self.field.moveCursor(QTextCursor.MoveOperation.End)
        self.field.setFocus()

    @Slot()
    def _save(self) -> None:
        self.written.emit(self.field.toPlainText())
        self.accept()


class CardDialog(_Dialog):
    """A card made of a passage: a question with the passage as its answer, or the passage with words hidden.

    Signals:
        made: form (basic or cloze), front and back, as Markdown; the dialog stays until it is told to `accept`.
    """

    made = Signal(str, str, str)

    def __init__(
        self, theme: Theme, quote: str, section: str, known: Collection[str], parent: QWidget, front: str = ""
    ) -> None:
        """Begin a card.

        Args:
            theme: sizes.
            quote: the passage.
            section: the title of its section, or empty.
            known: fronts and backs of the cards there are, as `same_words` gives them.
            parent: the owner.
            front: a question to begin with.
        """
        super().__init__(theme, "", parent)
        self.setWindowTitle(self.tr("Make a card"))
        self._known = known
        text = as_markdown(quote)
        row = QHBoxLayout()
        self.basic = QRadioButton(self.tr("&Question and answer"))
        self.cloze = QRadioButton(self.tr("&Hidden words"))
        self.basic.setChecked(True)
        for one in (self.basic, self.cloze):
            row.addWidget(one)
        row.addStretch(1)
        self.body.addLayout(row)
        if section:
            told = self.tr("Section: {title}").format(title=section)
            self.body.addWidget(plain_label(told, "secondary", wrap=True))
        self._question, column = self._add_part()
        self.front = self._add_field(self.tr("Question"), front, 3, column)
        self.back = self._add_field(self.tr("Answer"), text, 4, column)
        self._passage, column = self._add_part()
        self.text = self._add_field(self.tr("Passage"), text, 6, column)
        self.hide_words = button(self.tr("Hide the selected words"), description=self.tr("Ctrl+H"))
        QShortcut(QKeySequence("Ctrl+H"), self).activated.connect(self.toggle_hidden)
        self.hide_words.clicked.connect(self.toggle_hidden)
        explained = self.tr("Select words and press Ctrl+H. Each hidden passage becomes a card of its own.")
        column.addWidget(self.hide_words, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(plain_label(explained, "secondary", wrap=True))
        self.warning = plain_label("", wrap=True, tone="caution")
        self.body.addWidget(self.warning)
        self._add_buttons()
        for field in (self.front, self.back, self.text):
            field.textChanged.connect(self._warn)
        self.basic.toggled.connect(self._show_form)
        self._show_form()
        self.front.setFocus()

    @property
    def form(self) -> str:
        """Which form is chosen: basic or cloze."""
        return "basic" if self.basic.isChecked() else "cloze"

    def say(self, sentence: str) -> None:
        """Say why the card could not be saved."""
        self.warning.setText(sentence)
        self.warning.show()

    @Slot()
    def toggle_hidden(self) -> None:
        """Hide the selected words, or the word under the cursor; hidden ones are shown again."""
        cursor = self.text.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words = cursor.selectedText()
        inner = words.strip()
        if not any(sign.isalnum() for sign in inner):
            return
        start = cursor.selectionStart() + words.index(inner[0])
        end = start + len(inner.encode("utf-16-le")) // 2
        around = QTextCursor(self.text.document())
        around.setPosition(max(0, start - 2))
        around.setPosition(min(end + 2, self.text.document().characterCount() - 1), QTextCursor.MoveMode.KeepAnchor)
        if around.selectedText() == f"=={inner}==":
            around.insertText(inner)
            self._select(start - 2, end - 2)
        elif inner.startswith("==") and inner.endswith("==") and len(inner) > 4:
            cursor.insertText(inner[2:-2])
        elif "==" not in inner:
            around.setPosition(start)
            around.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
            around.insertText(f"=={inner}==")
            self._select(start + 2, end + 2)
        self.text.setFocus()

    def _select(self, start: int, end: int) -> None:
        """Select words of the passage, so that the same key takes back what it did."""
        cursor = self.text.textCursor()
        cursor.setPosition(start)
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def _add_part(self) -> tuple[QWidget, QVBoxLayout]:
        """A part that is shown or hidden as one, and its column."""
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.px(6))
        self.body.addWidget(part, 1)
        return part, column

    @Slot()
    def _show_form(self) -> None:
        basic = self.basic.isChecked()
        self._question.setVisible(basic)
        self._passage.setVisible(not basic)
        self._warn()

    @Slot()
    def _warn(self) -> None:
        words = self.front.toPlainText() if self.basic.isChecked() else self.text.toPlainText()
        double = bool(words.strip()) and same_words(words) in self._known
        self.warning.setText(self.tr("There is a card with these words already.") if double else "")
        self.warning.setVisible(double)

    @Slot()
    def _save(self) -> None:
        if self.basic.isChecked():
            self.made.emit("basic", self.front.toPlainText(), self.back.toPlainText())
        else:
            self.made.emit("cloze", self.text.toPlainText(), "")


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN].rstrip()} …"

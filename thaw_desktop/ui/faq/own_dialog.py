"""Writing an own question with its answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget

from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.ui.theme import Theme

_LONGEST_SECTION = 30


class OwnQuestionDialog(RoomyDialog):
    """Question, answer and section; Ctrl+Enter saves from anywhere in it.

    Signals:
        written: question, answer and section; the dialog stays until it is told to `accept`, or why not by `refuse`.
    """

    written = Signal(str, str, str)

    def __init__(
        self,
        theme: Theme,
        sections: Mapping[str, str],
        parent: QWidget,
        *,
        question: str = "",
        answer: str = "",
        section: str = "",
    ) -> None:
        """Begin a question, or take one up.

        Args:
            theme: sizes.
            sections: id → title, in reading order.
            parent: the owner.
            question: what stands there already.
            answer: Markdown, as it was written.
            section: id of its section, or empty.
        """
        super().__init__(theme, "", parent, width=580, height=460)
        self.setWindowTitle(self.tr("Change your question") if answer else self.tr("Your own question"))
        self._began_with = (question, answer)
        self._warned = False
        self.question = QLineEdit(question)
        self.answer = QPlainTextEdit(answer)
        self.answer.setTabChangesFocus(True)
        self.answer.setPlaceholderText(
            self.tr("In your own words. **bold**, *italic* and - lists work as in Markdown.")
        )
        self.answer.setMinimumHeight(self.answer.fontMetrics().lineSpacing() * 6)
        self.section = QComboBox()
        self.section.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.section.setMinimumContentsLength(_LONGEST_SECTION)
        self.section.addItem(self.tr("No section"), "")
        for ident, title in sections.items():
            self.section.addItem(title, ident)
        self.section.setCurrentIndex(max(0, self.section.findData(section)))
        self._told = plain_label("", "small", wrap=True, tone="bad")
        self._told.hide()
        self.save = button(self.tr("Save"), "primary", description=self.tr("Ctrl+Enter"))
        self.save.setDefault(True)
        self._lay_out()
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._save)
        self.save.clicked.connect(self._save)
        (self.answer if question else self.question).setFocus()

    def _lay_out(self) -> None:
        parts: tuple[tuple[str, QWidget, int], ...] = (
            (self.tr("Question"), self.question, 0),
            (self.tr("Answer"), self.answer, 1),
            (self.tr("Section"), self.section, 0),
        )
        for name, field, stretch in parts:
            label = plain_label(name)
            label.setBuddy(field)
            field.setAccessibleName(name)
            self.body.addWidget(label)
            self.body.addWidget(field, stretch)
        self.body.addWidget(self._told)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.add_buttons(cancel, self.save)

    def refuse(self, sentence: str) -> None:
        """Say why it could not be saved; what was written stays."""
        self._told.setText(sentence)
        self._told.show()
        announce(self, sentence)

    def reject(self) -> None:
        """Close; what was written and not saved is thrown away only when it is said twice."""
        if not self._warned and (self.question.text(), self.answer.toPlainText()) != self._began_with:
            self._warned = True
            self.refuse(self.tr("This is not saved yet. Press Esc or Cancel again to throw it away."))
            return
        super().reject()

    @Slot()
    def _save(self) -> None:
        self.written.emit(self.question.text(), self.answer.toPlainText(), self.section.currentData())

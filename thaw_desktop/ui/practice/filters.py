"""Which of a pack's questions are listed: by topic, command word and marks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from thaw_desktop.ui.widgets import FlowLayout, button
from thaw_desktop.ui.words import marks

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thaw_desktop.content.model import Question
    from thaw_desktop.ui.theme import Theme

_WIDTHS = (12, 14, 9)
"""Of the three lists, in letters X: their first entries are read in full, also in large text."""
_FEWEST = 5
"""Questions from which on it is worth choosing among them."""


class Filters(QWidget):
    """Three lists to choose from. The first entry of each says what it is about, and lets everything through.

    Attributes:
        topic: the sections that questions draw on.
        command: the command words.
        marks: the marks.

    Signals:
        changed: other questions are wanted.
    """

    changed = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topic, self.command, self.marks = QComboBox(), QComboBox(), QComboBox()
        self._all = button(self.tr("Show all"), "quiet")
        self._flow = flow = FlowLayout(self, theme.px(8))
        names = (self.tr("Topic"), self.tr("Command word"), self.tr("Marks"))
        for box, name, letters in zip(self._boxes, names, _WIDTHS, strict=True):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(letters)
            box.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
            box.currentIndexChanged.connect(self._tell)
            flow.addWidget(box)
        flow.addWidget(self._all)
        self._all.clicked.connect(self.clear)
        self._all.hide()

    def add(self, *others: QWidget) -> None:
        """Let other ways to choose stand behind these."""
        for one in others:
            self._flow.addWidget(one)

    @property
    def _boxes(self) -> tuple[QComboBox, ...]:
        return self.topic, self.command, self.marks

    def show_questions(self, questions: Sequence[Question], titles: Mapping[str, str]) -> None:
        """Offer what there is among these questions; what is chosen stays chosen while it is there.

        Args:
            questions: of the pack.
            titles: of its sections, by id, in the order of the notes.
        """
        used = {section for question in questions for section in question.sections}
        worth = sorted({question.marks for question in questions if question.marks})
        offers: tuple[tuple[str, list[tuple[str, object]]], ...] = (
            (self.tr("All topics"), [(title, section) for section, title in titles.items() if section in used]),
            (self.tr("All command words"), [(word, word) for word in _command_words(questions)]),
            (self.tr("All marks"), [(marks(one), one) for one in worth]),
        )
        for box, (every, entries) in zip(self._boxes, offers, strict=True):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(every, None)
            for text, data in entries:
                box.addItem(text, data)
            box.setCurrentIndex(max(0, box.findData(chosen) if chosen is not None else 0))
            box.blockSignals(False)
        for box in self._boxes:
            box.setVisible(len(questions) >= _FEWEST)
        self._all.setVisible(self.active)

    @property
    def active(self) -> bool:
        """Whether some questions may be left out."""
        return any(box.currentData() is not None for box in self._boxes)

    def lets_through(self, question: Question) -> bool:
        """Whether a question is among those wanted."""
        topic, command, worth = (box.currentData() for box in self._boxes)
        return (
            (topic is None or topic in question.sections)
            and (command is None or command == question.command_word)
            and (worth is None or worth == question.marks)
        )

    @Slot()
    def clear(self) -> None:
        """Let everything through again."""
        held = self._all.hasFocus()
        for box in self._boxes:
            box.blockSignals(True)
            box.setCurrentIndex(0)
            box.blockSignals(False)
        if held:
            self.topic.setFocus()
        self._tell()

    @Slot()
    def _tell(self) -> None:
        self._all.setVisible(self.active)
        self.changed.emit()


def _command_words(questions: Sequence[Question]) -> list[str]:
    return sorted({question.command_word for question in questions if question.command_word}, key=str.casefold)

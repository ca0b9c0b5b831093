"""What stands beside the page: the question, and a pad for the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from thaw_desktop.ui.practice.prose import Prose
from thaw_desktop.ui.practice.wording import about_question
from thaw_desktop.ui.widgets import Card, plain_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.content.model import Question
    from thaw_desktop.ui.theme import Theme

_SHARE = 0.42
"""Of the height, at most, for the question."""


class QuestionPanel(QWidget):
    """The question above the plan.

    Attributes:
        pad: where the plan is written.
    """

    def __init__(self, theme: Theme, media: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._prompt = Prose(theme, self.tr("Question"), media, scale=1.05)
        self._about = plain_label("", "secondary", wrap=True)
        self._content = QWidget()
        self._inner = QVBoxLayout(self._content)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._inner.addWidget(plain_label(self.tr("Question"), "secondary"))
        self._inner.addWidget(self._prompt)
        self._inner.addWidget(self._about)
        self._scroll = QScrollArea()  # a question with extracts is longer than the window
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidget(self._content)
        self._content.installEventFilter(self)
        self._question_card = Card(theme)
        self._question_card.body.addWidget(self._scroll)
        self.pad = QPlainTextEdit()
        self.pad.setProperty("role", "page")
        self.pad.setAccessibleName(self.tr("Plan"))
        self.pad.setPlaceholderText(self.tr("A few words for each paragraph. Your plan is saved with the essay."))
        self.pad.setTabChangesFocus(True)
        self.pad.document().setDocumentMargin(0)
        plan = Card(theme, self.tr("Plan"))
        plan.body.addWidget(self.pad, 1)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._question_card)
        self._column.addWidget(plan, 1)
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_question(self, question: Question | None) -> None:
        """Show what is asked; None when the pack no longer has the question."""
        if question is None:
            self._prompt.show_html("<p>" + self.tr("This question is no longer in the pack.") + "</p>")
            self._about.setText("")
        else:
            self._prompt.show_html(question.html)
            self._about.setText(about_question(question))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the question, which depends on its width."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit_question()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the plan more than half of the height."""
        super().resizeEvent(event)
        self._fit_question()

    def _fit_question(self) -> None:
        needed = self._inner.sizeHint().height()
        self._scroll.setFixedHeight(max(1, min(needed, round(self.height() * _SHARE))))

    @Slot()
    def _give_room(self) -> None:
        self._column.setSpacing(self._theme.px(14))
        self._inner.setSpacing(self._theme.px(6))

"""What stands beside the page: the question with its sources, and a pad for the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QScrollBar,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from thaw_desktop.ui.practice.prose import BEYOND, Prose, Sources
from thaw_desktop.ui.practice.question_aloud import QuestionAloud
from thaw_desktop.ui.practice.wording import about_question
from thaw_desktop.ui.widgets import Card, IconButton, plain_label
from thaw_desktop.ui.widgets.own_words import is_own, mark_own

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from thaw_desktop.content.model import Question
    from thaw_desktop.ui.theme import Theme

_SHARE, _SHARE_WITH_SOURCES = 0.42, 0.7
"""Of the height, at most, for the question, until the student moves the edge."""
_LEAST_QUESTION, _LEAST_PLAN = 110, 140
"""Heights under which the two do not share the height any more but scroll as one, px at 100 %."""
_SCROLLS: dict[int, QScrollBar.SliderAction] = {
    Qt.Key.Key_Home: QScrollBar.SliderAction.SliderToMinimum,
    Qt.Key.Key_End: QScrollBar.SliderAction.SliderToMaximum,
    Qt.Key.Key_Space: QScrollBar.SliderAction.SliderPageStepAdd,
}
_SMALLEST_PLAN = 96
"""As small as the student can make it, px at 100 %."""


class QuestionPanel(QWidget):
    """The question above the plan; the edge between them can be moved.

    Attributes:
        pad: where the plan is written.
        aloud: reads question and sources aloud.

    Signals:
        link_activated: a link in the question or its sources was chosen; its `href` as written.
    """

    link_activated = Signal(str)

    def __init__(self, theme: Theme, media: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._share = _SHARE
        self._moved = False
        self._prompt = Prose(theme, self.tr("Question"), media, scale=1.05)
        self._about = plain_label("", "secondary", wrap=True)
        self._sources_heading = plain_label(self.tr("Sources"), "secondary")
        self._sources = Sources(theme, media)
        self._speak = IconButton(theme, "speak", self.tr("Read aloud"))
        self.aloud = QuestionAloud(self._spoken, self._speak, self)
        self.pad = PlanPad()
        self._lay_out()
        for text in (self._prompt, self._sources):
            text.link_activated.connect(self.link_activated)
        self._split.splitterMoved.connect(self._note_move)
        self._content.installEventFilter(self)
        theme.changed.connect(self._give_room)

    def show_question(self, question: Question | None) -> None:
        """Show what is asked; None when the pack no longer has the question."""
        self.aloud.stop()
        if question is None:
            self._prompt.show_html("<p>" + self.tr("This question is no longer in the pack.") + "</p>")
            self._about.setText("")
        else:
            self._prompt.show_html(question.html)
            self._about.setText(about_question(question))
        sources = question.sources if question is not None else ""
        self._sources.show_html(sources)
        for part in (self._sources_heading, self._sources):
            part.setVisible(bool(sources))
        self._share = _SHARE_WITH_SOURCES if sources else _SHARE
        self._moved = False
        self._scroll.verticalScrollBar().setValue(0)
        self._fit()

    def _spoken(self) -> str:
        """The question and its sources, as they are read aloud."""
        return "\n".join(filter(None, (self._prompt.toPlainText(), self._sources.toPlainText())))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the height of the question, which depends on its width."""
        if watched is self._content and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the height anew."""
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        self._content = QWidget()
        self._inner = QVBoxLayout(self._content)
        self._inner.setContentsMargins(0, 0, 0, 0)
        self._heading = plain_label(self.tr("Question"), "secondary")
        above = QHBoxLayout()
        above.addWidget(self._heading, 1)
        above.addWidget(self._speak)
        self._inner.addLayout(above)
        for part in (self._prompt, self._about):
            self._inner.addWidget(part)
        self._inner.addWidget(self._sources_heading)
        self._inner.addWidget(self._sources)
        self._inner.addStretch(1)
        self._scroll = _Scrolling(self._content)
        self._question_card = Card(self._theme, beyond=BEYOND)
        self._question_card.body.addWidget(self._scroll)
        self.pad.setProperty("role", "page")
        self.pad.setAccessibleName(self.tr("Plan"))
        self.pad.setPlaceholderText(self.tr("A few words for each paragraph. Your plan is saved with the essay."))
        self.pad.setTabChangesFocus(True)
        plan = Card(self._theme, self.tr("Plan"), beyond=BEYOND)
        plan.body.addWidget(self.pad, 1)
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.setChildrenCollapsible(False)
        self._split.addWidget(self._question_card)
        self._split.addWidget(plan)
        self._plan_card = plan
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(_Scrolling(self._split))
        self._give_room()

    @Slot()
    def _note_move(self) -> None:
        self._moved = True

    def _fit(self) -> None:
        """Give the question the height that it needs, as far as the plan stays usable."""
        px, gap = self._theme.px, self._split.handleWidth()
        edges = self._question_card.sizeHint().height() - self._scroll.sizeHint().height()
        needed = self._inner.sizeHint().height() + edges
        room = self.height() - gap
        if room < px(_LEAST_QUESTION + _LEAST_PLAN):
            # Neither would be usable: each gets what it needs, and the panel scrolls.
            self._question_card.setMinimumHeight(needed)
            self._plan_card.setMinimumHeight(px(_LEAST_PLAN))
            return
        self._question_card.setMinimumHeight(min(needed, px(_LEAST_QUESTION)))
        self._plan_card.setMinimumHeight(px(_SMALLEST_PLAN))
        if not self._moved:
            question = min(needed, round(room * self._share), room - px(_LEAST_PLAN))
            self._split.setSizes([question, room - question])

    @Slot()
    def _give_room(self) -> None:
        self._split.setHandleWidth(self._theme.px(14))
        self._inner.setSpacing(self._theme.px(6))
        side = self._theme.px(BEYOND)
        for label in (self._heading, self._about):
            label.setContentsMargins(side, 0, side, 0)
        self._sources_heading.setContentsMargins(side, self._theme.px(8), side, 0)
        self.pad.document().setDocumentMargin(side - 2)  # inside the frame of 2 px that the ring of focus fills
        self._fit()


class PlanPad(QPlainTextEdit):
    """Where the plan is written.

    Attributes:
        own_words: with the attempt's id here, nothing is pasted but what was copied in that attempt; usually empty.

    Signals:
        refused: something from elsewhere was not pasted.
    """

    refused = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.own_words = ""

    def createMimeDataFromSelection(self) -> QMimeData:
        """What is copied, marked as the student's own."""
        return mark_own(super().createMimeDataFromSelection(), self.own_words)

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in what is pasted or dropped, unless it comes from elsewhere and may not."""
        if is_own(source, self.own_words):
            super().insertFromMimeData(source)
        else:
            self.refused.emit()


class _Scrolling(QScrollArea):
    """Scrolls what is in it up and down; the texts in it have the focus, and leave it the keys that scroll."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll, also with the keys that Qt does not know here; while all is seen, leave them to what is round it."""
        bar = self.verticalScrollBar()
        if bar.maximum() == 0:
            event.ignore()
        elif event.key() in _SCROLLS:
            bar.triggerAction(_SCROLLS[event.key()])
        else:
            super().keyPressEvent(event)

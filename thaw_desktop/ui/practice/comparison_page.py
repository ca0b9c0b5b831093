"""Two answers to one question side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.practice.wording import about_attempt
from thaw_desktop.ui.widgets import ElidedLabel, button, plain_label
from thaw_desktop.ui.widgets.essay_page import EssayPage

if TYPE_CHECKING:
    from datetime import datetime

    from thaw_desktop.practice.marking import FinishedAttempt
    from thaw_desktop.ui.theme import Theme


class ComparisonPage(QWidget):
    """The earlier essay at the left, the later at the right, and which points only one of them makes.

    Attributes:
        essays: the two texts.
        points: says what the later essay gained and what it lost.

    Signals:
        back_asked: back to the list.
    """

    back_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._back = button(self.tr("‹ Essays"), "quiet", description=self.tr("Back to your essays (Esc)"))
        self._title = ElidedLabel("", "heading")
        self.points = plain_label("", wrap=True)
        self.essays = (EssayPage(theme, self.tr("The earlier essay")), EssayPage(theme, self.tr("The later essay")))
        self._heads = (plain_label("", "secondary", wrap=True), plain_label("", "secondary", wrap=True))
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(self._title, 1)
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.setChildrenCollapsible(False)
        halves.setHandleWidth(theme.px(14))
        for about, essay in zip(self._heads, self.essays, strict=True):
            essay.setReadOnly(True)
            side = QWidget()
            column = QVBoxLayout(side)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(about)
            column.addWidget(essay, 1)
            halves.addWidget(side)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(20), theme.px(12), theme.px(20), theme.px(16))
        whole.setSpacing(theme.px(10))
        whole.addLayout(head)
        whole.addWidget(self.points)
        whole.addWidget(halves, 1)
        self._back.clicked.connect(self._ask_back)
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask_back)
        self.setFocusProxy(self.essays[0])

    def show_pair(self, earlier: FinishedAttempt, later: FinishedAttempt, zone: datetime) -> None:
        """Show two essays on one question.

        Args:
            earlier: the one that was written first.
            later: the other.
            zone: any moment in the student's time zone.
        """
        question = later.question
        self._title.setText(question.title if question is not None else self.tr("A question no longer in the pack"))
        for finished, about, essay in zip((earlier, later), self._heads, self.essays, strict=True):
            about.setText(about_attempt(finished.attempt, zone))
            essay.set_text(finished.text)
            essay.show_overtime(finished.overtime_at)
        before, after = _made(earlier), _made(later)
        texts = {point.id: point.text for point in question.points} if question is not None else {}
        gained = [text for one, text in texts.items() if one in after - before]
        lost = [text for one, text in texts.items() if one in before - after]
        told = []
        if gained:
            told.append(self.tr("New in the later essay: {points}").format(points=" ".join(gained)))
        if lost:
            told.append(self.tr("In the earlier one only: {points}").format(points=" ".join(lost)))
        same = self.tr("Both make the same points.") if texts else ""
        self.points.setText("\n".join(told) or same)
        self.points.setVisible(bool(self.points.text()))

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return usable(*self.essays)

    @Slot()
    def _ask_back(self) -> None:
        self.back_asked.emit()


def _made(finished: FinishedAttempt) -> set[str]:
    """The points that the student says were made, or before marking those that were found."""
    if finished.made is not None:
        return {point for point, made in finished.made.items() if made}
    return {one.point_id for one in finished.coverage if one.covered}

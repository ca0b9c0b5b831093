"""The list and the answer: side by side where there is room, one in place of the other where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import button

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.ui.theme import Theme

# Pixels at 100 %.
_SPLIT_FROM = 840
_LIST_WIDTH = 380


class Split(QWidget):
    """Lays out the two parts.

    Signals:
        back_wanted: leave the answer that stands in place of the list.

    Attributes:
        wide: whether both parts are seen.
        answer_open: where only one is seen, whether it is the answer.
    """

    back_wanted = Signal()

    def __init__(self, theme: Theme, results: QWidget, answer: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._results, self._answer = results, answer
        self.wide = True
        self.answer_open = False
        self._back = button(self.tr("← All results"), "quiet", description=self.tr("Esc"))
        self._back.setAutoDefault(True)
        self._back.clicked.connect(self._ask_for_back)
        right = QWidget()
        self._right = right
        column = QVBoxLayout(right)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(answer, 1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.addWidget(results)
        self._row.addWidget(right, 1)
        self._arrange()
        theme.changed.connect(self._arrange)

    def show_answer(self, *, shown: bool) -> None:
        """Where only one part is seen, let it be the answer or the list."""
        self.answer_open = shown
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show both parts when there is room."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    @Slot()
    def _ask_for_back(self) -> None:
        self.back_wanted.emit()

    @Slot()
    def _arrange(self) -> None:
        px = self._theme.px
        self.wide = self.width() >= px(_SPLIT_FROM)
        self._row.setSpacing(px(14))
        self._results.setMinimumWidth(px(_LIST_WIDTH) if self.wide else 0)
        self._results.setMaximumWidth(px(_LIST_WIDTH) if self.wide else 16_777_215)  # Qt's own "no limit"
        self._back.setVisible(not self.wide)
        self._results.setVisible(self.wide or not self.answer_open)
        self._right.setVisible(self.wide or self.answer_open)

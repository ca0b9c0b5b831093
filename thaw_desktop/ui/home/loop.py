"""How Thaw works, for the first day: read, recall, write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import Card, button, plain_label
from thaw_desktop.ui.widgets.rows import RowsLayout

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

_WIDE_FROM = 640


class LoopCard(Card):
    """Three short steps side by side; each leads to its tab."""

    def __init__(self, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_heading(self.tr("How Thaw works"))
        self._navigator = navigator
        steps = QWidget()
        rows = RowsLayout(theme, _WIDE_FROM, steps, gap=24)
        rows.add_row(
            [
                self._step(
                    self.tr("1  Read"),
                    self.tr("Short sections of notes. Mark one as read when you have finished it."),
                    self.tr("Open the notes"),
                    self._read,
                ),
                self._step(
                    self.tr("2  Recall"),
                    self.tr("Cards ask for the key points, and come back when you are about to forget."),
                    self.tr("Open the cards"),
                    self._recall,
                ),
                self._step(
                    self.tr("3  Write"),
                    self.tr("An essay under the clock. The points it misses become tomorrow’s cards."),
                    self.tr("Open the questions"),
                    self._write,
                ),
            ]
        )
        self.body.addWidget(steps)
        self.body.addStretch(1)

    def _step(self, name: str, sentence: str, action: str, go: Callable[[], None]) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        link = button(action)
        link.setAccessibleDescription(f"{name}: {sentence}")
        link.clicked.connect(go)
        column.addWidget(plain_label(name, "body", tone="primary"))
        column.addWidget(plain_label(sentence, "secondary", wrap=True))
        column.addSpacing(self._theme.px(8))
        column.addStretch(1)
        column.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    @Slot()
    def _read(self) -> None:
        self._navigator.go("notes")

    @Slot()
    def _recall(self) -> None:
        self._navigator.go("flashcards")

    @Slot()
    def _write(self) -> None:
        self._navigator.go("practice")

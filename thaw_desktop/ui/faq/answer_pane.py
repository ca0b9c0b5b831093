"""Beside the list: the answer, and below an own one what can be done with it."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import EmptyState, FlowLayout, ReadingView, button

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.ui.theme import Theme


class AnswerPane(QStackedWidget):
    """Shows a page, or a sentence while there is none.

    Signals:
        change_wanted: the own question that is shown is to be changed, or the open one answered.
        remove_wanted: it is to be thrown away.

    Attributes:
        view: the page.
    """

    change_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._html = ""
        self.view = ReadingView(theme, self.tr("Answer"))
        self._nothing = EmptyState(theme, "", "")
        self.change = button("", description=self.tr("Ctrl+E"))
        self.remove = button("", "quiet")
        self._actions = QWidget()
        flow = FlowLayout(self._actions, theme.px(8))
        flow.addWidget(self.change)
        flow.addWidget(self.remove)
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.view, 1)
        column.addWidget(self._actions)
        self.addWidget(self._nothing)
        self.addWidget(page)
        self.change.clicked.connect(self._ask_change)
        self.remove.clicked.connect(self._ask_remove)
        keys = QShortcut(QKeySequence("Ctrl+E"), self)
        keys.setContext(Qt.ShortcutContext.WindowShortcut)
        keys.activated.connect(self._ask_change)
        self.show_nothing()

    def show_nothing(self, *, missed: bool = False) -> None:
        """Show no answer: nothing was chosen yet, or nothing was found."""
        if missed:
            self._nothing.set_text(
                self.tr("No answer to that yet"),
                self.tr("Keep the question and answer it later, or choose another from the list."),
            )
        else:
            self._nothing.set_text(
                self.tr("Choose a question"),
                self.tr("Press Down to go through the questions, or type your own: the best answer comes first."),
            )
        self.setCurrentIndex(0)

    def show_answer(self, title: str, html: str, media: Callable[[str], bytes | None] | None, *, own: bool) -> None:
        """Show an answer from its beginning; the one that is shown already stays where it is."""
        self.change.setText(self.tr("Change…"))
        self.remove.setText(self.tr("Throw away"))
        self._show(title, html, media, actions=own)

    def show_open(self, question: str) -> None:
        """Show a question that still waits for its answer."""
        self.change.setText(self.tr("Write the answer…"))
        self.remove.setText(self.tr("No longer needed"))
        told = self.tr(
            "You kept this question. Once you know the answer, write it down: it then stands among the others."
        )
        html = (
            f'<h2>{escape(question)}</h2><p class="secondary">{escape(self.tr("Still open"))}</p><p>{escape(told)}</p>'
        )
        self._show(question, html, None, actions=True)

    def forget(self) -> None:
        """Draw the next answer anew, even if it reads the same: its pictures may be others."""
        self._html = ""

    def _show(self, title: str, html: str, media: Callable[[str], bytes | None] | None, *, actions: bool) -> None:
        self._actions.setVisible(actions)
        self.setCurrentIndex(1)
        if html != self._html:
            self._html = html
            self.view.show_page(html, media)
            self.view.setAccessibleName(title)

    @Slot()
    def _ask_change(self) -> None:
        if self.currentIndex() == 1 and self._actions.isVisibleTo(self):
            self.change_wanted.emit()

    @Slot()
    def _ask_remove(self) -> None:
        self.remove_wanted.emit()

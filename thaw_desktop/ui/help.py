"""The help pages, in a window beside the main one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from thaw_desktop.content.page import render_page
from thaw_desktop.ui.widgets import ReadingView

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.ui.theme import Theme

_FILES = ("using-thaw.md", "writing-a-pack.md")
# Qt lets a line of code run out of the column, where nobody could read it.
_WRAPPED_CODE = "<style>pre { white-space: pre-wrap; }</style>"


class HelpDialog(QDialog):
    """Shows one of our own Markdown pages at a time, each read from the resources when it is opened.

    Attributes:
        bar: the choice of pages. Left and Right go through it when it has the focus, Ctrl+Tab from anywhere.
        view: the page, which has the focus first, so that the arrow keys scroll it.
    """

    def __init__(self, theme: Theme, folder: Path, parent: QWidget | None = None) -> None:
        """Open the first page.

        Args:
            theme: colours and fonts.
            folder: where the pages lie.
            parent: the owner.
        """
        super().__init__(parent)
        self._folder = folder
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        # With large text the usual size can be larger than the screen.
        self.resize(QSize(theme.px(720), theme.px(680)).boundedTo(self.screen().availableSize()))
        self.bar = QTabBar()
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        self.bar.setAccessibleName(self.tr("Help pages"))
        for title in (self.tr("Using Thaw"), self.tr("Writing a pack")):
            self.bar.addTab(title)
        self.view = ReadingView(theme, self.tr("Help"))
        top = QFrame()
        top.setProperty("role", "header")
        row = QHBoxLayout(top)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.addWidget(self.bar)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addWidget(self.view, 1)
        self.bar.currentChanged.connect(self._show)
        for keys, slot in (("Ctrl+Tab", self._next), ("Ctrl+Shift+Tab", self._previous)):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self._show(0)
        self.view.setFocus()

    @Slot(int)
    def _show(self, number: int) -> None:
        text = (self._folder / _FILES[number]).read_text(encoding="utf-8")
        self.view.show_page(_WRAPPED_CODE + render_page(text))

    @Slot()
    def _next(self) -> None:
        self._turn(1)

    @Slot()
    def _previous(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % self.bar.count())

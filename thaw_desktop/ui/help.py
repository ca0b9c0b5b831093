"""The help pages, in a window beside the main one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSize, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from thaw_desktop.content.page import render_page
from thaw_desktop.ui.notes.find import FindBar
from thaw_desktop.ui.overlay import ColourSheet
from thaw_desktop.ui.page_finder import PageFinder
from thaw_desktop.ui.widgets import IconButton, ReadingView

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.ui.theme import Theme

_FILES = ("using-thaw.md", "writing-a-pack.md")
_HANGING = 28
"""How far the rest of a line of code that is too long stands in, px at 100 %."""
_HEADING = re.compile(r"<h2>(.*?)</h2>", re.DOTALL)


class HelpDialog(QDialog):
    """Shows one of our own Markdown pages at a time, each read from the resources when it is opened.

    Attributes:
        bar: the choice of pages. Left and Right go through it when it has the focus, Ctrl+Tab from anywhere.
        view: the page, which has the focus first, so that the arrow keys scroll it.
        find_bar: finds words on the page; Ctrl+F opens it.
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
        self._theme = theme
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
        self.find_bar = FindBar(theme)
        self._finder = PageFinder(theme, self.view, self.find_bar)
        search = IconButton(theme, "search", self.tr("Find on this page (Ctrl+F)"))
        search.clicked.connect(self.find_bar.open_bar)
        top = QFrame()
        top.setProperty("role", "header")
        row = QHBoxLayout(top)
        row.setContentsMargins(theme.px(12), 0, theme.px(12), 0)
        row.addWidget(self.bar)
        row.addStretch(1)
        row.addWidget(search)
        finding = QHBoxLayout()
        finding.setContentsMargins(theme.px(20), theme.px(6), theme.px(20), 0)
        finding.addWidget(self.find_bar)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(top)
        layout.addLayout(finding)
        layout.addWidget(self.view, 1)
        self.bar.currentChanged.connect(self._show)
        for keys, slot in (
            ("Ctrl+Tab", self._next),
            ("Ctrl+Shift+Tab", self._previous),
            ("Ctrl+F", self.find_bar.open_bar),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(slot)
        self.setTabOrder(self.bar, self.view)  # the search button has its key
        self._show(0)
        self.view.setFocus()
        ColourSheet(theme, self)

    @Slot(int)
    def _show(self, number: int) -> None:
        text = (self._folder / _FILES[number]).read_text(encoding="utf-8")
        self.view.show_page(_code_style(self._theme.px(_HANGING)) + with_contents(render_page(text)))
        self._finder.look_again()

    def reject(self) -> None:
        """Esc closes the find bar first, then the window."""
        if self.find_bar.isVisible():
            self.find_bar.close_bar()
        else:
            super().reject()

    @Slot()
    def _next(self) -> None:
        self._turn(1)

    @Slot()
    def _previous(self) -> None:
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self.bar.setCurrentIndex((self.bar.currentIndex() + by) % self.bar.count())


def with_contents(html: str) -> str:
    """A page with links to its parts under its title."""
    titles = _HEADING.findall(html)
    if len(titles) < 2:
        return html
    links = " · ".join(
        f'<a href="#part-{number}">{re.sub("<[^>]*>", "", title)}</a>' for number, title in enumerate(titles)
    )
    told = QCoreApplication.translate("HelpDialog", "On this page:")
    numbers = iter(range(len(titles)))

    def anchored(found: re.Match[str]) -> str:
        return f'<h2><a name="part-{next(numbers)}"></a>{found[1]}</h2>'

    head, title_end, rest = _HEADING.sub(anchored, html).partition("</h1>")
    return f'{head}{title_end}<p class="secondary">{told} {links}</p>{rest}'


def _code_style(hanging: int) -> str:
    """Qt lets a line of code run out of the column, where nobody could read it: broken, the rest of it stands in."""
    return f"<style>pre {{ white-space: pre-wrap; margin-left: {hanging}px; text-indent: -{hanging}px; }}</style>"

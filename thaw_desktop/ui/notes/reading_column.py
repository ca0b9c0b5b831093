"""The middle column: a few buttons, the find bar, the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui.notes.find import FindBar
from thaw_desktop.ui.widgets import IconButton, button

if TYPE_CHECKING:
    from thaw_desktop.ui.notes.page import Page
    from thaw_desktop.ui.theme import Theme


class ReadingColumn(QWidget):
    """Holds the page and what steers it.

    Signals:
        outline_wanted: show the outline.
        aside_wanted: show what stands beside the page.

    Attributes:
        back: the button that goes back.
        forward: the button that goes forward.
        find_bar: finds words on the page.
        page: what is read.
    """

    outline_wanted = Signal()
    aside_wanted = Signal()

    def __init__(self, theme: Theme, page: Page, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.page = page
        self.back = IconButton(theme, "chevron-left", self.tr("Back (Alt+Left)"))
        self.forward = IconButton(theme, "chevron-right", self.tr("Forward (Alt+Right)"))
        self._outline = button(self.tr("Contents"), "quiet", description=self.tr("F6 and Shift+F6 lead there and back"))
        self._aside = button(self.tr("Study aids"), "quiet", description=self.tr("F6 and Shift+F6 lead there and back"))
        self._search = IconButton(theme, "search", self.tr("Find on this page (Ctrl+F)"))
        self.find_bar = FindBar(theme)
        self._tools = QHBoxLayout()
        self._tools.addWidget(self.back)
        self._tools.addWidget(self.forward)
        self._tools.addStretch(1)
        for part in (self._outline, self._aside, self._search):
            self._tools.addWidget(part)
        self._other: QWidget | None = None
        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._tools)
        column.addWidget(self.find_bar)
        column.addWidget(page, 1)
        for one in (self._outline, self._aside):
            one.setAutoDefault(True)
            one.setCheckable(True)
        self._outline.clicked.connect(self._ask_for_outline)
        self._aside.clicked.connect(self._ask_for_aside)
        self._search.clicked.connect(self.begin_find)
        self.find_bar.edited.connect(self._find)
        self.find_bar.next_wanted.connect(self._find_next)
        self.find_bar.previous_wanted.connect(self._find_previous)
        self.find_bar.closed.connect(self._end_find)
        self._give_room()
        theme.changed.connect(self._give_room)

    def put_hiding(self, switch: QWidget, bar: QWidget) -> None:
        """Put a button before the search, and what belongs to it above the page."""
        self._tools.insertWidget(self._tools.indexOf(self._search), switch)
        self.setTabOrder(self._aside, switch)  # made after the page, Tab would come to it after the page
        self._column.insertWidget(self._column.indexOf(self.page), bar)

    def show_panels(self, *, outline: bool | None, aside: bool | None) -> None:
        """Say which panels can be asked for here and which one is seen; None for one that cannot be asked for."""
        for one, seen in ((self._outline, outline), (self._aside, aside)):
            one.setVisible(seen is not None)
            one.setChecked(bool(seen))

    def show_other(self, other: QWidget | None) -> None:
        """Show something else in the place of the page; None for the page."""
        if other is self._other:
            return
        if self._other is not None:
            self._other.hide()
        self._other = other
        if other is not None:
            self.find_bar.hide()
            if self._column.indexOf(other) < 0:
                self._column.addWidget(other, 1)
            other.show()
        self.page.setVisible(other is None)
        self._search.setVisible(other is None)

    @property
    def shows_other(self) -> bool:
        """Whether something else stands in the place of the page."""
        return self._other is not None

    def add_tool(self, tool: QWidget) -> None:
        """Add a button after the others."""
        last = self._tools.itemAt(self._tools.count() - 1)
        before = last.widget() if last is not None else None
        self._tools.addWidget(tool)
        if before is not None:
            self.setTabOrder(before, tool)

    def put_above(self, part: QWidget, stretch: int = 0) -> None:
        """Put something between the find bar and the page."""
        self._column.insertWidget(self._column.indexOf(self.page), part, stretch)

    @Slot()
    def _ask_for_outline(self) -> None:
        self.outline_wanted.emit()

    @Slot()
    def _ask_for_aside(self) -> None:
        self.aside_wanted.emit()

    @Slot()
    def begin_find(self) -> None:
        """Open the find bar."""
        self.find_bar.open_bar()

    @Slot(str)
    def _find(self, text: str) -> None:
        self.page.find_words(text)
        self._show_found()

    @Slot()
    def _find_next(self) -> None:
        self.page.show_next_hit()
        self._show_found()

    @Slot()
    def _find_previous(self) -> None:
        self.page.show_next_hit(-1)
        self._show_found()

    @Slot()
    def _end_find(self) -> None:
        self.page.find_words("")
        self.page.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_found(self) -> None:
        self.find_bar.show_count(self.page.current, self.page.hits)

    @Slot()
    def _give_room(self) -> None:
        self._tools.setContentsMargins(0, 0, 0, self._theme.px(6))
        self._tools.setSpacing(self._theme.px(2))

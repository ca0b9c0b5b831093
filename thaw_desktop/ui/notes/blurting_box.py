"""In the aside: begin a blurt of the section, or of a part of it, and see how it went last time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import button

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.ui.theme import Theme


class BlurtBox(QWidget):
    """Up to three buttons.

    Attributes:
        whole: blurts the whole section, or goes on with what waits.
        part: offers the subsections.
        past: leads to what was written before.

    Signals:
        wanted: blurt a section or subsection; carries its id.
        past_wanted: look back at what was written.
    """

    wanted = Signal(str)
    past_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._section = ""
        self.whole = button("", "primary", description=self.tr("Key: B on the page"))
        self.part = button(self.tr("Blurt a part of it…"), "quiet")
        self._menu = QMenu(self)
        self.part.setMenu(self._menu)
        self.past = button("", "quiet", description=self.tr("Look back at what you wrote"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for one in (self.whole, self.part, self.past):
            self._column.addWidget(one)
        self.whole.clicked.connect(self.begin)
        self.past.clicked.connect(self.past_wanted)
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_section(self, section: str, parts: Mapping[str, str], waiting: Mapping[str, bool], past: str) -> None:
        """Offer a section.

        Args:
            section: its id.
            parts: id → title of its subsections.
            waiting: id of a section or subsection with an unfinished blurt → whether its writing is over.
            past: how it went last time, in words; empty when there was none.
        """
        self._section = next(iter(waiting), section)
        if not waiting:
            self.whole.setText(self.tr("Blurt this section"))
        elif waiting[self._section]:
            self.whole.setText(self.tr("See what you recalled"))
        else:
            self.whole.setText(self.tr("Go on with your blurt"))
        self._menu.clear()
        for part, title in parts.items():
            action = QAction(title.replace("&", "&&"), self._menu)
            action.setData(part)
            action.triggered.connect(self._begin_part)
            self._menu.addAction(action)
        self.part.setVisible(bool(parts))
        self.past.setText(past)
        self.past.setVisible(bool(past))

    @Slot()
    def begin(self) -> None:
        """Blurt the section, or go on with what waits."""
        if self._section:
            self.wanted.emit(self._section)

    @Slot()
    def _begin_part(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.wanted.emit(str(action.data()))

    @Slot()
    def _give_room(self) -> None:
        self._column.setSpacing(self._theme.px(6))

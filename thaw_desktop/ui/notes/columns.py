"""Outline, page and what helps beside it: three columns where there is room, fewer where there is not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from thaw_desktop.ui.panes import enter
from thaw_desktop.ui.widgets import button

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.ui.theme import Theme

Panel = Literal["outline", "aside"]

# Pixels at 100 %.
_WIDE_FROM, _MEDIUM_FROM = 1000, 720
_OUTLINE_WIDTH, _ASIDE_WIDTH = 228, 256


class Columns(QWidget):
    """Lays out the three parts.

    Wide: all three. Medium: the page, and at its left the outline or the aside. Narrow: one of the three.

    Signals:
        arranged: which parts are seen has changed.
        page_wanted: a panel was closed, and the page should have the focus.

    Attributes:
        form: wide, medium or narrow.
        panel: what stands beside the page (medium) or in its place (narrow); empty for the page alone.
    """

    arranged = Signal()
    page_wanted = Signal()

    def __init__(
        self, theme: Theme, outline: QWidget, page: QWidget, aside: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._outline, self._page, self._aside = outline, page, aside
        self._aside_useful = True
        self.form: Literal["wide", "medium", "narrow"] = "wide"
        self.panel: Panel | Literal[""] = "outline"
        self._back = button(self.tr("← Back to the page"), "quiet", description=self.tr("Esc"))
        self._back.setAutoDefault(True)
        self._back.clicked.connect(self.close_panel)
        self._rows = QVBoxLayout(self)
        self._rows.addWidget(self._back, 0, Qt.AlignmentFlag.AlignLeft)
        self._columns = QHBoxLayout()
        self._rows.addLayout(self._columns, 1)
        for part in (outline, page, aside):
            self._columns.addWidget(part)
        self._columns.setStretchFactor(page, 1)
        self._arrange()
        theme.changed.connect(self._arrange)

    def set_aside_useful(self, useful: bool) -> None:
        """Say whether the page has anything to show beside it."""
        if useful != self._aside_useful:
            self._aside_useful = useful
            if not useful and self.panel == "aside":
                self.panel = "outline" if self.form == "medium" else ""
            self._arrange()

    @property
    def aside_useful(self) -> bool:
        """Whether the page has anything to show beside it."""
        return self._aside_useful

    def show_panel(self, panel: Panel) -> None:
        """Show the outline or the aside; where both are seen, nothing changes."""
        if self.form != "wide":
            self.panel = panel
            self._arrange()
        enter(self._outline if panel == "outline" else self._aside)

    @Slot()
    def close_panel(self) -> None:
        """Come back to the page where a panel has taken its place."""
        if self.form == "narrow" and self.panel:
            self.panel = ""
            self._arrange()
            self.page_wanted.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many columns as there is room for."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._arrange()

    @Slot()
    def _arrange(self) -> None:
        px = self._theme.px
        before = self.form
        if self.width() >= px(_WIDE_FROM):
            self.form = "wide"
        else:
            self.form = "medium" if self.width() >= px(_MEDIUM_FROM) else "narrow"
        if self.form != before:
            # A panel that covered the page closes; beside the page stands the outline until another is wanted.
            self.panel = "" if self.form == "narrow" else "outline"
        narrow = self.form == "narrow"
        covered = narrow and bool(self.panel)
        self._outline.setVisible(self.form == "wide" or self.panel == "outline")
        self._aside.setVisible(self._aside_useful and (self.form == "wide" or self.panel == "aside"))
        self._page.setVisible(not covered)
        self._back.setVisible(covered)
        for part, width in ((self._outline, _OUTLINE_WIDTH), (self._aside, _ASIDE_WIDTH)):
            part.setMinimumWidth(0 if narrow else px(width))
            part.setMaximumWidth(16_777_215 if narrow else px(width))  # Qt's own "no limit"
        # In a window of medium width the aside takes the place of the outline, so that the page stays where it is.
        wanted = 0 if self.form == "medium" else 2
        if self._columns.indexOf(self._aside) != wanted:
            self._columns.removeWidget(self._aside)
            self._columns.insertWidget(wanted, self._aside)
        edge = px(20) if self.form == "wide" else px(12)
        self._rows.setContentsMargins(edge, edge, edge, edge)
        self._rows.setSpacing(px(8))
        self._columns.setSpacing(px(14))
        self.arranged.emit()

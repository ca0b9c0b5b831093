"""Where the parts of the writing view stand: three columns, or a strip above the page where there is less room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from PySide6.QtWidgets import QGridLayout

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.practice.side_panel import SidePanel
    from thaw_desktop.ui.theme import Theme

_WIDE_FROM, _WIDE_WITH_SOURCES_FROM = 960, 1060
"""Width from which there are three columns, px at 100 %."""
_BESIDE_FROM = 680
"""Width from which sources stay beside the page, under a strip with the clock, px at 100 %."""
_LEFT, _LEFT_WITH_SOURCES = 264, (320, 480)
"""Width of the question's column, px at 100 %; with sources a third of the window, between two bounds."""
_SIDE = 208
"""Width of the clock's column, px at 100 %."""
_ANY_WIDTH = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which PySide does not name."""

Form = Literal["wide", "beside", "narrow", ""]


class WritingLayout(QGridLayout):
    """Notices above, the question at the left, the page in the middle, the clock at the right.

    In a narrow window the clock is a strip above, and the question stands in the page's place when it is asked for.
    Sources are read again and again while one writes: they stay beside the page as long as there is any room.

    Attributes:
        form: which of its forms it has; empty before the first.
    """

    def __init__(self, theme: Theme, notices: QWidget, left: QWidget, page: QWidget, side: SidePanel) -> None:
        """Take the parts in; the widget that owns the layout calls `arrange` when its size is known.

        Args:
            theme: gives the scale.
            notices: what stands above all.
            left: question and plan.
            page: what is written on.
            side: clock, words and buttons.
        """
        super().__init__()
        self._theme = theme
        self._left, self._page, self._side = left, page, side
        self.form: Form = ""
        self.addWidget(notices, 0, 0, 1, 3)

    def arrange(self, width: int, *, has_sources: bool) -> None:
        """Use the room there is, in pixels."""
        px, before = self._theme.px, self.form
        if width >= px(_WIDE_WITH_SOURCES_FROM if has_sources else _WIDE_FROM):
            self.form = "wide"
        else:
            self.form = "beside" if has_sources and width >= px(_BESIDE_FROM) else "narrow"
        narrow = self.tr("Sources and plan") if has_sources else self.tr("Question and plan")
        self._side.offer_panel(narrow if self.form == "narrow" else "")
        if before != self.form:
            self._side.set_compact(self.form != "wide")
            self._place_parts()
            self.show_panel(shown=False)
        self._set_widths(width, has_sources=has_sources)

    def show_panel(self, *, shown: bool) -> None:
        """In a narrow window: the question and the plan in place of the page."""
        narrow = self.form == "narrow"
        self._left.setVisible(shown or not narrow)
        self._page.setVisible(not (shown and narrow))

    def give_room(self) -> None:
        """Leave room between the parts, at the theme's scale."""
        px = self._theme.px
        self.setContentsMargins(px(20), px(12), px(20), px(16))
        self.setSpacing(px(14))

    def _place_parts(self) -> None:
        if self.form == "narrow":
            self.addWidget(self._side, 1, 0, 1, 3)
            self.addWidget(self._left, 2, 0, 1, 3)
            self.addWidget(self._page, 2, 0, 1, 3)
        elif self.form == "beside":
            self.addWidget(self._side, 1, 0, 1, 3)
            self.addWidget(self._left, 2, 0)
            self.addWidget(self._page, 2, 1, 1, 2)
        else:
            self.addWidget(self._left, 2, 0)
            self.addWidget(self._page, 2, 1)
            self.addWidget(self._side, 2, 2)
        self.setRowStretch(2, 1)
        self.setColumnStretch(1, 1)

    def _set_widths(self, width: int, *, has_sources: bool) -> None:
        px, left = self._theme.px, self._theme.px(_LEFT)
        if has_sources:
            least, most = map(px, _LEFT_WITH_SOURCES)
            left = max(least, min(most, width // 3))
        for part, wanted, fixed in (
            (self._left, left, self.form != "narrow"),
            (self._side, px(_SIDE), self.form == "wide"),
        ):
            part.setMinimumWidth(wanted if fixed else 0)
            part.setMaximumWidth(wanted if fixed else _ANY_WIDTH)

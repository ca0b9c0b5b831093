"""The top of the window: the name, the tabs, the open pack, settings and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QTabBar

from thaw_desktop.ui.navigator import TAB_NAMES, TabName
from thaw_desktop.ui.widgets import ElidedLabel, IconButton, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.ui.theme import Theme

_BRAND, _TABS, _PACK, _SETTINGS, _HELP = range(5)


class Header(QFrame):
    """One row where there is room; with large text or a narrow window the tabs get a row of their own.

    Signals:
        tab_chosen: the tab's name.
        settings_wanted: the settings were asked for.
        help_wanted: the help was asked for.
    """

    tab_chosen = Signal(str)
    settings_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, theme: Theme, pack_title: str) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self._theme = theme
        self._brand = plain_label(self.tr("thaw"), "heading", tone="primary")
        self._bar = self._make_bar()
        self._pack = ElidedLabel(pack_title, "secondary")
        self._settings = IconButton(theme, "settings", self.tr("Settings"), shortcut="Ctrl+,")
        self._settings.clicked.connect(self._ask_settings)
        self._help = button(self.tr("Help"), "quiet", shortcut="F1")
        self._help.clicked.connect(self._ask_help)
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(0)
        for column, widget in (
            (_BRAND, self._brand),
            (_PACK, self._pack),
            (_SETTINGS, self._settings),
            (_HELP, self._help),
        ):
            self._grid.addWidget(widget, 0, column)
        self._grid.setColumnStretch(_PACK, 1)
        self._two_rows: bool | None = None
        self._arrange()
        theme.changed.connect(self._arrange)

    def _make_bar(self) -> QTabBar:
        bar = QTabBar()
        bar.setDrawBase(False)
        bar.setExpanding(False)
        bar.setAccessibleName(self.tr("Tabs"))
        titles = (
            self.tr("Home"),
            self.tr("Notes"),
            self.tr("FAQ"),
            self.tr("Flashcards"),
            self.tr("Practice"),
            self.tr("Progress"),
        )
        for number, (name, title) in enumerate(zip(TAB_NAMES, titles, strict=True), start=1):
            at = bar.addTab(title)
            bar.setTabData(at, name)
            bar.setTabToolTip(at, self.tr("{title} (Ctrl+{number})").format(title=title, number=number))
        bar.currentChanged.connect(self._bar_chosen)
        return bar

    def mark(self, name: TabName) -> None:
        """Show which tab is seen; emits nothing."""
        with QSignalBlocker(self._bar):
            self._bar.setCurrentIndex(TAB_NAMES.index(name))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the tabs their own row when one row is too narrow."""
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Arrange anew after another text size has reached the widgets."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.StyleChange, QEvent.Type.FontChange}:
            self._arrange()

    @Slot()
    def _arrange(self) -> None:
        # The stylesheet reaches the widgets late: without this they still tell the widths of the plain style.
        self._bar.ensurePolished()
        px = self._theme.px
        rest = sum(one.sizeHint().width() for one in (self._brand, self._settings, self._help))
        two_rows = self._bar.sizeHint().width() + rest + px(180) > self.width()
        self._grid.setContentsMargins(px(20), px(6) if two_rows else 0, px(12), 0)
        self._grid.setHorizontalSpacing(px(16))
        if two_rows == self._two_rows:
            return
        self._two_rows = two_rows
        side = Qt.AlignmentFlag.AlignLeft if two_rows else Qt.AlignmentFlag.AlignRight
        self._pack.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)
        if two_rows:
            self._grid.addWidget(self._bar, 1, 0, 1, _HELP + 1)
        else:
            self._grid.addWidget(self._bar, 0, _TABS)

    @Slot(int)
    def _bar_chosen(self, at: int) -> None:
        self.tab_chosen.emit(self._bar.tabData(at))

    @Slot()
    def _ask_settings(self) -> None:
        self.settings_wanted.emit()

    @Slot()
    def _ask_help(self) -> None:
        self.help_wanted.emit()

"""The top of the window: the name, the tabs, the open pack (which leads to the library), settings and help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSignalBlocker, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QGridLayout, QTabBar

from thaw_desktop.ui.navigator import TAB_NAMES, TabName
from thaw_desktop.ui.widgets import ElidedButton, IconButton, button, plain_label, set_property

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from thaw_desktop.ui.theme import Theme

_BRAND, _TABS, _SEARCH, _PACK, _SETTINGS, _HELP = range(6)
_IN_BAR = tuple(name for name in TAB_NAMES if name != "library")


class Header(QFrame):
    """One row where there is room; with large text or a narrow window the tabs get a row of their own.

    Signals:
        tab_chosen: the tab's name; `library` for the name of the pack.
        search_wanted: the field that searches everything was asked for.
        settings_wanted: the settings were asked for.
        help_wanted: the help was asked for.
    """

    tab_chosen = Signal(str)
    search_wanted = Signal()
    settings_wanted = Signal()
    help_wanted = Signal()

    def __init__(self, theme: Theme, pack_title: str) -> None:
        super().__init__()
        self.setProperty("role", "header")
        self._theme = theme
        self._brand = plain_label(self.tr("thaw"), "heading", tone="primary")
        self._bar = self._make_bar()
        self._pack = ElidedButton("")
        self._pack.setProperty("kind", "pack")
        self._pack.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # Qt sets a button's icon before its words
        self._pack.clicked.connect(self._ask_library)
        self.show_pack(pack_title)
        keys = QKeySequence("Ctrl+K").toString(QKeySequence.SequenceFormat.NativeText)
        self._search_texts = (self.tr("Search  {keys}").format(keys=keys), self.tr("Search"))
        self._search = button(
            self._search_texts[0],
            "search",
            description=self.tr("Search everything: notes, answers, terms, cards, questions, your own texts, commands"),
        )
        self._search.setAccessibleName(self.tr("Search everything"))
        self._search.clicked.connect(self._ask_search)
        self._settings = IconButton(theme, "settings", self.tr("Settings"), shortcut="Ctrl+,")
        self._settings.clicked.connect(self._ask_settings)
        self._help = button(self.tr("Help"), "quiet", shortcut="F1")
        self._help.clicked.connect(self._ask_help)
        self._grid = QGridLayout(self)
        self._grid.setVerticalSpacing(0)
        for column, widget in (
            (_BRAND, self._brand),
            (_SEARCH, self._search),
            (_PACK, self._pack),
            (_SETTINGS, self._settings),
            (_HELP, self._help),
        ):
            self._grid.addWidget(widget, 0, column)
        self._grid.setColumnStretch(_PACK, 1)
        self._two_rows: bool | None = None
        self._arrange()
        theme.changed.connect(self._arrange)

    def _make_bar(self) -> _TabBar:
        bar = _TabBar()
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
        for number, (name, title) in enumerate(zip(_IN_BAR, titles, strict=True), start=1):
            at = bar.addTab(title)
            bar.setTabData(at, name)
            bar.setTabToolTip(at, self.tr("{title} (Ctrl+{number})").format(title=title, number=number))
        bar.currentChanged.connect(self._bar_chosen)
        bar.tabBarClicked.connect(self._bar_clicked)
        bar.entered.connect(self._bar_clicked)
        return bar

    def mark(self, name: TabName) -> None:
        """Show which tab is seen; emits nothing. The library is none of the tabs: then none is marked."""
        in_bar = name in _IN_BAR
        set_property(self._bar, "unmarked", "" if in_bar else "yes")
        set_property(self._pack, "marked", "" if in_bar else "yes")
        if in_bar:
            with QSignalBlocker(self._bar):
                self._bar.setCurrentIndex(_IN_BAR.index(name))

    def show_pack(self, title: str) -> None:
        """Show which pack is open."""
        self._pack.setText(title)
        self._pack.setAccessibleName(self.tr("Library: {title} is open").format(title=title))
        keys = QKeySequence(f"Ctrl+{len(TAB_NAMES)}").toString(QKeySequence.SequenceFormat.NativeText)
        self._pack.setToolTip(self.tr("{title}: all packs ({keys})").format(title=title, keys=keys))

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
        arrow = self._theme.px(12)
        self._pack.setIconSize(QSize(arrow, arrow))
        self._pack.setIcon(self._theme.icon("chevron-down", "secondary"))
        # The stylesheet reaches the widgets late: without this they still tell the widths of the plain style.
        self._bar.ensurePolished()
        px = self._theme.px
        around = sum(one.sizeHint().width() for one in (self._brand, self._settings, self._help))
        short = self.width() < around + px(180) + px(200)
        self._search.setText(self._search_texts[short])
        rest = sum(one.sizeHint().width() for one in (self._brand, self._search, self._settings, self._help))
        two_rows = self._bar.sizeHint().width() + rest + px(180) > self.width()
        self._grid.setContentsMargins(px(20), px(6) if two_rows else 0, px(12), 0)
        self._grid.setHorizontalSpacing(px(16))
        if two_rows == self._two_rows:
            return
        self._two_rows = two_rows
        side = Qt.AlignmentFlag.AlignLeft if two_rows else Qt.AlignmentFlag.AlignRight
        # Absolute: a widget that runs from right to left would be put at the other side.
        place = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        self._grid.addWidget(self._pack, 0, _PACK, place)
        if two_rows:
            self._grid.addWidget(self._bar, 1, 0, 1, _HELP + 1)
        else:
            self._grid.addWidget(self._bar, 0, _TABS)

    @Slot(int)
    def _bar_chosen(self, at: int) -> None:
        self.tab_chosen.emit(self._bar.tabData(at))

    @Slot(int)
    def _bar_clicked(self, at: int) -> None:
        # The tab under the library is still the bar's current one: choosing it changes nothing in the bar.
        if at == self._bar.currentIndex():
            self.tab_chosen.emit(self._bar.tabData(at))

    @Slot()
    def _ask_library(self) -> None:
        self.tab_chosen.emit("library")

    @Slot()
    def _ask_search(self) -> None:
        self.search_wanted.emit()

    @Slot()
    def _ask_settings(self) -> None:
        self.settings_wanted.emit()

    @Slot()
    def _ask_help(self) -> None:
        self.help_wanted.emit()


class _TabBar(QTabBar):
    """Left and Right choose a tab; Enter, Space and Down go into it.

    Signals:
        entered: the student wants to be in the current tab; its place in the bar.
    """

    entered = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Lead from the tab's name into the tab, where Qt does nothing."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down}:
            self.entered.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)

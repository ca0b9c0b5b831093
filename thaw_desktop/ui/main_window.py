"""The window: a header with the tabs, a line for notices, and the tab that is seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.settings import TEXT_SCALES
from thaw_desktop.ui.header import Header
from thaw_desktop.ui.navigator import TAB_NAMES, Navigator, TabName
from thaw_desktop.ui.widgets import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from PySide6.QtGui import QCloseEvent, QShowEvent

    from thaw_desktop.core.changes import ChangeFlags
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.ui.choices import WelcomePage
    from thaw_desktop.ui.hub import Hub
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme

_SMALLEST = (800, 560)
_FIRST_SIZE = (1100, 720)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window is told about its run.

    Attributes:
        pack: id of the open pack, empty when there is none.
        pack_title: its title.
        data_folder: where the student's data lies.
        help_page: the Markdown file of the help.
        notices: plain sentences to be shown at the start.
    """

    pack: str
    pack_title: str
    data_folder: Path
    help_page: Path
    notices: tuple[str, ...] = ()


class MainWindow(QMainWindow):
    """Shows one tab at a time and builds each when it is first wanted, so that opening costs one tab.

    Attributes:
        notice: the line that tells the student a plain sentence.
    """

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        hub: Hub,
        jobs: Jobs,
        settings: SettingsStore,
        changes: ChangeFlags,
        surroundings: Surroundings,
        makers: Mapping[TabName, Callable[[], Tab]],
    ) -> None:
        super().__init__()
        self._theme = theme
        self._settings = settings
        self._changes = changes
        self._surroundings = surroundings
        self._navigator = navigator
        self._hub = hub
        self._jobs = jobs
        self._makers = makers
        self._tabs: dict[TabName, Tab] = {}
        self.setWindowTitle(self.tr("Thaw"))
        self.setMinimumSize(*_SMALLEST)
        self.notice = NoticeBar(theme)
        self._welcome_page: WelcomePage | None = None
        self._closing_unsaved = False
        self._header = Header(theme, surroundings.pack_title or self.tr("No pack"))
        self._header.tab_chosen.connect(self._tab_chosen)
        self._header.settings_wanted.connect(self.open_settings)
        self._header.help_wanted.connect(self.open_help)
        self._stack = QStackedWidget()
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._header)
        layout.addWidget(self.notice)
        layout.addWidget(self._stack, 1)
        self.setCentralWidget(middle)
        self._make_actions()
        self._restore_place()
        navigator.asked.connect(self._go)
        if not settings.current.welcomed:
            self._welcome()
        if surroundings.notices:
            self.notice.show_notice(" ".join(surroundings.notices), "caution")

    # Keys

    def _make_actions(self) -> None:
        for number, name in enumerate(TAB_NAMES, start=1):
            # A partial over a plain function's argument, not over self: it keeps nothing alive.
            self._action(f"Ctrl+{number}", partial(self._navigator.go, name))
        self._action("Ctrl+F", self._begin_find)
        self._action(QKeySequence(QKeySequence.StandardKey.ZoomIn), self._larger)
        self._action("Ctrl+=", self._larger)
        self._action(QKeySequence(QKeySequence.StandardKey.ZoomOut), self._smaller)
        self._action("Ctrl+0", self._normal_size)
        self._action(QKeySequence(QKeySequence.StandardKey.Quit), self.close)

    def _action(self, keys: str | QKeySequence, slot: Callable[[], object]) -> None:
        action = QAction(self)
        action.setShortcut(QKeySequence(keys))
        action.triggered.connect(slot)
        self.addAction(action)

    # Tabs

    def tab(self, name: TabName) -> Tab:
        """A tab by its name, built if this is the first time."""
        if name not in self._tabs:
            tab = self._makers[name]()
            tab.pack = self._surroundings.pack
            tab.setObjectName(f"tab-{name}")
            tab.trouble.connect(self._tell_trouble)
            tab.settled.connect(self._trouble_over)
            self._tabs[name] = tab
            self._stack.addWidget(tab)
            self._hub.add(tab)
        return self._tabs[name]

    def show_tab(self, name: TabName, item: str = "") -> None:
        """Show a tab, and on it an item of the open pack."""
        left = self._stack.currentWidget()
        tab = self.tab(name)
        if left is not tab and left in self._tabs.values():
            self._tabs[self._current()].leave()
        self._header.mark(name)
        self._stack.setCurrentWidget(tab)
        self._hub.show(tab)
        if item:
            tab.show_item(item)
        if left is not tab:
            tab.setFocus(Qt.FocusReason.OtherFocusReason)
            self._keep(tab=name)

    def _current(self) -> TabName:
        seen = self._stack.currentWidget()
        return next(name for name, tab in self._tabs.items() if tab is seen)

    def _last_tab(self) -> TabName:
        wanted = self._settings.current.tab
        return next((name for name in TAB_NAMES if name == wanted), TAB_NAMES[0])

    @Slot(str)
    def _tab_chosen(self, name: str) -> None:
        self._go(name, "")

    @Slot(str, str)
    def _go(self, tab: str, item: str) -> None:
        if self._header.isVisibleTo(self):
            self.show_tab(next(name for name in TAB_NAMES if name == tab), item)

    @Slot()
    def _begin_find(self) -> None:
        if self._tabs:
            self._tabs[self._current()].begin_find()

    # The first run, settings, help

    def _welcome(self) -> None:
        # Imported here, like the two dialogs below: most starts show none of them.
        from thaw_desktop.ui.choices import WelcomePage

        page = WelcomePage(self._theme, self._settings.current, str(self._surroundings.data_folder))
        page.chosen.connect(self._choose)
        page.started.connect(self._begin)
        self._welcome_page = page
        self._header.hide()
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.start.setFocus()

    @Slot()
    def _begin(self) -> None:
        self._keep(welcomed=True)
        self._header.show()
        self.show_tab(TAB_NAMES[0])
        if self._welcome_page is not None:
            self._stack.removeWidget(self._welcome_page)
            self._welcome_page.deleteLater()
            self._welcome_page = None

    @Slot()
    def open_settings(self) -> None:
        """Show the settings beside the window; what is chosen holds at once."""
        from thaw_desktop.ui.choices import SettingsDialog

        dialog = SettingsDialog(self._theme, self._settings.current, self)
        dialog.chosen.connect(self._choose)
        dialog.open()

    @Slot()
    def open_help(self) -> None:
        """Show the help page in a window of its own."""
        from thaw_desktop.ui.help import HelpDialog

        HelpDialog(self._theme, self._surroundings.help_page, self).show()

    @Slot(str, object)
    def _choose(self, name: str, value: object) -> None:
        self._keep(**{name: value})
        if name in {"theme", "text_scale"}:
            current = self._settings.current
            self._theme.apply(current.theme, current.text_scale / 100)
        self._changes.announce({"settings"})

    def _keep(self, **values: object) -> None:
        try:
            self._settings.change(**values)
        except ThawError as error:
            self._tell_trouble(error.sentence)

    @Slot()
    def _larger(self) -> None:
        self._scale_to(min((one for one in TEXT_SCALES if one > self._scale()), default=TEXT_SCALES[-1]))

    @Slot()
    def _smaller(self) -> None:
        self._scale_to(max((one for one in TEXT_SCALES if one < self._scale()), default=TEXT_SCALES[0]))

    @Slot()
    def _normal_size(self) -> None:
        self._scale_to(100)

    def _scale(self) -> int:
        return self._settings.current.text_scale

    def _scale_to(self, percent: int) -> None:
        self._choose("text_scale", percent)

    # Telling, opening, closing

    def showEvent(self, event: QShowEvent) -> None:
        """Fill the window once it stands on the screen, so that it stands there at once."""
        super().showEvent(event)
        if not self._stack.count():
            QTimer.singleShot(0, self._open_last_tab)

    @Slot()
    def _open_last_tab(self) -> None:
        if not self._stack.count():
            self.show_tab(self._last_tab())

    @Slot(str)
    def _tell_trouble(self, sentence: str) -> None:
        self.notice.show_notice(sentence, "bad")

    @Slot()
    def _trouble_over(self) -> None:
        self._closing_unsaved = False
        self.notice.dismiss()

    def tell_fault(self, sentence: str) -> None:
        """Say that something in Thaw itself went wrong."""
        self._tell_trouble(sentence)

    def _restore_place(self) -> None:
        place = self._settings.current.window
        self.resize(*_FIRST_SIZE)
        if len(place) != 5:
            return
        wanted = QRect(*place[:4])
        # A screen that has since been unplugged must not swallow the window.
        if any(screen.availableGeometry().intersects(wanted) for screen in QGuiApplication.screens()):
            self.setGeometry(wanted)
        else:
            self.resize(wanted.size())
        if place[4]:
            self.setWindowState(Qt.WindowState.WindowMaximized)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the tab that is seen write down what is not yet saved, and remember where the window stood."""
        for tab in self._tabs.values():
            tab.leave()
        if any(tab.unsaved for tab in self._tabs.values()) and not self._closing_unsaved:
            # Once: a disk that stays full must not hold the window open for ever.
            self._closing_unsaved = True
            sentence = self.tr("What you wrote last is not saved yet. Copy it elsewhere; closing again throws it away.")
            self.notice.show_notice(sentence, "bad")
            event.ignore()
            return
        place = self.normalGeometry()
        self._keep(window=(place.x(), place.y(), place.width(), place.height(), int(self.isMaximized())))
        self._jobs.close()
        event.accept()

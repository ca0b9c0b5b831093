"""The window: a header with the tabs, a line for notices, and the tab that is seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QRect, Qt, QTimer, Slot
from PySide6.QtGui import QAction, QGuiApplication, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.content.shelf import ENDING
from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.settings import TEXT_SCALES
from thaw_desktop.ui.header import Header
from thaw_desktop.ui.navigator import TAB_NAMES, Navigator, TabName
from thaw_desktop.ui.overlay import ColourSheet
from thaw_desktop.ui.pack_switch import PackSwitch
from thaw_desktop.ui.panes import pane_of, step_pane
from thaw_desktop.ui.theme.reading_style import reading_style
from thaw_desktop.ui.widgets import NoticeBar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QShowEvent

    from thaw_desktop.core.changes import ChangeFlags, Changes
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.ui.choices import WelcomePage
    from thaw_desktop.ui.hub import Hub
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.own_data.deeds import Deed
    from thaw_desktop.ui.own_data.page import OwnDataPage
    from thaw_desktop.ui.search.palette import Palette
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme

_SMALLEST = (800, 560)
_FIRST_SIZE = (1100, 720)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the window is told about its run.

    Attributes:
        packs: gives id and title of every pack there is, the one to open at first in front.
        data_folder: where the student's data lies.
        help_folder: where the pages of the help lie.
        notices: plain sentences to be shown at the start.
        palette: makes the field that searches everything, over the window.
        own_data: makes the page about the student's own data.
    """

    packs: Callable[[], dict[str, str]]
    data_folder: Path
    help_folder: Path
    notices: tuple[str, ...] = ()
    palette: Callable[[QWidget], Palette] | None = None
    own_data: Callable[[], OwnDataPage] | None = None


class MainWindow(QMainWindow):
    """Shows one tab at a time and builds each when it is first wanted, so that opening costs one tab.

    Attributes:
        notice: the line that tells the student a plain sentence.
        deed: what is to be done once the window is closed, before another one opens; None when Thaw is to end.
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
        theme.read_in(reading_style(settings.current))
        ColourSheet(theme, self)
        self.setWindowTitle(self.tr("Thaw"))
        self.setMinimumSize(*_SMALLEST)
        self.notice = NoticeBar(theme)
        self._switch = PackSwitch(self.notice, navigator, self)
        self._palette: Palette | None = None
        self._welcome_page: WelcomePage | None = None
        self._offered: list[Path] = []
        self._closing_unsaved = False
        self.deed: Deed | None = None
        self._state_before: Qt.WindowState | None = None
        self._pack = ""
        self._packs: dict[str, str] = {}
        self._header = Header(theme, "")
        self._choose_pack()
        changes.listen(self._notice_packs)
        self._header.tab_chosen.connect(self._tab_chosen)
        self._header.search_wanted.connect(self.open_search)
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
        self.setAcceptDrops(True)
        navigator.pack_asked.connect(self._follow_to_pack)
        navigator.pack_chosen.connect(self.open_pack)
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
        self._action("Ctrl+K", self.open_search)
        self._action("F6", self._next_pane)
        self._action("Shift+F6", self._previous_pane)
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
            tab.pack = self._pack
            tab.setObjectName(f"tab-{name}")
            tab.trouble.connect(self._tell_trouble)
            tab.settled.connect(self._trouble_over)
            tab.told.connect(self._tell_done)
            tab.alone.connect(self._leave_alone)
            tab.settings_asked.connect(self.open_settings_page)
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
        tab.wanted = item
        self._hub.show(tab)
        if tab.wanted:
            tab.wanted = ""
            tab.show_item(item)
        # Also for the tab that is seen already: its key leads back into it from the header or from a notice.
        if left is not tab or pane_of([tab], QApplication.focusWidget()) is None:
            tab.setFocus(Qt.FocusReason.OtherFocusReason)
        if left is not tab:
            self._keep(tab=name)

    @Slot()
    def _next_pane(self) -> None:
        self._step_pane(1)

    @Slot()
    def _previous_pane(self) -> None:
        self._step_pane(-1)

    def _step_pane(self, by: int) -> None:
        if self._tabs and self._welcome_page is None:
            around = (self._header, self.notice) if self._header.isVisible() else (self.notice,)
            step_pane(self._tabs[self._current()], around, by)

    # Packs

    @Slot(str)
    def open_pack(self, pack: str) -> None:
        """Study another pack from now on; nothing happens when there is no such pack, or under exam conditions."""
        if pack == self._pack or pack not in self._surroundings.packs() or self._state_before is not None:
            return
        for tab in self._tabs.values():
            tab.leave()  # what it remembers belongs to the pack that was open
        if any(tab.unsaved for tab in self._tabs.values()):
            self._tell_trouble(self.tr("What you wrote last is not saved yet, so this pack stays open."))
            return
        self._keep(pack=pack)
        self._choose_pack()

    @Slot(str)
    def _follow_to_pack(self, pack: str) -> None:
        """A hit or a card of another pack was opened: study that pack, and say so, since nobody asked for it."""
        packs, before = self._surroundings.packs(), self._pack
        seen = self._current() if self._tabs else TAB_NAMES[0]
        self.open_pack(pack)
        if self._pack != before:
            self._switch.tell(packs.get(self._pack, ""), (seen, before, packs.get(before, "")))

    def _choose_pack(self) -> None:
        """Let every tab show the pack that the settings name, or the first there is."""
        packs = self._surroundings.packs()
        wanted = self._settings.current.pack
        self._packs = packs
        self._pack = wanted if wanted in packs else next(iter(packs), "")
        self._header.show_pack(packs.get(self._pack, "") or self.tr("No pack"))
        for tab in self._tabs.values():
            tab.pack = self._pack
        self._hub.make_stale()

    def _notice_packs(self, changes: Changes) -> None:
        """The open pack may have been removed, or may be called something else."""
        if "packs" in changes:
            self._choose_pack()

    def changeEvent(self, event: QEvent) -> None:
        """Look again when one comes back to the window: the command line may have added or removed packs."""
        super().changeEvent(event)
        came_back = event.type() == QEvent.Type.ActivationChange and self.isActiveWindow() and bool(self._tabs)
        if came_back and self._surroundings.packs() != self._packs:
            self._changes.announce({"packs"})

    def offer_pack(self, path: Path) -> None:
        """Show the library and offer to add a pack that was double-clicked, dropped or named on the command line."""
        if self._welcome_page is not None:
            self._offered.append(path)  # after the first questions have been answered
            return
        self._navigator.go("library", str(path))
        # The window may lie under others, or stand in the task bar.
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.raise_()
        self.activateWindow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a pack that is dragged here."""
        if _dragged_packs(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Offer to add the packs that were dropped."""
        for path in _dragged_packs(event.mimeData()):
            event.acceptProposedAction()
            self.offer_pack(path)

    @Slot(bool)
    def _leave_alone(self, alone: bool) -> None:
        """Under exam conditions: full screen, and no header, by which all ways to other tabs are closed too."""
        if alone == (self._state_before is not None):
            return
        if alone:
            self._state_before = self.windowState()
            self._header.hide()
            self.setWindowState(self.windowState() | Qt.WindowState.WindowFullScreen)
        else:
            before, self._state_before = self._state_before, None
            self._header.show()
            self.setWindowState(before or Qt.WindowState.WindowNoState)

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

    @Slot()
    def open_search(self) -> None:
        """Open the field that searches everything, or close it when it is open."""
        if self._surroundings.palette is None or not self._header.isVisible():
            return
        if self._palette is None:
            self._palette = self._surroundings.palette(self)
            self._palette.command_chosen.connect(self.run_command)
        if self._palette.isVisible():
            self._palette.close_again()
        else:
            self._palette.open_on(self._pack)

    @Slot(str)
    def run_command(self, command: str) -> None:
        """Do what a command of `ui.search.commands` says, by its id."""
        name, _, value = command.partition(":")
        if name == "tab":
            self._go(value, "")
        elif name == "theme":
            self._choose("theme", value)
        elif name == "pack":
            self._navigator.study(value)
        elif name == "all-packs":
            self._choose("all_packs", not self._settings.current.all_packs)
        elif name in {"notes", "flashcards"}:
            tab = next(one for one in TAB_NAMES if one == name)
            self.show_tab(tab)
            self.tab(tab).do(value)
        elif name == "own-question":
            self._navigator.go("faq", "+")
        else:
            simple: dict[str, Callable[[], object]] = {
                "larger": self._larger,
                "smaller": self._smaller,
                "normal-size": self._normal_size,
                "add-pack": self._add_pack,
                "find": self._begin_find,
                "settings": self.open_settings,
                "reading-settings": self.open_reading_settings,
                "own-data": self.open_own_data,
                "card-settings": partial(self.open_settings_page, "flashcards"),
                "help": self.open_help,
                "quit": self.close,
            }
            simple[name]()

    def _add_pack(self) -> None:
        # Imported here: the tab is imported when it is first shown.
        from thaw_desktop.ui.library.tab import LibraryTab

        self.show_tab("library")
        library = self.tab("library")
        if isinstance(library, LibraryTab):
            library.choose_file()

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
        for path in self._offered:
            self.offer_pack(path)
        self._offered.clear()

    @Slot()
    def open_settings(self) -> None:
        """Show the settings beside the window; what is chosen holds at once."""
        self.open_settings_page("general")

    @Slot()
    def open_reading_settings(self) -> None:
        """Show the settings of how pages are set."""
        self.open_settings_page("reading")

    @Slot()
    def open_own_data(self) -> None:
        """Show where the student's data lies, its backups, and how to take it elsewhere."""
        self.open_settings_page("own-data")

    @Slot(object)
    def _close_for(self, deed: Deed) -> None:
        """Close the window for something that can only be done while nothing has the data open."""
        self.deed = deed
        if not self.close():
            self.deed = None

    @Slot(str)
    def open_settings_page(self, page: str) -> None:
        """Show a page of the settings: general, reading, own-data or flashcards."""
        from thaw_desktop.ui.choices import SettingsDialog

        own_data = self._surroundings.own_data() if self._surroundings.own_data is not None else None
        dialog = SettingsDialog(self._theme, self._settings.current, self, own_data)
        if own_data is not None:
            own_data.deed_wanted.connect(self._close_for)
            own_data.deed_wanted.connect(dialog.accept)
        dialog.chosen.connect(self._choose)
        dialog.show_page(page)
        dialog.open()

    @Slot()
    def open_help(self) -> None:
        """Show the help in a window of its own."""
        from thaw_desktop.ui.help import HelpDialog

        HelpDialog(self._theme, self._surroundings.help_folder, self).show()

    @Slot(str, object)
    def _choose(self, name: str, value: object) -> None:
        self._keep(**{name: value})
        if name in {"theme", "text_scale"}:
            current = self._settings.current
            self._theme.apply(current.theme, current.text_scale / 100)
        self._theme.read_in(reading_style(self._settings.current))
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

    @Slot(str)
    def _tell_done(self, sentence: str) -> None:
        """Say what was done until one has read it; trouble that is shown is not covered by it."""
        if not self.notice.isVisible() or self.notice.passes:
            self.notice.show_notice(sentence, passes=True)

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
        state = self.windowState() if self._state_before is None else self._state_before
        maximised = int(bool(state & Qt.WindowState.WindowMaximized))
        self._keep(window=(place.x(), place.y(), place.width(), place.height(), maximised))
        self._jobs.close()
        event.accept()


def _dragged_packs(dragged: QMimeData) -> list[Path]:
    """The packs among what is dragged: each a `.thawpack` or the folder of a pack."""
    paths = [Path(address.toLocalFile()) for address in dragged.urls() if address.isLocalFile()]
    return [path for path in paths if path.suffix.lower() == ENDING or (path / "pack.yaml").is_file()]

"""The Library: the packs that there are, and adding, updating, removing and switching between them."""

from __future__ import annotations

from collections import deque
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QFileDialog, QHBoxLayout, QMessageBox, QVBoxLayout, QWidget

from thaw_desktop.content.shelf import ENDING, bring_up_to_date
from thaw_desktop.core.errors import ThawError, UnusablePackError
from thaw_desktop.ui.library.pack_card import PackCard, PackState
from thaw_desktop.ui.panes import pane_of, usable
from thaw_desktop.ui.tab import Tab
from thaw_desktop.ui.widgets import NoticeBar, button, plain_label
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from thaw_desktop.content.installing import Offer
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import PackInfo
    from thaw_desktop.core.changes import ChangeFlags
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.progress.overview import Overview
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

_CHANNEL = "library"
_MOST_WAITING = 20


class LibraryTab(Tab):
    """A card for each pack, and how to get more.

    Attributes:
        add: the button that adds a pack from a file.
        add_folder: the button that adds a pack from a folder.
        everywhere: whether search and review run over all packs.
        cards: the packs, in the order of the library.
    """

    watches: ClassVar[frozenset[str]] = frozenset({"packs", "notes", "flashcards", "settings"})

    def __init__(
        self,
        theme: Theme,
        navigator: Navigator,
        library: Library,
        overview: Overview,
        settings: SettingsStore,
        changes: ChangeFlags,
        jobs: Jobs,
        paths: Paths,
    ) -> None:
        """Build the tab.

        Args:
            theme: colours, sizes and fonts.
            navigator: opens another pack.
            library: the packs.
            overview: how far the student has come with each.
            settings: whether search and review run over all packs.
            changes: hears when the packs have changed.
            jobs: the threads on which a pack is read and compiled.
            paths: where added packs lie.
        """
        super().__init__(theme, navigator)
        self._library = library
        self._overview = overview
        self._settings = settings
        self._changes = changes
        self._jobs = jobs
        self._paths = paths
        self.cards: list[PackCard] = []
        # One step after the other, a question to the student included: a second pack never drives out the first.
        self._waiting: deque[Callable[[], None]] = deque()
        self._at_work = False
        self.add = button(self.tr("Add a pack…"), "secondary", description=self.tr("Choose a .thawpack file (Ctrl+O)"))
        self.add_folder = button(
            self.tr("Add a folder…"), "quiet", description=self.tr("Choose the folder of a pack that you write")
        )
        self.everywhere = QCheckBox(self.tr("Search and review all packs together"))
        self._hint = plain_label(
            self.tr("A pack is a file that ends in .thawpack. You can also drop one anywhere on this window."),
            "secondary",
            wrap=True,
        )
        self.busy = NoticeBar(theme)
        self._page = CardsPage(theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self._head = head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(plain_label(self.tr("Library"), "title"))
        line.addStretch(1)
        line.addWidget(self.add_folder)
        line.addWidget(self.add)
        self._page.rows.add_row([head])
        self._page.rows.add_row([self._hint])
        self._page.rows.add_row([self.everywhere])
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.busy)
        outer.addWidget(self._page, 1)
        self.setFocusProxy(self.add)

    def _connect(self) -> None:
        self.add.clicked.connect(self.choose_file)
        self.add_folder.clicked.connect(self.choose_folder)
        self.everywhere.toggled.connect(self._study_everywhere)
        self.busy.action.connect(self._cancel)
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Open), self)
        shortcut.activated.connect(self.choose_file)

    # What the window asks

    def refresh(self) -> None:
        """Show the packs as they are now."""
        packs = self._library.packs()
        while len(self.cards) < len(packs):
            self._add_card()
        for card in self.cards[len(packs) :]:
            card.hide()
        sources = self._library.sources()
        for card, info in zip(self.cards, packs, strict=False):
            card.show_pack(self._state(info, Path(sources.get(info.id, ""))))
            card.show()
        self.everywhere.setVisible(len(packs) > 1)
        self.everywhere.setChecked(self._settings.current.all_packs)

    def show_item(self, item: str) -> None:
        """Offer to add the pack that lies at a path."""
        if item:
            self.examine(Path(item))

    def panes(self) -> list[QWidget]:
        """What adds packs, and then each pack."""
        return usable(self._head, self.everywhere, *self.cards)

    def _add_card(self) -> None:
        card = PackCard(self.theme)
        card.study_asked.connect(self._study)
        card.remove_asked.connect(self._ask_remove)
        card.about_asked.connect(self._tell_about)
        self.cards.append(card)
        if len(self.cards) % 2:
            self._page.rows.add_row([card])
        else:
            self._page.rows.join_row(card)

    def _state(self, info: PackInfo, source: Path) -> PackState:
        reach = self._overview.reach(info.id)
        return PackState(
            info=info,
            counts=self._library.counts(info.id),
            size=_size_of(source),
            built_in=not source.is_relative_to(self._paths.own_packs),
            is_open=info.id == self.pack,
            cover=self._library.media(info.id, info.cover) if info.cover else None,
            read=reach.sections,
            seen=reach.cards,
        )

    # Adding

    @Slot()
    def choose_file(self) -> None:
        """Ask for a file and offer to add it."""
        pattern = self.tr("Packs (*{ending})").format(ending=ENDING)
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Add a pack"), str(Path.home()), pattern)
        if name:
            self.examine(Path(name))

    @Slot()
    def choose_folder(self) -> None:
        """Ask for a folder and offer to add the pack in it."""
        name = QFileDialog.getExistingDirectory(self, self.tr("Add the folder of a pack"), str(Path.home()))
        if name:
            self.examine(Path(name))

    def examine(self, path: Path) -> None:
        """Read a pack on a thread, then say what adding it would bring, or why it cannot be added.

        A pack that comes while another is being read, offered or added waits for its turn.
        """
        if len(self._waiting) < _MOST_WAITING:
            self._when_free(partial(self._begin_examining, path))
        else:
            told = self.tr("{name} was not taken, for {n} packs wait already. Open it again when they are done.")
            self.trouble.emit(told.format(name=path.name, n=_MOST_WAITING))

    def _when_free(self, step: Callable[[], None]) -> None:
        self._waiting.append(step)
        self._go_on()

    def _go_on(self) -> None:
        if not self._at_work and self._waiting:
            self._at_work = True
            self._waiting.popleft()()

    @Slot()
    def _end_step(self) -> None:
        self._at_work = False
        self._go_on()

    def _begin_examining(self, path: Path) -> None:
        self._say(self.tr("Reading {name}…").format(name=path.name), self.tr("Cancel"))
        # A partial over plain values: it keeps neither the tab nor a widget.
        self._jobs.run(_CHANNEL, partial(_examine, path, self._paths), self._show_offer, self._tell_failure)

    @Slot(object)
    def _show_offer(self, found: Offer | ThawError) -> None:
        # Imported here: most visits add nothing.
        from thaw_desktop.ui.library.dialogs import FaultsDialog, OfferDialog

        self.busy.dismiss()
        if isinstance(found, UnusablePackError):
            self._ask(FaultsDialog(self.theme, found.pack, found.faults, self.window()))
        elif isinstance(found, ThawError):
            self.trouble.emit(found.sentence)
            self._end_step()
        else:
            dialog = OfferDialog(self.theme, found, self.window())
            dialog.wanted.connect(self._install)
            self._ask(dialog)

    def _ask(self, dialog: QDialog) -> None:
        """Open a dialog that ends the step with its own end."""
        self._open(dialog)
        dialog.finished.connect(self._end_step)

    def _open(self, dialog: QDialog) -> None:
        dialog.finished.connect(self._take_focus_back)
        dialog.open()

    @Slot()
    def _take_focus_back(self) -> None:
        """A dialog has been closed: the keyboard is where it was, or else on the button that adds a pack."""
        if self.isVisible() and pane_of([self], self.window().focusWidget()) is None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot(object, bool)
    def _install(self, offer: Offer, keep_reworded: bool) -> None:
        # Its dialog still ends the step before; then this one comes first.
        self._waiting.appendleft(partial(self._begin_installing, offer, keep_reworded=keep_reworded))

    def _begin_installing(self, offer: Offer, *, keep_reworded: bool) -> None:
        self._say(self.tr("Adding {title}…").format(title=offer.info.title))
        work = partial(_install, offer, self._paths, keep_reworded=keep_reworded)
        self._jobs.run(_CHANNEL, work, self._added, self._tell_failure)

    @Slot(object)
    def _added(self, told: tuple[str, bool, list[str]]) -> None:
        pack, update, errors = told
        self._changes.announce({"packs"})
        title = next((info.title for info in self._library.packs() if info.id == pack), pack)
        if update:
            self.busy.show_notice(self.tr("{title} is up to date. Your progress is kept.").format(title=title))
        else:
            self.busy.show_notice(self.tr("{title} is in the library.").format(title=title))
        if errors:
            self.trouble.emit(" ".join(errors))
        self._end_step()

    @Slot()
    def _cancel(self) -> None:
        self._jobs.forget(_CHANNEL)
        self.busy.dismiss()
        self._end_step()

    @Slot(str)
    def _tell_failure(self, sentence: str) -> None:
        self.busy.dismiss()
        self._changes.announce({"packs"})  # what was to be done may have been done by somebody else
        self.trouble.emit(sentence)
        self._end_step()

    def _say(self, sentence: str, action: str = "") -> None:
        self.busy.show_notice(sentence, "info", action)

    # Switching and removing

    @Slot(str)
    def _study(self, pack: str) -> None:
        self.navigator.study(pack)

    @Slot(str)
    def _tell_about(self, pack: str) -> None:
        from thaw_desktop.ui.library.about import AboutDialog  # seldom wanted

        info = self._library.pack(pack)
        if info is not None:
            self._open(AboutDialog(self.theme, info, self.window()))

    @Slot(bool)
    def _study_everywhere(self, everywhere: bool) -> None:
        if everywhere != self._settings.current.all_packs:
            with self.telling():
                self._settings.change(all_packs=everywhere)
            self._changes.announce({"settings"})

    @Slot(str)
    def _ask_remove(self, pack: str) -> None:
        info = self._library.pack(pack)
        if info is None:
            return
        box = QMessageBox(self.window())
        box.setWindowTitle(self.tr("Remove a pack"))
        box.setText(self.tr("Remove “{title}” from the library?").format(title=info.title))
        box.setInformativeText(self.tr("Your progress is kept, and counts again when the pack is added again."))
        go_on = box.addButton(self.tr("Remove"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        box.exec()
        if box.clickedButton() is go_on:
            self.remove(pack)

    def remove(self, pack: str) -> None:
        """Take a pack out of the library, on a thread, when what goes on before is done."""
        self._when_free(partial(self._begin_removing, pack))

    def _begin_removing(self, pack: str) -> None:
        info = self._library.pack(pack)
        title = info.title if info is not None else pack
        self._say(self.tr("Removing {title}…").format(title=title))
        self._jobs.run(_CHANNEL, partial(_remove, pack, title, self._paths), self._removed, self._tell_failure)

    @Slot(object)
    def _removed(self, told: tuple[str, list[str]]) -> None:
        title, errors = told
        self._changes.announce({"packs"})
        self._say(self.tr("{title} has been removed. Your progress is kept.").format(title=title))
        if errors:
            self.trouble.emit(" ".join(errors))
        self._end_step()


def _examine(path: Path, paths: Paths, _connection: sqlite3.Connection) -> Offer | ThawError:
    from thaw_desktop.content.installing import examine  # brings the parsers, which most starts can spare

    try:
        return examine(path, paths)
    except ThawError as error:
        return error  # with its list of faults, which a sentence alone would lose


def _install(
    offer: Offer, paths: Paths, _connection: sqlite3.Connection, *, keep_reworded: bool
) -> tuple[str, bool, list[str]]:
    from thaw_desktop.content.installing import install

    install(offer, paths, keep_reworded=keep_reworded)
    errors = bring_up_to_date(paths)
    return offer.info.id, offer.installed is not None, [error.sentence for error in errors]


def _remove(pack: str, title: str, paths: Paths, _connection: sqlite3.Connection) -> tuple[str, list[str]]:
    from thaw_desktop.content.installing import remove

    try:
        remove(pack, paths)
    finally:
        # Also when its file was gone already: then the library learns of it now.
        errors = bring_up_to_date(paths)
    return title, [error.sentence for error in errors]


def _size_of(source: Path) -> int:
    """Bytes of a pack's file, or of all files in its folder; 0 when they cannot be seen."""
    with suppress(OSError):
        if source.is_dir():
            return sum(path.stat().st_size for path in source.rglob("*") if path.is_file())
        return source.stat().st_size
    return 0

"""All cards in a table: searched, sorted, and dealt with many at a time."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QInputDialog,
    QLineEdit,
    QMenu,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from thaw_desktop.core.errors import ThawError
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.flashcards.card_menu import flag_names
from thaw_desktop.ui.flashcards.card_table import CardTable
from thaw_desktop.ui.widgets import FlowLayout, button, plain_label
from thaw_desktop.ui.words import cards

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.content.library import Library
    from thaw_desktop.flashcards.browse import Column, Listing
    from thaw_desktop.flashcards.bulk import Key
    from thaw_desktop.ui.flashcards.tools import CardTools
    from thaw_desktop.ui.theme import Theme

_PAUSE_MS = 150
"""After so long without a key the search begins."""
_WIDTH_FOR = {1: 520, 2: 360, 3: 660, 4: 720}
_HEIGHT_FOR_ANSWER = 330
"""Width of the page from which each column is shown, and height from which the answer is, px at 100 %."""
_HERE = Qt.ShortcutContext.WidgetShortcut
_NATIVE = QKeySequence.SequenceFormat.NativeText


class Browser(QWidget):
    """A page over the cards of today.

    Signals:
        closed: back to the cards of today.
        round_asked: go through the cards that are found, leaving their schedule alone; carries their keys.
        edit_asked: change a card; carries its key.
        add_asked: write a new one.
        trouble: a plain sentence.
        told: a plain sentence about what was done.
    """

    closed = Signal()
    round_asked = Signal(object)
    edit_asked = Signal(str, str)
    add_asked = Signal()
    trouble = Signal(str)
    told = Signal(str)

    def __init__(self, theme: Theme, tools: CardTools, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._library = theme, library
        self._browser, self._bulk, self._jobs = tools.browser, tools.bulk, tools.jobs
        self._packs: Sequence[str] = ()
        self._today = date.min
        self._order: tuple[Column, bool] = ("order", False)
        self._duplicates = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_PAUSE_MS)
        self._later.timeout.connect(self.look)
        self._build()
        theme.changed.connect(self._give_room)

    # What the tab asks

    def open(self, packs: Sequence[str], today: date, query: str | None = None) -> None:
        """Show the cards of some packs, found by a query if one is given."""
        self._packs, self._today = packs, today
        if query is not None:
            self.field.setText(query)
        self.look()
        self.field.setFocus()
        self.field.selectAll()

    @Slot()
    def look(self) -> None:
        """Ask again for what the query finds."""
        self._later.stop()
        try:
            listing = self._listing()
        except ThawError as error:
            self.status.setText(error.sentence)
            return
        self._jobs.run("cards", listing.find, self._show, self.trouble.emit)

    def _listing(self) -> Listing:
        if self._duplicates:
            return self._browser.duplicates(self._packs)
        column, descending = self._order
        return self._browser.listing(self._packs, self.field.text(), column, descending=descending)

    def _show(self, keys: list[Key]) -> None:
        kept, current = set(self.selected()), self._current()
        self.model.show_keys(keys, self._today)
        self.status.setText(self._count_words(len(keys)))
        for part in (self.study, self.deeds):
            part.setEnabled(bool(keys))
        self._select(kept, current)
        self._show_current()
        announce(self, self.status.text())

    def _select(self, kept: set[Key], current: Key | None) -> None:
        """Keep what was selected, as far as it is still found; of very many, only the first."""
        flags = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows
        chosen = self.table.selectionModel()
        if kept and len(kept) < 500:
            for at, key in enumerate(self.model.keys):
                if key in kept:
                    chosen.select(self.model.index(at, 0), flags)
        at = next((at for at, key in enumerate(self.model.keys) if key == current), 0) if current is not None else 0
        if self.model.keys:
            chosen.setCurrentIndex(self.model.index(at, 0), QItemSelectionModel.SelectionFlag.NoUpdate)

    def selected(self) -> list[Key]:
        """The cards that are selected, in the order of the table."""
        rows = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        return [self.model.keys[row] for row in rows]

    def _current(self) -> Key | None:
        index = self.table.currentIndex()
        return self.model.keys[index.row()] if index.isValid() and index.row() < len(self.model.keys) else None

    # Building

    def _build(self) -> None:
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Words, or deck: tag: is:due flag:1 prop:ivl>30 rated:7, with - and or"))
        self.field.setAccessibleName(self.tr("Search the cards"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._typed)
        self.field.returnPressed.connect(self._to_table)
        self.close_button = button(self.tr("Back to today"), "quiet", description=self.tr("Esc"))
        self.close_button.clicked.connect(self.closed)
        self.status = plain_label("", "secondary", wrap=True)
        self.model = CardTable(self._browser, self)
        self.model.sort_asked.connect(self._sort)
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setAccessibleName(self.tr("Cards"))
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.verticalHeader().hide()
        self.table.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        header = self.table.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, header.sortIndicatorOrder())
        self.table.setSortingEnabled(True)
        self.table.selectionModel().selectionChanged.connect(self._selection_changed)
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.table.activated.connect(self._edit)
        self.answer = plain_label("", "secondary", wrap=True)
        self._make_deeds()
        self._lay_out()
        self._give_room()

    def _make_deeds(self) -> None:
        self.study = button(self.tr("Go through these"), description=self.tr("Their schedule is left alone"))
        self.study.clicked.connect(self._ask_for_round)
        self.add = button(self.tr("Add a card…"), description=self.tr("Ctrl+N"))
        self.add.clicked.connect(self.add_asked)
        self.same = button(self.tr("Duplicates"), "quiet", description=self.tr("Cards that ask the same"))
        self.same.setCheckable(True)
        self.same.toggled.connect(self._show_duplicates)
        self.deeds = button(self.tr("With the selected"))
        menu = QMenu(self.deeds)
        self._add(menu, self.tr("&Suspend"), "@", partial(self._suspend, suspended=True))
        self._add(menu, self.tr("A&sk again"), "", partial(self._suspend, suspended=False))
        self._flags = QMenu(self.tr("&Flag"), menu)
        for flag, name in enumerate(flag_names()):
            self._add(self._flags, name or self.tr("No flag"), "", partial(self._flag, flag))
        menu.addMenu(self._flags)
        self._add(menu, self.tr("Ask in … &days"), "", self._reschedule)
        menu.addSeparator()
        self._add(menu, self.tr("&Edit"), "E", self._edit)
        self._add(menu, self.tr("Add a &tag to own cards…"), "", self._tag)
        self._add(menu, self.tr("&Move own cards…"), "", self._move)
        self._add(menu, self.tr("&Delete own cards"), "Del", self._remove)
        menu.addSeparator()
        # Its key is the tab's, which asks here while the table is shown.
        self._add(menu, self.tr("&Undo") + "\t" + QKeySequence("Ctrl+Z").toString(_NATIVE), "", self.undo)
        self.deeds.setMenu(menu)

    def _add(self, menu: QMenu, words: str, keys: str, slot: Callable[[], object]) -> QAction:
        """An action of the menu whose key works in the table too, where no letter is typed."""
        action = QAction(words, menu)
        if keys:
            action.setText(f"{words}\t{QKeySequence(keys).toString(_NATIVE)}")
            key = QAction(self.table)
            key.setShortcut(QKeySequence(keys))
            key.setShortcutContext(_HERE)
            key.triggered.connect(slot)
            self.table.addAction(key)
        action.triggered.connect(slot)
        menu.addAction(action)
        return action

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.field, 1)
        top.addWidget(self.close_button)
        tools = QWidget()
        flow = FlowLayout(tools, self._theme.px(8))
        for part in (self.status, self.study, self.deeds, self.same, self.add):
            flow.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(top)
        self._column.addWidget(tools)
        self._column.addWidget(self.table, 1)
        self._column.addWidget(self.answer)
        for first, second in (
            (self.field, self.close_button),
            (self.close_button, self.table),
            (self.table, self.study),
            (self.study, self.deeds),
            (self.deeds, self.same),
            (self.same, self.add),
        ):
            QWidget.setTabOrder(first, second)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, leave out what can be done without."""
        super().resizeEvent(event)
        self._give_room()

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(8))
        self.table.verticalHeader().setDefaultSectionSize(self.table.fontMetrics().height() + px(14))
        for column, width in ((1, 190), (2, 120), (3, 84), (4, 74)):
            self.table.setColumnWidth(column, px(width))
            # The question needs more than half of the width.
            self.table.setColumnHidden(column, self.width() < px(_WIDTH_FOR[column]))
        self.answer.setVisible(self.height() >= px(_HEIGHT_FOR_ANSWER))

    # What the student does

    @Slot()
    def _typed(self) -> None:
        self.same.setChecked(False)
        self._later.start()

    @Slot()
    def _to_table(self) -> None:
        self.look()
        self.table.setFocus()

    @Slot(str, bool)
    def _sort(self, column: Column, descending: bool) -> None:
        self._order = (column, descending)
        if self._packs:
            self.look()

    @Slot(bool)
    def _show_duplicates(self, shown: bool) -> None:
        self._duplicates = shown
        self.look()

    @Slot()
    def _ask_for_round(self) -> None:
        chosen = self.selected()
        self.round_asked.emit(chosen if len(chosen) > 1 else list(self.model.keys))

    @Slot()
    def _edit(self) -> None:
        current = self._current()
        if current is not None:
            self.edit_asked.emit(*current)

    def _suspend(self, *, suspended: bool) -> None:
        one, several = (
            (self.tr("1 card is suspended."), self.tr("{n} cards are suspended."))
            if suspended
            else (self.tr("1 card is asked again."), self.tr("{n} cards are asked again."))
        )
        self._do(lambda chosen: self._bulk.suspend(chosen, suspended=suspended), one, several)

    def _flag(self, flag: int) -> None:
        self._do(
            lambda chosen: self._bulk.flag(chosen, flag), self.tr("1 flag was set."), self.tr("{n} flags were set.")
        )

    def _reschedule(self) -> None:
        days, chosen = QInputDialog.getInt(
            self, self.tr("Ask again"), self.tr("In how many days? 0 is today."), 1, 0, 3650
        )
        if chosen:
            one, several = self.tr("1 card has another day."), self.tr("{n} cards have another day.")
            self._do(lambda cards: self._bulk.reschedule(cards, days), one, several)

    def _tag(self) -> None:
        tag, chosen = QInputDialog.getText(self, self.tr("Tag"), self.tr("Which tag?"))
        if chosen and tag.strip():
            one, several = self.tr("1 card has the tag."), self.tr("{n} cards have the tag.")
            self._do(lambda cards: self._bulk.tag(cards, tag), one, several, only_own=True)

    def _move(self) -> None:
        pack = self._packs[0] if self._packs else ""
        titles = self._library.section_titles(pack)
        if not titles:
            return
        names = list(titles.values())
        name, chosen = QInputDialog.getItem(self, self.tr("Move"), self.tr("To which section?"), names, 0, False)
        if chosen:
            section = list(titles)[names.index(name)]
            one, several = self.tr("1 card was moved."), self.tr("{n} cards were moved.")
            self._do(lambda cards: self._bulk.move(cards, section), one, several, only_own=True)

    def _remove(self) -> None:
        one, several = self.tr("1 card was deleted."), self.tr("{n} cards were deleted.")
        self._do(self._bulk.remove, one, several, only_own=True)

    def _do(self, deed: Callable[[Sequence[Key]], int], one: str, several: str, *, only_own: bool = False) -> None:
        """Do something with what is selected, and say what was done and how to take it back."""
        chosen = self.selected()
        if not chosen:
            self.told.emit(self.tr("Select some cards first: Space selects one, Ctrl+A all."))
            return
        try:
            count = deed(chosen)
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        if count:
            said = one if count == 1 else several.format(n=count)
            self.told.emit(self.tr("{what} Ctrl+Z takes it back.").format(what=said))
        elif only_own:
            self.told.emit(self.tr("None of these cards is your own. The cards of a pack are its author’s."))
        self.look()

    @Slot()
    def undo(self) -> None:
        """Take back what was done here last."""
        try:
            count = self._bulk.undo()
        except ThawError as error:
            self.trouble.emit(error.sentence)
            return
        self.told.emit(
            self.tr("Taken back for {cards}.").format(cards=cards(count))
            if count
            else self.tr("There is nothing to take back here.")
        )
        self.look()

    # What is shown

    @Slot()
    def _selection_changed(self) -> None:
        self.status.setText(self._count_words(len(self.model.keys)))

    @Slot()
    def _show_current(self) -> None:
        current = self.table.currentIndex()
        row = self.model.row(current.row()) if current.isValid() and current.row() < len(self.model.keys) else None
        self.answer.setText(row.answer.replace("\n", " ") if row is not None else "")

    def _count_words(self, count: int) -> str:
        chosen = len(self.table.selectionModel().selectedRows())
        if not count:
            return self.tr("No card asks the same as another.") if self._duplicates else self.tr("No cards found")
        told = cards(count)
        return self.tr("{cards}, {n} selected").format(cards=told, n=chosen) if chosen > 1 else told

"""The page “My highlights”: all of them by section, with a filter by colour and by words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QLineEdit, QListView, QPushButton, QVBoxLayout, QWidget

from thaw_desktop.notes.highlights import COLOURS
from thaw_desktop.ui import words
from thaw_desktop.ui.notes.highlights_bar import swatch
from thaw_desktop.ui.notes.highlights_colours import colour_word
from thaw_desktop.ui.notes.highlights_rows import ROW_ROLE, HighlightDelegate, HighlightModel, rows_of
from thaw_desktop.ui.widgets import EmptyState, FlowLayout, button, plain_label

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.notes.highlights import Colour, Listing, Placed
    from thaw_desktop.ui.theme import Theme


_ROOMY_FROM = 400
"""Pixels at 100 % from which there is height for more than the list and what filters it."""


class _List(QListView):
    """A list whose rows are broken anew when its width changes."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.scheduleDelayedItemsLayout()


class HighlightsPage(QFrame):
    """Lists the highlights of the open pack.

    Signals:
        opened: go to a passage; carries the `Placed`.
        recoloured: a highlight's id and its new colour.
        note_wanted: write a note; carries the highlight's id.
        card_wanted: make a card; carries the highlight's id.
        removed: take a highlight away; carries its id.
        undo_wanted: take the last change back.
        export_wanted: write everything to a file.
    """

    opened = Signal(object)
    recoloured = Signal(str, str)
    note_wanted = Signal(str)
    card_wanted = Signal(str)
    removed = Signal(str)
    undo_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._listing: Listing | None = None
        self._counts = dict.fromkeys(COLOURS, 0)
        self.setProperty("role", "card")
        self.count = plain_label("", "secondary", wrap=True)
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Find in passages and notes"))
        self.field.setAccessibleName(self.tr("Find in passages and notes"))
        self.export = button(
            self.tr("Export…"), "quiet", description=self.tr("All highlights and pages as Markdown (Ctrl+E)")
        )
        tools = QWidget()
        flow = FlowLayout(tools)
        self.filters: dict[Colour, QPushButton] = {}
        for colour in COLOURS:
            self.filters[colour] = self._make_filter()
            flow.addWidget(self.filters[colour])
        flow.addWidget(self.export)
        self.model = HighlightModel(self)
        self.list = _List()
        self._delegate = HighlightDelegate(theme, self.list)
        self._set_up_list()
        self._keys = plain_label(
            self.tr("Enter opens the passage · 1–4 colour · N note · C card · Del remove · Ctrl+Z take back"),
            "secondary",
            wrap=True,
        )
        self._empty = EmptyState(theme, "", "")
        self._column = QVBoxLayout(self)
        self._heading = plain_label(self.tr("My highlights"), "title", wrap=True)
        self._column.addWidget(self._heading)
        for part in (self.count, tools, self.field):
            self._column.addWidget(part)
        self._column.addWidget(self.list, 1)
        self._column.addWidget(self._empty, 1)
        self._column.addWidget(self._keys)
        self.field.textChanged.connect(self._show_rows)
        self.export.clicked.connect(self._ask_to_export)
        self._make_keys()
        self._dress()
        theme.changed.connect(self._dress)

    def _set_up_list(self) -> None:
        self.list.setModel(self.model)
        self.list.setItemDelegate(self._delegate)
        self.list.setAccessibleName(self.tr("My highlights"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        # Thousands of rows of different heights are measured in portions, between which the window answers.
        self.list.setLayoutMode(QListView.LayoutMode.Batched)
        self.list.setBatchSize(100)
        self.list.activated.connect(self._open)
        self.list.clicked.connect(self._open)
        self.field.returnPressed.connect(self._enter_list)

    def _make_keys(self) -> None:
        keys: dict[str, Callable[[], None]] = {
            "N": self._write_note,
            "C": self._make_card,
            "Del": self._remove,
            "Ctrl+Z": self._undo,
        }
        for number, slot in enumerate((self._first, self._second, self._third, self._fourth), start=1):
            keys[str(number)] = slot
        for key, slot in keys.items():
            shortcut = QShortcut(QKeySequence(key), self.list)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(slot)

    def show_listing(self, listing: Listing) -> None:
        """Show these highlights; the row that was chosen stays chosen."""
        if listing == self._listing:
            return
        self._listing = listing
        self._counts = dict.fromkeys(COLOURS, 0)
        for placed in (*listing.orphans, *(one for _, _, group in listing.sections for one in group)):
            self._counts[placed.highlight.colour] += 1
        self._arrange()
        self._show_rows()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the list its room when there is little."""
        super().resizeEvent(event)
        if event.oldSize().height() != event.size().height():
            self._arrange()

    def _arrange(self) -> None:
        roomy = self.height() >= self._theme.px(_ROOMY_FROM)
        for part in (self._heading, self.count):
            part.setVisible(roomy)
        self._keys.setVisible(roomy and bool(self.model.rows))
        for colour, one in self.filters.items():
            count = words.number(self._counts[colour])
            named = self.tr("{colour} {n}").format(colour=colour_word(colour).capitalize(), n=count)
            one.setText(named if roomy else count)
            one.setAccessibleName(named)

    def take_focus(self) -> None:
        """Give the focus to the list, or to the field while there is nothing in it."""
        (self.list if self.list.isVisibleTo(self) else self.field).setFocus(Qt.FocusReason.OtherFocusReason)

    def begin_find(self) -> None:
        """Put the cursor where words are looked for."""
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()

    def current(self) -> Placed | None:
        """The highlight that is chosen."""
        index = self.list.currentIndex()
        row = index.data(ROW_ROLE) if index.isValid() else None
        return row.placed if row is not None else None

    def _make_filter(self) -> QPushButton:
        one = button("", description=self.tr("Show only this colour, and others that are chosen"))
        one.setCheckable(True)
        one.toggled.connect(self._show_rows)
        return one

    @Slot()
    def _show_rows(self) -> None:
        if self._listing is None:
            return
        before, place = self.current(), self.list.currentIndex().row()
        chosen = frozenset(colour for colour, one in self.filters.items() if one.isChecked())
        rows = rows_of(
            self._listing,
            chosen,
            self.field.text(),
            self.tr("No longer in the pack"),
            self.tr("The pack has changed and no longer has these words. They are kept until you remove them."),
        )
        self.model.show_rows(rows)
        self._choose_again(before, place)
        found = sum(row.placed is not None for row in rows)
        total = self._listing.count
        told = self.tr("1 highlight") if total == 1 else self.tr("{n} highlights").format(n=words.number(total))
        self.count.setText(words.share(found, total) if found != total else told)
        self.list.setVisible(bool(rows))
        self._arrange()
        self._empty.setVisible(not rows)
        if total:
            self._empty.set_text(self.tr("Nothing here"), self.tr("No highlight has this colour and these words."))
        else:
            self._empty.set_text(
                self.tr("No highlights yet"),
                self.tr("Select words on a page with the mouse, or with F7, Shift and the arrow keys; then press H."),
            )

    def _choose_again(self, before: Placed | None, place: int) -> None:
        """The highlight that was chosen, else the one that has come to its place."""
        names = [row.placed and (row.placed.highlight.id, row.placed.highlight.section) for row in self.model.rows]
        wanted = before and (before.highlight.id, before.highlight.section)
        chosen = names.index(wanted) if wanted and wanted in names else -1
        if chosen < 0:
            chosen = next((at for at in range(max(0, place), len(names)) if names[at]), -1)
        if chosen < 0:
            chosen = next((at for at in reversed(range(len(names))) if names[at]), -1)
        self.list.setCurrentIndex(self.model.index(chosen) if chosen >= 0 else QModelIndex())

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        if row is not None and row.placed is not None and not row.placed.is_orphan:
            self.opened.emit(row.placed)

    @Slot()
    def _enter_list(self) -> None:
        self.take_focus()

    def _recolour(self, number: int) -> None:
        placed = self.current()
        if placed is not None:
            self.recoloured.emit(placed.highlight.id, COLOURS[number])

    @Slot()
    def _first(self) -> None:
        self._recolour(0)

    @Slot()
    def _second(self) -> None:
        self._recolour(1)

    @Slot()
    def _third(self) -> None:
        self._recolour(2)

    @Slot()
    def _fourth(self) -> None:
        self._recolour(3)

    @Slot()
    def _write_note(self) -> None:
        placed = self.current()
        if placed is not None:
            self.note_wanted.emit(placed.highlight.id)

    @Slot()
    def _make_card(self) -> None:
        placed = self.current()
        if placed is not None:
            self.card_wanted.emit(placed.highlight.id)

    @Slot()
    def _remove(self) -> None:
        placed = self.current()
        if placed is not None:
            self.removed.emit(placed.highlight.id)

    @Slot()
    def _undo(self) -> None:
        self.undo_wanted.emit()

    @Slot()
    def _ask_to_export(self) -> None:
        self.export_wanted.emit()

    @Slot()
    def _dress(self) -> None:
        px = self._theme.px
        self._delegate.forget()
        self.list.scheduleDelayedItemsLayout()
        self._column.setContentsMargins(px(20), px(18), px(20), px(14))
        self._column.setSpacing(px(10))
        self._arrange()
        for colour, one in self.filters.items():
            one.setIcon(QIcon(swatch(self._theme, colour, px(16))))
            one.setIconSize(QSize(px(16), px(16)))

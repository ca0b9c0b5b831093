"""The list of questions: a title, a sentence with what was found in it, and a chip."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtWidgets import QListView

from thaw_desktop.ui.search.results_delegate import ROW_ROLE, ResultsDelegate
from thaw_desktop.ui.search.rows import ResultRow, marked_ranges
from thaw_desktop.ui.widgets import beyond_words
from thaw_desktop.ui.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QResizeEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

_Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ResultsModel(QAbstractListModel):
    """The rows as Qt asks for them."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: Sequence[ResultRow] = ()

    def show_rows(self, rows: Sequence[ResultRow]) -> None:
        """Have these rows in place of the old ones."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - as Qt has it
        """A row's words, or the row itself."""
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return marked_ranges(row.title)[0]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            told = (row.title, row.pill, beyond_words() if row.beyond else "", row.snippet, row.keys)
            return spoken(*(marked_ranges(part)[0] for part in told))
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A heading cannot be chosen."""
        if self.rows[index.row()].kind == "heading":
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class ResultsList(QListView):
    """Shows rows; arrow keys go from one to the next, past headings.

    Signals:
        current_changed: another row is the current one; carries it, or None.
        opened: a row was chosen by a click or Enter; carries it.
    """

    current_changed = Signal(object)
    opened = Signal(object)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        """Make an empty list; `name` is what a screen reader calls it."""
        super().__init__(parent)
        self._model = ResultsModel(self)
        self.setModel(self._model)
        self.setItemDelegate(ResultsDelegate(theme, self))
        self.setAccessibleName(name)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell_current)
        theme.changed.connect(self._lay_out_again)

    @property
    def rows(self) -> Sequence[ResultRow]:
        """What is shown."""
        return self._model.rows

    def current(self) -> ResultRow | None:
        """The current row."""
        index = self.currentIndex()
        return self.rows[index.row()] if index.isValid() else None

    def show_rows(self, rows: Sequence[ResultRow]) -> None:
        """Show these rows from the first; none is the current one. Nothing moves when they are shown already."""
        if list(rows) != list(self.rows):
            self._model.show_rows(rows)
            self.scrollToTop()

    def choose(self, item: str, pack: str = "") -> bool:
        """Make the row of an item (of the open pack, or of another) the current one; False when there is none."""
        for place, row in enumerate(self.rows):
            if item and (row.item, row.pack) == (item, pack):
                self._choose_place(place)
                return True
        return False

    def choose_none(self) -> None:
        """Have no current row."""
        self.selectionModel().clear()

    def step(self, by: int) -> None:
        """Make the next row the current one that can be chosen, or the one before for -1; stay at the ends."""
        index = self.currentIndex()
        place = index.row() + by if index.isValid() else (0 if by > 0 else len(self.rows) - 1)
        while 0 <= place < len(self.rows) and self.rows[place].kind == "heading":
            place += by
        if 0 <= place < len(self.rows):
            self._choose_place(place)

    def open_current(self) -> None:
        """Open the current row, else the first that can be chosen."""
        if self.current() is None:
            self.step(1)
        row = self.current()
        if row is not None:
            self.opened.emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up, down and Enter; the rest as in every list."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.open_current()
        elif event.key() in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines anew."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out_again()

    def _choose_place(self, place: int) -> None:
        index = self._model.index(place)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        row = self.rows[index.row()]
        if row.kind != "heading":
            self.opened.emit(row)

    @Slot(QModelIndex, QModelIndex)
    def _tell_current(self, index: QModelIndex, _before: QModelIndex) -> None:
        self.current_changed.emit(self.rows[index.row()] if index.isValid() else None)

    @Slot()
    def _lay_out_again(self) -> None:
        self.scheduleDelayedItemsLayout()

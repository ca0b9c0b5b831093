"""The rows of the table of all cards, read as they come into view."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt, Signal

from thaw_desktop.flashcards.scheduling import LEARNING, NEW, RELEARNING
from thaw_desktop.ui.flashcards.card_menu import flag_names
from thaw_desktop.ui.words import number, short_day, spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtCore import QObject

    from thaw_desktop.flashcards.browse import CardBrowser, CardRow, Column
    from thaw_desktop.flashcards.bulk import Key

_Index = QModelIndex | QPersistentModelIndex

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

_PAGE = 60
"""Rows that are read at once."""
_KEPT = 4_000
"""Rows that are kept; then they are read again."""
COLUMNS: tuple[Column, ...] = ("question", "section", "due", "stability", "lapses")
_FIGURES = ("stability", "lapses")


class CardTable(QAbstractTableModel):
    """Knows only which cards there are; what stands in a row is asked when it is painted.

    Signals:
        sort_asked: the column to sort by, and whether from the last to the first.
    """

    sort_asked = Signal(str, bool)

    def __init__(self, browser: CardBrowser, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._browser = browser
        self._rows: dict[int, CardRow] = {}
        self.keys: Sequence[Key] = ()
        self.today = date.min

    def show_keys(self, keys: Sequence[Key], today: date) -> None:
        """Show other cards, or the same ones anew."""
        self.beginResetModel()
        self.keys, self.today, self._rows = keys, today, {}
        self.endResetModel()

    def row(self, at: int) -> CardRow:
        """What stands in a row."""
        if at not in self._rows:
            if len(self._rows) > _KEPT:
                self._rows.clear()
            first = at - at % _PAGE
            page = self._browser.rows(self.keys[first : first + _PAGE])
            self._rows.update(enumerate(page, first))
        return self._rows[at]

    def rowCount(self, parent: _Index = QModelIndex()) -> int:
        """How many cards there are."""
        return 0 if parent.isValid() else len(self.keys)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:
        """Question, section, due, stability, lapses."""
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The words of a cell."""
        row = self.row(index.row())
        column = COLUMNS[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == "question":
            return spoken(row.question, *self._notes(row))
        if role == Qt.ItemDataRole.ToolTipRole and column == "question":
            return row.question
        if role == Qt.ItemDataRole.TextAlignmentRole and column in _FIGURES:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> str | int | None:
        """What each column is called."""
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation == Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section] in _FIGURES else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            self.tr("Question"),
            self.tr("Section"),
            self.tr("Due"),
            self.tr("Stability"),
            self.tr("Lapses"),
        )[section]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Ask for another order; what is shown stays until it has come."""
        name = COLUMNS[column] if 0 <= column < len(COLUMNS) else "order"
        self.sort_asked.emit(name, column >= 0 and order == Qt.SortOrder.DescendingOrder)

    def _words(self, row: CardRow, column: Column) -> str:
        if column == "question":
            return " · ".join([row.question.replace("\n", " "), *self._notes(row)])
        if column == "section":
            return row.section
        state = row.state
        if column == "due":
            return due_words(row, self.today)
        if state is None or not state.reps:
            return ""
        if column == "stability":
            return self.tr("{n} d").format(n=number(round(state.stability)))
        return number(state.lapses) if state.lapses else ""

    def _notes(self, row: CardRow) -> list[str]:
        told = [self.tr("your own")] if row.own else []
        if row.standing.suspended:
            told.append(self.tr("suspended"))
        if row.standing.flag:
            told.append(flag_names()[row.standing.flag].lower())
        return told


def due_words(row: CardRow, today: date) -> str:
    """When a card comes, in a word or two."""
    state = row.state
    if state is None:
        return translate("CardTable", "new")
    day = date.fromordinal(max(1, state.due_day))
    if state.state == NEW:
        return translate("CardTable", "new, from {day}").format(day=short_day(day, today))
    if state.state in {LEARNING, RELEARNING} or day <= today:
        return translate("CardTable", "now")
    if (day - today).days == 1:
        return translate("CardTable", "tomorrow")
    return short_day(day, today)

"""The rows of the list of highlights, and how a row is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from textwrap import shorten
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from thaw_desktop.ui.notes.highlights_bar import swatch
from thaw_desktop.ui.notes.highlights_colours import colour_word
from thaw_desktop.ui.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.notes.highlights import Colour, Listing, Placed
    from thaw_desktop.ui.theme import Theme

ROW_ROLE: Final = Qt.ItemDataRole.UserRole
"""Under this role an index gives its `Row`."""
_LONGEST = 320
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Row:
    """One row: a heading, a sentence under it, or a highlight.

    Attributes:
        heading: the title of a section; empty for a highlight.
        sentence: what is said under the heading, or empty.
        placed: the highlight.
    """

    heading: str = ""
    sentence: str = ""
    placed: Placed | None = None


def rows_of(listing: Listing, colours: frozenset[Colour], words: str, orphans: str, explained: str) -> list[Row]:
    """The rows of a list: each section's title, then its highlights.

    Args:
        listing: all highlights.
        colours: those that are wanted; none for all.
        words: what passage or note must hold, whatever the case; empty for everything.
        orphans: the heading over those whose passage is gone.
        explained: the sentence under it.
    """
    wanted = words.strip().casefold()

    def kept(placed: Sequence[Placed]) -> list[Row]:
        return [
            Row(placed=one)
            for one in placed
            if (not colours or one.highlight.colour in colours)
            and wanted in f"{one.highlight.anchor.quote}\n{one.highlight.note}".casefold()
        ]

    rows: list[Row] = []
    for _, title, placed in listing.sections:
        found = kept(placed)
        rows += [Row(heading=title), *found] if found else []
    lost = kept(listing.orphans)
    return rows + ([Row(heading=orphans, sentence=explained), *lost] if lost else [])


class HighlightModel(QAbstractListModel):
    """The rows as Qt asks for them."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []

    def show_rows(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """Headings cannot be chosen, and the arrow keys go past them."""
        if self.rows[index.row()].placed is None:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index) | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        """The words of a row, for the eye and for screen readers."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW_ROLE:
            return row
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self._told(row)
        return None

    def _told(self, row: Row) -> str:
        if row.placed is None:
            return spoken(row.heading, row.sentence)
        mark = row.placed.highlight
        told = self.tr("{colour}: {words}").format(colour=colour_word(mark.colour), words=mark.anchor.quote)
        return self.tr("{what}. Note: {note}").format(what=told, note=mark.note) if mark.note else told


class HighlightDelegate(QStyledItemDelegate):
    """Draws a swatch, the passage, and the note below it, on as many lines as they need."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._heights: dict[tuple[Row, int], int] = {}
        self._swatches: dict[str, QPixmap] = {}
        theme.changed.connect(self.forget)

    def forget(self) -> None:
        """Measure and draw anew: sizes or colours are others."""
        self._heights.clear()
        self._swatches.clear()

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as the words need at the width of the list."""
        row, width = index.data(ROW_ROLE), self._view.viewport().width()
        if (row, width) not in self._heights:
            self._heights[row, width] = self._draw(None, QRect(0, 0, width, 0), row, chosen=False)
        return QSize(width, self._heights[row, width])

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw the ground as the stylesheet has it, then the words."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        row = index.data(ROW_ROLE)
        style = self._view.style() or QApplication.style()
        if row.placed is not None:
            style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect
        self._draw(painter, rect, row, chosen=bool(ground.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _draw(self, painter: QPainter | None, place: QRect, row: Row, *, chosen: bool) -> int:
        """Draw a row, or only measure it when there is no painter; its height."""
        px, small = self._theme.px, self._theme.font("small")
        if row.placed is None:
            bold = self._theme.font("body")
            bold.setWeight(QFont.Weight.Bold)
            room = place.adjusted(px(10), px(16), -px(10), 10_000)
            bottom = self._words(painter, room, row.heading, bold, "text")
            if row.sentence:
                room.setTop(bottom + px(2))
                bottom = self._words(painter, room, row.sentence, small, "secondary")
            return bottom + px(4) - place.top()
        mark = row.placed.highlight
        side = px(18)
        room = place.adjusted(px(10) + side + px(10), px(8), -px(10), 10_000)
        if painter is not None:
            painter.drawPixmap(place.left() + px(10), place.top() + px(9), self._swatch(mark.colour, side))
        words = shorten(mark.anchor.quote, _LONGEST, placeholder=" …")
        bottom = self._words(painter, room, words, self._theme.font("body"), "primary" if chosen else "text")
        room.setTop(bottom + px(2))
        if mark.note:
            below = self._words(painter, room.adjusted(px(10), 0, 0, 0), mark.note, small, "secondary")
            if painter is not None:
                bar = QRectF(room.left(), bottom + px(4), px(3), below - bottom - px(6))
                painter.fillRect(bar, QColor(self._theme.tokens.control))
            bottom = below
        return bottom + px(8) - place.top()

    def _words(self, painter: QPainter | None, room: QRect, text: str, font: QFont, ink: str) -> int:
        bounds = QFontMetrics(font).boundingRect(room, _WRAPPED, text)
        if painter is not None:
            painter.setFont(font)
            painter.setPen(self._theme.color(ink))
            painter.drawText(room, _WRAPPED, text)
        return bounds.bottom() + 1

    def _swatch(self, colour: Colour, side: int) -> QPixmap:
        if colour not in self._swatches:
            self._swatches[colour] = swatch(self._theme, colour, side)
        return self._swatches[colour]

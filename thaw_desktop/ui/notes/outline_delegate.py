"""How a row of the outline is drawn: a dot or a tick, the title on as many lines as it needs, and a letter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView

if TYPE_CHECKING:
    from thaw_desktop.notes.store import Confidence
    from thaw_desktop.ui.theme import Theme

MARKS_ROLE = Qt.ItemDataRole.UserRole + 1
"""Under this role an item has its `Marks`, or nothing."""

_SIGNS = {
    "red": ("R", "bad", "bad_text"),
    "amber": ("A", "caution", "caution_text"),
    "green": ("G", "good", "good_text"),
}
_WRAPPED = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


@dataclass(frozen=True, slots=True)
class Marks:
    """What stands beside a section's title.

    Attributes:
        read: whether it has been read.
        confidence: the student's own judgement.
    """

    read: bool
    confidence: Confidence


class OutlineDelegate(QStyledItemDelegate):
    """Draws the rows of a tree whose titles may take several lines."""

    def __init__(self, theme: Theme, tree: QTreeView) -> None:
        super().__init__(tree)
        self._theme = theme
        self._tree = tree

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the title needs at the width of the tree."""
        depth, above = 1, index.parent()
        while above.isValid():
            depth, above = depth + 1, above.parent()
        width = self._tree.viewport().width() - depth * self._tree.indentation()
        room = self._text_rect(QRect(0, 0, max(1, width), 10_000), index)
        wanted = QFontMetrics(option.font).boundingRect(room, _WRAPPED, str(index.data()))
        return QSize(width, wanted.height() + 2 * self._theme.px(6))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground as the stylesheet has it, then title and marks."""
        row = QStyleOptionViewItem(option)
        self.initStyleOption(row, index)
        row.text = ""
        style = self._tree.style() or QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, row, painter, self._tree)
        chosen = bool(row.state & QStyle.StateFlag.State_Selected)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(option.font)
        painter.setPen(self._theme.color("primary" if chosen else "text"))
        painter.drawText(self._text_rect(rect, index), _WRAPPED, str(index.data()))
        marks = index.data(MARKS_ROLE)
        if isinstance(marks, Marks):
            self._draw_marks(painter, rect, marks)
        painter.restore()

    def _text_rect(self, row: QRect, index: QModelIndex | QPersistentModelIndex) -> QRect:
        marks = index.data(MARKS_ROLE)
        px = self._theme.px
        left = px(20) if isinstance(marks, Marks) else px(4)
        right = px(30) if isinstance(marks, Marks) and marks.confidence in _SIGNS else px(6)
        return row.adjusted(left, 0, -right, 0)

    def _draw_marks(self, painter: QPainter, row: QRect, marks: Marks) -> None:
        px = self._theme.px
        middle = QPointF(row.left() + px(9), row.center().y() + 0.5)
        if marks.read:
            unit = px(10) / 10
            tick = [QPointF(-4, 0), QPointF(-1, 3), QPointF(4.5, -3.5)]
            pen = QPen(self._theme.color("good_text"), 1.8 * unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPolyline(QPolygonF([middle + point * unit for point in tick]))
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("primary"))
            painter.drawEllipse(middle, px(6) / 2, px(6) / 2)
        if marks.confidence in _SIGNS:
            letter, edge, ink = _SIGNS[marks.confidence]
            side = px(18)
            box = QRectF(row.right() - px(6) - side, row.center().y() - side / 2 + 0.5, side, side)
            painter.setBrush(self._theme.color("surface"))
            painter.setPen(QPen(self._theme.color(edge), 1.2))
            painter.drawRoundedRect(box, side / 3, side / 3)
            painter.setFont(self._small_bold())
            painter.setPen(self._theme.color(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, letter)

    def _small_bold(self) -> QFont:
        font = self._theme.font("small")
        font.setPixelSize(max(1, round(font.pixelSize() * 0.85)))
        font.setWeight(QFont.Weight.Bold)
        return font

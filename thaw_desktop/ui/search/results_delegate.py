"""How a row of the list of questions is drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from thaw_desktop.ui.search.rows import ResultRow, marked_ranges
from thaw_desktop.ui.theme.stylesheet import mix
from thaw_desktop.ui.widgets import beyond_words

if TYPE_CHECKING:
    from thaw_desktop.ui.theme import Theme

ROW_ROLE = Qt.ItemDataRole.UserRole
"""Under this role an index gives its `ResultRow`."""


class ResultsDelegate(QStyledItemDelegate):
    """Draws a title and a sentence on as many lines as they need, what was found marked, and a chip below."""

    def __init__(self, theme: Theme, view: QListView) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As high as the words need at the width of the list."""
        row = index.data(ROW_ROLE)
        width = self._view.viewport().width()
        return QSize(width, round(self._draw(None, QRectF(0, 0, width, 0), row, chosen=False)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw the ground as the stylesheet has it, then the words."""
        row = index.data(ROW_ROLE)
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        style = self._view.style() or QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, self._view)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw(painter, QRectF(option.rect), row, chosen=bool(ground.state & QStyle.StateFlag.State_Selected))
        painter.restore()

    def _draw(self, painter: QPainter | None, place: QRectF, row: ResultRow, *, chosen: bool) -> float:
        """Draw a row, or only measure it when there is no painter; its height."""
        px = self._theme.px
        heading = row.kind == "heading"
        room = place.adjusted(px(12), px(14) if heading else px(10), -px(12), 0)
        small, title = self._theme.font("small"), self._theme.font("body")
        if heading:
            bottom = self._words(painter, room, row.title, small, "secondary")
            return bottom + px(4) - place.top()
        title.setWeight(QFont.Weight.DemiBold)
        if row.keys:
            tokens, wide = self._theme.tokens, self._pill_width(row.keys)
            at_right = QRectF(room.right() - wide, room.top(), wide, 0)
            self._pill(painter, at_right, row.keys, tokens.surface if chosen else tokens.window, tokens.secondary)
            room.setRight(room.right() - wide - px(8))
        bottom = self._words(painter, room, row.title, title, "primary" if chosen else "text")
        if row.snippet:
            room.setTop(bottom + px(3))
            bottom = self._words(painter, room, row.snippet, small, "secondary")
        if row.pill or row.beyond:
            room.setTop(bottom + px(6))
            bottom = self._pills(painter, room, row, chosen=chosen)
        return bottom + px(10) - place.top()

    def _words(self, painter: QPainter | None, room: QRectF, text: str, font: QFont, ink: str) -> float:
        """Draw words from the top of a room, what was found marked in them; where they end."""
        plain, ranges = marked_ranges(text)
        layout = QTextLayout(plain, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeft)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.setFormats([self._hit(start, length) for start, length in ranges])
        layout.beginLayout()
        height = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, room.width()))
            line.setPosition(QPointF(0, height))
            height += line.height()
        layout.endLayout()
        if painter is not None:
            painter.setPen(self._theme.color(ink))
            layout.draw(painter, room.topLeft())
        return room.top() + height

    def _hit(self, start: int, length: int) -> QTextLayout.FormatRange:
        shape = QTextCharFormat()
        shape.setBackground(self._theme.color("hit"))
        shape.setForeground(self._theme.color("text"))
        shape.setFontWeight(QFont.Weight.DemiBold)
        found = QTextLayout.FormatRange()
        found.start, found.length, found.format = start, length, shape
        return found

    def _pills(self, painter: QPainter | None, room: QRectF, row: ResultRow, *, chosen: bool) -> float:
        """Draw the chips of a row, side by side where there is room; where they end."""
        tokens, ends = self._theme.tokens, room.topLeft()
        if row.pill:
            ends = self._pill(painter, room, row.pill, tokens.surface if chosen else tokens.soft, tokens.primary)
        if row.beyond:
            after = room.adjusted(ends.x() - room.left() + self._theme.px(6) if row.pill else 0, 0, 0, 0)
            if row.pill and after.width() < self._pill_width(beyond_words()):
                after = QRectF(room.left(), ends.y() + self._theme.px(4), room.width(), 0)
            ground = mix(tokens.surface, tokens.warm, 0.1)  # as in the stylesheet
            ends = self._pill(painter, after, beyond_words(), ground, tokens.warm_text)
        return ends.y()

    def _pill_width(self, text: str) -> float:
        return QFontMetricsF(self._theme.font("small")).horizontalAdvance(text) + self._theme.px(20)

    def _pill(self, painter: QPainter | None, room: QRectF, text: str, ground: str, ink: str) -> QPointF:
        """Draw a chip at the top of a room; where it ends, at the right and below."""
        px, font = self._theme.px, self._theme.font("small")
        metrics = QFontMetricsF(font)
        width = min(self._pill_width(text), room.width())
        chip = QRectF(room.left(), room.top(), width, metrics.height() + px(4))
        if painter is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(chip, chip.height() / 2, chip.height() / 2)
            painter.setFont(font)
            painter.setPen(QColor(ink))
            inside = chip.adjusted(px(10), 0, -px(10), 0)
            shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        return chip.bottomRight()

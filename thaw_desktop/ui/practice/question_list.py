"""The questions of a pack as a list of cards."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from thaw_desktop.ui.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

_ANY_HEIGHT = 16_777_215
"""Qt's QWIDGETSIZE_MAX, which PySide does not name."""
_GAP = 6
"""Between two questions, px at 100 %."""
_CHOICE = Qt.ItemDataRole.UserRole
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft


@dataclass(frozen=True, slots=True)
class Choice:
    """A question in the list.

    Attributes:
        id: the question's id.
        command: its command word; empty for none.
        title: its title.
        about: marks and time.
        result: how often it was written and how that went; empty when it was not.
    """

    id: str
    command: str
    title: str
    about: str
    result: str


class QuestionList(QListWidget):
    """Cards to choose from with arrows or mouse.

    Signals:
        chosen: another question is the current one; carries its id.
        started: Enter was pressed on a question.
    """

    chosen = Signal(str)
    started = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        self._whole = False  # before Qt first lays out, which it does as it is set up
        super().__init__(parent)
        self.setAccessibleName(self.tr("Questions"))
        self.setItemDelegate(_CardPainter(theme, self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setUniformItemSizes(False)
        self.currentItemChanged.connect(self._tell_choice)
        self.itemActivated.connect(self._tell_start)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_choices(self, choices: Sequence[Choice]) -> None:
        """Show these questions; the current one stays current if it is still there."""
        if [self._at(row) for row in range(self.count())] == list(choices):
            return
        current = self.current()
        self.blockSignals(True)
        self.clear()
        for choice in choices:
            item = QListWidgetItem(choice.title)
            item.setData(_CHOICE, choice)
            told = spoken(choice.title, choice.command, choice.about, choice.result)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, told)
            self.addItem(item)
        self.blockSignals(False)
        if not self.choose(current) and self.count():
            self.setCurrentRow(0)

    def choose(self, question: str) -> bool:
        """Make a question the current one; False when it is not in the list."""
        for row in range(self.count()):
            if self._at(row).id == question:
                self.setCurrentRow(row)
                self._tell_choice()
                return True
        return False

    def current(self) -> str:
        """The id of the current question, empty when there is none."""
        item = self.currentItem()
        return "" if item is None else cast("Choice", item.data(_CHOICE)).id

    def set_whole(self, whole: bool) -> None:
        """Be as high as all questions together (True), or scroll in the height there is."""
        self._whole = whole
        bar = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(bar)
        if not whole:
            self.setMinimumHeight(1)
            self.setMaximumHeight(_ANY_HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the titles anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def doItemsLayout(self) -> None:
        """Follow the height of the questions where all are to be seen."""
        super().doItemsLayout()
        if self._whole:
            heights = sum(self.sizeHintForRow(row) for row in range(self.count()))
            self.setFixedHeight(heights + 2 * self.frameWidth() + 4)

    def _at(self, row: int) -> Choice:
        return cast("Choice", self.item(row).data(_CHOICE))

    @Slot()
    def _tell_choice(self) -> None:
        self.chosen.emit(self.current())

    @Slot()
    def _tell_start(self) -> None:
        self.started.emit()


class _CardPainter(QStyledItemDelegate):
    """Paints a question: its title over as many lines as it needs, and as a rule one line of small print."""

    def __init__(self, theme: Theme, view: QuestionList) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002 - Qt asks with it
        """As wide as the list, as high as the words at that width."""
        width = self._view.viewport().width()
        return QSize(width, self._heights(index, width)[-1] + self._theme.px(_GAP))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        """Draw one card."""
        choice = cast("Choice", index.data(_CHOICE))
        area = option.rect.adjusted(1, 1, -1, -self._theme.px(_GAP))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._draw_ground(painter, QRectF(area), option.state)
        edge = self._theme.px(14)
        inside = area.adjusted(edge, 0, -edge, 0)
        top = area.top()
        places = self._heights(index, area.width() + 2)
        for (role, colour, text), start, end in zip(self._lines(choice), places, places[1:], strict=False):
            if text:
                painter.setFont(self._theme.font(role))
                painter.setPen(self._theme.color(colour))
                room = QRect(inside.left(), top + start, inside.width(), end - start)
                painter.drawText(room, int(_WRAP), text)
        painter.restore()

    def _draw_ground(self, painter: QPainter, area: QRectF, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        focused = chosen and self._view.hasFocus()
        half = 1.0 if focused else 0.5
        painter.setPen(QPen(self._theme.color("primary" if chosen else "line"), half * 2))
        painter.setBrush(self._theme.color("soft" if chosen else "surface"))
        radius = self._theme.px(10)
        painter.drawRoundedRect(area.adjusted(half, half, -half, -half), radius, radius)

    def _lines(self, choice: Choice) -> tuple[tuple[str, str, str], ...]:
        """Role of the text, its colour and the text itself, from top to bottom."""
        about = " · ".join(filter(None, (choice.command, choice.about)))
        return (("body", "text", choice.title), ("small", "secondary", about), ("small", "primary", choice.result))

    def _heights(self, index: QModelIndex | QPersistentModelIndex, width: int) -> list[int]:
        """Where each line begins, from the top of the card, and at last where the card ends."""
        choice = cast("Choice", index.data(_CHOICE))
        room = width - 2 - 2 * self._theme.px(14)
        places = [self._theme.px(9)]
        for role, _, text in self._lines(choice):
            height = 0
            if text:
                metrics = QFontMetrics(self._theme.font(role))
                height = metrics.boundingRect(QRect(0, 0, room, 10_000), int(_WRAP), text).height() + self._theme.px(2)
            places.append(places[-1] + height)
        places.append(places[-1] + self._theme.px(7))
        return places

"""A page of cards: side by side where there is room, one below the other where there is not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt, QTimer, Slot
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QResizeEvent, QShowEvent
    from PySide6.QtWidgets import QLayoutItem

    from thaw_desktop.ui.theme import Theme


@dataclass(frozen=True, slots=True)
class _Row:
    """Places of items in the layout, how the width is shared, and how many stand side by side when it is narrow."""

    places: tuple[int, ...]
    shares: tuple[int, ...]
    narrow: int


class RowsLayout(QLayout):
    """Rows of widgets that share the width in fixed parts, so that the edges of all rows are in line.

    Below a width the widgets of a row stand one below the other. All widgets of a line are as high as the highest.
    """

    def __init__(self, theme: Theme, wide_from: int, parent: QWidget | None = None, gap: int = 16) -> None:
        """Make an empty layout.

        Args:
            theme: gives the scale.
            wide_from: pixels at 100 % from which the widgets of a row stand side by side.
            parent: the widget whose contents are laid out.
            gap: pixels at 100 % between cards, across and down.
        """
        super().__init__()
        self._theme = theme
        self._wide_from = wide_from
        self._gap = gap
        self._items: list[QLayoutItem] = []
        self._rows: list[_Row] = []
        self.setContentsMargins(0, 0, 0, 0)
        if parent is not None:
            parent.setLayout(self)
        theme.changed.connect(self._follow_theme)

    def add_row(self, widgets: Sequence[QWidget], shares: Sequence[int] = (), narrow: int = 1) -> None:
        """Add a row below the others.

        Args:
            widgets: from left to right; hidden ones take no room.
            shares: their parts of the width, such as (3, 2); equal when left out.
            narrow: how many stand side by side when there is little room; they then have equal parts.
        """
        first = len(self._items)
        for widget in widgets:
            self.addWidget(widget)
        places = tuple(range(first, first + len(widgets)))
        self._rows.append(_Row(places, tuple(shares) or (1,) * len(widgets), narrow))

    def join_row(self, widget: QWidget) -> None:
        """Add a widget at the end of the last row; all of that row then have equal parts."""
        last = self._rows.pop()
        self.addWidget(widget)
        places = (*last.places, len(self._items) - 1)
        self._rows.append(_Row(places, (1,) * len(places), last.narrow))

    def addItem(self, item: QLayoutItem) -> None:
        """Take an item in; Qt calls this from `addWidget`."""
        self._items.append(item)

    def count(self) -> int:
        """How many items there are."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        """The item at a place, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and hand it over, None past the end; the items after it move up a place."""
        if not 0 <= index < len(self._items):
            return None
        self._rows = [_without(row, index) for row in self._rows]
        return self._items.pop(index)

    def expandingDirections(self) -> Qt.Orientation:
        """It takes the width it is given."""
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        """Narrower means higher."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of all rows at a width."""
        return self._lay(QRect(0, 0, width, 0), move=False)

    def setGeometry(self, rect: QRect) -> None:
        """Place the items."""
        super().setGeometry(rect)
        self._lay(rect, move=True)

    def sizeHint(self) -> QSize:
        """As narrow as still counts as wide."""
        width = max(self._theme.px(self._wide_from), self.minimumSize().width())
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """The widest single line when there is little room."""
        gap, width = self._theme.px(self._gap), 0
        for line, _ in self._lines(wide=False):
            least = max(item.minimumSize().width() for item in line)
            width = max(width, least * len(line) + gap * (len(line) - 1))
        margins = self.contentsMargins()
        return QSize(width + margins.left() + margins.right(), margins.top() + margins.bottom())

    def _lines(self, *, wide: bool) -> list[tuple[list[QLayoutItem], list[int]]]:
        """The visible items line by line, with their parts of the width."""
        lines = []
        for row in self._rows:
            items = [(self._items[place], part) for place, part in zip(row.places, row.shares, strict=True)]
            seen = [(item, part) for item, part in items if not item.isEmpty()]
            if wide and seen:
                lines.append(([item for item, _ in seen], [part for _, part in seen]))
            elif seen:
                for start in range(0, len(seen), row.narrow):
                    line = [item for item, _ in seen[start : start + row.narrow]]
                    lines.append((line, [1] * len(line)))
        return lines

    def _lay(self, rect: QRect, *, move: bool) -> int:
        area = rect.marginsRemoved(self.contentsMargins())
        gap = self._theme.px(self._gap)
        top = area.top()
        for items, parts in self._lines(wide=area.width() >= self._theme.px(self._wide_from)):
            room = area.width() - gap * (len(items) - 1)
            ends = [room * sum(parts[: place + 1]) // sum(parts) for place in range(len(parts))]
            widths = [end - start for start, end in zip([0, *ends], ends, strict=False)]
            height = max(_height(item, width) for item, width in zip(items, widths, strict=True))
            if move:
                left = area.left()
                for item, width in zip(items, widths, strict=True):
                    item.setGeometry(QRect(QPoint(left, top), QSize(width, height)))
                    left += width + gap
            top += height + gap
        return max(0, top - gap - area.top()) + rect.height() - area.height()

    @Slot()
    def _follow_theme(self) -> None:
        self.invalidate()


class CardsPage(QScrollArea):
    """A page that scrolls up and down only, and keeps its column in the middle of a very wide window.

    Attributes:
        rows: where the cards go.
    """

    _WIDEST = 1240

    def __init__(self, theme: Theme, wide_from: int = 860, parent: QWidget | None = None) -> None:
        """Make an empty page.

        Args:
            theme: colours and scale.
            wide_from: see `RowsLayout`.
            parent: the owner.
        """
        super().__init__(parent)
        self._theme = theme
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        # The cards' own controls take the focus; PageUp and PageDown still come here from them.
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._column = QWidget()
        self.rows = RowsLayout(theme, wide_from, self._column)
        self.setWidget(self._column)
        self._give_room()
        theme.changed.connect(self._give_room)

    def showEvent(self, event: QShowEvent) -> None:
        """Open at the top: Qt scrolls to the control that gets the focus while the page is still being laid out."""
        super().showEvent(event)
        QTimer.singleShot(0, self._go_to_top)

    @Slot()
    def _go_to_top(self) -> None:
        self.verticalScrollBar().setValue(0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the column in the middle."""
        self._give_room()
        super().resizeEvent(event)

    @Slot()
    def _give_room(self) -> None:
        edge = self._theme.px(20)
        side = max(edge, (self.viewport().width() - self._theme.px(self._WIDEST)) // 2)
        self.rows.setContentsMargins(side, edge, side, edge)


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


def _without(row: _Row, index: int) -> _Row:
    kept = [
        (place - (place > index), part) for place, part in zip(row.places, row.shares, strict=True) if place != index
    ]
    return _Row(tuple(place for place, _ in kept), tuple(part for _, part in kept), row.narrow)

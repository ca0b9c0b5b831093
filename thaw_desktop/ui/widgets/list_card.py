"""A card with rows that lead somewhere: each row is a button as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt, Signal, Slot
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout

from thaw_desktop.ui.widgets.bars import ThinBar
from thaw_desktop.ui.widgets.buttons import button
from thaw_desktop.ui.widgets.card import Card
from thaw_desktop.ui.widgets.labels import plain_label, set_property
from thaw_desktop.ui.words import spoken

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QKeyEvent, QPaintEvent
    from PySide6.QtWidgets import QWidget

    from thaw_desktop.ui.theme import Theme

_MORE = 100
"""Rows that are shown at a time when there are many: each costs as much as a small window."""
_BEYOND = 10
"""How far the ground and the ring of a row reach beyond the text of the card, in pixels at 100 %."""


@dataclass(frozen=True, slots=True)
class Row:
    """What a row shows and where it leads.

    Attributes:
        item: given out when the row is chosen.
        title: its name.
        detail: a quieter line, or several, under it; may be empty.
        fraction: the filled share of a bar, 0 to 1; None for a row without a bar.
        value: the same in words, at the right of the title.
        tone: colour of the title; empty for the usual.
    """

    item: str
    title: str
    detail: str = ""
    fraction: float | None = None
    value: str = ""
    tone: str = ""


class ListRow(QAbstractButton):
    """A row that is clicked as a whole; Return and the space bar do the same.

    Signals:
        chosen: the row was clicked; carries the row's item.
        pressed_key: one of the offered keys was pressed; carries the row's item and the key.
    """

    chosen = Signal(str)
    pressed_key = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None, keys: str = "") -> None:
        """Make an empty row; `keys` are letters and digits that do something with its item."""
        super().__init__(parent)
        self._keys = keys
        self._theme = theme
        self._row = Row("", "")
        self._title = plain_label("", wrap=True)
        self._value = plain_label("", "secondary")
        self._bar = ThinBar(theme, "")
        self._detail = plain_label("", "secondary", wrap=True)
        self._column = QVBoxLayout(self)
        line = QHBoxLayout()
        line.addWidget(self._title, 1)
        line.addWidget(self._value, 0, Qt.AlignmentFlag.AlignBottom)
        self._column.addLayout(line)
        self._column.addWidget(self._bar)
        self._column.addWidget(self._detail)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.clicked.connect(self._choose)
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_row(self, row: Row) -> None:
        """Show something else."""
        if row == self._row:
            return
        self._row = row
        self._title.setText(row.title)
        self._value.setText(row.value)
        self._value.setVisible(bool(row.value))
        self._detail.setText(row.detail)
        self._detail.setVisible(bool(row.detail))
        self._bar.setVisible(row.fraction is not None)
        self._bar.setAccessibleName(row.title)
        set_property(self._title, "tone", row.tone)
        if row.fraction is not None:
            self._bar.show_fraction(row.fraction)
        self.setAccessibleName(row.title)
        self.setAccessibleDescription(spoken(row.value, row.detail))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return clicks, as the space bar does; other keys do what is offered for the row."""
        typed = event.text().upper()
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif plain and typed and typed in self._keys:
            self.pressed_key.emit(self._row.item, typed)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw the ground under the pointer and the ring of focus."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rounded = self._theme.px(8)
        if self.underMouse() or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("soft"))
            painter.drawRoundedRect(QRectF(self.rect()), rounded, rounded)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(self._theme.color("primary"), 2))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), rounded, rounded)

    @Slot()
    def _choose(self) -> None:
        self.chosen.emit(self._row.item)

    @Slot()
    def _give_room(self) -> None:
        side, above = self._theme.px(_BEYOND), self._theme.px(8)
        self._column.setContentsMargins(side, above, side, above)
        self._column.setSpacing(self._theme.px(4))


class ListCard(Card):
    """A card of rows; a sentence stands in their place while there are none.

    Signals:
        chosen: a row was clicked; carries the row's item.
        pressed_key: one of the offered keys was pressed on a row; carries its item and the key.

    Attributes:
        more: brings more rows when there are many.
    """

    chosen = Signal(str)
    pressed_key = Signal(str, str)

    def __init__(
        self,
        theme: Theme,
        heading: str,
        empty: str = "",
        *,
        first: int = 40,
        keys: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """Make a card without rows.

        Args:
            theme: colours and sizes.
            heading: over the rows.
            empty: what to say while there are none.
            first: how many rows are shown before more are asked for.
            keys: letters and digits that do something with the row that has the focus.
            parent: the owner.
        """
        super().__init__(theme, heading, parent)
        self._rows: list[ListRow] = []
        self._all: Sequence[Row] = ()
        self._most = first
        self._keys = keys
        self._before: QWidget | None = None
        self._empty = plain_label(empty, "secondary", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(0)
        self.more = button("", "quiet")
        self.more.clicked.connect(self._show_more)
        self.more.hide()
        self.body.addWidget(self._empty)
        self.body.addLayout(self._list)
        self.body.addWidget(self.more)
        self.body.addStretch(1)
        self._indent()
        theme.changed.connect(self._indent)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows, or the first of very many; those there already stay, so that none loses the focus."""
        self._all = rows
        rows = rows[: self._most]
        while len(self._rows) > len(rows):
            gone = self._rows.pop()
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for shown, row in zip(self._rows, rows, strict=False):
            shown.show_row(row)
        while len(self._rows) < len(rows):
            made = ListRow(self._theme, self, self._keys)
            made.chosen.connect(self.chosen)
            made.pressed_key.connect(self.pressed_key)
            made.show_row(rows[len(self._rows)])  # before it is seen: afterwards each label would lay out all again
            self._list.addWidget(made)
            made.show()  # Qt would do it later, and until then nothing could give it the focus
            # Made last, it would also be the last of the whole window that Tab comes to.
            before = self._rows[-1] if self._rows else self._before
            if before is not None:
                self.setTabOrder(before, made)
            self._rows.append(made)
        self._empty.setVisible(not rows)
        self._offer_more()

    def _offer_more(self) -> None:
        left = len(self._all) - len(self._rows)
        self.more.setVisible(left > 0)
        if left > _MORE:
            self.more.setText(self.tr("Show {n} more").format(n=_MORE))
        else:
            self.more.setText(self.tr("Show all {n}").format(n=len(self._all)))
        if self._rows:
            self.setTabOrder(self._rows[-1], self.more)

    @Slot()
    def _show_more(self) -> None:
        first = len(self._rows)
        self._most = first + _MORE
        self.show_rows(self._all)
        self.focus_row(first)

    def follow(self, before: QWidget) -> None:
        """Let Tab come to the rows, whenever they are made, after this control of the same window."""
        self._before = before

    def set_empty(self, sentence: str) -> None:
        """Say something else while there are no rows."""
        self._empty.setText(sentence)

    def focus_row(self, number: int) -> None:
        """Give a row the focus, counted from 0; nothing when there is no such row."""
        if 0 <= number < len(self._rows):
            self._rows[number].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _give_room(self) -> None:
        super()._give_room()
        edge, beyond = self._theme.px(20), self._theme.px(_BEYOND)
        self._outer.setContentsMargins(edge - beyond, self._theme.px(18), edge - beyond, edge - beyond)
        self._outer.setSpacing(self._theme.px(4))
        self._heading.setContentsMargins(beyond, 0, beyond, 0)

    @Slot()
    def _indent(self) -> None:
        beyond = self._theme.px(_BEYOND)
        self._empty.setContentsMargins(beyond, self._theme.px(4), beyond, 0)

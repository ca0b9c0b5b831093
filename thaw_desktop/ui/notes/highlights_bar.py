"""The small bar at a selected passage: four colours, a note, a card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QIcon, QPainter, QPen, QPixmap, QTextCharFormat
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from thaw_desktop.notes.highlights import COLOURS
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.notes.highlights_colours import colour_word, line_of, shade
from thaw_desktop.ui.widgets import FlowLayout, button, plain_label

if TYPE_CHECKING:
    from PySide6.QtWidgets import QPushButton

    from thaw_desktop.notes.highlights import Colour, Highlight
    from thaw_desktop.ui.theme import Theme

_PENS = {
    QTextCharFormat.UnderlineStyle.SingleUnderline: Qt.PenStyle.SolidLine,
    QTextCharFormat.UnderlineStyle.DashUnderline: Qt.PenStyle.DashLine,
    QTextCharFormat.UnderlineStyle.DotLine: Qt.PenStyle.DotLine,
    QTextCharFormat.UnderlineStyle.WaveUnderline: Qt.PenStyle.DashDotLine,
}


def swatch(theme: Theme, colour: Colour, side: int) -> QPixmap:
    """A small square of a colour with its kind of underline, for a screen of twice the usual sharpness."""
    ground, edge = shade(theme, colour)
    pixmap = QPixmap(side * 2, side * 2)
    pixmap.setDevicePixelRatio(2)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(QColor(edge), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(QRectF(0.5, 0.5, side - 1, side - 1), side / 5, side / 5)
    pen = QPen(QColor(edge), max(1.5, side / 9), _PENS[line_of(colour)])
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    low = side * 0.72
    if line_of(colour) is QTextCharFormat.UnderlineStyle.WaveUnderline:
        pen.setStyle(Qt.PenStyle.SolidLine)
        painter.setPen(pen)
        step = side * 0.16
        points = [QPointF(side * 0.2 + at * step, low + (step / 2 if at % 2 else -step / 2)) for at in range(5)]
        painter.drawPolyline(points)
    else:
        painter.drawLine(QPointF(side * 0.2, low), QPointF(side * 0.82, low))
    painter.end()
    return pixmap


class SelectionBar(QFrame):
    """Stands under what is selected on the page; it takes no focus, since every button of it has a key on the page.

    Signals:
        colour_wanted: one of the four colours.
        note_wanted: write a note.
        card_wanted: make a card.
        remove_wanted: take the highlight away.
    """

    colour_wanted = Signal(str)
    note_wanted = Signal()
    card_wanted = Signal()
    remove_wanted = Signal()

    def __init__(self, theme: Theme, page: QWidget) -> None:
        super().__init__(page)
        self._theme = theme
        self._over = page
        self.setProperty("role", "notice")
        self.setAccessibleName(self.tr("Highlight"))
        self._note = plain_label("", wrap=True)
        self._buttons = QWidget()
        self._flow = FlowLayout(self._buttons, 4)
        self.colours = {colour: self._add_colour(number, colour) for number, colour in enumerate(COLOURS, start=1)}
        self.note = self._add(self.tr("Note (N)"))
        self.card = self._add(self.tr("Make a card (C)"))
        self.remove = self._add(self.tr("Remove (Del)"))
        self.note.clicked.connect(self._ask_for_note)
        self.card.clicked.connect(self._ask_for_card)
        self.remove.clicked.connect(self._ask_to_remove)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self._note)
        self._column.addWidget(self._buttons)
        self._dress()
        theme.changed.connect(self._dress)
        self.hide()

    def show_at(self, place: QRect, current: Highlight | None) -> None:
        """Stand under a passage, or above it where there is no room.

        Args:
            place: where the passage stands, in the coordinates of the page.
            current: the highlight that is chosen; None for words that are not highlighted yet.
        """
        note = current.note if current is not None else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        for colour, one in self.colours.items():
            one.setChecked(current is not None and current.colour == colour)
        self.note.setText(self.tr("Change the note (N)") if note else self.tr("Note (N)"))
        self.remove.setVisible(current is not None)
        self._put(place)
        self.show()
        self.raise_()
        self._tell(current)

    def _tell(self, current: Highlight | None) -> None:
        if current is None:
            told = self.tr("Selected. 1 to 4 highlights, N writes a note, C makes a card.")
        else:
            told = self.tr("Highlighted in {colour}: {words}").format(
                colour=colour_word(current.colour), words=current.anchor.quote
            )
            if current.note:
                told = self.tr("{what}. Note: {note}").format(what=told, note=current.note)
        announce(self._over, told)

    def _put(self, place: QRect) -> None:
        gap = self._theme.px(6)
        room = self._over.rect().adjusted(gap, gap, -gap, -gap)
        self._flow.invalidate()
        self._column.invalidate()
        margins = self._column.contentsMargins()
        wanted = self._flow.sizeHint().width() + margins.left() + margins.right() + 2
        width = min(max(wanted, self._theme.px(260)), room.width())
        height = self._column.totalHeightForWidth(width)
        below, above = place.bottom() + gap, place.top() - gap - height
        top = below if below + height <= room.bottom() or above < room.top() else above
        left = max(room.left(), min(place.left(), room.right() - width))
        self.setGeometry(left, max(room.top(), min(top, room.bottom() - height)), width, height)

    def _add_colour(self, number: int, colour: Colour) -> QPushButton:
        made = self._add(self.tr("{key} {colour}").format(key=number, colour=colour_word(colour)))
        made.setObjectName(colour)
        made.setCheckable(True)
        made.clicked.connect(self._choose)
        return made

    def _add(self, text: str) -> QPushButton:
        made = button(text, "quiet")
        made.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the page keeps the focus, and with it the keys
        self._flow.addWidget(made)
        return made

    @Slot()
    def _choose(self) -> None:
        sender = self.sender()
        if sender is not None:
            self.colour_wanted.emit(sender.objectName())

    @Slot()
    def _ask_for_note(self) -> None:
        self.note_wanted.emit()

    @Slot()
    def _ask_for_card(self) -> None:
        self.card_wanted.emit()

    @Slot()
    def _ask_to_remove(self) -> None:
        self.remove_wanted.emit()

    @Slot()
    def _dress(self) -> None:
        side = self._theme.px(16)
        for colour, one in self.colours.items():
            one.setIcon(QIcon(swatch(self._theme, colour, side)))
            one.setIconSize(QSize(side, side))
        edge = self._theme.px(8)
        self._column.setContentsMargins(edge, edge, edge, edge)
        self._column.setSpacing(self._theme.px(6))
        self.hide()

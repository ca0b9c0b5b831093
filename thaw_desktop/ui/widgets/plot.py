"""What all plots can do: hover and arrow keys tell a value, a menu copies or saves the picture and the values."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QEvent, QIODevice, QPoint, QPointF, Qt, Signal
from PySide6.QtGui import QGuiApplication, QHelpEvent, QImage, QImageWriter, QKeySequence, QRegion
from PySide6.QtWidgets import QFileDialog, QMenu, QToolTip, QWidget

from thaw_desktop.core.files import write_whole
from thaw_desktop.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QAction, QContextMenuEvent, QFocusEvent, QKeyEvent

    from thaw_desktop.ui.theme import Theme

_SHARP = 2
"""Pixels of a copied picture for each one on the screen: it goes into documents that are printed."""


@dataclass(frozen=True, slots=True)
class Values:
    """What a plot shows, as a table.

    Attributes:
        head: names of the columns.
        rows: texts and numbers.
    """

    head: Sequence[str] = ()
    rows: Sequence[Sequence[str | float | int]] = ()

    def text(self) -> str:
        """With tabs between the columns, as spreadsheets take it from the clipboard."""
        return self._written("excel-tab")

    def csv(self) -> bytes:
        """As a CSV file that every spreadsheet opens with its letters right."""
        return self._written("excel").encode("utf-8-sig")

    def _written(self, dialect: str) -> str:
        out = io.StringIO()
        writer = csv.writer(out, dialect=dialect)
        writer.writerow([_harmless(cell) for cell in self.head])
        writer.writerows([[_harmless(cell) for cell in row] for row in self.rows])
        return out.getvalue()


def _harmless(cell: str | float) -> str | float:
    """A title of a pack that a spreadsheet would take for a formula is told as the text that it is."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in tuple("=+-@\t\r") else cell


class Plot(PaintedWidget):
    """A picture of numbers, each of which can be told in words.

    A plot says how many places it has, what stands at each, and which one lies under the pointer.

    Signals:
        told: a plain sentence about what was done.
        trouble: a plain sentence about what could not be done.
    """

    told = Signal(str)
    trouble = Signal(str)

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._current = -1
        self._whole = ""
        self._values = Values()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    # What each plot says of itself

    def places(self) -> int:
        """How many places can be told."""
        raise NotImplementedError

    def words_at(self, place: int) -> str:
        """What stands at a place."""
        raise NotImplementedError

    def place_under(self, point: QPointF) -> int:
        """The place at a point of the widget; -1 for none."""
        raise NotImplementedError

    def corner_of(self, place: int) -> QPoint:
        """Where to tell what stands at a place."""
        raise NotImplementedError

    def values(self) -> Values:
        """What the plot shows, as a table."""
        return self._values

    def show_whole(self, description: str, values: Values | None = None) -> None:
        """Tell the whole in words, and as a table; nothing is chosen any more."""
        self._whole, self._current = description, -1
        if values is not None:
            self._values = values
        self._tell(description)
        self.update()

    # What all of them do

    def event(self, event: QEvent) -> bool:
        """Say in words what is under the pointer."""
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            place = self.place_under(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self.words_at(place) if place >= 0 else self.toolTip(), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from place to place with the arrow keys, Home and End; copy the values with Ctrl+C."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_values()
            return
        target = self.place_after(Qt.Key(event.key()))
        if target is None or not self.places():
            super().keyPressEvent(event)
            return
        self.choose(target)

    def place_after(self, key: Qt.Key) -> int | None:
        """The place that a key leads to from the chosen one; None for a key that leads nowhere."""
        last = self.places() - 1
        return {
            Qt.Key.Key_Left: max(0, self._current - 1),
            Qt.Key.Key_Right: min(last, self._current + 1),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(key)

    def choose(self, place: int) -> None:
        """Choose a place and tell what stands there."""
        self._current = place
        self._tell(self.words_at(place))
        above = QPoint(0, self.fontMetrics().height() * 2)
        QToolTip.showText(self.mapToGlobal(self.corner_of(place) - above), self.words_at(place), self)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Let go of the place that was told, unless a menu has come up."""
        super().focusOutEvent(event)
        if event.reason() == Qt.FocusReason.PopupFocusReason:
            return
        self._current = -1
        self._tell(self._whole)
        self.update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer to copy and to save."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.add_deeds(menu)
        menu.popup(event.globalPos())

    def add_deeds(self, menu: QMenu) -> list[QAction]:
        """Put what can be done with the plot into a menu."""
        return [
            menu.addAction(self.tr("Copy the picture"), self.copy_picture),
            menu.addAction(self.tr("Copy the values"), self.copy_values),
            menu.addAction(self.tr("Save the picture…"), self._ask_for_picture),
            menu.addAction(self.tr("Save the values (CSV)…"), self._ask_for_values),
        ]

    def picture(self) -> QImage:
        """The plot as it is seen, on the ground of its card, twice as sharp as on the screen."""
        image = QImage(self.size() * _SHARP, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(_SHARP)
        image.fill(self._theme.color("surface"))
        self.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
        return image

    def copy_picture(self) -> None:
        """Put the picture on the clipboard."""
        QGuiApplication.clipboard().setImage(self.picture())
        self.told.emit(self.tr("The picture was copied."))

    def copy_values(self) -> None:
        """Put the values on the clipboard, with tabs between the columns."""
        QGuiApplication.clipboard().setText(self.values().text())
        self.told.emit(self.tr("The values were copied."))

    def save(self, path: Path) -> None:
        """Write the picture or, for a name that ends in .csv, the values; a sentence tells how it went."""
        if path.suffix.lower() == ".csv":
            data = self.values().csv()
        else:
            held = QByteArray()
            buffer = QBuffer(held)
            buffer.open(QIODevice.OpenModeFlag.WriteOnly)
            QImageWriter(buffer, QByteArray(b"png")).write(self.picture())
            data = bytes(held.data())
        try:
            write_whole(path, data)
        except OSError as error:
            sentence = self.tr("{name} could not be saved ({reason}). Choose another folder.")
            self.trouble.emit(sentence.format(name=path.name, reason=error.strerror or error))
        else:
            self.told.emit(self.tr("Saved as {name}.").format(name=path.name))

    def _ask_for_picture(self) -> None:
        self._ask("png", self.tr("Pictures (*.png)"))

    def _ask_for_values(self) -> None:
        self._ask("csv", self.tr("Tables (*.csv)"))

    def _ask(self, ending: str, kinds: str) -> None:
        name = "".join(letter if letter.isalnum() else "-" for letter in self.accessibleName()).strip("-")
        dialog = QFileDialog(self, self.accessibleName(), f"{name}.{ending}", kinds)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending)
        dialog.selectFile(f"{name}.{ending}")
        dialog.fileSelected.connect(self._save_as)
        dialog.open()

    def _save_as(self, name: str) -> None:
        self.save(Path(name))

"""Draws parts of a pack page by page onto paper or into a file, a little at a time, so that the window stays alive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QMarginsF, QObject, QRectF, QSaveFile, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from thaw_desktop.ui.printing.document import PaperDocument, contents_page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from PySide6.QtGui import QPagedPaintDevice

_MARGINS_MM = QMarginsF(25, 20, 25, 20)
_UNIT = 96.0
"""Pixels of the layout to an inch."""
_FOOT = 34.0
"""Height of the line at the foot of a page with the room above it, in the unit of the layout."""


@dataclass(frozen=True, slots=True)
class Part:
    """One section, or the key terms, or the timeline.

    Attributes:
        title: for the list of contents.
        html: gives the body, when it is wanted.
    """

    title: str
    html: Callable[[], str]


@dataclass(frozen=True, slots=True)
class Style:
    """How the text is set, and what stands in it.

    Attributes:
        font: of running text; the size is that of paper.
        line_height: in per cent of the font's own.
        media: gives the bytes of a picture of the pack by its name.
    """

    font: QFont
    line_height: int
    media: Callable[[str], bytes | None] | None


class PrintJob(QObject):
    """Lays out all parts, counts their pages, then draws one page after the other.

    Signals:
        progressed: steps done, and steps there will be as far as is known.
        finished: all is drawn, and a file is in its place.
        failed: it is not; carries a plain sentence.
    """

    progressed = Signal(int, int)
    finished = Signal()
    failed = Signal(str)

    def __init__(self, title: str, parts: Sequence[Part], style: Style, parent: QObject | None = None) -> None:
        """Prepare a job.

        Args:
            title: of the pack, which stands at the foot of every page.
            parts: each begins on a new page; with more than one, a list of contents comes first.
            style: how the text is set.
            parent: the owner.
        """
        super().__init__(parent)
        self._title, self._parts, self._style = title, list(parts), style
        self._file: QSaveFile | None = None
        self._device: QPagedPaintDevice | None = None
        self._painter: QPainter | None = None
        self._steps: Iterator[tuple[int, int]] | None = None

    def save(self, path: Path) -> None:
        """Draw into a PDF file; it is put in the place of what was there only when it is whole."""
        self._file = QSaveFile(str(path), self)
        if not self._file.open(QSaveFile.OpenModeFlag.WriteOnly):
            self._fail()
            return
        writer = QPdfWriter(self._file)
        writer.setTitle(self._title)
        writer.setCreator("Thaw")
        writer.setResolution(1200)
        imperial = QLocale().measurementSystem() == QLocale.MeasurementSystem.ImperialUSSystem
        size = QPageSize(QPageSize.PageSizeId.Letter if imperial else QPageSize.PageSizeId.A4)
        writer.setPageLayout(
            QPageLayout(size, QPageLayout.Orientation.Portrait, _MARGINS_MM, QPageLayout.Unit.Millimeter)
        )
        self.draw_on(writer)

    def draw_on(self, device: QPagedPaintDevice) -> None:
        """Draw on a printer, whose paper and margins are set."""
        self._device = device
        self._steps = self._work()
        QTimer.singleShot(0, self, self._step)

    @Slot()
    def cancel(self) -> None:
        """Stop; a file that was there before stays as it was."""
        self._steps = None
        self._end(keep=False)

    @Slot()
    def _step(self) -> None:
        if self._steps is None:
            return  # it was cancelled
        step = next(self._steps, None)
        if step is not None:
            self.progressed.emit(*step)
            QTimer.singleShot(0, self, self._step)
            return
        self._steps = None
        if self._end(keep=True):
            self.finished.emit()
        else:
            self._fail()

    def _work(self) -> Iterator[tuple[int, int]]:
        """Do one step after the other; each gives how many are done, and how many there will be."""
        device = self._device
        if device is None:
            return
        size, done = self._text_size(device), 0
        documents = []
        for part in self._parts:
            documents.append(self._laid_out(part.html(), size))
            done += 1
            yield done, 2 * len(self._parts) + 1
        if len(documents) > 1:
            documents.insert(0, self._contents(documents, size))
        pages = sum(document.pages for document in documents)
        number, whole = 0, done + pages
        painter = self._painter = QPainter()
        if not painter.begin(device):
            return
        for document in documents:
            for page in range(document.pages):
                if number:
                    device.newPage()
                number += 1
                self._draw_page(painter, document, page, size, (number, pages))
                yield done + number, whole

    def _laid_out(self, html: str, size: QSizeF) -> PaperDocument:
        return PaperDocument(html, size, QFont(self._style.font), self._style.line_height, self._style.media)

    def _contents(self, documents: list[PaperDocument], size: QSizeF) -> PaperDocument:
        before = 0
        for _ in range(2):  # how many pages it takes up itself is known after the first time
            entries, page = [], before + 1
            for part, document in zip(self._parts, documents, strict=True):
                entries.append((part.title, page))
                page += document.pages
            made = self._laid_out(contents_page(self._title, entries, self.tr("Contents")), size)
            before = made.pages
        return made

    @staticmethod
    def _text_size(device: QPagedPaintDevice) -> QSizeF:
        inches = device.pageLayout().paintRect(QPageLayout.Unit.Inch).size()
        return QSizeF(inches.width() * _UNIT, inches.height() * _UNIT - _FOOT)

    def _draw_page(
        self, painter: QPainter, document: PaperDocument, page: int, size: QSizeF, counted: tuple[int, int]
    ) -> None:
        painter.save()
        across = painter.device().logicalDpiX() / _UNIT
        painter.scale(across, painter.device().logicalDpiY() / _UNIT)
        document.draw_page(painter, page)
        font = QFont(self._style.font)
        font.setPixelSize(12)
        painter.setFont(font)
        painter.setPen(QColor("#333333"))
        foot = QRectF(0, size.height() + _FOOT / 2, size.width(), _FOOT / 2)
        number = self.tr("Page {number} of {pages}").format(number=counted[0], pages=counted[1])
        room = painter.fontMetrics().horizontalAdvance(number) + 20
        title = painter.fontMetrics().elidedText(self._title, Qt.TextElideMode.ElideRight, round(size.width()) - room)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, title)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, number)
        painter.restore()

    def _end(self, *, keep: bool) -> bool:
        """Close what is open; False when something could not be written."""
        good = self._painter is not None and self._painter.isActive()
        if self._painter is not None and self._painter.isActive():
            good = self._painter.end()
        self._painter = self._device = None  # the writer must be gone before the file is
        if self._file is None:
            return good
        if not keep or not good:
            self._file.cancelWriting()
        written = self._file.commit()
        if written:
            self._file = None
        return good and written

    def _fail(self) -> None:
        reason = self._file.errorString() if self._file is not None else ""
        self._file = None
        what = self.tr("The pages could not be drawn") if not reason else self.tr("The file could not be written")
        told = f"{what} ({reason})" if reason else what
        self.failed.emit(self.tr("{what}. Choose another place, or free some space, and try again.").format(what=told))

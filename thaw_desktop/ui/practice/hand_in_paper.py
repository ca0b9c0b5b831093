"""A submission drawn on paper or into a PDF file: double spacing, head and foot on every page."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QColor,
    QFont,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextOption,
)

from thaw_desktop.practice.hand_in import SMALLEST_FONT, right_to_left

if TYPE_CHECKING:
    from PySide6.QtGui import QPagedPaintDevice

    from thaw_desktop.practice.formatting import Paragraph
    from thaw_desktop.practice.hand_in import Answer, Submission

_MARGINS_MM = QMarginsF(25, 15, 25, 15)
_UNIT = 96.0
"""Pixels of the layout to an inch."""
_POINT = _UNIT / 72
_EDGE = 40.0
"""Height of the head, and of the foot, with the room between it and the text, in the unit of the layout."""
_DOUBLE = 200.0
_INDENT = 48.0
_ABOVE = 3.0
_BLACK = QColor("#000000")


def pdf(submission: Submission) -> bytes:
    """The bytes of a PDF file, A4."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setTitle(submission.title)
    writer.setCreator("Thaw")
    writer.setResolution(1200)
    size = QPageSize(QPageSize.PageSizeId.A4)
    writer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Portrait, _MARGINS_MM, QPageLayout.Unit.Millimeter))
    draw(submission, writer)
    del writer  # it writes the end of the file when it goes
    return bytes(buffer.data().data())


def draw(submission: Submission, device: QPagedPaintDevice) -> int:
    """Draw all pages on a printer or into a file; how many there are, 0 when the device refuses."""
    inches = device.pageLayout().paintRect(QPageLayout.Unit.Inch).size()
    size = QSizeF(inches.width() * _UNIT, inches.height() * _UNIT - 2 * _EDGE)
    document = _document(submission, size)
    pages = document.pageCount()
    painter = QPainter()
    if not painter.begin(device):
        return 0
    for number in range(pages):
        if number:
            device.newPage()
        painter.save()
        painter.scale(device.logicalDpiX() / _UNIT, device.logicalDpiY() / _UNIT)
        _draw_edges(painter, submission, size, (number + 1, pages))
        _draw_text(painter, document, size, number)
        painter.restore()
    return pages if painter.end() else 0


def _draw_text(painter: QPainter, document: QTextDocument, size: QSizeF, number: int) -> None:
    top = number * size.height()
    painter.translate(0, _EDGE - top)
    context = QAbstractTextDocumentLayout.PaintContext()
    # In double spacing the letters of a line reach a little above it, which is on the page before.
    context.clip = QRectF(0, top - _ABOVE, size.width(), size.height())
    context.palette.setColor(QPalette.ColorRole.Text, _BLACK)
    painter.setClipRect(context.clip)
    document.documentLayout().draw(painter, context)


def _draw_edges(painter: QPainter, submission: Submission, size: QSizeF, counted: tuple[int, int]) -> None:
    painter.setFont(_font(SMALLEST_FONT))
    painter.setPen(_BLACK)
    metrics = painter.fontMetrics()
    width, line = size.width(), _EDGE / 2
    head = metrics.elidedText(submission.head, Qt.TextElideMode.ElideRight, round(width))
    painter.drawText(QRectF(0, 0, width, line), Qt.AlignmentFlag.AlignLeft, head)
    page = submission.labels.page.format(page=counted[0], pages=counted[1])
    room = metrics.horizontalAdvance(page) + 20
    questions = metrics.elidedText(submission.questions, Qt.TextElideMode.ElideRight, round(width) - room)
    foot = QRectF(0, size.height() + 2 * _EDGE - line, width, line)
    painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, questions)
    painter.drawText(foot, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom, page)


def _font(points: float) -> QFont:
    font = QFont()
    font.setFamilies(["Arial", "Liberation Sans", "DejaVu Sans"])
    font.setPixelSize(math.ceil(points * _POINT))
    return font


def _document(submission: Submission, size: QSizeF) -> QTextDocument:
    points = max(SMALLEST_FONT, submission.font_size)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setDefaultFont(_font(points))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)  # a word longer than the line is broken
    document.setDefaultTextOption(option)
    writer = _Writer(document, points)
    for answer in submission.answers:
        writer.answer(answer, submission)
    if submission.record:
        writer.line(submission.labels.record, size=4, bold=True, new_page=True)
        for sentence in submission.record:
            writer.line(sentence)
    document.setPageSize(size)
    return document


class _Writer:
    """Puts paragraph after paragraph into a document."""

    def __init__(self, document: QTextDocument, points: int) -> None:
        self._cursor = QTextCursor(document)
        self._points = points
        self._empty = True

    def answer(self, answer: Answer, submission: Submission) -> None:
        """One answer with its number, the question and the count of its words."""
        self.line(f"{submission.labels.question} {answer.number}".strip(), size=4, bold=True)
        if answer.question:
            self.line(answer.question, italic=True)
        for block in answer.blocks:
            self.block(block)
        self._begin(QTextBlockFormat())
        shape = self._cursor.blockFormat()
        shape.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._cursor.setBlockFormat(shape)
        self._put(submission.labels.words.format(n=answer.words))

    def line(
        self, text: str, *, size: int = 0, bold: bool = False, italic: bool = False, new_page: bool = False
    ) -> None:
        """A paragraph of one look."""
        shape = QTextBlockFormat()
        if new_page:
            shape.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        self._begin(shape)
        self._put(text, size=size, bold=bold, italic=italic)

    def block(self, block: Paragraph) -> None:
        """A paragraph of the essay."""
        shape = QTextBlockFormat()
        if right_to_left(block):
            shape.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        if block.kind == "quotation":
            shape.setLeftMargin(_INDENT)
            shape.setRightMargin(_INDENT)
        mark = {"bulleted": "•", "numbered": f"{block.number}."}.get(block.kind, "")
        if mark:
            shape.setLeftMargin(_INDENT)
            shape.setTextIndent(-_INDENT / 2)
        self._begin(shape)
        if mark:
            self._put(f"{mark}  ")
        heading = block.kind == "heading"
        for run in block.runs:
            self._put(run.text, size=1 if heading else 0, bold=run.bold or heading, italic=run.italic)

    def _begin(self, shape: QTextBlockFormat) -> None:
        shape.setLineHeight(_DOUBLE, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setBottomMargin(6 * _POINT)
        if self._empty:
            self._cursor.setBlockFormat(shape)
        else:
            self._cursor.insertBlock(shape)
        self._empty = False

    def _put(self, text: str, *, size: int = 0, bold: bool = False, italic: bool = False) -> None:
        look = QTextCharFormat()
        look.setFont(_font(self._points + size))
        look.setFontWeight(QFont.Weight.Bold if bold else QFont.Weight.Normal)
        look.setFontItalic(italic)
        self._cursor.insertText(text.replace("\n", " "), look)

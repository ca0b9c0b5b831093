"""Asks what is to be printed or saved as PDF, and shows how far it is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from thaw_desktop.ui.printing.job import PrintJob
from thaw_desktop.ui.widgets import button, plain_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPagedPaintDevice

    from thaw_desktop.ui.printing.job import Part, Style
    from thaw_desktop.ui.theme import Theme

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class PrintDialog(QDialog):
    """One section or the whole pack, on paper or in a file.

    Attributes:
        this: the choice of the page that is open.
        all: the choice of the whole pack.
        told: says what is going on, and how it ended.
    """

    def __init__(
        self, theme: Theme, pack: str, here: Part | None, parts: Sequence[Part], style: Style, parent: QWidget
    ) -> None:
        """Ask.

        Args:
            theme: sizes.
            pack: title of the pack.
            here: the page that is open; None when it cannot be printed by itself.
            parts: the whole pack.
            style: how the text is set.
            parent: the owner.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Print or save as PDF"))
        self._pack, self._here, self._parts, self._style = pack, here, list(parts), style
        self._job: PrintJob | None = None
        self._device: QPagedPaintDevice | None = None
        self._target = ""
        self.this, self.all = QRadioButton(), QRadioButton()
        room = min(theme.px(430), self.screen().availableSize().width() - theme.px(110))
        for one, words, title in (
            (self.this, self.tr("This page: {title}"), here.title if here else "–"),
            (self.all, self.tr("The whole pack: {title}"), pack),
        ):
            told = words.format(title=title)
            one.setAccessibleName(told)
            # `&` would mark a letter of the title as a key.
            one.setText(one.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, room).replace("&", "&&"))
        choice = QButtonGroup(self)
        for one in (self.this, self.all):
            choice.addButton(one)
        self.this.setEnabled(here is not None)
        (self.this if here is not None else self.all).setChecked(True)
        self.told = plain_label(self.tr("In light colours, whatever Thaw looks like."), "secondary", wrap=True)
        self._progress = QProgressBar()
        self._progress.setTextVisible(False)
        self._progress.setAccessibleName(self.tr("Progress"))
        self._save = button(self.tr("Save as PDF…"), "primary")
        self._print = button(self.tr("Print…"))
        self._close = button(self.tr("Close"))
        self._lay_out(theme)
        self._save.clicked.connect(self._ask_for_file)
        self._print.clicked.connect(self._ask_for_printer)
        self._close.clicked.connect(self.reject)
        self._show_busy(False)
        (self.this if here is not None else self.all).setFocus()

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, edge, edge, theme.px(16))
        column.setSpacing(theme.px(10))
        for part in (self.this, self.all, self.told, self._progress):
            column.addWidget(part)
        column.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        for one in (self._close, self._print, self._save):
            row.addWidget(one)
        column.addLayout(row)
        self.resize(min(theme.px(520), self.screen().availableSize().width()), self.sizeHint().height())

    # Where it goes

    @Slot()
    def _ask_for_file(self) -> None:
        title = self._here.title if self.this.isChecked() and self._here is not None else self._pack
        asked = QFileDialog(self, self.tr("Save as PDF"), str(Path.home()), self.tr("PDF (*.pdf)"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix("pdf")
        asked.selectFile(f"{_NOT_IN_NAMES.sub(' ', title).strip() or 'thaw'}.pdf")
        asked.fileSelected.connect(self.save_to)
        asked.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Draw what is chosen into a file."""
        self._target = path
        self._begin().save(Path(path))

    @Slot()
    def _ask_for_printer(self) -> None:
        # Imported here: printing needs a library of Qt's that nothing else does.
        try:
            from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        except ImportError:
            self.told.setText(self.tr("This installation of Qt cannot print. Save as PDF and print that."))
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self._pack)
        asked = QPrintDialog(printer, self)
        if asked.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, device: QPagedPaintDevice) -> None:
        """Draw what is chosen on a printer."""
        self._target, self._device = "", device  # it must live until the last page is drawn
        self._begin().draw_on(device)

    # Going on

    def _begin(self) -> PrintJob:
        alone = self.this.isChecked() and self._here is not None
        parts = [self._here] if alone and self._here is not None else self._parts
        job = self._job = PrintJob(self._pack, parts, self._style, self)
        job.progressed.connect(self._show_progress)
        job.finished.connect(self._finish)
        job.failed.connect(self._fail)
        self.told.setText(self.tr("Drawing the pages…"))
        self._progress.setRange(0, 0)
        self._show_busy(True)
        return job

    @Slot(int, int)
    def _show_progress(self, done: int, whole: int) -> None:
        self._progress.setRange(0, whole)
        self._progress.setValue(done)

    @Slot()
    def _finish(self) -> None:
        name = Path(self._target).name
        self._stop(self.tr("Saved as {file}.").format(file=name) if name else self.tr("Sent to the printer."))

    @Slot(str)
    def _fail(self, sentence: str) -> None:
        self._stop(sentence)

    def _stop(self, told: str) -> None:
        self._job = self._device = None
        self.told.setText(told)
        self._show_busy(False)
        self._close.setFocus()

    def _show_busy(self, busy: bool) -> None:
        for part in (self.all, self._save, self._print):
            part.setEnabled(not busy)
        self.this.setEnabled(not busy and self._here is not None)
        self._progress.setVisible(busy)
        self._close.setText(self.tr("Cancel") if busy else self.tr("Close"))

    def reject(self) -> None:
        """Stop what is under way; when nothing is, close."""
        if self._job is not None:
            self._job.cancel()
            self._stop(self.tr("Cancelled; nothing was written."))
            return
        super().reject()

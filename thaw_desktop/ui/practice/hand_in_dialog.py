"""Hands an essay in: whose it is, then a Word document, a PDF, plain text, or paper."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QLineEdit, QVBoxLayout, QWidget

from thaw_desktop.core.errors import ThawError
from thaw_desktop.practice.docx import docx
from thaw_desktop.practice.hand_in import NAME_PATTERN, PLACEHOLDERS, file_name, plain_text, put_into, values_of
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.practice.hand_in_paper import draw, pdf
from thaw_desktop.ui.practice.submitting import submission_of
from thaw_desktop.ui.widgets import ElidedLabel, FlowLayout, button, plain_label, set_property

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QPagedPaintDevice

    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.practice.hand_in import Submission
    from thaw_desktop.practice.marking import FinishedAttempt
    from thaw_desktop.ui.theme import Theme

Ending = Literal["docx", "pdf", "txt"]


class HandInDialog(QDialog):
    """The details on every page, where the file goes, and the four ways.

    Attributes:
        fields: the lines to type in, by the name of the setting; `question` is the number on the paper.
        told: says what was done, or why it was not.
    """

    def __init__(
        self, theme: Theme, finished: FinishedAttempt, settings: SettingsStore, zone: datetime, parent: QWidget
    ) -> None:
        """Ask.

        Args:
            theme: sizes.
            finished: the attempt.
            settings: where the details are kept.
            zone: any moment in the student's time zone.
            parent: the owner.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Hand in or print"))
        self._finished, self._settings, self._zone = finished, settings, zone
        current = settings.current
        names = {
            "centre_number": (self.tr("Centre number"), current.centre_number),
            "candidate_number": (self.tr("Candidate number"), current.candidate_number),
            "candidate_name": (self.tr("Name, if it is wanted"), current.candidate_name),
            "component_code": (self.tr("Component code"), current.component_code),
            "question": (self.tr("Question number"), "1"),
            "hand_in_name": (self.tr("Name of the file"), current.hand_in_name or NAME_PATTERN),
        }
        self._form = QFormLayout()
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.fields: dict[str, QLineEdit] = {}
        for name, (label, value) in names.items():
            line = QLineEdit(value)
            line.setMaxLength(120)
            line.setAccessibleName(label)
            self._form.addRow(plain_label(label), line)
            self.fields[name] = line
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        self.fields["hand_in_name"].setToolTip(self.tr("May hold {placeholders}").format(placeholders=known))
        self._folder = Path(current.hand_in_folder) if current.hand_in_folder else Path.home()
        self._place = ElidedLabel(str(self._folder))
        self.told = plain_label(
            self.tr("Double spacing, 12 point, and a page with the record of time. It stays on this computer."),
            "secondary",
            wrap=True,
        )
        self._lay_out(theme)

    def _lay_out(self, theme: Theme) -> None:
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, edge, edge, theme.px(16))
        column.setSpacing(theme.px(12))
        column.addLayout(self._form)
        choose = button(self.tr("Choose folder…"))
        choose.clicked.connect(self._choose_folder)
        self._form.addRow(choose, self._place)
        column.addWidget(self.told)
        column.addStretch(1)
        buttons = QWidget()
        flow = FlowLayout(buttons, theme.px(8))
        ways: tuple[tuple[str, str, Callable[[], None]], ...] = (
            (self.tr("Word document"), "primary", self._save_docx),
            (self.tr("PDF"), "secondary", self._save_pdf),
            (self.tr("Plain text"), "secondary", self._save_text),
            (self.tr("Print…"), "secondary", self._ask_for_printer),
            (self.tr("Close"), "quiet", self.close_dialog),
        )
        for words, kind, slot in ways:
            one = button(words, kind)
            one.clicked.connect(slot)
            flow.addWidget(one)
        column.addWidget(buttons)
        self.resize(min(theme.px(560), self.screen().availableSize().width()), self.sizeHint().height())

    def submission(self) -> Submission:
        """What is handed in, with the details as they stand in the dialog, which are kept.

        Raises:
            StorageError: the details could not be kept.
        """
        kept = {name: line.text().strip() for name, line in self.fields.items() if name != "question"}
        self._settings.change(**kept, hand_in_folder=str(self._folder))
        number = self.fields["question"].text().strip()
        return submission_of(self._finished, self._settings.current, number, self._zone)

    def save(self, ending: Ending) -> None:
        """Write a file into the folder, and say where it is or why it is not."""
        try:
            submission = self.submission()
            started = datetime.fromtimestamp(self._finished.attempt.started / 1000, UTC).astimezone(self._zone.tzinfo)
            values = values_of(submission, started.strftime("%Y-%m-%d"), started.strftime("%H%M"))
            name = file_name(self.fields["hand_in_name"].text().strip() or NAME_PATTERN, values)
            data = {"docx": docx, "pdf": pdf, "txt": _text}[ending](submission)
            path = put_into(self._folder, name, ending, data)
        except ThawError as error:
            self._tell(error.sentence, good=False)
            return
        self._tell(self.tr("Saved as {file}.").format(file=path), good=True)

    def print_on(self, device: QPagedPaintDevice) -> None:
        """Draw it on a printer."""
        try:
            pages = draw(self.submission(), device)
        except ThawError as error:
            self._tell(error.sentence, good=False)
            return
        self._tell(self.tr("Sent to the printer.") if pages else self.tr("The printer took no pages."), good=pages > 0)

    def set_folder(self, folder: str) -> None:
        """Choose where files go."""
        self._folder = Path(folder)
        self._place.setText(folder)

    def _tell(self, sentence: str, *, good: bool) -> None:
        self.told.setText(sentence)
        set_property(self.told, "tone", "good" if good else "bad")
        announce(self, sentence)

    @Slot()
    def _choose_folder(self) -> None:
        asked = QFileDialog(self, self.tr("Choose folder"), str(self._folder))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setFileMode(QFileDialog.FileMode.Directory)
        asked.fileSelected.connect(self.set_folder)
        asked.open()

    @Slot()
    def _save_docx(self) -> None:
        self.save("docx")

    @Slot()
    def _save_pdf(self) -> None:
        self.save("pdf")

    @Slot()
    def _save_text(self) -> None:
        self.save("txt")

    @Slot()
    def close_dialog(self) -> None:
        """Close."""
        self.reject()

    @Slot()
    def _ask_for_printer(self) -> None:
        # Imported here: printing needs a library of Qt's that nothing else does.
        try:
            from PySide6.QtPrintSupport import QPrintDialog, QPrinter
        except ImportError:
            self._tell(
                self.tr("This installation of Qt cannot print. Save as PDF and print that."),
                good=False,
            )
            return
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setDocName(self.windowTitle())
        asked = QPrintDialog(printer, self)
        if asked.exec() == QPrintDialog.DialogCode.Accepted:
            self.print_on(printer)


def _text(submission: Submission) -> bytes:
    return plain_text(submission).encode()

"""A copy of the essay in a place of the student's own, when the usual one takes nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from thaw_desktop.core.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget


class Elsewhere(QObject):
    """Asks for a file and writes the text as it stands then.

    Signals:
        told: a plain sentence: where the copy is, or why there is none.
    """

    told = Signal(str)

    def __init__(self, text: Callable[[], str], view: QWidget) -> None:
        """Ask nothing yet.

        Args:
            text: gives what is to be written.
            view: the owner, over which the question stands.
        """
        super().__init__(view)
        self._text, self._view = text, view

    @Slot()
    def ask(self) -> None:
        """Ask where to."""
        asked = QFileDialog(self._view, self.tr("Save a copy"), str(Path.home()), self.tr("Text (*.txt)"))
        asked.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        asked.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        asked.setDefaultSuffix("txt")
        asked.selectFile(self.tr("My essay") + ".txt")
        asked.fileSelected.connect(self.save_to)
        asked.open()

    @Slot(str)
    def save_to(self, path: str) -> None:
        """Write the copy, whole or not at all."""
        try:
            write_whole(Path(path), self._text().encode("utf-8", errors="replace"))
        except OSError as error:
            why = self.tr("The copy could not be written to {path} ({why}). Choose another disk or folder.")
            self.told.emit(why.format(path=path, why=error.strerror or error))
        else:
            self.told.emit(self.tr("A copy of your text as it stands now is in {path}.").format(path=path))

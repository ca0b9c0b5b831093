"""Where a student's own notes are to be written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


class ExportDialog(QFileDialog):
    """Asks for a file of Markdown; `fileSelected` carries its path."""

    def __init__(self, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export as Markdown"))
        self.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.setNameFilter(self.tr("Markdown (*.md)"))
        self.setDefaultSuffix("md")
        self.setDirectory(str(Path.home()))
        name = self.tr("{title} – my notes").format(title=title)
        self.selectFile(f"{_NOT_IN_NAMES.sub(' ', name).strip() or 'notes'}.md")

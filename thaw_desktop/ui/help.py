"""The help page, in a window beside the main one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from thaw_desktop.content.page import render_page
from thaw_desktop.ui.widgets import ReadingView

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.ui.theme import Theme


class HelpDialog(QDialog):
    """Shows a Markdown page of our own, read from the resources when it is opened."""

    def __init__(self, theme: Theme, page: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Help"))
        self.resize(theme.px(680), theme.px(620))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._view = ReadingView(theme, self.tr("Help"))
        layout.addWidget(self._view)
        self._view.show_page(render_page(page.read_text(encoding="utf-8")))

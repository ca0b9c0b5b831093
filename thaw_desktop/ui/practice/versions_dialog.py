"""Looking back at an essay as it stood, and taking one of its states up again."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QPlainTextEdit, QVBoxLayout, QWidget

from thaw_desktop.ui.overlay import ColourSheet
from thaw_desktop.ui.practice.wording import time_of_day
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.words import written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.practice.versions import Version
    from thaw_desktop.ui.theme import Theme


class VersionsDialog(QDialog):
    """A list of what was kept each half minute, and beside it the one that is chosen.

    Attributes:
        list: the versions, newest first.
        text: the one that is chosen.
        restore: takes it up again.

    Signals:
        chosen: a version is to be on the page again.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, versions: Sequence[Version], now: datetime, parent: QWidget) -> None:
        """Show the versions.

        Args:
            theme: colours and sizes.
            versions: newest first.
            now: tells the student's time zone.
            parent: the owner.
        """
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Earlier versions"))
        self._versions = list(versions)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Earlier versions"))
        self.list.setWordWrap(True)
        self.list.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for one in versions:
            saved = datetime.fromtimestamp(one.saved / 1000, UTC).astimezone(now.tzinfo)
            self.list.addItem(" · ".join((time_of_day(saved), written(one.words))))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setProperty("role", "page")
        self.text.document().setDocumentMargin(theme.px(12))
        self.text.setAccessibleName(self.tr("The essay as it stood"))
        self.restore = button(self.tr("Put this version on the page"), "primary")
        self._close = button(self.tr("Close"), "secondary")
        about = self.tr("Thaw keeps your essay each half minute. Ctrl+Z on the page takes a version back again.")
        none = self.tr("Nothing yet: the first version is kept half a minute after you begin to write.")
        self._lay_out(theme, plain_label(about if versions else none, "secondary", wrap=True))
        self.list.currentRowChanged.connect(self._show)
        self.list.itemActivated.connect(self._choose)
        self.restore.clicked.connect(self._choose)
        self._close.clicked.connect(self.reject)
        self.restore.setEnabled(bool(versions))
        self.list.setCurrentRow(0)
        ColourSheet(theme, self)

    def _lay_out(self, theme: Theme, about: QWidget) -> None:
        both = QHBoxLayout()
        both.setSpacing(theme.px(12))
        both.addWidget(self.list, 2)
        both.addWidget(self.text, 3)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addStretch(1)
        row.addWidget(self._close)
        row.addWidget(self.restore)
        column = QVBoxLayout(self)
        edge = theme.px(20)
        column.setContentsMargins(edge, edge, edge, edge)
        column.setSpacing(theme.px(12))
        column.addWidget(about)
        column.addLayout(both, 1)
        column.addLayout(row)
        self.resize(QSize(theme.px(760), theme.px(480)).boundedTo(self.screen().availableSize() * 0.94))

    @Slot(int)
    def _show(self, row: int) -> None:
        if 0 <= row < len(self._versions):
            one = self._versions[row]
            plan = f"\n\n{self.tr('Plan')}\n\n{one.plan}" if one.plan else ""
            self.text.setPlainText(one.text + plan)

    @Slot()
    def _choose(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self._versions):
            self.chosen.emit(self._versions[row])
            self.accept()

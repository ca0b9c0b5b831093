"""Long work at the start, before there is a window: how far it has come, and a way out of it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QApplication, QDialogButtonBox, QLabel, QProgressBar, QVBoxLayout, QWidget

from thaw_desktop.core.errors import RebuildCancelledError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QCloseEvent

_PATIENCE = 0.6
"""Seconds. What takes no longer goes by without a word."""
_BETWEEN_LOOKS = 0.05


class Waiting:
    """Shows a bar once a rebuild has taken more than a moment.

    The work runs on this very thread, since nothing else can be done before it has ended; between two of its reports
    the events of the bar are seen to.
    """

    def __init__(self, dress: Callable[[], object], seconds: Callable[[], float] = time.monotonic) -> None:
        """Begin to wait.

        Args:
            dress: gives the application its look, should there be something to see.
            seconds: a clock that never jumps.
        """
        self._dress = dress
        self._seconds = seconds
        self._since = seconds()
        self._looked = 0.0
        self.page: WaitingPage | None = None

    def report(self, done: int, total: int) -> None:
        """Say how far it has come.

        Raises:
            RebuildCancelledError: the person does not want to wait.
        """
        now = self._seconds()
        if now - self._since < _PATIENCE or now - self._looked < _BETWEEN_LOOKS:
            return
        self._looked = now
        if self.page is None:
            self._dress()
            self.page = WaitingPage()
            self.page.show()
        self.page.show_share(done, total)
        QApplication.processEvents()
        if self.page.cancelled:
            self.end()
            raise RebuildCancelledError("Your progress was not worked out anew", "Start Thaw again when there is time")

    def end(self) -> None:
        """Put the bar away."""
        if self.page is not None:
            self.page.hide()
            self.page.deleteLater()
            self.page = None


class WaitingPage(QWidget):
    """A sentence, a bar and a button.

    Attributes:
        cancelled: whether the person has had enough.
    """

    def __init__(self) -> None:
        super().__init__()
        self.cancelled = False
        self.setWindowTitle(self.tr("Thaw"))
        sentence = QLabel(
            self.tr(
                "After an update Thaw works out once more what your answers add up to. "
                "Nothing is lost if you cancel: Thaw closes, and asks again at the next start."
            )
        )
        sentence.setWordWrap(True)
        self._bar = QProgressBar()
        self._bar.setRange(0, 1000)
        self._bar.setAccessibleName(self.tr("How far it has come"))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        buttons.rejected.connect(self._cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 24)
        layout.setSpacing(16)
        layout.addWidget(sentence)
        layout.addWidget(self._bar)
        layout.addWidget(buttons)
        # Wide enough for a calm paragraph at every size of text.
        self.setMinimumWidth(self.fontMetrics().averageCharWidth() * 64)

    def show_share(self, done: int, total: int) -> None:
        """Fill the bar up to a share of the whole."""
        self._bar.setValue(round(1000 * done / max(1, total)))

    def closeEvent(self, event: QCloseEvent) -> None:
        """Closing it is having had enough."""
        self.cancelled = True
        super().closeEvent(event)

    @Slot()
    def _cancel(self) -> None:
        self.cancelled = True

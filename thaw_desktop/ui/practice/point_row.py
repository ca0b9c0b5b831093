"""One mark point beside the essay: made or not, that the student says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QRadioButton, QWidget

from thaw_desktop.ui.widgets import BeyondPill, beyond_words, is_beyond, plain_label
from thaw_desktop.ui.words import marks, spoken

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from thaw_desktop.content.coverage import PointCoverage
    from thaw_desktop.content.model import Level, MarkPoint
    from thaw_desktop.ui.theme import Theme

_LONGEST_QUOTE = 160


class PointRow(QWidget):
    """A box to tick, the point in full, and the sentence that seems to make it.

    Attributes:
        point: the mark point.
        coverage: where the essay seems to make it.

    Signals:
        changed: the tick was set or taken away.
        looked_at: the student is at this point; carries the `PointCoverage`.
        card_asked: C was pressed: see the card of the point; carries its id.
    """

    changed = Signal()
    looked_at = Signal(object)
    card_asked = Signal(str)

    def __init__(
        self, theme: Theme, point: MarkPoint, coverage: PointCoverage, *, made: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.point = point
        self.coverage = coverage
        self.box = QCheckBox()
        self.box.setChecked(made)
        found = self._found_words()
        self.box.setAccessibleName(self.tr("I made this point: {point}").format(point=point.text))
        told = [marks(point.marks), found]
        if is_beyond(point.tags):
            told.insert(1, beyond_words())
        self.box.setAccessibleDescription(spoken(*told))
        self.box.setToolTip(self.tr("I made this point; C opens its card"))
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(6))
        layout.setHorizontalSpacing(theme.px(8))
        layout.setVerticalSpacing(theme.px(2))
        top = Qt.AlignmentFlag.AlignTop
        layout.addWidget(self.box, 0, 0, 2, 1, top)
        text, worth = plain_label(point.text, wrap=True), plain_label(marks(point.marks), "secondary")
        for label in (text, worth):  # the first line level with the box
            label.setContentsMargins(
                0, max(0, (self.box.sizeHint().height() - label.fontMetrics().height()) // 2), 0, 0
            )
        layout.addWidget(text, 0, 1, top)
        layout.addWidget(worth, 0, 2, top)
        evidence = plain_label(found, "small", wrap=True, tone="good" if coverage.covered else "caution")
        layout.addWidget(evidence, 1, 1)
        if is_beyond(point.tags):
            evidence.setContentsMargins(0, 0, 0, theme.px(4))
            layout.addWidget(BeyondPill(), 2, 1, Qt.AlignmentFlag.AlignLeft)  # else it would hold the column narrow
        layout.setColumnStretch(1, 1)
        self.box.installEventFilter(self)
        self.box.toggled.connect(self._tell_change)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Show the evidence of the point that the keyboard has come to."""
        if watched is self.box and event.type() == QEvent.Type.FocusIn:
            self.looked_at.emit(self.coverage)
        pressed = event.key() if isinstance(event, QKeyEvent) and not event.modifiers() else None
        if watched is self.box and pressed == Qt.Key.Key_C and event.type() == QEvent.Type.KeyPress:
            self.card_asked.emit(self.point.id)
            return True
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere on the point goes to it; only the box itself sets the tick."""
        super().mousePressEvent(event)
        self.box.setFocus()
        self.looked_at.emit(self.coverage)

    def _found_words(self) -> str:
        if not self.coverage.covered:
            return self.tr("Not found: did you make it?")
        quote = " ".join((self.coverage.evidence or "").split())
        if len(quote) > _LONGEST_QUOTE:
            quote = quote[:_LONGEST_QUOTE].rsplit(" ", 1)[0] + "…"
        return self.tr("Found: “{quote}”").format(quote=quote)

    @Slot()
    def _tell_change(self) -> None:
        self.changed.emit()


class LevelRow(QWidget):
    """A level of the mark scheme to choose.

    Attributes:
        level: the level.
        button: what chooses it.
    """

    def __init__(self, theme: Theme, level: Level, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.level = level
        band = self.tr("{low}–{high} marks").format(low=level.low, high=level.high)
        self.button = QRadioButton(self.tr("Level {n} · {band}").format(n=level.level, band=band))
        self.button.setAccessibleDescription(level.text)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, theme.px(6))
        layout.setVerticalSpacing(theme.px(2))
        layout.addWidget(self.button, 0, 0, 1, 2)
        layout.addWidget(plain_label(level.text, "small", wrap=True), 1, 1)
        layout.setColumnMinimumWidth(0, theme.px(24))
        layout.setColumnStretch(1, 1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click on the descriptor chooses the level too."""
        super().mousePressEvent(event)
        self.button.click()

"""Thin bars for a share of a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets.labels import ElidedLabel, plain_label
from thaw_desktop.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent

    from thaw_desktop.ui.theme import Theme


class ThinBar(PaintedWidget):
    """A bar filled from the left."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._fraction = 0.0
        self._tone = "primary"
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_fraction(self, fraction: float, tone: str = "primary") -> None:
        """Fill a share of the bar.

        Args:
            fraction: 0 to 1; what lies outside is brought in.
            tone: a colour of the tokens: primary, good, caution, bad or warm.
        """
        self._fraction, self._tone = min(1.0, max(0.0, fraction)), tone
        # The system's own percent sign and digits.
        self._tell(self.locale().toString(round(self._fraction * 100)) + self.locale().percent())
        self.update()

    def sizeHint(self) -> QSize:
        """As high as half a line of text."""
        height = max(4, self.fontMetrics().height() // 2)
        return QSize(height * 12, height)

    def minimumSizeHint(self) -> QSize:
        """Short, and no thinner."""
        height = self.sizeHint().height()
        return QSize(height * 3, height)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw the groove and its filled part."""
        painter = self._painter()
        bar = QRectF(self.rect())
        radius = bar.height() / 2
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("track"))
        painter.drawRoundedRect(bar, radius, radius)
        if self._fraction > 0:
            bar.setWidth(max(bar.height(), bar.width() * self._fraction))
            painter.setBrush(self._theme.color(self._tone))
            painter.drawRoundedRect(bar, radius, radius)


class LabelledBar(QWidget):
    """A name, a value at the right, and a thin bar under both."""

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._label = ElidedLabel(label)
        self._value = plain_label("", "secondary")
        self._bar = ThinBar(theme, label)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self._label, 1)
        row.addWidget(self._value)
        self._column.addLayout(row)
        self._column.addWidget(self._bar)
        self.setAccessibleName(label)
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_value(self, fraction: float, value_text: str, *, tone: str = "primary") -> None:
        """Show a share (0 to 1) and the words for it, such as "64 %"."""
        self._value.setText(value_text)
        self._bar.show_fraction(fraction, tone)
        self.setAccessibleDescription(value_text)

    def set_label(self, text: str) -> None:
        """Name the bar anew."""
        self._label.setText(text)
        self._bar.setAccessibleName(text)
        self.setAccessibleName(text)

    @Slot()
    def _give_room(self) -> None:
        self._column.setSpacing(self._theme.px(6))

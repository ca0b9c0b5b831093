"""What lies over the page while it is time to read, or to rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from thaw_desktop.ui.practice.wording import clock_text
from thaw_desktop.ui.widgets import Card, button, plain_label

if TYPE_CHECKING:
    from thaw_desktop.practice.conditions import ClockPhase
    from thaw_desktop.ui.theme import Theme


class Cover(QWidget):
    """Says which phase it is and how much of it is left, and has the one button that ends it.

    Attributes:
        go_on: begins to write, or goes on with it.

    Signals:
        ended: the student wants to write now.
    """

    ended = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._title = plain_label("", "heading", wrap=True)
        self._time = plain_label("", "number")
        self._about = plain_label("", "secondary", wrap=True)
        self.go_on = button("", "primary")
        card = Card(theme)
        for part in (self._title, self._time, self._about):
            card.body.addWidget(part)
        card.body.addWidget(self.go_on, 0, Qt.AlignmentFlag.AlignLeft)
        self._card = card
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setMinimumHeight(1)  # it scrolls; what stands round it must not be squeezed for its sake
        self._area.setWidget(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        self.go_on.clicked.connect(self._tell_ended)

    def show_phase(self, phase: ClockPhase) -> None:
        """Be the cover of reading or of rest."""
        if phase == "reading":
            self._title.setText(self.tr("Time to read and plan"))
            self._about.setText(
                self.tr("Read the question and write your plan. The page opens by itself when this time is over.")
            )
            self.go_on.setText(self.tr("Write now"))
        else:
            self._title.setText(self.tr("A break"))
            self._about.setText(
                self.tr("The clock stands. It goes on by itself when no break is left; your text is saved.")
            )
            self.go_on.setText(self.tr("Go on writing"))
        self._card.setAccessibleName(self._title.text())

    def told(self) -> str:
        """What a screen reader says of it."""
        return f"{self._title.text()}. {self._about.text()}"

    def show_left(self, seconds: float) -> None:
        """Show how much of the phase is left."""
        self._time.setText(self.tr("{time} left").format(time=clock_text(max(0.0, seconds))))

    @Slot()
    def _tell_ended(self) -> None:
        self.ended.emit()

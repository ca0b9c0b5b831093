"""The answers of a paper above the page: which one is on it, and the time spent on each beside what is suggested."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import ElidedLabel, FlowLayout, button
from thaw_desktop.ui.words import minutes, number, spoken

if TYPE_CHECKING:
    from PySide6.QtWidgets import QAbstractButton

    from thaw_desktop.practice.sitting import Sitting
    from thaw_desktop.ui.theme import Theme


class PaperBar(QWidget):
    """A button for each answer; Ctrl+Page Down and Ctrl+Page Up go on and back.

    Attributes:
        buttons: of the answers, in the order of the paper.

    Signals:
        turned: another answer is wanted; its place from 0.
    """

    turned = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("The answers of the paper"))
        self._theme = theme
        self._sitting: Sitting | None = None
        self._title = ElidedLabel("", "secondary")
        self._row = QWidget()
        self._flow = FlowLayout(self._row, theme.px(8))
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._group.buttonClicked.connect(self._ask)
        self.buttons: list[QAbstractButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._title)
        column.addWidget(self._row)
        self.hide()

    def follow(self, sitting: Sitting | None) -> None:
        """Show a paper's answers; None for an attempt that is no part of one."""
        if sitting is not self._sitting:
            for old in self.buttons:
                self._group.removeButton(old)
                self._flow.removeWidget(old)
                old.deleteLater()
            self.buttons = []
            for place in range(len(sitting.answers) if sitting is not None else 0):
                one = button("", "secondary", description=self.tr("Ctrl+Page Down: next, Ctrl+Page Up: the one before"))
                one.setCheckable(True)
                self._group.addButton(one, place)
                self._flow.addWidget(one)
                self.buttons.append(one)
        self._sitting = sitting
        self.setVisible(sitting is not None)
        if sitting is not None:
            self._title.setText(sitting.title)
        self.look()

    def look(self) -> None:
        """Tell the time spent on each answer until now."""
        sitting = self._sitting
        if sitting is None:
            return
        for place, (one, answer) in enumerate(zip(self.buttons, sitting.answers, strict=True)):
            name = self.tr("Answer {n}").format(n=place + 1)
            time = self.tr("{spent} of {suggested}").format(
                spent=number(int(answer.spent() / 60)), suggested=minutes(answer.suggested / 60)
            )
            if one.text() != f"{name} · {time}":
                one.setText(f"{name} · {time}")
                one.setAccessibleName(spoken(name, time))
            one.setChecked(place == sitting.current)

    def set_open(self, is_open: bool) -> None:
        """Whether another answer may be turned to now."""
        self._row.setEnabled(is_open)

    def step(self, by: int) -> None:
        """Ask for the answer that is so many places further on, if there is one."""
        if self._sitting is not None and self._row.isEnabled():
            place = self._sitting.current + by
            if 0 <= place < len(self.buttons):
                self.turned.emit(place)

    @Slot()
    def _ask(self) -> None:
        place = self._group.checkedId()
        self.look()  # the button shows what is, until the paper has been turned
        if self._sitting is not None and place != self._sitting.current:
            self.turned.emit(place)

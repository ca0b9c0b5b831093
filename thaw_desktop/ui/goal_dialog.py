"""What the student sets out to do: minutes or cards a day, and the days of rest."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QComboBox, QSpinBox, QWidget

from thaw_desktop.ui.widgets import FlowLayout, button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog

if TYPE_CHECKING:
    from thaw_desktop.progress.goals import Goal
    from thaw_desktop.ui.theme import Theme


class GoalDialog(RoomyDialog):
    """Asks what the student sets out to do.

    Signals:
        decided: settings by name.
    """

    decided = Signal(dict)

    def __init__(self, theme: Theme, goal: Goal, parent: QWidget) -> None:
        super().__init__(theme, "", parent)
        self.setWindowTitle(self.tr("Goal"))
        self.kind = QComboBox()
        for name, kind in (
            (self.tr("Minutes of study"), "minutes"),
            (self.tr("Cards answered"), "cards"),
            (self.tr("No goal"), "none"),
        ):
            self.kind.addItem(name, kind)
        # Whoever opens it without a goal wants one.
        self.kind.setCurrentIndex(self.kind.findData(goal.kind if goal.kind != "none" else "minutes"))
        self.kind.setAccessibleName(self.tr("What counts"))
        self.amount = QSpinBox()
        self.amount.setRange(1, 999)
        self.amount.setValue(goal.amount)
        self.amount.setAccessibleName(self.tr("How much a day"))
        self.body.addWidget(plain_label(self.tr("Each day of study"), "heading"))
        self._row_of(self.kind, self.amount)
        self.body.addWidget(plain_label(self.tr("Days of study"), "heading"))
        monday = date(2024, 1, 1)
        self.days: list[QCheckBox] = []
        for day in range(7):
            name = self.locale().standaloneDayName((monday + timedelta(days=day)).isoweekday())
            box = QCheckBox(name)
            box.setChecked(day not in goal.rest)
            box.toggled.connect(self._look_again)
            self.days.append(box)
        self._row_of(*self.days)
        self.told = plain_label("", "secondary", wrap=True)
        self.body.addWidget(self.told)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        self.save = button(self.tr("Save"), "primary")
        self.save.setDefault(True)
        self.save.clicked.connect(self._decide)
        self.add_buttons(cancel, self.save)
        self.kind.currentIndexChanged.connect(self._look_again)
        self._look_again()

    def _row_of(self, *parts: QWidget) -> None:
        row = QWidget()
        flow = FlowLayout(row, self._theme.px(12))
        for part in parts:
            flow.addWidget(part)
        self.body.addWidget(row)

    @Slot()
    def _look_again(self) -> None:
        wanted = self.kind.currentData() != "none"
        chosen = sum(box.isChecked() for box in self.days)
        self.amount.setEnabled(wanted)
        for box in self.days:
            box.setEnabled(wanted)
        self.save.setEnabled(not wanted or chosen > 0)
        self.told.setText(
            self.tr("Choose at least one day.")
            if wanted and not chosen
            else self.tr("Any day of the week makes up for another. A day of rest is never held against you.")
        )

    @Slot()
    def _decide(self) -> None:
        values: dict[str, object] = {"goal": self.kind.currentData()}
        if values["goal"] != "none":
            values["goal_amount"] = self.amount.value()
            values["goal_rest"] = tuple(day for day, box in enumerate(self.days) if not box.isChecked())
        self.decided.emit(values)
        self.accept()

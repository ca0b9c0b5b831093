"""How a student writes: under exam conditions or not, with what extra time, breaks and reading, and which clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSignalBlocker, Qt, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFormLayout, QLabel, QPushButton, QSpinBox, QVBoxLayout, QWidget

from thaw_desktop.core.settings import WARNINGS
from thaw_desktop.practice.conditions import Conditions
from thaw_desktop.ui.widgets import FlowLayout, button, plain_label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thaw_desktop.core.settings import Settings
    from thaw_desktop.ui.theme import Theme

_EXTRA_OFFERED = (0, 25, 50, 100)


def conditions_of(settings: Settings, minutes: float, reading_minutes: float | None = None) -> Conditions:
    """What an attempt of so many minutes allows with a student's arrangements.

    Args:
        settings: the student's.
        minutes: of the question or the paper, before extra time.
        reading_minutes: of the paper; None for the student's own.
    """
    return Conditions(
        minutes,
        "exam" if settings.exam_conditions else "practice",
        extra_percent=settings.extra_percent,
        rest_minutes=settings.rest_minutes,
        reading_minutes=settings.reading_minutes if reading_minutes is None else reading_minutes,
    )


class Arrangements(QWidget):
    """The choices, in force for the next attempt as soon as they are made; most of them fold away.

    The three buttons that are always seen stand where the owner puts them, beside the minutes.

    Attributes:
        practice: whether the next attempt is practice.
        exam: whether the next attempt is under exam conditions.
        extra: extra time in per cent.
        unfold: shows and hides the rest of the choices.

    Signals:
        chosen: name of a setting and its new value.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.practice = self._chip(self.tr("Practice"), self.tr("Pause whenever you like"))
        self.exam = self._chip(self.tr("Exam conditions"), self.tr("The clock goes on, and nothing else is in view"))
        self.unfold = self._chip(self.tr("Arrangements"), self.tr("Extra time, breaks, reading time, the clock"))
        self.unfold.setProperty("kind", "quiet")
        self._about = plain_label("", "secondary", wrap=True)
        self.extra = self._spin(self.tr("Extra time"), 300, self.tr(" %"))
        self.rest = self._spin(self.tr("Rest breaks"), 180, self.tr(" min"))
        self.reading = self._spin(self.tr("Reading time"), 60, self.tr(" min"))
        self._extras = {percent: self._chip(self.tr("{n} %").format(n=percent)) for percent in _EXTRA_OFFERED}
        clocks = {
            "always": self.tr("Always"),
            "minutes": self.tr("Minutes only"),
            "demand": self.tr("When I ask"),
        }
        self._clocks = {name: self._chip(text) for name, text in clocks.items()}
        self._warnings = {
            minutes: self._chip(self.tr("{n} min").format(n=minutes), self.tr("Tell me when so much is left"))
            for minutes in WARNINGS
        }
        self._extra_group = self._group(self._extras.values(), exclusive=False)
        self._clock_group = self._group(self._clocks.values(), exclusive=True)
        self._mode_group = self._group((self.practice, self.exam), exclusive=True)
        self._lay_out()
        self._connect()
        self._give_room()

    def show_settings(self, settings: Settings) -> None:
        """Show what is in force."""
        self.practice.setChecked(not settings.exam_conditions)
        self.exam.setChecked(settings.exam_conditions)
        for spin, value in (
            (self.extra, settings.extra_percent),
            (self.rest, settings.rest_minutes),
            (self.reading, settings.reading_minutes),
        ):
            with QSignalBlocker(spin):
                spin.setValue(value)
        for percent, chip in self._extras.items():
            chip.setChecked(percent == settings.extra_percent)
        for name, chip in self._clocks.items():
            chip.setChecked(name == settings.clock_shown)
        for minutes, chip in self._warnings.items():
            chip.setChecked(minutes in settings.warn_at)
        self._about.setText(self._in_words(settings))

    def _in_words(self, settings: Settings) -> str:
        if settings.exam_conditions:
            mode = self.tr(
                "Full screen, no pause, no paste from elsewhere, other tabs closed; sleep counts. "
                "This helps self-discipline. It is no lockdown."
            )
        else:
            mode = self.tr("Pauses are allowed and recorded. If the computer sleeps, you say whether that counts.")
        parts = [
            self.tr("{n} % extra time").format(n=settings.extra_percent) if settings.extra_percent else "",
            self.tr("{n} min of breaks").format(n=settings.rest_minutes) if settings.rest_minutes else "",
            self.tr("{n} min of reading").format(n=settings.reading_minutes) if settings.reading_minutes else "",
        ]
        own = " · ".join(filter(None, parts))
        return f"{mode}\n{own}" if own else mode

    def _lay_out(self) -> None:
        self._flows: list[FlowLayout] = []
        self._titles: list[QLabel] = []
        self._more = QWidget()
        self._rows = QFormLayout(self._more)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._rows.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        self._row(self.tr("Extra time"), (self.extra, *self._extras.values()))
        self._row(self.tr("Rest breaks"), (self.rest, plain_label(self.tr("the clock stops"), "secondary")))
        self._row(self.tr("Reading time"), (self.reading, plain_label(self.tr("before you write"), "secondary")))
        self._row(self.tr("Show the clock"), self._clocks.values())
        self._row(self.tr("Tell me at"), self._warnings.values())
        quiet = self.tr("Thaw makes no sounds. Text size, font and a sheet of colour are in Settings, under Reading.")
        self._rows.addRow(plain_label(quiet, "secondary", wrap=True))
        self._more.hide()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        for part in (self._about, self._more):
            self._column.addWidget(part)

    def _row(self, title: str, fields: Iterable[QWidget]) -> None:
        holder = QWidget()
        flow = FlowLayout(holder, self._theme.px(6))
        self._flows.append(flow)
        for one in fields:
            flow.addWidget(one)
            if isinstance(one, QPushButton):
                one.setAccessibleName(f"{title}: {one.text()}")
        label = plain_label(title)
        self._titles.append(label)
        self._rows.addRow(label, holder)

    def _connect(self) -> None:
        self.practice.clicked.connect(self._choose_practice)
        self.exam.clicked.connect(self._choose_exam)
        self.unfold.toggled.connect(self._more.setVisible)
        self.extra.valueChanged.connect(self._choose_extra)
        self.rest.valueChanged.connect(self._choose_rest)
        self.reading.valueChanged.connect(self._choose_reading)
        self._extra_group.buttonClicked.connect(self._choose_extra_chip)
        self._clock_group.buttonClicked.connect(self._choose_clock)
        for chip in self._warnings.values():
            chip.clicked.connect(self._choose_warnings)
        self._theme.changed.connect(self._give_room)

    def _group(self, chips: Iterable[QPushButton], *, exclusive: bool) -> QButtonGroup:
        group = QButtonGroup(self)
        group.setExclusive(exclusive)
        for chip in chips:
            group.addButton(chip)
        return group

    @staticmethod
    def _chip(text: str, description: str = "") -> QPushButton:
        chip = button(text, description=description)
        chip.setCheckable(True)
        return chip

    @staticmethod
    def _spin(name: str, most: int, suffix: str) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(0, most)
        spin.setSingleStep(5)
        spin.setSuffix(suffix)
        spin.setAccessibleName(name)
        return spin

    @Slot()
    def _choose_practice(self) -> None:
        self.chosen.emit("exam_conditions", False)

    @Slot()
    def _choose_exam(self) -> None:
        self.chosen.emit("exam_conditions", True)

    @Slot(int)
    def _choose_extra(self, percent: int) -> None:
        self.chosen.emit("extra_percent", percent)

    @Slot(int)
    def _choose_rest(self, minutes: int) -> None:
        self.chosen.emit("rest_minutes", minutes)

    @Slot(int)
    def _choose_reading(self, minutes: int) -> None:
        self.chosen.emit("reading_minutes", minutes)

    @Slot(object)
    def _choose_extra_chip(self, chip: QPushButton) -> None:
        self.extra.setValue(next(percent for percent, one in self._extras.items() if one is chip))
        chip.setChecked(True)  # also where it was pressed again

    @Slot(object)
    def _choose_clock(self, chip: QPushButton) -> None:
        self.chosen.emit("clock_shown", next(name for name, one in self._clocks.items() if one is chip))

    @Slot()
    def _choose_warnings(self) -> None:
        self.chosen.emit("warn_at", tuple(minutes for minutes, chip in self._warnings.items() if chip.isChecked()))

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._column.setSpacing(px(8))
        self._rows.setHorizontalSpacing(px(12))
        self._rows.setVerticalSpacing(px(8))
        self._rows.setLabelAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        for spin in (self.extra, self.rest, self.reading):
            spin.setMinimumWidth(px(128))
        for title in self._titles:  # in line with what stands in the first line beside it
            title.setMinimumHeight(self._clocks["always"].sizeHint().height())
        for flow in self._flows:
            flow.setSpacing(px(6))

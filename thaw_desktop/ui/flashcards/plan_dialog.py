"""The plan for a pack: when the exam is, how much time there is, how surely cards are kept."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDateEdit, QLabel, QSlider, QSpinBox, QWidget

from thaw_desktop.flashcards.balance import RETENTIONS
from thaw_desktop.flashcards.study_plan import MINUTES, USUAL_MINUTES, StudyPlan
from thaw_desktop.ui.flashcards.fit_row import FitRow
from thaw_desktop.ui.outlook import countdown, expectation
from thaw_desktop.ui.widgets import FlowLayout, button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog
from thaw_desktop.ui.words import percent

if TYPE_CHECKING:
    from thaw_desktop.core.settings import Settings
    from thaw_desktop.flashcards.exam_plan import Forecast
    from thaw_desktop.ui.outlook import OutlookDesk
    from thaw_desktop.ui.theme import Theme

_USUAL_WEEKS = 6
_THINKING_MS = 400
"""The forecast waits until the figures have stood for so long."""


class PlanDialog(RoomyDialog):
    """Asks for the plan, and says what would come of it while it is thought about.

    Signals:
        decided: the plan, and the settings that were chosen, by name.
    """

    decided = Signal(object, dict)

    def __init__(
        self,
        theme: Theme,
        pack: tuple[str, str],
        plan: StudyPlan,
        settings: Settings,
        today: date,
        outlook: OutlookDesk,
        parent: QWidget,
    ) -> None:
        """Begin with the plan in force.

        Args:
            theme: sizes.
            pack: its id and title.
            plan: in force.
            settings: how many due cards a day asks at most, in all packs, and when a sitting ends.
            today: the study day.
            outlook: makes the forecast.
            parent: the owner.
        """
        super().__init__(theme, "", parent)
        self.setWindowTitle(self.tr("Plan"))
        self._pack, self._plan, self._today, self._outlook = pack[0], plan, today, outlook
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_THINKING_MS)
        self._later.timeout.connect(self._ask)
        self.body.addWidget(plain_label(pack[1], "secondary", wrap=True))
        self._add_exam(plan)
        self.told = plain_label("", wrap=True)
        self.told.setAccessibleName(self.tr("What to expect"))
        self.body.addWidget(self.told)
        self._add_retention(plan)
        self._add_limits(settings)
        self.fit = FitRow(theme, outlook)
        self.body.addWidget(self.fit)
        cancel = button(self.tr("Cancel"), "secondary")
        cancel.clicked.connect(self.reject)
        self.save = button(self.tr("Save"), "primary", description=self.tr("Ctrl+Enter"))
        self.save.setDefault(True)
        self.save.clicked.connect(self._decide)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self._decide)
        self.add_buttons(cancel, self.save)
        self.finished.connect(outlook.forget_preview)
        self.finished.connect(outlook.forget_fit)
        self._look_again()
        self.has_exam.setFocus()

    @property
    def plan(self) -> StudyPlan:
        """The plan as it stands in the dialog."""
        day = self.exam.date()
        exam = date(day.year(), day.month(), day.day()) if self.has_exam.isChecked() else None
        minutes = self.minutes.value() if exam is not None else self._plan.minutes
        return StudyPlan(self.retention.value() / 100, exam, minutes)

    def _add_exam(self, plan: StudyPlan) -> None:
        self.has_exam = QCheckBox(self.tr("There is an &exam on"))
        self.has_exam.setChecked(plan.exam is not None)
        self.exam = QDateEdit()
        self.exam.setCalendarPopup(True)
        self.exam.setDisplayFormat("d MMMM yyyy")
        self.exam.setAccessibleName(self.tr("Day of the exam"))
        self.exam.setMinimumDate(_qdate(min(self._today, plan.exam or self._today)))
        self.exam.setDate(_qdate(plan.exam or self._today + timedelta(weeks=_USUAL_WEEKS)))
        self._row_of(self.has_exam, self.exam)
        self.minutes = QSpinBox()
        self.minutes.setRange(*MINUTES)
        self.minutes.setSingleStep(5)
        self.minutes.setValue(plan.minutes or USUAL_MINUTES)
        self.minutes_label = self._add_row(self.tr("&Minutes a day for the cards of this pack"), self.minutes)
        self.has_exam.toggled.connect(self._look_again)
        self.exam.dateChanged.connect(self._look_again)
        self.minutes.valueChanged.connect(self._look_again)

    def _add_retention(self, plan: StudyPlan) -> None:
        self.retention = QSlider(Qt.Orientation.Horizontal)
        self.retention.setRange(round(RETENTIONS[0] * 100), round(RETENTIONS[1] * 100))
        self.retention.setPageStep(5)
        self.retention.setMinimumSize(self._theme.px(180), self._theme.px(28))  # as high as its knob
        self.retention.setValue(round(plan.retention * 100))
        self._retention_told = plain_label("", "secondary")
        self.retention_label = self._add_row(self.tr("&Desired retention"), self.retention, self._retention_told)
        self._why = plain_label("", "secondary", wrap=True)
        self.body.addWidget(self._why)
        self.retention.valueChanged.connect(self._look_again)

    def _add_limits(self, settings: Settings) -> None:
        self.limit = QSpinBox()
        self.limit.setRange(5, 9999)
        self.limit.setSingleStep(10)
        self.limit.setValue(settings.reviews_a_day)
        self._limit_label = self._add_row(self.tr("&Reviews a day at most"), self.limit)
        explained = self.tr("What is due beyond that waits, and the cards most at risk come first.")
        self._limit_told = plain_label(explained, "secondary", wrap=True)
        self.body.addWidget(self._limit_told)
        self.sitting_minutes, self.sitting_cards = QSpinBox(), QSpinBox()
        for field, most, value, suffix in (
            (self.sitting_minutes, 240, settings.sitting_minutes, self.tr(" minutes")),
            (self.sitting_cards, 999, settings.sitting_cards, self.tr(" cards")),
        ):
            field.setRange(0, most)
            field.setSingleStep(5)
            field.setValue(value)
            field.setSuffix(suffix)
            field.setSpecialValueText(self.tr("no limit"))
        self._add_row(self.tr("&Break after"), self.sitting_minutes)
        self._add_row(self.tr("&or after"), self.sitting_cards)

    def _add_row(self, name: str, field: QWidget, *more: QWidget) -> QLabel:
        label = QLabel(name)
        label.setBuddy(field)
        field.setAccessibleName(name.replace("&", ""))
        self._row_of(label, field, *more)
        return label

    def _row_of(self, *parts: QWidget) -> None:
        """Put things side by side, or with large text one below the other."""
        row = QWidget()
        flow = FlowLayout(row, self._theme.px(12))
        for part in parts:
            flow.addWidget(part)
        self.body.addWidget(row)

    @Slot()
    def _look_again(self) -> None:
        """Show what belongs to the choices, and find out what would come of them."""
        plan = self.plan
        exam = plan.exam is not None
        with_exam: tuple[QWidget, ...] = (self.minutes, self.minutes_label, self.exam)
        without: tuple[QWidget, ...] = (self.retention, self.retention_label, self.limit, self._limit_label)
        for part in with_exam:
            part.setEnabled(exam)
        for part in without:
            part.setEnabled(not exam)
        self._retention_told.setText(percent(plan.retention))
        self._why.setText(
            self.tr("Until the exam, Thaw chooses what serves it best in the time you have.")
            if exam
            else self.tr("A card comes again when this is the chance that you still know it. More is more work.")
        )
        self._outlook.forget_preview()
        if plan.exam is None:
            self._later.stop()
            self.told.setText(self.tr("Without an exam, cards come when they are about to be forgotten."))
        elif plan.exam < self._today:
            self._later.stop()
            self.told.setText(self.tr("This day is over. Choose another, or take the tick away."))
        else:
            left = countdown(plan.exam, self._today)
            self.told.setText(self.tr("{left}. Working out what to expect…").format(left=left))
            self._later.start()

    @Slot()
    def _ask(self) -> None:
        plan = self.plan
        self._outlook.preview(self._pack, plan, lambda found: self._tell(plan, found))

    def _tell(self, plan: StudyPlan, found: Forecast) -> None:
        if plan.exam is not None and plan == self.plan:
            left = countdown(plan.exam, self._today)
            self.told.setText(
                self.tr("{left}. {expectation}").format(left=left, expectation=expectation(found, plan.exam))
            )

    @Slot()
    def _decide(self) -> None:
        settings = {
            "reviews_a_day": self.limit.value(),
            "sitting_minutes": self.sitting_minutes.value(),
            "sitting_cards": self.sitting_cards.value(),
        }
        self.decided.emit(self.plan, settings)
        self.accept()


def _qdate(day: date) -> QDate:
    return QDate(day.year, day.month, day.day)

"""The week as it goes: seven marks, and what was set out. Nothing here counts what was missed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from thaw_desktop.ui import words
from thaw_desktop.ui.widgets import Card, button, plain_label
from thaw_desktop.ui.widgets.painted import PaintedWidget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QPaintEvent

    from thaw_desktop.progress.goals import DayMark, Goal, Week
    from thaw_desktop.ui.theme import Theme


class WeekMarks(PaintedWidget):
    """Seven circles, Monday first: full, half, or empty; a day of rest has a dash."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent)
        self._marks: tuple[DayMark, ...] = ("ahead",) * 7
        self._today = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_marks(self, marks: Sequence[DayMark], today: int) -> None:
        """Show a week; `today` is the weekday, 0 for Monday."""
        self._marks, self._today = tuple(marks), today
        said = {
            "met": self.tr("goal met"),
            "some": self.tr("some study"),
            "rest": self.tr("day of rest"),
            "free": self.tr("no study"),
            "ahead": self.tr("to come"),
        }
        names = [self.locale().standaloneDayName(day + 1, QLocale.FormatType.LongFormat) for day in range(7)]
        self._tell("; ".join(f"{name}: {said[mark]}" for name, mark in zip(names, marks, strict=True)))
        self.setToolTip(self.accessibleDescription())
        self.update()

    def sizeHint(self) -> QSize:
        """A circle as high as a line and a half, and its day below."""
        line = QFontMetricsF(self._theme.font("small")).height()
        return QSize(round(line * 14), round(line * 2.7))

    def minimumSizeHint(self) -> QSize:
        """Circles that touch."""
        return QSize(self.sizeHint().width() * 2 // 3, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002 - one small picture
        """Draw circles and letters."""
        painter = self._painter()
        font = self._theme.font("small")
        painter.setFont(font)
        line = QFontMetricsF(font).height()
        step = min(self.width() / 7, line * 2.4)
        side = min(line * 1.3, step * 0.8)
        for day, mark in enumerate(self._marks):
            circle = QRectF(step * day + (step - side) / 2, 2, side, side)
            tone = "primary" if mark in {"met", "some"} else "secondary"
            painter.setPen(QPen(self._theme.color(tone if mark != "ahead" else "line"), 2))
            painter.setBrush(self._theme.color("primary") if mark == "met" else Qt.BrushStyle.NoBrush)
            painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
            if mark == "some":
                painter.setBrush(self._theme.color("primary"))
                painter.drawChord(circle.adjusted(1, 1, -1, -1), 180 * 16, 180 * 16)
            elif mark == "rest":
                middle = circle.center()
                painter.drawLine(
                    int(middle.x() - side / 5), int(middle.y()), int(middle.x() + side / 5), int(middle.y())
                )
            painter.setPen(self._theme.color("text" if day == self._today else "secondary"))
            name = self.locale().standaloneDayName(day + 1, QLocale.FormatType.NarrowFormat)
            painter.drawText(QRectF(step * day, side + 4, step, line), Qt.AlignmentFlag.AlignHCenter, name)


class WeekCard(Card):
    """How the week goes, in marks and in words, and a button to set a goal.

    Signals:
        goal_asked: the student wants to set the goal.
    """

    goal_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.set_heading(self.tr("This week"))
        self.marks = WeekMarks(theme, self.tr("This week"))
        self.told = plain_label("", "secondary", wrap=True)
        self.set_goal = button("")
        self.set_goal.clicked.connect(self.goal_asked)
        self.body.addWidget(self.marks)
        self.body.addWidget(self.told)
        self.body.addStretch(1)
        self.body.addWidget(self.set_goal, 0, Qt.AlignmentFlag.AlignLeft)

    def show_week(self, goal: Goal, week: Week, today: int) -> None:
        """Show a week; `today` is the study day's number."""
        self.marks.show_marks(week.marks, date.fromordinal(today).weekday())
        self.told.setText(" ".join(self._sentences(goal, week)))
        self.set_goal.setText(self.tr("Set a goal…") if goal.kind == "none" else self.tr("Change the goal…"))

    def _sentences(self, goal: Goal, week: Week) -> list[str]:
        studied = self.tr("{days} with study, {time} in all.").format(
            days=words.days(week.studied), time=words.minutes(week.minutes)
        )
        if goal.kind == "none":
            return [studied if week.studied else self.tr("Nothing yet.")]
        amount = words.cards(goal.amount) if goal.kind == "cards" else words.minutes(goal.amount)
        met = self.tr("{amount} a day: {met} days of study so far.").format(
            amount=amount, met=words.share(week.met, goal.days)
        )
        told = [met]
        if week.met > goal.days:
            told = [self.tr("{amount} a day on {days}: more than you set out to do.").format(
                amount=amount, days=words.days(week.met))]  # fmt: skip
        if week.kept:
            told.append(self.tr("You kept to it in {share} weeks.").format(share=words.share(week.kept, week.weeks)))
        return told

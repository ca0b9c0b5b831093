"""Putting a whole paper together: from a preset, or of one's own choice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QFormLayout, QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from thaw_desktop.ui.overlay import ColourSheet
from thaw_desktop.ui.practice.wording import about_question
from thaw_desktop.ui.widgets import button, plain_label
from thaw_desktop.ui.widgets.roomy_dialog import RoomyDialog
from thaw_desktop.ui.words import marks, minutes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.model import Problem, Question
    from thaw_desktop.content.presets import Paper, PaperPart
    from thaw_desktop.ui.theme import Theme

_MOST_ANSWERS = 8
_MINUTES_A_MARK = 1.8
"""Where a question gives no time: 45 minutes for 25 marks, as A-level papers have it."""


@dataclass(frozen=True, slots=True)
class ChosenPaper:
    """A paper that is to be written.

    Attributes:
        title: of it.
        answers: the questions, each with the minutes suggested for it.
        minutes: for all of it.
        reading: minutes to read before; None for the student's own.
    """

    title: str
    answers: tuple[tuple[Question, int], ...]
    minutes: int
    reading: int | None


class PaperDialog(RoomyDialog):
    """Asks for the paper, its questions and the time.

    Attributes:
        paper: the presets, after one's own choice.
        picks: a list of questions for each answer.
        minutes: for the whole paper.
        start: begins.

    Signals:
        chosen: begin; carries the `ChosenPaper`.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        papers: Sequence[Paper],
        problems: Sequence[Problem],
        questions: Sequence[Question],
        parent: QWidget,
    ) -> None:
        """Offer the papers.

        Args:
            theme: sizes.
            papers: the presets.
            problems: what is wrong with files of presets.
            questions: of the pack that is open, at least one.
            parent: the owner.
        """
        super().__init__(theme, self.tr("Whole paper"), parent, width=640, height=560)
        self._papers, self._questions = list(papers), list(questions)
        self.paper = QComboBox()
        self.paper.addItem(self.tr("Your own choice"))
        for one in papers:
            self.paper.addItem(f"{one.board} · {one.title}")
        self.paper.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.paper.setMinimumContentsLength(24)
        self.paper.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.minutes = QSpinBox()
        self.minutes.setRange(1, 600)
        self.minutes.setSuffix(self.tr(" min"))
        self._about = plain_label("", "secondary", wrap=True)
        self._wrong = plain_label("; ".join(map(str, problems[:3])), "small", wrap=True, tone="caution")
        self._wrong.setVisible(bool(problems))
        self.picks: list[QComboBox] = []
        self._rows = QVBoxLayout()
        self._more = button(self.tr("Add a question"), "quiet")
        self._fewer = button(self.tr("Take the last one out"), "quiet")
        self.start = button("", "primary", description=self.tr("Start writing (Ctrl+Enter)"))
        self._lay_out()
        self.paper.currentIndexChanged.connect(self._show_paper)
        self.minutes.valueChanged.connect(self._say_time)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.start.click)
        self._show_paper()
        ColourSheet(theme, self)

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Paper"), self.paper)
        form.addRow(self.tr("Tim&e"), self.minutes)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self.body.addLayout(form)
        self.body.addWidget(self._about)
        self.body.addWidget(self._wrong)
        self.body.addLayout(self._rows)
        self.body.addWidget(self._more)
        self.body.addWidget(self._fewer)
        self.body.addStretch(1)
        cancel = button(self.tr("Cancel"), "secondary")
        self.add_buttons(cancel, self.start)
        cancel.clicked.connect(self.reject)
        self.start.clicked.connect(self._choose)
        self._more.clicked.connect(self._add)
        self._fewer.clicked.connect(self._remove)

    @property
    def _preset(self) -> Paper | None:
        row = self.paper.currentIndex() - 1
        return self._papers[row] if row >= 0 else None

    @Slot()
    def _show_paper(self) -> None:
        """Show the answers of the paper that is chosen, each with a question that is near to it."""
        while self.picks:
            self._take_out()
        preset = self._preset
        if preset is None:
            for _ in range(min(2, len(self._questions))):
                self._add_row(None)
            self._sum_up()
        else:
            for part in preset.parts:
                self._add_row(part)
            self.minutes.setValue(preset.minutes)
        self._about.setText(_about_paper(self, preset))
        self._show_buttons()
        self._say_time()

    def _add_row(self, part: PaperPart | None) -> None:
        row = QWidget()
        column = QVBoxLayout(row)
        column.setContentsMargins(0, self._theme.px(4), 0, 0)
        column.setSpacing(self._theme.px(2))
        name = self.tr("Answer {n}").format(n=len(self.picks) + 1)
        told = [name] if part is None else [name, part.title, marks(part.marks), minutes(part.minutes)]
        label = plain_label(" · ".join(told), wrap=True)
        pick = QComboBox()
        pick.setAccessibleName(" · ".join(told))
        pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        pick.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for question in self._questions:
            pick.addItem(" · ".join(filter(None, (question.title, about_question(question)))))
        pick.setCurrentIndex(self._nearest(part))
        pick.currentIndexChanged.connect(self._sum_up)
        column.addWidget(label)
        column.addWidget(pick)
        self._rows.addWidget(row)
        self.picks.append(pick)

    def _nearest(self, part: PaperPart | None) -> int:
        """Place of the question not taken yet whose marks are nearest to those of a part."""
        taken = {pick.currentIndex() for pick in self.picks}
        free = [place for place in range(len(self._questions)) if place not in taken] or [0]
        if part is None:
            return free[0]
        objectives = set(part.ao)

        def distance(place: int) -> tuple[bool, int]:
            question = self._questions[place]
            return not objectives.issubset(question.ao), abs(question.marks - part.marks)

        return min(free, key=distance)

    @Slot()
    def _add(self) -> None:
        self._add_row(None)
        self._show_buttons()
        self._sum_up()
        self.picks[-1].setFocus()

    @Slot()
    def _remove(self) -> None:
        self._take_out()
        self._show_buttons()
        self._sum_up()

    def _take_out(self) -> None:
        """Take the last answer out of the dialog."""
        row = self.picks.pop().parentWidget()
        if row is not None:
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()

    def _show_buttons(self) -> None:
        own = self._preset is None
        self._more.setVisible(own and len(self.picks) < _MOST_ANSWERS)
        self._fewer.setVisible(own and len(self.picks) > 1)

    @Slot()
    def _sum_up(self) -> None:
        if self._preset is None:
            self.minutes.setValue(sum(wanted for _, wanted in self._answers()))

    def _answers(self) -> list[tuple[Question, int]]:
        preset = self._preset
        chosen = [self._questions[pick.currentIndex()] for pick in self.picks]
        if preset is not None:
            return [(question, part.minutes) for question, part in zip(chosen, preset.parts, strict=True)]
        return [(question, question.minutes or max(1, round(question.marks * _MINUTES_A_MARK))) for question in chosen]

    @Slot()
    def _say_time(self) -> None:
        self.start.setText(self.tr("Start · {time}").format(time=minutes(self.minutes.value())))

    @Slot()
    def _choose(self) -> None:
        preset = self._preset
        title = f"{preset.board} · {preset.title}" if preset is not None else self.tr("Your own paper")
        reading = preset.reading if preset is not None else None
        self.accept()  # first, so that the focus is the page's
        self.chosen.emit(ChosenPaper(title, tuple(self._answers()), self.minutes.value(), reading))


def _about_paper(dialog: PaperDialog, paper: Paper | None) -> str:
    """Where a preset is from, how sure it is, and what to know about it."""
    if paper is None:
        return dialog.tr("All answers share one clock. The time is the sum of theirs, or what you set.")
    told = [dialog.tr("Source: {source}").format(source=paper.source)]
    if paper.verified is None:
        told.append(dialog.tr("not verified"))
    else:
        told.append(dialog.tr("verified {day}").format(day=paper.verified.isoformat()))
    if paper.reading:
        told.append(dialog.tr("{time} of reading before").format(time=minutes(paper.reading)))
    sentences = [" · ".join(told), paper.note]
    return "\n".join(filter(None, sentences))

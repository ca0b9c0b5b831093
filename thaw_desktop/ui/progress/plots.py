"""One plot at a time, chosen from a list, of the topic and the span that are looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QSizePolicy, QStackedWidget

from thaw_desktop.ui.progress import drawings
from thaw_desktop.ui.widgets import BarChart, Card, IconButton, LineChart, plain_label

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.flashcards.memories import MemoryPicture
    from thaw_desktop.progress.series import History
    from thaw_desktop.progress.store import Scope
    from thaw_desktop.ui.theme import Theme
    from thaw_desktop.ui.widgets.plot import Plot

    Draw = Callable[[History, Scope, Sequence[MemoryPicture]], drawings.Drawing]


class PlotCard(Card):
    """A list of plots, the one chosen, and what it says in a sentence.

    Signals:
        told: a plain sentence about what was done with a plot.
        trouble: a plain sentence about what could not be done.
        wanted: another plot was chosen.
    """

    told = Signal(str)
    trouble = Signal(str)
    wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self.choice = QComboBox()
        self.choice.setAccessibleName(self.tr("Plot"))
        for name, draw in self._offers():
            self.choice.addItem(name, draw)
        self.choice.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(12)
        self.choice.currentIndexChanged.connect(self._ask)
        self.more = IconButton(theme, "more", self.tr("Copy or save this plot"))
        self.more.clicked.connect(self._offer)
        row = QHBoxLayout()
        row.addWidget(self.choice, 1)
        row.addWidget(self.more)
        self.bars = BarChart(theme, self.tr("Plot"))
        self.lines = LineChart(theme, self.tr("Plot"))
        self._charts = QStackedWidget()
        for chart in (self.bars, self.lines):
            chart.told.connect(self.told)
            chart.trouble.connect(self.trouble)
            self._charts.addWidget(chart)
        self.sentence = plain_label("", "secondary", wrap=True)
        self.body.addLayout(row)
        self.body.addWidget(self._charts, 1)
        self.body.addWidget(self.sentence)
        self.body.addStretch(0)
        self._shown: drawings.Drawing | None = None

    def _offers(self) -> list[tuple[str, Draw]]:
        """Each plot by its name, in the order in which they are offered."""
        return [
            (self.tr("Recall, expected and actual"), drawings.retention),
            (self.tr("Answers"), drawings.reviews),
            (self.tr("Minutes"), drawings.minutes),
            (self.tr("Answer buttons"), drawings.buttons),
            (self.tr("Cards known, seen and new"), drawings.coverage),
            (self.tr("Intervals"), drawings.intervals),
            (self.tr("Stability"), drawings.stabilities),
            (self.tr("Hours of the day"), drawings.hours),
            (self.tr("Essays: words a minute"), drawings.essay_pace),
            (self.tr("Essays: marks made"), drawings.essay_coverage),
            (self.tr("Time by topic"), drawings.topic_time),
        ]

    def show_plot(self, history: History, scope: Scope, memories: Sequence[MemoryPicture]) -> None:
        """Draw the chosen plot."""
        draw: Draw = self.choice.currentData()
        drawn = draw(history, scope, memories)
        if drawn == self._shown:
            return  # the chosen bar stays chosen
        self._shown = drawn
        some = bool(drawn.bars or drawn.lines)
        self._charts.setVisible(some)
        self.more.setVisible(some)
        self.sentence.setText(drawn.sentence)
        self.body.setStretch(self.body.count() - 1, 0 if some else 1)
        name = self.choice.currentText()
        for chart in (self.bars, self.lines):
            chart.setAccessibleName(name)
        if drawn.lines:
            self.lines.show_lines(
                drawn.lines, drawn.sentence, labels=drawn.labels, told=drawn.told, values=drawn.values
            )
        else:
            self.bars.show_bars(drawn.bars, drawn.values, drawn.pieces, drawn.sentence)
        self._charts.setCurrentWidget(self.lines if drawn.lines else self.bars)

    def chart(self) -> Plot:
        """The plot that is shown."""
        return self.lines if self._charts.currentWidget() is self.lines else self.bars

    @Slot()
    def _ask(self) -> None:
        self.wanted.emit()

    @Slot()
    def _offer(self) -> None:
        menu = QMenu(self)
        self.chart().add_deeds(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

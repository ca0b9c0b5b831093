"""All essays that were written: to filter, to open, and to hold two answers to one question side by side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QItemSelectionModel, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from thaw_desktop.ui.panes import usable
from thaw_desktop.ui.practice.wording import about_attempt
from thaw_desktop.ui.widgets import FlowLayout, Line, LineChart, button, plain_label
from thaw_desktop.ui.words import essays, number, percent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.ui.theme import Theme

_FEWEST_FOR_A_LINE = 3
_ROOM = 3.2
"""Height of the page from which on it has room for the plot, in heights of the plot."""
_SHORTEST_SECONDS = 60
_NARROW = 9
"""Letters of a filter that are seen at least: the filters stay in one line also with large text."""


@dataclass(frozen=True, slots=True)
class Past:
    """An essay as the list shows it.

    Attributes:
        attempt: its row.
        title: of the question.
        topic: title of the question's section, or empty.
        pack: title of the pack.
        mode: exam or practice.
    """

    attempt: Attempt
    title: str
    topic: str
    pack: str
    mode: str


class HistoryPage(QWidget):
    """A list with filters above it, and how pace and marks went below it.

    Attributes:
        list: the essays, the newest first.
        words: what to look for in questions.
        compare: holds the two that are chosen side by side.

    Signals:
        back_asked: back to the questions.
        attempt_chosen: open an essay; carries its id.
        comparison_asked: hold two side by side; carries the ids of the earlier and the later one.
    """

    back_asked = Signal()
    attempt_chosen = Signal(str)
    comparison_asked = Signal(str, str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._past: list[Past] = []
        self._now: datetime | None = None
        self._drawn = False
        self._back = button(self.tr("‹ Questions"), "quiet", description=self.tr("Back to the questions (Esc)"))
        self.words = QLineEdit()
        self.words.setPlaceholderText(self.tr("Words of the question"))
        self.words.setAccessibleName(self.tr("Words of the question"))
        self.words.setClearButtonEnabled(True)
        self.topic, self.pack, self.mode = QComboBox(), QComboBox(), QComboBox()
        for box, name in ((self.topic, self.tr("Topic")), (self.pack, self.tr("Pack")), (self.mode, self.tr("Mode"))):
            box.setAccessibleName(name)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(_NARROW)
            box.currentIndexChanged.connect(self._filter)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Essays"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setWordWrap(True)
        self._told = plain_label("", "secondary", wrap=True)
        self.open = button(self.tr("Open"), "primary", description=self.tr("Open the essay (Enter)"))
        self.compare = button(
            self.tr("Compare two"), description=self.tr("Two essays on one question, chosen with Ctrl or Shift")
        )
        self.chart = LineChart(theme, self.tr("Marks and pace, essay by essay"))
        self._lay_out()
        self.words.textChanged.connect(self._filter)
        self.list.itemActivated.connect(self._activate)
        self.list.itemSelectionChanged.connect(self._note_choice)
        self.open.clicked.connect(self._open)
        self.compare.clicked.connect(self._compare)
        self._back.clicked.connect(self._ask_back)
        shortcut = QShortcut(QKeySequence("Esc"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self._ask_back)
        self.setFocusProxy(self.list)

    def show_past(self, past: Sequence[Past], now: datetime) -> None:
        """Show all essays, the newest first; filters that still mean something stay.

        Args:
            past: the essays.
            now: tells the student's time zone.
        """
        self._past, self._now = list(past), now
        modes = {"exam": self.tr("Exam conditions"), "practice": self.tr("Practice")}
        for box, every, values in (
            (self.topic, self.tr("All topics"), {one.topic: one.topic for one in past if one.topic}),
            (self.pack, self.tr("All packs"), {one.pack: one.pack for one in past}),
            (self.mode, self.tr("Any conditions"), modes),
        ):
            chosen = box.currentData()
            box.blockSignals(True)
            box.clear()
            box.addItem(every, "")
            for value, words in values.items():
                box.addItem(words, value)
            box.setCurrentIndex(max(0, box.findData(chosen)))
            box.blockSignals(False)
        self.pack.setVisible(self.pack.count() > 2)  # one pack is no choice
        self._filter()

    def panes(self) -> list[QWidget]:
        """The parts that F6 goes through."""
        return usable(self._filters, self.list)

    def shown(self) -> list[Past]:
        """The essays that the filters let through."""
        words = self.words.text().casefold().split()
        topic, pack, mode = (box.currentData() or "" for box in (self.topic, self.pack, self.mode))
        return [
            one
            for one in self._past
            if all(word in one.title.casefold() for word in words)
            and topic in {"", one.topic}
            and pack in {"", one.pack}
            and mode in {"", one.mode}
        ]

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._back)
        head.addWidget(plain_label(self.tr("All your essays"), "heading"), 1)
        self._filters = QWidget()
        flow = FlowLayout(self._filters, self._theme.px(8))
        for part in (self.words, self.topic, self.pack, self.mode):
            flow.addWidget(part)
        deeds = QWidget()
        row = FlowLayout(deeds, self._theme.px(8))
        for one in (self.open, self.compare):
            row.addWidget(one)
        column = QVBoxLayout(self)
        column.setContentsMargins(self._theme.px(20), self._theme.px(12), self._theme.px(20), self._theme.px(16))
        column.setSpacing(self._theme.px(10))
        column.addLayout(head)
        column.addWidget(self._filters)
        column.addWidget(self._told)
        column.addWidget(self.list, 1)
        column.addWidget(deeds)
        column.addWidget(self.chart)

    @Slot()
    def _filter(self) -> None:
        shown = self.shown()
        chosen = {one.attempt.id for one in self._chosen()}
        self.list.clear()
        for one in shown:
            about = about_attempt(one.attempt, self._now) if self._now is not None else ""
            mode = self.tr("exam conditions") if one.mode == "exam" else ""
            item = QListWidgetItem(f"{one.title}\n{' · '.join(filter(None, (about, mode)))}")
            item.setData(Qt.ItemDataRole.UserRole, one.attempt.id)
            self.list.addItem(item)
        again = [row for row, one in enumerate(shown) if one.attempt.id in chosen]
        if shown:
            self.list.setCurrentRow(again[0] if again else 0, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        for row in again:
            self.list.item(row).setSelected(True)
        none = self.tr("No essay fits.") if self._past else self.tr("Nothing yet. Your essays will be kept here.")
        self._told.setText(essays(len(shown)) if shown else none)
        self._draw(shown)
        self._note_choice()

    def _draw(self, shown: Sequence[Past]) -> None:
        """Marks and words a minute, from the first essay to the last."""
        done = [one.attempt for one in reversed(shown) if one.attempt.stage in {"finished", "marked"}]
        pace = [
            (float(place), one.words / one.elapsed * 60)
            for place, one in enumerate(done, start=1)
            if one.elapsed >= _SHORTEST_SECONDS
        ]
        marks = [
            (float(place), one.made / one.possible * 100) for place, one in enumerate(done, start=1) if one.possible
        ]
        lines, told = [], []
        if len(marks) >= _FEWEST_FOR_A_LINE:
            lines.append(Line(marks, self.tr("Your marks, %")))
            told.append(
                self.tr("Your marks: {first} at first, {last} at last.").format(
                    first=percent(marks[0][1] / 100), last=percent(marks[-1][1] / 100)
                )
            )
        if len(pace) >= _FEWEST_FOR_A_LINE:
            lines.append(Line(pace, self.tr("Words a minute"), "warm", dashed=True))
            told.append(
                self.tr("Words a minute: {first} at first, {last} at last.").format(
                    first=number(round(pace[0][1])), last=number(round(pace[-1][1]))
                )
            )
        self._drawn = bool(lines)
        self._make_room()
        self.chart.show_lines(lines, " ".join(told))
        if told:
            self._told.setText(" ".join((self._told.text() + ".", *told)))

    def _make_room(self) -> None:
        """Leave the plot out where the list needs the room; the words above the list say the same."""
        self.chart.setVisible(self._drawn and self.height() >= self.chart.sizeHint().height() * _ROOM)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the plot where there is room."""
        super().resizeEvent(event)
        self._make_room()

    def _chosen(self) -> list[Past]:
        ids = {item.data(Qt.ItemDataRole.UserRole) for item in self.list.selectedItems()}
        return [one for one in self._past if one.attempt.id in ids]

    @Slot()
    def _note_choice(self) -> None:
        chosen = self._chosen()
        self.open.setEnabled(len(chosen) == 1)
        finished = all(one.attempt.finished_event is not None for one in chosen)
        self.compare.setEnabled(len(chosen) == 2 and len({one.attempt.item for one in chosen}) == 1 and finished)

    @Slot()
    def _open(self) -> None:
        chosen = self._chosen()
        if len(chosen) == 1:
            self.attempt_chosen.emit(chosen[0].attempt.id)

    @Slot(QListWidgetItem)
    def _activate(self, item: QListWidgetItem) -> None:
        if self.isVisible():  # a double click tells twice
            self.attempt_chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    @Slot()
    def _compare(self) -> None:
        later, earlier = self._chosen()
        self.comparison_asked.emit(earlier.attempt.id, later.attempt.id)

    @Slot()
    def _ask_back(self) -> None:
        self.back_asked.emit()

"""After a blurt: which facts were recalled, with the words that show it, and which were not."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QFrame, QScrollArea, QVBoxLayout, QWidget

from thaw_desktop.notes.blurting import suggested
from thaw_desktop.ui import words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.notes.blurting_page import clock_text
from thaw_desktop.ui.notes.blurting_rows import FactRow
from thaw_desktop.ui.widgets import Card, FlowLayout, button, plain_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.notes.blurting import Finding
    from thaw_desktop.ui.theme import Theme

_BESIDE_FROM = 780
"""Width from which the two columns stand side by side, px at 100 %."""


class _Column(Card):
    """One of the two columns: rows under the titles of the parts of the section they belong to."""

    def __init__(self, theme: Theme, parts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._groups: dict[str, tuple[QWidget, QVBoxLayout]] = {}
        for part in parts:
            group = QWidget()
            layout = QVBoxLayout(group)
            layout.setContentsMargins(0, 0, 0, 0)
            title = plain_label(part, "secondary", wrap=True)
            layout.addWidget(title)
            title.setVisible(len(parts) > 1)  # once it has a parent: else it would be a window of its own
            self._groups[part] = (group, layout)
            self.body.addWidget(group)
        self.body.addStretch(1)

    def put(self, part: str, row: FactRow) -> None:
        """Add a row at the end of its part."""
        self._groups[part][1].addWidget(row)

    def settle(self) -> None:
        """Show only the parts that have rows."""
        for group, layout in self._groups.values():
            group.setVisible(layout.count() > 1)


class BlurtResult(QWidget):
    """Two columns of facts; the student has the last word on each. There is no mark.

    Attributes:
        rows: the facts, in the order of the notes.
        make_cards: the button that ends the blurt with today's cards.

    Signals:
        done: what was recalled (fact id → bool) and the ids of the cards to be asked today.
        past_wanted: show what was written before.
    """

    done = Signal(object, object)
    past_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.rows: list[FactRow] = []
        self._parts: Mapping[str, str] = {}
        self._columns: tuple[_Column, _Column] | None = None
        self.lists = QScrollArea()
        self.lists.setFrameShape(QFrame.Shape.NoFrame)
        self.lists.setWidgetResizable(True)
        self.lists.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.lists.setAccessibleName(self.tr("What you recalled"))
        self._title = plain_label("", "title", wrap=True)
        self._count = plain_label("", "heading", wrap=True)
        self._note = plain_label(
            self.tr(
                "Thaw looks for words, so it may miss what you said differently, or take a mention for the whole. "
                "You have the last word: move any fact to the other side."
            ),
            "secondary",
            wrap=True,
        )
        self.make_cards = button("", "primary", description=self.tr("Keep this and ask these today (Ctrl+Enter)"))
        self._plain = button(self.tr("No cards"), description=self.tr("Keep this; ask nothing today (Esc)"))
        self._all = button(self.tr("Tick all"), "quiet")
        self._none = button(self.tr("Tick none"), "quiet")
        self.past = button(self.tr("What you wrote"), "quiet", description=self.tr("This time and the times before"))
        self._lay_out()
        self._connect()
        self._give_room()

    def show_findings(
        self, title: str, parts: Mapping[str, str], findings: Sequence[Finding], elapsed: float, before: str
    ) -> None:
        """Show how a blurt went.

        Args:
            title: of the section.
            parts: id → title of the section and its subsections.
            findings: in the order of the notes.
            elapsed: seconds used.
            before: how it went last time, in words, or empty.
        """
        self._title.setText(title)
        self._elapsed, self._before, self._parts = elapsed, before, parts
        if self._columns is not None:
            for column in self._columns:
                column.setParent(None)
                column.deleteLater()
        used = [part for part, _ in groupby(findings, key=_part)]
        titles = [parts.get(part, "") for part in used]
        self._columns = (_Column(self._theme, titles), _Column(self._theme, titles))
        for column in self._columns:
            self._pair.addWidget(column, 1)
        wanted = suggested([one.fact for one in findings if not one.coverage.covered])
        self.rows = []
        for finding in findings:
            self._add(finding, recalled=finding.coverage.covered, ticked=finding.fact.id in wanted)
        self._show_counts()
        self.lists.verticalScrollBar().setValue(0)
        self.make_cards.setFocus()

    def recalled(self) -> dict[str, bool]:
        """Fact id → whether it stands among what was recalled."""
        return {row.finding.fact.id: row.recalled for row in self.rows}

    def cards(self) -> list[str]:
        """Ids of the cards of the ticked facts."""
        return [row.finding.fact.card for row in self.rows if row.box is not None and row.box.isChecked()]

    # Building

    def _lay_out(self) -> None:
        whole = QWidget()
        self._rows = QVBoxLayout(whole)
        quiet, ending = QWidget(), QWidget()
        self._quiet, self._ending = FlowLayout(quiet), FlowLayout(ending)
        for one in (self.past, self._all, self._none):
            self._quiet.addWidget(one)
        for one in (self.make_cards, self._plain):
            self._ending.addWidget(one)
        for part in (self._title, self._count, self._note, quiet):
            self._rows.addWidget(part)
        self._pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._rows.addLayout(self._pair, 1)
        self.lists.setWidget(whole)
        self._column = QVBoxLayout(self)
        self._column.addWidget(self.lists, 1)
        self._column.addWidget(ending)

    def _connect(self) -> None:
        self.make_cards.clicked.connect(self._end_with_cards)
        self._plain.clicked.connect(self.end_without)
        self._all.clicked.connect(self._tick_all)
        self._none.clicked.connect(self._tick_none)
        self.past.clicked.connect(self.past_wanted)
        self._theme.changed.connect(self._give_room)
        for key in ("Ctrl+Return", "Ctrl+Enter"):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(self._end_with_cards)

    def _add(self, finding: Finding, *, recalled: bool, ticked: bool, at: int | None = None) -> FactRow:
        row = FactRow(self._theme, finding, recalled=recalled, ticked=ticked)
        row.moved.connect(self._move)
        row.ticked.connect(self._show_counts)
        self.rows.insert(len(self.rows) if at is None else at, row)
        if self._columns is not None:
            self._columns[0 if recalled else 1].put(self._parts.get(finding.fact.section, ""), row)
        return row

    # What the student does

    @Slot(object)
    def _move(self, row: FactRow) -> None:
        """Take a fact to the other column; the focus stays where it was, on what now stands there."""
        at = self.rows.index(row)
        column = [one for one in self.rows if one.recalled == row.recalled]
        place = column.index(row)
        neighbours = [*column[place + 1 : place + 2], *column[place - 1 : place]] if place else column[1:2]
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        row.setParent(None)
        moved = self._add(row.finding, recalled=not row.recalled, ticked=row.recalled, at=at)
        self._show_counts()
        (neighbours[0].mover if neighbours else moved.mover).setFocus()
        announce(self, self._count.text())

    @Slot()
    def _tick_all(self) -> None:
        self._tick(True)

    @Slot()
    def _tick_none(self) -> None:
        self._tick(False)

    def _tick(self, ticked: bool) -> None:
        for row in self.rows:
            if row.box is not None:
                row.box.setChecked(ticked)

    @Slot()
    def _end_with_cards(self) -> None:
        self.done.emit(self.recalled(), self.cards())

    @Slot()
    def end_without(self) -> None:
        """Keep the blurt; ask nothing today."""
        self.done.emit(self.recalled(), [])

    @Slot()
    def _show_counts(self) -> None:
        recalled = sum(row.recalled for row in self.rows)
        missed = len(self.rows) - recalled
        told = [self.tr("{share} recalled").format(share=words.share(recalled, len(self.rows)))]
        if not self.rows:
            told = [self.tr("This section has no cards or mark points to compare with. What you wrote is kept.")]
        self._count.setText(" · ".join(filter(None, (*told, clock_text(self._elapsed), self._before))))
        if self._columns is not None:
            self._columns[0].set_heading(self.tr("Recalled: {n}").format(n=words.number(recalled)))
            self._columns[1].set_heading(self.tr("Missed: {n}").format(n=words.number(missed)))
            for column, count in zip(self._columns, (recalled, missed), strict=True):
                column.settle()
                column.setVisible(count > 0 or bool(self.rows))
        ticked = len(self.cards())
        label = self.tr("Make today’s cards: {n}").format(n=words.number(ticked))
        self.make_cards.setText(label if ticked else self.tr("Keep this"))
        self._plain.setVisible(ticked > 0)
        for one in (self._all, self._none):
            one.setVisible(missed > 0)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        beside = self.width() >= self._theme.px(_BESIDE_FROM)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._pair.setDirection(across if beside else down)

    @Slot()
    def _give_room(self) -> None:
        px = self._theme.px
        self._rows.setContentsMargins(0, px(18), px(10), px(18))
        self._rows.setSpacing(px(10))
        self._column.setContentsMargins(px(28), 0, px(18), px(16))
        self._column.setSpacing(px(10))
        self._pair.setSpacing(px(14))
        for flow in (self._quiet, self._ending):
            flow.setSpacing(px(8))
        self._arrange()


def _part(finding: Finding) -> str:
    return finding.fact.section

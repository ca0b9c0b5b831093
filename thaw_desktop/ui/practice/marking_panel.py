"""Marking one's own essay, point by point."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.practice.point_row import LevelRow, PointRow
from thaw_desktop.ui.widgets import Card, FlowLayout, button, plain_label, set_property
from thaw_desktop.ui.words import share

if TYPE_CHECKING:
    from thaw_desktop.content.model import Level, Question
    from thaw_desktop.practice.marking import FinishedAttempt
    from thaw_desktop.ui.theme import Theme


class MarkingPanel(QWidget):
    """The points to tick, the levels to choose from, and what they come to.

    Signals:
        looked_at: the student is at a point; carries its `PointCoverage`.
        save_asked: keep the marking.
        cards_asked: see the cards of the points that were missed.
        card_asked: see the card of one point; carries its id.
        back_asked: back to the questions.
    """

    looked_at = Signal(object)
    save_asked = Signal()
    cards_asked = Signal()
    card_asked = Signal(str)
    back_asked = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._rows: list[PointRow] = []
        self._levels: list[LevelRow] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setAccessibleName(self.tr("Points and levels"))
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # what is in it has the focus, and brings itself into view
        self._question: Question | None = None
        self._total = plain_label("", "heading")
        self._note = plain_label("", "secondary", wrap=True)
        self._save = button(self.tr("Save marking"), "primary", description=self.tr("Keep your marking (Ctrl+Enter)"))
        self._result = plain_label("", wrap=True)
        self._cards = button(self.tr("See the cards"), "primary")
        self._back = button(self.tr("Back to questions"), "secondary", description=self.tr("Esc"))
        self._foot = QStackedWidget()
        self._end = QWidget()  # the rule and what stands under it
        self._flowing = False
        self._changed = self._held = False
        self._lay_out()
        self._save.clicked.connect(self.save)
        self._cards.clicked.connect(self._ask_for_cards)
        self._back.clicked.connect(self._ask_back)

    def show_attempt(self, finished: FinishedAttempt) -> None:
        """Show an attempt's points: ticked as they were marked, or else as they were found."""
        content = QWidget()
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 0, self._theme.px(10), 0)
        column.setSpacing(self._theme.px(8))
        question = self._question = finished.question
        self._rows = []
        coverage = {one.point_id: one for one in finished.coverage}
        for point in question.points if question is not None else ():
            found = coverage[point.id]
            made = found.covered if finished.made is None else bool(finished.made.get(point.id))
            row = PointRow(self._theme, point, found, made=made)
            row.changed.connect(self._add_up)
            row.looked_at.connect(self.looked_at)
            row.card_asked.connect(self.card_asked)
            self._rows.append(row)
            column.addWidget(row)
        self._say_what_to_do(question)
        self._show_levels(column, question.levels if question is not None else (), finished.attempt.level)
        column.addStretch(1)
        self._card.body.addWidget(self._end)  # out of the old content before that goes
        self._card.body.insertWidget(0, self._hint)
        if not self._rows:
            column.insertWidget(0, self._hint)  # in place of the points, and scrolling like them
        old = self._scroll.takeWidget()
        if old is not None:
            old.deleteLater()
        self._scroll.setWidget(content)
        self.set_flowing(self._flowing)
        self._save.setVisible(question is not None)
        self._save.setText(self.tr("Save marking") if self._rows or self._levels else self.tr("Mark as done"))
        self._add_up()
        self._changed = self._held = False
        self._put_in_order()

    def set_flowing(self, flowing: bool) -> None:
        """Where there is little room, let everything scroll together (True), the sum and its button at the end."""
        self._flowing = flowing
        self._card.set_heading("" if flowing else self._heading)
        self._hint.setVisible(not flowing or not self._rows)
        content = self._scroll.widget()
        column = content.layout() if content is not None and flowing else None
        (self._card.body if column is None else column).addWidget(self._end)

    @property
    def made(self) -> dict[str, bool]:
        """Each point, and whether the student says it was made."""
        return {row.point.id: row.box.isChecked() for row in self._rows}

    @property
    def level(self) -> str:
        """The number of the level chosen, or an empty text."""
        return next((str(row.level.level) for row in self._levels if row.button.isChecked()), "")

    def show_saved(self, missed: int) -> None:
        """Say what comes of the marking."""
        if not self._rows:
            words = self.tr("Saved: level {n}.").format(n=self.level) if self.level else self.tr("Saved.")
        elif missed:
            words = (
                self.tr("Saved. The point you missed will be on your cards tomorrow.")
                if missed == 1
                else self.tr("Saved. {n} missed points will be on your cards tomorrow.").format(n=missed)
            )
        else:
            words = self.tr("Saved. You made every point.")
        self._result.setText(words)
        self._cards.setVisible(missed > 0)
        self._foot.setCurrentIndex(1)
        self._changed = False
        (self._cards if missed else self._back).setFocus()
        if self._flowing:
            QTimer.singleShot(0, self, self._show_end)  # after it has been laid out

    def hold_back(self) -> bool:
        """Say once that ticks are not saved, and how to save or leave them; False when the student may go."""
        if not self._changed or self._held:
            return False
        self._held = True
        told = self.tr("Not saved yet. Ctrl+Enter saves your marking; Esc again leaves it.")
        self._note.setText(told)
        set_property(self._note, "tone", "bad")
        announce(self, told)
        return True

    def _put_in_order(self) -> None:
        """Points and levels are made last: without this, Tab would come to them after the buttons below them."""
        order = [*self._choices(), self._save, self._cards, self._back]
        for first, second in pairwise(order):
            QWidget.setTabOrder(first, second)

    def _choices(self) -> list[QWidget]:
        return [*(row.box for row in self._rows), *(row.button for row in self._levels)]

    def take_focus(self) -> None:
        """Go to the first point, or else to the first level."""
        choices = self._choices()
        first = choices[0] if choices else self._save
        first.setFocus()
        self.setFocusProxy(first)

    @Slot()
    def save(self) -> None:
        """Ask for the marking to be kept."""
        if self._question is not None and self._foot.currentIndex() == 0:
            self.save_asked.emit()

    def _lay_out(self) -> None:
        self._heading = ""
        self._hint = plain_label("", "secondary", wrap=True)
        self._card = Card(self._theme, self._heading)
        self._card.body.addWidget(self._hint)
        self._card.body.addWidget(self._scroll, 1)
        self._foot.addWidget(self._adding_up())
        self._foot.addWidget(self._saved())
        end = QVBoxLayout(self._end)
        end.setContentsMargins(0, 0, 0, 0)
        end.addWidget(_rule())
        end.addWidget(self._foot)
        self._card.body.addWidget(self._end)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._card)

    def _adding_up(self) -> QWidget:
        page = QWidget()
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.addStretch(1)
        words.addWidget(self._total)
        words.addWidget(self._note)
        words.addStretch(1)
        row.addLayout(words, 1)
        row.addWidget(self._save)
        return page

    def _saved(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._result)
        buttons = QWidget()
        flow = FlowLayout(buttons, self._theme.px(8))
        flow.addWidget(self._cards)
        flow.addWidget(self._back)
        column.addWidget(buttons)
        return page

    def _say_what_to_do(self, question: Question | None) -> None:
        if question is None or self._rows:
            self._heading = self.tr("Which points did you make?")
            told = self.tr("Thaw looks for them in your text; you decide. C opens the card of a point.")
        else:
            self._heading = self.tr("How did it go?")
            if question.levels and question.model:
                rest = self.tr("compare your answer with the model answer, then choose a level.")
            elif question.levels:
                rest = self.tr("choose the level that your answer fits best.")
            elif question.model:
                rest = self.tr("compare your answer with the model answer.")
            else:
                rest = self.tr("read your answer once more and ask whether it does what the question asks.")
            told = self.tr("This question has no mark points: {instead}").format(instead=rest)
        self._hint.setText(told)
        set_property(self._hint, "role", "secondary" if self._rows else "")

    def _show_levels(self, column: QVBoxLayout, levels: tuple[Level, ...], chosen: str) -> None:
        self._levels = []
        if not levels:
            return
        column.addSpacing(self._theme.px(8))
        column.addWidget(plain_label(self.tr("Which level fits best?"), "heading", wrap=True))
        for level in levels:
            row = LevelRow(self._theme, level)
            row.button.setChecked(str(level.level) == chosen)
            self._group.addButton(row.button)
            row.button.toggled.connect(self._add_up)
            self._levels.append(row)
            column.addWidget(row)

    @Slot()
    def _add_up(self) -> None:
        """Tell the sum, or the level; what has been changed since it was saved can be saved again."""
        if self._question is None:
            total, note = self.tr("Nothing to mark"), self.tr("This question is no longer in the pack.")
        elif self._rows:
            made = sum(row.point.marks for row in self._rows if row.box.isChecked())
            possible = sum(row.point.marks for row in self._rows)
            total = self.tr("{share} marks").format(share=share(made, possible))
            note = self.tr("By the ticks above, which are yours to set. Thaw never gives a mark.")
        elif self._levels:
            chosen = next((row.button.text() for row in self._levels if row.button.isChecked()), "")
            total = chosen or self.tr("No level chosen yet")
            note = self.tr("The level is yours to choose. Thaw never gives a mark.")
        else:
            total, note = "", self.tr("Thaw never gives a mark.")
        self._total.setText(total)
        self._total.setVisible(bool(total))
        self._note.setText(note)
        set_property(self._note, "tone", "")
        self._changed, self._held = True, False
        self._foot.setCurrentIndex(0)

    @Slot()
    def _show_end(self) -> None:
        self._scroll.ensureWidgetVisible(self._end)

    @Slot()
    def _ask_for_cards(self) -> None:
        self.cards_asked.emit()

    @Slot()
    def _ask_back(self) -> None:
        self.back_asked.emit()


def _rule() -> QFrame:
    rule = QFrame()
    rule.setProperty("role", "line")
    rule.setFixedHeight(1)
    return rule

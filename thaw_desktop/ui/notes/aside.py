"""Beside the page: how sure the student is, what there is to try, and the key terms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from thaw_desktop.ui import words
from thaw_desktop.ui.accessible import announce
from thaw_desktop.ui.widgets import Card, button
from thaw_desktop.ui.widgets.list_card import ListCard, Row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.model import Question, Term
    from thaw_desktop.notes.store import Confidence
    from thaw_desktop.ui.theme import Theme

_KINDS = {"red": "bad", "amber": "caution", "green": "good"}


class LevelButton(QPushButton):
    """One of the three levels; pressing it again takes the word back.

    They are in no QButtonGroup: Qt would let Tab reach only one of a group.

    Signals:
        said: the button's level, or none when it was taken back.
    """

    said = Signal(str)

    def __init__(self, level: Confidence, text: str, key: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.level = level
        self.setProperty("kind", _KINDS[level])
        self.setCheckable(True)
        self.setAutoDefault(True)
        self.setToolTip(key)
        self.setAccessibleDescription(key)
        self.clicked.connect(self._say)

    @Slot()
    def _say(self) -> None:
        self.said.emit(self.level if self.isChecked() else "none")


class Aside(QScrollArea):
    """Three cards about the page that is open.

    Signals:
        confidence_said: one of red, amber, green, or none to take it back.
        cards_wanted: practise the flashcards.
        question_wanted: open a practice question; carries its id.
    """

    confidence_said = Signal(str)
    cards_wanted = Signal()
    question_wanted = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: list[Term] = []
        self._open_terms: set[str] = set()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.levels = self._make_levels()
        self.cards = button("", description=self.tr("Practise the cards that are due"))
        self.questions = ListCard(theme, self.tr("Write about it"))
        self.terms = ListCard(theme, self.tr("Key terms"))
        column = QWidget()
        self._column = QVBoxLayout(column)
        self._column.addWidget(self._confidence_card())
        self._column.addWidget(self._check_card())
        self._column.addWidget(self.questions)
        self._column.addWidget(self.terms)
        self._column.addStretch(1)
        self.setWidget(column)
        self.cards.clicked.connect(self._ask_for_cards)
        self.questions.chosen.connect(self.question_wanted)
        self.terms.chosen.connect(self._toggle_term)
        self._give_room()
        theme.changed.connect(self._give_room)

    def show_confidence(self, level: Confidence) -> None:
        """Press the button of a level, or none."""
        for one in self.levels:
            one.setChecked(one.level == level)

    def show_cards(self, count: int) -> None:
        """Say how many cards belong to the page."""
        self.cards.setText(words.cards(count))
        self.cards.setVisible(count > 0)

    def put_check(self, widget: QWidget) -> None:
        """Put another way to check oneself above the cards."""
        self._check.body.insertWidget(0, widget)

    def show_questions(self, questions: Sequence[Question]) -> None:
        """Offer the practice questions of the page."""
        self.questions.show_rows([Row(one.id, one.title, self._size(one)) for one in questions])
        self.questions.setVisible(bool(questions))

    def show_terms(self, terms: Sequence[Term]) -> None:
        """List the key terms of the page; their definitions stay hidden until they are asked for."""
        shown = list(terms)
        if shown != self._shown:
            self._shown = shown
            self._open_terms.clear()
        self._list_terms()
        self.terms.setVisible(bool(shown))

    def _list_terms(self) -> None:
        rows = [Row(one.id, one.term, one.text if one.id in self._open_terms else "") for one in self._shown]
        self.terms.show_rows(rows)

    def _confidence_card(self) -> Card:
        card = Card(self._theme, self.tr("How sure are you?"))
        for one in self.levels:
            card.body.addWidget(one)
        return card

    def _make_levels(self) -> tuple[LevelButton, ...]:
        levels = (
            LevelButton("red", self.tr("Red: not yet"), self.tr("Key: Alt+1, or R on the page")),
            LevelButton("amber", self.tr("Amber: partly"), self.tr("Key: Alt+2, or A on the page")),
            LevelButton("green", self.tr("Green: sure"), self.tr("Key: Alt+3, or G on the page")),
        )
        for one in levels:
            one.said.connect(self.confidence_said)
        return levels

    def _check_card(self) -> Card:
        self._check = Card(self._theme, self.tr("Check yourself"))
        self.cards.setAutoDefault(True)
        self._check.body.addWidget(self.cards)
        return self._check

    def _size(self, question: Question) -> str:
        told = self.tr("{marks} · {time}")
        return told.format(marks=words.marks(question.marks), time=words.minutes(question.minutes))

    @Slot()
    def _ask_for_cards(self) -> None:
        self.cards_wanted.emit()

    @Slot(str)
    def _toggle_term(self, term: str) -> None:
        self._open_terms ^= {term}
        self._list_terms()
        if term in self._open_terms:
            announce(self.terms, next(one.text for one in self._shown if one.id == term))

    @Slot()
    def _give_room(self) -> None:
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(self._theme.px(14))

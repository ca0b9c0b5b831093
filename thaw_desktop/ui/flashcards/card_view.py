"""One card on the table: where it belongs, what it asks, where one types, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from thaw_desktop.ui.flashcards import faces
from thaw_desktop.ui.flashcards.card_text import CardText
from thaw_desktop.ui.flashcards.wording import is_deck_to_tell
from thaw_desktop.ui.widgets import (
    BeyondPill,
    Card,
    ElidedLabel,
    Pill,
    beyond_html,
    beyond_words,
    is_beyond,
    set_property,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QResizeEvent

    from thaw_desktop.flashcards.session import Prompt
    from thaw_desktop.flashcards.typed_answer import Comparison
    from thaw_desktop.ui.flashcards.faces import Face
    from thaw_desktop.ui.theme import Theme

_LONGEST_ANSWER = 200
_COMPACT_BELOW = 300
_CRAMPED_BELOW = 200
"""Heights of the card, px at 100 %."""


class CardView(Card):
    """A card, its answer hidden until `reveal`.

    Signals:
        typed: Enter was pressed in the field of a card that is answered by typing.
        source_asked: the student wants to read where the card comes from.
        link_activated: a link in the card's text was chosen.
    """

    typed = Signal()
    source_asked = Signal()
    link_activated = Signal(str)

    def __init__(self, theme: Theme, media: Callable[[str], bytes | None], parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._prompt: Prompt | None = None
        self._shown_back = False
        self._topic_text = ""
        self._compact = self._cramped = False
        self._forgive_case = self._forgive_accents = True
        self._topic = Pill("", parent=self)
        self._deck = ElidedLabel("", "secondary", self)
        self._badge = Pill("", "caution", parent=self)
        self._beyond = BeyondPill(self)
        self.text = CardText(theme, media, self)
        self.field = AnswerField(self)
        self.source = SourceButton(self)
        self._lay_out()
        self.field.entered.connect(self.typed)
        self.source.clicked.connect(self._ask_for_source)
        self.text.link_activated.connect(self.link_activated)
        theme.changed.connect(self._follow_theme)

    def ask(self, prompt: Prompt, topic: str, source: str, badge: tuple[str, str] = ("", "caution")) -> None:
        """Show a card with its answer hidden.

        Args:
            prompt: the card.
            topic: what part of the subject it belongs to; empty for none.
            source: title of the section it comes from; empty for none.
            badge: a word about its being here, such as "Taken back", or empty; and its tone.
        """
        self._prompt, self._shown_back = prompt, False
        from_essay = prompt.card.kind == "point"
        self._topic_text = self.tr("From your essay") if from_essay else topic
        set_property(self._topic, "tone", "caution" if from_essay else "primary")
        deck = prompt.card.deck
        told = not from_essay and is_deck_to_tell(deck, topic) and is_deck_to_tell(deck, source)
        self._deck.setText(deck if told else "")
        self.set_badge(*badge)
        self.source.set_title(source)
        self._fit_topic()
        self.field.clear()
        self.field.setVisible(prompt.card.kind == "type-in")
        self._share_room()
        self._show_front(prompt)
        self.setAccessibleName(prompt.card.front_text)
        self.setAccessibleDescription(beyond_words() if self._is_beyond() else "")

    def set_badge(self, badge: str, tone: str = "caution") -> None:
        """Show another word about the card in a tone of `Pill`; none when it is empty."""
        set_property(self._badge, "tone", tone)
        self._badge.setText(badge)
        self._badge.setVisible(bool(badge))

    def forgive(self, *, case: bool, accents: bool) -> None:
        """Say what a typed answer may differ in and still be right."""
        self._forgive_case, self._forgive_accents = case, accents

    @property
    def answer(self) -> faces.Typed:
        """What stands in the field, and how it is looked at."""
        return faces.Typed(self.field.text(), self._forgive_case, self._forgive_accents)

    def reveal(self) -> Comparison | None:
        """Show the answer; for a typed card, how near what was typed comes to it."""
        if self._prompt is None:
            return None
        card, typed = self._prompt.card, self.answer
        self._shown_back = True
        self._show_back()
        # Only now: the text keeps the place where the field left it.
        self.field.hide()
        self._share_room()
        self._fit_topic()
        self.setAccessibleName(faces.spoken(card, typed))
        return faces.comparison(card, typed)

    def _show_front(self, prompt: Prompt) -> None:
        self.text.show_front(self._marked(faces.front(prompt)), 0.9 if prompt.card.kind == "type-in" else 0.42)

    def _show_back(self) -> None:
        if self._prompt is not None:
            back = faces.back(self._prompt, self.answer, self._theme.tokens)
            if self._cramped and self.source.has_title():
                back = faces.with_source(back, self._prompt.card.section, self.source.accessibleName())
            self.text.show_back(faces.question(self._prompt), self._marked(back))

    def _marked(self, face: Face) -> Face:
        """Where there is no room for the chip, a side with the words of it."""
        return faces.with_mark(face, beyond_html()) if self._cramped and self._is_beyond() else face

    def _is_beyond(self) -> bool:
        return self._prompt is not None and is_beyond(self._prompt.card.tags)

    def _lay_out(self) -> None:
        self._head = QHBoxLayout()
        self._head.addWidget(self._topic)
        self._head.addWidget(self._beyond)
        self._head.addWidget(self._deck, 1)
        self._head.addStretch()
        self._head.addWidget(self._badge)
        self._topic.setMinimumWidth(1)  # its words are cut to the room there is
        field_row = QHBoxLayout()
        field_row.addStretch(1)
        field_row.addWidget(self.field, 3)
        field_row.addStretch(1)
        self._foot = QVBoxLayout()
        self._foot.addWidget(self.source, 0, Qt.AlignmentFlag.AlignHCenter)
        self.body.addLayout(self._head)
        self.body.addWidget(self.text, 1)
        self.body.addLayout(field_row)
        self.body.addStretch(0)
        self.body.addLayout(self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height, leave it to the text.

        The source then takes the topic's place; where there is hardly any, it is a link at the end of the answer.
        """
        super().resizeEvent(event)
        before = (self._compact, self._cramped)
        self._compact = self.height() < self._theme.px(_COMPACT_BELOW)
        self._cramped = self.height() < self._theme.px(_CRAMPED_BELOW)
        if before != (self._compact, self._cramped):
            if self._compact:
                self._head.insertWidget(0, self.source)
            else:
                self._foot.addWidget(self.source, 0, Qt.AlignmentFlag.AlignHCenter)
            self._share_room()
            if self._shown_back:
                self._show_back()
            elif self._prompt is not None and self._is_beyond():
                self._show_front(self._prompt)
        self._fit_topic()

    def _share_room(self) -> None:
        """The field stands right under its question, the room below it; otherwise the question has the middle."""
        asked = self._prompt is not None and not self._shown_back
        below = asked and not self.field.isHidden() and not self._cramped
        self.body.setStretch(self.body.count() - 2, 1 if below else 0)
        self.source.setVisible(self._shown_back and self.source.has_title() and not self._cramped)

    def _fit_topic(self) -> None:
        hidden = self._cramped or (self._compact and self._shown_back)
        self._topic.setVisible(bool(self._topic_text) and not hidden)
        metrics = self._topic.fontMetrics()
        room = self.width() - self._theme.px(70)  # the card's edges and the pill's own
        self._beyond.setVisible(self._is_beyond() and not self._cramped)
        self._deck.setVisible(not hidden)  # also without words: it keeps what stands beside it at the edges
        for beside in (self._badge, self._beyond):
            if not beside.isHidden():
                room -= beside.sizeHint().width() + self._theme.px(8)
        self._topic.setText(metrics.elidedText(self._topic_text, Qt.TextElideMode.ElideRight, max(room, 0)))
        self._topic.setToolTip(self._topic_text if self._topic.text() != self._topic_text else "")

    @Slot()
    def _ask_for_source(self) -> None:
        self.source_asked.emit()

    @Slot()
    def _follow_theme(self) -> None:
        if self._shown_back:
            self._show_back()  # its colours are written into it
        self.text.render_again()


class AnswerField(QLineEdit):
    """A field for a typed answer; its own undo gives way to the tab's once there is nothing left to undo in it.

    Signals:
        entered: Enter was pressed. Unlike after `returnPressed` the key goes no further, where it would rate the card.
    """

    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(_LONGEST_ANSWER)
        self.setPlaceholderText(self.tr("Type your answer, then press Enter"))
        self.setAccessibleName(self.tr("Your answer"))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for the end of the answer."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """Let Ctrl+Z through to the tab when this field has nothing to take back."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.matches(QKeySequence.StandardKey.Undo)
            and not self.isUndoAvailable()
        ):
            event.ignore()
            return False
        return super().event(event)


class SourceButton(QPushButton):
    """A quiet link to the section that a card comes from; a long title is cut at the end."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = ""
        self._whole = QSize()
        self.setProperty("kind", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def has_title(self) -> bool:
        """Whether there is a section to go to."""
        return bool(self._title)

    def set_title(self, title: str) -> None:
        """Name the section; an empty title means that there is none."""
        self._title = title
        self.setAccessibleName(self._words())
        self.setToolTip(title)
        self._measure()

    def sizeHint(self) -> QSize:
        """Room for the whole title."""
        return self._whole

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters."""
        return QSize(min(self._whole.width(), self.fontMetrics().averageCharWidth() * 12), self._whole.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the title to the room there is."""
        super().resizeEvent(event)
        frame = self._whole.width() - self.fontMetrics().horizontalAdvance(self._words())
        if self.width() < self._whole.width():
            self._show(self.fontMetrics().elidedText(self._words(), Qt.TextElideMode.ElideRight, self.width() - frame))
        else:
            self._show(self._words())

    def changeEvent(self, event: QEvent) -> None:
        """Measure again when the size of text changes."""
        super().changeEvent(event)
        if event.type() in {QEvent.Type.FontChange, QEvent.Type.StyleChange}:
            self._measure()

    def _words(self) -> str:
        return self.tr("from {section}").format(section=self._title) if self._title else ""

    def _show(self, text: str) -> None:
        if self.text() != text.replace("&", "&&"):
            self.setText(text.replace("&", "&&"))  # a lone & would mark a mnemonic

    def _measure(self) -> None:
        self.ensurePolished()  # before that the stylesheet's font is not known
        self._show(self._words())
        self._whole = super().sizeHint()
        self.updateGeometry()

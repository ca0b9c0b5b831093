"""The topics of a pack as rows, each figure apart, with the keys that lead on from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QCoreApplication, Signal, Slot

from thaw_desktop.ui import words
from thaw_desktop.ui.widgets import plain_label
from thaw_desktop.ui.widgets.list_card import ListCard, Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from PySide6.QtWidgets import QLabel, QWidget

    from thaw_desktop.content.library import Library
    from thaw_desktop.notes.reading import Reading
    from thaw_desktop.notes.store import Confidence
    from thaw_desktop.progress.topics import Topic
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.theme import Theme

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

OF_SECTION = "section:"
"""Before a section's id, in place of a card's: the cards of that section, which the Flashcards tab lists."""
FIRST_TOPICS = 12
"""How many topics are shown before more are asked for."""
_CONFIDENCE: dict[str, Confidence] = {"0": "none", "1": "red", "2": "amber", "3": "green"}


class TopicsCard(ListCard):
    """Recall, coverage, essays and confidence of every topic; one key leads to its notes, its cards, its questions.

    Signals:
        confidence_said: a topic's id and the level, red, amber, green or none.
    """

    confidence_said = Signal(str, str)

    def __init__(self, theme: Theme, navigator: Navigator, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", first=FIRST_TOPICS, keys="CQ0123", parent=parent)
        self.set_heading(self.tr("Topics"))
        self.set_empty(self.tr("This pack has no sections."))
        self._navigator = navigator
        self._library = library
        self._pack = ""
        self._topics: dict[str, Topic] = {}
        self._above: QLabel | None = None
        self._keys_told = plain_label(
            self.tr(
                "Enter: its notes.  C: its cards.  Q: its questions.  1, 2, 3: you are not sure, partly sure, sure."
            ),
            "secondary",
            wrap=True,
        )
        self.body.insertWidget(self.body.count() - 1, self._keys_told)
        self._indent_told()
        theme.changed.connect(self._indent_told)
        self.chosen.connect(self._open_notes)
        self.pressed_key.connect(self._on_key)

    def show_topics(self, pack: str, topics: Sequence[Topic], told: Callable[[Topic], str]) -> None:
        """Show the topics of a pack; `told` gives the lines under each."""
        self._pack = pack
        self._topics = {topic.id: topic for topic in topics}
        self._keys_told.setVisible(bool(topics))
        self.show_rows([_row(topic, told(topic)) for topic in topics])

    def put_above(self, told: QLabel) -> None:
        """Put a text between the heading and the rows, in line with both."""
        self.body.insertWidget(0, told)
        self._above = told
        self._indent_told()

    @Slot()
    def _indent_told(self) -> None:
        side = self._theme.px(10)
        self._keys_told.setContentsMargins(side, self._theme.px(6), side, 0)
        if self._above is not None:
            self._above.setContentsMargins(side, 0, side, self._theme.px(6))

    @Slot(str)
    def _open_notes(self, section: str) -> None:
        self._navigator.go("notes", section)

    @Slot(str, str)
    def _on_key(self, section: str, key: str) -> None:
        if key == "C":
            self._navigator.go("flashcards", OF_SECTION + section)
        elif key == "Q":
            within = set(self._topics[section].sections)
            asked = [one.id for one in self._library.questions(self._pack) if within & set(one.sections[:1])]
            self._navigator.go("practice", asked[0] if asked else "")
        else:
            self.confidence_said.emit(section, _CONFIDENCE[key])


def say_confidence(reading: Reading, pack: str, section: str, level: str) -> None:
    """Record how sure the student is of a topic.

    Raises:
        StorageError: when it could not be saved.
    """
    reading.say_confidence(pack, section, cast("Confidence", level))


def _row(topic: Topic, told: str) -> Row:
    return Row(topic.id, topic.title, told, topic.recall, words.percent(topic.recall) if topic.seen else "")


def reading(_topic: Topic) -> str:
    """While the memories of a large pack are read for the first time."""
    return translate("Topics", "Reading your cards…")


def short(topic: Topic) -> str:
    """A topic's state in one line."""
    return " · ".join(filter(None, (_seen(topic), _read(topic), _marks(topic), confidence(topic))))


def recall(topic: Topic, exam: date | None) -> str:
    """What would be recalled today and on the day of the exam, and the evidence for it."""
    if not topic.seen:
        return _seen(topic)
    told = translate("Topics", "{percent} expected today").format(percent=words.percent(topic.recall))
    if exam is not None:
        told += translate("Topics", ", {percent} on {day} if you did nothing more").format(
            percent=words.percent(topic.recall_at_exam), day=words.long_day(exam)
        )
    return translate("Topics", "{expected}; {seen}; {evidence}").format(
        expected=told, seen=_seen(topic), evidence=_evidence(topic)
    )


def _evidence(topic: Topic) -> str:
    """How far the expectation was tested, in words; what was expected beside what happened from twenty answers on."""
    check = topic.check
    if not check.answers:
        return translate("Topics", "not checked yet, after {answers}").format(answers=words.answers(topic.answers))
    checked = translate("Topics", "checked on {answers}").format(answers=words.answers(check.answers))
    if check.answers < FEW_CHECKS:
        return checked
    return translate("Topics", "{checked}: {expected} expected, {recalled} recalled").format(
        checked=checked,
        expected=words.percent(check.expected / check.answers),
        recalled=words.percent(check.recalled / check.answers),
    )


FEW_CHECKS = 20
"""Answers below which a share would say more about chance than about the forecast."""


def others(topic: Topic, written: str) -> str:
    """Coverage of the notes, essays and confidence; `written` is the day of the latest marked essay."""
    marks = _marks(topic)
    if marks and written:
        marks = translate("Topics", "{marks}, {day}").format(marks=marks, day=written)
    elif not marks and topic.questions:
        marks = translate("Topics", "no essay marked yet")
    return " · ".join(filter(None, (_read(topic), marks, confidence(topic))))


def _seen(topic: Topic) -> str:
    if not topic.cards:
        return translate("Topics", "No cards on this topic")
    return translate("Topics", "{share} cards seen").format(share=words.share(topic.seen, topic.cards))


def _read(topic: Topic) -> str:
    if topic.parts == 1:
        return translate("Topics", "read") if topic.read else translate("Topics", "not read yet")
    return translate("Topics", "{share} parts read").format(share=words.share(topic.read, topic.parts))


def _marks(topic: Topic) -> str:
    if not topic.possible:
        return ""
    return translate("Topics", "essays: {share} marks").format(share=words.share(topic.made, topic.possible))


def confidence(topic: Topic) -> str:
    """The student's own word, which is never part of any other figure."""
    return {
        "red": translate("Topics", "you said red: not sure yet"),
        "amber": translate("Topics", "you said amber: partly sure"),
        "green": translate("Topics", "you said green: sure"),
    }.get(topic.confidence, "")

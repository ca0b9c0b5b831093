"""The one thing to do now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from thaw_desktop.ui import words
from thaw_desktop.ui.outlook import PLAN
from thaw_desktop.ui.widgets import Card, button, plain_label, set_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtWidgets import QWidget

    from thaw_desktop.flashcards.queue import Waiting
    from thaw_desktop.progress.agenda import NextStep
    from thaw_desktop.progress.store import DayTotal
    from thaw_desktop.ui.navigator import Navigator, TabName
    from thaw_desktop.ui.theme import Theme

_MANY = 30
"""From so many cards on it is worth saying that one need not answer them all at once."""


@dataclass(frozen=True, slots=True)
class Situation:
    """What the card needs to know to put the step into words.

    Attributes:
        step: what to do.
        waiting: the cards to be asked.
        forecast: how many cards come again on each of the next days, today first.
        about: a sentence about the section, or the question in full; may be empty.
        marks: of the question to be written.
        today: minutes studied today.
        away: there was study before, but none for two weeks.
        first: nothing was ever done.
        days_left: to the exam, 0 on its day; None without one or after it.
        total: all that was done in the pack.
    """

    step: NextStep
    waiting: Waiting
    forecast: Sequence[int]
    about: str = ""
    marks: int = 0
    today: float = 0.0
    away: bool = False
    first: bool = False
    days_left: int | None = None
    total: DayTotal | None = None


@dataclass(frozen=True, slots=True)
class _Words:
    title: str
    sentence: str
    detail: str
    action: str


class StepCard(Card):
    """A sentence, how long it takes, and one button that leads there.

    Attributes:
        action: the button.
    """

    def __init__(self, theme: Theme, navigator: Navigator, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent=parent)
        self._navigator = navigator
        self._target: tuple[TabName, str] = ("flashcards", "")
        self._title = plain_label("", "title", wrap=True)
        self._sentence = plain_label("", wrap=True)
        self._detail = plain_label("", "secondary", wrap=True)
        self.action = button("", "primary")
        # Outside a dialog Qt gives Return to a button only if it is asked to.
        self.action.clicked.connect(self._go)
        self._kicker = plain_label("", "small", tone="primary")
        for label in (self._kicker, self._title, self._sentence):
            self.body.addWidget(label)
        self.body.addStretch(1)
        self._row = QHBoxLayout()
        self._row.addWidget(self.action)
        self._row.addWidget(self._detail, 1)
        self._row.addStretch()
        self.body.addLayout(self._row)
        self._give_air()
        theme.changed.connect(self._give_air)

    def show_situation(self, now: Situation) -> None:
        """Show the step and aim the button."""
        self._target = target(now.step)
        self._kicker.setText(self.tr("Start here") if now.first else self.tr("Next"))
        self._say(self._words(now), "secondary" if now.step.kind in {"rest", "exam over"} else "primary")

    def show_no_pack(self) -> None:
        """Say that there is nothing to study."""
        self._target = ("notes", "")
        self._say(_Words(self.tr("Nothing to study yet"), self.tr("No pack could be opened."), "", ""), "secondary")

    def _say(self, said: _Words, kind: str) -> None:
        self._kicker.setVisible(kind == "primary")
        for label, text in ((self._title, said.title), (self._sentence, said.sentence), (self._detail, said.detail)):
            label.setText(text)
            label.setVisible(bool(text))
        self.action.setText(said.action)
        self.action.setVisible(bool(said.action))
        set_property(self.action, "kind", kind)
        self.action.setAccessibleDescription(
            " ".join(part for part in (said.title, said.sentence, said.detail) if part)
        )
        self.setAccessibleName(said.title)

    def _words(self, now: Situation) -> _Words:
        wording = {
            "go on writing": self._go_on,
            "review": self._review,
            "mark": self._mark,
            "read": self._read,
            "learn": self._learn,
            "reread": self._reread,
            "write": self._write,
            "exam over": self._exam_over,
            "rest": self._rest,
        }
        return wording[now.step.kind](now)

    def _go_on(self, now: Situation) -> _Words:
        left = (
            self.tr("The time is up")
            if now.step.overtime
            else self.tr("{time} left").format(time=words.minutes(now.step.minutes))
        )
        essay = now.step.title or self.tr("a question no longer in the pack")
        title = self.tr("Go on writing: {title}").format(title=essay)
        sentence = self.tr("Every word you wrote is saved, and the page opens where you left it.")
        return _Words(title, sentence, left, self.tr("Go on writing"))

    def _review(self, now: Situation) -> _Words:
        if now.step.reason == "last round":
            why = self.tr("The last round: what you recall now, you will have on the day. You can stop at any point.")
        elif now.away:
            why = self.tr("Good to see you again. The cards most at risk come first, and you can stop at any point.")
        elif now.step.count >= _MANY:
            why = self.tr("The cards most at risk come first. You can stop at any point: every answer is saved.")
        else:
            one = self.tr("Recall it today, and it will stay with you for longer.")
            several = self.tr("Recall them today, and they will stay with you for longer.")
            why = one if now.step.count == 1 else several
        title = self.tr("Review {cards}").format(cards=words.cards(now.step.count))
        return _Words(title, why, self._about(now), self.tr("Start review"))

    def _mark(self, now: Situation) -> _Words:
        essay = now.step.title or self.tr("a question no longer in the pack")
        title = self.tr("Mark your essay: {title}").format(title=essay)
        sentence = self.tr("See which points it makes. The points it misses become tomorrow’s cards.")
        return _Words(title, sentence, self._about(now), self.tr("Mark it"))

    def _read(self, now: Situation) -> _Words:
        title = self.tr("Read: {title}").format(title=now.step.title)
        return _Words(title, now.about, self._about(now), self.tr("Start reading"))

    def _learn(self, now: Situation) -> _Words:
        fresh, begun = now.waiting.new, now.waiting.waiting
        if not fresh:
            title = self.tr("Ask {cards} once more").format(cards=words.cards(begun))
            why = self.tr("Met a few minutes ago. One more answer, and that is all for today.")
        else:
            name = self.tr("1 new card") if fresh == 1 else self.tr("{n} new cards").format(n=words.number(fresh))
            title = self.tr("Meet {cards}").format(cards=name)
            why = self.tr("Try to answer before you look. Each card comes back when you are about to forget it.")
        return _Words(title, why, self._about(now), self.tr("Start with the cards"))

    def _reread(self, now: Situation) -> _Words:
        title = self.tr("Read once more: {title}").format(title=now.step.title)
        if now.step.reason == "unsure":
            why = self.tr("You marked this topic red. Read it, then try to say it in your own words.")
        else:
            why = self.tr("Your weakest topic: of what you have seen in it you would recall {share} today.").format(
                share=words.percent(now.step.share)
            )
        return _Words(title, why, self._about(now), self.tr("Start reading"))

    def _write(self, now: Situation) -> _Words:
        title = self.tr("Write: {title}").format(title=now.step.title)
        detail = self.tr("{marks} · {time} under the clock").format(
            marks=words.marks(now.marks), time=words.minutes(now.step.minutes)
        )
        missed = self.tr("Last time you missed {share} of the marks. See what comes back.").format(
            share=words.percent(now.step.share)
        )
        about = " ".join(filter(None, (now.about, missed if now.step.reason == "missed" else "")))
        return _Words(title, about, detail, self.tr("Go to the question"))

    def _exam_over(self, now: Situation) -> _Words:
        done = now.total
        sentence = self.tr("Whatever comes of it, the work is done.")
        if done is not None and (done.reviews or done.essays):
            sentence = self.tr("You gave {answers} and wrote {essays} for it, in {time}.").format(
                answers=words.answers(done.reviews), essays=words.essays(done.essays), time=words.minutes(done.minutes)
            )
        after = self.tr("The list below is there if you want to keep what you know.")
        return _Words(self.tr("The exam is behind you"), f"{sentence} {after}", "", self.tr("Plan the next exam"))

    def _rest(self, now: Situation) -> _Words:
        studied = self.tr("Today: {time} of study.").format(time=words.minutes(now.today)) if now.today else ""
        title = self.tr("All done for today")
        sentence = self._next_cards(now.forecast)
        if now.days_left == 0:
            title, sentence = self.tr("Today is the day"), self.tr("Nothing is left to do here. Good luck.")
        elif now.days_left == 1:
            title = self.tr("Ready for tomorrow")
            sentence = self.tr("Everything was asked once more. Sleep does more now than another round.")
        elif now.step.reason == "enough":
            title = self.tr("You have done what you set out to do")
            sentence = self.tr("More is in the list below, if you like. Tomorrow is soon enough.")
        return _Words(title, sentence, studied, self.tr("See your progress"))

    def _next_cards(self, forecast: Sequence[int]) -> str:
        ahead = next((day for day, count in enumerate(forecast) if count), None)
        if ahead is None:
            return self.tr("Nothing is waiting for you.")
        count = forecast[ahead]
        if ahead == 0:
            when = self.tr("later today")
        elif ahead == 1:
            when = self.tr("tomorrow")
        else:
            when = self.tr("in {days}").format(days=words.days(ahead))
        if count == 1:
            return self.tr("The next card comes {when}.").format(when=when)
        return self.tr("The next {cards} come {when}.").format(cards=words.cards(count), when=when)

    def _about(self, now: Situation) -> str:
        return self.tr("About {time}").format(time=words.minutes(now.step.minutes))

    @Slot()
    def _give_air(self) -> None:
        self._row.setSpacing(self._theme.px(14))
        self._row.setContentsMargins(0, self._theme.px(14), 0, 0)

    @Slot()
    def _go(self) -> None:
        self._navigator.go(*self._target)


def target(step: NextStep) -> tuple[TabName, str]:
    """Where a step is done: a tab, and an item on it."""
    if step.kind in {"go on writing", "mark"}:
        return ("practice", f"attempt:{step.item}")
    if step.kind in {"read", "reread"}:
        return ("notes", step.item)
    if step.kind == "write":
        return ("practice", step.item)
    if step.kind == "rest":
        return ("progress", "")
    return ("flashcards", PLAN if step.kind == "exam over" else "")

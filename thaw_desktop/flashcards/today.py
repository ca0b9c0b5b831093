"""What may be asked of one pack today, kept in memory between two answers.

Reading the memories of a hundred thousand cards takes a good part of a second, an answer changes one of them. So what
was read is kept, each answer is put in its place, and only a change that came from elsewhere makes it be read again.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from heapq import nsmallest
from typing import TYPE_CHECKING

from thaw_desktop.flashcards import store
from thaw_desktop.flashcards.exam_plan import Course
from thaw_desktop.flashcards.queue import Allowance
from thaw_desktop.flashcards.scheduling import LEARNING, NEW, RELEARNING, CardState, retrievability
from thaw_desktop.flashcards.standing import standings
from thaw_desktop.flashcards.study_plan import USUAL_MINUTES, StudyPlan, plan_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from thaw_desktop.content.library import CardRef


class PackToday:
    """One pack on one study day.

    Attributes:
        pack: its id.
        today: the study day's number.
        cards: those that may be asked, neither suspended nor buried, by id, in the order of the pack.
        states: the memories of all its cards that have one, by id.
        plan: what the student has decided about it.
        unseen: of `cards`, those never met, in order; a point of a mark scheme waits until an essay misses it.
        recall: probability and id of the cards to be recalled today, those most at risk first.
        steps: moment and id of the cards in their learning steps, soonest first.
        listed: ids of the cards that were asked for and never answered, for today.
        answered: ids of the cards answered today.
    """

    def __init__(
        self, pack: str, today: int, cards: Sequence[CardRef], states: dict[str, CardState], plan: StudyPlan
    ) -> None:
        """Sort the cards that may be asked."""
        self.pack, self.today, self.plan = pack, today, plan
        self.cards = {card.id: card for card in cards}
        self._sort(states)

    def _sort(self, states: dict[str, CardState]) -> None:
        self.states = states
        self.unseen = {card: ref for card, ref in self.cards.items() if ref.kind != "point" and card not in states}
        self.recall: list[tuple[float, str]] = []
        self.steps: list[tuple[int, str]] = []
        self.listed: list[str] = []
        self.answered: set[str] = set()
        self._busy: Counter[str] = Counter()
        self._known = sum(1 for card, state in states.items() if state.reps and card in self.cards)
        for card, state in states.items():
            if state.last_day == self.today:
                self._note_answered(card, answered=True)
            if state.due_day <= self.today and card in self.cards:
                self._put(card, state)
        self.recall.sort()
        self.steps.sort()

    @classmethod
    def read(cls, connection: sqlite3.Connection, pack: str, cards: Sequence[CardRef], today: int) -> PackToday:
        """Read what is known of a pack's cards."""
        resting = {card for card, standing in standings(connection, pack).items() if standing.rests(today)}
        askable = [card for card in cards if card.id not in resting] if resting else cards
        return cls(pack, today, askable, store.pack_states(connection, pack), plan_of(connection, pack))

    def with_plan(self, plan: StudyPlan) -> PackToday:
        """The same under another plan."""
        return PackToday(self.pack, self.today, list(self.cards.values()), self.states, plan)

    def update(self, card: str, state: CardState | None) -> None:
        """Put a card in its place after an answer, or after one was taken back."""
        before = self.states.get(card)
        if state is None or before is None:
            self._reset(card, state)
            return
        self._take(card, before)
        self.states[card] = state
        self._known += bool(state.reps) - bool(before.reps) if card in self.cards else 0
        self._note_answered(card, answered=state.last_day == self.today)
        if card in self.cards and state.due_day <= self.today:
            self._put(card, state, in_order=True)

    def _reset(self, card: str, state: CardState | None) -> None:
        """A card has got its first memory, or lost its last when an answer was taken back."""
        if state is None or card not in self.unseen:
            states = {one: known for one, known in self.states.items() if one != card}
            self._sort(states if state is None else {**states, card: state})
            return
        del self.unseen[card]
        self.states[card] = state
        self._known += bool(state.reps)
        self._note_answered(card, answered=state.last_day == self.today)
        if state.due_day <= self.today:
            self._put(card, state, in_order=True)

    def _note_answered(self, card: str, *, answered: bool) -> None:
        if answered != (card in self.answered):
            (self.answered.add if answered else self.answered.discard)(card)
            if card in self.cards:
                self._busy[self.cards[card].note] += 1 if answered else -1

    def _put(self, card: str, state: CardState, *, in_order: bool = False) -> None:
        self._busy[self.cards[card].note] += 1
        if state.state in {LEARNING, RELEARNING}:
            entry = (state.due_ts, card)
            insort(self.steps, entry) if in_order else self.steps.append(entry)
        elif state.state == NEW:
            self.listed.append(card)
        else:
            risk = (retrievability(state, self.today), card)
            insort(self.recall, risk) if in_order else self.recall.append(risk)

    def _take(self, card: str, state: CardState) -> None:
        if card not in self.cards or state.due_day > self.today:
            return
        self._busy[self.cards[card].note] -= 1
        if state.state in {LEARNING, RELEARNING}:
            _drop(self.steps, (state.due_ts, card))
        elif state.state == NEW:
            if card in self.listed:
                self.listed.remove(card)
        else:
            _drop(self.recall, (retrievability(state, self.today), card))

    @property
    def has_exam(self) -> bool:
        """Whether an exam is still to come."""
        return self.plan.exam is not None and self.plan.exam.toordinal() >= self.today

    def is_busy(self, note: str) -> bool:
        """Whether a card of a source is or was asked today: then its siblings wait."""
        return self._busy[note] > 0

    def known(self) -> list[CardState]:
        """The memories of the cards that may be asked and have been answered."""
        found = (self.states.get(card) for card in self.cards)
        return [state for state in found if state is not None and state.reps]

    def course(self, seconds: float, minutes: int | None = None) -> Course:
        """The way to the exam, at so many seconds an answer."""
        exam = self.plan.exam.toordinal() if self.plan.exam is not None else self.today
        begun = min(self.plan.since or self.today, self.today)
        minutes = minutes or self.plan.minutes or USUAL_MINUTES
        return Course.of(begun, exam, self._known + len(self.unseen), minutes, seconds)

    def met_today(self, connection: sqlite3.Connection) -> tuple[int, int]:
        """How many cards were answered for the first time today: without the points of essays, and all of them."""
        met = store.met_on(connection, self.pack, self.today)
        # Points missed in an essay were asked for: their first answer takes nothing from the day's new cards.
        counted = sum(1 for card in met if card in self.cards and self.cards[card].kind != "point")
        return counted, len(met)

    def allowance(self, connection: sqlite3.Connection, seconds: float) -> Allowance:
        """What the way to the exam still asks today."""
        course = self.course(seconds)
        met, first_answers = self.met_today(connection)
        asked_today = len(self.answered) - first_answers
        unseen = len(self.unseen)
        new = course.new_on(self.today, unseen + met)
        reviews = max(0, course.answers_left(new) - asked_today)
        return Allowance(
            max(0, new - met),
            reviews,
            self._ahead(course, reviews, asked_today),
            new_first=course.phase(self.today, unseen) in {"see", "final"},
        )

    def _ahead(self, course: Course, reviews: int, asked_today: int) -> list[str]:
        """The cards that are asked today in the last round, although they are not due: those most at risk first."""
        if self.today < course.final_from:
            return []
        rest = [
            card
            for card in self.cards
            if (state := self.states.get(card)) is not None
            and state.reps
            and state.due_day > self.today
            and state.last_day < course.final_from
        ]
        wanted = course.final_on(self.today, len(rest) + asked_today) - asked_today
        room = max(0, min(wanted, reviews - len(self.recall) - len(self.steps)))
        return nsmallest(room, rest, key=lambda card: (retrievability(self.states[card], self.today), card))


def _drop(entries: list[tuple[float, str]] | list[tuple[int, str]], entry: tuple[float, str]) -> None:
    place = bisect_left(entries, entry)
    if place < len(entries) and entries[place] == entry:
        del entries[place]

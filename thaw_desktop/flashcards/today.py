"""What may be asked of one pack today: its cards, their memories, and how many of each sort there is room for."""

from __future__ import annotations

from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from thaw_desktop.flashcards import store
from thaw_desktop.flashcards.exam_plan import Course
from thaw_desktop.flashcards.queue import Allowance
from thaw_desktop.flashcards.scheduling import NEW, CardState, retrievability
from thaw_desktop.flashcards.standing import standings
from thaw_desktop.flashcards.study_plan import USUAL_MINUTES, StudyPlan, plan_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from thaw_desktop.content.library import CardRef


@dataclass(frozen=True, slots=True)
class PackToday:
    """One pack on one study day.

    Attributes:
        pack: its id.
        today: the study day's number.
        cards: those that may be asked: neither suspended nor buried.
        states: the memories of all its cards that have one.
        plan: what the student has decided about it.
    """

    pack: str
    today: int
    cards: list[CardRef]
    states: dict[str, CardState]
    plan: StudyPlan

    @classmethod
    def read(cls, connection: sqlite3.Connection, pack: str, cards: Sequence[CardRef], today: int) -> PackToday:
        """Read what is known of a pack's cards."""
        resting = {card for card, standing in standings(connection, pack).items() if standing.rests(today)}
        return cls(
            pack,
            today,
            [card for card in cards if card.id not in resting],
            store.pack_states(connection, pack),
            plan_of(connection, pack),
        )

    @property
    def has_exam(self) -> bool:
        """Whether an exam is still to come."""
        return self.plan.exam is not None and self.plan.exam.toordinal() >= self.today

    def unseen(self) -> int:
        """How many cards have not been met; a point of a mark scheme waits until an essay misses it."""
        return sum(card.kind != "point" and card.id not in self.states for card in self.cards)

    def known(self) -> list[CardState]:
        """The memories of the cards that may be asked and have been answered."""
        found = (self.states.get(card.id) for card in self.cards)
        return [state for state in found if state is not None and state.reps]

    def course(self, seconds: float, minutes: int | None = None) -> Course:
        """The way to the exam, at so many seconds an answer."""
        exam = self.plan.exam.toordinal() if self.plan.exam is not None else self.today
        begun = min(self.plan.since or self.today, self.today)
        minutes = minutes or self.plan.minutes or USUAL_MINUTES
        return Course.of(begun, exam, len(self.known()) + self.unseen(), minutes, seconds)

    def allowance(self, connection: sqlite3.Connection, seconds: float) -> Allowance:
        """What the way to the exam still asks today."""
        course = self.course(seconds)
        met = store.met_on(connection, self.pack, self.today)
        met_today = sum(card.kind != "point" and card.id in met for card in self.cards)
        asked_today = sum(state.last_day == self.today for state in self.states.values()) - len(met)
        unseen = self.unseen()
        new = course.new_on(self.today, unseen + met_today)
        reviews = max(0, course.answers_left(new) - asked_today)
        return Allowance(
            max(0, new - met_today),
            reviews,
            self._ahead(course, reviews, asked_today),
            new_first=course.phase(self.today, unseen) in {"see", "final"},
        )

    def _ahead(self, course: Course, reviews: int, asked_today: int) -> list[str]:
        """The cards that are asked today in the last round, although they are not due: those most at risk first."""
        if self.today < course.final_from:
            return []
        due = sum(state.due_day <= self.today and state.state != NEW for state in self.states.values())
        rest = [
            card.id
            for card in self.cards
            if (state := self.states.get(card.id)) is not None
            and state.reps
            and state.due_day > self.today
            and state.last_day < course.final_from
        ]
        wanted = course.final_on(self.today, len(rest) + asked_today) - asked_today
        room = max(0, min(wanted, reviews - due))
        return nsmallest(room, rest, key=lambda card: (retrievability(self.states[card], self.today), card))

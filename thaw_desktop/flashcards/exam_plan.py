"""The plan to the day of an exam: see everything, keep it, and ask everything once more at the end.

In the first part new cards come first, so many a day that all have been met before the last part. Cards that are due
come as always, those most at risk first. In the last part, which is just long enough to ask every card once and never
more than a third of the time, each card that was not asked since it began is asked once, due or not. What to expect on
the day is found by playing the plan forward on the memories that there are.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from heapq import nsmallest
from math import ceil
from random import Random
from typing import TYPE_CHECKING, Literal

from thaw_desktop.flashcards.balance import Terms
from thaw_desktop.flashcards.fsrs6 import USUAL, Memory
from thaw_desktop.flashcards.scheduling import NEW, CardState, retrievability, review

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thaw_desktop.flashcards.scheduling import Rating

Phase = Literal["see", "keep", "final", "over"]
"""Meet new cards; all are met and kept; ask everything once more; the exam was before today."""

SECONDS_A_CARD = 12.0
"""How long an answer takes until the student's own pace is known."""
_NEW_COSTS = 2.5
"""Answers that a new card takes on its first day, with its learning steps."""
_RETENTIONS = (0.7, 0.75, 0.8, 0.85, 0.9, 0.93)
"""Desired retentions that are tried; those that did best in simulations of many students lie between."""
_FIRST_FORGOTTEN = 0.25
"""How often the first answer to a new card is "again" in the forecast."""
_EVENING = time(18)


@dataclass(frozen=True, slots=True)
class Course:
    """What a pack asks until its exam, and the time that there is for it.

    Attributes:
        begun: the study day on which the plan was made, as a day number (`date.toordinal`).
        exam: the day of the exam.
        cards: how many cards there are, met or not.
        answers: how many answers a day there is time for.
    """

    begun: int
    exam: int
    cards: int
    answers: int

    @classmethod
    def of(cls, begun: int, exam: int, cards: int, minutes: int, seconds: float = SECONDS_A_CARD) -> Course:
        """The course for so many minutes a day, where an answer takes so many seconds."""
        return cls(begun, exam, cards, max(1, int(minutes * 60 / max(1.0, seconds))))

    @property
    def final_days(self) -> int:
        """How many days before the exam the last part begins."""
        third = max(1, (self.exam - self.begun) // 3)
        return min(third, max(1, ceil(self.cards / self.answers)))

    @property
    def final_from(self) -> int:
        """The first day of the last part, as a day number."""
        return self.exam - self.final_days

    def phase(self, today: int, unseen: int) -> Phase:
        """Which part of the plan a day belongs to, with so many cards not yet met."""
        if today > self.exam:
            return "over"
        if today >= self.final_from:
            return "final"
        return "see" if unseen else "keep"

    def new_on(self, today: int, unseen: int) -> int:
        """How many cards to meet on a day, so that all are met before the last part, as far as the time allows."""
        if today > self.exam:
            return 0
        # In the last part what is still unseen is worth more than anything else: it has nothing to lose.
        days = max(1, self.final_from - today)
        return min(ceil(unseen / days), int(self.answers / _NEW_COSTS))

    def answers_left(self, new: int) -> int:
        """How many answers of a day remain for cards that were met before, after so many new ones."""
        return max(self.answers // 5, self.answers - round(new * _NEW_COSTS))

    def final_on(self, today: int, not_yet: int) -> int:
        """How many of the cards that the last part has not asked yet to ask on a day of it."""
        if not self.final_from <= today <= self.exam:
            return 0
        return ceil(not_yet / max(1, self.exam - today))


@dataclass(frozen=True, slots=True)
class Forecast:
    """What to expect on the day of the exam.

    Attributes:
        cards: how many there are.
        expected: how many of them would be recalled; those never met count as 0.
        more: how many with five minutes a day more.
        unseen: how many would not have been met.
        retention: the desired retention that does best in the time there is.
    """

    cards: int
    expected: float
    more: float
    unseen: int
    retention: float


MORE_MINUTES = 5
"""A day, for the question what more time would change."""


def forecast(
    states: Sequence[CardState],
    unseen: int,
    today: int,
    course: Callable[[int], Course],
    minutes: int,
    stop: Callable[[], bool] = lambda: False,
    memory: Memory = USUAL,
) -> Forecast:
    """Play the plan forward for several desired retentions, and say what comes of the best.

    It takes a few seconds at most, and gives the same for the same arguments.

    Args:
        states: the memories of the cards met so far, those suspended left out.
        unseen: how many cards have not been met.
        today: the study day's number.
        course: the course for a number of minutes a day.
        minutes: a day.
        stop: asked from time to time; True ends the work with what is known so far.
        memory: the student's own, where it was fitted.
    """
    best = (-1.0, _RETENTIONS[-1], unseen)
    for retention in _RETENTIONS:
        recalled, left = play(states, unseen, today, course(minutes), retention, memory)
        best = max(best, (recalled, retention, left))
        if stop():
            break
    more = best[0] if stop() else play(states, unseen, today, course(minutes + MORE_MINUTES), best[1], memory)[0]
    return Forecast(len(states) + unseen, best[0], max(best[0], more), best[2], best[1])


def play(
    states: Sequence[CardState], unseen: int, today: int, course: Course, retention: float, memory: Memory = USUAL
) -> tuple[float, int]:
    """Follow the plan day by day on memories that forget by chance, from a fixed seed.

    Returns:
        How many cards would be recalled on the day of the exam, and how many would not have been met.
    """
    chance = Random(course.cards)  # noqa: S311 - no secret, and the same forecast for the same memories
    cards = [state for state in states if state.reps]
    waiting = len(states) - len(cards) + unseen
    for day in range(today, course.exam):
        new = course.new_on(day, waiting)
        asked = _asked_on(cards, day, course, new)
        for place in asked:
            cards[place] = _answered(cards[place], day, retention, chance, memory)
        cards += [_answered(CardState(), day, retention, chance, memory) for _ in range(new)]
        waiting -= new
    return sum(retrievability(state, course.exam) for state in cards), waiting


def _asked_on(cards: Sequence[CardState], day: int, course: Course, new: int) -> list[int]:
    """The places of the cards that a day asks, as the queue would."""
    most = course.answers_left(new)
    due = [place for place, state in enumerate(cards) if state.due_day <= day]
    asked = nsmallest(most, due, key=lambda place: retrievability(cards[place], day))
    if day >= course.final_from and len(asked) < most:
        early = course.final_from
        rest = [place for place, state in enumerate(cards) if state.last_day < early and state.due_day > day]
        wanted = min(most - len(asked), course.final_on(day, len(rest)))
        asked += nsmallest(wanted, rest, key=lambda place: retrievability(cards[place], day))
    return asked


def _answered(before: CardState, day: int, retention: float, chance: Random, memory: Memory) -> CardState:
    """A memory after a day's answers: what is forgotten, or new, is asked until it stays for the day."""
    known = (1 - _FIRST_FORGOTTEN) if before.state == NEW else retrievability(before, day)
    rating: Rating = 3 if chance.random() < known else 1
    moment = datetime.combine(datetime.fromordinal(day).date(), _EVENING)
    terms = Terms(retention)
    state = review(before if before.reps else None, rating, moment, 0, terms, memory)
    while state.due_ts:
        moment += timedelta(minutes=10)
        state = review(state, 3, moment, 0, terms, memory)
    return state

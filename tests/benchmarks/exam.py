"""What students would recall on the day of an exam: the plan, plain FSRS at 0.9, and cramming, in equal minutes.

    python tests/benchmarks/exam.py [--students 12] [--cards 300]

A student is a memory whose parameters differ from those that the app believes in: how strong a first answer leaves a
card, and how much each answer adds, are drawn for each. The app sees ratings only. Every policy has the same minutes a
day; an answer takes 10 seconds, one that fails 16. Prints what is recalled on the day and a month later, the mean over
the students; judges nothing, and says so where the plan does not win.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from thaw_desktop.flashcards.balance import Terms
from thaw_desktop.flashcards.exam_plan import Course, forecast
from thaw_desktop.flashcards.scheduling import CardState, retrievability, review

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thaw_desktop.flashcards.scheduling import Rating

BEGUN = 740_000
RIGHT_SECONDS, WRONG_SECONDS = 10, 16
RECALLED_FIRST = 0.4
"""How often a card that was just read about is known when it is asked for the first time."""


class Student:
    """A memory, and the minutes of a day.

    Attributes:
        seen: what the app believes of each card, by its number.
    """

    def __init__(self, seed: int, cards: int, minutes: int) -> None:
        chance = random.Random(seed)
        self._chance = chance
        self._strength = chance.lognormvariate(0.0, 0.35)
        self._growth = chance.lognormvariate(0.0, 0.2)
        self._true: dict[int, CardState] = {}
        self.seen: dict[int, CardState] = {}
        self.cards, self.minutes = cards, minutes
        self.left = 0.0
        self.retention = 0.9

    def begin_day(self) -> None:
        """A new day with all its minutes."""
        self.left = self.minutes * 60.0

    def ask(self, card: int, day: int, *, last_day: int = 0) -> bool:
        """Answer a card until it stays for the day; False when there is no time left."""
        moment = datetime.combine(datetime.fromordinal(day).date(), datetime.min.time()) + timedelta(hours=18)
        while True:
            if self.left <= 0:
                return False
            known = self._chance.random() < self.chance_of(card, day)
            rating: Rating = 3 if known else 1
            self.left -= RIGHT_SECONDS if known else WRONG_SECONDS
            before = self._true.get(card)
            after = review(before, rating, moment, 0)
            factor = self._strength if before is None else self._growth
            self._true[card] = replace(after, stability=max(0.05, after.stability * factor))
            self.seen[card] = review(self.seen.get(card), rating, moment, 0, Terms(self.retention, 0, last_day))
            if not self.seen[card].due_ts:
                return True
            moment += timedelta(minutes=10)

    def chance_of(self, card: int, day: int) -> float:
        """How likely the card is recalled."""
        state = self._true.get(card)
        if state is None:
            return RECALLED_FIRST
        return max(retrievability(state, day), 0.97 if state.last_day == day and state.state != 1 else 0.0)

    def recalled(self, day: int) -> float:
        """The share of all cards that would be recalled; a card never met counts as 0."""
        return sum(retrievability(state, day) for state in self._true.values()) / self.cards


def due(student: Student, day: int) -> list[int]:
    """Cards that are due, those most at risk first."""
    found = [card for card, state in student.seen.items() if state.due_day <= day and state.last_day < day]
    return sorted(found, key=lambda card: retrievability(student.seen[card], day))


def planned(student: Student, day: int, exam: int) -> Iterator[int]:
    """The plan, as the queue asks it."""

    def course(minutes: int) -> Course:
        return Course.of(BEGUN, exam, student.cards, minutes, 12.0)

    if (day - BEGUN) % 7 == 0:
        states = list(student.seen.values())
        student.retention = forecast(states, student.cards - len(states), day, course, student.minutes).retention
    plan = course(student.minutes)
    unseen = [card for card in range(student.cards) if card not in student.seen]
    new = plan.new_on(day, len(unseen))
    yield from unseen[:new]
    yield from due(student, day)[: plan.answers_left(new)]
    if day >= plan.final_from:
        rest = [card for card, state in student.seen.items() if state.last_day < plan.final_from]
        yield from sorted(rest, key=lambda card: retrievability(student.seen[card], day))


def plain(student: Student, day: int, _exam: int) -> Iterator[int]:
    """Due cards, then twenty new ones a day, at a desired retention of 0.9."""
    yield from due(student, day)
    yield from [card for card in range(student.cards) if card not in student.seen][:20]


def crammed(student: Student, day: int, exam: int) -> Iterator[int]:
    """Nothing until the last days, then everything over and over; the minutes of all the days are used in those."""
    days = max(1, (exam - BEGUN) // 5)
    if day < exam - days:
        return
    student.left = student.minutes * 60 * (exam - BEGUN) / days
    order = sorted(range(student.cards), key=lambda card: student.seen[card].last_day if card in student.seen else 0)
    yield from order


POLICIES: dict[str, Callable[[Student, int, int], Iterator[int]]] = {
    "the plan": planned,
    "FSRS at 0.9": plain,
    "cramming": crammed,
}


def follow(policy: str, seed: int, cards: int, days: int, minutes: int) -> tuple[float, float]:
    """What a student recalls on the day, and a month later."""
    student = Student(seed, cards, minutes)
    exam = BEGUN + days
    for day in range(BEGUN, exam):
        student.begin_day()
        for card in POLICIES[policy](student, day, exam):
            if not student.ask(card, day, last_day=exam if policy == "the plan" else 0):
                break
    return student.recalled(exam), student.recalled(exam + 30)


def main() -> None:
    """Let all students follow all policies, and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--students", type=int, default=12)
    parser.add_argument("--cards", type=int, default=300)
    options = parser.parse_args()
    print(f"{options.cards} cards, {options.students} students; per cent recalled on the day / 30 days later\n")
    print(f"{'days':>5}{'minutes':>9}" + "".join(f"{name:>18}" for name in POLICIES))
    for days, minutes in ((14, 10), (30, 5), (30, 10), (60, 5), (60, 10), (90, 10)):
        cells = []
        for policy in POLICIES:
            found = [follow(policy, seed, options.cards, days, minutes) for seed in range(options.students)]
            on_day, later = (statistics.mean(values) * 100 for values in zip(*found, strict=True))
            cells.append(f"{on_day:10.1f} / {later:5.1f}")
        print(f"{days:5}{minutes:9}" + "".join(cells), flush=True)


if __name__ == "__main__":
    main()

"""When a card comes again: FSRS-6 on study days.

FSRS counts days of 24 hours, so an answer in the evening and one the next morning would count as the same day. Here a
memory ages by study days, from 04:00 to 04:00 local time. Nothing is left to chance, so that replaying the log gives
the same dates on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from thaw_desktop.core.clock import study_day
from thaw_desktop.flashcards import fsrs6
from thaw_desktop.flashcards.balance import USUAL, Terms
from thaw_desktop.flashcards.fsrs6 import LEARNING, NEW, RELEARNING, REVIEW

if TYPE_CHECKING:
    from datetime import datetime

Rating = Literal[1, 2, 3, 4]
"""Again, hard, good, easy."""


@dataclass(frozen=True, slots=True)
class CardState:
    """A card's memory and its next date.

    Attributes:
        state: NEW (waiting for its first answer), LEARNING, REVIEW or RELEARNING.
        step: which learning step it is on, from 0; 0 outside learning.
        stability: days until the probability of recall falls to 90 %; 0 before the first answer.
        difficulty: 1 to 10; 0 before the first answer.
        due_day: the study day on which it comes again, as a day number (`date.toordinal`).
        due_ts: for a learning step the exact moment, milliseconds since 1970 UTC; otherwise 0.
        last_day: the study day of the last answer, as a day number; 0 before the first.
        reps: answers so far.
        lapses: how often it was forgotten after having been learnt.
        decay: the exponent of its forgetting curve.
    """

    state: int = NEW
    step: int = 0
    stability: float = 0.0
    difficulty: float = 0.0
    due_day: int = 0
    due_ts: int = 0
    last_day: int = 0
    reps: int = 0
    lapses: int = 0
    decay: float = fsrs6.DECAY


def review(
    before: CardState | None,
    rating: Rating,
    local: datetime,
    ts: int,
    terms: Terms = USUAL,
    memory: fsrs6.Memory = fsrs6.USUAL,
) -> CardState:
    """The card's state after an answer.

    Args:
        before: its state until now; None for a card never seen.
        rating: 1 again, 2 hard, 3 good, 4 easy.
        local: the moment of the answer by the student's clock (a zone is ignored).
        ts: the same moment in milliseconds since 1970 UTC.
        terms: what the interval depends on besides; the memory never does. A learning step stays what it is.
        memory: the student's own, where it was fitted.
    """
    return review_on(before, rating, study_day(local).toordinal(), ts, terms, memory)


def review_on(
    before: CardState | None,
    rating: Rating,
    today: int,
    ts: int,
    terms: Terms = USUAL,
    memory: fsrs6.Memory = fsrs6.USUAL,
) -> CardState:
    """The card's state after an answer on a study day, given by its number; all else as for `review`."""
    if before is None or before.reps == 0:
        stability, difficulty = memory.first(rating)
        state, step, seconds = fsrs6.next_step(NEW, 0, rating)
        reps = lapses = 0
    else:
        days = today - before.last_day
        stability, difficulty = memory.after(before.stability, before.difficulty, days, rating)
        state, step, seconds = fsrs6.next_step(before.state, before.step, rating)
        reps, lapses = before.reps, before.lapses + (rating == 1 and before.state == REVIEW)
    if seconds:
        due_day, due_ts = today, ts + seconds * 1000
    else:
        due_day, due_ts = today + terms.interval(memory.interval(stability, terms.retention), today), 0
    return CardState(state, step, stability, difficulty, due_day, due_ts, today, reps + 1, lapses, memory.decay)


def introduce(before: CardState | None, due_day: int) -> CardState:
    """A card put on the list for a day without an answer: at the latest then, as new or as a review.

    A card in the middle of its learning steps is left alone: it comes sooner than that anyway.
    """
    if before is None:
        return CardState(due_day=due_day)
    if before.state in {LEARNING, RELEARNING}:
        return before
    return replace(before, due_day=min(before.due_day, due_day))


def reschedule(before: CardState | None, due_day: int) -> CardState:
    """A card that is to come again on a day of the student's own choice; its memory stays what it is."""
    if before is None or before.reps == 0:
        return CardState(due_day=due_day)
    return replace(before, state=REVIEW, step=0, due_day=due_day, due_ts=0)


def retrievability(state: CardState, today: int) -> float:
    """The probability, 0 to 1, that the card is recalled on a study day; 0 for a card never answered."""
    return fsrs6.retrievability(state.stability, today - state.last_day, state.decay) if state.reps else 0.0


@dataclass(frozen=True, slots=True)
class Interval:
    """How long until a card comes again: a learning step in seconds, or whole study days."""

    seconds: int
    days: int


def intervals(
    before: CardState | None, local: datetime, ts: int, terms: Terms = USUAL, memory: fsrs6.Memory = fsrs6.USUAL
) -> dict[Rating, Interval]:
    """What each of the four ratings would bring."""
    found: dict[Rating, Interval] = {}
    ratings: tuple[Rating, ...] = (1, 2, 3, 4)
    for rating in ratings:
        after = review(before, rating, local, ts, terms, memory)
        days = 0 if after.due_ts else after.due_day - after.last_day
        found[rating] = Interval(seconds=round((after.due_ts - ts) / 1000) if after.due_ts else 0, days=days)
    return found


__all__ = [
    "LEARNING",
    "NEW",
    "RELEARNING",
    "REVIEW",
    "CardState",
    "Interval",
    "Rating",
    "intervals",
    "introduce",
    "reschedule",
    "retrievability",
    "review",
    "review_on",
]

"""When a card comes again: FSRS-6 on study days.

The `fsrs` library counts days of 24 hours, so an answer in the evening and one the next morning would count as the same
day. It is therefore given study-day times: whole days from 04:00 to 04:00 local time, and the last review at the day's
very beginning. Fuzz is off, so that replaying the log gives the same dates on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from thaw_desktop.core.clock import STUDY_DAY_STARTS, study_day
from thaw_desktop.flashcards.balance import DESIRED_RETENTION, USUAL, Terms

if TYPE_CHECKING:
    from fsrs import Card, Scheduler

Rating = Literal[1, 2, 3, 4]
"""Again, hard, good, easy."""

NEW, LEARNING, REVIEW, RELEARNING = 0, 1, 2, 3
"""The states of a card; 1 to 3 are the library's own numbers."""


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


@cache
def _scheduler(retention: float = DESIRED_RETENTION) -> Scheduler:
    # Imported here: 25 ms that only reviewing needs.
    from fsrs import Scheduler

    return Scheduler(desired_retention=retention, enable_fuzzing=False)


@cache
def _curve() -> tuple[float, float]:
    """The exponent of the forgetting curve, and the factor that makes it 0.9 after as many days as the stability."""
    decay = -_scheduler().parameters[20]
    return decay, 0.9 ** (1 / decay) - 1


def _day_start(day: int) -> datetime:
    return datetime.combine(date.fromordinal(day), datetime.min.time(), UTC)


def _study_time(local: datetime) -> datetime:
    """The local moment on study days that all last 24 hours, in the UTC that the library insists on."""
    into_day = local.replace(tzinfo=None) - STUDY_DAY_STARTS
    # When the clocks go back a study day has 25 hours; `into_day` repeats an hour, which no rule notices.
    return into_day.replace(tzinfo=UTC)


def _library_card(before: CardState, now: datetime) -> Card:
    # Imported here: see above.
    from fsrs import Card, State

    if before.reps == 0:
        return Card(card_id=0, due=now)  # an id of our own: without one the library sleeps a millisecond to make one
    learning = before.state in {LEARNING, RELEARNING}
    return Card(
        card_id=0,
        state=State(before.state),
        step=before.step if learning else None,
        stability=before.stability,
        difficulty=before.difficulty,
        due=now,
        last_review=_day_start(before.last_day),
    )


def review(
    before: CardState | None,
    rating: Rating,
    local: datetime,
    ts: int,
    terms: Terms = USUAL,
) -> CardState:
    """The card's state after an answer.

    Args:
        before: its state until now; None for a card never seen.
        rating: 1 again, 2 hard, 3 good, 4 easy.
        local: the moment of the answer by the student's clock (a zone is ignored).
        ts: the same moment in milliseconds since 1970 UTC.
        terms: what the interval depends on besides; the memory never does. A learning step stays what it is.
    """
    # Imported here: see above.
    from fsrs import Rating as LibraryRating

    before = before or CardState()
    now = _study_time(local)
    today = study_day(local).toordinal()
    card, _ = _scheduler(terms.retention).review_card(_library_card(before, now), LibraryRating(rating), now)
    wait = card.due - now
    days = terms.interval(max(1, wait.days), today)
    learning = int(card.state) in {LEARNING, RELEARNING}
    return CardState(
        state=int(card.state),
        step=int(card.step or 0),
        stability=cast("float", card.stability),
        difficulty=cast("float", card.difficulty),
        due_day=today if learning else today + days,
        due_ts=ts + round(wait / timedelta(milliseconds=1)) if learning else 0,
        last_day=today,
        reps=before.reps + 1,
        lapses=before.lapses + (1 if rating == 1 and before.state == REVIEW else 0),
    )


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
    """The probability, 0 to 1, that the card is recalled on a study day; 0 for a card never answered.

    The forgetting curve of FSRS-6 with the library's parameters, which it computes more slowly.
    """
    if state.reps == 0:
        return 0.0
    decay, factor = _curve()
    return float((1 + factor * max(0, today - state.last_day) / state.stability) ** decay)


@dataclass(frozen=True, slots=True)
class Interval:
    """How long until a card comes again: a learning step in seconds, or whole study days."""

    seconds: int
    days: int


def intervals(before: CardState | None, local: datetime, ts: int, terms: Terms = USUAL) -> dict[Rating, Interval]:
    """What each of the four ratings would bring."""
    found: dict[Rating, Interval] = {}
    ratings: tuple[Rating, ...] = (1, 2, 3, 4)
    for rating in ratings:
        after = review(before, rating, local, ts, terms)
        days = 0 if after.due_ts else after.due_day - after.last_day
        found[rating] = Interval(seconds=round((after.due_ts - ts) / 1000) if after.due_ts else 0, days=days)
    return found

"""Fitting the memory to a student's own answers: the 21 parameters of FSRS-6 under which those answers are likeliest.

A later answer on another day than the one before it is a test: recalled or not. The parameters are found by Fisher
scoring on the likelihood of all tests, held towards the usual ones by a normal prior, so that a few answers move them a
little and many as far as they like. Nothing is left to chance: the same answers give the same parameters.

Needs numpy, the optional extra `fit`; nothing else of Thaw does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from thaw_desktop.flashcards.fsrs6 import LEAST, MOST, PARAMETERS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import numpy.typing as npt

    Numbers = npt.NDArray[np.float64]
    Places = npt.NDArray[np.bool_]
    Whole = npt.NDArray[np.int64]

LEAST_ANSWERS: Final = 1000
"""So many tests at least; with fewer, the usual parameters predict later answers better for most students."""
_FOLDS: Final = ((0.4, 0.6), (0.6, 0.8), (0.8, 1.0))
"""Fitted to the tests before the first share of them, tried on those up to the second."""
_ROUNDS: Final = 15
_ENOUGH: Final = 1e-3
"""A round that raises the log-likelihood by less is the last."""
_STEPS: Final = (1.0, 0.5, 0.2, 0.05)
_BINS: Final = 20
_USUAL: Final = np.array(PARAMETERS)
_LOW, _HIGH = np.array(LEAST), np.array(MOST)
# Between students the first stabilities differ by their own size, the others by about a third. Our own choice.
_SPREAD: Final = np.array([1.0] * 4 + [0.3] * 17) * np.maximum(_USUAL, 0.1)
_SMALL: Final = 1e-4 * np.maximum(_USUAL, 0.05)


@dataclass(frozen=True, slots=True)
class Quality:
    """How well later answers are predicted.

    Attributes:
        log_loss: mean of -ln of the probability that was given to what happened; less is better.
        error: root of the mean squared difference between predicted and actual recall, over 20 ranges of prediction
            weighted by their answers, 0 to 1; less is better.
    """

    log_loss: float
    error: float


@dataclass(frozen=True, slots=True)
class Fit:
    """What came of fitting.

    Attributes:
        parameters: w0 to w20, fitted to all answers.
        answers: how many tests there were.
        tried_on: how many of them were predicted from those before.
        before: with the usual parameters.
        after: with parameters fitted to what came before each.
    """

    parameters: tuple[float, ...]
    answers: int
    tried_on: int
    before: Quality
    after: Quality

    @property
    def is_better(self) -> bool:
        """Whether it predicts later answers better, by both measures."""
        return self.after.log_loss < self.before.log_loss and self.after.error < self.before.error


@dataclass(frozen=True, slots=True)
class _History:
    """Cards by their answers, those with the most first: turn k has the (k+1)-th answer of those that have one.

    Attributes:
        days: by turn, since the answer before.
        ratings: by turn.
        recalled: 1 or 0 for each test, turn by turn.
        order: the places of the tests in the order in which they happened.
    """

    days: list[Numbers]
    ratings: list[Whole]
    recalled: Numbers
    order: Whole

    @classmethod
    def of(cls, cards: Sequence[Sequence[tuple[int, int, int]]]) -> _History:
        kept = sorted((card for card in cards if len(card) > 1), key=len, reverse=True)
        days: list[Numbers] = []
        ratings: list[Whole] = []
        recalled: list[Numbers] = [np.empty(0)]
        moments: list[Whole] = [np.empty(0, dtype=np.int64)]
        for turn in range(len(kept[0]) if kept else 0):
            now = [card for card in kept if len(card) > turn]
            days.append(np.array([card[turn][1] - card[turn - 1][1] if turn else 0 for card in now], dtype=np.float64))
            ratings.append(np.array([card[turn][2] for card in now], dtype=np.int64))
            tests = days[-1] >= 1
            recalled.append((ratings[-1][tests] > 1).astype(np.float64))
            moments.append(np.array([card[turn][0] for card in now], dtype=np.int64)[tests])
        order = np.argsort(np.concatenate(moments), kind="stable")
        return cls(days, ratings, np.concatenate(recalled), order)


def fit(cards: Sequence[Sequence[tuple[int, int, int]]], stop: Callable[[], bool] = lambda: False) -> Fit | None:
    """Fit the memory to answers, and try it on answers that it was not fitted to.

    Args:
        cards: of each card its answers in order: milliseconds since 1970 UTC, study day, rating.
        stop: asked from time to time; True ends the work.

    Returns:
        None when it was told to stop, or there are fewer tests than `LEAST_ANSWERS`.
    """
    history = _History.of(cards)
    count = len(history.order)
    if count < LEAST_ANSWERS:
        return None
    tried = np.zeros(count, dtype=np.bool_)
    predicted = np.zeros(count)
    for known, until in _FOLDS:
        first, last = round(count * known), round(count * until)
        before, later = np.zeros(count, dtype=np.bool_), np.zeros(count, dtype=np.bool_)
        before[history.order[:first]] = True
        later[history.order[first:last]] = True
        found = _fitted(history, before, stop)
        if found is None:
            return None
        predicted[later] = _predicted(found[None, :], history)[0][later]
        tried |= later
    usual = _predicted(_USUAL[None, :], history)[0]
    found = _fitted(history, np.ones(count, dtype=np.bool_), stop)
    if found is None:
        return None
    return Fit(
        tuple(round(float(one), 4) for one in found),
        count,
        int(tried.sum()),
        _quality(usual[tried], history.recalled[tried]),
        _quality(predicted[tried], history.recalled[tried]),
    )


def _quality(predicted: Numbers, recalled: Numbers) -> Quality:
    loss = -np.mean(np.log(np.where(recalled > 0, predicted, 1 - predicted)))
    ranges = np.minimum((predicted * _BINS).astype(np.int64), _BINS - 1)
    difference = np.bincount(ranges, predicted - recalled, _BINS)
    sizes = np.bincount(ranges, minlength=_BINS)
    squares = difference[sizes > 0] ** 2 / sizes[sizes > 0]
    return Quality(float(loss), float(np.sqrt(squares.sum() / len(predicted))))


def _fitted(history: _History, wanted: Places, stop: Callable[[], bool]) -> Numbers | None:
    """The likeliest parameters for the tests that are wanted; None when it was told to stop."""
    recalled = history.recalled[wanted]

    def log_likelihood(parameters: Numbers, predicted: Numbers) -> Numbers:
        happened = np.where(recalled > 0, predicted, 1 - predicted)
        prior = (((parameters - _USUAL) / _SPREAD) ** 2).sum(axis=1) / 2
        return np.asarray(np.log(happened).sum(axis=1) - prior)

    now = _USUAL.copy()
    best = float(log_likelihood(now[None, :], _predicted(now[None, :], history)[:, wanted])[0])
    for _ in range(_ROUNDS):
        if stop():
            return None
        # At its upper bound a parameter is tried the other way.
        small = np.where(now + _SMALL > _HIGH, -_SMALL, _SMALL)
        tries = _predicted(np.vstack([now, now + np.diag(small)]), history)[:, wanted]
        slopes = (tries[1:] - tries[0]) / small[:, None]
        weights = 1 / (tries[0] * (1 - tries[0]))
        gradient = slopes @ ((recalled - tries[0]) * weights) - (now - _USUAL) / _SPREAD**2
        information = (slopes * weights) @ slopes.T + np.diag(1 / _SPREAD**2)
        step = np.linalg.solve(information, gradient)
        places = np.clip(now + np.array(_STEPS)[:, None] * step, _LOW, _HIGH)
        reached = log_likelihood(places, _predicted(places, history)[:, wanted])
        at = int(np.argmax(reached))
        gain = float(reached[at]) - best
        if gain > 0:
            now, best = places[at], float(reached[at])
        if gain < _ENOUGH:
            break
    return now


def _predicted(parameters: Numbers, history: _History) -> Numbers:
    """The probability of recall at each test, kept from 0 and 1, by set of parameters and test.

    Args:
        parameters: one set a row.
        history: of the answers.
    """
    w = [parameters[:, place, None] for place in range(21)]
    factor = 0.9 ** (-1 / w[20]) - 1
    stability = difficulty = np.empty((len(parameters), 0))
    found: list[Numbers] = []
    for turn, (days, ratings) in enumerate(zip(history.days, history.ratings, strict=True)):
        if turn == 0:
            stability = np.maximum(parameters[:, :4][:, ratings - 1], 0.001)
            difficulty = np.clip(w[4] - np.exp(w[5] * (ratings - 1)) + 1, 1, 10)
            continue
        stability, difficulty = stability[:, : len(days)], difficulty[:, : len(days)]
        recall = (1 + factor * np.maximum(days, 0) / stability) ** -w[20]
        found.append(recall[:, days >= 1])
        stability = np.maximum(_stability(w, (stability, difficulty, recall), days, ratings), 0.001)
        moved = difficulty - (10 - difficulty) * w[6] * (ratings - 3) / 9
        easy = w[4] - np.exp(w[5] * 3) + 1
        difficulty = np.clip(w[7] * easy + (1 - w[7]) * moved, 1, 10)
    return np.clip(np.concatenate(found, axis=1), 1e-4, 1 - 1e-4)


def _stability(
    w: Sequence[Numbers], before: tuple[Numbers, Numbers, Numbers], days: Numbers, ratings: Whole
) -> Numbers:
    """The stabilities after an answer; as in `fsrs6.Memory.after`, for many cards and parameters at once.

    Args:
        w: the parameters, each a column.
        before: stability, difficulty and probability of recall.
        days: since the answer before.
        ratings: of the answers.
    """
    stability, difficulty, recall = before
    same_day = np.exp(w[17] * (ratings - 3 + w[18])) * stability ** -w[19]
    same_day = stability * np.where(ratings > 1, np.maximum(same_day, 1), same_day)
    lost = w[11] * difficulty ** -w[12] * ((stability + 1) ** w[13] - 1) * np.exp((1 - recall) * w[14])
    lost = np.minimum(lost, stability / np.exp(w[17] * w[18]))
    gain = np.exp(w[8]) * (11 - difficulty) * stability ** -w[9] * (np.exp((1 - recall) * w[10]) - 1)
    gain = gain * np.where(ratings == 2, w[15], 1) * np.where(ratings == 4, w[16], 1)
    later = np.where(ratings == 1, lost, stability * (1 + gain))
    return np.asarray(np.where(days < 1, same_day, later))

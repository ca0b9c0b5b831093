"""The memory of a card after an answer, by FSRS-6, in plain floats.

The formulas are those of the `fsrs` library (https://github.com/open-spaced-repetition/py-fsrs), evaluated in the same
order, so that the figures are the library's to the last bit; a test holds the two together. The library makes and
copies an object for every answer, which takes twenty times as long: replaying a long history has no time for that.
"""

from __future__ import annotations

from functools import cache
from math import e
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

NEW, LEARNING, REVIEW, RELEARNING = 0, 1, 2, 3
"""The states of a card; 1 to 3 are the library's own numbers."""

PARAMETERS: Final = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The default parameters w0 to w20 of FSRS-6."""

LEAST: Final = (*[0.001] * 4, 1.0, *[0.001] * 3, 0.0, 0.0, *[0.001] * 4, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 0.1)
MOST: Final = (*[100.0] * 4, 10.0, 4.0, 4.0, 0.75, 4.5, 0.8, 3.5, 5.0, 0.25, 0.9, 4.0, 1.0, 6.0, 2.0, 2.0, 0.8, 0.8)
"""The bounds of the parameters, those of the library."""

DECAY: Final = -PARAMETERS[20]
"""The exponent of the usual forgetting curve."""
_LEAST_STABILITY: Final = 0.001
_LONGEST_INTERVAL: Final = 36_500
_LEARNING_STEPS: Final = (60, 600)
_RELEARNING_STEP: Final = 600
_HARD_ON_FIRST_STEP: Final = (_LEARNING_STEPS[0] + _LEARNING_STEPS[1]) // 2
_HARD_ON_RELEARNING: Final = _RELEARNING_STEP * 3 // 2


@cache
def _factor(decay: float) -> float:
    """Makes the curve 0.9 after as many days as the stability."""
    return float(0.9 ** (1 / decay) - 1)


def retrievability(stability: float, days: int, decay: float = DECAY) -> float:
    """The probability, 0 to 1, of recall so many days after the last answer."""
    return float((1 + _factor(decay) * max(0, days) / stability) ** decay)


class Memory:
    """How cards are remembered and forgotten, by 21 parameters.

    Attributes:
        parameters: w0 to w20 of FSRS-6.
        decay: the exponent of the forgetting curve.
    """

    def __init__(self, parameters: Sequence[float] = PARAMETERS) -> None:
        """Work out what does not depend on the card, by rating from 1."""
        self.parameters = w = tuple(parameters)
        self.decay = -w[20]
        ratings = (1, 2, 3, 4)
        self._first_stability = (0.0, *(max(w[rating - 1], _LEAST_STABILITY) for rating in ratings))
        first = [0.0, *(w[4] - (e ** (w[5] * (rating - 1))) + 1 for rating in ratings)]
        self._first_difficulty = tuple(min(max(one, 1.0), 10.0) for one in first)
        self._difficulty_step = (0.0, *(-(w[6] * (rating - 3)) for rating in ratings))
        self._same_day = (0.0, *(e ** (w[17] * (rating - 3 + w[18])) for rating in ratings))
        self._reversion = w[7] * first[4]
        self._growth = e ** w[8]
        self._loss = e ** (w[17] * w[18])
        self._spans: dict[float, float] = {}

    def interval(self, stability: float, retention: float) -> int:
        """Whole days, 1 to 36 500, until the probability of recall has fallen to the desired retention."""
        span = self._spans.get(retention)
        if span is None:
            span = self._spans[retention] = float(retention ** (1 / self.decay) - 1)
        return int(min(max(round(stability / _factor(self.decay) * span), 1), _LONGEST_INTERVAL))

    def first(self, rating: int) -> tuple[float, float]:
        """Stability and difficulty after the first answer."""
        return self._first_stability[rating], self._first_difficulty[rating]

    def after(self, stability: float, difficulty: float, days: int, rating: int) -> tuple[float, float]:
        """Stability and difficulty after a later answer.

        Args:
            stability: until now, in days.
            difficulty: until now, 1 to 10.
            days: study days since the last answer; within one day, and on a day that went back, it is 0 or less.
            rating: 1 again, 2 hard, 3 good, 4 easy.
        """
        w = self.parameters
        if days < 1:
            growth = self._same_day[rating] * (stability ** -w[19])
            new = stability * (max(growth, 1.0) if rating > 1 else growth)
        else:
            forgotten = 1 - retrievability(stability, days, self.decay)
            if rating == 1:
                new = min(
                    w[11] * (difficulty ** -w[12]) * (((stability + 1) ** w[13]) - 1) * (e ** (forgotten * w[14])),
                    stability / self._loss,
                )
            else:
                gain = self._growth * (11 - difficulty) * (stability ** -w[9]) * ((e ** (forgotten * w[10])) - 1)
                new = stability * (1 + gain * (w[15] if rating == 2 else 1) * (w[16] if rating == 4 else 1))
        moved = difficulty + (10.0 - difficulty) * self._difficulty_step[rating] / 9.0
        return max(new, _LEAST_STABILITY), min(max(self._reversion + (1 - w[7]) * moved, 1.0), 10.0)


USUAL: Final = Memory()
"""With the default parameters, which suit most students."""


def next_step(state: int, step: int, rating: int) -> tuple[int, int, int]:
    """State, learning step and seconds to wait after an answer; no seconds where the card waits for whole days."""
    if state == REVIEW:
        return (RELEARNING, 0, _RELEARNING_STEP) if rating == 1 else (REVIEW, 0, 0)
    if state == RELEARNING:
        if rating > 2:
            return REVIEW, 0, 0
        return RELEARNING, 0, _RELEARNING_STEP if rating == 1 else _HARD_ON_RELEARNING
    if rating == 1:
        return LEARNING, 0, _LEARNING_STEPS[0]
    if rating == 2:
        return LEARNING, step, _HARD_ON_FIRST_STEP if step == 0 else _LEARNING_STEPS[1]
    return (LEARNING, 1, _LEARNING_STEPS[1]) if rating == 3 and step == 0 else (REVIEW, 0, 0)

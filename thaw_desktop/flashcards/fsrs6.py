"""The memory of a card after an answer, by FSRS-6, in plain floats.

The formulas are those of the `fsrs` library (https://github.com/open-spaced-repetition/py-fsrs), evaluated in the same
order, so that the figures are the library's to the last bit; a test holds the two together. The library makes and
copies an object for every answer, which takes twenty times as long: replaying a long history has no time for that.
"""

from __future__ import annotations

from functools import cache
from math import e
from typing import Final

NEW, LEARNING, REVIEW, RELEARNING = 0, 1, 2, 3
"""The states of a card; 1 to 3 are the library's own numbers."""

PARAMETERS: Final = (
    0.212, 1.2931, 2.3065, 8.2956, 6.4133, 0.8334, 3.0194, 0.001, 1.8722, 0.1666, 0.796, 1.4835, 0.0614, 0.2629,
    1.6483, 0.6014, 1.8729, 0.5425, 0.0912, 0.0658, 0.1542,
)  # fmt: skip
"""The default parameters w0 to w20 of FSRS-6."""

_W: Final = PARAMETERS
DECAY: Final = -_W[20]
"""The exponent of the forgetting curve."""
FACTOR: Final = 0.9 ** (1 / DECAY) - 1
"""Makes the curve 0.9 after as many days as the stability."""
_LEAST_STABILITY: Final = 0.001
_LONGEST_INTERVAL: Final = 36_500
_LEARNING_STEPS: Final = (60, 600)
_RELEARNING_STEP: Final = 600
_HARD_ON_FIRST_STEP: Final = (_LEARNING_STEPS[0] + _LEARNING_STEPS[1]) // 2
_HARD_ON_RELEARNING: Final = _RELEARNING_STEP * 3 // 2


def _first_difficulty(rating: int) -> float:
    return float(_W[4] - (e ** (_W[5] * (rating - 1))) + 1)


# By rating, from 1; what does not depend on the card is worked out once.
_FIRST_STABILITY: Final = (0.0, *(max(_W[rating - 1], _LEAST_STABILITY) for rating in (1, 2, 3, 4)))
_FIRST_DIFFICULTY: Final = (0.0, *(min(max(_first_difficulty(rating), 1.0), 10.0) for rating in (1, 2, 3, 4)))
_DIFFICULTY_STEP: Final = (0.0, *(-(_W[6] * (rating - 3)) for rating in (1, 2, 3, 4)))
_SAME_DAY: Final = (0.0, *(e ** (_W[17] * (rating - 3 + _W[18])) for rating in (1, 2, 3, 4)))
_REVERSION: Final = _W[7] * _first_difficulty(4)
_GROWTH: Final = e ** _W[8]
_LOSS: Final = e ** (_W[17] * _W[18])


@cache
def _span(retention: float) -> float:
    return float(retention ** (1 / DECAY) - 1)


def retrievability(stability: float, days: int) -> float:
    """The probability, 0 to 1, of recall so many days after the last answer."""
    return float((1 + FACTOR * max(0, days) / stability) ** DECAY)


def interval(stability: float, retention: float) -> int:
    """Whole days, 1 to 36 500, until the probability of recall has fallen to the desired retention."""
    return int(min(max(round(stability / FACTOR * _span(retention)), 1), _LONGEST_INTERVAL))


def memory(stability: float, difficulty: float, days: int, rating: int) -> tuple[float, float]:
    """Stability and difficulty after a later answer.

    Args:
        stability: until now, in days.
        difficulty: until now, 1 to 10.
        days: study days since the last answer; within one day, and on a day that went back, it is 0 or less.
        rating: 1 again, 2 hard, 3 good, 4 easy.
    """
    if days < 1:
        growth = _SAME_DAY[rating] * (stability ** -_W[19])
        new = stability * (max(growth, 1.0) if rating > 1 else growth)
    else:
        forgotten = 1 - retrievability(stability, days)
        if rating == 1:
            new = min(
                _W[11] * (difficulty ** -_W[12]) * (((stability + 1) ** _W[13]) - 1) * (e ** (forgotten * _W[14])),
                stability / _LOSS,
            )
        else:
            gain = _GROWTH * (11 - difficulty) * (stability ** -_W[9]) * ((e ** (forgotten * _W[10])) - 1)
            new = stability * (1 + gain * (_W[15] if rating == 2 else 1) * (_W[16] if rating == 4 else 1))
    moved = difficulty + (10.0 - difficulty) * _DIFFICULTY_STEP[rating] / 9.0
    return max(new, _LEAST_STABILITY), min(max(_REVERSION + (1 - _W[7]) * moved, 1.0), 10.0)


def first_memory(rating: int) -> tuple[float, float]:
    """Stability and difficulty after the first answer."""
    return _FIRST_STABILITY[rating], _FIRST_DIFFICULTY[rating]


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

"""Students of a known memory, and what they answer."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import uuid7
from thaw_desktop.flashcards.fsrs6 import PARAMETERS, Memory, retrievability

if TYPE_CHECKING:
    from collections.abc import Sequence

DAY = 86_400_000
NOON = 1_772_452_800_000  # Monday 2 March 2026, 12:00 UTC
FIRST_DAY = 739_677
FORGETFUL = (*(one * 0.3 for one in PARAMETERS[:4]), *PARAMETERS[4:8], 1.2, *PARAMETERS[9:])
"""The first answer leaves less than a third of what it does usually, and each later one adds half as much."""

Card = list[tuple[int, int, int]]


def student(parameters: Sequence[float], cards: int, seed: int = 6, answers: int = 7) -> list[Card]:
    """What a student of that memory answers, where cards come by the usual one."""
    chance = random.Random(seed)
    truth, usual = Memory(parameters), Memory()
    found: list[Card] = []
    for number in range(cards):
        day = FIRST_DAY + number % 40
        rating = chance.choice((1, 3, 3, 3, 4))
        true, seen = truth.first(rating), usual.first(rating)
        card = [(NOON + (day - FIRST_DAY) * DAY, day, rating)]
        for _ in range(answers - 1):
            wait = usual.interval(seen[0], 0.9)
            known = chance.random() < retrievability(true[0], wait, truth.decay)
            rating = chance.choice((2, 3, 3, 3, 4)) if known else 1
            day += wait
            true, seen = truth.after(*true, wait, rating), usual.after(*seen, wait, rating)
            card.append((NOON + (day - FIRST_DAY) * DAY, day, rating))
        found.append(card)
    return found


def events(cards: Sequence[Card], device: int = 5) -> list[Event]:
    found: list[Event] = []
    for number, card in enumerate(cards):
        for ts, _, rating in card:
            seq = len(found) + 1
            payload = {"rating": rating, "ms": 1000, "section": ""}
            ident = uuid7(ts, device << 32 | seq)
            found.append(Event(ident, device, seq, ts, 0, kinds.CARD_REVIEW, f"sample/c{number}", payload))
    return found

"""Cards that ask for an order: their steps, mixed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def mixed(steps: Sequence[str], card: str, turn: int) -> tuple[str, ...]:
    """The steps in an order that is not the right one, the same every time the card is shown in that turn.

    Args:
        steps: in the right order.
        card: the card's id.
        turn: how often the card has been answered; each turn mixes anew, so that the mixture is not learnt by heart.
    """
    if len(steps) < 2:
        return tuple(steps)
    found = tuple(steps[place] for _, place in sorted((_lot(card, turn, place), place) for place in range(len(steps))))
    return found if found != tuple(steps) else (*found[1:], found[0])


def _lot(card: str, turn: int, place: int) -> str:
    return sha256(f"{card}\n{turn}\n{place}".encode()).hexdigest()

"""A round through cards of the student's own choice that leaves their schedule alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_AGAIN_AFTER = 4
"""What was not known comes again after so many others."""


class ExtraRound:
    """Asks each card until it is known once; nothing of it is recorded.

    Attributes:
        done: how many cards have been known.
        total: how many cards there are.
    """

    def __init__(self, cards: Sequence[tuple[str, str]]) -> None:
        """Begin with pack and id of each card, in their order."""
        self._left = list(dict.fromkeys(cards))
        self.done = 0
        self.total = len(self._left)

    def next(self) -> tuple[str, str] | None:
        """The card to ask now; None when all have been known."""
        return self._left[0] if self._left else None

    def answer(self, rating: int) -> None:
        """What the student said of the card that was asked: 1 is not known, everything above is."""
        card = self._left.pop(0)
        if rating == 1:
            self._left.insert(_AGAIN_AFTER, card)
        else:
            self.done += 1

    def drop(self) -> None:
        """Leave out the card that is asked: it is in no pack any more."""
        self._left.pop(0)
        self.total -= 1

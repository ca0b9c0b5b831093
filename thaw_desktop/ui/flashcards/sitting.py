"""How long a student has been at the cards without a break."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thaw_desktop.core.settings import Settings


class Sitting:
    """Counts the answers of a sitting and the time that they took.

    Attributes:
        cards: answers so far.
        milliseconds: that they took.
    """

    def __init__(self) -> None:
        self.cards = self.milliseconds = 0

    def begin(self) -> None:
        """Begin a new one."""
        self.cards = self.milliseconds = 0

    def count(self, milliseconds: int) -> None:
        """One more answer."""
        self.cards += 1
        self.milliseconds += milliseconds

    def is_over(self, settings: Settings) -> bool:
        """Whether it is as long as the student wanted it to be."""
        return (0 < settings.sitting_cards <= self.cards) or (
            0 < settings.sitting_minutes * 60_000 <= self.milliseconds
        )

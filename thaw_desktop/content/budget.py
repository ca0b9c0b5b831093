"""What keeps a pack that is made to be endless from being read without end.

Limits of size alone do not: two megabytes of one letter are read in no time, and two megabytes of brackets are not. So
the readers count what they do, in steps of a few microseconds, and stop when it is more than any real pack needs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thaw_desktop.content.problems import Place

MOST_STEPS = 1_500_000
"""Of a whole pack: at most some ten seconds. The built-in pack takes 2 % of it, fifty thousand formatted cards half."""


class EndlessPackError(Exception):
    """Ends the reading of a pack; what was found before is kept."""

    def __init__(self, place: Place, what: str, mend: str) -> None:
        """Say where it ends and why.

        Args:
            place: where the reading stopped.
            what: what is wrong, without a full stop.
            mend: what to do about it, without a full stop.
        """
        super().__init__(f"{place}: {what}; {mend}")
        self.place = place
        self.what = what
        self.mend = mend


class Budget:
    """The steps that reading one pack has taken."""

    def __init__(self) -> None:
        self._steps = 0

    def spend(self, steps: int, place: Place) -> None:
        """Count some steps, taken or about to be taken.

        Raises:
            EndlessPackError: they are too many.
        """
        self._steps += steps
        if self._steps > MOST_STEPS:
            what = "the pack holds more text and formatting than can be read in reasonable time"
            raise EndlessPackError(place, what, "split it into several packs")

"""Where the reader has been: back and forward, as in a browser."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Stop:
    """A place in the notes.

    Attributes:
        page: id of the page.
        block: number of the paragraph at the top.
    """

    page: str
    block: int = 0


class History:
    """The stops of one run, of which one is the present."""

    _LONGEST = 200

    def __init__(self) -> None:
        self._stops: list[Stop] = []
        self._at = -1

    @property
    def can_go_back(self) -> bool:
        """Whether there is a stop before the present one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a stop after the present one."""
        return self._at < len(self._stops) - 1

    def arrive(self, stop: Stop) -> None:
        """Go somewhere new; what lay ahead is forgotten."""
        self._stops = [*self._stops[: self._at + 1], stop][-self._LONGEST :]
        self._at = len(self._stops) - 1

    def leave_at(self, block: int) -> None:
        """Note which paragraph was at the top when the present stop is left."""
        if self._at >= 0:
            self._stops[self._at] = replace(self._stops[self._at], block=block)

    def back(self) -> Stop | None:
        """Go one stop back; None at the beginning."""
        return self._step(-1)

    def forward(self) -> Stop | None:
        """Go one stop forward; None at the end."""
        return self._step(1)

    def clear(self) -> None:
        """Forget everything, because another pack is open."""
        self._stops.clear()
        self._at = -1

    def _step(self, by: int) -> Stop | None:
        if not 0 <= self._at + by < len(self._stops):
            return None
        self._at += by
        return self._stops[self._at]

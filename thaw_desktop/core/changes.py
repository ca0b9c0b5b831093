"""Change flags: after a commit, who must look again."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

Changes = frozenset[str]
"""The names of what has changed: names of projections, `packs` or `settings`."""


class ChangeFlags:
    """Tells each listener once, after a commit, what has changed. Calls come on the thread that committed."""

    def __init__(self) -> None:
        self._listeners: list[Callable[[Changes], None]] = []

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` with the names of what changed, from now on."""
        self._listeners.append(listener)

    def announce(self, names: Iterable[str]) -> None:
        """Say that these have changed; silence when there are none."""
        changes = frozenset(names)
        if changes:
            for listener in self._listeners:
                listener(changes)

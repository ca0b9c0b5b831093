"""Cards that are forgotten again and again: they cost more time than they are worth until something is done."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from thaw_desktop.flashcards.scheduling import CardState

LEECH_LAPSES: Final = 8
"""So many times learnt and forgotten make a leech, as in Anki."""
_AGAIN_EVERY: Final = LEECH_LAPSES // 2


def is_leech(state: CardState | None) -> bool:
    """Whether a card is one."""
    return state is not None and state.lapses >= LEECH_LAPSES


def is_time_to_say(state: CardState | None) -> bool:
    """Whether to say it now: when a card has become one, and then at every fourth time more that it is forgotten."""
    return state is not None and is_leech(state) and (state.lapses - LEECH_LAPSES) % _AGAIN_EVERY == 0

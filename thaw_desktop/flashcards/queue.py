"""Which card comes next."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from heapq import merge
from itertools import zip_longest
from typing import TYPE_CHECKING, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from thaw_desktop.flashcards.today import PackToday

LEARN_AHEAD_MS = 20 * 60 * 1000
"""A learning step up to 20 minutes away is asked early when nothing else is left, so that a sitting can end."""


class Ids(Sequence[str]):
    """Names of cards, each made when it is looked at: of ten thousand that are due, a sitting looks at the first."""

    __slots__ = ("_entries", "_name")

    def __init__(self, entries: Sequence[tuple[float, str]], name: Callable[[str], str] | None = None) -> None:
        """Take entries that end with the card's id, and how a card is called; None calls it by its id."""
        self._entries = entries
        self._name = name

    def __len__(self) -> int:
        return len(self._entries)

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[str]: ...

    def __getitem__(self, at: int | slice) -> str | Sequence[str]:
        if isinstance(at, slice):
            return Ids(self._entries[at], self._name)
        card = self._entries[at][1]
        return card if self._name is None else self._name(card)

    def __iter__(self) -> Iterator[str]:
        ids = (card for _, card in self._entries)
        return ids if self._name is None else map(self._name, ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))


@dataclass(frozen=True, slots=True)
class Queue:
    """The cards of now, in the order in which they are to be asked.

    Attributes:
        learning: ids of cards in their learning steps whose moment has come.
        due: ids of cards to be recalled today, those most at risk first.
        new: ids of cards to be met for the first time, as many as today still allows.
        waiting: ids of learning cards whose moment is near, soonest first.
        later: how many cards are due and wait for another day, because a day asks only so many.
        new_first: new cards come before those that are due, as on the way to an exam.
    """

    learning: Sequence[str]
    due: Sequence[str]
    new: Sequence[str]
    waiting: Sequence[str]
    later: int = 0
    new_first: bool = False

    @property
    def left(self) -> int:
        """How many cards are left today."""
        return len(self.learning) + len(self.due) + len(self.new) + len(self.waiting)

    def next(self) -> str | None:
        """The id of the next card: learning steps whose time has come, then recall, then new ones, then early steps."""
        known_or_new = (self.new, self.due) if self.new_first else (self.due, self.new)
        for group in (self.learning, *known_or_new, self.waiting):
            if group:
                return group[0]
        return None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many cards are to be asked now, group by group as in `Queue`.

    Attributes:
        learning: cards in their learning steps whose moment has come.
        due: cards to be recalled today.
        new: cards to be met.
        waiting: learning cards whose moment is near.
        exact: False for a close guess.
    """

    learning: int = 0
    due: int = 0
    new: int = 0
    waiting: int = 0
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Allowance:
    """How much may still be asked today of the packs that share it.

    Attributes:
        new: cards met for the first time.
        reviews: cards that were met on an earlier day.
        ahead: ids of cards that are asked today although they are not due: the last round before an exam.
        new_first: new cards come first.
    """

    new: int
    reviews: int
    ahead: Sequence[str] = ()
    new_first: bool = False


def build_queue(
    parts: Sequence[PackToday],
    allowances: Mapping[str, Allowance],
    now: int,
    name: Callable[[str, str], str] = lambda _, card: card,
) -> Queue:
    """Order today's cards.

    Args:
        parts: the packs under review.
        allowances: what may still be asked today, by pack id; packs without one share that of the empty id.
        now: milliseconds since 1970 UTC.
        name: how a card is called in the queue, by its pack and its own id.
    """
    learning, waiting = _steps(parts, now, name)
    asked, later = _within(parts, allowances, name)
    listed = [name(part.pack, card) for part in parts for card in part.listed]
    ahead = [card for allowance in allowances.values() for card in allowance.ahead]
    return Queue(
        learning=learning,
        # Cards listed for today (points missed in an essay) were asked for: they are not held to the limit of new ones.
        due=(*asked, *listed, *ahead) if listed or ahead else asked,
        new=tuple(_new_cards(parts, allowances, name)),
        waiting=waiting,
        later=later,
        new_first=any(allowance.new_first for allowance in allowances.values()),
    )


def _steps(
    parts: Sequence[PackToday], now: int, name: Callable[[str, str], str]
) -> tuple[Sequence[str], Sequence[str]]:
    """The cards in their learning steps: those whose moment has come, and those whose moment is near."""
    # Each pack's are in order already; of very many only those are looked at that come within the sitting.
    ends = [[bisect_right(part.steps, (until,)) for part in parts] for until in (now + 1, now + LEARN_AHEAD_MS + 1)]
    if len(parts) == 1:
        (part,), ((come,), (near,)) = parts, ends
        own = partial(name, part.pack)
        return Ids(part.steps[:come], own), Ids(part.steps[come:near], own)
    begins = [[0] * len(parts), ends[0]]
    groups = [
        sorted(
            (moment, name(part.pack, card))
            for part, first, last in zip(parts, begun, ended, strict=True)
            for moment, card in part.steps[first:last]
        )
        for begun, ended in zip(begins, ends, strict=True)
    ]
    return Ids(groups[0]), Ids(groups[1])


def _within(
    parts: Sequence[PackToday], allowances: Mapping[str, Allowance], name: Callable[[str, str], str]
) -> tuple[Sequence[str], int]:
    """The cards that there is room for today, of those most at risk first, and how many have to wait."""
    left = {pool: one.reviews for pool, one in allowances.items()}
    if len(parts) == 1:
        (part,) = parts
        room = left.get(part.pack, left[""])
        return Ids(part.recall[:room], partial(name, part.pack)), max(0, len(part.recall) - room)
    asked: list[str] = []
    # Generators: of very many only as many are looked at as there is room for.
    several = [_named(part, name) for part in parts]
    for _, card, pack in merge(*several):
        pool = pack if pack in left else ""
        if left[pool] > 0:
            left[pool] -= 1
            asked.append(card)
            if not any(left.values()):
                break
    return asked, sum(len(part.recall) for part in parts) - len(asked)


def _named(part: PackToday, name: Callable[[str, str], str]) -> Iterator[tuple[float, str, str]]:
    for risk, card in part.recall:
        yield risk, name(part.pack, card), part.pack


def _new_cards(
    parts: Sequence[PackToday], allowances: Mapping[str, Allowance], name: Callable[[str, str], str]
) -> list[str]:
    """The first cards that were never met, one of each source, none whose sibling is or was asked today.

    They come from the packs in turn.
    """
    left = {pool: one.new for pool, one in allowances.items()}
    chosen: list[str] = []
    taken: set[tuple[str, str]] = set()
    for turn in zip_longest(*(part.unseen.values() for part in parts)):
        for part, card in zip(parts, turn, strict=True):
            if card is None:
                continue
            pool = part.pack if part.pack in left else ""
            if left[pool] > 0 and not part.is_busy(card.note) and (part.pack, card.note) not in taken:
                left[pool] -= 1
                taken.add((part.pack, card.note))
                chosen.append(name(part.pack, card.id))
        if not any(left.values()):
            break
    return chosen

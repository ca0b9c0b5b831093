"""Mending mistyped search words from the words that a library contains."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.content.search_query import STOP_WORDS, fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SHORTEST_REPAIRED = 4
_SHORTEST_WITH_TWO_EDITS = 6
_LETTERS_AN_EDIT = 5
"""With no more letters than this for each edit, a word must begin like the one that it is mended to."""

_KEPT_LENGTHS = 4
"""Lists of beginnings kept at a time: a word needs three, and one new one for each further letter."""

_COMPARED = str.maketrans(dict.fromkeys("-‐‑'"))
_ISE = re.compile("(?<=[iy])z")


@dataclass(frozen=True, slots=True)
class Repair:
    """A word of the library that stands in for a typed one.

    Attributes:
        word: the word as the library writes it.
        distance: edits between the two: insertions, deletions, replacements and swaps of neighbours. 0 when they
            differ only in accents, in a hyphen, in -ize for -ise, or when the word typed is a beginning of this one.
    """

    word: str
    distance: int


@dataclass(frozen=True, slots=True)
class _Known:
    """The commonest word behind one spelling."""

    word: str
    entries: int


class Vocabulary:
    """The words of a library, arranged for finding those nearest to a typed one.

    One edit is allowed to words of four and five letters, two from six letters; shorter words and numbers are never
    mended, because too many other words are near. Distances are optimal string alignment (OSA) distances. Whoever
    mistypes a word mostly begins it right: where the edits make up a good part of a word (one in four or five letters,
    two in up to ten), its first letter must be right, or swapped with the second, or nonsense would be mended too.
    """

    def __init__(self, entries_of_word: Mapping[str, int]) -> None:
        """Take the words as written, each with the number of entries that contain it."""
        self._known: dict[str, _Known] = {}
        self._of_length: dict[int, dict[str, _Known]] = defaultdict(dict)
        self._beginnings: dict[int, dict[str, _Known]] = {}
        for word, entries in entries_of_word.items():
            if word not in STOP_WORDS:
                spelling = _spelling(word)
                _keep_commonest(self._known, spelling, _Known(word, entries))
                self._of_length[len(spelling)][spelling] = self._known[spelling]

    def repair(self, typed: str, *, unfinished: bool = False) -> Repair | None:
        """Return the nearest word, or None when no word is near enough.

        Args:
            typed: the word as typed.
            unfinished: also compare with the beginnings of longer words.
        """
        spelling = _spelling(typed)
        if len(spelling) < _SHORTEST_REPAIRED or not spelling.isalpha():
            return None
        if same := self._known.get(spelling):
            return Repair(same.word, 0)
        if unfinished and (longer := self._beginnings_of(len(spelling)).get(spelling)):
            return Repair(longer.word, 0)
        edits = 2 if len(spelling) >= _SHORTEST_WITH_TWO_EDITS else 1
        lengths = range(len(spelling) - edits, len(spelling) + edits + 1)
        whole = _nearest(spelling, edits, [self._of_length[n] for n in lengths if n in self._of_length])
        if not unfinished or (whole and whole.distance == 1):
            return whole
        # With two edits allowed, one spare edit makes up for a letter too many or too few before the end.
        lengths = range(len(spelling) - 1, len(spelling) + 2) if edits == 1 else range(len(spelling), len(spelling) + 1)
        fewer = whole.distance - 1 if whole else edits
        return _nearest(spelling, fewer, [self._beginnings_of(n) for n in lengths]) or whole

    def alike(self, typed: str) -> str | None:
        """Return the word that looks most like a typed one, further away than it would be mended to; None for none.

        At least three fifths of its letters must be right, the first among them.
        """
        spelling = _spelling(typed)
        if len(spelling) < _SHORTEST_REPAIRED or not spelling.isalpha():
            return None
        edits = 2 * len(spelling) // 5
        lengths = range(len(spelling) - edits, len(spelling) + edits + 1)
        found = _nearest(spelling, edits, [self._of_length[n] for n in lengths if n in self._of_length], alike=True)
        return found.word if found else None

    def _beginnings_of(self, length: int) -> dict[str, _Known]:
        """Return the first letters of all longer words, each with the commonest word that begins so."""
        if length not in self._beginnings:
            while len(self._beginnings) >= _KEPT_LENGTHS:
                del self._beginnings[next(iter(self._beginnings))]
            beginnings: dict[str, _Known] = {}
            for spelling, known in self._known.items():
                if len(spelling) > length:
                    _keep_commonest(beginnings, spelling[:length], known)
            self._beginnings[length] = beginnings
        return self._beginnings[length]


def _spelling(word: str) -> str:
    """Return what is compared: no accents, no hyphens, and one letter for the two spellings of -ise and -ize."""
    return _ISE.sub("s", fold(word).translate(_COMPARED))


def _keep_commonest(known: dict[str, _Known], key: str, candidate: _Known) -> None:
    present = known.get(key)
    if present is None or candidate.entries > present.entries:
        known[key] = candidate


def _begin_alike(one: str, other: str) -> bool:
    return one[0] == other[0] or one[:2] == other[1::-1]


def _nearest(spelling: str, edits: int, buckets: Iterable[dict[str, _Known]], *, alike: bool = False) -> Repair | None:
    """Return the nearest word; among equals one with the same first letter, then the commonest.

    Args:
        spelling: of the word typed.
        edits: at most so many.
        buckets: where to look.
        alike: take only words that begin alike.
    """
    # Imported here: rapidfuzz takes some 80 ms to load, and most searches mistype nothing.
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    best: tuple[int, bool, int, str] | None = None
    for bucket in buckets:
        for near, distance, _ in process.extract(
            spelling, bucket.keys(), scorer=OSA.distance, score_cutoff=edits, limit=None
        ):
            known = bucket[near]
            must_begin_alike = alike or distance * _LETTERS_AN_EDIT >= len(spelling)
            if must_begin_alike and not _begin_alike(spelling, near):
                continue
            rank = (distance, near[0] != spelling[0], -known.entries, known.word)
            best = rank if best is None else min(best, rank)
    return Repair(best[3], best[0]) if best else None

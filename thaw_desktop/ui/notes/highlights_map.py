"""Between the text of a page, as Qt lays it out, and the plain text of the sections that it shows.

The two hold the same words in the same order, but not the same characters: Qt's text has marks of table cells, pictures
as one character and the numbers of footnotes; a section's has descriptions of pictures and bars between cells. So the
two are walked along together by the characters that are no space, and where they part, to where they meet again.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence

_MARKS: Final = frozenset("\ufdd0\ufdd1\ufffc|\u200b")
_REACH: Final = 2000
"""Characters within which the two texts must meet again; a description of a picture may be long."""
_KEYS: Final = (16, 8, 4, 2)
"""So many equal characters count as a meeting, the longest first."""


class SectionMap:
    """One section: which character of its text stands where on the page.

    Both sides count in characters; `PageMap` knows Qt's own units.
    """

    def __init__(self, shown: str, text: str) -> None:
        """Walk along both texts.

        Args:
            shown: the page's part that shows the section.
            text: the section's plain text.
        """
        pairs = _walk(_signs(shown), _signs(text))
        self._shown = [one for one, _ in pairs]
        self._text = [other for _, other in pairs]

    def to_text(self, start: int, end: int) -> tuple[int, int] | None:
        """The range of the section's text that a range of the page shows; None when it shows none of its words."""
        return _translated(self._shown, self._text, start, end)

    def to_shown(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a range of the section's text is shown; None when it is not."""
        return _translated(self._text, self._shown, start, end)


class PageMap:
    """The sections of a page, in Qt's positions (UTF-16 units from the beginning of the document)."""

    def __init__(self, shown: str, parts: Sequence[tuple[str, int, int, str]]) -> None:
        """Map a page.

        Args:
            shown: the document's raw text.
            parts: of each section its id, first and last position on the page, and its plain text.
        """
        self._positions = _utf16_positions(shown)
        self._parts: list[tuple[str, int, int, SectionMap]] = []
        for section, start, end, text in parts:
            first, last = self._character(start), self._character(end)
            self._parts.append((section, first, last, SectionMap(shown[first:last], text)))

    def to_text(self, start: int, end: int) -> list[tuple[str, int, int]]:
        """What a range of the page shows: for each section it touches, its id and a range of its text."""
        first, last = self._character(start), self._character(end)
        found = []
        for section, begin, finish, mapping in self._parts:
            low, high = max(first, begin), min(last, finish)
            place = mapping.to_text(low - begin, high - begin) if low < high else None
            if place is not None:
                found.append((section, *place))
        return found

    def to_page(self, section: str, start: int, end: int) -> tuple[int, int] | None:
        """Where a range of a section's text stands on the page; None when it is not shown."""
        for name, begin, _, mapping in self._parts:
            if name == section:
                place = mapping.to_shown(start, end)
                if place is None:
                    return None
                return self._position(begin + place[0]), self._position(begin + place[1])
        return None

    def _character(self, position: int) -> int:
        return position if self._positions is None else bisect_left(self._positions, position)

    def _position(self, character: int) -> int:
        return character if self._positions is None else self._positions[character]


def _utf16_positions(text: str) -> list[int] | None:
    """Qt's position of each character and of the end; None when they are the same, as in most texts."""
    if text.isascii() or max(text, default="") <= "\uffff":
        return None
    positions = [0]
    for sign in text:
        positions.append(positions[-1] + (2 if sign > "\uffff" else 1))
    return positions


def _signs(text: str) -> tuple[str, list[int]]:
    """The characters of a text that both sides show, and where each stands."""
    places = [at for at, sign in enumerate(text) if not sign.isspace() and sign not in _MARKS]
    return "".join(text[at] for at in places), places


def _walk(shown: tuple[str, list[int]], text: tuple[str, list[int]]) -> list[tuple[int, int]]:
    (one, one_at), (other, other_at) = shown, text
    if one == other:
        return list(zip(one_at, other_at, strict=True))
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < len(one) and j < len(other):
        if one[i] == other[j]:
            pairs.append((one_at[i], other_at[j]))
            i, j = i + 1, j + 1
        else:
            over, under = _meeting(one, i, other, j)
            i, j = i + over, j + under
    return pairs


def _meeting(one: str, i: int, other: str, j: int) -> tuple[int, int]:
    """How many characters to leave out on each side until the texts are the same again."""
    for length in _KEYS:
        over = one.find(other[j : j + length], i, i + _REACH)
        under = other.find(one[i : i + length], j, j + _REACH)
        steps = [(over - i, 0)] * (over >= 0) + [(0, under - j)] * (under >= 0)
        if steps:
            return min(steps, key=sum)
    return 1, 1


def _translated(here: Sequence[int], there: Sequence[int], start: int, end: int) -> tuple[int, int] | None:
    first, last = bisect_left(here, start), bisect_left(here, end) - 1
    return (there[first], there[last] + 1) if first <= last else None

"""Where a highlighted passage stands in a section's plain text, also after the text was edited.

An anchor is what the W3C calls a TextQuoteSelector with a TextPositionSelector: the exact words, some characters
around them, and the position. Found again in this order: the words at their position, the same words elsewhere by what
stands around them, the most similar words. What is not found is an orphan, never a guess.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

CONTEXT: Final = 32
"""Characters kept before and after the quotation."""
_TELLING: Final = 24
"""Words of so many characters are taken for the same wherever they stand; shorter ones need their surroundings too."""
_SHORTEST_FUZZY: Final = 12
"""Shorter words are like others by chance."""
_SURE: Final = 80.0
_LIKELY: Final = 60.0
"""How alike, of 100, the most similar words must be: by themselves, and where their surroundings agree as well.

By chance, a passage of English prose reaches about 60 somewhere in a section.
"""
_AGREES: Final = 75.0
"""How alike what stands before or after must be to count as agreeing."""
_SLACK: Final = 48
"""Characters on each side of similar words in which their true ends are looked for."""
_MOST_PLACES: Final = 200
"""Places of the same words that are compared."""
_WORD = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Anchor:
    """A passage, by its words and by its place.

    Attributes:
        quote: the exact words.
        before: up to 32 characters before them.
        after: up to 32 characters after them.
        start: the position of the first character in the section's plain text, in characters.
    """

    quote: str
    before: str
    after: str
    start: int

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Anchor:
        """The anchor of `text[start:end]`, without the white space at its ends.

        Raises:
            ValueError: there are no words.
        """
        start, end = trimmed(text, max(0, start), min(end, len(text)))
        if start >= end:
            raise ValueError("no words to anchor")
        return cls(text[start:end], text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT], start)

    @classmethod
    def from_payload(cls, payload: Mapping[str, Any]) -> Anchor:
        """The anchor that an event holds."""
        return cls(str(payload["quote"]), str(payload["before"]), str(payload["after"]), int(payload["start"]))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without the white space at its ends; empty when it holds nothing else."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def locate(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """Where the passage stands in a text that may have been edited; None when it cannot be told.

    Returns:
        Start and end in characters.
    """
    if not anchor.quote:
        return None
    end = anchor.start + len(anchor.quote)
    if text[anchor.start - len(anchor.before) : end + len(anchor.after)] == anchor.before + anchor.quote + anchor.after:
        return anchor.start, end
    return locate_exact(anchor, text) or _locate_similar(anchor, text)


def locate_exact(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """The place of the very same words whose surroundings are most like those of the anchor; None when none is."""
    best: tuple[int, int] | None = None
    for number, start in enumerate(_places(anchor.quote, text)):
        if number >= _MOST_PLACES:
            break
        rank = (_surroundings(anchor, text, start), -abs(start - anchor.start))
        if best is None or rank > best:
            best, found = rank, start
    if best is None or (len(anchor.quote) < _TELLING and best[0] < _enough(anchor)):
        return None
    return found, found + len(anchor.quote)


def _places(quote: str, text: str) -> Iterator[int]:
    at = text.find(quote)
    while at >= 0:
        yield at
        at = text.find(quote, at + 1)


def _surroundings(anchor: Anchor, text: str, start: int) -> int:
    """How many characters next to the words are as they were, before and after; an end of the text counts as one."""
    end = start + len(anchor.quote)
    before, after = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
    same = _common(anchor.before[::-1], before[::-1]) + _common(anchor.after, after)
    same += (not anchor.before and not before) + (not anchor.after and not after)
    return same


def _enough(anchor: Anchor) -> int:
    """How many characters around short words must be as they were."""
    return min(8, max(1, (len(anchor.before) + len(anchor.after)) // 2))


def _common(one: str, other: str) -> int:
    count = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        count += 1
    return count


def _locate_similar(anchor: Anchor, text: str) -> tuple[int, int] | None:
    """The most similar words: those most like the quotation, or most like it and its surroundings together."""
    if len(anchor.quote) < _SHORTEST_FUZZY or not text:
        return None
    best: tuple[float, int, int] | None = None
    for pattern in (anchor.quote, anchor.before + anchor.quote + anchor.after):
        # Imported here: only a pack that was edited needs it.
        from rapidfuzz.fuzz import partial_ratio_alignment

        found = partial_ratio_alignment(pattern, text, score_cutoff=_LIKELY)
        if found is None:
            continue
        start, end = _true_ends(anchor, text, found.dest_start, found.dest_end)
        if start < end:
            rank = _likeness(anchor, text, start, end)
            if rank and (best is None or rank > best[0]):
                best = rank, start, end
    return None if best is None else best[1:]


def _likeness(anchor: Anchor, text: str, start: int, end: int) -> float:
    """How like the passage a range is, of 200; 0 when it is not enough to take it for the passage."""
    # Imported here: see above.
    from rapidfuzz.fuzz import ratio

    same = ratio(anchor.quote, text[start:end])
    before = ratio(anchor.before, text[max(0, start - len(anchor.before)) : start]) if anchor.before else 0.0
    after = ratio(anchor.after, text[end : end + len(anchor.after)]) if anchor.after else 0.0
    around = max(before, after)
    return same + around if same >= _SURE or (same >= _LIKELY and around >= _AGREES) else 0.0


def _true_ends(anchor: Anchor, text: str, start: int, end: int) -> tuple[int, int]:
    """The ends of similar words: the window that was found is as long as the quotation, the words may not be."""
    # Imported here: see above.
    from rapidfuzz.distance import Indel

    low, high = max(0, start - _SLACK), min(len(text), end + _SLACK)
    pattern = anchor.before + anchor.quote + anchor.after
    first, last = len(anchor.before), len(anchor.before) + len(anchor.quote) - 1
    kept = [
        low + step.dest_start + at - step.src_start
        for step in Indel.opcodes(pattern, text[low:high])
        if step.tag == "equal"
        for at in range(max(step.src_start, first), min(step.src_end, last + 1))
    ]
    if kept:
        # Letters that happen to be equal far away do not stretch the passage.
        near = [at for at in kept if start - _SLACK // 2 <= at < end + _SLACK // 2]
        start, end = (near[0], near[-1] + 1) if near else (start, end)
    return trimmed(text, _word_start(text, start), _word_end(text, end))


def _word_start(text: str, at: int) -> int:
    while 0 < at < len(text) and _WORD.match(text[at]) and _WORD.match(text[at - 1]):
        at -= 1
    return at


def _word_end(text: str, at: int) -> int:
    while 0 < at < len(text) and _WORD.match(text[at]) and _WORD.match(text[at - 1]):
        at += 1
    return at

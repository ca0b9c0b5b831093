"""Sentences of a text, found well enough to be read aloud one by one."""

from __future__ import annotations

import re

# What ends in a full stop without ending a sentence, in lower case.
_SHORT = frozenset(
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "rev", "gen", "col", "capt", "lt", "sgt", "no", "nos", "vol",
        "pp", "p", "ch", "fig", "ed", "eds", "cf", "vs", "viz", "approx", "ca", "c", "b", "d", "fl", "jr", "sr",
        "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec",
    }
)  # fmt: skip
# Those that may end one all the same: what follows decides.
_OFTEN_LAST = frozenset(["etc", "al", "a.m", "p.m", "am", "pm"])
_LONGEST = 400
"""Characters after which a sentence without an end is cut at a comma, so that one can stop within it."""

_STOP = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s|$)")
_WORD_BEFORE = re.compile(r"[\w.&-]*$")
_BREAK = re.compile(r"[;,:–—](?=\s)")
_LINE = re.compile(r"[^\n\u2028\u2029]+")


def sentences(text: str) -> list[tuple[int, int]]:
    """Start and end of each sentence, without the white space round it; a line never ends inside one.

    What stands between two spans is white space, and together they hold all the rest of the text.
    """
    found: list[tuple[int, int]] = []
    for line in _LINE.finditer(text):
        begin = line.start()
        for stop in _STOP.finditer(text, line.start(), line.end()):
            if _ends(text, stop, line.end()):
                found += _trimmed(text, begin, stop.end())
                begin = stop.end()
        found += _trimmed(text, begin, line.end())
    return [part for span in found for part in _parts(text, *span)]


def _ends(text: str, stop: re.Match[str], line_end: int) -> bool:
    """Whether a sentence ends at a full stop, a question mark or an exclamation mark."""
    after = text[stop.end() : line_end].lstrip()
    if not after:
        return True
    first = after.lstrip("\"'“‘«([")[:1]
    starts_small = first.islower()
    if text[stop.start()] != ".":
        # “‘Why?’ he asked.” goes on.
        return not starts_small
    before = _WORD_BEFORE.search(text[: stop.start()])
    word = before.group().lower() if before is not None else ""
    if word in _OFTEN_LAST or "." in word:
        return first.isupper() and not _is_initials(word)
    if word in _SHORT or _is_initials(word):
        return False
    return not starts_small


def _is_initials(word: str) -> bool:
    """Whether a word is a letter, or letters with full stops between them, such as the N. S. of a name."""
    letters = word.split(".")
    return all(len(letter) == 1 and letter.isalpha() for letter in letters) and letters != ["i"]


def _trimmed(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    while begin < end and text[begin].isspace():
        begin += 1
    while end > begin and text[end - 1].isspace():
        end -= 1
    return [(begin, end)] if begin < end else []


def _parts(text: str, begin: int, end: int) -> list[tuple[int, int]]:
    """A sentence, or parts of one that is very long."""
    found = []
    while end - begin > _LONGEST:
        breaks = [cut.end() for cut in _BREAK.finditer(text, begin + _LONGEST // 4, begin + _LONGEST)]
        at = breaks[-1] if breaks else text.rfind(" ", begin + _LONGEST // 4, begin + _LONGEST)
        if at < 0:
            break  # no white space at all: nothing that could be read aloud anyway
        found += _trimmed(text, begin, at)
        begin = at
    return found + _trimmed(text, begin, end)

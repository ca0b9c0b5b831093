"""The sentence of an entry that shows why it was found."""

from __future__ import annotations

import re

MARK_START = "\x02"
MARK_END = "\x03"

_LONGEST = 240
"""Characters of a snippet at most, about three lines of a result list."""

_LEAD = 60
"""Characters kept before the first matched word when a sentence has to be cut."""

_SENTENCE_END = re.compile(r"[.!?…][\"'”’)\]]*\s+|\n\s*")
_PAIR_OR_STRAY = re.compile("\x02([^\x02\x03]*)\x03|[\x02\x03]")


def mark_beginnings(text: str, beginning: str) -> str:
    """Mark the words that begin with some letters, in either case, unless they are marked already."""
    if not beginning or beginning not in text.lower():
        return text
    word = re.compile(rf"\b{re.escape(beginning)}\w*", re.IGNORECASE)
    pieces: list[str] = []
    start = 0
    for pair in _PAIR_OR_STRAY.finditer(text):
        pieces += word.sub(_marked, text[start : pair.start()]), pair.group()
        start = pair.end()
    return "".join([*pieces, word.sub(_marked, text[start:])])


def best_sentence(marked: str) -> str:
    r"""Return the sentence with the most different marked words, the first of several, shortened round its marks.

    Args:
        marked: a text in which \x02 and \x03 enclose the matched words. Without marks its first sentence is returned.

    Returns:
        One sentence in which every \x02 has its \x03.
    """
    best = (0, 0, _end_of_sentence(marked, 0))
    start, end = 0, 0
    found: set[str] = set()
    for pair in _PAIR_OR_STRAY.finditer(marked):
        if pair.start() >= end:
            start = _start_of_sentence(marked, pair.start())
            end = _end_of_sentence(marked, pair.start())
            found = set()
        found.add((pair.group(1) or "").lower())
        if len(found) > best[0]:
            best = (len(found), start, end)
    return _PAIR_OR_STRAY.sub(_without_stray, _shortened(marked[best[1] : best[2]].strip()))


def _end_of_sentence(text: str, start: int) -> int:
    gap = _SENTENCE_END.search(text, start)
    return gap.start() + len(gap.group().rstrip()) if gap else len(text)


def _start_of_sentence(text: str, end: int) -> int:
    # A longer sentence is cut in any case, so nothing further back has to be read.
    start = max(0, end - 2 * _LONGEST)
    for gap in _SENTENCE_END.finditer(text, start, end):
        start = gap.end()
    return start


def _marked(word: re.Match[str]) -> str:
    return f"{MARK_START}{word.group()}{MARK_END}"


def _without_stray(mark: re.Match[str]) -> str:
    # A mark has no partner when a phrase ran over the end of a sentence, or when a sentence was cut inside it.
    return mark.group() if mark.group(1) else ""


def _shortened(sentence: str) -> str:
    """Cut a long sentence to a window that begins shortly before its first marked word."""
    if len(sentence) <= _LONGEST:
        return sentence
    first = sentence.find(MARK_START)
    start = sentence.rfind(" ", 0, first - _LEAD) + 1 if first > _LONGEST - 2 * _LEAD else 0
    end = start + _LONGEST
    if end < len(sentence):
        end = max(sentence.rfind(" ", start, end), start + _LONGEST // 2)
    piece = sentence[start:end].strip()
    return f"{'…' if start else ''}{piece}{'…' if end < len(sentence) else ''}"

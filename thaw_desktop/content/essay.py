"""An essay read as paragraphs, sentences and words, each with its place in the text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from thaw_desktop.content.word_forms import compound_parts, plain_form

_WORD = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")
_LINE_BREAK = re.compile(r"\n[^\S\n]*")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)")
# A full stop after these ends no sentence; nor does one after a single capital (N. S. Khrushchev).
_ABBREVIATION = re.compile(
    r"(?:^|[\s(])(?:(?i:c|ca|cf|e\.g|i\.e|etc|vs|mr|mrs|dr|st|gen|no|p|pp|sept|oct|nov|dec)|[A-Z])$"
)
_SEPARATOR = re.compile(r"[,;:/|•+=→&]|\s[-–—*]\s|[–—]{1}")
_STRONG_SEPARATOR = re.compile(r"[;:()•]|\s[-–]\s|—")
_SHORTEST_WRAPPED_LINE = 40


@dataclass(frozen=True, slots=True)
class Word:
    """One word of an essay.

    Attributes:
        plain: its plain form (see `word_forms.plain_form`), an apostrophe within it left out.
        parts: plain forms of the parts of a hyphenated word.
        start: index of its first character in the text.
        end: index after its last character.
        capital: whether it is written with a capital.
    """

    plain: str
    parts: tuple[str, ...]
    start: int
    end: int
    capital: bool


@dataclass(frozen=True)
class Sentence:
    """One sentence of an essay.

    Attributes:
        text: the whole essay.
        start: index of the first character of the sentence in it.
        end: index after the last one, its full stop included.
        words: its words, at least one.
    """

    text: str
    start: int
    end: int
    words: tuple[Word, ...]

    @cached_property
    def gaps(self) -> tuple[str, ...]:
        """What stands before each word since the word before it: spaces and punctuation."""
        return ("", *(self.text[one.end : two.start] for one, two in pairwise(self.words)))

    @cached_property
    def segments(self) -> tuple[int, ...]:
        """Numbers of words between commas, dashes and other separators."""
        sizes = [0]
        for gap in self.gaps:
            if _SEPARATOR.search(gap):
                sizes.append(0)
            sizes[-1] += 1
        return tuple(size for size in sizes if size)

    def breaks_before(self, index: int) -> bool:
        """Whether a colon, semicolon, dash or bracket stands before a word."""
        return bool(_STRONG_SEPARATOR.search(self.gaps[index]))

    @property
    def is_question(self) -> bool:
        """Whether it ends in a question mark."""
        return "?" in self.text[self.words[-1].end : self.end]


def read_essay(text: str) -> list[list[Sentence]]:
    """Read a text as paragraphs of sentences. Indexes are code points; words of no letters or digits are left out."""
    return [sentences for start, end in _paragraphs(text) if (sentences := _sentences(text, start, end))]


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Return start and end of each paragraph: every new line begins one, unless a pasted text was wrapped there."""
    bounds: list[tuple[int, int]] = []
    start = line_start = 0
    for line_break in _LINE_BREAK.finditer(text):
        line = text[line_start : line_break.start()].rstrip()
        following = text[line_break.end() : line_break.end() + 1]
        line_start = line_break.end()
        if len(line) >= _SHORTEST_WRAPPED_LINE and following.islower() and line[-1] not in ".!?;:":
            continue
        bounds.append((start, line_break.start()))
        start = line_break.end()
    return [*bounds, (start, len(text))]


def _sentences(text: str, start: int, end: int) -> list[Sentence]:
    sentences: list[Sentence] = []
    for stop in _SENTENCE_END.finditer(text, start, end):
        if text[stop.start()] == "." and _ABBREVIATION.search(text, max(start, stop.start() - 6), stop.start()):
            continue
        _add_sentence(sentences, text, start, stop.end())
        start = stop.end()
    _add_sentence(sentences, text, start, end)
    return sentences


def _add_sentence(sentences: list[Sentence], text: str, start: int, end: int) -> None:
    words = tuple(
        Word(
            plain_form(match.group()),
            compound_parts(match.group()),
            match.start(),
            match.end(),
            match.group()[0].isupper(),
        )
        for match in _WORD.finditer(text, start, end)
    )
    if words:
        # Spaces and the dash or star of a list before the sentence are not part of it; an opening quotation mark is.
        first = words[0].start
        while first > start and text[first - 1] in "\"'“‘([":
            first -= 1
        sentences.append(Sentence(text, first, start + len(text[start:end].rstrip()), words))

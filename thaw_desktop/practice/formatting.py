"""How an essay is formatted: bold and italic words, and paragraphs that are headings, quotations or items of a list.

The text itself stays plain, so that everything that counts, searches or compares it needs to know nothing of this.
All positions are counted in characters as Python counts them. A paragraph is what stands between two line breaks.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

BlockKind = Literal["paragraph", "heading", "quotation", "bulleted", "numbered"]
"""What a paragraph is; "paragraph" for plain prose."""
BLOCK_KINDS: Final[tuple[BlockKind, ...]] = get_args(BlockKind)

BOLD: Final = 1
ITALIC: Final = 2

_RUN = re.compile(rb"(.)\1*", re.DOTALL)
_BOLD_RUN = re.compile(rb"[\x01\x03]+")
_ITALIC_RUN = re.compile(rb"[\x02\x03]+")

Span = tuple[int, int]
"""A stretch of text: where it begins, and the position after its last character."""


@dataclass(frozen=True, slots=True)
class Formatting:
    """The formatting of one text.

    Attributes:
        bold: the stretches in bold, in order, none touching another; they hold no line break.
        italic: the stretches in italics, likewise.
        kinds: number of a paragraph, from 0 → what it is; plain paragraphs are left out.
    """

    bold: tuple[Span, ...] = ()
    italic: tuple[Span, ...] = ()
    kinds: Mapping[int, BlockKind] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything is formatted at all."""
        return bool(self.bold or self.italic or self.kinds)

    def to_json(self) -> dict[str, Any]:
        """The formatting as JSON values; what is not there is left out."""
        values = {
            "bold": [list(span) for span in self.bold],
            "italic": [list(span) for span in self.italic],
            "kinds": [[number, kind] for number, kind in sorted(self.kinds.items())],
        }
        return {name: value for name, value in values.items() if value}

    @classmethod
    def from_json(cls, values: object, text: str) -> Formatting:
        """The formatting of `text` from JSON values.

        What cannot be is left out or clipped to the text, because the words must open whatever became of their looks.
        """
        if not isinstance(values, dict) or not values:
            return cls()
        marks = bytearray(len(text) + 1)
        for name, bit in (("bold", BOLD), ("italic", ITALIC)):
            for start, end in _spans(values.get(name), len(text)):
                marks[start:end] = bytes(mark | bit for mark in marks[start:end])
        kinds = dict(_kinds(values.get("kinds")))
        for number, place in enumerate(_breaks(text)):
            marks[place] = BLOCK_KINDS.index(kinds.get(number, "paragraph"))
        return cls.from_marks(text, marks)

    @classmethod
    def from_marks(cls, text: str, marks: bytes | bytearray) -> Formatting:
        """The formatting from one byte a character, as `marks` gives it."""
        if not marks.strip(b"\0"):
            return cls()
        inline = bytearray(marks[:-1])
        kinds: dict[int, BlockKind] = {}
        for number, place in enumerate(_breaks(text)):
            if marks[place]:
                kinds[number] = BLOCK_KINDS[marks[place]]
            if place < len(inline):
                inline[place] = 0
        bold, italic = (
            tuple(match.span() for match in pattern.finditer(inline)) for pattern in (_BOLD_RUN, _ITALIC_RUN)
        )
        return cls(bold, italic, kinds)

    def marks(self, text: str) -> bytearray:
        """One byte a character and one for the end of the text.

        A character has `BOLD`, `ITALIC` or both; a line break, and the end, the place in `BLOCK_KINDS` of what the
        paragraph is that it ends.
        """
        marks = bytearray(len(text) + 1)
        for spans, bit in ((self.bold, BOLD), (self.italic, ITALIC)):
            for start, end in spans:
                marks[start:end] = bytes(mark | bit for mark in marks[start:end])
        for number, place in enumerate(_breaks(text)):
            marks[place] = BLOCK_KINDS.index(self.kinds.get(number, "paragraph"))
        return marks


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, to be drawn or written into a document.

    Attributes:
        kind: what it is.
        start: position of its first character in the text.
        runs: its words; none in an empty line.
        number: of an item of a numbered list, from 1; otherwise 0.
    """

    kind: BlockKind
    start: int
    runs: tuple[Run, ...]
    number: int = 0

    @property
    def text(self) -> str:
        """Its words without their looks."""
        return "".join(run.text for run in self.runs)


def paragraphs(text: str, formatting: Formatting) -> list[Paragraph]:
    """A formatted text paragraph by paragraph; each line break begins another, so empty lines are paragraphs too."""
    marks = bytes(formatting.marks(text))
    found = []
    start = number = 0
    for end in _breaks(text):
        kind = BLOCK_KINDS[marks[end]]
        number = number + 1 if kind == "numbered" else 0
        runs = tuple(
            Run(text[start + run.start() : start + run.end()], bool(mark & BOLD), bool(mark & ITALIC))
            for run in _RUN.finditer(marks[start:end])
            for mark in run[1]
        )
        found.append(Paragraph(kind, start, runs, number))
        start = end + 1
    return found


def runs_of(marks: bytes | bytearray) -> list[tuple[int, int, int]]:
    """Marks as stretches of the same mark: where each begins and ends, and the mark."""
    return [(run.start(), run.end(), run[1][0]) for run in _RUN.finditer(marks)]


def _breaks(text: str) -> Iterator[int]:
    """Where the paragraphs end: the line breaks, and the end of the text."""
    place = text.find("\n")
    while place >= 0:
        yield place
        place = text.find("\n", place + 1)
    yield len(text)


def _spans(values: object, length: int) -> Iterator[Span]:
    for start, end in _pairs(values):
        if _whole(start) and _whole(end):
            yield max(0, min(start, length)), max(0, min(end, length))


def _kinds(values: object) -> Iterator[tuple[int, BlockKind]]:
    for number, kind in _pairs(values):
        if _whole(number) and kind in BLOCK_KINDS:
            yield number, cast("BlockKind", kind)


def _pairs(values: object) -> Iterable[tuple[Any, Any]]:
    for one in values if isinstance(values, list) else ():
        if isinstance(one, list) and len(one) == 2:
            yield one[0], one[1]


def _whole(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)

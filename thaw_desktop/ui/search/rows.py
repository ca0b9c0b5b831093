"""The rows of a list of results, and how hits become rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.content.search_query import STOP_WORDS, read_words
from thaw_desktop.content.snippet import MARK_END, MARK_START

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.content.search import Hit

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class ResultRow:
    r"""One row.

    Attributes:
        kind: of the hit; heading for a row that cannot be chosen.
        item: id of what the row leads to; empty for a heading.
        title: with \x02 and \x03 round what was found.
        snippet: a sentence with the same marks, or empty.
        pill: a word or two about where it belongs, or empty.
        beyond: whether it goes beyond the notes.
        pack: id of its pack when that is not the open one.
        section: id of the section that it belongs to, or empty.
        keys: what does the same, or empty; stands at the right.
    """

    kind: str
    item: str
    title: str
    snippet: str = ""
    pill: str = ""
    beyond: bool = False
    pack: str = ""
    section: str = ""
    keys: str = ""


def heading(title: str) -> ResultRow:
    """A line above rows that belong together."""
    return ResultRow("heading", "", title)


def beginnings_of(query: str, corrected: Mapping[str, str]) -> tuple[str, ...]:
    """The words that a title is marked for, from a query and what was searched for in place of some of its words."""
    asked = [word.text for word in read_words(" ".join([query, *corrected.values()]))]
    return tuple(word for word in asked if word not in STOP_WORDS)


def row_of_hit(hit: Hit, beginnings: tuple[str, ...], pill: str, pack: str = "") -> ResultRow:
    """A row with what was found marked in title and sentence.

    Args:
        hit: what was found.
        beginnings: of `beginnings_of`.
        pill: where it belongs.
        pack: id of its pack when that is not the open one.
    """
    found = {word.lower() for word in re.findall(f"{MARK_START}([^{MARK_END}]*){MARK_END}", hit.snippet)}
    title = _mark_title(hit.title, found, beginnings)
    # A card's or a term's snippet may be its title over again.
    repeated = marked_ranges(hit.snippet)[0] == hit.title
    return ResultRow(
        hit.kind, hit.id, title, "" if repeated else hit.snippet, pill, pack=pack, section=hit.section or ""
    )


def marked_ranges(text: str) -> tuple[str, list[tuple[int, int]]]:
    r"""A text without its marks \x02 and \x03, and where they were: start and length, in UTF-16 units as Qt counts."""
    plain: list[str] = []
    ranges: list[tuple[int, int]] = []
    at = 0
    for number, piece in enumerate(re.split(f"[{MARK_START}{MARK_END}]", text)):
        length = len(piece.encode("utf-16-le")) // 2
        if number % 2 and length:
            ranges.append((at, length))
        plain.append(piece)
        at += length
    return "".join(plain), ranges


def kind_word(kind: str) -> str:
    """What one thing of a kind is called."""
    return {
        "notes": translate("FaqRows", "Notes"),
        "faq": translate("FaqRows", "Answer"),
        "terms": translate("FaqRows", "Key term"),
        "questions": translate("FaqRows", "Essay question"),
        "cards": translate("FaqRows", "Flashcard"),
        "question": translate("FaqRows", "Your own answer"),
        "open question": translate("FaqRows", "Still open"),
        "page": translate("FaqRows", "Your own page"),
        "highlight": translate("FaqRows", "Highlight"),
    }.get(kind, "")


def _mark_title(title: str, found: set[str], beginnings: tuple[str, ...]) -> str:
    """Mark the words of a title that the snippet shows as found, or that begin as a word that was asked for."""

    def marked(word: re.Match[str]) -> str:
        text = word.group()
        lower = text.lower()
        hit = lower in found or lower.startswith(beginnings)
        return f"{MARK_START}{text}{MARK_END}" if hit else text

    return _WORD.sub(marked, title)

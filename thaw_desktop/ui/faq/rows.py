"""The rows of the list of questions, and what they are made from."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.content.search_query import STOP_WORDS, read_words
from thaw_desktop.content.snippet import MARK_END, MARK_START
from thaw_desktop.ui.widgets import is_beyond

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from thaw_desktop.content.model import FaqEntry
    from thaw_desktop.content.search import Hit
    from thaw_desktop.ui.faq.asking import Found

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


@dataclass(frozen=True, slots=True)
class ResultRow:
    r"""One row.

    Attributes:
        kind: faq, notes, terms, questions or cards; heading for a row that cannot be chosen.
        item: id of what the row leads to; empty for a heading.
        title: with \x02 and \x03 round what was found.
        snippet: a sentence with the same marks, or empty.
        pill: a word or two about where it belongs, or empty.
        beyond: whether it goes beyond the notes.
        pack: id of its pack when that is not the open one.
    """

    kind: str
    item: str
    title: str
    snippet: str = ""
    pill: str = ""
    beyond: bool = False
    pack: str = ""


def rows_of_all(entries: Sequence[FaqEntry], topics: Mapping[str, str]) -> list[ResultRow]:
    """All entries under the topics they belong to; topics and entries in the order of the pack.

    Args:
        entries: the FAQ.
        topics: section or subsection id → title of its topic.
    """
    by_topic: dict[str, list[ResultRow]] = {}
    for entry in entries:
        row = ResultRow("faq", entry.id, entry.question, beyond=is_beyond(entry.tags))
        by_topic.setdefault(topics.get(entry.section, ""), []).append(row)
    rows: list[ResultRow] = []
    for topic, found in by_topic.items():
        if topic:
            rows.append(ResultRow("heading", "", topic))
        rows += found
    return rows


def rows_of_found(
    found: Found, topics: Mapping[str, str], beyond: Collection[str], others: Mapping[str, str]
) -> list[ResultRow]:
    """The entries that were found, then what was found elsewhere.

    Args:
        found: the answer to the query.
        topics: section or subsection id → title of its topic, in the open pack.
        beyond: ids of the entries of the open pack that go beyond the notes.
        others: id → title of the other packs.
    """
    asked = [word.text for word in read_words(" ".join([found.query, *found.corrected.values()]))]
    beginnings = tuple(word for word in asked if word not in STOP_WORDS)
    rows = [
        _row(hit, beginnings, others[hit.pack], hit.pack)
        if hit.pack in others
        else replace(_row(hit, beginnings, topics.get(hit.section or "", "")), beyond=hit.id in beyond)
        for hit in found.answers
    ]
    if found.others:
        rows.append(ResultRow("heading", "", translate("FaqRows", "Also in notes, cards and terms")))
        for hit in found.others:
            elsewhere = hit.pack if hit.pack in others else ""
            words = [_kind_word(hit.kind), others[elsewhere]] if elsewhere else [_kind_word(hit.kind)]
            rows.append(_row(hit, beginnings, " · ".join(words), elsewhere))
    return rows


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


def _row(hit: Hit, beginnings: tuple[str, ...], pill: str, pack: str = "") -> ResultRow:
    found = {word.lower() for word in re.findall(f"{MARK_START}([^{MARK_END}]*){MARK_END}", hit.snippet)}
    title = _mark_title(hit.title, found, beginnings)
    # A card's or a term's snippet may be its title over again.
    repeated = marked_ranges(hit.snippet)[0] == hit.title
    return ResultRow(hit.kind, hit.id, title, "" if repeated else hit.snippet, pill, pack=pack)


def _mark_title(title: str, found: set[str], beginnings: tuple[str, ...]) -> str:
    """Mark the words of a title that the snippet shows as found, or that begin as a word that was asked for."""

    def marked(word: re.Match[str]) -> str:
        text = word.group()
        lower = text.lower()
        hit = lower in found or lower.startswith(beginnings)
        return f"{MARK_START}{text}{MARK_END}" if hit else text

    return _WORD.sub(marked, title)


def _kind_word(kind: str) -> str:
    return {
        "notes": translate("FaqRows", "Notes"),
        "terms": translate("FaqRows", "Key term"),
        "questions": translate("FaqRows", "Essay question"),
        "cards": translate("FaqRows", "Flashcard"),
    }.get(kind, "")

"""Which paragraph of a section a card is about: the one that shares most of its words, rare ones counting for more."""

from __future__ import annotations

import re
from math import log
from typing import TYPE_CHECKING

from thaw_desktop.content.search_query import STOP_WORDS, fold
from thaw_desktop.content.word_forms import stem

if TYPE_CHECKING:
    from collections.abc import Sequence

_WORD = re.compile(r"\w+")
_SHARED = 2
"""Words that a paragraph must share before it is taken for the source."""


def source_paragraph(paragraphs: Sequence[str], card: str) -> int | None:
    """The place of the paragraph that a card is about; None when none shares enough with it.

    Each shared word counts by its inverse document frequency among the paragraphs, log((n + 1) / (d + 0.5)) for a word
    that stands in d of n of them; of equals the first is taken.

    Args:
        paragraphs: plain texts, in order.
        card: the text of both its sides.
    """
    wanted = _stems(card)
    found = [_stems(paragraph) for paragraph in paragraphs]
    weights = {word: log((len(found) + 1) / (sum(word in words for words in found) + 0.5)) for word in wanted}
    best, place = 0.0, None
    for number, words in enumerate(found):
        shared = wanted & words
        worth = sum(weights[word] for word in shared)
        if len(shared) >= _SHARED and worth > best:
            best, place = worth, number
    return place


def _stems(text: str) -> set[str]:
    return {stem(word) for word in _WORD.findall(fold(text)) if word not in STOP_WORDS}

"""What was typed, read as words and written as an FTS5 query.

FTS5 has a query language of its own, in which `de-stalinisation` names a column and a single quotation mark is a syntax
error. So nothing typed ever reaches it as it stands: the text is read as words here, and every word goes out again
between quotation marks, which leaves FTS5 nothing to interpret.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

MAX_WORDS = 24
"""Words of a query beyond this many are ignored: a pasted essay is no question, and FTS5 limits how deep trees grow."""

MAX_WORD_LENGTH = 64
"""Letters of a word beyond this many are ignored."""

_STOP_WORDS = (
    "a about actually after all also am an and any are as at be because been before being between both but by can "
    "could did didn't do does doing don't explain far for from gave get give given had happen happened happens has "
    "have having "
    "he her him his how i if in into is it its itself just let made make many may me mean meant more most much my no "
    "nor not of off on once one only or other our out over own really said same say she should so some such tell than "
    "that the their them then there these they this those through to too under up upon us very was wasn't we were "
    "what when where which while who whom whose why will with would you your"
)
STOP_WORDS = frozenset(_STOP_WORDS.split())
"""Words that carry no subject of their own, among them the words in which a student asks (how, far, explain)."""

# Letters and digits, joined by hyphens or apostrophes inside a word.
_TYPED_WORD = re.compile(r"[^\W_]+(?:[-‐‑'’][^\W_]+)*")
_TEXT_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s\b", re.IGNORECASE)
_HYPHENS = re.compile(r"[-‐‑]")
# Letters that Unicode does not decompose into a base letter and a mark, and that unaccented keyboards write otherwise.
_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True, slots=True)
class TypedWord:
    """One word of a query.

    Attributes:
        text: the word in lower case; a compound keeps its hyphens.
        unfinished: whether it may still be being typed (nothing follows it).
    """

    text: str
    unfinished: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """One thing a hit should contain, said in one or more ways.

    Attributes:
        word: the word or words as typed.
        alternatives: ways to say it; each is a list of phrases that must all be present.
        unfinished: whether the first alternative may go on beyond its last letter.
    """

    word: str
    alternatives: tuple[tuple[str, ...], ...]
    unfinished: bool = False

    @property
    def expression(self) -> str:
        """The FTS5 expression of this term, in parentheses when it has several parts."""
        ways = [" AND ".join(_quoted(phrase) for phrase in phrases) for phrases in self.alternatives]
        ways = [f"({way})" if len(phrases) > 1 else way for way, phrases in zip(ways, self.alternatives, strict=True)]
        if self.unfinished and len(self.alternatives[0]) == 1:
            beginning = f"{_quoted(self.alternatives[0][0])}*"
            # From four letters the whole word stands beside its beginning, so that "party" ranks the Party above
            # "particular": porter makes "parti" of the one, and the other begins so.
            ways[:1] = [ways[0], beginning] if len(self.word) >= 4 else [beginning]
        return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"

    @property
    def as_typed(self) -> Term:
        """The same term without its other names."""
        return Term(self.word, self.alternatives[:1], self.unfinished)

    @property
    def carries_subject(self) -> bool:
        """Whether the term narrows a search: a stop word does not, nor does a word just begun."""
        return self.word not in STOP_WORDS and (len(self.word) > 1 or self.word.isdigit())


def read_words(text: str) -> list[TypedWord]:
    """Read typed text as distinct words in order; the last is unfinished when nothing follows it."""
    composed = unicodedata.normalize("NFC", text).replace("’", "'")
    found: dict[str, bool] = {}
    for match in _TYPED_WORD.finditer(_POSSESSIVE.sub(" ", composed)):
        word = match.group().lower()[:MAX_WORD_LENGTH].rstrip("-‐‑'")
        found.setdefault(word, False)
        if len(found) == MAX_WORDS:
            break
    words = [TypedWord(word) for word in found]
    if words and composed[-1:].isalnum():
        words[-1] = TypedWord(words[-1].text, unfinished=True)
    return words


def all_of(terms: Sequence[Term], columns: str = "") -> str:
    """Return the FTS5 expression that asks for every term, optionally in some columns only (`"title also"`)."""
    expression = " AND ".join(term.expression for term in terms)
    return f"{{{columns}}} : ({expression})" if columns else expression


def any_of(expressions: Iterable[str]) -> str:
    """Return the FTS5 expression that asks for at least one of some expressions."""
    return " OR ".join(f"({expression})" for expression in expressions)


class Closeness(NamedTuple):
    """How near a title is to a query.

    Attributes:
        shared: 0 nothing in common, 1 everything; the words that only ask (why, say) break ties.
        complete: whether the title has every subject of the query.
    """

    shared: float
    complete: bool


def closeness(terms: Sequence[Term], asking: Collection[str], titles: Iterable[Sequence[str]]) -> list[Closeness]:
    """Return for each title how much it has in common with a query.

    This is the Dice coefficient of the subjects and the words of a title, stop words aside; a sixth of it hangs on the
    stop words, so that of two titles about one thing that stands first which asks the same of it.

    Args:
        terms: the subjects of the query.
        asking: its stop words.
        titles: titles, each with its other phrasings; the nearest of them counts.
    """
    wanted = [(term.unfinished, [_parted(" ".join(way))[0] for way in term.alternatives]) for term in terms]
    found = []
    for phrasings in titles:
        best = Closeness(0.0, complete=False)
        for words, stops in map(_parted, phrasings):
            met = sum(any(_are_in(way, words, unfinished) for way in ways) for unfinished, ways in wanted)
            if met:
                shared = 2 * met / (len(terms) + max(len(words), met))
                agreed = 2 * len(stops.intersection(asking)) / (len(stops) + len(asking)) if asking and stops else 0.0
                best = max(best, Closeness((5 * shared + (agreed if asking else 1)) / 6, complete=met == len(terms)))
        found.append(best)
    return found


@lru_cache(maxsize=4096)  # each keystroke asks about much the same titles as the one before
def _parted(phrase: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The words of a phrase that have a subject, and its stop words."""
    words = words_of(phrase)
    return tuple(word for word in words if word not in STOP_WORDS), STOP_WORDS.intersection(words)


def _are_in(wanted: Sequence[str], words: Sequence[str], unfinished: bool) -> bool:
    return bool(wanted) and all(any(_is_related(one, word, unfinished) for word in words) for one in wanted)


def _is_related(one: str, other: str, unfinished: bool) -> bool:
    """Whether two words look like forms of one; only the order of hits depends on it, so a rough rule is enough."""
    if one == other or (unfinished and other.startswith(one)):
        return True
    shared = max(4, math.ceil(0.55 * max(len(one), len(other))))
    return len(one) >= shared and one[:shared] == other[:shared]


def fold(word: str) -> str:
    """Return a word in lower case without accents, and with the letters of an unaccented keyboard."""
    word = word.lower()
    if word.isascii():
        return word
    decomposed = unicodedata.normalize("NFD", word.translate(_PLAIN_LETTERS))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def words_of(phrase: str) -> tuple[str, ...]:
    """Return the words of a phrase, folded, with compounds taken apart: the form in which aliases are compared."""
    composed = unicodedata.normalize("NFC", phrase).replace("’", "'")
    return tuple(
        part
        for match in _TYPED_WORD.finditer(_POSSESSIVE.sub(" ", composed))
        for part in _HYPHENS.split(fold(match.group()))
    )


def count_surface_words(texts: Iterable[str]) -> Counter[str]:
    """Count in how many of the texts each word stands, as it is written (not stemmed).

    Typo repair compares with these. Compounds count whole and in parts (`de-stalinisation`, `stalinisation`); words of
    one or two letters and numbers are left out, because nothing is ever corrected to them.
    """
    counts: Counter[str] = Counter()
    for text in texts:
        found = set(_TEXT_WORD.findall(unicodedata.normalize("NFC", text).lower()))
        parts = {part for word in found for part in _HYPHENS.split(word)}
        counts.update(word for word in found | parts if 3 <= len(word) <= MAX_WORD_LENGTH)
    return counts


def _quoted(phrase: str) -> str:
    return '"' + phrase.replace('"', " ") + '"'

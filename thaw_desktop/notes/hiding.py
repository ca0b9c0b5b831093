"""What can be hidden on a page of notes, to be recalled before it is looked at: dates and names, told by rules.

Key terms need no rule, for the author has marked them. All positions count in characters.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from thaw_desktop.content.model import Term

Kind = Literal["terms", "dates", "names"]
"""What is hidden: the terms that the author marked, dates, names of people and places."""
KINDS: tuple[Kind, ...] = ("terms", "dates", "names")
Span = tuple[int, int]

_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:1\d{3}|20\d{2})"
_TO = r"\s?[–-]\s?|\s(?:to|and|or|until)\s"
_DATE = re.compile(
    rf"\b{_DAY}(?:(?:{_TO}){_DAY})?\s{_MONTH}(?:,?\s{_YEAR})?\b"  # 14 to 25 February 1956
    rf"|\b{_MONTH}(?:\s{_DAY})?,?\s{_YEAR}\b"  # February 1956, March 5, 1953
    rf"|(?<=\b(?:in|of|by|on)\s){_MONTH}\b|(?<=\b(?:from|last|next)\s){_MONTH}\b|(?<=\b(?:since|until)\s){_MONTH}\b"
    rf"|\b(?:mid-)?{_YEAR}s?(?:(?:{_TO})(?:mid-)?(?:{_YEAR}|\d{{2}})s?)?\b(?![,.]\d|\s?%)"  # 1953–55, the 1930s
    r"|\b\d{1,4}\s(?:BC|BCE|AD|CE)\b"
)
_WORD = re.compile(r"[^\W\d_]+(?:[’'‐‑-][^\W\d_]+)*")
_POSSESSIVE = re.compile(r"['’]s?$")
_OPENS_SENTENCE = re.compile(r"(?:^|[.!?…:;“”‘\"(•]|\s[–—-])\s*[“‘\"(]?$")
_AFTER_ARTICLE = re.compile(r"\b(?:the|a|an|this|that|these|those)\s$", re.IGNORECASE)
# Adjectives of places and creeds name no one.
_ADJECTIVE = re.compile(r"(?:ian|ean|can|ban|ish|ese|ist|ists|ism|ern|Soviet|Polish|Greek|Dutch|French|German)s?$")
_PERSON = re.compile(r"([^\W\d_][^,()]*), ([^\W\d_][^,()]*)")
_MOST = 5
"""A name that stands on the page more often is what the page is about: to hide it would hide the page."""


def dates(text: str) -> list[Span]:
    """Where years, months with years and days stand in a paragraph."""
    return [match.span() for match in _DATE.finditer(text)]


def names(paragraphs: Sequence[str], terms: Iterable[Term]) -> list[list[Span]]:
    """Where names of people and places stand in each paragraph of a page.

    The glossary's people are names wherever they stand. Besides, a word counts that is never written small on the
    page, stands at least once inside a sentence, never after an article nor beside a capital that is no name (Nobel
    Prize), and belongs to no other key term.
    """
    terms = list(terms)
    people = {name for term in terms for name in _names_of(term)}
    ordinary = {word for term in terms if not _PERSON.fullmatch(term.term) for word in _words(term.term, *term.also)}
    found = _proper(paragraphs, people_words(people), ordinary)
    spans = [_runs(text, found) for text in paragraphs]
    counts = Counter(_plain(text[start:end]) for text, places in zip(paragraphs, spans, strict=True)
                     for start, end in places)  # fmt: skip
    return [
        [(start, end) for start, end in places if counts[_plain(text[start:end])] <= _MOST]
        for text, places in zip(paragraphs, spans, strict=True)
    ]


def mentions(paragraphs: Sequence[str], marked: Iterable[str]) -> list[list[Span]]:
    """Where terms stand in each paragraph, whether they are marked there or not, also with an s at the end.

    A term that would be read a line further down is not hidden. One that stands on the page more often than a few times
    is what the page is about: of such a term only the marked places are hidden, and they are not given here.

    Args:
        paragraphs: of the page.
        marked: the terms as they stand on the page where they are marked.
    """
    wanted = {one.casefold() for one in marked if one.strip()}
    if not wanted:
        return [[] for _ in paragraphs]
    # The longest first: "Secret Speech" is not to be read as "Secret".
    either = "|".join(re.escape(one) for one in sorted(wanted, key=len, reverse=True))
    pattern = re.compile(rf"(?<!\w)(?:{either})(?=(?:e?s)?(?!\w))", re.IGNORECASE)
    found = [[match.span() for match in pattern.finditer(text)] for text in paragraphs]
    counts = Counter(
        text[start:end].casefold() for text, spans in zip(paragraphs, found, strict=True) for start, end in spans
    )
    return [
        [(start, end) for start, end in spans if counts[text[start:end].casefold()] <= _MOST]
        for text, spans in zip(paragraphs, found, strict=True)
    ]


def people_words(people: Collection[str]) -> set[str]:
    """The words of names, particles such as "of" and "von" left out."""
    return {word for name in people for word in _words(name) if word[:1].isupper()}


def _names_of(term: Term) -> list[str]:
    """The names of a person in the glossary, who stands there as "Nagy, Imre"; none for other terms."""
    match = _PERSON.fullmatch(term.term)
    return [match[1], match[2], *term.also] if match and match[2][:1].isupper() else []


def _proper(paragraphs: Sequence[str], people: set[str], ordinary: Collection[str]) -> set[str]:
    """The words of people's names, and those that are names by the way in which they are written."""
    small: set[str] = set()
    inside: set[str] = set()
    not_names: set[str] = set(ordinary)
    for text in paragraphs:
        for match in _WORD.finditer(text):
            word = _POSSESSIVE.sub("", match.group())
            before = text[max(0, match.start() - 12) : match.start()]
            if not word[:1].isupper():
                small.add(word.lower())
            elif _names_no_one(word) or _AFTER_ARTICLE.search(before):
                not_names.add(word)
            elif not _OPENS_SENTENCE.search(before):
                inside.add(word)
    found = people | {word for word in inside - not_names if word.lower() not in small}
    return found - ({word for text in paragraphs for word in _beside_others(text, found, small)} - people)


def _names_no_one(word: str) -> bool:
    """Whether a word with a capital is an abbreviation, an adjective or a month."""
    return word.isupper() or len(word) < 3 or bool(_ADJECTIVE.search(word) or re.fullmatch(_MONTH, word))


def _beside_others(text: str, found: Collection[str], small: Collection[str]) -> set[str]:
    """Words that stand beside a capital that is no name, as in "First Secretary"."""
    words = [(_POSSESSIVE.sub("", match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]
    lonely: set[str] = set()
    for (one, _, end), (two, start, _) in pairwise(words):
        if text[end:start] in {" ", "\u00a0"} and one[:1].isupper() and two[:1].isupper():
            for word, other in ((one, two), (two, one)):
                if other not in found and other.lower() not in small:
                    lonely.add(word)
    return lonely


def _runs(text: str, found: Collection[str]) -> list[Span]:
    """Names in a paragraph, a first name and a surname as one; without the ending of a genitive."""
    spans: list[Span] = []
    for match in _WORD.finditer(text):
        word = _POSSESSIVE.sub("", match.group())
        if word not in found:
            continue
        start, end = match.start(), match.start() + len(word)
        if spans and text[spans[-1][1] : start] == " ":
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _words(*texts: str) -> set[str]:
    return {_POSSESSIVE.sub("", match.group()) for text in texts for match in _WORD.finditer(text)}


def _plain(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def apart(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap joined into one."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        elif start < end:
            joined.append((start, end))
    return joined

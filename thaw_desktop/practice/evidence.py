"""The exact things that an essay brings forward: its dates, names, numbers and quotations, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from thaw_desktop.content.search_query import STOP_WORDS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thaw_desktop.content.essay import Sentence, Word

EvidenceKind = Literal["date", "name", "number", "quotation"]
"""What kind of exact thing it is."""

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept?|Oct|Nov|Dec)\.?"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_BEFORE_YEAR = r"(?:in|of|by|since|until|till|from|to|between|and|during|after|before|through|circa|c\.|ca\.)"
_DATE = re.compile(
    rf"""\b(?:(?:\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?)?{_MONTH}\s+(?:\d{{1,2}}(?:st|nd|rd|th)?,?\s+)?{_YEAR}\b
    |\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?{_MONTH}(?!\w)|{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?\b
    |{_YEAR}s?\s?[-–/]\s?(?:{_YEAR}|\d{{2}})s?\b
    |{_YEAR}s\b
    |(?<=[’'])\d0s\b
    |\d{{1,4}}\s?(?:BCE?|AD|CE)\b|AD\s\d{{1,4}}\b
    |(?:\d{{1,2}}(?:st|nd|rd|th)|(?:four|fif|six|seven|eigh|nine)teenth|twentieth|twenty-first)[\s-]century\b
    |(?P<year>{_YEAR})\b(?![,.]\d)(?P<counted>\s+[a-z]+s\b)?)""",
    re.VERBOSE,
)
_AFTER_PREPOSITION = re.compile(rf"\b{_BEFORE_YEAR}\s+$", re.IGNORECASE)
_COUNT = r"(?:hundred|thousand|million|billion|trillion|dozen)s?"
_NUMBER = re.compile(
    rf"""(?<![\w.,])[£$€]?(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?
    (?:\s?(?:%|per\s?cent\b|percent\b)|(?:m|bn|k)\b|\s{_COUNT}\b)?(?!\w)
    |\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|half\s+a|a|several)
    \s+{_COUNT}\b""",
    re.VERBOSE,
)
_QUOTATION = re.compile(
    r"“[^“”\n]{3,600}”|\"[^\"\n]{3,600}\"|(?<!\w)[‘'][^‘’'\n]{3,300}(?:[’'](?=\w)[^‘’'\n]{0,300}){0,6}[’'](?!\w)"
)
_JOINING = frozenset({"of", "the", "de", "von", "van", "al", "da", "di"})
_NO_NAMES = frozenset(
    {"i", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
     "december", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}
)  # fmt: skip
_TITLE_CASE = 0.7
"""Share of the words of a sentence from which on capitals say nothing: a title, or one who writes in capitals."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """One exact thing in a text.

    Attributes:
        kind: what it is.
        start: index of its first character, in code points.
        end: index after its last one.
    """

    kind: EvidenceKind
    start: int
    end: int


def evidence(text: str, paragraphs: Sequence[Sequence[Sentence]]) -> list[list[Evidence]]:
    """The evidence in each paragraph of an essay, in the order of the text; what is a date is no number as well.

    Words inside a quotation are part of it. A name at the beginning of a sentence counts only when the word has a
    capital elsewhere too, or another capital follows: "Stalin died" after "of Stalin", but not "Nobody died".

    Args:
        text: the whole essay.
        paragraphs: as `content.essay.read_essay` reads it.
    """
    known = {word.plain for sentences in paragraphs for one in sentences for word in _sure_names(one)}
    found = []
    for sentences in paragraphs:
        start, end = sentences[0].start, sentences[-1].end
        quoted = [match for match in _QUOTATION.finditer(text, start, end) if _is_long(match)]
        taken = [Evidence("quotation", *match.span()) for match in quoted]
        taken += _apart([Evidence("date", *span) for span in _dates(text, start, end)], taken)
        taken += _apart([Evidence("number", *match.span()) for match in _NUMBER.finditer(text, start, end)], taken)
        names = [name for sentence in sentences for name in _names(sentence, known)]
        taken += _apart(names, taken)
        found.append(sorted(taken, key=lambda one: one.start))
    return found


def _is_long(match: re.Match[str]) -> bool:
    """Whether a quotation is of two words at least: of one, the marks often mean "so-called"."""
    return " " in match[0][1:-1].strip()


def _dates(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _DATE.finditer(text, start, end):
        # "1500 delegates" is a number, "in 1956 delegates" a year.
        if match["counted"] and not _AFTER_PREPOSITION.search(text, max(start, match.start() - 12), match.start()):
            continue
        yield match.span("year") if match["year"] else match.span()


def _sure_names(sentence: Sentence) -> list[Word]:
    """The words with a capital that does not come from where they stand."""
    words = sentence.words
    if sum(word.capital for word in words) > _TITLE_CASE * len(words) and len(words) > 2:
        return []
    return [word for word in words[1:] if word.capital and _may_be_name(word)]


def _names(sentence: Sentence, known: set[str]) -> Iterator[Evidence]:
    """The names in a sentence, "Communist Party of the Soviet Union" as one."""
    sure = {word.start for word in _sure_names(sentence)}
    words = sentence.words
    first = words[0]
    if first.capital and _may_be_name(first) and (first.plain in known or (len(words) > 1 and words[1].start in sure)):
        sure.add(first.start)
    run: list[Word] = []
    for word, gap in zip(words, sentence.gaps, strict=True):
        goes_on = bool(run) and gap.strip() == "" and (word.start in sure or word.plain in _JOINING)
        if run and not goes_on:
            yield _name(run, sure)
            run = []
        if goes_on or word.start in sure:
            run.append(word)
    if run:
        yield _name(run, sure)


def _name(run: Sequence[Word], sure: set[int]) -> Evidence:
    """A name without the joining words at its end."""
    return Evidence("name", run[0].start, max(word.end for word in run if word.start in sure))


def _may_be_name(word: Word) -> bool:
    return word.plain not in STOP_WORDS and word.plain not in _NO_NAMES and not word.plain.isdigit()


def _apart(found: Sequence[Evidence], taken: Sequence[Evidence]) -> list[Evidence]:
    """What does not lie in anything that was taken."""
    return [one for one in found if all(one.end <= other.start or other.end <= one.start for other in taken)]

"""What there is to remember of a section: its mark points and its cards, each with ways of showing that one knows it.

A mark point brings its author's own words. Those of a card are worked out here from its sides: the answer, and enough
of the question to tell which thing the answer is said of. They ask for more rather than less, because a fact that is
counted as recalled by mistake is a fact that nobody looks at again.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.coverage import check
from thaw_desktop.content.model import BEYOND
from thaw_desktop.content.search_query import STOP_WORDS
from thaw_desktop.content.word_forms import plain_form, stem, word_set

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from thaw_desktop.content.model import Card, MarkPoint, Question

Ways = tuple[tuple[tuple[str, ...], ...], ...]
"""Lines of groups of alternatives, as `coverage.check` takes them."""

_WORD = re.compile(r"[^\W_]+(?:['’‐‑-][^\W_]+)*")
_ASIDE = re.compile(r"\s*\([^()]*\)")
_LIST = re.compile(r"\n+")
# Words in which a card asks and which no answer repeats; those of the search are left out already.
_ASKING = word_set("""
    adjective adjectives again another answer beginning begins best called cause causes compared considered contrast
    describe described describes difference different done double else evidence example examples feature features
    four five general give going gone hard half kind later less letter letters likely main making meant month must
    name named names need new number order part phrase piece pieces point points purpose put question quotation rather
    reason reasons role section sense sort state step steps sum takes term terms thing things three treat two until use
    used way ways whether whole word words writing wrong year years
""")
_MOST_ANSWER, _MOST_ASKED = 6, 6
"""Words of an answer, and of its question, that are looked for: the rarest."""
_GROUPS = 3
"""Things that a sentence has to name before it counts: fewer would be met by chance."""
_COMMON_FROM, _COMMON_SHARE = 4, 0.1
"""A word is common that stands in so many facts of the section, and in such a share of them."""
_ALIKE, _FEWEST_ALIKE = 0.7, 3
"""Share of the words of the longer of two facts that stand in the other one too, when both say the same."""
_NEARLY_ALIKE, _PERHAPS_ALIKE = 0.45, 0.33
"""Shares of all their words that two facts have in common, from which on it is asked whether one shows the other."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to remember.

    Attributes:
        id: of the mark point or of the card that it is.
        text: what is to be remembered, in a sentence or a few words.
        asked: the question to which `text` is the answer; empty when the text says it all.
        words: ways of showing it; a fact without them can only be ticked by hand.
        section: the section or subsection it belongs to.
        card: id of the card that asks for it.
        marks: what it earns in an essay; 0 for what stands on cards only.
        tags: of its card or point; `beyond` for what goes beyond the notes.
    """

    id: str
    text: str
    asked: str
    words: Ways
    section: str
    card: str
    marks: int
    tags: tuple[str, ...] = ()

    @property
    def beyond(self) -> bool:
        """Whether it goes beyond what the notes teach."""
        return BEYOND in self.tags


class _Said(NamedTuple):
    """A fact and what it says, as stems, to be compared with others."""

    fact: Fact
    asked: frozenset[str]
    told: frozenset[str]

    @property
    def stems(self) -> frozenset[str]:
        return self.asked | self.told


class _Common:
    """How many facts of a section each word stands in."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._counts: Counter[str] = Counter()
        for text in texts:
            self._counts.update({_stem(word) for word in content_words(text)})
        self._from = max(_COMMON_FROM, _COMMON_SHARE * len(texts))

    def has(self, stem_: str) -> bool:
        """Whether a stem is too common to tell one fact from another."""
        return self._counts[stem_] >= self._from

    def rarest(self, words: Sequence[str], most: int) -> list[str]:
        """The words that stand in the fewest facts, in their own order."""
        chosen = sorted(range(len(words)), key=lambda place: (self._counts[_stem(words[place])], place))[:most]
        return [words[place] for place in sorted(chosen)]

    def telling(self, words: Sequence[str]) -> list[str]:
        """The words without the common ones, unless none would be left."""
        return [word for word in words if not self.has(_stem(word))] or list(words)


def section_facts(sections: Collection[str], cards: Sequence[Card], questions: Iterable[Question]) -> list[Fact]:
    """The facts of some sections, each once.

    Args:
        sections: ids of a section and its subsections.
        cards: of the pack, those of mark points left out.
        questions: of the pack.

    Returns:
        The mark points in the order of the questions, then the cards in the order of the pack. Of a mark point and a
        card that say the same there is the point alone, shown in either way and asked by the card.
    """
    # The points of a question with sources speak of these, and nobody remembers them of the section.
    asked = [question for question in questions if not question.sources]
    points = [point for question in asked for point in question.points if point.section in sections]
    notes: dict[str, list[Card]] = {}
    for card in cards:
        if card.section in sections and card.kind != "order":  # no sentence tells an order
            notes.setdefault(card.note, []).append(card)
    texts = [point.text for point in points]
    common = _Common(texts + [f"{note[0].front_text}\n{note[0].back_text}" for note in notes.values()])
    said = [_of_point(point) for point in points]
    said += [_of_note(siblings, common) for siblings in notes.values()]
    return _merged(said, common)


def _of_point(point: MarkPoint) -> _Said:
    fact = Fact(point.id, point.text, "", point.words, point.section, point.id, point.marks, point.tags)
    return _Said(fact, frozenset(), _stems(point.text))


def _of_note(siblings: Sequence[Card], common: _Common) -> _Said:
    """The fact that the cards made from one source card ask for."""
    card = siblings[0]
    if card.kind == "cloze":
        text, asked, words = card.back_text, "", _cloze_ways(siblings, common)
    elif card.kind == "reversed":
        text, asked, words = card.back_text, card.front_text, _term_ways(card, common)
    else:
        text, asked, words = card.back_text, card.front_text, _answer_ways(card, common)
    fact = Fact(card.id, text, asked, words, card.section, card.id, 0, card.tags)
    return _Said(fact, _stems(asked), _stems(text))


# Ways of showing a card


def _answer_ways(card: Card, common: _Common) -> Ways:
    """The answer, and what it is said of."""
    asked = common.rarest(content_words(card.front_text), _MOST_ASKED)
    if card.accepted:
        answers = tuple(_ASIDE.sub("", answer) for answer in card.accepted)
        taken = {stem_ for answer in answers for stem_ in _stems(answer)}
        return _ways([[answers]], _without(asked, taken), common)
    lines = [content_words(_ASIDE.sub("", line)) for line in _LIST.split(card.back_text)]
    lines = [line for line in lines if line]
    if len(lines) > 1:  # several things: each has to be named
        return _ways([[tuple(common.rarest(line, _MOST_ANSWER)) for line in lines]], asked, common)
    answer = common.rarest(common.telling(lines[0]) if lines else [], _MOST_ANSWER)
    ways = _ways(_several(answer), _without(asked, set(map(_stem, answer))), common)
    # Who gives most of a long answer need not repeat the question.
    most = (len(answer) + 1) // 2 + 1
    return ways + tuple(tuple((word,) for word in chosen) for chosen in combinations(answer, most) if most > _GROUPS)


def _term_ways(card: Card, common: _Common) -> Ways:
    """The term, and about half of the words that explain it."""
    sides = [content_words(_ASIDE.sub("", side)) for side in (card.front_text, card.back_text)]
    term, meaning = sorted(sides, key=len)
    rest = common.rarest(_without(meaning, set(map(_stem, term))), _MOST_ANSWER)
    if not term or not rest:
        return ()
    return tuple((*((word,) for word in term), *chosen) for chosen in _several(rest))


def _cloze_ways(siblings: Sequence[Card], common: _Common) -> Ways:
    """Everything that the sentence hides, and some of the words around it."""
    hidden = [content_words(card.accepted[0]) if card.accepted else [] for card in siblings]
    around = _without(content_words(siblings[0].back_text), {_stem(word) for words in hidden for word in words})
    options = [_several(common.rarest(words, _MOST_ANSWER)) for words in hidden if words]
    answers = [[group for part in chosen for group in part] for chosen in product(*options)] if options else []
    return _ways(answers, common.rarest(around, _MOST_ASKED), common)


def _several(words: Sequence[str]) -> list[list[tuple[str, ...]]]:
    """The ways to name enough of some words: all of one or two, two of three, half of more."""
    enough = len(words) if len(words) <= 2 else max(2, (len(words) + 1) // 2)
    return [[(word,) for word in chosen] for chosen in combinations(words, enough)] if words else []


def _ways(answers: Sequence[Sequence[tuple[str, ...]]], asked: Sequence[str], common: _Common) -> Ways:
    """Each way of giving the answer with enough of the question; none when there is too little to go by."""
    rare = [word for word in asked if not common.has(_stem(word))]
    found: list[tuple[tuple[str, ...], ...]] = []
    for answer in answers:
        if len(answer) >= _GROUPS - 1:
            if asked:
                found.append((*answer, tuple(rare or asked)))
            elif len(answer) >= _GROUPS:
                found.append(tuple(answer))
            continue
        told = not any(common.has(stem_) for alternative in answer[0] for stem_ in _stems(alternative))
        if told and rare:
            found.append((*answer, tuple(rare)))
        pairs = combinations(asked, 2)
        found += [(*answer, (one,), (two,)) for one, two in pairs if not rare or not {one, two}.isdisjoint(rare)]
    return tuple(found)


def _without(words: Iterable[str], taken: Collection[str]) -> list[str]:
    return [word for word in words if _stem(word) not in taken]


# The same fact twice


def _merged(facts: Sequence[_Said], common: _Common) -> list[Fact]:
    """The facts, those that say the same joined with the first of them."""
    kept: list[tuple[_Said, Fact]] = []
    for one in facts:
        likeness = [_likeness(one, other, common) for other, _ in kept]
        best = max(range(len(kept)), key=lambda place: likeness[place], default=-1)
        if best >= 0 and likeness[best] > 0:
            other, fact = kept[best]
            kept[best] = (other, _joined(fact, one.fact, in_either_way=_same_words(one, other)))
        else:
            kept.append((one, one.fact))
    return [fact for _, fact in kept]


def _likeness(one: _Said, other: _Said, common: _Common) -> float:
    """How much two facts are alike that say the same; 0 for two that do not."""
    if _numbers(one.told) != _numbers(other.told):
        return 0
    share = len(one.stems & other.stems) / max(1, len(one.stems | other.stems))
    if _same_words(one, other) or (one.asked and not other.asked and _answers(one, other, common)):
        return share
    if share < _PERHAPS_ALIKE:
        return 0
    shown = (_shows(one.fact, other.fact), _shows(other.fact, one.fact))
    return share if all(shown) or (any(shown) and share >= _NEARLY_ALIKE) else 0


def _same_words(one: _Said, other: _Said) -> bool:
    longer = max(len(one.stems), len(other.stems))
    return longer >= _FEWEST_ALIKE and len(one.stems & other.stems) / longer >= _ALIKE


def _shows(told: Fact, wanted: Fact) -> bool:
    """Whether one who writes down the one fact shows that they know the other."""
    return not told.asked and check(told.text, [wanted], notes=True)[0].covered


def _answers(card: _Said, point: _Said, common: _Common) -> bool:
    """Whether a point tells what a card asks: all of the answer, and something of the question."""
    answer = {stem_ for stem_ in card.told if not common.has(stem_)}
    if len(answer) < 2 or not card.told <= point.told:
        return False
    return len(answer) > _GROUPS or bool(card.asked & point.told)


def _numbers(stems: Iterable[str]) -> set[str]:
    return {stem_ for stem_ in stems if any(sign.isdigit() for sign in stem_)}


def _joined(one: Fact, other: Fact, *, in_either_way: bool) -> Fact:
    """The first fact; a card asks for it better than the card of a mark point."""
    return replace(
        one,
        words=one.words + other.words if in_either_way or not one.words else one.words,
        card=other.card if one.marks and not other.marks else one.card,
        marks=max(one.marks, other.marks),
        tags=one.tags if not one.beyond else other.tags,
    )


# Words


def content_words(text: str) -> list[str]:
    """The words of a text that carry its subject, each once, as they are written."""
    found: dict[str, str] = {}
    for match in _WORD.finditer(text):
        word = match.group()
        plain = plain_form(word)
        if plain and plain not in STOP_WORDS and plain not in _ASKING and (len(plain) > 1 or plain.isdigit()):
            found.setdefault(_stem(word), word)
    return list(found.values())


def _stem(word: str) -> str:
    return stem(plain_form(word))


def _stems(text: str) -> frozenset[str]:
    return frozenset(map(_stem, content_words(text)))

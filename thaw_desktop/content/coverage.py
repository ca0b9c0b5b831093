"""Which mark points an essay makes, and the sentence that shows it.

A point is described by its author in lines of words: a line is shown by a sentence that contains one alternative of
each of its groups, or by two neighbouring sentences of a paragraph. Sentences that merely list, ask or deny do not
count. This is a help for marking one's own work, never a mark: "not found" means that the reader should look.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple, Protocol

from thaw_desktop.content.assertion import Negation, is_denied, is_list, is_terse, negations, refers_back
from thaw_desktop.content.essay import Sentence, Word, read_essay
from thaw_desktop.content.word_forms import compound_parts, plain_form, slips, stem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

_FEWEST_WORDS, _FEWEST_WORDS_OF_NOTE = 6, 3
"""Words of a sentence that can be evidence; shorter ones are headings. Notes may be short where they count."""

_FEWEST_WORDS_OF_NEIGHBOUR = 3

_WIDEST_GAP = 15
"""Words between two matched groups of one sentence at most; further apart they belong to different statements."""


_MOST_CHOICES = 5_000
"""Steps in a sentence for one way of showing a point: real ones need some dozens, words made to be slow millions."""


class DescribedPoint(Protocol):
    """What the check needs to know of a mark point."""

    @property
    def id(self) -> str:
        """The id of the point."""

    @property
    def words(self) -> Sequence[Sequence[Sequence[str]]]:
        """Ways to show the point: lines of groups of alternatives, an alternative being a word or a phrase."""


@dataclass(frozen=True, slots=True)
class PointCoverage:
    """Whether an essay makes a mark point.

    Attributes:
        point_id: the id of the point.
        covered: whether it was found.
        evidence: the sentence that shows it, exactly as written, or None.
        start: index of its first character in the essay, in code points; 0 when there is none.
        end: index after its last character; 0 when there is none.
    """

    point_id: str
    covered: bool
    evidence: str | None = None
    start: int = 0
    end: int = 0


class _Phrase(NamedTuple):
    """An alternative as it is compared: one stem a word."""

    stems: tuple[str, ...]


_Group = tuple[_Phrase, ...]
_Span = range
"""Indexes of the words of a sentence that an alternative matched."""


class _Read:
    """A sentence with everything that is asked of it more than once."""

    def __init__(self, sentence: Sentence, asserts: bool, respelt: dict[str, list[str]]) -> None:
        self.sentence = sentence
        self.asserts = asserts
        self.stems = [frozenset(_stems_of(word, respelt)) for word in sentence.words]
        self.all_stems = frozenset[str]().union(*self.stems)
        self.negations: list[Negation] = negations(sentence)

    def spans(self, group: _Group) -> list[_Span]:
        """Return where the alternatives of a group stand, in order."""
        found: list[_Span] = []
        for phrase in group:
            if phrase.stems[0] in self.all_stems:
                length = len(phrase.stems)
                found += [
                    range(start, start + length)
                    for start in range(len(self.stems) - length + 1)
                    if all(phrase.stems[offset] in self.stems[start + offset] for offset in range(length))
                ]
        return sorted(found, key=lambda span: (span.start, -len(span)))


def check(
    text: str,
    points: Sequence[DescribedPoint],
    *,
    notes: bool = False,
    goes_on: Callable[[], bool] = lambda: True,
) -> list[PointCoverage]:
    """Find the mark points that an essay makes.

    Args:
        text: the essay; a new line begins a paragraph.
        points: in the order of the answer wanted. A point without words is never found.
        notes: whether short notes and lists count as well, as they do for one who writes down what they remember.
        goes_on: asked before each point; when it says no, the points that are left count as not found.

    Returns:
        One coverage for each point, in the same order.
    """
    described = [[_line(line) for line in point.words] for point in points]
    paragraphs = read_essay(text)
    respelt = _respelt(paragraphs, points)
    asserting = _asserting(paragraphs, notes)
    fewest = _FEWEST_WORDS_OF_NOTE if notes else _FEWEST_WORDS
    read = [[_Read(sentence, sentence in asserting, respelt) for sentence in sentences] for sentences in paragraphs]
    return [
        _coverage(point.id, lines, read, fewest) if goes_on() else PointCoverage(point.id, False)
        for point, lines in zip(points, described, strict=True)
    ]


def _asserting(paragraphs: list[list[Sentence]], notes: bool) -> set[Sentence]:
    """Return the sentences that say that something is so; notes do where they count."""
    sentences = [sentence for paragraph in paragraphs for sentence in paragraph]
    lists = [False, *(is_list(sentence) for sentence in sentences), False]
    found: set[Sentence] = set()
    for index, sentence in enumerate(sentences):
        following = sentences[index + 1] if index + 1 < len(sentences) else None
        beside_list = lists[index] or lists[index + 2]
        is_note = lists[index + 1] or (beside_list and is_terse(sentence))
        if (notes or not is_note) and not sentence.is_question and not is_denied(sentence, following):
            found.add(sentence)
    return found


def _coverage(point_id: str, lines: list[list[_Group]], paragraphs: list[list[_Read]], fewest: int) -> PointCoverage:
    """Return the first sentence that shows a point alone, else the first that does so with its neighbour."""
    for with_neighbour in (False, True):
        for paragraph in paragraphs:
            for index, read in enumerate(paragraph):
                if not read.asserts or len(read.sentence.words) < fewest:
                    continue
                neighbours = _neighbours(paragraph, index) if with_neighbour else []
                if any(_shows(line, read, neighbours) for line in lines):
                    start, end = read.sentence.start, read.sentence.end
                    return PointCoverage(point_id, True, read.sentence.text[start:end], start, end)
    return PointCoverage(point_id, False)


def _neighbours(paragraph: list[_Read], index: int) -> list[_Read]:
    """Return the sentences beside one that may complete it: the later of the two has to refer to the earlier."""
    beside = []
    if index > 0 and refers_back(paragraph[index].sentence):
        beside.append(paragraph[index - 1])
    if index + 1 < len(paragraph) and refers_back(paragraph[index + 1].sentence):
        beside.append(paragraph[index + 1])
    return [read for read in beside if read.asserts and len(read.sentence.words) >= _FEWEST_WORDS_OF_NEIGHBOUR]


def _shows(line: list[_Group], read: _Read, neighbours: list[_Read]) -> bool:
    """Whether a sentence contains every group of a line; a neighbour may supply one group of them."""
    spans = [read.spans(group) for group in line]
    missing = [group for group, found in zip(line, spans, strict=True) if not found]
    present = [found for found in spans if found]
    if not present or len(missing) > 1:
        return False
    if missing and not any(_asserted(neighbour, [neighbour.spans(missing[0])]) for neighbour in neighbours):
        return False
    return _asserted(read, present)


def _asserted(read: _Read, spans: list[list[_Span]]) -> bool:
    """Whether one span can be chosen from each list so that they stand apart, near together and are not negated."""
    left = [_MOST_CHOICES]
    return any(_is_near(chosen) and not _is_negated(read, chosen) for chosen in _choices(spans, (), left))


def _choices(spans: list[list[_Span]], chosen: tuple[_Span, ...], left: list[int]) -> Iterator[tuple[_Span, ...]]:
    """Yield the ways to choose one span from each list without using a word twice, as far as `left` steps lead."""
    if len(chosen) == len(spans):
        yield chosen
        return
    for span in spans[len(chosen)]:
        left[0] -= 1
        if left[0] < 0:
            return
        if all(span.stop <= other.start or other.stop <= span.start for other in chosen):
            yield from _choices(spans, (*chosen, span), left)


def _is_near(chosen: Iterable[_Span]) -> bool:
    ordered = sorted(chosen, key=lambda span: span.start)
    return all(two.start - one.stop <= _WIDEST_GAP for one, two in pairwise(ordered))


def _is_negated(read: _Read, chosen: tuple[_Span, ...]) -> bool:
    """Whether a negation reaches a matched word.

    One that is itself part of a matched alternative does not count. Nor does one that reaches a name only, for a name
    may stand in another clause: "He had never opposed Stalin, but now condemned the terror."
    """
    words = read.sentence.words
    matched = {index for span in chosen for index in span}
    said = {index for index in matched if index == 0 or not words[index].capital} or matched
    return any(
        not matched.issuperset(negation.words) and not said.isdisjoint(negation.reach) for negation in read.negations
    )


# Words and stems


def _stems_of(word: Word, respelt: dict[str, list[str]]) -> Iterator[str]:
    for plain in (word.plain, *word.parts):
        if plain:
            yield stem(plain)
        for meant in respelt.get(plain, ()):
            yield stem(meant)


def _line(line: Sequence[Sequence[str]]) -> list[_Group]:
    return [tuple(phrase for alternative in group for phrase in _phrases(alternative)) for group in line]


def _phrases(alternative: str) -> Iterator[_Phrase]:
    """Yield an alternative in the ways it may be written: a compound as one word or, with a space, as several."""
    words = alternative.split()
    joined = tuple(stem(plain) for word in words if (plain := plain_form(word)))
    if joined:
        yield _Phrase(joined)
    apart = tuple(stem(plain) for word in words for plain in compound_parts(word) or (plain_form(word),) if plain)
    if apart and apart != joined:
        yield _Phrase(apart)


def _respelt(paragraphs: list[list[Sentence]], points: Sequence[DescribedPoint]) -> dict[str, list[str]]:
    """Return the misspelt words of an essay, each with the words of the points that may be meant."""
    looked_for: dict[str, bool] = {}
    for point in points:
        for line in point.words:
            for group in line:
                for alternative in group:
                    for word in alternative.split():
                        plain = plain_form(word)
                        looked_for[plain] = looked_for.get(plain, False) or word[:1].isupper()
    written = {word.plain for sentences in paragraphs for sentence in sentences for word in sentence.words}
    return slips(written, looked_for.keys(), {word for word, is_name in looked_for.items() if is_name})

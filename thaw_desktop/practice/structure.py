"""How an essay is built: facts about it, each with the passage it refers to. Facts, never marks.

That words of a kind were found says that the essay uses them, not that it argues well; and where none were found, the
essay may do the thing in other words. Whoever shows these facts has to say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from thaw_desktop.content.essay import read_essay
from thaw_desktop.content.facts import content_words
from thaw_desktop.content.word_forms import plain_form, stem
from thaw_desktop.practice.evidence import Evidence, evidence
from thaw_desktop.practice.page import count_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.essay import Sentence

ConnectiveKind = Literal["cause", "contrast", "addition", "example", "weighing"]
"""What a connective does."""

_HEADING_WORDS = 8
"""A paragraph of one sentence of fewer words that ends in no full stop is a heading, and no conclusion."""


def _phrases(text: str) -> re.Pattern[str]:
    """A pattern for phrases that stand between bars."""
    phrases = sorted((" ".join(phrase.split()) for phrase in text.split("|")), key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrase.replace(' ', chr(92) + 's+') for phrase in phrases)})(?!\w)", re.I)


_CONNECTIVES: dict[ConnectiveKind, re.Pattern[str]] = {
    "cause": _phrases(
        "because|therefore|as a result|consequently|thus|hence|so that|due to|owing to|led to|leading to|resulted in|"
        "this meant that|which meant that|for this reason|as a consequence|since this|accordingly|"
        "in order to|meant that"
    ),
    "contrast": _phrases(
        "however|nevertheless|nonetheless|although|even though|whereas|on the other hand|by contrast|in contrast|"
        "conversely|despite|in spite of|instead|even so|on the contrary|admittedly|alternatively"
    ),
    "addition": _phrases("moreover|furthermore|in addition|additionally|besides|equally|similarly|likewise"),
    "example": _phrases("for example|for instance|such as|in particular|notably|as shown by|as can be seen"),
    "weighing": _phrases(
        "more importantly|most importantly|significantly|crucially|above all|to a large extent|to a great extent|"
        "to some extent|to a certain extent|to a limited extent|on balance|ultimately|largely|primarily|chiefly|"
        "most significantly|more significantly|overall|on the whole"
    ),
}
_COUNTER = _phrases(
    "however|nevertheless|nonetheless|on the other hand|by contrast|in contrast|conversely|admittedly|although|"
    "even though|despite|in spite of|even so|on the contrary|whereas|critics|opponents of this|some historians|"
    "other historians|others argue|others would argue|some argue|some would argue|some have argued|it could be argued|"
    "it can be argued|it might be argued|it may be argued|it is true that|counter-argument|counterargument|granted"
)
_SENTENCE_OPENING = re.compile(r"(?:yet|but)\b", re.IGNORECASE)
_JUDGEMENT = _phrases(
    "overall|in conclusion|to conclude|on balance|ultimately|above all|on the whole|outweigh|outweighs|outweighed|"
    "decisive|mattered most|mattered more|matters most|matters more|the main|the chief|the key|the biggest|"
    "the greatest|"
    "the single most|the most important|the most significant|more important|more significant|less important|"
    "less significant|most important|most significant|far more|rather than|to a large extent|to a great extent|"
    "to a limited extent|to some extent|to a certain extent|largely|chiefly|primarily|mainly|i would argue|i argue|"
    "i believe|i conclude|i agree|i disagree|must be judged|should be judged|can be judged|cannot be called|"
    "can be called|it is clear that|clearly|convincing|more than"
)


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of the essay.

    Attributes:
        start: index of its first character, in code points.
        end: index after its last one.
        words: the words in it that are meant, as they are written; empty when all of it is.
    """

    start: int
    end: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class ParagraphFacts:
    """One paragraph.

    Attributes:
        passage: where it stands.
        words: how many there are in it.
        sentences: likewise.
        evidence: its dates, names, numbers and quotations, in the order of the text.
        question_words: words of the question that its first sentence or its last one takes up, as they are written.
        heading: whether it seems to be a heading.
    """

    passage: Passage
    words: int
    sentences: int
    evidence: tuple[Evidence, ...]
    question_words: tuple[Passage, ...]
    heading: bool


@dataclass(frozen=True, slots=True)
class Structure:
    """How an essay is built.

    Attributes:
        words: of the whole essay.
        paragraphs: in order.
        counter: sentences with words that bring in another view, the words in `Passage.words`.
        conclusion: the last paragraph, or of an essay in one paragraph its last two sentences; None of an empty essay.
        judgement: sentences of the conclusion with words that weigh or judge.
        conclusion_terms: words of the question that the conclusion takes up.
        connectives: by what they do; only the words themselves.
    """

    words: int
    paragraphs: tuple[ParagraphFacts, ...]
    counter: tuple[Passage, ...]
    conclusion: Passage | None
    judgement: tuple[Passage, ...]
    conclusion_terms: tuple[Passage, ...]
    connectives: dict[ConnectiveKind, tuple[Passage, ...]]

    @property
    def longest(self) -> ParagraphFacts | None:
        """The longest paragraph that is no heading; None without any."""
        return max(self._prose, key=lambda one: one.words, default=None)

    @property
    def shortest(self) -> ParagraphFacts | None:
        """The shortest paragraph that is no heading; None without any."""
        return min(self._prose, key=lambda one: one.words, default=None)

    @property
    def bare(self) -> tuple[ParagraphFacts, ...]:
        """The paragraphs that bring no date, name, number or quotation; headings are left out."""
        return tuple(one for one in self._prose if not one.evidence)

    @property
    def _prose(self) -> list[ParagraphFacts]:
        return [one for one in self.paragraphs if not one.heading]


def structure(text: str, question: str = "") -> Structure:
    """The facts of an essay. The words it looks for are English.

    Args:
        text: the essay; a new line begins a paragraph.
        question: what was asked, for the words that the essay should take up.
    """
    read = read_essay(text)
    found = evidence(text, read)
    terms = {stem(plain_form(word)) for word in content_words(question)}
    paragraphs = tuple(
        _paragraph(text, sentences, tuple(one), terms) for sentences, one in zip(read, found, strict=True)
    )
    closing = _closing(read, paragraphs)
    sentences = [sentence for paragraph in read for sentence in paragraph]
    return Structure(
        words=count_words(text),
        paragraphs=paragraphs,
        counter=tuple(passage for one in sentences if (passage := _counter(one)) is not None),
        conclusion=Passage(closing[0].start, closing[-1].end) if closing else None,
        judgement=tuple(passage for one in closing if (passage := _with(_JUDGEMENT, one)) is not None),
        conclusion_terms=_terms_in(closing, terms),
        connectives={
            kind: tuple(Passage(*match.span(), match[0]) for match in pattern.finditer(text))
            for kind, pattern in _CONNECTIVES.items()
        },
    )


def _paragraph(
    text: str, sentences: Sequence[Sentence], found: tuple[Evidence, ...], terms: set[str]
) -> ParagraphFacts:
    start, end = sentences[0].start, sentences[-1].end
    words = count_words(text[start:end])
    ends = sentences if len(sentences) == 1 else (sentences[0], sentences[-1])
    return ParagraphFacts(
        passage=Passage(start, end),
        words=words,
        sentences=len(sentences),
        evidence=found,
        question_words=_terms_in(ends, terms),
        heading=len(sentences) == 1 and words < _HEADING_WORDS and text[end - 1] not in ".!?…”’\"')",
    )


def _closing(read: Sequence[Sequence[Sentence]], paragraphs: Sequence[ParagraphFacts]) -> Sequence[Sentence]:
    """The sentences of the conclusion."""
    prose = [sentences for sentences, facts in zip(read, paragraphs, strict=True) if not facts.heading]
    if not prose:
        return ()
    return prose[-1] if len(prose) > 1 else prose[-1][-2:]


def _counter(sentence: Sentence) -> Passage | None:
    opening = _SENTENCE_OPENING.match(sentence.text, sentence.start, sentence.end)
    if opening is not None:
        return Passage(sentence.start, sentence.end, opening[0])
    return _with(_COUNTER, sentence)


def _with(pattern: re.Pattern[str], sentence: Sentence) -> Passage | None:
    """The sentence, if it holds one of some phrases."""
    match = pattern.search(sentence.text, sentence.start, sentence.end)
    return None if match is None else Passage(sentence.start, sentence.end, " ".join(match[0].split()))


def _terms_in(sentences: Sequence[Sentence], terms: set[str]) -> tuple[Passage, ...]:
    """The words of the question in some sentences, each once."""
    found: dict[str, Passage] = {}
    for sentence in sentences if terms else ():
        for word in sentence.words:
            for plain in (word.plain, *word.parts):
                if plain and stem(plain) in terms:
                    written = sentence.text[word.start : word.end]
                    found.setdefault(stem(plain), Passage(sentence.start, sentence.end, written))
    return tuple(found.values())

"""What the words of a query stand for in a library: other names of things, and words that were mistyped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thaw_desktop.content.search_query import STOP_WORDS, Term, words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from thaw_desktop.content.search_query import TypedWord
    from thaw_desktop.content.typo_repair import Vocabulary

_SHORTEST_ALIAS_BEGINNING = 4
_RARE = 10
"""How many times rarer than its other names a word must be to be called by one of them."""


@dataclass(slots=True)
class Reading:
    """How a query is understood.

    Attributes:
        terms: what is looked for, in the order typed.
        counts: number of entries for each term that carries a subject; stop words are not counted.
        corrected: words that occur nowhere as typed, each with what is looked for instead.
    """

    terms: list[Term] = field(default_factory=list)
    counts: dict[Term, int] = field(default_factory=dict)
    corrected: dict[str, str] = field(default_factory=dict)


class TermReader:
    """Turns words into terms, with aliases added and unknown words mended."""

    def __init__(
        self,
        aliases: Mapping[tuple[str, ...], Sequence[str]],
        load_vocabulary: Callable[[Sequence[str]], Vocabulary],
        count: Callable[[str], int],
    ) -> None:
        """Take what a library offers.

        Args:
            aliases: other names for words, the words in the form of `words_of`.
            load_vocabulary: reads the words of the library and adds some to them, called once and only when a word is
                unknown.
            count: number of entries that match an FTS5 expression, possibly cut off above.
        """
        self._aliases = aliases
        self._longest_alias = max(map(len, aliases), default=1)
        self._load_vocabulary = load_vocabulary
        self._vocabulary: Vocabulary | None = None
        self._count = count

    def read(self, words: Sequence[TypedWord]) -> Reading:
        """Find out what words stand for."""
        reading = Reading()
        for term in self._with_aliases(words):
            if not term.carries_subject:
                reading.terms.append(term)
                continue
            count = self._count(term.expression)
            if count and len(term.alternatives) > 1 and not self._count(term.as_typed.expression):
                reading.corrected[term.word] = term.alternatives[1][0]
            for replacement in [term] if count else self._mend(term, reading.corrected):
                reading.terms.append(replacement)
                reading.counts[replacement] = count or self._count(replacement.expression)
        return reading

    def _with_aliases(self, words: Sequence[TypedWord]) -> list[Term]:
        """Turn words into terms, giving each run of words that the pack has an alias for its other names."""
        terms: list[Term] = []
        start = 0
        while start < len(words):
            for length in range(min(self._longest_alias, len(words) - start), 0, -1):
                run = words[start : start + length]
                also = self._also(run)
                if also or length == 1:
                    typed = tuple(word.text for word in run)
                    terms.append(Term(" ".join(typed), (typed, *((phrase,) for phrase in also)), run[-1].unfinished))
                    start += length
                    break
        return terms

    def _also(self, run: Sequence[TypedWord]) -> list[str]:
        """Return the other names of a run of words; a word may be the beginning of one that has other names."""
        typed = tuple(part for word in run for part in words_of(word.text))
        also = list(self._aliases.get(typed, ()))
        if run[-1].unfinished and len(typed) == 1 and len(typed[0]) >= _SHORTEST_ALIAS_BEGINNING:
            for key, phrases in self._aliases.items():
                if len(key) == 1 and key != typed and key[0].startswith(typed[0]):
                    also += phrases
        return list(dict.fromkeys(also))

    def _mend(self, term: Term, corrected: dict[str, str]) -> list[Term]:
        """Return what to search for in place of a term that occurs nowhere, and note a correction."""
        repair = self._words().repair(term.word, unfinished=term.unfinished)
        if repair is None:
            # A compound may be written apart in the library: secret-speech.
            parts = words_of(term.word)
            return [Term(part, ((part,),)) for part in parts] if len(parts) > 1 else [term]
        also = self._aliases.get(words_of(repair.word), ())
        mended = Term(repair.word, tuple((phrase,) for phrase in (repair.word, *also)))
        if repair.distance:
            # An alias that hardly occurs itself, as another transliteration does, is not what is looked for.
            rare = also and self._count(mended.as_typed.expression) * _RARE < self._count(mended.expression)
            corrected[term.word] = also[0] if rare else repair.word
        return [mended]

    def alike(self, word: str) -> str | None:
        """Return the word of the library that looks most like a word, which may be quite another; None for none."""
        return None if word in STOP_WORDS else self._words().alike(word)

    def _words(self) -> Vocabulary:
        if self._vocabulary is None:
            self._vocabulary = self._load_vocabulary([typed[0] for typed in self._aliases if len(typed) == 1])
        return self._vocabulary

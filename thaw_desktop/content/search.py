r"""Search as you type over everything in the library: notes, questions answered, cards, essay questions and terms.

A query is tried in steps, from narrow to wide: titles about all of its words (or other phrasings of a title), entries
with all of them, then entries with any of the rarest. Each step ranks at most `_CAP` matches, because in FTS5
ranking, not matching, is what costs time. Words that occur nowhere are mended first, from the words of the library.
"""

from __future__ import annotations

import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import TYPE_CHECKING

from thaw_desktop.content.search_query import (
    STOP_WORDS,
    Term,
    all_of,
    any_of,
    closeness,
    read_words,
    words_of,
)
from thaw_desktop.content.search_terms import Reading, TermReader
from thaw_desktop.content.snippet import MARK_END, MARK_START, best_sentence, mark_beginnings
from thaw_desktop.content.typo_repair import Vocabulary

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterator, Sequence

    from thaw_desktop.content.search_query import Closeness, TypedWord

_CAP = 1500
"""Matches looked at in one step, and words counted beyond this are simply common."""

_ENOUGH = 5
"""Hits that contain every word; with fewer, hits that contain only some of the words are added below them."""

_MOST_COMMON_WORDS = 4
"""Words too common to be ranked alone are asked for in pairs: of four words, six pairs."""

_CLOSE = 0.4
"""How much a title and a query must have in common for the entry to stand above those that match in their text."""

_TITLED = 2
"""What the scores of titles about every subject begin at."""

_NEARNESS = 0.75
"""How much of such a score is the closeness of the title; the rest is relevance."""

_NEARLY = 0.5
"""How near a title that lacks a subject must be."""

_MOST_NEARLY = 20
"""A third of the titles that are looked at for lacking one subject: BM25 alone says little about them."""

_LACK_ONE = range(3, 7)
"""Of how many subjects a title may lack one."""

_BELOW_ONE = 0.999
"""Keeps a score below those of the next step."""

_KIND_WEIGHTS = {"faq": 1.2, "notes": 1.1, "terms": 1.0, "questions": 0.9, "cards": 0.7}
"""BM25 favours short texts; without this, cards would stand above the notes that explain them."""

_RANGE = "SELECT min(key), max(key) FROM search_entry WHERE :pack IS NULL OR pack = :pack"
_ALIASES = "SELECT typed, also FROM alias WHERE :pack IS NULL OR pack = :pack ORDER BY rowid"
_WORDS = "SELECT word, sum(entries) FROM search_word WHERE :pack IS NULL OR pack = :pack GROUP BY word"
_COUNT = """
    SELECT count(*) FROM (
        SELECT 1 FROM search WHERE search MATCH :match AND rowid BETWEEN :first AND :last LIMIT :cap + 1
    )
"""
# The weights of bm25 are those of title, body and also.
_RANKED = """
    SELECT found.key, found.relevance, search_entry.kind
    FROM (
        SELECT rowid AS key, -bm25(search, 2.0, 1.0, 1.0) AS relevance
        FROM search
        WHERE search MATCH :match AND rowid BETWEEN :first AND :last
        LIMIT :cap
    ) AS found
    JOIN search_entry ON search_entry.key = found.key
    ORDER BY found.relevance DESC
    LIMIT :limit
"""
_RANKED_OF_KINDS = """
    SELECT found.key, found.relevance, found.kind
    FROM (
        SELECT search.rowid AS key, -bm25(search, 2.0, 1.0, 1.0) AS relevance, search_entry.kind AS kind
        FROM search
        JOIN search_entry ON search_entry.key = search.rowid
        WHERE search MATCH :match AND search.rowid BETWEEN :first AND :last
            AND search_entry.kind IN (SELECT value FROM json_each(:kinds))
        LIMIT :cap
    ) AS found
    ORDER BY found.relevance DESC
    LIMIT :limit
"""
_ENTRIES = """
    SELECT key, kind, pack, id, title, section FROM search_entry WHERE key IN (SELECT value FROM json_each(:rows))
"""
# One letter or two have too many matches to rank them, and for one letter FTS5 has no index.
_BY_INITIAL = """
    SELECT key FROM search_entry
    WHERE key BETWEEN :first AND :last AND (title LIKE :beginning || '%' OR title LIKE '% ' || :beginning || '%')
        AND (:kinds IS NULL OR kind IN (SELECT value FROM json_each(:kinds)))
    LIMIT :limit
"""
_BY_BEGINNING = """
    SELECT search.rowid FROM search
    JOIN search_entry ON search_entry.key = search.rowid
    WHERE search MATCH :match AND search.rowid BETWEEN :first AND :last
        AND (:kinds IS NULL OR search_entry.kind IN (SELECT value FROM json_each(:kinds)))
    LIMIT :limit
"""
_TITLES = "SELECT rowid, title, also FROM search WHERE rowid IN (SELECT value FROM json_each(:rows))"
_BODIES = "SELECT rowid, body FROM search WHERE rowid IN (SELECT value FROM json_each(:rows))"
_HIGHLIGHTS = """
    SELECT search.rowid, highlight(search, 1, :start, :end)
    FROM json_each(:rows) AS wanted
    CROSS JOIN search ON search.rowid = wanted.value
    WHERE search MATCH :match
"""


@dataclass(frozen=True, slots=True)
class Hit:
    r"""One entry of the library that answers a search.

    Attributes:
        kind: notes, faq, cards, questions or terms.
        pack: id of its pack.
        id: id of the item in that pack.
        title: plain text.
        snippet: the sentence of the entry that answers best, plain text in which \x02 and \x03 enclose matched words.
        score: higher is better and always positive; comparable within one result only.
        section: id of the section the item belongs to, if any.
    """

    kind: str
    pack: str
    id: str
    title: str
    snippet: str
    score: float
    section: str | None


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a search found.

    Attributes:
        hits: best first.
        corrected: words that occur nowhere as typed, each with what was searched for instead.
    """

    hits: tuple[Hit, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Scope:
    """The entries among which a search looks: one range of rows, perhaps of some kinds only."""

    first: int
    last: int
    kinds: str | None
    limit: int

    def parameters(self, expression: str) -> dict[str, object]:
        """Return the parameters of a statement that looks for an FTS5 expression."""
        return {
            "match": expression,
            "first": self.first,
            "last": self.last,
            "kinds": self.kinds,
            "cap": _CAP,
            "limit": self.limit,
        }


class Search:
    """Searches one pack, or all of them, over a connection to `library.db`.

    The instance belongs to the thread of its connection. A running search may be stopped from another thread with
    `connection.interrupt()`; `find` then raises `sqlite3.OperationalError`.
    """

    def __init__(self, connection: sqlite3.Connection, pack: str | None = None) -> None:
        """Search the pack with this id, or every pack when it is None. Nothing is read until the first search."""
        self._connection = connection
        self._pack = pack
        self._library_state: tuple[int, int] | None = None
        self._range: tuple[int, int] | None = None
        self._terms = TermReader({}, self._load_vocabulary, self._count)
        self._read: tuple[Sequence[TypedWord], Reading] | None = None

    def find(self, text: str, kinds: Collection[str] | None = None, limit: int = 20) -> SearchResult:
        """Find the entries that answer a text, which may be half a word, a keyword or a question.

        Args:
            text: as typed; anything is allowed. Without a letter or digit it finds nothing.
            kinds: the kinds of entries wanted, or None for all.
            limit: hits at most.

        Raises:
            sqlite3.OperationalError: the connection was interrupted.
        """
        words = read_words(text)
        if not words or limit < 1:
            return SearchResult()
        with self._one_state():
            self._notice_changes()
            if self._range is None:
                return SearchResult()
            return self._find(words, _Scope(*self._range, None if kinds is None else json.dumps(sorted(kinds)), limit))

    def _find(self, words: Sequence[TypedWord], scope: _Scope) -> SearchResult:
        if words[-1].unfinished and len(words[-1].text) == 1 and len(words) > 1:
            # A word just begun says nothing yet.
            words = words[:-1]
        if words[0].unfinished and (len(words[0].text) == 1 or words[0].text in STOP_WORDS):
            return self._find_beginning(words[0].text, scope)
        reading = self._reading(words)
        last = reading.terms[-1]
        if last.unfinished and len(last.word) == 2 and reading.counts.get(last, 0) > _CAP:
            # In a large library two letters say nothing yet either.
            if len(reading.terms) == 1:
                return self._find_beginning(last.word, scope)
            reading = Reading(reading.terms[:-1], reading.counts, reading.corrected)
        found = self._find_in_steps(reading, scope)
        return SearchResult(self._hits(found, reading.terms), reading.corrected)

    def nearest(self, text: str, kinds: Collection[str] | None = None, limit: int = 5) -> SearchResult:
        """Find what comes nearest to a text for which nothing was found: entries with words that look like its words.

        Raises:
            sqlite3.OperationalError: the connection was interrupted.
        """
        with self._one_state():
            self._notice_changes()
            near = {
                word.text: alike for word in read_words(text) if (alike := self._terms.alike(word.text)) is not None
            }
            if not near or self._range is None:
                return SearchResult()
            words = read_words(" ".join(near.values()) + " ")
            scope = _Scope(*self._range, None if kinds is None else json.dumps(sorted(kinds)), limit)
            return replace(self._find(words, scope), corrected=near)

    def understands(self, text: str) -> bool:
        """Whether every word of a text that has a subject occurs, as it was typed or mended."""
        words = read_words(text)
        with self._one_state():
            self._notice_changes()
            return bool(words) and self._range is not None and all(self._reading(words).counts.values())

    def knows(self, word: str) -> bool:
        """Whether a word occurs as it was typed, or some form of it."""
        with self._one_state():
            self._notice_changes()
            return self._range is not None and bool(self._count(Term(word, ((word,),)).expression))

    def _reading(self, words: Sequence[TypedWord]) -> Reading:
        """What words stand for; one query is often looked for twice, among different kinds."""
        if self._read is None or self._read[0] != words:
            self._read = (words, self._terms.read(words))
        return self._read[1]

    # What the library contains

    @contextmanager
    def _one_state(self) -> Iterator[None]:
        """Let all statements of a search see the same state of the library, though it be compiled meanwhile."""
        if self._connection.in_transaction:
            yield
            return
        self._connection.execute("BEGIN")
        try:
            yield
        finally:
            # Nothing was written, and a commit could itself be interrupted.
            self._connection.rollback()

    def _notice_changes(self) -> None:
        """Read what every search needs, again when a pack has been compiled or removed since."""
        # The first counts commits of other connections, the second rows changed by this one.
        (version,) = self._connection.execute("PRAGMA data_version").fetchone()
        state = (version, self._connection.total_changes)
        if state == self._library_state:
            return
        pack = {"pack": self._pack}
        first, last = self._connection.execute(_RANGE, pack).fetchone()
        self._range = None if first is None else (first, last)
        aliases: dict[tuple[str, ...], list[str]] = {}
        for typed, also in self._connection.execute(_ALIASES, pack):
            if (key := words_of(typed)) and words_of(also):
                aliases.setdefault(key, []).append(also)
        self._terms = TermReader(aliases, self._load_vocabulary, self._count)
        self._read = None
        self._library_state = state

    def _load_vocabulary(self, others: Sequence[str]) -> Vocabulary:
        words = dict.fromkeys(others, 0)
        words.update(self._connection.execute(_WORDS, {"pack": self._pack}))
        return Vocabulary(words)

    def _count(self, expression: str) -> int:
        first, last = self._range or (0, -1)
        parameters = {"match": expression, "first": first, "last": last, "cap": _CAP}
        (count,) = self._connection.execute(_COUNT, parameters).fetchone()
        return int(count)

    # Looking

    def _find_in_steps(self, reading: Reading, scope: _Scope) -> dict[int, float]:
        """Return row → score, best first, from the narrowest step to the widest that is needed.

        Scores of two steps never mix: 2 to 3 for titles, 1 to 2 for entries with every subject and for titles that
        lack one, 0 to 1 for the rest.
        """
        terms, counts = reading.terms, reading.counts
        subjects = [term for term in terms if counts.get(term)]
        if not subjects:
            # Half a question, as "why did", or words that occur nowhere.
            return dict(list(self._ranked(all_of(terms, "title also"), scope).items())[: scope.limit])
        asking = {term.word for term in terms if term.word in STOP_WORDS}
        found = self._titled(all_of(subjects, "title also"), subjects, asking, scope)
        if len(found) < scope.limit:
            self._add(found, 1, self._weighed(all_of(subjects), subjects, asking, scope))
        if len(found) < _ENOUGH or not any(score >= _TITLED for score in found.values()):
            if len(subjects) in _LACK_ONE:
                lacking = any_of(all_of(part) for part in combinations(subjects, len(subjects) - 1))
                self._add(found, 1, self._nearly_titled(f"{{title also}} : ({lacking})", subjects, asking, scope))
            rest = _any_subject(subjects, counts)
            if len(found) < min(_ENOUGH, scope.limit) and rest:
                self._add(found, 0, self._weighed(rest, subjects, asking, scope))
        return dict(sorted(found.items(), key=lambda item: -item[1])[: scope.limit])

    @staticmethod
    def _add(found: dict[int, float], step: int, weights: dict[int, float]) -> None:
        for row, weight in weights.items():
            found[row] = max(found.get(row, 0.0), step + weight)

    def _titled(
        self, expression: str, subjects: Sequence[Term], asking: Collection[str], scope: _Scope
    ) -> dict[int, float]:
        """Return the entries whose title, or one of its other phrasings, is about all of the subjects."""
        ranked = self._ranked(expression, scope)
        return {
            row: _TITLED + (_NEARNESS * near.shared + (1 - _NEARNESS) * ranked[row]) * _BELOW_ONE
            for row, near in self._closeness(ranked, subjects, asking).items()
            if near.complete and near.shared >= _CLOSE
        }

    def _nearly_titled(
        self, expression: str, subjects: Sequence[Term], asking: Collection[str], scope: _Scope
    ) -> dict[int, float]:
        """Return the entries whose title is about all of the subjects but one, and about little else."""
        ranked = self._ranked(expression, replace(scope, limit=max(scope.limit, _MOST_NEARLY)))
        return {
            row: (0.9 * near.shared + 0.1 * ranked[row]) * _BELOW_ONE
            for row, near in self._closeness(ranked, subjects, asking).items()
            if near.shared >= _NEARLY
        }

    def _weighed(
        self, expression: str, subjects: Sequence[Term], asking: Collection[str], scope: _Scope
    ) -> dict[int, float]:
        """Return the entries that match, weighed by their relevance and a little by their titles."""
        ranked = self._ranked(expression, scope)
        near = self._closeness(ranked, subjects, asking)
        return {row: _mixed(relevance, near[row].shared) for row, relevance in ranked.items()}

    def _closeness(
        self, rows: Collection[int], subjects: Sequence[Term], asking: Collection[str]
    ) -> dict[int, Closeness]:
        titles = self._connection.execute(_TITLES, {"rows": json.dumps(list(rows))}).fetchall()
        near = closeness(subjects, asking, ([title, *also.split("\n")] for _, title, also in titles))
        return {row: one for (row, _, _), one in zip(titles, near, strict=True)}

    def _ranked(self, expression: str, scope: _Scope) -> dict[int, float]:
        """Return row → relevance, best first (that is 1), of the first `_CAP` matches."""
        statement = _RANKED if scope.kinds is None else _RANKED_OF_KINDS
        # Three times as many as wanted, because kinds and titles change the order a little.
        parameters = scope.parameters(expression) | {"limit": 3 * scope.limit}
        ranked: dict[int, float] = {}
        for row, relevance, kind in self._connection.execute(statement, parameters):
            ranked[row] = max(relevance, 1e-9) * _KIND_WEIGHTS.get(kind, 1.0)
        best = max(ranked.values(), default=1.0)
        return {row: weight / best for row, weight in sorted(ranked.items(), key=lambda item: -item[1])}

    def _find_beginning(self, beginning: str, scope: _Scope) -> SearchResult:
        """Find titles with a word that begins with a letter or a few, in the order of the library."""
        title = all_of([Term(beginning, ((beginning,),), unfinished=True)], "title")
        parameters = scope.parameters(title) | {"beginning": beginning}
        rows = self._connection.execute(_BY_INITIAL if len(beginning) == 1 else _BY_BEGINNING, parameters)
        return SearchResult(self._hits({row: 1.0 for (row,) in rows}, []))

    def _hits(self, found: dict[int, float], terms: Sequence[Term]) -> tuple[Hit, ...]:
        """Return the entries found, in the same order, with the terms marked in their best sentences."""
        shown = [term for term in terms if term.carries_subject] or terms
        whole_words = any_of(replace(term, unfinished=False).expression for term in shown)
        parameters = {"rows": json.dumps(list(found)), "match": whole_words, "start": MARK_START, "end": MARK_END}
        entries = {key: entry for key, *entry in self._connection.execute(_ENTRIES, parameters)}
        bodies = dict(self._connection.execute(_BODIES, parameters).fetchall())
        if shown:
            bodies |= dict(self._connection.execute(_HIGHLIGHTS, parameters).fetchall())
        # FTS5 would look a beginning up anew for each row; marking it here takes a hundredth of the time.
        begun = next((term.word for term in shown if term.unfinished), "")
        hits = []
        for key, score in found.items():
            kind, pack, item, title, section = entries[key]
            hits.append(
                Hit(kind, pack, item, title, best_sentence(mark_beginnings(bodies[key], begun)), score, section)
            )
        return tuple(hits)


def _mixed(relevance: float, shared: float) -> float:
    """The weight of an entry within a step, from its relevance and its title's closeness, both 0 to 1."""
    return (0.5 * relevance + 0.5 * shared) * _BELOW_ONE


def _any_subject(terms: Sequence[Term], counts: dict[Term, int]) -> str:
    """Return an expression for any of the rarest terms, as many as can be ranked, and for pairs of the others."""
    known = sorted((term for term in terms if counts.get(term)), key=lambda term: counts[term])
    rare: list[Term] = []
    ranked = 0
    for term in known:
        ranked += counts[term]
        if ranked > _CAP:
            break
        rare.append(term)
    common = known[len(rare) : len(rare) + _MOST_COMMON_WORDS]
    return any_of([term.expression for term in rare] + [all_of(pair) for pair in combinations(common, 2)])

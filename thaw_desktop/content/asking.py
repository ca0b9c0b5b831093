"""Asking everything at once: the packs, the student's own texts and the commands of the app, by one engine."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Final

from thaw_desktop.content.own_index import OwnIndex
from thaw_desktop.content.search import Hit, Search, SearchResult

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Collection, Iterable, Sequence

    from thaw_desktop.content.own_index import OwnText

OWN_KINDS: Final = ("question", "open question", "page", "highlight")
"""Kinds of a student's own texts."""

_ANSWERS = 30
_OTHERS = 5
_FILTERED = 200
"""Answers looked at when only those of one topic are wanted."""
_READ_KINDS = ("notes", "faq", "terms", "questions")
_A_KIND = 5
"""Hits of one kind, where many kinds stand below each other."""


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one query in the FAQ.

    Attributes:
        query: what was asked, as typed.
        answers: entries of the FAQ and own questions, best first.
        others: notes, terms, practice questions and cards, best first.
        corrected: words that occur nowhere as typed, each with what was searched for instead.
        nearest: whether nothing says what was asked, and `answers` are only what comes nearest.
    """

    query: str
    answers: tuple[Hit, ...] = ()
    others: tuple[Hit, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)
    nearest: bool = False


@dataclass(frozen=True, slots=True)
class Everything:
    """The answer to one query over everything.

    Attributes:
        query: what was asked, as typed.
        hits: by kind, the kind of the best hit first, at most five of each.
        corrected: as of `Found`.
        nearest: as of `Found`.
    """

    query: str
    hits: tuple[Hit, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)
    nearest: bool = False


class Asking:
    """Keeps what a search has learnt, for each connection that it runs on, and the index of own texts."""

    def __init__(self) -> None:
        # Each thread has its own connection and so its own search; entries of different threads never meet.
        self._searches: dict[tuple[sqlite3.Connection, str | None], Search] = {}
        self._guard = threading.Lock()
        self._indexes: dict[str, tuple[object, OwnIndex]] = {}

    def ask(
        self,
        connection: sqlite3.Connection,
        pack: str | None,
        query: str,
        texts: Sequence[OwnText] = (),
        sections: Collection[str] | None = None,
        kinds: Collection[str] | None = None,
    ) -> Found:
        """Find what answers a query in one pack, or in all of them for None.

        Args:
            connection: to `library.db`.
            pack: its id.
            query: as typed.
            texts: the student's own; the same object as long as they are the same.
            sections: answers of these sections only.
            kinds: answers of these kinds only, of `faq` and `question`.

        Raises:
            sqlite3.OperationalError: the connection was interrupted, because a newer query is waiting.
        """
        search, own = self._search(connection, pack), self._own(connection, texts)
        limit = _ANSWERS if sections is None and kinds is None else _FILTERED
        library = search.find(query, {"faq"}, limit)
        mine = own.find(query, pack, {"question"}, limit)
        answers, corrected = _together(library, mine, search, partial(own.knows, pack=pack))
        others = search.find(query, ("notes", "terms", "questions", "cards"), _OTHERS)
        chosen = tuple(hit for hit in answers if _is_wanted(hit, sections, kinds))[:_ANSWERS]
        if chosen or others.hits:
            # What is known only outside the FAQ is corrected there too, but that is no news about its answers.
            return Found(query, chosen, others.hits, corrected if chosen else others.corrected)
        near = search.nearest(query, {"faq"}, _OTHERS)
        nearest = tuple(hit for hit in near.hits if _is_wanted(hit, sections, kinds))
        return Found(query, nearest, (), near.corrected, nearest=True)

    def ask_everything(
        self,
        connection: sqlite3.Connection,
        pack: str | None,
        query: str,
        texts: Sequence[OwnText] = (),
        commands: Sequence[OwnText] = (),
    ) -> Everything:
        """Find everything that answers a query; arguments and errors as of `ask`."""
        search, own = self._search(connection, pack), self._own(connection, texts)
        read = search.find(query, _READ_KINDS, len(_READ_KINDS) * _A_KIND)
        cards = search.find(query, {"cards"}, _A_KIND)
        library = SearchResult((*read.hits, *cards.hits), read.corrected or cards.corrected)
        mine = own.find(query, pack, OWN_KINDS, len(OWN_KINDS) * _A_KIND)
        hits, corrected = _together(library, mine, search, partial(own.knows, pack=pack))
        index = self._index("commands", commands, ())
        found = index.find(query, limit=_A_KIND)
        # A command that has only one of the words is not what was meant.
        meant = tuple(hit for hit in found.hits if hit.score >= 1) if index.understands(query) else ()
        if meant and any(map(index.knows, corrected)):
            hits, corrected = (), {}  # a word of a command is no slip
        if not found.corrected or not hits:
            hits = (*hits, *meant)
            corrected = corrected or (found.corrected if meant else {})
        if hits:
            return Everything(query, _by_kind(hits), corrected)
        near = search.nearest(query, _READ_KINDS, _A_KIND)
        return Everything(query, _by_kind(near.hits), near.corrected, nearest=True)

    def _search(self, connection: sqlite3.Connection, pack: str | None) -> Search:
        search = self._searches.get((connection, pack))
        if search is None:
            search = self._searches[connection, pack] = Search(connection, pack)
        return search

    def _own(self, connection: sqlite3.Connection, texts: Sequence[OwnText]) -> OwnIndex:
        aliases = connection.execute("SELECT pack, typed, also FROM alias ORDER BY key") if texts else ()
        return self._index("own", texts, aliases)

    def _index(self, name: str, texts: Sequence[OwnText], aliases: Iterable[tuple[str, str, str]]) -> OwnIndex:
        """The index of some texts, made again when they are others; an old one goes when nobody asks it any more."""
        with self._guard:
            known = self._indexes.get(name)
            if known is None or known[0] is not texts:
                known = self._indexes[name] = (texts, OwnIndex(texts, aliases))
            return known[1]


def _together(
    library: SearchResult, own: SearchResult, search: Search, own_knows: Callable[[str], bool]
) -> tuple[tuple[Hit, ...], dict[str, str]]:
    """The hits of packs and of own texts, best first, and what was corrected.

    A word that one of the two knows as it was typed is no slip, so what the other found for a corrected one does not
    count.
    """
    if own.hits and any(map(own_knows, library.corrected)):
        return own.hits, own.corrected
    if not own.hits or any(map(search.knows, own.corrected)):
        return library.hits, library.corrected
    hits = sorted((*own.hits, *library.hits), key=lambda hit: -hit.score)
    return tuple(hits), library.corrected if library.hits else own.corrected


def _is_wanted(hit: Hit, sections: Collection[str] | None, kinds: Collection[str] | None) -> bool:
    return (sections is None or hit.section in sections) and (kinds is None or hit.kind in kinds)


def _by_kind(hits: Iterable[Hit]) -> tuple[Hit, ...]:
    """The best of each kind, the kinds in the order of their best."""
    kinds: dict[str, list[Hit]] = {}
    for hit in sorted(hits, key=lambda hit: -hit.score):
        kinds.setdefault(hit.kind, []).append(hit)
    return tuple(hit for found in kinds.values() for hit in found[:_A_KIND])

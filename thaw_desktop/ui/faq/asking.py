"""Asking the library: one search over the FAQ, and one over everything else."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thaw_desktop.content.search import Hit, Search

if TYPE_CHECKING:
    import sqlite3

_ANSWERS = 30
_OTHERS = 5
_OTHER_KINDS = ("notes", "terms", "questions", "cards")


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to one query.

    Attributes:
        query: what was asked, as typed.
        answers: entries of the FAQ, best first.
        others: notes, terms, practice questions and cards, best first.
        corrected: words that occur nowhere as typed, each with what was searched for instead.
    """

    query: str
    answers: tuple[Hit, ...] = ()
    others: tuple[Hit, ...] = ()
    corrected: dict[str, str] = field(default_factory=dict)


class Asking:
    """Keeps what a search has learnt about the library, for each connection that it runs on."""

    def __init__(self) -> None:
        # Each thread has its own connection and so its own search; entries of different threads never meet.
        self._searches: dict[tuple[sqlite3.Connection, str | None], Search] = {}

    def ask(self, connection: sqlite3.Connection, pack: str | None, query: str) -> Found:
        """Find what answers a query in one pack, or in all of them for None.

        Raises:
            sqlite3.OperationalError: the connection was interrupted, because a newer query is waiting.
        """
        search = self._searches.get((connection, pack))
        if search is None:
            search = self._searches[connection, pack] = Search(connection, pack)
        answers = search.find(query, {"faq"}, _ANSWERS)
        others = search.find(query, _OTHER_KINDS, _OTHERS)
        # What is known only outside the FAQ is corrected there too, but that is no news about its answers.
        corrected = answers.corrected if answers.hits else others.corrected
        return Found(query, answers.hits, others.hits, corrected)

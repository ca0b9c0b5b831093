"""A search index in memory, for what is no part of a pack: a student's own texts, and the commands of the app.

It has the tables of `library.db` that a search reads, so that one engine finds everything in the same way. In memory,
because a second copy of a student's texts on disk would only be one more thing to keep in step: a thousand of them are
indexed in some 50 ms, on a thread, after a change.
"""

from __future__ import annotations

import re
import sqlite3
import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.content.schema import create_search_tables
from thaw_desktop.content.search import Search, SearchResult
from thaw_desktop.content.search_query import count_surface_words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

# What Markdown writes round its words; the words themselves are kept.
_MARKUP = re.compile(r"!?\[([^\]]*)\]\([^)]*\)|[*_`#>|]+|==|~~|^\s*(?:[-+]|\d+\.)\s+", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class OwnText:
    """One text to be found.

    Attributes:
        kind: what it is, as `Hit.kind` will name it.
        pack: id of the pack it belongs to; empty for none.
        id: its id there.
        title: one line of plain text.
        body: Markdown.
        section: id of the section that it is about, or empty.
        also: other words for it.
    """

    kind: str
    pack: str
    id: str
    title: str
    body: str = ""
    section: str = ""
    also: str = ""


class OwnIndex:
    """Searches texts; may be asked from any thread, by one at a time."""

    def __init__(self, texts: Sequence[OwnText], aliases: Iterable[tuple[str, str, str]] = ()) -> None:
        """Index the texts.

        Args:
            texts: in the order in which those stand that are found equally well.
            aliases: pack, a word typed, and a word to search for as well.
        """
        self._guard = threading.Lock()
        self._connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        create_search_tables(self._connection)
        self._searches: dict[str | None, Search] = {}
        self._fill(texts, aliases)

    def _fill(self, texts: Sequence[OwnText], aliases: Iterable[tuple[str, str, str]]) -> None:
        # The entries of a pack stand in one range of keys, which is what a search is narrowed by.
        entries = list(enumerate(sorted(texts, key=lambda text: text.pack), start=1))
        bodies = {key: _MARKUP.sub(r"\1", text.body) for key, text in entries}
        run = self._connection.executemany
        run(
            "INSERT INTO search_entry(key, pack, kind, id, title, section) VALUES (?, ?, ?, ?, ?, ?)",
            ((key, one.pack, one.kind, one.id, one.title, one.section or None) for key, one in entries),
        )
        run(
            "INSERT INTO search(rowid, title, body, also) VALUES (?, ?, ?, ?)",
            ((key, one.title, bodies[key], one.also) for key, one in entries),
        )
        for pack in {text.pack for text in texts}:
            words = count_surface_words(
                f"{one.title}\n{one.also}\n{bodies[key]}" for key, one in entries if one.pack == pack
            )
            run("INSERT INTO search_word VALUES (?, ?, ?)", ((pack, word, count) for word, count in words.items()))
        run("INSERT INTO alias(pack, typed, also) VALUES (?, ?, ?)", aliases)

    def understands(self, text: str, pack: str | None = None) -> bool:
        """Whether every word of a text that has a subject occurs, as it was typed or mended."""
        with self._guard:
            return self._search(pack).understands(text)

    def knows(self, word: str, pack: str | None = None) -> bool:
        """Whether a word occurs as it was typed, or some form of it."""
        with self._guard:
            return self._search(pack).knows(word)

    def find(
        self, text: str, pack: str | None = None, kinds: Collection[str] | None = None, limit: int = 20
    ) -> SearchResult:
        """Find texts as `Search.find` does, in one pack or, for None, in all."""
        with self._guard:
            return self._search(pack).find(text, kinds, limit)

    def _search(self, pack: str | None) -> Search:
        if pack not in self._searches:
            self._searches[pack] = Search(self._connection, pack)
        return self._searches[pack]

    def close(self) -> None:
        """Give the memory back."""
        with self._guard:
            self._connection.close()

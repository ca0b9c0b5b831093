"""The `search` command: one query, or one a line from standard input, over the library or over a pack on its own."""

from __future__ import annotations

import json
import sys
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.database import plain_errors

if TYPE_CHECKING:
    import argparse
    import sqlite3
    from collections.abc import Callable, Iterator

    from thaw_desktop.content.search import Search, SearchResult
    from thaw_desktop.core.paths import Paths

_FROM_INPUT = "-"
_KINDS = ("faq", "notes", "cards", "questions", "terms", "all")


class SearchCommand:
    """Adds the command to a parser and carries it out."""

    def __init__(self, paths: Callable[[argparse.Namespace], Paths]) -> None:
        """Find the folders of a run by `paths`."""
        self._paths = paths

    def describe(
        self, parser: argparse.ArgumentParser, count: Callable[[str], int], place: Callable[[str], Path]
    ) -> None:
        """Add the arguments; `count` reads how many hits are wanted, `place` the name of a file or folder."""
        parser.add_argument(
            "text", nargs="+", metavar="TEXT", help="what to look for; - reads one query a line from standard input"
        )
        parser.add_argument("--in", dest="kind", choices=_KINDS, default="all", help="where to search")
        parser.add_argument("--limit", type=count, default=10, metavar="N", help="at most so many hits (10)")
        parser.add_argument(
            "--pack",
            type=place,
            metavar="PATH",
            help="search this pack folder or file, which is not installed",
        )
        parser.add_argument("--json", action="store_true", help="print one JSON array (with -: one a line)")
        parser.set_defaults(command=self.run)

    def run(self, options: argparse.Namespace) -> int:
        """Search, and print what was found; the exit code."""
        from thaw_desktop.content.library import Library
        from thaw_desktop.content.search import Search

        kinds = None if options.kind == "all" else (options.kind,)
        with self._library(options) as connection:
            search = Search(connection)
            several = len(Library(connection).packs()) > 1
            if options.text == [_FROM_INPUT]:
                for query in _lines():
                    _print_line(search, query, kinds, options, several=several)
                return 0
            result = search.find(" ".join(options.text), kinds=kinds, limit=options.limit)
        hits = _plain(result)
        if options.json:
            print(json.dumps(hits, ensure_ascii=_ascii_only(), indent=1))
        else:
            _print_words(hits, several=several)
        for typed, used in result.corrected.items():
            print(f"Showing results for {used} instead of {typed}.", file=sys.stderr)
        if not hits:
            print("Nothing found.", file=sys.stderr)
        return 0

    @contextmanager
    def _library(self, options: argparse.Namespace) -> Iterator[sqlite3.Connection]:
        """The student's library brought up to date, or a pack compiled for this run alone."""
        from thaw_desktop.content.shelf import look_for_packs, open_library, refresh

        if options.pack is not None:
            from tempfile import TemporaryDirectory

            with TemporaryDirectory(prefix="thaw-search-") as folder:
                library = Path(folder) / "library.db"
                # Closed before the folder goes: Windows removes no open file.
                with closing(open_library(library)) as connection:
                    with plain_errors(library):
                        errors = refresh(connection, [options.pack.absolute()])
                    if errors:
                        raise errors[0]
                    yield connection
            return
        paths = self._paths(options)
        paths.make_data_folder()
        with closing(open_library(paths.library_database)) as connection:
            for error in look_for_packs(connection, paths):
                print(error.sentence, file=sys.stderr)
            yield connection


def _lines() -> Iterator[str]:
    """The lines of standard input as they come; bytes that are not UTF-8 become a sign that no word contains."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        yield from sys.stdin or ()
        return
    for line in stream:
        yield line.decode("utf-8", errors="replace").rstrip("\r\n")


def _print_line(
    search: Search, query: str, kinds: tuple[str, ...] | None, options: argparse.Namespace, *, several: bool
) -> None:
    """Answer one line in one line, at once: whoever asks may be waiting for it before asking again."""
    hits = _plain(search.find(query, kinds=kinds, limit=options.limit))
    if options.json:
        print(json.dumps(hits, ensure_ascii=_ascii_only(), separators=(",", ":")), flush=True)
    else:
        _print_words(hits, several=several)
        print(flush=True)


def _plain(result: SearchResult) -> list[dict[str, Any]]:
    return [
        {
            "kind": hit.kind,
            "pack": hit.pack,
            "id": hit.id,
            "title": hit.title,
            "snippet": _unmarked(hit.snippet),
            "score": round(hit.score, 4),
        }
        for hit in result.hits
    ]


def _print_words(hits: list[dict[str, Any]], *, several: bool) -> None:
    """Print hits for people; of several packs, the pack of each is named as well."""
    for hit in hits:
        pack = f"{hit['pack']}\t" if several else ""
        print(f"{hit['kind']}\t{pack}{hit['id']}\t{hit['title']}\n\t{hit['snippet']}")


def _ascii_only() -> bool:
    """Whether output must be escaped, because the stream's encoding has not every letter."""
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "") != "utf8"


def _unmarked(snippet: str) -> str:
    return " ".join(snippet.replace("\x02", "").replace("\x03", "").split())

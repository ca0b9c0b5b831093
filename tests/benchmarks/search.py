"""Search among 1 000, 10 000 and 100 000 entries: every keystroke, building, memory, and what comes first.

    python tests/benchmarks/search.py [--sizes 1000 10000 100000] [--runs 3]

The sixty labelled entries of `tests/data/search` stand in a pack of their own among packs of real short texts, the
docstrings of Python's standard library, recombined from a fixed seed. Each engine answers the same four queries an
entry (`tests/data/search_queries.tsv`): keywords, the same with one slip, a question in other words, and a beginning.
Thaw is asked over all packs and, as a student mostly asks it, in the open pack; beside it stand FTS5 as it comes (all
words, or any, the last as a prefix) and tantivy (any word, one edit allowed), where that can be imported.

Every engine and size has a process of its own. Prints tables; judges nothing.
"""

from __future__ import annotations

import argparse
import ast
import json
import random
import resource
import sqlite3
import statistics
import subprocess
import sys
import sysconfig
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

KINDS = ("keywords", "typo", "question", "prefix")
DATA = ROOT / "tests" / "data"
OTHER_PACK = 10_000
"""Entries of one pack of other texts."""
TYPED_KEY_BY_KEY = 10
"""Labelled entries whose queries of every kind are typed key by key."""

Ask = "Callable[[str], list[str]]"


class Entry(NamedTuple):
    """One entry: an id, a title and a text."""

    id: str
    title: str
    text: str


def labelled() -> tuple[list[Entry], list[tuple[str, str, str]]]:
    """The labelled entries, and (kind, query, id of the entry wanted)."""
    from thaw_desktop.content.reader import read_pack

    pack, problems = read_pack(DATA / "search")
    assert pack is not None, problems
    queries = []
    for line in (DATA / "search_queries.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        ident, *typed = line.split("\t")
        queries += [(kind, query, ident) for kind, query in zip(KINDS, typed, strict=True)]
    return [Entry(faq.id, faq.question, faq.text) for faq in pack.faqs], queries


def other_entries(count: int) -> Iterator[Entry]:
    """So many entries of real sentences, the same ones each time on one installation of Python."""
    sentences = []
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).rglob("*.py")):
        if "site-packages" in path.parts or "test" in path.parts:
            continue
        try:
            tree = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError):
            continue
        for node in ast.walk(tree):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                text = " ".join((ast.get_docstring(node) or "").split())
                sentences += [one.strip() for one in text.split(". ") if 20 < len(one) < 240]
    draw = random.Random(1)
    for number in range(count):
        chosen = draw.choices(sentences, k=4)
        yield Entry(f"o{number}", chosen[0][:90], ". ".join(chosen[1:]))


def build_thaw(folder: Path, size: int) -> sqlite3.Connection:
    """`library.db` with the labelled pack and the others."""
    from thaw_desktop.content.compiler import compile_pack
    from thaw_desktop.content.model import FaqEntry, Pack, PackInfo
    from thaw_desktop.content.reader import read_pack
    from thaw_desktop.content.shelf import open_library

    connection = open_library(folder / "library.db")
    pack, _ = read_pack(DATA / "search")
    assert pack is not None
    others = list(other_entries(size - len(pack.faqs)))
    began = time.perf_counter()
    compile_pack(connection, pack, "labelled", 0)
    for start in range(0, len(others), OTHER_PACK):
        name = f"other-{start}"
        info = PackInfo(name, name, "1.0.0", "en", "", "", "CC0-1.0", (), (), "", ())
        faqs = tuple(FaqEntry(e.id, e.title, (), "", e.text, "", (), ()) for e in others[start : start + OTHER_PACK])
        compile_pack(connection, Pack(info, (), faqs, (), (), (), (), {}, ()), name, start + 1)
    report_build(began)
    return connection


def thaw(folder: Path, size: int, pack: str | None = None) -> Callable[[str], list[str]]:
    """Thaw's own search, over all packs or in one."""
    from thaw_desktop.content.search import Search

    search = Search(build_thaw(folder, size), pack)
    return lambda query: [hit.id for hit in search.find(query, limit=5).hits]


def thaw_in_pack(folder: Path, size: int) -> Callable[[str], list[str]]:
    """Thaw's own search in the open pack among the others."""
    return thaw(folder, size, "labelled")


def fts5(folder: Path, size: int, joined: str) -> Callable[[str], list[str]]:
    """FTS5 as it comes: its own ranking, the words quoted, the last as a prefix."""
    entries, _ = labelled()
    entries += other_entries(size - len(entries))
    connection = sqlite3.connect(folder / "fts5.db")
    began = time.perf_counter()
    connection.execute("CREATE VIRTUAL TABLE f USING fts5(title, body, id UNINDEXED)")
    connection.executemany("INSERT INTO f VALUES (?, ?, ?)", ((one.title, one.text, one.id) for one in entries))
    connection.commit()
    report_build(began)

    def ask(query: str) -> list[str]:
        words = [f'"{word}"' for word in query.replace('"', " ").split()]
        if not words:
            return []
        match = f" {joined} ".join(words) + ("*" if query[-1:].isalnum() else "")
        rows = connection.execute("SELECT id FROM f WHERE f MATCH ? ORDER BY rank LIMIT 5", (match,))
        return [row[0] for row in rows]

    return ask


def fts5_all(folder: Path, size: int) -> Callable[[str], list[str]]:
    """FTS5, all words."""
    return fts5(folder, size, "AND")


def fts5_any(folder: Path, size: int) -> Callable[[str], list[str]]:
    """FTS5, any word."""
    return fts5(folder, size, "OR")


def tantivy_any(folder: Path, size: int) -> Callable[[str], list[str]]:
    """Tantivy: any word, one edit allowed from four letters, the last word also as a beginning."""
    import tantivy  # type: ignore[import-not-found]

    entries, _ = labelled()
    entries += other_entries(size - len(entries))
    builder = tantivy.SchemaBuilder()
    for name in ("title", "body"):
        builder.add_text_field(name, stored=False, tokenizer_name="en_stem")
    builder.add_text_field("id", stored=True, tokenizer_name="raw")
    schema = builder.build()
    index = tantivy.Index(schema, path=str(folder))
    began = time.perf_counter()
    writer = index.writer()
    for one in entries:
        writer.add_document(tantivy.Document(title=one.title, body=one.text, id=one.id))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    report_build(began)
    searcher = index.searcher()

    def ask(query: str) -> list[str]:
        words = "".join(letter if letter.isalnum() else " " for letter in query.lower()).split()
        if not words:
            return []
        plain, _ = index.parse_query_lenient(" ".join(words), ["title", "body"], field_boosts={"title": 2.0})
        clauses = [(tantivy.Occur.Should, plain)]
        for place, word in enumerate(words):
            last = place == len(words) - 1 and query[-1:].isalnum()
            if len(word) < 4:
                continue
            for name in ("title", "body"):
                near = tantivy.Query.fuzzy_term_query(schema, name, word, distance=1, prefix=last)
                clauses.append((tantivy.Occur.Should, near))
        found = searcher.search(tantivy.Query.boolean_query(clauses), 5).hits
        return [searcher.doc(address)["id"][0] for _, address in found]

    return ask


ENGINES: dict[str, Callable[[Path, int], Callable[[str], list[str]]]] = {
    "Thaw, all packs": thaw,
    "Thaw, open pack": thaw_in_pack,
    "FTS5, all words": fts5_all,
    "FTS5, any word": fts5_any,
    "tantivy, one edit": tantivy_any,
}


def resident() -> float:
    """Resident memory now, in MB; the greatest so far where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize() / 1e6
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


BUILD: dict[str, float] = {}


def report_build(began: float) -> None:
    """Note how long an index took, its entries being in memory already."""
    BUILD["seconds"] = time.perf_counter() - began


def measure(engine: str, size: int, runs: int) -> dict[str, float]:
    """Build one index in this process and ask it everything."""
    _, queries = labelled()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        ask = ENGINES[engine](Path(place), size)
        before = resident()
        keys = [
            query[:end] for _, query, _ in queries[: len(KINDS) * TYPED_KEY_BY_KEY] for end in range(1, len(query) + 1)
        ]
        quickest = dict.fromkeys(keys, float("inf"))
        for _ in range(runs):
            for key in keys:
                began = time.perf_counter()
                ask(key)
                quickest[key] = min(quickest[key], time.perf_counter() - began)
        figures = {"build": BUILD["seconds"], "memory": resident() - before, **percentiles(list(quickest.values()))}
        for kind in KINDS:
            ranks = [rank(ask(query), ident) for one, query, ident in queries if one == kind]
            figures[f"{kind} recall"] = statistics.mean(found == 1 for found in ranks)
            figures[f"{kind} mrr"] = statistics.mean(1 / found if found else 0 for found in ranks)
    return figures


def percentiles(seconds: list[float]) -> dict[str, float]:
    """Median, 95th and 99th percentile in milliseconds."""
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50": cuts[49] * 1e3, "p95": cuts[94] * 1e3, "p99": cuts[98] * 1e3}


def rank(found: list[str], wanted: str) -> int:
    """Place of the entry wanted among the first five, from 1; 0 when it is not there."""
    return found.index(wanted) + 1 if wanted in found else 0


def misses(size: int) -> None:
    """Name the queries whose entry Thaw does not put first, for whoever tunes."""
    _, queries = labelled()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        for name, pack in (("all packs", None), ("open pack", "labelled")):
            folder = Path(place) / name
            folder.mkdir()
            ask = thaw(folder, size, pack)
            for kind, query, ident in queries:
                found = ask(query)
                if found[:1] != [ident]:
                    print(f"{name}: {kind}: {query!r} wants {ident}, finds {', '.join(found[:3])}")


def main() -> None:
    """Measure each engine at each size in a process of its own, and print tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--misses", type=int, metavar="SIZE", help="only name what is not found first")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.misses:
        misses(options.misses)
        return
    if options.one:
        print(json.dumps(measure(options.one, options.sizes[0], options.runs)))
        return
    engines = [name for name in options.engines if find_spec("tantivy") or not name.startswith("tantivy")]
    if len(engines) < len(options.engines):
        print("tantivy cannot be imported: left out (pip install --target DIR tantivy, then PYTHONPATH=DIR)\n")
    print("Milliseconds a key: p50 / p95 / p99. Build in s, memory in MB above the built index.")
    print("Then recall@1 / MRR@5 by kind of query.\n")
    print(
        f"{'entries':>8}  {'engine':18} {'ms a key':>21} {'build':>6} {'MB':>5}  "
        + "  ".join(f"{k:^11}" for k in KINDS)
    )
    for size in options.sizes:
        for engine in engines:
            command = [sys.executable, __file__, "--one", engine, "--sizes", str(size), "--runs", str(options.runs)]
            done = subprocess.run(command, capture_output=True, text=True, check=True)
            one = json.loads(done.stdout)
            times = f"{one['p50']:6.2f} {one['p95']:6.2f} {one['p99']:7.2f}"
            found = "  ".join(f"{one[f'{kind} recall']:.3f} {one[f'{kind} mrr']:.3f}" for kind in KINDS)
            print(f"{size:8}  {engine:18} {times} {one['build']:6.1f} {one['memory']:5.0f}  {found}", flush=True)


if __name__ == "__main__":
    main()

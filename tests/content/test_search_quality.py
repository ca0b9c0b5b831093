"""What comes first, on sixty answers that no tuning has seen the index of (tests/benchmarks/search.py has the rest)."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.compiler import compile_pack
from thaw_desktop.content.reader import read_pack
from thaw_desktop.content.schema import migrate
from thaw_desktop.content.search import Search
from thaw_desktop.core.paths import resources_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

DATA = Path(__file__).parents[1] / "data"
KINDS = ("keywords", "typo", "question", "prefix")


@pytest.fixture(scope="module")
def searched() -> Iterator[Callable[[str], Search]]:
    """The labelled pack and the built-in one in one library; searched by the name of a pack."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        for place, folder in enumerate((DATA / "search", resources_folder() / "packs" / "destalinisation")):
            pack, problems = read_pack(folder)
            assert pack is not None, problems
            compile_pack(connection, pack, folder.name, place)
        yield lambda pack: Search(connection, pack)


def first(search: Search, query: str, wanted: int = 1) -> list[str]:
    return [hit.id for hit in search.find(query, {"faq"}, 10).hits][:wanted]


@pytest.mark.parametrize(("kind", "least"), [("keywords", 0.98), ("typo", 0.95), ("question", 0.9), ("prefix", 0.95)])
def test_the_answer_comes_first(searched: Callable[[str], Search], kind: str, least: float) -> None:
    search = searched("labelled")
    rows = [line.split("\t") for line in (DATA / "search_queries.tsv").read_text(encoding="utf-8").splitlines()[1:]]
    missed = {row[1 + KINDS.index(kind)]: row[0] for row in rows}
    missed = {query: ident for query, ident in missed.items() if first(search, query) != [ident]}
    assert 1 - len(missed) / len(rows) >= least, missed


def test_slips_in_an_ordinary_question_do_not_hide_the_answer(searched: Callable[[str], Search]) -> None:
    assert "f-why-speech" in first(searched("destalinisation"), "why did kruschev atack stalin", 3)


def test_what_is_asked_breaks_ties_between_answers_about_one_thing(searched: Callable[[str], Search]) -> None:
    search = searched("destalinisation")
    assert first(search, "what did khrushchev say in the secret speech") == ["f-speech-said"]
    assert first(search, "why did khrushchev give the secret speech") == ["f-why-speech"]


@pytest.mark.parametrize("typed", ["zzzz", "qwerty", "asdf", "xyzzyqq", "blorft"])
def test_nonsense_is_mended_to_nothing(searched: Callable[[str], Search], typed: str) -> None:
    search = searched("destalinisation")
    assert search.find(typed).corrected == {}
    assert search.find(typed).hits == ()
    assert search.nearest(typed).hits == ()


def test_american_endings_are_no_slips(searched: Callable[[str], Search]) -> None:
    found = searched("labelled").find("normalization database")
    assert found.hits[0].id == "normalisation"
    assert found.corrected == {}


def test_the_nearest_is_offered_for_a_word_too_far_from_any(searched: Callable[[str], Search]) -> None:
    search = searched("labelled")
    assert search.find("photosensitivesis").hits == ()
    assert search.nearest("titrxtyon").hits[0].id == "titration"


def test_an_exact_title_stands_above_partial_ones(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text(
        "format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: en\nlicence: CC0-1.0\n", encoding="utf-8"
    )
    (tmp_path / "faq.md").write_text(
        "## Is the inverse of a square a square? ^a\n\nThe inverse square, inverse and square. Inverse square.\n\n"
        "## Inverse square ^b\n\nA law of physics about intensity that falls with distance, and much else besides.\n\n"
        "## Who found the inverse square law of gravity? ^c\n\nInverse square, inverse square, inverse square.\n",
        encoding="utf-8",
    )
    pack, problems = read_pack(tmp_path)
    assert pack is not None, problems
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection)
        compile_pack(connection, pack, "p", 0)
        assert first(Search(connection, "p"), "inverse square") == ["b"]

"""Packs are compiled into `library.db` whole or not at all."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content import compiler
from thaw_desktop.content.compiler import compile_pack, fingerprint, remove_pack
from thaw_desktop.content.library import Library
from thaw_desktop.content.model import Card, Counts, Section
from thaw_desktop.core.errors import PackError

if TYPE_CHECKING:
    import sqlite3
    from pathlib import Path

    from thaw_desktop.content.model import Pack


def _dump(connection: sqlite3.Connection) -> list[str]:
    return [line for line in connection.iterdump() if "search_" not in line[:30]]


def _renamed(pack: Pack, ident: str) -> Pack:
    return replace(pack, info=replace(pack.info, id=ident))


def _search_keys(connection: sqlite3.Connection, pack: str) -> list[int]:
    return [row[0] for row in connection.execute("SELECT key FROM search_entry WHERE pack = ? ORDER BY key", (pack,))]


def test_compile_pack_gives_back_what_was_read(library_connection: sqlite3.Connection, parsed_pack: Pack) -> None:
    library, pack = Library(library_connection), parsed_pack.info.id

    assert library.packs() == [parsed_pack.info]
    assert [library.section(pack, section.id) for section in parsed_pack.sections] == list(parsed_pack.sections)
    assert library.faqs(pack) == list(parsed_pack.faqs)
    assert library.questions(pack) == list(parsed_pack.questions)
    assert library.terms(pack) == list(parsed_pack.terms)
    assert library.timeline(pack) == list(parsed_pack.timeline)
    assert [library.card(pack, card.id) for card in parsed_pack.cards] == list(parsed_pack.cards)
    assert library.media(pack, "media/map.png") == parsed_pack.media[0].data
    assert library.counts(pack) == Counts.of(parsed_pack)


_IDS = st.lists(st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True), unique=True, max_size=12)
_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)


@given(sections=_IDS, cards=_IDS, texts=st.lists(_TEXT, min_size=1, max_size=4))
def test_compile_pack_keeps_ids_order_and_any_text(
    sections: list[str],
    cards: list[str],
    texts: list[str],
    parsed_pack: Pack,
    empty_library: sqlite3.Connection,
) -> None:
    def text(number: int) -> str:
        return texts[number % len(texts)]

    pack = replace(
        parsed_pack,
        sections=tuple(
            Section(ident, text(number), None, 1, text(number + 1), 0, text(number + 2), text(number), (text(1),), ())
            for number, ident in enumerate(sections)
        ),
        cards=tuple(
            Card(ident, ident, "basic", text(number), "", text(1), text(2), text(3), text(number), (text(number),))
            for number, ident in enumerate(cards)
        ),
    )

    compile_pack(empty_library, pack, "mark", 0)

    library = Library(empty_library)
    assert [entry.id for entry in library.outline("thaw-sample")] == sections
    assert library.cards("thaw-sample") == list(pack.cards)
    assert [library.section("thaw-sample", ident) for ident in sections] == list(pack.sections)


def test_compile_pack_replaces_what_was_compiled_before(
    library_connection: sqlite3.Connection, parsed_pack: Pack
) -> None:
    before = _dump(library_connection)
    compile_pack(library_connection, replace(parsed_pack, faqs=(), cards=parsed_pack.cards[:1]), "other", 5)
    assert Library(library_connection).faqs("thaw-sample") == []
    assert Library(library_connection).fingerprints() == {"thaw-sample": "other"}

    compile_pack(library_connection, parsed_pack, Library(library_connection).fingerprints()["thaw-sample"], 0)

    changed = [line for line in _dump(library_connection) if line not in before]
    assert [line for line in changed if 'INTO "pack"' not in line and 'INTO "search' not in line] == []


def test_compile_pack_leaves_other_packs_alone(library_connection: sqlite3.Connection, parsed_pack: Pack) -> None:
    compile_pack(library_connection, _renamed(parsed_pack, "other"), "x", 1)
    other = Library(library_connection).cards("other")

    compile_pack(library_connection, replace(parsed_pack, cards=()), "y", 0)

    assert Library(library_connection).cards("other") == other
    assert [info.id for info in Library(library_connection).packs()] == ["thaw-sample", "other"]


def test_compile_pack_keeps_the_search_entries_of_a_pack_together(
    library_connection: sqlite3.Connection, parsed_pack: Pack
) -> None:
    compile_pack(library_connection, _renamed(parsed_pack, "other"), "x", 1)
    compile_pack(library_connection, parsed_pack, "y", 0)
    compile_pack(library_connection, _renamed(parsed_pack, "third"), "z", 2)

    for pack in ("thaw-sample", "other", "third"):
        keys = _search_keys(library_connection, pack)
        assert keys == list(range(keys[0], keys[0] + len(keys)))
    in_index = [row[0] for row in library_connection.execute("SELECT rowid FROM search ORDER BY rowid")]
    in_table = [row[0] for row in library_connection.execute("SELECT key FROM search_entry ORDER BY key")]
    assert in_index == in_table


def test_compile_pack_indexes_every_kind_and_each_source_card_once(library_connection: sqlite3.Connection) -> None:
    rows = library_connection.execute(
        "SELECT kind, id, search.title, body, also, section FROM search_entry JOIN search ON search.rowid = key"
    ).fetchall()
    entries = {(kind, ident): rest for kind, ident, *rest in rows}

    assert [ident for kind, ident in entries if kind == "cards"] == [
        "card-date",
        "card-october",
        "card-cult.1",
        "card-year",
        "card-places",
        "card-order",
    ]
    assert entries["cards", "card-cult.1"] == [
        "The speech condemned the cult of personality as un-Marxist.",
        "",
        "",
        "speech",
    ]
    assert entries["cards", "card-year"] == ["Year of the Secret Speech", "1956", "25 February 1956", "speech"]
    assert entries["terms", "term-cult"][2:] == ["personality cult\nleader worship", None]
    assert entries["faq", "faq-why"][3] == "speech-reasons"
    title, body, _, section = entries["questions", "question-why"]
    assert (title, section) == ("Reasons for the speech", "speech")
    assert "distance between the Party" in body
    assert "distance the Party from" not in body
    assert entries["notes", "speech"][1].startswith("What Khrushchev said behind closed doors\nIn February")


def test_compile_pack_counts_the_words_of_the_pack(library_connection: sqlite3.Connection) -> None:
    words = dict(library_connection.execute("SELECT word, entries FROM search_word WHERE pack = 'thaw-sample'"))

    assert words["khrushchev"] > 1
    assert words["stalin's"] if "stalin's" in words else words["stalin"]


def test_compile_pack_writes_nothing_when_it_fails(
    library_connection: sqlite3.Connection, parsed_pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(library_connection.iterdump())

    def fail(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(compiler, "_write_search", fail)
    with pytest.raises(RuntimeError):
        compile_pack(library_connection, replace(parsed_pack, faqs=()), "x", 0)

    assert not library_connection.in_transaction
    assert list(library_connection.iterdump()) == before


def test_remove_pack_takes_out_every_row(library_connection: sqlite3.Connection, parsed_pack: Pack) -> None:
    compile_pack(library_connection, _renamed(parsed_pack, "other"), "x", 1)
    remove_pack(library_connection, "other")
    remove_pack(library_connection, "other")
    assert [info.id for info in Library(library_connection).packs()] == ["thaw-sample"]

    remove_pack(library_connection, "thaw-sample")

    tables = ["pack", "section", "faq", "card", "question", "mark_point", "term", "timeline", "media", "alias"]
    for table in [*tables, "search_entry", "search", "search_word"]:
        assert library_connection.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table  # noqa: S608


def test_fingerprint_changes_with_names_and_bytes_only(small_pack: Path, tmp_path: Path) -> None:
    first = fingerprint(small_pack)
    copy = tmp_path / "copy"
    shutil.copytree(small_pack, copy)
    assert fingerprint(copy) == first

    (copy / "faq.md").rename(copy / "faq2.md")
    renamed = fingerprint(copy)
    (copy / "faq2.md").write_bytes((copy / "faq2.md").read_bytes() + b" ")

    assert len({first, renamed, fingerprint(copy)}) == 3


def test_fingerprint_changes_with_the_compiler(small_pack: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = fingerprint(small_pack)

    monkeypatch.setattr(compiler, "COMPILER_VERSION", compiler.COMPILER_VERSION + 1)

    assert fingerprint(small_pack) != first


def test_fingerprint_of_a_file_ignores_its_name(tmp_path: Path) -> None:
    (tmp_path / "a.thawpack").write_bytes(b"one")
    (tmp_path / "b.thawpack").write_bytes(b"one")

    assert fingerprint(tmp_path / "a.thawpack") == fingerprint(tmp_path / "b.thawpack")


def test_fingerprint_says_when_the_pack_is_gone(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read"):
        fingerprint(tmp_path / "gone.thawpack")

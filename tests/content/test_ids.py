"""Ids are written where they are missing, and nothing else changes: neither what is read nor how the files look."""

from __future__ import annotations

import string
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaw_desktop.content.ids import with_ids, write_missing_ids
from thaw_desktop.content.reader import read_again, read_closely
from thaw_desktop.core.errors import PackError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_WITHOUT_IDS = {
    "pack.yaml": "format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: en\nlicence: CC0-1.0\n",
    "notes/s.md": "---\nid: s\ntitle: S\n---\nText.\n\n## A heading ##\n\nMore.\n",
    "faq.md": "## Why?\nsection: s\n\nBecause.\n",
    "glossary.md": "Term\n: A definition\n  of two lines. Also: other\n",
    "timeline.md": "- [1956] {Politics} Event | text #beyond §s\n",
    "cards/a.md": (
        "---\nsection: s\n---\nFront::Back\n\nOne:::Other\n\nA ==gap== in\na text\n\n"
        "Several lines\n?\nof answer\n\n```\n?\n```\n\n"
        "In order #order\n?\n1. x\n2. y\n\nYear::1956 | 56 #type-in"
    ),
    "questions/q.md": (
        "---\nid: q\nmarks: 3\nminutes: 5\nsections: [s]\n---\nWhy?\n\n## Mark points\n\n"
        "- [1] A point\n  over two lines.\n  words: a + b\n- [2] Another.\n"
    ),
}


def test_every_missing_id_is_written_and_reads_as_before(write_pack: Callable[..., Path]) -> None:
    folder = write_pack({name: text.encode() for name, text in _WITHOUT_IDS.items()})
    before = read_closely(folder)
    assert before.pack is not None, before.problems

    written = write_missing_ids(folder)

    after = read_closely(folder)
    assert after.pack == before.pack
    assert len(written) == len([item for item in before.items if item.gap]) > 10
    assert [item for item in after.items if item.gap] == []
    assert "no id" not in " ".join(map(str, after.problems))
    assert (folder / "notes/s.md").read_text(encoding="utf-8").count("## A heading ^") == 1


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n"])
def test_line_ends_and_the_byte_order_mark_stay(ending: str, write_pack: Callable[..., Path]) -> None:
    text = "\ufeff" + "## Why?\nsection: s\n\nBecause.\n".replace("\n", ending)
    folder = write_pack({**{name: _WITHOUT_IDS[name] for name in ("pack.yaml", "notes/s.md")}, "faq.md": text.encode()})

    write_missing_ids(folder)

    written = (folder / "faq.md").read_bytes().decode("utf-8")
    ident = written.partition("^")[2].partition(ending)[0]
    assert written == text.replace("## Why?", f"## Why? ^{ident}")


@pytest.mark.parametrize(
    ("line", "written"),
    [
        ("## Why? ##", "## Why? ^"),
        ("## Why? ## <!-- to do -->", "## Why? <!-- to do --> ^"),
        ("## Why? ##\N{NO-BREAK SPACE}", "## Why? ^"),
        ("## Why? <!-- ## -->", "## Why? <!-- ## --> ^"),
        ("## Why? C##", "## Why? C## ^"),
        ("## Why?\v", "## Why?\v ^"),
        ("## Why? ##\f", "## Why? ##\f ^"),
    ],
)
def test_what_stands_behind_a_heading_stays_behind_it(line: str, written: str, write_pack: Callable[..., Path]) -> None:
    files = {name: _WITHOUT_IDS[name] for name in ("pack.yaml", "notes/s.md")}
    folder = write_pack({**files, "faq.md": f"{line}\nsection: s\n\nBecause.\n"})
    before = read_closely(folder)

    write_missing_ids(folder)

    assert read_closely(folder).pack == before.pack
    assert written in (folder / "faq.md").read_text(encoding="utf-8")


def test_a_pack_with_errors_is_left_alone(write_pack: Callable[..., Path]) -> None:
    folder = write_pack({**_WITHOUT_IDS, "faq.md": "## Why?\n"})
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}

    with pytest.raises(PackError, match="without errors"):
        write_missing_ids(folder)

    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_ids_are_not_written_into_a_file(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="not a folder"):
        write_missing_ids(tmp_path / "pack.thawpack")


_WORDS = st.text(string.ascii_letters + string.digits + " ,.'éü()-", min_size=1, max_size=30).map(
    lambda text: f"q{text.strip()}"
)
_CARDS = st.one_of(
    st.builds("{}::{}".format, _WORDS, _WORDS),
    st.builds("{}:::{}".format, _WORDS, _WORDS),
    st.builds("{} =={}== {}".format, _WORDS, _WORDS, _WORDS),
    st.builds("{}\n?\n{}\n- {}".format, _WORDS, _WORDS, _WORDS),
    st.builds("{}\n?\n```\n{}\n```".format, _WORDS, _WORDS),
    st.builds("{} #order\n?\n1. {}\n2. {}".format, _WORDS, _WORDS, _WORDS),
    st.builds("{}::{} | {} #type-in".format, _WORDS, _WORDS, _WORDS),
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cards=st.lists(_CARDS, min_size=1, max_size=8), ending=st.sampled_from(["", "\n", "\n\n\n"]))
def test_any_cards_get_their_ids_and_stay_what_they_are(cards: list[str], ending: str) -> None:
    files = {
        "pack.yaml": _WITHOUT_IDS["pack.yaml"].encode(),
        "notes/s.md": _WITHOUT_IDS["notes/s.md"].encode(),
        "cards/a.md": ("---\nsection: s\n---\n" + "\n\n".join(cards) + ending).encode(),
    }
    before = read_again(files)
    assert before.pack is not None, before.problems

    after = read_again(with_ids(before))

    assert after.pack == before.pack
    assert not [item for item in after.items if item.gap]

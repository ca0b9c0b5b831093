"""A whole pack is read, every problem is named in one run, and nothing in a pack can make the reader raise."""

from __future__ import annotations

import random
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.check import report
from thaw_desktop.content.model import Counts, Pack, Problem
from thaw_desktop.content.reader import read_pack

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]


def test_read_pack_reads_a_sound_pack_without_a_word(small_pack: Path) -> None:
    pack, problems = read_pack(small_pack)

    assert problems == []
    assert pack is not None
    assert Counts.of(pack) == Counts(sections=4, faqs=2, cards=8, points=2, questions=1, terms=2, events=4)


def test_read_pack_needs_a_pack_yaml(write_pack: Callable[..., Path]) -> None:
    pack, problems = read_pack(write_pack({"notes/a.md": "---\nid: a\ntitle: A\n---\n"}))

    assert pack is None
    assert [str(problem) for problem in problems] == [
        "pack.yaml:1: the pack has no file `pack.yaml`; "
        "write one with the fields format, id, title, version, language and licence"
    ]


def test_read_pack_names_every_problem_of_every_file_in_one_run(check_files: Check) -> None:
    pack, problems = check_files(
        {
            "pack.yaml": "format: 1\nid: p\ntitel: P\n",
            "notes/s.md": "---\nid: s\ntitle: S\n---\nA [[ghost]].\n",
            "faq.md": "## Why? ^why\ntag: x\n\nBecause.\n",
            "glossary.md": "Term ^term\n",
            "timeline.md": "- [1956-99] X ^x\n",
            "cards/a.md": "Q ^q\n",
            "questions/q.md": "---\nid: q1\nmarks: 1\nminutes: 1\n---\nWhy?\n",
            "media/a.png": b"not a picture",
            "notes/latin.md": b"---\nid: latin\ntitle: L\n---\ncaf\xe9\n",
        }
    )

    assert pack is None
    assert [problem.partition(": ")[0] for problem in problems] == [
        "error pack.yaml:1",
        "error pack.yaml:1",
        "error pack.yaml:1",
        "error pack.yaml:1",
        "error pack.yaml:3",
        "error cards/a.md:1",
        "warning cards/a.md:1",
        "error faq.md:2",
        "error glossary.md:1",
        "error media/a.png:1",
        "error notes/latin.md:5",
        "warning notes/s.md:5",
        "warning questions/q.md:1",
        "error timeline.md:1",
    ]


def test_read_pack_names_both_places_of_an_id_used_in_two_files(check_files: Check) -> None:
    _, problems = check_files({"faq.md": "## Why? ^s\n\nBecause.\n"})

    assert problems == [
        "error faq.md:1: the id `s` is used twice: here and in notes/s.md:2; give one of the two another id"
    ]


def test_read_pack_gives_a_pack_with_warnings_only(check_files: Check) -> None:
    pack, problems = check_files({"cards/a.md": "Q::A\n"})

    assert pack is not None
    assert all(problem.startswith("warning") for problem in problems)


def test_problem_is_written_as_place_fault_and_mend() -> None:
    assert str(Problem("faq.md", 3, "this is wrong", "do that")) == "faq.md:3: this is wrong; do that"


def test_report_counts_a_sound_pack_and_not_a_broken_one(small_pack: Path) -> None:
    assert report(small_pack)[1] is not None
    (small_pack / "pack.yaml").unlink()

    problems, counts = report(small_pack)

    assert counts is None
    assert len(problems) == 1


# Hostile packs

_NAMES = [
    "pack.yaml",
    "notes/a.md",
    "glossary.md",
    "timeline.md",
    "faq.md",
    "cards/a.md",
    "questions/a.md",
    "media/a.svg",
]
_HEADERS = ["---\n", "id: a\n", "title: T\n", "format: 1\n", "section: a\n", "## H ^h\n", "```\n", "\n\n", "\t", "\\"]
_EVENTS = ["- [1956] {a} b | c §d ^e\n", "@ [1~2]", "Term ^t\n", ": def. Also: x | y\n", "[" * 50, "*" * 50, "&" * 9]
_POINTS = ["## Mark points\n", "- [2] text ^m1\n", "  words: a + | b\n", "  ask: x\n", "## Levels\n", "- L4 1-2: x\n"]
_CARDS = ["Q::A ^c\n", "==x==^[h] ", "?\n", "^id\n", "#order", "#type-in", " | "]
_MARKS = ["| a |\n|---|\n", "> [!TIP] x\n", "[[a]]", "[^1]", "[^1]: x\n", "![p](media/a.svg)", "<b>"]
_PIECES = st.sampled_from([*_HEADERS, *_EVENTS, *_POINTS, *_CARDS, *_MARKS])
_TEXTS = st.lists(_PIECES, max_size=30).map("".join).map(str.encode)


def _is_told_properly(path: Path) -> None:
    pack, problems = read_pack(path)

    assert (pack is None) == any(problem.severity == "error" for problem in problems)
    assert all(problem.file and problem.line >= 1 and problem.what and problem.mend for problem in problems)
    assert all(not text.endswith(".") for problem in problems for text in (problem.what, problem.mend))


@given(files=st.dictionaries(st.sampled_from(_NAMES), st.binary(max_size=200) | _TEXTS, max_size=8))
def test_read_pack_never_raises_whatever_the_files_hold(
    files: dict[str, bytes], write_pack: Callable[..., Path], tmp_path: Path
) -> None:
    for old in sorted(tmp_path.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() else old.unlink()
    _is_told_properly(write_pack({"notes/z.md": "", **files}))


@given(seed=st.integers(0, 2**32), count=st.integers(1, 12))
def test_read_pack_never_raises_for_a_pack_with_damage(seed: int, count: int, small_pack: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    copy = tmp_path / "damaged.thawpack"
    with zipfile.ZipFile(copy, "w") as archive:
        for file in sorted(small_pack.rglob("*.*")):
            data = bytearray(file.read_bytes())
            for _ in range(count):
                at = chance.randrange(len(data))
                length = chance.randrange(1, 8)
                data[at : at + length] = chance.choice(
                    [b"", b"\n", b"::", b"==", b"---", b"[[", b"\xff", b": ", b"^", data[:40]]
                )
            archive.writestr(file.relative_to(small_pack).as_posix(), bytes(data))

    _is_told_properly(copy)


@given(
    data=st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"PK\3\4" + data + b"PK\5\6" + data[:18])
)
def test_read_pack_never_raises_for_a_file_of_any_bytes(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.thawpack"
    path.write_bytes(data)

    _is_told_properly(path)


@given(data=st.data())
def test_read_pack_never_raises_for_a_damaged_zip(data: st.DataObject, small_pack: Path, tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(small_pack.rglob("*.*")):
            archive.writestr(file.relative_to(small_pack).as_posix(), file.read_bytes())
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.thawpack"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)

    _is_told_properly(path)


@given(names=st.lists(st.text(min_size=1, max_size=40), max_size=6))
def test_read_pack_never_raises_for_any_names_in_a_zip(names: list[str], tmp_path: Path) -> None:
    path = tmp_path / "names.thawpack"
    with zipfile.ZipFile(path, "w") as archive:
        for name in dict.fromkeys(names):
            archive.writestr(zipfile.ZipInfo(name.encode("utf-8", "replace").decode()), b"x")

    _is_told_properly(path)

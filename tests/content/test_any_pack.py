"""Whatever bytes a pack's files, its zip file or its names are made of, the pack is read or told properly."""

from __future__ import annotations

import random
import shutil
import struct
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.content.hostility import CARDS, NOTES, PACK, QUESTION, read_hostile
from tests.content.pictures import jpeg, png, webp
from tests.content.raw_zip import DEFLATED, STORED, UTF8, ZIP64_EXTRA, Entry, raw_zip

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><rect width="9" height="9"/></svg>'
_SOUND = {
    "pack.yaml": PACK.encode(),
    "notes/s.md": f"{NOTES}Text [[why]].\n\n## Part ^part\n\n- a\n".encode(),
    "faq.md": b"## Why? ^why\ntags: a\nsection: s\n\nBecause.\n",
    "glossary.md": b"Term ^term\n: Meaning. Also: other\n",
    "timeline.md": b"- [1956-02-25] {A} Event | text #beyond \xc2\xa7s ^event\n",
    "cards/a.md": f"{CARDS}Q::A ^c1\n\nIt is ==so==^[how]. ^c2\n\nLong\n?\n1. a\n2. b\n^c3\n".encode(),
    "questions/q.md": f"{QUESTION}  words: a + b | c\n\n## Levels\n\n- L1 1-2: Any\n".encode(),
    "media/a.png": png(9, 9),
    "media/a.jpg": jpeg(9, 9),
    "media/a.webp": webp(9, 9),
    "media/a.svg": _DRAWING,
}

_LINES = ["---\n", "id: a\n", "title: T\n", "format: 1\n", "section: s\n", "## H ^h\n", "```\n", "\n\n", "\t", "\\"]
_EVENTS = ["- [1956] {a} b | c §d ^e\n", "@ [1~2]", "Term ^t\n", ": def. Also: x | y\n", "[" * 50, "*" * 50, "&" * 9]
_POINTS = ["## Mark points\n", "- [2] text ^m1\n", "  words: a + | b\n", "  ask: x\n", "## Levels\n", "- L4 1-2: x\n"]
_CARDS = ["Q::A ^c\n", "==x==^[h] ", "?\n", "^id\n", "#order", "#type-in", " | ", ":::", "\x85", "\u2028"]
_MARKS = ["| a |\n|---|\n", "> [!TIP] x\n", "[[a]]", "[^1]", "[^1]: x\n", "![p](media/a.svg)"]
_HTML = ["<b>", "</b>", "<div>", "<!--", "-->"]
_PIECES = st.sampled_from([*_LINES, *_EVENTS, *_POINTS, *_CARDS, *_MARKS, *_HTML])
_TEXTS = st.lists(_PIECES, max_size=30).map("".join).map(str.encode)


@pytest.fixture
def place(tmp_path: Path) -> Callable[[dict[str, bytes]], Path]:
    """Writes a pack folder in the place of the one before."""

    def write(files: dict[str, bytes]) -> Path:
        root = tmp_path / "pack"
        shutil.rmtree(root, ignore_errors=True)
        for name, data in files.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(data)
        return root

    return write


def test_the_pack_made_here_is_sound_but_for_its_pictures(place: Callable[[dict[str, bytes]], Path]) -> None:
    pack, problems = read_hostile(place(_SOUND))

    assert pack is not None
    assert [problem for problem in problems if "picture" not in problem] == []


@pytest.mark.parametrize("name", _SOUND)
def test_any_bytes_in_one_file_of_a_sound_pack(name: str, place: Callable[[dict[str, bytes]], Path]) -> None:
    # The beginning of a sound file leads further in than any bytes by themselves.
    @given(data=st.binary(max_size=300) | _TEXTS, kept=st.sampled_from([0, 1, 2]))
    def read(data: bytes, kept: int) -> None:
        read_hostile(place({**_SOUND, name: _SOUND[name][: len(_SOUND[name]) * kept // 3] + data}))

    read()


@given(files=st.dictionaries(st.sampled_from(list(_SOUND)), st.binary(max_size=200) | _TEXTS, max_size=8))
def test_any_files(files: dict[str, bytes], place: Callable[[dict[str, bytes]], Path]) -> None:
    read_hostile(place({"notes/z.md": b"", **files}))


@given(seed=st.integers(0, 2**32), count=st.integers(1, 12))
def test_a_pack_with_damage(seed: int, count: int, small_pack: Path, tmp_path: Path) -> None:
    chance = random.Random(seed)
    copy = tmp_path / "damaged.thawpack"
    with zipfile.ZipFile(copy, "w") as archive:
        for file in sorted(small_pack.rglob("*.*")):
            data = bytearray(file.read_bytes())
            for _ in range(count):
                at = chance.randrange(len(data))
                length = chance.randrange(1, 8)
                data[at : at + length] = chance.choice(
                    [b"", b"\n", b"::", b"==", b"---", b"[[", b"\xff", b": ", b"^", b"<!--", b"<b>", data[:40]]
                )
            archive.writestr(file.relative_to(small_pack).as_posix(), bytes(data))

    read_hostile(copy)


@given(
    data=st.binary(max_size=300) | st.binary(max_size=300).map(lambda data: b"PK\3\4" + data + b"PK\5\6" + data[:18])
)
def test_a_file_of_any_bytes(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.thawpack"
    path.write_bytes(data)

    read_hostile(path)


@given(data=st.data())
def test_a_damaged_zip(data: st.DataObject, small_pack: Path, tmp_path: Path) -> None:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(small_pack.rglob("*.*")):
            archive.writestr(file.relative_to(small_pack).as_posix(), file.read_bytes())
    content = bytearray(buffer.getvalue())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path / "damaged.thawpack"
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))] if data.draw(st.booleans()) else content)

    read_hostile(path)


_ODD_NAMES = ["../a.md", "a\\b", "notes/A.md", "notes/a.md", "CON", "x/pack.yaml", "notes/", ""]
_NAMES = st.sampled_from([*_SOUND, *_ODD_NAMES]) | st.text(max_size=40)
_ZIP64 = st.binary(max_size=28).map(lambda data: struct.pack("<HH", ZIP64_EXTRA, len(data)) + data)
_NUMBERS = st.none() | st.integers(0, 2**32 - 1) | st.integers(0, 300)
_ENTRIES = st.builds(
    Entry,
    name=_NAMES | st.binary(max_size=40),
    data=_TEXTS,
    method=st.sampled_from([STORED, DEFLATED, DEFLATED, DEFLATED]) | st.integers(0, 0xFFFF),
    packed=st.none() | st.binary(max_size=100),
    size=_NUMBERS,
    packed_size=_NUMBERS,
    crc=_NUMBERS,
    offset=_NUMBERS,
    flags=st.sampled_from([0, UTF8]) | st.integers(0, 0xFFFF),
    mode=st.sampled_from([0, 0o100644, 0o120777]) | st.integers(0, 0xFFFF),
    extra=st.just(b"") | st.binary(max_size=30) | _ZIP64,
    local_name=st.none() | st.binary(max_size=20),
)
_SOUND_ENTRIES = st.sampled_from([Entry(name, data) for name, data in _SOUND.items()])


@given(
    entries=st.lists(_SOUND_ENTRIES | _ENTRIES, max_size=12),
    comment=st.just(b"") | st.binary(max_size=60),
    prefix=st.just(b"") | st.binary(max_size=60),
    before_end=st.just(b"") | st.binary(max_size=80),
)
def test_any_zip(entries: list[Entry], comment: bytes, prefix: bytes, before_end: bytes, tmp_path: Path) -> None:
    path = tmp_path / "any.thawpack"
    path.write_bytes(raw_zip(entries, comment=comment, prefix=prefix, before_end=before_end))

    read_hostile(path)

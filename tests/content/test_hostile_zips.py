"""Zip files made to harm are told in one sentence each, or read harmlessly; nothing is unpacked anywhere."""

from __future__ import annotations

import bz2
import struct
from typing import TYPE_CHECKING

import pytest

from tests.content.hostility import CARDS, NOTES, PACK, peak_of_reading, read_hostile
from tests.content.raw_zip import (
    BZIP2,
    DEVICE,
    LINK,
    LZMA,
    PIPE,
    STORED,
    ZIP64_EXTRA,
    Entry,
    deflated,
    deflated_zeros,
    raw_zip,
    zip64_end,
)

if TYPE_CHECKING:
    from pathlib import Path

_SOUND = (Entry("pack.yaml", PACK.encode()), Entry("notes/s.md", f"{NOTES}Text.\n".encode()))


def _read(tmp_path: Path, data: bytes) -> tuple[bool, list[str]]:
    """Whether there is a pack, and its problems without their mends."""
    path = tmp_path / "hostile.thawpack"
    path.write_bytes(data)
    pack, problems = read_hostile(path)
    return pack is not None, sorted(problem.partition(";")[0] for problem in problems)


def test_the_zips_made_here_are_sound_where_nothing_is_made_untrue(tmp_path: Path) -> None:
    assert _read(tmp_path, raw_zip(_SOUND)) == (True, [])


@pytest.mark.parametrize(
    "name",
    [
        "../evil.md",
        "notes/../../evil.md",
        "notes/..",
        "/etc/passwd",
        "//server/share/evil.md",
        "C:/evil.md",
        "C:evil.md",
        "\\\\server\\share\\evil.md",
        "..\\evil.md",
        "notes\\evil.md",
        "\\\\.\\PhysicalDrive0",
        ".",
        "",
        "./notes/evil.md",
        "notes//evil.md",
    ],
)
def test_names_that_lead_out_of_the_pack_are_refused(name: str, tmp_path: Path) -> None:
    is_pack, problems = _read(tmp_path, raw_zip([*_SOUND, Entry(name, b"evil")]))

    assert not is_pack
    assert len(problems) == 1
    assert problems[0].endswith("the file's name leads out of the pack")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("notes/a.md\0.exe", "holds characters that cannot be shown"),
        ("notes/a\nb.md", "holds characters that cannot be shown"),
        ("notes/\u202edm.a.md", "holds characters that cannot be shown"),
        ("notes/a\x1b[31m.md", "holds characters that cannot be shown"),
        ("notes/a.md.", "this file is no part of a pack"),
        ("notes/ a.md", "begins or ends with a space or a dot"),
        ("media/maps./a.png", "begins or ends with a space or a dot"),
        ("media/maps /a.png", "begins or ends with a space or a dot"),
        ("notes/CON.md", "means a device on Windows"),
        ("notes/aux.tar.md", "means a device on Windows"),
        ("media/com1.png", "means a device on Windows"),
        ("media/Nul/a.png", "means a device on Windows"),
        ("media/lpt².png", "means a device on Windows"),
        ("notes/a.md:hidden.md", "holds `:`, which Windows does not allow"),
        ("notes/what?.md", "holds `?`, which Windows does not allow"),
        (f"notes/{'a' * 300}.md", "is longer than 200 characters"),
        (f"media/{'a' * 60_000}.png", "is longer than 200 characters"),
        (f"media/{'a/' * 20_000}a.png", "is longer than 200 characters"),
        ("media/run.exe", "files of this type cannot be in a pack"),
        ("media/inner.zip", "files of this type cannot be in a pack"),
        ("inner.thawpack", "this file is no part of a pack"),
    ],
)
def test_names_that_some_system_reads_otherwise_are_refused_or_left_out(name: str, told: str, tmp_path: Path) -> None:
    _, problems = _read(tmp_path, raw_zip([*_SOUND, Entry(name, f"{NOTES}evil".encode())]))

    assert len(problems) == 1
    assert told in problems[0]


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("notes/a.md", "notes/a.md"), "error notes/a.md:1: the pack holds two files of this name"),
        (
            ("notes/a.md", "notes/A.md"),
            "error notes/A.md:1: this file and `notes/a.md` are one and the same on Windows and macOS",
        ),
        # One letter with its accent, and the letter with an accent behind it.
        (
            ("notes/\u00e9.md", "notes/e\u0301.md"),
            "error notes/e\u0301.md:1: this file and `notes/\u00e9.md` are one and the same on Windows and macOS",
        ),
        (
            ("notes/a.md", "Notes/A.md"),
            "error Notes/A.md:1: this file is left out, because its name is not written as the format asks",
        ),
    ],
)
def test_names_that_fall_together_are_refused(names: tuple[str, str], told: str, tmp_path: Path) -> None:
    entries = [
        Entry(name, f"---\nid: {letter}\ntitle: T\n---\n".encode()) for name, letter in zip(names, "xy", strict=True)
    ]

    assert _read(tmp_path, raw_zip([*_SOUND, *entries]))[1] == [told]


@pytest.mark.parametrize("mode", [LINK, DEVICE, PIPE])
def test_links_devices_and_pipes_are_refused(mode: int, tmp_path: Path) -> None:
    entry = Entry("notes/link.md", b"/etc/passwd", mode=mode)

    assert _read(tmp_path, raw_zip([*_SOUND, entry]))[1] == [
        "error notes/link.md:1: this is a link or a device, not a file"
    ]


@pytest.mark.parametrize("flags", [0x801, 0x841, 0x840])
def test_locked_files_are_refused(flags: int, tmp_path: Path) -> None:
    entry = Entry("notes/locked.md", b"x", flags=flags)

    assert _read(tmp_path, raw_zip([*_SOUND, entry]))[1] == [
        "error notes/locked.md:1: the file is locked with a password"
    ]


@pytest.mark.parametrize("method", [BZIP2, LZMA, 9, 97, 0xFFFF])
def test_uncommon_packings_are_refused(method: int, tmp_path: Path) -> None:
    entry = Entry("notes/packed.md", method=method, packed=bz2.compress(bytes(10_000_000)), size=60_000)

    assert _read(tmp_path, raw_zip([*_SOUND, entry]))[1] == [
        "error notes/packed.md:1: the file is packed in an uncommon way"
    ]


def test_a_bomb_that_says_it_is_small_is_not_unpacked(tmp_path: Path) -> None:
    # The size says one two hundredth of what is in it, which no ratio forbids.
    path = tmp_path / "bomb.thawpack"
    path.write_bytes(raw_zip([*_SOUND, Entry("notes/bomb.md", packed=deflated_zeros(200_000_000), size=1_000_000)]))

    _, problems = read_hostile(path)

    assert [problem.partition(" (")[0] for problem in problems] == [
        "error notes/bomb.md:1: the file is damaged in the zip file"
    ]
    assert peak_of_reading(path) < 30_000_000


def test_bombs_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    packed = deflated_zeros(100_000_000)
    path = tmp_path / "bomb.thawpack"
    path.write_bytes(raw_zip([*_SOUND, Entry("media/bomb.png", packed=packed, size=100_000_000)]))

    _, problems = read_hostile(path)

    assert [problem.partition(";")[0] for problem in problems] == [
        "error bomb.thawpack:1: the pack unpacks to more than 100 times its size"
    ]
    assert peak_of_reading(path) < 10_000_000


@pytest.mark.parametrize(
    ("ratio", "told"), [(99, []), (101, ["error hostile.thawpack:1: the pack unpacks to more than 100 times its size"])]
)
def test_many_small_bombs_are_weighed_together(ratio: int, told: list[str], tmp_path: Path) -> None:
    # Each is too small to be looked at alone, and packed a thousand to one.
    entries = [*_SOUND, *(Entry(f"cards/{number}.md", (b" " * 89 + b"\n") * 1_000) for number in range(150))]
    unpacked, packed = sum(len(entry.data) for entry in entries), len(raw_zip(entries))
    filling = bytes(unpacked // ratio - packed)

    assert _read(tmp_path, raw_zip(entries, prefix=filling)) == (not told, told)


@pytest.mark.parametrize("count", [40, 41])
def test_large_files_just_below_the_ratio_are_bounded_by_their_size(count: int, tmp_path: Path) -> None:
    # 42.zip in small: 5 MB each, some 90 to 1, and four of them are all the text that a pack may have.
    data = b"".join(b"%040d" % (number * 7) + b" " * 3_960 for number in range(1_250))
    packed = deflated(data) + bytes(55_000 - len(deflated(data)))
    entries = [Entry(f"cards/{number}.md", data, packed=packed) for number in range(count)]

    is_pack, problems = _read(tmp_path, raw_zip([*_SOUND, *entries]))

    assert not is_pack
    assert len(problems) == 1
    assert "larger than" in problems[0]


def test_a_bomb_in_a_bomb_is_left_in_its_shell(tmp_path: Path) -> None:
    inner = raw_zip([Entry(f"{number}.zip", packed=deflated_zeros(10_000_000)) for number in range(16)])

    is_pack, problems = _read(tmp_path, raw_zip([*_SOUND, Entry("more.zip", inner, method=STORED)]))

    assert is_pack
    assert problems == ["warning more.zip:1: this file is no part of a pack and is left out"]


def test_files_that_lie_over_one_another_are_refused(tmp_path: Path) -> None:
    data = deflated_zeros(90_000)
    entries = [Entry(f"cards/{number}.md", packed=data, size=90_000, offset=0) for number in range(100)]

    assert _read(tmp_path, raw_zip([*_SOUND, *entries]))[1] == [
        "error hostile.thawpack:1: the files in the zip file lie over one another"
    ]


@pytest.mark.parametrize(
    "changes",
    [
        {"packed_size": 10_000_000},
        {"packed_size": 0xFFFFFFFF},
        {"offset": 0xFFFFFFFE},
        {"offset": 10},
        {"size": 0xFFFFFFFF},
        {"size": 3},
        {"size": 300},
        {"crc": 0},
        {"packed_size": 3},
        {"packed": b"\xff" * 40},
        {"packed": b""},
        {"local_name": b"notes/other.md"},
        {"name": b"notes/\xff\xfe.md"},
        {"extra": b"\1"},
        {"extra": struct.pack("<HH", ZIP64_EXTRA, 500)},
        {"extra": struct.pack("<HH3Q", ZIP64_EXTRA, 24, 2**60, 2**60, 2**60), "size": 0xFFFFFFFF},
    ],
    ids=str,
)
def test_headers_that_say_what_is_not_so_are_told(changes: dict[str, object], tmp_path: Path) -> None:
    values = {"name": "notes/a.md", "data": f"{NOTES}{'Some text. ' * 20}".encode(), **changes}

    is_pack, problems = _read(tmp_path, raw_zip([*_SOUND, Entry(**values)]))  # type: ignore[arg-type]

    assert not is_pack
    assert len(problems) == 1


def test_one_damaged_file_does_not_hide_what_is_wrong_with_the_others(tmp_path: Path) -> None:
    entries = [*_SOUND, Entry("notes/a.md", b"x" * 50, crc=1), Entry("cards/a.md", f"{CARDS}Question ^c\n".encode())]

    assert [problem.partition(" (")[0] for problem in _read(tmp_path, raw_zip(entries))[1]] == [
        "error cards/a.md:4: this card has no answer: “Question”",
        "error notes/a.md:1: the file is damaged in the zip file",
    ]


def test_the_form_for_huge_files_is_refused(tmp_path: Path) -> None:
    data = raw_zip(_SOUND)
    end = data.rindex(b"PK\5\6")
    for directory_size, offset in ((2**60, 0), (0, 2**60), (end, 0)):
        lies = data[:end] + zip64_end(directory_size, offset, end) + data[end:]

        assert _read(tmp_path, lies)[1] == [
            "error hostile.thawpack:1: the file is written in the form for huge zip files (zip64)"
        ]


@pytest.mark.parametrize("length", [0xFFFF, 0xFFFE, 0xFFFF - 20])
def test_the_form_for_huge_files_is_found_behind_the_longest_comment(length: int, tmp_path: Path) -> None:
    before = zip64_end(2**60, 0, 0)

    assert "zip64" in _read(tmp_path, raw_zip(_SOUND, before_end=before, comment=b"c" * length))[1][0]


def test_a_huge_comment_is_no_harm(tmp_path: Path) -> None:
    assert _read(tmp_path, raw_zip(_SOUND, comment=b"PK\1\2PK\3\4" * 8_191))[0]


def test_a_comment_that_looks_like_an_end_does_not_hide_the_true_one(tmp_path: Path) -> None:
    is_pack, problems = _read(tmp_path, raw_zip(_SOUND, comment=b"PK\5\6" + b"\xff" * 18 + b"x"))

    assert not is_pack
    assert len(problems) == 1


@pytest.mark.parametrize("copies", [20_000, 1_000_000])
def test_a_list_of_endless_length_is_not_read(copies: int, tmp_path: Path) -> None:
    path = tmp_path / "list.thawpack"
    path.write_bytes(raw_zip([Entry("a")], copies=copies))

    _, problems = read_hostile(path)

    assert len(problems) <= 2
    assert problems[0].startswith(
        "error list.thawpack:1: the pack holds more than 5,000 files"
        if copies == 1_000_000
        else "error list.thawpack:1: the files in the zip file lie over one another"
    )
    assert peak_of_reading(path) < 50_000_000


def test_many_empty_files_are_too_many(tmp_path: Path) -> None:
    assert _read(tmp_path, raw_zip([Entry(f"{number}") for number in range(5_001)]))[1] == [
        "error hostile.thawpack:1: the pack holds more than 5,000 files"
    ]


def test_a_zip_behind_other_data_is_read(tmp_path: Path) -> None:
    assert _read(tmp_path, raw_zip(_SOUND, prefix=b"#!/bin/sh\nrm -rf ~\n" * 1_000)) == (True, [])


def test_a_zip_cut_off_anywhere_is_told(tmp_path: Path) -> None:
    data = raw_zip(_SOUND)
    for length in range(0, len(data), 7):
        is_pack, problems = _read(tmp_path, data[:length])

        assert not is_pack
        assert len(problems) == 1
        assert "not a sound zip file" in problems[0]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK",
        b"PK\5\6",
        b"PK\5\6" * 1_000,
        b"PK\3\4" * 1_000,
        b"\x1f\x8b" + bytes(range(256)),
        b"Rar!\x1a\x07" + b"x" * 500,
        b"7z\xbc\xaf" + b"x" * 500,
        b"MZ" + b"x" * 500,
        b"format: 1\n" * 100,
        bytes(100_000),
    ],
    ids=lambda data: repr(data[:8]),
)
def test_what_is_no_zip_is_told(data: bytes, tmp_path: Path) -> None:
    is_pack, problems = _read(tmp_path, data)

    assert not is_pack
    assert len(problems) == 1


def test_a_file_larger_than_any_pack_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.thawpack"
    with path.open("wb") as file:
        file.truncate(5_000_000_000)  # a hole: it takes no room on the disk

    assert [problem.partition(";")[0] for problem in read_hostile(path)[1]] == [
        "error huge.thawpack:1: the pack is larger than 200 MB"
    ]


def test_an_empty_folder_entry_and_a_pack_of_folders_are_no_harm(tmp_path: Path) -> None:
    folders = [Entry("notes/", method=STORED), Entry("/", method=STORED), Entry("a/b/c/../", method=STORED)]

    assert _read(tmp_path, raw_zip([*folders, *_SOUND])) == (True, [])

"""The files of a pack come from a folder or a zip; `test_hostile_zips` and `test_hostile_folders` hold the bad ones."""

from __future__ import annotations

import os
import struct
import zipfile
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content import source
from thaw_desktop.content.problems import Problems
from thaw_desktop.content.reader import read_pack
from thaw_desktop.content.source import files_for_fingerprint, read_files

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _read(path: Path) -> tuple[dict[str, bytes], list[str]]:
    problems = Problems()
    files = read_files(path, problems)
    return files, [f"{problem.severity} {problem}" for problem in problems.in_order()]


@pytest.fixture
def zipped(tmp_path: Path) -> Callable[..., Path]:
    """Writes a `.thawpack` with these entries; a name may come as a ZipInfo."""

    def write(entries: dict[str, bytes] | list[tuple[str | zipfile.ZipInfo, bytes]]) -> Path:
        path = tmp_path / "test.thawpack"
        pairs = list(entries.items()) if isinstance(entries, dict) else entries
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in pairs:
                archive.writestr(name, data)
        return path

    return write


def test_read_files_of_a_zip_equals_those_of_the_folder(small_pack: Path, zipped: Callable[..., Path]) -> None:
    from_folder, problems = _read(small_pack)
    assert problems == []

    assert _read(zipped(from_folder)) == (from_folder, [])


def test_read_files_finds_a_pack_zipped_with_its_folder(small_pack: Path, zipped: Callable[..., Path]) -> None:
    from_folder, _ = _read(small_pack)

    assert _read(zipped({f"my pack/{name}": data for name, data in from_folder.items()})) == (from_folder, [])


def test_read_files_leaves_out_what_systems_and_editors_leave_behind(
    small_pack: Path, zipped: Callable[..., Path]
) -> None:
    from_folder, _ = _read(small_pack)
    litter = {"__MACOSX/._pack.yaml": b"x", ".obsidian/app.json": b"{}", "notes/.DS_Store": b"x", "README.md": b"Hello"}

    assert _read(zipped({**from_folder, **litter})) == (from_folder, [])


def test_read_files_writes_nothing_beside_a_zip(small_pack: Path, zipped: Callable[..., Path], tmp_path: Path) -> None:
    path = zipped(_read(small_pack)[0])
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")}

    pack, _ = read_pack(path)

    assert pack is not None
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*")} == before


def test_read_files_refuses_a_zip_bomb(zipped: Callable[..., Path]) -> None:
    # Beside a file that packs badly, so that the whole is not far too small for what is in it.
    files, problems = _read(zipped({"pack.yaml": os.urandom(100_000), "notes/bomb.md": b" " * 4_000_000}))

    assert list(files) == ["pack.yaml"]
    assert problems == [
        "error notes/bomb.md:1: the file unpacks to more than 100 times its size; "
        "take it out, it may be made to fill your memory"
    ]


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_read_files_refuses_too_many_files(
    kind: str, small_pack: Path, zipped: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(_read(small_pack)[0]) if kind == "zip" else small_pack
    monkeypatch.setattr(source, "MOST_FILES", 5)

    _, problems = _read(path)

    assert [problem.partition(": ")[2] for problem in problems] == [
        "the pack holds more than 5 files; split it into several packs"
    ]


@pytest.mark.parametrize("kind", ["folder", "zip"])
def test_read_files_refuses_too_large_a_pack(
    kind: str, small_pack: Path, zipped: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    (small_pack / "faq.md").write_bytes(os.urandom(1_500_000))
    path = zipped(_read(small_pack)[0]) if kind == "zip" else small_pack
    monkeypatch.setattr(source, "MOST_BYTES", 1_000_000)

    _, problems = _read(path)

    assert "the pack is larger than 1 MB" in problems[0]


def test_read_files_refuses_too_large_a_text(small_pack: Path) -> None:
    (small_pack / "faq.md").write_bytes(b"x" * 5_000_001)

    files, problems = _read(small_pack)

    assert "faq.md" not in files
    assert problems == ["error faq.md:1: the file is larger than 5 MB; split it into several"]


def test_read_files_refuses_a_directory_of_endless_length(zipped: Callable[..., Path]) -> None:
    path = zipped({"pack.yaml": b"x"})
    data = bytearray(path.read_bytes())
    struct.pack_into("<L", data, len(data) - 10, 1_000_000_000)
    path.write_bytes(data)

    assert "more than 5,000 files" in _read(path)[1][0]


def test_read_files_refuses_other_files_among_the_media(write_pack: Callable[..., Path]) -> None:
    files, problems = _read(write_pack({"media/run.exe": b"MZ", "media/film.mp4": b"x", "media/map.png": b"x"}))

    assert list(files) == ["media/map.png"]
    assert [problem.partition(";")[0] for problem in problems] == [
        "error media/film.mp4:1: files of this type cannot be in a pack",
        "error media/run.exe:1: files of this type cannot be in a pack",
    ]


def test_read_files_warns_of_files_that_are_no_part_of_a_pack(write_pack: Callable[..., Path]) -> None:
    files, problems = _read(write_pack({"pack.yaml": "x", "notes/one.txt": "x", "LICENCE": "x", "more/x.md": "x"}))

    assert list(files) == ["pack.yaml"]
    assert [problem.partition(";")[0] for problem in problems] == [
        "warning notes/one.txt:1: this file is no part of a pack and is left out",
        "warning more/x.md:1: this file is no part of a pack and is left out",
    ]


def test_read_files_says_when_there_is_no_pack(tmp_path: Path) -> None:
    assert _read(tmp_path / "nowhere") == (
        {},
        ["error nowhere:1: there is no pack here; give the folder of a pack, or a `.thawpack` file"],
    )


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\3\4 and then nothing", b"PK\5\6" + b"\0" * 18])
def test_read_files_says_when_a_file_is_no_pack(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "broken.thawpack"
    path.write_bytes(data)

    pack, problems = read_pack(path)

    assert pack is None
    assert problems[0].severity == "error"


def test_read_files_says_when_an_entry_is_damaged(zipped: Callable[..., Path]) -> None:
    path = zipped({"pack.yaml": b"format: 1\n" * 100, "notes/a.md": b"---\n"})
    data = bytearray(path.read_bytes())
    data[45] ^= 0xFF
    path.write_bytes(data)

    assert _read(path)[1][0].startswith("error pack.yaml:1: the file is damaged in the zip file (")


def test_files_for_fingerprint_skips_links_and_hidden_files(small_pack: Path) -> None:
    (small_pack / ".git").mkdir()
    (small_pack / ".git" / "index").write_bytes(b"x")
    names = [name for name, _ in files_for_fingerprint(small_pack)]

    assert "pack.yaml" in names
    assert ".git/index" not in names
    assert len(names) == 9

"""The same folder gives the same `.thawpack`, which reads as the folder does; nothing is written by halves."""

from __future__ import annotations

import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.archive import build_pack
from thaw_desktop.content.reader import read_pack
from thaw_desktop.core.errors import PackError, StorageError

if TYPE_CHECKING:
    from pathlib import Path


def test_the_same_folder_gives_the_same_bytes_wherever_and_whenever(tmp_path: Path, small_pack: Path) -> None:
    copy = tmp_path / "elsewhere" / "copy"
    shutil.copytree(small_pack, copy)
    for number, path in enumerate(sorted(copy.rglob("*"), reverse=True)):
        os.utime(path, (number * 1000, number * 1000))
    (copy / ".DS_Store").write_bytes(b"rubbish")

    build_pack(small_pack, tmp_path / "one.thawpack")
    build_pack(copy, tmp_path / "two.thawpack")

    assert (tmp_path / "one.thawpack").read_bytes() == (tmp_path / "two.thawpack").read_bytes()


def test_what_is_built_reads_as_the_folder_does(tmp_path: Path, small_pack: Path) -> None:
    build_pack(small_pack, tmp_path / "out.thawpack")

    assert read_pack(tmp_path / "out.thawpack") == read_pack(small_pack)
    with zipfile.ZipFile(tmp_path / "out.thawpack") as archive:
        assert archive.namelist()[0] == "pack.yaml"
        assert archive.testzip() is None


def test_a_pack_with_errors_is_not_built(tmp_path: Path, small_pack: Path) -> None:
    (small_pack / "faq.md").write_text("## Why? ^f-why\n\n## When? ^f-when\n", encoding="utf-8")

    with pytest.raises(PackError) as caught:
        build_pack(small_pack, tmp_path / "out.thawpack")

    assert "faq.md:1: this question has no answer" in caught.value.sentence
    assert "(and one more fault)" in caught.value.sentence
    assert not (tmp_path / "out.thawpack").exists()


def test_the_file_may_not_lie_in_the_pack_nor_have_another_ending(tmp_path: Path, small_pack: Path) -> None:
    for out in (small_pack / "out.thawpack", small_pack / "media" / "out.thawpack", tmp_path / "out.zip"):
        with pytest.raises(PackError):
            build_pack(small_pack, out)
        assert not out.exists()


def test_a_file_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path, small_pack: Path) -> None:
    with pytest.raises(StorageError, match="could not be written"):
        build_pack(small_pack, tmp_path / "no such folder" / "out.thawpack")
    (tmp_path / "taken.thawpack").mkdir()
    with pytest.raises(StorageError):
        build_pack(small_pack, tmp_path / "taken.thawpack")

    assert sorted(path.name for path in tmp_path.iterdir()) == [small_pack.name, "taken.thawpack"]

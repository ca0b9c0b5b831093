"""A file is written whole or not at all, and stays whose it was."""

from __future__ import annotations

import os
import stat
import sys
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps no mode")
@pytest.mark.parametrize("mode", [0o600, 0o664, 0o755])
def test_a_file_keeps_its_mode(mode: int, tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes(b"before")
    path.chmod(mode)

    write_whole(path, b"after")

    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"after", mode)
    assert [one.name for one in tmp_path.iterdir()] == ["notes.md"]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows lets few people make links")
def test_nothing_is_written_through_a_link_that_lies_in_wait(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"untouched")
    (tmp_path / f".notes.md.{os.getpid()}.new").symlink_to(victim)

    write_whole(tmp_path / "notes.md", b"after")

    assert victim.read_bytes() == b"untouched"
    assert (tmp_path / "notes.md").read_bytes() == b"after"


def test_what_cannot_be_written_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.mkdir()
    (path / "inside").write_bytes(b"kept")

    with pytest.raises((IsADirectoryError, PermissionError)):
        write_whole(path, b"after")

    assert (path / "inside").read_bytes() == b"kept"
    assert [one.name for one in tmp_path.iterdir()] == ["notes.md"]

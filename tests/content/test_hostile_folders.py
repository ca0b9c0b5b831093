"""Folders made to harm: links, pipes, devices and what may not be read are told; nothing is waited for or followed."""

from __future__ import annotations

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from tests.content.hostility import CARDS, NOTES, PACK, read_hostile
from tests.privileges import as_nobody
from thaw_desktop.content import source
from thaw_desktop.content.compiler import fingerprint
from thaw_desktop.core.errors import PackError

_LINK = "this is a link or a device, not a file"

_unix_only = pytest.mark.skipif(os.name == "nt", reason="Windows has none of this, or lets only administrators make it")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sound pack, beside a file and a folder that are not of it."""
    root = tmp_path / "pack"
    (root / "notes").mkdir(parents=True)
    (root / "pack.yaml").write_text(PACK, encoding="utf-8")
    (root / "notes" / "s.md").write_text(f"{NOTES}Text.\n", encoding="utf-8")
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("---\nid: secret\ntitle: Secret\n---\nSecret.\n", encoding="utf-8")
    return root


def _told(path: Path) -> list[str]:
    return sorted(problem.partition(";")[0] for problem in read_hostile(path)[1])


def test_the_folder_made_here_is_sound(folder: Path) -> None:
    assert _told(folder) == []


@_unix_only
@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("notes/link.md", "../../outside/secret.md"),
        ("notes/link.md", "s.md"),
        ("notes/link.md", "/etc/passwd"),
        ("notes/link.md", "/dev/zero"),
        ("notes/link.md", "nowhere"),
        ("notes/link.md", "link.md"),
        ("notes/link", "../../outside"),
        ("cards", "../outside"),
        ("media", "/"),
        ("notes/loop", ".."),
        ("notes/loop", "."),
        ("glossary.md", "/proc/self/environ"),
    ],
)
def test_links_are_told_and_not_followed(name: str, target: str, folder: Path) -> None:
    (folder / name).symlink_to(target)

    assert _told(folder) == [f"error {name}:1: {_LINK}"]


@_unix_only
def test_links_that_lead_round_in_a_circle_are_told(folder: Path) -> None:
    (folder / "cards").symlink_to("questions")
    (folder / "questions").symlink_to("cards")

    assert _told(folder) == [f"error cards:1: {_LINK}", f"error questions:1: {_LINK}"]


@_unix_only
@pytest.mark.parametrize("name", ["notes/pipe.md", "faq.md", "media/pipe.png"])
def test_a_pipe_is_told_and_not_waited_for(name: str, folder: Path) -> None:
    (folder / "media").mkdir()
    os.mkfifo(folder / name)

    assert _told(folder) == [f"error {name}:1: {_LINK}"]


@_unix_only
def test_a_pack_that_is_a_pipe_is_no_pack(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.thawpack")

    assert _told(tmp_path / "pipe.thawpack") == ["error pipe.thawpack:1: there is no pack here"]


@_unix_only
def test_a_socket_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # the name of a socket may not be long
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("faq.md")

        assert _told(folder) == [f"error faq.md:1: {_LINK}"]


@_unix_only
def test_a_device_is_told(folder: Path) -> None:
    try:
        os.mknod(folder / "notes" / "zero.md", stat.S_IFCHR | 0o666, os.makedev(1, 5))
    except OSError:
        pytest.skip("Devices may not be made here")

    assert _told(folder) == [f"error notes/zero.md:1: {_LINK}"]


@_unix_only
def test_files_and_folders_that_may_not_be_read_are_each_told(folder: Path) -> None:
    for name in ("cards", "questions"):
        (folder / name).mkdir()
    (folder / "cards" / "a.md").write_text(CARDS, encoding="utf-8")
    (folder / "cards" / "a.md").chmod(0)
    (folder / "questions").chmod(0)

    with as_nobody(folder) as path:
        problems = _told(path)

    (folder / "questions").chmod(0o700)
    assert problems == [
        "error cards/a.md:1: the file cannot be read (Permission denied)",
        "error questions:1: the folder cannot be read (Permission denied)",
    ]


@_unix_only
def test_a_pack_that_may_not_be_read_at_all_is_told(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "shut").mkdir(0)
    (tmp_path / "shut.thawpack").touch(0)

    with as_nobody(tmp_path) as path:
        assert _told(path / "shut") == ["error shut:1: the pack cannot be read (Permission denied)"]
        assert _told(path / "shut.thawpack") == ["error shut.thawpack:1: the pack cannot be read (Permission denied)"]

    (tmp_path / "shut").chmod(0o700)


def test_a_file_that_grows_while_it_is_read_is_told() -> None:
    # Linux says that the files of /proc are empty, and then there is something in them.
    if not sys.platform.startswith("linux"):
        pytest.skip("There is no such file here")
    with pytest.raises(OSError, match="changed while it was read"):
        source._content(Path("/proc/self/status"), 0)


@_unix_only
def test_a_file_that_has_become_a_link_or_a_pipe_is_not_read(folder: Path) -> None:
    (folder / "link").symlink_to("notes/s.md")
    os.mkfifo(folder / "pipe")

    for name in ("link", "pipe"):
        with pytest.raises(OSError, match=r"symbolic link|no plain file"):
            source._content(folder / name, 100)


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("notes/a\nb.md", "holds characters that cannot be shown"),
        ("notes/a\x1b[31mb\x07.md", "holds characters that cannot be shown"),
        ("notes/\u202edm.a.md", "holds characters that cannot be shown"),
        ("notes/a\udcff.md", "holds characters that cannot be shown"),
        ("notes/a\\b.md", "holds `\\`, which Windows does not allow"),
        ("notes/a:b.md", "holds `:`, which Windows does not allow"),
        ("notes/con.md", "means a device on Windows"),
        ("notes/a .md", None),
        ("media/a./b.png", "begins or ends with a space or a dot"),
        ("Notes/t.md", "its name is not written as the format asks"),
        ("notes/t.MD", "its name is not written as the format asks"),
        ("notes/t.md.txt", "its name is not written as the format asks"),
        ("FAQ.md", "its name is not written as the format asks"),
        ("media/a.exe", "files of this type cannot be in a pack"),
        ("notes/deep/t.md", "is no part of a pack"),
        ("t.docx", "is no part of a pack"),
    ],
)
@_unix_only
def test_names_are_told(name: str, told: str | None, folder: Path) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(b"---\nid: t\ntitle: T\n---\nText.\n")

    problems = _told(folder)

    assert len(problems) == (told is not None)
    assert told is None or told in problems[0]


@_unix_only
def test_names_that_differ_in_capitals_alone_are_told(folder: Path) -> None:
    (folder / "notes" / "S.md").write_text(NOTES.replace("id: s", "id: t"), encoding="utf-8")

    assert _told(folder) == ["error notes/s.md:1: this file and `notes/S.md` are one and the same on Windows and macOS"]


def test_a_folder_of_endless_depth_is_bounded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_ENTRIES", 60)
    place = folder / "media"
    for _ in range(80):
        place /= "a"
    place.mkdir(parents=True)

    problems = _told(folder)

    assert len(problems) == 1
    assert "the pack holds more than 60 files and folders" in problems[0]
    assert len(fingerprint(folder)) == 64


@pytest.mark.parametrize("ending", ["md", "docx"])
def test_a_folder_of_endless_width_is_bounded(ending: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_FILES", 60)
    for number in range(80):
        (folder / "notes" / f".hidden{number}").touch()
        (folder / "notes" / f"n{number}.{ending}").write_text(f"---\nid: n{number}\ntitle: N\n---\n", encoding="utf-8")

    assert [problem for problem in _told(folder) if problem.startswith("error")] == [
        "error pack:1: the pack holds more than 60 files"
    ]


def test_hidden_files_do_not_count_and_are_not_read(folder: Path) -> None:
    (folder / ".git").mkdir()
    (folder / ".git" / "huge").touch()
    os.truncate(folder / ".git" / "huge", 10_000_000_000)  # a hole: it takes no room on the disk

    assert _told(folder) == []


def test_files_with_holes_of_any_size_are_not_read(folder: Path) -> None:
    (folder / "faq.md").touch()
    os.truncate(folder / "faq.md", 10_000_000_000)

    assert _told(folder) == ["error pack:1: the pack is larger than 200 MB"]
    # Nor is it read to tell one version of the pack from another.
    assert len(fingerprint(folder)) == 64


def test_texts_that_are_too_much_together_are_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source, "MOST_TEXT_BYTES_TOGETHER", 10_000)
    (folder / "cards").mkdir()
    for number in range(20):
        (folder / "cards" / f"{number}.md").write_text(CARDS + "x" * 600, encoding="utf-8")

    assert [problem for problem in _told(folder) if "larger" in problem] == [
        "error pack:1: the texts of the pack are together larger than 0 MB"
    ]


def test_lines_without_end_are_told(folder: Path) -> None:
    (folder / "cards").mkdir()
    (folder / "cards" / "a.md").write_bytes(b"\n" * 400_000)
    (folder / "cards" / "b.md").write_bytes(b"\r" * 400_000)

    assert "error pack:1: the texts of the pack have more than 500,000 lines" in _told(folder)


@pytest.mark.parametrize("name", ["nowhere", "a\0b", "", ".", "x" * 5_000])
def test_paths_that_lead_nowhere_are_told(name: str, tmp_path: Path) -> None:
    _, problems = read_hostile(tmp_path / name)

    assert any(
        "there is no" in problem or "cannot be read" in problem or "has no file" in problem for problem in problems
    )


def test_the_fingerprint_of_a_pack_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PackError):
        fingerprint(tmp_path / "nowhere")

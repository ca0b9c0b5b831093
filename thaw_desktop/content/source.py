"""The files of a pack, from a folder or from a `.thawpack` (a zip file, read where it lies).

A pack comes from strangers. Nothing is ever written, no link is followed out of the pack, and whatever could fill the
memory or reach outside is refused before it is read.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from thaw_desktop.content.problems import Place, quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thaw_desktop.content.problems import Problems

MOST_FILES = 5_000
MOST_BYTES = 200_000_000
"""Of all files together, unpacked."""
MOST_TEXT_BYTES = 5_000_000
"""Of one text file."""
MOST_COMPRESSION = 100
"""Unpacked size over packed size; text seldom passes 10, a zip bomb starts near 1,000."""
MEDIA_TYPES = (".png", ".jpg", ".jpeg", ".webp", ".svg")

_COMPRESSION_COUNTS_FROM = 100_000
_ONE_FILE = ("pack.yaml", "glossary.md", "timeline.md", "faq.md")
_FOLDERS = ("notes", "cards", "questions")
_LEFT_ALONE = re.compile(r"(readme|licen[cs]e|changelog|changes|notice|authors|contributing)(\.\w+)?", re.IGNORECASE)
_HIDDEN = re.compile(r"\..*|__MACOSX|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    OSError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
)
# The end of central directory record: signature, disks (2 × 2), entries (2 × 2), size and offset of the directory.
# https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3.16
_END_RECORD = struct.Struct("<4s4H2LH")
_LONGEST_DIRECTORY = MOST_FILES * 1_000


def read_files(path: Path, problems: Problems) -> dict[str, bytes]:
    """The files of a pack that mean something, each by its path in the pack with forward slashes.

    Args:
        path: a folder or a `.thawpack`.
        problems: receives what was refused. Files that are refused are missing from the result.
    """
    place = Place(path.name or str(path), 1)
    try:
        if path.is_dir():
            return _read_folder(path, place, problems)
        if path.is_file():
            return _read_archive(path, place, problems)
    except OSError as error:
        problems.error(place, f"the pack cannot be read ({error.strerror or error})", "check that you may read it")
        return {}
    problems.error(place, "there is no pack here", "give the folder of a pack, or a `.thawpack` file")
    return {}


def files_for_fingerprint(path: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths of the files whose bytes tell two versions of a pack apart.

    Raises:
        OSError: the pack is not there or cannot be read.
    """
    if not path.is_dir():
        yield "", path
        return
    for name, file in _walk(path):
        if not file.is_symlink() and file.is_file():
            yield name, file


def _walk(root: Path) -> Iterator[tuple[str, Path]]:
    """Everything in a folder that is not a folder and not hidden, sorted; links are given, not followed."""
    waiting = [(root, "")]
    found = 0
    while waiting and found <= MOST_FILES:
        folder, prefix = waiting.pop()
        for entry in sorted(folder.iterdir(), reverse=True):
            if _HIDDEN.fullmatch(entry.name):
                continue
            if entry.is_dir() and not entry.is_symlink():
                waiting.append((entry, f"{prefix}{entry.name}/"))
            else:
                found += 1
                yield f"{prefix}{entry.name}", entry


def _read_folder(path: Path, place: Place, problems: Problems) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    size = 0
    for count, (name, file) in enumerate(_walk(path), 1):
        information = file.lstat()
        size += information.st_size
        if not _fits(count, size, place, problems):
            break
        if not stat.S_ISREG(information.st_mode):
            problems.error(
                Place(_printable(name), 1),
                "this is a link or a device, not a file",
                "put a copy of the file itself into the pack",
            )
        elif _wanted(name, information.st_size, problems):
            try:
                files[name] = file.read_bytes()
            except OSError as error:
                what = f"the file cannot be read ({error.strerror or error})"
                problems.error(Place(name, 1), what, "check that you may read it")
    return files


def _read_archive(path: Path, place: Place, problems: Problems) -> dict[str, bytes]:
    if path.stat().st_size > MOST_BYTES or _directory_is_too_long(path):
        _fits(MOST_FILES + 1, 0, place, problems)
        return {}
    files: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(path) as archive:
            entries = [
                entry
                for entry in archive.infolist()
                # Not is_dir(), which some versions of Python let an empty name break.
                if not entry.filename.endswith("/") and not _is_hidden(entry.filename)
            ]
            if not _fits(len(entries), sum(entry.file_size for entry in entries), place, problems):
                return {}
            top = _folder_round_everything(entries)
            for entry in entries:
                name = entry.filename.removeprefix(top)
                if name in files:
                    problems.error(Place(name, 1), "the pack holds two files of this name", "take one of them out")
                elif _is_safe(entry, name, problems) and _wanted(name, entry.file_size, problems):
                    files[name] = archive.read(entry)
    except _DAMAGE as error:
        what = f"the file is not a sound zip file ({shortened(str(error)) or type(error).__name__})"
        problems.error(place, what, "make the pack again, or fetch it again")
    return files


def _directory_is_too_long(path: Path) -> bool:
    """Whether the zip file's own list of files is too long to be read; `zipfile` would hold all of it in memory."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        file.seek(max(0, file.tell() - _END_RECORD.size - 0xFFFF))
        tail = file.read()
    # As zipfile does: a record at the very end, else the last one that a comment follows.
    start = len(tail) - _END_RECORD.size
    if start < 0 or tail[start : start + 4] != b"PK\5\6" or tail[-2:] != b"\0\0":
        start = tail.rfind(b"PK\5\6")
    if start < 0 or len(tail) < start + _END_RECORD.size:
        return False
    size = int(_END_RECORD.unpack_from(tail, start)[5])
    is_zip64 = tail[max(0, start - 20) : start].startswith(b"PK\6\7")
    return is_zip64 or size > _LONGEST_DIRECTORY


def _fits(count: int, size: int, place: Place, problems: Problems) -> bool:
    if count > MOST_FILES:
        problems.error(place, f"the pack holds more than {MOST_FILES:,} files", "split it into several packs")
    elif size > MOST_BYTES:
        what = f"the pack is larger than {MOST_BYTES // 1_000_000} MB"
        problems.error(place, what, "make its pictures smaller, or split it into several packs")
    else:
        return True
    return False


def _folder_round_everything(entries: list[zipfile.ZipInfo]) -> str:
    """The one folder that holds the whole pack, with its slash: zipping the folder itself is an easy mistake."""
    names = {entry.filename for entry in entries}
    tops = {name.partition("/")[0] for name in names}
    if len(tops) == 1 and "pack.yaml" not in names:
        top = tops.pop()
        if f"{top}/pack.yaml" in names and top not in ("", ".", ".."):
            return f"{top}/"
    return ""


def _is_hidden(name: str) -> bool:
    """Whether a file of a zip is hidden, as what systems and editors leave behind is; `..` is not, it is refused."""
    parts = [part for part in name.split("/") if part not in (".", "..")]
    return any(_HIDDEN.fullmatch(part) for part in parts)


def _is_safe(entry: zipfile.ZipInfo, name: str, problems: Problems) -> bool:
    """Whether an entry of a zip is a plain file inside the pack that can be unpacked."""
    place = Place(_printable(name), 1)
    file_type = stat.S_IFMT(entry.external_attr >> 16)
    ratio = entry.file_size / max(1, entry.compress_size)
    if "\\" in name or ":" in name or any(part in ("", ".", "..") for part in name.split("/")):
        problems.error(place, "the file's name leads out of the pack", "make the pack again with plain file names")
    elif file_type not in (0, stat.S_IFREG):
        problems.error(place, "this is a link or a device, not a file", "put a copy of the file itself into the pack")
    elif entry.flag_bits & 0x1:
        problems.error(place, "the file is locked with a password", "make the pack again without one")
    elif entry.file_size > _COMPRESSION_COUNTS_FROM and ratio > MOST_COMPRESSION:
        what = f"the file unpacks to more than {MOST_COMPRESSION} times its size"
        problems.error(place, what, "take it out, it may be made to fill your memory")
    else:
        return True
    return False


def _wanted(name: str, size: int, problems: Problems) -> bool:
    """Whether a file is one that packs are made of, and small enough."""
    place = Place(_printable(name), 1)
    path = PurePosixPath(name)
    if place.file != name:
        problems.error(place, "the file's name holds characters that cannot be shown", "rename the file")
        return False
    if path.parts[0] == "media" and len(path.parts) > 1:
        if path.suffix.lower() in MEDIA_TYPES:
            return True
        mend = f"use one of {quoted(MEDIA_TYPES)}, or take it out"
        problems.error(place, "files of this type cannot be in a pack", mend)
        return False
    is_text = name in _ONE_FILE or (len(path.parts) == 2 and path.parts[0] in _FOLDERS and path.suffix == ".md")
    if not is_text:
        if not (len(path.parts) == 1 and _LEFT_ALONE.fullmatch(name)):
            problems.warning(
                place,
                "this file is no part of a pack and is left out",
                f"move it, or name it as the format asks: {quoted(_ONE_FILE)}, "
                f"{quoted(f'{folder}/….md' for folder in _FOLDERS)}, `media/…`",
            )
        return False
    if size > MOST_TEXT_BYTES:
        problems.error(place, f"the file is larger than {MOST_TEXT_BYTES // 1_000_000} MB", "split it into several")
        return False
    return True


def _printable(name: str) -> str:
    """A file's name with everything replaced that is not text, and something for an empty one."""
    shown = "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in name)
    return shown or "a file without a name"

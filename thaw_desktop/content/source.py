"""The files of a pack, from a folder or from a `.thawpack` (a zip file, read where it lies).

A pack comes from strangers. Nothing is ever written, no link is followed out of the pack, and whatever could fill the
memory or reach outside is refused before it is read.
"""

from __future__ import annotations

import os
import stat
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.budget import EndlessPackError
from thaw_desktop.content.file_names import (
    EARLIER_IDS,
    MEDIA_TYPES,
    belongs_in_pack,
    fault_of_name,
    how_to_name,
    intended,
    is_hidden,
    is_left_alone,
    is_picture,
    is_text,
    same_everywhere,
)
from thaw_desktop.content.media import too_large
from thaw_desktop.content.problems import Place, printable, quoted
from thaw_desktop.core.files import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thaw_desktop.content.problems import Problems

MOST_FILES = 5_000
MOST_BYTES = 200_000_000
"""Of all files together, unpacked."""
MOST_TEXT_BYTES = 5_000_000
"""Of one text file."""
MOST_TEXT_BYTES_TOGETHER = 20_000_000
MOST_BYTES_OF_IDS = 64_000_000
"""Of the list of earlier ids: enough for the longest ids of as many items as a pack may have."""
MOST_LINES = 500_000
"""Of all text files together: a line takes memory however short it is."""
MOST_ENTRIES = 50_000
"""Files and folders that are looked at, hidden ones included."""

LINK_OR_DEVICE = "this is a link or a device, not a file"
A_COPY = "put a copy of the file itself into the pack"


def read_files(path: Path, problems: Problems) -> dict[str, bytes]:
    """The files of a pack that mean something, each by its path in the pack with forward slashes.

    Args:
        path: a folder or a `.thawpack`.
        problems: receives what was refused. Files that are refused are missing from the result.
    """
    place = Place(printable(path.name or str(path)) or "pack", 1)
    intake = Intake(place, problems)
    try:
        if path.is_dir():
            _read_folder(path, intake)
        elif path.is_file():
            # Imported here: most packs are folders or are not read at all, and zipfile takes a while.
            from thaw_desktop.content.zip_source import read_zip

            read_zip(path, intake)
        else:
            problems.error(place, "there is no pack here", "give the folder of a pack, or a `.thawpack` file")
    except EndlessPackError as end:
        problems.end(end)
    except OSError as error:
        problems.error(place, f"the pack cannot be read ({error.strerror or error})", "check that you may read it")
    return intake.files


def files_for_fingerprint(path: Path) -> Iterator[tuple[str, Path]]:
    """Names and paths of the files whose bytes tell two versions of a pack apart.

    They end where a pack becomes too large to be used: there is no telling how much would follow.

    Raises:
        OSError: the pack is not there or cannot be read.
    """
    if not path.is_dir():
        # A device or a pipe has no end; whoever reads the pack says what is wrong with it.
        information = path.stat()
        if stat.S_ISREG(information.st_mode) and information.st_size <= MOST_BYTES:
            yield "", path
        return
    size = 0
    try:
        for found in _walk(path):
            if found.error is not None:
                raise found.error
            information = found.path.lstat()
            size += information.st_size
            if size > MOST_BYTES:
                return
            if stat.S_ISREG(information.st_mode):
                yield found.name, found.path
    except EndlessPackError:
        return


class Intake:
    """Takes in the files of one pack, as long as there is room for them.

    Attributes:
        files: those taken in.
        place: the pack itself, for problems of no single file.
        problems: receives what was refused.
    """

    def __init__(self, place: Place, problems: Problems) -> None:
        self.files: dict[str, bytes] = {}
        self.place = place
        self.problems = problems
        self._names: dict[str, str] = {}
        self._text = 0
        self._lines = 0

    def fits(self, count: int, size: int) -> bool:
        """Whether a pack of so many files and bytes can be read."""
        if count > MOST_FILES:
            self.problems.error(
                self.place, f"the pack holds more than {MOST_FILES:,} files", "split it into several packs"
            )
        elif size > MOST_BYTES:
            what = f"the pack is larger than {MOST_BYTES // 1_000_000} MB"
            self.problems.error(self.place, what, "make its pictures smaller, or split it into several packs")
        else:
            return True
        return False

    def wants(self, name: str, size: int) -> bool:
        """Whether a file is one that packs are made of, and is small enough."""
        place = Place(printable(name) or "a file without a name", 1)
        if not belongs_in_pack(name):
            self._leave_out(name, place)
            return False
        fault = fault_of_name(name) or too_large(name, size)
        if fault is not None:
            self.problems.error(place, fault.what, fault.mend)
            return False
        twin = self._names.setdefault(same_everywhere(name), name)
        if name in self.files or twin != name:
            what = "the pack holds two files of this name"
            if twin != name:
                what = f"this file and `{twin}` are one and the same on Windows and macOS"
            self.problems.error(place, what, "take one of them out, or rename it")
            return False
        if name == EARLIER_IDS:
            return self._has_room_for_ids(place, size)
        return is_picture(name) or self._has_room_for_text(place, size)

    def take(self, name: str, data: bytes) -> None:
        """Take in a file that is wanted."""
        if is_text(name):
            self._lines += data.count(b"\n") + data.count(b"\r") + 1
            if self._lines > MOST_LINES:
                what = f"the texts of the pack have more than {MOST_LINES:,} lines"
                raise EndlessPackError(self.place, what, "split it into several packs")
        self.files[name] = data

    def _has_room_for_ids(self, place: Place, size: int) -> bool:
        # It is no text to be read, and Thaw writes it too: none may make a pack too large that was not before.
        if size > MOST_BYTES_OF_IDS:
            what = f"the file is larger than {MOST_BYTES_OF_IDS // 1_000_000} MB"
            self.problems.error(place, what, "take out ids that are no longer used")
        return size <= MOST_BYTES_OF_IDS

    def _has_room_for_text(self, place: Place, size: int) -> bool:
        if size > MOST_TEXT_BYTES:
            what = f"the file is larger than {MOST_TEXT_BYTES // 1_000_000} MB"
            self.problems.error(place, what, "split it into several")
            return False
        self._text += size
        if self._text > MOST_TEXT_BYTES_TOGETHER:
            what = f"the texts of the pack are together larger than {MOST_TEXT_BYTES_TOGETHER // 1_000_000} MB"
            raise EndlessPackError(self.place, what, "split it into several packs")
        return True

    def _leave_out(self, name: str, place: Place) -> None:
        """Say why a file is no part of the pack, unless it belongs beside one."""
        meant = intended(name)
        if meant:
            what = "this file is left out, because its name is not written as the format asks"
            self.problems.error(place, what, f"call it `{meant}`")
        elif printable(name) != name:
            self.problems.error(place, "the file's name holds characters that cannot be shown", "rename the file")
        elif name.startswith("media/"):
            mend = f"use one of {quoted(MEDIA_TYPES)}, or take it out"
            self.problems.error(place, "files of this type cannot be in a pack", mend)
        elif not is_left_alone(name):
            what = "this file is no part of a pack and is left out"
            self.problems.warning(place, what, f"move it, or name it as the format asks: {how_to_name()}")


class _Found(NamedTuple):
    """Something in a folder, or a folder that cannot be looked into."""

    name: str
    path: Path
    error: OSError | None = None


def _walk(root: Path) -> Iterator[_Found]:
    """Everything in a folder that is not a folder and not hidden, sorted; links are given, not followed.

    It ends when there are more files than a pack may have.

    Raises:
        EndlessPackError: there is far more than files.
        OSError: the folder itself cannot be read.
    """
    waiting = [(root, "")]
    files = seen = 0
    while waiting and files <= MOST_FILES:
        folder, prefix = waiting.pop()
        try:
            with os.scandir(folder) as found:
                names = sorted(entry.name for entry in islice(found, MOST_ENTRIES))
        except OSError as error:
            if folder == root:
                raise
            yield _Found(prefix.removesuffix("/"), folder, error)
            continue
        seen += len(names) + 1
        if seen > MOST_ENTRIES:
            place = Place(printable(prefix.removesuffix("/")) or root.name or "pack", 1)
            what = f"the pack holds more than {MOST_ENTRIES:,} files and folders"
            raise EndlessPackError(place, what, "give a folder that holds a pack and nothing else")
        folders = []
        for name in names:
            entry = folder / name
            if is_hidden(name):
                continue
            if entry.is_dir() and not entry.is_symlink():
                folders.append((entry, f"{prefix}{name}/"))
            else:
                files += 1
                yield _Found(f"{prefix}{name}", entry)
        waiting += reversed(folders)


def _read_folder(path: Path, intake: Intake) -> None:
    size = 0
    for count, found in enumerate(_walk(path), 1):
        place = Place(printable(found.name), 1)
        if found.error is not None:
            what = f"the folder cannot be read ({found.error.strerror or found.error})"
            intake.problems.error(place, what, "check that you may read it")
            continue
        information = found.path.lstat()
        size += information.st_size
        if not intake.fits(count, size):
            break
        if not stat.S_ISREG(information.st_mode):
            intake.problems.error(place, LINK_OR_DEVICE, A_COPY)
        elif intake.wants(found.name, information.st_size):
            try:
                intake.take(found.name, _content(found.path, information.st_size))
            except OSError as error:
                what = f"the file cannot be read ({error.strerror or error})"
                intake.problems.error(place, what, "check that you may read it")


def _content(path: Path, size: int) -> bytes:
    """The bytes of a file, even if it has become something else since it was looked at.

    Raises:
        OSError: it cannot be read, or is no longer the file that it was.
    """
    data = read_plain(path, size + 1)
    if len(data) != size:
        raise OSError("it changed while it was read")
    return data

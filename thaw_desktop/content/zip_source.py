"""The files of a `.thawpack`: a zip file made by a stranger, of which nothing is believed that can be checked."""

from __future__ import annotations

import os
import stat
import struct
import zipfile
import zlib
from typing import TYPE_CHECKING

from thaw_desktop.content import source
from thaw_desktop.content.file_names import Fault, escape, is_hidden
from thaw_desktop.content.problems import Place, printable, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from thaw_desktop.content.source import Intake

MOST_COMPRESSION = 100
"""Unpacked size over packed size; text seldom passes 10, a zip bomb starts near 1,000."""

_COMPRESSION_COUNTS_FROM = 100_000
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
_MAKE_IT_AGAIN = "make the pack again, or fetch it again"
# Others have no bound on what they unpack at once, whatever size they say they have.
_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCKED = 0x1 | 0x40
_LOCAL_HEADER = 30
# The end of central directory record: signature, disks (2 × 2), entries (2 × 2), size and offset of the directory.
# https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, section 4.3.16
_END_RECORD = struct.Struct("<4s4H2LH")
_ZIP64_LOCATOR = 20


def read_zip(path: Path, intake: Intake) -> None:
    """Take in the files of a zip file.

    Raises:
        OSError: the file cannot be read.
        EndlessPackError: there is no end of it.
    """
    packed = path.stat().st_size
    if not intake.fits(0, packed):
        return
    fault = _fault_of_directory(path)
    if fault is not None:
        intake.problems.error(intake.place, fault.what, fault.mend)
        return
    try:
        with zipfile.ZipFile(path) as archive:
            _read_entries(archive, packed, intake)
    except _DAMAGE as error:
        reason = _reason(error)
        # What zipfile says of a file that is none would say the same twice.
        what = "the file is not a sound zip file" + ("" if "not a zip file" in reason else f" ({reason})")
        intake.problems.error(intake.place, what, _MAKE_IT_AGAIN)


def _read_entries(archive: zipfile.ZipFile, packed: int, intake: Intake) -> None:
    # Not is_dir(), which some versions of Python let an empty name break.
    entries = [entry for entry in archive.infolist() if not entry.filename.endswith("/")]
    fault = _fault_of_layout(archive, entries)
    visible = [entry for entry in entries if escape(entry.filename) or not is_hidden(entry.filename)]
    size = sum(entry.file_size for entry in visible)
    if fault is None and size > max(_COMPRESSION_COUNTS_FROM * 10, MOST_COMPRESSION * packed):
        fault = Fault(
            f"the pack unpacks to more than {MOST_COMPRESSION} times its size",
            "do not use it, it may be made to fill your memory",
        )
    if fault is not None:
        intake.problems.error(intake.place, fault.what, fault.mend)
        return
    if not intake.fits(len(visible), size):
        return
    top = _folder_round_everything(visible)
    for entry in visible:
        _read_entry(archive, entry, entry.filename.removeprefix(top), intake)


def _read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, name: str, intake: Intake) -> None:
    place = Place(printable(name) or "a file without a name", 1)
    fault = _fault_of_entry(entry, name)
    if fault is not None:
        intake.problems.error(place, fault.what, fault.mend)
    elif intake.wants(name, entry.file_size):
        try:
            with archive.open(entry) as file:
                # Never without a number: zipfile would unpack all there is before it looks at the size again.
                data = file.read(entry.file_size + 1)
            if len(data) != entry.file_size:
                raise zipfile.BadZipFile("it is shorter than it should be")
        except _DAMAGE as error:
            what = f"the file is damaged in the zip file ({_reason(error)})"
            intake.problems.error(place, what, _MAKE_IT_AGAIN)
        else:
            intake.take(name, data)


def _reason(error: BaseException) -> str:
    return shortened(str(error)) or type(error).__name__


def _fault_of_directory(path: Path) -> Fault | None:
    """Whether the zip file's own list of files is too long to be read; `zipfile` would hold all of it in memory."""
    with path.open("rb") as file:
        file.seek(0, os.SEEK_END)
        # Somewhat more than any version of zipfile looks at, so that it finds no record that is not found here.
        file.seek(max(0, file.tell() - _END_RECORD.size - 0x10000 - 2 * _ZIP64_LOCATOR))
        tail = file.read()
    # As zipfile does: a record at the very end, else the last one that a comment follows.
    start = len(tail) - _END_RECORD.size
    if start < 0 or tail[start : start + 4] != b"PK\5\6" or tail[-2:] != b"\0\0":
        start = tail.rfind(b"PK\5\6")
    if start < 0 or len(tail) < start + _END_RECORD.size:
        return None  # zipfile says what is wrong
    if tail[max(0, start - _ZIP64_LOCATOR) : start].startswith(b"PK\6\7"):
        return Fault(
            "the file is written in the form for huge zip files (zip64)", "make the pack again with a plain zip program"
        )
    if int(_END_RECORD.unpack_from(tail, start)[5]) > source.MOST_FILES * 1_000:
        return Fault(f"the pack holds more than {source.MOST_FILES:,} files", "split it into several packs")
    return None


def _fault_of_layout(archive: zipfile.ZipFile, entries: Sequence[zipfile.ZipInfo]) -> Fault | None:
    """Whether files lie over one another, as they do where one piece of data is to be unpacked many times."""
    ends = archive.start_dir
    for entry in sorted(entries, key=lambda entry: entry.header_offset, reverse=True):
        if entry.header_offset < 0 or entry.header_offset + _LOCAL_HEADER + entry.compress_size > ends:
            return Fault("the files in the zip file lie over one another", _MAKE_IT_AGAIN)
        ends = entry.header_offset
    return None


def _fault_of_entry(entry: zipfile.ZipInfo, name: str) -> Fault | None:
    """What keeps an entry from being a plain file inside the pack that can be unpacked."""
    file_type = stat.S_IFMT(entry.external_attr >> 16)
    # zipfile ends a name at its first zero, and what it stood for is gone.
    fault = escape(name if "\0" not in entry.orig_filename else entry.orig_filename)
    if fault is not None:
        return fault
    if file_type not in (0, stat.S_IFREG):
        return Fault(source.LINK_OR_DEVICE, source.A_COPY)
    if entry.flag_bits & _LOCKED:
        return Fault("the file is locked with a password", "make the pack again without one")
    if entry.compress_type not in _PACKINGS:
        return Fault("the file is packed in an uncommon way", "make the pack again with a plain zip program")
    if entry.file_size > max(_COMPRESSION_COUNTS_FROM, MOST_COMPRESSION * entry.compress_size):
        return Fault(
            f"the file unpacks to more than {MOST_COMPRESSION} times its size",
            "take it out, it may be made to fill your memory",
        )
    return None


def _folder_round_everything(entries: Sequence[zipfile.ZipInfo]) -> str:
    """The one folder that holds the whole pack, with its slash: zipping the folder itself is an easy mistake."""
    names = {entry.filename for entry in entries}
    tops = {name.partition("/")[0] for name in names}
    if len(tops) == 1 and "pack.yaml" not in names:
        top = tops.pop()
        if f"{top}/pack.yaml" in names and top not in ("", ".", ".."):
            return f"{top}/"
    return ""

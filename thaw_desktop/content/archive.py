"""Writes the files of a pack as one `.thawpack`: a zip file that is the same for the same files, byte for byte.

Entries are stored, not compressed: every zip library stores alike, while two versions of zlib compress differently.
"""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from thaw_desktop.content.reader import read_closely
from thaw_desktop.content.shelf import ENDING
from thaw_desktop.core.errors import PackError, StorageError, UnusablePackError
from thaw_desktop.core.files import typed, write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.content.reader import PackReading

_LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip file can tell
_UNIX, _PLAIN_FILE = 3, 0o100644 << 16


def build_pack(folder: Path, out: Path) -> PackReading:
    """Make a `.thawpack` of a pack's folder.

    Raises:
        PackError: the pack has errors, or `out` is no place for it; nothing has then been written.
        StorageError: the file cannot be written.
    """
    if out.suffix != ENDING:
        raise PackError(f"{out.name} does not end in {ENDING}, by which a system knows a pack", f"Add {ENDING}")
    # Not Path.resolve, which raises where links lead round in a circle.
    if folder.is_dir() and Path(os.path.realpath(out)).is_relative_to(os.path.realpath(folder)):
        raise PackError(f"{out.name} would lie inside the pack itself", "Give a place outside the pack's folder")
    reading = usable(read_closely(folder), folder)
    write_archive(reading.files, out)
    return reading


def usable(reading: PackReading, path: Path) -> PackReading:
    """The reading of a pack, if it has no errors.

    Raises:
        UnusablePackError: it has; the sentence names the first, and how many there are.
    """
    errors = [problem for problem in reading.problems if problem.severity == "error"]
    if reading.pack is not None and not errors:
        return reading
    others = len(errors) - 1
    more = "" if others < 1 else " (and one more fault)" if others == 1 else f" (and {others} more faults)"
    raise UnusablePackError(
        f"The pack {path.name} cannot be used: {errors[0]}{more}",
        f"thaw-desktop pack check {typed(path)} lists every fault",
        path.name,
        tuple(map(str, errors)),
    )


def write_archive(files: Mapping[str, bytes], out: Path) -> None:
    """Write the files of a pack as a zip file, whole or not at all.

    Raises:
        StorageError: it cannot be written; what was there before is untouched.
    """
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name in sorted(files, key=lambda name: (name != "pack.yaml", name)):
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            # The same on every system: by default these tell on which one the file was made.
            entry.create_system, entry.external_attr = _UNIX, _PLAIN_FILE
            archive.writestr(entry, files[name])
    try:
        write_whole(out, made.getvalue())
    except OSError as error:
        raise StorageError(
            f"{out} could not be written ({error.strerror or error})", "Choose another folder or free some space"
        ) from error

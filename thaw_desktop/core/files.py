"""Writing a file whole or not at all, and reading one that may be no file."""

from __future__ import annotations

import os
import shlex
import stat
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` in the place of a file, on the disk before this returns; a power cut leaves the old or the new file.

    Who owned the file and who might read it stays as it was.

    Raises:
        OSError: it cannot be written; what was there before is untouched.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        temporary.unlink(missing_ok=True)
        # Made anew, so that nothing another may have put there under this name is written through.
        with temporary.open("xb") as file:
            _be_like(path, file.fileno())
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def _be_like(path: Path, descriptor: int) -> None:
    """Give an open file the mode and the owner of another, as far as the system lets us."""
    if not hasattr(os, "fchown"):
        return  # Windows keeps neither
    with suppress(OSError):
        before = path.stat()
        os.fchmod(descriptor, stat.S_IMODE(before.st_mode))
        os.fchown(descriptor, before.st_uid, before.st_gid)


def read_plain(path: Path, most: int) -> bytes:
    """The first `most` bytes of a plain file; what else may stand under its name is neither followed nor waited for.

    Raises:
        OSError: it cannot be read, or is a link, a folder, a pipe or a device.
    """
    # Windows knows neither of the first two flags and has no need of them.
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with os.fdopen(os.open(path, flags), "rb") as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            raise OSError("it is no plain file")
        return file.read(most)


def typed(path: Path) -> str:
    """A path as it has to be typed in a terminal, with quotation marks where it needs them."""
    text = str(path)
    if text.startswith("-"):
        text = os.path.join(os.curdir, text)  # noqa: PTH118 - Path drops the dot; without it this is an option
    if sys.platform == "win32":
        return f'"{text}"' if any(sign in text for sign in " &()^;,=") else text
    return shlex.quote(text)

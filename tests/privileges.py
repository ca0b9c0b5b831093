"""Becoming somebody with no rights of their own: tests are often run by root, whom no mode keeps out."""

from __future__ import annotations

import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOBODY = 65_534


@contextmanager
def as_nobody(folder: Path, mode: int = 0o755) -> Iterator[Path]:
    """Give a folder to somebody who may not read everything in it, also where the tests are run by root."""
    if os.geteuid() != 0:
        yield folder
        return
    folder.chmod(mode)
    before = Path.cwd()
    os.chdir(folder)  # the folders above may be closed to all others
    os.seteuid(_NOBODY)
    try:
        yield Path()
    finally:
        os.seteuid(0)
        os.chdir(before)

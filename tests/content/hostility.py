"""Reads packs that mean harm, and watches what the reading does: what it says, what it touches, how much it takes."""

from __future__ import annotations

import os
import sys
import time
import tracemalloc
from contextlib import contextmanager
from typing import TYPE_CHECKING

from thaw_desktop.content.reader import read_pack

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thaw_desktop.content.model import Pack, Problem

HANGING = 60.0
"""Seconds after which a reading counts as hanging; it takes at most some two on a busy machine."""

PACK = "format: 1\nid: p\ntitle: P\nversion: 1.0.0\nlanguage: en-GB\nlicence: CC0-1.0\n"
NOTES = "---\nid: s\ntitle: S\n---\n"
CARDS = "---\nsection: s\n---\n"
QUESTION = "---\nid: q\nmarks: 2\nminutes: 5\n---\nWhy?\n\n## Mark points\n\n- [2] Because. ^m1\n"

_CHANGES = ("os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.chmod", "os.truncate")
_OUTSIDE = ("socket.", "subprocess.", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "urllib.", "ctypes.dlopen")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class _Watch:
    """Notes what the process does to the rest of the machine while it is on. Python's audit hooks stay for good."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: list[str] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self.is_on:
            return
        told = f"{event} {arguments!r}"
        # Python keeps what it has compiled of its own modules.
        if "__pycache__" in told:
            return
        writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
        if writes or event in _CHANGES or event.startswith(_OUTSIDE):
            self.seen.append(told)


_WATCH = _Watch()


@contextmanager
def nothing_is_touched(folder: Path) -> Iterator[None]:
    """Fail when anything is written anywhere, started or connected to, or when a folder is not as it was."""
    before = _snapshot(folder)
    _WATCH.seen.clear()
    _WATCH.is_on = True
    try:
        yield
    finally:
        _WATCH.is_on = False
    assert _WATCH.seen == []
    assert _snapshot(folder) == before


def _snapshot(folder: Path) -> dict[str, tuple[int, int, int]]:
    found = {}
    for parent, folders, files in os.walk(folder):
        for name in (*folders, *files):
            state = os.lstat(os.path.join(parent, name))  # noqa: PTH118 - names that no Path would take are among them
            found[f"{parent}/{name}"] = (state.st_mode, state.st_size, state.st_mtime_ns)
    return found


def read_hostile(path: Path) -> tuple[Pack | None, list[str]]:
    """Read a pack as `read_pack` does, and see that it is told properly, in time, and that nothing else happens.

    Returns:
        The pack, and its problems as `severity place: fault; mend`.
    """
    start = time.monotonic()
    with nothing_is_touched(path.parent):
        pack, problems = read_pack(path)
    assert time.monotonic() - start < HANGING
    assert (pack is None) == any(problem.severity == "error" for problem in problems)
    for problem in problems:
        _is_one_sentence(problem)
    return pack, [f"{problem.severity} {problem}" for problem in problems]


def peak_of_reading(path: Path) -> int:
    """The bytes of memory that Python's own objects take at most while a pack is read that was read before."""
    tracemalloc.start()
    try:
        read_pack(path)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def _is_one_sentence(problem: Problem) -> None:
    assert problem.file
    assert problem.line >= 1
    for text in (problem.what, problem.mend):
        assert text
        assert text.isprintable()
        assert len(text) <= 600
        assert not text.endswith(".")
        assert "Traceback" not in text
        assert "object at 0x" not in text
    assert str(problem).isprintable()

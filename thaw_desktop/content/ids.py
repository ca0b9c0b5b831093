"""Writing ids into the files of a pack, so that no later change of words can part an item from its progress."""

from __future__ import annotations

import errno
import os
import re
from typing import TYPE_CHECKING

from thaw_desktop.content.lines import NO_TEXT
from thaw_desktop.content.reader import read_again, read_closely
from thaw_desktop.core.errors import PackError, StorageError
from thaw_desktop.core.files import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.content.names import Gap, Item
    from thaw_desktop.content.reader import PackReading

_SPACE = "[^\\S" + "".join(f"\\x{sign:02x}" for sign in NO_TEXT if sign < 32) + "]"
"""White space that is read as such: control characters, some of which Python counts as blank, are read as signs."""
_BLANK_END = re.compile(f"{_SPACE}+$")
_CLOSING_HASHES = re.compile(rf"{_SPACE}+#+((?:{_SPACE}*<!--(?:(?!-->).)*-->)*){_SPACE}*$")
"""Of a heading, with the comments behind them, which stay."""


def write_missing_ids(folder: Path) -> list[Item]:
    """Write an id at every item of a pack folder that has none; it is the one that the item has had so far.

    Returns:
        The items that have been given one.

    Raises:
        PackError: the pack has errors, or is not a folder; no file has then been changed.
        StorageError: a file cannot be written.
    """
    if not folder.is_dir():
        raise PackError(f"Ids cannot be written into {folder.name}, which is not a folder", "Give the pack's folder")
    reading = read_closely(folder)
    if reading.pack is None:
        raise PackError(
            "Ids can be written only into a pack without errors", "Mend those that are listed, then try again"
        )
    files = with_ids(reading)
    changed = {folder / name: data for name, data in files.items() if data != reading.files[name]}
    for path in changed:
        if not os.access(path, os.W_OK):
            raise StorageError(f"{path} is write-protected", "Make it writable, then try again")
    for number, (path, data) in enumerate(changed.items()):
        _replace(path, data, list(changed)[:number])
    return [item for item in reading.items if item.gap is not None]


def with_ids(reading: PackReading) -> dict[str, bytes]:
    """The files of a pack without errors, with ids written where they are missing; nothing else in them is another.

    Raises:
        PackError: an id cannot be written somewhere without changing something else. (Nobody has managed it yet.)
    """
    written = dict(reading.files)
    missing: dict[str, list[tuple[Gap, str]]] = {}
    for item in reading.items:
        if item.gap is not None:
            missing.setdefault(item.place.file, []).append((item.gap, item.file_id.rpartition(".")[2]))
    for name, wanted in missing.items():
        written[name] = _with_ids(written[name], wanted)
    after = read_again(written)
    if after.pack != reading.pack or any(item.gap is not None for item in after.items):
        named = {item.file_id for item in after.items if item.gap is None}
        place = next((item.place for item in reading.items if item.file_id not in named), "some place")
        raise PackError(f"No id can be written at {place}", "Write it there by hand, at the end of the line")
    return written


def _with_ids(data: bytes, wanted: list[tuple[Gap, str]]) -> bytes:
    """One file with ids written; line ends and everything else stay as they are."""
    text = data.decode("utf-8")  # a byte order mark is a character of the first line like any other
    end = "\r\n" if "\r\n" in text else "\n"
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    # From the bottom up, because a line of its own moves all that follow.
    for gap, ident in sorted(wanted, reverse=True):
        at = gap.line - 1
        content = lines[at].rstrip("\r\n")
        break_ = lines[at][len(content) :]
        if gap.own_line:
            lines[at] = f"{content}{break_ or end}^{ident}{break_ or end}"
        else:
            if content.lstrip("\ufeff").startswith("#"):
                content = _CLOSING_HASHES.sub(r"\1", content)
            lines[at] = f"{_BLANK_END.sub('', content)} ^{ident}{break_}"
    return "".join(lines).encode()


def _replace(path: Path, data: bytes, before: list[Path]) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        full = error.errno in {errno.ENOSPC, errno.EDQUOT}
        done = f"; ids now stand in {', '.join(str(one.name) for one in before)}" if before else ""
        raise StorageError(
            f"{path} could not be written ({error.strerror or error}){done}",
            "Free some space, then try again" if full else "Make it writable, then try again",
        ) from error

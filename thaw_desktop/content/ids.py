"""Writing ids into the files of a pack, so that no later change of words can part an item from its progress."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thaw_desktop.content.reader import read_again, read_closely
from thaw_desktop.core.errors import PackError, StorageError
from thaw_desktop.core.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from thaw_desktop.content.names import Item

_FIELD_OF_SECTIONS = re.compile(r"\s*sections?:")
_CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")


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
    missing = {item.id: item for item in reading.items if item.gap is not None}
    files = with_ids(reading.files, {item: item.id for item in missing.values()})
    for name, data in files.items():
        if data != reading.files[name]:
            _replace(folder / name, data)
    return list(missing.values())


def with_ids(files: Mapping[str, bytes], ids: Mapping[Item, str]) -> dict[str, bytes]:
    """The files of a pack with ids written where they are missing, or in the place of those that are there.

    Args:
        files: by path in the pack.
        ids: what each item is to be called; for a mark point `question.point`.

    Raises:
        PackError: an id cannot be written there without changing something else. (Nobody has managed it yet.)
    """
    written = dict(files)
    by_file: dict[str, list[tuple[Item, str]]] = {}
    for item, ident in ids.items():
        if item.gap is None:
            _call_otherwise(written, item, ident)
        else:
            by_file.setdefault(item.place.file, []).append((item, ident))
    for name, wanted in by_file.items():
        written[name] = _with_ids(written[name], wanted)
    after = read_again(written)
    found = {item.id for item in after.items if item.gap is None}
    missing = [item for item, ident in ids.items() if ident not in found]
    if after.pack is None or missing:
        place = missing[0].place if missing else after.problems[0].file
        raise PackError(f"No id can be written at {place}", "Write it there by hand, at the end of the line")
    return written


def _with_ids(data: bytes, wanted: list[tuple[Item, str]]) -> bytes:
    """One file with ids written; line ends and everything else stay as they are."""
    text = data.decode("utf-8")  # a byte order mark is a character of the first line like any other
    end = "\r\n" if "\r\n" in text else "\n"
    lines = re.split(r"(?<=\n)|(?<=\r)(?!\n)", text)
    # From the bottom up, because a line of its own moves all that follow.
    for item, ident in sorted(wanted, key=lambda pair: pair[0].gap.line if pair[0].gap else 0, reverse=True):
        if item.gap is None:
            continue
        own = ident.rpartition(".")[2] if item.kind == "point" else ident
        at = item.gap.line - 1
        content = lines[at].rstrip("\r\n")
        break_ = lines[at][len(content) :]
        if item.gap.own_line:
            lines[at] = f"{content}{break_ or end}^{own}{break_ or end}"
        else:
            if content.lstrip("\ufeff").startswith("#"):
                content = _CLOSING_HASHES.sub("", content)
            lines[at] = f"{content.rstrip()} ^{own}{break_}"
    return "".join(lines).encode()


def _call_otherwise(files: dict[str, bytes], item: Item, ident: str) -> None:
    """Put another id in the place of a written one, where it stands and in everything that refers to it."""
    old, new = (name.rpartition(".")[2] if item.kind == "point" else name for name in (item.id, ident))
    lines = files[item.place.file].decode("utf-8").split("\n")
    own = re.compile(rf"\^{re.escape(old)}(?=\s*$)")
    for place in range(item.place.line - 1, len(lines)):
        if own.search(lines[place]):
            lines[place] = own.sub(f"^{new}", lines[place])
            break
    files[item.place.file] = "\n".join(lines).encode()
    if item.kind == "point":
        return  # nothing refers to a mark point
    link = rf"(\[\[){re.escape(old)}(?=[\]|])|(§){re.escape(old)}(?![\w-])"
    links = re.compile(link)
    # Bare ids stand in the field of sections only; anywhere else the same letters are a word of the text.
    field = re.compile(rf"{link}|(?<=[\s\[,:])(?<!\^){re.escape(old)}(?=\s*[,\]]|\s*$)")
    for name, data in files.items():
        if name.endswith(".md"):
            files[name] = "\n".join(
                (field if _FIELD_OF_SECTIONS.match(line) else links).sub(
                    lambda found: f"{found[1] or found[2] or ''}{new}", line
                )
                for line in data.decode("utf-8").split("\n")
            ).encode()


def _replace(path: Path, data: bytes) -> None:
    try:
        write_whole(path, data)
    except OSError as error:
        raise StorageError(
            f"{path} could not be written ({error.strerror or error})", "Make it writable, then try again"
        ) from error

"""All that a student marked and wrote in a pack, as one text of Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from thaw_desktop.notes.highlights import Listing, Placed
    from thaw_desktop.notes.own_pages import OwnPage

_SIGNS = re.compile(r"[\\`*_\[\]<>|]|~~|==")
_LINE_START = re.compile(r"^(\s*)([#+\-]|\d+(?=[.)]))")


def as_markdown(text: str) -> str:
    """Plain text as Markdown that shows the same characters; its lines become paragraphs."""
    return "\n\n".join(_literal(line) for line in text.split("\n") if line.strip())


def _literal(line: str) -> str:
    escaped = _SIGNS.sub(lambda found: "".join(f"\\{sign}" for sign in found[0]), line.strip())
    start = _LINE_START.match(escaped)
    if start is None:
        return escaped
    sign = start[2]
    rest = escaped[start.end() :]
    return f"{start[1]}{sign}\\{rest}" if sign.isdigit() else f"{start[1]}\\{sign}{rest}"


def export(title: str, listing: Listing, pages: Iterable[OwnPage]) -> str:
    """Everything by section, then what has lost its place, then the own pages.

    Args:
        title: the pack's.
        listing: its highlights.
        pages: the student's own, which are Markdown already and are given as they are.
    """
    parts = [f"# {_literal(title)}: my notes"]
    for _, heading, placed in listing.sections:
        parts.append(f"## {_literal(heading)}")
        parts += _passages(placed)
    if listing.orphans:
        parts.append("## No longer in the pack")
        parts.append("These passages were in an earlier version of the pack.")
        parts += _passages(listing.orphans)
    for page in pages:
        parts.append(f"## {_literal(page.title) or 'Untitled page'}")
        if page.text.strip():
            parts.append(page.text.strip("\n"))
    return "\n\n".join(parts) + "\n"


def write_export(path: Path, text: str) -> None:
    """Write the text to a file, whole or not at all.

    Raises:
        StorageError: it cannot be written.
    """
    try:
        write_whole(path, text.encode())
    except OSError as error:
        raise StorageError(
            f"{path.name} could not be written ({error.strerror or error})", "Choose another folder, or free some space"
        ) from error


def _passages(placed: Iterable[Placed]) -> Iterator[str]:
    for one in placed:
        mark = one.highlight
        quoted = as_markdown(mark.anchor.quote).replace("\n", "\n> ")
        yield f"> {quoted}\n>\n> ({mark.colour})".replace("> \n", ">\n")
        if mark.note:
            yield as_markdown(mark.note)

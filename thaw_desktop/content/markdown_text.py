"""The words of Markdown's tokens without their formatting, and what its addresses mean."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from thaw_desktop.content.markdown_rules import CALLOUTS
from thaw_desktop.content.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from thaw_desktop.content.names import Names

_LONGEST_LABEL = 300
"""Characters of a title that a link shows: a link of three characters must not become a page."""


def is_web_address(address: str) -> bool:
    """Whether a link may be shown as one; nothing is ever fetched from it."""
    return address.lower().startswith(("https://", "http://"))


def media_name(address: str) -> str | None:
    """The name of a picture of the pack, as `media` holds it; None when the address means something else."""
    # Notes lie beside the folder, and editors write the way from there: ../media/map.png
    name = posixpath.normpath(unquote(address)).removeprefix("../")
    return name if name.startswith("media/") else None


def plain_text(tokens: Sequence[Token], names: Names) -> str:
    """The words of tokens, each paragraph, list item, row and heading on a line of its own."""
    lines: list[str] = []
    row: list[str] | None = None
    for token in tokens:
        if token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            lines.append(" | ".join(cell for cell in row if cell))
            row = None
        elif token.type in ("fence", "code_block"):
            lines.append(token.content.rstrip("\n"))
        elif token.type == "callout_open":
            lines.append(token.meta["title"] or CALLOUTS.get(token.meta["kind"], ""))
        elif token.type == "inline":
            text = plain_inline(token.children or (), names)
            if row is None:
                lines.append(text)
            else:
                row.append(text.replace("\n", " "))
    return "\n".join(line for line in lines if line.strip())


def plain_inline(tokens: Sequence[Token], names: Names) -> str:
    """The words of a paragraph's tokens."""
    parts: list[str] = []
    for token in tokens:
        if token.type in ("text", "code_inline", "gap"):
            parts.append(token.content)
        elif token.type == "softbreak":
            parts.append(" ")
        elif token.type in ("hardbreak", "br"):
            parts.append("\n")
        elif token.type == "image":
            parts.append(plain_inline(token.children or (), names))
        elif token.type == "wikilink":
            parts.append(link_label(token, names))
    return "".join(parts).strip()


def link_label(token: Token, names: Names) -> str:
    """What a `[[link]]` shows: its label, else the title of what it leads to, else what was written."""
    target: str = token.meta["target"]
    item = names.linked(target)
    # A glossary entry linked by name is shown as it was written, in the plural if need be.
    title = item.title if item and item.id == target else target
    return token.meta["label"] or shortened(title, _LONGEST_LABEL)

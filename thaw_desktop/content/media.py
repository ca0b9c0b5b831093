"""Checks that the pictures of a pack are what their names say, and reach nothing outside themselves."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from thaw_desktop.content.model import Medium
from thaw_desktop.content.problems import Place

if TYPE_CHECKING:
    from thaw_desktop.content.problems import Problems

# Names that mean the same in Markdown, in a URL and in every file system.
_NAME = re.compile(r"media/[A-Za-z0-9._/-]+")
# Scripts, entities that grow without end, and references to anything but a part of the same drawing.
_SVG_DANGERS = re.compile(
    rb"""<\s*(?:\w+:)?script|<!ENTITY|<!DOCTYPE[^>]*\[|@import|\son\w+\s*=|<\?xml-stylesheet|<\s*foreignObject
    |href\s*=\s*["']?\s*(?!["']?\s*\#|data:image/(?:png|jpeg)\b)[^"'\s>]
    |url\(\s*["']?\s*(?!\#)[^"'\s)]""",
    re.IGNORECASE | re.VERBOSE,
)


def check_media(files: dict[str, bytes], problems: Problems) -> tuple[Medium, ...]:
    """The pictures among the files of a pack; `problems` receives what is wrong with them."""
    media = []
    for name, data in files.items():
        place = Place(name, 1)
        if not _NAME.fullmatch(name):
            mend = "rename it, using only the letters a–z, digits, `-`, `_` and `.`"
            problems.error(place, "the picture's name cannot be written in Markdown", mend)
        elif not _is_what_it_says(name, data):
            mend = "save the picture again in the format of its name"
            problems.error(place, "the file is not the kind of picture that its name says", mend)
        elif name.lower().endswith(".svg") and _SVG_DANGERS.search(data):
            what = "the drawing holds a script or refers to something outside itself"
            problems.error(place, what, "save it as a plain SVG, or as PNG")
        else:
            media.append(Medium(name, data))
    return tuple(media)


def _is_what_it_says(name: str, data: bytes) -> bool:
    kind = PurePosixPath(name).suffix.lower()
    if kind == ".png":
        return data.startswith(b"\x89PNG\r\n\x1a\n")
    if kind in (".jpg", ".jpeg"):
        return data.startswith(b"\xff\xd8\xff")
    if kind == ".webp":
        return data.startswith(b"RIFF") and data[8:12] == b"WEBP"
    # An SVG is text; one in UTF-16 would slip past the search for dangers.
    return b"<svg" in data and b"\0" not in data

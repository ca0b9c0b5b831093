"""Checks that the pictures of a pack are what their names say, are of a size to be shown, and reach nothing outside."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from thaw_desktop.content.drawing import check_drawing
from thaw_desktop.content.file_names import Fault
from thaw_desktop.content.model import Medium
from thaw_desktop.content.picture_size import kind_of, size_of
from thaw_desktop.content.problems import Place, closest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from thaw_desktop.content.problems import Problems

MOST_PICTURE_BYTES = 20_000_000
MOST_DRAWING_BYTES = 2_000_000
MOST_PIXELS = 50_000_000
"""Of one picture, unpacked: 200 MB of memory."""

# Names that mean the same in Markdown, in a URL and in every file system.
_NAME = re.compile(r"media/[A-Za-z0-9._/-]+")
_KINDS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}
_DRAWING = ".svg"
_MOST_MISTAKES = 100


def too_large(name: str, size: int) -> Fault | None:
    """What is wrong with a picture of so many bytes, which is said before it is read."""
    kind = PurePosixPath(name).suffix.lower()
    if kind == _DRAWING and size > MOST_DRAWING_BYTES:
        return Fault(
            f"the drawing is larger than {MOST_DRAWING_BYTES // 1_000_000} MB", "make it simpler, or save it as PNG"
        )
    if kind in _KINDS and size > MOST_PICTURE_BYTES:
        return Fault(f"the picture is larger than {MOST_PICTURE_BYTES // 1_000_000} MB", "save it with fewer pixels")
    return None


def check_media(files: dict[str, bytes], problems: Problems) -> tuple[Medium, ...]:
    """The pictures among the files of a pack; `problems` receives what is wrong with them."""
    media = []
    for name, data in files.items():
        place = Place(name, 1)
        kind = PurePosixPath(name).suffix.lower()
        fault = too_large(name, len(data))
        if not _NAME.fullmatch(name):
            fault = Fault(
                "the picture's name cannot be written in Markdown",
                "rename it, using only the letters a–z, digits, `-`, `_` and `.`",
            )
        if fault is None and kind == _DRAWING:
            if not check_drawing(name, data, problems):
                continue
        elif fault is None:
            fault = _fault_of_photograph(kind, data)
        if fault is not None:
            problems.error(place, fault.what, fault.mend)
        else:
            media.append(Medium(name, data))
    return tuple(media)


def note_unused(media: Iterable[Medium], used: Collection[str], problems: Problems) -> None:
    """Warn of the pictures that neither a text nor the cover shows, nor a name that is mistaken for theirs."""
    names = {medium.name for medium in media}
    mistaken = [name for name in sorted(used) if name and name not in names][:_MOST_MISTAKES]
    meant = {closest(name, names) for name in mistaken}
    for name in sorted(names - {*used} - meant):
        mend = f"write `![what it shows]({name})` where it belongs, or take it out"
        problems.warning(Place(name, 1), "nothing in the pack shows this picture", mend)


def _fault_of_photograph(kind: str, data: bytes) -> Fault | None:
    if kind_of(data) != _KINDS.get(kind):
        return Fault(
            "the file is not the kind of picture that its name says", "save the picture again in the format of its name"
        )
    size = size_of(data)
    if size is None:
        return Fault("the picture is damaged", "save it again")
    if size.width * size.height > MOST_PIXELS:
        what = f"the picture has {size.width:,} × {size.height:,} pixels, more than {MOST_PIXELS // 1_000_000} million"
        return Fault(what, "make it smaller: 2,000 pixels are wide enough for every screen")
    return None

"""Which names the files of a pack may have: those that mean the same on every system, and that lead nowhere else."""

from __future__ import annotations

import re
import unicodedata
from pathlib import PurePosixPath
from typing import NamedTuple

from thaw_desktop.content.problems import printable, quoted

ONE_FILE = ("pack.yaml", "glossary.md", "timeline.md", "faq.md")
EARLIER_IDS = "earlier-ids.txt"
FOLDERS = ("notes", "cards", "questions")
MEDIA_TYPES = (".png", ".jpg", ".jpeg", ".webp", ".svg")

_LONGEST = 200
_LEFT_ALONE = re.compile(r"(readme|licen[cs]e|changelog|changes|notice|authors|contributing)(\.\w+)?", re.IGNORECASE)
_HIDDEN = re.compile(r"\..*|__MACOSX|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_DRIVE = re.compile(r"[A-Za-z]:")
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_FORBIDDEN = re.compile(r'[<>:"|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)


class Fault(NamedTuple):
    """What is wrong with a file, and how to mend it."""

    what: str
    mend: str


def is_hidden(name: str) -> bool:
    """Whether a file is hidden, as what systems and editors leave behind is; `..` is not, it is refused."""
    parts = [part for part in name.split("/") if part not in (".", "..")]
    return any(_HIDDEN.fullmatch(part) for part in parts)


def is_picture(name: str) -> bool:
    """Whether a path in a pack is that of a picture."""
    return name.startswith("media/") and PurePosixPath(name).suffix.lower() in MEDIA_TYPES


def is_text(name: str) -> bool:
    """Whether a path in a pack is that of a text that is read."""
    path = PurePosixPath(name)
    return name in ONE_FILE or (len(path.parts) == 2 and path.parts[0] in FOLDERS and path.suffix == ".md")


def belongs_in_pack(name: str) -> bool:
    """Whether a path in a pack is that of a file that packs are made of."""
    return is_text(name) or is_picture(name) or name == EARLIER_IDS


def is_left_alone(name: str) -> bool:
    """Whether a file is no part of a pack and belongs beside one all the same."""
    return "/" not in name and _LEFT_ALONE.fullmatch(name) is not None


def escape(name: str) -> Fault | None:
    """What is wrong with a name in a zip file that leads out of the pack, or that some programs take to."""
    parts = name.split("/")
    if "\0" in name:
        return Fault("the file's name holds characters that cannot be shown", "rename the file")
    if "\\" in name or _DRIVE.match(name) or any(part in ("", ".", "..") for part in parts):
        return Fault("the file's name leads out of the pack", "make the pack again with plain file names")
    return None


def fault_of_name(name: str) -> Fault | None:
    """What is wrong with the path of a file that would be read: not every system could have a file of that name."""
    parts = name.split("/")
    if printable(name) != name:
        return Fault("the file's name holds characters that cannot be shown", "rename the file")
    if len(name) > _LONGEST:
        return Fault(f"the file's name is longer than {_LONGEST} characters", "give it a shorter name")
    forbidden = _FORBIDDEN.search(name)
    if forbidden or "\\" in name:
        sign = forbidden[0] if forbidden else "\\"
        return Fault(f"the file's name holds `{sign}`, which Windows does not allow", "rename the file")
    if any(part.endswith((".", " ")) or part.startswith(" ") for part in parts):
        return Fault("the file's name begins or ends with a space or a dot, which Windows drops", "rename the file")
    if any(_DEVICE.fullmatch(part) for part in parts):
        return Fault("the file's name means a device on Windows", "give it another name")
    return None


def intended(name: str) -> str:
    """The name that a file was surely meant to have, if capitals or its ending keep it out of the pack; else `""`."""
    folder, slash, rest = name.rpartition("/")
    for meant in (
        f"{folder.lower()}{slash}{rest}",
        name.lower(),
        re.sub(r"\.ya?ml$", ".yaml", name, flags=re.IGNORECASE).lower(),
        # An editor that hides endings makes these.
        re.sub(r"\.ya?ml\.txt$", ".yaml", name, flags=re.IGNORECASE).lower(),
        re.sub(r"\.(md\.txt|markdown)$", ".md", f"{folder.lower()}{slash}{rest}", flags=re.IGNORECASE),
    ):
        if meant != name and belongs_in_pack(meant):
            return meant
    return ""


def same_everywhere(name: str) -> str:
    """A key that is equal for names that mean one and the same file on Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()


def how_to_name() -> str:
    """The names that the format asks for."""
    return f"{quoted(ONE_FILE)}, {quoted(f'{folder}/….md' for folder in FOLDERS)}, `media/…`, `{EARLIER_IDS}`"

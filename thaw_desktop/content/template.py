"""A new pack to begin with: the template that ships with Thaw, under a name of its own."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import tempfile
import unicodedata
from pathlib import Path

from thaw_desktop.content.names import LONGEST_ID
from thaw_desktop.content.search_query import fold
from thaw_desktop.core.errors import StorageError, ThawError

SCHEMA_FOLDER = ".thaw"
"""Hidden, and so no part of the pack; the first line of `pack.yaml` leads editors to it."""

LONGEST_TITLE = 200
"""Characters; the rules of packs allow more, and no list has room for it."""

_NOT_EMPTY_FOR_THAT = re.compile(r"\..*|Thumbs\.db|desktop\.ini", re.IGNORECASE)
_NO_TEXT = frozenset({"Cc", "Cs", "Cn"})


def new_pack(folder: Path, resources: Path, title: str | None = None) -> list[Path]:
    """Write the template into a folder that does not exist or is empty.

    Hidden files do not count, as they do not in a pack: file managers and version control leave them behind.

    Args:
        folder: becomes the pack; folders above it that do not exist are made.
        resources: what ships with the program.
        title: of the pack; left out, it is made from the folder's name. The pack's id is made from it either way.

    Returns:
        The files of the pack, and the schemas for editors.

    Raises:
        ThawError: the folder holds something already, the title is too long, or the disk is full or may not be
            written; nothing has then been left behind.
    """
    files = _template(resources)
    try:
        place = Path(os.path.realpath(folder))  # so that `.` has a name
        name = _text(title or "") or _title_from(place.name)
        if len(name) > LONGEST_TITLE:
            raise ThawError(f"The title is longer than {LONGEST_TITLE} characters", "Give a shorter one")
        _refuse_unless_empty(place)
        _write({**files, "pack.yaml": _named(files["pack.yaml"], name)}, place)
    except OSError as error:
        raise StorageError(
            f"A pack could not be written to {folder} ({error.strerror or error})",
            "Free some space, or give a folder that you may write to",
        ) from error
    return [folder / file for file in files]


def pack_id(title: str) -> str:
    """An id that says what a title says, as far as small letters and digits can."""
    plain = re.sub(r"[^a-z0-9]+", "-", fold(title).replace("'", "").replace("’", "")).strip("-")
    # A title in another script leaves nothing; a digest is at least its own.
    return plain[:LONGEST_ID].strip("-") or f"pack-{hashlib.sha256(title.encode(errors='replace')).hexdigest()[:12]}"


def _refuse_unless_empty(folder: Path) -> None:
    if not folder.exists():
        return
    if not folder.is_dir():
        raise ThawError(f"{folder} is a file", "Give the name of a folder that does not exist yet")
    for entry in folder.iterdir():
        if entry.name == SCHEMA_FOLDER or not _NOT_EMPTY_FOR_THAT.fullmatch(entry.name):
            raise ThawError(
                f"The folder {folder} is not empty", "Give an empty one, or the name of one that does not exist yet"
            )


def _template(resources: Path) -> dict[str, bytes]:
    """All that goes into the folder, by path in it."""
    template, schemas = resources / "templates" / "pack", resources / "schema"
    try:
        files = {path.relative_to(template).as_posix(): path for path in template.rglob("*") if path.is_file()}
        files["pack.yaml"] = template / "pack.yaml"
        files |= {f"{SCHEMA_FOLDER}/{path.name}": path for path in schemas.iterdir()}
        return {name: files[name].read_bytes() for name in sorted(files)}
    except OSError as error:
        raise StorageError(
            f"The template of a pack cannot be read from {resources} ({error.strerror or error})", "Install Thaw again"
        ) from error


def _named(about: bytes, title: str) -> bytes:
    """The template's `pack.yaml` with a title and id of its own; all else stays as it is, comments too."""
    text = re.sub(r"(?m)^id: .*$", f"id: {pack_id(title)}", about.decode("utf-8"), count=1)
    return re.sub(r"(?m)^title: .*$", lambda _: _yaml(title), text, count=1).encode()


def _write(files: dict[str, bytes], folder: Path) -> None:
    """Write files into a folder, all or none.

    They are written beside the place where they belong, which is where a full disk shows, and then only renamed. A
    folder that is there already is filled and not replaced: somebody's terminal or file manager may be in it.
    """
    home, inside = folder, Path()
    while not home.exists():
        home, inside = home.parent, Path(home.name) / inside
    aside = Path(tempfile.mkdtemp(prefix=".new-pack-", dir=home))
    moved: list[Path] = []
    try:
        for name, data in files.items():
            path = aside / inside / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
        for part in sorted(aside.iterdir()):
            part.rename(home / part.name)
            moved.append(home / part.name)
    except BaseException:
        for path in moved:
            _remove(path)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _title_from(folder: str) -> str:
    words = _text(folder.replace("-", " ").replace("_", " "))
    return words[:1].upper() + words[1:] or "New pack"


def _text(words: str) -> str:
    """Words in one line, without what is no text, such as the bytes of a name in an unknown encoding."""
    kept = (" " if unicodedata.category(one) in _NO_TEXT or one == "\ufeff" else one for one in words)
    return " ".join("".join(kept).split())


def _yaml(title: str) -> str:
    """The line of the title, quoted if it has to be."""
    # Imported here: the command line starts without it.
    import yaml

    return str(yaml.safe_dump({"title": title}, allow_unicode=True, width=10 * LONGEST_TITLE)).rstrip("\n")

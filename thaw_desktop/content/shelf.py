"""Keeps `library.db` in step with the packs on disk: what has changed is compiled anew, what is gone is removed."""

from __future__ import annotations

import json
import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING

from thaw_desktop import __version__
from thaw_desktop.content.library import Library
from thaw_desktop.content.schema import SCHEMA_VERSION, migrate
from thaw_desktop.core.database import connect, plain_errors, refuse_damaged
from thaw_desktop.core.errors import DamagedDatabaseError, PackError, StorageError, ThawError
from thaw_desktop.core.files import typed

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from thaw_desktop.core.paths import Paths

ENDING = ".thawpack"
"""By which a file is known as a pack."""

_MOST_FILES = 6_000
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: devices, whatever the ending.
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def pack_sources(paths: Paths) -> list[Path]:
    """Where the packs lie: those that ship with Thaw, then those added; of two with one id the one that was added."""
    found: dict[str, Path] = {}
    for folder in (paths.built_in_packs, paths.own_packs):
        try:
            entries = sorted(folder.iterdir())
        except OSError:
            continue  # not there yet; the window says so when there is no pack at all
        for entry in entries:
            is_pack = entry.suffix == ENDING or (folder == paths.built_in_packs and entry.is_dir())
            if is_pack and not entry.name.startswith("."):
                found[id_of_source(entry)] = entry
    return list(found.values())


def file_of_pack(folder: Path, pack: str) -> Path:
    """Where a pack that was added lies in the folder of such packs, or would lie."""
    return folder / f"{pack}{'_' if _DEVICES.fullmatch(pack) else ''}{ENDING}"


def id_of_source(source: Path) -> str:
    """The id of the pack that lies in a place where `pack_sources` looks: each is called by it."""
    return source.stem.removesuffix("_") if source.suffix == ENDING else source.name


def unreachable_packs(paths: Paths) -> list[ThawError]:
    """Why the packs that were added cannot be looked for, when they cannot; none are added is no fault."""
    try:
        next(paths.own_packs.iterdir(), None)
    except OSError as error:
        # A link that leads nowhere is there, and what lay behind it is not.
        if not isinstance(error, FileNotFoundError) or paths.own_packs.is_symlink():
            what = f"The packs that were added are missing: {paths.own_packs} cannot be read"
            mend = "Make it a folder that you may open, then start Thaw again"
            return [StorageError(f"{what} ({error.strerror or error})", mend)]
    return []


def open_library(path: Path) -> sqlite3.Connection:
    """Open `library.db`; one that cannot be used is deleted and begun anew, for it is derived.

    Raises:
        StorageError: when it can neither be read nor written nor deleted, or another program holds it.
    """
    files = [path.with_name(path.name + ending) for ending in ("-wal", "-shm", "")]
    # Not by opening them: closing a file lets go of the locks that other connections of this process have on it
    # (https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_).
    if path.is_dir():
        raise StorageError(f"{path} is a folder, where Thaw keeps a file", "Delete it, or give it another name")
    effective = os.access in os.supports_effective_ids
    if all(os.access(file, os.R_OK | os.W_OK, effective_ids=effective) for file in files if file.exists()):
        with suppress(DamagedDatabaseError):
            return _open(path)
    for file in files:
        if file.is_file():
            with suppress(OSError):
                file.chmod(0o600)  # Windows deletes nothing that is write-protected
            try:
                file.unlink(missing_ok=True)
            except OSError as error:
                reason = error.strerror or str(error)
                raise StorageError(f"{file} cannot be used or deleted ({reason})", "Delete it") from error
    return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    with plain_errors(path):
        connection = connect(path)
        try:
            # Derived and rebuilt in a second: a power cut may cost the last compile, never an fsync a query.
            connection.execute("PRAGMA synchronous = NORMAL")
            version = connection.execute("PRAGMA user_version").fetchone()[0]
            if version not in {0, SCHEMA_VERSION}:
                raise DamagedDatabaseError(f"{path} was made by another version of Thaw", "It is made anew")
            migrate(connection)
            if not version:
                # So that the log holds nothing but the packs, and can be cut when the disk has no room for them.
                connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            refuse_damaged(connection, path)
            if not connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'search_word'").fetchone():
                raise DamagedDatabaseError(f"{path} is not a library of Thaw", "It is made anew")
        except BaseException:
            connection.close()
            raise
    return connection


def bring_up_to_date(paths: Paths) -> list[ThawError]:
    """Refresh the library over a connection of its own, for a command or a thread.

    Returns:
        One error for each pack that cannot be used.

    Raises:
        StorageError: the library can neither be read nor written.
    """
    connection = open_library(paths.library_database)
    try:
        return look_for_packs(connection, paths)
    finally:
        connection.close()


def look_for_packs(connection: sqlite3.Connection, paths: Paths) -> list[ThawError]:
    """Refresh an open library from the packs that are there.

    Returns:
        One error for each pack that cannot be used, and one when those that were added cannot be looked for.

    Raises:
        StorageError: the library can neither be read nor written.
    """
    with plain_errors(paths.library_database):
        return refresh(connection, pack_sources(paths), paths.own_packs) + unreachable_packs(paths)


def refresh(connection: sqlite3.Connection, sources: Sequence[Path], own: Path | None = None) -> list[ThawError]:
    """Compile the packs that are new or have changed and remove those that are gone.

    A pack that cannot be used does not keep the others from being used; if it was compiled earlier, that older
    state stays readable.

    Args:
        connection: an open library.
        sources: pack folders or files, in the order in which they are to stand.
        own: the folder of the packs that were added. A file that somebody has put there is called by its pack's id, so
            that an update replaces it and `pack remove` finds it.

    Returns:
        One error for each pack that cannot be used.
    """
    stamps = json.dumps([[str(source), _stamp(source)] for source in sources])
    row = connection.execute("SELECT value FROM meta WHERE key = 'sources'").fetchone()
    if row is not None and row[0] == stamps:
        return []  # no file was touched since all was well: nothing is read, nothing imported
    errors = _look_closer(connection, sources, own)
    if errors:
        connection.execute("DELETE FROM meta WHERE key = 'sources'")
    else:
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('sources', ?)", (stamps,))
    return errors


def _stamp(source: Path) -> list[list[str | int]]:
    """The program's version, and name, size and time of change of every file of a pack; empty for one that is gone."""
    try:
        return _listing(source)
    except OSError:
        return []  # gone or not readable: the closer look says so


def _listing(source: Path) -> list[list[str | int]]:
    found: list[list[str | int]] = [[__version__, SCHEMA_VERSION, 0]]
    folders = [source]
    while folders:
        folder = folders.pop()
        entries = sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else [folder]
        for entry in entries:
            if entry != folder and entry.is_dir() and not entry.is_symlink():
                folders.append(entry)
            else:
                state = entry.lstat()
                found.append([str(entry), state.st_size, state.st_mtime_ns])
        if len(found) > _MOST_FILES:
            break  # far more than a pack may have: the closer look says so
    return found


def _look_closer(connection: sqlite3.Connection, sources: Sequence[Path], own: Path | None) -> list[ThawError]:
    """Hold the packs' contents against what was compiled, and bring the library up to date."""
    # Imported here, like the parsers below: an ordinary start needs none of it.
    from thaw_desktop.content.compiler import fingerprint, remove_pack

    library = Library(connection)
    known, places = library.fingerprints(), library.sources()
    by_fingerprint = {mark: pack for pack, mark in known.items()}
    kept: set[str] = set()
    added: set[str] = set()
    errors: list[ThawError] = []
    # Those that were added first: each stands for the one of its id that ships with Thaw, whatever its file is called.
    for position, source in sorted(enumerate(sources), key=lambda place: place[1].parent != own):
        if source.parent != own and id_of_source(source) in added:
            continue
        try:
            mark = fingerprint(source)
            pack = by_fingerprint.get(mark)
            if pack is None or pack in kept:
                pack = _compile(connection, source, mark, position, kept)
            else:
                place = (str(source), position, pack)
                connection.execute("UPDATE pack SET source = ?, position = ? WHERE id = ?", place)
            if source.parent == own:
                if id_of_source(source) != pack:
                    _call_by_id(connection, source, pack)
                added.add(pack)
            kept.add(pack)
        except ThawError as error:
            errors.append(error)
            kept |= {pack for pack, place in places.items() if place == str(source)}
    for pack in set(known) - kept:
        remove_pack(connection, pack)
    return errors


def _call_by_id(connection: sqlite3.Connection, source: Path, pack: str) -> None:
    """Rename the file of a pack that was put beside the others by hand.

    Raises:
        PackError: there is a file of that name.
    """
    target = file_of_pack(source.parent, pack)
    _refuse_second(source, target)
    with suppress(OSError):
        source.rename(target)
        connection.execute("UPDATE pack SET source = ? WHERE id = ?", (str(target), pack))


def _refuse_second(source: Path, target: Path) -> None:
    if target.exists() and source.name != target.name:
        raise PackError(
            f"{source.name} and {target.name} in {source.parent} are two versions of one pack", "Delete one of the two"
        )


def _compile(connection: sqlite3.Connection, source: Path, mark: str, position: int, taken: set[str]) -> str:
    from thaw_desktop.content.compiler import compile_pack
    from thaw_desktop.content.reader import read_pack

    pack, problems = read_pack(source)
    if pack is None:
        first = next(problem for problem in problems if problem.severity == "error")
        raise PackError(
            f"The pack {source.name} cannot be used: {first}",
            f"thaw-desktop pack check {typed(source)} lists every fault",
        )
    _refuse_second(source, file_of_pack(source.parent, pack.info.id))
    if pack.info.id in taken:
        raise PackError(
            f"The pack {source.name} has the same id as another, {pack.info.id}", "Give one of them another id"
        )
    compile_pack(connection, pack, mark, position, str(source))
    return pack.info.id

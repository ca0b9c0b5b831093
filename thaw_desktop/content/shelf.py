"""Keeps `library.db` in step with the packs on disk: what has changed is compiled anew, what is gone is removed."""

from __future__ import annotations

import json
from contextlib import suppress
from typing import TYPE_CHECKING

from thaw_desktop import __version__
from thaw_desktop.content.library import Library
from thaw_desktop.content.schema import SCHEMA_VERSION, migrate
from thaw_desktop.core.database import connect, header_version, plain_errors, refuse_damaged
from thaw_desktop.core.errors import DamagedDatabaseError, PackError, ThawError

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from pathlib import Path

    from thaw_desktop.core.paths import Paths

ENDING = ".thawpack"
"""By which a file is known as a pack."""

_MOST_FILES = 6_000


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


def id_of_source(source: Path) -> str:
    """The id of the pack that lies in a place where `pack_sources` looks: each is called by it."""
    return source.stem.removesuffix("_") if source.suffix == ENDING else source.name


def open_library(path: Path) -> sqlite3.Connection:
    """Open `library.db`; one that is damaged or of another version is deleted and begun anew, for it is derived.

    Raises:
        StorageError: when it can neither be read nor written.
    """
    try:
        if header_version(path) in {0, SCHEMA_VERSION}:
            return _open(path)
    except DamagedDatabaseError:
        pass
    for ending in ("-wal", "-shm", ""):
        with suppress(FileNotFoundError):
            path.with_name(path.name + ending).unlink()
    return _open(path)


def _open(path: Path) -> sqlite3.Connection:
    with plain_errors(path):
        connection = connect(path)
        try:
            # Derived and rebuilt in a second: a power cut may cost the last compile, never an fsync a query.
            connection.execute("PRAGMA synchronous = NORMAL")
            migrate(connection)
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
        with plain_errors(paths.library_database):
            return refresh(connection, pack_sources(paths))
    finally:
        connection.close()


def refresh(connection: sqlite3.Connection, sources: Sequence[Path]) -> list[ThawError]:
    """Compile the packs that are new or have changed and remove those that are gone.

    A pack that cannot be used does not keep the others from being used; if it was compiled earlier, that older
    state stays readable.

    Args:
        connection: an open library.
        sources: pack folders or files, in the order in which they are to stand.

    Returns:
        One error for each pack that cannot be used.
    """
    stamps = json.dumps([[str(source), _stamp(source)] for source in sources])
    row = connection.execute("SELECT value FROM meta WHERE key = 'sources'").fetchone()
    if row is not None and row[0] == stamps:
        return []  # no file was touched since all was well: nothing is read, nothing imported
    errors = _look_closer(connection, sources)
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


def _look_closer(connection: sqlite3.Connection, sources: Sequence[Path]) -> list[ThawError]:
    """Hold the packs' contents against what was compiled, and bring the library up to date."""
    # Imported here, like the parsers below: an ordinary start needs none of it.
    from thaw_desktop.content.compiler import fingerprint, remove_pack

    library = Library(connection)
    known, places = library.fingerprints(), library.sources()
    by_fingerprint = {mark: pack for pack, mark in known.items()}
    kept: set[str] = set()
    errors: list[ThawError] = []
    for position, source in enumerate(sources):
        try:
            mark = fingerprint(source)
            pack = by_fingerprint.get(mark)
            if pack is None or pack in kept:
                pack = _compile(connection, source, mark, position, kept)
            else:
                place = (str(source), position, pack)
                connection.execute("UPDATE pack SET source = ?, position = ? WHERE id = ?", place)
            kept.add(pack)
        except ThawError as error:
            errors.append(error)
            kept |= {pack for pack, place in places.items() if place == str(source)}
    for pack in set(known) - kept:
        remove_pack(connection, pack)
    return errors


def _compile(connection: sqlite3.Connection, source: Path, mark: str, position: int, taken: set[str]) -> str:
    from thaw_desktop.content.compiler import compile_pack
    from thaw_desktop.content.reader import read_pack

    pack, problems = read_pack(source)
    if pack is None:
        first = next(problem for problem in problems if problem.severity == "error")
        raise PackError(
            f"The pack {source.name} cannot be used: {first}", f"thaw-desktop pack check {source} lists every fault"
        )
    if pack.info.id in taken:
        raise PackError(
            f"The pack {source.name} has the same id as another, {pack.info.id}", "Give one of them another id"
        )
    compile_pack(connection, pack, mark, position, str(source))
    return pack.info.id

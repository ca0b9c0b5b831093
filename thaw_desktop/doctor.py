"""A look at the installation and the data that changes nothing: versions, paths, SQLite, both databases, the packs."""

from __future__ import annotations

import os
import platform
import sqlite3
import sys
from contextlib import closing
from importlib import metadata
from typing import TYPE_CHECKING

from thaw_desktop import __version__
from thaw_desktop.core.database import PROGRESS_SCHEMA, check, connect, header_version, plain_errors
from thaw_desktop.core.errors import NewerDatabaseError, ThawError
from thaw_desktop.core.profiles import Profiles

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.core.paths import Paths

_PACKAGES = ("PySide6_Essentials", "qt-material", "sqlite-utils", "rapidfuzz", "markdown-it-py", "pydantic")
_OLDEST_SQLITE = (3, 37, 0)


def examine(paths: Paths) -> tuple[list[str], list[str]]:
    """What there is, and what is wrong: lines of `name: value`, and plain sentences."""
    lines = [
        f"Thaw: {__version__}",
        f"Python: {platform.python_version()} ({sys.executable})",
        f"System: {platform.platform()}",
    ]
    faults: list[str] = []
    for package in _PACKAGES:
        try:
            lines.append(f"{package}: {metadata.version(package)}")
        except metadata.PackageNotFoundError:
            lines.append(f"{package}: missing")
            faults.append(
                f"The package {package} is missing. Run python3 packaging/dev.py setup, or install Thaw again."
            )
    _examine_sqlite(lines, faults)
    _examine_folders(paths, lines, faults)
    _examine_progress(paths.progress_database, lines, faults)
    _examine_library(paths, lines, faults)
    lines.append(f"Faults: {len(faults)}")
    return lines, faults


def _examine_sqlite(lines: list[str], faults: list[str]) -> None:
    lines.append(f"SQLite: {sqlite3.sqlite_version}")
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        faults.append(f"SQLite {sqlite3.sqlite_version} is too old. Use a Python with SQLite 3.37 or later.")
    with closing(sqlite3.connect(":memory:")) as connection:
        for feature, statement in (
            ("FTS5", "CREATE VIRTUAL TABLE f USING fts5(a, prefix='2 3')"),
            ("JSON", "SELECT json_extract('{\"a\": 1}', '$.a')"),
            ("UPSERT", "CREATE TABLE u(a PRIMARY KEY); INSERT INTO u VALUES (1) ON CONFLICT DO NOTHING"),
        ):
            try:
                connection.executescript(statement)
                lines.append(f"SQLite {feature}: yes")
            except sqlite3.Error as error:
                lines.append(f"SQLite {feature}: no ({error})")
                faults.append(
                    f"This Python's SQLite has no {feature}. Use the Python from python.org or your system's packages."
                )


def _examine_folders(paths: Paths, lines: list[str], faults: list[str]) -> None:
    for name, folder in (("Data folder", paths.data), ("Cache folder", paths.cache)):
        parent = next((part for part in (folder, *folder.parents) if os.path.lexists(part)), folder)
        writable = parent.is_dir() and os.access(parent, os.W_OK)
        state = "writable" if writable else "not writable"
        lines.append(f"{name}: {folder} ({state}{'' if os.path.lexists(folder) else ', not there yet'})")
        if not writable and folder is paths.data:
            faults.append(f"The data folder {folder} cannot be written. Make it writable or use --data-dir.")
    lines.append(f"Resources: {paths.resources}")
    people = [one.name or "the first one" for one in Profiles(paths).all()]
    if len(people) > 1:
        lines.append(f"Profiles: {', '.join(people)}")


def _examine_progress(path: Path, lines: list[str], faults: list[str]) -> None:
    try:
        if not path.exists():
            lines.append(f"progress.db: not there yet (schema {PROGRESS_SCHEMA})")
            return
        version = header_version(path)
        if version > PROGRESS_SCHEMA:
            raise NewerDatabaseError(
                "progress.db was written by a newer version of Thaw", "Install that version or a later one"
            )
        with plain_errors(path), closing(connect(path, read_only=True)) as connection:
            problems = check(connection)
            tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if version and not {"event", "meta", "draft"} <= tables:
                problems = [*problems, "tables are missing"]
            events = connection.execute("SELECT count(*) FROM event").fetchone()[0] if "event" in tables else 0
        if not os.access(path, os.W_OK):
            faults.append(f"{path} cannot be written. Make the file writable.")
        lines.append(
            f"progress.db: {path.stat().st_size} bytes, schema {version}, {events} events, {_verdict(problems)}"
        )
        faults += [f"progress.db is damaged: {problem}." for problem in problems[:1]]
    except ThawError as error:
        lines.append("progress.db: not usable")
        faults.append(error.sentence)


def _examine_library(paths: Paths, lines: list[str], faults: list[str]) -> None:
    from thaw_desktop.content.check import report
    from thaw_desktop.content.shelf import pack_sources, unreachable_packs

    path = paths.library_database
    try:
        if path.exists():
            with plain_errors(path), closing(connect(path, read_only=True)) as connection:
                problems = check(connection)
            lines.append(
                f"library.db: {path.stat().st_size} bytes, schema {header_version(path)}, {_verdict(problems)}"
            )
            faults += [f"library.db is damaged; delete {path}, and Thaw makes it anew." for _ in problems[:1]]
        else:
            lines.append("library.db: not there yet (it is made from the packs)")
    except ThawError as error:
        lines.append("library.db: not usable")
        faults.append(f"{error.what}. Delete {path}, and Thaw makes it anew.")
    sources = pack_sources(paths)
    faults += [error.sentence for error in unreachable_packs(paths)]
    if not sources:
        faults.append(f"There is no pack in {paths.built_in_packs}. Install Thaw again.")
    for source in sources:
        found, counts = report(source)
        errors = [problem for problem in found if problem.severity == "error"]
        size = f"{counts.sections} sections, {counts.cards} cards" if counts is not None else "not usable"
        lines.append(f"Pack {source.name}: {size}, {len(errors)} errors, {len(found) - len(errors)} warnings")
        faults += [f"The pack {source.name} cannot be used: {problem}." for problem in errors[:1]]


def _verdict(problems: list[str]) -> str:
    return "damaged" if problems else "sound"

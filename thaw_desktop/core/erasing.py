"""Deleting everything that a student made; the packs stay."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from thaw_desktop.core.errors import StorageError

if TYPE_CHECKING:
    from thaw_desktop.core.paths import Paths

_OF_A_DATABASE = ("", "-wal", "-shm", "-journal")


def delete_everything(paths: Paths, *, backups: bool) -> None:
    """Delete all that the student made, also what was set aside because it was damaged. Nothing may have it open.

    Args:
        paths: whose data.
        backups: delete the backups too.

    Raises:
        StorageError: something could not be deleted; what is said names it, and the rest may be gone.
    """
    database = paths.progress_database
    # The database before its journal: a journal alone says nothing, a database without it would be older than it was.
    gone = [database.with_name(database.name + ending) for ending in _OF_A_DATABASE]
    gone += sorted(paths.data.glob(f"{database.stem}-*"))
    gone += [paths.settings_file, paths.outlook_file, paths.memories_file, paths.data / "faults.log"]
    gone += sorted((paths.data / "essays").glob("*.txt"))
    try:
        for path in gone:
            path.unlink(missing_ok=True)
        if backups and paths.backups.exists():
            shutil.rmtree(paths.backups)
    except OSError as error:
        raise StorageError(
            f"{error.filename or paths.data} cannot be deleted ({error.strerror or error})",
            "Close what else has it open, then try again",
        ) from error

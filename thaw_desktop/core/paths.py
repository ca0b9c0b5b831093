"""Where things lie: the student's data, what can be made anew, and what ships with the program."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from thaw_desktop.core.errors import StorageError


@dataclass(frozen=True, slots=True)
class Paths:
    """The folders of one run.

    Attributes:
        data: what the student makes; the only folder whose loss would hurt.
        cache: rendered themes and the like; may be deleted at any time.
        resources: what ships with the program; never written to.
    """

    data: Path
    cache: Path
    resources: Path

    @property
    def progress_database(self) -> Path:
        """All that the student makes."""
        return self.data / "progress.db"

    @property
    def backups(self) -> Path:
        """The folder of the copies of `progress.db`."""
        return self.data / "backups"

    @property
    def library_database(self) -> Path:
        """The packs, compiled for reading; derived."""
        return self.data / "library.db"

    @property
    def settings_file(self) -> Path:
        """How the student likes the window."""
        return self.data / "settings.json"

    @property
    def outlook_file(self) -> Path:
        """What is expected on the days of exams; derived."""
        return self.data / "outlook.json"

    @property
    def memories_file(self) -> Path:
        """How much of large packs would be recalled, as it was last reckoned; derived."""
        return self.data / "memories.json"

    @property
    def open_requests(self) -> Path:
        """Where another start leaves the packs that the window which is open should offer to add."""
        return self.data / "open-requests"

    @property
    def lock_file(self) -> Path:
        """Held by the one window that has this data folder open."""
        return self.data / "thaw.lock"

    @property
    def built_in_packs(self) -> Path:
        """The folder of the packs that ship with the program."""
        return self.resources / "packs"

    @property
    def own_packs(self) -> Path:
        """The folder of the packs that have been added to those that ship with the program."""
        return self.data / "packs"

    @property
    def preset_folders(self) -> tuple[Path, Path]:
        """The folders of exam papers: those that ship with the program, then the student's own."""
        return self.resources / "presets", self.data / "presets"

    def make_data_folder(self) -> None:
        """Create the data folder and try that it can be written to.

        Raises:
            StorageError: when it can be neither created nor written to.
        """
        if self.data.exists() and not self.data.is_dir():
            raise StorageError(f"The data folder {self.data} is a file", "Start Thaw with --data-dir and a folder")
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            probe = self.data / f".writable-{os.getpid()}"
            try:
                probe.write_bytes(bytes(4096))  # a page: an empty file can be made on a full disk
            finally:
                probe.unlink(missing_ok=True)
        except OSError as error:
            raise StorageError(
                f"Thaw cannot write to its data folder {self.data} ({error.strerror or error})",
                "Make the folder writable, free some space, or start Thaw with --data-dir and another folder",
            ) from error


def resources_folder() -> Path:
    """The resources beside the program: inside the package when installed, next to it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    installed = package / "resources"
    return installed if installed.is_dir() else package.parent / "resources"


def standard_paths(data_dir: Path | None = None) -> Paths:
    """The paths of this user on this system.

    Args:
        data_dir: the student's or the school's own choice of data folder; the cache then lies inside it, so that
            nothing is written anywhere else.

    Raises:
        StorageError: when `data_dir` begins with a home folder that is not there.
    """
    resources = resources_folder()
    if data_dir is not None:
        try:
            folder = data_dir.expanduser().absolute()
        except RuntimeError as error:
            raise StorageError(f"There is no home folder for {data_dir}", "Give the full path of a folder") from error
        return Paths(folder, folder / "cache", resources)
    # Imported here: with --data-dir it is never needed, and start-up counts every import.
    import platformdirs

    # Local, not roaming: a roaming profile would put a live database on a network share.
    name = "Thaw" if sys.platform in {"win32", "darwin"} else "thaw"
    directories = platformdirs.PlatformDirs(name, appauthor=False, roaming=False)
    try:
        data, cache = Path(directories.user_data_dir), Path(directories.user_cache_dir)
    except RuntimeError as error:
        raise StorageError("This account has no home folder", "Start Thaw with --data-dir and a folder") from error
    if not data.is_absolute():
        raise StorageError("This account has no home folder", "Start Thaw with --data-dir and a folder")
    return Paths(data, cache, resources)

"""A pack that is double-clicked while Thaw is open: the second start leaves its name, the window takes it up.

A folder that is watched, not a socket: nothing of Thaw listens to anything, and no library of Qt's network is loaded.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

from PySide6.QtCore import QEvent, QFileSystemWatcher, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QFileOpenEvent

from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.files import read_plain

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

_LONGEST_NAME = 10_000
_ENDING = ".path"


def leave_request(folder: Path, path: Path) -> None:
    """Leave a pack's path for the window that is open on the same data.

    Raises:
        StorageError: the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        temporary = folder / f"{uuid4().hex}.new"
        temporary.write_bytes(os.fsencode(path.absolute()))
        temporary.replace(temporary.with_suffix(_ENDING))
    except OSError as error:
        raise StorageError(
            f"The window that is open could not be told ({error.strerror or error})", "Add the pack in its library"
        ) from error


class OpenRequests(QObject):
    """Hears of packs to be added from other starts, and on macOS from the system.

    Signals:
        asked: the path of a pack.
    """

    asked = Signal(object)

    def __init__(self, folder: Path, application: QApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._take_up)
        application.installEventFilter(self)

    def listen(self) -> None:
        """Take up what was left before, and from now on what comes; without the folder, nothing comes."""
        self._watch()
        QTimer.singleShot(0, self, self._take_up)

    def _watch(self) -> None:
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._watcher.addPath(str(self._folder))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take a file that the system asks to be opened (macOS)."""
        if event.type() == QEvent.Type.FileOpen and isinstance(event, QFileOpenEvent) and event.file():
            self.asked.emit(Path(event.file()))
            return True
        return super().eventFilter(watched, event)

    @Slot()
    def _take_up(self) -> None:
        if not self._watcher.directories():
            self._watch()  # the folder was deleted, and what watched it with it
        for request in self._requests():
            name = _path_in(request)
            with suppress(OSError):
                request.unlink()  # one that cannot be deleted, such as a folder, is never taken up and in nobody's way
            if name:
                self.asked.emit(Path(os.fsdecode(name)))

    def _requests(self) -> list[Path]:
        try:
            return sorted(self._folder.glob(f"*{_ENDING}"))
        except OSError:
            return []


def _path_in(request: Path) -> bytes:
    """The path that a request holds; empty when it is no plain file, or none that Thaw has written."""
    try:
        name = read_plain(request, _LONGEST_NAME + 1)
    except OSError:
        return b""
    return b"" if len(name) > _LONGEST_NAME or b"\0" in name else name

"""Around the window: is there a screen, what happens to a fault, one copy at a time, and pictures of every tab."""

from __future__ import annotations

import ctypes
import os
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QLockFile, QObject, QSysInfo, Qt, Signal
from PySide6.QtWidgets import QApplication, QMessageBox

from thaw_desktop.core.errors import AlreadyRunningError, StorageError, ThawError
from thaw_desktop.core.faults import record_fault
from thaw_desktop.ui.navigator import TAB_NAMES

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from thaw_desktop.ui.main_window import MainWindow

_SETTLE_TURNS = 40


def has_screen() -> bool:
    """Whether a window can be shown. Asked before Qt is, because Qt ends the process when it cannot."""
    if not sys.platform.startswith("linux"):
        return True
    platform = os.environ.get("QT_QPA_PLATFORM", "").partition(";")[0].partition(":")[0]
    if platform not in {"", "xcb", "wayland", "wayland-egl"}:
        return platform in {"offscreen", "minimal", "minimalegl", "vnc", "eglfs", "linuxfb"}
    return (platform != "xcb" and _has_wayland()) or (not platform.startswith("wayland") and _has_x())


def _has_wayland() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY")
    # Absolute, or the name of a socket in the folder of this login.
    return bool(name) and Path(os.environ.get("XDG_RUNTIME_DIR", "/"), name or "").is_socket()


def _has_x() -> bool:
    if not os.environ.get("DISPLAY"):
        return False
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return False
    # xcb_connect never returns NULL; an error is asked for, and the connection must be closed all the same.
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(None, None))
    try:
        return int(xcb.xcb_connection_has_error(connection)) == 0
    finally:
        xcb.xcb_disconnect(connection)


def make_application() -> QApplication:
    """The Qt application of this process.

    Raises:
        ThawError: when there is no screen.
    """
    if not has_screen():
        raise ThawError(
            "There is no screen to open a window on",
            "Start Thaw on a desktop, or let it draw its tabs into a folder with --screenshots DIR",
        )
    application = QApplication(["thaw-desktop"])
    application.setApplicationName("Thaw")
    application.setDesktopFileName("org.thaw_app.Thaw")
    return application


def take_lock(path: Path) -> QLockFile:
    """Hold a data folder for this one window; the lock goes with the process, also when it is killed.

    Raises:
        AlreadyRunningError: when another copy holds it.
        StorageError: when the lock cannot be written.
    """
    lock = QLockFile(str(path))
    lock.setStaleLockTime(0)  # only a lock whose process has gone is stale, however old it is
    if lock.tryLock(100):
        return lock
    if lock.error() == QLockFile.LockError.LockFailedError:
        _, computer, _ = lock.getLockInfo()
        if computer and computer != QSysInfo.machineHostName():
            # Whether it still runs there cannot be told from here.
            raise AlreadyRunningError(
                f"This data is open in Thaw on another computer, {computer[:60]}",
                f"Close it there; if it is not open there, delete {path}",
                computer,
            )
        raise AlreadyRunningError("Thaw is already open on this data", "Go to its window, or close it first")
    raise StorageError(f"Thaw cannot write to {path.parent}", "Make the folder writable and start Thaw again")


def show_error(sentence: str) -> None:
    """Say on standard error and in a box that Thaw cannot start."""
    sys.stderr.write(f"{sentence}\n")
    box = QMessageBox(QMessageBox.Icon.Warning, QCoreApplication.translate("Startup", "Thaw"), sentence)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.exec()


class FaultHook(QObject):
    """Where exceptions end that nothing has caught: in a file beside the data, and in one sentence in the window.

    Signals:
        told: a plain sentence; emitted from any thread, delivered on the GUI thread.
    """

    told = Signal(str)

    def __init__(self, log: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._log = log

    def install(self) -> None:
        """Take the place of Python's own hooks, which would print a traceback."""
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception

    def _on_exception(self, kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            QApplication.quit()
            return
        if isinstance(error, ThawError):
            self.told.emit(error.sentence)
            return
        self.told.emit(record_fault(self._log, error))

    def _on_thread_exception(self, arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            self._on_exception(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)


def settle(application: QApplication, idle: Callable[[], bool]) -> None:
    """Let the event loop run until layouts, refreshes and jobs are done."""
    for _ in range(_SETTLE_TURNS):
        application.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if idle():
            application.processEvents()
            return


def draw_tabs(application: QApplication, window: MainWindow, folder: Path, idle: Callable[[], bool]) -> list[Path]:
    """Show every tab of the window in turn and save a picture of each.

    Raises:
        StorageError: when a picture cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError(f"{folder} cannot be made ({error.strerror or error})", "Choose another folder") from error
    pictures = []
    for number, name in enumerate(TAB_NAMES, start=1):
        window.show_tab(name)
        settle(application, idle)
        path = folder / f"{number}-{name}.png"
        if not window.grab().save(str(path)):
            raise StorageError(f"{path} cannot be written", "Choose another folder or free some space")
        pictures.append(path)
    return pictures

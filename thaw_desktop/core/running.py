"""Whether a window has a data folder open, told without Qt from the lock that the window holds."""

from __future__ import annotations

import os
import platform
import sys
from typing import TYPE_CHECKING

from thaw_desktop.core.errors import AlreadyRunningError

if TYPE_CHECKING:
    from pathlib import Path


def refuse_while_open(lock_file: Path) -> None:
    """Look whether a window holds a data folder; a lock whose process has gone holds nothing.

    Raises:
        AlreadyRunningError: it does, or one on another computer may.
    """
    try:
        lines = lock_file.read_text(encoding="utf-8", errors="replace").splitlines()
        process = int(lines[0])
    except (OSError, ValueError, IndexError):
        return
    # Qt writes the number of the process, the program's name, and the computer's (https://doc.qt.io/qt-6/qlockfile.html).
    computer = lines[2].strip() if len(lines) > 2 else ""
    if computer and computer != platform.node():
        raise AlreadyRunningError(
            f"This data is open in Thaw on another computer, {computer[:60]}",
            f"Close it there; if it is not open there, delete {lock_file}",
            computer,
        )
    if process != os.getpid() and _runs(process):
        raise AlreadyRunningError("This data is open in a window of Thaw", "Close the window first")


def _runs(process: int) -> bool:
    if process <= 0:
        return False
    if sys.platform == "win32":
        # Imported here: only Windows has to be asked this way.
        import ctypes

        query_limited_information = 0x1000
        handle = ctypes.windll.kernel32.OpenProcess(query_limited_information, False, process)
        if handle:
            ctypes.windll.kernel32.CloseHandle(handle)
        return bool(handle)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True

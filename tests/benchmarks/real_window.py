"""A screen in memory with a program on it, typed into from outside. For benchmarks; needs Xvfb and xdotool."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from thaw_desktop.core.settings import SettingsStore

if TYPE_CHECKING:
    from collections.abc import Sequence
    from types import TracebackType

ROOT = Path(__file__).parents[2]


class Screen:
    """An X server of its own."""

    def __enter__(self) -> Screen:
        """Start it."""
        reading, writing = os.pipe()
        self._server = subprocess.Popen(
            ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"],
            pass_fds=[writing],
            stderr=subprocess.DEVNULL,
        )
        os.close(writing)
        with os.fdopen(reading) as told:
            number = told.readline().strip()
        self.environment = {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(ROOT)}
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self._server.terminate()
        self._server.wait()

    def tool(self, *arguments: str, limit: float = 60) -> str:
        """Run xdotool; what it says."""
        done = subprocess.run(
            ["xdotool", *arguments], env=self.environment, capture_output=True, text=True, timeout=limit, check=False
        )
        return done.stdout

    def focus(self, title: str, *, seconds: float = 60) -> None:
        """Wait for a window and give it the keyboard.

        Raises:
            TimeoutError: when it does not come.
        """
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            for window in self.tool("search", "--name", title).split():
                if self._is_shown(window):
                    self.tool("windowfocus", "--sync", window)
                    return
            time.sleep(0.05)
        raise TimeoutError(f"no window {title}")

    def _is_shown(self, window: str) -> bool:
        """Whether a window is on the screen and of a size to work in; toolkits have small hidden ones besides."""
        told = dict(line.partition("=")[::2] for line in self.tool("getwindowgeometry", "--shell", window).split())
        looked = subprocess.run(
            ["xwininfo", "-id", window], env=self.environment, capture_output=True, text=True, check=False
        )
        return int(told.get("WIDTH", 0)) > 300 and "IsViewable" in looked.stdout

    def type(self, text: str, seconds: float, said: list[tuple[int, float]]) -> None:
        """Type a text key by key for so long; `said` gets the characters typed before each key, and the time."""
        end = time.monotonic() + seconds
        for typed, letter in enumerate(text):
            said.append((typed, time.monotonic()))
            if said[-1][1] >= end:
                return
            self.tool("type", "--delay", "0", "--", letter)
            time.sleep(0.02)


def open_thaw(screen: Screen, folder: Path, command: Sequence[str] = (sys.executable,)) -> subprocess.Popen[bytes]:
    """Start Thaw on a data folder, in its own process, ready for the first question.

    Args:
        screen: where its window is to stand.
        folder: the data folder.
        command: the interpreter, perhaps behind a change of user.
    """
    settings = SettingsStore(folder / "settings.json")
    settings.change(welcomed=True, tab="practice")
    process = subprocess.Popen(
        [*command, "-m", "thaw_desktop", "--data-dir", str(folder)],
        env={**screen.environment, "XDG_CACHE_HOME": str(folder.parent / "cache")},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        screen.focus("^Thaw$")
    except TimeoutError:
        process.kill()
        process.wait()
        raise
    time.sleep(1.0)
    return process


def begin_essay(screen: Screen, folder: Path) -> None:
    """Start the first question by its key, which is pressed again until the attempt stands in the database.

    Raises:
        TimeoutError: when it does not begin.
    """
    end = time.monotonic() + 30
    while time.monotonic() < end:
        screen.tool("key", "ctrl+Return")
        pressed = time.monotonic()
        while time.monotonic() < pressed + 2:
            if kept_text_beside(folder) is not None:
                time.sleep(0.3)
                return
            time.sleep(0.05)
    raise TimeoutError("the essay did not begin")


def kept_text_beside(folder: Path) -> str | None:
    """The essay as a second reader of the database sees it now; None when there is none."""
    with closing(sqlite3.connect(folder / "progress.db")) as connection:
        row = connection.execute("SELECT text FROM draft").fetchone()
    return None if row is None else str(row[0])


def words(seed: int, count: int = 400) -> str:
    """A text to type."""
    some = ["the", "thaw", "altered", "what", "could", "be", "said", "in", "public", "more", "than", "who", "held"]
    return " ".join(random.Random(seed).choices(some, k=count))

"""An essay on a disk that is full, and in a data folder that is read-only: what is told, and what is lost.

    python tests/benchmarks/trouble.py            (as root on Linux: it mounts a small file system)

Also how long a save takes, at 1 000 and 10 000 words.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.real_window import Screen, begin_essay, kept_text_beside, open_thaw, words
from tests.journeys.killing import kept_text, lost_of
from thaw_desktop.app import open_study
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.paths import standard_paths
from thaw_desktop.practice.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

_NOBODY = ("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")


@contextmanager
def small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """A file system of that size, mounted over a folder."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m,mode=777", "tmpfs", str(folder)], check=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def full_disk(screen: Screen, top: Path, *, kill: bool) -> None:
    """Fill the disk while one types; then make room again, or kill the app."""
    text, said = words(7), list[tuple[int, float]]()
    with small_disk(top, 24):
        folder = top / "data"
        folder.mkdir()
        process = open_thaw(screen, folder)
        try:
            begin_essay(screen, folder)
            screen.type(text, 4, said)
            time.sleep(2)
            before = kept_text_beside(folder) or ""
            filler = top / "filler"
            fill(filler)
            rest = list[tuple[int, float]]()
            screen.type(text[len(said) - 1 :], 6, rest)
            time.sleep(2)
            on_disk = kept_text_beside(folder) or ""
            print(
                f"disk full: saved before {len(before)} characters, saved while full {len(on_disk) - len(before)} more"
            )
            if not kill:
                filler.unlink()
                room = time.monotonic()
                typed = len(said) - 1 + len(rest) - 1
                while len(kept_text_beside(folder) or "") < typed and time.monotonic() < room + 20:
                    time.sleep(0.1)
                kept = kept_text_beside(folder) or ""
                took = time.monotonic() - room
                print(
                    f"disk full, then room: {len(kept)} of {typed} characters saved {took:.1f} s after there was room"
                )
        finally:
            process.kill()
            process.wait()
        if kill:
            (top / "filler").unlink(missing_ok=True)
            print(
                f"disk full, then SIGKILL: {len(kept_text(folder))} characters came back of {len(before)} saved before"
            )


def read_only(screen: Screen, top: Path) -> None:
    """Make the data folder read-only while one types, then kill the app. As another user: root may write anywhere."""
    text, said = words(8), list[tuple[int, float]]()
    folder = top / "data"
    folder.mkdir()
    for one in (top, folder):
        one.chmod(0o777)
    packages = os.pathsep.join([screen.environment["PYTHONPATH"], *(one for one in sys.path if "site-packages" in one)])
    # The system's own interpreter: the one that runs this may lie where that user cannot go.
    command = (*_NOBODY, "env", f"HOME={top}", f"PYTHONPATH={packages}", "/usr/bin/python3")
    process = open_thaw(screen, folder, command)
    try:
        begin_essay(screen, folder)
        screen.type(text, 3, said)
        folder.chmod(0o555)
        rest = list[tuple[int, float]]()
        screen.type(text[len(said) - 1 :], 5, rest)
    finally:
        process.kill()
        process.wait()
        folder.chmod(0o777)
    said = said[:-1] + [(typed + len(said) - 1, moment) for typed, moment in rest]
    print(f"data folder read-only, then SIGKILL: {lost_of(text, kept_text(folder), said):.2f} s of typing lost")


def fill(path: Path) -> None:
    """Write until the disk is full."""
    with path.open("wb", buffering=0) as file:
        for size in (65536, 1024, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


def save_times(top: Path) -> None:
    """How long a save takes, the disk's flush included."""
    for count in (1_000, 10_000):
        folder = top / f"saving-{count}"
        folder.mkdir()
        with closing(open_study(standard_paths(folder), SystemClock())) as study:
            session = study.writing.start(study.open_pack(), "q-reasons-speech", 45, "")
            session.start_clock()
            text, took = words(1, count), []
            for number in range(200):
                begin = time.perf_counter()
                session.save(Page(f"{text} {number}"))
                took.append((time.perf_counter() - begin) * 1000)
            session.finish(Page(text))
        took.sort()
        print(f"save of {count} words: p50 {took[100]:.1f} ms, p95 {took[190]:.1f} ms, worst {took[-1]:.1f} ms")


def main() -> None:
    """Make trouble and print."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    with tempfile.TemporaryDirectory() as name:
        top = Path(name)
        save_times(top)
        if sys.platform != "linux" or os.geteuid() != 0:
            print("the rest needs root on Linux")
            return
        with Screen() as screen:
            for number, kill in enumerate((False, True)):
                disk = top / f"disk-{number}"
                disk.mkdir()
                full_disk(screen, disk, kill=kill)
            top.chmod(0o755)
            open_to_all = top / "open"
            open_to_all.mkdir()
            read_only(screen, open_to_all)


if __name__ == "__main__":
    main()

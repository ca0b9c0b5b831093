"""Start to mapped window beside a bare PySide6 window, idle processor use, settled memory, size of the environment.

    python tests/benchmarks/window.py [--runs 11] [--idle-seconds 60]

Runs under Xvfb (packages xvfb and x11-utils). The moment of mapping is told by the X server (MapNotify, read from
`xev`), so nothing is patched and both windows are measured alike. Prints a table; judges nothing.
"""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
BARE = (
    "from PySide6.QtWidgets import *; a = QApplication([]); w = QMainWindow(); w.resize(1100, 720); w.show(); a.exec()"
)


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A virtual screen; the environment for programs that are to use it."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1400x1000x24", "-nolisten", "tcp"],
        pass_fds=[write], stderr=subprocess.DEVNULL,
    )  # fmt: skip
    os.close(write)
    with os.fdopen(read) as pipe:
        number = pipe.readline().strip()
    try:
        yield {**os.environ, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def seconds_to_map(command: list[str], environment: dict[str, str]) -> float:
    """From the start of the process to the X server's word that its window is mapped."""
    listener = subprocess.Popen(
        ["stdbuf", "-oL", "xev", "-root", "-event", "substructure"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert listener.stdout is not None
    time.sleep(0.3)  # xev says nothing when it is ready
    began = time.perf_counter()
    program = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        for line in listener.stdout:
            if line.startswith("MapNotify"):
                return time.perf_counter() - began
    finally:
        program.send_signal(signal.SIGKILL)
        program.wait()
        listener.kill()
        listener.wait()
    raise SystemExit("the X server went away")


def settled(command: list[str], environment: dict[str, str], idle_seconds: int) -> tuple[float, float, float]:
    """Resident and proportional memory in MB after ten seconds, and processor seconds used while idle after that."""
    program = subprocess.Popen(command, env=environment, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        time.sleep(10)
        sizes = dict(
            line.split(":", 1) for line in Path(f"/proc/{program.pid}/smaps_rollup").read_text().splitlines()[1:]
        )
        before = processor_seconds(program.pid)
        time.sleep(idle_seconds)
        used = processor_seconds(program.pid) - before
        return int(sizes["Rss"].split()[0]) / 1024, int(sizes["Pss"].split()[0]) / 1024, used
    finally:
        program.kill()
        program.wait()


def processor_seconds(pid: int) -> float:
    """User and system time of a process so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(folder: Path) -> float:
    """Size of a folder's files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()) / 1e6


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=11)
    parser.add_argument("--idle-seconds", type=int, default=60)
    options = parser.parse_args()
    missing = [name for name in ("Xvfb", "xev", "stdbuf") if shutil.which(name) is None]
    if missing:
        raise SystemExit(f"{', '.join(missing)} missing: install xvfb and x11-utils")
    with tempfile.TemporaryDirectory() as folder, screen() as environment:
        thaw = [sys.executable, "-m", "thaw_desktop", "--data-dir", folder]
        bare = [sys.executable, "-c", BARE]
        first = seconds_to_map(thaw, environment)  # compiles the pack and renders the theme
        settings = Path(folder, "settings.json")
        settings.write_text('{"welcomed": true}', encoding="utf-8")
        pairs = [(seconds_to_map(thaw, environment), seconds_to_map(bare, environment)) for _ in range(options.runs)]
        print(f"{'':34}{'Thaw':>9}{'bare':>9}{'ratio':>8}")
        ours, theirs = zip(*pairs, strict=True)
        print(f"{'start to mapped, median of ' + str(options.runs) + ', s':34}"
              f"{statistics.median(ours):9.3f}{statistics.median(theirs):9.3f}"
              f"{statistics.median(a / b for a, b in pairs):8.2f}")  # fmt: skip
        print(f"{'  least and most, s':34}{min(ours):.3f}–{max(ours):.3f}  {min(theirs):.3f}–{max(theirs):.3f}")
        print(f"{'very first start, s':34}{first:9.3f}")
        for name, command in (("Thaw", thaw), ("bare", bare)):
            resident, proportional, used = settled(command, environment, options.idle_seconds)
            print(f"{name + ': resident / proportional, MB':34}{resident:9.0f}{proportional:9.0f}")
            print(f"{name + ': processor, idle ' + str(options.idle_seconds) + ' s, s':34}{used:9.2f}")
    print(f"{'environment with tools, MB':34}{megabytes(Path(sys.prefix)):9.0f}")


if __name__ == "__main__":
    main()

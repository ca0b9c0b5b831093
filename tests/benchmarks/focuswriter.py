"""Thaw beside FocusWriter, where that is installed: time to a window, and text lost by a SIGKILL while one types.

    python tests/benchmarks/focuswriter.py [--times 5] [--seconds 30]

Of FocusWriter all files that it keeps are searched for the text, its emergency cache among them.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.real_window import Screen, begin_essay, open_thaw, words
from tests.journeys.killing import kept_text, lost_of


def seconds_to_window(screen: Screen, command: list[str], title: str, home: Path) -> float:
    """From the start of a process to its window on the screen."""
    begin = time.monotonic()
    process = subprocess.Popen(
        command, env={**screen.environment, "HOME": str(home)}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        screen.focus(title)
        return time.monotonic() - begin
    finally:
        process.kill()
        process.wait()


def lost_by_focuswriter(screen: Screen, home: Path, seconds: float) -> tuple[float, int, int]:
    """Type, kill: seconds lost, characters found again, characters typed."""
    said: list[tuple[int, float]] = []
    text = words(3)
    process = subprocess.Popen(
        ["focuswriter"],
        env={**screen.environment, "HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        screen.focus("FocusWriter")
        time.sleep(1.5)
        screen.type(text, seconds, said)
    finally:
        process.kill()
        process.wait()
    files = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    found = max(
        (size for size in range(20, len(said)) if any(text[3:size].encode() in one for one in files)), default=0
    )
    return said[-1][1] - next(moment for typed, moment in said if typed >= found), found, len(said) - 1


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=30)
    options = parser.parse_args()
    if shutil.which("focuswriter") is None:
        print("FocusWriter is not installed")
        return
    with tempfile.TemporaryDirectory() as name, Screen() as screen:
        top = Path(name)
        (top / "data").mkdir()
        process = open_thaw(screen, top / "data")  # once, as after any installation
        said: list[tuple[int, float]] = []
        text = words(3)
        begin_essay(screen, top / "data")
        screen.type(text, options.seconds, said)
        process.kill()
        process.wait()
        kept = kept_text(top / "data")
        lost = lost_of(text, kept, said)
        print(f"Thaw: {len(kept)} of {len(said) - 1} characters came back, {lost:.1f} s of typing lost")
        (top / "home").mkdir()
        seconds_to_window(screen, ["focuswriter"], "FocusWriter", top / "home")  # it prepares itself at its first start
        lost, found, typed = lost_by_focuswriter(screen, top / "home", options.seconds)
        print(f"FocusWriter: {found} of {typed} characters came back, {lost:.1f} s of typing lost")
        thaw = [sys.executable, "-m", "thaw_desktop", "--data-dir", str(top / "data")]
        for title, command in (("^Thaw$", thaw), ("FocusWriter", ["focuswriter"])):
            took = [seconds_to_window(screen, command, title, top / "home") for _ in range(options.times)]
            print(f"{title.strip('^$')}: window after {statistics.median(took):.2f} s, worst {max(took):.2f} s")


if __name__ == "__main__":
    main()

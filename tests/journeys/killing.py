"""Kills the typist in the middle of its typing and says how much was lost. Shared by the test and the benchmark."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

from thaw_desktop.app import open_study
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.paths import standard_paths

TYPIST = Path(__file__).with_name("typist.py")
ROOT = Path(__file__).parents[2]
WORDS = ["the", "thaw", "altered", "what", "could", "be", "said", "in", "public", "more", "than", "who", "held"]


def seconds_lost(folder: Path, text: str, characters: int) -> float:
    """Let the typist type into a real window, kill it with SIGKILL, and open its data as the next start would.

    Args:
        folder: an empty data folder.
        text: what it types.
        characters: after how many it is killed.

    Returns:
        Seconds of typing between the first lost character and the kill; 0 when nothing was lost.

    Raises:
        AssertionError: when the typist did not get so far, or what came back is not the beginning of its text.
    """
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(TYPIST), str(folder), text], env=environment, stdout=subprocess.PIPE, text=True
    )
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    said: list[tuple[int, float]] = []
    with process:
        assert process.stdout is not None
        for line in process.stdout:
            typed, moment = line.split()
            said.append((int(typed), float(moment)))
            if int(typed) >= characters:
                break
        process.kill()
    watchdog.cancel()
    assert said, "the typist did not get to type"
    assert said[-1][0] == characters, "the typist did not get so far"
    return lost_of(text, kept_text(folder), said)


def kept_text(folder: Path) -> str:
    """The essay that the next start would offer to go on with; empty when there is none."""
    with closing(open_study(standard_paths(folder), SystemClock())) as study:
        draft = study.writing.unfinished()
    return draft.text if draft is not None else ""


def lost_of(text: str, kept: str, said: list[tuple[int, float]]) -> float:
    """Seconds of typing between the first lost character and the kill; 0 when nothing was lost.

    Args:
        text: what was to be typed.
        kept: what came back.
        said: before each key, the number of characters typed so far and the time in seconds; the kill last.

    Raises:
        AssertionError: when what came back is not the beginning of the text.
    """
    assert text.startswith(kept)
    killed_at = said[-1][1]
    return killed_at - next((moment for typed, moment in said if typed >= len(kept)), killed_at)

"""SIGKILL in the middle of a word: the text is back, at most two seconds short."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.app import open_study
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.paths import standard_paths

if TYPE_CHECKING:
    from collections.abc import Iterator

TYPIST = Path(__file__).with_name("typist.py")
ROOT = Path(__file__).parents[2]


def lines_until(process: subprocess.Popen[str], characters: int) -> Iterator[tuple[int, float]]:
    """What the typist says, until it has typed so many characters."""
    assert process.stdout is not None
    for line in process.stdout:
        typed, moment = line.split()
        yield int(typed), float(moment)
        if int(typed) >= characters:
            return


WORDS = [
    "the",
    "thaw",
    "altered",
    "what",
    "could",
    "be",
    "said",
    "in",
    "public",
    "more",
    "than",
    "who",
    "held",
    "power",
]


@pytest.mark.parametrize("seed", [1, 2])
def test_killed_while_typing_loses_at_most_two_seconds(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    text = " ".join(chance.choices(WORDS, k=200))
    characters = chance.randrange(150, 400)
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(
        [sys.executable, str(TYPIST), str(tmp_path), text], env=environment, stdout=subprocess.PIPE, text=True
    )
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    with process:
        said = list(lines_until(process, characters))
        process.kill()
    watchdog.cancel()
    assert said[-1][0] == characters, "the typist did not get to type"
    with closing(open_study(standard_paths(tmp_path), SystemClock())) as study:
        draft = study.writing.unfinished()
        assert draft is not None
    killed_at = said[-1][1]
    oldest_lost = next((moment for typed, moment in said if typed >= len(draft.text)), killed_at)
    assert killed_at - oldest_lost <= 2.0
    assert text.startswith(draft.text)

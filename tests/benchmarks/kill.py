"""How much typing a SIGKILL costs, over many kills at random moments.

    python tests/benchmarks/kill.py [--kills 20] [--screen]

Each time a real window is typed into at a quick hand's pace, killed, and its data opened again. Without `--screen` the
window is drawn into memory and its keys come from within; with it they come from outside, over an X server.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.benchmarks.real_window import Screen, begin_essay, open_thaw, words
from tests.journeys.killing import kept_text, lost_of, seconds_lost


def lost_on_screen(screen: Screen, folder: Path, seed: int) -> float:
    """One kill of the app as it is started by a student; seconds of typing lost."""
    text, said = words(seed), list[tuple[int, float]]()
    process = open_thaw(screen, folder)
    try:
        begin_essay(screen, folder)
        screen.type(text, random.Random(seed).uniform(0.5, 5), said)
    finally:
        process.kill()
        process.wait()
    kept = kept_text(folder)
    # The first keys may come before the page has the focus: what is on it is then a later stretch of the text.
    begin = text.find(kept) if kept else 0
    if begin < 0 or begin > 3:
        raise AssertionError(f"what came back was not typed: {kept[:40]!r}")
    return lost_of(text[begin:], kept, [(typed - begin, moment) for typed, moment in said])


def main() -> None:
    """Kill and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--screen", action="store_true", help="keys from outside, over Xvfb")
    options = parser.parse_args()
    chance = random.Random(20)
    lost = []
    with tempfile.TemporaryDirectory() as top:
        if options.screen:
            with Screen() as screen:
                for seed in range(options.kills):
                    folder = Path(top) / f"data-{seed}"
                    folder.mkdir()
                    try:
                        lost.append(lost_on_screen(screen, folder, seed))
                    except TimeoutError as error:
                        print(f"kill {seed} left out: {error}")
        else:
            for number in range(options.kills):
                folder = Path(top) / f"data-{number}"
                folder.mkdir()
                text = " ".join(words(number).split()[:200])
                lost.append(seconds_lost(folder, text, chance.randrange(40, 500)))
    print(
        f"kills {len(lost)}: seconds of typing lost, median {statistics.median(lost):.2f}, worst {max(lost):.2f}, "
        f"more than 2 s in {sum(one > 2 for one in lost)}"
    )


if __name__ == "__main__":
    main()

"""How much typing a SIGKILL costs, over many kills at random moments.

    python tests/benchmarks/kill.py [--kills 20]

Each time a real window (drawn into memory) is typed into at a quick hand's pace, killed, and its data opened again.
"""

from __future__ import annotations

import argparse
import random
import statistics
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.journeys.killing import WORDS, seconds_lost


def main() -> None:
    """Kill and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=20)
    chance = random.Random(20)
    lost = []
    for _ in range(parser.parse_args().kills):
        with tempfile.TemporaryDirectory() as folder:
            text = " ".join(chance.choices(WORDS, k=200))
            lost.append(seconds_lost(Path(folder), text, chance.randrange(40, 500)))
    print(f"kills {len(lost)}: seconds of typing lost, median {statistics.median(lost):.2f}, worst {max(lost):.2f}")


if __name__ == "__main__":
    main()

"""How far an attempt's clock is from the truth over three hours of sleep, set clocks, restarts, reboots and crashes.

    python tests/benchmarks/attempt_clock.py [--attempts 20]

Time is simulated; the data is real. What a crash gives back (the seconds since the last save) is told apart, because
it is meant: a crash is not the student's fault.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.conftest import FakeClock, ProgressLogs
from tests.practice.three_hours import simulate


def main() -> None:
    """Simulate and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--attempts", type=int, default=20)
    happened: Counter[str] = Counter()
    error = given_back = 0.0
    attempts = parser.parse_args().attempts
    for seed in range(attempts):
        with tempfile.TemporaryDirectory() as folder:
            clock = FakeClock()
            logs = ProgressLogs(Path(folder), clock)
            outcome, _ = simulate(logs, clock, "exam" if seed % 2 else "practice", seed)
            logs.close()
        happened.update(outcome.happened)
        error = max(error, outcome.error)
        given_back += outcome.given_back
    crashes = happened["crash"]
    print(f"{attempts} attempts of 3 h; " + ", ".join(f"{name} {count}" for name, count in sorted(happened.items())))
    print(f"largest error of the clock {error:.6f} s")
    print(f"given back by crashes {given_back / max(1, crashes):.2f} s each on average, of at most 5")


if __name__ == "__main__":
    main()

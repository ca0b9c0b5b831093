"""Making all derived tables anew from a long log, and whether they equal the tables that the answers had left.

    python tests/benchmarks/rebuild.py [--events 1000000] [--cards 100000] [--live 20000]

The first --live events are taken in one at a time, as they happen; the tables they leave are held against a rebuild.
Then the log is filled up to --events and rebuilt; how long that took, the longest silence between two reports and the
memory it used are printed. Judges nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

HOUR_MS = 3_600_000
DAY_MS = 24 * HOUR_MS
START = 1_699_977_600_000 + 2 * HOUR_MS


def rows_of(events: int, cards: int) -> list[tuple[object, ...]]:
    """Answers of two years' evenings in 200 sections, and among them readings, confidence and undos."""
    chance = random.Random(1)
    a_day = -(-events // 730)
    rows: list[tuple[object, ...]] = []
    last = b""
    for number in range(events):
        ts = START + number // a_day * DAY_MS + number % a_day * 4 * HOUR_MS // a_day
        card = chance.randrange(cards)
        section = f"s{card % 200}"
        kind, item = "card.review", f"large/c{card}"
        payload: dict[str, object] = {"rating": chance.choice((1, 2, 3, 3, 3, 3, 4)), "ms": 4200, "section": section}
        what = chance.random()
        if what < 0.02:
            kind, item, payload = "section.read", f"large/{section}", {"seconds": 90}
        elif what < 0.03:
            kind, item, payload = "section.confidence", f"large/{section}", {"level": "amber"}
        elif what < 0.035 and rows:
            kind, item, payload = "undo", str(rows[-1][6]), {"event": last.hex()}
            if rows[-1][5] == "undo":
                continue
        last = identity = ts.to_bytes(6) + chance.randbytes(10)
        rows.append((identity, 7, len(rows) + 1, ts, 60, kind, item, json.dumps(payload, separators=(",", ":")), 1))
    return rows


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--live", type=int, default=20_000)
    options = parser.parse_args()
    from tests.conftest import ProgressLogs
    from thaw_desktop.core.changes import ChangeFlags
    from thaw_desktop.core.clock import SystemClock
    from thaw_desktop.core.database import open_progress
    from thaw_desktop.core.event_log import EventLog, event_of

    rows = rows_of(options.events, options.cards)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "progress.db"
        with closing(open_progress(path)) as connection:
            log = EventLog(connection, path, SystemClock(), ProgressLogs.all_projections(), ChangeFlags())
            began = time.perf_counter()
            log.merge(event_of(row) for row in rows[: options.live])
            print(f"{options.live} events taken in one by one: {time.perf_counter() - began:.1f} s")
            before = ProgressLogs.derived_rows(log)
            log.rebuild()
            print(f"the rebuild of these equals the live tables: {ProgressLogs.derived_rows(log) == before}")
            del before
            connection.execute("BEGIN")
            connection.executemany("INSERT OR IGNORE INTO event VALUES (?,?,?,?,?,?,?,?,?)", rows)
            connection.execute("COMMIT")
            rows.clear()
            used = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            busy = time.process_time()
            moments = [time.perf_counter()]
            count = log.rebuild(lambda _done, _total: moments.append(time.perf_counter()))
            end = time.perf_counter()
            silence = max(later - earlier for earlier, later in zip(moments, [*moments[1:], end], strict=True))
            print(f"{count} events over {options.cards} cards rebuilt: {end - moments[0]:.1f} s")
            print(f"longest silence between two reports: {silence:.2f} s; reports: {len(moments) - 1}")
            more = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - used) / 1024
            print(f"memory above what the benchmark itself had used: {more:.0f} MB")
            print(f"file: {path.stat().st_size / 1e6:.0f} MB; processor time: {time.process_time() - busy:.1f} s")


if __name__ == "__main__":
    main()

"""How much comes back of a damaged `progress.db`: 20 random pages overwritten, in 20 runs, without and with a backup.

    python tests/benchmarks/damage.py [--events 200000] [--pages 20] [--runs 20]

The backup is a day old: the last 200 events are not in it. Prints the share of events recovered, the time and the
sentence of the last run; judges nothing.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

PAGE = 4096
AFTER_THE_BACKUP = 200


def spoil(path: Path, pages: int, seed: int) -> None:
    """Overwrite random pages, the first one left out: without it a file is no database at all."""
    chance = random.Random(seed)
    data = bytearray(path.read_bytes())
    for number in chance.sample(range(1, len(data) // PAGE), pages):
        data[number * PAGE : (number + 1) * PAGE] = chance.randbytes(PAGE)
    path.write_bytes(data)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--events", type=int, default=200_000)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()
    from tests.benchmarks.rebuild import rows_of
    from tests.conftest import ProgressLogs
    from thaw_desktop.core import database
    from thaw_desktop.core.backups import Backups
    from thaw_desktop.core.changes import ChangeFlags
    from thaw_desktop.core.clock import ClockAt
    from thaw_desktop.core.database import checking_marker, open_progress
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.recovery import open_or_recover

    now = datetime(2026, 3, 2, 18, tzinfo=UTC)
    rows = rows_of(options.events, options.events // 10)
    with tempfile.TemporaryDirectory() as folder:
        whole, kept = Path(folder) / "whole.db", Path(folder) / "kept"
        with closing(open_progress(whole)) as connection:
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", rows[:-AFTER_THE_BACKUP])
            connection.execute("COMMIT")
            Backups(whole, kept).make(now - timedelta(days=1), "daily")
            connection.execute("BEGIN")
            connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", rows[-AFTER_THE_BACKUP:])
            connection.execute("COMMIT")
            EventLog(connection, whole, ClockAt(now), ProgressLogs.all_projections(), ChangeFlags())
            connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        print(f"{len(rows)} events, {whole.stat().st_size // PAGE} pages, {options.pages} of them damaged")
        database._CHECK_BELOW_BYTES = 1 << 60
        for with_backup in (False, True):
            shares, seconds, notices = [], [], [""]
            for run in range(options.runs):
                data = Path(folder) / "run"
                shutil.rmtree(data, ignore_errors=True)
                data.mkdir()
                path = data / "progress.db"
                shutil.copyfile(whole, path)
                if with_backup:
                    shutil.copytree(kept, data / "backups")
                spoil(path, options.pages, run)
                checking_marker(path).touch()
                began = time.perf_counter()
                connection, notices = open_or_recover(path, ClockAt(now))
                seconds.append(time.perf_counter() - began)
                with closing(connection):
                    (count,) = connection.execute("SELECT count(*) FROM event").fetchone()
                shares.append(count / len(rows))
            print(f"{'with' if with_backup else 'without'} a backup: least {min(shares):.4%}, median "
                  f"{statistics.median(shares):.4%}, {statistics.median(seconds):.2f} s; {notices}")  # fmt: skip


if __name__ == "__main__":
    main()

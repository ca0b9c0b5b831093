"""Home and Progress on a long history: 100 000 cards, 1 000 000 events over three years.

    python tests/benchmarks/progress.py [--cards 100000] [--events 1000000] [--keep DIR]

The database is written directly: events as a student's device would have left them, and the derived tables beside them
by SQL, so that nothing waits for a replay (which memories follow from the answers does not matter here). Prints
milliseconds; judges nothing. `--keep` leaves the database in a folder and takes it from there the next time.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import sys
import tempfile
import time
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication, QWidget

    from thaw_desktop.core.paths import Paths
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import TabName

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

DECAY = -0.1542  # of FSRS-6 with the usual parameters
SECTIONS = 40
DAYS = 3 * 365
DAY_MS = 86_400_000
# 1 January 1970 is day 719163; a study day begins at four.
DERIVED = """
CREATE TEMP VIEW answer AS SELECT 719163 + (ts - 14400000) / 86400000 AS day, ts / 3600000 % 24 AS hour,
    json_extract(payload, '$.section') AS section, json_extract(payload, '$.rating') AS rating,
    json_extract(payload, '$.ms') AS ms FROM main.event;
INSERT INTO topic_day SELECT 'large', day, section, sum(rating = 1), sum(rating = 2), sum(rating = 3), sum(rating = 4),
    sum(ms), 0, 0, 0, 0, 0 FROM answer GROUP BY day, section;
INSERT INTO topic_hour SELECT 'large', day, section, hour, count(*), sum(rating > 1) FROM answer
    GROUP BY day, section, hour;
INSERT INTO day_total SELECT 'large', day, sum(again + hard + good + easy), sum(hard + good + easy), sum(review_ms),
    0, 0, 0, 0, 0 FROM topic_day GROUP BY day;
INSERT INTO recall_check SELECT 'large', day, section, sum(again + hard + good + easy),
    sum(again + hard + good + easy) * 9000, sum(hard + good + easy) FROM topic_day GROUP BY day, section
"""


def write_pack(folder: Path, cards: int) -> None:
    """A pack of so many cards in forty sections, with a question on each."""
    for part in ("cards", "notes", "questions"):
        (folder / part).mkdir(parents=True)
    (folder / "pack.yaml").write_text(
        "format: 1\nid: large\ntitle: Large\nversion: 1.0.0\nlanguage: en-GB\nlicence: CC0-1.0\n", encoding="utf-8"
    )
    for section in range(SECTIONS):
        head = f"---\nid: s{section}\ntitle: Section {section}\n---\n"
        (folder / "notes" / f"s{section:02}.md").write_text(f"{head}Text of section {section}.\n", encoding="utf-8")
        lines = "\n\n".join(f"Question {one}::Answer {one} ^c{one}" for one in range(section, cards, SECTIONS))
        (folder / "cards" / f"s{section:02}.md").write_text(
            f"---\nsection: s{section}\n---\n{lines}\n", encoding="utf-8"
        )


def fill(connection: sqlite3.Connection, cards: int, events: int) -> None:
    """Events, and the derived tables that Home and Progress ask."""
    chance = random.Random(1)
    now = int(time.time() * 1000)
    payloads = {
        (rating, section): json.dumps({"rating": rating, "ms": 6000, "section": f"s{section}"}, separators=(",", ":"))
        for rating in (1, 2, 3, 4)
        for section in range(SECTIONS)
    }
    rows = []
    for seq in range(1, events + 1):
        card = chance.randrange(cards)
        # Two evenings out of three, one to three hours long, most in the sections of that week.
        day = chance.randrange(DAYS) // 3 * 3 + chance.randrange(2)
        moment = now - (DAYS - day) * DAY_MS + chance.randrange(3) * 3_600_000
        rating = chance.choices((1, 2, 3, 4), (8, 12, 65, 15))[0]
        payload = payloads[rating, card % SECTIONS]
        ident = moment.to_bytes(6) + seq.to_bytes(10)
        rows.append((ident, 7, seq, moment, 0, "card.review", f"large/c{card}", payload, 1))
    rows.sort()
    number = datetime.now(UTC).astimezone().date().toordinal()
    states = []
    for card in range(cards):
        if card % 20 == 0:
            continue  # never met
        last = number - int(chance.expovariate(1 / 60))
        stability = chance.lognormvariate(4, 1.2)
        due = last + max(1, round(stability))
        states.append(
            (f"large/c{card}", "large", 2, 0, stability, chance.uniform(1, 10), due, 0, last, 10, 1, DECAY,
             number - 900, now, 7, card)
        )  # fmt: skip
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", rows)
    connection.executemany("INSERT INTO card_state VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", states)
    for statement in DERIVED.split(";"):
        connection.execute(statement)
    connection.execute("COMMIT")


def prepare(folder: Path, cards: int, events: int) -> None:
    """The pack, compiled, and the history."""
    from thaw_desktop.app import open_study
    from thaw_desktop.core.clock import SystemClock

    write_pack(folder / "resources" / "packs" / "large", cards)
    with closing(open_study(paths(folder), SystemClock())) as study:
        if study.notices:
            raise SystemExit(study.notices)
        fill(study.log.connection, cards, events)
    (folder / "ready").touch()


def paths(folder: Path) -> Paths:
    """The folders of the benchmark."""
    from thaw_desktop.core.paths import Paths, resources_folder

    resources = folder / "resources"
    for name in ("icons", "themes", "help", "schema", "templates"):
        if not (resources / name).exists():
            (resources / name).symlink_to(resources_folder() / name)
    return Paths(folder / "data", folder / "cache", resources)


def shown(application: QApplication, deed: Callable[[], object], window: QWidget) -> float:
    """Milliseconds until what a deed brings is painted."""
    began = time.perf_counter()
    deed()
    application.sendPostedEvents()
    window.repaint()
    application.processEvents()
    return (time.perf_counter() - began) * 1000


def settle(application: QApplication, jobs: Jobs) -> float:
    """Milliseconds until the threads have done what was asked of them."""
    began = time.perf_counter()
    while not jobs.idle() or time.perf_counter() - began < 0.1:
        application.processEvents()
        time.sleep(0.002)
    application.processEvents()
    return (time.perf_counter() - began) * 1000


def tell(what: str, painted: float, threads: float) -> None:
    """Print a line."""
    print(f"{what:18}{painted:9.1f}   then on threads {threads:9.1f}")


def measure(folder: Path) -> None:
    """Open the window and go to and fro."""
    from thaw_desktop.app import build_window, open_study
    from thaw_desktop.core.clock import SystemClock
    from thaw_desktop.ui import startup
    from thaw_desktop.ui.theme import Theme

    application = startup.make_application()
    where = paths(folder)
    theme = Theme(application, where.cache, where.resources, application)
    theme.apply("light", 1.0)
    for run in ("first opening", "second opening"):
        study = open_study(where, SystemClock())
        study.settings.hold_for_this_run(welcomed=True, tab="faq")
        window, jobs = build_window(study, theme)
        window.resize(1100, 720)
        window.show()
        application.processEvents()
        print(f"\n{run}; milliseconds until painted")

        tabs: tuple[TabName, ...] = ("home", "progress", "faq", "home", "progress")
        for tab in tabs:
            tell(tab, shown(application, partial(window.show_tab, tab), window), settle(application, jobs))
        window.show_tab("faq")
        study.changes.announce({"flashcards", "progress"})
        for tab in tabs[:2]:
            milliseconds = shown(application, partial(window.show_tab, tab), window)
            tell(f"{tab}, changed", milliseconds, settle(application, jobs))
        jobs.close()
        window.close()
        window.deleteLater()
        application.processEvents()
        study.close()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cards", type=int, default=100_000)
    parser.add_argument("--events", type=int, default=1_000_000)
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        folder = options.keep or Path(place)
        folder.mkdir(parents=True, exist_ok=True)
        if not (folder / "ready").exists():
            prepare(folder, options.cards, options.events)
        measure(folder)


if __name__ == "__main__":
    main()

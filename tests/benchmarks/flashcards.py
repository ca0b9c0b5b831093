"""Flashcards beside the real Anki: opening, the next card and its answer, search, statistics, adding, undo.

    python tests/benchmarks/flashcards.py [--cards 20000 100000] [--answers 200] [--data DIR]

Every card has been answered ten times. Anki is measured where its package can be imported (pip install --target DIR
anki, then PYTHONPATH=DIR), with FSRS and `synchronous = FULL`, so that both write each answer to the disk. Each engine
and size has a process of its own. With --data the filled databases are kept there for the next run, which saves the
minutes that filling them takes. Prints a table in milliseconds; judges nothing.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

DAY_MS = 86_400_000
REVIEWS = 10
_WORDS = """
harvest congress decree ministry glacier enzyme treaty market orbit sonnet mineral tribunal voltage parable delta
embargo senate reactor membrane ballad currency province satellite monsoon archive coalition plateau molecule
"""
WORDS = _WORDS.split()


def text(number: int) -> tuple[str, str]:
    """Front and back of a card, the same for both engines."""
    chance = random.Random(number)
    words = chance.choices(WORDS, k=9)
    return f"What of {' '.join(words[:5])} {number}?", f"The {' '.join(words[5:])}."


class Timings:
    """Milliseconds by the name of what was done."""

    def __init__(self) -> None:
        self.found: dict[str, list[float]] = {}

    def time(self, name: str, deed: Callable[[], object], times: int = 1) -> None:
        """Do something so many times."""
        for _ in range(times):
            began = time.perf_counter()
            deed()
            self.found.setdefault(name, []).append((time.perf_counter() - began) * 1000)

    def told(self) -> dict[str, tuple[float, float]]:
        """Median and 95th percentile."""
        return {
            name: (statistics.median(values), sorted(values)[int(len(values) * 0.95)])
            for name, values in self.found.items()
        }


def thaw(folder: Path, cards: int, answers: int) -> Timings:
    """Measure Thaw."""
    from contextlib import closing

    from thaw_desktop.app import open_study
    from thaw_desktop.core.clock import SystemClock
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.flashcards.browse import CardBrowser
    from thaw_desktop.ui import words as _words  # noqa: F401 - what a window has loaded before any of this

    paths = Paths(folder / "data", folder / "cache", folder / "resources")
    if not (folder / "filled").exists():
        paths.data.mkdir(parents=True)
        write_pack(folder / "resources" / "packs" / "large", cards)
        with closing(open_study(paths, SystemClock())) as study:
            fill(study.log, cards)
        (folder / "filled").touch()
    with closing(open_study(paths, SystemClock())):
        pass  # brings the databases up to date, once for each version
    found = Timings()
    opened = []
    found.time("open", lambda: opened.append(open_study(paths, SystemClock())))
    study = opened[0]
    session = study.session

    def next_and_answer() -> None:
        card = session.queue("large").next()
        prompt = session.prompt("large", card) if card is not None else None
        if prompt is None:
            raise SystemExit("nothing is due")
        session.answer("large", prompt.card, 3, 4000)

    study.settings.hold_for_this_run(reviews_a_day=9999, new_cards_a_day=0)
    found.time("next card and answer", next_and_answer, answers)
    browser = CardBrowser(study.log, study.library, session.own, paths.progress_database)
    connection = study.library._connection

    def search(query: str) -> None:
        browser.listing(["large"], query).find(connection)

    for name, query in SEARCHES.items():
        found.time(f"search: {name}", partial(search, query), 9)
    overview = study.overview

    def all_statistics() -> None:
        overview.topics("large")
        overview.days("large", 365)
        overview.total("large")
        session.forecast("large", 365)

    found.time("all statistics", all_statistics, 5)
    found.time("add a card", lambda: session.own.make("large", "basic", "Front?", "Back"), 20)
    found.time("undo", session.undo, 20)
    study.close()
    return found


SEARCHES = {
    "word": "glacier",
    "phrase": '"What of"',
    "beginning": "memb*",
    "deck and word": "deck:large glacier",
    "is:due": "is:due",
    "prop:ivl>30": "prop:ivl>30",
}


def write_pack(folder: Path, cards: int) -> None:
    """A pack of so many cards."""
    (folder / "cards").mkdir(parents=True)
    (folder / "notes").mkdir()
    (folder / "notes" / "a.md").write_text("---\nid: a\ntitle: A\n---\nText.\n", encoding="utf-8")
    (folder / "pack.yaml").write_text(
        "format: 1\nid: large\ntitle: large\nversion: 1.0.0\nlanguage: en-GB\nlicence: CC0-1.0\n", encoding="utf-8"
    )
    for first in range(0, cards, 1000):
        lines = ["{}::{} ^c{}\n".format(*text(number), number) for number in range(first, min(cards, first + 1000))]
        (folder / "cards" / f"{first}.md").write_text("---\nsection: a\n---\n" + "\n".join(lines), encoding="utf-8")


def fill(log: object, cards: int) -> None:
    """Ten answers to every card, put into the log as another device would send them, and the tables made from it."""
    from thaw_desktop.core.event_log import EventLog

    assert isinstance(log, EventLog)
    now = int(time.time() * 1000)
    chance = random.Random(1)
    rows: list[tuple[object, ...]] = []
    payloads = [json.dumps({"rating": one, "ms": 4000, "section": "a"}, separators=(",", ":")) for one in (1, 3, 3)]
    for number in range(cards):
        last = chance.uniform(10, 60)
        for step in range(REVIEWS):
            moment = now - int(DAY_MS * (last + 12 * (REVIEWS - 1 - step))) - chance.randrange(DAY_MS)
            payload = chance.choice(payloads)
            ident = moment.to_bytes(6) + chance.randbytes(10)
            rows.append((ident, 7, len(rows) + 1, moment, 0, "card.review", f"large/c{number}", payload, 1))
    log.connection.execute("BEGIN")
    log.connection.executemany("INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)", rows)
    log.connection.execute("COMMIT")
    began = time.perf_counter()
    log.rebuild()
    print(f"  {len(rows)} events replayed in {time.perf_counter() - began:.1f} s", file=sys.stderr)


def anki(folder: Path, cards: int, answers: int) -> Timings:
    """Measure Anki."""
    from anki.collection import Collection  # type: ignore[import-not-found]
    from anki.scheduler.v3 import CardAnswer  # type: ignore[import-not-found]

    path = str(folder / "collection.anki2")
    if not (folder / "filled").exists():
        fill_anki(path, cards)
        (folder / "filled").touch()
    found = Timings()
    opened = []
    found.time("open", lambda: opened.append(Collection(path)))
    col = opened[0]
    col.db.execute("pragma synchronous = full")
    deck, kind = col.decks.id("large"), col.models.by_name("Basic")
    col.decks.select(deck)

    def next_and_answer() -> None:
        queued = col.sched.get_queued_cards(fetch_limit=1).cards[0]
        answer = CardAnswer(
            card_id=queued.card.id, current_state=queued.states.current, new_state=queued.states.good,
            rating=CardAnswer.GOOD, answered_at_millis=int(time.time() * 1000), milliseconds_taken=4000,
        )  # fmt: skip
        col.sched.answer_card(answer)

    found.time("next card and answer", next_and_answer, answers)
    for name, query in SEARCHES.items():
        found.time(f"search: {name}", partial(col.find_cards, query), 9)
    found.time("all statistics", lambda: col._backend.graphs(search="", days=365), 5)

    def add() -> None:
        note = col.new_note(kind)
        note["Front"], note["Back"] = "Front?", "Back"
        col.add_note(note, deck)

    found.time("add a card", add, 20)
    found.time("undo", col.undo, 20)
    col.close()
    return found


def fill_anki(path: str, cards: int) -> None:
    """The same cards with as many answers, put into a collection of Anki's."""
    from anki.collection import AddNoteRequest, Collection

    col = Collection(path)
    col.set_config("fsrs", True)
    deck = col.decks.id("large")
    kind = col.models.by_name("Basic")
    for first in range(0, cards, 5000):
        requests = []
        for number in range(first, min(cards, first + 5000)):
            note = col.new_note(kind)
            note["Front"], note["Back"] = text(number)
            requests.append(AddNoteRequest(note=note, deck_id=deck))
        col.add_notes(requests)
    chance = random.Random(1)
    now = int(time.time() * 1000)
    ids = [row[0] for row in col.db.all("select id from cards")]
    today = col.sched.today
    log: dict[int, tuple[object, ...]] = {}  # by its moment, which is the key of Anki's
    states: list[tuple[object, ...]] = []
    for card in ids:
        last = chance.uniform(10, 60)
        for step in range(REVIEWS):
            moment = now - int(DAY_MS * (last + 12 * (REVIEWS - 1 - step))) - chance.randrange(DAY_MS)
            while moment in log:
                moment += 1
            log[moment] = (moment, card, -1, 3, 20, 10, 2500, 4000, 1)
        memory = json.dumps({"s": 60.0, "d": 5.0, "dr": 0.9, "lrt": now // 1000 - DAY_MS // 1000 * 20})
        states.append((2, 2, today - chance.randrange(-60, 60), 60, 0, REVIEWS, memory, card))
    col.db.executemany("insert into revlog values (?,?,?,?,?,?,?,?,?)", list(log.values()))
    col.db.executemany("update cards set type=?, queue=?, due=?, ivl=?, factor=?, reps=?, data=? where id=?", states)
    config = col.decks.get_config(1)
    config["rev"]["perDay"] = 9999
    col.decks.update_config(config)
    col.close()


ENGINES = {"Thaw": thaw, "Anki": anki}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cards", type=int, nargs="+", default=[20_000, 100_000])
    parser.add_argument("--answers", type=int, default=200)
    parser.add_argument("--data", type=Path, help="keep the filled databases here")
    parser.add_argument("--engine", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.engine:
        with tempfile.TemporaryDirectory() as place:
            folder = (options.data or Path(place)) / f"{options.engine}-{options.cards[0]}"
            folder.mkdir(parents=True, exist_ok=True)
            found = ENGINES[options.engine](folder, options.cards[0], options.answers)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps({"times": found.told(), "peak": peak}))
        return
    engines = [name for name in ENGINES if name != "Anki" or find_spec("anki")]
    if len(engines) == 1:
        print("anki cannot be imported: left out (pip install --target DIR anki, then PYTHONPATH=DIR)")
    for cards in options.cards:
        results = {}
        for engine in engines:
            command = [sys.executable, __file__, "--engine", engine, "--cards", str(cards)]
            command += ["--answers", str(options.answers)]
            command += ["--data", str(options.data)] if options.data is not None else []
            told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
            results[engine] = json.loads(told.splitlines()[-1])
        print(f"\n{cards} cards, {cards * REVIEWS} answers; median / p95 in ms")
        print(f"{'':24}" + "".join(f"{engine:>22}" for engine in engines))
        for name in results[engines[0]]["times"]:
            cells = (results[engine]["times"].get(name, (0, 0)) for engine in engines)
            print(f"{name:24}" + "".join(f"{median:12.2f} /{worst:8.2f}" for median, worst in cells))
        print(f"{'peak memory, MB':24}" + "".join(f"{results[engine]['peak']:12.0f}{'':10}" for engine in engines))


if __name__ == "__main__":
    main()

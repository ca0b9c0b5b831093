"""The memory of a card after each of its answers, beside what the real Anki makes of the same answers.

    python tests/benchmarks/memory_states.py [--sequences 200] [--seed 1]

Random ratings, minutes to months apart, are put into an Anki collection as its own reviews (pip install --target DIR
anki, then PYTHONPATH=DIR) and answered in Thaw at the same moments. Both forget by FSRS-6 with its default parameters,
and both count days from four in the morning. After every answer the two stabilities and difficulties are compared;
the table has the greatest differences, as shares of Anki's figure. Judges nothing.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from anki.collection import Collection  # type: ignore[import-not-found]

    from thaw_desktop.flashcards.scheduling import Rating

sys.path.insert(0, str(Path(__file__).parents[2]))

ANSWERS = 9
WAITS = {"days": (1, 60), "nights": (1, 1), "minutes": (0, 0), "minutes and days": (0, 20)}
"""How many days lie between two answers, at the least and the most; where none does, minutes do."""


def sequence(chance: random.Random, days: tuple[int, int]) -> list[tuple[datetime, int]]:
    """Moments and ratings, the last some days ago, none of them in the small hours."""
    moment = datetime.now(UTC).replace(hour=9, minute=0, second=0, microsecond=0) - timedelta(days=700)
    found = []
    for _ in range(ANSWERS):
        moment += timedelta(minutes=chance.randrange(1, 60))
        found.append((moment, chance.choices((1, 2, 3, 4), (2, 2, 7, 2))[0]))
        if wait := chance.randint(*days):
            moment = moment.replace(hour=chance.randrange(6, 20), minute=0) + timedelta(days=wait)
    return found


def ours(answers: list[tuple[datetime, int]]) -> list[tuple[float, float]]:
    """Stability in days and difficulty after each answer."""
    from thaw_desktop.flashcards.scheduling import CardState, review

    state: CardState | None = None
    found = []
    for moment, rating in answers:
        state = review(state, cast("Rating", rating), moment, round(moment.timestamp() * 1000))
        found.append((state.stability, state.difficulty))
    return found


def theirs(collection: Collection, card: int, answers: list[tuple[datetime, int]]) -> list[tuple[float, float]]:
    """The same from Anki, which is asked after each answer."""
    found = []
    for number, (moment, rating) in enumerate(answers):
        stamp = round(moment.timestamp() * 1000) + card % 1000  # a review is named by its millisecond
        kind = 0 if number == 0 else 1  # Anki begins a memory where a card is learnt
        collection.db.execute("insert into revlog values (?,?,-1,?,1,1,0,4000,?)", stamp, card, rating, kind)
        memory = collection.compute_memory_state(card)
        found.append((memory.stability, memory.difficulty))
    return found


def compare(
    collection: Collection, sequences: int, chance: random.Random, days: tuple[int, int]
) -> tuple[float, float]:
    """The greatest difference of a stability and of a difficulty, as shares of Anki's."""
    worst = (0.0, 0.0)
    for _ in range(sequences):
        note = collection.new_note(collection.models.by_name("Basic"))
        note["Front"] = "Front?"
        collection.add_note(note, 1)
        (card,) = note.card_ids()
        collection.db.execute("delete from revlog")  # the moments of the sequences may be the same
        answers = sequence(chance, days)
        for mine, other in zip(ours(answers), theirs(collection, card, answers), strict=True):
            shares = [abs(a - b) / b for a, b in zip(mine, other, strict=True)]
            worst = (max(worst[0], shares[0]), max(worst[1], shares[1]))
    return worst


def main() -> None:
    """Compare and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sequences", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    if not find_spec("anki"):
        raise SystemExit("anki cannot be imported: pip install --target DIR anki, then PYTHONPATH=DIR")
    # Set before Anki reads it, so that both mean the same hours by a day.
    os.environ["TZ"] = "UTC"
    time.tzset()
    from anki.collection import Collection

    print(f"{options.sequences} sequences of {ANSWERS} answers each; greatest difference")
    print(f"{'between answers':18}{'stability':>12}{'difficulty':>12}")
    with tempfile.TemporaryDirectory() as place:
        collection = Collection(str(Path(place) / "collection.anki2"))
        collection.set_config("fsrs", True)
        for name, days in WAITS.items():
            stability, difficulty = compare(collection, options.sequences, random.Random(options.seed), days)
            print(f"{name:18}{stability:12.2e}{difficulty:12.2e}")
        collection.close()


if __name__ == "__main__":
    main()

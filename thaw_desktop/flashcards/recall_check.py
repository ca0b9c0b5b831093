"""Expected recall held against what happened: kept for every answer to a card that had time to be forgotten.

Only the first answer of a study day to a card met on an earlier one counts: within a day a memory is not tested, and
the learning steps would flatter both sides. Kept as whole numbers, so that taking one off gives what was before.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from thaw_desktop.core.ids import split_item
from thaw_desktop.flashcards.scheduling import retrievability

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from thaw_desktop.core.event_log import Event
    from thaw_desktop.flashcards.history import Step
    from thaw_desktop.flashcards.scheduling import CardState, Rating

TABLE: Final = "recall_check"
CREATE: Final = """CREATE TABLE recall_check(
    pack TEXT NOT NULL, day INTEGER NOT NULL, section TEXT NOT NULL, answers INTEGER NOT NULL,
    expected INTEGER NOT NULL, recalled INTEGER NOT NULL, PRIMARY KEY(pack, day, section)) WITHOUT ROWID"""
"""By pack, study day and section: how many answers, how many cards were recalled, and the sum of their probabilities
of recall in units of 1 / `UNITS`."""
UNITS: Final = 10_000
_SUMS: Final = "sum(answers), sum(expected), sum(recalled)"


Key = tuple[str, int, str]
"""Pack, study day and section."""
_ADD: Final = """INSERT INTO recall_check VALUES (?,?,?,?,?,?) ON CONFLICT(pack, day, section) DO UPDATE SET
    answers = answers + excluded.answers, expected = expected + excluded.expected,
    recalled = recalled + excluded.recalled"""


def check(before: CardState, rating: Rating, event: Event) -> tuple[Key, int, int]:
    """Where an answer counts, its probability of recall in units, and whether it was recalled (1 or 0)."""
    pack, _ = split_item(event.item)
    day = event.day
    return (pack, day, str(event.payload["section"])), round(retrievability(before, day) * UNITS), int(rating > 1)


def count(connection: sqlite3.Connection, step: Step, sign: int) -> None:
    """Count one answer, or for a sign of -1 take it off again; what tests nothing is passed over."""
    before, rating = step.before, step.rating
    if rating is None or before is None or not before.reps or before.last_day >= step.event.day:
        return
    key, expected, recalled = check(before, rating, step.event)
    connection.execute(_ADD, (*key, sign, sign * expected, sign * recalled))
    if sign < 0:
        # A row that has come back to nothing goes, so that the table equals that of a rebuild.
        connection.execute("DELETE FROM recall_check WHERE pack = ? AND day = ? AND section = ? AND answers = 0", key)


def write(connection: sqlite3.Connection, sums: Mapping[Key, Sequence[int]]) -> None:
    """Write many sums of answers, expected and recalled at once."""
    connection.executemany(_ADD, [(*key, *sums[key]) for key in sorted(sums)])


def by_section(
    connection: sqlite3.Connection, packs: Sequence[str], first: int, last: int
) -> dict[str, tuple[int, float, int]]:
    """Answers, cards expected to be recalled and cards recalled over a span of study days, by section id."""
    rows = connection.execute(
        f"""SELECT section, {_SUMS} FROM recall_check WHERE pack IN (SELECT value FROM json_each(?))
            AND day BETWEEN ? AND ? GROUP BY section""",  # noqa: S608
        (json.dumps(list(packs)), first, last),
    )
    return {section: (answers, expected / UNITS, recalled) for section, answers, expected, recalled in rows}


def by_day(
    connection: sqlite3.Connection, condition: str, values: Sequence[str | int]
) -> dict[int, tuple[int, float, int]]:
    """The same by study day; `condition` is one over pack, day and section, written by our own code."""
    rows = connection.execute(f"SELECT day, {_SUMS} FROM recall_check WHERE {condition} GROUP BY day", values)  # noqa: S608
    return {day: (answers, expected / UNITS, recalled) for day, answers, expected, recalled in rows}

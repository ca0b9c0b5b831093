"""The flashcards feature's SQL over `progress.db`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.core.ids import item_id, split_item
from thaw_desktop.flashcards.scheduling import CardState

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

CARD_STATE: Final = """CREATE TABLE card_state(
    item TEXT PRIMARY KEY, pack TEXT NOT NULL, state INTEGER NOT NULL, step INTEGER NOT NULL, stability REAL NOT NULL,
    difficulty REAL NOT NULL, due_day INTEGER NOT NULL, due_ts INTEGER NOT NULL, last_day INTEGER NOT NULL,
    reps INTEGER NOT NULL, lapses INTEGER NOT NULL, decay REAL NOT NULL, first_day INTEGER NOT NULL,
    at_ts INTEGER NOT NULL, at_device INTEGER NOT NULL, at_seq INTEGER NOT NULL) WITHOUT ROWID;
    CREATE INDEX card_state_due ON card_state(pack, due_day, state);
    CREATE INDEX card_state_last ON card_state(pack, last_day, due_day);
    CREATE INDEX card_state_first ON card_state(first_day)"""
"""`first_day` is the study day of the first answer (0 before it); `at_*` is the order of the last event taken in."""

_STATE_COLUMNS = "state, step, stability, difficulty, due_day, due_ts, last_day, reps, lapses, decay"


def _state(row: Sequence[Any]) -> CardState:
    return CardState(*row)


def card_state(connection: sqlite3.Connection, item: str) -> CardState | None:
    """A card's state; None for one never met and not on the list."""
    row = connection.execute(f"SELECT {_STATE_COLUMNS} FROM card_state WHERE item = ?", (item,)).fetchone()  # noqa: S608
    return None if row is None else _state(row)


def card_order(connection: sqlite3.Connection, item: str) -> tuple[int, int, int] | None:
    """Where the last event taken in for a card stands among all events; None when there was none."""
    row = connection.execute("SELECT at_ts, at_device, at_seq FROM card_state WHERE item = ?", (item,)).fetchone()
    return None if row is None else (row[0], row[1], row[2])


Row = tuple[str | int | float, ...]
"""A row of `card_state`, its columns in the table's order."""


def row_of(item: str, state: CardState, first_day: int, order: tuple[int, int, int]) -> Row:
    """The row of a card, see `save_state`."""
    return (item, split_item(item)[0], state.state, state.step, state.stability, state.difficulty, state.due_day,
            state.due_ts, state.last_day, state.reps, state.lapses, state.decay, first_day, *order)  # fmt: skip


def insert_rows(connection: sqlite3.Connection, rows: Sequence[Row]) -> None:
    """Write the rows of many cards that have none yet."""
    connection.executemany("INSERT INTO card_state VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", rows)


def save_state(
    connection: sqlite3.Connection, item: str, state: CardState, first_day: int, order: tuple[int, int, int]
) -> None:
    """Write a card's state.

    Args:
        connection: inside a write block.
        item: the card.
        state: its new state.
        first_day: the study day of this answer if it is the first; 0 for no answer. An earlier first day stands.
        order: the place of the event among all events.
    """
    connection.execute(
        """INSERT INTO card_state VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
           ON CONFLICT(item) DO UPDATE SET state = excluded.state, step = excluded.step,
             stability = excluded.stability, difficulty = excluded.difficulty, due_day = excluded.due_day,
             due_ts = excluded.due_ts, last_day = excluded.last_day, reps = excluded.reps, lapses = excluded.lapses,
             decay = excluded.decay,
             first_day = CASE WHEN first_day = 0 THEN excluded.first_day ELSE first_day END,
             at_ts = excluded.at_ts, at_device = excluded.at_device, at_seq = excluded.at_seq""",
        row_of(item, state, first_day, order),
    )


def forget_state(connection: sqlite3.Connection, item: str) -> None:
    """Remove a card's row, before it is made anew."""
    connection.execute("DELETE FROM card_state WHERE item = ?", (item,))


def pack_states(connection: sqlite3.Connection, pack: str) -> dict[str, CardState]:
    """The states of all cards of a pack that have one, by card id."""
    rows = connection.execute(f"SELECT item, {_STATE_COLUMNS} FROM card_state WHERE pack = ?", (pack,))  # noqa: S608
    return {split_item(row[0])[1]: _state(row[1:]) for row in rows}


def met_on(connection: sqlite3.Connection, pack: str, day: int) -> frozenset[str]:
    """The ids of the cards of a pack that were answered for the first time on a study day."""
    rows = connection.execute("SELECT item FROM card_state WHERE first_day = ? AND pack = ?", (day, pack))
    return frozenset(split_item(row[0])[1] for row in rows)


def answered_ever(connection: sqlite3.Connection, pack: str) -> frozenset[str]:
    """The ids of the cards of a pack that were answered at least once."""
    rows = connection.execute("SELECT item FROM card_state WHERE pack = ? AND reps > 0", (pack,))
    return frozenset(split_item(row[0])[1] for row in rows)


def done_on(connection: sqlite3.Connection, pack: str, day: int) -> int:
    """How many cards of a pack were answered on a study day and do not come again on it."""
    row = connection.execute(
        "SELECT count(*) FROM card_state WHERE pack = ? AND last_day = ? AND due_day > ?", (pack, day, day)
    ).fetchone()
    return int(row[0])


def answered_on(connection: sqlite3.Connection, pack: str, day: int) -> int:
    """How many cards of a pack had their last answer on a study day, whether they come again on it or not."""
    row = connection.execute("SELECT count(*) FROM card_state WHERE pack = ? AND last_day = ?", (pack, day)).fetchone()
    return int(row[0])


def due_by_day(connection: sqlite3.Connection, pack: str, first: int, last: int) -> dict[int, int]:
    """How many cards of a pack come again on each study day from `first` to `last`; overdue ones count on `first`.

    Suspended cards do not come.
    """
    counts = _counts(connection, pack, first, last)
    # Few are suspended: they are looked up by themselves, and the many are counted in the index alone.
    resting = connection.execute(
        """SELECT min(max(due_day, ?), ?) FROM card_state JOIN card_standing USING (item)
           WHERE card_standing.pack = ? AND json_extract(payload, '$.suspended') AND due_day <= ?""",
        (first, last, pack, last),
    )
    for (day,) in resting:
        counts[day] -= 1
    return {day: count for day, count in counts.items() if count}


def _counts(connection: sqlite3.Connection, pack: str, first: int, last: int) -> dict[int, int]:
    (overdue,) = connection.execute(
        "SELECT count(*) FROM card_state WHERE pack = ? AND due_day <= ?", (pack, first)
    ).fetchone()
    rows = connection.execute(
        "SELECT due_day, count(*) FROM card_state WHERE pack = ? AND due_day > ? AND due_day <= ? GROUP BY due_day",
        (pack, first, last),
    )
    return {first: int(overdue), **dict(rows.fetchall())}


def state_count(connection: sqlite3.Connection, pack: str) -> int:
    """How many cards of a pack have a memory, or wait for their first answer."""
    row = connection.execute("SELECT count(*) FROM card_state WHERE pack = ?", (pack,)).fetchone()
    return int(row[0])


def loads(connection: sqlite3.Connection, pack: str, first: int, last: int) -> dict[int, int]:
    """How many cards of a pack come again on each study day from `first` to `last`, also suspended ones."""
    rows = connection.execute(
        "SELECT due_day, count(*) FROM card_state WHERE pack = ? AND due_day BETWEEN ? AND ? GROUP BY due_day",
        (pack, first, last),
    )
    return dict(rows.fetchall())


def state_of(connection: sqlite3.Connection, pack: str, card: str) -> CardState | None:
    """A card's state by pack and card id."""
    return card_state(connection, item_id(pack, card))

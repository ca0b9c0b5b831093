"""From the log to totals by day, topic and hour. Every event adds, an undone one is taken off: order cannot matter."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from thaw_desktop.core.event_log import Event

_RATINGS: Final = ("again", "hard", "good", "easy")
_FIELDS: Final = {
    "day_total": ("reviews", "recalled", "review_ms", "sections", "reading_s", "essays", "writing_s", "words"),
    "topic_day": (*_RATINGS, "review_ms", "readings", "reading_s", "essays", "writing_s", "words"),
    "topic_hour": ("reviews", "recalled"),
}
"""What each table adds up."""
_KEYS: Final = {
    "day_total": ("day",),
    "topic_day": ("day", "section"),
    "topic_hour": ("day", "section", "hour"),
}
"""What the rows of each table are by, besides the pack."""
_NO_WORK: Final = (None,) * (len(_FIELDS["topic_day"]) - len(_RATINGS) - 1)
_HELD_ROWS: Final = 20_000


def _create(table: str) -> str:
    keys = "".join(f"{key} {'TEXT' if key == 'section' else 'INTEGER'} NOT NULL, " for key in _KEYS[table])
    columns = ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0" for name in _FIELDS[table])
    primary = ", ".join(("pack", *_KEYS[table]))
    return f"CREATE TABLE {table}(pack TEXT NOT NULL, {keys}{columns}, PRIMARY KEY({primary})) WITHOUT ROWID"


class ProgressProjection:
    """Keeps `day_total` (by pack and study day), `topic_day` (and by section) and `topic_hour` (and by hour).

    The section is the one that stood in the event, empty for none; the hour is that of the student's clock, 0 to 23.
    """

    name: Final = "progress"
    version: Final = 2
    tables: Final = {table: _create(table) for table in _FIELDS}
    kinds: Final = frozenset({kinds.CARD_REVIEW, kinds.SECTION_READ, kinds.ATTEMPT_FINISHED})

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Add one event to its day, its topic and its hour."""
        _add(connection, event, 1)

    def retract(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take one event off its day, its topic and its hour."""
        _add(connection, event, -1)

    def filling(self, connection: sqlite3.Connection) -> _ProgressFilling:
        """Begin to fill the tables with a whole history."""
        return _ProgressFilling(connection)


def _amounts(event: Event) -> tuple[str, dict[str, int]]:
    """The section of an event, and what it adds to the fields of `topic_day`."""
    payload = event.payload
    if event.kind == kinds.CARD_REVIEW:
        return str(payload["section"]), {_RATINGS[int(payload["rating"]) - 1]: 1, "review_ms": int(payload["ms"])}
    if event.kind == kinds.SECTION_READ:
        return split_item(event.item)[1], {"readings": 1, "reading_s": int(payload["seconds"])}
    written = {"essays": 1, "writing_s": round(float(payload["elapsed"])), "words": int(payload["words"])}
    return str(payload["section"]), written


def _add(connection: sqlite3.Connection, event: Event, sign: int) -> None:
    pack, _ = split_item(event.item)
    section, topic = _amounts(event)
    total = {name: amount for name, amount in topic.items() if name not in _RATINGS}
    if "readings" in total:
        total["sections"] = total.pop("readings")
    if event.kind == kinds.CARD_REVIEW:
        answered = {"reviews": 1, "recalled": 0 if "again" in topic else 1}
        total.update(answered)
        _bump(connection, "topic_hour", (pack, event.day, section, event.hour), answered, sign)
    _bump(connection, "day_total", (pack, event.day), total, sign)
    _bump(connection, "topic_day", (pack, event.day, section), topic, sign)


class _ProgressFilling:
    """Writes what each event adds to a table that goes again, and lets SQLite add that up by hour, topic and day."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._held: list[tuple[str | int | None, ...]] = []
        columns = ", ".join(_FIELDS["topic_day"])
        connection.execute("DROP TABLE IF EXISTS temp.amount")
        connection.execute(f"CREATE TEMP TABLE amount(pack, day, section, hour, {columns})")
        self._insert = f"INSERT INTO amount VALUES ({', '.join('?' * (4 + len(_FIELDS['topic_day'])))})"  # noqa: S608

    def take(self, item: str, events: Sequence[Event]) -> None:
        """Take in some events."""
        pack, _ = split_item(item)
        for event in events:
            section, by = _amounts(event)
            if event.kind == kinds.CARD_REVIEW:
                amounts: tuple[int | None, ...] = (
                    *map(by.get, _RATINGS),
                    by["review_ms"],
                    None,
                    None,
                    None,
                    None,
                    None,
                )
            else:
                amounts = tuple(map(by.get, _FIELDS["topic_day"]))
            self._held.append((pack, event.day, section, event.hour, *amounts))
        if len(self._held) >= _HELD_ROWS:
            self._write()

    def finish(self) -> None:
        """Add everything up."""
        self._write()
        sums = ", ".join(f"total({name})" for name in _FIELDS["topic_day"])
        execute = self._connection.execute
        # Names come from this file alone. Whole numbers, so that nothing depends on the order of adding.
        execute(f"INSERT INTO topic_day SELECT pack, day, section, {sums} FROM amount GROUP BY 1, 2, 3")  # noqa: S608
        execute(
            """INSERT INTO topic_hour SELECT pack, day, section, hour,
                 total(again) + total(hard) + total(good) + total(easy), total(hard) + total(good) + total(easy)
               FROM amount WHERE review_ms IS NOT NULL GROUP BY 1, 2, 3, 4"""
        )
        execute(
            """INSERT INTO day_total SELECT pack, day, sum(again + hard + good + easy), sum(hard + good + easy),
                 sum(review_ms), sum(readings), sum(reading_s), sum(essays), sum(writing_s), sum(words)
               FROM topic_day GROUP BY pack, day"""
        )
        execute("DROP TABLE temp.amount")

    def _write(self) -> None:
        self._connection.executemany(self._insert, self._held)
        self._held.clear()


@cache
def _adding(table: str, fields: tuple[str, ...]) -> str:
    """The statement that adds amounts of some fields to a row, which is made when it is not there."""
    # Names of tables and columns come from this file alone.
    keys = ("pack", *_KEYS[table])
    names = ", ".join((*keys, *fields))
    marks = ", ".join("?" * (len(keys) + len(fields)))
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in fields)
    return f"""INSERT INTO {table}({names}) VALUES ({marks})
               ON CONFLICT({", ".join(keys)}) DO UPDATE SET {sums}"""  # noqa: S608


def _bump(
    connection: sqlite3.Connection, table: str, at: tuple[str | int, ...], by: Mapping[str, int], sign: int
) -> None:
    # Names of tables and columns come from this file alone.
    keys = ("pack", *_KEYS[table])
    connection.execute(_adding(table, tuple(by)), (*at, *(amount * sign for amount in by.values())))
    if sign < 0:
        # A row that has come back to nothing goes, so that the tables equal those of a rebuild.
        here = " AND ".join(f"{key} = ?" for key in keys)
        empty = " AND ".join(f"{name} = 0" for name in _FIELDS[table])
        connection.execute(f"DELETE FROM {table} WHERE {here} AND {empty}", at)  # noqa: S608

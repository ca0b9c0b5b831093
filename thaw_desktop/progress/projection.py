"""From the log to totals by day, topic and hour. Every event adds, an undone one is taken off: order cannot matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

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


def _add(connection: sqlite3.Connection, event: Event, sign: int) -> None:
    pack, identity = split_item(event.item)
    payload = event.payload
    day = event.day
    if event.kind == kinds.CARD_REVIEW:
        rating = int(payload["rating"])
        section, spent = str(payload["section"]), int(payload["ms"])
        answered = {"reviews": 1, "recalled": 1 if rating > 1 else 0}
        total = {**answered, "review_ms": spent}
        topic = {_RATINGS[rating - 1]: 1, "review_ms": spent}
        _bump(connection, "topic_hour", (pack, day, section, event.hour), answered, sign)
    elif event.kind == kinds.SECTION_READ:
        seconds, section = int(payload["seconds"]), identity
        total, topic = {"sections": 1, "reading_s": seconds}, {"readings": 1, "reading_s": seconds}
    else:
        total = {"essays": 1, "writing_s": round(float(payload["elapsed"])), "words": int(payload["words"])}
        topic, section = total, str(payload["section"])
    _bump(connection, "day_total", (pack, day), total, sign)
    _bump(connection, "topic_day", (pack, day, section), topic, sign)


def _bump(
    connection: sqlite3.Connection, table: str, at: tuple[str | int, ...], by: Mapping[str, int], sign: int
) -> None:
    # Names of tables and columns come from this file alone.
    keys = ("pack", *_KEYS[table])
    names = ", ".join((*keys, *by))
    marks = ", ".join("?" * (len(keys) + len(by)))
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in by)
    connection.execute(
        f"""INSERT INTO {table}({names}) VALUES ({marks})
            ON CONFLICT({", ".join(keys)}) DO UPDATE SET {sums}""",  # noqa: S608
        (*at, *(amount * sign for amount in by.values())),
    )
    if sign < 0:
        # A row that has come back to nothing goes, so that the tables equal those of a rebuild.
        here = " AND ".join(f"{key} = ?" for key in keys)
        empty = " AND ".join(f"{name} = 0" for name in _FIELDS[table])
        connection.execute(f"DELETE FROM {table} WHERE {here} AND {empty}", at)  # noqa: S608

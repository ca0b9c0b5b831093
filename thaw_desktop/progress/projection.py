"""From the log to totals by day and by topic. Every event adds and an undone one is taken off: order cannot matter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    import sqlite3

    from thaw_desktop.core.event_log import Event

_DAY_FIELDS: Final = ("reviews", "recalled", "review_ms", "sections", "reading_s", "essays", "writing_s", "words")
_TOPIC_FIELDS: Final = ("reviews", "recalled", "review_ms", "readings", "reading_s", "essays")


def _create(table: str, key: str, key_type: str, fields: tuple[str, ...]) -> str:
    columns = ", ".join(f"{name} INTEGER NOT NULL DEFAULT 0" for name in fields)
    return f"CREATE TABLE {table}(pack TEXT, {key} {key_type}, {columns}, PRIMARY KEY(pack, {key})) WITHOUT ROWID"


class ProgressProjection:
    """Keeps `day_total` (by pack and study day) and `topic_total` (by pack and section)."""

    name: Final = "progress"
    version: Final = 1
    tables: Final = {
        "day_total": _create("day_total", "day", "INTEGER", _DAY_FIELDS),
        "topic_total": _create("topic_total", "section", "TEXT", _TOPIC_FIELDS),
    }
    kinds: Final = frozenset({kinds.CARD_REVIEW, kinds.SECTION_READ, kinds.ATTEMPT_FINISHED})

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Add one event to its day and its topic."""
        _add(connection, event, 1)

    def retract(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take one event off its day and its topic."""
        _add(connection, event, -1)


def _add(connection: sqlite3.Connection, event: Event, sign: int) -> None:
    pack, identity = split_item(event.item)
    payload = event.payload
    if event.kind == kinds.CARD_REVIEW:
        recalled = 1 if int(payload["rating"]) > 1 else 0
        spent = {"reviews": 1, "recalled": recalled, "review_ms": int(payload["ms"])}
        day, topic, section = spent, spent, str(payload["section"])
    elif event.kind == kinds.SECTION_READ:
        seconds = int(payload["seconds"])
        day, topic = {"sections": 1, "reading_s": seconds}, {"readings": 1, "reading_s": seconds}
        section = identity
    else:
        day = {"essays": 1, "writing_s": round(float(payload["elapsed"])), "words": int(payload["words"])}
        topic, section = {"essays": 1}, str(payload["section"])
    _bump(connection, "day_total", "day", (pack, event.study_day.toordinal()), day, sign)
    if section:
        _bump(connection, "topic_total", "section", (pack, section), topic, sign)


def _bump(
    connection: sqlite3.Connection, table: str, key: str, at: tuple[str, str | int], by: dict[str, int], sign: int
) -> None:
    # Names of tables and columns come from this file alone.
    names = ", ".join(by)
    values = [amount * sign for amount in by.values()]
    marks = ", ".join("?" * len(by))
    sums = ", ".join(f"{name} = {name} + excluded.{name}" for name in by)
    connection.execute(
        f"""INSERT INTO {table}(pack, {key}, {names}) VALUES (?, ?, {marks})
            ON CONFLICT(pack, {key}) DO UPDATE SET {sums}""",  # noqa: S608
        (*at, *values),
    )
    if sign < 0:
        # A row that has come back to nothing goes, so that the tables equal those of a rebuild.
        fields = _DAY_FIELDS if table == "day_total" else _TOPIC_FIELDS
        empty = " AND ".join(f"{name} = 0" for name in fields)
        connection.execute(f"DELETE FROM {table} WHERE pack = ? AND {key} = ? AND {empty}", at)  # noqa: S608

"""Making all derived tables anew from the log.

The events come sorted by item, so that a projection can follow one thing from its beginning to its end without asking
the database in between; rows are written in bulk, and indexes made once the rows are there.
"""

from __future__ import annotations

import json
import sqlite3
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Protocol

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import COLUMNS, UNDONE, event_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from thaw_desktop.core.event_log import Event, Projection

    Report = Callable[[int, int], None]
    """Gets the number of events replayed and that of all; it may raise, and everything is then as it was."""

_REPORT_EVERY = 2000
_INSTRUCTIONS = 200_000
"""Of SQLite's machine, between two reports from within a statement: some 10 ms."""


class Filling(Protocol):
    """A projection's empty tables being filled."""

    def take(self, item: str, events: Sequence[Event]) -> None:
        """Take in the events of one item that count, of the projection's kinds, in the order in which they happened."""
        ...

    def finish(self) -> None:
        """Write what is still held back; no more items come."""
        ...


class OneByOne:
    """Fills a projection's tables by its own `apply`: enough for kinds of which there are never very many."""

    def __init__(self, projection: Projection, connection: sqlite3.Connection) -> None:
        self._projection = projection
        self._connection = connection

    def take(self, _item: str, events: Sequence[Event]) -> None:
        """Apply each event."""
        for event in events:
            self._projection.apply(self._connection, event)

    def finish(self) -> None:
        """Nothing is held back."""


def rebuild(connection: sqlite3.Connection, projections: Sequence[Projection], report: Report) -> int:
    """Empty all derived tables and fill them again, inside a write block; the number of events replayed."""
    listener = _Listener(report)
    connection.set_progress_handler(listener.hear, _INSTRUCTIONS)
    try:
        return _rebuild(connection, projections, listener.tell)
    except sqlite3.OperationalError:
        if listener.enough is not None:
            raise listener.enough from None
        raise
    finally:
        connection.set_progress_handler(None, 0)


class _Listener:
    """Hands on how far it has come, also while one statement of SQLite's runs for long."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._last = (0, 0)
        self.enough: Exception | None = None

    def tell(self, done: int, total: int) -> None:
        """Hand it on from between two statements."""
        self._last = (done, total)
        self._report(done, total)

    def hear(self) -> int:
        """Hand it on from within a statement; what is raised cannot pass through SQLite, so it is kept for later."""
        try:
            self._report(*self._last)
        except Exception as error:
            self.enough = error
            return 1
        return 0


def _rebuild(connection: sqlite3.Connection, projections: Sequence[Projection], report: Report) -> int:
    _make_undone(connection)
    indexes = _make_tables(connection, projections)
    fillings = [(projection.kinds, projection.filling(connection)) for projection in projections]
    every = sorted(frozenset[str]().union(*(wanted for wanted, _ in fillings)))
    effective, total = _count(connection, every)
    count = 0
    reported = 0
    report(0, total)
    for item, events in _by_item(connection, every):
        for wanted, filling in fillings:
            mine = [event for event in events if event.kind in wanted]
            if mine:
                filling.take(item, mine)
        count += len(events)
        if count - reported >= _REPORT_EVERY:
            reported = count
            report(count, total)
    for _, filling in fillings:
        filling.finish()
        report(count, total)
    for statement in indexes:
        connection.execute(statement)
        report(count, total)
    versions = {projection.name: projection.version for projection in projections}
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('projections', ?)", (json.dumps(versions, sort_keys=True),))
    return effective


def _make_undone(connection: sqlite3.Connection) -> None:
    connection.execute("DROP TABLE IF EXISTS undone")
    connection.execute(UNDONE)
    targets = connection.execute("SELECT payload FROM event WHERE kind = ?", (kinds.UNDO,)).fetchall()
    connection.executemany(
        "INSERT OR IGNORE INTO undone VALUES (?)",
        [(bytes.fromhex(json.loads(payload)["event"]),) for (payload,) in targets],
    )


def _make_tables(connection: sqlite3.Connection, projections: Sequence[Projection]) -> list[str]:
    """Make all derived tables empty; the statements that make their indexes, for later."""
    later = []
    for projection in projections:
        for name, statements in projection.tables.items():
            connection.execute(f"DROP TABLE IF EXISTS {name}")
            for statement in statements.split(";"):
                if statement.strip().startswith("CREATE INDEX"):
                    later.append(statement)
                else:
                    connection.execute(statement)
    return later


def _count(connection: sqlite3.Connection, wanted: Sequence[str]) -> tuple[int, int]:
    """How many events count, and how many of these are of the wanted kinds."""
    marks = ",".join("?" * len(wanted))
    row = connection.execute(
        f"""SELECT count(*), total(kind IN ({marks})) FROM event
            WHERE kind <> ? AND id NOT IN (SELECT target FROM undone)""",  # noqa: S608 - only question marks
        (*wanted, kinds.UNDO),
    ).fetchone()
    return int(row[0]), int(row[1])


def _by_item(connection: sqlite3.Connection, wanted: Sequence[str]) -> Iterator[tuple[str, list[Event]]]:
    """The events of each item that count, of the wanted kinds, in order; by item."""
    marks = ",".join("?" * len(wanted))
    # The plus sign keeps SQLite from walking an index over items: sorting is faster than a million single look-ups.
    rows = connection.execute(
        f"""SELECT {COLUMNS} FROM event WHERE kind IN ({marks}) AND id NOT IN (SELECT target FROM undone)
            ORDER BY +item, ts, device, seq""",  # noqa: S608 - only question marks are put into the text
        wanted,
    )
    for item, group in groupby(rows, key=itemgetter(6)):
        yield item, list(map(event_of, group))

"""The append-only log of everything a student does, and the derived tables that follow from it.

Each feature owns a projection: an event in, its derived rows out. Appending, merging from another machine and
rebuilding run the same code, so no event is ever recorded without its consequences and a rebuild gives the same rows.
"""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Protocol

from thaw_desktop.core import kinds
from thaw_desktop.core.clock import STUDY_DAY_STARTS, Clock, milliseconds, offset_minutes
from thaw_desktop.core.database import plain_errors, write_block
from thaw_desktop.core.ids import uuid7

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from thaw_desktop.core.changes import ChangeFlags
    from thaw_desktop.core.rebuild import Filling, Report

# What `json.loads` calls in the end; half of its time goes by before that.
_DECODE = json.JSONDecoder().raw_decode
EVENT_SCHEMA = 1
"""The version of the payloads that this code writes."""

# Whole minutes, not datetimes: a long history asks for the day of every event.
_EPOCH_DAY = date(1970, 1, 1).toordinal()
_DAY_STARTS = STUDY_DAY_STARTS // timedelta(minutes=1)
COLUMNS = "id, device, seq, ts, tz, kind, item, payload, schema"
"""Of the table `event`, in the order in which `event_of` wants them."""
# Derived: which events are undone. Kept beside the log so that "what counts" is one query.
UNDONE = "CREATE TABLE IF NOT EXISTS undone(target BLOB PRIMARY KEY) WITHOUT ROWID"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened.

    Attributes:
        id: UUIDv7, 16 bytes.
        device: a random number that names the database the event was first written to.
        seq: counts the events of one device from 1.
        ts: milliseconds since 1970 UTC.
        tz: minutes the student's local time was ahead of UTC.
        kind: one of `kinds`, or a kind that only a newer version knows.
        item: what it happened to, `pack/id`.
        payload: the kind's own fields, see `kinds`.
        schema: version of the payload.
    """

    id: bytes
    device: int
    seq: int
    ts: int
    tz: int
    kind: str
    item: str
    payload: Mapping[str, Any]
    schema: int = EVENT_SCHEMA

    @property
    def order(self) -> tuple[int, int, int]:
        """Where the event stands among all events of all devices."""
        return (self.ts, self.device, self.seq)

    @property
    def local(self) -> datetime:
        """When it happened by the student's clock (without a zone)."""
        return datetime.fromtimestamp(self.ts / 1000, UTC).replace(tzinfo=None) + timedelta(minutes=self.tz)

    @property
    def study_day(self) -> date:
        """The study day it belongs to, by the student's clock."""
        return date.fromordinal(self.day)

    @property
    def day(self) -> int:
        """The number of that study day (`date.toordinal`)."""
        return (self.ts // 60_000 + self.tz - _DAY_STARTS) // 1440 + _EPOCH_DAY

    @property
    def hour(self) -> int:
        """The hour of the student's clock, 0 to 23."""
        return (self.ts // 60_000 + self.tz) // 60 % 24


class Projection(Protocol):
    """Derived tables of one feature. What they hold depends on the effective events alone, not on their arrival."""

    @property
    def name(self) -> str:
        """The name under which its changes are announced."""
        ...

    @property
    def version(self) -> int:
        """Raised whenever the tables or the rules change; the tables are then rebuilt at the next start."""
        ...

    @property
    def tables(self) -> Mapping[str, str]:
        """Each derived table's name and its CREATE statements."""
        ...

    @property
    def kinds(self) -> frozenset[str]:
        """The kinds of event it wants."""
        ...

    def apply(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take in an event; it may arrive later than events that happened after it."""
        ...

    def retract(self, connection: sqlite3.Connection, event: Event) -> None:
        """Take back an event that was applied and has just been undone."""
        ...

    def filling(self, connection: sqlite3.Connection) -> Filling:
        """Begin to fill the tables, which are empty, with a whole history; the rows are those that `apply` gives."""
        ...


def event_of(row: Sequence[Any]) -> Event:
    """An event from a row of the `event` table, columns in the table's order."""
    return Event(row[0], row[1], row[2], row[3], row[4], row[5], row[6], _DECODE(row[7])[0], row[8])


def effective_events(connection: sqlite3.Connection, item: str, wanted: Iterable[str]) -> list[Event]:
    """The events of one item that count (not undone), of the wanted kinds, in the order in which they happened."""
    names = sorted(wanted)
    marks = ",".join("?" * len(names))
    # Only question marks are put into the text.
    query = f"""SELECT {COLUMNS} FROM event WHERE item = ? AND kind IN ({marks})
                AND id NOT IN (SELECT target FROM undone) ORDER BY ts, device, seq"""  # noqa: S608
    return [event_of(row) for row in connection.execute(query, (item, *names))]


def effective_of_kinds(connection: sqlite3.Connection, wanted: Sequence[str]) -> Iterator[Event]:
    """All events of some kinds that count, in the order in which they happened."""
    marks = ",".join("?" * len(wanted))
    # Only question marks are put into the text.
    query = f"""SELECT {COLUMNS} FROM event WHERE kind IN ({marks})
                AND id NOT IN (SELECT target FROM undone) ORDER BY ts, device, seq"""  # noqa: S608
    return map(event_of, connection.execute(query, wanted))


def effective_blurts(connection: sqlite3.Connection) -> list[Event]:
    """All blurts that count, in the order in which they happened."""
    # The kind stands in the text: an index over a part of the table is used for no bound value.
    query = f"""SELECT {COLUMNS} FROM event WHERE kind = '{kinds.BLURT_FINISHED}'
                AND id NOT IN (SELECT target FROM undone) ORDER BY ts, device, seq"""  # noqa: S608
    return [event_of(row) for row in connection.execute(query)]


@dataclass(slots=True)
class Writing:
    """One write block: what is appended here is committed together, or not at all."""

    log: EventLog
    connection: sqlite3.Connection
    changed: set[str] = field(default_factory=set)

    def append(self, kind: str, item: str, payload: Mapping[str, Any]) -> Event:
        """Record that something happened to an item now, with all its consequences."""
        now = self.log.clock.now()
        stamp = milliseconds(now)
        event = Event(
            uuid7(stamp), self.log.device, self.log.next_seq(), stamp, offset_minutes(now), kind, item, dict(payload)
        )
        self.take(event)
        return event

    def undo(self, event: Event) -> Event:
        """Record that an earlier event is to count as if it had never been.

        Raises:
            ValueError: when the event is itself an undo.
        """
        if event.kind == kinds.UNDO:
            raise ValueError("an undo cannot be undone; do the thing again")
        return self.append(kinds.UNDO, event.item, {"event": event.id.hex()})

    def again(self, event: Event) -> Event:
        """Let an event that was undone count again, at its own time: an undo itself cannot be undone."""
        payload = {**event.payload, "again": event.id.hex()}
        repeated = Event(
            uuid7(event.ts), self.log.device, self.log.next_seq(), event.ts, event.tz, event.kind, event.item, payload
        )
        self.take(repeated)
        return repeated

    def take(self, event: Event) -> bool:
        """Put an event into the log, with all that follows from it; False when it was there already.

        Raises:
            sqlite3.IntegrityError: when another event has the same device and number: a data folder was copied to a
                second machine, and both went on under the one device.
        """
        cursor = self.connection.execute(
            "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT(id) DO NOTHING",
            (event.id, event.device, event.seq, event.ts, event.tz, event.kind, event.item,
             json.dumps(event.payload, ensure_ascii=False, separators=(",", ":")), event.schema),
        )  # fmt: skip
        if cursor.rowcount == 0:
            return False
        if event.kind == kinds.UNDO:
            self._undo(bytes.fromhex(event.payload["event"]))
        elif not self._is_undone(event.id):
            self.changed |= self.log.apply(self.connection, event)
        return True

    def _is_undone(self, identity: bytes) -> bool:
        return self.connection.execute("SELECT 1 FROM undone WHERE target = ?", (identity,)).fetchone() is not None

    def _undo(self, target: bytes) -> None:
        if self.connection.execute("INSERT OR IGNORE INTO undone VALUES (?)", (target,)).rowcount == 0:
            return
        row = self.connection.execute(f"SELECT {COLUMNS} FROM event WHERE id = ?", (target,)).fetchone()  # noqa: S608
        # The undo may come before what it undoes, when two machines are merged; `take` then leaves that event out.
        if row is not None:
            self.changed |= self.log.retract(self.connection, event_of(row))


def report_to_nobody(_done: int, _total: int) -> None:
    """Nobody waits for a rebuild."""


class EventLog:
    """Writes events and keeps the derived tables in step.

    Attributes:
        connection: the writing connection, used on the GUI thread only.
        clock: gives each event its time.
        device: this database's own number.
        path: the file of the database.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        path: Path,
        clock: Clock,
        projections: Sequence[Projection],
        changes: ChangeFlags,
        report: Report = report_to_nobody,
    ) -> None:
        """Open the log, and rebuild the derived tables where a projection has another version than the file.

        Args:
            connection: to `progress.db`.
            path: of that file, for what is said when it fails.
            clock: gives each event its time.
            projections: of every feature.
            changes: hears of every commit.
            report: hears how far a rebuild has come, see `rebuild`.
        """
        self.connection = connection
        self.clock = clock
        self.path = path
        self._projections = tuple(projections)
        self._changes = changes
        with plain_errors(path):
            self.device = self._device()
            self._keep_derived_tables(report)

    def _device(self) -> int:
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'device'").fetchone()
        if row is not None:
            return int(row[0])
        device = int.from_bytes(os.urandom(6))
        self.connection.execute("INSERT INTO meta VALUES ('device', ?)", (str(device),))
        return device

    def next_seq(self) -> int:
        """The number of this device's next event, as it stands in the file; to be asked inside a write block.

        Kept nowhere else: events of this very device may also come in by a merge (after a backup was restored) or
        from another process.
        """
        row = self.connection.execute("SELECT max(seq) FROM event WHERE device = ?", (self.device,)).fetchone()
        return int(row[0] or 0) + 1

    @contextmanager
    def write(self) -> Iterator[Writing]:
        """A write block; what has changed is announced once, after the commit.

        Raises:
            StorageError: when it could not be saved; nothing of the block has then happened.
        """
        writing = Writing(self, self.connection)
        with plain_errors(self.path), write_block(self.connection):
            yield writing
        self._changes.announce(writing.changed)

    def merge(self, events: Iterable[Event]) -> int:
        """Take in events of other machines, in any order and with repeats; the number that were new."""
        with self.write() as writing:
            return sum(writing.take(event) for event in events)

    def apply(self, connection: sqlite3.Connection, event: Event) -> set[str]:
        """Let the projections take an event in; the names of those that did."""
        wanting = [projection for projection in self._projections if event.kind in projection.kinds]
        for projection in wanting:
            projection.apply(connection, event)
        return {projection.name for projection in wanting}

    def retract(self, connection: sqlite3.Connection, event: Event) -> set[str]:
        """Let the projections take an undone event back; the names of those that did."""
        wanting = [projection for projection in self._projections if event.kind in projection.kinds]
        for projection in wanting:
            projection.retract(connection, event)
        return {projection.name for projection in wanting}

    def latest(self, *wanted: str, device: int | None = None) -> Event | None:
        """The newest effective event of some kinds that this device (or the one named) recorded."""
        marks = ",".join("?" * len(wanted))
        row = self.connection.execute(
            f"""SELECT {COLUMNS} FROM event WHERE device = ? AND kind IN ({marks})
                AND id NOT IN (SELECT target FROM undone) ORDER BY seq DESC LIMIT 1""",  # noqa: S608
            (self.device if device is None else device, *wanted),
        ).fetchone()
        return None if row is None else event_of(row)

    def latest_undone(self, *wanted: str) -> Event | None:
        """The event of some kinds that can count again: undone by this device, with nothing of these kinds done since.

        Of several undone in a row it is the one undone last; those that count again already are passed over.
        """
        marks = ",".join("?" * len(wanted))
        passed = 0
        for row in self.connection.execute(
            f"""SELECT {COLUMNS} FROM event WHERE device = ? AND kind IN ({marks}, ?) ORDER BY seq DESC""",  # noqa: S608
            (self.device, *wanted, kinds.UNDO),
        ):
            event = event_of(row)
            if event.kind != kinds.UNDO:
                if "again" not in event.payload:
                    return None
                passed += 1
                continue
            undone = self.event(bytes.fromhex(event.payload["event"]))
            if undone is None or undone.kind not in wanted:
                continue
            if not passed:
                return undone
            passed -= 1
        return None

    def batch_of(self, event: Event) -> list[Event]:
        """The events that were recorded at one stroke with one of this device, itself among them, the newest first."""
        batch = event.payload.get("batch")
        if batch is None:
            return [event]
        found = [event]
        for where, order in (("<", "DESC"), (">", "ASC")):
            rows = self.connection.execute(
                f"SELECT {COLUMNS} FROM event WHERE device = ? AND seq {where} ? ORDER BY seq {order}",  # noqa: S608
                (event.device, event.seq),
            )
            for row in rows:
                one = event_of(row)
                if one.payload.get("batch") != batch or one.kind == kinds.UNDO:
                    break
                found.insert(len(found) if where == "<" else 0, one)
        return found

    def event(self, identity: bytes) -> Event | None:
        """The event of that id, undone or not."""
        row = self.connection.execute(f"SELECT {COLUMNS} FROM event WHERE id = ?", (identity,)).fetchone()  # noqa: S608
        return None if row is None else event_of(row)

    def rebuild(self, report: Report = report_to_nobody) -> int:
        """Empty all derived tables and fill them again from the log; the number of events replayed.

        Args:
            report: is told again and again how far it has come; what it raises ends the rebuild, and the tables are
                then what they were.

        Raises:
            StorageError: when they could not be written; the tables are then what they were.
        """
        # Imported here: nearly every start has nothing to rebuild.
        from thaw_desktop.core.rebuild import rebuild

        with plain_errors(self.path), write_block(self.connection):
            return rebuild(self.connection, self._projections, report)

    @contextmanager
    def importing(self) -> Iterator[sqlite3.Connection]:
        """A write block for many events at once, put straight into the table; ends with `rebuild_within`.

        Raises:
            StorageError: when it could not be saved; nothing of the block has then happened.
        """
        with plain_errors(self.path), write_block(self.connection):
            yield self.connection
        self._changes.announce(projection.name for projection in self._projections)

    def rebuild_within(self, report: Report) -> int:
        """Make the derived tables anew inside a write block; see `rebuild`."""
        # Imported here: see above.
        from thaw_desktop.core.rebuild import rebuild

        return rebuild(self.connection, self._projections, report)

    def _keep_derived_tables(self, report: Report) -> None:
        versions = {projection.name: projection.version for projection in self._projections}
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'projections'").fetchone()
        if row is None or json.loads(row[0]) != versions:
            self.rebuild(report)

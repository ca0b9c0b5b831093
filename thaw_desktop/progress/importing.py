"""Taking in what Thaw wrote elsewhere with `exporting`: a set union of the events, so nothing is doubled or lost.

The file is not trusted. It is read line by line within bounds, nothing is unpacked to the disk, and an event that a
projection could not take in is left out.
"""

from __future__ import annotations

import json
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import islice
from math import isfinite
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.core import drafts
from thaw_desktop.core.attempt_clock import AttemptClock
from thaw_desktop.core.drafts import Draft
from thaw_desktop.core.errors import NewerDatabaseError, StorageError, ThawError
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.payloads import is_identity, is_sound, is_text
from thaw_desktop.notes.blurting import BlurtSession
from thaw_desktop.practice.attempt_session import AttemptSession
from thaw_desktop.practice.sitting import Sitting
from thaw_desktop.progress.exporting import DRAFTS, EVENTS, FORMAT

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.rebuild import Report

_LONGEST_LINE: Final = 8_000_000
_MOST_EVENTS: Final = 5_000_000
_MOST_BYTES: Final = 4_000_000_000
_AT_ONCE: Final = 2000
_MOST_DRAFTS: Final = 1000
_USUAL_SECONDS: Final = 45 * 60.0


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did.

    Attributes:
        new: events that were not here yet.
        known: events that were here already.
        left_out: lines that could not be taken in.
    """

    new: int
    known: int
    left_out: int


def refuse_foreign(path: Path) -> None:
    """Look whether a file is one that Thaw exported.

    Raises:
        ThawError: it is not, or cannot be read.
    """
    with _opened(path) as archive:
        _refuse_foreign(archive, path)


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """An exported file; whatever is wrong with it ends as one sentence."""
    try:
        with zipfile.ZipFile(path) as archive:
            yield archive
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise ThawError(f"{path} is no file that Thaw exported, or it is damaged", "Export it again") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be read ({error.strerror or error})", "Choose another file") from error


def import_everything(log: EventLog, path: Path, report: Report) -> Imported:
    """Take in the events of an exported file, and its unfinished texts; the derived tables are made anew.

    Args:
        log: to be added to.
        path: a file that `export_everything` wrote.
        report: hears how far the tables have come.

    Raises:
        ThawError: the file is something else, or cannot be read to its end; nothing was taken in.
    """
    with _opened(path) as archive:
        _refuse_foreign(archive, path)
        with log.importing() as connection:
            before = _count(connection)
            sound = left_out = 0
            for batch, bad in _batches(archive):
                # Also passed over: another event under the same device and number, in a folder that was copied.
                connection.executemany("INSERT OR IGNORE INTO event VALUES (?,?,?,?,?,?,?,?,?)", batch)
                sound += len(batch)
                left_out += bad
            _take_drafts(log, archive)
            new = _count(connection) - before
            if new:
                log.rebuild_within(report)
    return Imported(new, sound - new, left_out)


def _refuse_foreign(archive: zipfile.ZipFile, path: Path) -> None:
    names = archive.namelist()
    if EVENTS not in names or "format.json" not in names:
        raise ThawError(f"{path} is no file that Thaw exported", "Choose one that was made with Export")
    if archive.getinfo(EVENTS).file_size > _MOST_BYTES:
        raise ThawError(f"{path} is too large to be taken in", "Restore a backup instead")
    with archive.open("format.json") as file:
        try:
            written = json.loads(file.read(10_000))["format"]
        except (ValueError, KeyError, TypeError, RecursionError) as error:
            raise ThawError(f"{path} is no file that Thaw exported", "Choose one that was made with Export") from error
    if not isinstance(written, int) or written > FORMAT:
        raise NewerDatabaseError(
            f"{path} was written by a newer version of Thaw", "Install that version or a later one"
        )


def _lines(archive: zipfile.ZipFile, name: str) -> Iterator[dict[str, Any] | None]:
    """Each line as an object; None for one that is none. Reading ends at what goes beyond all bounds."""
    read = 0
    with archive.open(name) as file:
        while line := file.readline(_LONGEST_LINE):
            read += len(line)
            if read > _MOST_BYTES:
                raise zipfile.BadZipFile("it unpacks to more than it says")
            try:
                one = json.loads(line)
            except (ValueError, RecursionError):
                one = None
            yield one if isinstance(one, dict) else None


def _batches(archive: zipfile.ZipFile) -> Iterator[tuple[list[tuple[object, ...]], int]]:
    batch: list[tuple[object, ...]] = []
    bad = 0
    for number, one in enumerate(_lines(archive, EVENTS)):
        if number >= _MOST_EVENTS:
            raise zipfile.BadZipFile("too many events")
        row = _row(one) if one is not None else None
        if row is None:
            bad += 1
        else:
            batch.append(row)
        if len(batch) >= _AT_ONCE:
            yield batch, bad
            batch, bad = [], 0
    yield batch, bad


def _row(one: dict[str, Any]) -> tuple[object, ...] | None:
    """The row of an event, or None for one that is not sound."""
    try:
        event = Event(
            bytes.fromhex(one["id"]), one["device"], one["seq"], one["ts"], one["tz"], one["kind"], one["item"],
            one["payload"], one["schema"],
        )  # fmt: skip
        if not is_sound(event):
            return None
        payload = json.dumps(event.payload, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        payload.encode()
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    return (
        event.id, event.device, event.seq, event.ts, event.tz, event.kind, event.item, payload, event.schema,
    )  # fmt: skip


def _take_drafts(log: EventLog, archive: zipfile.ZipFile) -> None:
    if DRAFTS not in archive.namelist():
        return
    # Those that have ended, and those that are here already: what the student is writing is never replaced.
    passed_over = {
        row[0]
        for row in log.connection.execute(
            """SELECT json_extract(payload, '$.attempt') FROM event
               WHERE kind IN ('attempt.finished', 'attempt.discarded') UNION ALL SELECT id FROM draft"""
        )
    }
    for one in islice(_lines(archive, DRAFTS), _MOST_DRAFTS):
        draft = _draft(one) if one is not None else None
        if draft is not None and draft.id not in passed_over:
            passed_over.add(draft.id)
            drafts.save_draft(log.connection, draft if _goes_on(log, draft) else _begun_anew(draft))


def _draft(one: dict[str, Any]) -> Draft | None:
    """An unfinished text, or None for what is none."""
    try:
        found = Draft(one["id"], one["item"], one["text"], one["plan"], one["state"], one["saved"])
        sound = (
            is_identity(found.id)
            and all(map(is_text, (found.item, found.text, found.plan)))
            and isinstance(found.state, dict)
            and isinstance(found.saved, int)
            and 0 <= found.saved < 2**53
        )
        json.dumps(found.state, allow_nan=False)
    except (KeyError, ValueError, TypeError, RecursionError):
        return None
    return found if sound else None


def _goes_on(log: EventLog, draft: Draft) -> bool:
    """Whether the writing can be gone on with as it was left."""
    try:
        if draft.purpose == "blurt":
            BlurtSession(log, draft)
            return True
        attempt = Sitting(log, [draft]).session if draft.state.get("sitting") else AttemptSession(log, draft, "")
        attempt.look()
        return all(isfinite(number) for number in (attempt.remaining(), attempt.rest_left(), attempt.spent()))
    except (KeyError, ValueError, TypeError, AttributeError, IndexError, OverflowError):
        return False


def _begun_anew(draft: Draft) -> Draft:
    """The same words, with a clock that has used nothing: a text is not lost for what stood beside it."""
    state: dict[str, Any] = {"clock": AttemptClock(_USUAL_SECONDS).kept(0)}
    return replace(draft, state={**state, "purpose": "blurt"} if draft.purpose == "blurt" else state)


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])

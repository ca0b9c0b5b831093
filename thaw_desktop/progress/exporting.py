"""Everything that a student made, in one file that needs no Thaw to be read: JSON Lines, texts, tables."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import zipfile
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop import __version__
from thaw_desktop.content.library import Library
from thaw_desktop.core import kinds
from thaw_desktop.core.database import connect, plain_errors
from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.event_log import COLUMNS
from thaw_desktop.core.ids import split_item
from thaw_desktop.practice.own_question import OwnQuestion

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from thaw_desktop.core.paths import Paths

EVENTS: Final = "events.jsonl"
DRAFTS: Final = "drafts.jsonl"
FORMAT: Final = 1
"""The number in `format.json`; a file with a greater one is left to a newer Thaw."""

_README: Final = """This is everything you made in Thaw {version}, written on {day}.

events.jsonl   one line for each thing you did, in the order in which you did it: answers, readings, marks, texts.
               "ts" is in milliseconds since 1970 UTC, "tz" the minutes your clock was ahead of UTC.
drafts.jsonl   essays and blurts that are not finished.
essays/        every finished essay as text.
pages/         your own pages of notes, as Markdown.
tables/        the same as tables for any spreadsheet: answers, cards, days, sections, essays.
settings.json  how you like the window.

To take it over into Thaw on another computer: Your data, Import; or thaw-desktop import FILE. Nothing is doubled
when it is imported twice. The packs themselves are not in it.
"""
_NOT_IN_NAMES: Final = re.compile(r"[^\w \-]+")


def export_everything(paths: Paths, target: Path, now: datetime) -> int:
    """Write everything into one zip; the number of events in it. The window may be open meanwhile.

    Args:
        paths: whose data.
        target: the file to be made or replaced.
        now: the day that stands in the file.

    Raises:
        StorageError: it cannot be written; what stood there before still stands there.
        DamagedDatabaseError: the data cannot be read to its end.
    """
    temporary = target.with_name(f".{target.name}.{os.getpid()}.new")
    try:
        with (
            plain_errors(paths.progress_database),
            closing(connect(paths.progress_database, read_only=True)) as progress,
            closing(connect(paths.library_database, read_only=True)) as library,
        ):
            progress.execute("BEGIN")  # one moment, whatever is done meanwhile
            with temporary.open("xb") as file:
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                    count = _Export(archive, progress, Library(library)).write(now)
                    with suppress(FileNotFoundError):
                        archive.write(paths.settings_file, "settings.json")
                file.flush()
                os.fsync(file.fileno())
        temporary.replace(target)
    except OSError as error:
        raise StorageError(
            f"{target} cannot be written ({error.strerror or error})", "Choose another folder, or free some space"
        ) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    return count


class _Export:
    def __init__(self, archive: zipfile.ZipFile, progress: sqlite3.Connection, library: Library) -> None:
        self._archive = archive
        self._progress = progress
        self._library = library
        self._names: set[str] = set()

    def write(self, now: datetime) -> int:
        self._archive.writestr("README.txt", _README.format(version=__version__, day=f"{now:%d %B %Y}"))
        self._archive.writestr("format.json", json.dumps({"format": FORMAT, "made by": f"Thaw {__version__}"}))
        count = self._lines(EVENTS, COLUMNS, f"SELECT {COLUMNS} FROM event ORDER BY ts, device, seq")  # noqa: S608
        columns = "id, item, text, plan, state, saved"
        self._lines(DRAFTS, columns, f"SELECT {columns} FROM draft ORDER BY id")  # noqa: S608
        self._essays()
        self._pages()
        self._tables()
        return count

    def _lines(self, name: str, columns: str, query: str) -> int:
        count = 0
        with self._archive.open(name, "w", force_zip64=True) as file:
            for row in self._progress.execute(query):
                one: dict[str, Any] = dict(zip(columns.split(", "), row, strict=True))
                one["id"] = one["id"].hex() if isinstance(one["id"], bytes) else one["id"]
                for document in ("payload", "state"):
                    if document in one:
                        one[document] = json.loads(one[document])
                file.write(json.dumps(one, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
                count += 1
        return count

    def _essays(self) -> None:
        rows = self._progress.execute(
            """SELECT a.item, a.own, a.started, e.tz, a.words, a.elapsed, a.made, a.possible, a.level, e.payload
               FROM attempt a JOIN event e ON e.id = a.finished_event ORDER BY a.started"""
        )
        for item, own, started, tz, words, elapsed, made, possible, level, payload in rows:
            written = json.loads(payload)
            moment = _local(started, tz)
            title = self._question(item, own)
            marks = (
                f"\n{made} of {possible} marks by your own marking{f', {level}' if level else ''}" if possible else ""
            )
            plan = f"\n\nPlan\n\n{written['plan']}" if written["plan"] else ""
            asked = OwnQuestion.of(json.loads(own)).text if own else title
            head = f"{asked}\n{moment:%d %B %Y, %H:%M}; {words} words in {round(elapsed / 60)} minutes{marks}"
            self._text("essays", f"{moment:%Y-%m-%d %H%M} {title}", "txt", f"{head}\n\n\n{written['text']}{plan}\n")

    def _pages(self) -> None:
        rows = self._progress.execute("SELECT payload FROM own_note WHERE kind = 'page' AND gone = 0 ORDER BY created")
        for (payload,) in rows.fetchall():
            page = json.loads(payload)
            self._text("pages", page["title"], "md", f"# {page['title']}\n\n{page['text']}\n")

    def _text(self, folder: str, title: str, ending: str, text: str) -> None:
        """Write one text under a name that every system takes and no other text has."""
        name = " ".join(_NOT_IN_NAMES.sub(" ", title).split())[:80].strip() or "untitled"
        path, number = f"{folder}/{name}.{ending}", 1
        while path.casefold() in self._names:
            number += 1
            path = f"{folder}/{name} {number}.{ending}"
        self._names.add(path.casefold())
        self._archive.writestr(path, text)

    def _question(self, item: str, own: str) -> str:
        if own:
            return OwnQuestion.of(json.loads(own)).title
        question = self._library.question(*split_item(item))
        return question.title if question is not None else split_item(item)[1]

    def _tables(self) -> None:
        execute = self._progress.execute
        answers = execute(
            """SELECT ts, tz, item, payload FROM event WHERE kind = ? AND id NOT IN (SELECT target FROM undone)
               ORDER BY ts, device, seq""",
            (kinds.CARD_REVIEW,),
        )
        ratings = ("", "again", "hard", "good", "easy")
        self._table(
            "answers",
            ("date", "time", "pack", "card", "section", "answer", "seconds"),
            (
                (*_moment(ts, tz), *split_item(item), one["section"], ratings[one["rating"]], one["ms"] / 1000)
                for ts, tz, item, one in ((row[0], row[1], row[2], json.loads(row[3])) for row in answers)
            ),
        )
        self._table(
            "cards",
            ("pack", "card", "front", "answers", "lapses", "stability in days", "difficulty", "last answered", "due"),
            self._cards(),
        )
        self._table(
            "days",
            ("date", "pack", "cards", "recalled", "card minutes", "sections", "reading minutes", "essays",
             "writing minutes", "words"),
            (
                (_day(row[0]), *row[1:4], round(row[4] / 60_000, 1), row[5], round(row[6] / 60, 1), row[7],
                 round(row[8] / 60, 1), row[9])
                for row in execute(
                    """SELECT day, pack, reviews, recalled, review_ms, sections, reading_s, essays, writing_s, words
                       FROM day_total ORDER BY day, pack"""
                )
            ),
        )  # fmt: skip
        sections = execute("SELECT item, reads, seconds, confidence FROM section_state ORDER BY item")
        self._table(
            "sections",
            ("pack", "section", "times read", "minutes", "confidence"),
            ((*split_item(row[0]), row[1], round(row[2] / 60, 1), row[3]) for row in sections),
        )
        essays = execute(
            """SELECT a.started, a.item, a.stage, a.elapsed, a.words, a.made, a.possible, a.level, a.own,
                      coalesce(e.tz, (SELECT tz FROM event ORDER BY ts DESC LIMIT 1))
               FROM attempt a LEFT JOIN event e ON e.id = a.finished_event ORDER BY a.started"""
        )
        self._table(
            "essays",
            ("date", "pack", "question", "title", "state", "minutes", "words", "marks", "of", "level"),
            (
                (
                    _moment(row[0], row[9])[0],
                    *split_item(row[1]),
                    self._question(row[1], row[8]),
                    row[2],
                    round(row[3] / 60, 1),
                    *row[4:8],
                )
                for row in essays.fetchall()
            ),
        )  # fmt: skip

    def _cards(self) -> Iterable[tuple[object, ...]]:
        fronts: dict[tuple[str, str], str] = {
            (pack.id, card.id): card.front_text
            for pack in self._library.packs()
            for card in self._library.cards(pack.id)
        }
        for item, reps, lapses, stability, difficulty, last, due in self._progress.execute(
            "SELECT item, reps, lapses, stability, difficulty, last_day, due_day FROM card_state ORDER BY item"
        ):
            pack, card = split_item(item)
            front = fronts.get((pack, card), "")
            yield pack, card, front, reps, lapses, round(stability, 2), round(difficulty, 2), _day(last), _day(due)

    def _table(self, name: str, head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        # The byte order mark tells spreadsheets that it is UTF-8.
        with (
            self._archive.open(f"tables/{name}.csv", "w", force_zip64=True) as raw,
            io.TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file,
        ):
            writer = csv.writer(file)
            writer.writerow(head)
            writer.writerows([_harmless(value) for value in row] for row in rows)


def _harmless(value: object) -> object:
    """Text that a spreadsheet would take for a formula, made plain text."""
    return f"'{value}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else value


def _local(ts: int, tz: int) -> datetime:
    return datetime.fromtimestamp(ts / 1000, UTC).replace(tzinfo=None) + timedelta(minutes=tz)


def _moment(ts: int, tz: int) -> tuple[str, str]:
    local = _local(ts, tz)
    return f"{local:%Y-%m-%d}", f"{local:%H:%M:%S}"


def _day(number: int) -> str:
    return date.fromordinal(number).isoformat() if number > 0 else ""

"""The progress feature's SQL over `progress.db`."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from datetime import datetime
from typing import TYPE_CHECKING

from thaw_desktop.core.clock import study_day

if TYPE_CHECKING:
    import sqlite3
    from datetime import date, tzinfo


@dataclass(frozen=True, slots=True)
class DayTotal:
    """What was done on one study day.

    Attributes:
        day: the study day's number (`date.toordinal`).
        reviews: cards answered.
        recalled: of these, not rated "again".
        review_ms: time spent answering, in milliseconds.
        sections: sections read.
        reading_s: time spent reading them, in seconds.
        essays: attempts finished.
        writing_s: time spent writing them, in seconds.
        words: written in them.
    """

    day: int
    reviews: int = 0
    recalled: int = 0
    review_ms: int = 0
    sections: int = 0
    reading_s: int = 0
    essays: int = 0
    writing_s: int = 0
    words: int = 0

    @property
    def minutes(self) -> float:
        """All study of the day, in minutes."""
        return self.review_ms / 60_000 + (self.reading_s + self.writing_s) / 60


_DAY = "day, reviews, recalled, review_ms, sections, reading_s, essays, writing_s, words"


def day_totals(connection: sqlite3.Connection, pack: str, first: int, last: int) -> dict[int, DayTotal]:
    """The study days from `first` to `last` on which something was done, by day number."""
    rows = connection.execute(
        f"SELECT {_DAY} FROM day_total WHERE pack = ? AND day BETWEEN ? AND ?",  # noqa: S608
        (pack, first, last),
    )
    return {row[0]: DayTotal(*row) for row in rows}


def all_days(connection: sqlite3.Connection, first: int, last: int) -> dict[int, DayTotal]:
    """The study days on which something was done in any pack, by day number, all packs added up."""
    rows = connection.execute(
        """SELECT day, sum(reviews), sum(recalled), sum(review_ms), sum(sections), sum(reading_s), sum(essays),
             sum(writing_s), sum(words) FROM day_total WHERE day BETWEEN ? AND ? GROUP BY day""",
        (first, last),
    )
    return {row[0]: DayTotal(*row) for row in rows}


def first_day(connection: sqlite3.Connection, pack: str) -> int:
    """The number of the first study day on which something was done in a pack; 0 for none."""
    row = connection.execute("SELECT min(day) FROM day_total WHERE pack = ?", (pack,)).fetchone()
    return int(row[0] or 0)


def day_of(moment: int, zone: tzinfo | None) -> date:
    """The study day of a moment (milliseconds since 1970 UTC) in a time zone."""
    return study_day(datetime.fromtimestamp(moment / 1000, zone))


def total(connection: sqlite3.Connection, pack: str) -> DayTotal:
    """All days of a pack added up; `day` is the number of days on which something was done."""
    row = connection.execute(
        """SELECT count(*), coalesce(sum(reviews), 0), coalesce(sum(recalled), 0), coalesce(sum(review_ms), 0),
             coalesce(sum(sections), 0), coalesce(sum(reading_s), 0), coalesce(sum(essays), 0),
             coalesce(sum(writing_s), 0), coalesce(sum(words), 0) FROM day_total WHERE pack = ?""",
        (pack,),
    ).fetchone()
    return DayTotal(*row)


def topic_reviews(connection: sqlite3.Connection, pack: str) -> dict[str, tuple[int, int]]:
    """Answers given and answers recalled, by section id."""
    rows = connection.execute(
        """SELECT section, sum(again + hard + good + easy) AS answers, sum(hard + good + easy) FROM topic_day
           WHERE pack = ? GROUP BY section HAVING answers > 0""",
        (pack,),
    )
    return {section: (reviews, recalled) for section, reviews, recalled in rows}


@dataclass(frozen=True, slots=True)
class Scope:
    """What is looked at: some packs, perhaps only some of their sections, over a span of study days.

    Attributes:
        packs: their ids.
        sections: ids of sections with their subsections; empty for whole packs.
        first: the first study day's number (`date.toordinal`).
        last: the last one's.
    """

    packs: tuple[str, ...]
    sections: tuple[str, ...]
    first: int
    last: int

    def condition(self) -> tuple[str, tuple[str | int, ...]]:
        """The rows of a table by pack, day and section that lie in it, as SQL and its values."""
        where = "pack IN (SELECT value FROM json_each(?)) AND day BETWEEN ? AND ?"
        values: tuple[str | int, ...] = (json.dumps(self.packs), self.first, self.last)
        if self.sections:
            where += " AND section IN (SELECT value FROM json_each(?))"
            return where, (*values, json.dumps(self.sections))
        return where, values


@dataclass(frozen=True, slots=True)
class Done:
    """What was done in a scope, on one day of it or in one section.

    Attributes:
        again: cards answered "again".
        hard: answered "hard".
        good: answered "good".
        easy: answered "easy".
        review_ms: time spent answering, in milliseconds.
        readings: sections and subsections read.
        reading_s: time spent reading them, in seconds.
        essays: attempts finished.
        writing_s: time spent writing them, in seconds.
        words: written in them.
    """

    again: int = 0
    hard: int = 0
    good: int = 0
    easy: int = 0
    review_ms: int = 0
    readings: int = 0
    reading_s: int = 0
    essays: int = 0
    writing_s: int = 0
    words: int = 0

    def __add__(self, other: Done) -> Done:
        return Done(*(getattr(self, one.name) + getattr(other, one.name) for one in fields(Done)))

    @property
    def answers(self) -> int:
        """Cards answered."""
        return self.again + self.hard + self.good + self.easy

    @property
    def recalled(self) -> int:
        """Of these, not rated "again"."""
        return self.answers - self.again

    @property
    def minutes(self) -> float:
        """All study, in minutes."""
        return self.review_ms / 60_000 + (self.reading_s + self.writing_s) / 60


_DONE = ", ".join(f"sum({field.name})" for field in fields(Done))


def done_by_day(connection: sqlite3.Connection, scope: Scope) -> dict[int, Done]:
    """What was done on each study day of a scope; days on which nothing was are left out."""
    where, values = scope.condition()
    rows = connection.execute(f"SELECT day, {_DONE} FROM topic_day WHERE {where} GROUP BY day", values)  # noqa: S608
    return {row[0]: Done(*row[1:]) for row in rows}


def done_by_section(connection: sqlite3.Connection, scope: Scope) -> dict[tuple[str, str], Done]:
    """What was done in each section of a scope, by pack and section id."""
    where, values = scope.condition()
    rows = connection.execute(
        f"SELECT pack, section, {_DONE} FROM topic_day WHERE {where} GROUP BY pack, section",  # noqa: S608
        values,
    )
    return {(row[0], row[1]): Done(*row[2:]) for row in rows}


def answers_by_hour(connection: sqlite3.Connection, scope: Scope) -> dict[int, tuple[int, int]]:
    """Answers given and answers recalled, by the hour of the student's day, 0 to 23."""
    where, values = scope.condition()
    rows = connection.execute(
        f"SELECT hour, sum(reviews), sum(recalled) FROM topic_hour WHERE {where} GROUP BY hour",  # noqa: S608
        values,
    )
    return {hour: (reviews, recalled) for hour, reviews, recalled in rows}

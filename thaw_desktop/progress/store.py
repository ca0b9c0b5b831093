"""The progress feature's SQL over `progress.db`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3


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
    rows = connection.execute("SELECT section, reviews, recalled FROM topic_total WHERE pack = ?", (pack,))
    return {section: (reviews, recalled) for section, reviews, recalled in rows}

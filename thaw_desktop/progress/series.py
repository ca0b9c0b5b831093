"""What the plots show: the same history cut into stretches of days, into hours, into topics."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.clock import study_day
from thaw_desktop.core.ids import split_item
from thaw_desktop.flashcards import recall_check
from thaw_desktop.progress import store
from thaw_desktop.progress.store import Done, Scope
from thaw_desktop.progress.topics import Check, by_topic, checked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.practice.writing import TimedWriting

_DAYS_UP_TO = 31
_WEEKS_UP_TO = 200
"""From so many days on a stretch is a week, or a month."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some days in a row, taken together.

    Attributes:
        first: the first study day's number.
        last: the last one's.
        done: what was done in them.
    """

    first: int
    last: int
    done: Done


def stretches(first: int, last: int) -> list[tuple[int, int]]:
    """A span cut into days, into weeks that begin on Monday, or into months, so that some thirty are the most."""
    days = last - first + 1
    if days <= _DAYS_UP_TO:
        return [(day, day) for day in range(first, last + 1)]
    if days <= _WEEKS_UP_TO:
        starts = [first, *(day for day in range(first + 1, last + 1) if date.fromordinal(day).weekday() == 0)]
    else:
        starts = [first, *(day for day in range(first + 1, last + 1) if date.fromordinal(day).day == 1)]
    return [(start, following - 1) for start, following in pairwise([*starts, last + 1])]


class History:
    """Answers the questions of the plots."""

    def __init__(self, log: EventLog, library: Library, writing: TimedWriting) -> None:
        self._log = log
        self._library = library
        self._writing = writing

    def scope(self, packs: Sequence[str], topic: str, days: int) -> Scope:
        """The last so many days of some packs, or of one topic of the first of them.

        Args:
            packs: their ids.
            topic: a section's id; it stands for its subsections too. Empty for whole packs.
            days: how many; 0 for all since the first.
        """
        today = study_day(self._log.clock.now()).toordinal()
        first = today - days + 1 if days else min(today, self._first_day(packs))
        sections: tuple[str, ...] = ()
        if topic:
            parts = next((parts for parts in by_topic(self._library.outline(packs[0])) if parts[0].id == topic), [])
            sections = tuple(part.id for part in parts)
        return Scope(tuple(packs), sections, first, today)

    def _first_day(self, packs: Sequence[str]) -> int:
        found = [first for pack in packs if (first := store.first_day(self._log.connection, pack))]
        return min(found, default=study_day(self._log.clock.now()).toordinal())

    def done(self, scope: Scope) -> list[Stretch]:
        """What was done in each stretch of a scope."""
        by_day = store.done_by_day(self._log.connection, scope)
        return [
            Stretch(first, last, sum((by_day[day] for day in range(first, last + 1) if day in by_day), Done()))
            for first, last in stretches(scope.first, scope.last)
        ]

    def checks(self, scope: Scope) -> list[tuple[int, int, Check]]:
        """Expected and actual recall in each stretch (its first and last day) in which a memory was tested."""
        by_day = recall_check.by_day(self._log.connection, *scope.condition())
        found = []
        for first, last in stretches(scope.first, scope.last):
            check = sum((Check(*by_day[day]) for day in range(first, last + 1) if day in by_day), Check())
            if check.answers:
                found.append((first, last, check))
        return found

    def hours(self, scope: Scope) -> dict[int, tuple[int, int]]:
        """Answers given and answers recalled, by the hour of the student's day, 0 to 23."""
        return store.answers_by_hour(self._log.connection, scope)

    def by_topic(self, scope: Scope) -> list[tuple[str, Done]]:
        """Title and what was done, topic by topic; what belongs to none comes last without a title."""
        found = store.done_by_section(self._log.connection, scope)
        rows: list[tuple[str, Done]] = []
        for pack in scope.packs:
            for parts in by_topic(self._library.outline(pack)):
                keys = [(pack, part.id) for part in parts]
                rows.append((parts[0].title, sum((found.pop(key) for key in keys if key in found), Done())))
        return [*rows, ("", sum(found.values(), Done()))]

    def essays(self, scope: Scope) -> list[tuple[date, str, Attempt]]:
        """The finished essays of a scope with their day and the title of their question, oldest first."""
        zone = self._log.clock.now().tzinfo
        found = []
        for pack in scope.packs:
            asked = {question.id: question for question in self._library.questions(pack)}
            for attempt in self._writing.attempts(pack):
                question = asked.get(split_item(attempt.item)[1])
                day = store.day_of(attempt.started, zone)
                section = next(iter(question.sections), "") if question is not None else ""
                inside = scope.first <= day.toordinal() <= scope.last
                if attempt.stage == "writing" or not inside or (scope.sections and section not in scope.sections):
                    continue
                title = attempt.own_title or (question.title if question is not None else "")
                found.append((day, title, attempt))
        return sorted(found, key=lambda one: one[2].started)

    def figures(self, scope: Scope) -> dict[str, Any]:
        """What the plots of a scope show, as plain values, for scripts: days in ISO form, times in minutes."""
        done = self.done(scope)
        whole = sum((one.done for one in done), Done())
        return {
            "first": _iso(scope.first),
            "last": _iso(scope.last),
            "answers": {"again": whole.again, "hard": whole.hard, "good": whole.good, "easy": whole.easy},
            "stretches": [
                {"first": _iso(one.first), "last": _iso(one.last), "answers": one.done.answers, **_minutes(one.done)}
                for one in done
            ],
            "retention": [
                {"first": _iso(first), "last": _iso(last), **checked(check)}
                for first, last, check in self.checks(scope)
            ],
            "hours": [
                {"hour": hour, "answers": answers, "recalled": recalled}
                for hour, (answers, recalled) in sorted(self.hours(scope).items())
            ],
            "topics": [
                {"title": title, **_minutes(spent)} for title, spent in self.by_topic(scope) if title or spent.minutes
            ],
            "essays": [
                {
                    "date": day.isoformat(),
                    "question": title,
                    "words": attempt.words,
                    "minutes": round(attempt.elapsed / 60, 1),
                    "made": attempt.made,
                    "possible": attempt.possible,
                }
                for day, title, attempt in self.essays(scope)
            ],
        }


def _iso(day: int) -> str:
    return date.fromordinal(day).isoformat()


def _minutes(done: Done) -> dict[str, float]:
    return {
        "cards": round(done.review_ms / 60_000, 1),
        "reading": round(done.reading_s / 60, 1),
        "writing": round(done.writing_s / 60, 1),
    }

"""What a student has decided about a pack as a whole: how surely to keep it, the exam, the minutes a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.core import kinds, latest
from thaw_desktop.core.ids import item_id
from thaw_desktop.flashcards.balance import DESIRED_RETENTION, RETENTIONS

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

    from thaw_desktop.core.event_log import EventLog

TABLE: Final = "study_plan"
MINUTES: Final = (5, 480)
"""The least and the greatest number of minutes a day."""
USUAL_MINUTES: Final = 20
_ITEM: Final = "plan"


@dataclass(frozen=True, slots=True)
class StudyPlan:
    """A student's plan for one pack.

    Attributes:
        retention: the desired one: the probability of recall at which a card comes again.
        exam: the day of the exam; None when none is planned.
        minutes: for the flashcards of this pack on a day; 0 when nothing was said.
        since: the study day on which the exam was entered, as a day number (`date.toordinal`); 0 without one.
    """

    retention: float = DESIRED_RETENTION
    exam: date | None = None
    minutes: int = 0
    since: int = 0

    def payload(self) -> dict[str, Any]:
        """As the log keeps it."""
        return {
            "retention": self.retention,
            "exam": self.exam.isoformat() if self.exam is not None else "",
            "minutes": self.minutes,
            "since": self.since,
        }


def plan_of(connection: sqlite3.Connection, pack: str) -> StudyPlan:
    """The plan for a pack; the usual one when nothing was decided."""
    kept = latest.kept_one(connection, TABLE, item_id(pack, _ITEM))
    return _plan(kept.payload) if kept is not None else StudyPlan()


def save_plan(log: EventLog, pack: str, plan: StudyPlan) -> None:
    """Record a plan; out of range, its figures are brought to the nearest that is allowed.

    Raises:
        StorageError: it could not be saved.
    """
    with log.write() as writing:
        writing.append(kinds.PLAN_SET, item_id(pack, _ITEM), _plan(plan.payload()).payload())


def _plan(payload: Mapping[str, Any]) -> StudyPlan:
    """A plan from the log, where another version may have written what this one does not allow."""
    try:
        exam = date.fromisoformat(str(payload.get("exam", "")))
    except ValueError:
        exam = None
    retention = float(payload.get("retention", DESIRED_RETENTION))
    minutes = int(payload.get("minutes", 0))
    return StudyPlan(
        round(min(RETENTIONS[1], max(RETENTIONS[0], retention)), 2),
        exam,
        min(MINUTES[1], max(MINUTES[0], minutes)) if minutes else 0,
        int(payload.get("since", 0)) if exam is not None else 0,
    )

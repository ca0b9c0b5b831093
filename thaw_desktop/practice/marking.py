"""Marking one's own essay: which points it made, with the sentence that shows it, beside a model answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import effective_events
from thaw_desktop.core.ids import split_item
from thaw_desktop.practice import store

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.content.coverage import PointCoverage
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import Question
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.conditions import Conditions, Interruption
    from thaw_desktop.practice.formatting import Formatting
    from thaw_desktop.practice.pace import Pace
    from thaw_desktop.practice.store import Attempt


@dataclass(frozen=True, slots=True)
class FinishedAttempt:
    """A finished attempt with all that is needed to mark it.

    Attributes:
        attempt: its row.
        question: what was asked; None when the pack no longer has the question.
        text: the essay.
        plan: the plan pad.
        formatting: how the essay is formatted.
        overtime_at: position in the text at which the time ran out, or None.
        coverage: for each mark point whether it was found in the text, and where.
        made: the student's own ticks; None until marked.
        conditions: what was allowed; None for attempts of earlier versions.
        reading: seconds used to read before writing.
        record: what came between, the oldest first.
        paper: ids of the answers of the paper that it is one of, in their order; empty when it is none.
    """

    attempt: Attempt
    question: Question | None
    text: str
    plan: str
    formatting: Formatting
    overtime_at: int | None
    coverage: tuple[PointCoverage, ...]
    made: Mapping[str, bool] | None
    conditions: Conditions | None = None
    reading: float = 0.0
    record: tuple[Interruption, ...] = ()
    paper: tuple[str, ...] = ()


class Marking:
    """The use case after the bell. The machine finds, the student judges: there is never a mark by machine."""

    def __init__(self, log: EventLog, library: Library) -> None:
        self._log = log
        self._library = library

    def finished(self, attempt_id: str) -> FinishedAttempt | None:
        """A finished attempt, its text held against the question's mark points; None when there is no such attempt."""
        attempt = store.attempt(self._log.connection, attempt_id)
        if attempt is None or attempt.finished_event is None:
            return None
        event = self._log.event(attempt.finished_event)
        if event is None:
            return None
        # Imported here: stems, near-spellings and the rest are needed only after an essay.
        from thaw_desktop.content.coverage import check
        from thaw_desktop.practice.conditions import Conditions, Interruption
        from thaw_desktop.practice.formatting import Formatting

        question = self._library.question(*split_item(attempt.item))
        own = attempt.own_question
        if question is None and own is not None:
            question = own.as_question()
        text = str(event.payload["text"])
        marked = self._log.event(attempt.marked_event) if attempt.marked_event is not None else None
        return FinishedAttempt(
            attempt=attempt,
            question=question,
            text=text,
            plan=str(event.payload["plan"]),
            formatting=Formatting.from_json(event.payload.get("formatting"), text),
            overtime_at=event.payload["overtime_at"],
            coverage=tuple(check(text, question.points)) if question is not None else (),
            made=dict(marked.payload["points"]) if marked is not None else None,
            conditions=Conditions.of(event.payload["conditions"]) if event.payload.get("conditions") else None,
            reading=float(event.payload.get("reading", 0)),
            record=tuple(Interruption.of(one) for one in event.payload.get("record", ())),
            paper=tuple(one.id for one in store.of_sitting(self._log.connection, attempt.sitting)),
        )

    def pace(self, finished: FinishedAttempt) -> Pace:
        """How the essay grew, from the snapshots in the log."""
        # Imported here: see above.
        from thaw_desktop.practice.pace import Snapshot, pace

        events = effective_events(self._log.connection, finished.attempt.item, {kinds.ATTEMPT_SNAPSHOT})
        snapshots = [
            Snapshot(float(event.payload["elapsed"]), str(event.payload["text"]))
            for event in events
            if event.payload["attempt"] == finished.attempt.id
        ]
        return pace(snapshots, finished.text, finished.attempt.elapsed, finished.attempt.budget)

    def mark(self, finished: FinishedAttempt, made: Mapping[str, bool], level: str) -> list[str]:
        """Record the student's own marking; the ids of the points missed, whose cards now come tomorrow.

        Marking again replaces the earlier marks, and a card woken by them sleeps again unless it is missed once more.

        Args:
            finished: the attempt.
            made: for each mark point whether the student says it was made; points left out count as missed.
            level: the student's own level, or empty.

        Raises:
            StorageError: when it could not be saved.
        """
        points = finished.question.points if finished.question is not None else ()
        payload = {
            "attempt": finished.attempt.id,
            "points": {point.id: bool(made.get(point.id)) for point in points},
            "marks": {point.id: point.marks for point in points},
            "level": level,
            "section": next(iter(finished.question.sections), "") if finished.question is not None else "",
        }
        with self._log.write() as writing:
            # Asked of the table, because `finished` may have been read before the first marking.
            before = store.attempt(writing.connection, finished.attempt.id)
            if before is not None and before.marked_event is not None:
                earlier = self._log.event(before.marked_event)
                if earlier is not None:
                    writing.undo(earlier)
            writing.append(kinds.ATTEMPT_MARKED, finished.attempt.item, payload)
        return [point.id for point in points if not made.get(point.id)]

"""Timed writing: beginning an attempt, going on with one, and those there are."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thaw_desktop.core import drafts, kinds
from thaw_desktop.core.attempt_clock import Moment
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.core.ids import item_id
from thaw_desktop.practice import store

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from thaw_desktop.content.model import Problem
    from thaw_desktop.content.presets import Paper
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.practice.conditions import Conditions
    from thaw_desktop.practice.own_question import OwnQuestion
    from thaw_desktop.practice.store import Attempt


@dataclass(frozen=True, slots=True)
class Answer:
    """What an attempt answers.

    Attributes:
        item: the question, `pack/id`.
        section: the notes section that the question belongs to, or empty.
        minutes: suggested for it in a paper, before any extra time.
        own: the question itself, when it is the student's own.
    """

    item: str
    section: str = ""
    minutes: float = 0
    own: OwnQuestion | None = None


class TimedWriting:
    """The use case of the Practice tab, up to the end of writing."""

    def __init__(self, log: EventLog, presets: Sequence[Path] = ()) -> None:
        """Write into a log; `presets` are the folders of exam papers, of which a later one goes before an earlier."""
        self._log = log
        self._presets = presets

    def papers(self) -> tuple[list[Paper], list[Problem]]:
        """The exam papers there are, and what is wrong with the files of others."""
        # Imported here: most essays answer one question, and reading the presets needs the parsers.
        from thaw_desktop.content.presets import read_folders

        return read_folders(self._presets)

    def start(self, pack: str, question: str, time: float | Conditions, section: str) -> AttemptSession:
        """Begin an attempt; it is saved before the first key is pressed. The clock stands until it is started.

        Args:
            pack: the pack's id.
            question: the question's id.
            time: what is allowed; a number is so many minutes in practice.
            section: the notes section that the question belongs to, or empty.

        Raises:
            StorageError: when it could not be saved; there is then no attempt.
            ValueError: when that is no time at all.
        """
        return self._start([Answer(item_id(pack, question), section)], time, "")

    def start_own(self, pack: str, own: OwnQuestion, time: float | Conditions) -> AttemptSession:
        """Begin an attempt at a question of the student's own; as `start`."""
        return self._start([Answer(item_id(pack, own.id), own=own)], time, "")

    def start_paper(self, title: str, answers: Sequence[Answer], time: float | Conditions) -> AttemptSession:
        """Begin a whole paper, all answers of which are on one clock; the session of its first answer.

        Args:
            title: of the paper.
            answers: what is answered, at least one.
            time: what is allowed for all of them; a number is so many minutes in practice.

        Raises:
            StorageError: when it could not be saved; there is then no attempt.
            ValueError: when that is no time at all, or nothing is answered.
        """
        if not answers:
            raise ValueError("a paper needs an answer")
        return self._start(answers, time, title)

    def _start(self, answers: Sequence[Answer], time: float | Conditions, title: str) -> AttemptSession:
        # Imported here, as below: Thaw opens without what writes an essay.
        from thaw_desktop.practice.attempt_session import AttemptSession
        from thaw_desktop.practice.attempt_time import AttemptTime
        from thaw_desktop.practice.conditions import Conditions
        from thaw_desktop.practice.sitting import Sitting, new_sitting

        conditions = time if isinstance(time, Conditions) else Conditions(time)
        kept = AttemptTime(conditions).kept(Moment.now(self._log.clock))
        share = conditions.budget / (conditions.minutes * 60)
        seconds = [answer.minutes * 60 * share for answer in answers]
        places = new_sitting(title, len(answers), seconds) if title else [{}]
        made = []
        with self._log.write() as writing:
            for answer, place in zip(answers, places, strict=True):
                identity = os.urandom(16).hex()
                payload: dict[str, Any] = {
                    "attempt": identity,
                    "budget": place.get("seconds") or conditions.budget,
                    "section": answer.section,
                    "conditions": conditions.kept(),
                }
                state: dict[str, Any] = {**kept, "cursor": 0, "overtime_at": None, "section": answer.section}
                if answer.own is not None:
                    state["own"] = payload["own"] = answer.own.kept()
                if place:
                    payload["sitting"] = place
                    state["sitting"] = {**place, "turn": 0 if place["place"] == 0 else -1, "spent": 0.0}
                made.append(drafts.Draft(identity, answer.item, "", "", state, milliseconds(self._log.clock.now())))
                writing.append(kinds.ATTEMPT_STARTED, answer.item, payload)
                drafts.save_draft(writing.connection, made[-1])
        return Sitting(self._log, made).session if title else AttemptSession(self._log, made[0], answers[0].section)

    def unfinished(self) -> Draft | None:
        """The attempt that was being written when Thaw was closed or killed; None when there is none.

        Of a paper the answer that was on the page.
        """
        latest = next(iter(drafts.drafts(self._log.connection, "essay")), None)
        if latest is None:
            return None
        from thaw_desktop.practice.sitting import turn_of

        return max(self._together(latest), key=turn_of)

    def _together(self, draft: Draft) -> list[Draft]:
        """The drafts of all answers of the paper that a draft belongs to, or the draft alone."""
        paper = (draft.state.get("sitting") or {}).get("id")
        if paper is None:
            return [draft]
        found = drafts.drafts(self._log.connection, "essay")
        return [one for one in found if (one.state.get("sitting") or {}).get("id") == paper]

    def draft(self, attempt: str) -> Draft | None:
        """The working text of one attempt; None when it is finished, discarded or unknown."""
        return drafts.draft(self._log.connection, attempt)

    def resume(self, draft: Draft) -> AttemptSession:
        """Go on with an unfinished attempt, from the last save; the clock stands until it is started.

        With a draft of a paper, the answer that was on the page.
        """
        from thaw_desktop.practice.attempt_session import AttemptSession
        from thaw_desktop.practice.sitting import Sitting

        if draft.state.get("sitting"):
            return Sitting(self._log, self._together(draft)).session
        return AttemptSession(self._log, draft, str(draft.state.get("section", "")))

    def attempts(self, pack: str) -> list[Attempt]:
        """The attempts at a pack's questions that were not discarded, newest first."""
        return store.attempts(self._log.connection, pack)

    def modes(self, pack: str) -> dict[str, str]:
        """Under which conditions each attempt at a pack's questions was begun, exam or practice, by its id."""
        return store.modes(self._log.connection, pack)

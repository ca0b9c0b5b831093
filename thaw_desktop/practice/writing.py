"""Timed writing: beginning an attempt, going on with one, and those there are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from thaw_desktop.core import drafts, kinds
from thaw_desktop.core.attempt_clock import Moment
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.core.ids import item_id
from thaw_desktop.practice import store
from thaw_desktop.practice.attempt_session import AttemptSession
from thaw_desktop.practice.attempt_time import AttemptTime
from thaw_desktop.practice.conditions import Conditions

if TYPE_CHECKING:
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.store import Attempt


class TimedWriting:
    """The use case of the Practice tab, up to the end of writing."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

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
        identity = os.urandom(16).hex()
        item = item_id(pack, question)
        conditions = time if isinstance(time, Conditions) else Conditions(time)
        kept = AttemptTime(conditions).kept(Moment.now(self._log.clock))
        draft = drafts.Draft(
            identity, item, "", "", {**kept, "cursor": 0, "overtime_at": None, "section": section},
            milliseconds(self._log.clock.now()),
        )  # fmt: skip
        with self._log.write() as writing:
            payload: dict[str, Any] = {"attempt": identity, "budget": conditions.budget, "section": section}
            payload["conditions"] = conditions.kept()
            writing.append(kinds.ATTEMPT_STARTED, item, payload)
            drafts.save_draft(writing.connection, draft)
        return AttemptSession(self._log, draft, section)

    def unfinished(self) -> Draft | None:
        """The attempt that was being written when Thaw was closed or killed; None when there is none."""
        return next(iter(drafts.drafts(self._log.connection, "essay")), None)

    def draft(self, attempt: str) -> Draft | None:
        """The working text of one attempt; None when it is finished, discarded or unknown."""
        return drafts.draft(self._log.connection, attempt)

    def resume(self, draft: Draft) -> AttemptSession:
        """Go on with an unfinished attempt, from the last save; the clock stands until it is started."""
        return AttemptSession(self._log, draft, str(draft.state.get("section", "")))

    def attempts(self, pack: str) -> list[Attempt]:
        """The attempts at a pack's questions that were not discarded, newest first."""
        return store.attempts(self._log.connection, pack)

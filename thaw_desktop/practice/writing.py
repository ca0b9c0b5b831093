"""Timed writing: an attempt from its first second to its end, with its text safe at every moment."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.core import drafts, kinds
from thaw_desktop.core.attempt_clock import AttemptClock
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.core.ids import item_id
from thaw_desktop.practice import store

if TYPE_CHECKING:
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.core.event_log import EventLog, Writing
    from thaw_desktop.practice.store import Attempt

SNAPSHOT_SECONDS = 30
"""How often the log gets the text as it stands."""

# A comma joins only the digits of a number.
_WORD = re.compile(r"\w+(?:(?:[’'‑.-]|(?<=\d),(?=\d))\w+)*")


def count_words(text: str) -> int:
    """The number of words as an examiner would count: `post-war`, `Stalin’s`, `1.5` and `1,500` are one word each."""
    return sum(1 for _ in _WORD.finditer(text))


@dataclass(frozen=True, slots=True)
class Page:
    """What stands on the screen.

    Attributes:
        text: the essay.
        plan: the plan pad.
        cursor: position of the cursor in the essay.
    """

    text: str = ""
    plan: str = ""
    cursor: int = 0


class AttemptSession:
    """An attempt that is being written.

    Attributes:
        id: the attempt's id.
        item: the question, `pack/id`.
        page: the page as it was last saved.
        overtime_at: position in the text at which the time ran out; None before.
    """

    def __init__(self, log: EventLog, draft: Draft, section: str) -> None:
        self._log = log
        self._section = section
        self.id = draft.id
        self.item = draft.item
        self.page = Page(draft.text, draft.plan, int(draft.state.get("cursor", 0)))
        self.overtime_at: int | None = draft.state.get("overtime_at")
        self._clock = AttemptClock.resumed(dict(draft.state["clock"]))
        self._snapshot_at = log.clock.boottime()
        self._snapshot_page = self.page
        self._over = False

    @property
    def budget(self) -> float:
        """Seconds allowed."""
        return self._clock.budget

    @property
    def running(self) -> bool:
        """Whether the clock is going."""
        return self._clock.since is not None

    def remaining(self) -> float:
        """Seconds left; below zero once the time is over."""
        return self._clock.remaining(self._log.clock.boottime())

    def elapsed(self) -> float:
        """Seconds used."""
        return self._clock.elapsed(self._log.clock.boottime())

    def start_clock(self) -> None:
        """Let the clock go."""
        self._clock = self._clock.started(self._log.clock.boottime(), self._log.clock.boot_id())

    def stop_clock(self, page: Page) -> None:
        """Stop the clock and save.

        Raises:
            StorageError: when it could not be saved; the clock stands all the same.
        """
        self._clock = self._clock.stopped(self._log.clock.boottime())
        self.save(page)

    def save(self, page: Page) -> None:
        """Commit the page and the clock; every half minute of changed text the log gets a snapshot too.

        Nothing happens once the attempt is finished or discarded.

        Raises:
            StorageError: when it could not be saved; `page` must then be kept and saved again.
        """
        if self._over:
            return  # the text is in the log; a late save would bring the draft back
        self._note_overtime(page)
        boottime = self._log.clock.boottime()
        snapshot = boottime - self._snapshot_at >= SNAPSHOT_SECONDS and (
            (page.text, page.plan) != (self._snapshot_page.text, self._snapshot_page.plan)
        )
        with self._log.write() as writing:
            drafts.save_draft(writing.connection, self._draft(page))
            if snapshot:
                self._snapshot(writing, page)
        self.page = page
        if snapshot:
            self._snapshot_at, self._snapshot_page = boottime, page

    def finish(self, page: Page) -> str:
        """End the attempt with this text; the attempt's id. One that is over already stays as it is.

        Raises:
            StorageError: when it could not be saved; the attempt then goes on.
        """
        if self._over:
            return self.id
        elapsed = self.elapsed()
        self._note_overtime(page)
        payload = {
            "attempt": self.id,
            "text": page.text,
            "plan": page.plan,
            "elapsed": round(elapsed, 1),
            "words": count_words(page.text),
            # What was written in overtime may have been deleted again, and more.
            "overtime_at": None if self.overtime_at is None else min(self.overtime_at, len(page.text)),
            "section": self._section,
        }
        with self._log.write() as writing:
            writing.append(kinds.ATTEMPT_FINISHED, self.item, payload)
            drafts.remove_draft(writing.connection, self.id)
        self._over = True
        self.page = page
        return self.id

    def discard(self) -> None:
        """Throw the attempt away, unless it is over; the text as last saved stays in the log as a last snapshot.

        Raises:
            StorageError: when it could not be saved.
        """
        if self._over:
            return
        with self._log.write() as writing:
            self._snapshot(writing, self.page)
            writing.append(kinds.ATTEMPT_DISCARDED, self.item, {"attempt": self.id})
            drafts.remove_draft(writing.connection, self.id)
        self._over = True

    def _note_overtime(self, page: Page) -> None:
        """Remember where the text ended when the time ran out, once."""
        if self.overtime_at is None and self.remaining() <= 0:
            self.overtime_at = len(page.text)

    def _draft(self, page: Page) -> Draft:
        state = {
            "clock": self._clock.kept(self._log.clock.boottime()),
            "cursor": page.cursor,
            "overtime_at": self.overtime_at,
            "section": self._section,
        }
        return drafts.Draft(self.id, self.item, page.text, page.plan, state, milliseconds(self._log.clock.now()))

    def _snapshot(self, writing: Writing, page: Page) -> None:
        payload = {"attempt": self.id, "text": page.text, "plan": page.plan, "elapsed": round(self.elapsed(), 1)}
        writing.append(kinds.ATTEMPT_SNAPSHOT, self.item, payload)


class TimedWriting:
    """The use case of the Practice tab, up to the end of writing."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def start(self, pack: str, question: str, minutes: float, section: str) -> AttemptSession:
        """Begin an attempt; it is saved before the first key is pressed. The clock stands until it is started.

        Args:
            pack: the pack's id.
            question: the question's id.
            minutes: time allowed.
            section: the notes section that the question belongs to, or empty.

        Raises:
            StorageError: when it could not be saved; there is then no attempt.
        """
        identity = os.urandom(16).hex()
        item = item_id(pack, question)
        clock = AttemptClock(budget=minutes * 60)
        draft = drafts.Draft(
            identity, item, "", "", {"clock": clock.kept(0), "cursor": 0, "overtime_at": None, "section": section},
            milliseconds(self._log.clock.now()),
        )  # fmt: skip
        with self._log.write() as writing:
            payload = {"attempt": identity, "budget": clock.budget, "section": section}
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

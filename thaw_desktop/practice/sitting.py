"""A whole paper: several answers on one clock, each an attempt of its own."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.errors import StorageError
from thaw_desktop.practice.attempt_session import AttemptSession
from thaw_desktop.practice.attempt_time import AttemptTime

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.page import Page


class Sitting:
    """The answers of a paper that is being written; one of them is on the page.

    Every answer has a draft of its own. The clock is written with the one on the page, so that of the answer which was
    turned to last is the latest.

    Attributes:
        answers: in the order of the paper.
        current: which of them is on the page.
        title: of the paper.
    """

    def __init__(self, log: EventLog, drafts: Sequence[Draft]) -> None:
        """Go on from the last save of each answer; the clock stands until it is started."""
        self._log = log
        ordered = sorted(drafts, key=lambda draft: int(draft.state["sitting"]["place"]))
        latest = max(ordered, key=turn_of)
        time = AttemptTime.resumed(latest.state)
        self.answers = tuple(AttemptSession(log, draft, str(draft.state.get("section", "")), time) for draft in ordered)
        self.current = ordered.index(latest)
        self.title = str(latest.state["sitting"].get("title", ""))
        self._turn = turn_of(latest)
        for answer in self.answers:
            answer.sitting = self
        self.session.come(self._turn)

    @property
    def session(self) -> AttemptSession:
        """The answer that is on the page."""
        return self.answers[self.current]

    def go_to(self, place: int, page: Page) -> AttemptSession:
        """Save the answer on the page and turn to another.

        Raises:
            StorageError: when it could not be saved; the answer then stays on the page.
        """
        before, was = self.session, self.current
        if place == was:
            return before
        before.save(page)
        before.leave()
        self.current = place
        self._turn += 1
        self.session.come(self._turn)
        try:
            self.session.save(self.session.page)  # so that after a crash the paper is open where it was
        except StorageError:
            self.session.leave()
            self.current = was
            before.come(self._turn)
            raise
        return self.session

    def finish(self, page: Page) -> str:
        """End every answer at one stroke, the one on the page with this text; the id of the first.

        Raises:
            StorageError: when it could not be saved; the paper then goes on.
        """
        pages = [page if answer is self.session else answer.page for answer in self.answers]
        with self._log.write() as writing:
            for answer, words in zip(self.answers, pages, strict=True):
                answer.write_end(writing, words)
        for answer, words in zip(self.answers, pages, strict=True):
            answer.note_end(words)
        return self.answers[0].id

    def discard(self) -> None:
        """Throw every answer away; the texts as last saved stay in the log.

        Raises:
            StorageError: when it could not be saved.
        """
        with self._log.write() as writing:
            for answer in self.answers:
                answer.write_discarded(writing)
        for answer in self.answers:
            answer.note_discarded()


def turn_of(draft: Draft) -> int:
    """How many turns to another answer there had been when the paper was last at this one; -1 without a paper."""
    kept: dict[str, Any] = draft.state.get("sitting") or {}
    return int(kept.get("turn", -1))


def new_sitting(title: str, count: int, seconds: Sequence[float]) -> list[dict[str, Any]]:
    """What is kept with each answer of a new paper: a common id, its place, and the seconds suggested for it."""
    identity = os.urandom(16).hex()
    return [
        {"id": identity, "title": title, "place": place, "of": count, "seconds": seconds[place]}
        for place in range(count)
    ]

"""An attempt that is being written: its text safe at every moment, its time told as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from thaw_desktop.core import drafts, kinds
from thaw_desktop.core.attempt_clock import Moment
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.practice.attempt_time import AttemptTime
from thaw_desktop.practice.edit_journal import EditJournal
from thaw_desktop.practice.formatting import Formatting
from thaw_desktop.practice.mirror import TextMirror
from thaw_desktop.practice.own_question import OwnQuestion
from thaw_desktop.practice.page import Page, count_words
from thaw_desktop.practice.versions import versions

if TYPE_CHECKING:
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.core.event_log import EventLog, Writing
    from thaw_desktop.practice.conditions import ClockPhase, Conditions, Interruption
    from thaw_desktop.practice.sitting import Sitting
    from thaw_desktop.practice.versions import Version

SNAPSHOT_SECONDS = 30
"""How often the log gets the text as it stands."""


class AttemptSession:
    """An attempt that is being written.

    Attributes:
        id: the attempt's id.
        item: the question, `pack/id`.
        page: the page as it was last saved.
        overtime_at: position in the text at which the time ran out; None before.
        copy: the plain-text copy of it.
        own: the student's own question, if it answers one.
        sitting: the paper that it is an answer of, if it is.
    """

    def __init__(self, log: EventLog, draft: Draft, section: str, time: AttemptTime | None = None) -> None:
        """Go on from the last save.

        Args:
            log: where it is saved.
            draft: the last save.
            section: the notes section that the question belongs to, or empty.
            time: the clock of the paper that it is an answer of; None for a clock of its own.
        """
        self._log = log
        self._section = section
        self.id = draft.id
        self.item = draft.item
        state, text = draft.state, draft.text
        formatting = Formatting.from_json(state.get("formatting"), text)
        journal = EditJournal.from_json(state.get("journal"), text)
        self.page = Page(text, draft.plan, int(state.get("cursor", 0)), formatting, journal)
        self.overtime_at: int | None = draft.state.get("overtime_at")
        self._time = AttemptTime.resumed(draft.state) if time is None else time
        self.own = OwnQuestion.in_draft(draft.state)
        self.sitting: Sitting | None = None
        self._place: dict[str, Any] = dict(draft.state.get("sitting") or {})
        self._spent = float(self._place.get("spent", 0))
        self._came: float | None = None
        self._untold: list[Interruption] = []
        self._snapshot_at = log.clock.boottime()
        self._snapshot_page = self.page
        self._over = False
        self.copy = TextMirror(log.path.parent, self.item, self.id, self._snapshot_at)

    # The time

    @property
    def conditions(self) -> Conditions:
        """What the attempt allows."""
        return self._time.conditions

    @property
    def budget(self) -> float:
        """Seconds allowed for writing."""
        return self._time.budget

    @property
    def running(self) -> bool:
        """Whether the clock is going, be it for reading, writing or a rest break."""
        return self._time.running

    @property
    def phase(self) -> ClockPhase:
        """Whether this is the time to read, to write or to rest."""
        self._look()
        return self._time.phase

    def remaining(self) -> float:
        """Seconds left for writing; below zero once the time is over."""
        return self._left("writing")

    def reading_left(self) -> float:
        """Seconds left for reading."""
        return self._left("reading")

    def rest_left(self) -> float:
        """Seconds left in the bank of rest breaks."""
        return self._left("rest")

    def elapsed(self) -> float:
        """Seconds of writing time used."""
        now = self._look()
        return self._time.elapsed("writing", now)

    def spent(self) -> float:
        """Seconds of writing time used for this answer; of one that is no part of a paper all that were used."""
        if not self._place:
            return self.elapsed()
        return self._spent + (max(0.0, self.elapsed() - self._came) if self._came is not None else 0.0)

    @property
    def suggested(self) -> float:
        """Seconds suggested for this answer of a paper; 0 when it is no part of one."""
        return float(self._place.get("seconds", 0))

    def come(self, turn: int) -> None:
        """The paper is at this answer now, at its `turn`-th turn."""
        self._place["turn"] = turn
        self._came = self.elapsed()

    def leave(self) -> None:
        """The paper turns to another answer."""
        self._spent, self._came = self.spent(), None

    @property
    def interruptions(self) -> tuple[Interruption, ...]:
        """What came between so far, the oldest first."""
        return tuple(self._time.interruptions)

    def look(self) -> list[Interruption]:
        """What has come between since this was last asked: sleep, and at the beginning that Thaw had been closed."""
        self._look()
        told, self._untold = self._untold, []
        return told

    def start_clock(self) -> None:
        """Let the clock go."""
        self._untold += self._time.start(self._now())

    def pause(self, page: Page) -> None:
        """Stop the clock and save.

        Raises:
            StorageError: when it could not be saved; the clock stands all the same.
            ValueError: under exam conditions, where there is no pause.
        """
        self._untold += self._time.pause(self._now())
        self.save(page)

    def end_reading(self, page: Page) -> None:
        """Begin to write before the time for reading is over, and save.

        Raises:
            StorageError: when it could not be saved; the writing has begun all the same.
        """
        self._time.end_reading(self._look())
        self.save(page)

    def take_rest(self, page: Page) -> bool:
        """Stop the clock for a break out of the bank, and save; False when nothing is left there.

        Raises:
            StorageError: when it could not be saved; the break has begun all the same.
        """
        begun = self._time.take_rest(self._look())
        self.save(page)
        return begun

    def end_rest(self, page: Page) -> None:
        """Go on writing after a break, and save.

        Raises:
            StorageError: when it could not be saved; the clock goes all the same.
        """
        self._time.end_rest(self._look())
        self.save(page)

    def count(self, interruption: Interruption, page: Page, *, counted: bool) -> None:
        """The student says whether an interruption counts as time of the attempt; saves that.

        What was decided already stays as it is, and so does sleep under exam conditions, which counts.

        Raises:
            StorageError: when it could not be saved; what was said holds all the same.
        """
        self._time.count(interruption, self._look(), counted=counted)
        self.save(page)

    def record(self) -> list[dict[str, Any]]:
        """Breaks, pauses and interruptions as they are kept with the finished attempt."""
        return [one.kept() for one in self._time.record(self._look())]

    def _now(self) -> Moment:
        return Moment.now(self._log.clock)

    def _look(self) -> Moment:
        """Take in what has happened by itself; the present moment."""
        now = self._now()
        self._untold += self._time.look(now)
        return now

    def _left(self, phase: ClockPhase) -> float:
        return self._time.left(phase, self._look())

    # The text

    def save(self, page: Page) -> None:
        """Commit the page and the clock; every half minute of changed text the log gets a snapshot too.

        So it does after reading, before and after a break, whether or not something was written.

        Nothing happens once the attempt is finished or discarded.

        Raises:
            StorageError: when it could not be saved; `page` must then be kept and saved again.
        """
        if self._over:
            return  # the text is in the log; a late save would bring the draft back
        self._note_overtime(page)
        boottime = self._log.clock.boottime()
        before = self._snapshot_page
        changed = (page.text, page.plan, page.formatting) != (before.text, before.plan, before.formatting)
        snapshot = self._time.turned or (changed and boottime - self._snapshot_at >= SNAPSHOT_SECONDS)
        with self._log.write() as writing:
            drafts.save_draft(writing.connection, self._draft(page))
            if snapshot:
                self._snapshot(writing, page)
        self.page = page
        if snapshot:
            self._snapshot_at, self._snapshot_page = boottime, page
            self._time.turned = False
        self.copy.follow(page, boottime)

    def keep_version(self, page: Page) -> None:
        """Save the page, and give the log a snapshot of it whatever the time: something is about to replace it.

        Raises:
            StorageError: when it could not be saved.
        """
        self._time.turned = True
        self.save(page)

    def versions(self) -> list[Version]:
        """The essay as it stood at earlier times, newest first."""
        return versions(self._log.connection, self.item, self.id)

    def finish(self, page: Page) -> str:
        """End the attempt with this text; the attempt's id. One that is over already stays as it is.

        Raises:
            StorageError: when it could not be saved; the attempt then goes on.
        """
        if not self._over:
            with self._log.write() as writing:
                self.write_end(writing, page)
            self.note_end(page)
        return self.id

    def write_end(self, writing: Writing, page: Page) -> None:
        """Write the end of the attempt inside a write block; `note_end` follows when that is on the disk."""
        self._note_overtime(page)
        payload = {
            "attempt": self.id,
            "text": page.text,
            "plan": page.plan,
            "formatting": page.formatting.to_json(),
            "elapsed": round(self.spent(), 1),
            "words": count_words(page.text),
            # What was written in overtime may have been deleted again, and more.
            "overtime_at": None if self.overtime_at is None else min(self.overtime_at, len(page.text)),
            "section": self._section,
            "conditions": self.conditions.kept(),
            "reading": round(self._time.elapsed("reading", self._look()), 1),
            "record": self.record(),
        }
        writing.append(kinds.ATTEMPT_FINISHED, self.item, payload)
        drafts.remove_draft(writing.connection, self.id)

    def note_end(self, page: Page) -> None:
        """The attempt is over: its end is on the disk."""
        self._over = True
        self.page = page
        self.copy.write(page)

    def discard(self) -> None:
        """Throw the attempt away, unless it is over; the text as last saved stays in the log as a last snapshot.

        Raises:
            StorageError: when it could not be saved.
        """
        if not self._over:
            with self._log.write() as writing:
                self.write_discarded(writing)
            self.note_discarded()

    def write_discarded(self, writing: Writing) -> None:
        """Write that it is thrown away inside a write block; `note_discarded` follows when that is on the disk."""
        self._snapshot(writing, self.page)
        writing.append(kinds.ATTEMPT_DISCARDED, self.item, {"attempt": self.id})
        drafts.remove_draft(writing.connection, self.id)

    def note_discarded(self) -> None:
        """The attempt is over: that it was thrown away is on the disk."""
        self._over = True
        self.copy.remove()

    def _note_overtime(self, page: Page) -> None:
        """Remember where the text ended when the time ran out, once."""
        if self.overtime_at is None and self.remaining() <= 0:
            self.overtime_at = len(page.text)

    def _draft(self, page: Page) -> Draft:
        state = {
            **self._time.kept(self._look()),
            "cursor": page.cursor,
            "formatting": page.formatting.to_json(),
            "journal": page.journal.to_json(),
            "overtime_at": self.overtime_at,
            "section": self._section,
        }
        if self.own is not None:
            state["own"] = self.own.kept()
        if self._place:
            state["sitting"] = {**self._place, "spent": self.spent()}
        return drafts.Draft(self.id, self.item, page.text, page.plan, state, milliseconds(self._log.clock.now()))

    def _snapshot(self, writing: Writing, page: Page) -> None:
        payload = {
            "attempt": self.id,
            "text": page.text,
            "plan": page.plan,
            "formatting": page.formatting.to_json(),
            "elapsed": round(self.spent(), 1),
        }
        writing.append(kinds.ATTEMPT_SNAPSHOT, self.item, payload)

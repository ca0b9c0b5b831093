"""Blurting: an empty page and a clock, all that one remembers of a section, and then which of its facts that was."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.core import drafts, kinds
from thaw_desktop.core.attempt_clock import AttemptClock
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.core.event_log import effective_events
from thaw_desktop.core.ids import item_id, split_item

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from thaw_desktop.content.coverage import PointCoverage
    from thaw_desktop.content.facts import Fact
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import Card
    from thaw_desktop.core.drafts import Draft
    from thaw_desktop.core.event_log import Event, EventLog

SUGGESTED_CARDS = 10
"""How many missed facts are proposed as cards for today: more would be a punishment for a good idea."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact held against what was written.

    Attributes:
        fact: what there is to remember.
        coverage: whether it was found, and the sentence that shows it.
    """

    fact: Fact
    coverage: PointCoverage


@dataclass(frozen=True, slots=True)
class Blurt:
    """A blurt that is done.

    Attributes:
        item: the section or subsection, `pack/id`.
        ts: when it was finished, milliseconds since 1970 UTC.
        text: what was written.
        elapsed: seconds used.
        facts: fact id → whether it was recalled, by the student's own last word.
    """

    item: str
    ts: int
    text: str
    elapsed: float
    facts: Mapping[str, bool]

    @property
    def recalled(self) -> int:
        """How many facts were recalled."""
        return sum(self.facts.values())


class BlurtSession:
    """A blurt that is being written, or that waits for the student's last word on it.

    Attributes:
        id: 32 hexadecimal digits.
        item: the section or subsection, `pack/id`.
        text: what has been written, as last saved.
        cursor: where the cursor stood.
        written: whether the writing is over and what was recalled is being looked at.
    """

    def __init__(self, log: EventLog, draft: Draft) -> None:
        self._log = log
        self.id = draft.id
        self.item = draft.item
        self.text = draft.text
        self.cursor = int(draft.state.get("cursor", 0))
        self.written = bool(draft.state.get("written"))
        self._clock = AttemptClock.resumed(dict(draft.state["clock"]))
        self._over = False

    @property
    def section(self) -> str:
        """Id of the section or subsection."""
        return split_item(self.item)[1]

    def elapsed(self) -> float:
        """Seconds used."""
        return self._clock.elapsed(self._log.clock.boottime())

    def start_clock(self) -> None:
        """Let the clock go, unless the writing is over."""
        if not self.written:
            self._clock = self._clock.started(self._log.clock.boottime(), self._log.clock.boot_id())

    def stop_clock(self) -> None:
        """Let the clock stand; the next save writes it down."""
        self._clock = self._clock.stopped(self._log.clock.boottime())

    def save(self, text: str, cursor: int) -> None:
        """Commit the text and the clock; nothing happens once the blurt is recorded or put away empty.

        Raises:
            StorageError: when it could not be saved; `text` must then be kept and saved again.
        """
        if self._over:
            return
        with self._log.write() as writing:
            drafts.save_draft(writing.connection, self._draft(text, cursor, written=self.written))
        self.text, self.cursor = text, cursor

    def end_writing(self, text: str) -> None:
        """Stop the clock and keep the text as it is now.

        Raises:
            StorageError: when it could not be saved; the writing then goes on.
        """
        with self._log.write() as writing:
            drafts.save_draft(writing.connection, self._draft(text, len(text), written=True))
        self.stop_clock()
        self.text, self.cursor, self.written = text, len(text), True

    def drop(self) -> None:
        """Forget a blurt in which nothing was written.

        Raises:
            StorageError: when it could not be saved.
        """
        if not self._over:
            with self._log.write() as writing:
                drafts.remove_draft(writing.connection, self.id)
            self._over = True

    def record(self, recalled: Mapping[str, bool], cards: Sequence[str]) -> None:
        """End the blurt with the student's last word on it; the cards named are asked today.

        Args:
            recalled: fact id → whether it was recalled.
            cards: ids of the cards of missed facts.

        Raises:
            StorageError: when it could not be saved; the blurt then waits on.
        """
        if self._over:
            return
        payload = {
            "text": self.text,
            "elapsed": round(self.elapsed(), 1),
            "facts": dict(recalled),
            "cards": list(dict.fromkeys(cards)),
        }
        with self._log.write() as writing:
            writing.append(kinds.BLURT_FINISHED, self.item, payload)
            drafts.remove_draft(writing.connection, self.id)
        self._over = True

    def _draft(self, text: str, cursor: int, *, written: bool) -> Draft:
        clock = self._clock.kept(self._log.clock.boottime())
        state = {"purpose": "blurt", "clock": clock, "cursor": cursor, "written": written}
        return drafts.Draft(self.id, self.item, text, "", state, milliseconds(self._log.clock.now()))


class Blurting:
    """The use case: begin or go on, and look back.

    Attributes:
        own_cards: gives the student's own cards of a pack, which are facts of their sections too.
    """

    def __init__(self, log: EventLog, own_cards: Callable[[str], list[Card]]) -> None:
        self._log = log
        self.own_cards = own_cards

    def begin(self, pack: str, section: str) -> BlurtSession:
        """Go on with the unfinished blurt of a section, else begin one; its clock stands until it is started.

        Raises:
            StorageError: when a new one could not be saved; there is then none.
        """
        waiting = self.unfinished(pack).get(section)
        if waiting is not None:
            return BlurtSession(self._log, waiting)
        state = {"purpose": "blurt", "clock": AttemptClock(budget=0).kept(0), "cursor": 0, "written": False}
        now = milliseconds(self._log.clock.now())
        draft = drafts.Draft(os.urandom(16).hex(), item_id(pack, section), "", "", state, now)
        with self._log.write() as writing:
            drafts.save_draft(writing.connection, draft)
        return BlurtSession(self._log, draft)

    def unfinished(self, pack: str) -> dict[str, Draft]:
        """The blurts of a pack that wait to be finished, by section id, the last saved first."""
        found: dict[str, Draft] = {}
        for draft in drafts.drafts(self._log.connection, "blurt"):
            of, section = split_item(draft.item)
            if of == pack:
                found.setdefault(section, draft)
        return found

    def past(self, pack: str, sections: Collection[str]) -> list[Blurt]:
        """The blurts of some sections, the newest first."""
        found = [
            _blurt(event)
            for section in sections
            for event in effective_events(self._log.connection, item_id(pack, section), {kinds.BLURT_FINISHED})
        ]
        return sorted(found, key=_moment, reverse=True)


def look(
    library: Library,
    pack: str,
    section: str,
    own_cards: Iterable[Card],
    text: str,
    goes_on: Callable[[], bool] = lambda: True,
) -> list[Finding]:
    """Hold a text against the facts of a section with its subsections; it may take some seconds.

    Args:
        library: of the thread that calls.
        pack: the pack's id.
        section: id of the section or subsection.
        own_cards: the student's own cards of the pack.
        text: what was written.
        goes_on: asked between two facts; no ends the comparison early, because nobody waits for it any more.
    """
    # Imported here: stems and near-spellings are needed only after a blurt.
    from thaw_desktop.content.coverage import check
    from thaw_desktop.content.facts import section_facts

    parts = [entry.id for entry in library.outline(pack) if section in {entry.id, entry.parent}]
    found = section_facts(parts, [*library.cards(pack), *own_cards], library.questions(pack))
    order = {part: place for place, part in enumerate(parts)}
    found.sort(key=lambda fact: (order[fact.section], fact.beyond))
    coverages = check(text, found, notes=True, goes_on=goes_on)
    return [Finding(fact, coverage) for fact, coverage in zip(found, coverages, strict=True)]


def suggested(missed: Sequence[Fact]) -> set[str]:
    """Ids of the missed facts that are proposed as cards for today: those that earn most, none beyond the notes."""
    within = sorted((fact for fact in missed if not fact.beyond), key=lambda fact: -fact.marks)
    return {fact.id for fact in within[:SUGGESTED_CARDS]}


def _blurt(event: Event) -> Blurt:
    payload = event.payload
    facts = {str(fact): bool(recalled) for fact, recalled in payload["facts"].items()}
    return Blurt(event.item, event.ts, str(payload["text"]), float(payload["elapsed"]), facts)


def _moment(blurt: Blurt) -> int:
    return blurt.ts

"""Events from outside: what is let in, every projection and every page can read."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from tests.core.test_golden_databases import live
from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import COLUMNS, event_of
from thaw_desktop.core.payloads import _NEEDED, is_sound
from thaw_desktop.flashcards.fsrs6 import PARAMETERS
from thaw_desktop.flashcards.own_cards import OwnCards
from thaw_desktop.notes.own_texts import OwnTexts
from thaw_desktop.practice.marking import Marking
from thaw_desktop.practice.own_question import OwnQuestion
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import Answer, TimedWriting

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import Event, EventLog

PACK = "sample"
JUNK: tuple[Any, ...] = (None, "x", "", [], ["x"], [[1, 2]], {}, {"x": 1}, -1, 0, 2.5, True, 2**60)


def every_kind(log: EventLog, library: Library, clock: FakeClock) -> list[Event]:
    """What a student does with an own question, a paper and a fitted memory besides all else."""
    live(log, library, clock)
    writing = TimedWriting(log)
    own = writing.start_own(PACK, OwnQuestion("Was it a break?", 20, 30), 30)
    own.start_clock()
    clock.advance(minutes=3)
    own.pause(Page("It was"))
    clock.advance(minutes=2)
    own.start_clock()
    own.finish(Page("It was a break, and it was none."))
    writing.start_paper("A paper", [Answer(f"{PACK}/q1", minutes=10), Answer(f"{PACK}/q2", minutes=10)], 20)
    with log.write() as write:
        write.append(kinds.MEMORY_FITTED, "/memory", {"parameters": list(PARAMETERS), "answers": 1000})
    return list(map(event_of, log.connection.execute(f"SELECT {COLUMNS} FROM event ORDER BY seq")))  # noqa: S608


def spoiled(value: Any) -> Iterator[Any]:  # noqa: ANN401 - JSON of any shape
    """The value with one thing in it, however deep, left out or put in the place of another."""
    if isinstance(value, dict):
        for name in value:
            yield {other: one for other, one in value.items() if other != name}
            yield from ({**value, name: junk} for junk in JUNK)
            yield from ({**value, name: deeper} for deeper in spoiled(value[name]))
    elif isinstance(value, list) and value:
        yield from ([junk, *value[1:]] for junk in JUNK)
        yield from ([deeper, *value[1:]] for deeper in spoiled(value[0]))


def elsewhere(event: Event, number: int, seq: int) -> Event:
    """The event as if it were of another item, and of another attempt at that."""
    payload = event.payload
    if isinstance(payload.get("attempt"), str):
        payload = {**payload, "attempt": f"{payload['attempt']}-{number}"}
    # The essays stay at their question, whose mark points they are held against.
    stays = event.kind in {kinds.ATTEMPT_FINISHED, kinds.ATTEMPT_MARKED} or event.item == "/memory"
    item = event.item if stays else f"{event.item}-{number}"
    return replace(event, id=os.urandom(16), device=5, seq=seq, item=item, payload=payload)


def read_all(log: EventLog, library: Library) -> None:
    """Ask for everything that the pages show of what the student made."""
    writing, marking = TimedWriting(log), Marking(log, library)
    for attempt in writing.attempts(PACK):
        finished = marking.finished(attempt.id)
        if finished is not None:
            marking.pace(finished)
    writing.modes(PACK)
    OwnTexts(log).all()
    own = OwnCards(log)
    own.cards(PACK)


def test_every_kind_of_event_has_its_rules() -> None:
    every = {value for name, value in vars(kinds).items() if name.isupper() and isinstance(value, str)}
    assert set(_NEEDED) == every


def test_what_the_app_writes_is_let_in(progress_log: ProgressLogs, sample_library: Library, clock: FakeClock) -> None:
    events = every_kind(progress_log(), sample_library, clock)
    assert [event.kind for event in events if not is_sound(event)] == []
    assert {event.kind for event in events} >= {kinds.MEMORY_FITTED, kinds.ATTEMPT_FINISHED, kinds.CARD_SET}


@pytest.mark.parametrize("kind", sorted(_NEEDED))
def test_what_is_let_in_can_be_read(
    kind: str, progress_log: ProgressLogs, sample_library: Library, clock: FakeClock
) -> None:
    log = progress_log()
    events = every_kind(log, sample_library, clock)
    first: dict[tuple[str, ...], Event] = {}
    for event in events:
        if event.kind == kind:
            first.setdefault(tuple(sorted(event.payload)), event)
    let_in: list[Event] = []
    for event in first.values():
        for number, payload in enumerate(spoiled(event.payload)):
            changed = replace(event, payload=payload)
            if is_sound(changed):
                around = [changed if one is event else one for one in events if one.item == event.item]
                let_in += [elsewhere(one, number, len(let_in) + place) for place, one in enumerate(around, 1)]
    log.merge(let_in)
    read_all(log, sample_library)
    log.rebuild()
    read_all(log, sample_library)

"""A student who does what Home says, for a fortnight on the built-in pack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.notes.reading import Reading
from thaw_desktop.practice.marking import Marking
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting
from thaw_desktop.progress.overview import Overview

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.progress.agenda import NextStep

PACK = "destalinisation"
DAYS = 14
NEW_CARDS = 15


class DiligentStudent:
    def __init__(self, log: EventLog, library: Library, clock: FakeClock) -> None:
        self._clock = clock
        self._library = library
        self._reading = Reading(log)
        self.cards = ReviewSession(log, library, lambda: NEW_CARDS)
        self._writing = TimedWriting(log)
        self._marking = Marking(log, library)
        self.overview = Overview(log, library, self._reading, self.cards, self._writing)

    def do(self, step: NextStep) -> None:
        if step.kind == "read":
            self._reading.mark_read(PACK, step.item, 120)
        elif step.kind in {"review", "learn"}:
            self._answer(step.count)
        elif step.kind == "write":
            self._write(step.item)
        else:
            assert step.kind == "mark"
            self._mark(step.item)

    def _answer(self, count: int) -> None:
        assert count > 0
        for turn in range(count):
            card = self.cards.queue(PACK).next()
            assert card is not None
            prompt = self.cards.prompt(PACK, card)
            assert prompt is not None
            self.cards.answer(PACK, prompt.card, 1 if turn % 9 == 8 else 3, 8000)
            self._clock.advance(8)

    def _write(self, question: str) -> None:
        asked = self._library.question(PACK, question)
        assert asked is not None
        session = self._writing.start(PACK, question, asked.minutes, asked.sections[0])
        session.start_clock()
        self._clock.advance(minutes=asked.minutes - 1)
        session.finish(Page(asked.model_text))

    def _mark(self, attempt: str) -> None:
        found = self._marking.finished(attempt)
        assert found is not None
        assert all(one.covered for one in found.coverage), "the model answer makes every point"
        # An honest student, who still finds one point badly put.
        made = {one.point_id: one.covered for one in found.coverage[1:]}
        assert self._marking.mark(found, made, "") == [found.coverage[0].point_id]


def test_student_who_does_what_home_says_gets_through_the_pack(
    log: EventLog, library: Library, progress_log: ProgressLogs, clock: FakeClock
) -> None:
    log.connection.execute("PRAGMA synchronous = OFF")  # some hundred commits
    student = DiligentStudent(log, library, clock)
    for _ in range(DAYS):
        steps = 0
        while (step := student.overview.next_step(PACK)).kind != "rest":
            student.do(step)
            steps += 1
            assert steps < 100, f"no end to the day: {step}"
        clock.advance(days=1)

    topics = student.overview.topics(PACK)
    sections = [entry for entry in library.outline(PACK) if entry.level == 1]
    assert student.overview.sections_read(PACK) == (len(sections), len(sections))
    asleep = library.counts(PACK).points - sum(one.cards for one in topics) + library.counts(PACK).cards
    written = min(DAYS, len(library.questions(PACK)))  # one a day
    assert asleep == library.counts(PACK).points - written  # one point was missed in each
    assert sum(one.seen for one in topics) > DAYS * NEW_CARDS * 0.6
    assert all(0 <= one.recall <= 1 for one in topics)
    total = student.overview.total(PACK)
    assert (total.day, total.essays) == (DAYS, DAYS)

    before = progress_log.derived_rows(log)
    log.rebuild()
    assert progress_log.derived_rows(log) == before

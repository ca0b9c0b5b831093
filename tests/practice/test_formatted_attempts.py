"""Formatting and undo are kept with an attempt as safely as its words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core import drafts, kinds
from thaw_desktop.practice.edit_journal import Edit, EditJournal, Passage
from thaw_desktop.practice.formatting import Formatting
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.attempt_session import AttemptSession

BOLD = Formatting(bold=((0, 4),), kinds={1: "quotation"})
TEXT = "Bold\nquoted"


@pytest.fixture
def session(log: EventLog) -> AttemptSession:
    session = TimedWriting(log).start("sample", "q1", 45, "speech")
    session.start_clock()
    return session


def reopened(log: EventLog) -> AttemptSession:
    """The attempt as it is found after a restart."""
    writing = TimedWriting(log)
    draft = writing.unfinished()
    assert draft is not None
    return writing.resume(draft)


def test_formatting_and_undo_survive_a_restart(session: AttemptSession, log: EventLog) -> None:
    edit = Edit(4, Passage(), Passage("\nquoted", bytes(7)))
    session.save(Page(TEXT, formatting=BOLD, journal=EditJournal([edit])))

    page = reopened(log).page

    assert page.formatting == BOLD
    assert page.journal.undo() == edit


def test_a_draft_without_formatting_opens(session: AttemptSession, log: EventLog) -> None:
    session.save(Page(TEXT))
    draft = drafts.draft(log.connection, session.id)
    assert draft is not None
    state = {name: value for name, value in draft.state.items() if name not in {"formatting", "journal"}}
    with log.write() as writing:
        drafts.save_draft(writing.connection, replace(draft, state=state))

    page = reopened(log).page

    assert (page.text, page.formatting, page.journal.can_undo) == (TEXT, Formatting(), False)


def test_snapshots_and_the_finished_text_hold_the_formatting(
    session: AttemptSession, log: EventLog, clock: FakeClock
) -> None:
    session.save(Page(TEXT))
    clock.advance(seconds=31)
    session.save(Page(TEXT, formatting=BOLD))
    session.finish(Page(TEXT, formatting=BOLD))

    query = "SELECT kind, id FROM event WHERE kind IN (?, ?) ORDER BY seq"
    rows = log.connection.execute(query, (kinds.ATTEMPT_SNAPSHOT, kinds.ATTEMPT_FINISHED)).fetchall()
    kept = [(kind, event.payload["formatting"]) for kind, id_ in rows if (event := log.event(id_)) is not None]
    assert kept == [(kinds.ATTEMPT_SNAPSHOT, BOLD.to_json()), (kinds.ATTEMPT_FINISHED, BOLD.to_json())]

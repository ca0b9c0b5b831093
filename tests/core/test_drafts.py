from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.core.drafts import Draft, draft, drafts, remove_draft, save_draft

if TYPE_CHECKING:
    from thaw_desktop.core.event_log import EventLog

ESSAY = Draft("a" * 32, "pack/q1", "Stalin was dead.", "plan", {"clock": {"budget": 60}, "cursor": 3}, 1000)
BLURT = Draft("b" * 32, "pack/speech", "closed session", "", {"purpose": "blurt", "cursor": 3}, 2000)


def keep(log: EventLog, *texts: Draft) -> None:
    with log.write() as writing:
        for one in texts:
            save_draft(writing.connection, one)


def test_an_essay_and_a_blurt_wait_side_by_side_and_neither_is_taken_for_the_other(log: EventLog) -> None:
    keep(log, ESSAY, BLURT)
    assert drafts(log.connection, "essay") == [ESSAY]
    assert drafts(log.connection, "blurt") == [BLURT]


def test_what_an_older_version_wrote_is_an_essay(log: EventLog) -> None:
    keep(log, ESSAY)
    assert "purpose" not in ESSAY.state
    assert draft(log.connection, ESSAY.id) == ESSAY
    assert ESSAY.purpose == "essay"


def test_a_draft_is_replaced_and_forgotten_by_its_id(log: EventLog) -> None:
    keep(log, ESSAY, BLURT)
    later = Draft(BLURT.id, BLURT.item, "closed session, four hours", "", BLURT.state, 3000)
    keep(log, later)
    assert draft(log.connection, BLURT.id) == later
    with log.write() as writing:
        remove_draft(writing.connection, BLURT.id)
    assert draft(log.connection, BLURT.id) is None
    assert drafts(log.connection, "essay") == [ESSAY]

"""Suspending, burying and flagging; and taking back and doing again whatever was done with a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaw_desktop.core import kinds
from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.flashcards.standing import Standing

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.scheduling import CardState, Rating

PACK = "sample"


@pytest.fixture
def session(log: EventLog, sample_library: Library) -> ReviewSession:
    return ReviewSession(log, sample_library, lambda: 20)


def _answer(session: ReviewSession, card: str, rating: Rating = 3) -> None:
    prompt = session.prompt(PACK, card)
    assert prompt is not None
    session.answer(PACK, prompt.card, rating, 2_000)


def _standing(session: ReviewSession, card: str) -> Standing:
    prompt = session.prompt(PACK, card)
    assert prompt is not None
    return prompt.standing


def test_a_suspended_card_is_asked_again_only_when_it_is_resumed(session: ReviewSession, clock: FakeClock) -> None:
    _answer(session, "c1", 4)
    session.decide(PACK, "c1", Standing(suspended=True, flag=2))
    session.decide(PACK, "c2", Standing(suspended=True))
    assert session.queue(PACK).new == ("c2.r", "c3.1")  # the other way round is a card of its own
    assert session.forecast(PACK, 60) == [0] * 60
    clock.advance(days=50)
    assert session.queue(PACK).due == ()
    assert session.suspended(PACK) == ["c1", "c2"]
    assert session.resume(PACK) == 2
    assert session.queue(PACK).due == ("c1",)
    assert session.suspended(PACK) == []
    assert _standing(session, "c1") == Standing(flag=2)


def test_a_buried_card_comes_back_with_the_next_study_day(session: ReviewSession, clock: FakeClock) -> None:
    session.bury(PACK, "c1")
    assert session.queue(PACK).new == ("c2", "c3.1")
    clock.advance(hours=6)  # past midnight, and before the study day ends at four
    assert "c1" not in session.queue(PACK).new
    clock.advance(hours=5)
    assert "c1" in session.queue(PACK).new


def test_a_flag_of_a_newer_version_is_still_a_flag(session: ReviewSession, log: EventLog) -> None:
    with log.write() as writing:
        writing.append(kinds.CARD_STANDING, f"{PACK}/c1", {"suspended": False, "buried": 0, "flag": 7, "pinned": True})
    assert _standing(session, "c1").flag == 1


def test_what_was_decided_is_taken_back_and_done_again_in_turn_with_answers(session: ReviewSession) -> None:
    _answer(session, "c1")
    session.decide(PACK, "c1", Standing(flag=1))
    session.bury(PACK, "c2")
    assert [session.undo(), session.undo()] == [(PACK, "c2"), (PACK, "c1")]
    assert _standing(session, "c1") == _standing(session, "c2") == Standing()
    assert session.redo() == (PACK, "c1")
    assert _standing(session, "c1").flag == 1
    assert session.redo() == (PACK, "c2")
    assert session.redo() is None
    assert not session.can_redo()


def test_done_again_after_a_restart_an_answer_counts_at_its_own_time(
    session: ReviewSession, log: EventLog, progress_log: ProgressLogs, sample_library: Library, clock: FakeClock
) -> None:
    _answer(session, "c1", 4)
    before = session.prompt(PACK, "c1")
    session.undo()
    log.connection.close()
    clock.advance(days=3)
    later = ReviewSession(progress_log(), sample_library, lambda: 20)
    assert later.redo() == (PACK, "c1")
    after = later.prompt(PACK, "c1")
    assert before is not None
    assert after is not None
    assert after.state == before.state
    assert later.undo() == (PACK, "c1")


def test_nothing_is_done_again_once_something_else_was_done(session: ReviewSession) -> None:
    _answer(session, "c1")
    session.undo()
    _answer(session, "c2")
    assert not session.can_redo()
    assert session.redo() is None


Deed = Literal["answer", "bury", "flag", "undo", "redo"]


@settings(max_examples=40)
@given(
    deeds=st.lists(
        st.tuples(
            st.sampled_from(["answer", "answer", "bury", "flag", "undo", "undo", "redo"]), st.sampled_from(["c1", "c2"])
        ),
        max_size=25,
    )
)
def test_undo_and_redo_go_through_the_same_states(
    deeds: list[tuple[Deed, str]], progress_log: ProgressLogs, sample_library: Library, clock: FakeClock
) -> None:
    log = progress_log(f"{abs(hash(tuple(deeds)))}-{clock.boottime()}.db")
    session = ReviewSession(log, sample_library, lambda: 20)

    def state() -> tuple[list[CardState | None], list[Standing]]:
        prompts = [session.prompt(PACK, card) for card in ("c1", "c2")]
        assert None not in prompts
        return [one.state for one in prompts if one], [one.standing for one in prompts if one]

    past, future = [state()], list[tuple[list["CardState | None"], list[Standing]]]()
    for deed, card in deeds:
        clock.advance(minutes=7)
        if deed == "undo":
            assert (session.undo() is not None) == (len(past) > 1)
            if len(past) > 1:
                future.append(past.pop())
        elif deed == "redo":
            assert (session.redo() is not None) == bool(future)
            if future:
                past.append(future.pop())
        else:
            if deed == "answer":
                _answer(session, card)
            elif deed == "bury":
                session.bury(PACK, card)
            else:
                session.decide(PACK, card, Standing(flag=1 + len(past) % 4))
            past.append(state())
            future.clear()
        assert state() == past[-1]
        assert session.can_redo() == bool(future)
    rows = progress_log.derived_rows(log)
    log.rebuild()
    assert progress_log.derived_rows(log) == rows

"""A sitting with the cards of the sample pack."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from random import Random
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core import kinds
from thaw_desktop.core.errors import StorageError
from thaw_desktop.flashcards.scheduling import LEARNING, REVIEW, Rating
from thaw_desktop.flashcards.session import ReviewSession

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog

PACK = "sample"


class Limit:
    """The student's setting, which may change while a session lives."""

    def __init__(self) -> None:
        self.cards = 20

    def __call__(self) -> int:
        return self.cards


@pytest.fixture
def limit() -> Limit:
    return Limit()


@pytest.fixture
def session(log: EventLog, sample_library: Library, limit: Limit) -> ReviewSession:
    return ReviewSession(log, sample_library, limit)


def answer(session: ReviewSession, card: str, rating: Rating = 3, taken_ms: int = 5000) -> None:
    prompt = session.prompt(PACK, card)
    assert prompt is not None
    session.answer(PACK, prompt.card, rating, taken_ms)


def miss_points(log: EventLog, *points: str) -> None:
    """What marking an essay records."""
    payload = {
        "attempt": "a1", "points": dict.fromkeys(points, False), "marks": dict.fromkeys(points, 1), "level": "",
        "section": "speech",
    }  # fmt: skip
    with log.write() as writing:
        writing.append(kinds.ATTEMPT_MARKED, f"{PACK}/q1", payload)


def test_first_queue_holds_one_new_card_of_each_note(session: ReviewSession) -> None:
    queue = session.queue(PACK)
    assert queue.new == ("c1", "c2", "c3.1")
    assert queue.left == 3


def test_prompt_shows_the_card_and_what_each_rating_brings(session: ReviewSession, clock: FakeClock) -> None:
    prompt = session.prompt(PACK, "c1")
    assert prompt is not None
    assert prompt.card.front_text == "Front of c1"
    assert prompt.state is None
    assert [prompt.intervals[rating].seconds for rating in (1, 2, 3)] == [60, 330, 600]
    assert prompt.intervals[4].days > 1
    answer(session, "c1")
    again = session.prompt(PACK, "c1")
    assert again is not None
    assert again.state is not None
    assert again.state.state == LEARNING


def test_prompt_for_a_card_that_is_not_in_the_pack_is_none(session: ReviewSession) -> None:
    assert session.prompt(PACK, "gone") is None
    assert session.prompt("other-pack", "c1") is None


def test_answer_is_what_the_prompt_promised(session: ReviewSession, clock: FakeClock) -> None:
    clock.advance(0.000_4)  # between two milliseconds
    for rating in (2, 3, 3, 4, 1, 3):
        prompt = session.prompt(PACK, "c1")
        assert prompt is not None
        promised = prompt.intervals[rating]
        session.answer(PACK, prompt.card, rating, 1000)
        after = session.prompt(PACK, "c1")
        assert after is not None
        assert after.state is not None
        if promised.days:
            assert after.state.due_day == after.state.last_day + promised.days
        else:
            assert after.state.due_ts == round(clock.now().timestamp() * 1000) + 1000 * promised.seconds
        clock.advance(days=promised.days, seconds=promised.seconds)


def test_answered_card_waits_and_comes_back(session: ReviewSession, clock: FakeClock) -> None:
    answer(session, "c1")
    assert session.queue(PACK).waiting == ("c1",)
    assert session.queue(PACK).next() == "c2"
    clock.advance(minutes=10)
    assert session.queue(PACK).next() == "c1"
    answer(session, "c1")
    assert session.queue(PACK).left == 2
    clock.advance(days=2)
    assert session.queue(PACK).due == ("c1",)


def test_limit_of_new_cards_counts_those_met_today(session: ReviewSession, limit: Limit, clock: FakeClock) -> None:
    limit.cards = 2
    answer(session, "c1", 4)
    assert session.queue(PACK).new == ("c2",)
    answer(session, "c2", 4)
    assert session.queue(PACK).new == ()
    limit.cards = 1
    assert session.queue(PACK).new == ()
    clock.set_wall_clock(datetime(2026, 3, 3, 3, 59, tzinfo=UTC))
    assert session.queue(PACK).new == ()
    clock.set_wall_clock(datetime(2026, 3, 3, 4, 0, tzinfo=UTC))
    assert session.queue(PACK).new == ("c2.r",)


def test_sibling_of_a_card_met_today_waits_for_tomorrow(session: ReviewSession, clock: FakeClock) -> None:
    answer(session, "c2", 4)
    answer(session, "c3.1", 4)
    assert session.queue(PACK).new == ("c1",)
    clock.advance(days=1)
    assert session.queue(PACK).new == ("c1", "c2.r", "c3.2")


def test_undo_takes_the_answer_back_as_if_it_had_never_been(session: ReviewSession, limit: Limit) -> None:
    limit.cards = 1
    assert not session.can_undo()
    assert session.undo() is None
    before = session.queue(PACK)
    answer(session, "c1")
    assert session.can_undo()
    assert session.undo() == (PACK, "c1")
    assert session.queue(PACK) == before
    assert not session.can_undo()


def test_undo_goes_back_one_answer_at_a_time(session: ReviewSession, clock: FakeClock) -> None:
    queues = []
    for card in ("c1", "c2", "c1"):
        queues.append(session.queue(PACK))
        answer(session, card)
    for queue, card in zip(reversed(queues), ("c1", "c2", "c1"), strict=True):
        assert session.undo() == (PACK, card)
        assert session.queue(PACK) == queue


def test_undo_works_after_reopening(
    session: ReviewSession, log: EventLog, progress_log: ProgressLogs, sample_library: Library, limit: Limit
) -> None:
    before = session.queue(PACK)
    answer(session, "c1")
    log.connection.close()
    again = ReviewSession(progress_log(), sample_library, limit)
    assert again.undo() == (PACK, "c1")
    assert again.queue(PACK) == before


def test_answer_that_cannot_be_saved_leaves_the_card_as_it_was(session: ReviewSession, log: EventLog) -> None:
    answer(session, "c1")
    before = session.queue(PACK)
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        answer(session, "c2")
    log.connection.execute("PRAGMA query_only = OFF")
    assert session.queue(PACK) == before


@pytest.mark.parametrize(("taken", "kept"), [(-5, 0), (0, 0), (59_999, 59_999), (3_600_000, 60_000)])
def test_time_of_an_answer_is_kept_within_a_minute(
    session: ReviewSession, log: EventLog, taken: int, kept: int
) -> None:
    answer(session, "c1", taken_ms=taken)
    event = log.latest(kinds.CARD_REVIEW)
    assert event is not None
    assert event.payload == {"rating": 3, "ms": kept, "section": "origins-succession"}


def test_missed_point_is_asked_tomorrow_and_not_before(
    session: ReviewSession, log: EventLog, limit: Limit, clock: FakeClock
) -> None:
    limit.cards = 0
    miss_points(log, "q1.m1", "q1.m3")
    assert session.queue(PACK).left == 0
    clock.advance(days=1)
    assert session.queue(PACK).due == ("q1.m1", "q1.m3")
    answer(session, "q1.m1", 4)
    assert session.queue(PACK).due == ("q1.m3",)
    assert session.undo() == (PACK, "q1.m1")
    assert session.queue(PACK).due == ("q1.m1", "q1.m3")


def test_missed_point_brings_a_card_already_learnt_forward(
    session: ReviewSession, log: EventLog, clock: FakeClock
) -> None:
    miss_points(log, "q1.m1")
    clock.advance(days=1)
    answer(session, "q1.m1", 4)
    prompt = session.prompt(PACK, "q1.m1")
    assert prompt is not None
    assert prompt.state is not None
    assert prompt.state.state == REVIEW
    assert prompt.state.due_day > prompt.state.last_day + 1
    miss_points(log, "q1.m1")
    clock.advance(days=1)
    assert session.queue(PACK).due == ("q1.m1",)


def test_forecast_counts_the_days_on_which_cards_come_again(session: ReviewSession, clock: FakeClock) -> None:
    answer(session, "c1", 4)
    answer(session, "c2", 3)
    prompt = session.prompt(PACK, "c1")
    assert prompt is not None
    assert prompt.state is not None
    wait = prompt.state.due_day - prompt.state.last_day
    expected = [0] * 30
    expected[0] = expected[wait] = 1
    assert session.forecast(PACK, 30) == expected
    clock.advance(days=60)
    assert session.forecast(PACK, 2) == [2, 0]


def test_done_today_counts_cards_that_are_through(session: ReviewSession, clock: FakeClock) -> None:
    answer(session, "c1", 4)
    answer(session, "c2", 3)
    assert session.done_today(PACK) == 1
    clock.advance(days=1)
    assert session.done_today(PACK) == 0


def test_student_who_travels_goes_by_the_clock_of_the_place(session: ReviewSession, clock: FakeClock) -> None:
    answer(session, "c1", 4)  # at 18:00 UTC
    clock.change_zone(timezone(timedelta(hours=9)))  # 03:00
    assert session.done_today(PACK) == 1
    clock.change_zone(timezone(timedelta(hours=10)))  # 04:00
    assert session.done_today(PACK) == 0


def test_the_queue_after_undo_and_redo_is_that_of_a_fresh_start(
    log: EventLog, session: ReviewSession, sample_library: Library, limit: Limit, clock: FakeClock
) -> None:
    chance = Random(6)

    def as_from_the_start() -> bool:
        return session.queue(PACK) == ReviewSession(log, sample_library, limit).queue(PACK)

    for _ in range(12):
        ident = session.queue(PACK).next()
        if ident is not None:
            answer(session, ident, chance.choice((1, 2, 3, 4)))
        for deed in chance.choices((session.undo, session.redo), k=2):
            deed()
            assert as_from_the_start()
        clock.advance(minutes=chance.choice((1, 12, 1500)))
        assert as_from_the_start()

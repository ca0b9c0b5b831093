"""Timed writing: safe text, an honest clock, an end."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.core import kinds
from thaw_desktop.core.errors import StorageError
from thaw_desktop.practice import store
from thaw_desktop.practice.conditions import Conditions
from thaw_desktop.practice.page import Page, count_words
from thaw_desktop.practice.writing import TimedWriting

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.practice.store import Attempt

PACK = "sample"


@pytest.fixture
def writing(log: EventLog) -> TimedWriting:
    return TimedWriting(log)


@pytest.fixture
def session(writing: TimedWriting) -> AttemptSession:
    """Forty-five minutes for question q1, the clock going."""
    session = writing.start(PACK, "q1", 45, "speech")
    session.start_clock()
    return session


def the_attempt(log: EventLog) -> Attempt:
    (attempt,) = TimedWriting(log).attempts(PACK)
    return attempt


def payloads(log: EventLog, kind: str) -> list[dict[str, Any]]:
    query = "SELECT id FROM event WHERE kind = ? ORDER BY seq"
    events = [log.event(row[0]) for row in log.connection.execute(query, (kind,))]
    return [dict(event.payload) for event in events if event is not None]


def texts(log: EventLog) -> list[str]:
    """The texts of the snapshots in the log."""
    return [payload["text"] for payload in payloads(log, kinds.ATTEMPT_SNAPSHOT)]


# Beginning


def test_attempt_is_saved_before_the_first_key(writing: TimedWriting, log: EventLog, clock: FakeClock) -> None:
    session = writing.start(PACK, "q1", 45, "speech")
    draft = writing.unfinished()
    assert draft is not None
    assert (draft.id, draft.item, draft.text) == (session.id, "sample/q1", "")
    attempt = the_attempt(log)
    assert (attempt.id, attempt.stage, attempt.budget) == (session.id, "writing", 2700)
    assert not session.running
    clock.advance(hours=1)
    assert session.remaining() == 2700


def test_attempt_that_cannot_be_saved_does_not_begin(writing: TimedWriting, log: EventLog) -> None:
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        writing.start(PACK, "q1", 45, "speech")
    assert writing.unfinished() is None
    assert writing.attempts(PACK) == []


# The clock


def test_sleep_counts(session: AttemptSession, clock: FakeClock) -> None:
    clock.advance(minutes=10)
    clock.advance(hours=2)  # the lid was shut
    assert session.elapsed() == 130 * 60
    assert session.remaining() < 0


@pytest.mark.parametrize("moment", [datetime(2020, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)])
def test_change_of_the_wall_clock_does_not_count(session: AttemptSession, clock: FakeClock, moment: datetime) -> None:
    clock.advance(minutes=10)
    clock.set_wall_clock(moment)
    assert session.remaining() == 35 * 60
    session.save(Page("text"))
    clock.advance(minutes=5)
    assert session.remaining() == 30 * 60


def test_stopped_clock_is_saved_with_the_page(session: AttemptSession, writing: TimedWriting, clock: FakeClock) -> None:
    clock.advance(minutes=10)
    session.pause(Page("so far", "plan", 3))
    clock.advance(hours=5)
    assert not session.running
    draft = writing.unfinished()
    assert draft is not None
    again = writing.resume(draft)
    assert again.remaining() == session.remaining() == 35 * 60
    assert again.page == Page("so far", "plan", 3)


# Saving


def test_snapshots_reach_the_log_each_half_minute_and_only_when_something_changed(
    session: AttemptSession, log: EventLog, clock: FakeClock
) -> None:
    for second in range(0, 121, 2):
        text = f"text of second {second}" if second <= 64 else "text of second 64"
        session.save(Page(text))
        clock.advance(2)
    assert texts(log) == ["text of second 30", "text of second 60", "text of second 64"]
    assert [payload["elapsed"] for payload in payloads(log, kinds.ATTEMPT_SNAPSHOT)] == [30, 60, 90]
    session.save(Page("text of second 64", "a plan"))
    assert payloads(log, kinds.ATTEMPT_SNAPSHOT)[-1]["plan"] == "a plan"


def test_moving_the_cursor_is_saved_and_no_snapshot(
    session: AttemptSession, writing: TimedWriting, log: EventLog, clock: FakeClock
) -> None:
    clock.advance(40)
    session.save(Page("", "", 0))
    session.save(Page("", "", 7))
    draft = writing.unfinished()
    assert draft is not None
    assert writing.resume(draft).page.cursor == 7
    assert texts(log) == []


def test_save_that_fails_can_be_tried_again(session: AttemptSession, log: EventLog, clock: FakeClock) -> None:
    clock.advance(31)
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        session.save(Page("unsaved"))
    assert session.page.text == ""
    log.connection.execute("PRAGMA query_only = OFF")
    session.save(Page("unsaved"))
    assert session.page.text == "unsaved"
    assert texts(log) == ["unsaved"]


def test_any_text_is_kept_as_it_was_typed(session: AttemptSession, writing: TimedWriting) -> None:
    text = "“Хрущёв” \U0001f9ca e\u0301 \u2028 \x00 tab\t\r\nend"
    session.save(Page(text, text))
    draft = writing.unfinished()
    assert draft is not None
    assert (draft.text, draft.plan) == (text, text)


# Overtime


def test_place_where_the_time_ran_out_is_noted_once(session: AttemptSession, log: EventLog, clock: FakeClock) -> None:
    clock.advance(minutes=44)
    session.save(Page("in time"))
    assert session.overtime_at is None
    clock.advance(minutes=1)
    session.save(Page("in time."))
    clock.advance(minutes=1)
    session.save(Page("in time. And more."))
    assert session.overtime_at == 8
    session.finish(Page("in time. And more."))
    assert payloads(log, kinds.ATTEMPT_FINISHED)[0]["overtime_at"] == 8


def test_place_where_the_time_ran_out_survives_a_restart(
    session: AttemptSession, writing: TimedWriting, clock: FakeClock
) -> None:
    clock.advance(minutes=46)
    session.save(Page("12345"))
    draft = writing.unfinished()
    assert draft is not None
    again = writing.resume(draft)
    again.start_clock()
    again.save(Page("1234567890"))
    assert again.overtime_at == 5


def test_time_that_ran_out_after_the_last_save_is_noted_at_the_end(
    session: AttemptSession, log: EventLog, clock: FakeClock
) -> None:
    session.save(Page("12345"))
    clock.advance(hours=1)
    session.finish(Page("12345"))
    assert payloads(log, kinds.ATTEMPT_FINISHED)[0]["overtime_at"] == 5


def test_place_where_the_time_ran_out_lies_in_the_text_even_if_that_was_shortened(
    session: AttemptSession, log: EventLog, clock: FakeClock
) -> None:
    clock.advance(minutes=45)
    session.save(Page("1234567890"))
    session.finish(Page("123"))
    assert payloads(log, kinds.ATTEMPT_FINISHED)[0]["overtime_at"] == 3


def test_attempt_in_time_has_no_overtime(session: AttemptSession, log: EventLog) -> None:
    session.finish(Page("text"))
    assert payloads(log, kinds.ATTEMPT_FINISHED)[0]["overtime_at"] is None


# The end


def test_finish_records_the_essay_and_ends_the_draft(
    session: AttemptSession, writing: TimedWriting, log: EventLog, clock: FakeClock
) -> None:
    clock.advance(minutes=20.5)
    assert session.finish(Page("Three short words", "plan")) == session.id
    assert writing.unfinished() is None
    assert writing.draft(session.id) is None
    attempt = the_attempt(log)
    assert (attempt.stage, attempt.elapsed, attempt.words) == ("finished", 1230, 3)
    assert payloads(log, kinds.ATTEMPT_FINISHED) == [
        {
            "attempt": session.id, "text": "Three short words", "plan": "plan", "elapsed": 1230, "words": 3,
            "overtime_at": None, "section": "speech", "conditions": Conditions(45).kept(), "reading": 0, "record": [],
            "formatting": {},
        }
    ]  # fmt: skip


def test_finish_that_fails_leaves_the_attempt_going_on(
    session: AttemptSession, writing: TimedWriting, log: EventLog
) -> None:
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        session.finish(Page("text"))
    log.connection.execute("PRAGMA query_only = OFF")
    assert the_attempt(log).stage == "writing"
    session.save(Page("text"))
    assert writing.unfinished() is not None
    session.finish(Page("text"))
    assert the_attempt(log).stage == "finished"


def test_attempt_that_is_over_stays_over(session: AttemptSession, writing: TimedWriting, log: EventLog) -> None:
    session.finish(Page("the essay"))
    session.save(Page("a late save"))
    session.finish(Page("a second click"))
    session.discard()
    assert writing.unfinished() is None
    assert the_attempt(log).stage == "finished"
    assert [payload["text"] for payload in payloads(log, kinds.ATTEMPT_FINISHED)] == ["the essay"]


def test_discard_keeps_the_text_in_the_log_only(session: AttemptSession, writing: TimedWriting, log: EventLog) -> None:
    session.save(Page("thrown away"))
    session.discard()
    session.save(Page("a late save"))
    assert writing.unfinished() is None
    assert writing.attempts(PACK) == []
    assert texts(log) == ["thrown away"]


# Crash


def test_crash_costs_what_came_after_the_last_save_and_no_time(
    session: AttemptSession, progress_log: ProgressLogs, clock: FakeClock
) -> None:
    clock.advance(minutes=10)
    session.save(Page("saved", "plan", 5))
    clock.advance(2)
    # Killed here: nothing is closed. The machine starts anew and the file is opened again.
    clock.reboot("boot-2")
    clock.advance(hours=3)
    log = progress_log()
    writing = TimedWriting(log)
    draft = writing.unfinished()
    assert draft is not None
    again = writing.resume(draft)
    assert again.page == Page("saved", "plan", 5)
    assert not again.running
    assert again.remaining() == 35 * 60
    again.start_clock()
    clock.advance(minutes=1)
    assert again.remaining() == 34 * 60
    again.finish(Page("saved and more"))
    assert payloads(log, kinds.ATTEMPT_FINISHED)[0]["section"] == "speech"
    assert the_attempt(log).elapsed == 11 * 60


def test_last_saved_draft_is_the_one_to_go_on_with(writing: TimedWriting, clock: FakeClock) -> None:
    first = writing.start(PACK, "q1", 45, "")
    clock.advance(5)
    second = writing.start(PACK, "q2", 45, "")
    clock.advance(5)
    first.save(Page("newer"))
    draft = writing.unfinished()
    assert draft is not None
    assert draft.id == first.id
    other = writing.draft(second.id)
    assert other is not None
    assert other.item == "sample/q2"
    assert writing.draft("unknown") is None


# Lists


def test_attempts_are_those_of_the_pack_newest_first(writing: TimedWriting, clock: FakeClock) -> None:
    made = []
    for pack, question in (("sample", "q1"), ("sample-2", "q1"), ("sample", "q2"), ("sampler", "q1"), ("samp", "q1")):
        made.append(writing.start(pack, question, 10, "").id)
        clock.advance(60)
    assert [attempt.id for attempt in writing.attempts("sample")] == [made[2], made[0]]
    assert [attempt.item for attempt in writing.attempts("sample-2")] == ["sample-2/q1"]


def test_attempt_by_its_id(session: AttemptSession, log: EventLog) -> None:
    found = store.attempt(log.connection, session.id)
    assert found is not None
    assert found.item == "sample/q1"
    assert store.attempt(log.connection, "unknown") is None


# Words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("  \n\t ", 0),
        ("— … “”", 0),
        ("Stalin died.", 2),
        ("post-war de-Stalinisation", 2),
        ("Stalin’s successors' and Malenkov's", 4),
        ("1.5 million, or 1,500,000", 4),
        ("1953, 1956", 2),
        ("the U.S.S.R. under Хрущёв", 4),
        ("end.\n\nNew paragraph", 3),
        ("non‑breaking", 1),
        ("and/or", 2),
    ],
)
def test_count_words_counts_as_an_examiner_would(text: str, words: int) -> None:
    assert count_words(text) == words


@given(st.lists(st.text("abcäß", min_size=1), max_size=30), st.sampled_from([" ", "\n", ", ", " – ", "\n\n"]))
def test_count_words_counts_words_whatever_stands_between(words: list[str], gap: str) -> None:
    assert count_words(gap.join(words)) == len(words)

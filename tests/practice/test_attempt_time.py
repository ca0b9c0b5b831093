"""Reading, writing and rest on their clocks, and what comes between."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from tests.practice.three_hours import simulate
from thaw_desktop.core import kinds
from thaw_desktop.core.attempt_clock import Moment
from thaw_desktop.practice.conditions import Conditions, Interruption
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.practice.conditions import Mode

PAGE = Page("as it stands")


def begin(log: EventLog, conditions: Conditions) -> AttemptSession:
    session = TimedWriting(log).start("sample", "q1", conditions, "speech")
    session.start_clock()
    return session


def open_again(log: EventLog) -> AttemptSession:
    writing = TimedWriting(log)
    draft = writing.unfinished()
    assert draft is not None
    session = writing.resume(draft)
    session.start_clock()
    return session


def brief(session: AttemptSession) -> list[tuple[str, float, bool | None]]:
    return [(one.kind, round(one.seconds, 3), one.counted) for one in session.interruptions]


# Conditions


def test_extra_time_and_rest_are_apart() -> None:
    conditions = Conditions(60, "exam", extra_percent=25, rest_minutes=10, reading_minutes=4)
    assert (conditions.budget, conditions.rest, conditions.reading) == (75 * 60, 600, 300)
    assert Conditions(60, extra_percent=33).budget == pytest.approx(79.8 * 60)
    assert Conditions.of(json.loads(json.dumps(conditions.kept()))) == conditions


@pytest.mark.parametrize("wrong", [{"minutes": 0}, {"minutes": float("nan")}, {"minutes": 1, "extra_percent": -1}])
def test_conditions_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match=r"time|below"):
        Conditions(**wrong)  # type: ignore[arg-type]


def test_conditions_of_a_later_version_are_read_as_far_as_they_are_known() -> None:
    assert Conditions.of({"minutes": 5, "mode": "viva", "colour": "red"}) == Conditions(5)


# Reading


def test_reading_turns_into_writing_to_the_second_though_nobody_looked(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, reading_minutes=5))
    assert (session.phase, session.reading_left(), session.remaining()) == ("reading", 300, 2700)
    clock.advance(120)
    assert (session.reading_left(), session.remaining()) == (180, 2700)
    clock.advance(200)
    assert (session.phase, session.reading_left(), session.remaining()) == ("writing", 0, 2680)


def test_reading_can_be_ended_early(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, reading_minutes=5))
    clock.advance(60)
    session.end_reading(PAGE)
    clock.advance(60)
    assert (session.phase, session.remaining()) == ("writing", 2640)
    session.end_reading(PAGE)
    assert session.remaining() == 2640


def test_reading_survives_a_restart(log: EventLog, progress_log: ProgressLogs, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, reading_minutes=5))
    clock.advance(100)
    session.save(PAGE)
    clock.advance(1000)
    again = open_again(progress_log())
    assert (again.phase, again.reading_left(), again.remaining()) == ("reading", 200, 2700)
    (closed,) = again.look()
    again.count(closed, PAGE, counted=True)
    assert (again.phase, again.remaining()) == ("writing", 2700 - 800)


# Rest


def test_rest_stops_the_clock_and_takes_from_the_bank(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, "exam", rest_minutes=10))
    clock.advance(600)
    assert session.take_rest(PAGE)
    assert not session.take_rest(PAGE)
    clock.advance(240)
    assert (session.phase, session.rest_left(), session.remaining()) == ("rest", 360, 2100)
    session.end_rest(PAGE)
    clock.advance(60)
    assert (session.phase, session.rest_left(), session.remaining()) == ("writing", 360, 2040)
    assert brief(session) == [("rest", 240, False)]


def test_rest_ends_by_itself_when_the_bank_is_empty(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, "exam", rest_minutes=10))
    session.take_rest(PAGE)
    clock.advance(700)
    assert (session.phase, session.rest_left(), session.remaining()) == ("writing", 0, 2600)
    assert not session.take_rest(PAGE)
    assert brief(session) == [("rest", 600, False)]


def test_sleep_in_a_rest_is_rest(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, rest_minutes=10))
    session.take_rest(PAGE)
    clock.sleep(minutes=8)
    assert session.look() == []
    assert (session.phase, session.rest_left()) == ("rest", 120)
    clock.sleep(minutes=8)
    (sleep,) = session.look()
    assert (sleep.kind, sleep.seconds, sleep.counted) == ("sleep", 360, None)
    assert (session.phase, session.remaining()) == ("writing", 2700)


def test_rest_that_goes_on_at_the_end_is_on_the_record(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, rest_minutes=10))
    session.take_rest(PAGE)
    clock.advance(90)
    assert [(one["kind"], one["seconds"]) for one in session.record()] == [("rest", 90)]


def test_without_a_bank_there_is_no_rest(log: EventLog) -> None:
    session = begin(log, Conditions(45))
    assert not session.take_rest(PAGE)
    assert session.phase == "writing"


# Pause


def test_pause_is_recorded(log: EventLog, progress_log: ProgressLogs, clock: FakeClock) -> None:
    session = begin(log, Conditions(45))
    clock.advance(60)
    session.pause(PAGE)
    clock.advance(500)
    again = open_again(progress_log())  # put away, closed and opened again: still a pause
    assert again.remaining() == 2640
    assert again.look() == list(again.interruptions)
    assert brief(again) == [("pause", 500, False)]
    assert again.interruptions[0].at == 60


def test_there_is_no_pause_in_an_exam(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, "exam"))
    with pytest.raises(ValueError, match="exam"):
        session.pause(PAGE)
    clock.advance(60)
    assert session.remaining() == 2640


# Sleep


def test_sleep_counts_in_an_exam_and_is_noted(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, "exam"))
    clock.advance(300)
    clock.sleep(minutes=12)
    assert session.remaining() == 2700 - 300 - 720
    (sleep,) = session.look()
    assert (sleep.kind, sleep.at, sleep.seconds, sleep.counted) == ("sleep", 0, 720, True)
    session.count(sleep, PAGE, counted=False)
    assert session.remaining() == 2700 - 300 - 720
    assert session.look() == []


def test_sleep_in_practice_counts_only_if_the_student_says_so(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45))
    clock.advance(300)
    session.save(PAGE)
    clock.sleep(minutes=12)
    assert session.remaining() == 2400
    (sleep,) = session.look()
    assert (sleep.at, sleep.counted) == (300, None)
    session.count(sleep, PAGE, counted=True)
    assert session.remaining() == 2400 - 720
    session.count(session.interruptions[0], PAGE, counted=False)  # decided once
    assert session.remaining() == 2400 - 720
    assert brief(session) == [("sleep", 720, True)]


def test_a_moment_of_sleep_is_none(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45))
    clock.sleep(3)
    assert session.look() == []
    assert session.remaining() == 2697


# Restart, crash, reboot


def test_crash_gives_the_time_back_and_says_so(log: EventLog, progress_log: ProgressLogs, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, "exam"))
    clock.advance(600)
    session.save(PAGE)
    clock.advance(2)
    clock.advance(minutes=3)
    again = open_again(progress_log())
    assert again.remaining() == 2100
    (closed,) = again.look()
    assert (closed.kind, closed.seconds, closed.counted, closed.estimated) == ("closed", 182, None, False)
    again.count(closed, PAGE, counted=True)
    assert again.remaining() == 2100 - 182


@pytest.mark.parametrize(("set_by", "expected"), [(0, 400), (-3600, 0)])
def test_after_a_new_boot_only_the_wall_clock_tells(
    log: EventLog, progress_log: ProgressLogs, clock: FakeClock, set_by: int, expected: float
) -> None:
    session = begin(log, Conditions(45))
    clock.advance(600)
    session.save(PAGE)
    clock.advance(400)
    clock.reboot("boot-2")
    clock.set_wall_clock(clock.now() + timedelta(seconds=set_by))
    again = open_again(progress_log())
    (closed,) = again.look()
    assert (closed.seconds, closed.estimated) == (expected, True)
    assert again.remaining() == 2100


def test_without_names_of_boots_a_new_one_is_told_from_the_clocks() -> None:
    before = Moment(5000, 5000, "", 1_000_000_000)
    assert not before.until(Moment(5400, 5400, "", 1_000_400_000)).estimated
    assert before.until(Moment(20, 20, "", 1_000_400_000)).estimated
    assert before.until(Moment(9000, 9000, "", 1_900_000_000)).seconds == 900_000


def test_draft_of_an_earlier_version_goes_on(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45))
    session.save(PAGE)
    state = json.dumps({"clock": {"budget": 1200, "used": 300, "running": True}, "cursor": 2, "overtime_at": None})
    with log.write() as writing:
        writing.connection.execute("UPDATE draft SET state = ?", (state,))
    again = open_again(log)
    assert (again.remaining(), again.conditions, again.interruptions) == (900, Conditions(20), ())


# The record


def test_conditions_and_record_stand_in_the_finished_event(log: EventLog, clock: FakeClock) -> None:
    conditions = Conditions(45, "exam", extra_percent=25, rest_minutes=10, reading_minutes=5)
    session = begin(log, conditions)
    clock.advance(100)
    session.end_reading(PAGE)
    clock.advance(60)
    session.take_rest(PAGE)
    clock.advance(120)
    session.end_rest(PAGE)
    session.finish(PAGE)
    (row,) = log.connection.execute("SELECT payload FROM event WHERE kind = ?", (kinds.ATTEMPT_FINISHED,))
    payload = json.loads(row[0])
    assert Conditions.of(payload["conditions"]) == conditions
    assert (payload["reading"], payload["elapsed"]) == (100, 60)
    (rest,) = [Interruption.of(one) for one in payload["record"]]
    began = datetime(2026, 3, 2, 18, 2, 40, tzinfo=UTC).timestamp() * 1000
    assert rest == Interruption("rest", 60, round(began), 120)


def test_each_turn_of_the_phase_is_a_snapshot(log: EventLog, clock: FakeClock) -> None:
    session = begin(log, Conditions(45, rest_minutes=10, reading_minutes=5))
    clock.advance(301)
    session.save(Page("", "a plan"))
    session.save(Page("", "a plan, longer"))
    session.take_rest(Page("one"))
    session.end_rest(Page("one"))
    rows = log.connection.execute("SELECT payload FROM event WHERE kind = ? ORDER BY seq", (kinds.ATTEMPT_SNAPSHOT,))
    kept = [json.loads(payload) for (payload,) in rows]
    assert [(one["text"], one["plan"]) for one in kept] == [("", "a plan"), ("one", ""), ("one", "")]


# All together


@pytest.mark.parametrize(("mode", "seed"), [("practice", 1), ("exam", 2)])
def test_clock_is_right_over_three_hours_of_everything(
    progress_log: ProgressLogs, clock: FakeClock, mode: Mode, seed: int
) -> None:
    outcome, session = simulate(progress_log, clock, mode, seed)
    assert outcome.error < 0.01
    assert session.remaining() <= 0
    assert outcome.given_back <= 5 * outcome.happened.get("crash", 0)

"""The event log: append, undo, merge, roll back; every event with its consequences, or not at all."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from thaw_desktop.core import kinds
from thaw_desktop.core.changes import ChangeFlags, Changes
from thaw_desktop.core.errors import RebuildCancelledError, StorageError
from thaw_desktop.core.event_log import Event, EventLog, effective_blurts, effective_events
from thaw_desktop.core.ids import uuid7
from thaw_desktop.notes.projection import NotesProjection

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tests.conftest import FakeClock, ProgressLogs

CARD = "thaw/c1"
GOOD: dict[str, Any] = {"rating": 3, "ms": 4000, "section": "speech"}
READ: dict[str, Any] = {"seconds": 60}


def append(log: EventLog, kind: str = kinds.CARD_REVIEW, item: str = CARD, payload: Mapping[str, Any] = GOOD) -> Event:
    with log.write() as writing:
        return writing.append(kind, item, payload)


def undo(log: EventLog, event: Event) -> Event:
    with log.write() as writing:
        return writing.undo(event)


def events(log: EventLog) -> list[tuple[Any, ...]]:
    return log.connection.execute("SELECT * FROM event ORDER BY device, seq").fetchall()


def foreign(seq: int, ts: int, *, device: int = 5, kind: str = kinds.CARD_REVIEW, **payload: object) -> Event:
    """An event of another machine."""
    return Event(uuid7(ts, device << 32 | seq), device, seq, ts, 0, kind, CARD, payload or GOOD)


# Appending


def test_append_keeps_what_happened_when_and_where(log: EventLog, clock: FakeClock) -> None:
    event = append(log)
    assert log.event(event.id) == event
    assert event.ts == round(clock.now().timestamp() * 1000)
    assert (event.device, event.seq, event.tz, event.schema) == (log.device, 1, 0, 1)
    assert len(event.id) == 16


def test_append_moves_the_derived_tables_in_the_same_block(log: EventLog) -> None:
    append(log)
    assert log.connection.execute("SELECT reps FROM card_state WHERE item = ?", (CARD,)).fetchone() == (1,)
    assert log.connection.execute("SELECT reviews FROM day_total").fetchone() == (1,)


def test_payload_comes_back_as_it_was_written(log: EventLog) -> None:
    payload = {"text": "Хрущёв said “no” \x00 \U0001f9ca\n", "elapsed": 0.1, "none": None, "nested": {"a": [1, 2]}}
    event = append(log, "essay.of-a-newer-version", payload=payload)
    assert log.event(event.id) == event
    assert log.event(b"\0" * 16) is None


def test_events_are_counted_on_after_reopening(log: EventLog, progress_log: ProgressLogs) -> None:
    assert [append(log).seq for _ in range(3)] == [1, 2, 3]
    log.connection.close()
    again = progress_log()
    assert again.device == log.device
    assert append(again).seq == 4


def test_two_logs_on_one_file_lose_nothing(log: EventLog, progress_log: ProgressLogs) -> None:
    # Two processes: the window, and a command of `thaw-desktop` beside it.
    other = progress_log()
    assert [append(one).seq for one in (log, other, log, other)] == [1, 2, 3, 4]


def test_each_database_has_a_device_of_its_own(log: EventLog, progress_log: ProgressLogs) -> None:
    assert log.device != progress_log("other.db").device


# Failing


def test_block_that_fails_leaves_nothing(log: EventLog, progress_log: ProgressLogs) -> None:
    append(log)
    before = events(log), progress_log.derived_rows(log)

    def fail() -> None:
        with log.write() as writing:
            first = writing.append(kinds.CARD_REVIEW, CARD, GOOD)
            writing.append(kinds.SECTION_READ, "thaw/speech", READ)
            writing.undo(first)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert (events(log), progress_log.derived_rows(log)) == before
    assert append(log).seq == 2


def test_full_disk_leaves_nothing_and_is_a_plain_sentence(log: EventLog, progress_log: ProgressLogs) -> None:
    append(log)
    before = events(log), progress_log.derived_rows(log)
    pages = log.connection.execute("PRAGMA page_count").fetchone()[0]
    log.connection.execute(f"PRAGMA max_page_count = {pages}")
    snapshot = {"attempt": "a", "text": "long " * 20_000, "plan": "", "elapsed": 1.0}
    with pytest.raises(StorageError, match="The disk is full"):
        append(log, kinds.ATTEMPT_SNAPSHOT, "thaw/q1", snapshot)
    assert (events(log), progress_log.derived_rows(log)) == before
    log.connection.execute("PRAGMA max_page_count = 100000")
    assert append(log, kinds.ATTEMPT_SNAPSHOT, "thaw/q1", snapshot).seq == 2


def test_projection_that_fails_takes_the_event_with_it(log: EventLog) -> None:
    with pytest.raises(KeyError):
        append(log, payload={"no rating": 1})
    assert events(log) == []


# Announcing


def test_changes_are_announced_once_and_after_the_commit(progress_log: ProgressLogs) -> None:
    changes = ChangeFlags()
    log = progress_log(changes=changes)
    heard: list[Changes] = []

    def listen(names: Changes) -> None:
        assert not log.connection.in_transaction
        heard.append(names)

    changes.listen(listen)
    with log.write() as writing:
        writing.append(kinds.CARD_REVIEW, CARD, GOOD)
        writing.append(kinds.SECTION_READ, "thaw/speech", READ)
        assert heard == []
    assert heard == [frozenset({"flashcards", "notes", "progress"})]


def test_nothing_is_announced_when_nothing_changed(progress_log: ProgressLogs) -> None:
    changes = ChangeFlags()
    log = progress_log(changes=changes)
    heard: list[Changes] = []
    changes.listen(heard.append)
    with log.write():
        pass
    append(log, kinds.ATTEMPT_SNAPSHOT, "thaw/q1", {"attempt": "a", "text": "", "plan": "", "elapsed": 0})
    with pytest.raises(KeyError):
        append(log, payload={})
    assert heard == []


def test_undo_is_announced_to_the_projections_of_what_it_undoes(progress_log: ProgressLogs) -> None:
    changes = ChangeFlags()
    log = progress_log(changes=changes)
    event = append(log)
    heard: list[Changes] = []
    changes.listen(heard.append)
    undo(log, event)
    undo(log, event)
    assert heard == [frozenset({"flashcards", "progress"})]


# Undoing


def test_undo_is_an_event_and_deletes_none(log: EventLog) -> None:
    event = append(log)
    taken_back = undo(log, event)
    assert taken_back.kind == kinds.UNDO
    assert taken_back.item == event.item
    assert [row[0] for row in events(log)] == [event.id, taken_back.id]
    assert effective_events(log.connection, CARD, {kinds.CARD_REVIEW}) == []


def test_blurts_are_found_without_reading_the_whole_log(log: EventLog) -> None:
    blurt = append(log, kinds.BLURT_FINISHED, "thaw/speech", {"text": "", "elapsed": 1, "facts": {}, "cards": []})
    undo(log, append(log, kinds.BLURT_FINISHED, "thaw/speech", {"text": "", "elapsed": 2, "facts": {}, "cards": []}))
    append(log)
    asked: list[str] = []
    log.connection.set_trace_callback(asked.append)
    found = effective_blurts(log.connection)
    log.connection.set_trace_callback(None)
    steps = log.connection.execute(f"EXPLAIN QUERY PLAN {asked[0]}").fetchall()
    assert found == [blurt]
    assert any("event_of_blurts" in step[-1] for step in steps)


def test_undo_restores_the_earlier_row_of_a_card(log: EventLog, progress_log: ProgressLogs, clock: FakeClock) -> None:
    for rating in (3, 1, 3, 4, 2):
        before = progress_log.derived_rows(log)
        event = append(log, payload={**GOOD, "rating": rating})
        undo(log, event)
        after = progress_log.derived_rows(log)
        assert after.pop("undone") != before.pop("undone")
        assert after == before
        append(log, payload={**GOOD, "rating": rating})
        clock.advance(days=1, minutes=7)


def test_undo_of_an_undo_is_refused(log: EventLog) -> None:
    taken_back = undo(log, append(log))
    with pytest.raises(ValueError, match="cannot be undone"):
        undo(log, taken_back)


def test_latest_is_the_newest_event_that_counts_of_this_device(log: EventLog, clock: FakeClock) -> None:
    first, second = append(log), append(log)
    log.merge([foreign(1, second.ts + 10_000)])
    assert log.latest(kinds.CARD_REVIEW) == second
    undo(log, second)
    assert log.latest(kinds.CARD_REVIEW) == first
    undo(log, first)
    assert log.latest(kinds.CARD_REVIEW) is None
    theirs = log.latest(kinds.CARD_REVIEW, device=5)
    assert theirs is not None
    assert theirs.seq == 1


def test_latest_goes_by_the_order_of_recording_when_the_wall_clock_was_put_back(
    log: EventLog, clock: FakeClock
) -> None:
    append(log)
    clock.set_wall_clock(clock.now().replace(year=2025))
    second = append(log)
    assert log.latest(kinds.CARD_REVIEW) == second


# Merging


def test_merge_takes_in_what_is_new_and_counts_it(log: EventLog) -> None:
    batch = [foreign(seq, 1_770_000_000_000 + seq) for seq in (2, 1, 3)]
    assert log.merge(batch) == 3
    assert log.merge([*batch, foreign(4, 1_770_000_000_004)]) == 1
    assert log.connection.execute("SELECT reviews FROM day_total").fetchone() == (4,)


def test_merge_of_an_undo_that_comes_before_what_it_undoes(log: EventLog, progress_log: ProgressLogs) -> None:
    review = foreign(1, 1_770_000_000_000)
    taken_back = foreign(2, 1_770_000_001_000, kind=kinds.UNDO, event=review.id.hex())
    log.merge([taken_back])
    log.merge([review])
    assert log.connection.execute("SELECT count(*) FROM card_state").fetchone() == (0,)
    assert log.connection.execute("SELECT count(*) FROM day_total").fetchone() == (0,)


def test_events_of_this_device_that_come_back_by_a_merge_are_counted_on(
    log: EventLog, progress_log: ProgressLogs
) -> None:
    # A backup was put back, and the events after it come from the sync folder.
    log.merge([foreign(seq, 1_770_000_000_000 + seq, device=log.device) for seq in (1, 2, 3)])
    assert append(log).seq == 4
    assert len(events(log)) == 4


def test_two_events_under_one_number_of_one_device_are_not_lost_silently(log: EventLog) -> None:
    log.merge([foreign(1, 1_770_000_000_000)])
    with pytest.raises(sqlite3.IntegrityError):
        log.merge([foreign(1, 1_770_000_009_000)])


def test_unknown_kinds_are_kept_and_change_nothing(log: EventLog, progress_log: ProgressLogs) -> None:
    before = progress_log.derived_rows(log)
    unknown = Event(uuid7(1, 1), 5, 1, 1_770_000_000_000, 60, "quiz.from-the-future", "thaw/z", {"a": [1]}, schema=9)
    assert log.merge([unknown]) == 1
    assert progress_log.derived_rows(log) == before
    assert log.rebuild() == 1
    assert log.event(unknown.id) == unknown


# Rebuilding


def test_rebuild_mends_spoiled_derived_tables_and_says_how_many_events_it_replayed(
    log: EventLog, progress_log: ProgressLogs
) -> None:
    taken_back = append(log)
    for _ in range(3):
        append(log)
    undo(log, taken_back)
    before = progress_log.derived_rows(log)
    log.connection.execute("UPDATE card_state SET stability = 0.5")
    log.connection.execute("DROP TABLE day_total")
    log.connection.execute("DELETE FROM undone")
    assert log.rebuild() == 3
    assert progress_log.derived_rows(log) == before


def test_derived_tables_are_rebuilt_when_a_projection_has_a_new_version(
    log: EventLog, progress_log: ProgressLogs
) -> None:
    class ChangedProjection(NotesProjection):
        version = NotesProjection.version + 1  # type: ignore[misc]  # Final, but a later release has another number

    append(log, kinds.SECTION_READ, "thaw/speech", READ)
    log.connection.execute("UPDATE section_state SET reads = 99")
    others = [one for one in progress_log.all_projections() if one.name != "notes"]

    def reads() -> int:
        return int(log.connection.execute("SELECT reads FROM section_state").fetchone()[0])

    progress_log()
    assert reads() == 99
    progress_log(projections=[ChangedProjection(), *others])
    assert reads() == 1


def test_derived_tables_are_rebuilt_when_a_projection_is_new(progress_log: ProgressLogs) -> None:
    log = progress_log(projections=[])
    append(log, kinds.SECTION_READ, "thaw/speech", READ)
    log = progress_log()
    assert log.connection.execute("SELECT reads FROM section_state").fetchone() == (1,)


def test_rebuild_that_is_given_up_leaves_the_derived_tables_as_they_were(
    log: EventLog, progress_log: ProgressLogs
) -> None:
    append(log)
    log.connection.execute("UPDATE card_state SET stability = 0.5")
    before = progress_log.derived_rows(log)

    def enough(done: int, total: int) -> None:
        if done == total == 1:
            raise RebuildCancelledError("Enough")

    with pytest.raises(RebuildCancelledError):
        log.rebuild(enough)
    assert progress_log.derived_rows(log) == before
    assert log.rebuild() == 1
    assert progress_log.derived_rows(log) != before


def test_event_knows_the_students_own_day(log: EventLog) -> None:
    # 02:30 UTC, before the study day begins, and 21:30 of the evening before in New York.
    event = foreign(1, 1_772_505_000_000)
    new_york = Event(event.id, 5, 1, event.ts, -300, event.kind, CARD, GOOD)
    assert event.local.isoformat() == "2026-03-03T02:30:00"
    assert event.study_day.isoformat() == "2026-03-02"
    assert (event.hour, new_york.hour) == (2, 21)
    assert new_york.local.isoformat() == "2026-03-02T21:30:00"
    assert new_york.study_day.isoformat() == "2026-03-02"

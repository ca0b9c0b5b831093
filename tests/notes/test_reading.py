"""What a reader leaves behind in a section."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.errors import StorageError
from thaw_desktop.notes.reading import Reading
from thaw_desktop.notes.store import SectionState

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.core.event_log import EventLog

PACK = "sample"


@pytest.fixture
def reading(log: EventLog) -> Reading:
    return Reading(log)


def count(log: EventLog) -> int:
    return int(log.connection.execute("SELECT count(*) FROM event").fetchone()[0])


def test_untouched_section_has_the_state_of_a_first_visit(reading: Reading) -> None:
    assert reading.state(PACK, "speech") == SectionState(0, 0, 0, "none", 0)
    assert reading.states(PACK) == {}


def test_readings_add_up(reading: Reading, clock: FakeClock) -> None:
    reading.mark_read(PACK, "speech", 100)
    clock.advance(days=1)
    reading.mark_read(PACK, "speech", 40)
    reading.mark_read(PACK, "speech", -7)  # a clock put back is no time won
    state = reading.state(PACK, "speech")
    assert (state.reads, state.seconds) == (3, 140)
    assert state.last_read == round(clock.now().timestamp() * 1000)


def test_place_is_where_the_reader_left(reading: Reading, log: EventLog, clock: FakeClock) -> None:
    reading.leave(PACK, "speech", 7)
    clock.advance(5)
    reading.leave(PACK, "speech", 3)
    assert reading.state(PACK, "speech").place == 3
    assert reading.state(PACK, "speech").reads == 0
    before = count(log)
    reading.leave(PACK, "speech", 3)
    reading.leave(PACK, "origins", 0)
    assert count(log) == before


def test_last_word_on_confidence_stands_even_within_a_millisecond(reading: Reading) -> None:
    reading.say_confidence(PACK, "speech", "red")
    reading.say_confidence(PACK, "speech", "green")
    assert reading.state(PACK, "speech").confidence == "green"
    reading.say_confidence(PACK, "speech", "none")
    assert reading.state(PACK, "speech").confidence == "none"


def test_states_are_those_of_one_pack(reading: Reading) -> None:
    reading.mark_read(PACK, "speech", 10)
    reading.leave(PACK, "origins", 2)
    reading.mark_read("sample-2", "speech", 20)
    assert reading.states(PACK) == {"speech": reading.state(PACK, "speech"), "origins": reading.state(PACK, "origins")}
    assert reading.state("sample-2", "speech").seconds == 20


def test_state_is_there_after_reopening(reading: Reading, log: EventLog, progress_log: ProgressLogs) -> None:
    reading.mark_read(PACK, "speech", 10)
    reading.leave(PACK, "speech", 4)
    before = reading.states(PACK)
    log.connection.close()
    assert Reading(progress_log()).states(PACK) == before


def test_reading_that_cannot_be_saved_changes_nothing(reading: Reading, log: EventLog) -> None:
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        reading.mark_read(PACK, "speech", 10)
    assert reading.states(PACK) == {}

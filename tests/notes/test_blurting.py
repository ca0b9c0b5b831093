from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.facts import Fact
from thaw_desktop.core import kinds
from thaw_desktop.core.drafts import drafts
from thaw_desktop.flashcards import store as cards_store
from thaw_desktop.notes.blurting import SUGGESTED_CARDS, Blurting, BlurtSession, look, suggested
from thaw_desktop.practice.writing import TimedWriting

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import Card
    from thaw_desktop.core.event_log import EventLog

PACK = "sample"


def no_cards(_pack: str) -> list[Card]:
    return []


@pytest.fixture
def blurting(log: EventLog) -> Blurting:
    return Blurting(log, no_cards)


def begun(blurting: Blurting, text: str, section: str = "speech") -> BlurtSession:
    session = blurting.begin(PACK, section)
    session.start_clock()
    session.save(text, len(text))
    return session


def test_nothing_is_lost_when_the_program_is_killed(
    blurting: Blurting, progress_log: ProgressLogs, clock: FakeClock
) -> None:
    session = begun(blurting, "February 1956, closed session")
    clock.advance(90)
    session.save("February 1956, closed session. Stalin alone was blamed.", 12)
    clock.advance(5)  # not saved any more
    again = Blurting(progress_log(), no_cards).begin(PACK, "speech")
    assert again.id == session.id
    assert again.text == "February 1956, closed session. Stalin alone was blamed."
    assert again.cursor == 12
    assert again.elapsed() == 90


def test_the_clock_stands_until_it_is_started_and_counts_sleep(blurting: Blurting, clock: FakeClock) -> None:
    session = blurting.begin(PACK, "speech")
    clock.advance(60)
    assert session.elapsed() == 0
    session.start_clock()
    clock.advance(minutes=3)
    clock.set_wall_clock(clock.now().replace(hour=3))
    assert session.elapsed() == 180
    session.stop_clock()
    clock.advance(60)
    assert session.elapsed() == 180


def test_each_section_has_a_blurt_of_its_own_waiting(blurting: Blurting, clock: FakeClock) -> None:
    first = begun(blurting, "one", "speech")
    clock.advance(1)
    second = begun(blurting, "two", "origins")
    assert list(blurting.unfinished(PACK)) == ["origins", "speech"]
    assert {blurting.begin(PACK, "speech").id, blurting.begin(PACK, "origins").id} == {first.id, second.id}
    assert blurting.unfinished("other") == {}


def test_a_blurt_is_no_unfinished_essay_and_an_essay_no_blurt(blurting: Blurting, log: EventLog) -> None:
    begun(blurting, "closed session")
    assert TimedWriting(log).unfinished() is None
    TimedWriting(log).start(PACK, "q1", 30, "speech")
    assert list(blurting.unfinished(PACK)) == ["speech"]


def test_what_is_written_waits_until_the_student_has_said_the_last_word(
    blurting: Blurting, clock: FakeClock, log: EventLog
) -> None:
    session = begun(blurting, "closed")
    clock.advance(120)
    session.end_writing("closed session")
    clock.advance(600)  # looking at it costs no time
    waiting = blurting.begin(PACK, "speech")
    assert waiting.written
    assert waiting.elapsed() == 120
    assert blurting.past(PACK, {"speech"}) == []
    waiting.record({"c1": True, "q1.m1": False}, ["q1.m1"])
    (past,) = blurting.past(PACK, {"speech"})
    assert (past.text, past.elapsed, past.recalled, len(past.facts)) == ("closed session", 120, 1, 2)
    assert drafts(log.connection, "blurt") == []


def test_cards_of_missed_facts_are_asked_today(blurting: Blurting, clock: FakeClock, log: EventLog) -> None:
    session = begun(blurting, "closed")
    session.end_writing("closed")
    session.record({"c1": False, "c2": False, "c3": True}, ["c1", "c1"])
    today = clock.now().date().toordinal()
    states = cards_store.pack_states(log.connection, PACK)
    assert {card: state.due_day for card, state in states.items()} == {"c1": today}
    event = log.latest(kinds.BLURT_FINISHED)
    assert event is not None
    assert event.payload["cards"] == ["c1"]


def test_a_late_save_brings_nothing_back(blurting: Blurting, log: EventLog) -> None:
    session = begun(blurting, "closed")
    session.end_writing("closed")
    session.record({}, [])
    session.record({}, ["c1"])
    session.save("a late timer", 0)
    assert drafts(log.connection, "blurt") == []
    assert len(blurting.past(PACK, {"speech"})) == 1


def test_an_empty_page_is_forgotten(blurting: Blurting, log: EventLog) -> None:
    session = blurting.begin(PACK, "speech")
    session.drop()
    session.drop()
    assert drafts(log.connection, "blurt") == []


def test_past_blurts_come_the_newest_first_over_the_parts_of_a_section(blurting: Blurting, clock: FakeClock) -> None:
    for text, section in (("one", "speech"), ("two", "speech-context"), ("three", "origins")):
        session = begun(blurting, text, section)
        session.end_writing(text)
        session.record({"c1": True}, [])
        clock.advance(60)
    assert [past.text for past in blurting.past(PACK, ["speech", "speech-context"])] == ["two", "one"]


def test_the_facts_of_a_section_with_its_parts_are_looked_for(library: Library) -> None:
    text = "Khrushchev was a convinced Marxist-Leninist. Stalin was remote and people feared him."
    found = look(library, "destalinisation", "ideology", [], text)
    parts = [finding.fact.section for finding in found]
    assert set(parts) == {"ideology", "political-style", "four-goals"}
    assert parts == sorted(parts, key=["ideology", "political-style", "four-goals"].index)
    shown = [finding.coverage.evidence for finding in found if finding.coverage.covered]
    assert "Stalin was remote and people feared him." in shown
    part = look(library, "destalinisation", "four-goals", [], text)
    assert {finding.fact.section for finding in part} == {"four-goals"}


def test_own_cards_are_facts_too(library: Library) -> None:
    card = library.cards("destalinisation")[0]
    own = type(card)("own-1", "own-1", "basic", "", "ideology", "", "", "Who mended shoes?", "Pyotr the cobbler")
    found = look(library, "destalinisation", "ideology", [own], "Pyotr the cobbler mended shoes.")
    assert [finding.fact.id for finding in found if finding.coverage.covered] == ["own-1"]


def test_the_missed_facts_that_earn_most_are_proposed_and_none_beyond_the_notes() -> None:
    facts = [Fact(f"f{number}", "", "", (), "s", "", number % 3) for number in range(30)]
    facts.append(Fact("beyond", "", "", (), "s", "", 9, ("beyond",)))
    chosen = suggested(facts)
    assert len(chosen) == SUGGESTED_CARDS
    assert chosen == {f"f{number}" for number in range(2, 30, 3)}

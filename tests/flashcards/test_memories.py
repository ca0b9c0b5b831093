"""The picture of a pack's memories, of small packs at once and of large ones from a thread's connection."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core import kinds
from thaw_desktop.flashcards import session as sessions
from thaw_desktop.flashcards.memories import SPANS, Memories
from thaw_desktop.flashcards.session import ReviewSession
from thaw_desktop.flashcards.study_plan import StudyPlan

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock
    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.paths import Paths

PACK = "sample"


@pytest.fixture
def session(log: EventLog, sample_library: Library) -> ReviewSession:
    return ReviewSession(log, sample_library, lambda: 20)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memories.json"


@pytest.fixture
def memories(session: ReviewSession, paths: Paths, file: Path) -> Memories:
    return Memories(session, paths.progress_database, file)


def answer(session: ReviewSession, *cards: str) -> None:
    for card in cards:
        prompt = session.prompt(PACK, card)
        assert prompt is not None
        session.answer(PACK, prompt.card, 4, 5000)


def test_sections_count_their_cards_and_points_sleep_until_missed(
    memories: Memories, session: ReviewSession, log: EventLog, clock: FakeClock
) -> None:
    answer(session, "c2", "c2.r")
    found = memories.now(PACK).sections
    assert (found["origins"].cards, found["origins"].seen, found["origins"].answers) == (2, 2, 2)
    assert found["origins"].expected == 2
    assert "speech-context" not in found
    payload = {"attempt": "a", "points": {"q1.m1": False}, "marks": {"q1.m1": 1}, "level": "", "section": "speech"}
    with log.write() as writing:
        writing.append(kinds.ATTEMPT_MARKED, f"{PACK}/q1", payload)
    clock.advance(days=30)
    found = memories.now(PACK).sections
    assert (found["speech-context"].cards, found["speech-context"].seen) == (1, 0)
    assert 0 < found["origins"].expected < 2


def test_on_the_day_of_the_exam_less_would_be_recalled_and_after_it_nothing_is_said(
    memories: Memories, session: ReviewSession, clock: FakeClock
) -> None:
    answer(session, "c2")
    session.set_plan(PACK, StudyPlan(exam=date(2026, 4, 20)))
    before = memories.now(PACK)
    assert before.exam == date(2026, 4, 20).toordinal()
    assert 0 < before.sections["origins"].at_exam < before.sections["origins"].expected
    clock.advance(days=60)
    after = memories.now(PACK)
    assert after.exam == 0
    assert after.sections["origins"].at_exam == after.sections["origins"].expected


def test_histograms_count_each_card_seen_once(memories: Memories, session: ReviewSession) -> None:
    answer(session, "c1", "c2")
    found = memories.now(PACK).sections
    assert [sum(one.stabilities) for one in found.values()] == [one.seen for one in found.values()]
    state = session.pack_today(PACK).states["c1"]
    interval = state.due_day - state.last_day
    bar = sum(span <= interval for span in SPANS)
    assert found["origins-succession"].intervals[bar] == 1


def test_a_large_pack_is_read_on_a_thread_and_kept_in_a_file(
    memories: Memories,
    session: ReviewSession,
    sample_library: Library,
    paths: Paths,
    file: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answer(session, "c1", "c2")
    exact = memories.now(PACK)
    monkeypatch.setattr(sessions, "_FEW", 2)
    session._kept.clear()
    assert memories.known(PACK) is None
    assert not session.waiting(PACK).exact
    inquiry = memories.wanted(PACK)
    assert inquiry is not None

    memories.keep(inquiry, inquiry.work(sample_library._connection))

    assert memories.known(PACK) == exact
    assert memories.wanted(PACK) is None  # the session goes on with what the thread read
    assert session.waiting(PACK).exact
    again = Memories(session, paths.progress_database, file)
    session._kept.clear()
    assert again.known(PACK) == exact


def test_what_was_read_before_an_answer_is_not_taken_for_what_is_now(
    memories: Memories, session: ReviewSession, sample_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sessions, "_FEW", 2)
    inquiry = memories.wanted(PACK)
    assert inquiry is not None
    read = inquiry.work(sample_library._connection)
    answer(session, "c1")
    memories.keep(inquiry, read)
    assert session.pack_today(PACK).states["c1"].reps == 1


@pytest.mark.parametrize(
    "text", ["", "[]", '{"sample": 3}', '{"sample": {"day": 1, "exam": 0, "sections": {"a": {}}}}']
)
def test_a_spoiled_file_is_as_none(memories: Memories, file: Path, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    file.write_text(text, encoding="utf-8")
    monkeypatch.setattr(sessions, "_FEW", 2)
    assert memories.known(PACK) is None

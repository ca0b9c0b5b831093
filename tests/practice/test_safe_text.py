"""The plain-text copy of an essay, and looking back at it as it stood."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.errors import StorageError
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.practice.attempt_session import AttemptSession


@pytest.fixture
def session(log: EventLog) -> AttemptSession:
    session = TimedWriting(log).start("sample", "q1", 45, "speech")
    session.start_clock()
    return session


def test_copy_is_written_each_minute_with_the_plan(session: AttemptSession, paths: Paths, clock: FakeClock) -> None:
    session.save(Page("at once"))
    assert not session.copy.path.exists()
    clock.advance(60)
    session.save(Page("“Хрущёв” spoke.\n\nThen", "first\nsecond"))
    assert session.copy.path == paths.data / "essays" / f"q1-{session.id[:8]}.txt"
    written = session.copy.path.read_text(encoding="utf-8")
    assert written == "“Хрущёв” spoke.\n\nThen\n\n----\n\nPlan\n\nfirst\nsecond\n"
    clock.advance(30)
    session.save(Page("later"))
    assert session.copy.path.read_text(encoding="utf-8") == written


def test_copy_stays_whole_when_finished_and_goes_when_discarded(
    session: AttemptSession, log: EventLog, clock: FakeClock
) -> None:
    session.finish(Page("The essay."))
    assert session.copy.path.read_text(encoding="utf-8") == "The essay.\n"
    other = TimedWriting(log).start("sample", "q2", 45, "")
    clock.advance(61)
    other.save(Page("nothing much"))
    assert other.copy.path.exists()
    other.discard()
    assert not other.copy.path.exists()
    assert session.copy.path.exists()


def test_copy_that_cannot_be_written_does_not_stop_the_save(
    session: AttemptSession, paths: Paths, clock: FakeClock
) -> None:
    (paths.data / "essays").write_text("in the way")
    clock.advance(61)
    session.save(Page("safe all the same"))
    assert session.copy.failed
    assert session.page.text == "safe all the same"
    (paths.data / "essays").unlink()
    clock.advance(61)
    session.save(Page("and now"))
    assert not session.copy.failed


def test_versions_are_the_snapshots_newest_first_without_repeats(session: AttemptSession, clock: FakeClock) -> None:
    for text in ("one", "one two", "one two three"):
        clock.advance(30)
        session.save(Page(text))
    session.keep_version(Page("one two three"))
    found = session.versions()
    assert [(one.text, one.words, one.elapsed) for one in found] == [
        ("one two three", 3, 90), ("one two", 2, 60), ("one", 1, 30)
    ]  # fmt: skip


def test_version_that_cannot_be_kept_is_told(session: AttemptSession, log: EventLog) -> None:
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        session.keep_version(Page("text"))
    log.connection.execute("PRAGMA query_only = OFF")
    session.save(Page("text"))
    assert [one.text for one in session.versions()] == ["text"]

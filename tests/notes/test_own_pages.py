"""Own pages: writing, renaming, throwing away, bringing back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.errors import StorageError
from thaw_desktop.notes.own_pages import OwnPages

if TYPE_CHECKING:
    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.core.event_log import EventLog


@pytest.fixture
def pages(log: EventLog) -> OwnPages:
    return OwnPages(log)


def test_a_page_is_written_renamed_and_listed_by_age(pages: OwnPages, clock: FakeClock) -> None:
    first = pages.write("small", "  Dates\nto learn ", "- 1953\n- 1956\n")
    clock.advance(1)
    second = pages.write("small", "", "No title")
    clock.advance(1)
    assert pages.write("small", "Dates", "- 1953\n- 1956\n", first) == first
    assert [(page.id, page.title, page.text) for page in pages.pages("small")] == [
        (first, "Dates", "- 1953\n- 1956\n"),
        (second, "", "No title"),
    ]
    assert pages.pages("another") == []


def test_writing_the_same_again_writes_nothing(pages: OwnPages, log: EventLog) -> None:
    page = pages.write("small", "Dates", "1953")
    before = log.connection.execute("SELECT count(*) FROM event").fetchone()
    pages.write("small", "Dates ", "1953", page)
    pages.remove("small", "page-unknown")
    assert log.connection.execute("SELECT count(*) FROM event").fetchone() == before


def test_a_page_thrown_away_can_be_brought_back(pages: OwnPages) -> None:
    page = pages.write("small", "Dates", "1953")
    pages.remove("small", page)
    assert pages.pages("small") == []
    assert pages.page("small", page) is None
    assert pages.bring_back("small", page)
    assert [one.text for one in pages.pages("small")] == ["1953"]
    assert not pages.bring_back("small", page)


def test_pages_are_there_after_reopening(pages: OwnPages, log: EventLog, progress_log: ProgressLogs) -> None:
    pages.write("small", "Dates", "1953")
    before = pages.pages("small")
    log.rebuild()
    log.connection.close()
    assert OwnPages(progress_log()).pages("small") == before


def test_a_page_that_cannot_be_saved_stays_as_it_was(pages: OwnPages, log: EventLog) -> None:
    page = pages.write("small", "Dates", "1953")
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        pages.write("small", "Dates", "1956", page)
    assert pages.pages("small")[0].text == "1953"

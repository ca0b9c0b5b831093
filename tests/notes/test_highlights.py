"""Marking, recolouring, noting, removing, taking back and listing; what an edited pack does to it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.compiler import compile_pack
from thaw_desktop.content.library import Library
from thaw_desktop.content.model import Pack, PackInfo, Section
from thaw_desktop.content.schema import migrate
from thaw_desktop.core.database import connect
from thaw_desktop.core.errors import StorageError
from thaw_desktop.notes.highlights import Highlights

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from pathlib import Path

    from tests.conftest import FakeClock, ProgressLogs
    from thaw_desktop.core.event_log import EventLog

ORIGINS = "Stalin died in March 1953. His heirs shared his offices among themselves and arrested Beria."
SPEECH = "On 25 February 1956 Khrushchev read out a secret speech to the delegates of the Twentieth Congress."


class Edition:
    """A pack that can be compiled anew with other texts."""

    def __init__(self, path: Path) -> None:
        self.connection: sqlite3.Connection = connect(path)
        migrate(self.connection)
        self.library = Library(self.connection)
        self.publish(origins=ORIGINS, speech=SPEECH)

    def publish(self, **texts: str) -> None:
        info = PackInfo("small", "Small", "1.0.0", "en-GB", "", "", "CC0-1.0", (), (), "", ())
        sections = tuple(
            Section(name, name.capitalize(), None, 1, "", 1, f"<p>{text}</p>", text, (), ())
            for name, text in texts.items()
        )
        pack = Pack(info, sections, (), (), (), (), (), {}, ())
        compile_pack(self.connection, replace(pack), str(sorted(texts.items())), 0)


@pytest.fixture
def edition(tmp_path: Path) -> Iterator[Edition]:
    made = Edition(tmp_path / "library.db")
    yield made
    made.connection.close()


@pytest.fixture
def marks(log: EventLog, edition: Edition) -> Highlights:
    return Highlights(log, edition.library)


def add(marks: Highlights, quote: str, section: str = "origins") -> str:
    text = marks.text("small", section)
    start = text.index(quote)
    return marks.add("small", [(section, start, start + len(quote))], "yellow")


def listed(marks: Highlights) -> list[tuple[str, list[str]]]:
    return [
        (title, [one.highlight.anchor.quote for one in group]) for _, title, group in marks.listing("small").sections
    ]


def test_highlights_are_listed_by_section_in_the_order_of_the_text(marks: Highlights, clock: FakeClock) -> None:
    add(marks, "secret speech", "speech")
    clock.advance(1)
    add(marks, "arrested Beria")
    add(marks, "March 1953")
    assert listed(marks) == [("Origins", ["March 1953", "arrested Beria"]), ("Speech", ["secret speech"])]
    assert marks.listing("small").count == marks.count("small") == 3
    assert [one.highlight.anchor.quote for one in marks.on_page("small", ["speech"])] == ["secret speech"]
    assert marks.listing("another").count == 0


def test_colour_and_note_change_and_the_rest_stays(marks: Highlights, clock: FakeClock) -> None:
    ident = add(marks, "arrested Beria")
    clock.advance(5)
    marks.change("small", ident, colour="pink")
    marks.change("small", ident, note="  In June.  ")
    (one,) = marks.pieces("small", ident)
    assert (one.colour, one.note, one.anchor.quote) == ("pink", "In June.", "arrested Beria")
    assert one.changed == one.created + 5000
    assert marks.last_colour() == "pink"


def test_what_does_not_change_anything_writes_nothing(marks: Highlights, log: EventLog) -> None:
    ident = add(marks, "arrested Beria")
    before = log.connection.execute("SELECT count(*) FROM event").fetchone()
    marks.change("small", ident, colour="yellow", note="")
    marks.change("small", "unknown", colour="pink")
    marks.remove("small", "unknown")
    assert log.connection.execute("SELECT count(*) FROM event").fetchone() == before
    with pytest.raises(ValueError, match="no words"):
        marks.add("small", [("origins", 3, 3)], "yellow")


def test_undo_takes_back_gesture_after_gesture(marks: Highlights) -> None:
    ident = add(marks, "arrested Beria")
    marks.change("small", ident, colour="blue")
    marks.remove("small", ident)
    assert marks.listing("small").count == 0
    assert marks.undo("small")
    assert marks.pieces("small", ident)[0].colour == "blue"
    assert marks.undo("small")
    assert marks.pieces("small", ident)[0].colour == "yellow"
    assert not marks.undo("another")
    assert marks.undo("small")
    assert marks.listing("small").count == 0
    assert not marks.undo("small")


def test_a_passage_over_two_sections_is_one_highlight(marks: Highlights) -> None:
    ident = marks.add("small", [("origins", 60, len(ORIGINS)), ("speech", 0, 19)], "green")
    marks.change("small", ident, colour="blue")
    assert [one.colour for one in marks.pieces("small", ident)] == ["blue", "blue"]
    assert marks.undo("small")
    assert [one.colour for one in marks.pieces("small", ident)] == ["green", "green"]
    marks.remove("small", ident)
    assert marks.listing("small").count == 0
    assert marks.undo("small")
    assert marks.undo("small")
    assert marks.listing("small").count == 0


def test_after_an_update_of_the_pack_passages_are_found_where_they_now_stand(
    marks: Highlights, edition: Edition
) -> None:
    add(marks, "His heirs shared his offices among themselves")
    add(marks, "secret speech to the delegates", "speech")
    edition.publish(
        origins=f"A new beginning. {ORIGINS.replace('heirs', 'successors')}", speech="Nothing.", more=SPEECH
    )
    found = marks.listing("small")
    assert [(section, one.start) for section, _, group in found.sections for one in group] == [
        ("origins", 44),
        ("more", SPEECH.index("secret")),
    ]
    assert found.orphans == ()


def test_what_the_pack_no_longer_has_is_kept_as_an_orphan_and_comes_back_with_its_words(
    marks: Highlights, edition: Edition
) -> None:
    ident = add(marks, "On 25 February 1956 Khrushchev read out", "speech")
    marks.change("small", ident, note="Learn the date.")
    edition.publish(origins=ORIGINS)
    (orphan,) = marks.listing("small").orphans
    assert orphan.is_orphan
    assert (orphan.highlight.anchor.quote, orphan.highlight.note) == (
        "On 25 February 1956 Khrushchev read out",
        "Learn the date.",
    )
    marks.change("small", ident, colour="pink")
    assert marks.listing("small").orphans[0].highlight.colour == "pink"
    edition.publish(origins=ORIGINS, speech=SPEECH)
    assert listed(marks) == [("Speech", ["On 25 February 1956 Khrushchev read out"])]


def test_highlights_are_the_same_after_a_rebuild_and_a_new_start(
    marks: Highlights, log: EventLog, progress_log: ProgressLogs, edition: Edition
) -> None:
    ident = add(marks, "arrested Beria")
    marks.change("small", ident, note="In June.")
    add(marks, "March 1953")
    marks.undo("small")
    before = marks.listing("small")
    log.rebuild()
    log.connection.close()
    assert Highlights(progress_log(), edition.library).listing("small") == before


def test_a_highlight_that_cannot_be_saved_is_not_there(marks: Highlights, log: EventLog) -> None:
    log.connection.execute("PRAGMA query_only = ON")
    with pytest.raises(StorageError):
        add(marks, "arrested Beria")
    assert marks.listing("small").count == 0

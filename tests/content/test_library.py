"""The library answers from compiled packs."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.library import CardRef, Library, OutlineEntry
from thaw_desktop.content.model import Counts

if TYPE_CHECKING:
    from thaw_desktop.content.model import Pack

_PACK = "thaw-sample"


@pytest.fixture
def library(library_connection: sqlite3.Connection) -> Library:
    return Library(library_connection)


def test_outline_lists_sections_in_reading_order(library: Library) -> None:
    assert library.outline(_PACK)[:2] == [
        OutlineEntry("speech", "The Secret Speech", None, 1, 2, "What Khrushchev said behind closed doors"),
        OutlineEntry("speech-reasons", "Why he spoke", "speech", 2, 0, ""),
    ]
    assert list(library.section_titles(_PACK)) == ["speech", "speech-reasons", "speech-effects", "reforms"]


def test_children_gives_the_subsections_of_a_section(library: Library) -> None:
    assert [section.id for section in library.children(_PACK, "speech")] == ["speech-reasons", "speech-effects"]
    assert library.children(_PACK, "speech-reasons") == []


def test_items_that_are_not_there_are_none(library: Library) -> None:
    assert library.pack("nothing") is None
    assert library.section(_PACK, "nothing") is None
    assert library.faq(_PACK, "nothing") is None
    assert library.card(_PACK, "nothing") is None
    assert library.question(_PACK, "nothing") is None
    assert library.term(_PACK, "nothing") is None
    assert library.media(_PACK, "media/nothing.png") is None
    assert library.counts("nothing") == Counts(0, 0, 0, 0, 0, 0, 0)


def test_single_items_equal_those_of_the_lists(library: Library, parsed_pack: Pack) -> None:
    assert library.pack(_PACK) == parsed_pack.info
    assert [library.faq(_PACK, faq.id) for faq in parsed_pack.faqs] == list(parsed_pack.faqs)
    assert [library.question(_PACK, question.id) for question in parsed_pack.questions] == list(parsed_pack.questions)
    assert [library.term(_PACK, term.id) for term in parsed_pack.terms] == list(parsed_pack.terms)


def test_cards_leave_out_mark_points_and_card_refs_have_them(library: Library, parsed_pack: Pack) -> None:
    assert library.cards(_PACK) == [card for card in parsed_pack.cards if card.kind != "point"]
    assert library.card_refs(_PACK) == [
        CardRef(card.id, card.note, card.kind, card.deck, card.section) for card in parsed_pack.cards
    ]


def test_cards_by_id_gives_known_cards_in_the_order_asked(library: Library) -> None:
    found = library.cards_by_id(_PACK, ["question-why.m1", "nothing", "card-date", "card-date"])

    assert list(found) == ["question-why.m1", "card-date"]
    assert found["card-date"].back_text == "On 25 February 1956"
    assert library.cards_by_id(_PACK, []) == {}


def test_library_works_with_rows_by_name(library_connection: sqlite3.Connection, parsed_pack: Pack) -> None:
    library_connection.row_factory = sqlite3.Row
    library = Library(library_connection)

    assert library.questions(_PACK) == list(parsed_pack.questions)
    assert library.packs() == [parsed_pack.info]
    assert library.timeline(_PACK) == list(parsed_pack.timeline)


def test_library_asks_few_indexed_questions(library_connection: sqlite3.Connection) -> None:
    library = Library(library_connection)
    asked: list[str] = []
    library_connection.set_trace_callback(asked.append)
    library.packs()
    library.outline(_PACK)
    library.section(_PACK, "speech")
    library.children(_PACK, "speech")
    library.faqs(_PACK)
    library.card(_PACK, "card-date")
    library.cards_by_id(_PACK, ["card-date", "card-year"])
    library.card_refs(_PACK)
    library.questions(_PACK)
    library.question(_PACK, "question-why")
    library.timeline(_PACK)
    library_connection.set_trace_callback(None)

    # Questions and their points are two.
    assert len(asked) == 13
    for query in asked:
        plan = [row[3] for row in library_connection.execute(f"EXPLAIN QUERY PLAN {query}")]
        scans = [
            step
            for step in plan
            if step.startswith("SCAN") and step not in ("SCAN pack", "SCAN json_each VIRTUAL TABLE INDEX 1:")
        ]
        assert scans == [], query

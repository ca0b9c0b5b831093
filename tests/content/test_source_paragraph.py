"""From a card to the paragraph that it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.source_paragraph import source_paragraph

if TYPE_CHECKING:
    from thaw_desktop.content.library import Library

PARAGRAPHS = [
    "Stalin died in March 1953 and left no successor.",
    "Beria freed a million prisoners and was shot in December.",
    "Khrushchev spoke to the congress about Stalin and the cult of personality.",
]


@pytest.mark.parametrize(
    ("card", "place"),
    [
        ("When did Stalin die? In March 1953.", 0),
        ("Which prisoners were freed by Beria? A million.", 1),
        ("What did the speech of Khrushchev at the congress attack? The cult of personality.", 2),
        ("What is the capital of France? Paris.", None),
        ("Stalin", None),
    ],
)
def test_the_paragraph_that_shares_the_rare_words_is_the_source(card: str, place: int | None) -> None:
    assert source_paragraph(PARAGRAPHS, card) == place


def test_nothing_is_the_source_where_there_is_nothing() -> None:
    assert source_paragraph([], "Any card at all") is None


def test_most_cards_of_the_built_in_pack_have_a_source_in_their_section(library: Library) -> None:
    sections = {entry.id: library.section("destalinisation", entry.id) for entry in library.outline("destalinisation")}
    cards = library.cards("destalinisation")
    found = 0
    for card in cards:
        section = sections[card.section]
        assert section is not None
        parts = [section, *library.children("destalinisation", section.id)]
        paragraphs = [line for part in parts for line in part.text.split("\n")]
        found += source_paragraph(paragraphs, f"{card.front_text} {card.back_text}") is not None
    assert found > 0.8 * len(cards)

"""The built-in pack is whole: it reads without a word, covers every fact, and all of it belongs to a section."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.reader import read_pack

if TYPE_CHECKING:
    from thaw_desktop.content.model import Pack

_ROOT = Path(__file__).parents[2]
_FACT_IDS = _ROOT / "tests" / "data" / "fact_ids.txt"


@pytest.fixture(scope="module")
def builtin() -> Pack:
    pack, problems = read_pack(_ROOT / "resources" / "packs" / "destalinisation")
    assert [str(problem) for problem in problems] == []
    assert pack is not None
    return pack


def test_builtin_pack_expresses_every_fact(builtin: Pack) -> None:
    expected = set(_FACT_IDS.read_text(encoding="utf-8").split())
    named = {
        fact for items in (builtin.sections, builtin.faqs, builtin.questions) for item in items for fact in item.facts
    }
    named |= {fact for question in builtin.questions for point in question.points for fact in point.facts}

    assert len(expected) == 212
    assert named == expected


def test_builtin_pack_holds_what_was_promised(builtin: Pack) -> None:
    assert len(builtin.faqs) == 5
    assert len(builtin.questions) == 2
    assert len([card for card in builtin.cards if card.kind != "point"]) >= 40


def test_builtin_pack_ties_everything_to_a_section(builtin: Pack) -> None:
    sections = {section.id for section in builtin.sections}

    assert {faq.section for faq in builtin.faqs} <= sections
    assert {card.section for card in builtin.cards} <= sections
    for question in builtin.questions:
        assert question.sections
        assert set(question.sections) <= sections
        assert {point.section for point in question.points} <= sections


def test_builtin_pack_has_cards_for_every_section(builtin: Pack) -> None:
    with_cards = {card.section for card in builtin.cards}

    without = {
        section.id
        for section in builtin.sections
        if section.parent is None
        and not with_cards & {section.id, *(child.id for child in builtin.sections if child.parent == section.id)}
    }
    assert without == set()


def test_builtin_pack_names_every_item_once(builtin: Pack) -> None:
    groups = (builtin.sections, builtin.faqs, builtin.cards, builtin.questions, builtin.terms, builtin.timeline)
    ids = [item.id for items in groups for item in items]

    assert len(ids) == len(set(ids))


def test_builtin_pack_says_how_each_mark_point_is_shown(builtin: Pack) -> None:
    for question in builtin.questions:
        assert question.levels
        assert question.model
        for point in question.points:
            assert point.words, point.id
            assert not point.ask.startswith("Which point"), point.id

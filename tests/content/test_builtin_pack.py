"""The built-in pack is whole: it reads without a word, covers every fact, and all of it belongs to a section."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.model import BEYOND
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
    assert len(builtin.faqs) >= 20
    assert len(builtin.questions) >= 14
    assert len(builtin.timeline) >= 25
    kinds = Counter({card.note: card.kind for card in builtin.cards if card.kind != "point"}.values())
    assert kinds.total() >= 180
    assert kinds["basic"] <= 0.6 * kinds.total()
    for kind in ("reversed", "cloze", "type-in", "order"):
        assert kinds[kind] >= 12, kind
    drawings = [medium.name for medium in builtin.media if medium.name.endswith(".svg")]
    assert len(drawings) >= 5


def test_builtin_pack_opens_every_section_with_a_question_and_closes_it_in_two_lines(builtin: Pack) -> None:
    sections = [section for section in builtin.sections if section.parent is None]
    for section in sections:
        parts = [part for part in builtin.sections if section.id in (part.id, part.parent)]
        assert re.match(r"<p><em>[^<]*\?</em></p>", section.html), section.id
        end = parts[-1].html.rpartition("<h3>In two lines</h3>")[2]
        assert end.count("<li>") == 2, section.id
        assert end.endswith("</ul>"), section.id
        assert 2 <= section.minutes <= 5, section.id


def test_builtin_pack_defines_every_term_that_it_marks(builtin: Pack) -> None:
    pages = {section.id: section.html for section in builtin.sections} | {faq.id: faq.html for faq in builtin.faqs}
    assert [ident for ident, html in pages.items() if '<span class="term">' in html] == []


def test_builtin_pack_answers_at_readable_length(builtin: Pack) -> None:
    lengths = {faq.id: len(faq.text.split()) for faq in builtin.faqs}

    assert {ident: words for ident, words in lengths.items() if not 80 <= words <= 200} == {}


def test_builtin_pack_shows_every_picture_with_a_description(builtin: Pack) -> None:
    shown = "".join(section.html for section in builtin.sections)
    for medium in builtin.media:
        if medium.name != builtin.info.cover:
            found = re.search(rf'<img src="{re.escape(medium.name)}" alt="([^"]+)"', shown)
            assert found, medium.name
            assert len(found[1].split()) >= 12, medium.name


def test_builtin_questions_have_all_that_a_student_needs(builtin: Pack) -> None:
    command_words = {question.command_word for question in builtin.questions}
    wanted = {"Explain why", "How far", "How significant", "Assess the validity", "Compare", "Source-based"}
    assert wanted <= command_words
    for question in builtin.questions:
        assert question.plan, question.id
        assert question.levels, question.id
        assert question.model, question.id
        assert sum(point.marks for point in question.points) == question.marks, question.id
        assert bool(question.sources) == (question.command_word == "Source-based"), question.id
        assert question.sources.count("Written for practice") == question.sources.count("<h3>"), question.id
    with_second = [question for question in builtin.questions if question.second]
    assert len(with_second) >= 2
    assert all(question.comment and question.second_comment for question in with_second)


def test_builtin_pack_marks_what_goes_beyond_the_fact_sheet(builtin: Pack) -> None:
    for question in builtin.questions:
        for point in question.points:
            assert bool(point.facts) != (BEYOND in point.tags), point.id
    for faq in builtin.faqs:
        assert faq.facts or BEYOND in faq.tags, faq.id
    assert any(BEYOND in event.tags for event in builtin.timeline)


def test_builtin_pack_ties_everything_to_a_section(builtin: Pack) -> None:
    sections = {section.id for section in builtin.sections}

    assert {faq.section for faq in builtin.faqs} <= sections
    assert {card.section for card in builtin.cards} <= sections
    assert {event.section for event in builtin.timeline} <= sections
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

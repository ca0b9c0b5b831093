"""Ids are unique, and links and marked terms find what they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.names import MOST_OF_KIND, Names, is_id
from thaw_desktop.content.problems import Place, Problems

if TYPE_CHECKING:
    from thaw_desktop.content.names import LinkKind


@pytest.fixture
def problems() -> Problems:
    return Problems()


@pytest.fixture
def names(problems: Problems) -> Names:
    return Names(problems)


@pytest.mark.parametrize("text", ["a", "0-speech", "secret-speech-1956"])
def test_is_id_accepts_small_letters_digits_and_hyphens(text: str) -> None:
    assert is_id(text)


@pytest.mark.parametrize("text", ["", "-a", "Speech", "a_b", "a.r", "é", "a b", "a\n", "x" * 101])
def test_is_id_refuses_anything_else(text: str) -> None:
    assert not is_id(text)


def test_claim_names_both_places_of_a_repeated_id(names: Names, problems: Problems) -> None:
    names.claim("section", "One", Place("notes/1.md", 2), "same")

    second = names.claim("cards", "Two", Place("cards/1.md", 7), "same")

    assert second != "same"
    assert [str(problem) for problem in problems.in_order()] == [
        "cards/1.md:7: the id `same` is used twice: here and in notes/1.md:2; give one of the two another id"
    ]


def test_claim_refuses_a_bad_id(names: Names, problems: Problems) -> None:
    names.claim("faq", "Why?", Place("faq.md", 1), "Why_Not")

    assert "`Why_Not` cannot be an id" in str(problems.in_order()[0])


def test_claim_derives_an_id_from_file_and_words(problems: Problems) -> None:
    first = Names(problems).claim("cards", "When did  he speak?", Place("cards/a.md", 1), None)
    moved = Names(Problems()).claim("cards", "when did he speak?", Place("cards/a.md", 90), None)
    elsewhere = Names(Problems()).claim("cards", "When did he speak?", Place("cards/b.md", 1), None)

    assert first == moved != elsewhere
    assert is_id(first)
    assert [problem.severity for problem in problems.in_order()] == ["warning"]
    assert f"write ` ^{first}` at its end" in problems.in_order()[0].mend


def test_claim_tells_very_many_equal_items_apart(names: Names) -> None:
    ids = {names.claim("cards", "Same", Place("cards/a.md", line), None) for line in range(20_000)}

    assert len(ids) == 20_000


def test_section_offers_only_ids_that_somebody_wrote(names: Names, problems: Problems) -> None:
    names.claim("section", "One", Place("notes/1.md", 1), None)
    names.claim("section", "Two", Place("notes/2.md", 2), "speeches")
    names.section("speech", Place("cards/a.md", 2))
    names.section("graphs", Place("cards/a.md", 3))
    names.note_unknown_sections()

    assert [str(problem) for problem in problems.in_order()[1:]] == [
        "cards/a.md:2: there is no section `speech`; did you mean `speeches`?",
        "cards/a.md:3: there is no section `graphs`; write one of `speeches`, or write the id at the end of the "
        "heading that is meant, such as “One” in notes/1.md:1",
    ]


def test_section_of_an_unknown_name_is_noted_once_with_all_its_places(names: Names, problems: Problems) -> None:
    for line in range(1, 4):
        names.section("speech", Place("cards/a.md", line))
    names.note_unknown_sections()

    assert [str(problem) for problem in problems.in_order()] == [
        "cards/a.md:1: there is no section `speech` (named in cards/a.md:2, cards/a.md:3 as well); "
        "give a file of notes this id"
    ]


def test_section_named_by_its_title_offers_its_id(names: Names, problems: Problems) -> None:
    names.claim("section", "Inside the leaf", Place("notes/1.md", 1), "leaf")
    names.section("Inside the Leaf", Place("cards/a.md", 2))

    assert problems.in_order()[0].mend == "write the id of the section of this title: `leaf`"


def test_names_that_may_belong_to_an_item_whose_id_is_not_known_are_not_noted(names: Names, problems: Problems) -> None:
    names.claim("section", "Leaf", Place("notes/1.md", 1), "leaf")
    names.claim("section", "Graphs", Place("notes/2.md", 1), "Graphs")
    names.section("graphs", Place("cards/a.md", 2))
    names.section("leav", Place("cards/a.md", 3))
    names.section("leaff", Place("cards/a.md", 4))
    names.note_dead_link("graphs", Place("faq.md", 1))
    names.note_dead_link("leaff", Place("faq.md", 2))
    names.note_unknown_sections()

    assert [str(problem).partition(";")[0] for problem in problems.in_order()] == [
        "notes/2.md:1: `Graphs` cannot be an id",
        "faq.md:2: the link [[leaff]] leads nowhere",
        "cards/a.md:4: there is no section `leaff`",
    ]
    assert problems.in_order()[0].mend == "write `graphs`: small letters a–z, digits and hyphens"


@pytest.mark.parametrize(("kind", "lost"), [("cards", "progress"), ("term", "links"), ("timeline", "links")])
def test_an_item_without_an_id_is_told_what_it_loses(
    kind: LinkKind, lost: str, names: Names, problems: Problems
) -> None:
    ident = names.claim(kind, "Words", Place("cards/a.md", 1), None)

    (problem,) = problems.in_order()
    assert lost in problem.what
    assert problem.mend == f"write ` ^{ident}` at its end, " + (
        "the id that it has had so far" if lost == "progress" else "or another id"
    )


def test_claim_tells_equal_items_without_ids_apart(names: Names) -> None:
    ids = [names.claim("cards", "Same", Place("cards/a.md", line), None) for line in (1, 2, 3)]

    assert len(set(ids)) == 3


@pytest.mark.parametrize(
    "text",
    ["Gulag", "gulags", "the Gulag", "  GULAG ", "labour camps", "satellites", "economies", "party’s line", "Party"],
)
def test_term_finds_entries_whatever_the_number_case_and_quotes(text: str, names: Names) -> None:
    names.add_term("found", "Gulag", ("labour camp", "satellite", "economy", "party's line"))
    names.add_term("found", "Party (CPSU)", ())

    assert names.term(text) == "found"


def test_term_finds_nothing_for_unknown_names(names: Names) -> None:
    names.add_term("gulag", "Gulag", ())

    assert names.term("Gulash") is None
    assert names.term("") is None


def test_linked_prefers_an_id_to_a_name(names: Names) -> None:
    names.claim("section", "Thaw in the arts", Place("notes/1.md", 1), "thaw")
    names.claim("term", "Thaw", Place("glossary.md", 1), "term-thaw")
    names.add_term("term-thaw", "Thaw", ())

    by_id, by_name = names.linked("thaw"), names.linked("Thaw")

    assert by_id is not None
    assert by_id.kind == "section"
    assert by_name is not None
    assert by_name.id == "term-thaw"
    assert names.linked("winter") is None


@pytest.mark.parametrize(("kind", "word"), [("timeline", "events"), ("term", "terms")])
def test_more_of_a_kind_than_one_page_can_show_is_told_once(
    kind: LinkKind, word: str, names: Names, problems: Problems
) -> None:
    most = MOST_OF_KIND[kind]
    for number in range(most):
        names.claim(kind, f"Words {number}", Place("a.md", number), f"i{number}")
    assert not problems.serious
    for number in range(most, most + 3):
        names.claim(kind, f"Words {number}", Place("a.md", number), f"i{number}")
    (problem,) = problems.in_order()
    assert (problem.line, problem.what) == (most, f"the pack has more than {most:,} {word}")

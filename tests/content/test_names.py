"""Ids are unique, and links and marked terms find what they name."""

from __future__ import annotations

import pytest

from thaw_desktop.content.names import Names, is_id
from thaw_desktop.content.problems import Place, Problems


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

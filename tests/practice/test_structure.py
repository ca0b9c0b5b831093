"""How an essay is built: facts, each with its passage."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaw_desktop.practice.structure import Structure, structure

QUESTION = "How significant was the thaw as a force for change in Soviet society?"
ESSAY = """\
The thaw changed Soviet society more than any decree since 1917, though its limits were real.

In February 1956 Khrushchev told the Twentieth Congress that Stalin had built a “cult of personality”. As a result, \
some 300,000 prisoners came home between 1953 and 1956. Solzhenitsyn was one of them.

However, the censors never went away. Pasternak was made to refuse the Nobel Prize in October 1958 because the Party \
would not forgive him. Dudintsev was attacked, too.

People began to talk more freely at home, and to read what had been kept from them.

Overall, the thaw was a significant force for change, but it changed minds more than institutions.
"""


def words_of(text: str, found: Structure, paragraph: int, kind: str) -> list[str]:
    return [text[one.start : one.end] for one in found.paragraphs[paragraph].evidence if one.kind == kind]


@pytest.fixture(scope="module")
def found() -> Structure:
    return structure(ESSAY, QUESTION)


def test_paragraphs_are_told_with_their_words_sentences_and_place(found: Structure) -> None:
    assert [(one.words, one.sentences) for one in found.paragraphs] == [(16, 1), (33, 3), (28, 3), (17, 1), (16, 1)]
    assert ESSAY[found.paragraphs[3].passage.start : found.paragraphs[3].passage.end].startswith("People began")
    assert found.words == sum(one.words for one in found.paragraphs)
    assert found.longest in found.paragraphs[1:3]
    assert found.shortest is not None


def test_evidence_is_told_by_paragraph_and_kind(found: Structure) -> None:
    assert words_of(ESSAY, found, 1, "date") == ["February 1956", "1953", "1956"]
    assert words_of(ESSAY, found, 1, "number") == ["300,000"]
    assert words_of(ESSAY, found, 1, "quotation") == ["“cult of personality”"]
    assert words_of(ESSAY, found, 1, "name") == ["Khrushchev", "Twentieth Congress", "Stalin"]
    assert words_of(ESSAY, found, 2, "name") == ["Nobel Prize", "Party"]
    assert found.bare == (found.paragraphs[3], found.paragraphs[4])


def test_another_view_is_told_with_its_words_and_sentence(found: Structure) -> None:
    (counter,) = found.counter
    assert counter.words == "However"
    assert ESSAY[counter.start : counter.end] == "However, the censors never went away."


def test_the_conclusion_is_the_last_paragraph_and_its_judgement_is_quoted(found: Structure) -> None:
    assert found.conclusion is not None
    assert ESSAY[found.conclusion.start :].startswith("Overall, the thaw")
    assert [one.words for one in found.judgement] == ["Overall"]
    assert {one.words for one in found.conclusion_terms} >= {"thaw", "force", "change"}


def test_connectives_are_told_by_what_they_do(found: Structure) -> None:
    assert [one.words for one in found.connectives["cause"]] == ["As a result", "because"]
    assert [one.words for one in found.connectives["contrast"]] == ["However"]
    assert found.connectives["example"] == ()


@pytest.mark.parametrize(
    ("sentence", "kind", "expected"),
    [
        ("It held 1500 delegates, and 1436 voted.", "number", ["1500"]),
        ("In 1956 delegates heard it.", "date", ["1956"]),
        ("It fell by 12.5 per cent to £3m and two million tons.", "number", ["12.5 per cent", "£3m", "two million"]),
        ("On 25 February 1956, in the 1950s, over 1953–64 it grew.", "date", ["25 February 1956", "1950s", "1953–64"]),
        ("The nineteenth century ended in 44 BC.", "date", ["nineteenth century", "44 BC"]),
        ('He called it "a great crime" and a ‘so-called’ success.', "quotation", ['"a great crime"']),
        ("They don't and won't say the writers' view.", "quotation", []),
        ("The Communist Party of the Soviet Union met.", "name", ["Communist Party of the Soviet Union"]),
        ("Nobody died in May, and I know.", "name", []),
        ("Stalin died. They mourned Stalin.", "name", ["Stalin", "Stalin"]),
        ("STALIN DIED AND NOBODY SPOKE", "name", []),
    ],
)
def test_evidence_of_one_sentence(sentence: str, kind: str, expected: list[str]) -> None:
    assert words_of(sentence, structure(sentence), 0, kind) == expected


def test_an_essay_in_one_paragraph_has_its_last_two_sentences_for_a_conclusion() -> None:
    text = "First it grew. Then it fell. Nobody knew why. On balance it failed."
    found = structure(text)
    assert len(found.paragraphs) == 1
    assert found.conclusion is not None
    assert text[found.conclusion.start : found.conclusion.end] == "Nobody knew why. On balance it failed."
    assert [one.words for one in found.judgement] == ["On balance"]


def test_headings_are_no_paragraphs_to_compare_and_no_conclusion() -> None:
    found = structure("Why it failed\n\nIt failed because nobody came to the meeting at all.\n\nThe end")
    assert [one.heading for one in found.paragraphs] == [True, False, True]
    assert found.longest is found.shortest is found.paragraphs[1]
    assert found.conclusion is not None
    assert found.conclusion.start == found.paragraphs[1].passage.start


def test_yet_counts_at_the_beginning_only() -> None:
    assert [one.words for one in structure("Nobody had come yet. Yet they waited. But why?").counter] == ["Yet", "But"]


@pytest.mark.parametrize("text", ["", "   \n\n ", "…", "🙂🙂"])
def test_nothing_written_is_nothing_found(text: str) -> None:
    found = structure(text, QUESTION)
    assert (found.paragraphs, found.conclusion, found.longest) == ((), None, None)


@settings(max_examples=40)
@given(st.text(alphabet=st.sampled_from("aA1 .,'’‘“”\"\n-–%£é中🙂9"), max_size=120))
def test_whatever_is_written_every_passage_lies_in_the_text(text: str) -> None:
    found = structure(text, QUESTION)
    for paragraph in found.paragraphs:
        assert 0 <= paragraph.passage.start < paragraph.passage.end <= len(text)
        spans = [(one.start, one.end) for one in paragraph.evidence]
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert all(before[1] <= after[0] for before, after in pairwise(spans))

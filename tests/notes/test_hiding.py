from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.model import Term
from thaw_desktop.notes.hiding import apart, dates, mentions, names


def term(name: str, *also: str) -> Term:
    return Term(name.lower(), name, "", "", also)


GLOSSARY = [
    term("Nagy, Imre", "Nagy", "Imre Nagy"),
    term("Stalin, Joseph", "Stalin"),
    term("Eastern Bloc", "Eastern Europe"),
    term("Hungary"),
    term("Conservatives (in the Party)"),
]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("It was given in February 1956 in Moscow.", ["February 1956"]),
        ("It sat from 14 to 25 February.", ["14 to 25 February"]),
        ("On 5 March 1953 he died.", ["5 March 1953"]),
        ("Releases came in 1953–55, more in the 1930s.", ["1953–55", "1930s"]),
        ("He had rivals until mid-1957.", ["mid-1957"]),
        ("The revolt began on 23rd October.", ["23rd October"]),
        ("It happened in May, and nothing in the march of time may change it.", ["May"]),
        ("From 1957 and 1962 two reforms remain.", ["1957 and 1962"]),
        ("Rome fell in 476 AD.", ["476 AD"]),
        ("There were 1,500 people and 12 months of it, some 1.5 in all.", []),
        ("March on, said the officer. May he rest.", []),
    ],
)
def test_years_months_and_days_are_dates(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in dates(text)] == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Then Imre Nagy spoke, and Nagy’s words were heard.", ["Imre Nagy", "Nagy"]),
        ("Rivals such as Molotov, Malenkov and Kaganovich.", ["Molotov", "Malenkov", "Kaganovich"]),
        ("The writer was William Taubman.", ["William Taubman"]),
        ("He came from Poznań in the end.", ["Poznań"]),
        ("The Nobel Prize was given to the Party by Soviet men in Hungary.", []),
        ("Of the Eastern Bloc a Hungarian knew little in October, said the KGB.", []),
        ("Reformers wrote. Then reformers stopped, and so did the Festival.", []),
    ],
)
def test_people_and_places_are_names(text: str, found: list[str]) -> None:
    (spans,) = names([text], GLOSSARY)
    assert [text[start:end] for start, end in spans] == found


def test_a_name_that_stands_everywhere_is_what_the_page_is_about() -> None:
    text = "It was said of Stalin and of Molotov. " + "Of Stalin much was said. " * 8
    (spans,) = names([text], GLOSSARY)
    assert [text[start:end] for start, end in spans] == ["Molotov"]


def test_a_word_that_is_also_written_small_is_no_name() -> None:
    first, second = names(["They wrote for Pravda and Reform.", "Such reform was rare."], [])
    assert len(first) == 1
    assert second == []


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60))))
def test_spans_are_taken_apart(spans: list[tuple[int, int]]) -> None:
    joined = apart(spans)
    assert joined == sorted(joined)
    assert all(one[1] <= two[0] for one, two in pairwise(joined))
    covered = {place for start, end in joined for place in range(start, end)}
    assert covered == {place for start, end in spans for place in range(start, end)}


@given(st.text(max_size=200))
def test_any_text_has_spans_within_it(text: str) -> None:
    for start, end in [*dates(text), *names([text], GLOSSARY)[0]]:
        assert 0 <= start < end <= len(text)


def test_a_marked_term_is_hidden_wherever_it_stands() -> None:
    page = ["The cult of personality grew.", "Cults of personality end; the CULT OF PERSONALITY did.", "Occult things."]

    found = mentions(page, ["cult of personality", "cult"])

    told = [[text[start:end] for start, end in spans] for text, spans in zip(page, found, strict=True)]
    assert told == [["cult of personality"], ["Cult", "CULT OF PERSONALITY"], []]


def test_a_term_that_the_page_is_about_is_not_hidden_everywhere() -> None:
    assert mentions(["A thaw, and a thaw."] * 3, ["thaw"]) == [[], [], []]
    assert mentions(["A thaw."], []) == [[]]


@given(st.lists(st.text()), st.lists(st.text()))
def test_any_terms_have_spans_within_the_text(page: list[str], marked: list[str]) -> None:
    for text, spans in zip(page, mentions(page, marked), strict=True):
        assert all(0 <= start < end <= len(text) for start, end in spans)

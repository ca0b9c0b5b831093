"""Typed answers held against the accepted ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.flashcards.typed_answer import compare


@pytest.mark.parametrize(
    ("typed", "accepted", "verdict"),
    [
        ("Georgy Malenkov", ["Georgy Malenkov"], "right"),
        ("georgy  malenkov.", ["Georgy Malenkov"], "right"),
        ("Malenkov", ["Georgy Malenkov", "Malenkov"], "right"),
        ("destalinisation", ["de-Stalinisation"], "right"),
        ("Wladyslaw Gomulka", ["Władysław Gomułka"], "right"),
        ("Хрущев", ["Хрущёв"], "right"),
        ("Malenkow", ["Malenkov"], "close"),
        ("1957", ["1956"], "wrong"),
        ("25 February 1957", ["25 February 1956"], "wrong"),
        ("Beria", ["Malenkov"], "wrong"),
        ("", ["Malenkov"], "wrong"),
        ("?!", ["?!"], "right"),
    ],
)
def test_compare_forgives_signs_and_case_but_no_other_year(typed: str, accepted: list[str], verdict: str) -> None:
    assert compare(typed, accepted).verdict == verdict


def test_compare_takes_the_nearest_of_the_accepted_answers() -> None:
    assert compare("malenkof", ["Georgy Malenkov", "Malenkov"]).answer == "Malenkov"
    assert compare("x", ["one", "two"]).answer == "one"


def test_compare_shows_what_is_missing_and_what_does_not_belong() -> None:
    pieces = compare("Malenkow", ["Malenkov"]).pieces
    assert [(piece.text, piece.kind) for piece in pieces] == [
        ("Malenko", "same"),
        ("w", "extra"),
        ("v", "missing"),
    ]


@pytest.mark.parametrize(("typed", "rating"), [("Malenkov", 3), ("Malenkow", 2), ("Beria", 1)])
def test_compare_suggests_a_rating(typed: str, rating: int) -> None:
    assert compare(typed, ["Malenkov"]).suggested == rating


@given(st.text(max_size=30), st.lists(st.text(max_size=30), min_size=1, max_size=3))
def test_compare_shows_all_that_was_typed(typed: str, accepted: list[str]) -> None:
    shown = "".join(piece.text for piece in compare(typed, accepted).pieces if piece.kind != "missing")
    assert compare(shown, accepted).verdict == compare(typed, accepted).verdict


@given(st.text(max_size=30).filter(str.strip))
def test_compare_finds_an_answer_equal_to_itself(answer: str) -> None:
    comparison = compare(answer, [answer])
    assert comparison.verdict == "right"
    assert all(piece.kind == "same" for piece in comparison.pieces)


@pytest.mark.parametrize(
    ("typed", "case", "accents", "verdict", "forgiven"),
    [
        ("Imre Nagy", True, True, "right", False),
        ("imre nagy", True, True, "right", True),
        ("imre nagy", False, True, "close", False),
        ("Imre Nagy", False, False, "right", False),
    ],
)
def test_capitals_are_forgiven_only_where_the_student_wants_it(
    typed: str, case: bool, accents: bool, verdict: str, forgiven: bool
) -> None:
    found = compare(typed, ["Imre Nagy"], case=case, accents=accents)
    assert (found.verdict, found.forgiven) == (verdict, forgiven)


@pytest.mark.parametrize(("accents", "verdict", "forgiven"), [(True, "right", True), (False, "close", False)])
def test_accents_are_forgiven_only_where_the_student_wants_it(accents: bool, verdict: str, forgiven: bool) -> None:
    for typed, wanted in (("Gomulka", "Gomułka"), ("Kadar", "Kádár"), ("eglise", "église")):
        found = compare(typed, [wanted], accents=accents)
        assert (found.verdict, found.forgiven) == (verdict, forgiven), typed
        assert any(piece.kind == "missing" for piece in found.pieces) == (not accents)

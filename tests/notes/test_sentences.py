"""Sentences as a reader hears them: names, dates and quotations do not fall apart, and nothing is lost."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.notes.sentences import sentences


def read(text: str) -> list[str]:
    return [text[begin:end] for begin, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Stalin died. The thaw began.", ["Stalin died.", "The thaw began."]),
        ("Why? Nobody knew! It was late…", ["Why?", "Nobody knew!", "It was late…"]),
        ("N. S. Khrushchev spoke. All listened.", ["N. S. Khrushchev spoke.", "All listened."]),
        ("Dr. Smith and Mr. Jones agree (cf. p. 12).", ["Dr. Smith and Mr. Jones agree (cf. p. 12)."]),
        ("It rose by 3.5 per cent. Then it fell.", ["It rose by 3.5 per cent.", "Then it fell."]),
        ("“It is over.” He sat down.", ["“It is over.”", "He sat down."]),
        ("“Why?” he asked. No answer.", ["“Why?” he asked.", "No answer."]),
        ("Poets, painters, etc. were free. Were they?", ["Poets, painters, etc. were free.", "Were they?"]),
        ("Camps, trials, etc. The list is long.", ["Camps, trials, etc.", "The list is long."]),
        ("The U.S. sent wheat. It came late.", ["The U.S. sent wheat.", "It came late."]),
        ("He was there, as was I. Then we left.", ["He was there, as was I.", "Then we left."]),
        ("A heading\nA line below it", ["A heading", "A line below it"]),
        ("One\u2028Two", ["One", "Two"]),
        ("It ended in 1964. 1965 brought change.", ["It ended in 1964.", "1965 brought change."]),
        ("See no. 5 for more.", ["See no. 5 for more."]),
        ("", []),
        (" \n ", []),
        ("...", ["..."]),
    ],
)
def test_sentences_end_where_a_reader_would_pause(text: str, expected: list[str]) -> None:
    assert read(text) == expected


def test_a_very_long_sentence_is_cut_at_its_commas() -> None:
    text = ", ".join(["a clause that goes on for a while"] * 40) + "."
    parts = read(text)
    assert len(parts) > 2
    assert all(len(part) <= 400 for part in parts)
    assert all(part.endswith((",", ".")) for part in parts)


@given(st.text(alphabet=st.sampled_from("abcAB .!?…\n\u2028”’()12,;"), max_size=600) | st.text(max_size=200))
def test_nothing_but_white_space_is_lost_and_order_is_kept(text: str) -> None:
    found = sentences(text)
    assert all(begin < end for begin, end in found)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(found))
    kept = "".join(text[begin:end] for begin, end in found)
    assert "".join(kept.split()) == "".join(text.split())
    assert all(text[begin:end] == text[begin:end].strip() for begin, end in found)

"""Finding words as a reader types them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.ui.notes.find import find_all, utf16_units


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("Stalin and STALIN", "stalin", [(0, 6), (11, 6)]),
        ("Poznań", "poznan", [(0, 6)]),
        ("Stalin’s crimes", "stalin's", [(0, 8)]),
        ("13–14 October", "13-14", [(0, 5)]),
        ("a\u00a0b", "a b", [(0, 3)]),
        ("𝔸 Stalin", "stalin", [(3, 6)]),  # a letter of two UTF-16 units stands before it
        ("aaaa", "aa", [(0, 2), (2, 2)]),
        ("Stalin", " stalin ", [(0, 6)]),
        ("anything", "  ", []),
        ("", "x", []),
    ],
)
def test_find_all_sees_what_a_reader_would(text: str, wanted: str, found: list[tuple[int, int]]) -> None:
    assert find_all(text, wanted) == found


@given(st.text(), st.text(max_size=4))
def test_find_all_stays_inside_the_text_and_never_overlaps(text: str, wanted: str) -> None:
    end = 0
    for start, length in find_all(text, wanted):
        assert start >= end
        assert length > 0
        end = start + length
    assert end <= utf16_units(text)


@given(st.text(), st.text(min_size=1), st.text())
def test_find_all_finds_what_stands_there(before: str, wanted: str, after: str) -> None:
    assert bool(find_all(before + wanted + after, wanted)) == bool(wanted.strip())

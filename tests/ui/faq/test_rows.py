"""Rows made from what a search found."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.asking import Found
from thaw_desktop.content.model import FaqEntry
from thaw_desktop.content.search import Hit
from thaw_desktop.ui.faq.rows import rows_of_all, rows_of_found
from thaw_desktop.ui.search.rows import marked_ranges


def hit(kind: str, title: str, snippet: str = "", section: str | None = None) -> Hit:
    return Hit(kind, "pack", "x", title, snippet, 1.0, section)


@pytest.mark.parametrize(
    ("text", "plain", "ranges"),
    [
        ("a \x02b\x03 c", "a b c", [(2, 1)]),
        ("\x02a\x03\x02b\x03", "ab", [(0, 1), (1, 1)]),
        ("𝔸\x02b\x03", "𝔸b", [(2, 1)]),
        ("none", "none", []),
        ("", "", []),
    ],
)
def test_marks_become_ranges_in_utf16_units(text: str, plain: str, ranges: list[tuple[int, int]]) -> None:
    assert marked_ranges(text) == (plain, ranges)


@given(st.lists(st.text(st.characters(exclude_characters="\x02\x03", exclude_categories=["Cs"])), max_size=6))
def test_marked_ranges_lose_no_letter(pieces: list[str]) -> None:
    marked = "".join(f"\x02{piece}\x03" if number % 2 else piece for number, piece in enumerate(pieces))
    plain, ranges = marked_ranges(marked)
    assert plain == "".join(pieces)
    units = plain.encode("utf-16-le")
    found = [units[2 * start : 2 * (start + length)].decode("utf-16-le") for start, length in ranges]
    assert found == [piece for piece in pieces[1::2] if piece]


def test_titles_are_marked_where_the_query_or_the_snippet_says_so_but_not_at_stop_words() -> None:
    found = Found(
        "why did kruschev resist",
        (hit("faq", "Why did Khrushchev's reforms meet resistance?", "Great \x02resistance\x03."),),
        corrected={"kruschev": "khrushchev"},
    )
    assert rows_of_found(found, {}, (), {})[0].title == "Why did \x02Khrushchev's\x03 reforms meet \x02resistance\x03?"


def test_a_snippet_that_only_repeats_the_title_is_left_out() -> None:
    rows = rows_of_found(Found("gulag", (), (hit("cards", "The Gulag", "The \x02Gulag\x03"),)), {}, (), {})
    assert [row.kind for row in rows] == ["heading", "cards"]
    assert rows[1].snippet == ""


def test_entries_are_grouped_by_topic_in_the_order_of_the_pack() -> None:
    entries = [
        FaqEntry(name, f"{name}?", (), "", "", section, (), ()) for name, section in zip("abcd", "1121", strict=True)
    ]
    entries.append(FaqEntry("e", "e?", (), "", "", "", (), ()))
    rows = rows_of_all(entries, {"1": "One", "2": "Two"})
    assert [row.title for row in rows] == ["One", "a?", "b?", "d?", "Two", "c?", "e?"]

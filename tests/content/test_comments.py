"""HTML comments are on no page and in no card, wherever they stand; in code they are code."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.comments import without_comments
from thaw_desktop.content.front_lines import split_front_matter
from thaw_desktop.content.lines import Line
from thaw_desktop.content.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]


def _lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


def _left(text: str) -> tuple[list[Line], list[str]]:
    problems = Problems()
    left = without_comments("a.md", _lines(text), problems)
    return left, [str(problem) for problem in problems.in_order()]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a <!-- b --> c\nd", [(1, "a  c"), (2, "d")]),
        ("a\n<!-- b -->\nc", [(1, "a"), (3, "c")]),
        ("a\n<!-- b\n\n## c\n-->\nd", [(1, "a"), (6, "d")]),
        ("a <!-- b\nc --> d", [(1, "a"), (2, "d")]),
        ("<!-- a --> ## b", [(1, "## b")]),
        ("- a\n  <!-- b --> c", [(1, "- a"), (2, "  c")]),
        ("a  <!-- no break follows -->\nb", [(1, "a"), (2, "b")]),
        ("Q::A ^id <!-- why -->", [(1, "Q::A ^id")]),
        ("<!-->a<!--->b<!---->c", [(1, "abc")]),
        ("<!-- a --><!-- b -->c<!-- d -->", [(1, "c")]),
        ("<!-- a -- b > c -->d", [(1, "d")]),
        ("\\<!-- a -->", [(1, "\\<!-- a -->")]),
        ("\\\\<!-- a -->", [(1, "\\\\")]),
        ("a -->", [(1, "a -->")]),
    ],
)
def test_comments_are_taken_out_and_lines_keep_their_numbers(text: str, left: list[tuple[int, str]]) -> None:
    assert _left(text) == (left, [])


@pytest.mark.parametrize(
    "text",
    [
        "`<!-- a -->`",
        "``a ` <!-- b -->``",
        "`a\n<!-- b --> c`",
        "```\n<!-- a -->\n```",
        "```html\n<!-- a\n\n-->\n```",
        "~~~\n<!-- a -->\n```\n<!-- b -->\n~~~",
        "````\n```\n<!-- a -->\n````",
        "- ```\n  <!-- a -->\n  ```",
        "1. a\n   ~~~\n   <!-- a -->\n   ~~~",
        "> ```\n> <!-- a -->\n> ```",
    ],
)
def test_comments_in_code_are_code(text: str) -> None:
    assert _left(text) == (_lines(text), [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("```\n<!-- a -->\n```\n<!-- b -->c", ["```", "<!-- a -->", "```", "c"]),
        ("> ```\n> <!-- a -->\n<!-- b -->c", ["> ```", "> <!-- a -->", "c"]),
        ("`a\n\n<!-- b --> c`", ["`a", "", "c`"]),
        ("\\`a <!-- b --> c`", ["\\`a  c`"]),
        ("`a``b <!-- c --> d", ["`a``b  d"]),
        ("``` a`b\n<!-- c -->d", ["``` a`b", "d"]),
        ("<!-- ``` -->a\n<!-- b -->c", ["a", "c"]),
        ("<!-- `a --> b <!-- c` -->", [" b"]),
    ],
)
def test_code_ends_where_markdown_ends_it(text: str, left: list[str]) -> None:
    assert [line.text.strip() for line in _left(text)[0]] == [line.strip() for line in left]


def test_a_comment_without_an_end_is_shown_and_told_once() -> None:
    text = "a <!-- b --> c\nd <!-- e\n<!-- f\ng"

    assert _left(text) == (
        [(1, "a  c"), *_lines(text)[1:]],
        ["a.md:2: the comment that begins here with `<!--` has no end, and is shown; write `-->` after its last word"],
    )


def test_a_comment_may_stand_above_the_front_matter() -> None:
    problems = Problems()

    header, body = split_front_matter("a.md", _lines("<!-- by\nme -->\n\n---\nid: a\n---\nb <!-- c -->"), problems)

    assert (header, body) == ([(5, "id: a")], [(7, "b")])
    assert problems.in_order() == []


def test_comments_are_left_out_of_every_kind_of_file(check_files: Check) -> None:
    note = "<!-- hidden <div> [[ghost]]\n\n## hidden\n\n- [1956] hidden\nhidden::hidden\n- [2] hidden\n-->"
    pack, problems = check_files(
        {
            "notes/s.md": f"---\nid: s\ntitle: S\n---\nA <!-- hidden --> text.\n{note}\n\n## B <!-- hidden --> ^b\n",
            "faq.md": f"{note}\n## Why? ^why <!-- hidden -->\n<!-- hidden -->\ntags: a\n\nBecause.\n{note}\n",
            "glossary.md": f"Term <!-- hidden --> ^t\n<!-- hidden -->\n: Meaning. <!-- hidden -->\n{note}\n",
            "timeline.md": f"- [1956] Event <!-- hidden --> ^e\n{note}\n",
            "cards/a.md": "---\nsection: s\n---\n"
            f"Q <!-- hidden -->::A ^c1\n\n{note}\nIt is ==so<!-- hidden -->== said. ^c2\n\n"
            "Long\n<!-- hidden\n-->\n?\nAnswer <!-- hidden -->\n^c3\n",
            "questions/q.md": "---\nid: q\nmarks: 2\nminutes: 5\nsections: [s]\n---\nWhy <!-- hidden -->?\n\n"
            f"{note}\n\n## Mark points\n\n- [2] Because. ^m1\n  <!-- hidden -->\n  words: a + b\n{note}\n\n"
            f"## Levels\n\n- L1 1-2: Any <!-- hidden --> answer\n\n## Model answer\n\nSo.\n{note}\n",
        }
    )

    assert problems == []
    assert pack is not None
    assert "hidden" not in repr(pack)
    assert "Why ?" in pack.questions[0].text


def test_comments_stay_in_pack_yaml_and_front_matter_as_they_are(check_files: Check) -> None:
    pack, _ = check_files({"notes/s.md": "---\nid: s\ntitle: A <!-- b -->\n---\nText\n"})

    assert pack is not None
    assert pack.sections[0].title == "A <!-- b -->"


_LONG = (
    "<!--" * 400_000,
    "`" * 1_500_000,
    "<!---->" * 100_000,
    "`<!--" * 200_000,
    "```\n<!--\n" * 60_000,
    " ".join("`" * length for length in range(1, 2_500)) + "<!--",
    "> " * 400_000 + "<!--",
    "\\" * 1_500_000 + "<!--",
)


@pytest.mark.parametrize("text", _LONG, ids=lambda text: text[:8])
def test_no_text_makes_the_search_for_comments_slow(text: str) -> None:
    start = time.monotonic()

    _left(text)

    assert time.monotonic() - start < 30


_PIECES = st.sampled_from(["<!--", "-->", "`", "``", "```", "~~~", "a", ">", "-", "\\", "\n", "\n\n", " "])


@given(st.lists(_PIECES, max_size=40))
def test_what_is_left_is_a_part_of_what_there_was(pieces: list[str]) -> None:
    lines = _lines("".join(pieces))

    left, _ = _left("".join(pieces))

    assert [line.number for line in left] == sorted({line.number for line in left})
    by_number = {line.number: line.text for line in lines}
    for line in left:
        remaining = iter(by_number[line.number])
        assert all(character in remaining for character in line.text)  # the same letters in the same order

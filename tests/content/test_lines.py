"""Lines, ids, headings and field lines: what every file of a pack shares."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.content.front_lines import split_front_matter
from thaw_desktop.content.lines import (
    LONGEST_HEADING,
    LONGEST_LINE,
    LONGEST_TAGS,
    Line,
    heading_of,
    in_fences,
    split_at_headings,
    take_fields,
    take_id,
    text_lines,
)
from thaw_desktop.content.problems import Problems


def _lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Term ^some-id", ("Term", "some-id")),
        ("Term\t^some-id  ", ("Term", "some-id")),
        ("^alone", ("", "alone")),
        ("x^2", ("x^2", None)),
        ("Term ^", ("Term ^", None)),
        ("Term ^Not-An-Id", ("Term", "Not-An-Id")),
        ("", ("", None)),
    ],
)
def test_take_id_splits_the_id_off_the_end(text: str, expected: tuple[str, str | None]) -> None:
    assert take_id(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("## A title ^an-id", (2, "A title", "an-id")),
        ("# C# and F# ##", (1, "C# and F#", None)),
        ("## Written in C#", (2, "Written in C#", None)),
        ("##", (2, "", None)),
        ("####### seven", None),
        ("#tag", None),
        (" ## indented", None),
        ("text", None),
    ],
)
def test_heading_of_reads_marks_title_and_id(text: str, expected: tuple[int, str, str | None] | None) -> None:
    heading = heading_of("file.md", Line(3, text))

    assert (heading and (heading.level, heading.title, heading.id)) == expected


def test_in_fences_knows_where_code_begins_and_ends() -> None:
    text = "a\n```text\n## no heading\n~~~\n```\nb\n~~~~\n~~~\n~~~~\nc\n``` x`y\nd"

    assert [line.text for line, fenced in in_fences(_lines(text)) if not fenced] == ["a", "b", "c", "``` x`y", "d"]


def test_text_lines_reads_all_ends_of_line_and_drops_the_byte_order_mark() -> None:
    problems = Problems()

    lines = text_lines("a.md", b"\xef\xbb\xbfone\r\ntwo\rthree\nfo\x00ur\x02", problems)

    assert lines == [(1, "one"), (2, "two"), (3, "three"), (4, "fo\ufffdur\ufffd")]
    assert problems.in_order() == []


def test_text_lines_names_the_line_that_is_not_utf8() -> None:
    problems = Problems()

    lines = text_lines("a.md", b"one\ntwo\nth\xffree", problems)

    assert lines[0].text == "one"
    assert [str(problem) for problem in problems.in_order()] == [
        "a.md:3: the file is not UTF-8 text; save it again and choose UTF-8 as its encoding"
    ]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_text_lines_reads_what_windows_calls_unicode_as_far_as_it_says_so(encoding: str) -> None:
    problems = Problems()
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")

    lines = text_lines("a.md", mark + "one\ntwo".encode(encoding), problems)

    assert [line.text.removeprefix("\ufeff") for line in lines] == ["one", "two"]
    assert [problem.what for problem in problems.in_order()] == ["the file is not UTF-8 text"]


def test_text_lines_leaves_out_a_line_without_end() -> None:
    problems = Problems()

    lines = text_lines("a.md", b"one\n" + b"x" * (LONGEST_LINE + 1), problems)

    assert [line.text for line in lines] == ["one", ""]
    assert problems.in_order()[0].line == 2


def test_split_front_matter_wants_its_end() -> None:
    problems = Problems()

    assert split_front_matter("a.md", _lines("---\nid: x\n---\nText"), problems) == ([(2, "id: x")], [(4, "Text")])
    assert split_front_matter("a.md", _lines("Text"), problems) == ([], [(1, "Text")])
    assert not problems.serious
    assert split_front_matter("a.md", _lines("---\nid: x"), problems) == ([(2, "id: x")], [])
    assert problems.serious


@pytest.mark.parametrize(
    ("text", "header", "body"),
    [
        (
            "---\nid: x\n\nText\n\n---\n\nMore",
            [(2, "id: x"), (3, "")],
            [(4, "Text"), (5, ""), (6, "---"), (7, ""), (8, "More")],
        ),
        ("---\nid: x\n\n## Title", [(2, "id: x"), (3, "")], None),
        ("---\nid: x\n\ntitle: y\n# z\nlist:\n\n- a\n\n  b\n---\nText", None, [(12, "Text")]),
        ("---\nid: x\nno field\n---\nText", [(2, "id: x"), (3, "no field")], [(5, "Text")]),
    ],
)
def test_split_front_matter_takes_no_text_for_fields(
    text: str, header: list[tuple[int, str]] | None, body: list[tuple[int, str]] | None
) -> None:
    problems = Problems()

    found = split_front_matter("a.md", _lines(text), problems)

    assert header is None or found[0] == header
    assert body is None or found[1] == body
    assert problems.serious == ("---\nText" not in text)


def test_take_fields_ends_at_the_first_line_that_is_none() -> None:
    problems = Problems()

    fields, rest = take_fields(
        "a.md", _lines("tags: one, two\nsection: s\nNote: text\n\nmore"), ("tags", "section"), problems
    )

    assert {name: field.value for name, field in fields.items()} == {"tags": "one, two", "section": "s"}
    assert [line.text for line in rest] == ["Note: text", "", "more"]
    assert problems.in_order() == []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("tag: x", "`tag:` has no meaning here; did you mean `tags`? (if it is text, leave a blank line before it)"),
        ("also: x", "`also:` has no meaning here; write one of `tags` (if it is text, leave a blank line before it)"),
        ("tags:", "`tags:` is empty; write something after it, or take the line out"),
        ("tags: a\ntags: b", "`tags:` stands here twice; join the two lines"),
    ],
)
def test_take_fields_names_wrong_lines(line: str, message: str) -> None:
    problems = Problems()

    take_fields("a.md", _lines(line), ("tags",), problems)

    assert [str(problem).partition(": ")[2] for problem in problems.in_order()] == [message]


def test_split_at_headings_refuses_headings_and_tags_that_are_pages() -> None:
    problems = Problems()
    text = f"## {'a' * LONGEST_HEADING}\ntags: {'b' * LONGEST_TAGS}\n## {'a' * 501}\ntags: {'b' * 501}\n"

    parts = split_at_headings("a.md", _lines(text), {2}, ("tags",), problems)

    assert [len(part.heading.title) for part in parts if part.heading] == [LONGEST_HEADING, LONGEST_HEADING]
    assert [problem.what for problem in problems.in_order()] == [
        "the heading is longer than 500 characters",
        "`tags:` is longer than 500 characters",
    ]


def test_split_at_headings_notes_headings_without_a_space() -> None:
    problems = Problems()

    split_at_headings("a.md", _lines("##Why?\n#tag\n####### seven\n```\n##code\n```\n###\n ##Why"), {2}, (), problems)

    assert [str(problem) for problem in problems.in_order()] == [
        "a.md:1: a space is missing behind the `#` signs of this heading: “##Why?”; write `## Why?`"
    ]


@given(st.text(alphabet=st.sampled_from("#`~ab\n:^- "), max_size=200))
def test_split_at_headings_loses_no_line_of_text(text: str) -> None:
    lines = _lines(text)

    parts = split_at_headings("a.md", lines, {2}, (), Problems())

    kept = [line for part in parts for line in part.body.lines]
    headings = [part.heading.place.line for part in parts if part.heading]
    fields = {
        line.number for line in lines if line.text.rstrip().split(":")[0] in {"a", "b", "ab", "ba"} or ":" in line.text
    }
    missing = {line.number for line in lines if line.text.strip()} - {line.number for line in kept} - set(headings)
    assert kept == sorted(kept)
    assert missing <= fields

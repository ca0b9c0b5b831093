"""Markdown that would fill a page without end is refused, and says so; nothing is left out in silence."""

from __future__ import annotations

import pytest

from tests.content.rendering import Renderer, passage
from thaw_desktop.content.budget import EndlessPackError
from thaw_desktop.content.markdown import with_footnotes
from thaw_desktop.content.problems import Place


@pytest.fixture
def render() -> Renderer:
    return Renderer()


def _list(depth: int) -> str:
    return "\n".join(f"{'  ' * level}- a" for level in range(depth))


def test_block_reads_lists_as_deep_as_anyone_writes(render: Renderer) -> None:
    assert render(_list(9)).html.count("<ul>") == 9
    assert render.said == []


@pytest.mark.parametrize("text", [_list(12), "> " * 25 + "a", "> - " * 12 + "a"])
def test_block_refuses_what_stands_deeper_than_the_parser_reads(text: str, render: Renderer) -> None:
    render(text)

    assert [problem.partition("; ")[0].partition(": ")[2] for problem in render.said] == [
        "lists and quotations stand more than 10 deep in one another"
    ]


def test_block_makes_no_more_than_two_callouts_in_one_another(render: Renderer) -> None:
    html, text = render("> [!TIP] a\n> > [!TIP] b\n> > > [!TIP] c\n> > > d")

    assert html.count("<table") == 2
    assert text == "a\nb\n[!TIP] c d"
    assert render.said == [
        "warning notes/a.md:12: callouts stand more than 2 deep in one another; take this one out of the others"
    ]


@pytest.mark.parametrize(
    ("columns", "rows", "is_sound"), [(50, 3, True), (51, 3, False), (10, 490, True), (10, 510, False)]
)
def test_block_refuses_tables_that_no_page_has_room_for(
    columns: int, rows: int, is_sound: bool, render: Renderer
) -> None:
    render("a\n\n" + "|a" * columns + "|\n" + "|-" * columns + "|\n" + ("|b" * columns + "|\n") * rows)

    told = "error notes/a.md:12: the table has more than 50 columns or 5,000 cells; divide it into several tables"
    assert render.said == ([] if is_sound else [told])


def test_a_link_in_a_link_is_written_once(render: Renderer) -> None:
    html, _ = render("[a <https://b.org> ==cult== c](https://d.org)")

    assert html == '<p><a href="https://d.org">a https://b.org <span class="term">cult</span> c</a></p>'


def test_a_link_shows_no_more_of_a_title_than_a_line_has_room_for(render: Renderer) -> None:
    names = render.markdown._names
    names.claim("section", "long " * 1_000, Place("x", 1), "long")

    assert len(render("[[long]]").text) == 300


def test_plain_tells_what_is_wrong_where_it_is_given_a_place(render: Renderer) -> None:
    assert render.markdown.plain("a <div> b") == "a <div> b"
    assert render.said == []

    render.markdown.plain("a <div> b", Place("faq.md", 7))

    assert render.said[0].startswith("warning faq.md:7: `<div>` is shown as text")


def test_with_footnotes_repeats_no_book_in_every_part() -> None:
    parts = [passage("A[^x]")] * 300
    note = passage("[^x]: b\n" + "  c\n" * 100)

    with pytest.raises(EndlessPackError, match="the footnotes of this file come to more than 20,000 lines"):
        with_footnotes([*parts, note])


def test_cloze_makes_no_endless_cards(render: Renderer) -> None:
    assert len(render.markdown.cloze(passage("==a== " * 100))) == 100
    assert len(render.markdown.cloze(passage("==a== " * 101))) == 1
    assert render.said == [
        "error notes/a.md:10: this card hides more than 100 words or is longer than 20,000 characters; "
        "divide it into several cards"
    ]

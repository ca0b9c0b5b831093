"""How an essay is formatted, as data."""

from __future__ import annotations

import json
from html import unescape
from re import sub

from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from thaw_desktop.practice.essay_markdown import to_markdown
from thaw_desktop.practice.formatting import BLOCK_KINDS, Formatting, Paragraph, Run, paragraphs

ESSAY = "Title\nA bold claim\nfirst\nsecond"

texts = st.text(st.sampled_from("ab é😀*_#>-1.<&`\n "), max_size=40)


@st.composite
def essays(draw: st.DrawFn) -> tuple[str, Formatting]:
    """A text with a formatting that is its own."""
    text = draw(texts)
    marks = bytearray()
    for character in text + "\n":
        marks.append(draw(st.integers(0, len(BLOCK_KINDS) - 1 if character == "\n" else 3)))
    return text, Formatting.from_marks(text, marks)


@given(essays())
@settings(max_examples=60)
def test_formatting_comes_back_from_json_and_from_marks_as_it_was(essay: tuple[str, Formatting]) -> None:
    text, formatting = essay

    assert Formatting.from_json(json.loads(json.dumps(formatting.to_json())), text) == formatting
    assert Formatting.from_marks(text, formatting.marks(text)) == formatting


@given(essays())
@settings(max_examples=60)
def test_paragraphs_hold_the_whole_text_and_say_where_each_begins(essay: tuple[str, Formatting]) -> None:
    text, formatting = essay

    found = paragraphs(text, formatting)

    assert "\n".join(one.text for one in found) == text
    assert all(text[one.start : one.start + len(one.text)] == one.text for one in found)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 99) | st.text(max_size=3) | st.floats(allow_nan=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(("bold", "italic", "kinds")), inner),
    max_leaves=12,
)


@given(json_values, texts)
@settings(max_examples=60)
def test_damaged_formatting_never_keeps_a_text_from_opening(values: object, text: str) -> None:
    formatting = Formatting.from_json(values, text)

    assert all(0 <= start < end <= len(text) for start, end in (*formatting.bold, *formatting.italic))
    assert len(paragraphs(text, formatting)) == text.count("\n") + 1


def test_spans_past_the_end_are_clipped_and_never_hold_a_line_break() -> None:
    assert Formatting.from_json({"bold": [[1, 99]]}, "ab\ncd") == Formatting(bold=((1, 2), (3, 5)))


def test_paragraphs_tell_kind_runs_and_number() -> None:
    formatting = Formatting(bold=((8, 12),), italic=((10, 12),), kinds={0: "heading", 2: "numbered", 3: "numbered"})

    assert paragraphs(ESSAY, formatting) == [
        Paragraph("heading", 0, (Run("Title"),)),
        Paragraph("paragraph", 6, (Run("A "), Run("bo", bold=True), Run("ld", bold=True, italic=True), Run(" claim"))),
        Paragraph("numbered", 19, (Run("first"),), 1),
        Paragraph("numbered", 25, (Run("second"),), 2),
    ]


def test_markdown_of_a_formatted_essay_reads_like_markdown() -> None:
    formatting = Formatting(bold=((8, 12),), kinds={0: "heading", 2: "numbered", 3: "numbered"})

    assert to_markdown(ESSAY, formatting) == "## Title\n\nA **bold** claim\n\n1. first\n2. second\n"
    assert to_markdown("He said\nno*", Formatting(italic=((3, 5),), kinds={1: "quotation"})) == (
        "He <em>sa</em>id\n\n> no\\*\n"
    )


@given(essays())
@settings(max_examples=60)
def test_markdown_reads_as_the_words_that_were_typed(essay: tuple[str, Formatting]) -> None:
    text, formatting = essay

    html = MarkdownIt("commonmark").render(to_markdown(text, formatting))

    assert unescape(sub(r"</?[a-z]+[0-9]?( [^>]*)?>", " ", html)).replace(" ", "").split() == [
        line.replace(" ", "") for line in text.split("\n") if line.strip()
    ]

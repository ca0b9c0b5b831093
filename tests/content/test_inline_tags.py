"""A few HTML tags are taken as formatting, and every other tag is shown as the text that it is, with a warning."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.content.inline_tags import INLINE_TAGS
from thaw_desktop.content.lines import Line, Passage
from thaw_desktop.content.markdown import Deletion, Markdown, Prose
from thaw_desktop.content.names import Names
from thaw_desktop.content.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]


def _render(text: str) -> tuple[Prose, list[str]]:
    problems = Problems()
    passage = Passage("a.md", tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1)))
    prose = Markdown(Names(problems), (), problems).block(passage, "here")
    return prose, [f"{problem.severity} {problem}" for problem in problems.in_order()]


def _cloze(text: str) -> list[Deletion]:
    problems = Problems()
    return Markdown(Names(problems), (), problems).cloze(Passage("a.md", (Line(1, text),)))


@pytest.mark.parametrize("tag", sorted(set(INLINE_TAGS) - {"mark"}))
def test_each_tag_is_written_and_left_out_of_the_plain_text(tag: str) -> None:
    assert _render(f"H<{tag}>2</{tag}>O") == (Prose(f"<p>H<{tag}>2</{tag}>O</p>", "H2O"), [])
    assert _render(f"H<{tag.upper()}>2</{tag.upper()} >O")[0].html == f"<p>H<{tag}>2</{tag}>O</p>"


def test_a_marked_word_is_a_span_for_the_stylesheet_and_no_term() -> None:
    assert _render("a <mark>b</mark>") == (Prose('<p>a <span class="marked">b</span></p>', "a b"), [])


@pytest.mark.parametrize("tag", ["<br>", "<br/>", "<br />", "<BR>"])
def test_a_break_is_a_line_of_its_own_in_the_plain_text(tag: str) -> None:
    assert _render(f"a{tag}b") == (Prose("<p>a<br>\nb</p>", "a\nb"), [])


def test_a_break_in_a_table_does_not_break_the_row_of_the_plain_text() -> None:
    assert _render("| a<br>b | c |\n|---|---|\n| d | e |")[0].text == "a b | c\nd | e"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<b>a *b*</b>", "<b>a <em>b</em></b>"),
        ("*a <b>b</b>*", "<em>a <b>b</b></em>"),
        ("<b><i>a</i></b>", "<b><i>a</i></b>"),
        ("**a<sup>b</sup>** [c<sub>d</sub>](https://e.org)", None),
        ("==a<sub>b</sub>==", '<span class="term">a<sub>b</sub></span>'),
        ("<b>a\nb</b>", "<b>a\nb</b>"),
        ("<b></b>", "<b></b>"),
        ("`<b>a</b>`", "<code>&lt;b&gt;a&lt;/b&gt;</code>"),
        ("\\<b>a", "&lt;b&gt;a"),
        ("a < b > c, 3<4, <3, <>, < b>, </ b>", "a &lt; b &gt; c, 3&lt;4, &lt;3, &lt;&gt;, &lt; b&gt;, &lt;/ b&gt;"),
        ("&lt;b&gt;a", "&lt;b&gt;a"),
    ],
)
def test_tags_stand_beside_markdown_and_code_is_left_alone(text: str, html: str | None) -> None:
    prose, problems = _render(text)

    assert problems == []
    assert html is None or prose.html == f"<p>{html}</p>"


@pytest.mark.parametrize(
    ("text", "html", "told"),
    [
        ("<b>a", "&lt;b&gt;a", "`<b>` is shown as text; write `</b>` after it, in the same paragraph, or take it out"),
        (
            "a</b>",
            "a&lt;/b&gt;",
            "`</b>` is shown as text; write `<b>` before it, in the same paragraph, or take it out",
        ),
        ("<b>a</b></b>", "<b>a</b>&lt;/b&gt;", "`</b>` is shown as text"),
        ("<b><b>a</b>", "&lt;b&gt;<b>a</b>", "`<b>` is shown as text"),
        ("<b><i>a</b></i>", "<b>&lt;i&gt;a</b>&lt;/i&gt;", "`<i>`, `</i>` are shown as text"),
        ("<b>*a</b>*", "&lt;b&gt;<em>a&lt;/b&gt;</em>", "`<b>`, `</b>` are shown as text"),
        ("*<b>a*</b>", "<em>&lt;b&gt;a</em>&lt;/b&gt;", "`<b>`, `</b>` are shown as text"),
        ("<b/>", "&lt;b/&gt;", "`<b/>` is shown as text; write `<b>` alone"),
        ("</br>", "&lt;/br&gt;", "`</br>` is shown as text; write `<br>`"),
        ('<b class="x">a</b>', "&lt;b class=&quot;x&quot;&gt;a&lt;/b&gt;", "write `<b>` alone"),
        ("<br clear=all>", "&lt;br clear=all&gt;", "write `<br>`"),
        ("<sub onclick='x()'>a</sub>", None, "write `<sub>` alone"),
        (
            "<div>a</div>",
            "&lt;div&gt;a&lt;/div&gt;",
            "`<div>`, `</div>` are shown as text; leave the tags out, and",
        ),
        ("<script>a()</script>", "&lt;script&gt;a()&lt;/script&gt;", "a pack holds text and pictures only"),
        (
            "<img src=x onerror=y>",
            "&lt;img src=x onerror=y&gt;",
            "write a picture as `![what it shows](media/name.png)`",
        ),
        ('<a href="https://x">y</a>', None, "write a link as `[text](https://…)` or `[[id]]`"),
        ("<ul><li>a</li></ul>", None, "`<ul>`, `<li>`, `</li>` and more are shown as text; begin each entry"),
        ("<table><tr><td>a", None, "write a table as lines"),
        ("<h2>a</h2>", None, "begin the heading with `## `"),
        ("<code>a</code>", None, "write code between backquotes"),
        ("<font color=red>a</font>", None, "Thaw chooses colours and sizes itself"),
        ("fill in <your name>", None, "put what is to be seen between backquotes, and leave out the rest"),
        ("![a <b>b](media/x.png)", None, "`<b>` is shown as text"),
        ("[a <b>b](https://x.org)</b>", None, "`<b>`, `</b>` are shown as text"),
    ],
)
def test_every_other_tag_is_shown_as_text_with_what_to_write_instead(text: str, html: str | None, told: str) -> None:
    prose, problems = _render(text)

    tags = [problem for problem in problems if "shown as text" in problem]
    assert len(tags) == 1
    assert tags[0].startswith("warning a.md:1: ")
    assert told in tags[0]
    assert html is None or prose.html == f"<p>{html}</p>"
    assert "<script" not in prose.html
    assert "<img" not in prose.html


def test_a_tag_is_not_closed_in_another_paragraph() -> None:
    prose, problems = _render("<b>a\n\nb</b>\n\n- <i>c\n- d</i>")

    assert "<b>" not in prose.html
    assert "<i>" not in prose.html
    assert [problem.partition(" is")[0] for problem in problems] == [
        "warning a.md:1: `<b>`",
        "warning a.md:3: `</b>`",
        "warning a.md:5: `<i>`",
        "warning a.md:6: `</i>`",
    ]


def test_each_line_is_warned_of_once() -> None:
    assert [problem.partition(";")[0] for problem in _render("a <x>\nb <y> <y> <z>\nc")[1]] == [
        "warning a.md:1: `<x>` is shown as text",
        "warning a.md:2: `<y>`, `<z>` are shown as text",
    ]


def test_tags_in_blocks_of_code_are_code() -> None:
    assert _render("```\n<b>a</b> <div>\n```\n\n    <div>")[1] == []


def test_a_cloze_keeps_its_tags_and_is_typed_without_them() -> None:
    (water,) = _cloze("Water is ==H<sub>2</sub>O==.")
    index, power = _cloze("<b>x<sub>==2==</sub></b> and <mark>10<sup>==6==^[how many]</sup></mark>")

    assert water.words == "H2O"
    assert water.back.html == '<p>Water is <span class="answer">H<sub>2</sub>O</span>.</p>'
    assert index.front.html == (
        '<p><b>x<sub><span class="gap">[…]</span></sub></b> and <span class="marked">10<sup>6</sup></span></p>'
    )
    assert power.front.text == "x2 and 10[how many]"


def test_tags_hold_in_every_kind_of_file(check_files: Check) -> None:
    pack, problems = check_files(
        {
            "notes/s.md": "---\nid: s\ntitle: S\n---\nCO<sub>2</sub>\n\n## CO<sub>2</sub> ^co2\n\nText.\n",
            "faq.md": "## What is CO<sub>2</sub>? ^why\n\nCO<sub>2</sub>\n",
            "glossary.md": "CO<sub>2</sub> ^t\n: CO<sub>2</sub>\n",
            "timeline.md": "- [1956] CO<sub>2</sub> | CO<sub>2</sub> ^e\n",
            "cards/a.md": "---\nsection: s\n---\nCO<sub>2</sub>::CO<sub>2</sub> again ^c\n\n"
            "Name it::CO<sub>2</sub> #type-in ^d\n",
            "questions/q.md": "---\nid: q\nmarks: 2\nminutes: 5\nsections: [s]\n---\nCO<sub>2</sub>?\n\n"
            "## Mark points\n\n- [2] CO<sub>2</sub> ^m1\n  ask: CO<sub>2</sub>?\n\n"
            "## Levels\n\n- L1 1-2: CO<sub>2</sub>\n",
        }
    )

    assert problems == []
    assert pack is not None
    section, question, point = pack.sections[0], pack.questions[0], pack.questions[0].points[0]
    co2 = "CO<sub>2</sub>"
    assert [section.html, pack.faqs[0].html, pack.terms[0].html] == [f"<p>{co2}</p>"] * 3
    assert [section.text, pack.faqs[0].text, pack.terms[0].term, pack.timeline[0].title] == ["CO2"] * 4
    assert (pack.sections[1].title, pack.faqs[0].question) == ("CO2", "What is CO2?")
    assert (pack.cards[0].front, pack.cards[0].front_text, pack.cards[1].accepted) == (f"<p>{co2}</p>", "CO2", ("CO2",))
    assert (question.html, question.levels[0].text, point.text, point.ask) == (f"<p>{co2}?</p>", "CO2", "CO2", "CO2?")


def test_tags_that_are_shown_as_text_are_told_in_every_kind_of_file(check_files: Check) -> None:
    _, problems = check_files(
        {
            "notes/s.md": "---\nid: s\ntitle: S\n---\n<div>\n\n## <div> ^d\n\nText.\n",
            "faq.md": "## <div> ^why\n\n<div>\n",
            "glossary.md": "<div> ^t\n: <div>\n",
            "timeline.md": "- [1956] <div> ^e\n",
            "cards/a.md": "---\nsection: s\n---\n<div>::A ^c\n\nB ==<div>== ^b\n",
            "questions/q.md": "---\nid: q\nmarks: 2\nminutes: 5\nsections: [s]\n---\n<div>?\n\n"
            "## Mark points\n\n- [2] <div> ^m1\n\n## Levels\n\n- L1 1-2: <div>\n",
        }
    )

    places = sorted(problem.split(": ")[0].removeprefix("warning ") for problem in problems)
    assert all("`<div>` is shown as text; leave the tags out" in problem for problem in problems)
    assert places == sorted(
        [
            *("cards/a.md:4", "cards/a.md:6", "faq.md:1", "faq.md:3", "glossary.md:1", "glossary.md:2", "notes/s.md:5"),
            *("notes/s.md:7", "questions/q.md:7", "questions/q.md:11", "questions/q.md:15", "timeline.md:1"),
        ]
    )

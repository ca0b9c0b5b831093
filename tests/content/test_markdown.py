"""Markdown becomes HTML for a QTextBrowser, and plain text; nothing unsafe comes through."""

from __future__ import annotations

import pytest

from tests.content.rendering import Renderer, passage
from thaw_desktop.content.lines import Line, Passage
from thaw_desktop.content.markdown import with_footnotes
from thaw_desktop.content.markdown_text import media_name


@pytest.fixture
def render() -> Renderer:
    return Renderer()


def test_block_renders_paragraphs_lists_and_emphasis(render: Renderer) -> None:
    html, text = render("One *two* **three**\nfour\n\n- a\n- b\n\n3. c\n4. d\n\n### Head\n\n`x<y`")

    assert html == (
        "<p>One <em>two</em> <strong>three</strong>\nfour</p>\n"
        "<ul><li>a</li>\n<li>b</li>\n</ul>\n"
        '<ol start="3"><li>c</li>\n<li>d</li>\n</ol>\n'
        "<h3>Head</h3>\n<p><code>x&lt;y</code></p>"
    )
    assert text == "One two three four\na\nb\nc\nd\nHead\nx<y"


def test_block_shows_html_as_text(render: Renderer) -> None:
    html, text = render("<b class='x'>bold</b>\n\n<script>alert(1)</script>\n\n<!DOCTYPE html>")

    assert "<b" not in html
    assert "<script" not in html
    assert text == "<b class='x'>bold</b>\n<script>alert(1)</script>\n<!DOCTYPE html>"


def test_block_renders_a_table_with_its_alignment(render: Renderer) -> None:
    html, text = render("| Year | Event |\n|-----:|-------|\n| 1956 | Speech \\| session |")

    assert html.startswith('<table class="data">')
    assert '<th align="right">Year</th>' in html
    assert '<td align="right">1956</td><td>Speech | session</td>' in html
    assert text == "Year | Event\n1956 | Speech | session"


def test_block_links_a_marked_term_to_the_glossary(render: Renderer) -> None:
    html, text = render("The ==cult of personality==, ==*Personality cults*== and the ==thaw==.")

    assert '<a href="term:cult" class="term">cult of personality</a>' in html
    assert '<a href="term:cult" class="term"><em>Personality cults</em></a>' in html
    assert '<span class="term">thaw</span>' in html
    assert text == "The cult of personality, Personality cults and the thaw."


@pytest.mark.parametrize("text", ["a == b == c", "==", "====", "== a==", "==a ==", "a==b", "`==a==`", "\\==a=="])
def test_block_leaves_other_equals_signs_alone(text: str, render: Renderer) -> None:
    assert "term" not in render(text).html


@pytest.mark.parametrize(
    ("written", "link"),
    [
        ("[[speech]]", '<a href="thaw:section/speech">The Secret Speech</a>'),
        ("[[speech|that *day*]]", '<a href="thaw:section/speech">that *day*</a>'),
        ("[[why]]", '<a href="thaw:faq/why">Why?</a>'),
        ("[[card]]", '<a href="thaw:cards/card">A card</a>'),
        ("[[explain]]", '<a href="thaw:questions/explain">Explain</a>'),
        ("[[event]]", '<a href="thaw:timeline/event">An event</a>'),
        ("[[cult]]", '<a href="thaw:term/cult">Cult of personality</a>'),
        ("[[personality cults]]", '<a href="thaw:term/cult">personality cults</a>'),
    ],
)
def test_block_renders_links_to_every_kind_of_item(written: str, link: str, render: Renderer) -> None:
    assert render(f"See {written}.").html == f"<p>See {link}.</p>"
    assert render.said == []


def test_block_warns_of_a_dead_link_with_its_line(render: Renderer) -> None:
    html, text = render("One\n\ntwo\nthree [[speach]] <four>")

    assert html == "<p>One</p>\n<p>two\nthree speach &lt;four&gt;</p>"
    assert text == "One\ntwo three speach <four>"
    assert render.said == [
        "warning notes/a.md:13: `<four>` is shown as text; "
        "put what is to be seen between backquotes, and leave out the rest",
        "warning notes/a.md:13: the link [[speach]] leads nowhere; did you mean `speech`?",
    ]


def test_block_shows_web_links_and_refuses_others(render: Renderer) -> None:
    html, _ = render("[a](https://example.org/?q=1&r=2) <http://example.org> [b](HTTPS://EXAMPLE.ORG)")

    assert html.count('<a href="http') + html.count('<a href="HTTPS') == 3
    assert render.said == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "thaw:section/speech",
        "//host/x",
    ],
)
def test_block_refuses_addresses_that_are_not_of_the_web(address: str, render: Renderer) -> None:
    html, _ = render(f"[a]({address}) <{address}>")

    assert "href" not in html
    assert render.said[0].startswith("error notes/a.md:10: links to ")


def test_block_warns_of_links_to_files(render: Renderer) -> None:
    assert render("[a](other.md)").html == "<p><a>a</a></p>"
    assert render.said == [
        "warning notes/a.md:10: the link to other.md leads nowhere; "
        "write `[[id]]` for something in the pack, or an address that begins with https://"
    ]


def test_block_renders_pictures_of_the_pack(render: Renderer) -> None:
    html, text = render("![A *map*](../media/map.png)")

    assert html == '<p><img src="media/map.png" alt="A map"></p>'
    assert text == "A map"
    assert render.said == []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/x.png",
        "//example.org/x.png",
        "file:///x.png",
        "data:image/png;base64,AA",
        "../../x.png",
        "x.png",
    ],
)
def test_block_refuses_pictures_from_outside(address: str, render: Renderer) -> None:
    html, _ = render(f"![map]({address})")

    assert html == "<p>map</p>"
    assert render.said[0].startswith("error notes/a.md:10: the picture ")


def test_block_warns_of_pictures_missing_or_undescribed(render: Renderer) -> None:
    render("![map](media/mop.png)\n\n![](media/map.png)")

    assert render.said == [
        "warning notes/a.md:10: there is no picture `media/mop.png`; did you mean `media/map.png`?",
        "warning notes/a.md:12: the picture `media/map.png` has no description for those who cannot see it; "
        "write one: `![what it shows](media/map.png)`",
    ]


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("media/a.png", "media/a.png"),
        ("../media/a.png", "media/a.png"),
        ("./media/b/../a.png", "media/a.png"),
        ("media/../../a.png", None),
        ("../../media/a.png", None),
        ("media/%2e%2e/a.png", None),
        ("/media/a.png", None),
    ],
)
def test_media_name_stays_inside_the_pack(address: str, name: str | None) -> None:
    assert media_name(address) == name


def test_block_makes_a_callout_a_table_of_one_cell(render: Renderer) -> None:
    html, text = render("> [!TIP] Separate *motive* from effect\n> Two words\n>\n> - one\n\n> [!BEYOND]\n> More")

    assert html.startswith(
        '<table class="callout tip" width="100%"><tr><td class="callout tip">'
        '<p class="callout-title">Separate *motive* from effect</p>\n<p>Two words</p>'
    )
    assert '<td class="callout beyond"><p class="callout-title">Beyond the notes</p>\n<p>More</p>' in html
    assert html.count("</td></tr></table>") == 2
    assert text == "Separate *motive* from effect\nTwo words\none\nBeyond the notes\nMore"
    assert render.said == []


def test_block_makes_a_callout_of_a_title_alone(render: Renderer) -> None:
    assert "<p></p>" not in render("> [!NOTE] Just this").html


def test_block_names_the_line_of_a_dead_link_in_a_callout(render: Renderer) -> None:
    render("> [!NOTE] Title\n> one\n> [[nowhere-at-all]]")

    assert render.said[0].startswith("warning notes/a.md:12: ")


def test_block_warns_of_an_unknown_callout(render: Renderer) -> None:
    assert '<td class="callout note">' in render("> [!DANGER] Title\n> Text").html
    assert render.said == [
        "warning notes/a.md:10: there is no callout [!DANGER]; use one of `[!NOTE]`, `[!TIP]`, `[!BEYOND]`"
    ]


def test_block_leaves_ordinary_quotations_alone(render: Renderer) -> None:
    assert render("> [a] quotation").html == "<blockquote><p>[a] quotation</p>\n</blockquote>"


def test_block_puts_footnotes_at_the_end(render: Renderer) -> None:
    html, text = render("One[^a] and two[^b].\n\n[^b]: Second *note*.\n[^a]: First note.")

    assert '<p>One<sup><a href="#fn-here-1">1</a></sup> and two<sup><a href="#fn-here-2">2</a></sup>.</p>' in html
    assert html.endswith(
        '<div class="footnotes">\n'
        '<p class="footnote"><a name="fn-here-1"></a><sup>1</sup> First note.</p>\n'
        '<p class="footnote"><a name="fn-here-2"></a><sup>2</sup> Second <em>note</em>.</p>\n</div>'
    )
    assert text == "One and two.\nFirst note.\nSecond note."


def test_block_warns_of_a_footnote_without_text(render: Renderer) -> None:
    render("One[^gone].")

    assert render.said == [
        "warning notes/a.md:10: the footnote [^gone] has no text; write a line `[^gone]: …` in the same file"
    ]


def test_with_footnotes_takes_texts_to_the_parts_that_refer_to_them() -> None:
    first, second = with_footnotes(
        [
            passage("One[^x]"),
            Passage("notes/a.md", (Line(20, "Two[^y]"), Line(22, "[^x]: See[^y]"), Line(23, "[^y]: End"))),
        ]
    )

    assert first.markdown == "One[^x]\n\n[^x]: See[^y]\n\n[^y]: End"
    assert [line.number for line in first.lines] == [10, 22, 22, 23, 23]
    assert second.markdown == "Two[^y]\n\n[^y]: End"


def test_block_renders_definition_lists(render: Renderer) -> None:
    assert render("Term\n: meaning").html == "<dl><dt>Term</dt>\n<dd>meaning</dd>\n</dl>"


def test_block_refuses_a_paragraph_without_end(render: Renderer) -> None:
    html, _ = render("ok\n\n" + "[[" * 20_000)

    assert html == "<p>ok</p>\n<p></p>"
    assert render.said == [
        "error notes/a.md:12: a paragraph is longer than 20,000 characters; divide it with blank lines"
    ]


def test_line_never_becomes_a_list_or_heading(render: Renderer) -> None:
    for text in ("1953. Stalin dies", "- a", "# b", "> c", "    d"):
        html, plain = render.markdown.line(passage(text))
        assert plain == text.strip()
        assert html.startswith("<p>")
        assert html.count("<") == 2


@pytest.mark.parametrize("text", ["plain", "5 > 3", 'a "quoted" word', "*em* [[speech]]", "a &amp; b", "x\\*y"])
def test_line_gives_the_same_with_and_without_the_short_cut(text: str, render: Renderer) -> None:
    # A link at the end keeps the text off the short cut for plain words.
    short, long = render.markdown.line(passage(text)), render.markdown.line(passage(f"{text} [[why]]"))

    assert long.html == short.html.removesuffix("</p>") + ' <a href="thaw:faq/why">Why?</a></p>'
    assert long.text == f"{short.text} Why?"


def test_cloze_makes_a_card_of_each_deletion(render: Renderer) -> None:
    first, second = render.markdown.cloze(passage("The ==*cult*== was ==un-Marxist==^[a word] in 1956."))

    assert first.front.html == '<p>The <span class="gap">[…]</span> was un-Marxist in 1956.</p>'
    assert first.back.html == '<p>The <span class="answer"><em>cult</em></span> was un-Marxist in 1956.</p>'
    assert first.front.text == "The […] was un-Marxist in 1956."
    assert (first.words, first.hint) == ("cult", "")
    assert second.front.text == "The cult was [a word] in 1956."
    assert second.back.text == first.back.text == "The cult was un-Marxist in 1956."
    assert (second.words, second.hint) == ("un-Marxist", "a word")


def test_cloze_counts_deletions_in_all_paragraphs_and_none_in_code(render: Renderer) -> None:
    deletions = render.markdown.cloze(passage("- ==a==\n- `==x==`\n- ==b=="))

    assert [deletion.words for deletion in deletions] == ["a", "b"]

"""Whatever Markdown a pack holds, the HTML made of it is well-formed and holds only what is allowed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from hypothesis import given
from hypothesis import strategies as st

from tests.content.rendering import Renderer, passage

_EMPTY = {"br", "hr", "img"}


class _Tags(HTMLParser):
    """Collects every tag with its attributes, and sees that each is closed where it was opened."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs)
        self.found.append((tag, dict(attrs)))
        if tag not in _EMPTY:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)


# fmt: off
_TAGS = {
    "a", "b", "blockquote", "br", "code", "dd", "div", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i",
    "img", "kbd", "li", "ol", "p", "pre", "s", "small", "span", "strong", "sub", "sup", "table", "tbody", "td", "th",
    "thead", "tr", "u", "ul",
}
# fmt: on
_ATTRIBUTES = {
    "a": {"href", "class", "name"},
    "div": {"class"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "p": {"class"},
    "span": {"class"},
    "table": {"class", "width"},
    "td": {"align", "class"},
    "th": {"align"},
}
_CLASSES = {"answer", "callout beyond", "callout note", "callout tip", "callout-title", "data", "footnote", "footnotes"}
_CLASSES |= {"gap", "marked", "term"}
_SOUP = st.text(alphabet=st.sampled_from("ab *_`[]()!<>&=~^|:\\#-1.\n>\"'/"), max_size=120)
_LINKS = ["[[speech]]", "==cult==", "[x](javascript:a)", "![x](http://a/b)", "<img src=x>", "<javascript:x>", "&#60;b>"]
_BLOCKS = ["> [!TIP] t\n", "[^1]", "\n\n[^1]: n\n\n", "\n\n", "| a | b |\n|---|---|\n", "- ", "`", "**", "&#2;"]
_TAGGED = ["<b>", "</b>", "<sub>", "</sub>", "<mark>", "</mark>", "<br>", "<b x>", "</div>", "<!--", "-->"]
_ALL = [*_LINKS, *_BLOCKS, *_TAGGED, "*", "[", "](x)", "](", "==", "[[", "]]", "word "]
_PIECES = st.lists(st.sampled_from(_ALL), max_size=25).map("".join)
# Control characters never come so far: `text_lines` replaces them.
_ANY = _SOUP | _PIECES | st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=200)


def _is_safe(html: str) -> None:
    for tag, attributes in _Tags(html).found:
        assert tag in _TAGS
        assert set(attributes) <= _ATTRIBUTES.get(tag, set())
        assert attributes.get("class", "term") in _CLASSES
        assert re.match(r"https?://|thaw:|term:|#fn-", attributes.get("href") or "https://", re.IGNORECASE)
        assert (attributes.get("src") or "media/map.png") == "media/map.png"


@given(_ANY)
def test_block_writes_only_what_is_allowed_whatever_it_is_given(text: str) -> None:
    render = Renderer()
    html, plain = render(text)

    _is_safe(html)
    assert "\x02" not in plain
    assert all(problem.line >= 10 for problem in render.problems.in_order())


@given(_ANY)
def test_line_and_cloze_write_only_what_is_allowed_whatever_they_are_given(text: str) -> None:
    markdown = Renderer().markdown

    _is_safe(markdown.line(passage(text.replace("\n", " "))).html)
    for deletion in markdown.cloze(passage(text)):
        _is_safe(deletion.front.html)
        _is_safe(deletion.back.html)

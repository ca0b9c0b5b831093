"""The parser's settings, and how its tokens become HTML for a QTextBrowser.

Only the tokens named here are written, so nothing that the parser may learn later reaches the browser unseen.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from thaw_desktop.content.inline_tags import INLINE_TAGS
from thaw_desktop.content.markdown_rules import CALLOUTS, DEEPEST, install
from thaw_desktop.content.markdown_text import is_web_address, link_label, media_name, plain_inline

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from markdown_it.token import Token

    from thaw_desktop.content.names import Names

_LONGEST_ADDRESS = 2_000
# Qt draws no `<mark>`: it becomes a span of the class `marked`, for the window's stylesheet to colour.
_MARKED = "mark"
_BLOCKS = {
    "blockquote": "blockquote",
    "bullet_list": "ul",
    "dd": "dd",
    "dl": "dl",
    "dt": "dt",
    "list_item": "li",
    "paragraph": "p",
    "tbody": "tbody",
    "thead": "thead",
    "tr": "tr",
}
_WRITTEN = {
    **{f"{name}_open": f"<{tag}>" for name, tag in _BLOCKS.items()},
    **{f"{name}_close": f"</{tag}>\n" for name, tag in _BLOCKS.items()},
    "answer_close": "</span>",
    "answer_open": '<span class="answer">',
    "br": "<br>\n",
    "callout_close": "</td></tr></table>\n",
    "em_close": "</em>",
    "em_open": "<em>",
    "footnote_block_close": "</div>\n",
    "footnote_block_open": '<div class="footnotes">\n',
    "hardbreak": "<br>\n",
    "hr": "<hr>\n",
    "ordered_list_close": "</ol>\n",
    "s_close": "</s>",
    "s_open": "<s>",
    "softbreak": "\n",
    "strong_close": "</strong>",
    "strong_open": "<strong>",
    "table_close": "</table>\n",
    "table_open": '<table class="data">\n',
    "td_close": "</td>",
    "th_close": "</th>",
}


def parser() -> MarkdownIt:
    """CommonMark without HTML, with tables, footnotes, definition lists and what packs add."""
    md = _Parser("commonmark", {"html": False, "maxNesting": DEEPEST}).enable(["table", "strikethrough"])
    md.use(footnote_plugin, inline=False).use(deflist_plugin)
    install(md)
    return md


class _Parser(MarkdownIt):
    def validateLink(self, url: str) -> bool:
        """Let every address become a token, so that a forbidden one can be named; `Html` writes only allowed ones."""
        return len(url) <= _LONGEST_ADDRESS


class Html:
    """Writes tokens as HTML."""

    def __init__(self, names: Names, media: Collection[str]) -> None:
        """Know what links lead to and which pictures there are."""
        self._names = names
        self._media = media
        self._item = ""
        self._footnote = 0
        self._links = 0
        self._marks: list[str] = []
        self._writers: dict[str, Callable[[Sequence[Token], int], str]] = {
            "callout_open": self._callout_open,
            "code_block": self._code,
            "code_inline": self._code_inline,
            "fence": self._code,
            "footnote_open": self._footnote_open,
            "footnote_ref": self._footnote_ref,
            "gap": self._gap,
            "heading_close": self._heading_close,
            "heading_open": self._heading_open,
            "image": self._image,
            "inline": self._inline,
            "link_close": self._link_close,
            "link_open": self._link_open,
            "mark_close": self._mark_close,
            "mark_open": self._mark_open,
            "ordered_list_open": self._ordered_list_open,
            "paragraph_open": self._paragraph_open,
            "tag_close": self._tag_close,
            "tag_open": self._tag_open,
            "td_open": self._cell_open,
            "text": self._text,
            "th_open": self._cell_open,
            "wikilink": self._wikilink,
        }

    def of(self, tokens: Sequence[Token], item: str) -> str:
        """Write tokens.

        Args:
            tokens: of a whole passage.
            item: makes the anchors of its footnotes unlike those of other passages.
        """
        self._item = item
        self._footnote = 0
        return self._all(tokens).rstrip("\n")

    def _all(self, tokens: Sequence[Token]) -> str:
        written = []
        for index, token in enumerate(tokens):
            writer = self._writers.get(token.type)
            if token.hidden:
                continue
            written.append(writer(tokens, index) if writer else _WRITTEN.get(token.type, ""))
        return "".join(written)

    def _inline(self, tokens: Sequence[Token], index: int) -> str:
        self._links, self._marks = 0, []
        return self._all(tokens[index].children or ())

    def _text(self, tokens: Sequence[Token], index: int) -> str:
        return escape(tokens[index].content)

    def _code_inline(self, tokens: Sequence[Token], index: int) -> str:
        return f"<code>{escape(tokens[index].content)}</code>"

    def _code(self, tokens: Sequence[Token], index: int) -> str:
        return f"<pre>{escape(tokens[index].content)}</pre>\n"

    def _heading_open(self, tokens: Sequence[Token], index: int) -> str:
        return f"<{tokens[index].tag}>"

    def _heading_close(self, tokens: Sequence[Token], index: int) -> str:
        return f"</{tokens[index].tag}>\n"

    def _ordered_list_open(self, tokens: Sequence[Token], index: int) -> str:
        start = tokens[index].attrs.get("start")
        return "<ol>" if start is None else f'<ol start="{int(start)}">'

    def _cell_open(self, tokens: Sequence[Token], index: int) -> str:
        _, _, side = str(tokens[index].attrs.get("style", "")).partition("text-align:")
        # The attribute, because it is what Qt reads.
        return f'<{tokens[index].tag} align="{escape(side)}">' if side else f"<{tokens[index].tag}>"

    def _link_open(self, tokens: Sequence[Token], index: int) -> str:
        """Only links to the web; the text of others is left."""
        self._links += 1
        if self._links > 1:
            return ""  # an address inside a link
        address = str(tokens[index].attrs.get("href", ""))
        return f'<a href="{escape(address)}">' if is_web_address(address) else "<a>"

    def _link_close(self, _tokens: Sequence[Token], _index: int) -> str:
        self._links -= 1
        return "" if self._links else "</a>"

    def _wikilink(self, tokens: Sequence[Token], index: int) -> str:
        """A link to another item of the pack, or only its label when there is no such item."""
        item = self._names.linked(tokens[index].meta["target"])
        label = escape(link_label(tokens[index], self._names))
        if item is None or self._links:
            return label
        return f'<a href="thaw:{item.kind}/{item.address}">{label}</a>'

    def _mark_open(self, tokens: Sequence[Token], index: int) -> str:
        term = self._glossary_entry(tokens, index)
        self._marks.append("</a>" if term else "</span>")
        return f'<a href="term:{term}" class="term">' if term else '<span class="term">'

    def _mark_close(self, _tokens: Sequence[Token], _index: int) -> str:
        return self._marks.pop()

    def _glossary_entry(self, tokens: Sequence[Token], opening: int) -> str | None:
        """The glossary entry of the mark opened here, unless a link stands around or inside it."""
        inside: list[Token] = []
        for position in range(opening + 1, len(tokens)):
            if tokens[position].type == "mark_close":
                break
            inside.append(tokens[position])
        has_link = any(token.type in ("link_open", "wikilink", "footnote_ref") for token in inside)
        return None if has_link or self._links else self._names.term(plain_inline(inside, self._names))

    def _tag_open(self, tokens: Sequence[Token], index: int) -> str:
        """A tag of the few that packs may use, written anew."""
        tag = tokens[index].tag
        return '<span class="marked">' if tag == _MARKED else f"<{tag}>" if tag in INLINE_TAGS else ""

    def _tag_close(self, tokens: Sequence[Token], index: int) -> str:
        tag = tokens[index].tag
        return "</span>" if tag == _MARKED else f"</{tag}>" if tag in INLINE_TAGS else ""

    def _gap(self, tokens: Sequence[Token], index: int) -> str:
        return f'<span class="gap">{escape(tokens[index].content)}</span>'

    def _image(self, tokens: Sequence[Token], index: int) -> str:
        """A picture of the pack, or its description when there is no such picture."""
        name = media_name(str(tokens[index].attrs.get("src", "")))
        description = escape(plain_inline(tokens[index].children or (), self._names))
        return f'<img src="{escape(name)}" alt="{description}">' if name and name in self._media else description

    def _callout_open(self, tokens: Sequence[Token], index: int) -> str:
        """A table of one cell, the only box that QTextDocument draws."""
        kind: str = tokens[index].meta["kind"]
        classes = f"callout {kind.lower()}" if kind in CALLOUTS else "callout note"
        title = tokens[index].meta["title"] or CALLOUTS.get(kind, kind.capitalize())
        heading = f'<p class="callout-title">{escape(title)}</p>\n'
        return f'<table class="{classes}" width="100%"><tr><td class="{classes}">{heading}'

    def _footnote_ref(self, tokens: Sequence[Token], index: int) -> str:
        number = int(tokens[index].meta["id"]) + 1
        if self._links:
            return f"<sup>{number}</sup>"
        return f'<sup><a href="#fn-{self._item}-{number}">{number}</a></sup>'

    def _footnote_open(self, tokens: Sequence[Token], index: int) -> str:
        """Nothing yet: number and anchor stand in the footnote's first paragraph, lest they make one of their own."""
        self._footnote = int(tokens[index].meta["id"]) + 1
        return ""

    def _paragraph_open(self, _tokens: Sequence[Token], _index: int) -> str:
        number, self._footnote = self._footnote, 0
        if number:
            return f'<p class="footnote"><a name="fn-{self._item}-{number}"></a><sup>{number}</sup> '
        return "<p>"

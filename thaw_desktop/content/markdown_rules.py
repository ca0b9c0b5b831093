"""What packs add to Markdown: `==marked terms==`, `[[links]]` and callouts.

Rules for markdown-it: they turn text into tokens, which `markdown` renders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

CALLOUTS = {"NOTE": "Note", "TIP": "Tip", "BEYOND": "Beyond the notes"}
"""Kinds of callout, and the title of one that has none of its own."""

LONGEST_PARAGRAPH = 20_000
"""Characters. The parser's time grows with the square of a paragraph that is made to be slow."""

_LONGEST_MARK = 1_000
_LONGEST_LINK = 300
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*(.*)")
_HINT = re.compile(r"\^\[([^\[\]]{1,200})\]")


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("emphasis", "mark", _mark)
    md.core.ruler.after("block", "callout", _callouts)
    md.core.ruler.after("callout", "long_paragraph", _cut_long_paragraphs)


def _mark(state: StateInline, silent: bool) -> bool:
    """`==text==`, which cannot hold another; in a cloze card a hint may follow: `==text==^[hint]`."""
    start = state.pos + 2
    if not state.src.startswith("==", state.pos) or start >= state.posMax or state.src[start] in "= \t\n":
        return False
    end = state.src.find("==", start, min(state.posMax, start + _LONGEST_MARK))
    if end < 0 or state.src[end - 1] in " \t\n":
        return False
    after = end + 2
    hint = _HINT.match(state.src, after, state.posMax) if state.env.get("hints") else None
    if not silent:
        opening = state.push("mark_open", "span", 1)
        opening.meta = {"hint": hint[1].strip() if hint else ""}
        whole, state.pos, state.posMax = state.posMax, start, end
        state.md.inline.tokenize(state)
        state.posMax = whole
        state.push("mark_close", "span", -1)
    state.pos = hint.end() if hint else after
    return True


def _wikilink(state: StateInline, silent: bool) -> bool:
    """`[[target]]` or `[[target|label]]`."""
    start = state.pos + 2
    if not state.src.startswith("[[", state.pos):
        return False
    end = state.src.find("]]", start, min(state.posMax, start + _LONGEST_LINK))
    target, _, label = state.src[start:end].partition("|") if end > start else ("", "", "")
    if not target.strip() or "[" in target or "\n" in target:
        return False
    if not silent:
        token = state.push("wikilink", "a", 0)
        token.meta = {"target": " ".join(target.split()), "label": " ".join(label.split())}
    state.pos = end + 2
    return True


def _callouts(state: StateCore) -> None:
    """A quotation that begins with `[!TIP] Title` becomes a callout with that title."""
    opened: list[Token | None] = []
    tokens: list[Token] = []
    for index, token in enumerate(state.tokens):
        tokens.append(token)
        if token.type == "blockquote_open":
            first = state.tokens[index + 1 : index + 3]
            match = (
                _CALLOUT.match(first[1].content) if [t.type for t in first] == ["paragraph_open", "inline"] else None
            )
            opened.append(_open_callout(token, first[1], match) if match else None)
        elif token.type == "blockquote_close" and opened.pop() is not None:
            token.type, token.meta = "callout_close", {}
    state.tokens = [token for token in _without_empty_paragraphs(tokens) if token is not None]


def _open_callout(opening: Token, inline: Token, match: re.Match[str]) -> Token:
    opening.type = "callout_open"
    opening.meta = {"kind": match[1].upper(), "title": match[2].strip()}
    inline.content = inline.content[match.end() :].removeprefix("\n")
    if inline.map:
        # The callout's first line is no longer part of the paragraph.
        inline.map = [inline.map[0] + 1, inline.map[1]]
    return opening


def _without_empty_paragraphs(tokens: list[Token]) -> list[Token]:
    kept: list[Token] = []
    for token in tokens:
        if token.type == "paragraph_close" and kept[-1].type == "inline" and not kept[-1].content:
            del kept[-2:]
        else:
            kept.append(token)
    return kept


def _cut_long_paragraphs(state: StateCore) -> None:
    """Leave the words of an overlong paragraph unread, and remember where it stands."""
    too_long: list[int] = state.env.setdefault("too_long", [])
    for token in state.tokens:
        if token.type == "inline" and len(token.content) > LONGEST_PARAGRAPH:
            token.content = ""
            too_long.append(token.map[0] if token.map else 0)

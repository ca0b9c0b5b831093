"""The few HTML tags that packs may use inside a paragraph, such as `H<sub>2</sub>O`; every other tag is shown as text.

A tag becomes formatting only as a token of our own, and only when it stands alone in its angle brackets and is closed
where it was opened: no character of a pack's own HTML ever reaches the page as HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from markdown_it.common.html_re import close_tag, open_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

INLINE_TAGS = ("sub", "sup", "b", "i", "em", "strong", "u", "s", "kbd", "small", "mark")
"""Tags that are taken as formatting; `br` stands alone and is taken too."""

_ANY = re.compile(f"{open_tag}|{close_tag}")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ALONE = re.compile(r"</?[A-Za-z]+\s*>")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)

_TABLE = "write a table as lines with `|` between the cells"
_LIST = "begin each entry of a list with `- ` or `1. `"
_LOOKS = "leave the tags out, for Thaw chooses colours and sizes itself"
_CODE = "write code between backquotes"
_PROGRAM = "leave the tags out, for a pack holds text and pictures only"
_PARAGRAPH = "leave the tags out, and put a blank line between paragraphs"
_ADVICE = {
    "a": "write a link as `[text](https://…)` or `[[id]]`",
    "img": "write a picture as `![what it shows](media/name.png)`",
    "svg": "put the drawing into `media` and write `![what it shows](media/name.svg)`",
    "hr": "write `---` on a line of its own",
    "blockquote": "begin each line of a quotation with `> `",
    "del": "write `~~text~~`",
    "strike": "write `~~text~~`",
    "ins": "write `<u>text</u>`",
    "q": "write quotation marks",
    "cite": "write `*text*`",
    "var": "write `*text*`",
    **dict.fromkeys(("p", "div", "section", "article", "header", "footer", "main", "details", "summary"), _PARAGRAPH),
    **dict.fromkeys(("span", "font", "center", "big", "style"), _LOOKS),
    **dict.fromkeys(("ul", "ol", "li", "dl", "dt", "dd"), _LIST),
    **dict.fromkeys(("table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption", "colgroup", "col"), _TABLE),
    **dict.fromkeys(("code", "pre", "tt", "samp"), _CODE),
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "begin the heading with `## ` or `### `"),
    **dict.fromkeys(
        ("script", "iframe", "object", "embed", "form", "input", "button", "video", "audio", "link", "meta"), _PROGRAM
    ),
}
_NO_TAG = "put what is to be seen between backquotes, and leave out the rest"


class ShownTag(NamedTuple):
    """A tag that is shown as text: the index of its line, how it is written, and what to write instead."""

    line: int
    written: str
    mend: str


def read_tag(state: StateInline, silent: bool) -> bool:
    """An inline rule: anything that HTML takes for a tag becomes a token, of which `settle_tags` decides."""
    # Without the second test, each of many `<` would be held against all that follows it.
    if state.src[state.pos] != "<" or state.src.rfind(">", state.pos, state.posMax) < 0:
        return False
    match = _ANY.match(state.src, state.pos, state.posMax)
    if match is None:
        return False
    if not silent:
        state.push("tag", "", 0).content = match[0]
    state.pos = match.end()
    return True


def settle_tags(state: StateCore) -> None:
    """A core rule: tags that may be formatting and are balanced become it, all others text."""
    shown: list[ShownTag] = state.env.setdefault("shown_tags", [])
    for token in state.tokens:
        if token.type == "inline" and token.children:
            _settle(token.children, token.map[0] if token.map else 0, shown)


@dataclass(slots=True)
class _Frame:
    """What has been opened and not closed inside one piece of Markdown's own formatting."""

    tags: list[Token] = field(default_factory=list)
    open: dict[str, int] = field(default_factory=dict)


def _settle(tokens: Sequence[Token], line: int, shown: list[ShownTag]) -> None:
    partners = _partners(tokens)
    for token, at in _with_lines(tokens, line):
        if token.type == "image" and token.children:
            _settle(token.children, at, shown)
        if token.type != "tag":
            continue
        partner = partners.get(id(token))
        if _BREAK.fullmatch(token.content):
            token.type = "br"
        elif partner is not None:
            token.type = "tag_open" if partner else "tag_close"
            token.nesting = 1 if partner else -1
            token.tag = _name(token)
        else:
            shown.append(ShownTag(at, token.content, _mend(token)))
            token.type = "text"


def _partners(tokens: Sequence[Token]) -> dict[int, bool]:
    """The tags that are closed where they were opened: by identity, with whether each is the opening one."""
    found: dict[int, bool] = {}
    frames = [_Frame()]
    for token in tokens:
        if token.type != "tag":
            if token.nesting == 1:
                frames.append(_Frame())
            elif token.nesting == -1 and len(frames) > 1:
                frames.pop()  # whatever is still open in it is not closed in it
            continue
        name, frame = _name(token), frames[-1]
        if name not in INLINE_TAGS or not _ALONE.fullmatch(token.content):
            continue
        if not token.content.startswith("</"):
            frame.tags.append(token)
            frame.open[name] = frame.open.get(name, 0) + 1
        elif frame.open.get(name):
            opening = frame.tags.pop()
            while True:
                frame.open[_name(opening)] -= 1
                if _name(opening) == name:
                    break
                opening = frame.tags.pop()
            found[id(opening)], found[id(token)] = True, False
    return found


def _with_lines(tokens: Sequence[Token], line: int) -> Iterator[tuple[Token, int]]:
    for token in tokens:
        yield token, line
        line += token.type in ("softbreak", "hardbreak")


def _name(token: Token) -> str:
    match = _NAME.match(token.content)
    return match[1].lower() if match else ""


def _mend(token: Token) -> str:
    name = _name(token)
    if name == "br":
        return "write `<br>`"
    if name not in INLINE_TAGS:
        return _ADVICE.get(name, _NO_TAG)
    if not _ALONE.fullmatch(token.content):
        return f"write `<{name}>` alone"
    if token.content.startswith("</"):
        return f"write `<{name}>` before it, in the same paragraph, or take it out"
    return f"write `</{name}>` after it, in the same paragraph, or take it out"

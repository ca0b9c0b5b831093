"""What packs add to Markdown: `==marked terms==`, `[[links]]` and callouts.

Rules for markdown-it: they turn text into tokens, which `markdown` renders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

CALLOUTS = {"NOTE": "Note", "TIP": "Tip", "BEYOND": "Beyond the notes"}
"""Kinds of callout, and the title of one that has none of its own."""

LONGEST_PARAGRAPH = 20_000
"""Characters. The parser's time grows with the square of a paragraph that is made to be slow."""

MOST_TOKENS = 100_000
"""Pieces of formatting in one text: a row of a table can be two characters long and have a hundred cells."""
DEEPEST = 20
"""Lists, quotations and their entries in one another; what stands deeper, the parser leaves out without a word."""

_MOST_CELLS = 5_000
_MOST_COLUMNS = 50
_DEEPEST_CALLOUT = 2
_CONTAINERS = ("blockquote_open", "callout_open", "list_item_open", "dd_open", "footnote_reference_open")
# The parser goes over a paragraph once for each bracket that may begin a link.
_STEPS_A_BRACKET = 4_000
_LONGEST_MARK = 1_000
_LONGEST_LINK = 300
_CALLOUT = re.compile(r"\[!([A-Za-z]+)\][+-]?[ \t]*(.*)")
_HINT = re.compile(r"\^\[([^\[\]]{1,200})\]")


class Finding(NamedTuple):
    """Something wrong that a rule came upon, and the index of its line; rules keep them in `env["findings"]`."""

    line: int
    what: str
    mend: str
    is_error: bool = True


class TooMuchFormattingError(Exception):
    """Ends the parsing of one text."""


class _Bounded(list["Token"]):
    """Tokens, but not without end."""

    def append(self, token: Token) -> None:
        """Add one.

        Raises:
            TooMuchFormattingError: there are enough.
        """
        if len(self) >= MOST_TOKENS:
            raise TooMuchFormattingError
        super().append(token)


def install(md: MarkdownIt) -> None:
    """Add the rules to a parser."""
    # Imported here: it imports the parser, which is needed only when a pack is compiled.
    from thaw_desktop.content.inline_tags import read_tag, settle_tags
    from thaw_desktop.content.leftovers import note_blocks, note_leftovers

    md.inline.ruler.before("link", "wikilink", _wikilink)
    md.inline.ruler.before("emphasis", "mark", _mark)
    md.inline.ruler.after("autolink", "tag", read_tag)
    md.core.ruler.before("block", "bound", _bound)
    md.core.ruler.after("block", "callout", _callouts)
    md.core.ruler.after("callout", "long_paragraph", _cut_long_paragraphs)
    md.core.ruler.after("long_paragraph", "limits", _note_limits)
    md.core.ruler.after("limits", "blocks", note_blocks)
    md.core.ruler.after("inline", "leftovers", note_leftovers)
    md.core.ruler.after("leftovers", "tags", settle_tags)


def _bound(state: StateCore) -> None:
    state.tokens = _Bounded()
    state.env.setdefault("findings", [])


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
            # A callout is a table, and Qt takes twice as long for each table round a table.
            if match and sum(one is not None for one in opened) >= _DEEPEST_CALLOUT:
                what = f"callouts stand more than {_DEEPEST_CALLOUT} deep in one another"
                state.env["findings"].append(Finding(_line(token), what, "take this one out of the others", False))
                match = None
            opened.append(_open_callout(token, first[1], match) if match else None)
        elif token.type == "blockquote_close" and opened.pop() is not None:
            token.type, token.meta = "callout_close", {}
    state.tokens = _without_empty_paragraphs(tokens)


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
    """Leave the words of an overlong paragraph unread, and count what brackets in the others will cost."""
    steps = 0
    for token in state.tokens:
        if token.type != "inline":
            continue
        if len(token.content) > LONGEST_PARAGRAPH:
            token.content = ""
            what = f"a paragraph is longer than {LONGEST_PARAGRAPH:,} characters"
            state.env["findings"].append(Finding(_line(token), what, "divide it with blank lines"))
        steps += token.content.count("[") * len(token.content) // _STEPS_A_BRACKET
    if steps > MOST_TOKENS:
        raise TooMuchFormattingError
    state.env["steps"] = steps


def _note_limits(state: StateCore) -> None:
    """Note tables that no page has room for, and lists and quotations whose inside was left out."""
    findings: list[Finding] = state.env["findings"]
    table, columns, cells = 0, 0, 0
    for token in state.tokens:
        if token.type in _CONTAINERS and token.level >= DEEPEST - 1:
            what = f"lists and quotations stand more than {DEEPEST // 2} deep in one another"
            findings.append(Finding(_line(token), what, "take what is inside out of some of them"))
        if token.type == "table_open":
            table, columns, cells = _line(token), 0, 0
        columns += token.type == "th_open"
        cells += token.type in ("th_open", "td_open")
        if token.type == "table_close" and (columns > _MOST_COLUMNS or cells > _MOST_CELLS):
            what = f"the table has more than {_MOST_COLUMNS} columns or {_MOST_CELLS:,} cells"
            findings.append(Finding(table, what, "divide it into several tables"))


def _line(token: Token) -> int:
    return token.map[0] if token.map else 0

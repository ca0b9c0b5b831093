"""Finds signs of Markdown that mark nothing: what students would see as it is written, and no author can have meant.

These are rules for markdown-it, as those of `markdown_rules`; each finding is a warning. A sign that is meant to be
seen is written behind a backslash or between backquotes, and neither is looked at here.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block.table import escapedSplit

from thaw_desktop.content.markdown_rules import Finding
from thaw_desktop.content.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_SEEN = "if it is to be seen, write a backslash before it"
_WEB_LINK = re.compile(r"\[[^\[\]\n]{1,200}\]?[ \t]?\([ \t]?(?:https?://|www\.|media/)")
_LINK_WITH_SPACE = re.compile(r"\]\((?:https?://|media/)")
_PAIR = re.compile(r"\[\[|\]\]")
_MARK = re.compile(r"==(?=[^\s=])|(?<=[^\s=])==")
_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*){0,100}\|?[ \t]*")
_BULLET = re.compile(r"[ \t]*([-+])(?=[^\W\d_]|[“‘\"'(*\[]).")
_NUMBER = re.compile(r"[ \t]*([0-9]{1,2}[.)])(?=[A-Z][a-z])")
_QUOTING = re.compile(r"[ \t>]*")
_MOST_ROWS = 1_000
"""Of one table, that are looked at."""


def note_leftovers(state: StateCore) -> None:
    """A core rule, before texts are joined: signs that marked nothing and have become text."""
    findings: list[Finding] = state.env["findings"]
    for token in state.tokens:
        if token.type != "inline":
            continue
        for text, line in _texts(token):
            findings += _of_text(text, line)


def note_blocks(state: StateCore) -> None:
    """A core rule, after blocks were found: bullets and tables that are none, and rows whose end is not shown."""
    findings: list[Finding] = state.env["findings"]
    lines: Sequence[str] = ()
    columns = 0
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and token.map and state.tokens[index - 1].type == "paragraph_open":
            findings += _of_paragraph(token.content.split("\n"), token.map[0])
        elif token.type == "table_open":
            lines, columns = lines or state.src.split("\n"), 0
        elif token.type == "th_open":
            columns += 1
        elif token.type == "thead_close" and index + 1 < len(state.tokens):
            body = state.tokens[index + 1].map
            findings += _of_rows(lines, body[0], body[1], columns) if body else ()


def _texts(token: Token) -> Iterator[tuple[str, int]]:
    """The texts of a paragraph outside of links and code, each with the index of its line."""
    line = token.map[0] if token.map else 0
    for child in token.children or ():
        if child.type == "text":
            yield child.content, line
        line += child.type in ("softbreak", "hardbreak")


def _of_text(text: str, line: int) -> Iterator[Finding]:
    if "[" in text or "]" in text:
        link = _WEB_LINK.search(text) or _LINK_WITH_SPACE.search(text)
        if link:
            what = f"this is not read as a link: “{shortened(text[link.start() :], 40)}”"
            yield Finding(line, what, "write `[words](https://…)`, without spaces in the address", is_error=False)
        elif pair := _PAIR.search(text):
            what = f"`{pair[0]}` begins or ends no link: “{shortened(text[max(0, pair.start() - 20) :], 40)}”"
            yield Finding(line, what, f"write `[[id]]` or `[[id|words]]` in one line; {_SEEN}", is_error=False)
    if "^[" in text:
        what = f"`^[` begins a hint or a footnote that has no end: “{shortened(text[text.index('^[') :], 40)}”"
        yield Finding(line, what, f"write `]` behind its words; {_SEEN}", is_error=False)
    if "==" in text and (mark := _MARK.search(text)):
        what = f"`==` marks nothing here: “{shortened(text[max(0, mark.start() - 20) :], 40)}”"
        yield Finding(line, what, f"write it before and after the words: `==words==`; {_SEEN}", is_error=False)


def _of_paragraph(lines: Sequence[str], first: int) -> Iterator[Finding]:
    for number, line in enumerate(lines):
        bullet = _BULLET.match(line) or _NUMBER.match(line)
        if bullet:
            what = f"this is not read as an entry of a list: “{shortened(line, 40)}”"
            yield Finding(first + number, what, f"write a space behind `{bullet[1]}`", is_error=False)
        elif number and "|" in line and "|" in lines[number - 1] and _DELIMITERS.fullmatch(line.strip()):
            cells, names = _cells(line), _cells(lines[number - 1])
            what = f"this is not read as a table: {cells} columns under {names} names of columns"
            mend = "write as many parts of `|---|` in this line as there are columns"
            yield Finding(first + number, what, mend, is_error=False)


def _of_rows(lines: Sequence[str], first: int, end: int, columns: int) -> Iterator[Finding]:
    for number in range(first, min(end, first + _MOST_ROWS, len(lines))):
        cells = _cells(lines[number]) if lines[number].count("|") >= columns else 0
        if cells > columns:
            what = f"this row of a table has {cells} cells, and what goes beyond its {columns} columns is not shown"
            yield Finding(number, what, r"take cells out, or write `\|` for a `|` that is to be seen", is_error=False)


def _cells(row: str) -> int:
    """How many cells a row of a table has, as the parser counts them."""
    cells = escapedSplit(_QUOTING.sub("", row, count=1).strip())
    return len(cells) - (not cells[0]) - (len(cells) > 1 and not cells[-1])

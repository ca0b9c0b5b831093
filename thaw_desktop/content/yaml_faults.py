"""What is wrong with YAML that cannot be read: libyaml's words, and what they mean to a teacher."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.problems import shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml import MarkedYAMLError

_QUOTES = "put quotation marks round the text"
_BACKSLASH = ("a backslash stands between double quotation marks", "use single quotation marks round the text")
_NO_COLON = ("this line is not of the form `name: value`", "write it with a colon and a space behind the name")
_COLON = "mapping values are not allowed"
_NO_KEY = "did not find expected key"
_UNCLOSED_LIST, _UNCLOSED_GROUP = "did not find expected ',' or ']'", "did not find expected ',' or '}'"
_UNCLOSED_TEXT, _UNCLOSED_NAME = "unexpected end of stream", "could not find expected ':'"
_TOLD_BY_BEGINNING = (_UNCLOSED_LIST, _UNCLOSED_GROUP, _UNCLOSED_TEXT, _UNCLOSED_NAME)
_REASONS = (
    (
        _COLON,
        "this line is indented as if it belonged to the one above it",
        "begin it in the same column as the other fields",
    ),
    ("cannot start any token", "this text begins with a sign that has a meaning of its own in YAML", _QUOTES),
    ("alphabetic or numeric", "this text begins with `*` or `&`, which has a meaning of its own in YAML", _QUOTES),
    ("comment or line break", "this text begins with `>` or `|`, which has a meaning of its own in YAML", _QUOTES),
    (_UNCLOSED_LIST, "a list that begins with `[` does not end", "write `]` after its last entry"),
    (_UNCLOSED_GROUP, "a group that begins with `{` does not end", "write `}` after its last entry"),
    (_UNCLOSED_TEXT, "a quotation mark is not closed", "write it at the end of the text as well"),
    (_UNCLOSED_NAME, *_NO_COLON),
    (_NO_KEY, "this line does not fit those above it", "begin it in the same column as the other fields"),
    (
        "did not find expected '-' indicator",
        "this line does not fit the list above it",
        "begin it in the same column as the entry above it",
    ),
    ("unknown escape", *_BACKSLASH),
    ("hexdecimal", *_BACKSLASH),
    (
        "block sequence entries are not allowed",
        "a list begins behind the colon",
        "begin it in the next line, each entry with two spaces and `- `, or write [one, two]",
    ),
)
_LINE = re.compile(r"([ \t]*(?:-[ \t]+)?(?:[\w-]+:[ \t]+)?)(.*)")
_OPENING = re.compile(r"[ \t]*(?:-[ \t]+)?[\w-]+:[ \t]+([\"'])(.*)")
_ODD_SPACES = "\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u202f\u3000\ufeff"
ODD_SPACE = re.compile(rf"^[ \t]*[{_ODD_SPACES}]|[\w-]:[ \t]*[{_ODD_SPACES}]|-[{_ODD_SPACES}]")
"""A space that YAML does not know, where it looks for one."""
SPACES = dict.fromkeys(map(ord, _ODD_SPACES), " ")
"""Ordinary spaces in place of such."""
CURLY = re.compile(r"[“„‟«‘‚](?P<text>[^“”„‟«»]*)[”“»’‘]")
"""A text between quotation marks that YAML takes for letters."""
_REACH = 200
"""Lines above a fault in which a quotation mark may have been opened."""


class YamlFault(NamedTuple):
    """Something wrong: the index of its line, what it is, and the mend."""

    line: int
    what: str
    mend: str


def fault_of(error: MarkedYAMLError, lines: Sequence[str]) -> YamlFault:
    """What an error of the parser means."""
    marks = (error.context_mark, error.problem_mark)
    reason = error.problem or ""
    # Of what does not end, the beginning tells more than the place where that was noticed.
    mark = (marks[0] if any(words in reason for words in _TOLD_BY_BEGINNING) else None) or marks[1] or marks[0]
    index = max(0, min(mark.line if mark else 0, len(lines) - 1))
    odd = next((at for at in range(max(0, index - _REACH), index + 1) if ODD_SPACE.search(lines[at])), None)
    if odd is not None:
        return YamlFault(odd, "a no-break space stands in this line", "put an ordinary space in its place")
    opening = _unclosed_above(index, lines)
    if opening is not None:
        what = f"the quotation mark that opens here is not closed: {shortened(lines[opening], 40)}"
        return YamlFault(opening, what, "write it at the end of the text as well")
    return _explained(reason, index, lines)


def quoting(line: str) -> str:
    """The mend of a text that needs quotation marks, with the line as it should be."""
    return f"{_QUOTES}: {quoted_line(line)}" if _can_be_quoted(line) else _QUOTES


def quoted_line(line: str) -> str:
    """A line with quotation marks round its value, shortened for a message."""
    match = _LINE.fullmatch(line.strip())
    before, value = (match[1], match[2]) if match else ("", line)
    curly = CURLY.fullmatch(value.strip())
    text = shortened(curly["text"] if curly else value.strip(), 100)
    if "\\" in text:
        return f"{before}'{text.replace(chr(39), chr(39) * 2)}'"
    return f'{before}"{text.replace(chr(34), chr(39))}"'


def _can_be_quoted(line: str) -> bool:
    match = _LINE.fullmatch(line.strip())
    return bool(match and match[2] and match[2][0] not in "[{")


def _unclosed_above(index: int, lines: Sequence[str]) -> int | None:
    """The line in which a quotation mark opens that nothing closes before the fault at a line, if there is one."""
    for start in range(max(0, index - _REACH), index + 1):
        match = _OPENING.fullmatch(lines[start])
        if match is None or match[1] in match[2]:
            continue
        mark = match[1]
        closing = next((text for text in lines[start + 1 : index + 1] if mark in text), None)
        # The mark of a later text that begins there, or that has words behind it, was not meant to close this one.
        if closing is None or _OPENING.match(closing) or closing.partition(mark)[2].strip(" ,]}"):
            return start
    return None


def _explained(reason: str, index: int, lines: Sequence[str]) -> YamlFault:
    line, above = (lines[index] if lines else ""), (lines[index - 1].strip() if index else "")
    if _COLON in reason and _is_no_field(above) and _is_field(line):
        return YamlFault(index - 1, *_NO_COLON)
    return YamlFault(index, *_of_line(reason, line))


def _is_field(line: str) -> bool:
    """Whether a line that is not indented names a field, and its value holds no colon."""
    value = line.strip().partition(": ")[2].strip()
    return not line.startswith((" ", "#")) and ": " not in value and not value.endswith(":")


def _is_no_field(line: str) -> bool:
    return bool(line) and ": " not in line and line[-1] != ":"


def _of_line(reason: str, line: str) -> tuple[str, str]:
    """What is wrong with a line, and the mend."""
    name, _, value = line.strip().partition(": ")
    value = value.strip()
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "this line is indented with a tab", "use spaces instead"
    if _COLON in reason and (": " in value or value.endswith(":")):
        what = "this text holds a colon, which YAML takes for the end of a name"
        return what, f"put quotation marks round text with a colon: {quoted_line(line)}"
    if _NO_KEY in reason and value[:1] in ("'", '"'):
        return _closed_too_early(name, value)
    for words, what, mend in _REASONS:
        if words in reason:
            return what, quoting(line) if mend == _QUOTES else mend
    mend = "check the line and the one above it, and put quotation marks round text that holds special characters"
    return f"this is not valid YAML ({shortened(reason) or 'it makes no sense'})", mend


def _closed_too_early(name: str, value: str) -> tuple[str, str]:
    """Of a text between quotation marks that holds one of them."""
    mark, other, kind = ("'", '"', "double") if value[0] == "'" else ('"', "'", "single")
    text = shortened(value.strip(f"{mark} ").replace(other, mark), 100)
    what = f"text stands behind a `{mark}` that closes"
    return what, f"put {kind} quotation marks round the text: {shortened(name)}: {other}{text}{other}"

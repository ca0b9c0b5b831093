"""Finds the front matter of a file: the lines between a first line `---` and the next one.

Where the fences are not quite right, what was meant is noted and read all the same: an id that is not read makes faults
of everything that names it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thaw_desktop.content.comments import without_comments
from thaw_desktop.content.problems import Place, shortened

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from thaw_desktop.content.lines import Line
    from thaw_desktop.content.problems import Problems

_FENCE = "---"
_ENDS = (_FENCE, "...")
_YAML = re.compile(r"[ \t]|#(?!#)|- |[\w-]+:(\s|$)")
_FIELD = re.compile(r"([a-z_]+):(?:\s|$)")
# What editors and word processors make of three hyphens, and what looks like them.
_NEARLY = re.compile(r"[-–—―−‐‑ ]{1,40}|[=*_]{3,40}|```(?:ya?ml)?|\\---")


def split_front_matter(
    file: str, lines: list[Line], problems: Problems, names: Collection[str] = ()
) -> tuple[list[Line], list[Line]]:
    """Split a file into its front matter and the text after it.

    Args:
        file: path in the pack.
        lines: of the file.
        problems: receives what is wrong.
        names: of the fields there may be, by which front matter is known that does not begin as it should.

    Returns:
        The YAML lines between the first line `---` and the next one, and the lines after it without their comments.
    """
    lines = _from_front_matter(file, lines, problems)
    start = _start(file, lines, names, problems)
    if start is None:
        return [], without_comments(file, lines, problems)
    end = _end_of_front_matter(lines, start)
    if end < len(lines) and (lines[end].text.rstrip() in _ENDS or _is_nearly(lines[end])):
        if lines[end].text.rstrip() not in _ENDS:
            what = f"the front matter ends with “{shortened(lines[end].text, 20)}”"
            problems.error(Place(file, lines[end].number), what, "write three hyphens: `---`")
        return lines[start:end], without_comments(file, lines[end + 1 :], problems)
    what = "the front matter has no end"
    problems.error(Place(file, lines[max(0, start - 1)].number), what, "put a line `---` under its last field")
    return lines[start:end], without_comments(file, lines[end:], problems)


def _start(file: str, lines: Sequence[Line], names: Collection[str], problems: Problems) -> int | None:
    """The index of the first field, after noting what does not begin as it should; None without front matter."""
    if lines and lines[0].text.rstrip() == _FENCE:
        return 1
    first = next((index for index, line in enumerate(lines) if line.text.strip()), len(lines))
    if _names_field(lines[first:], names):
        what = "the front matter does not begin with `---`"
        problems.error(Place(file, lines[first].number), what, "write a line `---` above this one")
        return first
    if not (first < len(lines) and _is_nearly(lines[first]) and _names_field(lines[first + 1 :], names)):
        return None
    if lines[first].text.rstrip() == _FENCE:
        what = "the front matter does not begin in the first line of the file"
        problems.error(Place(file, lines[0].number), what, "take out the blank lines above `---`")
    else:
        what = f"the front matter begins with “{shortened(lines[first].text, 20)}”"
        problems.error(Place(file, lines[first].number), what, "write three hyphens: `---`")
    return first + 1


def _names_field(lines: Sequence[Line], names: Collection[str]) -> bool:
    """Whether lines begin with one of some fields."""
    match = _FIELD.match(lines[0].text) if lines else None
    return match is not None and match[1] in names


def _is_nearly(line: Line) -> bool:
    """Whether a line was surely meant to be `---`."""
    return bool(line.text.strip()) and _NEARLY.fullmatch(line.text.strip()) is not None


def _end_of_front_matter(lines: Sequence[Line], start: int) -> int:
    """The index of the line that ends the front matter, or of the text that follows where nothing ends it.

    A line `---` further down may be a rule of the text: what stands behind a blank line and is no field is text.
    """
    for index, line in enumerate(lines[start:], start):
        text = line.text.rstrip()
        if text in _ENDS or (text != "-" and line.text[:1] not in " \t" and _is_nearly(line)):
            return index
        if text and index and not lines[index - 1].text.strip() and not _YAML.match(text):
            return index
    return len(lines)


def _from_front_matter(file: str, lines: list[Line], problems: Problems) -> list[Line]:
    """Lines without the comment that stands above their front matter, where there is both."""
    if not lines or not lines[0].text.lstrip().startswith("<!--"):
        return lines
    first = next((line for line in without_comments(file, lines, problems) if line.text.strip()), lines[0])
    index = first.number - lines[0].number
    return lines[index:] if lines[index].text.rstrip() == "---" else lines

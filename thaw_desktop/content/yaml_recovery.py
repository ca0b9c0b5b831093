"""Reads YAML in which something is wrong line by line, so that one fault does not hide the others.

What is read so is never used for a pack, for it has an error; but ids and fields that are right are known.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thaw_desktop.content.problems import Place, shortened
from thaw_desktop.content.yaml_faults import CURLY, ODD_SPACE, SPACES, quoted_line
from thaw_desktop.content.yaml_tree import YamlTree, read_yaml

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.lines import Line
    from thaw_desktop.content.problems import Problems

_MOST_FAULTS = 12
_MOST_LINES = 2_000
_TOP = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:?")
_VALUE = re.compile(r"([ \t]*(?:-[ \t]+)?(?:[\w-]+:[ \t]+)?)(\S.*)")
_CUT = re.compile(r"[^\"'\[{#|>&*!].*?[ \t]#(?=[^\s#])")


def read_fields(file: str, lines: Sequence[Line], problems: Problems) -> YamlTree | None:
    """Read lines as YAML, past what is wrong in single lines.

    Returns:
        The document, with the names of fields that could not be read among its `lost`; None when nothing can be read.
    """
    told: set[int] = set()
    kept = list(lines)
    lost: set[str] = set()
    for _ in range(_MOST_FAULTS if len(lines) <= _MOST_LINES else 1):
        outcome = read_yaml(file, kept, problems)
        if isinstance(outcome, YamlTree):
            _note_silent(file, lines, told, problems)
            return replace(outcome, lost=frozenset(lost))
        if not kept:
            problems.error(Place(file, 1), outcome.what, outcome.mend)
            return None
        index = outcome.line
        if index not in told:
            problems.error(Place(file, lines[index].number), outcome.what, outcome.mend)
        mended = "" if index in told else _mended(kept, index)
        told.add(index)
        if mended:
            kept[index] = kept[index]._replace(text=mended)
        else:
            _leave_out(kept, index, lost)
    return None


def _mended(lines: Sequence[Line], index: int) -> str:
    """A line as it was probably meant; `""` when nobody can tell."""
    line = lines[index].text
    if ODD_SPACE.search(line):
        return line.translate(SPACES)
    indent = line[: len(line) - len(line.lstrip())]
    if "\t" in indent:
        is_inside = index > 0 and lines[index - 1].text.startswith(" ")
        return ("  " if is_inside or (index and lines[index - 1].text.rstrip().endswith(":")) else "") + line.lstrip()
    match = _VALUE.fullmatch(line.rstrip())
    if match is None or not match[1].strip() or match[2][0] in "[{":
        return ""
    value = match[2].strip("\"'").replace("'", "''")
    return f"{match[1]}'{value}'"


def _leave_out(lines: list[Line], index: int, lost: set[str]) -> None:
    """Blank the field that a line belongs to, with all that belongs to it: the rest of it would only seem wrong."""
    first = next((at for at in range(index, -1, -1) if _begins_field(lines[at])), 0)
    match = _TOP.match(lines[first].text)
    lost |= {match[1]} if match else set()
    for at in range(first, len(lines)):
        if at > index and _begins_field(lines[at]):
            return
        lines[at] = lines[at]._replace(text="")


def _begins_field(line: Line) -> bool:
    return line.text[:1] not in ("", " ", "\t", "-", "#", "]", "}")


def _note_silent(file: str, lines: Sequence[Line], told: set[int], problems: Problems) -> None:
    """Warn of values that YAML reads without a word, and otherwise than they were meant."""
    for index, line in enumerate(lines):
        match = _VALUE.fullmatch(line.text.rstrip()) if index not in told else None
        if match is None or not match[1].strip() or len(match[2]) > _MOST_LINES:
            continue
        place, cut = Place(file, line.number), _CUT.match(match[2])
        if cut:
            what = f"what follows `#` is not read: “{shortened(match[2][cut.end() - 1 :], 40)}”"
            mend = f"put quotation marks round the text: {quoted_line(line.text)} (a remark has a space behind `#`)"
            problems.warning(place, what, mend)
        elif CURLY.fullmatch(match[2]):
            what = "these quotation marks are curly, so that students will see them"
            problems.warning(place, what, f"write straight ones: {quoted_line(line.text)}")

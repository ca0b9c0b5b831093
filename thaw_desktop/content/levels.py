"""The levels of a question's mark scheme: `- L4 16-20: descriptor`, each mark in one of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.model import Level
from thaw_desktop.content.problems import Place, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.lines import Line, Passage
    from thaw_desktop.content.problems import Problems

_LEVEL = re.compile(r"[-*+][ \t]+L([0-9]{1,2})[ \t]+([0-9]{1,3})(?:[ \t]*[-–][ \t]*([0-9]{1,3}))?[ \t]*:[ \t]*(.+)")
# Of a line whose spaces are single ones.
_NEARLY = re.compile(
    r"[-*+–—]? ?(?:level|band|L) ?([0-9]{1,2}) ?[:.,]? ?[(\[]? ?([0-9]{1,3})(?: ?(?:[-–—]|to) ?([0-9]{1,3}))?"
    r" ?(?:marks?)? ?[)\]]? ?[:.–—-]? ?(\S.*)",
    re.IGNORECASE,
)
_REACH = 200


class _Placed(NamedTuple):
    level: Level
    place: Place


def read_levels(passage: Passage, marks: int, context: Context) -> tuple[Level, ...]:
    """Read the lines under `## Levels`.

    Args:
        passage: the lines.
        marks: of the question; 0 when they are not known.
        context: of the pack.
    """
    levels: list[_Placed] = []
    is_sound = True
    for line in passage.lines:
        place = Place(passage.file, line.number)
        match = _LEVEL.fullmatch(line.text.rstrip())
        low, high = (int(match[2]), int(match[3] or match[2])) if match else (0, 0)
        if match and low <= high:
            text = context.markdown.plain(match[4].strip(), place)
            levels.append(_Placed(Level(int(match[1]), low, high, text), place))
        elif levels and line.text[:1] in (" ", "\t") and line.text.strip():
            more = context.markdown.plain(line.text.strip(), place)
            level = levels[-1].level
            levels[-1] = levels[-1]._replace(level=replace(level, text=f"{level.text} {more}"))
        elif line.text.strip():
            is_sound = False
            what = f"this is no level of a mark scheme: “{shortened(line.text)}”"
            context.problems.error(place, what, _mend(line))
    if marks and is_sound:
        _check(levels, marks, context.problems)
    return tuple(placed.level for placed in levels)


def _mend(line: Line) -> str:
    match = _NEARLY.fullmatch(" ".join(line.text[:_REACH].split()))
    if match is None:
        return "write `- L4 16-20: descriptor`"
    low, high = int(match[2]), int(match[3] or match[2])
    if low > high:
        return f"write the lower mark first: `- L{match[1]} {high}-{low}: …`"
    bounds = match[2] if match[3] is None else f"{match[2]}-{match[3]}"
    return f"write `- L{match[1]} {bounds}: {shortened(match[4], 40)}`"


def _check(levels: Sequence[_Placed], marks: int, problems: Problems) -> None:
    """Note the marks that belong to no level, or to two, at the level beside them."""
    # The marks themselves are never counted out, of many levels.
    ordered = sorted((one for one in levels if one.level.high > 0), key=lambda one: (one.level.low, one.level.high))
    for place, what in _faults(ordered, marks):
        problems.warning(place, what, f"let each mark from 1 to {marks} belong to one level")


def _faults(ordered: Sequence[_Placed], marks: int) -> Iterator[tuple[Place, str]]:
    expected = 1
    for level, place in ordered:
        low = max(1, level.low)
        if low > expected:
            yield place, f"{_marks(expected, low - 1)} to no level: L{level.level} begins at {low}"
        elif low < expected:
            yield place, f"{_marks(low, min(expected - 1, level.high))} to two levels, of which L{level.level} is one"
        if level.high > marks:
            yield place, f"L{level.level} goes up to {level.high}, and the question has {marks} marks"
        expected = max(expected, level.high + 1)
    if ordered and expected <= marks:
        highest = max(ordered, key=lambda one: one.level.high)
        yield highest.place, f"{_marks(expected, marks)} to no level: L{highest.level.level} ends at {expected - 1}"


def _marks(first: int, last: int) -> str:
    return f"mark {first} belongs" if first == last else f"marks {first} to {last} belong"

"""Takes HTML comments (`<!-- … -->`) out of the lines of a file: what an author notes for authors is on no page.

It happens before anything else reads the lines, so that no heading, card or mark point inside a comment counts, and
each line keeps its number. Code shows what is written, and so do comments in it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.problems import Place

if TYPE_CHECKING:
    from thaw_desktop.content.lines import Line
    from thaw_desktop.content.problems import Problems

# A fence may stand in a quotation or a list; backquotes do not stand behind backquotes.
_FENCE = r"^(?P<before>[ \t>]*(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]+)?)(?P<fence>`{3,}(?!.*`)|~{3,})"
_NEXT = re.compile(rf"\\.|{_FENCE}|(?P<ticks>`+)|(?P<comment><!--)", re.MULTILINE)
_BREAK = re.compile(rf"^[ \t>]*$|{_FENCE}", re.MULTILINE)
_OPEN, _CLOSE = "<!--", "-->"


class _Comment(NamedTuple):
    start: int
    end: int


def without_comments(file: str, lines: list[Line], problems: Problems) -> list[Line]:
    """Lines without their comments, and without the lines that held nothing else.

    Args:
        file: path in the pack.
        lines: of the file.
        problems: receives a comment that has no end, which is then no comment.
    """
    if not any(_OPEN in line.text for line in lines):
        return lines
    text = "\n".join(line.text for line in lines)
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line.text) + 1)
    comments, endless = _Scanner(text).comments()
    if endless >= 0:
        place = Place(file, lines[bisect_right(starts, endless) - 1].number)
        what = "the comment that begins here with `<!--` has no end, and is shown"
        problems.warning(place, what, "write `-->` after its last word")
    return _cut(lines, starts, comments)


def _cut(lines: list[Line], starts: list[int], comments: list[_Comment]) -> list[Line]:
    kept: list[Line] = []
    first = 0
    for line, start in zip(lines, starts, strict=True):
        end = start + len(line.text)
        pieces, position, is_touched = "", start, False
        while first < len(comments) and comments[first].start < end:
            comment = comments[first]
            pieces += line.text[position - start : max(position, comment.start) - start]
            position, is_touched = min(end, comment.end), True
            if comment.end > end:
                break  # it goes on in the next line
            first += 1
        if not is_touched:
            kept.append(line)
            continue
        rest = line.text[position - start :]
        # As if the comment and the space round it were not there: neither may indent what follows nor break a line.
        left = (pieces + (rest if pieces.strip() else rest.lstrip())).rstrip()
        if left:
            kept.append(line._replace(text=left))
    return kept


class _Scanner:
    """Goes through a text once, past code, from comment to comment."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._ticks: dict[int, list[int]] = {}
        for run in re.finditer("`+", text):
            self._ticks.setdefault(len(run[0]), []).append(run.start())
        # Where a paragraph ends, and with it any code that has not been closed.
        self._breaks = [*(match.start() for match in _BREAK.finditer(text)), len(text)]

    def comments(self) -> tuple[list[_Comment], int]:
        """The comments in order, and where one begins that has no end; -1 when all have one."""
        found: list[_Comment] = []
        position, endless = 0, -1
        while match := _NEXT.search(self._text, position):
            position = match.end()
            if match["fence"]:
                position = self._end_of_fence(match)
            elif match["ticks"]:
                position = self._end_of_code(match.start("ticks"), len(match["ticks"]))
            elif match["comment"] and endless < 0:
                end = self._text.find(_CLOSE, match.start() + 2)
                if end < 0:
                    endless = match.start()
                else:
                    position = end + len(_CLOSE)
                    found.append(_Comment(match.start(), position))
        return found, endless

    def _end_of_code(self, start: int, length: int) -> int:
        """Behind the run of as many backquotes that closes a piece of code, or behind those that open none."""
        after = start + length
        runs = self._ticks.get(length, [])
        index = bisect_left(runs, after)
        paragraph = self._breaks[bisect_left(self._breaks, after)]
        return runs[index] + length if index < len(runs) and runs[index] < paragraph else after

    def _end_of_fence(self, opening: re.Match[str]) -> int:
        """Behind the line that closes a block of code: by its fence, or by the end of the quotation it stands in."""
        fence, quoted = opening["fence"], ">" in opening["before"]
        closing = re.compile(rf"[ \t>]*{re.escape(fence[0])}{{{len(fence)},}}[ \t]*")
        start = self._text.find("\n", opening.end())
        while start >= 0:
            end = self._text.find("\n", start + 1)
            line = self._text[start + 1 : end if end >= 0 else len(self._text)]
            if quoted and not line.lstrip().startswith(">"):
                return start
            if closing.fullmatch(line):
                return end if end >= 0 else len(self._text)
            start = end
        return len(self._text)

"""Checks a pack for its author."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.content.model import Counts, Problem
from thaw_desktop.content.problems import in_order
from thaw_desktop.content.reader import read_closely

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thaw_desktop.content.model import Question
    from thaw_desktop.content.names import Item

_LONGEST_ANSWER = 20_000
_MOST_WAYS, _MOST_GROUPS, _MOST_CHOICES = 200, 4, 1_000
"""Of one question, and of one line of words. What is longer no teacher writes, and it could take hours to look for."""


def report(path: Path) -> tuple[list[Problem], Counts | None]:
    """All problems of a pack by file and line, and how much is in it; no counts for a pack with errors.

    Besides what reading the pack brings to light, these are the mark points that their own model answer does not show.
    """
    reading = read_closely(path)
    if reading.pack is None:
        return reading.problems, None
    points = {item.id: item for item in reading.items if item.kind == "point"}
    missing = [problem for question in reading.pack.questions for problem in _not_shown(question, points)]
    return in_order([*reading.problems, *missing]), Counts.of(reading.pack)


def _not_shown(question: Question, items: dict[str, Item]) -> Iterator[Problem]:
    """A warning for each point with words that the model answer does not show."""
    points = [point for point in question.points if point.words]
    if not points or not question.model_text or not _is_bearable(question):
        return
    # Imported here: only a pack that has such points needs it.
    from thaw_desktop.content.coverage import check

    for found in check(question.model_text, points):
        if not found.covered:
            what = "the model answer does not show this point"
            place = items[found.point_id].place
            mend = "add the words it uses to `words:`, or mend the answer"
            yield Problem(place.file, place.line, what, mend, "warning")


def _is_bearable(question: Question) -> bool:
    ways = [way for point in question.points for way in point.words]
    choices = sum(len(group) for way in ways for group in way)
    return (
        len(question.model_text) <= _LONGEST_ANSWER
        and len(ways) <= _MOST_WAYS
        and choices <= _MOST_CHOICES
        and all(len(way) <= _MOST_GROUPS for way in ways)
    )

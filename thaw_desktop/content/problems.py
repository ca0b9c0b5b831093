"""Collects everything that is wrong with a pack, so that one run names it all."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.model import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable


_NEAR = 60
"""Percent of likeness from which a known name may be what was meant."""


class Place(NamedTuple):
    """A line of a file of the pack, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Problems:
    """The problems found so far."""

    def __init__(self) -> None:
        self._found: dict[Problem, None] = {}

    def error(self, place: Place, what: str, mend: str) -> None:
        """Note something that makes the pack unusable."""
        self._found[Problem(place.file, place.line, what, mend)] = None

    def warning(self, place: Place, what: str, mend: str) -> None:
        """Note something worth mending that the pack can live with."""
        self._found[Problem(place.file, place.line, what, mend, "warning")] = None

    @property
    def serious(self) -> bool:
        """Whether any of them is an error."""
        return any(problem.severity == "error" for problem in self._found)

    def in_order(self) -> list[Problem]:
        """All of them once, by file and line, `pack.yaml` first."""
        return sorted(self._found, key=lambda problem: (problem.file != "pack.yaml", problem.file, problem.line))


def quoted(names: Iterable[str]) -> str:
    """Names in backquotes, joined by commas."""
    return ", ".join(f"`{name}`" for name in names)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What to write instead of a name that is not known.

    Returns:
        The closest known name as a question, or the list of all known names.
    """
    # Imported here: needed only when something is wrong. With ten thousand ids difflib takes half a second a name.
    from rapidfuzz import fuzz, process

    known = list(known)
    close = process.extractOne(name.casefold(), known, scorer=fuzz.ratio, score_cutoff=_NEAR)
    if close:
        return f"did you mean `{close[0]}`?"
    return f"write one of {quoted(known)}" if known else "take it out"


def shortened(text: str, length: int = 60) -> str:
    """A piece of the pack's own text, short enough for a message."""
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"

"""Collects everything that is wrong with a pack, so that one run names it all."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from thaw_desktop.content.budget import Budget, EndlessPackError
from thaw_desktop.content.model import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from thaw_desktop.content.model import Severity

MOST_ERRORS = 1_000
"""After which a pack is read no further: nobody mends more in one go."""
MOST_WARNINGS = 1_000
"""After which warnings are only counted: a sound pack may earn many, and must still be read."""

NEAR = 60
"""Percent of likeness from which a known name may be what was meant."""
MOST_NAMES = 5_000
"""Names that one unknown name is compared with: a millisecond's work."""
_LONGEST_LIST = 8
_LONGEST_MESSAGE = 600
# What others refer to comes first, so that a cause is read before what follows from it.
_READING_ORDER = ("pack", "media", "notes", "glossary", "faq", "timeline", "questions", "cards")


class Place(NamedTuple):
    """A line of a file of the pack, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


class Problems:
    """The problems found so far, and the budget of the reading that finds them.

    Attributes:
        budget: what the reading may cost.
    """

    def __init__(self) -> None:
        self.budget = Budget()
        self._errors: dict[tuple[Place, str], Problem] = {}
        self._warnings: dict[tuple[Place, str], Problem] = {}
        self._unlisted = 0

    def error(self, place: Place, what: str, mend: str) -> None:
        """Note something that makes the pack unusable.

        Raises:
            EndlessPackError: there are too many.
        """
        if (place, what) not in self._errors:
            self._errors[place, what] = _problem(place, what, mend)
        if len(self._errors) > MOST_ERRORS:
            what = f"the pack has more than {MOST_ERRORS:,} errors, and what follows was not read"
            raise EndlessPackError(place, what, "mend those that are listed first")

    def warning(self, place: Place, what: str, mend: str | Callable[[], str]) -> None:
        """Note something worth mending that the pack can live with.

        Args:
            place: where it stands.
            what: what is wrong.
            mend: what to do about it, or what finds that out when it takes time.
        """
        if (place, what) in self._warnings:
            return
        if len(self._warnings) >= MOST_WARNINGS:
            self._unlisted += 1
            return
        self._warnings[place, what] = _problem(place, what, mend if isinstance(mend, str) else mend(), "warning")

    def end(self, error: EndlessPackError) -> None:
        """Note why the pack was read no further."""
        self._errors[error.place, error.what] = _problem(error.place, error.what, error.mend)

    @property
    def serious(self) -> bool:
        """Whether any of them is an error."""
        return bool(self._errors)

    def files_with_errors(self) -> set[str]:
        """The files in which there is any error."""
        return {place.file for place, _ in self._errors}

    def in_order(self) -> list[Problem]:
        """All of them once, by file and line: `pack.yaml` first, then pictures, notes, and what refers to notes."""
        found = [*self._errors.values(), *self._warnings.values()]
        if self._unlisted:
            what = f"{self._unlisted:,} more warnings are not listed"
            found.append(Problem("pack.yaml", 1, what, "mend those that are listed first", "warning"))
        return in_order(found)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Problems by file and line, in the order of `Problems.in_order`."""
    return sorted(problems, key=lambda problem: (_rank(problem.file), problem.file, problem.line))


def _rank(file: str) -> int:
    """Where a file stands among the others; one whose name is wrong stands with those that it was meant for."""
    first = file.partition("/")[0].partition(".")[0].casefold()
    return _READING_ORDER.index(first) if first in _READING_ORDER else len(_READING_ORDER)


def _problem(place: Place, what: str, mend: str, severity: Severity = "error") -> Problem:
    """A problem told in one line, whatever piece of the pack's own text it names."""
    # A full stop can only be that of the pack's own text, at the end of a message that quotes it.
    what, mend = (printable(" ".join(text.split()))[:_LONGEST_MESSAGE].rstrip(". ") for text in (what, mend))
    return Problem(printable(place.file), place.line, what, mend, severity)


def printable(text: str) -> str:
    """A text with everything replaced that is no character to be seen: it could turn the words round it about."""
    if text.isprintable():
        return text
    return "".join(character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text)


def quoted(names: Iterable[str]) -> str:
    """Names in backquotes, joined by commas."""
    return ", ".join(f"`{name}`" for name in names)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """What to write instead of a name that is not known.

    Returns:
        The closest known name as a question, or the list of all known names.
    """
    known = list(islice(known, MOST_NAMES))
    close = closest(name, known)
    if close:
        return f"did you mean `{close}`?"
    more = ", …" if len(known) > _LONGEST_LIST else ""
    return f"write one of {quoted(known[:_LONGEST_LIST])}{more}" if known else "take it out"


def closest(name: str, known: Iterable[str], *, near: int = NEAR) -> str | None:
    """The known name that is likely to be meant by one that is not known.

    Args:
        name: that is not known.
        known: names to choose from.
        near: percent of likeness that is enough.
    """
    # Imported here: needed only when something is wrong. With ten thousand ids difflib takes half a second a name.
    from rapidfuzz import fuzz, process

    found = process.extractOne(name.casefold(), list(known), scorer=fuzz.ratio, score_cutoff=near)
    return found[0] if found else None


def shortened(text: str, length: int = 60) -> str:
    """A piece of the pack's own text, short enough for a message."""
    # No more of it is looked at than can be of use: the same long text may be shortened many times over.
    start = " ".join(text[: 4 * length].split())
    return start if len(start) <= length and len(text) <= 4 * length else f"{start[: length - 1]}…"

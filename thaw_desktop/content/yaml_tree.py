"""YAML as plain strings, lists and mappings, with the line of everything.

Reading all scalars as strings keeps `no`, `012`, `1:30` and dates as they were written; pydantic gives them types.
The tree is built from the parser's events: composing nodes recurses in C, and `[[[[…` crashes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thaw_desktop.content.problems import Place, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml.events import Event

    from thaw_desktop.content.lines import Line
    from thaw_desktop.content.problems import Problems

Location = tuple[int | str, ...]
"""The way from the top to a value: keys and list positions, as pydantic names it."""

_DEEPEST = 8
"""Levels of nesting; the format needs three."""


@dataclass(slots=True)
class YamlTree:
    """A document: its value, and where each part of it stands."""

    value: object = ""
    places: dict[Location, Place] = field(default_factory=dict)

    def place(self, location: Location) -> Place:
        """Where a value stands, or for one that is missing what it is missing from."""
        while location and location not in self.places:
            location = location[:-1]
        return self.places[location]


@dataclass(slots=True)
class _Level:
    """A mapping or list that is being filled."""

    location: Location
    value: dict[str, object] | list[object]
    key: str | None = None


class _RefusedError(Exception):
    """Something that YAML allows and packs do not."""

    def __init__(self, what: str, line: int) -> None:
        super().__init__(what)
        self.line = line


def parse_yaml(file: str, lines: Sequence[Line], problems: Problems) -> YamlTree | None:
    """Read lines as YAML.

    Returns:
        The document, or None after noting the error in it.
    """
    # Imported here: YAML is needed only when a pack is compiled.
    import yaml

    first = lines[0].number if lines else 1
    builder = _Builder(file, first)
    try:
        for event in yaml.parse("\n".join(line.text for line in lines), Loader=yaml.CBaseLoader):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = min(first + (mark.line if mark else 0), first + max(0, len(lines) - 1))
        reason = error.problem or "it makes no sense"
        problems.error(Place(file, line), f"this is not valid YAML: {reason}", _mend(reason))
        return None
    except yaml.YAMLError as error:
        what = f"this is not valid YAML: {shortened(str(error))}"
        problems.error(Place(file, first), what, "take out characters that are no text")
        return None
    except _RefusedError as error:
        problems.error(Place(file, error.line), str(error), "write plain `name: value` lines and lists")
        return None
    for line, key in builder.repeated:
        problems.error(Place(file, line), f"`{key}` stands here twice", "take one of the two out")
    return builder.tree


def _mend(reason: str) -> str:
    if "mapping values are not allowed" in reason:
        return 'put quotes round text that holds a colon: title: "Khrushchev: the thaw"'
    if "cannot start any token" in reason:
        return "indent with spaces instead of tabs, and put quotes round text that begins with a special character"
    return "check the line and the one above it; put quotes round text that holds special characters"


class _Builder:
    """Turns parser events into a tree without recursion."""

    def __init__(self, file: str, first_line: int) -> None:
        self._file = file
        self._first_line = first_line
        self._open: list[_Level] = []
        self._documents = 0
        self.tree = YamlTree(places={(): Place(file, first_line)})
        self.repeated: list[tuple[int, str]] = []

    def add(self, event: Event) -> None:
        """Take the next event.

        Raises:
            _RefusedError: for anchors, tags, several documents, keys that are not text, and nesting without end.
        """
        kind = type(event).__name__
        line = self._first_line + (event.start_mark.line if event.start_mark else 0)
        if getattr(event, "anchor", None):
            raise _RefusedError("`&` and `*` have a meaning of their own in YAML and packs do not use it", line)
        if getattr(event, "tag", None):
            raise _RefusedError("`!` has a meaning of its own in YAML and packs do not use it", line)
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise _RefusedError("a second document begins here", line)
        elif kind == "ScalarEvent":
            self._put(getattr(event, "value", ""), line)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            if len(self._open) == _DEEPEST:
                raise _RefusedError("lists and mappings are nested too deeply", line)
            value: dict[str, object] | list[object] = {} if kind == "MappingStartEvent" else []
            self._open.append(_Level(self._put(value, line), value))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()

    def _put(self, value: object, line: int) -> Location:
        """Put a value where it belongs.

        Returns:
            The location of the value.
        """
        if not self._open:
            self.tree.value = value
            return ()
        level = self._open[-1]
        if isinstance(level.value, list):
            location = (*level.location, len(level.value))
            level.value.append(value)
        elif level.key is None:
            if not isinstance(value, str):
                raise _RefusedError("the name of a field must be a word", line)
            if value in level.value:
                self.repeated.append((line, shortened(value)))
            level.key = value
            location = (*level.location, value)
        else:
            location = (*level.location, level.key)
            level.value[level.key] = value
            level.key = None
            return location  # the line of the key is the line that messages name
        self.tree.places[location] = Place(self._file, line)
        return location

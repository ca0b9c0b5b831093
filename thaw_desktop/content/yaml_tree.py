"""YAML as plain strings, lists and mappings, with the line of everything.

Reading all scalars as strings keeps `no`, `012`, `1:30` and dates as they were written; pydantic gives them types.
The tree is built from the parser's events: composing nodes recurses in C, and `[[[[…` crashes it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from thaw_desktop.content.lines import NO_TEXT
from thaw_desktop.content.problems import Place, shortened
from thaw_desktop.content.yaml_faults import YamlFault, fault_of, quoting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from yaml.events import Event

    from thaw_desktop.content.lines import Line
    from thaw_desktop.content.problems import Problems

Location = tuple[int | str, ...]
"""The way from the top to a value: keys and list positions, as pydantic names it."""

_DEEPEST = 8
"""Levels of nesting; the format needs three."""
_MOST_VALUES = 10_000
"""Names and values of one document."""


@dataclass(slots=True)
class YamlTree:
    """A document.

    Attributes:
        value: what it holds.
        places: where each part of it stands.
        lost: names of fields that are written there and could not be read.
    """

    value: object = ""
    places: dict[Location, Place] = field(default_factory=dict)
    lost: frozenset[str] = frozenset()

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

    def __init__(self, what: str, line: int, mend: str = "write plain `name: value` lines and lists") -> None:
        super().__init__(what)
        self.line = line
        self.mend = mend


def parse_yaml(file: str, lines: Sequence[Line], problems: Problems) -> YamlTree | None:
    """Read lines as YAML.

    Returns:
        The document, or None after noting the error in it.
    """
    outcome = read_yaml(file, lines, problems)
    if isinstance(outcome, YamlTree):
        return outcome
    problems.error(Place(file, lines[outcome.line].number if lines else 1), outcome.what, outcome.mend)
    return None


def read_yaml(file: str, lines: Sequence[Line], problems: Problems) -> YamlTree | YamlFault:
    """Read lines as YAML.

    Args:
        file: path in the pack.
        lines: the document.
        problems: receives names that stand there twice, and its budget is spent.

    Returns:
        The document, or the first thing that is wrong with it.
    """
    # Imported here: YAML is needed only when a pack is compiled.
    import yaml

    first = lines[0].number if lines else 1
    texts = [line.text for line in lines]
    builder = _Builder(file, first, problems)
    try:
        for event in yaml.parse("\n".join(texts), Loader=yaml.CBaseLoader):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        return fault_of(error, texts)
    except yaml.YAMLError as error:
        # The reader's own: characters that YAML does not know as text.
        return YamlFault(0, f"this is not valid YAML: {shortened(str(error))}", "take out characters that are no text")
    except _RefusedError as error:
        index = max(0, min(error.line - first, len(lines) - 1))
        return YamlFault(index, str(error), error.mend or quoting(texts[index] if texts else ""))
    for line, key in builder.repeated:
        problems.error(Place(file, line), f"`{key}` stands here twice", "take one of the two out")
    return builder.tree


class _Builder:
    """Turns parser events into a tree without recursion."""

    def __init__(self, file: str, first_line: int, problems: Problems) -> None:
        self._file = file
        self._first_line = first_line
        self._budget = problems.budget
        self._values = 0
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
        self._count(line)
        if getattr(event, "anchor", None):
            what = "`&` and `*` have a meaning of their own in YAML and packs do not use it"
            raise _RefusedError(what, line, "")
        if getattr(event, "tag", None):
            raise _RefusedError("`!` has a meaning of its own in YAML and packs do not use it", line, "")
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise _RefusedError("a second document begins here", line, "leave out the line `---`")
        elif kind == "ScalarEvent":
            # Escapes such as `\e` may stand for what no line of a pack may hold.
            self._put(getattr(event, "value", "").translate(NO_TEXT), line)
        elif kind in ("MappingStartEvent", "SequenceStartEvent"):
            if len(self._open) == _DEEPEST:
                raise _RefusedError("lists and mappings are nested too deeply", line)
            value: dict[str, object] | list[object] = {} if kind == "MappingStartEvent" else []
            self._open.append(_Level(self._put(value, line), value))
        elif kind in ("MappingEndEvent", "SequenceEndEvent"):
            self._open.pop()

    def _count(self, line: int) -> None:
        self._values += 1
        self._budget.spend(1, Place(self._file, line))
        if self._values > _MOST_VALUES:
            what = f"there are more than {_MOST_VALUES:,} names and values here"
            raise _RefusedError(what, line, "leave out what the pack can do without")

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

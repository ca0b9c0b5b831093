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
_MOST_VALUES = 10_000
"""Names and values of one document."""

# libyaml's words, and what they mean to a teacher: what is wrong, and the mend.
_QUOTES = "put quotation marks round the text: title: \"The 'thaw' & after\""
_BACKSLASH = ("a backslash stands between double quotation marks", "use single quotation marks round the text")
_NO_COLON = ("this line is not of the form `name: value`", "write it with a colon and a space behind the name")
_COLON = "mapping values are not allowed"
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
    (_UNCLOSED_LIST, "a list that begins with `[` does not end", "write `]` after its last entry"),
    (_UNCLOSED_GROUP, "a group that begins with `{` does not end", "write `}` after its last entry"),
    (_UNCLOSED_TEXT, "a quotation mark is not closed", "write it at the end of the text as well"),
    (_UNCLOSED_NAME, *_NO_COLON),
    (
        "did not find expected key",
        "this line does not fit those above it",
        "begin it in the same column as the other fields, and let nothing stand behind a closing quotation mark",
    ),
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

    def __init__(self, what: str, line: int, mend: str = "write plain `name: value` lines and lists") -> None:
        super().__init__(what)
        self.line = line
        self.mend = mend


def parse_yaml(file: str, lines: Sequence[Line], problems: Problems) -> YamlTree | None:
    """Read lines as YAML.

    Returns:
        The document, or None after noting the error in it.
    """
    # Imported here: YAML is needed only when a pack is compiled.
    import yaml

    first = lines[0].number if lines else 1
    builder = _Builder(file, first, problems)
    try:
        for event in yaml.parse("\n".join(line.text for line in lines), Loader=yaml.CBaseLoader):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        marks = (error.context_mark, error.problem_mark)
        reason = error.problem or ""
        # Of what does not end, the beginning tells more than the place where that was noticed.
        mark = (marks[0] if any(words in reason for words in _TOLD_BY_BEGINNING) else None) or marks[1] or marks[0]
        index, what, mend = _explained(reason, mark.line if mark else 0, [line.text for line in lines])
        problems.error(Place(file, first + index), what, mend)
        return None
    except yaml.YAMLError as error:
        # The reader's own: characters that YAML does not know as text.
        what = f"this is not valid YAML: {shortened(str(error))}"
        problems.error(Place(file, first), what, "take out characters that are no text")
        return None
    except _RefusedError as error:
        problems.error(Place(file, error.line), str(error), error.mend)
        return None
    for line, key in builder.repeated:
        problems.error(Place(file, line), f"`{key}` stands here twice", "take one of the two out")
    return builder.tree


def _explained(reason: str, index: int, lines: Sequence[str]) -> tuple[int, str, str]:
    """Which line is meant (as an index), what is wrong with it, and the mend."""
    index = max(0, min(index, len(lines) - 1))
    line, above = (lines[index] if lines else ""), (lines[index - 1].strip() if index else "")
    name, _, value = line.strip().partition(": ")
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return index, "this line is indented with a tab", "use spaces instead"
    if _COLON in reason and (": " in value or value.endswith(":")):
        text = value.strip().replace('"', "'")
        what = "this text holds a colon, which YAML takes for the end of a name"
        mend = f'put quotation marks round text with a colon: {shortened(name)}: "{shortened(text, 100)}"'
        return index, what, mend
    if _COLON in reason and above and not line.startswith((" ", "#")) and ": " not in above and above[-1] != ":":
        return index - 1, *_NO_COLON
    for words, what, mend in _REASONS:
        if words in reason:
            return index, what, mend
    mend = "check the line and the one above it, and put quotation marks round text that holds special characters"
    return index, f"this is not valid YAML ({shortened(reason) or 'it makes no sense'})", mend


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
            raise _RefusedError(what, line, _QUOTES)
        if getattr(event, "tag", None):
            raise _RefusedError("`!` has a meaning of its own in YAML and packs do not use it", line, _QUOTES)
        if kind == "DocumentStartEvent":
            self._documents += 1
            if self._documents > 1:
                raise _RefusedError("a second document begins here", line, "leave out the line `---`")
        elif kind == "ScalarEvent":
            self._put(getattr(event, "value", ""), line)
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

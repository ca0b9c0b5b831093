"""Reads the fields of `pack.yaml` and of front matter, and says in plain words what is wrong with them.

Importing this module imports pydantic, so only the reader does, and only when it reads a pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, get_args

from pydantic import ValidationError

from thaw_desktop.content.fields import FORMS, Fields
from thaw_desktop.content.front_lines import split_front_matter
from thaw_desktop.content.lines import split_list
from thaw_desktop.content.model import FORMAT
from thaw_desktop.content.names import ID_PATTERN, is_id, rule_for
from thaw_desktop.content.problems import Place, Problems, closest, did_you_mean, shortened
from thaw_desktop.content.yaml_recovery import read_fields
from thaw_desktop.content.yaml_tree import YamlTree, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thaw_desktop.content.lines import Line

_Model = TypeVar("_Model", bound=Fields)

_MESSAGES = {
    "int_parsing": "must be a whole number",
    "int_from_float": "must be a whole number",
    "string_type": "must be one text, not a list",
    "tuple_type": "must be a list, such as [one, two]",
    "dict_type": "must be a list of `name: value` lines",
    "model_type": "must be made of `name: value` lines",
    "model_attributes_type": "must be made of `name: value` lines",
    "string_too_short": "is empty",
    "string_too_long": "is too long",
    "too_short": "has no entries",
    "too_long": "has too many entries",
}
_ID_LINE = re.compile(rf"id:\s+({ID_PATTERN})\s*")


@dataclass(frozen=True, slots=True)
class FrontMatter(Generic[_Model]):
    """What the front matter of a file says.

    Attributes:
        fields: None when something is wrong with them.
        id: the id if that at least is right, so that links to the file are not called dead as well.
    """

    fields: _Model | None
    id: str | None
    tree: YamlTree

    def place(self, name: str) -> Place:
        """Where a field stands, or the front matter when it is missing."""
        return self.tree.place((name,))

    def text(self, name: str) -> str:
        """What is written in a field, also when something is wrong with others; `""` when it is no text."""
        value = self.tree.value.get(name) if isinstance(self.tree.value, dict) else None
        return value.strip() if isinstance(value, str) else ""

    def listed(self, name: str) -> tuple[str, ...]:
        """The entries of a field that is a list, also when something is wrong with other fields."""
        value = self.tree.value.get(name) if isinstance(self.tree.value, dict) else None
        entries = split_list(value) if isinstance(value, str) else value if isinstance(value, list) else ()
        return tuple(entry.strip() for entry in entries if isinstance(entry, str) and entry.strip())


def front_matter(model: type[_Model], file: str, lines: Sequence[Line], problems: Problems) -> FrontMatter[_Model]:
    """Read fields written as YAML.

    Args:
        model: the fields there may be.
        file: path in the pack.
        lines: between the two `---`, or the whole of `pack.yaml`.
        problems: receives what is wrong.
    """
    tree = read_fields(file, lines, problems)
    if tree is None:
        written = [match[1] for line in lines if (match := _ID_LINE.fullmatch(line.text))]
        return FrontMatter(None, written[0] if written else None, YamlTree(places={(): Place(file, 1)}))
    if tree.value == "":
        tree.value = {}
    ident = tree.value.get("id") if isinstance(tree.value, dict) else None
    fields = _checked(model, tree, problems)
    return FrontMatter(fields, ident if isinstance(ident, str) and is_id(ident) else None, tree)


def split_fields(
    model: type[_Model], file: str, lines: list[Line], problems: Problems
) -> tuple[FrontMatter[_Model], list[Line]]:
    """Split a file that must have front matter into that and the lines after it."""
    header, body = split_front_matter(file, lines, problems, model.model_fields)
    if header:
        return front_matter(model, file, header, problems), body
    needed = [f"`{name}: …`" for name, field in model.model_fields.items() if field.is_required()]
    mend = f"begin it with the lines `---`, {', '.join(needed)}, `---`"
    problems.error(Place(file, 1), "the file has no front matter", mend)
    return FrontMatter(None, None, YamlTree(places={(): Place(file, 1)})), body


def newer_format(lines: Sequence[Line]) -> tuple[str, Place] | None:
    """The format of a pack, and where it is said, if this version of the program is too old for it."""
    tree = parse_yaml("pack.yaml", lines, Problems())
    written = tree.value.get("format") if tree and isinstance(tree.value, dict) else None
    if tree and isinstance(written, str) and re.fullmatch(r"[0-9]{1,99}", written.strip()) and int(written) > FORMAT:
        return written.strip(), tree.place(("format",))
    return None


def _checked(model: type[_Model], tree: YamlTree, problems: Problems) -> _Model | None:
    try:
        return model.model_validate(tree.value)
    except ValidationError as error:
        details = error.errors(include_url=False, include_context=True)
        locations = [tuple(part for part in detail["loc"] if part != "[key]") for detail in details]
        misspelt = _misspelt(model, details, locations)
        for detail, location in zip(details, locations, strict=True):
            if (location[:1] and location[0] in tree.lost) or (detail["type"] == "missing" and location in misspelt):
                continue  # it is there, and what is wrong with it has been said or is about to be
            if location[:1] == ("spec",) and len(location) > 1 and _is_pair(tree.value, location):
                what, mend = _spec_form(tree.value)
                problems.error(tree.place(("spec",)), what, mend)
                continue
            what, mend = _explained(detail["type"], location, detail, model)
            problems.error(tree.place(location), what, mend)
        return None


def _misspelt(
    model: type[Fields], details: Sequence[Mapping[str, Any]], locations: Sequence[tuple[int | str, ...]]
) -> set[tuple[int | str, ...]]:
    """The places of required fields that are there under a name that is nearly right."""
    found = set()
    for detail, location in zip(details, locations, strict=True):
        if detail["type"] == "extra_forbidden":
            meant = closest(str(location[-1]), list(_model_at(model, location).model_fields))
            found |= {(*location[:-1], meant)} if meant else set()
    return found


def _is_pair(value: object, location: tuple[int | str, ...]) -> bool:
    """Whether an entry of `spec` is written `p1: text`, or as one text."""
    entry = _entry(value, location[1])
    return isinstance(entry, str) or (isinstance(entry, dict) and len(entry) == 1 and not {"id", "text"} & entry.keys())


def _spec_form(value: object) -> tuple[str, str]:
    """What is wrong with entries of `spec` that are one text or one pair, and the first of them as it should be."""
    points = value["spec"] if isinstance(value, dict) else ()
    first = next(entry for index, entry in enumerate(points) if _is_pair(value, ("spec", index)))
    ident, text = next(iter(first.items())) if isinstance(first, dict) else ("s1", first)
    text = shortened(text if isinstance(text, str) else "…").replace('"', "'")
    return "an entry of `spec` needs an `id` and a `text`", f'write `- {{id: {shortened(ident)}, text: "{text}"}}`'


def _entry(value: object, index: object) -> object:
    points = value.get("spec") if isinstance(value, dict) else None
    return points[index] if isinstance(points, list) and isinstance(index, int) and index < len(points) else None


def _explained(
    kind: str, location: tuple[int | str, ...], detail: Mapping[str, Any], model: type[Fields]
) -> tuple[str, str]:
    """What is wrong with a field, and the mend, in plain words."""
    names = [str(part) for part in location if isinstance(part, str)]
    name = names[-1] if names else ""
    # A field of an entry is named with its list: spec: id
    field = f"`{shortened(': '.join(names))}`" if names else "this"
    known = list(_model_at(model, location).model_fields)
    if kind == "missing":
        return f"{field} is missing", f"add a line `{name}: …`"
    if kind == "extra_forbidden":
        return f"there is no field {field}", did_you_mean(name, known)
    written = detail.get("input")
    value = f", not “{shortened(written)}”" if isinstance(written, str) and written else ""
    if kind == "string_pattern_mismatch":
        return f"{field} is not well formed{value.replace(', not', ':')}", _form_of(name, written)
    if kind in ("greater_than_equal", "less_than_equal"):
        limits = detail.get("ctx", {})
        bound = f"at least {limits['ge']}" if "ge" in limits else f"at most {limits['le']}"
        return f"{field} must be {bound}{value}", "write another number"
    message = _MESSAGES.get(kind, f"is wrong ({detail['msg']})")
    if kind == "string_too_long":
        return f"{field} {message}", "make it shorter"
    mend = "write something after it, or take the line out" if kind == "string_too_short" else "change the value"
    if kind == "dict_type" and isinstance(written, list):
        mend = "write each as `name: other words` with two spaces before it and without `- `"
    return f"{field} {message}{value}", mend


def _form_of(name: str, written: object) -> str:
    """What to write in a field that has a pattern."""
    return rule_for(written) if name == "id" and isinstance(written, str) else FORMS.get(name, "write it differently")


def _model_at(model: type[Fields], location: tuple[int | str, ...]) -> type[Fields]:
    """The model whose field the last part of a location is."""
    for name in location[:-1]:
        field = model.model_fields.get(name) if isinstance(name, str) else None
        model = (_inner(field.annotation) if field is not None else None) or model
    return model


def _inner(annotation: object) -> type[Fields] | None:
    """The model of the entries of a field, from its type; None for plain values."""
    if isinstance(annotation, type) and issubclass(annotation, Fields):
        return annotation
    return next((found for part in get_args(annotation) if (found := _inner(part)) is not None), None)

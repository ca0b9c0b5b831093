"""The fields of `pack.yaml` and of front matter: which there are, and what they may hold.

Importing this module imports pydantic, so only the reader does, and only when it reads a pack.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any, Generic, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from thaw_desktop.content.lines import split_front_matter, split_list
from thaw_desktop.content.model import FORMAT
from thaw_desktop.content.names import ID_PATTERN, ID_RULE, LONGEST_ID, is_id
from thaw_desktop.content.problems import Place, Problems, did_you_mean, shortened
from thaw_desktop.content.yaml_tree import YamlTree, parse_yaml

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thaw_desktop.content.lines import Line


def _as_list(value: object) -> object:
    """Let a list be written as one text with commas."""
    return split_list(value) if isinstance(value, str) else value


def _one_as_list(value: object) -> object:
    """Let a list of one be written without its brackets; names hold commas."""
    return ([value] if value.strip() else []) if isinstance(value, str) else value


def _as_attribution(value: object) -> object:
    return {"what": value} if isinstance(value, str) else value


Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
Words = Annotated[Text, StringConstraints(min_length=1)]
Ident = Annotated[str, StringConstraints(strip_whitespace=True, pattern=f"^{ID_PATTERN}$", max_length=LONGEST_ID)]
# https://semver.org: three numbers, perhaps a pre-release and a build.
Version = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True,
        pattern=r"^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(-[0-9A-Za-z.-]+)?(\+[0-9A-Za-z.-]+)?$",
        max_length=100,
    ),
]
# https://www.rfc-editor.org/rfc/rfc5646: a language, then script, region and the like.
Language = Annotated[
    str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", max_length=50)
]
Minutes = Annotated[int, Field(ge=0, le=1_000)]
Marks = Annotated[int, Field(ge=1, le=1_000)]
TextList = Annotated[tuple[Words, ...], BeforeValidator(_as_list)]
NameList = Annotated[tuple[Words, ...], BeforeValidator(_one_as_list)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class AttributionFields(_Fields):
    """Whose work something is."""

    what: Words
    by: Text = ""
    licence: Text = ""
    url: Annotated[Text, StringConstraints(pattern=r"^(https?://.*)?$")] = ""


class SpecFields(_Fields):
    """A point of the specification."""

    id: Words
    text: Words


class PackFields(_Fields):
    """`pack.yaml`."""

    format: Annotated[int, Field(ge=1)]
    id: Ident
    title: Words
    version: Version
    language: Language
    subject: Text = ""
    level: Text = ""
    licence: Words
    authors: NameList = ()
    attribution: tuple[Annotated[AttributionFields, BeforeValidator(_as_attribution)], ...] = ()
    description: Text = ""
    spec: tuple[SpecFields, ...] = ()
    aliases: dict[Words, NameList] = {}


class NotesFields(_Fields):
    """Front matter of a file of notes."""

    id: Ident
    title: Words
    summary: Text = ""
    minutes: Minutes = 0
    spec: TextList = ()
    facts: TextList = ()


class CardsFields(_Fields):
    """Front matter of a file of cards."""

    deck: Text = ""
    section: Text = ""
    tags: TextList = ()


class QuestionFields(_Fields):
    """Front matter of a practice question."""

    id: Ident
    title: Text = ""
    command_word: Text = ""
    marks: Marks
    minutes: Minutes
    sections: TextList = ()
    spec: TextList = ()
    ao: TextList = ()
    facts: TextList = ()


class NoFields(_Fields):
    """Front matter of files that need none."""


_Model = TypeVar("_Model", bound=_Fields)

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
}
_ID_LINE = re.compile(rf"id:\s+({ID_PATTERN})\s*")
_FORMS = {
    "id": ID_RULE,
    "version": "write three numbers such as 1.0.0",
    "language": "write a language tag such as en-GB",
    "url": "write an address that begins with https://",
}


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


def front_matter(model: type[_Model], file: str, lines: Sequence[Line], problems: Problems) -> FrontMatter[_Model]:
    """Read fields written as YAML.

    Args:
        model: the fields there may be.
        file: path in the pack.
        lines: between the two `---`, or the whole of `pack.yaml`.
        problems: receives what is wrong.
    """
    tree = parse_yaml(file, lines, problems)
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
    header, body = split_front_matter(file, lines, problems)
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
    if tree and isinstance(written, str) and re.fullmatch(r"[0-9]{1,9}", written.strip()) and int(written) > FORMAT:
        return written.strip(), tree.place(("format",))
    return None


def _checked(model: type[_Model], tree: YamlTree, problems: Problems) -> _Model | None:
    try:
        return model.model_validate(tree.value)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=True):
            location = tuple(part for part in detail["loc"] if part != "[key]")
            what, mend = _explained(detail["type"], location, detail, model)
            problems.error(tree.place(location), what, mend)
        return None


def _explained(
    kind: str, location: tuple[int | str, ...], detail: Mapping[str, Any], model: type[_Fields]
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
        return f"{field} is not well formed{value.replace(', not', ':')}", _FORMS.get(name, "write it differently")
    if kind in ("greater_than_equal", "less_than_equal"):
        limits = detail.get("ctx", {})
        bound = f"at least {limits['ge']}" if "ge" in limits else f"at most {limits['le']}"
        return f"{field} must be {bound}{value}", "write another number"
    message = _MESSAGES.get(kind, f"is wrong ({detail['msg']})")
    mend = "write something after it, or take the line out" if kind == "string_too_short" else "change the value"
    return f"{field} {message}{value}", mend


def _model_at(model: type[_Fields], location: tuple[int | str, ...]) -> type[_Fields]:
    """The model whose field the last part of a location is."""
    if model is PackFields and len(location) > 2:
        inner: dict[object, type[_Fields]] = {"attribution": AttributionFields, "spec": SpecFields}
        return inner.get(location[0], model)
    return model

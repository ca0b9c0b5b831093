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
_LIST_OR_TEXT = tuple[Words, ...] | Text
TextList = Annotated[tuple[Words, ...], BeforeValidator(_as_list, json_schema_input_type=_LIST_OR_TEXT)]
NameList = Annotated[tuple[Words, ...], BeforeValidator(_one_as_list, json_schema_input_type=_LIST_OR_TEXT)]


class _Fields(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


# Titles, descriptions and examples are read by teachers, in the editors that show the JSON Schema made from them.


class AttributionFields(_Fields):
    """Whose work something in the pack is."""

    model_config = ConfigDict(title="Attribution")

    what: Words = Field(
        title="What is used",
        description="The picture, source or text that is somebody else’s work.",
        examples=["media/map.png", "Source A of the first question"],
    )
    by: Text = Field("", title="By whom", description="Who made it.", examples=["A. Draughtsman"])
    licence: Text = Field(
        "",
        title="Licence",
        description="The terms under which it may be used, best as an SPDX name.",
        examples=["CC-BY-4.0", "CC0-1.0", "Public domain"],
    )
    url: Annotated[Text, StringConstraints(pattern=r"^(https?://.*)?$")] = Field(
        "",
        title="Address",
        description="Where it was found: an address that begins with https:// or http://. Nothing is fetched from it.",
        examples=["https://example.org/map"],
    )


class SpecFields(_Fields):
    """A point of the specification, which notes and questions name by its id."""

    model_config = ConfigDict(title="Point of the specification")

    id: Words = Field(
        title="Id",
        description="A short name for the point, as the exam board numbers it or as you like.",
        examples=["s1", "3.1.2"],
    )
    text: Words = Field(
        title="Text",
        description="What students should know or be able to do.",
        examples=["Explain how water moves between the stores"],
    )


class PackFields(_Fields):
    """What the pack is: the fields of `pack.yaml`."""

    model_config = ConfigDict(title="Pack")

    # A newer format is refused before this is asked, with a sentence of its own.
    format: Annotated[int, Field(ge=1, le=FORMAT)] = Field(
        title="Format", description="The version of the pack format. Write 1.", examples=[FORMAT]
    )
    id: Ident = Field(
        title="Id",
        description=(
            "The pack’s name for Thaw: small letters a–z, digits and hyphens. Everything students do is kept under it, "
            "so choose one that nobody else will choose, and never change it once students have the pack."
        ),
        examples=["water-cycle", "st-annes-water-cycle"],
    )
    title: Words = Field(
        title="Title",
        description="The name of the pack as students see it. It may change at any time.",
        examples=["The water cycle"],
    )
    version: Version = Field(
        title="Version",
        description=(
            "Three numbers. Raise the last for corrections, the middle one for additions and the first for a new "
            "edition, each time you give the pack out again."
        ),
        examples=["1.0.0", "1.0.1", "1.1.0"],
    )
    language: Language = Field(
        title="Language",
        description="The language the pack is written in, as a language tag.",
        examples=["en-GB", "en", "cy", "de"],
    )
    subject: Text = Field("", title="Subject", description="The school subject.", examples=["Geography", "History"])
    level: Text = Field("", title="Level", description="The course or year.", examples=["GCSE", "A-level", "Year 9"])
    licence: Words = Field(
        title="Licence",
        description=(
            "The terms under which others may use the pack, best as an SPDX name: CC-BY-4.0 lets everybody use and "
            "change it who names you. Words will do as well."
        ),
        examples=["CC-BY-4.0", "CC-BY-SA-4.0", "CC0-1.0", "All rights reserved"],
    )
    authors: NameList = Field(
        (),
        title="Authors",
        description="Who wrote the pack. A single name needs no brackets; it may hold a comma.",
        examples=[["A. Teacher", "B. Teacher"], "Teacher, A."],
    )
    attribution: tuple[
        Annotated[
            AttributionFields,
            BeforeValidator(_as_attribution, json_schema_input_type=AttributionFields | Words),
        ],
        ...,
    ] = Field(
        (),
        title="Attribution",
        description=(
            "The work of others that the pack uses, as its licence asks you to say: pictures, sources, texts. An entry "
            "may be one sentence instead of fields."
        ),
        examples=[[{"what": "media/map.png", "by": "A. Draughtsman", "licence": "CC0-1.0"}]],
    )
    description: Text = Field(
        "",
        title="Description",
        description="What the pack covers and for whom, in one to three sentences.",
        examples=["How water moves between sea, air and land, and where it is stored."],
    )
    cover: Text = Field(
        "",
        title="Cover",
        description="The name of a picture in the folder media that stands for the pack in the library.",
        examples=["media/cover.png"],
    )
    spec: tuple[SpecFields, ...] = Field(
        (),
        title="Specification",
        description="The points of the specification. Notes and questions name the ones they cover by their ids.",
        examples=[[{"id": "s1", "text": "Explain how water moves between the stores"}]],
    )
    aliases: dict[Words, NameList] = Field(
        {},
        title="Aliases",
        description=(
            "What students may type in a search, and the words to search for besides: other spellings, everyday "
            "words, abbreviations."
        ),
        examples=[{"rain": ["precipitation"], "h2o": "water"}],
    )


class NotesFields(_Fields):
    """A section of the notes: the front matter of a file in `notes/`."""

    model_config = ConfigDict(title="Notes")

    id: Ident = Field(
        title="Id",
        description=(
            "The section’s name for Thaw: small letters a–z, digits and hyphens. Links, cards and questions name the "
            "section by it, and progress is kept under it, so do not change it."
        ),
        examples=["movement"],
    )
    title: Words = Field(
        title="Title",
        description="The heading of the section. It may change at any time.",
        examples=["How water moves"],
    )
    summary: Text = Field(
        "",
        title="Summary",
        description="The section in one sentence, for Home and the outline.",
        examples=["From the sea to the air, to the land and back."],
    )
    minutes: Minutes = Field(
        0,
        title="Minutes",
        description="How long the section takes to read. Leave it out, and Thaw works it out from the words.",
        examples=[3],
    )
    spec: TextList = Field(
        (),
        title="Specification",
        description="Ids of the points of the specification that the section covers, as pack.yaml lists them.",
        examples=[["s1", "s2"], "s1"],
    )
    facts: TextList = Field(
        (),
        title="Facts",
        description="Ids from a list of facts of your own, for your bookkeeping. Students never see them.",
        examples=[["N-1.1", "N-1.2"]],
    )


class CardsFields(_Fields):
    """What applies to all cards of a file in `cards/` unless a heading says otherwise: its front matter."""

    model_config = ConfigDict(title="Cards")

    deck: Text = Field(
        "",
        title="Deck",
        description="The name of the deck for cards above the first heading. Left out, it is the name of the file.",
        examples=["How water moves"],
    )
    section: Text = Field(
        "",
        title="Section",
        description="The id of the section that the cards belong to.",
        examples=["movement"],
    )
    tags: TextList = Field(
        (),
        title="Tags",
        description="Words to sort the cards by.",
        examples=[["processes", "key terms"], "processes"],
    )


class QuestionFields(_Fields):
    """A practice question: the front matter of a file in `questions/`."""

    model_config = ConfigDict(title="Question")

    id: Ident = Field(
        title="Id",
        description=(
            "The question’s name for Thaw: small letters a–z, digits and hyphens. Essays are kept under it, so do not "
            "change it."
        ),
        examples=["q-sea-level"],
    )
    title: Text = Field(
        "",
        title="Title",
        description="A short name for lists. Left out, the question itself stands there.",
        examples=["Why the sea does not shrink"],
    )
    command_word: Text = Field(
        "",
        title="Command word",
        description="What the question asks students to do.",
        examples=["Explain", "Assess", "How far"],
    )
    marks: Marks = Field(title="Marks", description="The highest mark, 1 to 1000.", examples=[8, 25])
    minutes: Minutes = Field(title="Minutes", description="The time allowed.", examples=[10, 45])
    sections: TextList = Field(
        (),
        title="Sections",
        description=(
            "Ids of the sections that an answer draws on. With a single one, mark points that name no section belong "
            "to it."
        ),
        examples=[["movement", "stores"], "movement"],
    )
    spec: TextList = Field(
        (),
        title="Specification",
        description="Ids of the points of the specification that the question tests, as pack.yaml lists them.",
        examples=[["s1"], "s1"],
    )
    ao: TextList = Field(
        (), title="Assessment objectives", description="What the exam board calls them.", examples=[["AO1", "AO2"]]
    )
    facts: TextList = Field(
        (),
        title="Facts",
        description="Ids from a list of facts of your own, for your bookkeeping. Students never see them.",
        examples=[["PQ-1.0"]],
    )


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
FORMS = {
    "id": ID_RULE,
    "version": "write three numbers such as 1.0.0",
    "language": "write a language tag such as en-GB",
    "url": "write an address that begins with https://",
}
"""What to write in the fields that have a pattern."""


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
    if tree and isinstance(written, str) and re.fullmatch(r"[0-9]{1,99}", written.strip()) and int(written) > FORMAT:
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
        return f"{field} is not well formed{value.replace(', not', ':')}", FORMS.get(name, "write it differently")
    if kind in ("greater_than_equal", "less_than_equal"):
        limits = detail.get("ctx", {})
        bound = f"at least {limits['ge']}" if "ge" in limits else f"at most {limits['le']}"
        return f"{field} must be {bound}{value}", "write another number"
    message = _MESSAGES.get(kind, f"is wrong ({detail['msg']})")
    if kind == "string_too_long":
        return f"{field} {message}", "make it shorter"
    mend = "write something after it, or take the line out" if kind == "string_too_short" else "change the value"
    return f"{field} {message}{value}", mend


def _model_at(model: type[_Fields], location: tuple[int | str, ...]) -> type[_Fields]:
    """The model whose field the last part of a location is."""
    if model is PackFields and len(location) > 2:
        inner: dict[object, type[_Fields]] = {"attribution": AttributionFields, "spec": SpecFields}
        return inner.get(location[0], model)
    return model

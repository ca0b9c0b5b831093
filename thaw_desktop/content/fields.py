"""The fields of `pack.yaml` and of front matter: which there are, and what they may hold.

Importing this module imports pydantic, so only the reader does, and only when it reads a pack.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from thaw_desktop.content.lines import LONGEST_HEADING, split_list
from thaw_desktop.content.model import FORMAT
from thaw_desktop.content.names import ID_PATTERN, ID_RULE, LONGEST_ID

FORMS = {
    "id": ID_RULE,
    "version": "write three numbers such as 1.0.0",
    "language": "write a language tag such as en-GB",
    "url": "write an address that begins with https://",
    "verified": "write a day such as 2026-11-27, or no",
}
"""What to write in the fields that have a pattern."""


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
# A title is repeated wherever something names the item, so it is no longer than a heading.
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_HEADING)]
Title = Annotated[ShortText, StringConstraints(min_length=1)]
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


class Fields(BaseModel):
    """What all fields have in common: none that is not known is taken."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# Titles, descriptions and examples are read by teachers, in the editors that show the JSON Schema made from them.


class AttributionFields(Fields):
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


class SpecFields(Fields):
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


class PackFields(Fields):
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
    title: Title = Field(
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


class NotesFields(Fields):
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
    title: Title = Field(
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


class CardsFields(Fields):
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


class QuestionFields(Fields):
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
    title: ShortText = Field(
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


class NoFields(Fields):
    """Front matter of files that need none."""

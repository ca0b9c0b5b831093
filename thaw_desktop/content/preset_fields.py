"""The fields of a file of exam papers: which there are, and what they may hold.

Importing this module imports pydantic, so only the reader does, and only when it reads such a file.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from thaw_desktop.content.fields import Fields, Ident, Marks, ShortText, Text, TextList, Title, Words

PaperMinutes = Annotated[int, Field(ge=1, le=600)]
Reading = Annotated[int, Field(ge=0, le=120)]
Verified = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(no|[0-9]{4}-[0-9]{2}-[0-9]{2})$")]


class PartFields(Fields):
    """A question that a paper asks."""

    model_config = ConfigDict(title="Question of a paper")

    title: Title = Field(
        title="Title", description="What it is called in the paper.", examples=["Section A: extracts", "Question 2"]
    )
    marks: Marks = Field(title="Marks", description="The highest mark, 1 to 1000.", examples=[25])
    minutes: PaperMinutes = Field(
        title="Minutes", description="The time that is suggested for it, 1 to 600.", examples=[45]
    )
    times: Annotated[int, Field(ge=1, le=20)] = Field(
        1, title="Times", description="How many such questions are answered, if more than one.", examples=[2]
    )
    ao: TextList = Field(
        (), title="Assessment objectives", description="What the exam board calls them.", examples=[["AO1"]]
    )


class PaperFields(Fields):
    """An exam paper."""

    model_config = ConfigDict(title="Paper")

    id: Ident = Field(title="Id", description="The paper’s name for Thaw.", examples=["7042-1h"])
    title: Title = Field(title="Title", description="What students call it.", examples=["Paper 1H: Tsarist Russia"])
    level: ShortText = Field("", title="Level", description="The qualification.", examples=["A-level", "GCSE"])
    minutes: PaperMinutes = Field(
        title="Minutes", description="The time for writing, without reading time, 1 to 600.", examples=[150]
    )
    reading: Reading = Field(
        0, title="Reading time", description="Minutes to read before the writing begins, 0 to 120.", examples=[5]
    )
    marks: Annotated[int, Field(ge=0, le=1_000)] = Field(
        0, title="Marks", description="Of the whole paper; left out when not known.", examples=[80]
    )
    questions: tuple[PartFields, ...] = Field(
        min_length=1,
        max_length=40,
        title="Questions",
        description="What is answered, in the paper’s order.",
        examples=[[{"title": "Essay", "marks": 25, "minutes": 45}]],
    )
    source: Words = Field(
        title="Source", description="Where this is known from.", examples=["Cover of the question paper, June 2023"]
    )
    verified: Verified = Field(
        title="Verified",
        description="The day on which it was last compared with its source, such as 2026-11-27, or no.",
        examples=["2026-11-27", "no"],
    )
    note: Text = Field("", title="Note", description="What a student should know about it.", examples=["Choose two."])


class PresetFields(Fields):
    """The exam papers of one board, class or student."""

    model_config = ConfigDict(title="Exam papers")

    format: Annotated[int, Field(ge=1, le=1)] = Field(title="Format", description="Always 1.", examples=[1])
    title: Title = Field(title="Title", description="The board, or whose papers these are.", examples=["AQA"])
    papers: tuple[PaperFields, ...] = Field(
        min_length=1,
        max_length=100,
        title="Papers",
        description="The papers, in the order in which they are offered.",
        examples=[
            [
                {
                    "id": "mock",
                    "title": "Mock exam",
                    "minutes": 45,
                    "questions": [{"title": "Essay", "marks": 25, "minutes": 45}],
                    "source": "Our teacher",
                    "verified": "no",
                }
            ]
        ],
    )

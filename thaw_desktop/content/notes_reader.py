"""Files of notes: a section each, with a subsection for every `##` heading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from thaw_desktop.content.fields import NotesFields
from thaw_desktop.content.front_matter import split_fields
from thaw_desktop.content.lines import listed, split_at_headings
from thaw_desktop.content.markdown import with_footnotes
from thaw_desktop.content.model import Section

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.lines import Line, Part, Passage
    from thaw_desktop.content.problems import Place

WORDS_A_MINUTE = 200
"""Somewhat less than adults read of English non-fiction (238, Brysbaert 2019): a student stops to think."""
LONGEST_MINUTES = 10


MOST_PARTS = 1_000
"""Of one file of notes, which the window shows as one page."""


class NotesReader:
    """Reads the files of `notes/`, in the order in which they are given."""

    def __init__(self, context: Context) -> None:
        """Read for one pack."""
        self._context = context
        self._drafts: list[tuple[Section, Passage]] = []
        self._minutes: dict[str, Place] = {}

    def read(self, file: str, lines: list[Line]) -> None:
        """Read a file, leaving its text to be rendered later."""
        context = self._context
        front, body = split_fields(NotesFields, file, lines, context.problems)
        fields = front.fields or NotesFields.model_construct(
            id=front.id or "", title=front.text("title") or front.id or file, spec=front.listed("spec")
        )
        context.check_spec(fields.spec, front.place("spec"))
        section = Section(
            id=context.names.claim("section", fields.title, front.place("id"), front.id, quiet=True),
            title=fields.title,
            parent=None,
            level=1,
            summary=fields.summary,
            minutes=fields.minutes,
            html="",
            text="",
            spec=fields.spec,
            facts=fields.facts,
        )
        self._minutes[section.id] = front.place("minutes")
        parts = split_at_headings(file, body, {2}, ("facts",), context.problems)
        if len(parts) > MOST_PARTS + 1 and (heading := parts[MOST_PARTS + 1].heading) is not None:
            what = f"this file has more than {MOST_PARTS:,} parts with a heading `##`"
            context.problems.error(heading.place, what, "divide it into files that are read in 2 to 5 minutes")
        sections = [section] + [self._subsection(part, section.id) for part in parts[1:]]
        self._drafts += zip(sections, with_footnotes([part.body for part in parts]), strict=True)

    def finish(self) -> tuple[Section, ...]:
        """Render what was read."""
        finished = []
        for section, passage in self._drafts:
            prose = self._context.markdown.block(passage, section.id)
            finished.append(replace(section, html=prose.html, text=prose.text))
        words: dict[str, int] = {}
        for section in finished:
            whole = section.parent or section.id
            words[whole] = words.get(whole, 0) + len(section.text.split())
        return tuple(self._with_minutes(section, words) for section in finished)

    def _with_minutes(self, section: Section, words: Mapping[str, int]) -> Section:
        """Hold the reading time that the author gives against the words, or work it out from them."""
        if section.parent is not None:
            return section
        needed = max(1, round(words[section.id] / WORDS_A_MINUTE))
        given, place = section.minutes, self._minutes[section.id]
        if needed > LONGEST_MINUTES:
            what = f"this section takes about {needed} minutes to read"
            self._context.problems.warning(place, what, "divide it into files that are read in 2 to 5 minutes")
        elif given and not needed / 2 - 1 <= given <= needed * 2 + 1:
            what = f"`minutes: {given}` does not fit the text, which takes about {needed} to read"
            self._context.problems.warning(place, what, f"write `minutes: {needed}`, or leave the line out")
        return section if given else replace(section, minutes=needed)

    def _subsection(self, part: Part, parent: str) -> Section:
        heading = part.heading
        assert heading is not None  # noqa: S101 - only the part before the first heading has none
        title = self._context.markdown.plain(heading.title, heading.place)
        if not title:
            self._context.problems.error(heading.place, "this heading is empty", "write a title after `##`")
        return Section(
            id=self._context.names.claim("section", title, heading.place, heading.id),
            title=title,
            parent=parent,
            level=2,
            summary="",
            minutes=0,
            html="",
            text="",
            spec=(),
            facts=listed(part.fields.get("facts")),
        )

"""Files of notes: a section each, with a subsection for every `##` heading."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from thaw_desktop.content.fields import NotesFields, split_fields
from thaw_desktop.content.lines import heading_of, in_fences, listed, split_at_headings
from thaw_desktop.content.markdown import with_footnotes
from thaw_desktop.content.model import Section

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.lines import Line, Part, Passage


class NotesReader:
    """Reads the files of `notes/`, in the order in which they are given."""

    def __init__(self, context: Context) -> None:
        """Read for one pack."""
        self._context = context
        self._drafts: list[tuple[Section, Passage]] = []

    def read(self, file: str, lines: list[Line]) -> None:
        """Read a file, leaving its text to be rendered later."""
        context = self._context
        front, body = split_fields(NotesFields, file, lines, context.problems)
        fields = front.fields or NotesFields.model_construct(id=front.id or "", title=front.id or file)
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
        parts = split_at_headings(file, body, {2}, ("facts",), context.problems)
        sections = [section] + [self._subsection(part, section.id) for part in parts[1:]]
        self._drafts += zip(sections, with_footnotes([part.body for part in parts]), strict=True)
        self._note_lost_ids(file, body)

    def finish(self) -> tuple[Section, ...]:
        """Render what was read."""
        finished = []
        for section, passage in self._drafts:
            prose = self._context.markdown.block(passage, section.id)
            finished.append(replace(section, html=prose.html, text=prose.text))
        return tuple(finished)

    def _subsection(self, part: Part, parent: str) -> Section:
        heading = part.heading
        assert heading is not None  # noqa: S101 - only the part before the first heading has none
        title = self._context.markdown.plain(heading.title)
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

    def _note_lost_ids(self, file: str, body: Sequence[Line]) -> None:
        for line, fenced in in_fences(body):
            heading = None if fenced else heading_of(file, line)
            if heading and heading.id and heading.level != 2:
                what = f"`^{heading.id}` is no id here: only `##` headings have one"
                self._context.problems.warning(heading.place, what, "take it out, or make the heading a `##` heading")

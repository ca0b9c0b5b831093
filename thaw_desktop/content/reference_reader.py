"""Two of the single files of a pack: `faq.md` and `glossary.md`."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from thaw_desktop.content.fields import NoFields
from thaw_desktop.content.front_lines import split_front_matter
from thaw_desktop.content.front_matter import front_matter
from thaw_desktop.content.lines import (
    FIELDS,
    Field,
    Line,
    Passage,
    heading_of,
    leftover,
    listed,
    split_at_headings,
    split_list,
    take_written_id,
    trimmed,
)
from thaw_desktop.content.model import FaqEntry, Term
from thaw_desktop.content.names import normalised
from thaw_desktop.content.problems import Place, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.context import Context

_ALSO = re.compile(r"(?:^|(?<=\s))Also:")


def body_of(file: str, lines: list[Line], context: Context) -> list[Line]:
    """The lines of a file that needs no front matter; what stands in one is noted."""
    header, body = split_front_matter(file, lines, context.problems)
    if header:
        front_matter(NoFields, file, header, context.problems)
    return body


class FaqReader:
    """Reads `faq.md`: a question for every `##` heading, its field lines, and the answer."""

    def __init__(self, context: Context) -> None:
        """Read for one pack."""
        self._context = context
        self._drafts: list[tuple[FaqEntry, Passage, Field | None]] = []
        self._first_places: dict[str, Place] = {}

    def read(self, file: str, lines: list[Line]) -> None:
        """Read a file, leaving its answers to be rendered later."""
        context = self._context
        parts = split_at_headings(file, body_of(file, lines, context), {2}, FIELDS, context.problems)
        leftover(parts[0].body, "begin the first question with `## `", context.problems)
        for part in parts[1:]:
            heading = part.heading
            if heading is None:
                continue
            question = context.markdown.plain(heading.title, heading.place)
            if not question:
                context.problems.error(heading.place, "there is no question here", "write it after `##`")
            if part.body.is_blank:
                context.problems.error(heading.place, "this question has no answer", "write it under the question")
            first = self._first_places.setdefault(normalised(question), heading.place)
            if first != heading.place and question:
                what = f"{first} asks the same: “{shortened(question)}”"
                context.problems.warning(heading.place, what, "join the two, or write this one into the `also:` line")
            entry = FaqEntry(
                id=context.names.claim("faq", question, heading.place, heading.id),
                question=question,
                also=listed(part.fields.get("also"), "|"),
                html="",
                text="",
                section="",
                tags=listed(part.fields.get("tags")),
                facts=listed(part.fields.get("facts")),
            )
            self._drafts.append((entry, part.body, part.fields.get("section")))

    def finish(self) -> tuple[FaqEntry, ...]:
        """Render what was read."""
        finished = []
        for entry, passage, section in self._drafts:
            prose = self._context.markdown.block(passage, entry.id)
            finished.append(replace(entry, html=prose.html, text=prose.text, section=self._context.section(section)))
        return tuple(finished)


class GlossaryReader:
    """Reads `glossary.md`: `Term ^id`, and under it `: definition`."""

    def __init__(self, context: Context) -> None:
        """Read for one pack."""
        self._context = context
        self._drafts: list[tuple[Term, Passage]] = []
        self._first_places: dict[str, Place] = {}

    def read(self, file: str, lines: list[Line]) -> None:
        """Read a file, leaving its definitions to be rendered later. Headings only divide it."""
        body = body_of(file, lines, self._context)
        term: Line | None = None
        definition: list[Line] = []
        for line, before, after in zip(body, [Line(0, ""), *body], [*body[1:], Line(0, "")], strict=False):
            if _starts_definition(line.text):
                # A second definition is a paragraph of its own.
                definition += [Line(line.number, "")] if definition else []
                definition.append(Line(line.number, line.text[1:].strip()))
                if term is None:
                    what = "this definition has no term"
                    self._context.problems.error(Place(file, line.number), what, "write the term in the line above it")
            elif definition and _goes_on(line.text, before.text, after.text):
                definition.append(Line(line.number, line.text.removeprefix("\t").removeprefix("  ").removeprefix("  ")))
            elif line.text.strip():
                self._add(file, term, definition)
                term = None if heading_of(file, line) else line
                definition = []
        self._add(file, term, definition)

    def finish(self) -> tuple[Term, ...]:
        """Render what was read."""
        finished = []
        for term, passage in self._drafts:
            prose = self._context.markdown.block(passage, term.id)
            finished.append(replace(term, html=prose.html, text=prose.text))
        return tuple(finished)

    def _add(self, file: str, line: Line | None, definition: Sequence[Line]) -> None:
        if line is None:
            return
        context = self._context
        place = Place(file, line.number)
        text, ident = take_written_id(line.text.strip(), place, context.problems)
        name = context.markdown.plain(text, place)
        passage, also = _split_also(Passage(file, tuple(trimmed(definition))))
        if passage.is_blank:
            what = f"the term “{shortened(name)}” has no definition"
            context.problems.error(place, what, "write `: ` and the definition in the line below it")
        if not name:
            context.problems.error(place, "this term has no name", "write it before the id")
        ident = context.names.claim("term", name, place, ident)
        first = self._first_places.setdefault(normalised(name), place)
        if first != place:
            context.problems.warning(place, f"{first} defines “{shortened(name)}” as well", "join the two entries")
        context.names.add_term(ident, name, also)
        self._drafts.append((Term(ident, name, "", "", also), passage))


def _starts_definition(text: str) -> bool:
    return text.startswith((": ", ":\t")) or text.rstrip() == ":"


def _goes_on(text: str, before: str, after: str) -> bool:
    """Whether a line that does not begin a definition belongs to the one above it."""
    if not text.strip() or text[0] in " \t":
        return True
    return bool(before.strip()) and not _starts_definition(after) and not text.startswith("#")


def _split_also(passage: Passage) -> tuple[Passage, tuple[str, ...]]:
    """Take `Also: other | other` off the end of a definition."""
    for index in range(len(passage.lines) - 1, -1, -1):
        line = passage.lines[index]
        if not line.text.strip():
            break
        starts = [match.start() for match in _ALSO.finditer(line.text)]
        if starts:
            rest = " ".join([line.text[starts[-1] + 5 :], *(later.text for later in passage.lines[index + 1 :])])
            kept = (*passage.lines[:index], Line(line.number, line.text[: starts[-1]].rstrip()))
            return Passage(passage.file, tuple(trimmed(kept))), split_list(rest.strip().removesuffix("."), "|")
    return passage, ()

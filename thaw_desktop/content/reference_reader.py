"""The single files of a pack: `faq.md`, `glossary.md` and `timeline.md`."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thaw_desktop.content.fields import NoFields, front_matter
from thaw_desktop.content.lines import (
    FIELDS,
    Field,
    Line,
    Passage,
    heading_of,
    leftover,
    listed,
    split_at_headings,
    split_front_matter,
    split_list,
    take_id,
    take_last,
    take_tags,
    trimmed,
)
from thaw_desktop.content.model import FaqEntry, Term, TimelineEvent
from thaw_desktop.content.names import normalised
from thaw_desktop.content.problems import Place, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.context import Context

_ALSO = re.compile(r"(?:^|(?<=\s))Also:")
_EVENT = re.compile(r"([-@])[ \t]+\[([^\]]*)\][ \t]*(?:\{([^}]*)\})?(.*)")
_DATE = re.compile(r"(-?)([0-9]{1,4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


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
        text, ident = take_id(line.text.strip())
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


@dataclass(frozen=True, slots=True)
class _EventDraft:
    event: TimelineEvent
    order: tuple[int, int, int]
    section: Field | None


class TimelineReader:
    """Reads `timeline.md`: events `- [1956-02-25] {Category} Title | text #tag §section ^id`, periods with `@`."""

    def __init__(self, context: Context) -> None:
        """Read for one pack."""
        self._context = context
        self._drafts: list[_EventDraft] = []

    def read(self, file: str, lines: list[Line]) -> None:
        """Read a file. Headings only divide it."""
        for line in body_of(file, lines, self._context):
            if line.text.strip() and heading_of(file, line) is None:
                self._read_line(Place(file, line.number), line.text.strip())

    def finish(self) -> tuple[TimelineEvent, ...]:
        """Give the events in order of time."""
        drafts = sorted(self._drafts, key=lambda draft: draft.order)
        return tuple(replace(draft.event, section=self._context.section(draft.section)) for draft in drafts)

    def _read_line(self, place: Place, line: str) -> None:
        context = self._context
        text, ident = take_id(line)
        text, tags_after = take_tags(text)
        text, section = take_last(text, "§")
        text, tags_before = take_tags(text)
        match = _EVENT.fullmatch(text)
        if match is None:
            what = f"this is no line of a timeline: “{shortened(line)}”"
            context.problems.error(place, what, "write `- [1956-02-25] {Category} Title | text ^id`")
            return
        sign, dates, category, rest = match.groups()
        title, _, explanation = (part.strip() for part in rest.partition("|"))
        title = context.markdown.plain(title, place)
        if not title:
            context.problems.error(place, "this event has no title", "write it after the date")
        start, _, end = (part.strip() for part in dates.partition("~"))
        span = self._span(start, end or start, place)
        event = TimelineEvent(
            id=context.names.claim("timeline", title, place, ident),
            start=_iso(span[0]),
            end=_iso(span[1]),
            period=sign == "@",
            category=(category or "").strip(),
            title=title,
            text=context.markdown.plain(explanation, place),
            section="",
            tags=tags_before + tags_after,
        )
        self._drafts.append(_EventDraft(event, _first_day(span[0]), Field(section, place) if section else None))

    def _span(self, start: str, end: str, place: Place) -> tuple[list[int], list[int]]:
        first, last = _date(start), _date(end)
        for text, date in ((start, first), (end, last)):
            if not date:
                what = f"“{shortened(text)}” is no date"
                self._context.problems.error(
                    place, what, "write 1956-02-25, 1956-02 or 1956, and [1954~1960] for a span"
                )
        if first and last and _last_day(last) < _first_day(first):
            what = f"the span ends ({end}) before it begins ({start})"
            self._context.problems.error(place, what, "write the earlier date first")
        return first, last


def _date(text: str) -> list[int]:
    """Year, month and day, as many as are given; empty when there is no such date."""
    match = _DATE.fullmatch(text)
    if match is None:
        return []
    year = int(match[1] + match[2])
    parts = [year, *(int(part) for part in match.groups()[2:] if part)]
    if len(parts) > 1 and not 1 <= parts[1] <= 12:
        return []
    # 2000 and 2001 stand for leap and other years: calendar knows no year before 1.
    if (
        len(parts) > 2
        and not 1 <= parts[2] <= calendar.monthrange(2000 if calendar.isleap(year) else 2001, parts[1])[1]
    ):
        return []
    return parts


def _iso(date: list[int]) -> str:
    """ISO 8601; `""` for no date."""
    if not date:
        return ""
    sign = "-" if date[0] < 0 else ""
    return "-".join([f"{sign}{abs(date[0]):04}", *(f"{part:02}" for part in date[1:])])


def _first_day(date: list[int]) -> tuple[int, int, int]:
    year, month, day, *_ = (*date, 0, 0, 0)
    return year, month, day


def _last_day(date: list[int]) -> tuple[int, int, int]:
    year, month, day = (*date, *(13, 32)[len(date) - 1 :])
    return year, month, day

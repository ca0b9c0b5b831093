"""The timeline of a pack, `timeline.md`.

It holds events `- [1956-02-25] {Category} Title | text #beyond §section ^id`, and periods, which begin with `@`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thaw_desktop.content.dates import LATEST_YEAR, first_day, how_to_write, iso, last_day, read_date
from thaw_desktop.content.lines import Field, heading_of, take_last, take_tags, take_written_id
from thaw_desktop.content.model import BEYOND, TimelineEvent
from thaw_desktop.content.problems import Place, closest, shortened
from thaw_desktop.content.reference_reader import body_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.lines import Line

_EVENT = re.compile(r"([-@])[ \t]+\[([^\]]*)\][ \t]*(?:\{([^}]*)\})?(.*)")
# The same but for what goes wrong when it is typed: another bullet, or no space behind it.
_NEARLY_EVENT = re.compile(r"([-@*+–—])[ \t]*(\[[^\]]*\].*)")
_SECTION_APART = re.compile(r"(?:^|(?<=\s))§[ \t]+([a-z0-9][a-z0-9-]*)$")
_SECTION = re.compile(r"(?:^|(?<=\s))§[a-z0-9][a-z0-9-]*")
_FORM = "write `- [1956-02-25] {Category} Title | text ^id`"
_REACH = 200


@dataclass(frozen=True, slots=True)
class _EventDraft:
    event: TimelineEvent
    order: tuple[int, int, int]
    section: Field | None


class TimelineReader:
    """Reads `timeline.md`."""

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
        text, ident = take_written_id(line, place, context.problems)
        text, tags_after = take_tags(text)
        text, section = self._take_section(text, place)
        text, tags_before = take_tags(text)
        match = _EVENT.fullmatch(text)
        if match is None:
            what = f"this is no line of a timeline: “{shortened(line)}”"
            nearly = _NEARLY_EVENT.fullmatch(text)
            sign = "@" if nearly and nearly[1] == "@" else "-"
            mend = f"begin it with `{sign} ` and the date: `{sign} {shortened(nearly[2], 40)}`" if nearly else _FORM
            context.problems.error(place, what, mend)
            return
        sign, dates, category, rest = match.groups()
        title, _, explanation = (part.strip() for part in rest.partition("|"))
        title = context.markdown.plain(title, place)
        if not title:
            context.problems.error(place, "this event has no title", "write it after the date")
        span = self._span(dates, place, is_period=sign == "@")
        tags = tags_before + tags_after
        self._check_tags(tags, place)
        event = TimelineEvent(
            id=context.names.claim("timeline", title, place, ident),
            start=iso(span[0]),
            end=iso(span[1]),
            period=sign == "@",
            category=(category or "").strip(),
            title=title,
            text=context.markdown.plain(explanation, place),
            section="",
            tags=tags,
        )
        self._drafts.append(_EventDraft(event, first_day(span[0]), Field(section, place) if section else None))

    def _take_section(self, text: str, place: Place) -> tuple[str, str | None]:
        """Split `§section` off the end of a line, and note one that is not written so, or a second one."""
        rest, section = take_last(text.rstrip(), "§")
        end = rest.rstrip()[-_REACH:]
        apart = _SECTION_APART.search(end) if section is None else None
        if apart:
            what = f"a space stands between `§` and the section `{apart[1]}`"
            self._context.problems.warning(place, what, f"write `§{apart[1]}`")
            return rest.rstrip()[: -len(apart[0])].rstrip(), apart[1]
        stray = _SECTION.search(end) if "§" in end else None
        if stray:
            what = f"`{stray[0]}` does not name the section of this event here"
            mend = "name one section, behind the words and before `^id`; the others can be linked from its notes"
            self._context.problems.warning(place, what, mend)
        return rest, section

    def _check_tags(self, tags: Sequence[str], place: Place) -> None:
        for tag in dict.fromkeys(tags):
            if tag != BEYOND:
                mend = f"did you mean `#{BEYOND}`?" if closest(tag, (BEYOND,)) else "take it out"
                what = f"`#{shortened(tag)}` means nothing here: the only word with `#` is `#{BEYOND}`"
                self._context.problems.warning(place, what, mend)

    def _span(self, dates: str, place: Place, *, is_period: bool) -> tuple[list[int], list[int]]:
        problems = self._context.problems
        start, is_span, end = (part.strip() for part in dates.partition("~"))
        end = end or start
        first, last = read_date(start), read_date(end)
        if not first or not last:
            what = f"“{shortened(dates if not is_span else end if first else start)}” is no date"
            problems.error(place, what, how_to_write(dates))
            return first, last
        if last_day(last) < first_day(first):
            problems.error(place, f"the span ends ({end}) before it begins ({start})", "write the earlier date first")
        elif is_period and first == last:
            what = f"a period has a beginning and an end, and `[{shortened(dates)}]` is a single date"
            problems.warning(place, what, f"write `[{start}~…]` with its end, or begin the line with `-` for an event")
        if max(first[0], last[0]) > LATEST_YEAR:
            what = f"the year {max(first[0], last[0])} lies far in the future"
            problems.warning(place, what, "check the year")
        return first, last

"""The pages of the Notes tab as HTML: a section, the glossary, the timeline.

What comes from a pack as plain text is escaped here; what comes as `html` was made safe when the pack was compiled.
"""

from __future__ import annotations

from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.ui import words
from thaw_desktop.ui.notes.dates import when_in_year, written_year, year_of
from thaw_desktop.ui.widgets import beyond_html, is_beyond

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thaw_desktop.content.model import Section, Term, TimelineEvent
    from thaw_desktop.notes.store import Confidence, SectionState
    from thaw_desktop.ui.notes.contents import NotesContents

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

# Ids of the pages that are no section; a section's id has no colon.
GLOSSARY = "term:"
TIMELINE = "timeline:"

_UNBROKEN = 24


def page_html(contents: NotesContents, page: str) -> str:
    """A page by its id: a section, `GLOSSARY` or `TIMELINE`; empty when the pack has no such page."""
    if page == GLOSSARY:
        return glossary_page(contents.terms())
    if page == TIMELINE:
        return timeline_page(contents.timeline(), contents.section_titles())
    topic = contents.topic(page)
    passages = contents.passages(topic) if topic is not None else None
    return section_page(*passages) if passages is not None else ""


def section_page(section: Section, parts: Sequence[Section]) -> str:
    """A section with its subsections one after the other; each subsection's heading carries its id as an anchor.

    The second paragraph is left free for what is known about the section (`section_facts`).
    """
    passages = [f"<h1>{escape(section.title)}</h1>", '<p class="secondary">&nbsp;</p>', section.html]
    for part in parts:
        passages += [f"<h2>{_anchor(part.id)}{escape(part.title)}</h2>", part.html]
    return "\n".join(passages)


def section_facts(minutes: int, state: SectionState, cards: int) -> str:
    """One line about a section: how long it takes, how often it was read, how many cards it has."""
    told = []
    if minutes:
        told.append(translate("NotesPages", "{n} min read").format(n=words.number(minutes)))
    told.append(readings(state.reads))
    if cards:
        told.append(words.cards(cards))
    if state.confidence != "none":
        told.append(translate("NotesPages", "how sure: {level}").format(level=confidence_word(state.confidence)))
    return " · ".join(told)


def glossary_page(terms: Sequence[Term]) -> str:
    """All key terms with their definitions, in the order of the pack."""
    count = translate("NotesPages", "1 term") if len(terms) == 1 else translate("NotesPages", "{n} terms")
    passages = [_title(translate("NotesPages", "Key terms")), _quiet(count.format(n=words.number(len(terms))))]
    for term in terms:
        passages += [f"<h3>{_anchor(term.id)}{escape(term.term)}</h3>", term.html]
        if term.also:
            names = translate("NotesPages", "Also: {names}").format(names=", ".join(term.also))
            passages.append(_quiet(names))
    return "\n".join(passages)


def timeline_page(events: Sequence[TimelineEvent], sections: Mapping[str, str]) -> str:
    """The dated events by year, each with a link to its section.

    Args:
        events: in order of time.
        sections: id → title of the sections that can be linked.
    """
    count = translate("NotesPages", "1 event") if len(events) == 1 else translate("NotesPages", "{n} events")
    passages = [_title(translate("NotesPages", "Timeline")), _quiet(count.format(n=words.number(len(events))))]
    for year, found in groupby(events, key=year_of):
        rows = "".join(_event_row(event, sections) for event in found)
        passages.append(f'<h2>{escape(written_year(year))}</h2><table width="100%">{rows}</table>')
    return "\n".join(passages)


def confidence_word(level: Confidence) -> str:
    """How sure the student is, in a word; empty when nothing was said."""
    return {
        "red": translate("NotesPages", "red"),
        "amber": translate("NotesPages", "amber"),
        "green": translate("NotesPages", "green"),
        "none": "",
    }[level]


def readings(reads: int) -> str:
    """How often a section was read, in words."""
    if reads == 0:
        return translate("NotesPages", "not read yet")
    if reads == 1:
        return translate("NotesPages", "read once")
    if reads == 2:
        return translate("NotesPages", "read twice")
    return translate("NotesPages", "read {n} times").format(n=words.number(reads))


def _title(text: str) -> str:
    return f"<h1>{escape(text)}</h1>"


def _quiet(text: str) -> str:
    return f'<p class="secondary">{escape(text)}</p>'


def _anchor(item: str) -> str:
    return f'<a name="{escape(item)}"></a>'


def _event_row(event: TimelineEvent, sections: Mapping[str, str]) -> str:
    # Qt takes widths of cells only as attributes, and edges only from the style of each cell.
    cell = 'valign="top" style="border: none; padding-left: 0px"'
    lines, more = [escape(event.text)] if event.text else [], []
    if event.category:
        more.append(f'<span class="secondary">{escape(event.category)}</span>')
    if event.section in sections:
        link, title = escape(f"thaw:section/{event.section}"), escape(sections[event.section])
        # A short title is not broken over two lines.
        shown = title.replace(" ", "\u00a0") if len(title) <= _UNBROKEN else title
        more.append(f'<a href="{link}">{shown}</a>')
    if is_beyond(event.tags):
        more.append(beyond_html())
    lines += [" · ".join(more)] if more else []
    text = f"<p>{_anchor(event.id)}<b>{escape(event.title)}</b><br>{'<br>'.join(lines)}"
    when = f'<td width="24%" {cell}><p class="secondary">{escape(when_in_year(event))}</p></td>'
    return f"<tr>{when}<td {cell}>{text}</p></td></tr>"

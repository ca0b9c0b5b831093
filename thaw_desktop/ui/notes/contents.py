"""What the Notes tab needs of a pack, asked once and kept until the pack changes."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.library import Library, OutlineEntry
    from thaw_desktop.content.model import Question, Section, Term, TimelineEvent

_TERM_LINK = re.compile(r'<a href="term:([a-z0-9][a-z0-9-]*)"')


@dataclass(frozen=True, slots=True)
class Topic:
    """A section with its subsections: one page of notes."""

    entry: OutlineEntry
    parts: tuple[OutlineEntry, ...]

    @property
    def ids(self) -> frozenset[str]:
        """The ids of the section and of its subsections."""
        return frozenset({self.entry.id, *(part.id for part in self.parts)})


class NotesContents:
    """The notes of one pack and what belongs to each page of them.

    Attributes:
        topics: the pages, in reading order.
        has_terms: whether the pack has a glossary.
        has_timeline: whether the pack has dated events.
    """

    def __init__(self, library: Library, pack: str) -> None:
        self._library = library
        self._pack = pack
        self.topics = _topics(library.outline(pack))
        self._topic_of = {part: topic for topic in self.topics for part in topic.ids}
        self._cards = Counter(card.section for card in library.card_refs(pack) if card.kind != "point")
        self._questions = library.questions(pack)
        counts = library.counts(pack)
        self.has_terms = counts.terms > 0
        self.has_timeline = counts.events > 0

    def topic(self, section: str) -> Topic | None:
        """The page on which a section or subsection stands."""
        return self._topic_of.get(section)

    def next_topic(self, topic: Topic) -> Topic | None:
        """The page after a page."""
        following = self.topics.index(topic) + 1
        return self.topics[following] if following < len(self.topics) else None

    def cards(self, topic: Topic) -> int:
        """How many flashcards of the pack belong to a page."""
        return sum(self._cards[part] for part in topic.ids)

    def questions(self, topic: Topic) -> list[Question]:
        """The practice questions that a page helps to answer, in the order of the pack."""
        return [question for question in self._questions if topic.ids.intersection(question.sections)]

    def passages(self, topic: Topic) -> tuple[Section, list[Section]] | None:
        """The texts of a page: the section's own and those of its subsections."""
        section = self._library.section(self._pack, topic.entry.id)
        return None if section is None else (section, self._library.children(self._pack, topic.entry.id))

    def marked_terms(self, topic: Topic) -> list[Term]:
        """The glossary's entries that are marked on a page, in the order of their first appearance."""
        passages = self.passages(topic)
        if passages is None:
            return []
        section, parts = passages
        marked = dict.fromkeys(term for part in (section, *parts) for term in _TERM_LINK.findall(part.html))
        found = (self._library.term(self._pack, term) for term in marked)
        return [term for term in found if term is not None]

    def term(self, term: str) -> Term | None:
        """One entry of the glossary."""
        return self._library.term(self._pack, term)

    def terms(self) -> list[Term]:
        """The whole glossary."""
        return self._library.terms(self._pack)

    def timeline(self) -> list[TimelineEvent]:
        """The pack's events and periods in order of time."""
        return self._library.timeline(self._pack)

    def section_titles(self) -> dict[str, str]:
        """Id → title of every section and subsection."""
        return {entry.id: entry.title for topic in self.topics for entry in (topic.entry, *topic.parts)}


def _topics(outline: Sequence[OutlineEntry]) -> list[Topic]:
    parts: dict[str, list[OutlineEntry]] = {}
    for entry in outline:
        if entry.parent is not None:
            parts.setdefault(entry.parent, []).append(entry)
    return [Topic(entry, tuple(parts.get(entry.id, ()))) for entry in outline if entry.parent is None]

"""What the FAQ tab needs of a pack, asked once and kept until the pack or the student's own questions change."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from thaw_desktop.ui.widgets import is_beyond

if TYPE_CHECKING:
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import FaqEntry
    from thaw_desktop.notes.questions import OwnQuestions


class FaqEntries:
    """The entries of one pack and what each belongs to.

    Attributes:
        entries: in the order of the pack.
        own: the student's own questions, oldest first.
        waiting: the questions that they found no answer to, oldest first.
        topics: section or subsection id → title of its topic.
        titles: section or subsection id → its own title.
        beyond: ids of the entries that go beyond the notes.
    """

    def __init__(self, library: Library, pack: str, questions: OwnQuestions) -> None:
        self.entries = library.faqs(pack)
        self.own = questions.entries(pack)
        self.waiting = questions.open_questions(pack)
        self._by_id = {entry.id: entry for entry in (*self.own, *self.entries)}
        self._own = {entry.id for entry in self.own} - {entry.id for entry in self.entries}
        self.beyond = frozenset(entry.id for entry in self.entries if is_beyond(entry.tags))
        outline = library.outline(pack)
        self.titles = {entry.id: entry.title for entry in outline}
        self._parents = {entry.id: entry.parent or entry.id for entry in outline}
        self.topics = {section: self.titles[parent] for section, parent in self._parents.items()}
        self._cards = Counter(card.section for card in library.card_refs(pack) if card.kind != "point")

    def entry(self, ident: str) -> FaqEntry | None:
        """One entry."""
        return self._by_id.get(ident)

    def is_own(self, ident: str) -> bool:
        """Whether an entry is the student's own."""
        return ident in self._own

    def open_question(self, ident: str) -> str | None:
        """The words of an open question; None when there is none of this id."""
        return next((one.question for one in self.waiting if one.id == ident), None)

    def topics_with_entries(self) -> dict[str, str]:
        """Id → title of the topics that some entry belongs to, in reading order."""
        used = {self._parents.get(entry.section) for entry in self._by_id.values()}
        return {
            ident: self.titles[ident] for ident, parent in self._parents.items() if ident == parent and ident in used
        }

    def sections_of(self, topic: str) -> frozenset[str]:
        """A topic's section with its subsections."""
        return frozenset(section for section, parent in self._parents.items() if parent == topic)

    def cards(self, entry: FaqEntry) -> int:
        """How many flashcards the entry's section has, those of its subsections included."""
        if not entry.section:
            return 0
        return self._cards[entry.section] + sum(
            count
            for section, count in self._cards.items()
            if section != entry.section and self._parents.get(section) == entry.section
        )

    def others(self, entry: FaqEntry) -> list[FaqEntry]:
        """The other entries of the same topic, the student's own at the end."""
        topic = self._parents.get(entry.section)
        if topic is None:
            return []
        entries = (*self.entries, *self.own)
        return [other for other in entries if self._parents.get(other.section) == topic and other is not entry]

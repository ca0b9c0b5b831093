"""What the FAQ tab needs of a pack, asked once and kept until the pack changes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from thaw_desktop.ui.widgets import is_beyond

if TYPE_CHECKING:
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import FaqEntry


class FaqEntries:
    """The entries of one pack and what each belongs to.

    Attributes:
        entries: in the order of the pack.
        topics: section or subsection id → title of its topic.
        titles: section or subsection id → its own title.
        beyond: ids of the entries that go beyond the notes.
    """

    def __init__(self, library: Library, pack: str) -> None:
        self.entries = library.faqs(pack)
        self._by_id = {entry.id: entry for entry in self.entries}
        self.beyond = frozenset(entry.id for entry in self.entries if is_beyond(entry.tags))
        outline = library.outline(pack)
        self.titles = {entry.id: entry.title for entry in outline}
        self._parents = {entry.id: entry.parent or entry.id for entry in outline}
        self.topics = {section: self.titles[parent] for section, parent in self._parents.items()}
        self._cards = Counter(card.section for card in library.card_refs(pack) if card.kind != "point")

    def entry(self, ident: str) -> FaqEntry | None:
        """One entry."""
        return self._by_id.get(ident)

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
        """The other entries of the same topic."""
        topic = self._parents.get(entry.section)
        if topic is None:
            return []
        return [other for other in self.entries if self._parents.get(other.section) == topic and other is not entry]

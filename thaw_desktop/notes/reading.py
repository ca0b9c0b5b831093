"""What a student does to a section: read it, leave it, say how sure they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.core import kinds
from thaw_desktop.core.ids import item_id
from thaw_desktop.notes import store

if TYPE_CHECKING:
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.notes.store import Confidence, SectionState


class Reading:
    """The use case of the Notes tab."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def states(self, pack: str) -> dict[str, SectionState]:
        """What the reader has left in the sections of a pack, by section id; untouched ones are left out."""
        return store.section_states(self._log.connection, pack)

    def state(self, pack: str, section: str) -> SectionState:
        """What the reader has left in one section."""
        return store.section_state(self._log.connection, pack, section)

    def mark_read(self, pack: str, section: str, seconds: int) -> None:
        """Record that a section was read to its end.

        Args:
            pack: the pack's id.
            section: the section's id.
            seconds: how long it was in view.

        Raises:
            StorageError: when it could not be saved.
        """
        with self._log.write() as writing:
            writing.append(kinds.SECTION_READ, item_id(pack, section), {"seconds": max(0, seconds)})

    def leave(self, pack: str, section: str, block: int) -> None:
        """Remember the paragraph at the top of the column; nothing is written when it has not moved.

        Raises:
            StorageError: when it could not be saved.
        """
        if self.state(pack, section).place != block:
            with self._log.write() as writing:
                writing.append(kinds.SECTION_PLACE, item_id(pack, section), {"block": block})

    def say_confidence(self, pack: str, section: str, level: Confidence) -> None:
        """Record how sure the student is of a section.

        Raises:
            StorageError: when it could not be saved.
        """
        with self._log.write() as writing:
            writing.append(kinds.SECTION_CONFIDENCE, item_id(pack, section), {"level": level})

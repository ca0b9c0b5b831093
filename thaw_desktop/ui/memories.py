"""Makes the pictures of large packs' memories on a thread."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from thaw_desktop.flashcards.memories import NOTHING_KNOWN

if TYPE_CHECKING:
    from thaw_desktop.flashcards.memories import Inquiry, Memories, MemoryPicture
    from thaw_desktop.flashcards.today import PackToday
    from thaw_desktop.ui.jobs import Jobs

_AFTER_PAINTING_MS = 50


class MemoryDesk(QObject):
    """Gives what is known at once, and makes what is not.

    Signals:
        made: a picture is as it is now; carries the pack's id.
    """

    made = Signal(str)

    def __init__(self, memories: Memories, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._memories = memories
        self._jobs = jobs
        self._under_way: dict[str, tuple[object, ...]] = {}

    def look(self, pack: str) -> MemoryPicture:
        """What is known of a pack's memories; of a large pack it is then made anew, and `made` tells when."""
        wanted = self._memories.wanted(pack)
        if wanted is not None and self._under_way.get(pack) != wanted.stamp:
            self._under_way[pack] = wanted.stamp
            # After what is known has been painted: the thread would hold that up.
            QTimer.singleShot(_AFTER_PAINTING_MS, self, partial(self._make, wanted))
        return self._memories.known(pack) or NOTHING_KNOWN

    def _make(self, wanted: Inquiry) -> None:
        self._jobs.run(
            f"memories of {wanted.pack}",
            wanted.work,
            lambda found: self._keep(wanted, found),
            lambda _: self._forget(wanted.pack),
        )

    def _keep(self, wanted: Inquiry, found: tuple[MemoryPicture, PackToday]) -> None:
        self._forget(wanted.pack)
        self._memories.keep(wanted, found)
        self.made.emit(wanted.pack)

    def _forget(self, pack: str) -> None:
        self._under_way.pop(pack, None)

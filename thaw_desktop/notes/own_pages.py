"""Pages of notes that the student writes, in Markdown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds, latest
from thaw_desktop.core.clock import milliseconds
from thaw_desktop.core.ids import item_id, split_item, uuid7

if TYPE_CHECKING:
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.latest import Kept

_TABLE: Final = "own_note"


@dataclass(frozen=True, slots=True)
class OwnPage:
    """A page of the student's own.

    Attributes:
        id: within its pack.
        title: one line; may be empty while it is being written.
        text: Markdown.
        created: milliseconds since 1970 UTC.
        changed: when it was last written.
    """

    id: str
    title: str
    text: str
    created: int
    changed: int


class OwnPages:
    """The use case: write, rename, throw away, take back, list."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def pages(self, pack: str) -> list[OwnPage]:
        """The pages of a pack, oldest first."""
        return [_page(row) for row in latest.kept(self._log.connection, _TABLE, "page", pack)]

    def page(self, pack: str, page: str) -> OwnPage | None:
        """One page; None when there is none of this id or it was thrown away."""
        row = latest.kept_one(self._log.connection, _TABLE, item_id(pack, page))
        return None if row is None else _page(row)

    def write(self, pack: str, title: str, text: str, page: str = "") -> str:
        """Write a page as it now is, its title included; nothing is written when nothing has changed.

        Args:
            pack: the pack it belongs to.
            title: one line.
            text: Markdown.
            page: id of the page; empty for a new one.

        Returns:
            The page's id.

        Raises:
            StorageError: it could not be saved.
        """
        ident = page or f"page-{uuid7(milliseconds(self._log.clock.now())).hex()}"
        payload = {"title": " ".join(title.split()), "text": text}
        known = self.page(pack, ident)
        if known is None or (known.title, known.text) != (payload["title"], payload["text"]):
            with self._log.write() as writing:
                writing.append(kinds.PAGE_SET, item_id(pack, ident), payload)
        return ident

    def remove(self, pack: str, page: str) -> None:
        """Throw a page away; its earlier states stay in the log.

        Raises:
            StorageError: it could not be saved.
        """
        if self.page(pack, page) is not None:
            with self._log.write() as writing:
                writing.append(kinds.PAGE_REMOVED, item_id(pack, page), {})

    def bring_back(self, pack: str, page: str) -> bool:
        """Take back that this device threw a page away; False when that was not its last removal.

        Raises:
            StorageError: it could not be saved.
        """
        event = self._log.latest(kinds.PAGE_REMOVED)
        if event is None or event.item != item_id(pack, page):
            return False
        with self._log.write() as writing:
            writing.undo(event)
        return True


def _page(row: Kept) -> OwnPage:
    return OwnPage(
        split_item(row.item)[1], str(row.payload["title"]), str(row.payload["text"]), row.created, row.changed
    )

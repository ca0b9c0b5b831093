"""What a student has decided about a card apart from answering it: suspended, buried until tomorrow, flagged."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.core import latest
from thaw_desktop.core.ids import item_id, split_item

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

TABLE: Final = "card_standing"
FLAGS: Final = ("", "red", "orange", "green", "blue")
"""The colours of flags by their number; 0 is no flag."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A card's standing.

    Attributes:
        suspended: it is not asked until that is taken back.
        buried: the study day on which it is not asked, as a day number (`date.toordinal`); 0 for none.
        flag: 0 for none, else which of `FLAGS`.
    """

    suspended: bool = False
    buried: int = 0
    flag: int = 0

    def rests(self, today: int) -> bool:
        """Whether the card is not asked on a study day."""
        return self.suspended or self.buried == today

    def payload(self) -> dict[str, Any]:
        """As the log keeps it."""
        return asdict(self)


def standing_of(connection: sqlite3.Connection, pack: str, card: str) -> Standing:
    """One card's standing."""
    kept = latest.kept_one(connection, TABLE, item_id(pack, card))
    return _standing(kept.payload) if kept is not None else Standing()


def standings(connection: sqlite3.Connection, pack: str) -> dict[str, Standing]:
    """The standing of every card of a pack about which anything was ever decided, by card id."""
    rows = latest.kept(connection, TABLE, "standing", pack)
    return {split_item(row.item)[1]: _standing(row.payload) for row in rows}


def _standing(payload: Mapping[str, Any]) -> Standing:
    flag = int(payload.get("flag", 0))
    # A newer version may know more flags than this one.
    return Standing(bool(payload.get("suspended")), int(payload.get("buried", 0)), flag if flag < len(FLAGS) else 1)

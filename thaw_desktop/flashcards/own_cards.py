"""Cards that the student made: written as Markdown, kept in the log, asked among the pack's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from thaw_desktop.core import kinds, latest
from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.ids import item_id, split_item, uuid7

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from thaw_desktop.content.model import Card
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.latest import Kept

TABLE = "own_card"
PREFIX = "own-"
"""How the id of every card begins that the student made; a pack's own ids may begin so too, and then stand first."""

_LONGEST_SIDE = 20_000
"""Characters. What is longer is a page of notes and no card."""

Form = Literal["basic", "reversed", "cloze", "type-in", "order"]
"""Question and answer, the same both ways, hidden words, an answer to be typed, steps to be put in order."""


class OwnCards:
    """Makes, changes and removes own cards, and gives them in the form of a pack's cards."""

    def __init__(self, log: EventLog) -> None:
        self._log = log
        self._made: dict[str, tuple[Mapping[str, Any], list[Card]]] = {}  # rendered once for each state of a card

    def cards(self, pack: str) -> list[Card]:
        """The own cards of a pack, oldest first; of a cloze text one card for each hidden passage."""
        return [card for row in latest.kept(self._log.connection, TABLE, "card", pack) for card in self._rendered(row)]

    def dated(self, pack: str) -> list[tuple[Card, int]]:
        """The same with the moment at which each was made, in milliseconds since 1970 UTC."""
        rows = latest.kept(self._log.connection, TABLE, "card", pack)
        return [(card, row.created) for row in rows for card in self._rendered(row)]

    def card(self, pack: str, card: str) -> Card | None:
        """One own card; None when there is none of this id."""
        note = card.partition(".")[0]
        row = latest.kept_one(self._log.connection, TABLE, item_id(pack, note))
        return next((one for one in self._rendered(row) if one.id == card), None) if row is not None else None

    def written(self, pack: str, card: str) -> Mapping[str, Any] | None:
        """An own card as it was written, by its id or that of one of its clozes; None when there is none.

        The fields are those of a `card.set` event.
        """
        row = latest.kept_one(self._log.connection, TABLE, item_id(pack, card.partition(".")[0]))
        return row.payload if row is not None else None

    def make(
        self,
        pack: str,
        form: Form,
        front: str,
        back: str = "",
        *,
        section: str = "",
        tags: Sequence[str] = (),
        source: str = "",
        card: str = "",
    ) -> str:
        """Make a card, or change the one of an id; the id of the source card.

        Args:
            pack: the pack it belongs to.
            form: for `cloze` the front holds the hidden words between `==` and `==`, and the back is empty; for
                `type-in` the back may hold several answers with `|` between them; for `order` it has a step a line.
            front: Markdown.
            back: Markdown.
            section: the section it is about, or empty.
            tags: words of the student's own.
            source: id of the highlight that it was made of, or empty.
            card: id of the source card that is to be changed; empty for a new one.

        Raises:
            ThawError: a side is empty or far too long, a cloze text hides nothing, or there is no order.
            StorageError: it could not be saved.
        """
        payload = {
            "form": form,
            "front": front.strip(),
            "back": back.strip(),
            "section": section,
            "tags": list(tags),
            "source": source,
        }
        if max(len(payload["front"]), len(payload["back"])) > _LONGEST_SIDE:
            raise ThawError(f"A side of a card has at most {_LONGEST_SIDE:,} characters", "Make several cards of it")
        if form != "cloze" and not (payload["front"] and payload["back"]):
            raise ThawError("A card needs a question and an answer", "Fill in both sides")
        if form == "cloze" and not _cards("x", payload):
            raise ThawError(
                "This card hides nothing", "Mark the words to be recalled, or write == before and after them"
            )
        if form == "order" and len(_cards("x", payload)[0].accepted) < 2:
            raise ThawError("One step has no order", "Write each step of the answer in a line of its own")
        with self._log.write() as writing:
            moment = int(self._log.clock.now().timestamp() * 1000)
            ident = card or f"{PREFIX}{uuid7(moment).hex()}"
            writing.append(kinds.CARD_SET, item_id(pack, ident), payload)
        return ident

    def remove(self, pack: str, card: str) -> None:
        """Throw an own card away; what was answered stays in the log.

        Raises:
            StorageError: it could not be saved.
        """
        with self._log.write() as writing:
            writing.append(kinds.CARD_REMOVED, item_id(pack, card.partition(".")[0]), {})

    def _rendered(self, row: Kept) -> list[Card]:
        written, cards = self._made.get(row.key, ({}, []))
        if written != row.payload:
            cards = _cards(split_item(row.key)[1], row.payload)
            self._made[row.key] = (row.payload, cards)
        return cards


def _cards(ident: str, payload: Mapping[str, Any]) -> list[Card]:
    # Imported here: the Markdown parser is needed only by students who made cards.
    from thaw_desktop.content.own_card import own_cards

    return own_cards(ident, payload)

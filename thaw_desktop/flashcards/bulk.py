"""What can be done to many cards at one stroke, each stroke being taken back as one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.clock import milliseconds, study_day
from thaw_desktop.core.ids import item_id, uuid7
from thaw_desktop.flashcards.standing import standing_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.own_cards import OwnCards
    from thaw_desktop.flashcards.standing import Standing

Key = tuple[str, str]
"""Pack and id of a card."""

_KINDS: Final = (kinds.CARD_STANDING, kinds.CARD_DUE, kinds.CARD_SET, kinds.CARD_REMOVED)


class Bulk:
    """The deeds of the table of cards. Each raises StorageError when it cannot be saved, and then nothing is done."""

    def __init__(self, log: EventLog, own: OwnCards) -> None:
        self._log = log
        self._own = own

    def suspend(self, cards: Iterable[Key], *, suspended: bool) -> int:
        """Ask cards no more, or again; how many that changed."""
        return self._decide(cards, lambda standing: replace(standing, suspended=suspended))

    def flag(self, cards: Iterable[Key], flag: int) -> int:
        """Give cards a flag, 0 for none; how many that changed."""
        return self._decide(cards, lambda standing: replace(standing, flag=flag))

    def reschedule(self, cards: Iterable[Key], days: int) -> int:
        """Let cards come again in so many study days, 0 for today; how many there were."""
        day = study_day(self._log.clock.now()).toordinal() + max(0, days)
        return self._record({item_id(*card): (kinds.CARD_DUE, {"day": day}) for card in cards})

    def tag(self, cards: Iterable[Key], add: str, *, remove: bool = False) -> int:
        """Give own cards a tag, or take it away; how many that changed. The cards of a pack keep its author's."""
        tag = " ".join(add.split())

        def tagged(payload: Mapping[str, Any]) -> dict[str, Any]:
            kept = [one for one in payload["tags"] if str(one).casefold() != tag.casefold()]
            return {**payload, "tags": kept if remove or not tag else [*kept, tag]}

        return self._change(cards, tagged)

    def move(self, cards: Iterable[Key], section: str) -> int:
        """Let own cards be about another section; how many that changed."""
        return self._change(cards, lambda payload: {**payload, "section": section})

    def remove(self, cards: Iterable[Key]) -> int:
        """Throw own cards away; how many."""
        sources = self._sources(cards)
        return self._record({item_id(*source): (kinds.CARD_REMOVED, {}) for source in sources})

    def undo(self) -> int:
        """Take back what this device did here last; how many cards that was, 0 when there is nothing."""
        event = self._log.latest(*_KINDS)
        if event is None or "batch" not in event.payload:
            return 0
        events = self._log.batch_of(event)
        with self._log.write() as writing:
            for one in events:
                writing.undo(one)
        return len(events)

    def can_undo(self) -> bool:
        """Whether the last thing done to a card was done here."""
        event = self._log.latest(*_KINDS)
        return event is not None and "batch" in event.payload

    def _decide(self, cards: Iterable[Key], change: Callable[[Standing], Standing]) -> int:
        changed = {}
        for pack, card in cards:
            before = standing_of(self._log.connection, pack, card)
            after = change(before)
            if after != before:
                changed[item_id(pack, card)] = (kinds.CARD_STANDING, after.payload())
        return self._record(changed)

    def _change(self, cards: Iterable[Key], change: Callable[[Mapping[str, Any]], dict[str, Any]]) -> int:
        changed = {}
        for pack, source in self._sources(cards):
            before = self._own.written(pack, source)
            after = change(before) if before is not None else None
            if after is not None and after != before:
                changed[item_id(pack, source)] = (kinds.CARD_SET, after)
        return self._record(changed)

    def _sources(self, cards: Iterable[Key]) -> list[Key]:
        """The own source cards among some cards: of a cloze text several cards have one."""
        own = [(pack, card.partition(".")[0]) for pack, card in cards if self._own.card(pack, card) is not None]
        return list(dict.fromkeys(own))

    def _record(self, events: Mapping[str, tuple[str, dict[str, Any]]]) -> int:
        batch = uuid7(milliseconds(self._log.clock.now())).hex()
        with self._log.write() as writing:
            for item, (kind, payload) in events.items():
                clean = {name: value for name, value in payload.items() if name not in {"batch", "again"}}
                writing.append(kind, item, {**clean, "batch": batch})
        return len(events)

"""What the Flashcards tab says of the day: how far one is, what comes later, and where a card comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.ui.flashcards.wording import count_words, later_words, next_cards_words
from thaw_desktop.ui.words import cards, minutes, number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.settings import SettingsStore
    from thaw_desktop.flashcards.queue import Queue
    from thaw_desktop.flashcards.scheduling import CardState
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.ui.flashcards.sitting import Sitting
    from thaw_desktop.ui.navigator import TabName

_DAYS_AHEAD = 60


def _tr(text: str) -> str:
    return QCoreApplication.translate("Flashcards", text)


@dataclass(frozen=True, slots=True)
class Ending:
    """What is said when no card is asked.

    Attributes:
        title: the news.
        sentence: what follows from it.
        action: the words of the button.
        tab: where that leads.
    """

    title: str
    sentence: str
    action: str
    tab: TabName = "notes"


class DayWords:
    """Asks the session and the library, and puts it into words."""

    def __init__(self, session: ReviewSession, library: Library, settings: SettingsStore) -> None:
        self._session, self._library, self._settings = session, library, settings

    def count(self, packs: Sequence[str], queue: Queue, item: str, *, kept: bool) -> str:
        """Where one is in the cards of today.

        Args:
            packs: those under review.
            queue: what is left.
            item: the card on the table; empty for none.
            kept: whether it lies there out of turn.
        """
        # A card in its learning steps counts as answered although it comes once more: the student has moved on.
        done = self._session.answered_today(*packs)
        total = self.total(packs, queue)
        if not item:
            return _tr("{n} of {total}").format(n=done, total=total) if total else ""
        told = [count_words(queue, done, total, out_of_turn=kept and not is_asked(queue, item))]
        told.append(later_words(self._new_cards_later(packs, queue) + queue.later) if done == 0 else "")
        return " · ".join(filter(None, told))

    def total(self, packs: Sequence[str], queue: Queue) -> int:
        """How many cards there are today."""
        return self._session.done_today(*packs) + queue.left

    def fraction(self, packs: Sequence[str], queue: Queue) -> float:
        """How much of the day is done: half for a first answer, half for being done with the card."""
        total = self.total(packs, queue)
        done = self._session.answered_today(*packs) + self._session.done_today(*packs)
        return min(1.0, done / (2 * total)) if total else 0.0

    def _new_cards_later(self, packs: Sequence[str], queue: Queue) -> int:
        """How many cards never met are not asked today although the day's limit allows more: their siblings are."""
        if not queue.new or len(queue.new) >= self._settings.current.new_cards_a_day:
            return 0
        never_met = sum(there - met for met, there in map(self._session.seen, packs))
        return max(0, never_met - len(queue.new))

    def finished(self, packs: Sequence[str], queue: Queue) -> Ending:
        """Nothing is left to ask today."""
        done = self._session.done_today(*packs)
        forecasts = [self._session.forecast(pack, _DAYS_AHEAD) for pack in packs]
        forecast = [sum(day) for day in zip(*forecasts, strict=True)]
        sentences = [next_cards_words(forecast)]
        if done:
            title = _tr("All done for today")
            sentences.insert(0, _tr("You went through {cards}.").format(cards=cards(done)))
        else:
            title = _tr("Nothing to recall today")
        met = [self._session.seen(pack) for pack in packs]
        has_cards = any(count for _, count in met)
        unseen = sum(count - seen for seen, count in met)
        if not has_cards:
            title, sentences = _tr("This pack has no cards"), [_tr("There is plenty to read in it.")]
        elif unseen:
            sentences.append(_tr("{cards} of the pack wait for other days.").format(cards=cards(unseen)))
        if queue.later:
            told = _tr("{cards} more are due, but that is enough for one day: they come first tomorrow.")
            sentences.insert(1 if done else 0, told.format(cards=cards(queue.later)))
        if resting := sum(len(self._session.suspended(pack)) for pack in packs):
            told = _tr("{cards} suspended; the menu at the top asks them again.")
            sentences.append(told.format(cards=cards(resting)))
        reading = bool(unseen) or not has_cards
        action = _tr("Read the notes") if reading else _tr("Write an essay")
        return Ending(title, " ".join(filter(None, sentences)), action, "notes" if reading else "practice")

    def on_break(self, sitting: Sitting, queue: Queue) -> Ending:
        """The sitting is as long as it was to be."""
        title = _tr("That was {time}").format(time=minutes(sitting.milliseconds / 60_000))
        told = _tr("You went through {done}; {left} left today.")
        return Ending(title, told.format(done=cards(sitting.cards), left=cards(queue.left)), _tr("Go on"))

    def titles(self, pack: str, section_id: str, *, with_pack: bool) -> tuple[str, str]:
        """The section's title and that of the topic that it is a part of, if asked for with the pack's before it."""
        info = self._library.pack(pack) if with_pack else None
        before = [info.title] if info is not None else []
        section = self._library.section(pack, section_id) if section_id else None
        if section is None:
            return "", " · ".join(before)
        parent = self._library.section(pack, section.parent) if section.parent else None
        return section.title, " · ".join([*before, (parent or section).title])


def is_asked(queue: Queue, item: str) -> bool:
    """Whether a card is among those of today."""
    return any(item in group for group in (queue.learning, queue.due, queue.new, queue.waiting))


def leech_words(state: CardState, shown: Callable[[str], str]) -> str:
    """What may help with a card that is forgotten again and again."""
    return _tr(
        "Forgotten {n} times. Write it in your own words ({edit}), read its section again, or set it aside ({suspend})."
    ).format(n=number(state.lapses), edit=shown("edit"), suspend=shown("suspend"))

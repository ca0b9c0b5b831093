"""A sitting with the cards: the next one, an answer, and taking an answer back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thaw_desktop.content.library import CardRef
from thaw_desktop.core import kinds
from thaw_desktop.core.clock import milliseconds, study_day
from thaw_desktop.core.ids import item_id, split_item, uuid7
from thaw_desktop.flashcards import store
from thaw_desktop.flashcards.balance import Terms, balanced, choices
from thaw_desktop.flashcards.exam_plan import SECONDS_A_CARD
from thaw_desktop.flashcards.fitting import Fitting
from thaw_desktop.flashcards.history import Step, steps_of
from thaw_desktop.flashcards.own_cards import OwnCards
from thaw_desktop.flashcards.own_memory import memory_of
from thaw_desktop.flashcards.queue import Allowance, Queue, Waiting, build_queue
from thaw_desktop.flashcards.scheduling import CardState, Interval, Rating, intervals
from thaw_desktop.flashcards.standing import Standing, standing_of, standings
from thaw_desktop.flashcards.study_plan import StudyPlan, plan_of, save_plan
from thaw_desktop.flashcards.today import PackToday

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thaw_desktop.content.library import Library
    from thaw_desktop.content.model import Card
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.fsrs6 import Memory

_UNDOABLE = (kinds.CARD_REVIEW, kinds.CARD_STANDING, kinds.CARD_DUE)
_NO_LIMIT = 1_000_000
_FEW = 2000
"""Cards that are read within a few hundredths of a second."""
_LONGEST_ANSWER_MS = 60_000
"""An answer that took longer counts as a minute: the student had gone away."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A card to be answered.

    Attributes:
        card: what is on it.
        state: its memory; None for a card never met.
        standing: whether it is suspended, buried or flagged.
        intervals: what each rating would bring.
    """

    card: Card
    state: CardState | None
    standing: Standing
    intervals: dict[Rating, Interval]


class ReviewSession:
    """The use case of the Flashcards tab.

    Attributes:
        own: the student's own cards, which are asked among those of the packs.
        fitting: fits the memory to the student's answers.
        seconds_a_card: how long this student takes for an answer.
        best_retention: gives the desired retention that serves a pack's exam best, once it is known.
    """

    def __init__(
        self,
        log: EventLog,
        library: Library,
        new_cards_a_day: Callable[[], int],
        *,
        reviews_a_day: Callable[[], int] = lambda: _NO_LIMIT,
        seconds_a_card: Callable[[], float] = lambda: SECONDS_A_CARD,
    ) -> None:
        """Make the use case.

        Args:
            log: the events.
            library: the packs.
            new_cards_a_day: how many cards may be met for the first time on a day, where no exam says otherwise.
            reviews_a_day: how many that are due may be asked on a day, where no exam says otherwise.
            seconds_a_card: how long this student takes for an answer.
        """
        self._log = log
        self._library = library
        self.own = OwnCards(log)
        self.fitting = Fitting(log)
        self._new_cards_a_day = new_cards_a_day
        self._reviews_a_day = reviews_a_day
        self.seconds_a_card = seconds_a_card
        self._kept: dict[str, tuple[tuple[object, ...], PackToday]] = {}
        self._counted: dict[str, tuple[str, int]] = {}  # cards of a pack, with its fingerprint
        self.best_retention: Callable[[str], float | None] = lambda _: None

    def queue(self, pack: str) -> Queue:
        """The cards of a pack that are to be asked now and later today."""
        return self._queue((pack,), _card_alone)

    def queue_over(self, packs: Sequence[str]) -> Queue:
        """The cards of several packs that are to be asked now and later today, in one queue.

        Its ids name pack and card, as `split_item` takes them apart. New cards come from the packs in turn, and the
        day's limit of new cards is for all of them together.
        """
        return self._queue(packs, item_id)

    def _queue(self, packs: Sequence[str], name: Callable[[str, str], str]) -> Queue:
        parts = [self.pack_today(pack) for pack in packs]
        return build_queue(parts, self._allowances(parts, name), milliseconds(self._log.clock.now()), name)

    def pack_today(self, pack: str) -> PackToday:
        """What may be asked of a pack today, as it stands after the last answer."""
        stamp = self.stamp(pack)
        kept = self._kept.get(pack)
        if kept is None or kept[0] != stamp:
            part = PackToday.read(self._log.connection, pack, self.card_refs(pack), self.today())
            kept = self._kept[pack] = (stamp, part)
        return kept[1]

    def stamp(self, pack: str) -> tuple[object, ...]:
        """What changes when anything is written, by this window or by another program, or when the day does."""
        connection = self._log.connection
        (version,) = connection.execute("PRAGMA data_version").fetchone()
        return (self.today(), connection.total_changes, version, self._library.fingerprint(pack))

    def _note(self, pack: str, card: str, before: tuple[object, ...]) -> None:
        """An answer was written: put its card in its place, unless something else had been written besides."""
        state = store.state_of(self._log.connection, pack, card)
        if state is not None and not state.reps:
            return  # back on the list of what was asked for, of which the order is that of the tables
        kept, after = self._kept.get(pack), self.stamp(pack)
        _, _, version_before, _ = before
        _, _, version_after, _ = after
        if kept is not None and kept[0] == before and version_before == version_after:
            kept[1].update(card, state)
            for other, (stamp, part) in self._kept.items():
                if stamp[:3] == before[:3]:  # what was written was about no card of theirs
                    self._kept[other] = ((*after[:3], stamp[3]), part)

    def _allowances(self, parts: Sequence[PackToday], name: Callable[[str, str], str]) -> dict[str, Allowance]:
        """What is left of today: one allowance for all packs without an exam, and one for each pack with an exam."""
        connection = self._log.connection
        found: dict[str, Allowance] = {}
        new, reviews = self._new_cards_a_day(), self._reviews_a_day()
        for part in parts:
            if part.has_exam:
                own = part.allowance(connection, self.seconds_a_card())
                found[part.pack] = replace(own, ahead=[name(part.pack, card) for card in own.ahead])
                continue
            met, first_answers = part.met_today(connection)
            new -= met
            reviews -= len(part.answered) - first_answers
        return {"": Allowance(max(0, new), max(0, reviews)), **found}

    def card_refs(self, pack: str) -> list[CardRef]:
        """The cards of a pack, then the student's own."""
        return self._library.card_refs(pack) + self.own_refs(pack)

    def own_refs(self, pack: str) -> list[CardRef]:
        """The student's own cards that belong to a pack."""
        return [CardRef(card.id, card.note, card.kind, card.deck, card.section) for card in self.own.cards(pack)]

    def is_at_hand(self, pack: str) -> bool:
        """Whether all cards of a pack can be looked at without holding anybody up: few, or read already."""
        kept = self._kept.get(pack)
        if kept is not None and kept[0] == self.stamp(pack):
            return True
        return self._card_count(pack) <= _FEW and store.state_count(self._log.connection, pack) <= _FEW

    def _card_count(self, pack: str) -> int:
        fingerprint = self._library.fingerprint(pack)
        counted = self._counted.get(pack)
        if counted is None or counted[0] != fingerprint:
            counted = self._counted[pack] = (fingerprint, self._library.card_count(pack))
        return counted[1]

    def adopt(self, part: PackToday, stamp: tuple[object, ...]) -> None:
        """Go on with a day that was read on a thread, unless something was written since the stamp was taken."""
        if self.stamp(part.pack) == stamp:
            self._kept[part.pack] = (stamp, part)

    def waiting(self, pack: str) -> Waiting:
        """How many cards are asked now; of a large pack that was not read yet a close guess, which takes no time."""
        if self.is_at_hand(pack):
            queue = self.queue(pack)
            return Waiting(len(queue.learning), len(queue.due), len(queue.new), len(queue.waiting))
        connection, today = self._log.connection, self.today()
        answered, met = store.answered_on(connection, pack, today), len(store.met_on(connection, pack, today))
        due = store.due_by_day(connection, pack, today, today).get(today, 0)
        unseen = max(0, self._card_count(pack) - store.state_count(connection, pack))
        return Waiting(
            0,
            min(due, max(0, self._reviews_a_day() - (answered - met))),
            min(unseen, max(0, self._new_cards_a_day() - met)),
            0,
            exact=False,
        )

    def done_today(self, *packs: str) -> int:
        """How many cards of these packs were answered today and are not asked again today."""
        today = self.today()
        return sum(store.done_on(self._log.connection, pack, today) for pack in packs)

    def answered_today(self, *packs: str) -> int:
        """How many different cards of these packs were answered today, those that come once more included."""
        today = self.today()
        return sum(store.answered_on(self._log.connection, pack, today) for pack in packs)

    def prompt(self, pack: str, card_id: str) -> Prompt | None:
        """A card with what each rating would bring; None when the pack has no such card."""
        card = self._library.card(pack, card_id) or self.own.card(pack, card_id)
        if card is None:
            return None
        state = store.state_of(self._log.connection, pack, card_id)
        found = {rating: interval for rating, (_, interval) in self._terms(pack, state).items()}
        return Prompt(card, state, standing_of(self._log.connection, pack, card_id), found)

    def _terms(self, pack: str, state: CardState | None) -> dict[Rating, tuple[Terms, Interval]]:
        """What the interval after each rating depends on, and how long it is.

        None of its days has much more to ask than those around.
        """
        now = self._log.clock.now()
        today = study_day(now).toordinal()
        plan = self.plan(pack)
        exam = plan.exam.toordinal() if plan.exam is not None else 0
        best = self.best_retention(pack) if exam >= today else None
        usual = Terms(best or plan.retention, 0, exam)
        memory = memory_of(self._log.connection)
        found: dict[Rating, tuple[Terms, Interval]] = {}
        longest = 0
        for rating, interval in intervals(state, now, milliseconds(now), Terms(usual.retention), memory).items():
            days = interval.days
            if not days:
                found[rating] = usual, interval
                continue
            low, high = choices(days)
            loads = store.loads(self._log.connection, pack, today + low, today + high)
            # A better answer never brings a shorter interval.
            longest = max(longest, balanced(days, today, loads, exam))
            terms = replace(usual, shift=max(low, min(high, longest)) - days)
            found[rating] = terms, Interval(0, terms.interval(days, today))
        return found

    def memory(self) -> Memory:
        """By which the cards are remembered: the usual one, or the student's own where it was fitted."""
        return memory_of(self._log.connection)

    def plan(self, pack: str) -> StudyPlan:
        """What the student has decided about a pack."""
        return plan_of(self._log.connection, pack)

    def set_plan(self, pack: str, plan: StudyPlan) -> None:
        """Decide about a pack: how surely to keep it, its exam, the minutes a day.

        Raises:
            StorageError: when it could not be saved.
        """
        before = self.plan(pack)
        since = before.since if before.exam == plan.exam else self.today()
        save_plan(self._log, pack, replace(plan, since=since if plan.exam is not None else 0))

    def answer(self, pack: str, card: Card, rating: Rating, taken_ms: int) -> None:
        """Record an answer.

        Args:
            pack: the pack's id.
            card: the card that was asked.
            rating: 1 again, 2 hard, 3 good, 4 easy.
            taken_ms: milliseconds from question to rating.

        Raises:
            StorageError: when it could not be saved; the card is then still as before.
        """
        terms, _ = self._terms(pack, store.state_of(self._log.connection, pack, card.id))[rating]
        payload = {
            "rating": rating,
            "ms": min(_LONGEST_ANSWER_MS, max(0, taken_ms)),
            "section": card.section,
            **terms.payload(),
        }
        stamp = self.stamp(pack)
        with self._log.write() as writing:
            writing.append(kinds.CARD_REVIEW, item_id(pack, card.id), payload)
        self._note(pack, card.id, stamp)

    def today(self) -> int:
        """The study day's number."""
        return study_day(self._log.clock.now()).toordinal()

    def history(self, pack: str, card_id: str) -> list[Step]:
        """All that happened to a card, in order, with its memory before and after each time."""
        return list(steps_of(self._log.connection, item_id(pack, card_id)))

    def decide(self, pack: str, card_id: str, standing: Standing) -> None:
        """Suspend, bury or flag a card, or take that back.

        Raises:
            StorageError: when it could not be saved.
        """
        with self._log.write() as writing:
            writing.append(kinds.CARD_STANDING, item_id(pack, card_id), standing.payload())

    def decide_note(self, pack: str, card: Card, change: Callable[[Standing], Standing]) -> None:
        """Decide about a card and all those made from the same words; taken back as one.

        Raises:
            StorageError: when it could not be saved; nothing is then decided.
        """
        batch = uuid7(milliseconds(self._log.clock.now())).hex()
        with self._log.write() as writing:
            for one in self.card_refs(pack):
                if one.id == card.id or (one.note == card.note and one.kind != "point"):
                    standing = change(standing_of(self._log.connection, pack, one.id))
                    writing.append(kinds.CARD_STANDING, item_id(pack, one.id), {**standing.payload(), "batch": batch})

    def bury(self, pack: str, card_id: str) -> None:
        """Ask a card no more on this study day.

        Raises:
            StorageError: when it could not be saved.
        """
        today = self.today()
        self.decide(pack, card_id, replace(standing_of(self._log.connection, pack, card_id), buried=today))

    def suspended(self, pack: str) -> list[str]:
        """The ids of a pack's suspended cards."""
        return [card for card, standing in standings(self._log.connection, pack).items() if standing.suspended]

    def resume(self, pack: str) -> int:
        """Ask all suspended cards of a pack again; how many there were.

        Raises:
            StorageError: when it could not be saved; all are then still suspended.
        """
        cards = standings(self._log.connection, pack)
        waiting = {card: standing for card, standing in cards.items() if standing.suspended}
        with self._log.write() as writing:
            for card, standing in waiting.items():
                writing.append(kinds.CARD_STANDING, item_id(pack, card), replace(standing, suspended=False).payload())
        return len(waiting)

    def undo(self) -> tuple[str, str] | None:
        """Take back what this device did last with a card, also before a restart; the pack and card ids, or None.

        Raises:
            StorageError: when it could not be saved.
        """
        event = self._log.latest(*_UNDOABLE)
        if event is None:
            return None
        events = self._log.batch_of(event)
        pack, card = split_item(event.item)
        stamp = self.stamp(pack)
        with self._log.write() as writing:
            for one in events:
                writing.undo(one)
        if len(events) == 1 and event.kind != kinds.CARD_STANDING:
            self._note(pack, card, stamp)
        return pack, card

    def can_undo(self) -> bool:
        """Whether there is anything to take back."""
        return self._log.latest(*_UNDOABLE) is not None

    def redo(self) -> tuple[str, str] | None:
        """Let what was taken back last count again, at its own time; the pack and card ids, or None.

        Raises:
            StorageError: when it could not be saved.
        """
        event = self._log.latest_undone(*_UNDOABLE)
        if event is None:
            return None
        events = self._log.batch_of(event)
        pack, card = split_item(event.item)
        stamp = self.stamp(pack)
        with self._log.write() as writing:
            for one in events:
                writing.again(one)
        if len(events) == 1 and event.kind != kinds.CARD_STANDING:
            self._note(pack, card, stamp)
        return pack, card

    def can_redo(self) -> bool:
        """Whether anything was taken back and nothing done since."""
        return self._log.latest_undone(*_UNDOABLE) is not None

    def seen(self, pack: str) -> tuple[int, int]:
        """How many cards of a pack have been answered at least once, and how many there are without mark points."""
        answered = store.answered_ever(self._log.connection, pack)
        cards = [card.id for card in self.card_refs(pack) if card.kind != "point"]
        return sum(card in answered for card in cards), len(cards)

    def forecast(self, pack: str, days: int) -> list[int]:
        """How many cards met so far come again on each of the next `days` study days, today first."""
        today = self.today()
        counts = store.due_by_day(self._log.connection, pack, today, today + days - 1)
        return [counts.get(today + day, 0) for day in range(days)]


def _card_alone(_pack: str, card: str) -> str:
    """The name of a card where there is only one pack."""
    return card

"""All memories of a pack in one picture: what would be recalled, by section, and how long memories hold.

Reading a hundred thousand memories takes a second or two. A pack of two thousand cards is read at once; a larger
one on a thread, and until that is done the picture of last time stands, which a file keeps.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from contextlib import closing, suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.content.library import Library
from thaw_desktop.core.database import connect
from thaw_desktop.core.files import write_whole
from thaw_desktop.flashcards.scheduling import retrievability
from thaw_desktop.flashcards.today import PackToday

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from thaw_desktop.content.library import CardRef
    from thaw_desktop.flashcards.scheduling import CardState
    from thaw_desktop.flashcards.session import ReviewSession

SPANS: Final = (1, 3, 7, 14, 30, 60, 90, 180, 365)
"""Days at which a new bar of a histogram begins; the first bar is what lies below."""


@dataclass(frozen=True, slots=True)
class SectionMemories:
    """The cards of one section (the card's own, without its subsections).

    Attributes:
        cards: how many there are.
        seen: how many have been answered at least once.
        answers: how many were given to them.
        expected: the sum of their probabilities of recall today; cards never seen count as 0.
        at_exam: the same on the day of the exam, if nothing more were done; as today without one.
        stabilities: how many cards are stable for so many days, a number for each bar (see `SPANS`).
        intervals: how many have so long between their last answer and the next.
    """

    cards: int
    seen: int
    answers: int
    expected: float
    at_exam: float
    stabilities: tuple[int, ...]
    intervals: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MemoryPicture:
    """The memories of one pack.

    Attributes:
        day: the study day for which they were reckoned, as a day number (`date.toordinal`).
        exam: the day of the exam; 0 without one that is still to come.
        sections: by section id; the empty id stands for no section.
    """

    day: int
    exam: int
    sections: Mapping[str, SectionMemories]


NOTHING_KNOWN: Final = MemoryPicture(0, 0, {})
"""While the memories of a large pack are being read for the first time."""


def picture(cards: Iterable[CardRef], states: Mapping[str, CardState], day: int, exam: int = 0) -> MemoryPicture:
    """The picture on a study day.

    Args:
        cards: all cards of the pack and the student's own; a mark point's card counts once an essay has missed it.
        states: the memories that there are, by card id.
        day: the study day's number.
        exam: the number of the day of the exam; 0 for none.
    """
    found: dict[str, _Sum] = {}
    for card in cards:
        state = states.get(card.id)
        if card.kind != "point" or state is not None:
            found.setdefault(card.section, _Sum()).add(state, day, max(day, exam))
    return MemoryPicture(day, exam if exam >= day else 0, {section: one.told() for section, one in found.items()})


class _Sum:
    """What is added up for one section."""

    def __init__(self) -> None:
        self._cards = self._seen = self._answers = 0
        self._expected = self._at_exam = 0.0
        self._stabilities = [0] * (len(SPANS) + 1)
        self._intervals = [0] * (len(SPANS) + 1)

    def add(self, state: CardState | None, day: int, exam: int) -> None:
        self._cards += 1
        if state is None or not state.reps:
            return
        self._seen += 1
        self._answers += state.reps
        today = retrievability(state, day)
        self._expected += today
        self._at_exam += retrievability(state, exam) if exam > day else today
        self._stabilities[bisect_right(SPANS, state.stability)] += 1
        self._intervals[bisect_right(SPANS, state.due_day - state.last_day)] += 1

    def told(self) -> SectionMemories:
        return SectionMemories(
            self._cards,
            self._seen,
            self._answers,
            self._expected,
            self._at_exam,
            tuple(self._stabilities),
            tuple(self._intervals),
        )


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A picture to be made on a thread, with all that it depends on.

    Attributes:
        pack: whose memories.
        work: makes it from a read-only connection to `library.db`; the pack's day comes with it.
        stamp: what the session must still say for that day to be true.
    """

    pack: str
    work: Callable[[sqlite3.Connection], tuple[MemoryPicture, PackToday]]
    stamp: tuple[object, ...]


class Memories:
    """The pictures of all packs."""

    def __init__(self, session: ReviewSession, progress: Path, file: Path) -> None:
        """Read from `progress.db`, and keep large pictures in a file; without it they are made again."""
        self._session = session
        self._progress = progress
        self._file = file
        self._stamps: dict[str, tuple[object, ...]] = {}
        self._pictures: dict[str, MemoryPicture] | None = None

    def known(self, pack: str) -> MemoryPicture | None:
        """The picture as it is, or the latest there is of a large pack; None before the first."""
        if not self._session.is_at_hand(pack):
            return self._kept().get(pack)
        stamp = self._session.stamp(pack)
        found = self._kept().get(pack)
        if found is None or self._stamps.get(pack) != stamp:
            found = self._kept()[pack] = self.now(pack)
            self._stamps[pack] = stamp
        return found

    def now(self, pack: str) -> MemoryPicture:
        """The picture as it is, however long it takes."""
        part = self._session.pack_today(pack)
        return picture(self._session.card_refs(pack), part.states, part.today, _exam(part))

    def wanted(self, pack: str) -> Inquiry | None:
        """What is to be made on a thread; None where everything is at hand."""
        if self._session.is_at_hand(pack):
            return None
        own, today, path = self._session.own_refs(pack), self._session.today(), self._progress

        def work(library: sqlite3.Connection) -> tuple[MemoryPicture, PackToday]:
            cards = Library(library).card_refs(pack) + own
            with closing(connect(path, read_only=True)) as progress:
                part = PackToday.read(progress, pack, cards, today)
            return picture(cards, part.states, today, _exam(part)), part

        return Inquiry(pack, work, self._session.stamp(pack))

    def keep(self, inquiry: Inquiry, found: tuple[MemoryPicture, PackToday]) -> None:
        """Take in what was made; the session may go on with the pack's day if nothing was written meanwhile."""
        made, part = found
        self._kept()[inquiry.pack] = made
        self._stamps[inquiry.pack] = inquiry.stamp
        self._session.adopt(part, inquiry.stamp)
        whole = {pack: asdict(one) for pack, one in self._kept().items()}
        with suppress(OSError):  # it is made again at the next start
            write_whole(self._file, json.dumps(whole).encode())

    def _kept(self) -> dict[str, MemoryPicture]:
        if self._pictures is None:
            self._pictures = {}
            with suppress(OSError, ValueError, TypeError, AttributeError, KeyError):
                found = json.loads(self._file.read_text(encoding="utf-8"))
                self._pictures = {pack: _from_file(one) for pack, one in found.items()}
        return self._pictures


def _exam(part: PackToday) -> int:
    return part.plan.exam.toordinal() if part.plan.exam is not None and part.has_exam else 0


def _from_file(values: dict[str, Any]) -> MemoryPicture:
    sections = {
        section: SectionMemories(
            int(one["cards"]),
            int(one["seen"]),
            int(one["answers"]),
            float(one["expected"]),
            float(one["at_exam"]),
            tuple(int(count) for count in one["stabilities"]),
            tuple(int(count) for count in one["intervals"]),
        )
        for section, one in values["sections"].items()
    }
    return MemoryPicture(int(values["day"]), int(values["exam"]), sections)

"""One picture of where the student stands: the topics side by side, the days, and the next step."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

from thaw_desktop.core.clock import milliseconds, study_day
from thaw_desktop.core.ids import split_item
from thaw_desktop.flashcards.exam_plan import SECONDS_A_CARD
from thaw_desktop.progress import store

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thaw_desktop.content.library import Library, OutlineEntry
    from thaw_desktop.content.model import Question
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.queue import Queue
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.notes.reading import Reading
    from thaw_desktop.notes.store import Confidence, SectionState
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.practice.writing import TimedWriting
    from thaw_desktop.progress.store import DayTotal

StepKind = Literal["go on writing", "review", "mark", "read", "learn", "write", "rest"]
"""What to do next: finish the essay, recall cards, mark an essay, read, meet new cards, write, or nothing."""

_ANSWERS_FOR_PACE = 20
_WEEK_MS = 7 * 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class NextStep:
    """The one thing to do now.

    Attributes:
        kind: what to do.
        item: id of the section, question or attempt; empty for cards and rest.
        title: of the section or question; empty for cards and rest, and when the question is in no pack any more.
        count: number of cards, otherwise 0.
        minutes: how long it will take, at least 1; 0 for rest.
        overtime: the time allowed for the essay to go on with is used up.
    """

    kind: StepKind
    item: str = ""
    title: str = ""
    count: int = 0
    minutes: int = 0
    overtime: bool = False


@dataclass(frozen=True, slots=True)
class Topic:
    """Where the student stands in one section with its subsections. The figures stay apart: nothing is blended.

    Attributes:
        id: the section's id.
        title: the section's title.
        cards: cards in it.
        seen: cards answered at least once.
        expected: cards expected to be recalled today; cards never seen count as 0.
        answers: answers behind that expectation.
        parts: sections and subsections in it.
        read: how many of them have been read.
        made: marks of the points made in the latest marked attempt at each of its questions.
        possible: marks of all those points.
        confidence: the lowest confidence that the student gave to a part; none when none was given.
    """

    id: str
    title: str
    cards: int
    seen: int
    expected: float
    answers: int
    parts: int
    read: int
    made: int
    possible: int
    confidence: Confidence

    @property
    def recall(self) -> float:
        """The mean probability of recall over all cards of the topic, 0 to 1."""
        return self.expected / self.cards if self.cards else 0.0


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a student has come with a pack: so many of so many.

    Attributes:
        sections: sections read, and all of them; subsections do not count.
        cards: cards answered at least once, and all of them; those of mark points do not count.
    """

    sections: tuple[int, int]
    cards: tuple[int, int]


def pace(log: EventLog, packs: Sequence[str]) -> float:
    """How many seconds an answer takes, at the student's own pace of the last 30 days once it is known."""
    today = study_day(log.clock.now()).toordinal()
    answers = spent = 0
    for pack in packs:
        for day in store.day_totals(log.connection, pack, today - 29, today).values():
            answers, spent = answers + day.reviews, spent + day.review_ms
    return spent / 1000 / answers if answers >= _ANSWERS_FOR_PACE else SECONDS_A_CARD


class Overview:
    """The use case of Home and Progress."""

    def __init__(
        self, log: EventLog, library: Library, reading: Reading, session: ReviewSession, writing: TimedWriting
    ) -> None:
        self._log = log
        self._library = library
        self._reading = reading
        self._session = session
        self._writing = writing

    def today(self) -> int:
        """The number of the current study day."""
        return study_day(self._log.clock.now()).toordinal()

    def day_of(self, moment: int) -> date:
        """The study day of a moment (milliseconds since 1970 UTC), by the student's clock as it goes now."""
        return study_day(datetime.fromtimestamp(moment / 1000, self._log.clock.now().tzinfo))

    def days(self, pack: str, count: int) -> list[DayTotal]:
        """The last `count` study days, today last; days without study are there with zeros."""
        today = self.today()
        found = store.day_totals(self._log.connection, pack, today - count + 1, today)
        return [found.get(day, store.DayTotal(day)) for day in range(today - count + 1, today + 1)]

    def total(self, pack: str) -> DayTotal:
        """Everything done in a pack so far; `day` is the number of days on which something was done."""
        return store.total(self._log.connection, pack)

    def topics(self, pack: str) -> list[Topic]:
        """The pack's sections, each with its subsections taken together."""
        outline = self._library.outline(pack)
        recall = self._session.recall(pack)
        states = self._reading.states(pack)
        answers = store.topic_reviews(self._log.connection, pack)
        marks = self._latest_marks(pack)
        found = []
        for parts in _by_topic(outline):
            ids = [part.id for part in parts]
            cards = [recall[part] for part in ids if part in recall]
            found.append(
                Topic(
                    id=ids[0],
                    title=parts[0].title,
                    cards=sum(one.cards for one in cards),
                    seen=sum(one.seen for one in cards),
                    expected=sum(one.expected for one in cards),
                    answers=sum(answers.get(part, (0, 0))[0] for part in ids),
                    parts=len(ids),
                    read=_parts_read(ids, states),
                    made=sum(marks.get(part, (0, 0))[0] for part in ids),
                    possible=sum(marks.get(part, (0, 0))[1] for part in ids),
                    confidence=_lowest(states[part].confidence for part in ids if part in states),
                )
            )
        return found

    def _latest_marks(self, pack: str) -> dict[str, tuple[int, int]]:
        """Marks made and possible in the latest marked attempt at each question, by the question's first section."""
        sections = {question.id: next(iter(question.sections), "") for question in self._library.questions(pack)}
        found: dict[str, tuple[int, int]] = {}
        done = set()
        for attempt in self._writing.attempts(pack):  # newest first
            _, question = split_item(attempt.item)
            if attempt.stage != "marked" or question in done or question not in sections:
                continue
            done.add(question)
            made, possible = found.get(sections[question], (0, 0))
            found[sections[question]] = (made + attempt.made, possible + attempt.possible)
        return found

    def figures(self, pack: str, days: int = 30) -> dict[str, Any]:
        """Totals, days with study and topics as plain values, for scripts.

        Times are in minutes, `recall` and `confidence` as in `Topic`, dates are study days in ISO form.
        """
        queue = self._session.queue(pack)
        done = self.total(pack)
        return {
            "pack": pack,
            "study_day": date.fromordinal(self.today()).isoformat(),
            "due": len(queue.learning) + len(queue.due),
            "new": len(queue.new),
            "total": {**_plain(done), "days": done.day},
            "days": [
                {"date": date.fromordinal(day.day).isoformat(), **_plain(day)}
                for day in self.days(pack, days)
                if day != store.DayTotal(day.day)
            ],
            "topics": [{**asdict(topic), "recall": round(topic.recall, 4)} for topic in self.topics(pack)],
        }

    def minutes_for(self, pack: str, cards: int) -> int:
        """How long that many cards will take, at the student's own pace of the last 30 days once it is known."""
        return max(1, round(cards * pace(self._log, [pack]) / 60))

    def next_step(self, pack: str) -> NextStep:
        """What to do now: save what is begun, recall what fades, then read, meet new cards, and write."""
        queue = self._session.queue(pack)
        attempts = self._writing.attempts(pack)
        unread = self._unread(pack)
        return (
            self._writing_step()
            or self._review_step(pack, queue)
            or self._marking_step(attempts)
            or (unread if not self._read_today(pack) else None)
            or self._learning_step(pack, queue)
            or unread
            or self._essay_step(pack, attempts)
            or NextStep("rest")
        )

    def next_essay(self, pack: str) -> Question | None:
        """The question to write next: one never written, else that of longest ago; None in a pack without questions."""
        return self._least_recent(pack, self._writing.attempts(pack))[0]

    def reach(self, pack: str) -> Reach:
        """How far the student has come with a pack."""
        return Reach(self.sections_read(pack), self._session.seen(pack))

    def sections_read(self, pack: str) -> tuple[int, int]:
        """How many of a pack's sections have been read, and how many there are; subsections do not count."""
        states = self._reading.states(pack)
        sections = [entry.id for entry in self._library.outline(pack) if entry.level == 1]
        return sum(1 for one in sections if one in states and states[one].reads), len(sections)

    def _writing_step(self) -> NextStep | None:
        draft = self._writing.unfinished()
        if draft is None:
            return None
        clock = draft.state["clock"]
        left = (float(clock["budget"]) - float(clock["used"])) / 60
        title = self._question_title(draft.item)
        return NextStep("go on writing", draft.id, title, minutes=max(1, round(left)), overtime=left <= 0)

    def _review_step(self, pack: str, queue: Queue) -> NextStep | None:
        due = len(queue.learning) + len(queue.due)
        return NextStep("review", count=due, minutes=self.minutes_for(pack, due)) if due else None

    def _marking_step(self, attempts: list[Attempt]) -> NextStep | None:
        for attempt in attempts:
            if attempt.stage == "finished":
                return NextStep("mark", attempt.id, self._question_title(attempt.item), minutes=5)
        return None

    def _unread(self, pack: str) -> NextStep | None:
        states = self._reading.states(pack)
        for entry in self._library.outline(pack):
            if entry.level == 1 and not (entry.id in states and states[entry.id].reads):
                return NextStep("read", entry.id, entry.title, minutes=max(1, entry.minutes))
        return None

    def _read_today(self, pack: str) -> bool:
        return self.days(pack, 1)[0].sections > 0

    def _learning_step(self, pack: str, queue: Queue) -> NextStep | None:
        cards = len(queue.new) + len(queue.waiting)
        return NextStep("learn", count=cards, minutes=self.minutes_for(pack, cards)) if cards else None

    def _essay_step(self, pack: str, attempts: list[Attempt]) -> NextStep | None:
        """The question that was written longest ago or never, unless all were written within a week; one a day."""
        if attempts and self.day_of(attempts[0].started).toordinal() == self.today():
            return None
        question, started = self._least_recent(pack, attempts)
        if question is None or milliseconds(self._log.clock.now()) - started <= _WEEK_MS:
            return None
        return NextStep("write", question.id, question.title, minutes=max(1, question.minutes))

    def _least_recent(self, pack: str, attempts: list[Attempt]) -> tuple[Question | None, int]:
        """The first question never written, else the one written longest ago, and when that began (0 for never)."""
        last: dict[str, int] = {}
        for attempt in attempts:  # newest first
            last.setdefault(split_item(attempt.item)[1], attempt.started)
        question = min(self._library.questions(pack), key=lambda one: last.get(one.id, 0), default=None)
        return question, last.get(question.id, 0) if question is not None else 0

    def _question_title(self, item: str) -> str:
        question = self._library.question(*split_item(item))
        return question.title if question is not None else ""


def _plain(day: DayTotal) -> dict[str, Any]:
    return {
        "reviews": day.reviews,
        "recalled": day.recalled,
        "sections": day.sections,
        "essays": day.essays,
        "words": day.words,
        "minutes": round(day.minutes, 1),
    }


def _parts_read(ids: Sequence[str], states: Mapping[str, SectionState]) -> int:
    """How many parts of a topic have been read; a section's page shows its subsections too, so reading it reads all."""
    read = {part for part in ids if part in states and states[part].reads}
    return len(ids) if ids[0] in read else len(read)


def _by_topic(outline: Iterable[OutlineEntry]) -> list[list[OutlineEntry]]:
    topics: list[list[OutlineEntry]] = []
    for entry in outline:
        if entry.level == 1 or not topics:
            topics.append([entry])
        else:
            topics[-1].append(entry)
    return topics


def _lowest(levels: Iterable[Confidence]) -> Confidence:
    order: list[Confidence] = ["red", "amber", "green"]
    given = [level for level in levels if level != "none"]
    return min(given, key=order.index) if given else "none"

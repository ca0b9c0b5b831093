"""One picture of where the student stands: the topics side by side, the days, today's list and the next step."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.clock import milliseconds, study_day
from thaw_desktop.core.ids import split_item
from thaw_desktop.flashcards import recall_check
from thaw_desktop.flashcards.exam_plan import SECONDS_A_CARD
from thaw_desktop.flashcards.memories import picture
from thaw_desktop.progress import store
from thaw_desktop.progress.agenda import NextStep, Standing, Task, agenda, next_step
from thaw_desktop.progress.goals import Goal, week_of
from thaw_desktop.progress.topics import Check, checked, latest_marks, topics

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thaw_desktop.content.library import Library
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.memories import MemoryPicture
    from thaw_desktop.flashcards.queue import Waiting
    from thaw_desktop.flashcards.session import ReviewSession
    from thaw_desktop.notes.reading import Reading
    from thaw_desktop.practice.writing import TimedWriting
    from thaw_desktop.progress.goals import Week
    from thaw_desktop.progress.store import DayTotal
    from thaw_desktop.progress.topics import Topic

_ANSWERS_FOR_PACE = 20
_CHECKED_DAYS = 180
"""Days back for which expected recall is held against what happened: longer ago it says little of today's forecast."""


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a student has come with a pack: so many of so many.

    Attributes:
        sections: sections read, and all of them; subsections do not count.
        cards: cards answered at least once, and all of them; those of mark points do not count.
    """

    sections: tuple[int, int]
    cards: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Today:
    """What there is to do today.

    Attributes:
        tasks: in order; what was done and what is left.
        step: the next one.
        topics: where the student stands in each section.
        week: how the goal of the week goes, over all packs.
        waiting: the cards to be asked.
    """

    tasks: list[Task]
    step: NextStep
    topics: list[Topic]
    week: Week
    waiting: Waiting


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
        self,
        log: EventLog,
        library: Library,
        reading: Reading,
        session: ReviewSession,
        writing: TimedWriting,
        goal: Callable[[], Goal] = Goal,
    ) -> None:
        """Make the use case; `goal` tells what the student has set out to do."""
        self._log = log
        self._library = library
        self._reading = reading
        self._session = session
        self._writing = writing
        self.goal = goal

    def today(self) -> int:
        """The number of the current study day."""
        return study_day(self._log.clock.now()).toordinal()

    def day_of(self, moment: int) -> date:
        """The study day of a moment (milliseconds since 1970 UTC), by the student's clock as it goes now."""
        return store.day_of(moment, self._log.clock.now().tzinfo)

    def days(self, pack: str, count: int) -> list[DayTotal]:
        """The last `count` study days, today last; days without study are there with zeros."""
        today = self.today()
        found = store.day_totals(self._log.connection, pack, today - count + 1, today)
        return [found.get(day, store.DayTotal(day)) for day in range(today - count + 1, today + 1)]

    def total(self, pack: str) -> DayTotal:
        """Everything done in a pack so far; `day` is the number of days on which something was done."""
        return store.total(self._log.connection, pack)

    def week(self) -> Week:
        """How the goal of the week goes, over all packs."""
        today = self.today()
        return week_of(self.goal(), store.all_days(self._log.connection, today - 70, today), today)

    def topics(self, pack: str, memories: MemoryPicture | None = None) -> list[Topic]:
        """The pack's sections, each with its subsections taken together.

        Args:
            pack: its id.
            memories: the picture of its cards; left out, it is made now, which takes long for very many cards.
        """
        if memories is None:
            part = self._session.pack_today(pack)
            exam = part.plan.exam.toordinal() if part.plan.exam is not None and part.has_exam else 0
            memories = picture(self._session.card_refs(pack), part.states, part.today, exam)
        questions = self._library.questions(pack)
        asked: dict[str, int] = {}
        for question in questions:
            section = next(iter(question.sections), "")
            asked[section] = asked.get(section, 0) + 1
        connection, today = self._log.connection, self.today()
        return topics(
            self._library.outline(pack),
            memories,
            self._reading.states(pack),
            {
                section: Check(answers, expected, recalled)
                for section, (answers, expected, recalled) in recall_check.by_section(
                    connection, (pack,), today - _CHECKED_DAYS, today
                ).items()
            },
            latest_marks(questions, self._writing.attempts(pack)),
            asked,
        )

    def now(self, pack: str, memories: MemoryPicture | None = None) -> Today:
        """What there is to do today in a pack; `memories` as for `topics`."""
        known = self.topics(pack, memories)
        week = self.week()
        standing = self._standing(pack, known)
        tasks = agenda(standing)
        enough = standing.left is not None and standing.left <= 0
        return Today(tasks, next_step(tasks, enough=enough), known, week, standing.waiting)

    def next_step(self, pack: str) -> NextStep:
        """The one thing to do now."""
        return self.now(pack).step

    def _standing(self, pack: str, known: Sequence[Topic]) -> Standing:
        attempts = self._writing.attempts(pack)
        today = self.today()
        exam = self._session.plan(pack).exam
        return Standing(
            today=today,
            now=milliseconds(self._log.clock.now()),
            exam=exam.toordinal() if exam is not None else 0,
            left=self._left(today),
            waiting=self._session.waiting(pack),
            answered=self._session.answered_today(pack),
            seconds=pace(self._log, [pack]),
            begun=self._begun(),
            attempts=attempts,
            written={attempt.id: self.day_of(attempt.started).toordinal() for attempt in attempts},
            outline=self._library.outline(pack),
            states=self._reading.states(pack),
            read=self.days(pack, 1)[0].sections,
            topics=known,
            questions=self._library.questions(pack),
        )

    def _left(self, today: int) -> float | None:
        """Minutes left of the goal, over all packs; None without one."""
        goal = self.goal()
        if goal.kind == "none":
            return None
        done = store.all_days(self._log.connection, today, today).get(today, store.DayTotal(today))
        left = max(0.0, goal.amount - round(goal.done(done)))
        if goal.kind == "minutes":
            return left
        # A goal in cards says nothing of minutes while it is not reached.
        return 0.0 if not left else None

    def _begun(self) -> NextStep | None:
        draft = self._writing.unfinished()
        if draft is None:
            return None
        # Imported here: most starts find nothing unfinished.
        from thaw_desktop.practice.own_question import OwnQuestion

        clock = draft.state["clock"]
        left = (float(clock["budget"]) - float(clock["used"])) / 60
        question = OwnQuestion.in_draft(draft.state) or self._library.question(*split_item(draft.item))
        title = question.title if question is not None else ""
        return NextStep("go on writing", draft.id, title, minutes=max(1, round(left)), overtime=left <= 0)

    def figures(self, pack: str, days: int = 30) -> dict[str, Any]:
        """What Home and Progress show of a pack as plain values, for scripts.

        Times are in minutes, `recall` and `confidence` as in `Topic`, dates are study days in ISO form.
        """
        now, goal, done = self.now(pack), self.goal(), self.total(pack)
        exam = self._session.plan(pack).exam
        return {
            "pack": pack,
            "study_day": date.fromordinal(self.today()).isoformat(),
            "exam": exam.isoformat() if exam is not None else None,
            "due": now.waiting.learning + now.waiting.due,
            "new": now.waiting.new,
            "next": asdict(now.step),
            "today": [{**asdict(task.step), "done": task.done, "extra": task.extra} for task in now.tasks],
            "goal": {"kind": goal.kind, "amount": goal.amount, "days": goal.days},
            "week": asdict(now.week),
            "total": {**_plain(done), "days": done.day},
            "check": checked(sum((topic.check for topic in now.topics), Check())),
            "days": [
                {"date": date.fromordinal(day.day).isoformat(), **_plain(day)}
                for day in self.days(pack, days)
                if day != store.DayTotal(day.day)
            ],
            "topics": [
                {
                    **asdict(topic),
                    "recall": round(topic.recall, 4),
                    "recall_at_exam": round(topic.recall_at_exam, 4),
                    "check": checked(topic.check),
                }
                for topic in now.topics
            ],
        }

    def minutes_for(self, pack: str, cards: int) -> int:
        """How long that many cards will take, at the student's own pace of the last 30 days once it is known."""
        return max(1, round(cards * pace(self._log, [pack]) / 60))

    def reach(self, pack: str) -> Reach:
        """How far the student has come with a pack."""
        return Reach(self.sections_read(pack), self._session.seen(pack))

    def sections_read(self, pack: str) -> tuple[int, int]:
        """How many of a pack's sections have been read, and how many there are; subsections do not count."""
        states = self._reading.states(pack)
        sections = [entry.id for entry in self._library.outline(pack) if entry.level == 1]
        return sum(1 for one in sections if one in states and states[one].reads), len(sections)


def _plain(day: DayTotal) -> dict[str, Any]:
    return {
        "reviews": day.reviews,
        "recalled": day.recalled,
        "sections": day.sections,
        "essays": day.essays,
        "words": day.words,
        "minutes": round(day.minutes, 1),
    }

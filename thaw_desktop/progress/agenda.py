"""What there is to do today, in the order in which it does most good; the first that is not done is the next step.

Save what is begun, recall what fades, learn from the last essay; then read, meet new cards and write. On the way to an
exam as many sections are read a day as there are days for; on its eve nothing new is written. When the student has done
what they set out to do, the rest of the list is there for who wants more, and no longer asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import TYPE_CHECKING, Literal

from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from thaw_desktop.content.library import OutlineEntry
    from thaw_desktop.content.model import Question
    from thaw_desktop.flashcards.queue import Waiting
    from thaw_desktop.notes.store import SectionState
    from thaw_desktop.practice.store import Attempt
    from thaw_desktop.progress.topics import Topic

StepKind = Literal["exam over", "go on writing", "review", "mark", "read", "learn", "write", "reread", "rest"]
"""What to do: look back on the exam, finish the essay, recall cards, mark an essay, read, meet new cards, write an
essay, read once more, or nothing."""

Reason = Literal["", "last round", "weak", "unsure", "missed", "enough"]
"""Why, where it is not plain: the last round before the exam, a topic of which much is forgotten, one that the student
is not sure of, an essay that missed points, or the student has done what they set out to do."""

DAY_MS = 24 * 3600 * 1000
_WEAK = 0.75
"""A topic is weak when so much or less of what was seen in it would be recalled."""
_WEAK_FROM = 5
"""Cards that must have been seen before that is said."""
_READ_AGAIN = 3
"""Days until a section is proposed again that was read."""
_LOOK_BACK = 14
"""Days after an exam during which Home speaks of it."""
_EAGER = 21
"""Days before an exam in which a question may come again after three days instead of a week."""


@dataclass(frozen=True, slots=True)
class NextStep:
    """One thing to do.

    Attributes:
        kind: what to do.
        item: id of the section, question or attempt; empty for cards and rest.
        title: of the section or question; empty for cards and rest, and when the question is in no pack any more.
        count: number of cards, or of days since the exam, otherwise 0.
        minutes: how long it will take, at least 1; 0 for what takes no time.
        overtime: the time allowed for the essay to go on with is used up.
        reason: why.
        share: of a weak topic what would be recalled of what was seen, of an essay the marks missed; 0 to 1.
    """

    kind: StepKind
    item: str = ""
    title: str = ""
    count: int = 0
    minutes: int = 0
    overtime: bool = False
    reason: Reason = ""
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class Task:
    """A line of today's list.

    Attributes:
        step: what to do, or what was done; `count` then says how often.
        done: whether it was done today.
        extra: it is there for who wants more.
    """

    step: NextStep
    done: bool = False
    extra: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """All that the choice depends on.

    Attributes:
        today: the study day's number.
        now: milliseconds since 1970 UTC.
        exam: the number of the day of the exam; 0 for none.
        left: minutes left of what the student set out to do today; None where nothing was set out.
        waiting: the cards to be asked.
        answered: cards answered today.
        seconds: that an answer takes.
        begun: the unfinished essay.
        attempts: at the pack's questions, newest first.
        written: the study day on which each attempt began, by its id.
        outline: sections and subsections in reading order.
        states: what the reader has left in them.
        read: sections read today.
        topics: where the student stands in each.
        questions: the practice questions of the pack.
    """

    today: int
    now: int
    exam: int
    left: float | None
    waiting: Waiting
    answered: int
    seconds: float
    begun: NextStep | None
    attempts: Sequence[Attempt]
    written: Mapping[str, int]
    outline: Sequence[OutlineEntry]
    states: Mapping[str, SectionState]
    read: int
    topics: Sequence[Topic]
    questions: Sequence[Question]

    @property
    def days_left(self) -> int | None:
        """Days to the exam, 0 on its day; None without one or after it."""
        return self.exam - self.today if self.exam >= self.today else None

    @property
    def unread(self) -> list[OutlineEntry]:
        """Sections not read yet; subsections do not count."""
        return [
            entry
            for entry in self.outline
            if entry.level == 1 and not (entry.id in self.states and self.states[entry.id].reads)
        ]


def agenda(now: Standing) -> list[Task]:
    """Today's list, in order; never empty in a pack with anything to do."""
    enough = now.left is not None and now.left <= 0
    over = _exam_over(now)
    tasks = [
        *over,
        *([Task(now.begun)] if now.begun is not None else []),
        *_review(now),
        *_marking(now),
        *_reading(now),
        *_learning(now),
        *_writing(now),
        *_rereading(now),
    ]
    # Cards that fade, and what was begun, are worth more today than tomorrow; everything else can wait.
    pressing = {"exam over", "go on writing", "review", "mark", "learn"}
    return [
        replace(task, extra=True)
        if (enough and task.step.kind not in pressing)
        or (over and task.step.kind not in {"exam over", "go on writing"})
        else task
        for task in tasks
    ]


def next_step(tasks: Sequence[Task], *, enough: bool = False) -> NextStep:
    """The first thing of a list that is not done; rest when there is none."""
    for task in tasks:
        if not task.done and not task.extra:
            return task.step
    return NextStep("rest", reason="enough" if enough else "")


def _exam_over(now: Standing) -> list[Task]:
    if now.exam and 0 < now.today - now.exam <= _LOOK_BACK:
        return [Task(NextStep("exam over", count=now.today - now.exam))]
    return []


def _review(now: Standing) -> list[Task]:
    due = now.waiting.learning + now.waiting.due
    if due:
        last = now.days_left is not None and now.days_left <= 1
        return [Task(NextStep("review", count=due, minutes=_minutes(now, due), reason="last round" if last else ""))]
    if now.answered and not now.waiting.new + now.waiting.waiting:
        return [Task(NextStep("review", count=now.answered), done=True)]
    return []


def _learning(now: Standing) -> list[Task]:
    cards = now.waiting.new + now.waiting.waiting
    return [Task(NextStep("learn", count=cards, minutes=_minutes(now, cards)))] if cards else []


def _minutes(now: Standing, cards: int) -> int:
    return max(1, round(cards * now.seconds / 60))


def _marking(now: Standing) -> list[Task]:
    for attempt in now.attempts:
        if attempt.stage == "finished":
            return [Task(NextStep("mark", attempt.id, _title(now, attempt), minutes=5))]
    return []


def _title(now: Standing, attempt: Attempt) -> str:
    _, asked = split_item(attempt.item)
    return attempt.own_title or next((question.title for question in now.questions if question.id == asked), "")


def _reading(now: Standing) -> list[Task]:
    """So many sections a day that all are read before the exam; one a day without one. Then more, after the cards."""
    found = [Task(NextStep("read", count=now.read), done=True)] if now.read else []
    if _wanted(now) > now.read:
        found += [Task(_read(entry)) for entry in now.unread[:1]]
    return found


def _wanted(now: Standing) -> int:
    """How many sections to read today."""
    unread = len(now.unread)
    return max(1, ceil((unread + now.read) / now.days_left)) if now.days_left else 1


def _read(entry: OutlineEntry) -> NextStep:
    return NextStep("read", entry.id, entry.title, minutes=max(1, entry.minutes))


def _writing(now: Standing) -> list[Task]:
    """An essay on what was read, then more to read, then any essay: one a day, and none on the eve of the exam."""
    wrote = [one for one in now.attempts if one.stage != "writing" and now.written.get(one.id) == now.today]
    more = [Task(_read(entry)) for entry in now.unread[:1] if _wanted(now) <= now.read]
    if wrote:
        return [Task(NextStep("write", wrote[0].id, _title(now, wrote[0]), count=len(wrote)), done=True), *more]
    if now.begun is not None or (now.days_left is not None and now.days_left <= 1):
        return more
    question, reason, share = choose_question(now)
    if question is None:
        return more
    essay = Task(NextStep("write", question.id, question.title, minutes=max(1, question.minutes), reason=reason,
                          share=share))  # fmt: skip
    return [essay, *more] if _is_ready(now, question) else [*more, essay]


def _is_ready(now: Standing, question: Question) -> bool:
    """Whether all that a question is about was read before today, and the last essay is some days ago."""
    if any(now.today - day < _READ_AGAIN for day in now.written.values()):
        return False
    midnight = now.now - DAY_MS / 2
    read = [now.states[part].last_read for part in question.sections if part in now.states]
    return len(read) == len(question.sections) > 0 and all(0 < moment < midnight for moment in read)


def choose_question(now: Standing) -> tuple[Question | None, Reason, float]:
    """The question to write next, why, and the share of marks that it missed the last time.

    One never written comes first, if there is a choice one on what was read and for which there is time; then the one
    that missed most, then that of longest ago. What was written within a week does not come, or within three days when
    the exam is near.
    """
    near = now.days_left is not None and now.days_left <= _EAGER
    pause = (3 if near else 7) * DAY_MS
    latest: dict[str, Attempt] = {}
    for attempt in now.attempts:
        latest.setdefault(split_item(attempt.item)[1], attempt)
    chosen: tuple[tuple[float, ...], Question] | None = None
    for place, question in enumerate(now.questions):
        last = latest.get(question.id)
        if last is not None and now.now - last.started <= pause:
            continue
        fits = now.left is None or question.minutes <= now.left
        rank = (
            last is not None,
            not _all_read(now, question),
            not fits,
            -_missed(last),
            last.started if last is not None else 0,
            place,
        )
        if chosen is None or rank < chosen[0]:
            chosen = (rank, question)
    if chosen is None:
        return None, "", 0.0
    missed = _missed(latest.get(chosen[1].id))
    return chosen[1], "missed" if missed else "", missed


def _all_read(now: Standing, question: Question) -> bool:
    return all(part in now.states and now.states[part].reads for part in question.sections)


def _missed(attempt: Attempt | None) -> float:
    """The share of marks that a marked attempt missed."""
    if attempt is None or attempt.stage != "marked" or not attempt.possible:
        return 0.0
    return 1 - attempt.made / attempt.possible


def _rereading(now: Standing) -> list[Task]:
    """The weakest topic, once all was read: the student's own red first, then what is forgotten most."""
    if now.unread:
        return []
    found = []
    for topic in now.topics:
        share = topic.expected / topic.seen if topic.seen else 1.0
        weak = topic.seen >= _WEAK_FROM and share <= _WEAK
        if (weak or topic.confidence == "red") and now.now - topic.last_read > _READ_AGAIN * DAY_MS:
            minutes = next((entry.minutes for entry in now.outline if entry.id == topic.id), 1)
            reason: Reason = "weak" if weak else "unsure"
            found.append(
                (topic.confidence != "red", share,
                 NextStep("reread", topic.id, topic.title, minutes=max(1, minutes), reason=reason, share=share))
            )  # fmt: skip
    return [Task(step) for _, _, step in sorted(found, key=lambda one: one[:2])[:1]]

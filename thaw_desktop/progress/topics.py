"""The topics of a pack side by side: what was done in each and what came of it, never blended into one number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from thaw_desktop.content.library import OutlineEntry
    from thaw_desktop.content.model import Question
    from thaw_desktop.flashcards.memories import MemoryPicture
    from thaw_desktop.notes.store import Confidence, SectionState
    from thaw_desktop.practice.store import Attempt


@dataclass(frozen=True, slots=True)
class Check:
    """Expected recall held against what happened.

    Attributes:
        answers: how many answers tested a memory.
        expected: how many cards were expected to be recalled.
        recalled: how many were.
    """

    answers: int = 0
    expected: float = 0.0
    recalled: int = 0

    def __add__(self, other: Check) -> Check:
        return Check(self.answers + other.answers, self.expected + other.expected, self.recalled + other.recalled)


@dataclass(frozen=True, slots=True)
class Topic:
    """Where the student stands in one section with its subsections. The figures stay apart: nothing is blended.

    Attributes:
        id: the section's id.
        title: the section's title.
        sections: its id and those of its subsections.
        cards: cards in it.
        seen: cards answered at least once.
        expected: cards expected to be recalled today; cards never seen count as 0.
        at_exam: the same on the day of the exam, if nothing more were done; as today without an exam.
        answers: given to these cards, which is what that expectation rests on.
        check: what was expected of those that tested a memory, and what came of it.
        parts: sections and subsections in it.
        read: how many of them have been read.
        last_read: when one of them was last read, in milliseconds since 1970 UTC; 0 for never.
        made: marks of the points made in the latest marked attempt at each of its questions.
        possible: marks of all those points.
        written: when the latest of these attempts began, in milliseconds since 1970 UTC; 0 for none.
        questions: practice questions on it.
        confidence: the lowest confidence that the student gave to a part; none when none was given.
    """

    id: str
    title: str
    sections: tuple[str, ...]
    cards: int
    seen: int
    expected: float
    at_exam: float
    answers: int
    check: Check
    parts: int
    read: int
    last_read: int
    made: int
    possible: int
    written: int
    questions: int
    confidence: Confidence

    @property
    def recall(self) -> float:
        """The mean probability of recall over all cards of the topic, 0 to 1."""
        return self.expected / self.cards if self.cards else 0.0

    @property
    def recall_at_exam(self) -> float:
        """The same on the day of the exam, if nothing more were done."""
        return self.at_exam / self.cards if self.cards else 0.0


@dataclass(frozen=True, slots=True)
class Marks:
    """Marks of the latest marked attempt at each question of a section; `written` as in `Topic`."""

    made: int = 0
    possible: int = 0
    written: int = 0

    def __add__(self, other: Marks) -> Marks:
        return Marks(self.made + other.made, self.possible + other.possible, max(self.written, other.written))


def latest_marks(questions: Iterable[Question], attempts: Iterable[Attempt]) -> dict[str, Marks]:
    """Marks made and possible in the latest marked attempt at each question, by the question's first section.

    Args:
        questions: of the pack.
        attempts: at them, newest first.
    """
    sections = {question.id: next(iter(question.sections), "") for question in questions}
    found: dict[str, Marks] = {}
    done = set()
    for attempt in attempts:
        _, question = split_item(attempt.item)
        if attempt.stage != "marked" or question in done or question not in sections:
            continue
        done.add(question)
        section = sections[question]
        found[section] = found.get(section, Marks()) + Marks(attempt.made, attempt.possible, attempt.started)
    return found


def topics(
    outline: Sequence[OutlineEntry],
    memories: MemoryPicture | None,
    states: Mapping[str, SectionState],
    checks: Mapping[str, Check],
    marks: Mapping[str, Marks],
    questions: Mapping[str, int],
) -> list[Topic]:
    """The sections, each with its subsections taken together.

    Args:
        outline: sections and subsections in reading order.
        memories: what is remembered; without it no topic has cards.
        states: what the reader has left, by section.
        checks: expected recall held against what happened, by section.
        marks: of essays, by section.
        questions: how many practice questions there are, by section.
    """
    return [
        _topic(parts, memories, states, checks, marks, questions) for parts in by_topic(outline)
    ]  # fmt: skip


def _topic(
    parts: Sequence[OutlineEntry],
    memories: MemoryPicture | None,
    states: Mapping[str, SectionState],
    checks: Mapping[str, Check],
    marks: Mapping[str, Marks],
    questions: Mapping[str, int],
) -> Topic:
    ids = tuple(part.id for part in parts)
    cards = [memories.sections[part] for part in ids if part in memories.sections] if memories is not None else []
    written = sum((marks[part] for part in ids if part in marks), Marks())
    return Topic(
        id=ids[0],
        title=parts[0].title,
        sections=ids,
        cards=sum(one.cards for one in cards),
        seen=sum(one.seen for one in cards),
        expected=sum(one.expected for one in cards),
        at_exam=sum(one.at_exam for one in cards),
        answers=sum(one.answers for one in cards),
        check=sum((checks[part] for part in ids if part in checks), Check()),
        parts=len(ids),
        read=_parts_read(ids, states),
        last_read=max((states[part].last_read for part in ids if part in states), default=0),
        made=written.made,
        possible=written.possible,
        written=written.written,
        questions=sum(questions.get(part, 0) for part in ids),
        confidence=_lowest(states[part].confidence for part in ids if part in states),
    )


def _parts_read(ids: Sequence[str], states: Mapping[str, SectionState]) -> int:
    """How many parts of a topic have been read; a section's page shows its subsections too, so reading it reads all."""
    read = {part for part in ids if part in states and states[part].reads}
    return len(ids) if ids[0] in read else len(read)


def by_topic(outline: Iterable[OutlineEntry]) -> list[list[OutlineEntry]]:
    """Each section with its subsections after it."""
    found: list[list[OutlineEntry]] = []
    for entry in outline:
        if entry.level == 1 or not found:
            found.append([entry])
        else:
            found[-1].append(entry)
    return found


def _lowest(levels: Iterable[Confidence]) -> Confidence:
    order: list[Confidence] = ["red", "amber", "green"]
    given = [level for level in levels if level != "none"]
    return min(given, key=order.index) if given else "none"


def checked(check: Check) -> dict[str, Any]:
    """Expected recall held against what happened, as shares of the answers that tested a memory; 0 for none."""
    answers = check.answers or 1
    return {
        "answers": check.answers,
        "expected": round(check.expected / answers, 4),
        "recalled": round(check.recalled / answers, 4),
    }

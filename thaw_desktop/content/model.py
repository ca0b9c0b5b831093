"""A pack as it is read from its files, and as the library gives it back.

The reader and `Library` use the same classes, so nothing is translated between the two. Text that a person sees as
formatted comes in two shapes: `html`, made for a QTextBrowser (classes only, the window colours them), and `text`, the
same words without formatting. An id-like text that is absent is `""`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]
CardKind = Literal["basic", "reversed", "cloze", "type-in", "order", "point"]

FORMAT = 1
"""The newest pack format that this program reads."""

BEYOND = "beyond"
"""The tag of what goes beyond the notes; students see it marked as an addition."""


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong in a pack, and how to mend it.

    Attributes:
        file: path inside the pack, with forward slashes; the pack's own name when no single file is meant.
        line: counted from 1.
        what: what is wrong, without a full stop.
        mend: what to do about it, without a full stop.
        severity: a pack with an error cannot be used; a warning is worth mending.
    """

    file: str
    line: int
    what: str
    mend: str
    severity: Severity = "error"

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}; {self.mend}"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whose work something in the pack is, as its licence asks to be told."""

    what: str
    by: str = ""
    licence: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class SpecPoint:
    """One line of the exam board's specification, which notes and questions point at."""

    id: str
    text: str


@dataclass(frozen=True, slots=True)
class PackInfo:
    """What `pack.yaml` says about the pack.

    Attributes:
        version: SemVer.
        language: BCP 47 tag.
        licence: SPDX expression.
        cover: name of the picture that stands for the pack, such as `media/cover.png`; empty when there is none.
    """

    id: str
    title: str
    version: str
    language: str
    subject: str
    level: str
    licence: str
    authors: tuple[str, ...]
    attribution: tuple[Attribution, ...]
    description: str
    spec: tuple[SpecPoint, ...]
    cover: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A section (a file of notes) or a subsection (a `##` heading in it).

    Attributes:
        parent: the section that a subsection belongs to; None for a section.
        level: 1 for a section, 2 for a subsection.
        minutes: reading time as the author gives it, else worked out from the words; 0 for a subsection.
        html: the body without its heading and without its subsections.
        spec: ids of specification points.
        facts: ids of the facts that the body expresses, for the authors' own bookkeeping.
    """

    id: str
    title: str
    parent: str | None
    level: int
    summary: str
    minutes: int
    html: str
    text: str
    spec: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FaqEntry:
    """A question with its answer; `also` holds other phrasings of the question."""

    id: str
    question: str
    also: tuple[str, ...]
    html: str
    text: str
    section: str
    tags: tuple[str, ...]
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to be asked: siblings made from one source card share its id as `note`.

    Attributes:
        front: HTML.
        back: HTML.
        accepted: for type-in the accepted answers, best first; for order the steps in the right order; for cloze the
            hidden words; otherwise empty.
        hint: what a cloze deletion shows in place of its words.
    """

    id: str
    note: str
    kind: CardKind
    deck: str
    section: str
    front: str
    back: str
    front_text: str
    back_text: str
    accepted: tuple[str, ...] = ()
    hint: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkPoint:
    """A point that an essay earns marks for.

    Attributes:
        id: `QUESTION.POINT`, which is also the id of the flashcard that a missed point wakes.
        ask: front of that flashcard, plain text; its back is `text`.
        words: ways of showing the point. Of one way all groups must be present, each by any of its alternatives. Empty
            when the point can only be marked by hand.
        tags: `beyond` for a point that goes beyond what the notes teach.
    """

    id: str
    marks: int
    text: str
    ask: str
    words: tuple[tuple[tuple[str, ...], ...], ...]
    section: str
    facts: tuple[str, ...]
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Level:
    """A band of the mark scheme: `low` to `high` marks, both included."""

    level: int
    low: int
    high: int
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A practice question.

    Attributes:
        title: a short title, or the whole prompt when the author gave none.
        text: the prompt as plain text; `html` is the same prompt.
        minutes: time allowed.
        sources: HTML of the sources that a source-based question is about, or empty; seen while writing.
        plan: HTML of an outline answer, or empty.
        model: HTML of the model answer, or empty.
        comment: HTML of an examiner's comment on the model answer, or empty.
        second: HTML of a second answer, usually a middling one, or empty.
        second_comment: HTML of an examiner's comment on the second answer, or empty.
        ao: assessment objectives.
    """

    id: str
    title: str
    text: str
    html: str
    command_word: str
    marks: int
    minutes: int
    sections: tuple[str, ...]
    plan: str
    model: str
    model_text: str
    levels: tuple[Level, ...]
    points: tuple[MarkPoint, ...]
    spec: tuple[str, ...]
    ao: tuple[str, ...]
    facts: tuple[str, ...]
    sources: str = ""
    sources_text: str = ""
    comment: str = ""
    second: str = ""
    second_text: str = ""
    second_comment: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """A glossary entry; `also` holds other names of the same thing."""

    id: str
    term: str
    html: str
    text: str
    also: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelineEvent:
    """An event, or a period when `period` is true.

    Attributes:
        start: ISO 8601, as precise as known: `1956`, `1956-02` or `1956-02-25`; years before 1 are negative.
        end: as `start`, and equal to it unless the event is a range.
        tags: `beyond` for an event that goes beyond what the notes teach.
    """

    id: str
    start: str
    end: str
    period: bool
    category: str
    title: str
    text: str
    section: str
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Medium:
    """A picture of the pack: its name as the HTML gives it, such as `media/map.png`, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Pack:
    """A whole pack without errors.

    Attributes:
        sections: in reading order, each section followed by its subsections.
        cards: in file order, with reversed twins, cloze deletions and the cards of mark points.
        timeline: in order of time.
        aliases: words typed in search, and the words to search as well.
    """

    info: PackInfo
    sections: tuple[Section, ...]
    faqs: tuple[FaqEntry, ...]
    cards: tuple[Card, ...]
    questions: tuple[Question, ...]
    terms: tuple[Term, ...]
    timeline: tuple[TimelineEvent, ...]
    aliases: dict[str, tuple[str, ...]]
    media: tuple[Medium, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many items of each kind a pack holds; `cards` leaves out the cards of mark points."""

    sections: int
    faqs: int
    cards: int
    points: int
    questions: int
    terms: int
    events: int

    @classmethod
    def of(cls, pack: Pack) -> Counts:
        """Count the items of a pack just read."""
        points = sum(card.kind == "point" for card in pack.cards)
        return cls(
            sections=len(pack.sections),
            faqs=len(pack.faqs),
            cards=len(pack.cards) - points,
            points=points,
            questions=len(pack.questions),
            terms=len(pack.terms),
            events=len(pack.timeline),
        )

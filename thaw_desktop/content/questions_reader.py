"""Files of practice questions: prompt, sources, mark points, levels, plan, and answers with their comments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thaw_desktop.content.fields import QuestionFields
from thaw_desktop.content.front_matter import split_fields
from thaw_desktop.content.levels import read_levels
from thaw_desktop.content.lines import Passage, heading_of, in_fences, split_at_headings
from thaw_desktop.content.mark_points import PointDraft, check_marks, finish_point, read_points
from thaw_desktop.content.markdown import with_footnotes
from thaw_desktop.content.model import Card, Question
from thaw_desktop.content.problems import Place, closest, quoted, shortened

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.lines import Line, Part
    from thaw_desktop.content.model import Level

_MARK_POINTS, _LEVELS = "mark points", "levels"
_PROSE = {
    "sources": "sources",
    "plan": "plan",
    "model answer": "model",
    "comment on the model answer": "comment",
    "second answer": "second",
    "comment on the second answer": "second_comment",
}
"""Headings of the parts that are shown as they are written, and the fields of `Question` that hold them."""
_NUMBERS = frozenset(map(str, range(1, 1001)))
_PARTS = (_MARK_POINTS, _LEVELS, *_PROSE)
_MEANT = {
    **dict.fromkeys(("mark scheme", "indicative content", "points", "marking points", "marks"), _MARK_POINTS),
    **dict.fromkeys(("bands", "level descriptors", "mark bands"), _LEVELS),
    **dict.fromkeys(("source", "source a", "extracts", "stimulus"), "sources"),
    **dict.fromkeys(("essay plan", "outline"), "plan"),
    **dict.fromkeys(("answer", "example answer", "sample answer", "full answer", "first answer"), "model answer"),
    **dict.fromkeys(
        ("weaker answer", "weak answer", "student answer", "middling answer", "another answer", "answer b"),
        "second answer",
    ),
    **dict.fromkeys(("comment", "examiner comment", "comment on model answer"), "comment on the model answer"),
}
"""Headings that mean a part under another name."""


@dataclass(frozen=True, slots=True)
class _Draft:
    question: Question
    prompt: Passage
    prose: dict[str, Passage]
    points: list[PointDraft]
    sections: Place


class QuestionsReader:
    """Reads the files of `questions/`, in the order in which they are given."""

    def __init__(self, context: Context) -> None:
        """Read for one pack."""
        self._context = context
        self._drafts: list[_Draft] = []

    def read(self, file: str, lines: list[Line]) -> None:
        """Read a file, leaving its text to be rendered later."""
        context = self._context
        front, body = split_fields(QuestionFields, file, lines, context.problems)
        fields = front.fields or QuestionFields.model_construct(
            id=front.id or "",
            title=front.text("title"),
            marks=int(front.text("marks")) if front.text("marks") in _NUMBERS else 0,
            minutes=0,
            sections=front.listed("sections"),
            spec=front.listed("spec"),
        )
        context.check_spec(fields.spec, front.place("spec"))
        parts = split_at_headings(file, body, {2}, (), context.problems)
        named, is_sure = self._named_parts(parts)
        prompt = parts[0].body
        if prompt.is_blank:
            context.problems.error(Place(file, 1), "there is no question", "write it under the front matter")
        text = context.markdown.plain(" ".join(line.text.strip() for line in prompt.lines).strip())
        ident = context.names.claim("questions", fields.title or text, front.place("id"), front.id, quiet=True)
        blank = Passage(file, ())
        points = read_points(ident, named.get(_MARK_POINTS, blank), context, f"{fields.title} {text}")
        check_marks(points, fields.marks, context.problems)
        if not points and is_sure and named.get(_MARK_POINTS, blank).is_blank:
            mend = "write a heading `## Mark points` and under it lines `- [2] … ^m1`"
            context.problems.warning(Place(file, 1), "this question has no mark points", mend)
        question = _unrendered(ident, fields, read_levels(named.get(_LEVELS, blank), fields.marks, context))
        prompt, *prose = with_footnotes([prompt, *(named.get(heading, blank) for heading in _PROSE)])
        fields_of_prose = dict(zip(_PROSE.values(), prose, strict=True))
        self._drafts.append(_Draft(question, prompt, fields_of_prose, points, front.place("sections")))

    def finish(self) -> tuple[tuple[Question, ...], tuple[Card, ...]]:
        """Render what was read.

        Returns:
            The questions, and the card of each mark point.
        """
        finished = [self._finish(draft) for draft in self._drafts]
        return tuple(question for question, _ in finished), tuple(card for _, cards in finished for card in cards)

    def _named_parts(self, parts: Sequence[Part]) -> tuple[dict[str, Passage], bool]:
        """The parts by name, those under a name that is nearly right as well, and whether each name was right."""
        named: dict[str, Passage] = {}
        wrong: list[tuple[str, Passage]] = []
        problems = self._context.problems
        for part in parts[1:]:
            if part.heading is None:
                continue
            name = " ".join(part.heading.title.casefold().split())
            if name not in _PARTS:
                meant = _MEANT.get(name.rstrip(":. ")) or closest(name, _PARTS)
                what = f"a question has no part `## {shortened(part.heading.title)}`"
                mend = f"did you mean {_headings([meant])}?" if meant else f"write one of {_headings(_PARTS)}"
                problems.error(part.heading.place, what, mend)
                wrong += [(meant, part.body)] if meant else []
            elif name in named:
                problems.error(
                    part.heading.place, f"the part `## {part.heading.title}` stands here twice", "join the two"
                )
            else:
                named[name] = part.body
        is_sure = len(named) == len(parts) - 1
        for meant, body in wrong:
            named.setdefault(meant, body)
        for part in parts:
            self._note_other_level(part.body)
        return named, is_sure

    def _note_other_level(self, passage: Passage) -> None:
        """Note the heading of a part that is not of the second level, and so begins no part."""
        for line, fenced in in_fences(passage.lines):
            heading = None if fenced else heading_of(passage.file, line)
            if heading and " ".join(heading.title.casefold().split()) in _PARTS:
                signs, name = "#" * heading.level, shortened(heading.title)
                what = f"`{signs} {name}` begins no part of the question, because it has not two `#` signs"
                self._context.problems.warning(heading.place, what, f"write `## {name}`")

    def _finish(self, draft: _Draft) -> tuple[Question, list[Card]]:
        context, question = self._context, draft.question
        sections = tuple(context.names.section(section, draft.sections) for section in question.sections)
        prompt = context.markdown.block(draft.prompt, f"{question.id}-prompt")
        prose = {
            name: context.markdown.block(passage, f"{question.id}-{name}") for name, passage in draft.prose.items()
        }
        question = replace(
            question,
            sections=sections,
            title=question.title or prompt.text,
            text=prompt.text,
            html=prompt.html,
            sources=prose["sources"].html,
            sources_text=prose["sources"].text,
            plan=prose["plan"].html,
            model=prose["model"].html,
            model_text=prose["model"].text,
            comment=prose["comment"].html,
            second=prose["second"].html,
            second_text=prose["second"].text,
            second_comment=prose["second_comment"].html,
        )
        finished = [finish_point(point, question, context) for point in draft.points]
        return replace(question, points=tuple(point for point, _ in finished)), [card for _, card in finished]


def _headings(names: Iterable[str]) -> str:
    return quoted(f"## {name.capitalize()}" for name in names)


def _unrendered(ident: str, fields: QuestionFields, levels: tuple[Level, ...]) -> Question:
    return Question(
        id=ident,
        title=fields.title,
        text="",
        html="",
        command_word=fields.command_word,
        marks=fields.marks,
        minutes=fields.minutes,
        sections=fields.sections,
        plan="",
        model="",
        model_text="",
        levels=levels,
        points=(),
        spec=fields.spec,
        ao=fields.ao,
        facts=fields.facts,
    )

"""Files of practice questions: prompt, sources, mark points, levels, plan, and answers with their comments."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from thaw_desktop.content.fields import QuestionFields, split_fields
from thaw_desktop.content.lines import Passage, split_at_headings
from thaw_desktop.content.mark_points import PointDraft, finish_point, read_points
from thaw_desktop.content.markdown import with_footnotes
from thaw_desktop.content.model import Card, Level, Question
from thaw_desktop.content.problems import Place, did_you_mean, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.lines import Line, Part

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
_PARTS = (_MARK_POINTS, _LEVELS, *_PROSE)
_LEVEL = re.compile(r"[-*+][ \t]+L([0-9]{1,2})[ \t]+([0-9]{1,3})(?:[ \t]*[-–][ \t]*([0-9]{1,3}))?[ \t]*:[ \t]*(.+)")


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
        fields = front.fields or QuestionFields.model_construct(id=front.id or "", marks=1, minutes=0)
        context.check_spec(fields.spec, front.place("spec"))
        parts = split_at_headings(file, body, {2}, (), context.problems)
        named = self._named_parts(parts)
        prompt = parts[0].body
        if prompt.is_blank:
            context.problems.error(Place(file, 1), "there is no question", "write it under the front matter")
        text = context.markdown.plain(" ".join(line.text.strip() for line in prompt.lines).strip())
        ident = context.names.claim("questions", fields.title or text, front.place("id"), front.id, quiet=True)
        blank = Passage(file, ())
        points = read_points(ident, named.get(_MARK_POINTS, blank), context)
        if not points:
            mend = "write a heading `## Mark points` and under it lines `- [2] … ^m1`"
            context.problems.warning(Place(file, 1), "this question has no mark points", mend)
        question = _unrendered(ident, fields, self._levels(named.get(_LEVELS, blank), fields.marks))
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

    def _named_parts(self, parts: Sequence[Part]) -> dict[str, Passage]:
        named: dict[str, Passage] = {}
        for part in parts[1:]:
            if part.heading is None:
                continue
            name = " ".join(part.heading.title.casefold().split())
            if name not in _PARTS:
                what = f"a question has no part `## {shortened(part.heading.title)}`"
                self._context.problems.error(part.heading.place, what, did_you_mean(name, _PARTS))
            elif name in named:
                what = f"the part `## {part.heading.title}` stands here twice"
                self._context.problems.error(part.heading.place, what, "join the two")
            else:
                named[name] = part.body
        return named

    def _levels(self, passage: Passage, marks: int) -> tuple[Level, ...]:
        levels: list[Level] = []
        for line in passage.lines:
            match, place = _LEVEL.fullmatch(line.text.rstrip()), Place(passage.file, line.number)
            low, high = (int(match[2]), int(match[3] or match[2])) if match else (0, 0)
            if match and low <= high:
                levels.append(Level(int(match[1]), low, high, self._context.markdown.plain(match[4].strip(), place)))
            elif levels and line.text[:1] in (" ", "\t") and line.text.strip():
                more = self._context.markdown.plain(line.text.strip(), place)
                levels[-1] = replace(levels[-1], text=f"{levels[-1].text} {more}")
            elif line.text.strip():
                what = f"this is no level of a mark scheme: “{shortened(line.text)}”"
                self._context.problems.error(place, what, "write `- L4 16-20: descriptor`")
        self._check_levels(levels, marks, passage)
        return tuple(levels)

    def _check_levels(self, levels: Sequence[Level], marks: int, passage: Passage) -> None:
        """Note marks that belong to no level, or to two."""
        # Each level begins where the one below it ends; the marks themselves are never counted out, of many levels.
        bounds = sorted((max(1, level.low), level.high) for level in levels if level.high > 0)
        expected = [1, *(high + 1 for _, high in bounds)]
        if levels and [low for low, _ in bounds] + [marks + 1] != expected:
            what = f"the levels do not cover each mark from 1 to {marks} once"
            self._context.problems.warning(passage.place(0), what, "mend the numbers after `L4`")

    def _finish(self, draft: _Draft) -> tuple[Question, list[Card]]:
        context, question = self._context, draft.question
        for section in question.sections:
            context.names.section(section, draft.sections)
        prompt = context.markdown.block(draft.prompt, f"{question.id}-prompt")
        prose = {
            name: context.markdown.block(passage, f"{question.id}-{name}") for name, passage in draft.prose.items()
        }
        question = replace(
            question,
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

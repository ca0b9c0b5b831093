"""Mark points of a practice question: what each is worth, how an essay shows it, and its card for when it is missed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from thaw_desktop.content.lines import LONGEST_HEADING, Field, Line, Passage, listed, take_id
from thaw_desktop.content.markdown import Prose
from thaw_desktop.content.model import Card, MarkPoint
from thaw_desktop.content.names import ID_RULE, is_id
from thaw_desktop.content.problems import Place, did_you_mean, shortened

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.model import Question

_FIELDS = ("words", "ask", "section", "facts", "tags")
_BULLET = re.compile(r"[-*+][ \t]+(.*)")
_MARKS = re.compile(r"\[([0-9]{1,3})\](?:[ \t]+(.*))?")
_FIELD = re.compile(r"([a-z][a-z_-]*):(?:[ \t]+(.*)|$)")
_PLUS = re.compile(r"(?:^|\s)\+(?:\s|$)")
_LONGEST_ASKED = 500
"""Characters of a question that stand on the card of each of its points."""

Ways = tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class PointDraft:
    """A mark point before its text is rendered and its section looked up."""

    point: MarkPoint
    section: Field | None
    text: Passage
    ask: Passage
    place: Place


def read_points(question: str, passage: Passage, context: Context) -> list[PointDraft]:
    """Read the lines under `## Mark points`.

    Args:
        question: id of the question.
        passage: the lines.
        context: of the pack.
    """
    points: list[PointDraft] = []
    taken: dict[str, Place] = {}
    for lines in _bulleted(passage, context):
        draft = _PointReader(passage.file, lines, context).read(question)
        first = taken.setdefault(draft.point.id, draft.place)
        if first != draft.place:
            what = f"the id of this point is used twice: here and in {first}"
            context.problems.error(draft.place, what, "give one of the two another id")
        points.append(draft)
    return points


def finish_point(draft: PointDraft, question: Question, context: Context) -> tuple[MarkPoint, Card]:
    """Render a mark point and make its card."""
    section = context.section(draft.section)
    if draft.section is None and len(question.sections) == 1:
        section = question.sections[0]
    back = context.markdown.line(draft.text)
    front = context.markdown.line(draft.ask)
    if not front.text:
        fallback = _fallback(shortened(question.text, _LONGEST_ASKED), shortened(context.names.title(section)))
        front = Prose(f"<p>{escape(fallback)}</p>", fallback)
    point = replace(draft.point, text=back.text, ask=front.text, section=section)
    card = Card(
        id=point.id,
        note=point.id,
        kind="point",
        deck=question.title[:LONGEST_HEADING],
        section=section,
        front=front.html,
        back=back.html,
        front_text=front.text,
        back_text=back.text,
        tags=point.tags,
    )
    return point, card


def _fallback(question: str, section: str) -> str:
    """What a card asks for a point whose author gave no question."""
    about = f" from “{section}”" if section else ""
    return f"Which point{about} belongs in an answer to this question? {question}"


def _bulleted(passage: Passage, context: Context) -> list[list[Line]]:
    """Lines in groups, each from a bullet to the next."""
    groups: list[list[Line]] = []
    for line in passage.lines:
        if _BULLET.fullmatch(line.text):
            groups.append([line])
        elif line.text.strip() and groups and line.text[0] in " \t":
            groups[-1].append(line)
        elif line.text.strip():
            what = f"this line belongs to no mark point: “{shortened(line.text)}”"
            mend = "begin a point with `- [2] `, and indent what belongs to it"
            context.problems.error(Place(passage.file, line.number), what, mend)
    return groups


class _PointReader:
    """Reads one mark point: its text, then its field lines."""

    def __init__(self, file: str, lines: Sequence[Line], context: Context) -> None:
        self._lines = lines
        self._context = context
        self._problems = context.problems
        self._file = file
        self._place = Place(file, lines[0].number)
        self._words: list[Line] = []
        self._id: str | None = None
        self._fields: dict[str, Field] = {}
        self._ways: list[tuple[tuple[str, ...], ...]] = []

    def read(self, question: str) -> PointDraft:
        self._read_text(self._lines[0]._replace(text=self._lines[0].text[1:].strip()))
        for line in self._lines[1:]:
            text = line.text.strip()
            match = _FIELD.fullmatch(text)
            if match:
                self._read_field(match[1], (match[2] or "").strip(), Place(self._file, line.number))
            elif self._fields:
                what = f"this line is neither a field nor text of the point: “{shortened(text)}”"
                mend = did_you_mean(text.partition(":")[0], _FIELDS)
                self._problems.error(Place(self._file, line.number), what, mend)
            else:
                self._read_text(line._replace(text=text))
        marks = self._take_marks()
        words = Passage(self._file, tuple(self._words))
        plain = self._context.markdown.plain(" ".join(line.text for line in self._words)).strip()
        if not plain:
            self._problems.error(self._place, "this mark point has no text", "write the point as a sentence")
        ident = f"{question}.{self._ident(plain)}"
        self._context.names.claim_point(ident, plain, self._place, written=self._id is not None)
        ask = self._fields.get("ask")
        return PointDraft(
            MarkPoint(
                ident,
                marks,
                plain,
                "",
                tuple(self._ways),
                "",
                listed(self._fields.get("facts")),
                listed(self._fields.get("tags")),
            ),
            self._fields.get("section"),
            words,
            Passage(self._file, (Line(ask.place.line, ask.value),) if ask else ()),
            self._place,
        )

    def _read_text(self, line: Line) -> None:
        text, ident = take_id(line.text)
        self._id = ident or self._id
        self._words.append(line._replace(text=text))

    def _read_field(self, name: str, value: str, place: Place) -> None:
        if name not in _FIELDS:
            self._problems.error(place, f"`{name}:` has no meaning here", did_you_mean(name, _FIELDS))
        elif name == "words":
            self._fields.setdefault(name, Field(value, place))
            self._read_way(value, place)
        elif name in self._fields:
            self._problems.error(place, f"`{name}:` stands here twice", "join the two lines")
        elif not value:
            self._problems.error(place, f"`{name}:` is empty", "write something after it, or take the line out")
        else:
            self._fields[name] = Field(value, place)

    def _read_way(self, value: str, place: Place) -> None:
        """One way of showing the point: groups joined by ` + `, alternatives in a group by `|`."""
        groups = [[part.strip() for part in group.split("|")] for group in _PLUS.split(value)]
        if not value:
            mend = "write the words that show the point, or take the line out"
            self._problems.error(place, "`words:` is empty", mend)
        elif not all(alternative for group in groups for alternative in group):
            self._problems.error(place, "`words:` has a gap", "write words between every two of the signs `|` and `+`")
        else:
            self._ways.append(tuple(tuple(group) for group in groups))

    def _take_marks(self) -> int:
        """Take the marks off the beginning of the text."""
        match = _MARKS.fullmatch(self._words[0].text)
        marks = int(match[1]) if match else 0
        if match:
            self._words[0] = self._words[0]._replace(text=match[2] or "")
        if marks < 1:
            what = "this mark point does not say what it is worth"
            self._problems.error(self._place, what, "begin it with its marks: `- [2] …`")
        return marks

    def _ident(self, text: str) -> str:
        if self._id is not None and is_id(self._id):
            return self._id
        derived = self._context.names.derived("point", self._file, text)
        if self._id is None:
            what = "this mark point has no id, so progress made with it is lost when its words change"
            self._problems.warning(self._place, what, f"write ` ^{derived}` at the end of its text, or another id")
        else:
            self._problems.error(self._place, f"`{shortened(self._id)}` cannot be an id", ID_RULE)
        return derived

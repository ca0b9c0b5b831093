"""Mark points of a practice question: what each is worth, how an essay shows it, and its card for when it is missed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from thaw_desktop.content.lines import LONGEST_HEADING, Field, Line, Passage, listed, take_written_id
from thaw_desktop.content.markdown import Prose
from thaw_desktop.content.model import Card, MarkPoint
from thaw_desktop.content.names import is_id, rule_for
from thaw_desktop.content.problems import Place, did_you_mean, shortened
from thaw_desktop.content.search_query import STOP_WORDS
from thaw_desktop.content.word_forms import plain_form, stem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.model import Question
    from thaw_desktop.content.problems import Problems

_FIELDS = ("words", "ask", "section", "facts", "tags")
_BULLET = re.compile(r"[-*+][ \t]+(.*)")
_NO_SPACE = re.compile(r"([-*+])(?=\[[0-9]{1,3}\])")
_MARKS = re.compile(r"\[([0-9]{1,3})\](?:[ \t]+(.*))?")
_FIELD = re.compile(r"([a-z][a-z_-]*):(?:[ \t]+(.*)|$)")
_PLUS = re.compile(r"(?:^|\s)\+(?:\s|$)")
_UNSPACED = re.compile(r"[^\W\d_]{2,40}(?:\+\s?|\s?\+)[^\W\d_]{2,40}")
_LONGEST_ASKED = 500
"""Characters of a question that stand on the card of each of its points."""

_LONGEST_READ = 2_000
"""Characters of a question whose words are compared."""
_SIGNS = ".,;:?!()[]“”‘’\"'…"

Ways = tuple[tuple[tuple[str, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class PointDraft:
    """A mark point before its text is rendered and its section looked up."""

    point: MarkPoint
    section: Field | None
    text: Passage
    ask: Passage
    place: Place


def read_points(question: str, passage: Passage, context: Context, asked: str) -> list[PointDraft]:
    """Read the lines under `## Mark points`.

    Args:
        question: id of the question.
        passage: the lines.
        context: of the pack.
        asked: what the question asks: words that every answer to it repeats.
    """
    points: list[PointDraft] = []
    taken: dict[str, Place] = {}
    common = _stems(asked)
    for lines in _bulleted(passage, context):
        draft = _PointReader(passage.file, lines, context, common).read(question)
        first = taken.setdefault(draft.point.id, draft.place)
        if first != draft.place:
            what = f"the id of this point is used twice: here and in {first}"
            context.problems.error(draft.place, what, "give one of the two another id")
        points.append(draft)
    return points


def check_marks(points: Sequence[PointDraft], marks: int, problems: Problems) -> None:
    """Note points that are worth more than the question, or together less.

    Args:
        points: of the question.
        marks: of the question; 0 when they are not known.
        problems: receives what is wrong.
    """
    together = sum(draft.point.marks for draft in points)
    if not marks or not points or any(draft.point.marks < 1 for draft in points):
        return
    for draft in points:
        if draft.point.marks > marks:
            what = f"this point is worth {draft.point.marks}, and the question has {marks} marks"
            problems.warning(draft.place, what, "write fewer marks in its brackets, or more in the field `marks`")
    if together < marks:
        what = f"the points are together worth {together}, and the question has {marks} marks"
        problems.warning(points[0].place, what, "add points or marks, or nobody can reach full marks")


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
            if nearly := _NO_SPACE.match(line.text):
                mend = f"write a space behind `{nearly[1]}`"
            context.problems.error(Place(passage.file, line.number), what, mend)
    return groups


def _stems(text: str) -> frozenset[str]:
    return frozenset(stem(plain) for word in text[:_LONGEST_READ].split() if (plain := plain_form(word.strip(_SIGNS))))


class _PointReader:
    """Reads one mark point: its text, then its field lines."""

    def __init__(self, file: str, lines: Sequence[Line], context: Context, common: frozenset[str]) -> None:
        self._lines = lines
        self._common = common
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
        names, own = self._context.names, self._ident(plain)
        ident = names.claim_point(question, own, plain, self._place, written=self._id is not None)
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
        text, ident = take_written_id(line.text, Place(self._file, line.number), self._problems)
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
            self._note_loose(groups, place)
            self._note_unspaced(value, place)

    def _note_loose(self, groups: Sequence[Sequence[str]], place: Place) -> None:
        """Note words that nearly every answer holds: one that the question itself uses, or that stands everywhere."""
        (words, *more_groups) = groups
        if more_groups or any(" " in word for word in words):
            return
        loose = next((word for word in words if _stems(word) <= self._common or word.casefold() in STOP_WORDS), "")
        if loose:
            what = f"`{shortened(loose)}` alone is too loose: nearly every answer to this question holds it"
            self._problems.warning(place, what, f"add a group that says what of it: `{shortened(loose)} + …`")

    def _note_unspaced(self, value: str, place: Place) -> None:
        unspaced = _UNSPACED.search(value)
        if unspaced:
            what = f"a `+` without a space on both sides is part of a word: `{shortened(unspaced[0])}`"
            self._problems.warning(place, what, "write ` + ` between two groups")

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
            mend = f"write ` ^{derived}` at the end of its text, the id that it has had so far"
            self._problems.warning(self._place, what, mend)
        else:
            self._problems.error(self._place, f"`{shortened(self._id)}` cannot be an id", rule_for(self._id))
        return derived

"""Files of cards: one line or a few for each card, in the forms that Obsidian's spaced repetition made common."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Literal

from thaw_desktop.content.fields import CardsFields
from thaw_desktop.content.front_lines import split_front_matter
from thaw_desktop.content.front_matter import front_matter
from thaw_desktop.content.lines import (
    LONGEST_HEADING,
    LONGEST_TAGS,
    Field,
    Line,
    Passage,
    in_fences,
    listed,
    split_at_headings,
    take_id,
    take_tags,
    take_written_id,
    trimmed,
)
from thaw_desktop.content.model import Card
from thaw_desktop.content.names import Gap, normalised
from thaw_desktop.content.problems import Place, did_you_mean, shortened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from thaw_desktop.content.context import Context
    from thaw_desktop.content.front_matter import FrontMatter
    from thaw_desktop.content.lines import Part
    from thaw_desktop.content.markdown import Prose
    from thaw_desktop.content.problems import Problems

# A run of backquotes up to the next run of the same length.
_CODE = re.compile(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)")
_STEP = re.compile(r" {0,3}[0-9]{1,9}[.)][ \t]+(.*)")
_ANKI_CLOZE = re.compile(r"\{\{c[0-9]+::")
_FLAGS = ("type-in", "order")
_FORMS = "write `Question::Answer ^id`, or the question, a line `?` and the answer"

_Form = Literal["basic", "reversed", "cloze", "type-in", "order"]


@dataclass(frozen=True, slots=True)
class _Draft:
    """A source card before its text is rendered.

    Attributes:
        others: answers accepted besides the first, or the steps of a put-in-order card.
    """

    id: str
    form: _Form
    deck: str
    section: Field | None
    tags: tuple[str, ...]
    front: Passage
    back: Passage
    others: tuple[str, ...]
    place: Place


class CardsReader:
    """Reads the files of `cards/`, in the order in which they are given."""

    def __init__(self, context: Context) -> None:
        """Read for one pack."""
        self._context = context
        self._drafts: list[_Draft] = []
        self._fronts: dict[str, Place] = {}

    def read(self, file: str, lines: list[Line]) -> None:
        """Read a file, leaving its cards to be rendered later."""
        context = self._context
        header, body = split_front_matter(file, lines, context.problems, CardsFields.model_fields)
        front = front_matter(CardsFields, file, header, context.problems) if header else None
        for name, longest in (("deck", LONGEST_HEADING), ("tags", LONGEST_TAGS)):
            value = getattr(front.fields, name) if front and front.fields else ""
            if front and sum(map(len, value)) > longest:
                what = f"`{name}` is longer than {longest} characters, which every card here would repeat"
                context.problems.error(front.place(name), what, "make it shorter")
        parts = split_at_headings(file, body, range(1, 7), ("section", "tags"), context.problems)
        # Where fields are wrong, the section may be named in one of those.
        is_sure = file not in context.problems.files_with_errors()
        for part in parts:
            deck = _Deck.of(part, file, front, is_sure=is_sure)
            for lines_of_card in _cards_of(part.body):
                self._read_card(file, lines_of_card, deck)

    def finish(self) -> tuple[Card, ...]:
        """Render what was read."""
        return tuple(card for draft in self._drafts for card in self._finish(draft))

    def _read_card(self, file: str, lines: Sequence[Line], deck: _Deck) -> None:
        problems = self._context.problems
        place, end = Place(file, lines[0].number), lines[-1]
        lines, ident = _without_id(lines, file, problems)
        if any(_ANKI_CLOZE.search(line.text) for line in lines):
            what = "words that are to be recalled stand in `{{c1::…}}` here, as in Anki"
            problems.error(place, what, "write `==` before and after them: `==words==`, with a hint `==words==^[hint]`")
            return
        separator = next((index for index, line in enumerate(lines) if line.text.strip() == "?"), None)
        if separator is None:
            lines, flags = _without_flags(lines)
            front, mark, back = _split_sides(lines, file)
            if back.markdown.startswith(":"):
                what = "the answer begins with a colon, because more than three colons stand in a row"
                problems.warning(place, what, "write `::`, or `:::` for a card that is asked both ways")
        else:
            asked, flags = _without_flags(lines[:separator])
            front, mark = Passage(file, tuple(trimmed(asked))), "?"
            back = Passage(file, tuple(trimmed(lines[separator + 1 :])))
        for flag in dict.fromkeys(flags):
            if flag not in _FLAGS:
                mend = f"{did_you_mean(flag, _FLAGS)} (tags stand in a `tags:` line under the heading)"
                problems.error(place, f"there is no kind of card `#{shortened(flag)}`", mend)
        if front.is_blank:
            problems.error(place, "this card has no question", _FORMS)
        elif back.is_blank if mark else "==" not in _masked(front.markdown):
            problems.error(place, f"this card has no answer: “{shortened(front.markdown)}”", _FORMS)
        title = self._context.markdown.plain(" ".join(line.text.strip() for line in front.lines))
        form = _form(mark, flags)
        back, others = self._answers(form, mark, back, place)
        gap = Gap(end.number, own_line=separator is not None)
        ident = self._context.names.claim("cards", title, place, ident, gap=gap)
        if form == "cloze":
            self._context.names.readdress(ident, f"{ident}.1")
        if deck.section is None and deck.is_sure:
            what = "this card belongs to no section"
            mend = "write `section: …` in the front matter, or under the heading of its deck"
            problems.warning(place, what, mend)
        self._drafts.append(_Draft(ident, form, deck.name, deck.section, deck.tags, front, back, others, place))

    def _answers(self, form: _Form, mark: str, back: Passage, place: Place) -> tuple[Passage, tuple[str, ...]]:
        """The back to be shown, and what is accepted besides it or the steps in order."""
        plain = self._context.markdown.plain
        if form == "type-in":
            first, *others = [part.strip() for part in _split(back.markdown, "|")]
            number = back.place(0).line
            return Passage(back.file, (Line(number, first),)), tuple(plain(other) for other in others if other)
        if form == "order":
            steps = [_STEP.fullmatch(line.text) for line in back.lines if line.text.strip()]
            if mark != "?" or len(steps) < 2 or None in steps:
                too_few = all(steps) and len(steps) == 1
                what = "the answer of an #order card is not a numbered list" + (" of two steps or more" * too_few)
                mend = "write the question, a line `?`, and then lines `1. …`, `2. …`"
                self._context.problems.error(place, what, mend)
            return back, tuple(plain(step[1].strip()) for step in steps if step)
        return back, ()

    def _finish(self, draft: _Draft) -> list[Card]:
        context = self._context
        section = context.section(draft.section)
        if draft.form == "cloze":
            cards = self._cloze(draft, section)
        else:
            front, back = self._side(draft.front), self._side(draft.back)
            accepted = (back.text, *draft.others) if draft.form == "type-in" else draft.others
            cards = [_card(draft, "", section, front, back, accepted)]
            if draft.form == "reversed":
                cards.append(_card(draft, ".r", section, back, front))
        if cards:
            self._note_repeated_front(cards[0].front_text, draft.place)
        return cards

    def _cloze(self, draft: _Draft, section: str) -> list[Card]:
        deletions = self._context.markdown.cloze(draft.front)
        if not deletions:
            what = f"this card has no answer: “{shortened(draft.front.markdown)}”"
            self._context.problems.error(draft.place, what, _FORMS)
        return [
            _card(draft, f".{number}", section, deletion.front, deletion.back, (deletion.words,), deletion.hint)
            for number, deletion in enumerate(deletions, 1)
        ]

    def _side(self, passage: Passage) -> Prose:
        if len(passage.lines) == 1:
            return self._context.markdown.line(passage)
        return self._context.markdown.block(passage, "card")

    def _note_repeated_front(self, front: str, place: Place) -> None:
        first = self._fronts.setdefault(normalised(front), place)
        if first != place:
            what = f"{first} asks the same: “{shortened(front)}”"
            self._context.problems.warning(place, what, "ask something else, or take one of the two out")


@dataclass(frozen=True, slots=True)
class _Deck:
    """What applies to the cards under one heading.

    Attributes:
        is_sure: whether none of the fields is wrong.
    """

    name: str
    section: Field | None
    tags: tuple[str, ...]
    is_sure: bool

    @classmethod
    def of(cls, part: Part, file: str, front: FrontMatter[CardsFields] | None, *, is_sure: bool) -> _Deck:
        """Take from a heading what it says, and from the front matter what it leaves unsaid."""
        fields = front.fields if front else None
        named = front.text("section") if front else ""
        section = Field(named, front.place("section")) if front and named else None
        name = (fields.deck if fields else "") or PurePosixPath(file).stem
        return cls(
            (part.heading.title if part.heading else "") or name,
            part.fields.get("section", section),
            listed(part.fields["tags"]) if "tags" in part.fields else fields.tags if fields else (),
            is_sure,
        )


def _card(
    draft: _Draft,
    ending: str,
    section: str,
    front: Prose,
    back: Prose,
    accepted: tuple[str, ...] = (),
    hint: str = "",
) -> Card:
    return Card(
        id=f"{draft.id}{ending}",
        note=draft.id,
        kind=draft.form,
        deck=draft.deck,
        section=section,
        front=front.html,
        back=back.html,
        front_text=front.text,
        back_text=back.text,
        accepted=accepted,
        hint=hint,
        tags=draft.tags,
    )


def _cards_of(passage: Passage) -> Iterator[list[Line]]:
    """The lines of each card.

    A card ends at a blank line, at an id, and, when it is written in one line, at the end of that line. Code on its own
    is no card.
    """
    card: list[Line] = []
    has_text = several_lines = False
    for line, fenced in in_fences(passage.lines):
        if not fenced and not line.text.strip():
            if has_text:
                yield card
            card, has_text, several_lines = [], False, False
            continue
        card.append(line)
        has_text = has_text or not fenced
        several_lines = several_lines or line.text.strip() == "?"
        if not fenced and (take_id(line.text)[1] or (not several_lines and "::" in _masked(line.text))):
            yield card
            card, has_text, several_lines = [], False, False
    if has_text:
        yield card


def _without_id(lines: Sequence[Line], file: str, problems: Problems) -> tuple[list[Line], str | None]:
    *before, last = lines
    text, ident = take_written_id(last.text, Place(file, last.number), problems)
    kept = [*before, Line(last.number, text)]
    return list(trimmed(kept)), ident


def _without_flags(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """Take `#type-in` and the like off the end of the last line."""
    if not lines:
        return [], ()
    *before, last = lines
    text, flags = take_tags(last.text)
    return [*before, Line(last.number, text.rstrip())], flags


def _split_sides(lines: Sequence[Line], file: str) -> tuple[Passage, str, Passage]:
    """Split a card without a `?` line at `::` or `:::`, which only its last line can hold.

    Returns:
        Front, mark and back; mark and back are empty for a cloze card.
    """
    whole = Passage(file, tuple(lines))
    if not lines:
        return whole, "", whole
    *before, last = lines
    at = _masked(last.text).find("::")
    if at < 0:
        return whole, "", Passage(file, ())
    mark = ":::" if last.text.startswith(":::", at) else "::"
    front = Passage(file, tuple(trimmed([*before, Line(last.number, last.text[:at].strip())])))
    return front, mark, Passage(file, (Line(last.number, last.text[at + len(mark) :].strip()),))


def _form(mark: str, flags: Sequence[str]) -> _Form:
    if "order" in flags:
        return "order"
    if "type-in" in flags:
        return "type-in"
    if not mark:
        return "cloze"
    return "reversed" if mark == ":::" else "basic"


def _masked(text: str) -> str:
    """The text with code blotted out, each character in its place."""
    return _CODE.sub(lambda match: "\0" * len(match[0]), text) if "`" in text else text


def _split(text: str, separator: str) -> list[str]:
    """Split at a separator outside of code."""
    parts: list[str] = []
    start = 0
    masked = _masked(text)
    while (at := masked.find(separator, start)) >= 0:
        parts.append(text[start:at])
        start = at + len(separator)
    return [*parts, text[start:]]

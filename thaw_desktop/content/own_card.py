"""A student's own card, from its Markdown to the form of a pack's cards."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from thaw_desktop.content.lines import Line, Passage
from thaw_desktop.content.markdown import Markdown, Prose
from thaw_desktop.content.model import Card, CardKind
from thaw_desktop.content.names import Names
from thaw_desktop.content.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any


def own_cards(ident: str, payload: Mapping[str, Any]) -> list[Card]:
    """Render an own card by the rules of a pack's cards; a cloze text gives a card for each hidden passage.

    Args:
        ident: id of the source card.
        payload: of a `card.set` event.
    """
    problems = Problems()  # a student's slips are shown as they are, not counted
    markdown = Markdown(Names(problems), (), problems)
    front, back = _passage(payload["front"]), _passage(payload["back"])
    section, tags = str(payload["section"]), tuple(map(str, payload["tags"]))

    def card(
        ending: str, kind: CardKind, asked: Prose, answer: Prose, accepted: tuple[str, ...] = (), hint: str = ""
    ) -> Card:
        return Card(
            id=f"{ident}{ending}",
            note=ident,
            kind=kind,
            deck="",
            section=section,
            front=asked.html,
            back=answer.html,
            front_text=asked.text,
            back_text=answer.text,
            accepted=accepted,
            hint=hint,
            tags=tags,
        )

    form = payload["form"]
    if form == "cloze":
        return [
            card(f".{number}", "cloze", deletion.front, deletion.back, (deletion.words,), deletion.hint)
            for number, deletion in enumerate(markdown.cloze(front), 1)
        ]
    if form == "type-in":
        first, *others = [part.strip() for part in str(payload["back"]).split("|")]
        answer = markdown.block(_passage(first), ident)
        return [card("", "type-in", markdown.block(front, ident), answer, (answer.text, *filter(None, others)))]
    if form == "order":
        steps = [_NUMBER.sub("", line).strip() for line in str(payload["back"]).split("\n")]
        steps = [step for step in steps if step]
        listed = _passage("\n".join(f"{number}. {step}" for number, step in enumerate(steps, 1)))
        told = tuple(markdown.plain(step) for step in steps)
        return [card("", "order", markdown.block(front, ident), markdown.block(listed, ident), told)]
    asked, answer = markdown.block(front, ident), markdown.block(back, ident)
    if form == "reversed":
        return [card("", "reversed", asked, answer), card(".r", "reversed", answer, asked)]
    # A form that only a later version knows is asked as what it is at least: a question with its answer.
    return [card("", "basic", asked, answer)]


_NUMBER = re.compile(r"\s*(?:[0-9]{1,3}[.)]|[-*+])\s+")


def _passage(text: object) -> Passage:
    return Passage("", tuple(Line(number, line) for number, line in enumerate(str(text).split("\n"), 1)))

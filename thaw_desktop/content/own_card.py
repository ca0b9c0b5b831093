"""A student's own card, from its Markdown to the form of a pack's cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.content.lines import Line, Passage
from thaw_desktop.content.markdown import Markdown, Prose
from thaw_desktop.content.model import Card
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

    def card(ending: str, asked: Prose, answer: Prose, accepted: tuple[str, ...] = (), hint: str = "") -> Card:
        return Card(
            id=f"{ident}{ending}",
            note=ident,
            kind="cloze" if accepted else "basic",
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

    if payload["form"] == "cloze":
        return [
            card(f".{number}", deletion.front, deletion.back, (deletion.words,), deletion.hint)
            for number, deletion in enumerate(markdown.cloze(front), 1)
        ]
    return [card("", markdown.block(front, ident), markdown.block(back, ident))]


def _passage(text: object) -> Passage:
    return Passage("", tuple(Line(number, line) for number, line in enumerate(str(text).split("\n"), 1)))

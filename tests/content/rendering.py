"""Renders pieces of Markdown in a pack with one item of each kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thaw_desktop.content.lines import Line, Passage
from thaw_desktop.content.markdown import Markdown, Prose
from thaw_desktop.content.names import Names
from thaw_desktop.content.problems import Place, Problems

if TYPE_CHECKING:
    from thaw_desktop.content.names import LinkKind

_ITEMS: tuple[tuple[LinkKind, str, str], ...] = (
    ("section", "speech", "The Secret Speech"),
    ("faq", "why", "Why?"),
    ("cards", "card", "A card"),
    ("questions", "explain", "Explain"),
    ("timeline", "event", "An event"),
    ("term", "cult", "Cult of personality"),
)


def passage(text: str) -> Passage:
    """The lines of a text, as they stand in a file from line 10 on."""
    return Passage("notes/a.md", tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 10)))


class Renderer:
    """Renders one text at a time and keeps what was said about it."""

    def __init__(self) -> None:
        self.problems = Problems()
        names = Names(self.problems)
        for kind, ident, title in _ITEMS:
            names.claim(kind, title, Place("x", 1), ident)
        names.add_term("cult", "Cult of personality", ("personality cult",))
        self.markdown = Markdown(names, {"media/map.png"}, self.problems)

    def __call__(self, text: str) -> Prose:
        return self.markdown.block(passage(text), "here")

    @property
    def said(self) -> list[str]:
        return [f"{problem.severity} {problem}" for problem in self.problems.in_order()]

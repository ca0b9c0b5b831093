"""A student's own Markdown, made into a page as a pack's is."""

from __future__ import annotations

from thaw_desktop.content.lines import Line, Passage
from thaw_desktop.content.markdown import Markdown, Prose
from thaw_desktop.content.names import Names
from thaw_desktop.content.problems import Problems


def own_prose(text: str, ident: str) -> Prose:
    """Render a text by the rules of packs: safe HTML, and its words alone; slips are shown as they are.

    Args:
        text: Markdown.
        ident: names its footnotes apart from those of other texts.
    """
    problems = Problems()
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return Markdown(Names(problems), (), problems).block(Passage("", lines), ident)

"""A formatted essay as Markdown, for programs that know nothing of Thaw."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from thaw_desktop.practice.formatting import Run, paragraphs

if TYPE_CHECKING:
    from thaw_desktop.practice.formatting import Formatting, Paragraph

_SPECIAL = re.compile(r"([!-/:-@\[-`{-~])")
"""Every sign that CommonMark lets a backslash stand before."""
_LISTS = ("bulleted", "numbered")


def to_markdown(text: str, formatting: Formatting) -> str:
    """The essay as CommonMark: headings of the second level, block quotations, lists, strong and emphasised words.

    Every sign that could mean something is escaped, so that what was typed is what is read. Empty lines only part
    paragraphs, in which Markdown knows one from several no more than a reader does.
    """
    shown = [one for one in paragraphs(text, formatting) if one.text.strip()]
    if not shown:
        return ""
    parts = [_markdown(shown[0])]
    for before, this in pairwise(shown):
        together = this.kind == before.kind and this.kind in _LISTS
        # Two lists, or two quotations, that something empty parted would otherwise become one.
        parts.append("\n" if together else "\n\n")
        parts.append(_markdown(this))
    return "".join(parts) + "\n"


def _markdown(paragraph: Paragraph) -> str:
    marks = {"paragraph": "", "heading": "## ", "quotation": "> ", "bulleted": "- "}
    mark = marks.get(paragraph.kind, f"{paragraph.number}. ")
    words, before = "", " "
    for run, after in pairwise((*paragraph.runs, Run(" "))):
        words += _inline(run, apart=before[-1].isspace() and after.text[0].isspace())
        before = run.text
    return mark + words.strip()


def _inline(run: Run, *, apart: bool) -> str:
    """One run. Spaces at its ends stay outside the stars, and within a word tags do what stars could not."""
    inner = run.text.strip()
    if not inner:
        return " "
    before, after = (" " if end.isspace() else "" for end in (run.text[0], run.text[-1]))
    escaped = _SPECIAL.sub(r"\\\1", inner)
    stars = "*" * (run.bold * 2 + run.italic)
    if stars and not ((apart or before) and (apart or after)):
        names = [name for name, wanted in (("strong", run.bold), ("em", run.italic)) if wanted]
        opened, closed = "".join(f"<{name}>" for name in names), "".join(f"</{name}>" for name in reversed(names))
        return f"{before}{opened}{escaped}{closed}{after}"
    return f"{before}{stars}{escaped}{stars}{after}"

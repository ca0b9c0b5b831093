"""How an essay is built, as HTML whose links lead to the passage: `passage:START-END` in code points."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.ui.words import number, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.practice.structure import Passage, Structure

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""

PASSAGE = "passage:"
_MOST = 12
"""Passages of one kind that are listed; of more it is said how many."""
_LONGEST = 90


def passage_of(link: str) -> tuple[int, int] | None:
    """The start and the end that a link leads to; None for any other link."""
    start, dash, end = link.removeprefix(PASSAGE).partition("-")
    if not link.startswith(PASSAGE) or not dash or not start.isdecimal() or not end.isdecimal():
        return None
    return int(start), int(end)


def structure_html(found: Structure, text: str) -> str:
    """The facts of an essay; empty for one without words."""
    if not found.paragraphs:
        return ""
    told = translate(
        "Structure",
        "What Thaw counts in your text. Choose a passage to see it. These are facts and no marks: words of a kind can "
        "be missing where the thing is there, and stand where it is not.",
    )
    return "".join((
        f'<p class="secondary">{escape(told)}</p>',
        _paragraphs(found, text),
        _view(found, text),
        _conclusion(found, text),
        _connectives(found),
    ))  # fmt: skip


def _paragraphs(found: Structure, text: str) -> str:
    items = []
    for place, one in enumerate(found.paragraphs, start=1):
        if one.heading:
            told = _secondary(translate("Structure", "heading"))
            items.append(f"<p>{_link(one.passage, _quote(text, one.passage))} {told}</p>")
            continue
        kinds = {
            kind: sum(1 for evidence in one.evidence if evidence.kind == kind)
            for kind in ("date", "name", "number", "quotation")
        }
        told = ", ".join(f"{number(count)} {_kind(kind, count)}" for kind, count in kinds.items() if count)
        exact = told or translate("Structure", "no date, name, number or quotation")
        taken = ", ".join(f"“{escape(term.words)}”" for term in one.question_words)
        about = f"{written(one.words)} · {exact}"
        if taken:
            about += " · " + translate("Structure", "takes up {words}").format(words=taken)
        items.append(
            f"<p><b>{number(place)}</b> {_link(one.passage, _quote(text, one.passage))}<br>{_secondary(about)}</p>"
        )
    longest, shortest = found.longest, found.shortest
    balance = ""
    if longest is not None and shortest is not None and longest is not shortest:
        told = translate("Structure", "The longest paragraph has {longest}, the shortest {shortest}.")
        lengths = told.format(longest=written(longest.words), shortest=written(shortest.words))
        balance = f"<p>{escape(lengths)}</p>"
    return f"<h2>{escape(translate('Structure', 'Paragraphs'))}</h2>{balance}{''.join(items)}"


def _view(found: Structure, text: str) -> str:
    body = _passages(found.counter, text) or _none(
        translate("Structure", "No words were found that usually bring in another view.")
    )
    return f"<h2>{escape(translate('Structure', 'Another view'))}</h2>{body}"


def _conclusion(found: Structure, text: str) -> str:
    parts = [f"<h2>{escape(translate('Structure', 'Judgement in the conclusion'))}</h2>"]
    parts.append(
        _passages(found.judgement, text)
        or _none(translate("Structure", "No words were found in it that usually weigh or judge."))
    )
    if found.conclusion is not None:
        parts.append(f"<p>{_link(found.conclusion, translate('Structure', 'See the conclusion'))}</p>")
    if found.conclusion_terms:
        words = ", ".join(f"“{escape(term.words)}”" for term in found.conclusion_terms)
        parts.append(
            _none(translate("Structure", "It takes up these words of the question: {words}.").format(words=words))
        )
    return "".join(parts)


def _connectives(found: Structure) -> str:
    names = {
        "cause": translate("Structure", "Cause and effect"),
        "contrast": translate("Structure", "Contrast"),
        "addition": translate("Structure", "Adding"),
        "example": translate("Structure", "Examples"),
        "weighing": translate("Structure", "Weighing"),
    }
    rows = []
    for kind, passages in found.connectives.items():
        links = ", ".join(_link(one, one.words) for one in passages[:_MOST])
        more = _more(len(passages))
        rows.append(f"<p>{escape(names[kind])}: {links or _secondary(translate('Structure', 'none'))}{more}</p>")
    count = sum(map(len, found.connectives.values()))
    share = translate("Structure", "{n} in {words}").format(n=number(count), words=written(found.words))
    return f"<h2>{escape(translate('Structure', 'Connectives'))}</h2><p>{escape(share)}</p>{''.join(rows)}"


def _passages(passages: Sequence[Passage], text: str) -> str:
    shown = "".join(
        f"<p>{_link(one, _quote(text, one))} {_secondary(f'“{escape(one.words)}”')}</p>" for one in passages[:_MOST]
    )
    return f"{shown}{_more(len(passages))}"


def _more(count: int) -> str:
    return (
        " " + _secondary(translate("Structure", "and {n} more").format(n=number(count - _MOST)))
        if count > _MOST
        else ""
    )


def _link(passage: Passage, words: str) -> str:
    return f'<a href="{PASSAGE}{passage.start}-{passage.end}">{escape(words)}</a>'


def _quote(text: str, passage: Passage) -> str:
    words = " ".join(text[passage.start : min(passage.end, passage.start + 4 * _LONGEST)].split())
    return words if len(words) <= _LONGEST else words[:_LONGEST].rsplit(" ", 1)[0] + "…"


def _secondary(html: str) -> str:
    return f'<span class="secondary">{html}</span>'


def _none(html: str) -> str:
    return f'<p class="secondary">{html}</p>'


def _kind(kind: str, count: int) -> str:
    one = {
        "date": translate("Structure", "date"),
        "name": translate("Structure", "name"),
        "number": translate("Structure", "number"),
        "quotation": translate("Structure", "quotation"),
    }
    many = {
        "date": translate("Structure", "dates"),
        "name": translate("Structure", "names"),
        "number": translate("Structure", "numbers"),
        "quotation": translate("Structure", "quotations"),
    }
    return (one if count == 1 else many)[kind]

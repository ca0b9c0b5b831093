"""The two sides of a card as HTML: what is asked, and what is shown afterwards."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from thaw_desktop.flashcards.steps import mixed
from thaw_desktop.flashcards.typed_answer import Comparison, compare

if TYPE_CHECKING:
    from thaw_desktop.content.model import Card
    from thaw_desktop.flashcards.session import Prompt
    from thaw_desktop.ui.theme import Tokens

_BLOCKS = re.compile(r"<(?:ul|ol|table|pre|blockquote)\b", re.IGNORECASE)
_SHORT = 120
"""Characters up to which a side is set large."""
_MIDDLING = 300
_ALIKE = 0.6
"""The share of letters that must agree for the others to be marked: between unlike words that would be a jumble."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What the student wrote, and how it is looked at.

    Attributes:
        text: empty when nothing was written.
        case: whether other capitals are forgiven.
        accents: whether other accents are forgiven.
    """

    text: str
    case: bool = True
    accents: bool = True


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a card.

    Attributes:
        html: its body.
        scale: size of its text against the size of running text on a page.
    """

    html: str
    scale: float


def _tr(text: str) -> str:
    return QCoreApplication.translate("Flashcards", text)


def front(prompt: Prompt) -> Face:
    """What is asked; a put-in-order card lists its steps mixed, each with a letter."""
    card = prompt.card
    html = _centred(card.front)
    if card.kind == "order":
        steps = "".join(f"<li>{escape(step)}</li>" for step in _mixed(prompt))
        html += _centred(f'<ol type="A">{steps}</ol>')
    return Face(html, _scale(card.front_text, list_below=card.kind == "order"))


def question(prompt: Prompt) -> Face | None:
    """What stays of the front above the answer; None when the answer takes its place."""
    card = prompt.card
    if card.kind == "cloze":
        return None  # the same sentence, the gap filled
    if card.kind == "order":
        return Face(_centred(card.front), _scale(card.front_text, list_below=True))
    return front(prompt)


def back(prompt: Prompt, typed: Typed, tokens: Tokens) -> Face:
    """What is shown afterwards: the answer, for a typed one with what was typed beside it.

    Args:
        prompt: the card.
        typed: what the student wrote.
        tokens: the theme's colours.
    """
    card = prompt.card
    if card.kind == "type-in" and card.accepted:
        return Face(_typed_back(card, typed, tokens), _scale(card.accepted[0]))
    if card.kind == "order":
        return Face(_ordered_back(prompt), _scale(card.front_text, list_below=True))
    # A short answer stands in the accent colour, as the eye looks for it; a long one is there to be read.
    short = len(card.back_text) <= _SHORT and card.kind != "cloze" and not _BLOCKS.search(card.back)
    html = f'<div style="color:{tokens.primary}">{card.back}</div>' if short else card.back
    return Face(_centred(html), _scale(card.back_text, list_below=bool(_BLOCKS.search(card.back))))


def with_source(face: Face, section: str, words: str) -> Face:
    """The same side with a link to the section it comes from at its end."""
    link = f'<p class="small"><a href="thaw:section/{escape(section)}">{escape(words)}</a></p>'
    return Face(face.html + _centred(link), face.scale)


def with_mark(face: Face, mark: str) -> Face:
    """The same side with a mark, which is HTML, on a line of its own at its end."""
    return Face(face.html + _centred(f"<p>{mark}</p>"), face.scale)


def _mixed(prompt: Prompt) -> tuple[str, ...]:
    turn = prompt.state.reps if prompt.state is not None else 0
    return mixed(prompt.card.accepted, prompt.card.id, turn)


def _ordered_back(prompt: Prompt) -> str:
    """The steps in the right order, each with the letter that it had."""
    letters = {step: chr(ord("A") + place) for place, step in enumerate(_mixed(prompt))}
    steps = "".join(
        f'<li>{escape(step)} <span class="secondary">({letters[step]})</span></li>' for step in prompt.card.accepted
    )
    return _centred(f"<ol>{steps}</ol>")


def comparison(card: Card, typed: Typed) -> Comparison | None:
    """How near a typed answer comes; None for a card that is not typed, or when nothing was."""
    if card.kind != "type-in" or not card.accepted or not typed.text.strip():
        return None
    return compare(typed.text, card.accepted, case=typed.case, accents=typed.accents)


def verdict_words(found: Comparison | None) -> str:
    """Say how near a typed answer came, in a word or two."""
    if found is None:
        return ""
    if found.forgiven:
        return _tr("Right, but for capitals or accents")
    return {"right": _tr("Right"), "close": _tr("Nearly"), "wrong": _tr("Not this time")}[found.verdict]


def spoken(card: Card, typed: Typed) -> str:
    """The answer as a screen reader is to say it."""
    found = comparison(card, typed)
    return f"{verdict_words(found)}. {card.back_text}" if found is not None else card.back_text


def _typed_back(card: Card, typed: Typed, tokens: Tokens) -> str:
    # The best answer is the one to remember, whichever accepted one the student came near to.
    parts = [f'<p><span style="color:{tokens.primary}">{escape(card.accepted[0])}</span></p>']
    found = comparison(card, typed)
    if found is not None:
        wrote = escape(_tr("You wrote:"))
        parts.append(f'<p class="small">{wrote} {_pieces(found, tokens)} — {_verdict(found, tokens)}</p>')
    return _centred("".join(parts))


def _verdict(found: Comparison, tokens: Tokens) -> str:
    colour = {"right": tokens.good_text, "close": tokens.caution_text, "wrong": tokens.bad_text}[found.verdict]
    return f'<span style="color:{colour}; font-weight:600">{escape(verdict_words(found))}</span>'


def _pieces(found: Comparison, tokens: Tokens) -> str:
    """What was typed, with slips marked; something quite different is shown as it was typed."""
    typed = [piece for piece in found.pieces if piece.kind != "missing"]
    same = sum(len(piece.text) for piece in typed if piece.kind == "same")
    if same < _ALIKE * sum(len(piece.text) for piece in found.pieces):
        return escape("".join(piece.text for piece in typed))
    # Struck out and underlined, so that colour is not the only sign.
    styles = {
        "same": "",
        "extra": f"color:{tokens.bad_text}; text-decoration:line-through",
        "missing": f"color:{tokens.good_text}; text-decoration:underline",
    }
    return "".join(f'<span style="{styles[piece.kind]}">{escape(piece.text)}</span>' for piece in found.pieces)


def _scale(text: str, *, list_below: bool = False) -> float:
    if len(text) <= _SHORT:
        return 1.2 if list_below else 1.45
    return 1.2 if len(text) <= _MIDDLING else 1.0


def _centred(html: str) -> str:
    """The body in the middle: lines of prose centred, lists and tables as a whole."""
    if _BLOCKS.search(html):
        return f'<table align="center"><tr><td class="whole">{html}</td></tr></table>'
    return f'<div align="center">{html}</div>'

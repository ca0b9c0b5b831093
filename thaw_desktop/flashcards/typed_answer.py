"""A typed answer held against the accepted ones, letter by letter; the machine suggests, the student decides."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from thaw_desktop.flashcards.scheduling import Rating

Verdict = Literal["right", "close", "wrong"]
"""The same words; a slip of spelling away from them; something else."""

PieceKind = Literal["same", "extra", "missing"]
"""Letters that agree with the answer, that do not belong there, and that are left out."""

_CLOSE = 0.8
"""The share of letters in common from which an answer counts as a slip (difflib's ratio)."""

# Letters with a stroke or joined letters, which Unicode does not take apart into a plain letter and an accent.
_PLAIN = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
_IGNORED = re.compile(r"[\s\u0300-\u036f.,;:!?'\"‘’“”„«»()\-‐-―]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of letters of the comparison."""

    text: str
    kind: PieceKind


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was typed, beside the accepted answer that is nearest to it.

    Attributes:
        answer: that accepted answer.
        verdict: how near it is.
        pieces: what was typed with what is missing put in, in order.
        forgiven: whether it is right only because other capitals or accents are forgiven.
    """

    answer: str
    verdict: Verdict
    pieces: tuple[Piece, ...]
    forgiven: bool = False

    @property
    def suggested(self) -> Rating:
        """The rating that the comparison speaks for."""
        return {"right": 3, "close": 2, "wrong": 1}[self.verdict]  # type: ignore[return-value]


def compare(typed: str, accepted: Sequence[str], *, case: bool = True, accents: bool = True) -> Comparison:
    """Hold a typed answer against the accepted ones; punctuation and spaces are forgiven.

    Args:
        typed: what the student wrote.
        accepted: at least one answer, the best first; of equally near ones the earlier is taken.
        case: whether other capitals are forgiven; if not they are a slip.
        accents: whether missing or other accents are forgiven; if not they are a slip.
    """
    typed, fold = " ".join(typed.split()), _folding(case=case, accents=accents)
    wanted = max(accepted, key=lambda answer: _likeness(_folded(typed, fold), _folded(answer, fold)))
    verdict = _verdict(_folded(typed, fold), _folded(wanted, fold))
    if verdict == "wrong":  # among letters that are all alike but for accents, or in a short word, still a slip
        verdict = "close" if _folded(typed, _fold) == _folded(wanted, _fold) else "wrong"
    exact = _folding(case=False, accents=False)
    forgiven = verdict == "right" and _folded(typed, exact) != _folded(wanted, exact)
    return Comparison(wanted, verdict, _pieces(typed, wanted, fold), forgiven)


def _folding(*, case: bool, accents: bool) -> Callable[[str], str]:
    """What makes letters alike that count as the same."""

    def fold(letters: str) -> str:
        if case:
            letters = letters.casefold()
        if accents:
            # Capitals with a stroke are taken apart as small ones, and stay capitals.
            letters = "".join(_plain(letter) for letter in letters)
        return _IGNORED.sub("", unicodedata.normalize("NFKD" if accents else "NFKC", letters))

    return fold


def _plain(letter: str) -> str:
    small = letter.lower()
    plain = small.translate(_PLAIN)
    return letter if plain == small else plain if letter == small else plain.capitalize()


def _fold(letters: str) -> str:
    return _folding(case=True, accents=True)(letters)


def _folded(text: str, fold: Callable[[str], str]) -> str:
    # An answer of nothing but signs ("?!") is compared as it stands.
    return fold(text) or text.strip()


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _verdict(typed: str, wanted: str) -> Verdict:
    if typed == wanted:
        return "right"
    # 1957 for 1956 is one key away and yet another year.
    same_numbers = re.findall(r"\d+", typed) == re.findall(r"\d+", wanted)
    return "close" if same_numbers and _likeness(typed, wanted) >= _CLOSE else "wrong"


def _pieces(typed: str, wanted: str, fold: Callable[[str], str]) -> tuple[Piece, ...]:
    typed, wanted = unicodedata.normalize("NFC", typed), unicodedata.normalize("NFC", wanted)
    matcher = SequenceMatcher(None, [fold(sign) for sign in typed], [fold(sign) for sign in wanted], autojunk=False)
    pieces: list[Piece] = []
    for _, start, end, wanted_start, wanted_end in matcher.get_opcodes():
        agrees = [fold(sign) for sign in typed[start:end]] == [fold(sign) for sign in wanted[wanted_start:wanted_end]]
        if agrees:
            pieces.append(Piece(typed[start:end], "same"))
            continue
        if typed[start:end]:
            pieces.append(Piece(typed[start:end], "extra" if fold(typed[start:end]) else "same"))
        # A missing comma is forgiven, so it is not shown as missing either; a missing space stands with its word.
        if fold(wanted[wanted_start:wanted_end]):
            pieces.append(Piece(wanted[wanted_start:wanted_end], "missing"))
    return tuple(pieces)

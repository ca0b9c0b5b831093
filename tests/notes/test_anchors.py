"""Passages are found again in texts that were edited, or are said to be gone."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thaw_desktop.notes.anchors import CONTEXT, Anchor, locate, locate_exact

if TYPE_CHECKING:
    from thaw_desktop.content.library import Library

TEXT = (
    "Khrushchev spoke for four hours on 25 February 1956.\n"
    "He said that Stalin had broken the rules of the Party, and he named the men who had been shot.\n"
    "Nobody was to take notes. Copies were read aloud in every Party branch within weeks."
)


def anchor(quote: str, text: str = TEXT) -> Anchor:
    start = text.index(quote)
    return Anchor.of(text, start, start + len(quote))


def found(mark: Anchor, text: str) -> str | None:
    place = locate(mark, text)
    return None if place is None else text[place[0] : place[1]]


words = st.lists(st.text(st.characters(categories=("L", "N")), min_size=1, max_size=9), min_size=6, max_size=80)


def test_an_anchor_holds_the_words_without_the_spaces_around_them_and_what_stands_next_to_them() -> None:
    mark = Anchor.of(TEXT, TEXT.index(" for four"), TEXT.index("hours") + 6)
    assert mark.quote == "for four hours"
    assert mark.before == "Khrushchev spoke "
    assert mark.after == TEXT[mark.start + len(mark.quote) :][:CONTEXT]
    with pytest.raises(ValueError, match="no words"):
        Anchor.of(TEXT, 10, 11)


@given(words, words, st.data())
def test_words_that_were_not_touched_are_found_whatever_is_put_before_and_after(
    text: list[str], more: list[str], data: st.DataObject
) -> None:
    whole = " ".join(text)
    first = data.draw(st.integers(0, len(text) - 2))
    last = data.draw(st.integers(first + 1, len(text)))
    start = len(" ".join(text[:first])) + (first > 0)
    quote = " ".join(text[first:last])
    mark = Anchor.of(whole, start, start + len(quote))
    edited = f"{' '.join(more)} {whole} {' '.join(more)}"
    assume(edited.count(quote) == 1)
    assert found(mark, edited) == quote


@given(st.text(max_size=200), st.text(max_size=300), st.data())
def test_whatever_the_text_the_place_lies_in_it(text: str, other: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assume(text[start:end].strip())
    mark = Anchor.of(text, start, end)
    assert found(mark, text) == mark.quote
    place = locate(mark, other)
    assert place is None or 0 <= place[0] < place[1] <= len(other)


@given(words, st.data())
def test_a_long_passage_is_found_when_one_word_of_it_is_changed(text: list[str], data: st.DataObject) -> None:
    text = [f"word{number}{one}" for number, one in enumerate([*text, *text])]
    mark = Anchor.of(" ".join(text), 0, len(" ".join(text)))
    at = data.draw(st.integers(1, len(text) - 2))
    edited = " ".join([*text[:at], "x", *text[at + 1 :]])
    place = locate(mark, f"Before it. {edited}")
    assert place is not None
    assert place[0] <= 11 + len(text[0])
    assert place[1] >= len(edited)


def test_of_the_same_words_in_several_places_those_with_the_same_neighbours_are_meant() -> None:
    text = "In Moscow the Party met. In Kiev the Party met. In Minsk the Party met."
    start = text.index("the Party", 20)
    mark = Anchor.of(text, start, start + len("the Party"))
    edited = f"In Riga the Party met. {text}"
    assert locate(mark, edited) == (start + 23, start + 32)


def test_short_words_in_other_surroundings_are_not_taken_for_the_passage() -> None:
    mark = anchor("the rules")
    assert locate(mark, "A game has many things to know, and the rules are only a part.") is None
    assert locate_exact(mark, TEXT) is not None


def test_a_passage_that_was_taken_out_is_gone() -> None:
    mark = anchor("Nobody was to take notes. Copies were read aloud in every Party branch within weeks.")
    text = "Maize was sown in Siberia, where it froze. Milk and meat were to overtake America’s in four years."
    assert locate(mark, text) is None


def test_a_passage_that_was_reworded_is_found_with_its_true_ends() -> None:
    mark = anchor("Stalin had broken the rules of the Party")
    edited = TEXT.replace("had broken the rules", "had often broken all the rules")
    assert found(mark, edited) == "Stalin had often broken all the rules of the Party"


def test_nine_of_ten_passages_of_real_notes_are_found_after_many_edits(library: Library) -> None:
    rng = random.Random(600)
    texts = [library.section("destalinisation", one.id) for one in library.outline("destalinisation")]
    right = wrong = lost = 0
    for text in [one.text for one in texts if one is not None and len(one.text) > 500]:
        numbered, edited = numbered_and_edited(text, rng)
        for _ in range(8):
            start = rng.randrange(len(text) - 200)
            mark = Anchor.of(text, start, start + rng.randrange(20, 160))
            kept = surviving(numbered, mark)
            place = locate(mark, edited[0])
            if len(kept) < 3:
                continue
            if place is None:
                lost += 1
                continue
            here = {number for number, begin, end in edited[1] if begin < place[1] and end > place[0]}
            right, wrong = (right + 1, wrong) if here & kept else (right, wrong + 1)
    assert right / (right + wrong + lost) > 0.93
    assert wrong / (right + wrong + lost) < 0.02


Numbered = list[tuple[int, int, int]]


def numbered_and_edited(text: str, rng: random.Random) -> tuple[Numbered, tuple[str, Numbered]]:
    """The words of a text by number, and the text with some words changed or left out and its paragraphs shuffled."""
    numbered = [(number, *one.span()) for number, one in enumerate(re.finditer(r"\S+", text))]
    lines: list[list[tuple[int, str]]] = [[]]
    for number, start, end in numbered:
        if number and "\n" in text[numbered[number - 1][2] : start]:
            lines.append([])
        chance = rng.random()
        if chance >= 0.02:
            lines[-1].append((number, "changed" if chance < 0.05 else text[start:end]))
    if rng.random() < 0.5:
        rng.shuffle(lines)
    edited, places = "", []
    for line in lines:
        for number, word in line:
            places.append((number, len(edited), len(edited) + len(word)))
            edited += f"{word} "
        edited += "\n"
    return numbered, (edited, places)


def surviving(numbered: Numbered, mark: Anchor) -> set[int]:
    end = mark.start + len(mark.quote)
    return {number for number, begin, finish in numbered if begin < end and finish > mark.start}

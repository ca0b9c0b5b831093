"""What can be undone of an essay, also after a restart."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from thaw_desktop.practice import edit_journal
from thaw_desktop.practice.edit_journal import Edit, EditJournal, Passage

Essay = tuple[str, bytes]
"""A text with the line break that stands at its end, and its marks."""


def plain(text: str) -> Passage:
    return Passage(text, bytes(len(text)))


def put(essay: Essay, edit: Edit) -> Essay:
    """The essay after an edit that fits it."""
    text, marks = essay
    end = edit.at + len(edit.removed.text)
    assert (text[edit.at : end], marks[edit.at : end]) == (edit.removed.text, edit.removed.marks)
    return (
        text[: edit.at] + edit.inserted.text + text[end:],
        marks[: edit.at] + edit.inserted.marks + marks[end:],
    )


def passages() -> st.SearchStrategy[Passage]:
    characters = st.lists(st.tuples(st.sampled_from("ab 😀\n"), st.integers(0, 3)), max_size=6)
    return characters.map(lambda pairs: Passage("".join(c for c, _ in pairs), bytes(mark for _, mark in pairs)))


def type_all(journal: EditJournal, essay: Essay, wishes: list[tuple[int, int, Passage]]) -> list[Essay]:
    """Make edits at places that are bent to fit; how the essay stood after each."""
    states = [essay]
    for wished, length, inserted in wishes:
        text, marks = states[-1]
        at = wished % len(text)
        end = min(len(text) - 1, at + length)
        edit = Edit(at, Passage(text[at:end], marks[at:end]), inserted)
        if edit.removed != inserted:
            journal.note(edit)
            states.append(put(states[-1], edit))
    return states


wishes = st.lists(st.tuples(st.integers(0, 99), st.integers(0, 4), passages()), max_size=12)


@given(wishes, st.integers(0, 5))
@settings(max_examples=80)
def test_undo_and_redo_lead_back_and_forth_over_a_restart(wished: list[Any], back: int) -> None:
    journal = EditJournal()
    states = type_all(journal, ("start\n", bytes(6)), wished)
    essay = states[-1]
    for _ in range(back):
        edit = journal.undo()
        if edit is not None:
            essay = put(essay, edit.turned_back())

    journal = EditJournal.from_json(json.loads(json.dumps(journal.to_json())), essay[0][:-1])

    while (edit := journal.undo()) is not None:
        essay = put(essay, edit.turned_back())
        assert essay in states
    assert essay == states[0]
    while (edit := journal.redo()) is not None:
        essay = put(essay, edit)
    assert essay == states[-1]


@given(wishes, st.text("ab \n", max_size=8))
@settings(max_examples=40)
def test_a_journal_of_another_text_is_left_out_as_far_as_it_does_not_fit(wished: list[Any], other: str) -> None:
    journal = EditJournal()
    type_all(journal, ("start\n", bytes(6)), wished)

    journal = EditJournal.from_json(journal.to_json(), other)

    text = other + "\n"
    while (edit := journal.undo()) is not None:
        end = edit.at + len(edit.inserted.text)
        assert text[edit.at : end] == edit.inserted.text
        text = text[: edit.at] + edit.removed.text + text[end:]


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=3),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(("done", "undone")), inner),
        max_leaves=15,
    )
)
@settings(max_examples=60)
def test_a_damaged_journal_is_read_as_far_as_it_is_sound(values: object) -> None:
    EditJournal.from_json(values, "text")
    EditJournal.from_json({"done": [values], "undone": values}, "text")


def test_letters_typed_in_a_row_are_undone_by_the_word_and_a_new_place_begins_anew() -> None:
    journal = EditJournal()
    sentence = "The speech was secret for years and then not"
    for at, letter in enumerate(sentence):
        journal.note(Edit(at, plain(""), plain(letter)))
    journal.note(Edit(0, plain(""), plain("X")))

    undone = [edit.inserted.text for edit in iter(journal.undo, None)]

    assert "".join(reversed(undone[1:])) == sentence
    assert all(text.endswith(" ") for text in undone[2:])
    assert len(undone) <= 4


def test_deleting_backwards_is_undone_as_one() -> None:
    journal = EditJournal()
    for at in (3, 2, 1):
        journal.note(Edit(at, plain("abcd"[at]), plain("")))

    assert journal.undo() == Edit(1, plain("bcd"), plain(""))
    assert not journal.can_undo


def test_what_is_sealed_is_undone_apart() -> None:
    journal = EditJournal()
    journal.note(Edit(0, plain(""), plain("a")))
    journal.seal()
    journal.note(Edit(1, plain(""), plain("b")))

    assert journal.undo() == Edit(1, plain(""), plain("b"))


def test_a_journal_forgets_the_oldest_and_keeps_at_least_the_last() -> None:
    journal = EditJournal()
    for _ in range(edit_journal.MOST_STEPS + 5):
        journal.note(Edit(0, plain(""), plain("one\n")))
    assert len(journal.to_json()["done"]) == edit_journal.MOST_STEPS

    journal.note(Edit(0, plain(""), plain("x" * (edit_journal.MOST_CHARACTERS + 1))))
    assert len(journal.to_json()["done"]) == 1

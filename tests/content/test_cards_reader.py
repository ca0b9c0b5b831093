"""Cards of every kind, and what is wrong with those that are none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Card, Pack

    Check = Callable[[dict[str, str | bytes]], tuple[Pack | None, list[str]]]

_HEAD = "---\nsection: s\n---\n"


def _cards(check_files: Check, text: str) -> list[Card]:
    pack, problems = check_files({"cards/a.md": _HEAD + text})
    assert pack is not None, problems
    assert problems == []
    return list(pack.cards)


def test_cards_of_one_line(check_files: Check) -> None:
    (card,) = _cards(check_files, "Who *spoke*?::Khrushchev ^who")

    assert (card.id, card.note, card.kind) == ("who", "who", "basic")
    assert card.front == "<p>Who <em>spoke</em>?</p>"
    assert (card.front_text, card.back_text) == ("Who spoke?", "Khrushchev")
    assert card.accepted == ()


def test_cards_reversed_have_a_twin(check_files: Check) -> None:
    first, twin = _cards(check_files, "Front:::Back ^both")

    assert [(card.id, card.note, card.kind) for card in (first, twin)] == [
        ("both", "both", "reversed"),
        ("both.r", "both", "reversed"),
    ]
    assert (twin.front_text, twin.back_text) == ("Back", "Front")


def test_cards_of_a_cloze_share_their_note(parsed_pack: Pack) -> None:
    cards = [card for card in parsed_pack.cards if card.kind == "cloze"]

    assert [(card.id, card.note, card.accepted, card.hint) for card in cards] == [
        ("card-cult.1", "card-cult", ("cult of personality",), ""),
        ("card-cult.2", "card-cult", ("un-Marxist",), "opposed to Marx"),
    ]


def test_cards_typed_accept_every_alternative(check_files: Check) -> None:
    (card,) = _cards(check_files, "Year?::1956 | *25* February 1956 #type-in ^year")

    assert card.kind == "type-in"
    assert card.accepted == ("1956", "25 February 1956")
    assert card.back == "<p>1956</p>"


def test_cards_in_order_keep_their_steps(check_files: Check) -> None:
    (card,) = _cards(check_files, "Put in order #order\n?\n1. *First*\n2. Second\n^steps")

    assert card.kind == "order"
    assert card.accepted == ("First", "Second")
    assert card.front_text == "Put in order"
    assert card.back.startswith("<ol>")


def test_cards_of_several_lines_hold_any_markdown(check_files: Check) -> None:
    (card,) = _cards(check_files, "Name **two**\nof them\n?\n- a::b\n- c ^two")

    assert card.front_text == "Name two of them"
    assert card.back == "<ul><li>a::b</li>\n<li>c</li>\n</ul>"


def test_cards_end_at_ids_at_blank_lines_and_at_the_line(check_files: Check) -> None:
    cards = _cards(check_files, "a::b ^one\nc::d ^two\n==e== f\ng ^three\n\nh\n?\ni\n^four\n\nj\n?\nk ^five")

    assert [card.id for card in cards] == ["one", "two", "three.1", "four", "five"]
    assert cards[2].back_text == "e f g"


def test_cards_never_come_from_code(check_files: Check) -> None:
    cards = _cards(
        check_files,
        "```\nno::card ^no\n\n==none==\n```\n\nWhat does `a::b` mean?::A path ^path\n\n"
        "Show it\n?\n```\nx::y\n\nz\n```\n^shown\n\n`==a==` but ==b== ^cloze",
    )

    assert [card.id for card in cards] == ["path", "shown", "cloze.1"]
    assert cards[0].front == "<p>What does <code>a::b</code> mean?</p>"
    assert cards[1].back == "<pre>x::y\n\nz\n</pre>"
    assert cards[2].accepted == ("b",)


def test_cards_take_deck_section_and_tags_from_their_heading(check_files: Check) -> None:
    people = """
        ---
        deck: People
        section: s
        tags: [x]
        ---
        a::b ^a

        ## Poets
        section: t
        tags: y, z

        c::d ^c

        ### Painters

        e::f ^e
        """
    plain = "## Deck\nsection: s\n\ng::h ^g"

    pack, problems = check_files(
        {"cards/people.md": people, "cards/plain.md": plain, "notes/t.md": "---\nid: t\ntitle: T\n---\n"}
    )

    assert pack is not None
    assert problems == []
    assert [(card.id, card.deck, card.section, card.tags) for card in pack.cards] == [
        ("a", "People", "s", ("x",)),
        ("c", "Poets", "t", ("y", "z")),
        ("e", "Painters", "s", ("x",)),
        ("g", "Deck", "s", ()),
    ]


def test_cards_without_deck_are_named_for_their_file(check_files: Check) -> None:
    pack, problems = check_files({"cards/people.md": "a::b ^a"})

    assert pack is not None
    assert pack.cards[0].deck == "people"
    assert problems == [
        "warning cards/people.md:1: this card belongs to no section; "
        "write `section: …` in the front matter, or under the heading of its deck"
    ]


def test_cards_link_terms_of_the_glossary(parsed_pack: Pack, check_files: Check) -> None:
    pack, _ = check_files({"cards/a.md": _HEAD + "What is a ==cult==?::See [[s]] ^a", "glossary.md": "Cult ^t\n: x"})

    assert pack is not None
    assert '<a href="term:t" class="term">cult</a>' in pack.cards[0].front
    assert '<a href="thaw:section/s">Section</a>' in pack.cards[0].back


def test_cards_of_a_cloze_are_linked_by_their_first(check_files: Check) -> None:
    pack, _ = check_files({"cards/a.md": _HEAD + "a ==b== c ^cloze", "faq.md": "## Why? ^why\n\nSee [[cloze|this]]."})

    assert pack is not None
    assert pack.faqs[0].html == '<p>See <a href="thaw:cards/cloze.1">this</a>.</p>'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Just text", "this card has no answer: “Just text”"),
        ("Question ^id", "this card has no answer: “Question”"),
        ("Question:: ^id", "this card has no answer: “Question”"),
        ("Question\n?\n^id", "this card has no answer: “Question”"),
        ("`==code==` ^id", "this card has no answer: “`==code==`”"),
        ("== a == ^id", "this card has no answer: “== a ==”"),
        ("::Answer ^id", "this card has no question"),
        ("?\nAnswer ^id", "this card has no question"),
        ("Q::A #history ^id", "there is no kind of card `#history`"),
        ("Q::A #order ^id", "the answer of an #order card is not a numbered list"),
        ("Q #order\n?\n- a\n- b\n^id", "the answer of an #order card is not a numbered list"),
        ("Q::A ^Big", "`Big` cannot be an id"),
        ("Q::A ^s", "the id `s` is used twice: here and in notes/s.md:2"),
        ("Q::![x](http://x.org/y.png) ^id", "the picture http://x.org/y.png is not in the pack's `media` folder"),
    ],
)
def test_cards_name_what_is_wrong(text: str, message: str, check_files: Check) -> None:
    pack, problems = check_files({"cards/a.md": f"{_HEAD}\n{text}\n"})

    assert pack is None
    errors = [problem.partition(";")[0] for problem in problems if problem.startswith("error")]
    assert errors == [f"error cards/a.md:5: {message}"]


@pytest.mark.parametrize("where", ["---\nsection: t\n---\na::b ^a", "## Deck\nsection: t\n\na::b ^a"])
def test_cards_of_an_unknown_section_are_an_error(where: str, check_files: Check) -> None:
    _, problems = check_files({"cards/a.md": where})

    assert problems == ["error cards/a.md:2: there is no section `t`; write one of `s`"]


def test_cards_name_the_section_that_was_meant(check_files: Check) -> None:
    _, problems = check_files(
        {"cards/a.md": "---\nsection: speach\n---\na::b ^a", "notes/t.md": "---\nid: speech\ntitle: T\n---\n"}
    )

    assert problems == ["error cards/a.md:2: there is no section `speach`; did you mean `speech`?"]


def test_cards_without_id_keep_their_derived_id_when_they_move(check_files: Check) -> None:
    first, problems = check_files({"cards/a.md": _HEAD + "When did he speak?::1956"})
    second, _ = check_files({"cards/a.md": _HEAD + "x::y ^x\n\nWhen did he  SPEAK?::In February 1956"})

    assert first is not None
    assert second is not None
    assert first.cards[0].id == second.cards[1].id
    assert problems == [
        "warning cards/a.md:4: this card has no id, so progress made with it is lost when its words change; "
        f"write ` ^{first.cards[0].id}` at its end, the id that it has had so far"
    ]


def test_cards_warn_when_two_ask_the_same(check_files: Check) -> None:
    pack, problems = check_files(
        {
            "cards/a.md": _HEAD + "Who *spoke*?::A ^a",
            "cards/b.md": _HEAD + "who spoke?::B ^b\n\n==x== y ^c\n\nz ==x== ^d",
        }
    )

    assert pack is not None
    assert problems == [
        "warning cards/b.md:4: cards/a.md:4 asks the same: “who spoke?”; ask something else, or take one of the two out"
    ]

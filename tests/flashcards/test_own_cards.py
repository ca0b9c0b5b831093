"""Cards that the student makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.core import kinds
from thaw_desktop.core.errors import ThawError
from thaw_desktop.flashcards.own_cards import OwnCards

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.own_cards import Form

PACK = "sample"


@pytest.fixture
def own(log: EventLog) -> OwnCards:
    return OwnCards(log)


def test_each_form_gives_the_cards_of_its_kind(own: OwnCards, clock: FakeClock) -> None:
    made: list[tuple[Form, str, str]] = [
        ("basic", "Who?", "**Bulganin**"),
        ("reversed", "The premier", "Bulganin"),
        ("cloze", "The ==thaw== came in ==1956==^[year].", ""),
        ("type-in", "Which city?", "Novocherkassk | Novocherkask"),
        ("order", "In order", "2. Poland\n\n- Hungary\nChina"),
    ]
    for form, front, back in made:
        own.make(PACK, form, front, back)
        clock.advance(1)
    cards = own.cards(PACK)
    assert [card.kind for card in cards] == ["basic", "reversed", "reversed", "cloze", "cloze", "type-in", "order"]
    assert cards[0].back == "<p><strong>Bulganin</strong></p>"
    assert (cards[2].front_text, cards[2].back_text) == ("Bulganin", "The premier")
    assert cards[4].hint == "year"
    assert cards[5].accepted == ("Novocherkassk", "Novocherkask")
    assert cards[6].accepted == ("Poland", "Hungary", "China")
    assert len({card.note for card in cards}) == 5


@pytest.mark.parametrize(
    ("form", "front", "back", "sentence"),
    [
        ("basic", "Who?", " ", "A card needs a question and an answer"),
        ("type-in", "", "x", "A card needs a question and an answer"),
        ("cloze", "Nothing hidden", "", "This card hides nothing"),
        ("order", "In order", "only one", "One step has no order"),
        ("basic", "x" * 20_001, "y", "A side of a card has at most"),
    ],
)
def test_half_a_card_is_refused_and_leaves_nothing(
    own: OwnCards, form: Form, front: str, back: str, sentence: str
) -> None:
    with pytest.raises(ThawError, match=sentence):
        own.make(PACK, form, front, back)
    assert own.cards(PACK) == []


def test_a_changed_card_keeps_its_name_and_place(own: OwnCards, clock: FakeClock) -> None:
    first = own.make(PACK, "basic", "A", "a")
    clock.advance(1)
    own.make(PACK, "basic", "B", "b")
    clock.advance(1)
    assert own.make(PACK, "reversed", "A2", "a2", card=first) == first
    assert [card.front_text for card in own.cards(PACK)] == ["A2", "a2", "B"]
    written = own.written(PACK, f"{first}.r")
    assert written is not None
    assert written["front"] == "A2"
    own.remove(PACK, f"{first}.r")
    assert [card.front_text for card in own.cards(PACK)] == ["B"]


def test_a_form_of_a_later_version_is_a_question_with_its_answer(own: OwnCards, log: EventLog) -> None:
    payload = {"form": "sung", "front": "A", "back": "b", "section": "", "tags": [], "source": ""}
    with log.write() as writing:
        writing.append(kinds.CARD_SET, f"{PACK}/own-x", payload)
    assert [(card.kind, card.back_text) for card in own.cards(PACK)] == [("basic", "b")]


@given(
    form=st.sampled_from(["basic", "reversed", "cloze", "type-in", "order"]),
    front=st.text(max_size=80),
    back=st.text(max_size=80),
)
def test_any_text_makes_cards_or_is_refused_in_words(own: OwnCards, form: Form, front: str, back: str) -> None:
    try:
        note = own.make(PACK, form, front, back)
    except ThawError:
        return
    assert all(card.note == note for card in own.cards(PACK) if card.id.startswith(note))
    assert own.written(PACK, note) is not None
    own.remove(PACK, note)

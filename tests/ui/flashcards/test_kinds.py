"""Each kind of card as the student meets it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from thaw_desktop.flashcards.steps import mixed
from thaw_desktop.ui.flashcards.tab import FlashcardsTab

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study
    from thaw_desktop.ui.flashcards.tools import CardTools
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme

TYPED = "c-congress"  # 20th Congress | 20th | the 20th | …
ORDER = "c-order-main"
CLOZE = "c-speech-details.1"


def test_a_cloze_card_hides_its_words_until_it_is_revealed(table: Table) -> None:
    table.tab.show_item(CLOZE)
    assert "fabricated trials" not in table.text
    assert "[false justice]" in table.text
    table.press(Qt.Key.Key_Space)
    assert "fabricated trials" in table.text
    assert "[false justice]" not in table.text


def test_a_card_shows_its_topic_and_afterwards_where_it_comes_from(table: Table, asked: list[tuple[str, str]]) -> None:
    table.tab.show_item("c-four-aims")
    assert table.tab._card._topic.text() == "The 1956 Secret Speech"
    assert not table.tab._card.source.isVisible()
    table.press(Qt.Key.Key_Space)
    assert table.tab._card.source.text() == "from Context and motivations"
    table.tab._card.source.setFocus()
    table.press(Qt.Key.Key_Space)
    assert asked == [("notes", "card:c-four-aims")]


@pytest.mark.parametrize(
    ("typed", "verdict", "rating"),
    [
        ("20th congress", "Right", 3),
        ("THE 20TH", "Right", 3),
        ("20th Congres", "Nearly", 2),
        ("21st Congress", "Not this time", 1),
    ],
)
def test_a_typed_answer_is_compared_and_a_rating_suggested(table: Table, typed: str, verdict: str, rating: int) -> None:
    table.tab.show_item(TYPED)
    table.type(typed)
    table.press(Qt.Key.Key_Return)
    assert table.revealed
    assert "You wrote: " in table.text
    assert verdict in table.text
    assert table.rating_with_focus() == rating


def test_the_student_decides_against_the_suggestion(table: Table, study: Study) -> None:
    table.tab.show_item(TYPED)
    table.type("21st")
    table.press(Qt.Key.Key_Return)
    table.press(Qt.Key.Key_3)
    prompt = study.session.prompt(study.open_pack(), TYPED)
    assert prompt is not None
    assert prompt.state is not None
    assert prompt.state.step == 1  # good, not again


def test_digits_and_spaces_are_typed_into_the_field(table: Table) -> None:
    table.tab.show_item(TYPED)
    assert table.tab._reveal_button.text() == "Show answer — Enter"
    table.type("1 2 3 4")
    assert not table.revealed
    assert table.tab._card.field.text() == "1 2 3 4"


def test_undo_in_the_field_takes_back_letters_first_and_then_the_answer(table: Table) -> None:
    first = table.card
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_3)
    table.tab.show_item(TYPED)
    table.type("abc")
    table.undo()
    assert (table.card, table.tab._card.field.text()) == (TYPED, "")
    table.undo()
    assert table.card == first


def test_nothing_typed_suggests_again(table: Table) -> None:
    table.tab.show_item(TYPED)
    table.press(Qt.Key.Key_Return)
    assert "You wrote" not in table.text
    assert table.rating_with_focus() == 1


def test_what_is_typed_is_shown_as_it_is_and_never_as_markup(table: Table) -> None:
    table.tab.show_item(TYPED)
    table.type("<b>20th</b> & <img src=x>")
    table.press(Qt.Key.Key_Return)
    assert "<b>" in table.text
    assert "<img" in table.text


def test_a_card_to_be_put_in_order_shows_its_steps_mixed_and_then_right(table: Table, study: Study) -> None:
    card = study.library.card(study.open_pack(), ORDER)
    assert card is not None
    table.tab.show_item(ORDER)
    shown = [line for line in table.text.splitlines() if line in card.accepted]
    assert shown == list(mixed(card.accepted, ORDER, 0))
    assert shown != list(card.accepted)
    table.press(Qt.Key.Key_Space)
    lines = [line.rpartition(" (")[0] for line in table.text.splitlines() if line.endswith(")")]
    assert lines == list(card.accepted)


def test_a_point_missed_in_an_essay_is_a_card_the_next_day(
    open_table: Callable[[], Table], student: Student, clock: FakeClock
) -> None:
    student.begin("q-reasons-speech", 10)
    student.mark(student.finish(), made=False)
    clock.advance(days=1)
    table = open_table()
    assert table.card.startswith("q-reasons-speech.m")
    assert table.tab._card._topic.text() == "From your essay"
    assert table.tab._count.text() == "1 of 30"


def test_a_card_can_be_asked_out_of_turn_and_the_other_comes_back(table: Table) -> None:
    first = table.card
    table.tab.show_item(ORDER)
    assert table.card == ORDER
    assert table.tab._count.text() == "Out of turn · 20 left today"
    table.press(Qt.Key.Key_Space)
    table.press(Qt.Key.Key_4)
    assert table.card == first


def test_a_card_that_is_not_there_is_told(table: Table) -> None:
    told: list[str] = []
    table.tab.trouble.connect(told.append)
    first = table.card
    table.tab.show_item("c-no-such-card")
    assert told == ["That card is no longer in the pack."]
    assert table.card == first


def test_asking_for_the_card_on_the_table_does_not_hide_its_answer(table: Table) -> None:
    table.press(Qt.Key.Key_Space)
    table.tab.show_item(table.card)
    assert table.revealed


def test_the_front_stays_where_it_was_when_the_answer_comes(table: Table) -> None:
    table.tab.show_item("c-admission")
    before = table.tab._card.text.viewportMargins().top()
    table.press(Qt.Key.Key_Space)
    assert table.tab._card.text.viewportMargins().top() == before > 0


def test_a_smaller_window_or_larger_text_still_shows_all_ratings(
    table: Table, theme: Theme, cut_texts: Callable[[object], list[str]]
) -> None:
    try:
        for scale, width, height in ((1.0, 800, 480), (1.5, 800, 485), (2.0, 800, 460)):
            theme.apply("light", scale)
            table.tab.setFixedSize(width, height)
            table.settle()
            if not table.revealed:
                table.press(Qt.Key.Key_Space)
            assert all(button.isVisible() for button in table.tab._ratings._buttons)
            assert cut_texts(table.tab._ratings) == []
    finally:
        theme.apply("light", 1.0)


_TWO_SIDES = """
    ---
    section: s
    deck: Names of things
    ---
    Ice?::Frozen water

    Steam?:::Hot water
    """


def test_a_small_pack_says_that_some_of_its_cards_wait_and_which_deck_they_are_of(
    theme: Theme,
    navigator: Navigator,
    small_study: Callable[..., Study],
    show: Callable[[Tab], Tab],
    tools_of: Callable[[Study], CardTools],
) -> None:
    study = small_study({"notes/s.md": "---\nid: s\ntitle: Water\n---\nText.\n", "cards/a.md": _TWO_SIDES})
    tab = FlashcardsTab(theme, navigator, study.session, study.library, study.settings, tools_of(study))
    tab.pack = "small"
    show(tab)
    tab.pack = "small"
    tab.refresh()
    assert tab._count.text() == "1 of 2 · 1 more on another day"
    assert tab._card._topic.text() == "Water"
    assert tab._card._deck.text() == "Names of things"

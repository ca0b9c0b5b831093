"""Several packs side by side: review and search run over one or all, and lead to the pack that an item belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from thaw_desktop.content.installing import examine, install
from thaw_desktop.content.shelf import bring_up_to_date
from thaw_desktop.core.ids import split_item
from thaw_desktop.ui.faq.tab import FaqTab
from thaw_desktop.ui.flashcards.tab import FlashcardsTab

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.flashcards.tools import CardTools
    from thaw_desktop.ui.jobs import Jobs
    from thaw_desktop.ui.navigator import Navigator
    from thaw_desktop.ui.tab import Tab
    from thaw_desktop.ui.theme import Theme

OTHER = "water-cycle"


@pytest.fixture
def both(study: Study) -> Study:
    """A study with the example for teachers beside the built-in pack."""
    install(examine(study.paths.resources / "templates" / "pack", study.paths), study.paths)
    assert bring_up_to_date(study.paths) == []
    assert set(study.packs()) == {"destalinisation", OTHER}
    return study


@pytest.fixture
def cards(
    show: Callable[[Tab], Tab],
    theme: Theme,
    navigator: Navigator,
    both: Study,
    tools_of: Callable[[Study], CardTools],
) -> FlashcardsTab:
    tab = FlashcardsTab(theme, navigator, both.session, both.library, both.settings, tools_of(both))
    show(tab)
    return tab


@pytest.fixture
def faq(show: Callable[[Tab], Tab], theme: Theme, navigator: Navigator, both: Study, jobs: Jobs) -> FaqTab:
    tab = FaqTab(theme, navigator, both.library, jobs, both.settings, both.questions, both.own_texts)
    show(tab)
    return tab


def _on_table(tab: FlashcardsTab) -> str:
    return tab._prompt_pack if tab._prompt is not None else ""


def test_a_queue_over_several_packs_takes_new_cards_in_turn_within_one_limit(both: Study) -> None:
    packs = ["destalinisation", OTHER]
    queue = both.session.queue_over(packs)

    assert len(queue.new) == both.settings.current.new_cards_a_day
    first = [split_item(item)[0] for item in queue.new[:8]]
    assert min(first.count(pack) for pack in packs) >= 3
    alone = both.session.queue_over(packs[:1])
    assert [split_item(item)[1] for item in alone.new] == list(both.session.queue("destalinisation").new)


def test_what_is_due_is_asked_whatever_pack_it_is_from_and_the_limit_holds_for_all(both: Study) -> None:
    packs = ["destalinisation", OTHER]
    for _ in range(6):
        item = both.session.queue_over(packs).new[0]
        pack, card = split_item(item)
        prompt = both.session.prompt(pack, card)
        assert prompt is not None
        both.session.answer(pack, prompt.card, 4, 1000)
    assert both.session.answered_today(*packs) == 6
    assert len(both.session.queue_over(packs).new) == both.settings.current.new_cards_a_day - 6


def test_cards_of_all_packs_are_asked_together_when_that_is_wanted(cards: FlashcardsTab, both: Study) -> None:
    assert cards._everywhere.isVisible()
    seen = set()
    for _ in range(3):
        seen.add(_on_table(cards))
        QTest.keyClick(cards, Qt.Key.Key_Space)
        QTest.keyClick(cards, Qt.Key.Key_4)
        cards.refresh()
    assert seen == {"destalinisation"}
    cards._everywhere.click()
    assert both.settings.current.all_packs
    for _ in range(4):
        seen.add(_on_table(cards))
        QTest.keyClick(cards, Qt.Key.Key_Space)
        QTest.keyClick(cards, Qt.Key.Key_4)
        cards.refresh()
    assert seen == {"destalinisation", OTHER}


def test_a_card_of_another_pack_leads_to_its_own_notes(
    qtbot: QtBot, cards: FlashcardsTab, both: Study, navigator: Navigator
) -> None:
    cards._everywhere.click()
    for _ in range(30):
        if _on_table(cards) == OTHER:
            break
        QTest.keyClick(cards, Qt.Key.Key_Space)
        QTest.keyClick(cards, Qt.Key.Key_4)
        cards.refresh()
    assert "The water cycle" in cards._card._topic_text
    QTest.keyClick(cards, Qt.Key.Key_Space)
    with qtbot.waitSignal(navigator.pack_asked) as asked:
        QTest.keyClick(cards, Qt.Key.Key_N)
    assert asked.args == [OTHER]


def test_search_runs_over_one_pack_or_all(qtbot: QtBot, faq: FaqTab, jobs: Jobs, navigator: Navigator) -> None:
    faq.field.setText("sea overflow")
    qtbot.waitUntil(jobs.idle)
    assert not [row for row in faq.results.rows if row.pack]
    assert faq.everywhere.isVisible()
    faq.everywhere.click()
    qtbot.waitUntil(jobs.idle)
    first = faq.results.rows[0]
    assert (first.item, first.pack, first.pill) == ("f-overflow", OTHER, "The water cycle")
    assert "Rivers and rain pour water in" in faq.answer.toPlainText()
    with qtbot.waitSignal(navigator.pack_asked) as asked:
        faq._follow("thaw:section/movement")
    assert asked.args == [OTHER]
    faq.everywhere.click()
    qtbot.waitUntil(jobs.idle)
    assert not [row for row in faq.results.rows if row.pack]


def test_with_one_pack_nothing_is_said_of_others(
    show: Callable[[Tab], Tab],
    theme: Theme,
    navigator: Navigator,
    study: Study,
    jobs: Jobs,
    tools_of: Callable[[Study], CardTools],
) -> None:
    faq = FaqTab(theme, navigator, study.library, jobs, study.settings, study.questions, study.own_texts)
    cards = FlashcardsTab(theme, navigator, study.session, study.library, study.settings, tools_of(study))
    show(faq)
    show(cards)
    assert not faq.everywhere.isVisible()
    assert not cards._everywhere.isVisible()

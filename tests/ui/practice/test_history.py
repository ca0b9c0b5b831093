"""All essays: filtered, opened, and two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from thaw_desktop.practice.conditions import Conditions
from thaw_desktop.practice.page import Page

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.practice.history_page import HistoryPage

FIRST = "It strengthened his own position in the Party."
SECOND = "The speech undermined rivals like Molotov who were close to Stalin and his purges."


@pytest.fixture
def page(desk: Desk, study: Study, clock: FakeClock) -> HistoryPage:
    """The list over three essays, opened with its key."""
    for question, mode, text in (
        ("q-reasons-speech", "practice", FIRST),
        ("q-significance-thaw", "practice", "Nothing much."),
        ("q-reasons-speech", "exam", SECOND),
    ):
        session = study.writing.start(
            study.open_pack(), question, Conditions(20, "exam" if mode == "exam" else "practice"), ""
        )
        session.start_clock()
        clock.advance(minutes=10)
        session.finish(Page(text))
        clock.advance(days=1)
    desk.tab.refresh()
    desk.tab.chooser.list.setFocus()
    desk.press(Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    found = desk.tab.history.list
    assert found is not None
    assert desk.tab._pages.currentWidget() is found
    return found


def titles(page: HistoryPage) -> list[str]:
    return [page.list.item(row).text().splitlines()[0] for row in range(page.list.count())]


def test_essays_are_listed_and_filtered(page: HistoryPage) -> None:
    reasons, thaw = "Khrushchev’s reasons for the Secret Speech", "The significance of the thaw"
    assert titles(page) == [reasons, thaw, reasons]
    assert page.list.item(0).text().endswith("exam conditions")
    page.words.setText("thaw SIGNIFICANCE")
    assert titles(page) == [thaw]
    page.words.setText("")
    page.mode.setCurrentIndex(page.mode.findData("exam"))
    assert titles(page) == [reasons]
    page.mode.setCurrentIndex(0)
    page.words.setText("nothing like it")
    assert (titles(page), page._told.text()) == ([], "No essay fits.")
    assert not page.open.isEnabled()


def test_pace_over_time_is_drawn_and_told(page: HistoryPage) -> None:
    assert page.chart.isVisible()
    assert page._told.text().startswith("3 essays. ")
    assert "Words a minute: 1 at first, 1 at last." in page._told.text()


def test_two_essays_on_one_question_are_held_side_by_side(desk: Desk, page: HistoryPage) -> None:
    page.list.item(0).setSelected(True)
    page.list.item(1).setSelected(True)
    assert not page.compare.isEnabled()  # not the same question
    page.list.item(1).setSelected(False)
    page.list.item(2).setSelected(True)
    page.compare.click()
    pair = desk.tab.history.pair
    assert pair is not None
    assert [essay.text() for essay in pair.essays] == [FIRST, SECOND]
    assert "New in the later essay: The speech weakened rivals" in pair.points.text()
    assert "In the earlier one only: The speech strengthened Khrushchev’s own power." in pair.points.text()
    desk.press(Qt.Key.Key_Escape)
    assert desk.tab._pages.currentWidget() is page
    desk.press(Qt.Key.Key_Escape)
    assert desk.page == "chooser"


def test_an_essay_is_opened_with_enter(desk: Desk, page: HistoryPage) -> None:
    page.list.setCurrentRow(2)
    desk.press(Qt.Key.Key_Return)
    assert desk.page == "review"
    assert desk.tab.review.essay.text() == FIRST

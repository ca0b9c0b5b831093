"""Structure and time of a finished essay, on pages of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication

from thaw_desktop.practice.page import Page
from thaw_desktop.ui.practice.structure_page import passage_of

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study

ESSAY = (
    "🙂 In 1956 Khrushchev spoke.\n\nHowever, nobody listened.\n\nOverall, the speech mattered because it was heard."
)


@pytest.fixture
def reviewed(desk: Desk, study: Study, clock: FakeClock) -> Desk:
    """The review of an essay of 13 minutes under a clock of 12, with a pause."""
    session = study.writing.start(study.open_pack(), "q-reasons-speech", 12, "")
    session.start_clock()
    clock.advance(minutes=5)
    session.save(Page("In 1956", "a plan"))
    session.pause(Page("In 1956", "a plan"))
    clock.advance(minutes=3)
    session.start_clock()
    clock.advance(minutes=8)
    desk.tab.show_item(f"attempt:{session.finish(Page(ESSAY, 'a plan'))}")
    return desk


def test_a_fact_leads_to_its_passage(reviewed: Desk) -> None:
    review = reviewed.tab.review
    review._texts.setCurrentWidget(review._structure)
    shown = review._structure.toPlainText()
    assert "4 words · 1 date, 1 name" in shown
    assert "There are no words" not in shown
    start = ESSAY.index("However")
    review._structure.anchorClicked.emit(QUrl(f"passage:{start}-{start + 25}"))
    assert review._texts.currentWidget() is review.essay
    (marked,) = review.essay.extraSelections()[-1:]
    assert marked.cursor.selectedText() == "However, nobody listened."
    assert QApplication.focusWidget() is review.essay


def test_the_time_page_tells_pace_and_record_in_words(reviewed: Desk) -> None:
    review = reviewed.tab.review
    review._texts.setCurrentWidget(review._time)
    shown = review._time.words.toPlainText()
    assert "Practice: 12 minutes." in shown
    assert "Writing: 13 min 0 s." in shown
    assert "Overtime: 1 min 0 s of this." in shown
    assert "18:05:00: Paused, 3 min 0 s; not counted." in shown
    assert "Before the first word: 4 min 30 s." in shown
    assert review._time.chart.isVisible()
    assert "once you had begun" in review._time.chart.accessibleDescription()


def test_an_empty_essay_has_pages_too(desk: Desk, study: Study) -> None:
    session = study.writing.start(study.open_pack(), "q-reasons-speech", 12, "")
    desk.tab.show_item(f"attempt:{session.finish(Page())}")
    review = desk.tab.review
    for page in (review._structure, review._time):
        review._texts.setCurrentWidget(page)
    assert review._structure.toPlainText() == "There are no words in this essay."
    assert not review._time.chart.isVisible()


@pytest.mark.parametrize("link", ["https://x", "passage:", "passage:1", "passage:-1-2", "passage:a-b", "passage:1-2-3"])
def test_only_a_passage_is_a_passage(link: str) -> None:
    assert passage_of(link) is None

"""The plots one can choose on Progress: what they show of a history, by whole pack and topic, and how they are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.home.states import STATES

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from thaw_desktop.app import Study
    from thaw_desktop.ui.progress.tab import ProgressTab

SENTENCES = {
    "Recall, expected and actual": "checked on 363 answers. You can trust the forecast.",
    "Answers": "528 answers in 91 days.",
    "Minutes": " in 91 days, ",
    "Answer buttons": "again: ",
    "Cards known, seen and new": "not met yet: ",
    "Intervals": "How long your cards wait",
    "Stability": "nine times out of ten",
    "Hours of the day": "Most answers come between ",
    "Essays: words a minute": "The first: 14, the last: 14.",
    "Essays: marks made": "Marks made in each essay",
    "Time by topic": "Most: ",
}


@pytest.fixture
def long_history(study: Study, student: Student, clock: FakeClock) -> None:
    STATES["long-history"](study, student, clock)


@pytest.mark.usefixtures("long_history")
def test_every_plot_tells_the_history_in_a_sentence_by_place_and_as_a_table(
    open_progress: Callable[[], ProgressTab],
) -> None:
    tab = open_progress()
    names = [tab.plots.choice.itemText(place) for place in range(tab.plots.choice.count())]
    assert names == list(SENTENCES)
    for place, name in enumerate(names):
        tab.plots.choice.setCurrentIndex(place)
        chart = tab.plots.chart()
        assert SENTENCES[name] in tab.plots.sentence.text()
        assert chart.isVisible()
        assert chart.accessibleName() == name
        assert chart.accessibleDescription() == tab.plots.sentence.text()
        assert len(chart.values().rows) == chart.places() > 0
        chart.setFocus()
        QTest.keyClick(chart, Qt.Key.Key_End)
        assert chart.accessibleDescription() == chart.words_at(chart.places() - 1)
        assert not chart.picture().isNull()


def test_every_plot_says_so_when_there_is_nothing_to_show(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()
    for place in range(tab.plots.choice.count()):
        tab.plots.choice.setCurrentIndex(place)
        assert tab.plots.sentence.text().endswith(".")
        if tab.plots.choice.currentText() != "Cards known, seen and new":
            assert not tab.plots.chart().isVisible()
            assert not tab.plots.more.isVisible()


@pytest.mark.usefixtures("long_history")
def test_a_topic_and_a_span_narrow_what_is_shown(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()
    tab.plots.choice.setCurrentIndex(1)
    whole = tab.plots.sentence.text()
    tab.scope.of.setCurrentIndex(tab.scope.of.findData("secret-speech"))
    topic = tab.plots.sentence.text()
    tab.scope.span.setCurrentIndex(0)
    month = tab.plots.sentence.text()

    counts = [int(text.split()[0]) for text in (whole, topic, month)]
    assert counts[0] > counts[1] > counts[2] > 0
    assert month.endswith("answers in 30 days.")
    assert len(tab.plots.bars.values().rows) == 30
    tab.refresh()
    assert tab.scope.of.currentData() == "secret-speech"


@pytest.mark.usefixtures("long_history")
def test_a_plot_is_copied_by_key_and_saved(open_progress: Callable[[], ProgressTab], tmp_path: Path) -> None:
    tab = open_progress()
    said: list[str] = []
    tab.told.connect(said.append)
    tab.trouble.connect(said.append)
    tab.plots.choice.setCurrentIndex(3)

    QTest.keyClick(tab.plots.bars, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().startswith("Answer\tTimes\r\nagain\t")
    tab.plots.bars.copy_picture()
    assert not QApplication.clipboard().image().isNull()
    tab.plots.bars.save(tmp_path / "buttons.csv")
    tab.plots.bars.save(tmp_path / "buttons.png")
    tab.plots.bars.save(tmp_path / "missing" / "buttons.png")

    assert (tmp_path / "buttons.csv").read_bytes().startswith("\ufeffAnswer,Times\r\n".encode())
    assert (tmp_path / "buttons.png").read_bytes().startswith(b"\x89PNG")
    assert said[:2] == ["The values were copied.", "The picture was copied."]
    assert said[2:4] == ["Saved as buttons.csv.", "Saved as buttons.png."]
    assert "could not be saved" in said[4]


@pytest.mark.usefixtures("long_history")
def test_the_calendar_and_the_forecast_are_kept_as_tables_too(
    open_progress: Callable[[], ProgressTab],
) -> None:
    tab = open_progress()
    assert len(tab.forecast.chart.values().rows) == 36  # to the day of the exam
    days = tab.activity.calendar.values().rows
    assert days[-1][0] == "2026-03-10"
    assert {len(row) for row in days} == {3}


def test_a_title_is_never_a_formula() -> None:
    from thaw_desktop.ui.widgets.plot import Values

    assert "'=1+1" in Values(("a",), [("=1+1",), (-3,)]).text()
    assert "\n-3" in Values(("a",), [("=1+1",), (-3,)]).text()

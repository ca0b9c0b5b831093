"""Bars, rings, charts and the calendar: right pictures, keys, and words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QToolTip, QWidget

from thaw_desktop.ui.widgets import Bar, BarChart, CountdownRing, Heatmap, LabelledBar, Line, LineChart, ThinBar
from thaw_desktop.ui.widgets.axes import round_ticks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QImage
    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

    Display = Callable[..., None]

# The offscreen platform warns of every window that has a least size, and of raising one.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

TODAY = date(2026, 3, 5)  # a Thursday
BARS = [Bar(3, "Mon", "Monday: 3 cards"), Bar(0, "", "Tuesday: no cards"), Bar(8, "Wed", "Wednesday: 8 cards")]


def describe(day: date, value: float) -> str:
    return f"{day.isoformat()}: {value:g} minutes"


def blank(picture: QImage) -> bool:
    first = picture.pixel(0, 0)
    return all(picture.pixel(x, y) == first for x in range(picture.width()) for y in range(0, picture.height(), 2))


@pytest.mark.parametrize(("fraction", "filled"), [(-1.0, 0.0), (0.0, 0.0), (0.5, 0.5), (1.0, 1.0), (7.0, 1.0)])
def test_thin_bar_is_filled_by_its_share(theme: Theme, qtbot: QtBot, fraction: float, filled: float) -> None:
    bar = ThinBar(theme, "Recall")
    qtbot.addWidget(bar)
    bar.resize(200, 10)
    bar.show_fraction(fraction)
    picture = bar.grab().toImage()
    row = [picture.pixelColor(x, 5).name() for x in range(picture.width())]
    share = row.count(theme.tokens.primary) / len(row)
    assert abs(share - filled) < 0.02
    assert bar.accessibleDescription() == f"{filled:.0%}"


def test_labelled_bar_names_its_value(theme: Theme, qtbot: QtBot) -> None:
    bar = LabelledBar(theme, "Origins")
    qtbot.addWidget(bar)
    bar.show_value(0.41, "41 %", tone="caution")
    bar.set_label("The thaw")
    assert (bar.accessibleName(), bar.accessibleDescription()) == ("The thaw", "41 %")


def test_ring_tells_overtime_by_dashes_and_words(theme: Theme, qtbot: QtBot) -> None:
    made = CountdownRing(theme, "Time left")
    qtbot.addWidget(made)
    made.resize(200, 200)
    made.show_state(0.0, "+02:10", "over time", overtime=True)
    picture = made.grab().toImage()
    circle = {picture.pixelColor(100, y).name() for y in range(14)} | {
        picture.pixelColor(x, 100).name() for x in range(14)
    }
    assert theme.tokens.bad in circle | {picture.pixelColor(x, 8).name() for x in range(80, 120)}
    assert theme.tokens.track in {picture.pixelColor(x, 8).name() for x in range(80, 120)}
    assert made.accessibleDescription() == "+02:10 over time"


def test_ring_keeps_a_long_text_inside(theme: Theme, qtbot: QtBot) -> None:
    made = CountdownRing(theme, "Time left")
    qtbot.addWidget(made)
    made.resize(120, 120)
    made.show_state(0.0, "3:00:00 and more", "left")
    picture = made.grab().toImage()
    middle = [picture.pixelColor(x, y).name() for x in (12, 13, 106, 107) for y in range(50, 70)]
    assert theme.tokens.text not in middle


@given(st.floats(min_value=1e-6, max_value=1e9), st.integers(2, 8))
def test_round_ticks_cover_the_values_in_few_steps(maximum: float, most: int) -> None:
    ticks = round_ticks(maximum, most)
    assert ticks[0] == 0
    assert ticks[-1] >= maximum * (1 - 1e-6)
    assert 1 <= len(ticks) - 1 <= most + 1
    assert str(int(f"{ticks[1]:.0e}"[0])) in "125"


@pytest.mark.parametrize("maximum", [0.0, -3.0, float("nan"), float("inf")])
def test_round_ticks_stand_without_values(maximum: float) -> None:
    assert round_ticks(maximum) == pytest.approx([0, 0.5, 1.0], abs=0.6)


@pytest.mark.parametrize("values", [[], [0.0], [0.0] * 30, [-4.0, 3.0], [1e7, 2.0], [0.3, 0.1]])
def test_bar_chart_paints_any_values(theme: Theme, qtbot: QtBot, values: list[float]) -> None:
    chart = BarChart(theme, "Cards due")
    qtbot.addWidget(chart)
    chart.show_bars([Bar(value, f"Day {number}", f"Day {number}: {value}") for number, value in enumerate(values)])
    assert not blank(chart.grab().toImage())


def test_bar_chart_is_walked_by_keys(theme: Theme, qtbot: QtBot, display: Display) -> None:
    chart = BarChart(theme, "Cards due")
    chart.show_bars(BARS)
    display(chart, (400, 200))
    assert chart.accessibleDescription() == "Monday: 3 cards; Tuesday: no cards; Wednesday: 8 cards"
    chart.setFocus()
    assert chart.hasFocus()
    told = []
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Right, Qt.Key.Key_Home):
        QTest.keyClick(chart, key)
        told.append(chart.accessibleDescription().partition(":")[0])
    assert told == ["Monday", "Tuesday", "Monday", "Wednesday", "Wednesday", "Monday"]
    chart.clearFocus()
    assert chart.accessibleDescription().count(";") == 2


def test_bar_chart_tells_the_bar_under_the_pointer(theme: Theme, display: Display) -> None:
    chart = BarChart(theme, "Cards due")
    chart.show_bars(BARS)
    display(chart, (400, 200))
    hover(chart, QPoint(380, 100))
    assert QToolTip.text() == "Wednesday: 8 cards"
    QToolTip.hideText()


def test_bar_chart_leaves_other_keys_to_others(theme: Theme, qtbot: QtBot, display: Display) -> None:
    chart = BarChart(theme, "Nothing")
    display(chart)
    chart.setFocus()
    assert chart.hasFocus()
    for key in (Qt.Key.Key_Right, Qt.Key.Key_A):
        QTest.keyClick(chart, key)
    assert chart.accessibleDescription() == ""


@pytest.mark.parametrize("points", [[], [(0.0, 0.0)], [(0.0, 5.0), (3.0, 1.0)]])
def test_line_chart_paints_any_points(theme: Theme, qtbot: QtBot, points: list[tuple[float, float]]) -> None:
    chart = LineChart(theme, "Pace")
    qtbot.addWidget(chart)
    chart.show_lines([Line(points, "Words")], "You wrote 400 words in 20 minutes.")
    assert not blank(chart.grab().toImage())
    assert chart.accessibleDescription() == chart.toolTip() == "You wrote 400 words in 20 minutes."


def test_heatmap_sums_up_in_words(theme: Theme, qtbot: QtBot) -> None:
    calendar = Heatmap(theme, "Activity", weeks=4)
    qtbot.addWidget(calendar)
    calendar.show_days({}, TODAY, describe)
    assert calendar.accessibleDescription() == "Nothing in the last 4 weeks."
    long_ago = TODAY - timedelta(days=300)
    calendar.show_days({TODAY: 5.0, TODAY - timedelta(days=2): 20.0, long_ago: 99.0}, TODAY, describe)
    assert calendar.accessibleDescription() == ("Active on 2 days of the last 4 weeks. Most: 2026-03-03: 20 minutes.")


def test_heatmap_is_walked_and_chosen_by_keys(theme: Theme, qtbot: QtBot, display: Display) -> None:
    calendar = Heatmap(theme, "Activity", weeks=4)
    calendar.show_days({TODAY: 5.0}, TODAY, describe)
    display(calendar)
    calendar.setFocus()
    assert calendar.hasFocus()
    chosen: list[date] = []
    calendar.day_chosen.connect(chosen.append)
    keys = [
        Qt.Key.Key_Return,  # nothing is there to be chosen yet
        Qt.Key.Key_Up,
        Qt.Key.Key_Return,
        Qt.Key.Key_Left,
        Qt.Key.Key_Up,
        Qt.Key.Key_Space,
        Qt.Key.Key_Home,
        Qt.Key.Key_Left,
        Qt.Key.Key_Enter,
        Qt.Key.Key_End,
        Qt.Key.Key_Down,
        Qt.Key.Key_Return,
    ]
    for key in keys:
        QTest.keyClick(calendar, key)
    monday_of_first_week = date(2026, 2, 9)
    assert chosen == [TODAY, TODAY - timedelta(days=8), monday_of_first_week, TODAY]
    assert calendar.accessibleDescription() == "2026-03-05: 5 minutes"
    calendar.clearFocus()
    assert calendar.accessibleDescription().startswith("Active on 1 days")


def test_heatmap_tells_and_chooses_by_mouse(theme: Theme, qtbot: QtBot, display: Display) -> None:
    calendar = Heatmap(theme, "Activity", weeks=4)
    calendar.show_days({TODAY: 5.0}, TODAY, describe)
    display(calendar)
    cell = calendar.height() / 8.25  # seven rows under a head of one and a quarter
    place = QPoint(round(cell * 3.5), round(cell * (1.25 + 3.5)))  # Thursday of the fourth week
    hover(calendar, place)
    assert QToolTip.text() == "2026-03-05: 5 minutes"
    QToolTip.hideText()
    with qtbot.waitSignal(calendar.day_chosen) as signal:
        QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=place)
    assert signal.args == [TODAY]
    with qtbot.assertNotEmitted(calendar.day_chosen):
        QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=place + QPoint(0, round(cell)))  # tomorrow


def hover(widget: QWidget, place: QPoint) -> None:
    QApplication.sendEvent(widget, QHelpEvent(QEvent.Type.ToolTip, place, widget.mapToGlobal(place)))

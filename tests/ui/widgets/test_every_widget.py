"""What every shared widget does: it is painted in each theme and size, follows changes, and is told in words."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from thaw_desktop.ui.widgets import (
    Bar,
    BarChart,
    Card,
    CountdownRing,
    ElidedLabel,
    EmptyState,
    Heatmap,
    IconButton,
    KeyHint,
    LabelledBar,
    Line,
    LineChart,
    NoticeBar,
    Pill,
    ReadingView,
    button,
    plain_label,
)

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
PAGE = "<h1>Title</h1>" + "".join(f"<p>Paragraph {number} of a page that is long.</p>" for number in range(80))


def ring(theme: Theme) -> QWidget:
    widget = CountdownRing(theme, "Time left")
    widget.show_state(0.6, "34:52", "left")
    return widget


def labelled_bar(theme: Theme) -> QWidget:
    widget = LabelledBar(theme, "The Secret Speech")
    widget.show_value(0.64, "64 %", tone="good")
    return widget


def bar_chart(theme: Theme) -> QWidget:
    widget = BarChart(theme, "Cards due")
    widget.show_bars(BARS)
    return widget


def line_chart(theme: Theme) -> QWidget:
    widget = LineChart(theme, "Pace")
    widget.show_lines(
        [Line([(0, 0), (10, 180)], "Words"), Line([(0, 0), (10, 200)], "Even", "warm", dashed=True)], "Up"
    )
    return widget


def heatmap(theme: Theme) -> QWidget:
    widget = Heatmap(theme, "Activity", weeks=8)
    widget.show_days({TODAY - timedelta(days=back): float(back % 5) for back in range(40)}, TODAY, describe)
    return widget


def notice(theme: Theme) -> QWidget:
    widget = NoticeBar(theme)
    widget.show_notice("The disk is full.", "bad", "Try again")
    return widget


def card(theme: Theme) -> QWidget:
    widget = Card(theme, "Today")
    widget.body.addWidget(plain_label("18", "number"))
    widget.body.addWidget(button("Start review", "primary"))
    return widget


def reading(theme: Theme) -> QWidget:
    widget = ReadingView(theme, "Notes")
    widget.show_page(PAGE)
    return widget


MAKERS: dict[str, Callable[[Theme], QWidget]] = {
    "ring": ring,
    "labelled bar": labelled_bar,
    "bar chart": bar_chart,
    "line chart": line_chart,
    "heatmap": heatmap,
    "notice": notice,
    "card": card,
    "reading": reading,
    "empty": lambda theme: EmptyState(theme, "No essays yet", "Write one under the clock.", "Choose a question"),
    "pill": lambda _: Pill("12-day streak"),
    "key": lambda _: KeyHint("Ctrl+K"),
    "icon button": lambda theme: IconButton(theme, "search", "Search", shortcut="Ctrl+K"),
    "grade": lambda _: button("Again\n< 10 min", "bad", shortcut="1"),
    "elided": lambda _: ElidedLabel("A title that is rather long"),
}


def describe(day: date, value: float) -> str:
    return f"{day.isoformat()}: {value:g} minutes"


@pytest.mark.parametrize("name", MAKERS)
@pytest.mark.parametrize("shade", ["light", "dark"])
def test_widget_is_painted_in_both_themes_and_grows_with_the_text(
    theme: Theme, qtbot: QtBot, name: str, shade: str
) -> None:
    sizes = []
    for scale in (1.0, 2.0):
        theme.apply(shade, scale)
        widget = MAKERS[name](theme)
        qtbot.addWidget(widget)
        widget.ensurePolished()
        widget.resize(widget.sizeHint())
        picture = widget.grab().toImage()
        assert not blank(picture)
        sizes.append(widget.sizeHint())
    assert sizes[1].height() > sizes[0].height() or name == "reading"


@pytest.mark.parametrize("name", MAKERS)
def test_widget_follows_a_change_of_theme(theme: Theme, display: Display, name: str) -> None:
    widget = MAKERS[name](theme)
    display(widget, (400, 300))
    light = widget.grab().toImage()
    theme.apply("dark")
    assert widget.grab().toImage() != light
    theme.apply("light")
    assert widget.grab().toImage() == light


@pytest.mark.parametrize("name", ["ring", "labelled bar", "bar chart", "line chart", "heatmap"])
def test_widget_that_paints_has_a_name_and_a_text_alternative(theme: Theme, qtbot: QtBot, name: str) -> None:
    widget = MAKERS[name](theme)
    qtbot.addWidget(widget)
    assert widget.accessibleName()
    assert widget.accessibleDescription()


@pytest.mark.parametrize("name", MAKERS)
def test_widget_that_is_gone_leaves_the_theme_in_peace(theme: Theme, name: str) -> None:
    widget = MAKERS[name](theme)
    widget.deleteLater()
    del widget
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    theme.apply("dark")


def blank(picture: QImage) -> bool:
    first = picture.pixel(0, 0)
    return all(picture.pixel(x, y) == first for x in range(picture.width()) for y in range(0, picture.height(), 2))

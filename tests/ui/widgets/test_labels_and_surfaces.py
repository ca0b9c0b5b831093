"""Labels, buttons, cards, notices and the flow layout."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from thaw_desktop.ui.widgets import (
    Card,
    ElidedLabel,
    EmptyState,
    FlowLayout,
    IconButton,
    KeyHint,
    NoticeBar,
    Pill,
    button,
    mark_hits,
    plain_label,
    set_property,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

    Display = Callable[..., None]

# The offscreen platform warns of every window that has a least size, and of raising one.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


# Labels and buttons


@given(st.text())
def test_plain_label_never_takes_text_for_markup(text: str) -> None:
    label = plain_label(text)
    assert label.textFormat() is Qt.TextFormat.PlainText
    assert label.text() == text
    label.deleteLater()


@given(st.text(st.characters() | st.sampled_from("<>&\x02\x03")))
def test_mark_hits_makes_nothing_but_bold(snippet: str) -> None:
    html = mark_hits(snippet)
    assert "<" not in html.replace('<b class="hit">', "").replace("</b>", "")
    assert re.fullmatch(r"(?:[^&]|&amp;|&lt;|&gt;)*", html)


def test_mark_hits_marks_the_hit() -> None:
    assert mark_hits("so \x02officials\x03 & others") == 'so <b class="hit">officials</b> &amp; others'


def test_set_property_restyles(theme: Theme, qtbot: QtBot) -> None:
    label = plain_label("Missed")
    qtbot.addWidget(label)
    label.ensurePolished()
    for tone, color in (("bad", theme.tokens.bad_text), ("good", theme.tokens.good_text)):
        set_property(label, "tone", tone)
        assert label.palette().color(label.foregroundRole()).name() == color


def test_elided_label_offers_the_whole_when_it_is_cut(theme: Theme, display: Display) -> None:
    label = ElidedLabel("The reforms of Party, justice and censorship")
    display(label)
    label.resize(label.sizeHint())
    assert label.toolTip() == ""
    assert label.minimumSizeHint().width() < label.sizeHint().width() / 3
    label.resize(80, label.height())
    assert label.toolTip() == label.text()


def test_button_tells_its_key(theme: Theme, qtbot: QtBot) -> None:
    control = button("Finish", "primary", description="Stop the clock and mark the essay.", shortcut="Ctrl+Return")
    qtbot.addWidget(control)
    assert control.property("kind") == "primary"
    assert control.accessibleDescription() == "Stop the clock and mark the essay."
    assert control.toolTip() == "Stop the clock and mark the essay. (Ctrl+Return)"


def test_button_of_two_lines_is_high_enough(theme: Theme, qtbot: QtBot) -> None:
    one, two = button("Again", "bad"), button("Again\n< 10 min", "bad")
    for control in (one, two):
        qtbot.addWidget(control)
        control.ensurePolished()
    assert two.sizeHint().height() >= two.fontMetrics().height() * 2
    assert two.sizeHint().height() > one.sizeHint().height()


def test_icon_button_is_named_and_pressed_by_key(theme: Theme, qtbot: QtBot, display: Display) -> None:
    control = IconButton(theme, "settings", "Settings", shortcut="Ctrl+,")
    display(control)
    assert control.accessibleName() == "Settings"
    assert control.toolTip() == "Settings (Ctrl+,)"
    control.setFocus()
    assert control.hasFocus()
    with qtbot.waitSignal(control.clicked):
        QTest.keyClick(control, Qt.Key.Key_Space)


def test_key_hint_reads_as_a_key(theme: Theme, qtbot: QtBot) -> None:
    hint = KeyHint("Ctrl+K")
    qtbot.addWidget(hint)
    assert (hint.text(), hint.accessibleName()) == ("Ctrl+K", "Key: Ctrl+K")


# Surfaces


def test_card_without_a_heading_has_no_room_for_one(theme: Theme, qtbot: QtBot) -> None:
    made = Card(theme)
    qtbot.addWidget(made)
    made.body.addWidget(plain_label("Text"))
    height = made.sizeHint().height()
    made.set_heading("Topics")
    assert made.sizeHint().height() > height
    assert made.accessibleName() == "Topics"


def test_notice_bar_is_shown_acted_on_and_closed(theme: Theme, qtbot: QtBot, display: Display) -> None:
    bar = NoticeBar(theme)
    host = QWidget()
    column = QVBoxLayout(host)
    column.addWidget(bar)
    display(host)
    assert not bar.isVisible()
    bar.show_notice("A new pack is here.", "info", "Open it")
    assert bar.isVisible()
    assert bar.accessibleName() == "A new pack is here."
    act, close = bar.findChildren(QPushButton)[0], bar.findChildren(IconButton)[0]
    with qtbot.waitSignal(bar.action):
        QTest.mouseClick(act, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(bar.dismissed):
        QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    bar.show_notice("Saved.")
    assert not act.isVisible()
    bar.dismiss()
    assert not bar.isVisible()


def test_notice_bar_tells_its_kind_by_shape_too(theme: Theme, qtbot: QtBot) -> None:
    bar = NoticeBar(theme)
    qtbot.addWidget(bar)
    signs = set()
    for kind in ("info", "caution", "bad"):
        bar.show_notice("Something.", kind)
        picture = bar.findChildren(QLabel)[0].pixmap().toImage()
        places = range(picture.width())
        signs.add(tuple(QColor.fromRgba(picture.pixel(x, y)).alpha() > 128 for x in places for y in places))
    assert len(signs) == 3


def test_empty_state_has_a_button_only_for_an_action(theme: Theme, qtbot: QtBot, display: Display) -> None:
    empty = EmptyState(theme, "No essays yet", "Write one.", "Choose a question")
    display(empty)
    control = empty.findChildren(QPushButton)[0]
    with qtbot.waitSignal(empty.action):
        QTest.mouseClick(control, Qt.MouseButton.LeftButton)
    empty.set_text("Nothing found", "Try other words.")
    assert not control.isVisible()
    assert (empty.accessibleName(), empty.accessibleDescription()) == ("Nothing found", "Try other words.")


@given(st.lists(st.tuples(st.integers(1, 300), st.integers(1, 40)), max_size=12), st.integers(100, 600))
def test_flow_layout_keeps_items_apart_and_within(sizes: list[tuple[int, int]], width: int) -> None:
    host = QWidget()
    flow = FlowLayout(host, spacing=6)
    items = [QWidget(host) for _ in sizes]
    for item, size in zip(items, sizes, strict=True):
        item.setFixedSize(*size)
        flow.addWidget(item)
    height = flow.heightForWidth(width)
    flow.setGeometry(QRect(0, 0, width, height))
    places = [item.geometry() for item in items]
    assert all(not first.intersects(second) for number, first in enumerate(places) for second in places[number + 1 :])
    assert all(place.bottom() < height and place.left() >= 0 for place in places)
    assert all(place.right() < width or place.left() == 0 for place in places)
    host.deleteLater()


def test_flow_layout_gives_items_back(theme: Theme, qtbot: QtBot) -> None:
    host = QWidget()
    qtbot.addWidget(host)
    flow = FlowLayout(host)
    for word in ("one", "two"):
        flow.addWidget(Pill(word))
    assert flow.count() == 2
    first = flow.takeAt(0)
    assert first is not None
    assert isinstance(first.widget(), Pill)
    assert (flow.count(), flow.itemAt(5), flow.takeAt(5)) == (1, None, None)

"""The timeline as a picture: by key and mouse, at every zoom, with thousands of events, and beside its list."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMainWindow

from thaw_desktop.content.model import TimelineEvent
from thaw_desktop.ui.notes.dates import when
from thaw_desktop.ui.notes.timeline_panel import TimelinePanel
from thaw_desktop.ui.notes.timeline_view import TimelineView

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.notes.tab import NotesTab
    from thaw_desktop.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key


def event(ident: str, start: str, end: str = "", category: str = "Politics", **more: object) -> TimelineEvent:
    return TimelineEvent(
        ident,
        start,
        end or start,
        period=bool(more.get("period")),
        category=category,
        title=f"Title of {ident}",
        text=str(more.get("text", "")),
        section=str(more.get("section", "")),
        tags=("beyond",) if more.get("beyond") else (),
    )


EVENTS = [
    event("era", "1953", "1964", period=True),
    event("death", "1953-03-05", section="one", text="He had a stroke."),
    event("congress", "1956-02-14", "1956-02-25"),
    event("speech", "1956-02-25", category="Culture", section="one"),
    event("printed", "1956-06", beyond=True),
    event("year", "1957", category="Culture"),
    event("fall", "1964-10-14"),
]


@pytest.fixture
def view(theme: Theme, qtbot: QtBot) -> TimelineView:
    made = TimelineView(theme)
    return shown(made, EVENTS, qtbot)


def shown(view: TimelineView, events: Sequence[TimelineEvent], qtbot: QtBot) -> TimelineView:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.setCentralWidget(view)
    window.resize(700, 320)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    view.show_events(events, {"one": "Section one"})
    view.setFocus()
    view._window_of_the_test = window  # type: ignore[attr-defined]
    return view


def centre(view: TimelineView, ident: str) -> QPoint:
    """Where an event's mark is in the viewport."""
    number = view._found.number_of(ident)
    assert number is not None
    return view._box_of(number).center()


# Keys


def test_the_arrows_go_from_event_to_event_and_say_each(view: TimelineView) -> None:
    order = []
    for _ in EVENTS:
        QTest.keyClick(view, KEY.Key_Right)
        order.append(view.current_event())
    assert order == ["era", "death", "congress", "speech", "printed", "year", "fall"]
    assert view.accessibleDescription().startswith("14 October 1964. Title of fall.")
    QTest.keyClick(view, KEY.Key_Right)
    assert view.current_event() == "fall"
    QTest.keyClick(view, KEY.Key_Left)
    assert view.current_event() == "year"
    QTest.keyClick(view, KEY.Key_Home)
    assert view.current_event() == "era"
    QTest.keyClick(view, KEY.Key_End)
    assert view.current_event() == "fall"


def test_enter_opens_the_event_that_the_arrows_came_to(view: TimelineView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.opened):
        QTest.keyClick(view, KEY.Key_Return)
    view.show_event("speech")
    with qtbot.waitSignal(view.opened) as opened:
        QTest.keyClick(view, KEY.Key_Return)
    assert opened.args == ["speech"]


def test_zoom_by_key_keeps_the_event_in_its_place_and_nought_shows_the_whole(view: TimelineView) -> None:
    view.show_event("speech")
    before = centre(view, "speech").x()
    assert view.horizontalScrollBar().maximum() == 0
    for _ in range(6):
        QTest.keyClick(view, KEY.Key_Plus)
    assert view.horizontalScrollBar().maximum() > 1000
    assert abs(centre(view, "speech").x() - before) <= 3
    QTest.keyClick(view, KEY.Key_Minus)
    assert view.can_zoom_out
    QTest.keyClick(view, KEY.Key_0)
    assert not view.can_zoom_out
    assert view.horizontalScrollBar().maximum() == 0
    for _ in range(80):
        QTest.keyClick(view, KEY.Key_Plus)
    assert not view.can_zoom_in


def test_pages_and_shifted_arrows_scroll_without_leaving_the_event(view: TimelineView) -> None:
    view.show_event("death")
    for _ in range(8):
        QTest.keyClick(view, KEY.Key_Plus)
    bar = view.horizontalScrollBar()
    bar.setValue(0)
    QTest.keyClick(view, KEY.Key_PageDown)
    assert bar.value() == bar.pageStep()
    QTest.keyClick(view, KEY.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert bar.value() < bar.pageStep()
    assert view.current_event() == "death"


def test_escape_puts_the_card_away(view: TimelineView) -> None:
    view.show_event("death")
    assert view.card.isVisible()
    QTest.keyClick(view, KEY.Key_Escape)
    assert not view.card.isVisible()


# Mouse


def test_hover_shows_a_card_and_a_click_opens(view: TimelineView, qtbot: QtBot) -> None:
    place = centre(view, "death")
    QTest.mouseMove(view.viewport(), place)
    qtbot.waitUntil(view.card.isVisible)
    texts = " ".join(label.text() for label in view.card.findChildren(type(view.card._title)) if label.isVisible())
    assert "5 March 1953" in texts
    assert "He had a stroke." in texts
    assert "Section one" in texts
    with qtbot.waitSignal(view.opened) as opened:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert opened.args == ["death"]


def test_a_pull_moves_it_and_opens_nothing(view: TimelineView, qtbot: QtBot) -> None:
    for _ in range(8):
        view.zoom_in()
    bar, before = view.horizontalScrollBar(), view.horizontalScrollBar().value()
    with qtbot.assertNotEmitted(view.opened):
        QTest.mousePress(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(300, 250))
        QTest.mouseMove(view.viewport(), QPoint(250, 250))
        QTest.mouseMove(view.viewport(), QPoint(200, 250))
        QTest.mouseRelease(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(200, 250))
    assert bar.value() == before + 100


def test_the_wheel_scrolls_and_with_control_zooms_about_the_mouse(view: TimelineView) -> None:
    place = centre(view, "fall")
    wheel(view, place, 240, Qt.KeyboardModifier.ControlModifier)
    assert view.can_zoom_out
    assert abs(centre(view, "fall").x() - place.x()) <= 2
    before = view.horizontalScrollBar().value()
    wheel(view, place, 120)
    assert view.horizontalScrollBar().value() < before


def wheel(
    view: TimelineView, place: QPoint, turn: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    at = QPointF(place)
    sent = QWheelEvent(
        at, view.viewport().mapToGlobal(at), QPoint(), QPoint(0, turn), Qt.MouseButton.NoButton, keys,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), sent)


# What is drawn


def test_words_come_back_when_there_is_room_for_them(theme: Theme, qtbot: QtBot) -> None:
    crowd = [event(f"e{day:02}", f"1956-02-{day:02}") for day in range(1, 29)]
    crowd += [event("far", "1990-01-01"), event("early", "1900-01-01")]
    view = shown(TimelineView(theme), crowd, qtbot)
    few = len(view._laid_out().row)
    view.show_event("e14")
    for _ in range(40):
        view.zoom_in()
    assert few < 20
    assert len(view._laid_out().row) >= 28


def test_every_kind_of_event_is_drawn_in_every_theme(theme: Theme, view: TimelineView) -> None:
    for name in ("dark", "sepia", "contrast-light", "contrast-dark"):
        theme.apply(name)
        picture = view.grab().toImage()
        colours = {
            picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(0, picture.height(), 2)
        }
        assert {theme.tokens.primary, theme.tokens.warm, theme.tokens.text} <= colours


def test_a_hidden_category_is_neither_drawn_nor_walked_through(view: TimelineView) -> None:
    view.show_event("speech")
    view.show_categories(frozenset({view.categories.index("Culture")}))
    assert view.current_event() == ""
    walked = set()
    for _ in EVENTS:
        QTest.keyClick(view, KEY.Key_Right)
        walked.add(view.current_event())
    assert not walked & {"speech", "year"}


@pytest.mark.parametrize(
    "events", [[], [event("one", "1956-02-25")], [event("ides", "-0043-03-15"), event("now", "2026")]]
)
def test_no_event_one_event_and_two_thousand_years_can_be_shown(
    theme: Theme, qtbot: QtBot, events: list[TimelineEvent]
) -> None:
    view = shown(TimelineView(theme), events, qtbot)
    for key in (KEY.Key_Right, KEY.Key_End, KEY.Key_Plus, KEY.Key_0, KEY.Key_Home, KEY.Key_Minus):
        QTest.keyClick(view, key)
    assert not view.grab().isNull()
    assert view.current_event() == (events[0].id if events else "")


def test_ten_thousand_events_draw_few_of_them(theme: Theme, qtbot: QtBot) -> None:
    many = [
        event(f"e{n}", f"{1000 + n // 12}-{n % 12 + 1:02}", category=f"C{n % 5}", beyond=n % 3 == 0)
        for n in range(10_000)
    ]
    view = shown(TimelineView(theme), many, qtbot)
    layout = view._laid_out()
    # A mark for every three pixels and height at most, however many events there are.
    assert len(layout.on_top) <= (view.viewport().width() // 3 + 2) * layout.room.levels
    began = time.perf_counter()
    view.grab()
    assert time.perf_counter() - began < 5  # not a measure, a stop for what would never end


def test_dates_are_written_in_full() -> None:
    written = {one.id: when(one) for one in EVENTS}
    assert written["era"] == "1953 – 1964"
    assert written["congress"] == "14–25 February 1956"
    assert written["printed"] == "June 1956"
    assert when(event("x", "1956-02-25", "1957-03")) == "25 February 1956 – March 1957"
    assert when(event("x", "1956-02", "1956-03")) == "February – March 1956"


# The panel and the tab


def test_the_legend_filters_and_the_toggle_puts_the_picture_away(theme: Theme, qtbot: QtBot) -> None:
    panel = TimelinePanel(theme, drawn=True)
    qtbot.addWidget(panel)
    panel.resize(700, 400)
    panel.show()
    panel.show_events(EVENTS, {})
    boxes = panel.findChildren(QCheckBox)
    assert [box.text() for box in boxes] == ["Politics", "Culture"]
    QTest.mouseClick(boxes[1], Qt.MouseButton.LeftButton, pos=QPoint(8, boxes[1].height() // 2))
    assert len(panel.view._laid_out().shown.marks) == 4
    with qtbot.waitSignal(panel.drawn_changed) as changed:
        QTest.keyClick(panel.toggle, KEY.Key_Space)
    assert changed.args == [False]
    assert panel.view.isHidden()


def test_the_timeline_page_has_the_picture_above_its_list_and_remembers_it(
    open_notes: Callable[[], NotesTab], study: Study, qtbot: QtBot
) -> None:
    notes = open_notes()
    notes.show_item("timeline:e-secret-speech")
    panel = notes.aids.panel
    assert panel is not None
    assert panel.isVisible()
    assert panel.view.current_event() == "e-secret-speech"
    assert notes.page.isVisible()
    QTest.mouseClick(panel.toggle, Qt.MouseButton.LeftButton)
    assert study.settings.current.timeline_picture is False
    again = open_notes()
    again.show_item("timeline:e-secret-speech")
    assert again.aids.panel is not None
    assert again.aids.panel.view.isHidden()


def test_enter_in_the_picture_opens_the_section_of_the_event(notes: NotesTab) -> None:
    notes.show_item("timeline:e-secret-speech")
    panel = notes.aids.panel
    assert panel is not None
    panel.view.setFocus()
    QTest.keyClick(panel.view, KEY.Key_Return)
    assert notes.page.document().firstBlock().text() == "The 1956 Secret Speech"
    assert panel.isHidden()
    assert notes.page.isVisible()
    QTest.keyClick(notes.page, KEY.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert panel.isVisible()


def test_in_a_low_window_picture_and_list_take_turns(notes: NotesTab, theme: Theme) -> None:
    theme.apply("light", 2.0)
    notes.resize(800, 460)
    notes.show_item("timeline:e-secret-speech")
    panel = notes.aids.panel
    assert panel is not None
    assert panel.view.isVisible()
    assert notes.page.isHidden()
    QTest.keyClick(panel.toggle, KEY.Key_Space)
    assert notes.page.isVisible()
    assert panel.view.isHidden()

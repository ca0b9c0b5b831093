"""What stands beside and below the next step, how it is reached by keys, and how it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from thaw_desktop.ui.goal_dialog import GoalDialog
from thaw_desktop.ui.widgets.list_card import ListRow
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from thaw_desktop.app import Study
    from thaw_desktop.ui.home.tab import HomeTab
    from thaw_desktop.ui.theme import Theme

SPEECH = "q-reasons-speech"


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def list_rows(tab: HomeTab) -> list[ListRow]:
    return tab.today.findChildren(ListRow)


def topic_rows(tab: HomeTab) -> list[ListRow]:
    return tab.topics.findChildren(ListRow)


def page_of(tab: HomeTab) -> CardsPage:
    page = tab.findChild(CardsPage)
    assert isinstance(page, CardsPage)
    return page


@pytest.fixture
def begun(student: Student, clock: FakeClock) -> Student:
    """A student with a fortnight behind them, and cards due today."""
    student.read("overview", "ideology", seconds=180)
    student.answer(12, rating=3)
    clock.advance(days=6)
    student.answer(30, rating=4)
    student.begin(SPEECH, minutes=18)
    student.mark(student.finish(), made=False)
    clock.advance(days=8)
    return student


@pytest.mark.usefixtures("begun")
def test_todays_list_has_cards_reading_and_an_essay_with_their_minutes(
    open_home: Callable[[], HomeTab], study: Study
) -> None:
    tab = open_home()
    queue = study.session.queue(tab.pack)
    due, new = len(queue.learning) + len(queue.due), len(queue.new)

    told = [(row.accessibleName(), row.accessibleDescription()) for row in list_rows(tab)]

    assert told[0] == (f"Review {due} cards", f"{study.overview.minutes_for(tab.pack, due)} minutes")
    assert told[1][0] == "Read: The 1956 Secret Speech"
    assert told[2][0] == f"Meet {new} cards"
    assert ("Write: The significance of the thaw", "40 minutes") in told


@pytest.mark.usefixtures("begun")
def test_rows_of_todays_list_lead_to_their_tabs_by_key(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]]
) -> None:
    tab = open_home()

    for row in list_rows(tab)[:3]:
        QTest.keyClick(row, Qt.Key.Key_Return)
    QTest.mouseClick(tab.ahead.action, Qt.MouseButton.LeftButton)

    assert asked == [("flashcards", ""), ("notes", "secret-speech"), ("flashcards", ""), ("progress", "")]


def test_what_was_done_today_is_ticked(open_home: Callable[[], HomeTab], begun: Student) -> None:
    begun.read("secret-speech")
    tab = open_home()

    assert list_rows(tab)[0].accessibleName() == "✓ 1 section read"


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    ("key", "place"),
    [("c", ("flashcards", "section:secret-speech")), ("q", ("practice", SPEECH))],
)
def test_one_key_leads_from_a_topic_to_its_cards_and_questions(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]], key: str, place: tuple[str, str]
) -> None:
    tab = open_home()

    QTest.keyClicks(topic_rows(tab)[2], key)

    assert asked == [place]


@pytest.mark.usefixtures("begun")
def test_a_digit_says_how_sure_one_is_of_a_topic(open_home: Callable[[], HomeTab]) -> None:
    tab = open_home()
    row = topic_rows(tab)[1]

    for key, told in (("1", "you said red"), ("3", "you said green"), ("0", "")):
        QTest.keyClicks(row, key)
        tab.refresh()
        assert told in row.accessibleDescription()
    assert "you said" not in row.accessibleDescription()


@pytest.mark.usefixtures("begun")
def test_a_goal_is_set_from_the_week_and_kept(open_home: Callable[[], HomeTab], study: Study) -> None:
    tab = open_home()
    QTest.mouseClick(tab.week.set_goal, Qt.MouseButton.LeftButton)
    dialog = tab.findChild(GoalDialog)
    assert isinstance(dialog, GoalDialog)
    dialog.kind.setCurrentIndex(dialog.kind.findData("cards"))
    dialog.amount.setValue(30)
    for day in dialog.days:
        day.setChecked(False)
    assert not dialog.save.isEnabled()
    for day in dialog.days[:5]:
        QTest.mouseClick(day, Qt.MouseButton.LeftButton, pos=QPoint(8, day.height() // 2))
    QTest.mouseClick(dialog.save, Qt.MouseButton.LeftButton)

    current = study.settings.current
    assert (current.goal, current.goal_amount, current.goal_rest) == ("cards", 30, (5, 6))
    assert any(text.startswith("30 cards a day: 0 of 5 days") for text in said(tab.week))
    assert "Saturday: day of rest" not in tab.week.marks.accessibleDescription()  # it is still to come


@pytest.mark.usefixtures("begun")
def test_coming_up_counts_tomorrow_and_the_week(open_home: Callable[[], HomeTab], study: Study) -> None:
    forecast = study.session.forecast(study.open_pack(), 8)
    tab = open_home()

    text = " ".join(said(tab.ahead))

    assert ("No cards tomorrow" if not forecast[1] else f"{forecast[1]} card") in text
    assert f"{sum(forecast[1:])} card" in text


@pytest.mark.usefixtures("begun")
def test_every_topic_tells_its_recall_and_its_coverage(open_home: Callable[[], HomeTab], study: Study) -> None:
    tab = open_home()
    topics = study.overview.topics(tab.pack)

    rows = topic_rows(tab)

    assert [row.accessibleName() for row in rows] == [topic.title for topic in topics]
    for row, topic in zip(rows, topics, strict=True):
        assert f"{topic.seen} of {topic.cards} cards seen" in row.accessibleDescription()
        # A topic of which no card was seen has no number, not even a zero.
        assert (f"{round(topic.recall * 100)}\u00a0%" in row.accessibleDescription()) == bool(topic.seen)


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_topic_opens_its_notes_by_key(
    open_home: Callable[[], HomeTab], asked: list[tuple[str, str]], key: Qt.Key
) -> None:
    tab = open_home()

    QTest.keyClick(topic_rows(tab)[2], key)

    assert asked == [("notes", "secret-speech")]


@pytest.mark.usefixtures("begun")
def test_a_topic_opens_its_notes_by_click(open_home: Callable[[], HomeTab], asked: list[tuple[str, str]]) -> None:
    tab = open_home()

    QTest.mouseClick(topic_rows(tab)[1], Qt.MouseButton.LeftButton)

    assert asked == [("notes", "ideology")]


@pytest.mark.usefixtures("begun")
def test_tab_key_visits_every_control_in_reading_order(open_home: Callable[[], HomeTab]) -> None:
    tab = open_home()
    wanted = [
        tab.step.action,
        tab.exam.action,
        *list_rows(tab),
        tab.week.set_goal,
        *topic_rows(tab),
        tab.activity.calendar,
        tab.ahead.action,
        tab.step.action,
    ]

    visited: list[QWidget | None] = [QApplication.focusWidget()]
    for _ in wanted[1:]:
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_Tab)
        visited.append(QApplication.focusWidget())

    assert visited == wanted


@pytest.mark.usefixtures("begun")
def test_what_has_the_focus_is_scrolled_into_view(open_home: Callable[[], HomeTab]) -> None:
    tab = open_home()
    assert tab.ahead.action.visibleRegion().isEmpty()

    QTest.keyClick(tab.step.action, Qt.Key.Key_Backtab)

    assert QApplication.focusWidget() is tab.ahead.action
    assert not tab.ahead.action.visibleRegion().isEmpty()


def test_refresh_keeps_focus_and_scroll_place(open_home: Callable[[], HomeTab], begun: Student) -> None:
    tab = open_home()
    row = topic_rows(tab)[3]
    row.setFocus()
    page_of(tab).verticalScrollBar().setValue(120)
    begun.answer(3)

    tab.refresh()

    assert QApplication.focusWidget() is row
    assert page_of(tab).verticalScrollBar().value() == 120


@pytest.mark.usefixtures("begun")
def test_page_down_scrolls_from_any_control(open_home: Callable[[], HomeTab]) -> None:
    tab = open_home()

    QTest.keyClick(tab.step.action, Qt.Key.Key_PageDown)

    assert page_of(tab).verticalScrollBar().value() > 0


@pytest.mark.usefixtures("begun")
def test_wide_window_has_two_columns_and_a_narrow_one_has_one(open_home: Callable[[], HomeTab]) -> None:
    tab = open_home()
    assert tab.exam.mapTo(tab, tab.exam.rect().topLeft()).x() > tab.step.width()

    tab.resize(800, 560)

    assert tab.exam.mapTo(tab, tab.exam.rect().topLeft()).x() == tab.step.mapTo(tab, tab.step.rect().topLeft()).x()


@pytest.mark.parametrize("size", [(800, 560), (1100, 640), (1500, 900)])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("first_day", [True, False])
def test_no_text_is_cut_and_nothing_lies_beside_the_page(
    open_home: Callable[[], HomeTab],
    request: pytest.FixtureRequest,
    theme: Theme,
    cut_texts: Callable[[QWidget], list[str]],
    size: tuple[int, int],
    scale: float,
    first_day: bool,
) -> None:
    if not first_day:
        request.getfixturevalue("begun")
    tab = open_home()

    theme.apply("light", scale)
    tab.resize(*size)
    QApplication.processEvents()

    assert cut_texts(tab) == []
    page = page_of(tab)
    column = page.widget()
    assert column is not None
    assert column.width() <= page.viewport().width()

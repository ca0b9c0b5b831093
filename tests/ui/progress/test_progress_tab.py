"""What Progress shows of a made-up history, what it says while there is none, and how it is used by keys."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from thaw_desktop.practice.own_question import OwnQuestion
from thaw_desktop.practice.page import Page
from thaw_desktop.ui.progress.tab import FIRST_ESSAYS
from thaw_desktop.ui.widgets.list_card import ListRow
from thaw_desktop.ui.widgets.rows import CardsPage

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from thaw_desktop.app import Study
    from thaw_desktop.ui.progress.tab import ProgressTab
    from thaw_desktop.ui.theme import Theme
    from thaw_desktop.ui.widgets.list_card import ListCard

SPEECH, THAW = "q-reasons-speech", "q-significance-thaw"


def said(widget: QWidget) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible() and label.text()]


def rows(card: ListCard) -> list[ListRow]:
    return [row for row in card.findChildren(ListRow) if row.isVisible()]


@pytest.fixture
def history(student: Student, clock: FakeClock) -> Student:
    """Monday 2 March: 3 cards, 2 sections. Wednesday: 2 cards forgotten, an essay of 6 words in 12 minutes, marked.

    Thursday 5 March is today.
    """
    student.answer(3, rating=4, seconds=20)
    student.read("overview", "ideology", seconds=180)
    clock.advance(days=2)
    student.answer(2, rating=1, seconds=30)
    student.begin(SPEECH, minutes=12, text="Stalin was dead and Khrushchev spoke")
    student.mark(student.finish(), made=True)
    clock.advance(days=1)
    return student


@pytest.mark.usefixtures("history")
def test_figures_stand_apart_and_say_what_they_count(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()

    assert said(tab.recalled) == ["60\u00a0%", "of answers recalled", "3 of 5 answers in 30 days"]
    assert said(tab.reviews) == ["5", "answers given", "in 2 days of study"]
    assert said(tab.written) == ["1", "essay written", "6 words in all"]


def test_pace_is_words_over_the_minutes_of_writing(open_progress: Callable[[], ProgressTab], student: Student) -> None:
    student.begin(SPEECH, minutes=10, text="word " * 150)
    student.finish()
    student.begin(THAW, minutes=30, text="word " * 450)
    student.finish()
    tab = open_progress()

    assert said(tab.pace) == ["15", "words a minute", "while writing, over 2 essays"]


def test_an_essay_of_almost_no_words_still_has_a_pace(
    open_progress: Callable[[], ProgressTab], student: Student
) -> None:
    student.begin(SPEECH, minutes=20, text="Nothing came")
    student.finish()
    tab = open_progress()

    assert said(tab.pace) == ["0", "words a minute", "while writing, over 1 essay"]


def test_share_recalled_forgets_answers_older_than_a_month(
    open_progress: Callable[[], ProgressTab], student: Student, clock: FakeClock
) -> None:
    student.answer(4)
    clock.advance(days=31)
    tab = open_progress()

    assert said(tab.recalled) == ["–", "of answers recalled", "No answers in the last 30 days"]
    assert said(tab.reviews)[0] == "4"


def test_empty_history_has_an_honest_sentence_everywhere(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()

    assert said(tab.recalled)[0] == "–"
    assert "No card answered yet" in said(tab.reviews)
    assert "No essay finished yet" in said(tab.written)
    assert "Known after your first essay" in said(tab.pace)
    assert not tab.forecast.chart.isVisible()
    assert any(text.startswith("None.") for text in said(tab.forecast))
    assert not tab.activity.calendar.isVisible()
    assert any(text.startswith("Nothing yet.") for text in said(tab.activity))
    assert any(text.startswith("None yet.") for text in said(tab.essays))
    assert any(re.fullmatch(r"0 of \d+ cards seen\nnot read yet.*", line) for line in said(tab.topics))


@pytest.mark.usefixtures("history")
def test_forecast_shows_every_day_in_words(open_progress: Callable[[], ProgressTab], study: Study) -> None:
    tab = open_progress()
    counts = study.session.forecast(tab.pack, 30)

    described = tab.forecast.chart.accessibleDescription().split("; ")

    assert len(described) == 30
    assert described[0] == f"Today: {counts[0]} card{'' if counts[0] == 1 else 's'}"
    assert described[1].startswith("Fri 6 Mar: ")
    assert [int(text.split(": ")[1].split()[0]) for text in described] == counts
    assert any(f"{sum(counts[1:8])} in the 7 days after" in text for text in said(tab.forecast))


@pytest.mark.usefixtures("history")
def test_a_day_chosen_by_key_is_told_in_words(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()
    calendar = tab.activity.calendar
    calendar.setFocus()
    assert "Today: nothing yet" in said(tab.activity)

    for key in (Qt.Key.Key_End, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(calendar, key)
    assert "Wed 4 Mar: 2 cards, 1 essay; 13 minutes" in said(tab.activity)

    for key in (Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Return):
        QTest.keyClick(calendar, key)
    assert "Mon 2 Mar: 3 cards, 2 sections; 7 minutes" in said(tab.activity)

    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        QTest.keyClick(calendar, key)
    assert "Tue 3 Mar: no study" in said(tab.activity)


@pytest.mark.usefixtures("history")
def test_a_day_is_chosen_by_click(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()
    calendar = tab.activity.calendar
    tall = calendar.height()

    # Monday is the first square under the months in the last column.
    for x in range(calendar.width() - 1, 0, -4):
        QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=QPoint(x, tall // 5))
        if any(text.startswith("Mon 2 Mar") for text in said(tab.activity)):
            break

    assert "Mon 2 Mar: 3 cards, 2 sections; 7 minutes" in said(tab.activity)


@pytest.mark.usefixtures("history")
def test_weeks_are_summed_up_without_counting_days_in_a_row(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()

    assert "This week: 20 minutes. In 26 weeks: 2 days of study." in said(tab.activity)


def test_topics_give_their_evidence_beside_the_number(
    open_progress: Callable[[], ProgressTab], history: Student, study: Study
) -> None:
    study.reading.say_confidence(history.pack, "secret-speech", "amber")
    tab = open_progress()
    topics = {topic.id: topic for topic in study.overview.topics(tab.pack)}

    told = dict(zip(topics, [row.accessibleDescription() for row in rows(tab.topics)], strict=True))

    overview = topics["overview"]
    expected = f"{round(overview.recall * 100)}\u00a0% expected today"
    seen = f"{overview.seen} of {overview.cards} cards seen"
    assert f"{expected}; {seen}; " in told["overview"]
    assert "not checked yet, after" in told["overview"]
    assert "\nread" in told["overview"]
    assert "3 of 3 parts read" in told["ideology"]  # a section is read with its subsections on one page
    assert "essays: 12 of 12 marks, Wed 4 Mar" in told["secret-speech"]
    assert "you said amber: partly sure" in told["secret-speech"]
    assert "expected" not in told["thaw"]


@pytest.mark.usefixtures("history")
def test_a_topic_leads_to_its_notes(open_progress: Callable[[], ProgressTab], asked: list[tuple[str, str]]) -> None:
    tab = open_progress()

    QTest.keyClick(rows(tab.topics)[1], Qt.Key.Key_Return)

    assert asked == [("notes", "ideology")]


def test_essays_are_listed_newest_first_with_their_stage(
    open_progress: Callable[[], ProgressTab], history: Student
) -> None:
    history.begin(THAW, minutes=31, text="one two three")
    history.finish()
    history.begin(SPEECH, minutes=2)
    tab = open_progress()

    told = [(row.accessibleName(), row.accessibleDescription()) for row in rows(tab.essays)]

    assert told == [
        ("Khrushchev’s reasons for the Secret Speech", "Thu 5 Mar · not finished"),
        ("The significance of the thaw", "Thu 5 Mar · 31 minutes · 3 words · not marked yet"),
        ("Khrushchev’s reasons for the Secret Speech", "Wed 4 Mar · 12 minutes · 6 words · 12 of 12 marks"),
    ]


@pytest.mark.usefixtures("history")
def test_an_essay_leads_to_its_attempt(
    open_progress: Callable[[], ProgressTab], asked: list[tuple[str, str]], study: Study
) -> None:
    tab = open_progress()
    (attempt,) = study.writing.attempts(tab.pack)

    QTest.mouseClick(rows(tab.essays)[0], Qt.MouseButton.LeftButton)

    assert asked == [("practice", f"attempt:{attempt.id}")]


def test_an_essay_stays_listed_when_its_question_has_left_the_pack(
    open_progress: Callable[[], ProgressTab], study: Study
) -> None:
    study.writing.start(study.open_pack(), "q-gone", 20, "")
    tab = open_progress()

    assert rows(tab.essays)[0].accessibleName() == "A question that is no longer in the pack"


@pytest.mark.parametrize(("level", "told"), [("2", "level 2"), ("", "marked")])
def test_an_essay_without_mark_points_tells_its_level(
    open_progress: Callable[[], ProgressTab], study: Study, level: str, told: str
) -> None:
    attempt = study.writing.start(study.open_pack(), "q-gone", 20, "").finish(Page("Some words."))
    finished = study.marking.finished(attempt)
    assert finished is not None
    study.marking.mark(finished, {}, level)

    assert rows(open_progress().essays)[0].accessibleDescription().endswith(f" · {told}")


def test_an_essay_of_last_year_tells_its_year(
    open_progress: Callable[[], ProgressTab], history: Student, clock: FakeClock
) -> None:
    clock.advance(days=365)
    tab = open_progress()

    assert rows(tab.essays)[0].accessibleDescription().startswith("Wed 4 Mar 2026")


def test_many_essays_are_shown_when_asked_for(open_progress: Callable[[], ProgressTab], student: Student) -> None:
    for _ in range(FIRST_ESSAYS + 3):
        student.begin(SPEECH, minutes=1)
        student.finish()
    tab = open_progress()
    assert len(rows(tab.essays)) == FIRST_ESSAYS
    assert tab.essays.more.text() == f"Show all {FIRST_ESSAYS + 3}"

    tab.essays.more.setFocus()
    QTest.keyClick(tab.essays.more, Qt.Key.Key_Return)
    QApplication.processEvents()

    assert len(rows(tab.essays)) == FIRST_ESSAYS + 3
    assert not tab.essays.more.isVisible()
    assert QApplication.focusWidget() is rows(tab.essays)[FIRST_ESSAYS]


def test_refresh_keeps_focus_chosen_day_and_scroll_place(
    open_progress: Callable[[], ProgressTab], history: Student
) -> None:
    tab = open_progress()
    QTest.keyClick(tab.activity.calendar, Qt.Key.Key_End)
    QTest.keyClick(tab.activity.calendar, Qt.Key.Key_Up)
    QTest.keyClick(tab.activity.calendar, Qt.Key.Key_Return)
    row = rows(tab.topics)[2]
    row.setFocus()
    page = tab.findChild(CardsPage)
    assert isinstance(page, CardsPage)
    page.verticalScrollBar().setValue(200)
    history.answer(1)

    tab.refresh()

    assert QApplication.focusWidget() is row
    assert page.verticalScrollBar().value() == 200
    assert "Wed 4 Mar: 2 cards, 1 essay; 13 minutes" in said(tab.activity)


@pytest.mark.usefixtures("history")
def test_tab_key_visits_every_control_in_reading_order(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()
    tab.plots.choice.setCurrentIndex(1)
    wanted = [
        tab.forecast.chart,
        tab.activity.calendar,
        *rows(tab.topics),
        tab.scope.of,
        tab.scope.span,
        tab.plots.choice,
        tab.plots.more,
        tab.plots.bars,
        *rows(tab.essays),
    ]

    visited = []
    for _ in wanted:
        focus = QApplication.focusWidget()
        assert focus is not None
        visited.append(focus)
        QTest.keyClick(focus, Qt.Key.Key_Tab)

    assert visited == wanted


@pytest.mark.usefixtures("history")
def test_keys_scroll_the_page_as_soon_as_it_is_opened(open_progress: Callable[[], ProgressTab]) -> None:
    tab = open_progress()
    page = tab.findChild(CardsPage)
    assert isinstance(page, CardsPage)
    focus = QApplication.focusWidget()
    assert focus is not None

    QTest.keyClick(focus, Qt.Key.Key_PageDown)

    assert page.verticalScrollBar().value() > 0


def test_the_calendar_moves_on_with_the_day(
    open_progress: Callable[[], ProgressTab], history: Student, clock: FakeClock, study: Study
) -> None:
    tab = open_progress()
    clock.advance(days=1)

    tab.refresh()
    QTest.keyClick(tab.activity.calendar, Qt.Key.Key_End)
    QTest.keyClick(tab.activity.calendar, Qt.Key.Key_Return)

    assert date.fromordinal(study.overview.today()) == date(2026, 3, 5) + timedelta(days=1)
    assert "Fri 6 Mar: no study" in said(tab.activity)


@pytest.mark.parametrize("size", [(800, 560), (1100, 640), (1500, 900)])
@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
@pytest.mark.parametrize("empty", [True, False])
def test_no_text_is_cut_and_nothing_lies_beside_the_page(
    open_progress: Callable[[], ProgressTab],
    request: pytest.FixtureRequest,
    theme: Theme,
    cut_texts: Callable[[QWidget], list[str]],
    size: tuple[int, int],
    scale: float,
    empty: bool,
) -> None:
    if not empty:
        request.getfixturevalue("history")
    tab = open_progress()

    theme.apply("light", scale)
    tab.resize(*size)
    QApplication.processEvents()

    assert cut_texts(tab) == []
    page = tab.findChild(CardsPage)
    assert isinstance(page, CardsPage)
    column = page.widget()
    assert column is not None
    assert column.width() <= page.viewport().width()


def test_an_essay_on_an_own_question_is_called_by_its_words(
    open_progress: Callable[[], ProgressTab], study: Study
) -> None:
    study.writing.start_own(study.open_pack(), OwnQuestion("Was it a break?"), 30).finish(Page("It was."))
    tab = open_progress()
    assert any(text.startswith("Was it a break?") for text in said(tab.essays))

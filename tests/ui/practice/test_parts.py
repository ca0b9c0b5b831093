"""The clock as it is shown, the words for times, and positions in a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.ui.practice.countdown import Countdown, until_next_second
from thaw_desktop.ui.practice.wording import clock_text
from thaw_desktop.ui.widgets.essay_page import EssayPage, characters, units

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme


@pytest.mark.parametrize(
    ("left", "text"),
    [
        (2700, "45:00"),
        (2699.4, "45:00"),
        (2699, "44:59"),
        (3600, "1:00:00"),
        (5399, "1:29:59"),
        (59.2, "1:00"),
        (0.1, "0:01"),
        (0, "+0:00"),
        (-0.9, "+0:00"),
        (-42, "+0:42"),
        (-3601, "+1:00:01"),
    ],
)
def test_clock_text_counts_down_and_then_up(left: float, text: str) -> None:
    assert clock_text(left) == text


@given(st.floats(-20_000, 20_000))
def test_until_next_second_is_when_the_text_changes(left: float) -> None:
    wait = until_next_second(left)
    assert 0 < wait <= 1
    assert clock_text(left - wait - 1e-6) != clock_text(left)
    if wait > 1e-3:
        assert clock_text(left - wait + 1e-4) == clock_text(left)


def test_countdown_tells_few_moments_and_each_once(qtbot: QtBot, study: Study, clock: FakeClock) -> None:
    session = study.writing.start(study.open_pack(), "q-reasons-speech", 30, "")
    session.start_clock()
    countdown = Countdown()
    told: list[object] = []
    countdown.minutes_left.connect(told.append)
    countdown.over.connect(lambda: told.append("over"))
    countdown.follow(session)
    for _ in range(32 * 6):
        clock.advance(seconds=10)
        countdown.look()
    assert told == [15, 5, 1, "over"]


def test_countdown_of_an_attempt_taken_up_in_overtime_rings_no_bell(
    qtbot: QtBot, study: Study, clock: FakeClock
) -> None:
    session = study.writing.start(study.open_pack(), "q-reasons-speech", 1, "")
    session.start_clock()
    clock.advance(minutes=2)
    countdown = Countdown()
    told: list[object] = []
    countdown.over.connect(lambda: told.append("over"))
    countdown.follow(session)
    countdown.look()
    assert told == []


def test_countdown_wakes_up_by_itself_while_it_is_seen(qtbot: QtBot, study: Study, clock: FakeClock) -> None:
    session = study.writing.start(study.open_pack(), "q-reasons-speech", 1, "")
    session.start_clock()
    countdown = Countdown()
    countdown.set_seen(True)
    countdown.follow(session)
    clock.advance(0.999)
    countdown.look()  # a thousandth of a second before the next one
    with qtbot.waitSignal(countdown.moved, timeout=900):
        pass
    countdown.follow(None)
    countdown.set_seen(False)
    assert not countdown._timer.isActive()


@given(st.text(max_size=40), st.integers(0, 50))
def test_positions_come_back_from_qts_count(text: str, index: int) -> None:
    index = min(index, len(text))
    assert characters(text, units(text, index)) == index


def test_essay_page_stays_quick_with_ten_thousand_words(qtbot: QtBot, theme: Theme) -> None:
    page = EssayPage(theme, "Essay")
    qtbot.addWidget(page)
    page.set_text("\n".join("word " * 100 for _ in range(100)))
    page.show()
    page.show_overtime(49_000)
    assert page.document().blockCount() == 100
    page.set_place(len(page.text()))
    assert page.place() == len(page.text())

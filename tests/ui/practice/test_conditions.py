"""Exam conditions, arrangements, and what comes between, at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.paper_voice import PaperVoice
from thaw_desktop.app import open_study
from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.speech.engine import NoVoiceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QPushButton

    from tests.conftest import FakeClock
    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme

NEVER = 3_600_000


def begin(desk: Desk, **settings: object) -> None:
    desk.study.settings.change(**settings)
    desk.start()


def click(part: QPushButton) -> None:
    QTest.mouseClick(part, Qt.MouseButton.LeftButton)


def ring(desk: Desk) -> str:
    desk.look_at_clock()
    return desk.tab.writer._side._ring.accessibleDescription()


# Arrangements


def test_arrangements_are_kept_and_hold_for_the_next_essay(desk: Desk) -> None:
    form = desk.tab.chooser.detail.arrangements
    assert not form.extra.isVisible()
    click(form.unfold)
    click(form.exam)
    form.extra.setValue(33)
    form.rest.setValue(10)
    form.reading.setValue(5)
    click(form._clocks["minutes"])
    click(form._warnings[30])
    assert any("It is no lockdown" in text and "33 % extra time · 10 min of breaks" in text for text in desk.words())
    settings = desk.study.settings.current
    assert (settings.exam_conditions, settings.extra_percent, settings.clock_shown) == (True, 33, "minutes")
    assert settings.warn_at == (15, 5, 1)
    desk.ctrl_enter()
    session = desk.tab.writer.session
    assert session is not None
    conditions = session.conditions
    assert (conditions.mode, conditions.minutes, conditions.extra_percent) == ("exam", 20, 33)
    assert (conditions.rest_minutes, conditions.reading_minutes) == (10, 5)


def test_all_arrangements_are_readable_with_large_text(
    desk: Desk, theme: Theme, cut_texts: Callable[[object], list[str]]
) -> None:
    click(desk.tab.chooser.detail.arrangements.unfold)
    try:
        theme.apply("light", 2.0)
        desk.tab.setFixedSize(800, 460)
        desk.settle()
        assert cut_texts(desk.tab.chooser.detail) == []
        assert desk.tab.chooser.detail.horizontalScrollBar().maximum() == 0
    finally:
        theme.apply("light", 1.0)


# Reading and rest


def test_page_opens_by_itself_when_the_reading_is_over(desk: Desk, clock: FakeClock) -> None:
    begin(desk, reading_minutes=5)
    writer = desk.tab.writer
    assert writer._cover.isVisible()
    assert not writer.page.isVisible()
    assert QApplication.focusWidget() is writer._cover.go_on
    QTest.keyClicks(writer._panel.pad, "plan")
    clock.advance(seconds=61)
    assert ring(desk) == "20:00 left"
    assert "3:59 left" in desk.words()
    clock.advance(seconds=240)
    assert ring(desk) == "19:59 left"
    assert writer.page.isVisible()
    assert QApplication.focusWidget() is writer.page
    assert desk.draft is not None
    assert desk.draft.plan == "plan"


def test_reading_can_be_ended_by_a_key(desk: Desk, clock: FakeClock) -> None:
    begin(desk, reading_minutes=5)
    clock.advance(10)
    desk.press(Qt.Key.Key_Space)
    desk.type("now")
    assert desk.tab.writer.page.text() == "now"
    clock.advance(60)
    assert ring(desk) == "19:00 left"


def test_break_stops_the_clock_and_covers_the_page(desk: Desk, clock: FakeClock) -> None:
    begin(desk, rest_minutes=10, exam_conditions=True)
    writer = desk.tab.writer
    assert not writer._side.pause.isVisible()
    assert not writer._back.isVisible()
    desk.type("before")
    clock.advance(60)
    desk.look_at_clock()
    click(writer._side.rest)
    clock.advance(240)
    assert ring(desk) == "19:00 left"
    assert "6:00 left" in desk.words()
    assert "Break" in desk.words()
    assert not writer.page.isVisible()
    assert not writer._side.rest.isVisible()
    desk.press(Qt.Key.Key_Space)
    assert writer.page.isVisible()
    assert writer._side.rest.text() == "Break · 6:00 left"
    clock.advance(60)
    assert ring(desk) == "18:00 left"


# What comes between


def test_sleep_in_practice_is_asked_about(desk: Desk, clock: FakeClock) -> None:
    begin(desk)
    clock.sleep(minutes=12)
    assert ring(desk) == "20:00 left"
    asking = desk.tab.writer._asking
    assert "The computer slept for 12 minutes. That does not count." in asking.accessibleName()
    click(asking._action)
    assert ring(desk) == "8:00 left"
    assert not asking.isVisible()
    clock.sleep(minutes=3)
    desk.look_at_clock()
    click(asking._other)
    assert ring(desk) == "8:00 left"
    assert desk.tab.writer.session is not None
    assert [one.counted for one in desk.tab.writer.session.interruptions] == [True, False]
    assert desk.draft is not None
    assert len(desk.draft.state["interruptions"]) == 2


def test_sleep_in_an_exam_counts_and_is_told(desk: Desk, clock: FakeClock) -> None:
    begin(desk, exam_conditions=True)
    clock.sleep(minutes=12)
    assert ring(desk) == "8:00 left"
    asking = desk.tab.writer._asking
    assert "In an exam that counts" in asking.accessibleName()
    assert not asking._action.isVisible()


def test_a_crash_is_told_and_may_be_counted(
    desk: Desk, study: Study, clock: FakeClock, sit_down: Callable[[Study, Rhythm], Desk]
) -> None:
    begin(desk)
    clock.advance(minutes=3)
    desk.tab.writer.save()
    desk.tab.hide()
    clock.advance(minutes=4)
    again = open_study(study.paths, clock)
    try:
        second = sit_down(again, Rhythm(NEVER, NEVER, NEVER, NEVER))
        second.press(Qt.Key.Key_Space)
        assert ring(second) == "17:00 left"
        assert "Thaw was closed for 4 minutes" in second.tab.writer._asking.accessibleName()
        click(second.tab.writer._asking._action)
        assert ring(second) == "13:00 left"
        second.tab.close()
    finally:
        again.close()


def test_clock_is_saved_now_and_then_though_nothing_is_written(desk: Desk) -> None:
    desk.start()
    beat = desk.tab.writer._autosave._beat
    assert beat.isActive()
    beat.timeout.emit()
    assert beat.isActive()
    desk.tab.hide()
    assert not beat.isActive()


# The clock as the student wants it


def test_clock_to_the_minute_wakes_up_once_a_minute(desk: Desk, clock: FakeClock) -> None:
    begin(desk, clock_shown="minutes")
    clock.advance(seconds=90)
    assert ring(desk) == "19 min left"
    assert desk.tab.writer._countdown._timer.interval() > 25_000
    clock.advance(minutes=18)
    assert ring(desk) == "0:30 left"
    assert desk.tab.writer._countdown._timer.interval() <= 1000


def test_clock_on_demand_is_seen_when_asked_for(desk: Desk, clock: FakeClock) -> None:
    begin(desk, clock_shown="demand")
    side = desk.tab.writer._side
    assert not side._ring.isVisible()
    clock.advance(seconds=30)
    click(side.reveal)
    assert side._ring.isVisible()
    assert side._ring.accessibleDescription() == "19:30 left"
    assert side.reveal.text() == "Hide the clock"
    click(side.reveal)
    assert not side._ring.isVisible()


def test_warnings_come_at_the_chosen_moments_and_pass(desk: Desk, clock: FakeClock) -> None:
    begin(desk, warn_at=(10,))
    notice = desk.tab.writer._notice
    clock.advance(minutes=6)
    desk.look_at_clock()
    assert not notice.isVisible()
    clock.advance(minutes=4)
    desk.look_at_clock()
    assert notice.accessibleName() == "10 minutes left"
    assert notice.passes
    clock.advance(minutes=9)
    desk.look_at_clock()
    assert notice.accessibleName() == "10 minutes left"


def test_words_in_overtime_are_counted_apart(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("three words here")
    clock.advance(minutes=21)
    desk.look_at_clock()
    desk.type(" and two")
    desk.tab.writer._count()
    side = desk.tab.writer._side
    assert (side._words.text(), side._overtime.text()) == ("3", "2")
    assert side._overtime.isVisible()


# Exam conditions


def test_nothing_from_elsewhere_is_pasted_in_an_exam(desk: Desk) -> None:
    begin(desk, exam_conditions=True)
    page, pad = desk.tab.writer.page, desk.tab.writer._panel.pad
    foreign = QMimeData()
    foreign.setText("from the web")
    page.insertFromMimeData(foreign)
    pad.insertFromMimeData(foreign)
    assert (page.text(), pad.toPlainText()) == ("", "")
    assert any("only your own words" in text for text in desk.words())
    desk.type("mine ")
    page.selectAll()
    own = page.createMimeDataFromSelection()
    pad.insertFromMimeData(own)
    assert pad.toPlainText() == "mine "


def test_links_stay_closed_in_an_exam(desk: Desk, asked: list[tuple[str, str]]) -> None:
    told: list[str] = []
    desk.tab.told.connect(told.append)
    begin(desk, exam_conditions=True)
    desk.tab.writer.link_activated.emit("notes:speech")
    assert asked == []
    assert len(told) == 1


# Read aloud


def test_question_is_read_aloud_as_the_student_likes_it(desk: Desk) -> None:
    voice = PaperVoice()
    panel = desk.tab.writer._panel
    panel.aloud.engine_from = lambda _: voice
    begin(desk, speech_speed=150, speech_voice="Anne")
    for _ in range(3):
        QTest.mouseClick(panel._speak, Qt.MouseButton.LeftButton)
    assert voice.said == ["Explain why Khrushchev gave the Secret Speech in 1956."]
    assert (voice.speed, voice.voice) == (1.5, "Anne")
    assert voice.did == ["pause", "resume"]
    assert panel._speak.accessibleName() == "Pause"
    desk.ctrl_enter()
    desk.ctrl_enter()
    assert voice.did[-1] == "stop"


def test_without_a_voice_it_is_said_why(desk: Desk) -> None:
    def none(_: object) -> PaperVoice:
        raise NoVoiceError("There is no voice", "Install one")

    desk.start()
    panel = desk.tab.writer._panel
    panel.aloud.engine_from = none
    QTest.mouseClick(panel._speak, Qt.MouseButton.LeftButton)
    assert any(text.startswith("There is no voice") for text in desk.words())

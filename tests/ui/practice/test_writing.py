"""Writing under the clock: the text is safe, and the clock tells the truth."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.app import open_study
from thaw_desktop.ui.autosave import Rhythm

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme


NEVER = 3_600_000


def test_start_opens_the_page_with_the_clock_going(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    writer = desk.tab.writer
    assert QApplication.focusWidget() is writer.page
    assert writer.session is not None
    assert writer.session.running
    assert "Saved 18:00:00" in desk.words()
    clock.advance(seconds=61)
    desk.look_at_clock()
    assert writer._side._ring.accessibleDescription() == "18:59 left"


def test_text_is_saved_after_a_pause(
    qtbot: QtBot, study: Study, sit_down: Callable[[Study, Rhythm], Desk], clock: FakeClock
) -> None:
    desk = sit_down(study, Rhythm(pause=0, limit=NEVER, retry=NEVER))
    desk.start()
    clock.advance(minutes=2)
    desk.type("The speech changed")
    qtbot.waitUntil(lambda: desk.saved_text == "The speech changed")
    assert "Saved 18:02:00" in desk.words()
    assert not desk.tab.unsaved


def test_text_is_saved_while_one_types_on(
    qtbot: QtBot, study: Study, sit_down: Callable[[Study, Rhythm], Desk]
) -> None:
    desk = sit_down(study, Rhythm(pause=NEVER, limit=0, retry=NEVER))
    desk.start()
    for letter in "abcdef":
        desk.type(letter)
        qtbot.waitUntil(lambda: not desk.tab.unsaved)
    assert desk.saved_text == "abcdef"


def test_saving_waits_at_most_two_seconds(desk: Desk) -> None:
    usual = Rhythm()
    assert (usual.pause, usual.limit) == (1000, 1500)
    desk.start()
    assert not desk.tab.unsaved
    desk.type("a")
    assert desk.tab.unsaved
    autosave = desk.tab.writer._autosave
    assert autosave._pause.isActive()
    assert autosave._limit.isActive()


def test_the_plan_is_saved_too(qtbot: QtBot, study: Study, sit_down: Callable[[Study, Rhythm], Desk]) -> None:
    desk = sit_down(study, Rhythm(pause=0, limit=NEVER, retry=NEVER))
    desk.start()
    QTest.keyClicks(desk.tab.writer._panel.pad, "1 Rivals")
    qtbot.waitUntil(lambda: desk.draft is not None and desk.draft.plan == "1 Rivals")


def test_leaving_the_tab_saves_at_once_and_the_clock_goes_on(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("half a sent")
    desk.tab.leave()
    assert desk.saved_text == "half a sent"
    desk.tab.hide()
    clock.advance(minutes=5)
    desk.tab.show()
    desk.tab.refresh()
    assert desk.page == "writer"
    assert desk.tab.writer.page.text() == "half a sent"
    assert desk.tab.writer._side._ring.accessibleDescription() == "15:00 left"


def test_the_text_is_there_after_thaw_was_killed(
    qtbot: QtBot, desk: Desk, study: Study, clock: FakeClock, sit_down: Callable[[Study, Rhythm], Desk]
) -> None:
    desk.start()
    desk.type("Khrushchev spoke for four hours")
    clock.advance(minutes=3)
    desk.tab.writer.save()
    desk.type(" lost")
    desk.tab.hide()
    clock.advance(hours=2)
    again = open_study(study.paths, clock)
    try:
        second = sit_down(again, Rhythm(NEVER, NEVER, NEVER))
        assert "You were writing “Khrushchev’s reasons for the Secret Speech”" in second.words()
        assert "5 words · 17:00 left · saved 18:03:00" in second.words()
        assert QApplication.focusWidget() is second.tab.chooser.unfinished.go_on
        second.press(Qt.Key.Key_Space)
        assert second.page == "writer"
        assert second.tab.writer.page.text() == "Khrushchev spoke for four hours"
        assert second.tab.writer._side._ring.accessibleDescription() == "17:00 left"
        second.type("!")  # the cursor is where it was
        assert second.tab.writer.page.text().endswith("hours!")
        second.tab.close()
    finally:
        again.close()


def test_a_failing_disk_is_told_loudly_and_the_text_is_saved_later(
    qtbot: QtBot, study: Study, sit_down: Callable[[Study, Rhythm], Desk], clock: FakeClock
) -> None:
    desk = sit_down(study, Rhythm(pause=0, limit=NEVER, retry=5))
    desk.start()
    with desk.broken_disk():
        clock.advance(minutes=1)
        desk.type("not yet on the disk")
        qtbot.waitUntil(lambda: "Not saved since 18:00:00" in desk.words())
        assert any(text.startswith("Not saved. ") and "safe on the screen" in text for text in desk.words())
        desk.type(" and more")
        assert desk.tab.unsaved
        assert desk.saved_text == ""
    qtbot.waitUntil(lambda: desk.saved_text == "not yet on the disk and more")
    assert desk.tab.writer.page.text() == "not yet on the disk and more"
    assert not any(text.startswith("Not saved") for text in desk.words())
    assert "Saved 18:01:00" in desk.words()


def test_a_full_disk_is_told_as_such(qtbot: QtBot, study: Study, sit_down: Callable[[Study, Rhythm], Desk]) -> None:
    desk = sit_down(study, Rhythm(pause=0, limit=NEVER, retry=NEVER))
    desk.start()
    connection = study.log.connection
    pages = connection.execute("PRAGMA page_count").fetchone()[0]
    connection.execute(f"PRAGMA max_page_count = {pages}")
    desk.tab.writer.page.insertPlainText("A sentence about the thaw. " * 2000)
    qtbot.waitUntil(lambda: any(text.startswith("Not saved. The disk is full") for text in desk.words()))
    connection.execute("PRAGMA max_page_count = 1000000")
    assert desk.tab.writer.save()


def test_leaving_with_a_failing_disk_warns_in_the_window(desk: Desk) -> None:
    told: list[str] = []
    desk.tab.trouble.connect(told.append)
    desk.start()
    desk.type("words")
    with desk.broken_disk():
        desk.tab.leave()
        assert len(told) == 1
        assert desk.tab.unsaved


def test_pause_stops_the_clock_and_hides_nothing(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("before ")
    clock.advance(minutes=4)
    desk.tab.writer._side.pause.setFocus()
    desk.press(Qt.Key.Key_Space)
    clock.advance(minutes=30)
    desk.look_at_clock()
    desk.type("ignored")
    assert desk.tab.writer.page.text() == "before "
    assert "Paused" in desk.words()
    assert desk.tab.writer._side._ring.accessibleDescription() == "16:00 left"
    assert not desk.tab.writer._countdown._timer.isActive()
    desk.tab.writer._side.pause.setFocus()
    desk.press(Qt.Key.Key_Space)
    clock.advance(minutes=1)
    desk.type("after")
    desk.look_at_clock()
    assert desk.tab.writer.page.text() == "before after"
    assert desk.tab.writer._side._ring.accessibleDescription() == "15:00 left"


def test_no_timer_runs_while_the_page_is_out_of_view(desk: Desk) -> None:
    desk.start()
    countdown = desk.tab.writer._countdown
    assert countdown._timer.isActive()
    desk.tab.hide()
    assert not countdown._timer.isActive()
    desk.tab.show()
    assert countdown._timer.isActive()


def test_at_zero_nothing_is_locked_and_overtime_is_tinted(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("In time.")
    clock.advance(minutes=20, seconds=42)
    desk.look_at_clock()
    writer = desk.tab.writer
    assert writer._side._ring.accessibleDescription() == "+0:42 overtime"
    assert any(text.startswith("Time. ") for text in desk.words())
    desk.type(" Late.")
    (tint,) = writer.page.extraSelections()
    assert tint.cursor.selectedText() == " Late."
    assert desk.draft is not None
    assert desk.draft.state["overtime_at"] == len("In time.")


def test_overtime_keeps_to_its_words_when_something_is_written_before_them(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("In time.")
    clock.advance(minutes=21)
    desk.look_at_clock()
    desk.type(" Late.")
    desk.press(Qt.Key.Key_Home)
    desk.type("Once: ")
    desk.tab.writer.save()
    assert desk.draft is not None
    assert desk.draft.text == "Once: In time. Late."
    assert desk.draft.state["overtime_at"] == len("Once: In time.")


def test_overtime_is_known_even_if_the_disk_failed_at_the_bell(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("In time.")
    clock.advance(minutes=21)
    with desk.broken_disk():
        desk.look_at_clock()
        desk.type(" Late.")
    desk.tab.writer.save()
    assert desk.draft is not None
    assert desk.draft.state["overtime_at"] == len("In time.")


def test_finish_asks_once_while_there_is_time(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("Short.")
    clock.advance(minutes=7, seconds=30)
    desk.look_at_clock()
    desk.ctrl_enter()
    assert "Finish now? 12:30 left." in desk.words()
    desk.press(Qt.Key.Key_Escape)
    assert desk.page == "writer"
    assert QApplication.focusWidget() is desk.tab.writer.page
    desk.ctrl_enter()
    desk.press(Qt.Key.Key_Space)
    assert desk.page == "review"
    assert desk.draft is None


def test_finish_in_overtime_does_not_ask(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("Long.")
    clock.advance(minutes=25)
    desk.look_at_clock()
    desk.ctrl_enter()
    assert desk.page == "review"


def test_finish_that_cannot_be_saved_stays_on_the_page(desk: Desk) -> None:
    desk.start()
    desk.type("Words.")
    with desk.broken_disk():
        desk.ctrl_enter()
        desk.ctrl_enter()
        assert desk.page == "writer"
        assert any(text.startswith("Not saved. ") for text in desk.words())
    desk.ctrl_enter()
    desk.ctrl_enter()
    assert desk.page == "review"
    assert desk.tab.review.essay.text() == "Words."


def test_an_attempt_can_be_put_away_and_taken_up_again(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("A beginning")
    clock.advance(minutes=2)
    QTest.mouseClick(desk.tab.writer._back, Qt.MouseButton.LeftButton)
    assert desk.page == "chooser"
    clock.advance(hours=1)
    assert "2 words · 18:00 left · saved 18:02:00" in desk.words()
    desk.press(Qt.Key.Key_Space)  # go on
    assert desk.tab.writer.page.text() == "A beginning"


def test_discard_asks_once_and_keeps_the_text_in_the_log(desk: Desk, student: Student, study: Study) -> None:
    student.begin("q-reasons-speech", 5, "Nothing worth keeping")
    desk.tab.refresh()
    card = desk.tab.chooser.unfinished
    QTest.mouseClick(card._discard, Qt.MouseButton.LeftButton)
    assert QApplication.focusWidget() is card._keep
    desk.press(Qt.Key.Key_Space)
    assert desk.draft is not None
    QTest.mouseClick(card._discard, Qt.MouseButton.LeftButton)
    QTest.mouseClick(card._yes, Qt.MouseButton.LeftButton)
    assert desk.draft is None
    assert not card.isVisible()
    kept = study.log.connection.execute("SELECT payload FROM event WHERE kind = 'attempt.snapshot'").fetchall()
    assert any("Nothing worth keeping" in payload for (payload,) in kept)


def test_show_item_resumes_an_unfinished_attempt(desk: Desk, student: Student) -> None:
    student.begin("q-significance-thaw", 5, "The thaw")
    assert desk.draft is not None
    attempt = desk.draft.id
    desk.tab.show_item(f"attempt:{attempt}")
    assert desk.page == "writer"
    assert desk.tab.writer.page.text() == "The thaw"
    desk.tab.show_item(f"attempt:{attempt}")  # is there already
    assert desk.page == "writer"


def test_a_running_essay_is_not_left_for_another_question(desk: Desk) -> None:
    told: list[str] = []
    desk.tab.trouble.connect(told.append)
    desk.start()
    desk.type("busy")
    desk.tab.show_item("q-significance-thaw")
    assert desk.page == "writer"
    assert len(told) == 1
    assert desk.tab.writer.page.text() == "busy"


def test_words_and_pace_follow_the_text(qtbot: QtBot, desk: Desk, clock: FakeClock) -> None:
    desk.start()
    clock.advance(minutes=2)
    desk.type("one two three post-war")
    qtbot.waitUntil(lambda: "4" in desk.words())
    assert "2 a minute" in desk.words()


def test_pasted_formatting_is_left_behind(desk: Desk) -> None:
    desk.start()
    mime = desk.tab.writer.page.createMimeDataFromSelection()
    mime.setHtml("<h1>Big</h1>")
    mime.setText("Big")
    desk.tab.writer.page.insertFromMimeData(mime)
    assert desk.tab.writer.page.text() == "Big"
    assert "<h1" not in desk.tab.writer.page.toHtml()


def test_tab_leaves_the_page_and_comes_back(desk: Desk) -> None:
    desk.start()
    page = desk.tab.writer.page
    desk.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not page
    desk.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert QApplication.focusWidget() is page
    assert page.text() == ""


@pytest.mark.parametrize(("scale", "width", "height"), [(1.0, 800, 480), (2.0, 800, 460)])
def test_a_small_window_shows_the_page_and_the_question_in_turn(
    desk: Desk, theme: Theme, cut_texts: Callable[[object], list[str]], scale: float, width: int, height: int
) -> None:
    desk.start()
    writer = desk.tab.writer
    try:
        theme.apply("light", scale)
        desk.tab.setFixedSize(width, height)
        desk.settle()
        assert writer.page.isVisible()
        assert not writer._panel.isVisible()
        assert cut_texts(writer._side) == []
        QTest.mouseClick(writer._side._panel, Qt.MouseButton.LeftButton)
        assert writer._panel.isVisible()
        assert not writer.page.isVisible()
        QTest.mouseClick(writer._side._panel, Qt.MouseButton.LeftButton)
        assert writer.page.isVisible()
        desk.tab.setFixedSize(2400, 1200)
        desk.settle()
        assert writer.page.isVisible()
        assert writer._panel.isVisible()
    finally:
        theme.apply("light", 1.0)


def test_a_change_of_theme_keeps_the_text_and_the_cursor(desk: Desk, theme: Theme) -> None:
    desk.start()
    desk.type("One two")
    try:
        theme.apply("dark", 1.25)
        desk.type(" three")
        assert desk.tab.writer.page.text() == "One two three"
    finally:
        theme.apply("light", 1.0)

"""After the bell: the student marks, and what was missed becomes tomorrow's cards."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme

ESSAY = (
    "Before all else there is a first sentence that makes no point whatever at all.\n\n"
    "By tying Molotov, Malenkov and Kaganovich to the purges the speech undermined rivals who were close to Stalin. "
    "It strengthened his own position in the Party."
)


@pytest.fixture
def reviewed(desk: Desk, student: Student) -> Desk:
    """The tab on an essay that has just been finished."""
    student.begin("q-reasons-speech", 12, ESSAY)
    desk.tab.show_item(f"attempt:{student.finish()}")
    assert desk.page == "review"
    return desk


def ticks(desk: Desk) -> dict[str, bool]:
    return {point.partition(".")[2]: made for point, made in desk.tab.review.panel.made.items()}


def test_points_that_were_found_are_ticked_and_quoted(reviewed: Desk) -> None:
    assert ticks(reviewed) == {f"m{number}": number in {5, 6} for number in range(1, 11)}
    assert any("Found: “By tying Molotov" in text for text in reviewed.words())
    assert "2 of 12 marks" in reviewed.words()
    assert "By the ticks above, which are yours to set. Thaw never gives a mark." in reviewed.words()


def test_points_that_were_not_found_are_asked(reviewed: Desk) -> None:
    rows = reviewed.tab.review.panel._rows
    assert rows[0]._found_words() == "Not found: did you make it?"
    assert rows[0].box.accessibleDescription() == "2 marks. Not found: did you make it?"
    assert rows[0].box.accessibleName().startswith("I made this point: Khrushchev wanted")


def test_going_through_the_points_marks_their_evidence(reviewed: Desk) -> None:
    essay = reviewed.tab.review.essay
    assert QApplication.focusWidget() is reviewed.tab.review.panel._rows[0].box
    assert essay.extraSelections() == []
    for _ in range(4):
        reviewed.press(Qt.Key.Key_Tab)
    (shown,) = essay.extraSelections()
    assert shown.cursor.selectedText().startswith("By tying Molotov")
    QTest.mouseClick(reviewed.tab.review.panel._rows[5], Qt.MouseButton.LeftButton)
    (shown,) = essay.extraSelections()
    assert shown.cursor.selectedText() == "It strengthened his own position in the Party."


def test_the_student_decides_and_the_sum_follows(reviewed: Desk) -> None:
    reviewed.press(Qt.Key.Key_Space)
    assert "4 of 12 marks" in reviewed.words()
    reviewed.press(Qt.Key.Key_Space)
    assert "2 of 12 marks" in reviewed.words()


def test_missed_points_are_due_as_cards_tomorrow(
    reviewed: Desk, study: Study, clock: FakeClock, asked: list[tuple[str, str]]
) -> None:
    reviewed.ctrl_enter()
    assert "Saved. 8 missed points will be on your cards tomorrow." in reviewed.words()
    pack = study.open_pack()
    assert study.session.queue(pack).due == ()
    reviewed.press(Qt.Key.Key_Space)  # see the cards
    assert asked == [("flashcards", "q-reasons-speech.m1")]
    clock.advance(days=1)
    due = study.session.queue(pack).due
    assert sorted(due) == sorted(f"q-reasons-speech.m{number}" for number in (1, 2, 3, 4, 7, 8, 9, 10))


def test_a_key_leads_from_a_point_to_its_card(reviewed: Desk, asked: list[tuple[str, str]]) -> None:
    reviewed.press(Qt.Key.Key_Tab)
    reviewed.press(Qt.Key.Key_C)
    assert asked == [("flashcards", "q-reasons-speech.m2")]


def test_an_essay_with_every_point_needs_no_cards(reviewed: Desk) -> None:
    for row in reviewed.tab.review.panel._rows:
        row.box.setChecked(True)
    reviewed.ctrl_enter()
    assert "Saved. You made every point." in reviewed.words()
    assert not reviewed.tab.review.panel._cards.isVisible()
    reviewed.press(Qt.Key.Key_Space)  # back to questions
    assert reviewed.page == "chooser"
    assert reviewed.tab.chooser.list._at(0).result == "written once · last: 12 of 12 marks"


def test_an_attempt_opens_again_with_its_ticks_and_level(reviewed: Desk, study: Study) -> None:
    panel = reviewed.tab.review.panel
    reviewed.press(Qt.Key.Key_Space)  # m1, though it was not found
    QTest.mouseClick(panel._levels[2], Qt.MouseButton.LeftButton)
    reviewed.ctrl_enter()
    (attempt,) = study.writing.attempts(study.open_pack())
    assert (attempt.stage, attempt.made, attempt.level) == ("marked", 4, "2")
    QTest.mouseClick(panel._back, Qt.MouseButton.LeftButton)
    reviewed.tab.show_item(f"attempt:{attempt.id}")
    assert ticks(reviewed) == {f"m{number}": number in {1, 5, 6} for number in range(1, 11)}
    assert panel.level == "2"


def test_a_marking_can_be_changed_and_saved_again(reviewed: Desk, study: Study) -> None:
    reviewed.ctrl_enter()
    box = reviewed.tab.review.panel._rows[0].box
    box.setFocus()
    reviewed.press(Qt.Key.Key_Space)
    assert reviewed.tab.review.panel._save.isVisible()
    reviewed.ctrl_enter()
    (attempt,) = study.writing.attempts(study.open_pack())
    assert attempt.made == 4


def test_a_marking_that_cannot_be_saved_keeps_the_ticks(reviewed: Desk) -> None:
    told: list[str] = []
    reviewed.tab.trouble.connect(told.append)
    reviewed.press(Qt.Key.Key_Space)
    with reviewed.broken_disk():
        reviewed.ctrl_enter()
    assert len(told) == 1
    assert ticks(reviewed)["m1"]
    assert reviewed.tab.review.panel._save.isVisible()
    reviewed.ctrl_enter()
    assert any(text.startswith("Saved. ") for text in reviewed.words())


def test_ticks_survive_another_tab(reviewed: Desk) -> None:
    reviewed.press(Qt.Key.Key_Space)
    reviewed.tab.leave()
    reviewed.tab.hide()
    reviewed.tab.show()
    reviewed.tab.refresh()
    assert ticks(reviewed)["m1"]


def test_model_answer_and_plan_stand_beside_the_essay(reviewed: Desk) -> None:
    texts = reviewed.tab.review._texts
    shown = [texts.tabText(place) for place in range(texts.count()) if texts.isTabVisible(place)]
    assert shown == ["Your essay", "Model answer", "Plan", "Structure", "Time"]
    assert reviewed.tab.review._answers.toPlainText().startswith("Khrushchev’s first reason")
    assert reviewed.tab.review._plans.toPlainText().startswith("Model plan")  # there was no plan of one's own


def test_one_s_own_plan_stands_above_the_model_s_as_it_was_typed(desk: Desk) -> None:
    desk.start()
    desk.tab.writer._panel.pad.setPlainText("1 <b>rivals</b>\n2 the Party")
    desk.ctrl_enter()
    desk.ctrl_enter()
    text = desk.tab.review._plans.toPlainText()
    assert text.replace("\u2028", "\n").startswith("Your plan\n1 <b>rivals</b>\n2 the Party\nModel plan\n")


@pytest.mark.parametrize("width", [1100, 1280])
def test_all_texts_can_be_chosen_at_once(reviewed: Desk, width: int) -> None:
    reviewed.tab.setFixedSize(width, 640)
    reviewed.settle()
    bar = reviewed.tab.review._texts.tabBar()
    names = ("Your essay", "Sources", "Answers", "Plan", "Structure", "Time")
    for place, name in enumerate(names):
        bar.setTabVisible(place, True)
        bar.setTabText(place, name)
    reviewed.settle()
    assert bar.tabRect(len(names) - 1).right() < bar.width()


def test_tab_goes_from_the_points_to_the_button_that_saves(reviewed: Desk) -> None:
    panel = reviewed.tab.review.panel
    seen = []
    for _ in panel._rows:
        seen.append(QApplication.focusWidget())
        reviewed.press(Qt.Key.Key_Tab)
    assert seen == [row.box for row in panel._rows]
    for _ in panel._levels[:1]:  # Tab reaches one of a group
        assert QApplication.focusWidget() in [row.button for row in panel._levels]
        reviewed.press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel._save


def test_escape_leads_back_to_the_questions_once_the_marking_is_saved(reviewed: Desk) -> None:
    reviewed.press(Qt.Key.Key_Space)
    reviewed.ctrl_enter()
    reviewed.press(Qt.Key.Key_Escape)
    assert reviewed.page == "chooser"


def test_escape_says_once_that_ticks_are_not_saved(reviewed: Desk) -> None:
    reviewed.press(Qt.Key.Key_Space)
    reviewed.press(Qt.Key.Key_Escape)
    assert reviewed.page == "review"
    assert "Not saved yet. Ctrl+Enter saves your marking; Esc again leaves it." in reviewed.words()
    reviewed.press(Qt.Key.Key_Escape)
    assert reviewed.page == "chooser"


def test_escape_leaves_a_marking_that_nobody_touched(reviewed: Desk) -> None:
    reviewed.press(Qt.Key.Key_Escape)
    assert reviewed.page == "chooser"


def test_overtime_is_tinted_and_counted_apart(desk: Desk, clock: FakeClock) -> None:
    desk.start()
    desk.type("In time.")
    clock.advance(minutes=21)
    desk.look_at_clock()
    desk.type(" Two late words.")
    desk.ctrl_enter()
    (tint,) = desk.tab.review.essay.extraSelections()
    assert tint.cursor.selectedText() == " Two late words."
    assert "2 March 2026 · 21 of 20 minutes · 5 words · 3 words of them in overtime (tinted)" in desk.words()


def test_evidence_is_right_behind_letters_that_qt_counts_twice(desk: Desk, student: Student) -> None:
    student.begin("q-reasons-speech", 1, "🙂🙂 " + ESSAY)
    desk.tab.show_item(f"attempt:{student.finish()}")
    QTest.mouseClick(desk.tab.review.panel._rows[5], Qt.MouseButton.LeftButton)
    (shown,) = desk.tab.review.essay.extraSelections()
    assert shown.cursor.selectedText() == "It strengthened his own position in the Party."


@pytest.mark.parametrize(("scale", "width", "height"), [(1.0, 800, 480), (2.0, 800, 460)])
def test_a_small_window_has_room_for_the_points(
    reviewed: Desk, theme: Theme, cut_texts: Callable[[object], list[str]], scale: float, width: int, height: int
) -> None:
    try:
        theme.apply("light", scale)
        reviewed.tab.setFixedSize(width, height)
        reviewed.settle()
        panel = reviewed.tab.review.panel
        assert panel.isVisible()
        assert panel._scroll.horizontalScrollBar().maximum() == 0
        assert cut_texts(panel._scroll) == []
        reviewed.ctrl_enter()
        reviewed.settle()
        assert cut_texts(panel) == []
        reviewed.tab.setFixedSize(2400, 1300)
        reviewed.settle()
        assert panel.isVisible()
        assert reviewed.tab.review.essay.isVisible()
    finally:
        theme.apply("light", 1.0)

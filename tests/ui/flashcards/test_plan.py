"""The plan for a pack: the dialog, and what Home says of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.flashcards.study_plan import StudyPlan
from thaw_desktop.ui.flashcards.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study

PACK = "destalinisation"
EXAM = date(2026, 4, 2)


def opened(qtbot: QtBot) -> PlanDialog:
    def shown() -> list[PlanDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, PlanDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def test_p_opens_the_plan_and_an_exam_changes_what_the_day_asks(table: Table, study: Study, qtbot: QtBot) -> None:
    table.press(Qt.Key.Key_P)
    dialog = opened(qtbot)
    assert not dialog.has_exam.isChecked()
    assert not dialog.exam.isEnabled()
    assert dialog.retention.isEnabled()
    QTest.keyClick(dialog.has_exam, Qt.Key.Key_Space)
    assert dialog.exam.isEnabled()
    assert not dialog.retention.isEnabled()
    dialog.exam.setDate(QDate(2026, 4, 2))
    dialog.minutes.setValue(30)
    assert dialog.told.text().startswith("31 days to the exam. Working out")
    qtbot.waitUntil(lambda: "About" in dialog.told.text(), timeout=20_000)
    assert "cards on Thursday 2 April." in dialog.told.text()
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    plan = study.session.plan(PACK)
    assert (plan.exam, plan.minutes, plan.since) == (EXAM, 30, study.session.today())
    assert study.session.queue(PACK).new_first
    assert table.tab._count.text().startswith("1 of ")


def test_without_an_exam_the_desired_retention_and_the_limit_are_the_students(
    table: Table, study: Study, qtbot: QtBot
) -> None:
    table.press(Qt.Key.Key_P)
    dialog = opened(qtbot)
    dialog.retention.setValue(85)
    dialog.limit.setValue(60)
    QTest.keyClick(dialog.save, Qt.Key.Key_Space)
    assert study.session.plan(PACK) == StudyPlan(0.85)
    assert study.settings.current.reviews_a_day == 60


def test_cancel_changes_nothing(table: Table, study: Study, qtbot: QtBot) -> None:
    table.press(Qt.Key.Key_P)
    dialog = opened(qtbot)
    dialog.retention.setValue(75)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert study.session.plan(PACK) == StudyPlan()


def test_a_day_that_is_over_is_said_to_be(table: Table, study: Study, qtbot: QtBot) -> None:
    study.session.set_plan(PACK, StudyPlan(0.9, date(2026, 2, 20), 20))
    table.press(Qt.Key.Key_P)
    dialog = opened(qtbot)
    assert "This day is over" in dialog.told.text()


def test_the_menu_offers_the_plan(table: Table, qtbot: QtBot) -> None:
    table.tab._menu.plan.trigger()
    assert opened(qtbot).windowTitle() == "Plan"


def test_what_waits_for_another_day_is_said(
    open_table: Callable[[], Table], student: Student, study: Study, clock: FakeClock
) -> None:
    student.answer(20, rating=4)
    clock.advance(days=60)
    study.settings.change(reviews_a_day=5, new_cards_a_day=0)
    table = open_table()
    assert table.tab._count.text() == "1 of 5 · 15 more on other days"
    for _ in range(5):
        table.press(Qt.Key.Key_Space)
        table.press(Qt.Key.Key_4)
    assert table.card == ""
    told = table.tab._empty.accessibleDescription()
    assert "15 cards more are due, but that is enough for one day: they come first tomorrow." in told

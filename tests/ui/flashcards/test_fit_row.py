"""Fitting the memory from the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.flashcards.students import FORGETFUL, events, student
from thaw_desktop.ui.flashcards.plan_dialog import PlanDialog

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.ui.flashcards.conftest import Table
    from thaw_desktop.app import Study


def opened(table: Table, qtbot: QtBot) -> PlanDialog:
    table.press(Qt.Key.Key_P)

    def shown() -> list[PlanDialog]:
        return [one for one in QApplication.topLevelWidgets() if isinstance(one, PlanDialog) and one.isVisible()]

    qtbot.waitUntil(lambda: len(shown()) == 1)
    return shown()[0]


def test_the_memory_is_fitted_says_before_and_after_and_goes_back(table: Table, study: Study, qtbot: QtBot) -> None:
    study.log.merge(events(student(FORGETFUL, 200)))
    row = opened(table, qtbot).fit
    assert row.told.text().startswith("Cards are remembered as most students do.")
    assert not row.back.isVisible()
    QTest.keyClick(row.fit, Qt.Key.Key_Space)
    assert not row.fit.isEnabled()
    qtbot.waitUntil(row.fit.isEnabled, timeout=20_000)
    assert row.told.text().startswith("On 720 later answers the usual memory has a log loss of 0.")
    assert row.told.text().endswith("It is used from now on, and cards come on the days it says.")
    assert study.session.fitting.is_fitted()
    QTest.mouseClick(row.back, Qt.MouseButton.LeftButton)
    assert not study.session.fitting.is_fitted()
    assert not row.back.isVisible()


def test_too_few_answers_are_said_in_the_plan(table: Table, study: Study, qtbot: QtBot) -> None:
    row = opened(table, qtbot).fit
    QTest.mouseClick(row.fit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(row.fit.isEnabled)
    assert "too few to say how you remember" in row.told.text()
    assert not study.session.fitting.is_fitted()

"""Long work at the start: nothing is seen of a short one, a long one has a bar and a way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QProgressBar, QPushButton

from thaw_desktop.core.errors import RebuildCancelledError
from thaw_desktop.ui.waiting import Waiting

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


@pytest.mark.usefixtures("qapp")
def test_short_work_goes_by_without_a_word() -> None:
    moment = [100.0]
    dressed: list[None] = []
    wait = Waiting(lambda: dressed.append(None), lambda: moment[0])
    moment[0] += 0.5
    wait.report(900, 1000)
    assert wait.page is None
    assert not dressed
    wait.end()


def test_long_work_shows_how_far_it_has_come_and_can_be_cancelled(qtbot: QtBot) -> None:
    moment = [100.0]
    wait = Waiting(lambda: None, lambda: moment[0])
    moment[0] += 1
    wait.report(250, 1000)
    assert wait.page is not None
    qtbot.addWidget(wait.page)
    bar = wait.page.findChild(QProgressBar)
    assert bar is not None
    assert bar.value() == 250
    button = wait.page.findChild(QPushButton)
    assert button is not None
    button.click()
    moment[0] += 1
    with pytest.raises(RebuildCancelledError):
        wait.report(500, 1000)
    assert wait.page is None

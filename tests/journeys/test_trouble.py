"""A disk that fails while a student works: said in one sentence, nothing lost, and saved once it is back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from tests.journeys.conftest import App

CONTROL = Qt.KeyboardModifier.ControlModifier


def shown(thaw: App) -> str:
    """All words that the window shows."""
    return " ".join(label.text() for label in thaw.window.findChildren(QLabel) if label.isVisible())


def break_disk(thaw: App, *, broken: bool) -> None:
    """Make every write fail as on a read-only disk, or let them succeed again."""
    thaw.study.log.connection.execute(f"PRAGMA query_only = {int(broken)}")


def test_an_essay_that_cannot_be_saved_keeps_the_window_open_once(thaw: App) -> None:
    thaw.start()
    thaw.go(5)
    thaw.key(Qt.Key.Key_Return, CONTROL)
    thaw.type("Words that have nowhere to go yet.")
    break_disk(thaw, broken=True)
    thaw.type(" More.")
    thaw.window.close()
    assert thaw.window.isVisible()
    assert "closing again throws it away" in shown(thaw)
    break_disk(thaw, broken=False)
    thaw.window.close()
    assert not thaw.window.isVisible()
    draft = thaw.study.writing.unfinished()
    assert draft is not None
    assert draft.text == "Words that have nowhere to go yet. More."


def test_a_window_whose_disk_stays_broken_closes_the_second_time(thaw: App) -> None:
    thaw.start()
    thaw.go(5)
    thaw.key(Qt.Key.Key_Return, CONTROL)
    break_disk(thaw, broken=True)
    thaw.type("Lost on purpose.")
    thaw.window.close()
    thaw.window.close()
    assert not thaw.window.isVisible()


def test_a_disk_that_recovers_and_fails_again_keeps_the_window_open_again(thaw: App) -> None:
    thaw.start()
    thaw.go(5)
    thaw.key(Qt.Key.Key_Return, CONTROL)
    break_disk(thaw, broken=True)
    thaw.type("First")
    thaw.window.close()
    break_disk(thaw, broken=False)
    thaw.go(2)  # leaving the tab saves
    assert "closing again" not in shown(thaw)
    thaw.go(5)
    break_disk(thaw, broken=True)
    thaw.type(" second")
    thaw.window.close()
    assert thaw.window.isVisible()


def test_a_card_that_cannot_be_saved_stays_and_is_saved_later(thaw: App) -> None:
    thaw.start()
    thaw.go(4)
    thaw.key(Qt.Key.Key_Space)
    break_disk(thaw, broken=True)
    thaw.key("3")
    assert thaw.study.overview.total("destalinisation").reviews == 0
    assert "cannot be written" in shown(thaw)
    break_disk(thaw, broken=False)
    thaw.key("3")
    assert thaw.study.overview.total("destalinisation").reviews == 1


def test_no_other_window_flashes_up_while_the_tabs_are_built(thaw: App, qtbot: QtBot) -> None:
    thaw.start()
    for number in range(1, 7):
        thaw.go(number)
        qtbot.waitUntil(lambda: QApplication.activeWindow() is thaw.window)

"""An essay under exam conditions: nothing else is in view until it is finished."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt

from thaw_desktop.ui.practice.tab import PracticeTab

if TYPE_CHECKING:
    from tests.conftest import FakeClock
    from tests.journeys.conftest import App

# The offscreen platform has no window manager.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_exam_closes_all_else_and_gives_it_back(thaw: App, clock: FakeClock) -> None:
    thaw.start()
    thaw.study.settings.change(exam_conditions=True)
    thaw.go(5)
    assert thaw.seen() == "practice"
    before = thaw.window.windowState()
    thaw.key(Qt.Key.Key_Return, CONTROL)
    thaw.type("An answer.")
    assert thaw.window.isFullScreen()
    assert not thaw.window._header.isVisible()
    for number in range(1, 8):
        thaw.go(number)
    thaw.key(Qt.Key.Key_K, CONTROL)
    assert thaw.seen() == "practice"
    assert thaw.window._palette is None
    thaw.key(Qt.Key.Key_F6)
    clock.advance(minutes=5)
    practice = thaw.window.tab("practice")
    assert isinstance(practice, PracticeTab)
    thaw.window.close()  # closing is allowed, and saves
    assert not practice.writer._autosave._beat.isActive()
    thaw.vanish()

    thaw.start()
    assert not thaw.window.isFullScreen()
    thaw.go(5)
    thaw.key(Qt.Key.Key_Space)  # go on
    assert thaw.window.isFullScreen()
    thaw.type(" More.")
    thaw.key(Qt.Key.Key_Return, CONTROL)
    thaw.key(Qt.Key.Key_Space)
    assert thaw.window._header.isVisible()
    assert thaw.window.windowState() == before
    thaw.go(1)
    assert thaw.seen() == "home"
    thaw.close()

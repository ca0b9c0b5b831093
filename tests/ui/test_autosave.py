"""When a page is saved: in a pause, and in time also while no timer comes round."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.ui.autosave import Autosave, Rhythm

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot


class Desk:
    """An autosave whose time the test sets, and what it asked for."""

    def __init__(self) -> None:
        self.time = 100.0
        self.asked: list[float] = []
        self.autosave = Autosave(Rhythm(pause=1000, limit=1500), now=lambda: self.time)
        self.autosave.due.connect(lambda: self.asked.append(self.time))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    assert qtbot
    return Desk()


def test_keys_that_leave_no_room_for_timers_are_saved_in_time(desk: Desk) -> None:
    """Keys that have piled up on a slow machine are all taken before any timer is."""
    for _ in range(40):
        desk.autosave.touch()
        if len(desk.asked) == 1:
            break
        desk.time += 0.25
    assert desk.asked == [101.5]
    desk.autosave.saved()
    desk.autosave.touch()
    desk.time += 1.4
    desk.autosave.touch()
    assert len(desk.asked) == 1


def test_a_full_disk_is_not_asked_at_every_key(desk: Desk) -> None:
    desk.autosave.touch()
    desk.autosave.failed()
    desk.time += 10
    desk.autosave.touch()
    assert desk.asked == []
    assert desk.autosave.unsaved

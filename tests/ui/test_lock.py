"""One window at a time holds a data folder, and whoever comes second is told where the first one is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from thaw_desktop.core.errors import AlreadyRunningError
from thaw_desktop.ui.startup import take_lock

if TYPE_CHECKING:
    from pathlib import Path


def test_a_second_window_on_this_computer_is_sent_to_the_first(tmp_path: Path) -> None:
    lock = take_lock(tmp_path / "thaw.lock")
    with pytest.raises(AlreadyRunningError, match="Go to its window") as raised:
        take_lock(tmp_path / "thaw.lock")
    assert raised.value.computer == ""
    lock.unlock()
    take_lock(tmp_path / "thaw.lock").unlock()


def test_a_lock_of_another_computer_is_told_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "thaw.lock"
    # As QLockFile writes it: process, program, computer, and two ids of the computer.
    path.write_text("4711\nthaw-desktop\nlab-07\n0123456789abcdef\nfedcba98\n", encoding="utf-8")
    with pytest.raises(AlreadyRunningError) as raised:
        take_lock(path)
    assert raised.value.computer == "lab-07"
    assert "on another computer, lab-07" in raised.value.sentence
    assert f"delete {path}" in raised.value.sentence
    path.unlink()
    take_lock(path).unlock()

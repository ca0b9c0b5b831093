"""Packs that other starts ask for: whatever else lies in the folder of requests holds nothing up."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.ui.open_requests import OpenRequests, leave_request

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtWidgets import QApplication
    from pytestqt.qtbot import QtBot


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "open-requests"


@pytest.fixture
def requests(folder: Path, qapp: QApplication) -> Iterator[OpenRequests]:
    made = OpenRequests(folder, qapp)
    yield made
    qapp.removeEventFilter(made)
    made.deleteLater()


def _a_pipe(path: Path) -> None:
    os.mkfifo(path)


def _a_folder(path: Path) -> None:
    path.mkdir()


def _a_link(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _a_huge_file(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 35)


def _no_text(path: Path) -> None:
    path.write_bytes(b"/a\0b")


@pytest.mark.skipif(os.name == "nt", reason="neither pipes nor links without rights")
@pytest.mark.parametrize("strange", [_a_pipe, _a_folder, _a_link, _a_huge_file, _no_text])
def test_what_is_no_request_neither_holds_up_the_window_nor_the_next_request(
    strange: Callable[[Path], None], folder: Path, requests: OpenRequests, qtbot: QtBot, tmp_path: Path
) -> None:
    folder.mkdir()
    strange(folder / "0.path")
    asked: list[Path] = []
    requests.asked.connect(asked.append)
    requests.listen()
    leave_request(folder, tmp_path / "rivers.thawpack")
    qtbot.waitUntil(lambda: asked == [tmp_path / "rivers.thawpack"])
    leave_request(folder, tmp_path / "seas.thawpack")
    qtbot.waitUntil(lambda: len(asked) == 2)
    assert [entry for entry in folder.iterdir() if entry.is_file()] == []


def test_requests_come_also_after_their_folder_was_deleted(
    folder: Path, requests: OpenRequests, qtbot: QtBot, tmp_path: Path
) -> None:
    requests.listen()
    with qtbot.waitSignal(requests.asked):
        leave_request(folder, tmp_path / "a.thawpack")
    shutil.rmtree(folder)
    qtbot.waitUntil(folder.is_dir)
    with qtbot.waitSignal(requests.asked):
        leave_request(folder, tmp_path / "b.thawpack")

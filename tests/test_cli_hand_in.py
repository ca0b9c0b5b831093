"""Listing essays and handing one in from the command line."""

from __future__ import annotations

import json
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.app import open_study
from thaw_desktop.cli import run
from thaw_desktop.practice.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import FakeClock
    from thaw_desktop.core.paths import Paths


@pytest.fixture
def attempt(paths: Paths, clock: FakeClock) -> str:
    """The id of a finished essay."""
    with closing(open_study(paths, clock)) as study:
        session = study.writing.start(study.open_pack(), "q-reasons-speech", 12, "")
        return session.finish(Page("One two three."))


@pytest.mark.usefixtures("qapp")
def test_attempts_and_files(paths: Paths, attempt: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = ["--data-dir", str(paths.data)]
    assert run(["practice", "attempts", *data, "--json"]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["id"], found["question"], found["words"]) == (attempt, "q-reasons-speech", 3)
    folder = tmp_path / "out"
    folder.mkdir()
    hand_in = ["practice", "hand-in", attempt, *data, "--folder", str(folder), "--candidate", "8001"]
    assert run([*hand_in, "--format", "txt", "--file-name", "{candidate}"]) == 0
    assert capsys.readouterr().out == f"{folder / '8001.txt'}\n"
    assert (folder / "8001.txt").read_text(encoding="utf-8").startswith("Candidate 8001\n\nQuestion 1\n")
    assert run(hand_in) == 0
    assert (folder / "8001-Q1-2026-03-02.docx").read_bytes().startswith(b"PK")
    assert run([*hand_in, "--format", "pdf"]) == 0
    assert (folder / "8001-Q1-2026-03-02.pdf").read_bytes().startswith(b"%PDF")


def test_an_essay_that_is_not_there_is_said(paths: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call = ["practice", "hand-in", "x", "--data-dir", str(paths.data), "--folder", str(tmp_path)]
    assert run(call) == 1
    assert capsys.readouterr().err.startswith("There is no finished essay x.")

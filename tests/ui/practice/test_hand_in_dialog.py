"""Handing an essay in from its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from thaw_desktop.practice.hand_in import Answer, Candidate, Submission, blocks
from thaw_desktop.practice.page import Page
from thaw_desktop.ui.practice import hand_in_paper
from thaw_desktop.ui.practice.hand_in_dialog import HandInDialog

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from PySide6.QtCore import QSizeF
    from PySide6.QtGui import QPainter

    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme


@pytest.fixture
def dialog(desk: Desk, study: Study, tmp_path: Path) -> Iterator[HandInDialog]:
    """The dialog over the review of an essay, opened with its key."""
    essay = Page("First.\n\nSecond.")
    session = study.writing.start(study.open_pack(), "q-reasons-speech", 12, "")
    desk.tab.show_item(f"attempt:{session.finish(essay)}")
    desk.press(Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    (found,) = desk.tab.findChildren(HandInDialog)
    found.set_folder(str(tmp_path))
    for name, text in (("centre_number", "12345"), ("candidate_number", "8001"), ("component_code", "7042/1H")):
        QTest.keyClicks(found.fields[name], text)
    yield found
    found.reject()


def test_details_are_kept_and_files_never_written_over(dialog: HandInDialog, study: Study, tmp_path: Path) -> None:
    for ending in ("docx", "pdf", "txt", "txt"):
        dialog.save(ending)
        assert dialog.told.text().startswith("Saved as ")
    names = {path.name for path in tmp_path.iterdir() if path.suffix in {".docx", ".pdf", ".txt"}}
    stem = "12345-8001-7042 1H-Q1-2026-03-02"
    assert names == {f"{stem}.docx", f"{stem}.pdf", f"{stem}.txt", f"{stem} (2).txt"}
    text = (tmp_path / f"{stem}.txt").read_text(encoding="utf-8")
    assert text.startswith("Centre 12345 · Candidate 8001 · Component 7042/1H\n\nQuestion 1\nExplain why")
    assert "Word count: 2" in text
    assert "Practice: 12 minutes." in text
    assert study.settings.current.candidate_number == "8001"


def test_a_folder_that_is_gone_and_a_wrong_name_are_said(dialog: HandInDialog, tmp_path: Path) -> None:
    dialog.set_folder(str(tmp_path / "gone"))
    dialog.save("txt")
    assert dialog.told.text().startswith("There is no folder")
    dialog.fields["hand_in_name"].setText("{x")
    dialog.save("txt")
    assert dialog.told.text().startswith("The name of the file has a brace")


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_nothing_is_cut_in_the_dialog(
    dialog: HandInDialog, theme: Theme, cut_texts: Callable[[object], list[str]], scale: float
) -> None:
    try:
        theme.apply("light", scale)
        dialog.set_folder("/essays")  # a long one is elided on purpose
        dialog.resize(QSize(700, 560))
        assert cut_texts(dialog) == []
    finally:
        theme.apply("light", 1.0)


@pytest.mark.usefixtures("qapp")
def test_every_page_of_a_pdf_carries_head_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[tuple[str, str, tuple[int, int]]] = []
    real = hand_in_paper._draw_edges

    def draw_edges(painter: QPainter, handed: Submission, size: QSizeF, counted: tuple[int, int]) -> None:
        drawn.append((handed.head, handed.questions, counted))
        real(painter, handed, size, counted)

    monkeypatch.setattr(hand_in_paper, "_draw_edges", draw_edges)
    essay = blocks("A sentence of some words. " * 600 + "\n" + "W" * 300)
    handed = Submission(Candidate("12345", "8001"), "T", (Answer("3", "", essay, 3001),), ("A record.",))
    pages = hand_in_paper.pdf(handed).count(b"/Type /Page\n")
    assert pages > 8
    assert drawn == [("Centre 12345 · Candidate 8001", "Question 3", (place + 1, pages)) for place in range(pages)]

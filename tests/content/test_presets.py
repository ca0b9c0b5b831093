"""Exam papers are read from files that anybody may have written, and their faults are told with line and mend."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thaw_desktop.content.presets import LARGEST_FILE, read_file, read_folders, read_text
from thaw_desktop.content.problems import Problems

_SHIPPED = Path(__file__).parents[2] / "resources" / "presets"
_SOUND = """format: 1
title: My class
papers:
  - id: mock
    title: Mock exam
    minutes: 60
    reading: 5
    marks: 40
    questions:
      - {title: Essay, marks: 20, minutes: 30, times: 2}
    source: our teacher
    verified: 2026-11-02
"""


def _written(folder: Path, text: str, name: str = "mine.yaml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_the_papers_that_ship_are_sound_and_say_how_sure_they_are() -> None:
    papers, problems = read_folders([_SHIPPED])
    assert not problems
    assert {paper.board for paper in papers} == {"AQA", "OCR", "Edexcel", "WJEC", "IB", "AP"}
    assert len({paper.id for paper in papers}) == len(papers)
    assert {paper.id for paper in papers if paper.verified is None} == {
        "edexcel/1hi0-2",
        "wjec/unit-3",
    }
    aqa = next(paper for paper in papers if paper.id == "aqa/7042-1h")
    assert (aqa.minutes, aqa.marks) == (150, 80)
    assert [(part.marks, part.minutes) for part in aqa.parts] == [(30, 60), (25, 45), (25, 45)]
    assert next(paper for paper in papers if paper.id == "ib/history-2").reading == 5


def test_an_own_paper_stands_for_the_one_of_its_name_and_a_missing_folder_is_none(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    text = _SOUND.replace("id: mock", "id: 7042-1h")
    _written(own, text, "aqa.yaml")
    _written(own, "format: 1", "broken.yml")
    papers, problems = read_folders([_SHIPPED, own, tmp_path / "missing"])
    (paper,) = [paper for paper in papers if paper.id == "aqa/7042-1h"]
    assert (paper.board, paper.title, paper.verified) == ("My class", "Mock exam", date(2026, 11, 2))
    assert {problem.file for problem in problems} == {"broken.yml"}


@pytest.mark.parametrize(
    ("old", "new", "line", "what", "mend"),
    [
        ("    minutes: 60\n", "    minuts: 60\n", 6, "`papers: minuts`", "`minutes`"),
        ("minutes: 30,", "minuts: 30,", 10, "minuts`", "`minutes`"),
        ("minutes: 60\n", "minutes: an hour\n", 6, "whole number", "change"),
        ("minutes: 60\n", "minutes: 0\n", 6, "at least 1", "another number"),
        ("2026-11-02", "2026-02-30", 12, "no day 2026-02-30", "2026-11-27"),
        ("2026-11-02", "yes", 12, "`papers: verified`", "2026-11-27, or no"),
        ("minutes: 60\n", "minutes: 50\n", 9, "60 minutes together", "correct"),
        ("marks: 40\n", "marks: 30\n", 9, "40 marks together", "correct"),
        ("    source: our teacher\n", "", 4, "`papers: source` is missing", "add a line"),
        ("format: 1", "format: 2", 1, "`format` must be at most 1", "another number"),
    ],
)
def test_a_fault_is_told_with_its_line_and_mend(
    old: str, new: str, line: int, what: str, mend: str, tmp_path: Path
) -> None:
    assert old in _SOUND
    papers, problems = read_file(_written(tmp_path, _SOUND.replace(old, new)))
    assert not papers
    told = next(problem for problem in problems if what in problem.what)
    assert (told.file, told.line) == ("mine.yaml", line)
    assert mend in told.mend


def test_two_papers_of_one_id_are_told(tmp_path: Path) -> None:
    twice = _SOUND + _SOUND[_SOUND.index("  - id") :]
    papers, (problem,) = read_file(_written(tmp_path, twice))
    assert (papers, problem.line) == ([], 13)


def test_what_is_no_text_too_large_or_a_link_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "latin.yaml").write_bytes(b"format: 1\ntitle: caf\xe9")
    (tmp_path / "large.yaml").write_bytes(b"#" * (LARGEST_FILE + 1))
    (tmp_path / "link.yaml").symlink_to(_SHIPPED / "aqa.yaml")
    (tmp_path / "folder.yaml").mkdir()
    papers, problems = read_folders([tmp_path])
    assert not papers
    assert [(problem.file, problem.line) for problem in problems] == [
        ("folder.yaml", 1), ("large.yaml", 1), ("latin.yaml", 2), ("link.yaml", 1),
    ]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=200),
        st.tuples(st.integers(0, len(_SOUND)), st.integers(0, len(_SOUND)), st.text(max_size=12)).map(
            lambda cut: (_SOUND[: min(cut[:2])] + cut[2] + _SOUND[max(cut[:2]) :]).encode("utf-8", "surrogatepass")
        ),
    )
)
def test_any_bytes_give_sound_papers_or_a_fault(data: bytes) -> None:
    problems = Problems()
    papers = read_text("any.yaml", data, problems)
    assert papers or problems.serious
    if not problems.serious:
        for paper in papers:
            assert 0 < sum(part.minutes for part in paper.parts) <= paper.minutes

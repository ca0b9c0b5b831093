"""The practice commands tell what an essay makes of a question's points, to people and to scripts."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from thaw_desktop.cli import run
from thaw_desktop.content.reader import read_pack

if TYPE_CHECKING:
    from collections.abc import Callable

    from thaw_desktop.content.model import Question

_PACK = Path(__file__).parent.parent / "resources" / "packs" / "destalinisation"


@pytest.fixture(scope="module")
def question() -> Question:
    pack, _ = read_pack(_PACK)
    assert pack is not None
    return next(one for one in pack.questions if one.points and one.model_text)


@pytest.fixture
def coverage(
    question: Question, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Callable[[bytes], list[dict[str, Any]]]:
    def run_on(essay: bytes) -> list[dict[str, Any]]:
        path = tmp_path / "essay.txt"
        path.write_bytes(essay)
        words = [
            "practice",
            "coverage",
            "--pack",
            str(_PACK),
            "--question",
            question.id,
            "--essay",
            str(path),
            "--json",
        ]
        assert run(words) == 0, capsys.readouterr().err
        found = json.loads(capsys.readouterr().out)
        assert isinstance(found, list)
        return found

    return run_on


def test_every_point_is_told_and_its_evidence_stands_at_its_position(
    question: Question, coverage: Callable[[bytes], list[dict[str, Any]]]
) -> None:
    text = question.model_text.replace("\n", "\r\n")
    found = coverage(b"\xef\xbb\xbf" + text.encode())
    assert [one["id"] for one in found] == [point.id for point in question.points]
    assert [one["covered"] for one in found] == [True] * len(found)
    assert [text[one["start"] : one["end"]] for one in found] == [one["evidence"] for one in found]


def test_a_point_that_is_not_made_has_no_evidence(coverage: Callable[[bytes], list[dict[str, Any]]]) -> None:
    found = coverage(b"")
    assert {(one["covered"], one["evidence"], one["start"], one["end"]) for one in found} == {(False, None, None, None)}


def test_text_of_a_windows_editor_in_utf_16_is_read_too(
    question: Question, coverage: Callable[[bytes], list[dict[str, Any]]]
) -> None:
    assert coverage(question.model_text.encode("utf-16")) == coverage(question.model_text.encode())


def test_an_essay_from_standard_input_is_told_in_words(
    question: Question, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(question.model_text.encode())))
    # The library holds the built-in pack, and the pack may be named with the question.
    named = f"destalinisation/{question.id}"
    assert run(["practice", "coverage", "--question", named, "--essay", "-", "--data-dir", str(tmp_path)]) == 0
    told = capsys.readouterr().out
    assert all(point.text in told for point in question.points)
    assert f"{len(question.points)} of {len(question.points)} points found" in told


@pytest.mark.parametrize(
    ("essay", "question_id", "said"),
    [
        (b"caf\xe9", None, "no UTF-8 text (line 1)"),
        (b"one\ntwo \xff", None, "no UTF-8 text (line 2)"),
        (b"PK\x03\x04\0\0", None, "no plain text"),
        (b"x" * 1_000_001, None, "larger than 1,000,000 bytes"),
        (b"text", "no-such-question-at-all", "There is no question no-such-question-at-all"),
        (None, None, "cannot be used"),
    ],
)
def test_what_cannot_be_checked_is_said_in_one_sentence(
    essay: bytes | None,
    question_id: str | None,
    said: str,
    question: Question,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "essay.txt"
    if essay is not None:
        path.write_bytes(essay)
    ident = question_id or question.id
    assert run(["practice", "coverage", "--pack", str(_PACK), "--question", ident, "--essay", str(path), "--json"]) == 1
    heard = capsys.readouterr()
    assert said in heard.err
    assert heard.err.count("\n") == 1
    assert not heard.out


def test_the_exam_papers_are_listed_and_a_file_of_papers_is_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["practice", "presets", "--json", "--data-dir", str(tmp_path)]) == 0
    papers = {paper["id"]: paper for paper in json.loads(capsys.readouterr().out)}
    assert papers["aqa/7042-1h"]["minutes"] == 150
    faulty = tmp_path / "class.yaml"
    faulty.write_text("format: 1\ntitle: Class\npaper: []\n", encoding="utf-8")
    assert run(["practice", "presets", "--check", str(faulty)]) == 1
    assert "class.yaml:3: there is no field `paper`; did you mean `papers`?" in capsys.readouterr().err

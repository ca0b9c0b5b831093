"""`search` for scripts: one query a line from standard input, and a pack that is not installed."""

from __future__ import annotations

import io
import json
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from thaw_desktop.cli import run
from thaw_desktop.content.archive import build_pack

if TYPE_CHECKING:
    from collections.abc import Callable

PACK = Path(__file__).parent / "data" / "search"


@pytest.fixture(autouse=True)
def _packs_are_compiled(tmp_path: Path, not_first_start: Callable[[Path], Path]) -> None:
    """The data folder has been used before."""
    not_first_start(tmp_path)


def feed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data), encoding="utf-8"))


def test_each_line_gets_one_line_and_what_cannot_be_read_gets_an_empty_array(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, b'inverse sqaure\r\n\n\xff\xfe\n"\nm\xc3\xbcller ilusion\nx')
    assert run(["search", "-", "--json", "--limit", "3", "--pack", str(PACK), "--data-dir", str(tmp_path / "d")]) == 0
    said = capsys.readouterr()
    answers = [json.loads(line) for line in said.out.splitlines()]
    assert [[hit["id"] for hit in hits][:1] for hits in answers] == [["light-distance"], [], [], [], ["muller"], []]
    assert set(answers[0][0]) == {"kind", "pack", "id", "title", "snippet", "score"}
    assert answers[0][0]["pack"] == "labelled"
    assert said.err == ""


def test_every_answer_is_out_before_the_next_question_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answered: list[int] = []
    out = io.StringIO()

    class Asker(io.RawIOBase):
        def __init__(self) -> None:
            self.lines = [b"recursion\n", b"macbeth\n", b""]

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
            answered.append(out.getvalue().count("\n"))
            line = self.lines.pop(0)
            buffer[: len(line)] = line
            return len(line)

    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(Asker())))  # type: ignore[type-var]
    monkeypatch.setattr(sys, "stdout", out)
    run(["search", "-", "--json", "--pack", str(PACK), "--data-dir", str(tmp_path)])
    assert answered == [0, 1, 2]


def test_a_pack_is_searched_without_being_installed_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    (tmp_path / "tmp").mkdir()
    file = tmp_path / "labelled.thawpack"
    build_pack(PACK, file)
    for source in (PACK, file):
        assert run(["search", "newspeak", "--json", "--pack", str(source), "--data-dir", str(tmp_path / "d")]) == 0
        assert [hit["id"] for hit in json.loads(capsys.readouterr().out)] == ["orwell"]
    assert not (tmp_path / "d").exists()
    assert list((tmp_path / "tmp").iterdir()) == []


def test_a_pack_that_cannot_be_read_is_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "pack.yaml").write_text("id: nothing else\n")
    assert run(["search", "x", "--json", "--pack", str(tmp_path)]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1


def test_output_in_a_narrow_encoding_is_escaped_and_still_json(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(raw, encoding="ascii"))
    run(["search", "illusion", "--json", "--pack", str(PACK), "--data-dir", str(tmp_path)])
    assert json.loads(raw.getvalue().decode("ascii"))[0]["title"] == "What is the Müller-Lyer illusion?"


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no such device here")
def test_a_device_is_no_pack(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["search", "--pack", "/dev/zero", "x", "--data-dir", str(tmp_path)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_a_program_without_standard_input_is_asked_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", None)
    assert run(["search", "-", "--json", "--data-dir", str(tmp_path)]) == 0
    assert capsys.readouterr().out == ""

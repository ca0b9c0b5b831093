"""What is handed in: the head of every page, names of files, Word documents that are sound."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.privileges import as_nobody
from thaw_desktop.core.errors import StorageError, ThawError
from thaw_desktop.practice.docx import docx
from thaw_desktop.practice.formatting import Formatting
from thaw_desktop.practice.hand_in import (
    NAME_PATTERN,
    Answer,
    Candidate,
    Submission,
    blocks,
    file_name,
    plain_text,
    put_into,
)

if TYPE_CHECKING:
    from pathlib import Path

    from thaw_desktop.practice.formatting import BlockKind, Paragraph

VALUES = {"centre": "12345", "candidate": "8001", "component": "7042/1H", "question": "2", "date": "2026-03-02"}
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def submission(*essay: Paragraph, number: str = "2") -> Submission:
    answer = Answer(number, "Why?", essay or blocks("First.\n\nSecond."), 2)
    return Submission(Candidate("12345", "8001", "7042/1H"), "T", (answer,), ("Writing: 20 min 0 s.",))


def parts(data: bytes) -> dict[str, ElementTree.Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist()}  # noqa: S314 - our own


def text_of(part: ElementTree.Element) -> str:
    return "".join(one.text or "" for one in part.iter(f"{W}t"))


def test_plain_text_has_head_question_words_and_record() -> None:
    assert plain_text(submission()) == (
        "Centre 12345 · Candidate 8001 · Component 7042/1H\n\nQuestion 2\nWhy?\n\nFirst.\n\nSecond.\n\n"
        "Word count: 2\n\nRecord of time\nWriting: 20 min 0 s.\n"
    )


def test_every_page_of_the_word_document_has_head_questions_and_page_numbers() -> None:
    found = parts(docx(submission()))
    assert text_of(found["word/header1.xml"]) == "Centre 12345 · Candidate 8001 · Component 7042/1H"
    assert text_of(found["word/footer1.xml"]) == "Question 2Page 1 of 1"
    fields = [one.get(f"{W}instr") for one in found["word/footer1.xml"].iter(f"{W}fldSimple")]
    assert fields == [" PAGE ", " NUMPAGES "]
    section = next(found["word/document.xml"].iter(f"{W}sectPr"))
    assert [one.tag for one in section][:2] == [f"{W}headerReference", f"{W}footerReference"]


def test_word_document_is_double_spaced_in_twelve_points_or_more() -> None:
    styles = parts(docx(submission()))["word/styles.xml"]
    assert next(styles.iter(f"{W}sz")).get(f"{W}val") == "24"
    normal = next(one for one in styles.iter(f"{W}style") if one.get(f"{W}styleId") == "Normal")
    assert next(normal.iter(f"{W}spacing")).get(f"{W}line") == "480"


def test_looks_are_kept_and_lists_begin_again() -> None:
    text = "Part\n\na bold b\nquoted\ndot\none\ntwo\nbetween\nagain\nنص"
    kinds: dict[int, BlockKind] = {
        0: "heading",
        3: "quotation",
        4: "bulleted",
        5: "numbered",
        6: "numbered",
        8: "numbered",
    }
    essay = blocks(text, Formatting(bold=((8, 12),), italic=((13, 14),), kinds=kinds))
    found = parts(docx(submission(*essay)))
    body = found["word/document.xml"]
    styles = [one.get(f"{W}val") for one in body.iter(f"{W}pStyle")]
    assert styles == ["Heading1", "Heading2", "Quote", *["ListParagraph"] * 4, "Heading1"]
    assert [one.get(f"{W}val") for one in body.iter(f"{W}numId")] == ["1", "2", "2", "3"]
    assert len(list(found["word/numbering.xml"].iter(f"{W}num"))) == 3
    bold = [text_of(run) for run in body.iter(f"{W}r") if run.find(f"{W}rPr/{W}b") is not None]
    assert bold == ["bold"]
    assert len(list(body.iter(f"{W}bidi"))) == len(list(body.iter(f"{W}rtl"))) == 1


@settings(max_examples=30)
@given(st.text(max_size=40))
def test_whatever_was_written_the_word_document_can_be_read(text: str) -> None:
    found = parts(docx(submission(*blocks(text))))
    assert len(found) == 9


@pytest.mark.parametrize(
    ("pattern", "values", "expected"),
    [
        (NAME_PATTERN, VALUES, "12345-8001-7042 1H-Q2-2026-03-02"),
        (NAME_PATTERN, {"date": "2026-03-02"}, "2026-03-02"),
        ("{title}", {"title": 'a/b\\c:d*e?"<f>|\x00g\n.'}, "a b c d e f g"),
        ("../../{name}", {"name": "x"}, "x"),
        ("con", {}, "con-1"),
        ("{title}", {"title": "ё" * 300}, "ё" * 75),
        ("...", {}, "essay"),
        ("{{x}}", {}, "{x}"),
    ],
)
def test_names_of_files_are_fit_for_every_system(pattern: str, values: dict[str, str], expected: str) -> None:
    assert file_name(pattern, values) == expected


@pytest.mark.parametrize("pattern", ["{", "}", "{x}", "{centre!r}", "{date:>9}", "{0}", "{}", "{centre.x}"])
def test_a_pattern_that_cannot_be_is_said_in_a_sentence(pattern: str) -> None:
    with pytest.raises(ThawError, match="name of the file"):
        file_name(pattern, VALUES)


def test_files_that_are_there_stay(tmp_path: Path) -> None:
    names = [put_into(tmp_path, "a", "txt", data).name for data in (b"1", b"2", b"3")]
    assert names == ["a.txt", "a (2).txt", "a (3).txt"]
    assert (tmp_path / "a.txt").read_bytes() == b"1"


def test_a_folder_that_cannot_be_written_is_said_in_a_sentence(open_folder: Path) -> None:
    with pytest.raises(StorageError, match="There is no folder"):
        put_into(open_folder / "gone", "a", "txt", b"")
    closed = open_folder / "closed"
    closed.mkdir(mode=0o555)
    with as_nobody(closed, 0o555) as here, pytest.raises(StorageError, match="Nothing could be written into"):
        put_into(here, "a", "txt", b"")
    closed.chmod(0o755)
    assert list(closed.iterdir()) == []

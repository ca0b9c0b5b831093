"""Exam papers as data: how long they are, what they ask, and how sure that is.

A file of papers is YAML, one a board; the student's and the school's own lie in a folder beside the packs and are as
untrusted as those: bounded, read where they lie, and what is wrong with one is told with file, line and mend.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from thaw_desktop.content.budget import EndlessPackError
from thaw_desktop.content.lines import LONGEST_LINE, NO_TEXT, Line
from thaw_desktop.content.problems import Place, Problems
from thaw_desktop.core.files import read_plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from thaw_desktop.content.model import Problem
    from thaw_desktop.content.preset_fields import PaperFields, PresetFields
    from thaw_desktop.content.yaml_tree import YamlTree

LARGEST_FILE = 200_000
"""Bytes; a board's papers take some three thousand."""
MOST_FILES = 100
"""Files of one folder that are read, in the order of their names."""
_ENDINGS = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class PaperPart:
    """A question that a paper asks.

    Attributes:
        title: what it is called in the paper.
        marks: the highest mark.
        minutes: suggested for it.
        ao: assessment objectives.
    """

    title: str
    marks: int
    minutes: int
    ao: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paper:
    """An exam paper.

    Attributes:
        id: `FILE/PAPER`, the same as long as the file and the paper in it keep their names.
        board: the title of its file.
        level: the qualification, or empty.
        minutes: for writing.
        reading: minutes to read before.
        marks: of the whole paper; 0 when not known.
        parts: what is answered, in order.
        source: where this is known from.
        verified: the day on which it was compared with the source, None when it was not.
        note: what a student should know about it, or empty.
    """

    id: str
    board: str
    title: str
    level: str
    minutes: int
    reading: int
    marks: int
    parts: tuple[PaperPart, ...]
    source: str
    verified: date | None
    note: str = ""


def read_folders(folders: Iterable[Path]) -> tuple[list[Paper], list[Problem]]:
    """The papers in some folders, by board and place in its file; one of a later folder stands for one of its id.

    A folder that is not there holds none. Files with errors are left out.

    Returns:
        The papers, and what is wrong with the files.
    """
    papers: dict[str, Paper] = {}
    problems: list[Problem] = []
    for folder in folders:
        for path in _files(folder):
            found, wrong = read_file(path)
            problems += wrong
            papers.update((paper.id, paper) for paper in found)
    return list(papers.values()), problems


def read_file(path: Path) -> tuple[list[Paper], list[Problem]]:
    """The papers of one file, and what is wrong with it; with errors there are none."""
    problems = Problems()
    papers: list[Paper] = []
    try:
        data = read_plain(path, LARGEST_FILE + 1)
    except OSError as error:
        what = f"the file cannot be read ({error.strerror or error})"
        problems.error(Place(path.name, 1), what, "look whether it is the one you mean")
        return [], problems.in_order()
    try:
        papers = read_text(path.name, data, problems)
    except EndlessPackError as error:
        problems.end(error)
    return ([] if problems.serious else papers), problems.in_order()


def read_text(name: str, data: bytes, problems: Problems) -> list[Paper]:
    """The papers in the bytes of a file.

    Args:
        name: of the file.
        data: its bytes.
        problems: receives what is wrong.

    Raises:
        EndlessPackError: it was made to be read without end.
    """
    lines = _lines(name, data, problems)
    if not lines:
        return []
    # Imported here: pydantic is needed only when there is something to read.
    from thaw_desktop.content.front_matter import front_matter
    from thaw_desktop.content.preset_fields import PresetFields

    read = front_matter(PresetFields, name, lines, problems)
    if read.fields is None:
        return []
    _check(read.fields, read.tree, problems)
    stem = name.rpartition(".")[0]
    return [_paper(stem, read.fields.title, paper) for paper in read.fields.papers]


def _files(folder: Path) -> list[Path]:
    try:
        names = sorted(path for path in folder.iterdir() if path.suffix.lower() in _ENDINGS)
    except OSError:
        return []  # most students have no such folder
    return names[:MOST_FILES]


def _lines(name: str, data: bytes, problems: Problems) -> list[Line]:
    """The lines of a file; none when it is too large, or no text."""
    if len(data) > LARGEST_FILE:
        what = f"the file is larger than {LARGEST_FILE:,} bytes"
        problems.error(Place(name, 1), what, "put the papers into several files")
        return []
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        number = data.count(b"\n", 0, error.start) + 1
        problems.error(Place(name, number), "this is no UTF-8 text", "save the file in UTF-8")
        return []
    lines = [
        Line(number, words.translate(NO_TEXT))
        for number, words in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    ]
    for line in lines:
        if len(line.text) > LONGEST_LINE:
            problems.error(Place(name, line.number), "the line is too long", "break it into several")
            return []
    return lines


def _check(fields: PresetFields, tree: YamlTree, problems: Problems) -> None:
    """Note what each field for itself does not show."""
    known: set[str] = set()
    for index, paper in enumerate(fields.papers):
        at = ("papers", index)
        if paper.id in known:
            problems.error(tree.place((*at, "id")), f"the id `{paper.id}` is there twice", "give each paper its own")
        known.add(paper.id)
        if _day(paper.verified) is None and paper.verified != "no":
            what = f"`verified`: there is no day {paper.verified}"
            problems.error(tree.place((*at, "verified")), what, "write a day such as 2026-11-27, or no")
        minutes = sum(part.minutes * part.times for part in paper.questions)
        if minutes > paper.minutes:
            what = f"the questions take {minutes} minutes together, and the paper {paper.minutes}"
            problems.error(tree.place((*at, "questions")), what, "correct one of them")
        marks = sum(part.marks * part.times for part in paper.questions)
        if 0 < paper.marks < marks:
            what = f"the questions earn {marks} marks together, and the paper {paper.marks}"
            problems.error(tree.place((*at, "questions")), what, "correct one of them")


def _paper(stem: str, board: str, fields: PaperFields) -> Paper:
    parts: Sequence[PaperPart] = [
        PaperPart(part.title, part.marks, part.minutes, part.ao) for part in fields.questions for _ in range(part.times)
    ]
    return Paper(
        id=f"{stem}/{fields.id}", board=board, title=fields.title, level=fields.level, minutes=fields.minutes,
        reading=fields.reading, marks=fields.marks, parts=tuple(parts), source=fields.source,
        verified=_day(fields.verified), note=fields.note,
    )  # fmt: skip


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None

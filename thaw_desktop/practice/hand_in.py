"""An essay as it is handed in: whose it is, what it answers, its words, and the record; and where the file goes."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING, Final

from thaw_desktop.core.errors import StorageError, ThawError
from thaw_desktop.core.files import write_whole
from thaw_desktop.practice.formatting import Formatting, Paragraph, paragraphs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

PLAIN: Final = Formatting()
SMALLEST_FONT = 12
"""Points; boards ask for no less."""
NAME_PATTERN = "{centre}-{candidate}-{component}-Q{question}-{date}"
PLACEHOLDERS = ("centre", "candidate", "component", "question", "name", "title", "date", "time")
"""What may stand in braces in the pattern of a file's name."""
_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f\s]+')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³])(?:\..*)?", re.IGNORECASE)
_LONGEST_NAME = 150
"""Bytes without ending: with a number and an ending it fits every system's 255."""
_MOST_OF_A_NAME = 999


@dataclass(frozen=True, slots=True)
class Candidate:
    """What stands at the head of every page; what is empty is left out.

    Attributes:
        centre: the centre number.
        number: the candidate number.
        component: the component code, such as "7042/1H".
        name: the candidate's name, where it is wanted.
    """

    centre: str = ""
    number: str = ""
    component: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    Attributes:
        number: the question's number on the paper, as it is to be shown.
        question: what was asked; empty leaves it out.
        blocks: the essay, without empty lines.
        words: how many there are.
    """

    number: str
    question: str
    blocks: tuple[Paragraph, ...]
    words: int


@dataclass(frozen=True, slots=True)
class Labels:
    """The fixed words on the paper, in the student's language."""

    centre: str = "Centre"
    candidate: str = "Candidate"
    component: str = "Component"
    question: str = "Question"
    page: str = "Page {page} of {pages}"
    words: str = "Word count: {n}"
    record: str = "Record of time"


@dataclass(frozen=True, slots=True)
class Submission:
    """What is handed in as one document.

    Attributes:
        candidate: whose it is.
        title: of the document.
        answers: in the order of the paper.
        record: conditions, time, breaks and interruptions, a sentence each; printed on a page of its own.
        labels: the fixed words.
        font_size: points, 12 at least.
    """

    candidate: Candidate
    title: str
    answers: tuple[Answer, ...]
    record: tuple[str, ...]
    labels: Labels = Labels()
    font_size: int = SMALLEST_FONT

    @property
    def head(self) -> str:
        """The line at the head of every page."""
        one, words = self.candidate, self.labels
        told = [(words.centre, one.centre), (words.candidate, one.number), (words.component, one.component)]
        parts = [f"{label} {value}".strip() for label, value in (*told, ("", one.name)) if value]
        return " · ".join(parts)

    @property
    def questions(self) -> str:
        """The numbers of the questions answered, for the foot of every page."""
        return f"{self.labels.question} {', '.join(answer.number for answer in self.answers if answer.number)}".strip()

    @property
    def words(self) -> int:
        """Words of all answers."""
        return sum(answer.words for answer in self.answers)


def blocks(text: str, formatting: Formatting = PLAIN) -> tuple[Paragraph, ...]:
    """An essay as paragraphs; empty lines, which only separate them, are left out."""
    return tuple(one for one in paragraphs(text, formatting) if one.text.strip())


def right_to_left(block: Paragraph) -> bool:
    """Whether the first letter of a paragraph is of a script that runs from right to left."""
    for sign in block.text:
        direction = unicodedata.bidirectional(sign)
        if direction in {"L", "R", "AL"}:
            return direction != "L"
    return False


def plain_text(submission: Submission) -> str:
    """The document as a text file holds it: the head once, then the answers and the record."""
    labels = submission.labels
    parts = [submission.head]
    for answer in submission.answers:
        parts.append(f"{labels.question} {answer.number}".strip() + (f"\n{answer.question}" if answer.question else ""))
        parts += [_plain(block) for block in answer.blocks]
        parts.append(labels.words.format(n=answer.words))
    if submission.record:
        parts.append("\n".join((labels.record, *submission.record)))
    return "\n\n".join(filter(None, parts)) + "\n"


def _plain(block: Paragraph) -> str:
    before = {"bulleted": "• ", "numbered": f"{block.number}. ", "quotation": "    "}.get(block.kind, "")
    return before + block.text.strip()


def file_name(pattern: str, values: Mapping[str, str]) -> str:
    """The name of a file by a pattern such as "{centre}-{candidate}", fit for every system, without its ending.

    Signs that a system does not allow become spaces, a value that is missing leaves no doubled dash behind.

    Raises:
        ThawError: when the pattern has a placeholder that there is not, or braces that do not close.
    """
    known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
    try:
        pieces = list(Formatter().parse(pattern))
    except ValueError as error:
        raise ThawError("The name of the file has a brace that does not close", f"Use any of {known}") from error
    name = ""
    for literal, field, form, conversion in pieces:
        name += literal
        if field is None:
            continue
        if field not in PLACEHOLDERS or form or conversion:
            raise ThawError(f"The name of the file cannot have {{{field}}}", f"Use any of {known}")
        name += values.get(field, "")
    name = _UNFIT.sub(" ", "".join(sign for sign in name if unicodedata.category(sign) not in {"Cf", "Cs", "Cn", "Co"}))
    name = re.sub(r"-(?:\s*-)+", "-", name)
    name = re.sub(r"(?:^|-)Q(?=-|$)", "", name).strip(" .-_")
    name = name.encode()[:_LONGEST_NAME].decode(errors="ignore").strip(" .-_")
    return f"{name or 'essay'}-1" if _DEVICE.fullmatch(name) else name or "essay"


def put_into(folder: Path, name: str, ending: str, data: bytes) -> Path:
    """Write a file whole under a name that is free: "essay.docx", then "essay (2).docx"; where it went.

    Raises:
        StorageError: it could not be written; nothing has been changed.
    """
    try:
        if not folder.is_dir():
            raise StorageError(f"There is no folder {folder}", "Choose a folder that is there")
        path = free_path(folder, name, ending)
        write_whole(path, data)
    except OSError as error:
        reason = error.strerror or str(error)
        raise StorageError(f"Nothing could be written into {folder} ({reason})", "Choose another folder") from error
    return path


def free_path(folder: Path, name: str, ending: str) -> Path:
    """The first of "name.ending", "name (2).ending" … that is not taken.

    Raises:
        FileExistsError: there are a thousand already.
    """
    for number in range(1, _MOST_OF_A_NAME):
        path = folder / (f"{name}.{ending}" if number == 1 else f"{name} ({number}).{ending}")
        if not path.exists() and not path.is_symlink():
            return path
    raise FileExistsError(17, "there are too many files of this name")


def values_of(submission: Submission, date: str, time: str) -> dict[str, str]:
    """What the placeholders of a file's name stand for."""
    one = submission.candidate
    return {
        "centre": one.centre, "candidate": one.number, "component": one.component, "name": one.name,
        "question": "+".join(_numbers(submission.answers)), "title": submission.title, "date": date, "time": time,
    }  # fmt: skip


def _numbers(answers: Sequence[Answer]) -> list[str]:
    return [answer.number for answer in answers if answer.number]

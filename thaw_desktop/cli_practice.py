"""The practice commands: which mark points an essay makes, and the exam papers there are."""

from __future__ import annotations

import argparse
import codecs
import json
import sys
from contextlib import closing
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from thaw_desktop.cli_hand_in import HandInCommands
from thaw_desktop.cli_packs import place
from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from thaw_desktop.content.coverage import PointCoverage
    from thaw_desktop.content.model import Question
    from thaw_desktop.core.paths import Paths

    PathsOf = Callable[[argparse.Namespace], Paths]

_FROM_INPUT = "-"
_LARGEST_ESSAY = 1_000_000
"""Bytes: some fifty essays of three hours."""
_BYTE_ORDER_MARKS = ((codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_ABOUT_COVERAGE = """\
Say of every mark point of a question whether an essay makes it, and quote the sentence that shows it.

With --json one array is printed, with an object for each mark point in the order of the question: "id", "text",
"marks", "covered" (true or false), and for a point that is covered "evidence", the sentence exactly as it is written,
with its position: "start" counts the characters before the sentence, from 0 at the beginning of the file, and "end"
those up to its last one, so that evidence is text[start:end]. A character is one Unicode code point, a line break of
two characters counts as two, and a byte order mark as none. Of a point that is not covered all three are null.

Not found means that a reader should look: this is a help for marking, never a mark."""


class PracticeCommands:
    """`thaw-desktop practice coverage|presets`."""

    def __init__(self, paths: PathsOf) -> None:
        """Find the folders of a run by `paths`."""
        self._paths = paths

    def add_to(self, parser: argparse.ArgumentParser, shared: argparse.ArgumentParser) -> None:
        """Add every command; `shared` holds the options that all have."""
        commands = parser.add_subparsers(title="practice commands", metavar="", required=True, dest="practice_command")
        coverage = commands.add_parser(
            "coverage",
            parents=[shared],
            help="which mark points an essay makes, and the sentence that shows each",
            description=_ABOUT_COVERAGE,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        coverage.add_argument(
            "--pack", type=place, metavar="DIR_OR_FILE", help="a pack folder or .thawpack file; left out, the library"
        )
        coverage.add_argument(
            "--question",
            required=True,
            metavar="ID",
            help="the question; PACK/ID where two packs have it",
        )
        coverage.add_argument("--essay", required=True, type=place, metavar="FILE", help="text; - for standard input")
        coverage.add_argument("--json", action="store_true", help="print one JSON array")
        coverage.set_defaults(command=self._coverage)
        HandInCommands(self._paths).add_to(commands, shared)
        presets = commands.add_parser(
            "presets",
            parents=[shared],
            help="the exam papers that there are, or every fault of a file of papers",
            description="List the exam papers that come with Thaw and those in the data folder's presets folder.",
        )
        presets.add_argument(
            "--check", type=place, metavar="FILE", help="name every fault of this file instead: file, line, mend"
        )
        presets.add_argument("--json", action="store_true", help="print one JSON array")
        presets.set_defaults(command=self._presets)

    def _coverage(self, options: argparse.Namespace) -> int:
        # Imported here: stems and near-spellings take a while to load, and a wrong call needs none.
        from thaw_desktop.content.coverage import check

        question = self._question(options)
        found = check(_essay(options.essay), question.points)
        if options.json:
            print(json.dumps(_plain(question, found), ensure_ascii=_ascii_only(), indent=1))
        else:
            _print_words(question, found)
        if not question.points:
            print(f"The question {question.id} has no mark points.", file=sys.stderr)
        return 0

    def _presets(self, options: argparse.Namespace) -> int:
        from thaw_desktop.content.presets import read_file, read_folders

        if options.check is not None:
            papers, problems = read_file(options.check)
        else:
            papers, problems = read_folders(self._paths(options).preset_folders)
        if options.json:
            print(json.dumps([asdict(paper) for paper in papers], ensure_ascii=_ascii_only(), indent=1, default=str))
        else:
            for paper in papers:
                told = "" if paper.verified else "\tnot verified"
                print(f"{paper.id}\t{paper.board}, {paper.title}\t{paper.minutes} min{told}")
        for problem in problems:
            print(problem, file=sys.stderr)
        return 1 if any(problem.severity == "error" for problem in problems) else 0

    def _question(self, options: argparse.Namespace) -> Question:
        """The question that is meant.

        Raises:
            ThawError: there is none, or there are several, or the pack cannot be used.
        """
        pack, ident = split_item(options.question)
        if options.pack is not None:
            questions = _questions_of(options.pack)
        else:
            questions = _questions_of_library(self._paths(options))
            if len({of for of, question in questions if question.id == ident and pack in ("", of)}) > 1:
                which = ", ".join(f"{of}/{ident}" for of, question in questions if question.id == ident)
                raise ThawError(f"Several packs have a question {ident}", f"Say which one is meant: {which}")
        for of, question in questions:
            if question.id == ident and pack in ("", of):
                return question
        # Imported here: rapidfuzz is needed only when an id is off.
        from thaw_desktop.content.problems import closest, shortened

        near = closest(ident, [question.id for _, question in questions])
        mend = f"Write {near} if that is the one you mean" if near else "Look at the ids of the pack's questions"
        raise ThawError(f"There is no question {shortened(options.question)}", mend)


def _questions_of_library(paths: Paths) -> list[tuple[str, Question]]:
    """The questions of every pack in the library, each with the id of its pack."""
    from thaw_desktop.content.library import Library
    from thaw_desktop.content.shelf import look_for_packs, open_library

    paths.make_data_folder()
    with closing(open_library(paths.library_database)) as connection:
        for error in look_for_packs(connection, paths):
            print(error.sentence, file=sys.stderr)
        library = Library(connection)
        return [(pack.id, question) for pack in library.packs() for question in library.questions(pack.id)]


def _questions_of(path: Path) -> list[tuple[str, Question]]:
    """The questions of a pack that need not be installed.

    Raises:
        PackError: the pack cannot be used.
    """
    from thaw_desktop.content.archive import usable
    from thaw_desktop.content.reader import read_closely

    pack = usable(read_closely(path), path).pack
    return [] if pack is None else [(pack.info.id, question) for question in pack.questions]


def _essay(path: Path) -> str:
    """The text of an essay.

    Raises:
        OSError: it cannot be read.
        ThawError: it is no text, or more of it than any essay.
    """
    name = "Standard input" if str(path) == _FROM_INPUT else path.name
    if str(path) == _FROM_INPUT:
        data = sys.stdin.buffer.read(_LARGEST_ESSAY + 1)
    else:
        with path.open("rb") as file:
            data = file.read(_LARGEST_ESSAY + 1)
    if len(data) > _LARGEST_ESSAY:
        raise ThawError(f"{name} is larger than {_LARGEST_ESSAY:,} bytes, more than any essay", "Give one essay")
    encoding = next((known for mark, known in _BYTE_ORDER_MARKS if data.startswith(mark)), "utf-8-sig")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ThawError(f"{name} is no UTF-8 text (line {line})", "Save it as plain text in UTF-8") from error
    if "\0" in text:
        raise ThawError(f"{name} is no plain text", "Save the essay as plain text in UTF-8")
    return text


def _plain(question: Question, found: Sequence[PointCoverage]) -> list[dict[str, Any]]:
    return [
        {
            "id": point.id,
            "text": point.text,
            "marks": point.marks,
            "covered": one.covered,
            "evidence": one.evidence,
            "start": one.start if one.covered else None,
            "end": one.end if one.covered else None,
        }
        for point, one in zip(question.points, found, strict=True)
    ]


def _print_words(question: Question, found: Sequence[PointCoverage]) -> None:
    for point, one in zip(question.points, found, strict=True):
        print(f"{'found' if one.covered else 'not found'}\t{point.id}\t{point.text}")
        if one.evidence is not None:
            print(f"\t“{' '.join(one.evidence.split())}” ({one.start}–{one.end})")
    if question.points:
        covered = sum(one.covered for one in found)
        print(f"{covered} of {len(found)} points found. Not found means: look yourself. This is no mark.")


def _ascii_only() -> bool:
    """Whether output must be escaped, because the stream's encoding has not every letter."""
    return (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "") != "utf8"

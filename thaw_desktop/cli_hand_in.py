"""The practice commands about essays that were written: which there are, and handing one in."""

from __future__ import annotations

import json
import os
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from thaw_desktop.cli_packs import number, place
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.ids import split_item

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from thaw_desktop.core.paths import Paths
    from thaw_desktop.practice.hand_in import Submission
    from thaw_desktop.practice.store import Attempt

    PathsOf = Callable[[argparse.Namespace], Paths]

_DETAILS = {
    "centre": "centre_number",
    "candidate": "candidate_number",
    "component": "component_code",
    "name": "candidate_name",
}
"""Option → the setting that stands in for it."""


class HandInCommands:
    """`thaw-desktop practice attempts|hand-in`."""

    def __init__(self, paths: PathsOf) -> None:
        """Find the folders of a run by `paths`."""
        self._paths = paths

    def add_to(self, commands: Any, shared: argparse.ArgumentParser) -> None:  # noqa: ANN401 - argparse's own is private
        """Add both commands to those of practice; `shared` holds the options that all have."""
        about = "the essays written, the newest first"
        attempts = commands.add_parser("attempts", parents=[shared], help=about, description=about)
        attempts.add_argument("--pack", metavar="ID", help="of this pack; left out, the one that is open")
        attempts.add_argument("--question", metavar="ID", help="at this question only")
        attempts.add_argument("--json", action="store_true", help="print one JSON array")
        attempts.set_defaults(command=self._attempts)
        about = "write an essay into a folder, with the candidate's details and the record of time"
        hand_in = commands.add_parser("hand-in", parents=[shared], help=about, description=about)
        hand_in.add_argument("attempt", metavar="ATTEMPT", help="its id, as `practice attempts` prints it")
        hand_in.add_argument("--folder", required=True, type=place, metavar="DIR", help="where the file goes")
        hand_in.add_argument("--format", choices=("docx", "pdf", "txt"), default="docx", help="left out, docx")
        hand_in.add_argument("--question-number", default="1", metavar="N", help="on the paper; left out, 1")
        hand_in.add_argument("--file-name", metavar="PATTERN", help="such as {centre}-{candidate}-{date}")
        for option in _DETAILS:
            hand_in.add_argument(f"--{option}", metavar="TEXT", help="left out, as in the settings")
        hand_in.set_defaults(command=self._hand_in)

    def _attempts(self, options: argparse.Namespace) -> int:
        from thaw_desktop.app import open_study

        with closing(open_study(self._paths(options), SystemClock())) as study:
            pack = options.pack or study.open_pack()
            found = [
                _plain(one)
                for one in study.writing.attempts(pack)
                if options.question in {None, split_item(one.item)[1], one.item}
            ]
        if options.json:
            print(json.dumps(found, ensure_ascii=False, indent=1))
            return 0
        for one in found:
            marks = f", {one['made']} of {number(one['possible'], 'mark')}" if one["possible"] else ""
            minutes = number(round(one["seconds"] / 60), "minute")
            print(f"{one['id']}  {one['started'][:16]}  {one['question']}  {one['stage']}, {minutes}, "
                  f"{number(one['words'], 'word')}{marks}")  # fmt: skip
        if not found:
            print("No essays yet.")
        return 0

    def _hand_in(self, options: argparse.Namespace) -> int:
        # Imported here: a call with wrong words needs none of this.
        from dataclasses import replace

        from thaw_desktop.app import open_study
        from thaw_desktop.practice.hand_in import NAME_PATTERN, file_name, put_into, values_of
        from thaw_desktop.ui.practice.submitting import submission_of

        with closing(open_study(self._paths(options), SystemClock())) as study:
            finished = study.marking.finished(options.attempt)
            if finished is None:
                raise ThawError(
                    f"There is no finished essay {options.attempt}", "thaw-desktop practice attempts lists them"
                )
            settings = study.settings.current
            given = {
                setting: getattr(options, option)
                for option, setting in _DETAILS.items()
                if getattr(options, option) is not None
            }
            zone = study.clock.now()
            submission = submission_of(finished, replace(settings, **given), options.question_number, zone)
            started = datetime.fromtimestamp(finished.attempt.started / 1000, UTC).astimezone(zone.tzinfo)
            values = values_of(submission, started.strftime("%Y-%m-%d"), started.strftime("%H%M"))
            name = file_name(options.file_name or settings.hand_in_name or NAME_PATTERN, values)
        print(put_into(Path(options.folder), name, options.format, _written(submission, options.format)))
        return 0


def _written(submission: Submission, form: str) -> bytes:
    # Imported here: each form needs its own, and PDF needs Qt.
    if form == "txt":
        from thaw_desktop.practice.hand_in import plain_text

        return plain_text(submission).encode()
    if form == "docx":
        from thaw_desktop.practice.docx import docx

        return docx(submission)
    from PySide6.QtGui import QGuiApplication

    from thaw_desktop.ui.practice.hand_in_paper import pdf

    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication([])  # fonts need one
    data = pdf(submission)
    del application
    return data


def _plain(attempt: Attempt) -> dict[str, Any]:
    pack, question = split_item(attempt.item)
    return {
        "id": attempt.id,
        "pack": pack,
        "question": question,
        "stage": attempt.stage,
        "started": datetime.fromtimestamp(attempt.started / 1000, UTC).isoformat(timespec="seconds"),
        "allowed_seconds": attempt.budget,
        "seconds": attempt.elapsed,
        "words": attempt.words,
        "made": attempt.made,
        "possible": attempt.possible,
        "level": attempt.level,
    }

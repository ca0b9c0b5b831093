"""The command line, for schools, scripts and tests. Results go to standard output, words to standard error.

Exit codes: 0 done, 1 something is wrong and has been said, 2 the call's words are off, 70 a fault of Thaw's own,
130 interrupted by Ctrl+C.
"""

from __future__ import annotations

import argparse
import errno
import io
import os
import re
import sys
from typing import TYPE_CHECKING, Any, NoReturn

from thaw_desktop import __version__
from thaw_desktop.cli_cards import CardCommands
from thaw_desktop.cli_data import DataCommands
from thaw_desktop.cli_packs import PackCommands, place
from thaw_desktop.cli_practice import PracticeCommands
from thaw_desktop.cli_search import SearchCommand
from thaw_desktop.cli_stats import StatsCommand
from thaw_desktop.content.shelf import ENDING
from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.faults import record_fault
from thaw_desktop.core.paths import standard_paths
from thaw_desktop.core.policy import Policy, policy_file, read_policy
from thaw_desktop.core.profiles import Profiles

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from thaw_desktop.core.paths import Paths

_COMMANDS = frozenset(
    "backup cards delete doctor export import pack practice rebuild restore search stats".split()  # noqa: SIM905
)
_WORDS_ARE_OFF = 2
_OUR_FAULT = 70
_INTERRUPTED = 130
# argparse's own words: a test holds what becomes of them.
_UNKNOWN_COMMAND = re.compile(r"^argument : invalid choice: '([^']*)'")


def run(arguments: Sequence[str]) -> int:
    """Do what the arguments say; the exit code. No traceback reaches the user."""
    for stream in (sys.stdout, sys.stderr):
        # A terminal of another encoding gets a question mark for a curly quote, not a fault.
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")
    options = _parser().parse_args(_with_open(arguments))
    try:
        code = int(options.command(options))
        if sys.stdout is not None:  # a program without a console may have none
            sys.stdout.flush()
        return code
    except ThawError as error:
        print(error.sentence, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Whoever read the output has gone (`| head`): nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would flush into the closed pipe
        return 0
    except KeyboardInterrupt:
        return _INTERRUPTED
    except OSError as error:
        return _cannot(options, error)
    except Exception as error:
        return _fault(options, error)


def _with_open(arguments: Sequence[str]) -> list[str]:
    """The arguments with `--open` before each pack at their end: packs dropped on the program's icon come without."""
    if _COMMANDS.intersection(arguments):
        return list(arguments)
    words = list(arguments)
    first = len(words)
    while first and words[first - 1].lower().endswith(ENDING) and words[first - 2 : first - 1] != ["--open"]:
        first -= 1
    return words[:first] + [word for pack in words[first:] for word in ("--open", pack)]


def _cannot(options: argparse.Namespace, error: OSError) -> int:
    """Say what the system would not do with a file or the output."""
    if error.errno == errno.ENOSPC:
        print("The output could not be written: the disk is full. Free some space and try again.", file=sys.stderr)
    elif error.filename:
        reason = error.strerror or str(error)
        print(f"{error.filename} cannot be used ({reason}). Look whether it is the one you mean.", file=sys.stderr)
    else:
        return _fault(options, error)
    return 1


def _fault(options: argparse.Namespace, error: BaseException) -> int:
    """Put a fault of ours into the log beside the data, and say one sentence."""
    try:
        log = _paths(options).data / "faults.log"
    except ThawError:
        log = None
    print(record_fault(log, error), file=sys.stderr)
    return _OUR_FAULT


def _paths(options: argparse.Namespace) -> Paths:
    """The folders of this run: --data-dir, else the school's policy, else the system's own place; in it --profile."""
    chosen: Path | None = getattr(options, "data_dir", None)
    name: str | None = getattr(options, "profile", None)
    policy = read_policy(policy_file()) if chosen is None or name is not None else Policy()
    paths = standard_paths(chosen if chosen is not None else policy.data_dir)
    if name is None:
        return paths
    if not policy.profiles:
        raise ThawError("There are no profiles on this computer", "Start Thaw without --profile")
    profiles = Profiles(paths)
    return profiles.paths_of(profiles.named(name))


class _Parser(argparse.ArgumentParser):
    """An argument parser that answers in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is off and leave."""
        command = self._about_commands(message)
        sentence = f"{command}" if command else f"thaw-desktop: {message}. See thaw-desktop --help."
        self.exit(_WORDS_ARE_OFF, f"{sentence}\n")

    def _about_commands(self, message: str) -> str:
        """What to say of a command that is missing or unknown; `""` when something else is off."""
        groups = (action.choices for action in self._actions if isinstance(action.choices, dict))
        commands: dict[str, Any] = next(groups, {})
        unknown = _UNKNOWN_COMMAND.search(message)
        if not commands or not (unknown or message.endswith("required: ")):
            return ""
        # Imported here: rapidfuzz is needed only when a word is off.
        from thaw_desktop.content.problems import closest

        known = ", ".join(commands)
        if unknown is None or unknown[1] in commands:
            return f"Say what {self.prog} is to do: {known}. See {self.prog} --help."
        near = closest(unknown[1], commands)
        advice = f"Did you mean {self.prog} {near}?" if near else f"See {self.prog} --help."
        return f"There is no command {self.prog} {unknown[1]}; there are {known}. {advice}"


def _parser() -> _Parser:
    shared = _Parser(add_help=False)
    shared.add_argument(
        "--data-dir", type=place, default=argparse.SUPPRESS, metavar="DIR", help="keep all data in this folder"
    )
    shared.add_argument("--profile", default=argparse.SUPPRESS, metavar="NAME", help="the data of this person")
    parser = _Parser(
        prog="thaw-desktop", description="Revise a subject and practise timed essays, offline.", parents=[shared]
    )
    # No default for data_dir: a subcommand's parser would put it over what stood before the subcommand.
    parser.set_defaults(command=_open_window)
    parser.add_argument("--version", action="version", version=f"Thaw {__version__}")
    parser.add_argument(
        "--screenshots", type=place, metavar="DIR", help="render every tab to a PNG in this folder and exit"
    )
    parser.add_argument(
        "--open",
        type=place,
        action="append",
        default=[],
        metavar="FILE",
        help="open the window and offer to add this pack; the option may be left out",
    )
    parser.add_argument("--theme", choices=("light", "dark"), help="with --screenshots: the look")
    parser.add_argument(
        "--size", type=_size, default=(1100, 720), metavar="WxH", help="with --screenshots: size of the window"
    )
    parser.add_argument(
        "--text-scale", type=_percent, metavar="P", help="with --screenshots: size of text in per cent, 80 to 200"
    )
    commands = parser.add_subparsers(title="commands", metavar="", parser_class=_Parser)

    doctor = commands.add_parser("doctor", parents=[shared], help="check the installation and the data")
    doctor.set_defaults(command=_doctor)

    PackCommands(_paths).add_to(commands.add_parser("pack", help="write, check, share and add packs"), shared)

    CardCommands(_paths).add_to(
        commands.add_parser("cards", help="the next card, an answer, and the memory that answers leave"), shared
    )

    PracticeCommands(_paths).add_to(commands.add_parser("practice", help="which mark points an essay makes"), shared)

    search = commands.add_parser("search", parents=[shared], help="search notes, FAQ, cards, essay questions and terms")
    SearchCommand(_paths).describe(search, _count, place)

    stats = commands.add_parser(
        "stats", parents=[shared], help="what has been done, by day and topic, and what is next"
    )
    StatsCommand(_paths).describe(stats)

    DataCommands(_paths).add_to(commands, shared)
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.lower().partition("x")
    try:
        size = (int(width), int(height))
    except ValueError:
        size = (0, 0)
    if not all(200 <= side <= 10_000 for side in size):
        raise argparse.ArgumentTypeError(f"{text!r} is not a size; write width and height like 1100x720")
    return size


def _percent(text: str) -> int:
    if text.removesuffix("%").isdecimal() and 80 <= int(text.removesuffix("%")) <= 200:
        return int(text.removesuffix("%"))
    raise argparse.ArgumentTypeError(f"{text!r} is not a text size; write a number from 80 to 200")


def _count(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 1000:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a number of hits; write a number from 1 to 1000")


def _open_window(options: argparse.Namespace) -> int:
    if options.screenshots is None and (options.theme or options.text_scale or options.size != (1100, 720)):
        raise ThawError(
            "--theme, --size and --text-scale go with --screenshots", "Set the look of the window in its settings"
        )
    from thaw_desktop import app

    try:
        paths = _paths(options)
        ask = options.screenshots is None and not hasattr(options, "profile") and read_policy(policy_file()).profiles
    except ThawError as error:
        if options.screenshots is None:
            return app.refuse_to_open(error)
        raise
    if options.screenshots is not None:
        for path in app.take_screenshots(paths, options.screenshots, options.size, options.theme, options.text_scale):
            print(path)
        return 0
    return app.open_window(paths, options.open, ask_who=ask)


def _doctor(options: argparse.Namespace) -> int:
    from thaw_desktop.doctor import examine

    lines, faults = examine(_paths(options))
    print("\n".join(lines))
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0

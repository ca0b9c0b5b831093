"""The command line over the student's own data."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

from thaw_desktop.cli_packs import number, place
from thaw_desktop.core.backups import Backups, contents_of, copy_lasting
from thaw_desktop.core.clock import SystemClock
from thaw_desktop.core.errors import StorageError
from thaw_desktop.core.running import refuse_while_open

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.core.paths import Paths

    Commands = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse gives it no other name


class DataCommands:
    """`rebuild`, `backup` and `restore`."""

    def __init__(self, paths: Callable[[argparse.Namespace], Paths]) -> None:
        """Take what finds the folders of a call."""
        self._paths = paths

    def add_to(self, commands: Commands, shared: argparse.ArgumentParser) -> None:
        """Describe the commands."""
        rebuild = commands.add_parser(
            "rebuild", parents=[shared], help="work out card dates and totals anew from everything that was done"
        )
        rebuild.set_defaults(command=self._rebuild)

        backup = commands.add_parser("backup", parents=[shared], help="back up all that was done, or list the backups")
        backup.add_argument("file", type=place, nargs="?", metavar="FILE", help="write it here; else beside the data")
        backup.add_argument("--list", action="store_true", help="list the backups with what each holds; make none")
        backup.set_defaults(command=self._backup)

        restore = commands.add_parser("restore", parents=[shared], help="go back to a backup; a copy is kept before")
        restore.add_argument("file", type=place, metavar="FILE", help="the backup, or its name in the list")
        restore.set_defaults(command=self._restore)

    def _rebuild(self, options: argparse.Namespace) -> int:
        from thaw_desktop.app import open_study

        shown = _Share()
        with closing(open_study(self._paths(options), SystemClock(), shown.report)) as study:
            for notice in study.notices:
                print(notice, file=sys.stderr)
            began = time.monotonic()
            count = study.log.rebuild(shown.report)
        shown.end()
        print(f"{number(count, 'event')} replayed in {time.monotonic() - began:.1f} s")
        return 0

    def _backup(self, options: argparse.Namespace) -> int:
        paths = self._paths(options)
        backups = Backups(paths.progress_database, paths.backups)
        if options.list:
            for one in backups.all():
                print(f"{one.path.name}  {in_words(one.path)}")
            return 0
        if not paths.progress_database.exists():
            raise StorageError(f"There is nothing to back up in {paths.data}", "Give the folder with --data-dir")
        if options.file is not None:
            if options.file.is_dir():
                raise StorageError(f"{options.file} is a folder", "Give the name of a file")
            copy_lasting(paths.progress_database, options.file)
            path = options.file
        else:
            path = backups.make(SystemClock().now(), "by-hand").path
        print(f"{path}: {in_words(path)}")
        return 0

    def _restore(self, options: argparse.Namespace) -> int:
        paths = self._paths(options)
        paths.make_data_folder()
        refuse_while_open(paths.lock_file)
        listed = paths.backups / options.file.name
        path = options.file if options.file.exists() or not listed.exists() else listed
        backups = Backups(paths.progress_database, paths.backups)
        said = in_words(path)
        backups.restore(path, SystemClock().now())
        kept = next((one for one in backups.all() if one.reason == "before-restore"), None)
        print(f"Restored {path}: {said}")
        if kept is not None:
            print(f"What was there before is kept: thaw-desktop restore {kept.path.name}", file=sys.stderr)
        return 0


def in_words(path: Path) -> str:
    """What a backup holds."""
    contents = contents_of(path)
    last = f", last on {contents.last_day:%d %B %Y}" if contents.last_day is not None else ""
    return f"{number(contents.reviews, 'card')} answered, {number(contents.essays, 'essay')} written{last}"


class _Share:
    """How far long work has come, in per cent on a terminal; nothing elsewhere."""

    def __init__(self) -> None:
        self._last = -1

    def report(self, done: int, total: int) -> None:
        """Write a new figure over the one before."""
        share = 100 * done // max(1, total)
        if share != self._last and sys.stderr.isatty():
            self._last = share
            print(f"\r{share:3d} %", end="", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Wipe the figure off."""
        if self._last >= 0:
            print("\r     \r", end="", file=sys.stderr, flush=True)

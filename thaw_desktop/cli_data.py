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
    """`rebuild`, `backup`, `restore`, `export`, `import` and `delete`."""

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

        export = commands.add_parser("export", parents=[shared], help="write everything you made into one zip")
        export.add_argument("--all", action="store_true", required=True, help="events, essays, tables, settings")
        export.add_argument("file", type=place, metavar="FILE", help="the zip to be made")
        export.set_defaults(command=self._export)

        taking_in = commands.add_parser("import", parents=[shared], help="take in what was exported elsewhere")
        taking_in.add_argument("file", type=place, metavar="FILE", help="a zip that export made")
        taking_in.set_defaults(command=self._import)

        delete = commands.add_parser("delete", parents=[shared], help="delete everything you made; the packs stay")
        delete.add_argument("--everything", action="store_true", required=True, help="progress, essays, settings")
        delete.add_argument("--backups", action="store_true", help="and the backups")
        delete.add_argument("--yes", action="store_true", help="do not ask")
        delete.set_defaults(command=self._delete)

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

    def _export(self, options: argparse.Namespace) -> int:
        from thaw_desktop.app import open_study
        from thaw_desktop.progress.exporting import export_everything

        paths = self._paths(options)
        if options.file.is_dir():
            raise StorageError(f"{options.file} is a folder", "Give the name of a file")
        try:
            open_study(paths, SystemClock()).close()  # brings up to date what the tables are made of
        except StorageError:
            # On a full disk one wants to take everything elsewhere: the tables are then as they were left.
            if not (paths.progress_database.exists() and paths.library_database.exists()):
                raise
        count = export_everything(paths, options.file, SystemClock().now())
        print(f"{options.file}: {number(count, 'event')}")
        return 0

    def _import(self, options: argparse.Namespace) -> int:
        from thaw_desktop.app import open_study
        from thaw_desktop.progress.importing import import_everything

        paths = self._paths(options)
        paths.make_data_folder()
        refuse_while_open(paths.lock_file)
        shown = _Share()
        with closing(open_study(paths, SystemClock())) as study:
            Backups(paths.progress_database, paths.backups).make(SystemClock().now(), "before-import")
            found = import_everything(study.log, options.file, shown.report)
        shown.end()
        print(f"{number(found.new, 'event')} taken in, {found.known} known already")
        if found.left_out:
            print(f"{number(found.left_out, 'line')} left out: not written by Thaw, or damaged", file=sys.stderr)
        return 0

    def _delete(self, options: argparse.Namespace) -> int:
        from thaw_desktop.core.erasing import delete_everything

        paths = self._paths(options)
        refuse_while_open(paths.lock_file)
        if not options.yes:
            what = "everything you made in Thaw, and the backups" if options.backups else "everything you made in Thaw"
            print(f"This deletes {what}, in {paths.data}. Type delete to go on: ", end="", file=sys.stderr, flush=True)
            if sys.stdin.readline().strip() != "delete":
                print("Nothing was deleted.", file=sys.stderr)
                return 1
        delete_everything(paths, backups=options.backups)
        kept = "" if options.backups or not paths.backups.exists() else f" The backups stay in {paths.backups}."
        print(f"Everything was deleted.{kept}")
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

"""The command line over the student's own data."""

from __future__ import annotations

import sys
import time
from contextlib import closing
from typing import TYPE_CHECKING, Any

from thaw_desktop.cli_packs import number
from thaw_desktop.core.clock import SystemClock

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from thaw_desktop.core.paths import Paths

    Commands = argparse._SubParsersAction[Any]  # noqa: SLF001 - argparse gives it no other name


class DataCommands:
    """`rebuild`."""

    def __init__(self, paths: Callable[[argparse.Namespace], Paths]) -> None:
        """Take what finds the folders of a call."""
        self._paths = paths

    def add_to(self, commands: Commands, shared: argparse.ArgumentParser) -> None:
        """Describe the commands."""
        rebuild = commands.add_parser(
            "rebuild", parents=[shared], help="work out card dates and totals anew from everything that was done"
        )
        rebuild.set_defaults(command=self._rebuild)

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

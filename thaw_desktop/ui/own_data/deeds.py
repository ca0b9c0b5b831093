"""What can only be done while no window has the data open: the window closes, the deed is done, a new window opens."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QCoreApplication

from thaw_desktop.core.backups import Backups
from thaw_desktop.core.erasing import delete_everything
from thaw_desktop.ui.own_data.wording import holds

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.core.rebuild import Report

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


class Deed(Protocol):
    """Something to be done between two windows."""

    def before_opening(self, paths: Paths, now: datetime) -> str:
        """Do it while nothing has the data open; the sentence to be shown afterwards, or an empty one.

        Raises:
            ThawError: it could not be done; the data is as it was.
        """
        ...

    def after_opening(self, log: EventLog, report: Report) -> str:
        """Do what needs the log, before the window is built; the sentence as above.

        Raises:
            ThawError: it could not be done; the data is as it was.
        """
        ...


@dataclass(frozen=True, slots=True)
class GoBack:
    """Put a backup in the place of the data."""

    backup: Path

    def before_opening(self, paths: Paths, now: datetime) -> str:
        """Do it."""
        contents = Backups(paths.progress_database, paths.backups).restore(self.backup, now)
        told = translate("OwnData", "Restored: {holds}. What was here before is in the list of backups.")
        return told.format(holds=holds(contents))

    def after_opening(self, log: EventLog, report: Report) -> str:  # noqa: ARG002 - nothing more to do
        """Nothing more."""
        return ""


@dataclass(frozen=True, slots=True)
class TakeIn:
    """Take in a file that was exported elsewhere."""

    file: Path

    def before_opening(self, paths: Paths, now: datetime) -> str:
        """Keep a backup."""
        Backups(paths.progress_database, paths.backups).make(now, "before-import")
        return ""

    def after_opening(self, log: EventLog, report: Report) -> str:
        """Do it."""
        from thaw_desktop.progress.importing import import_everything

        found = import_everything(log, self.file, report)
        told = translate("OwnData", "Imported: {new} entries are new, {known} were here already.")
        if found.left_out:
            told += " " + translate("OwnData", "{left_out} could not be read and were left out.")
        return told.format(new=found.new, known=found.known, left_out=found.left_out)


@dataclass(frozen=True, slots=True)
class DeleteEverything:
    """Delete all that the student made."""

    backups: bool

    def before_opening(self, paths: Paths, now: datetime) -> str:  # noqa: ARG002 - it is the same at every hour
        """Do it."""
        delete_everything(paths, backups=self.backups)
        if self.backups:
            return translate("OwnData", "Everything you made was deleted, and the backups too.")
        return translate("OwnData", "Everything you made was deleted. The backups are still there, in Your data.")

    def after_opening(self, log: EventLog, report: Report) -> str:  # noqa: ARG002 - nothing more to do
        """Nothing more."""
        return ""

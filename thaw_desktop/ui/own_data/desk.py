"""Backups on a thread: one a day by itself, and those that are asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from thaw_desktop.core.backups import Backups, contents_of
from thaw_desktop.core.clock import study_day
from thaw_desktop.core.errors import ThawError

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from thaw_desktop.core.backups import Backup, Contents
    from thaw_desktop.core.changes import ChangeFlags, Changes
    from thaw_desktop.core.clock import Clock
    from thaw_desktop.core.paths import Paths
    from thaw_desktop.ui.jobs import Jobs

Listed = tuple["Backup", "Contents | None"]
"""A backup and what it holds; None for one that cannot be read."""
_SETTLED_MS = 4000


class BackupDesk(QObject):
    """Looks whether a backup is due a moment after the start, and again after the first commit of each study day.

    Signals:
        failed: a plain sentence.
        made: a backup was made.
    """

    failed = Signal(str)
    made = Signal()

    def __init__(
        self,
        paths: Paths,
        jobs: Jobs,
        clock: Clock,
        changes: ChangeFlags,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.paths = paths
        self.backups = Backups(paths.progress_database, paths.backups)
        self._jobs = jobs
        self._clock = clock
        self._day: date | None = None
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(_SETTLED_MS)
        self._settling.timeout.connect(self.look)
        changes.listen(self._after_commit)

    def begin(self) -> None:
        """Look once the window has settled."""
        self._settling.start()

    def _after_commit(self, _changes: Changes) -> None:
        if self._day is not None and study_day(self._clock.now()) != self._day:
            self.look()

    @Slot()
    def look(self) -> None:
        """Make the backup of this study day, if there is none; once a day, also when it fails."""
        now = self._clock.now()
        if study_day(now) == self._day:
            return
        self._day = study_day(now)
        backups = self.backups

        def make_if_due(_library: object) -> bool:
            if not backups.is_due(now):
                return False
            backups.make(now, "daily")
            return True

        self._jobs.run("daily backup", make_if_due, self._was_made, self.failed.emit)

    def make(self) -> None:
        """Make a backup now."""
        backups, now = self.backups, self._clock.now()

        def make(_library: object) -> bool:
            backups.make(now, "by-hand")
            return True

        self._jobs.run("backup", make, self._was_made, self.failed.emit)

    def _was_made(self, made: bool) -> None:
        if made:
            self.made.emit()

    def list(self, done: Callable[[list[Listed]], None]) -> None:
        """Look what backups there are and what each holds; `done` hears it."""
        backups = self.backups

        def look(_library: object) -> list[Listed]:
            return [(one, _contents(one.path)) for one in backups.all()]

        self._jobs.run("list of backups", look, done, self.failed.emit)

    def export(self, target: Path, done: Callable[[int], None]) -> None:
        """Write everything into one file; `done` hears how many entries."""
        paths, now = self.paths, self._clock.now()

        def write(_library: object) -> int:
            # Imported here: few ever export.
            from thaw_desktop.progress.exporting import export_everything

            return export_everything(paths, target, now)

        self._jobs.run("export everything", write, done, self.failed.emit)


def _contents(path: Path) -> Contents | None:
    try:
        return contents_of(path)
    except ThawError:
        return None

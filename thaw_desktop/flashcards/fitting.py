"""The use case of fitting the memory to a student's own answers: try it, keep it if it is better, take it back."""

from __future__ import annotations

from contextlib import closing
from importlib.util import find_spec
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from thaw_desktop.core import kinds
from thaw_desktop.core.clock import STUDY_DAY_STARTS
from thaw_desktop.core.database import connect
from thaw_desktop.core.errors import ThawError
from thaw_desktop.flashcards import own_memory
from thaw_desktop.flashcards.fsrs6 import USUAL

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable

    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.flashcards.fit import Fit

_DAY_MS: Final = 86_400_000
_UNIX_DAY: Final = 719_163
"""1 January 1970 as a day number (`date.toordinal`)."""
_STARTS_MS: Final = int(STUDY_DAY_STARTS.total_seconds() * 1000)


class Fitting:
    """Fits the memory, and keeps or takes back what was fitted."""

    def __init__(self, log: EventLog) -> None:
        self._log = log

    def find(self, stop: Callable[[], bool] = lambda: False) -> Fit | None:
        """Fit the memory to all answers; on any thread. None when it was told to stop.

        Raises:
            ThawError: the extra is not there, or there are too few answers.
        """
        if find_spec("numpy") is None:
            raise ThawError(
                "Fitting the memory to your answers needs an optional part of Thaw",
                'Install it with: pip install "thaw-desktop[fit]"',
            )
        # Imported here: it needs numpy, which is not everywhere and takes a tenth of a second.
        from thaw_desktop.flashcards.fit import LEAST_ANSWERS, fit

        with closing(connect(self._log.path, read_only=True)) as connection:
            cards = histories(connection)
        tests = sum(later[1] > earlier[1] for card in cards for earlier, later in pairwise(card))
        if tests < LEAST_ANSWERS:
            raise ThawError(
                f"{tests:,} of your answers were to cards met on an earlier day, too few to say how you remember",
                f"Try again when there are {LEAST_ANSWERS:,}",
            )
        return fit(cards, stop)

    def adopt(self, found: Fit) -> bool:
        """Remember by what was found from now on, for all cards and their dates; False where it is no better.

        Raises:
            StorageError: it could not be saved.
        """
        if not found.is_better:
            return False
        self._record({
            "parameters": list(found.parameters),
            "answers": found.answers,
            "log_loss": [round(found.before.log_loss, 4), round(found.after.log_loss, 4)],
            "error": [round(found.before.error, 4), round(found.after.error, 4)],
        })  # fmt: skip
        return True

    def set_back(self) -> bool:
        """Remember by the usual parameters again; False when they hold already.

        Raises:
            StorageError: it could not be saved.
        """
        if not self.is_fitted():
            return False
        self._record({"parameters": None})
        return True

    def is_fitted(self) -> bool:
        """Whether the memory is the student's own."""
        return own_memory.memory_of(self._log.connection).parameters != USUAL.parameters

    def _record(self, payload: dict[str, Any]) -> None:
        with self._log.write() as writing:
            writing.append(kinds.MEMORY_FITTED, own_memory.ITEM, payload)


def histories(connection: sqlite3.Connection) -> list[list[tuple[int, int, int]]]:
    """Of each card its answers that count, in order: milliseconds since 1970 UTC, study day, rating."""
    cards: dict[str, list[tuple[int, int, int]]] = {}
    rows = connection.execute(
        """SELECT item, ts, tz, json_extract(payload, '$.rating') FROM event WHERE kind = ?
           AND id NOT IN (SELECT target FROM undone) ORDER BY ts, device, seq""",
        (kinds.CARD_REVIEW,),
    )
    for item, moment, zone, rating in rows:
        day = (moment + zone * 60_000 - _STARTS_MS) // _DAY_MS + _UNIX_DAY
        cards.setdefault(item, []).append((moment, day, int(rating)))
    return list(cards.values())

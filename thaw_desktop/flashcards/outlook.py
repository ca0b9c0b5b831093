"""What to expect on the day of each exam, found at most once a day, or when the plan changes, and kept in a file."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.files import write_whole
from thaw_desktop.flashcards.exam_plan import Forecast, forecast
from thaw_desktop.flashcards.fsrs6 import USUAL
from thaw_desktop.flashcards.study_plan import USUAL_MINUTES, StudyPlan

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from thaw_desktop.flashcards.fitting import Fitting
    from thaw_desktop.flashcards.session import ReviewSession


@dataclass(frozen=True, slots=True)
class Inquiry:
    """A forecast to be made: all that it depends on, so that it can be made on a thread of its own.

    Attributes:
        pack: whose exam.
        plan: for which plan.
        today: on which study day.
        work: makes the forecast; takes a function that tells it to stop.
    """

    pack: str
    plan: StudyPlan
    today: int
    work: Callable[[Callable[[], bool]], Forecast]


class Outlooks:
    """The forecasts of all packs."""

    def __init__(self, session: ReviewSession, file: Path) -> None:
        """Keep them in a file; without it, or if it is spoiled, they are made again."""
        self._session = session
        self._file = file
        self._kept: dict[str, dict[str, Any]] | None = None

    @property
    def fitting(self) -> Fitting:
        """Fits the memory that forecasts are made by."""
        return self._session.fitting

    def known(self, pack: str) -> Forecast | None:
        """The latest forecast for the plan as it stands, perhaps of an earlier day; None without one."""
        kept = self._read().get(pack)
        if kept is None or kept.get("plan") != self._key(self._session.plan(pack)):
            return None
        try:
            return Forecast(**kept["forecast"])
        except (KeyError, TypeError):
            return None

    def retention(self, pack: str) -> float | None:
        """The desired retention that serves the exam best; None while it is not known."""
        known = self.known(pack)
        return known.retention if known is not None else None

    def wanted(self, pack: str) -> Inquiry | None:
        """The forecast that is to be made for a pack; None when there is no exam or today's is known."""
        plan = self._session.plan(pack)
        today = self._session.today()
        if plan.exam is None or plan.exam.toordinal() < today:
            return None
        if self.known(pack) is not None and self._read()[pack].get("day") == today:
            return None
        return self.inquiry(pack, plan)

    def inquiry(self, pack: str, plan: StudyPlan) -> Inquiry:
        """The forecast for a plan that need not be in force yet."""
        part = self._session.pack_today(pack).with_plan(plan)
        seconds = self._session.seconds_a_card()
        states, unseen, today = part.known(), len(part.unseen), part.today
        minutes = plan.minutes or USUAL_MINUTES
        memory = self._session.memory()

        def work(stop: Callable[[], bool]) -> Forecast:
            return forecast(states, unseen, today, lambda time: part.course(seconds, time), minutes, stop, memory)

        return Inquiry(pack, plan, today, work)

    def keep(self, inquiry: Inquiry, found: Forecast) -> None:
        """Keep a forecast that was made for the plan in force."""
        kept = self._read()
        kept[inquiry.pack] = {"plan": self._key(inquiry.plan), "day": inquiry.today, "forecast": asdict(found)}
        with suppress(OSError):  # it is made again at the next start
            write_whole(self._file, json.dumps(kept).encode())

    def _key(self, plan: StudyPlan) -> list[Any]:
        """What a forecast holds for: another memory expects something else."""
        memory = self._session.memory()
        own = [] if memory is USUAL else [list(memory.parameters)]
        return [plan.exam.isoformat() if plan.exam is not None else "", plan.minutes, *own]

    def _read(self) -> dict[str, dict[str, Any]]:
        if self._kept is None:
            self._kept = {}
            with suppress(OSError, ValueError):
                found = json.loads(self._file.read_text(encoding="utf-8"))
                if isinstance(found, dict):
                    self._kept = {pack: kept for pack, kept in found.items() if isinstance(kept, dict)}
        return self._kept

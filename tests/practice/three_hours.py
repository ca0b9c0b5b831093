"""A simulated attempt of three hours in which everything happens. Shared by the test and the benchmark.

The simulated student keeps the true time on the side: what was spent at the page, and of sleep and of the times in
which Thaw was closed what counts by the rules or by the student's word.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING

from thaw_desktop.practice.conditions import Conditions
from thaw_desktop.practice.page import Page
from thaw_desktop.practice.writing import TimedWriting

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.conftest import FakeClock
    from thaw_desktop.core.event_log import EventLog
    from thaw_desktop.practice.attempt_session import AttemptSession
    from thaw_desktop.practice.conditions import Mode

SAVE_SECONDS = 5
"""How long at most nothing is saved while the clock goes, as the window has it."""


@dataclass(slots=True)
class Outcome:
    """How far the attempt's clock was from the truth, in seconds.

    Attributes:
        error: the largest difference at any time, what crashes gave back left out.
        given_back: time at the page that crashes gave back: each at most what passed since the last save.
        happened: how often each thing happened.
    """

    error: float = 0.0
    given_back: float = 0.0
    happened: dict[str, int] = field(default_factory=dict)


class Simulation:
    """One attempt, a step at a time."""

    def __init__(self, open_log: Callable[[], EventLog], clock: FakeClock, mode: Mode, seed: int) -> None:
        self._open_log = open_log
        self._clock = clock
        self._chance = random.Random(seed)
        self._boots = 1
        self._true = 0.0
        self._unsaved = 0.0
        self.outcome = Outcome()
        conditions = Conditions(180, mode, rest_minutes=20, reading_minutes=5)
        self.session = TimedWriting(open_log()).start("sample", "q1", conditions, "speech")
        self.session.start_clock()

    def run(self) -> Outcome:
        """Write until three hours have been used."""
        steps: list[Callable[[], None]] = [self.sleep, self.wall, self.restart, self.reboot, self.crash, self.rest]
        if self.session.conditions.mode == "practice":
            steps.append(self.pause)
        self._clock.advance(5 * 60 + 2)  # the reading time, and two seconds of writing before anybody looks
        self._true += 2
        while self._true < 180 * 60:
            self.write(self._chance.uniform(60, 400))
            step = self._chance.choice(steps)
            step()
            name = step.__name__
            self.outcome.happened[name] = self.outcome.happened.get(name, 0) + 1
        self.compare()
        return self.outcome

    def compare(self) -> None:
        """Note how far off the clock is."""
        self.outcome.error = max(self.outcome.error, abs(self.session.elapsed() - self._true))

    def write(self, seconds: float) -> None:
        """Be at the page, which was saved some seconds ago when the next thing happens."""
        unsaved = self._chance.uniform(0, SAVE_SECONDS)
        until = self._true + seconds
        while self._true < until:
            step = min(until - self._true, self._chance.uniform(1, 90))
            self._clock.advance(step)
            self._true += step
            self.compare()
        self.session.save(Page(f"{self._true}"))
        self._clock.advance(unsaved)
        self._true += unsaved
        self._unsaved = unsaved

    def sleep(self) -> None:
        """Shut the lid."""
        seconds = self._chance.uniform(20, 900)
        self._clock.sleep(seconds)
        told = self.session.look()
        if self.session.conditions.mode == "exam":
            self._true += seconds
        else:
            self._decide(told[-1].seconds, seconds)

    def wall(self) -> None:
        """Somebody sets the clock of the machine, by an hour one way or the other."""
        self._clock.set_wall_clock(self._clock.now() + timedelta(hours=self._chance.choice([-1, 1])))

    def restart(self) -> None:
        """Close the window, which saves, and open it again; the machine may sleep meanwhile."""
        self.session.save(Page("closed"))
        self._clock.advance(self._chance.uniform(1, 600))
        self._clock.sleep(self._chance.choice([0, 300]))
        self._resume(0.0)

    def reboot(self) -> None:
        """Close the window, and start the machine anew."""
        self.session.save(Page("closed"))
        self._new_boot()
        self._resume(0.0)

    def crash(self) -> None:
        """Thaw is killed, or the power fails, a while after the last save."""
        lost = self._unsaved
        if self._chance.random() < 0.5:
            self._new_boot()
        else:
            self._clock.advance(self._chance.uniform(1, 60))
        self._resume(lost)

    def rest(self) -> None:
        """Take a break; when the bank runs out in it, the clock goes on by itself."""
        left, length = self.session.rest_left(), self._chance.uniform(30, 500)
        if not self.session.take_rest(Page("rest")):
            return
        self._clock.advance(length)
        self._true += max(0.0, length - left)
        self.session.end_rest(Page("rested"))
        self._unsaved = 0.0

    def pause(self) -> None:
        """Stop the clock for a while."""
        self.session.pause(Page("paused"))
        self._clock.advance(self._chance.uniform(1, 1000))
        self.session.start_clock()
        self._unsaved = 0.0

    def _new_boot(self) -> None:
        self._boots += 1
        self._clock.advance(self._chance.uniform(20, 400))
        self._clock.reboot(f"boot-{self._boots}")

    def _resume(self, lost: float) -> None:
        writing = TimedWriting(self._open_log())
        draft = writing.unfinished()
        assert draft is not None
        self.session = writing.resume(draft)
        self.session.start_clock()
        (told,) = self.session.look()
        if self._decide(told.seconds, told.seconds - lost):
            lost = 0.0  # it counts, and so does what passed since the last save
        self.outcome.given_back += lost
        self._true -= lost
        self._unsaved = 0.0

    def _decide(self, told: float, true: float) -> bool:
        """The student says whether what came between last counts."""
        assert abs(told - true) < 1e-3 or told > true
        counted = self._chance.random() < 0.3
        self.session.count(self.session.interruptions[-1], Page("decided"), counted=counted)
        if counted:
            self._true += true
        return counted


def simulate(
    open_log: Callable[[], EventLog], clock: FakeClock, mode: Mode, seed: int
) -> tuple[Outcome, AttemptSession]:
    """Run one attempt; how far off its clock was, and the attempt."""
    simulation = Simulation(open_log, clock, mode, seed)
    return simulation.run(), simulation.session

"""The time of an attempt: reading, writing and rest, each on a clock of its own, and what came between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from thaw_desktop.core.attempt_clock import AttemptClock, Moment
from thaw_desktop.practice.conditions import Conditions, Interruption

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thaw_desktop.practice.conditions import ClockPhase, InterruptionKind

SLEEP_NOTICED = 5.0
"""Seconds of sleep between two looks from which on it is an interruption; less is the two clocks' own inexactness."""


class AttemptTime:
    """Says at any moment how much is left. Every method is told the moment; nothing here reads a clock.

    Reading turns into writing when its time is over, and a rest break when the bank is empty, to the second and whether
    or not anybody looked. Sleep counts under exam conditions. In practice it does not until the student says so.

    Attributes:
        conditions: what is allowed.
        phase: whose clock goes, or will go when the attempt goes on.
        interruptions: what came between, the oldest first; a break that is going on is not among them yet.
        turned: whether the phase has changed since this was last set to False.
    """

    def __init__(self, conditions: Conditions) -> None:
        """Stand before the beginning."""
        self.conditions = conditions
        self.phase: ClockPhase = "reading" if conditions.reading else "writing"
        self.interruptions: list[Interruption] = []
        self.turned = False
        self._clocks: dict[ClockPhase, AttemptClock] = {
            "reading": AttemptClock(conditions.reading),
            "writing": AttemptClock(conditions.budget),
            "rest": AttemptClock(conditions.rest),
        }
        self._looked: Moment | None = None
        self._stood: tuple[InterruptionKind, Moment] | None = None
        self._rest_began = (0, 0.0)  # wall milliseconds, seconds of the bank that were used by then

    # What it says

    @property
    def running(self) -> bool:
        """Whether one of the clocks goes."""
        return self._looked is not None

    @property
    def budget(self) -> float:
        """Seconds for writing."""
        return self._clocks["writing"].budget

    def left(self, phase: ClockPhase, now: Moment) -> float:
        """Seconds left for reading, writing or rest; only of writing it can be below zero."""
        self.look(now)
        left = self._clocks[phase].remaining(now.boottime)
        return left if phase == "writing" else max(0.0, left)

    def elapsed(self, phase: ClockPhase, now: Moment) -> float:
        """Seconds used of the time for reading, writing or rest."""
        self.look(now)
        return self._clocks[phase].elapsed(now.boottime)

    # What happens

    def start(self, now: Moment) -> list[Interruption]:
        """Let the clock go; what came between if it had been stopped, by the student or by the end of the program."""
        if self.running:
            return []
        told = self._stop_of(now)
        self.interruptions += told
        self._stood = None
        self._looked = now
        self._go(self.phase, now.boottime, now.boot)
        return told

    def pause(self, now: Moment) -> list[Interruption]:
        """Stop the clock; the sleep that was noticed on the way.

        Raises:
            ValueError: under exam conditions, where the clock goes on.
        """
        if self.conditions.mode == "exam":
            raise ValueError("there is no pause under exam conditions")
        told = self.look(now)
        if self.running:
            self._stop(now.boottime)
            self._looked = None
            self._stood = ("pause", now)
        return told

    def end_reading(self, now: Moment) -> None:
        """Begin to write before the time for reading is over."""
        self.look(now)
        if self.phase == "reading" and self.running:
            self._turn("writing", now.boottime, now.boot)

    def take_rest(self, now: Moment) -> bool:
        """Begin a rest break; False when the bank is empty or the clock stands or this is not the time for writing."""
        if self.phase != "writing" or not self.running or self.left("rest", now) <= 0:
            return False
        self._rest_began = (now.wall, self._clocks["rest"].used)
        self._turn("rest", now.boottime, now.boot)
        return True

    def end_rest(self, now: Moment) -> None:
        """Go on writing; what is left in the bank stays there."""
        self.look(now)
        if self.phase == "rest" and self.running:
            self._end_rest(now.boottime, now.boot)

    def look(self, now: Moment) -> list[Interruption]:
        """Take in what has happened by itself since the last look: sleep, which is returned, and turns of the phase."""
        before, told = self._looked, list[Interruption]()
        if before is None:
            return told
        self._looked = now
        slept = max(0.0, now.slept - before.slept)
        if self.phase == "rest":  # to sleep in a break is rest, as long as the bank lasts
            slept = min(slept, max(0.0, -self._clocks["rest"].remaining(now.boottime)))
        if slept > SLEEP_NOTICED:
            told = [self._note_sleep(slept, before, now)]
        self._turn_where_due(now)
        return told

    def count(self, interruption: Interruption, now: Moment, *, counted: bool) -> None:
        """The student says whether an interruption counts. What has been decided already stays as it is."""
        self.look(now)
        if interruption.counted is not None or interruption not in self.interruptions:
            return
        at = self.interruptions.index(interruption)
        self.interruptions[at] = replace(interruption, counted=counted)
        if counted:
            # The phase it began in may be over; then it is taken from what goes now.
            phase = interruption.phase if interruption.phase == self.phase else "writing"
            self._correct(phase, interruption.seconds)
            self._turn_where_due(now)

    # Writing it down

    def kept(self, now: Moment) -> dict[str, Any]:
        """All of it as JSON values, so that another run can go on from here."""
        kind, since = ("closed", now) if self._stood is None else self._stood
        return {
            "conditions": self.conditions.kept(),
            "clock": self._clocks["writing"].kept(now.boottime),
            "reading": self._clocks["reading"].elapsed(now.boottime),
            "rest": self._clocks["rest"].elapsed(now.boottime),
            "rest_began": list(self._rest_began),
            "phase": self.phase,
            "stood": {"kind": kind, **since.kept()} if self.running or self._stood is not None else None,
            "interruptions": [one.kept() for one in self.interruptions],
        }

    @classmethod
    def resumed(cls, kept: Mapping[str, Any]) -> AttemptTime:
        """As it was written down, standing. What earlier versions wrote has a `clock` only."""
        clock = AttemptClock.resumed(kept["clock"])
        conditions = kept.get("conditions")
        made = cls(Conditions.of(conditions) if conditions else Conditions(max(clock.budget, 1.0) / 60))
        made._clocks["writing"] = clock
        early: tuple[ClockPhase, ...] = ("reading", "rest")
        for phase in early:
            made._correct(phase, float(kept.get(phase, 0)))
        if kept.get("phase") in made._clocks:
            made.phase = kept["phase"]
        began = kept.get("rest_began") or (0, 0.0)
        made._rest_began = (int(began[0]), float(began[1]))
        if kept.get("stood"):
            made._stood = (kept["stood"]["kind"], Moment.of(kept["stood"]))
        made.interruptions = [Interruption.of(one) for one in kept.get("interruptions", ())]
        return made

    def record(self, now: Moment) -> list[Interruption]:
        """What came between, with the break or the pause that is going on."""
        self.look(now)
        told = [*self.interruptions, *self._stop_of(now)]
        if self.phase == "rest":
            told.append(self._rest_of(now.boottime))
        return told

    # Inside

    def _stop_of(self, now: Moment) -> list[Interruption]:
        """The time in which the clock has been standing, if it has."""
        if self._stood is None:
            return []
        kind, since = self._stood
        span = since.until(now)
        counted = None if kind == "closed" else False
        at = self._clocks["writing"].used
        return [Interruption(kind, at, since.wall, span.seconds, counted, span.estimated, self.phase)]

    def _rest_of(self, boottime: float) -> Interruption:
        """The rest break that is going on."""
        wall, used = self._rest_began
        return Interruption("rest", self._clocks["writing"].used, wall, self._clocks["rest"].elapsed(boottime) - used)

    def _note_sleep(self, seconds: float, before: Moment, now: Moment) -> Interruption:
        phase: ClockPhase = "writing" if self.phase == "rest" else self.phase
        counted = True if self.conditions.mode == "exam" else None
        at = self._clocks["writing"].elapsed(before.boottime)
        started = now.wall - round(seconds * 1000)
        sleep = Interruption("sleep", at, started, seconds, counted=counted, phase=phase)
        self.interruptions.append(sleep)
        if not counted:
            self._correct(phase, -seconds)
        return sleep

    def _turn_where_due(self, now: Moment) -> None:
        left = self._clocks[self.phase].remaining(now.boottime)
        if self._looked is None or self.phase == "writing" or left > 0:
            return
        over_at = now.boottime + left  # to the second, though nobody looked then
        if self.phase == "rest":
            self._end_rest(over_at, now.boot)
        else:
            self._turn("writing", over_at, now.boot)

    def _end_rest(self, boottime: float, boot: str) -> None:
        self.interruptions.append(self._rest_of(boottime))
        self._turn("writing", boottime, boot)

    def _turn(self, phase: ClockPhase, boottime: float, boot: str) -> None:
        self._stop(boottime)
        self.phase = phase
        self.turned = True
        self._go(phase, boottime, boot)

    def _go(self, phase: ClockPhase, boottime: float, boot: str) -> None:
        self._clocks[phase] = self._clocks[phase].started(boottime, boot)

    def _stop(self, boottime: float) -> None:
        self._clocks[self.phase] = self._clocks[self.phase].stopped(boottime)

    def _correct(self, phase: ClockPhase, seconds: float) -> None:
        self._clocks[phase] = self._clocks[phase].corrected(seconds)

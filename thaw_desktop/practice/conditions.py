"""Under which conditions an attempt is written, and what came between."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, cast, get_args

if TYPE_CHECKING:
    from collections.abc import Mapping

Mode = Literal["practice", "exam"]
"""Practice: pauses are allowed and recorded, and sleep need not count. Exam: the clock goes on."""

InterruptionKind = Literal["pause", "rest", "sleep", "closed"]
"""The student stopped the clock; took of the bank of rest breaks; the machine slept; Thaw was closed or killed."""

ClockPhase = Literal["reading", "writing", "rest"]
"""Which of the attempt's three clocks goes."""


@dataclass(frozen=True, slots=True)
class Conditions:
    """What an attempt allows. Extra time and rest breaks are apart and can be combined, as in access arrangements.

    Attributes:
        minutes: time for writing, before any extra time.
        mode: practice or exam.
        extra_percent: extra time in per cent of `minutes`, 0 or more; of the reading time too.
        rest_minutes: a bank of minutes for breaks in which the clock stands.
        reading_minutes: time to read and plan before the writing begins.

    Raises:
        ValueError: when the minutes are not more than 0, or another number is below 0.
    """

    minutes: float
    mode: Mode = "practice"
    extra_percent: float = 0
    rest_minutes: float = 0
    reading_minutes: float = 0

    def __post_init__(self) -> None:
        if not self.minutes > 0:
            raise ValueError("an attempt needs more than no time")
        if min(self.extra_percent, self.rest_minutes, self.reading_minutes) < 0:
            raise ValueError("extra time, rest breaks and reading time cannot be below 0")

    @property
    def budget(self) -> float:
        """Seconds for writing, extra time included."""
        return self.minutes * 60 * self._share

    @property
    def reading(self) -> float:
        """Seconds for reading, extra time included."""
        return self.reading_minutes * 60 * self._share

    @property
    def rest(self) -> float:
        """Seconds of rest breaks."""
        return self.rest_minutes * 60

    @property
    def _share(self) -> float:
        return 1 + self.extra_percent / 100

    def kept(self) -> dict[str, Any]:
        """The conditions as JSON values."""
        return asdict(self)

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Conditions:
        """The conditions from JSON values; a field that is not there has its usual value."""
        mode = kept.get("mode")
        return cls(
            minutes=float(kept["minutes"]),
            mode=cast("Mode", mode) if mode in get_args(Mode) else "practice",
            extra_percent=float(kept.get("extra_percent", 0)),
            rest_minutes=float(kept.get("rest_minutes", 0)),
            reading_minutes=float(kept.get("reading_minutes", 0)),
        )


@dataclass(frozen=True, slots=True)
class Interruption:
    """Something that came between, for the record of the attempt.

    Attributes:
        kind: what it was.
        at: seconds of writing time that had been used when it began.
        started: when it began, in milliseconds since 1970 UTC by the wall clock.
        seconds: how long it took.
        counted: whether it counts as time of the attempt; None while the student has not said so, and then it does not.
        estimated: whether `seconds` comes from the wall clock, because the machine was started anew in between.
        phase: which clock it is taken from when it counts.
    """

    kind: InterruptionKind
    at: float
    started: int
    seconds: float
    counted: bool | None = False
    estimated: bool = False
    phase: ClockPhase = "writing"

    def kept(self) -> dict[str, Any]:
        """The interruption as JSON values, times to a tenth of a second."""
        return {**asdict(self), "at": round(self.at, 1), "seconds": round(self.seconds, 1)}

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> Interruption:
        """An interruption from JSON values."""
        return cls(**{name: kept[name] for name in cls.__dataclass_fields__ if name in kept})

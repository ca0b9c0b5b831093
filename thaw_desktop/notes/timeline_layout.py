"""A pack's timeline laid out at one zoom: where marks, bars and words stand, in pixels from the left of the whole."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.notes.timeline import Extent, LabelRows, extent_of, lanes, reach, room_after, stack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from thaw_desktop.content.model import TimelineEvent


@dataclass(frozen=True, slots=True)
class Entry:
    """An event or a period on the scale.

    Attributes:
        event: what it is.
        extent: its days.
        place: the day at which it stands: of an event the middle of the days on which it may have begun.
        category: the number of its category.
        lane: of a period, its row of bars.
    """

    event: TimelineEvent
    extent: Extent
    place: float
    category: int
    lane: int = 0


class TimelineEntries:
    """All entries of a pack, from left to right.

    Attributes:
        entries: events and periods in the order of their places.
        categories: their names, in the order of their first appearance; empty for events without one.
        lanes: how many rows of bars the periods need.
        first: the first day of all.
        last: the day after the last.
    """

    def __init__(self, events: Sequence[TimelineEvent]) -> None:
        """Sort and number them."""
        extents = [extent_of(event.start, event.end) for event in events]
        self.categories = list(dict.fromkeys(event.category for event in events))
        number = {name: at for at, name in enumerate(self.categories)}
        periods = sorted(
            (at for at, event in enumerate(events) if event.period), key=lambda at: (extents[at].first, extents[at].end)
        )
        lane_of = lanes([(extents[at].first, extents[at].end) for at in periods])
        lane = dict(zip(periods, lane_of, strict=True))
        self.lanes = max(lane_of, default=-1) + 1
        self.entries = sorted(
            (
                Entry(event, extent, _place(event, extent), number[event.category], lane.get(at, 0))
                for at, (event, extent) in enumerate(zip(events, extents, strict=True))
            ),
            key=lambda entry: (entry.place, entry.extent.end),
        )
        self.first = min((extent.first for extent in extents), default=0)
        self.last = max((extent.end for extent in extents), default=1)

    def number_of(self, event: str) -> int | None:
        """The place in `entries` of an event by its id."""
        return next((at for at, entry in enumerate(self.entries) if entry.event.id == event), None)


def _place(event: TimelineEvent, extent: Extent) -> float:
    return float(extent.first) if event.period else (extent.first + extent.begun) / 2


class Shown:
    """The entries whose category is not hidden, as columns of numbers: what does not change with the zoom.

    Attributes:
        marks: numbers of the events among the entries, from left to right.
        days: the day at which each stands.
        mark_reach: the last day that any of the events up to each takes up.
        bars: numbers of the periods among the entries.
        bar_days: the day on which each begins.
        bar_room: the day on which the next one of its lane begins.
        bar_reach: the last day that any of the periods up to each takes up.
    """

    def __init__(self, found: TimelineEntries, hidden: frozenset[int]) -> None:
        """Leave out the entries of some categories, by their numbers."""
        entries = found.entries
        seen = [at for at, entry in enumerate(entries) if entry.category not in hidden]
        self.marks = [at for at in seen if not entries[at].event.period]
        self.days = [entries[at].place for at in self.marks]
        self.mark_reach = reach([entries[at].extent.end for at in self.marks])
        self.bars = [at for at in seen if entries[at].event.period]
        self.bar_days = [entries[at].place for at in self.bars]
        spans = [(entries[at].extent.first, entries[at].extent.end) for at in self.bars]
        self.bar_room = room_after(spans, [entries[at].lane for at in self.bars])
        self.bar_reach = reach([end for _, end in spans])


@dataclass(frozen=True, slots=True)
class Room:
    """What a layout has to do with.

    Attributes:
        per_day: pixels for a day.
        before: pixels to the left of the first day.
        mark: width of a mark.
        levels: how many marks may stand one on the other.
        rows: how many rows of words there are.
        gap: pixels that stay free between words.
    """

    per_day: float
    before: float
    mark: float
    levels: int
    rows: int
    gap: float


class TimelineLayout:
    """Places at one zoom.

    Attributes:
        found: all entries.
        shown: those that are not filtered away.
        room: what there is room for.
        level: how high each mark stands in its pile.
        row: number in `shown.marks` → the row of its words, for those that have room for words.
        named: those numbers, from left to right.
        on_top: numbers in `shown.marks` of the marks that no other covers.
    """

    def __init__(self, found: TimelineEntries, shown: Shown, room: Room) -> None:
        """Pile up the marks; `name_marks` gives them words."""
        self.found, self.shown, self.room = found, shown, room
        begin, per_day = self.x_of(0), room.per_day
        self._at = [begin + day * per_day for day in shown.days]
        self.level = stack(self._at, room.mark + 1, room.levels)
        self.row: dict[int, int] = {}
        self.named: list[int] = []
        # Of marks on the same few pixels one is seen, and ten thousand of them would be slow to draw.
        same = {(int(place) // 3, level): number for number, (place, level) in enumerate(self._pairs())}
        self.on_top = sorted(same.values())

    def _pairs(self) -> Iterator[tuple[float, int]]:
        return zip(self._at, self.level, strict=True)

    def name_marks(self, width_of: Callable[[Entry], float], least_width: float) -> None:
        """Give words to the marks that have room for them.

        Args:
            width_of: how wide the words of an entry are; asked only where there could be room for them.
            least_width: how wide words are at least.
        """
        free, entries, marks = LabelRows(self.room.rows, self.room.gap), self.found.entries, self.shown.marks
        until = free.room_at(0.0) - least_width
        for number in range(len(marks) - 1, -1, -1):
            place = self._at[number]
            if place > until:
                continue
            row = free.place(place, width_of(entries[marks[number]]))
            if row is not None:
                self.row[number] = row
                until = free.room_at(0.0) - least_width
        self.named = sorted(self.row)

    def x_of(self, day: float) -> float:
        """Where a day begins."""
        return self.room.before + (day - self.found.first) * self.room.per_day

    def day_at(self, x: float) -> float:
        """The day at a place."""
        return self.found.first + (x - self.room.before) / self.room.per_day

    def at(self, number: int) -> float:
        """Where the middle of a mark is, by its number in `shown.marks`."""
        return self._at[number]

    def marks_between(self, left: float, right: float) -> list[int]:
        """Numbers in `shown.marks` of what reaches into a stretch."""
        entries, marks, half = self.found.entries, self.shown.marks, self.room.mark / 2
        begin = bisect_left(self.shown.mark_reach, self.day_at(left - half))
        end = bisect_right(self._at, right + half)
        first = self.day_at(left - half)
        return [number for number in range(begin, end) if entries[marks[number]].extent.end >= first]

    def seen_between(self, left: float, right: float) -> list[int]:
        """Those of `on_top` that reach into a stretch, with some that do not."""
        begin = bisect_left(self.shown.mark_reach, self.day_at(left - self.room.mark))
        end = bisect_right(self._at, right + self.room.mark)
        return self.on_top[bisect_left(self.on_top, begin) : bisect_left(self.on_top, end)]

    def named_between(self, left: float, right: float) -> list[int]:
        """Those of `named` whose mark is in a stretch."""
        begin, end = bisect_left(self._at, left), bisect_right(self._at, right)
        return self.named[bisect_left(self.named, begin) : bisect_left(self.named, end)]

    def bars_between(self, left: float, right: float) -> list[int]:
        """Numbers in `shown.bars` of what reaches into a stretch."""
        entries, bars, first = self.found.entries, self.shown.bars, self.day_at(left)
        begin, end = bisect_left(self.shown.bar_reach, first), bisect_right(self.shown.bar_days, self.day_at(right))
        return [number for number in range(begin, end) if entries[bars[number]].extent.end >= first]

"""What the derived tables hold depends on the events that count, and on nothing else."""

from __future__ import annotations

import itertools
import shutil
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.core import kinds
from thaw_desktop.core.event_log import Event, EventLog
from thaw_desktop.core.ids import uuid7

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.conftest import ProgressLogs
    from thaw_desktop.core.paths import Paths

START = 1_772_470_000_000
HOUR = 3_600_000
DEVICES = (3, 5, 8)
CARDS = ("thaw/c1", "thaw/c2.1", "thaw/q1.m1", "thaw/q1.m2")
FILE_NUMBERS = itertools.count(1)


def pick(*values: object) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


SECTION = pick("speech", "origins", "")
ATTEMPT = pick("a1", "a2")
TEXT = st.text(max_size=5)
ELAPSED = st.floats(0, 1e5, allow_nan=False).map(lambda seconds: round(seconds, 1))
MADE = st.fixed_dictionaries({}, optional={"q1.m1": st.booleans(), "q1.m2": st.booleans()})


def deed(kind: str, items: tuple[str, ...], **payload: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.tuples(st.just(kind), st.sampled_from(items), st.fixed_dictionaries(payload))


DEEDS = st.one_of(
    deed(kinds.CARD_REVIEW, CARDS, rating=st.integers(1, 4), ms=st.integers(0, 60_000), section=SECTION),
    deed(kinds.SECTION_READ, ("thaw/speech", "thaw/origins"), seconds=st.integers(0, 900)),
    deed(kinds.SECTION_PLACE, ("thaw/speech",), block=st.integers(0, 50)),
    deed(kinds.SECTION_CONFIDENCE, ("thaw/speech",), level=pick("red", "amber", "green", "none")),
    deed(kinds.ATTEMPT_STARTED, ("thaw/q1",), attempt=ATTEMPT, budget=ELAPSED, section=SECTION),
    deed(kinds.ATTEMPT_SNAPSHOT, ("thaw/q1",), attempt=ATTEMPT, text=TEXT, plan=TEXT, elapsed=ELAPSED),
    deed(
        kinds.ATTEMPT_FINISHED, ("thaw/q1",), attempt=ATTEMPT, text=TEXT, plan=TEXT, elapsed=ELAPSED,
        words=st.integers(0, 3000), overtime_at=st.none() | st.integers(0, 5), section=SECTION,
    ),
    deed(
        kinds.ATTEMPT_MARKED, ("thaw/q1",), attempt=ATTEMPT, points=MADE, section=SECTION, level=TEXT,
        marks=st.just({"q1.m1": 2, "q1.m2": 3}),
    ),
    deed(kinds.ATTEMPT_DISCARDED, ("thaw/q1",), attempt=ATTEMPT),
    deed(kinds.CARD_DUE, CARDS, day=st.integers(739_680, 739_700)),
    deed(
        kinds.BLURT_FINISHED, ("thaw/speech",), text=TEXT, elapsed=ELAPSED, facts=st.just({}),
        cards=st.lists(pick("c1", "c2.1", "q1.m1"), unique=True),
    ),
    deed(kinds.CARD_STANDING, CARDS, suspended=st.booleans(), buried=st.just(0), flag=st.integers(0, 4)),
    deed(kinds.CARD_SET, ("thaw/c1",), form=st.just("basic"), front=TEXT, back=TEXT, section=SECTION),
    deed(kinds.CARD_REMOVED, ("thaw/c1",)),
    deed(kinds.HIGHLIGHT_SET, ("thaw/speech",), highlight=pick("h1", "h2"), quote=TEXT, note=TEXT),
    deed(kinds.HIGHLIGHT_REMOVED, ("thaw/speech",), highlight=pick("h1", "h2")),
    deed("kind.of-a-newer-version", ("thaw/speech",), anything=TEXT),
    st.tuples(st.just(kinds.UNDO), st.integers(0, 100), st.none()),
)  # fmt: skip
# Few moments, so that devices act in the same millisecond, in the wrong order and around the end of a study day.
MOMENTS = st.builds(
    lambda hours, extra: START + hours * HOUR + extra,
    pick(0, 1, 2, 7, 9, 24, 25, 48, 200),
    pick(0, 0, 1, 90_000, 601_000),
)


@st.composite
def histories(draw: Callable[[st.SearchStrategy[Any]], Any]) -> list[Event]:
    """Events of three devices, in the order in which they were recorded; each may undo what was there before it."""
    history: list[Event] = []
    counted = dict.fromkeys(DEVICES, 0)
    for kind, item, payload in draw(st.lists(DEEDS, min_size=1, max_size=25)):
        device, ts, tz = draw(pick(*DEVICES)), draw(MOMENTS), draw(pick(0, 60, -300))
        if kind == kinds.UNDO:
            targets = [event for event in history if event.kind != kinds.UNDO]
            if not targets:
                continue
            target = targets[item % len(targets)]
            item, payload = target.item, {"event": target.id.hex()}  # noqa: PLW2901
        counted[device] += 1
        history.append(Event(uuid7(ts, len(history)), device, counted[device], ts, tz, kind, item, payload))
    return history


@pytest.fixture
def empty(progress_log: ProgressLogs, paths: Paths) -> Path:
    """A progress database in which nothing has happened, to be copied: making one waits for the disk several times."""
    progress_log("empty.db").connection.close()
    return paths.data / "empty.db"


@contextmanager
def fresh(progress_log: ProgressLogs, empty: Path) -> Iterator[EventLog]:
    """A log in a file of its own."""
    name = f"progress-{next(FILE_NUMBERS)}.db"
    shutil.copyfile(empty, empty.with_name(name))
    log = progress_log(name)
    # Hundreds of files: what a power cut would leave of them is no matter here.
    log.connection.execute("PRAGMA synchronous = OFF")
    try:
        yield log
    finally:
        log.connection.close()


def in_order(history: list[Event]) -> list[Event]:
    return sorted(history, key=lambda event: event.order)


@given(histories())
def test_rebuilding_gives_the_same_rows_to_the_last_bit(
    progress_log: ProgressLogs, empty: Path, history: list[Event]
) -> None:
    with fresh(progress_log, empty) as log:
        log.merge(history)
        before = progress_log.derived_rows(log)
        log.rebuild()
        assert progress_log.derived_rows(log) == before


@given(st.data(), histories())
def test_merging_in_any_order_with_repeats_gives_the_same_rows(
    progress_log: ProgressLogs, empty: Path, data: st.DataObject, history: list[Event]
) -> None:
    repeats = data.draw(st.lists(st.sampled_from(history), max_size=5)) if history else []
    shuffled = data.draw(st.permutations([*history, *repeats]))
    cut = data.draw(st.integers(0, len(shuffled)))
    with fresh(progress_log, empty) as straight, fresh(progress_log, empty) as muddled:
        straight.merge(in_order(history))
        taken = muddled.merge(shuffled[:cut]) + muddled.merge(shuffled[cut:])
        assert taken == len(history)
        assert progress_log.derived_rows(muddled) == progress_log.derived_rows(straight)


@given(histories())
def test_undoing_gives_the_rows_of_a_history_without_the_event(
    progress_log: ProgressLogs, empty: Path, history: list[Event]
) -> None:
    undone = {bytes.fromhex(event.payload["event"]) for event in history if event.kind == kinds.UNDO}
    left = [event for event in history if event.kind != kinds.UNDO and event.id not in undone]
    with fresh(progress_log, empty) as whole, fresh(progress_log, empty) as without:
        whole.merge(history)
        without.merge(left)
        after = progress_log.derived_rows(whole)
        assert len(after.pop("undone")) == len(undone)
        expected = progress_log.derived_rows(without)
        del expected["undone"]
        assert after == expected


@given(histories(), st.sampled_from(CARDS), st.integers(1, 4), MOMENTS)
def test_undoing_the_last_review_restores_the_earlier_row_of_its_card(
    progress_log: ProgressLogs, empty: Path, history: list[Event], card: str, rating: int, ts: int
) -> None:
    payload = {"rating": rating, "ms": 1000, "section": "speech"}
    last = Event(uuid7(ts, 1001), 99, 1, ts, 0, kinds.CARD_REVIEW, card, payload)
    taken_back = Event(uuid7(ts, 1002), 99, 2, ts, 0, kinds.UNDO, card, {"event": last.id.hex()})
    with fresh(progress_log, empty) as log:
        log.merge(history)
        before = progress_log.derived_rows(log)
        log.merge([last])
        assert progress_log.derived_rows(log)["card_state"] != before["card_state"]
        log.merge([taken_back])
        after = progress_log.derived_rows(log)
        assert after["card_state"] == before["card_state"]
        assert after["day_total"] == before["day_total"]

"""The memory fitted to a student's own answers."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from thaw_desktop.core import kinds
from thaw_desktop.core.errors import ThawError
from thaw_desktop.core.event_log import Event
from thaw_desktop.core.ids import uuid7
from thaw_desktop.flashcards import fitting, store
from thaw_desktop.flashcards.fit import _History, _predicted, fit
from thaw_desktop.flashcards.fitting import Fitting, histories
from thaw_desktop.flashcards.fsrs6 import PARAMETERS, Memory, retrievability
from thaw_desktop.flashcards.own_memory import memory_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thaw_desktop.core.event_log import EventLog

DAY = 86_400_000
NOON = 1_772_452_800_000  # Monday 2 March 2026, 12:00 UTC
FIRST_DAY = 739_677
FORGETFUL = (*(one * 0.3 for one in PARAMETERS[:4]), *PARAMETERS[4:8], 1.2, *PARAMETERS[9:])
"""The first answer leaves less than a third of what it does usually, and each later one adds half as much."""

Card = list[tuple[int, int, int]]


def student(parameters: Sequence[float], cards: int, seed: int = 6, answers: int = 7) -> list[Card]:
    """What a student of that memory answers, where cards come by the usual one."""
    chance = random.Random(seed)
    truth, usual = Memory(parameters), Memory()
    found: list[Card] = []
    for number in range(cards):
        day = FIRST_DAY + number % 40
        rating = chance.choice((1, 3, 3, 3, 4))
        true, seen = truth.first(rating), usual.first(rating)
        card = [(NOON + (day - FIRST_DAY) * DAY, day, rating)]
        for _ in range(answers - 1):
            wait = usual.interval(seen[0], 0.9)
            known = chance.random() < retrievability(true[0], wait, truth.decay)
            rating = chance.choice((2, 3, 3, 3, 4)) if known else 1
            day += wait
            true, seen = truth.after(*true, wait, rating), usual.after(*seen, wait, rating)
            card.append((NOON + (day - FIRST_DAY) * DAY, day, rating))
        found.append(card)
    return found


def events(cards: Sequence[Card], device: int = 5) -> list[Event]:
    found: list[Event] = []
    for number, card in enumerate(cards):
        for ts, _, rating in card:
            seq = len(found) + 1
            payload = {"rating": rating, "ms": 1000, "section": ""}
            ident = uuid7(ts, device << 32 | seq)
            found.append(Event(ident, device, seq, ts, 0, kinds.CARD_REVIEW, f"sample/c{number}", payload))
    return found


def fitted(ts: int, parameters: Sequence[float] | None, *, seq: int = 1, device: int = 8) -> Event:
    payload: dict[str, Any] = {"parameters": list(parameters) if parameters is not None else None}
    return Event(uuid7(ts, device << 32 | seq), device, seq, ts, 0, kinds.MEMORY_FITTED, "/memory", payload)


def tables(log: EventLog) -> list[Any]:
    queries = (
        "SELECT * FROM card_state ORDER BY item",
        "SELECT * FROM recall_check ORDER BY pack, day, section",
        "SELECT * FROM own_memory",
    )
    return [log.connection.execute(query).fetchall() for query in queries]


def test_many_cards_are_predicted_at_once_as_one_is_alone() -> None:
    chance = random.Random(3)
    cards = [
        [(turn, day, chance.randint(1, 4)) for turn, day in enumerate(sorted(chance.choices(range(90), k=6)))]
        for _ in range(20)
    ]
    memory, alone = Memory(FORGETFUL), []
    for turn in range(1, 6):
        for card in cards:
            stability, difficulty = memory.first(card[0][2])
            for before, now in pairwise(card[:turn]):
                stability, difficulty = memory.after(stability, difficulty, now[1] - before[1], now[2])
            wait = card[turn][1] - card[turn - 1][1]
            if wait >= 1:
                alone.append(retrievability(stability, wait, memory.decay))
    together = _predicted(np.array([FORGETFUL]), _History.of(cards))[0]
    assert together == pytest.approx(np.clip(alone, 1e-4, 1 - 1e-4), rel=1e-9)


def test_a_forgetful_student_is_predicted_better_and_nearly_as_well_as_by_the_truth() -> None:
    cards = student(FORGETFUL, 300)
    found = fit(cards)
    assert found is not None
    assert found == fit(cards)
    assert found.answers == 1800
    assert found.is_better
    assert found.after.error < found.before.error * 0.75
    history = _History.of(student(FORGETFUL, 300, seed=7))

    def loss(parameters: Sequence[float]) -> float:
        predicted = _predicted(np.array([parameters]), history)[0]
        return float(-np.mean(np.log(np.where(history.recalled > 0, predicted, 1 - predicted))))

    usual, own, true = loss(PARAMETERS), loss(found.parameters), loss(FORGETFUL)
    assert own < usual
    assert own - true < (usual - true) / 4


def test_of_the_usual_memory_little_is_made() -> None:
    found = fit(student(PARAMETERS, 200))
    assert found is not None
    assert abs(found.after.log_loss - found.before.log_loss) < 0.01


def test_work_that_nobody_waits_for_ends() -> None:
    assert fit(student(FORGETFUL, 200), stop=lambda: True) is None


def test_too_few_answers_and_a_missing_extra_are_said(log: EventLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log.merge(events(student(FORGETFUL, 3)))
    work = Fitting(log, log.path)
    with pytest.raises(ThawError, match="18 of your answers were to cards met on an earlier day, too few"):
        work.find()
    monkeypatch.setattr(fitting, "find_spec", lambda _: None)
    with pytest.raises(ThawError, match=r'pip install "thaw-desktop\[fit\]"'):
        work.find()


def test_what_was_fitted_holds_for_all_that_was_answered_and_can_be_taken_back(log: EventLog) -> None:
    cards = student(FORGETFUL, 200)
    log.merge(events(cards))
    before = tables(log)
    usual = store.card_state(log.connection, "sample/c0")
    work = Fitting(log, log.path)
    found = work.find()
    assert found is not None
    work.adopt(found)
    own = store.card_state(log.connection, "sample/c0")
    assert work.is_fitted()
    assert own is not None
    assert usual is not None
    assert own.stability < usual.stability
    after = tables(log)
    log.rebuild()
    assert tables(log) == after
    assert work.set_back()
    assert not work.set_back()
    assert tables(log) == before


def test_the_dates_that_were_decided_stand_when_the_memory_is_fitted(log: EventLog) -> None:
    (first,) = events([[(NOON, FIRST_DAY, 4)]])
    payload = {**first.payload, "days": 9}
    log.merge([Event(first.id, 5, 1, NOON, 0, kinds.CARD_REVIEW, first.item, payload)])
    log.merge([fitted(NOON + DAY, FORGETFUL)])
    state = store.card_state(log.connection, first.item)
    assert state is not None
    assert state.due_day == FIRST_DAY + 9
    assert state.stability == Memory(FORGETFUL).first(4)[0]


def test_any_order_of_merged_answers_and_fits_gives_one_state(log: EventLog) -> None:
    undo = Event(uuid7(NOON + 99 * DAY, 77), 8, 4, NOON + 99 * DAY, 0, kinds.UNDO, "/memory",
                 {"event": fitted(NOON + 30 * DAY, PARAMETERS, seq=3).id.hex()})  # fmt: skip
    everything = [
        *events(student(FORGETFUL, 4, answers=4)),
        fitted(NOON + 3 * DAY, FORGETFUL, seq=1),
        fitted(NOON + 20 * DAY, [one * 1.01 for one in PARAMETERS], seq=2),
        fitted(NOON + 30 * DAY, PARAMETERS, seq=3),
        undo,
    ]
    log.merge(everything)
    expected = tables(log)
    assert memory_of(log.connection).parameters != PARAMETERS
    for seed in range(6):
        log.connection.execute("DELETE FROM event")
        log.rebuild()
        mixed = random.Random(seed).sample(everything, len(everything))
        for event in mixed:
            log.merge([event])
        assert tables(log) == expected


def test_parameters_that_make_no_sense_are_not_used(log: EventLog) -> None:
    log.merge([fitted(NOON, [1.0, 2.0]), *events([[(NOON, FIRST_DAY, 3)]])])
    assert memory_of(log.connection).parameters == PARAMETERS
    assert len(histories(log.connection)) == 1

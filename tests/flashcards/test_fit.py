"""The memory fitted to a student's own answers."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from tests.flashcards.students import DAY, FIRST_DAY, FORGETFUL, NOON, events, student
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
    work = Fitting(log)
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
    work = Fitting(log)
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


def test_cards_come_on_the_days_that_the_fitted_memory_says(log: EventLog) -> None:
    log.merge(events([[(NOON, FIRST_DAY, 4)]]))
    log.merge([fitted(NOON + DAY, FORGETFUL)])
    state = store.card_state(log.connection, "sample/c0")
    memory = Memory(FORGETFUL)
    assert state is not None
    assert state.stability == memory.first(4)[0]
    assert state.due_day == FIRST_DAY + memory.interval(state.stability, 0.9)


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

"""The cards commands do what a sitting does, and say it in a form that a script can check."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests.flashcards.students import FORGETFUL, events, student
from thaw_desktop.cli import run

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_EVENING = datetime(2026, 5, 4, 21, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _packs_are_compiled(tmp_path: Path, not_first_start: Callable[[Path], Path]) -> None:
    """The data folder has been used before."""
    not_first_start(tmp_path)


class Script:
    """Runs commands on one data folder, and reads their JSON."""

    def __init__(self, data: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self._data = data
        self._capsys = capsys

    def __call__(self, *words: str) -> dict[str, Any]:
        found = self._read(words)
        assert isinstance(found, dict)
        return found

    def history(self, card: str) -> list[dict[str, Any]]:
        found = self._read(("history", card))
        assert isinstance(found, list)
        return found

    def _read(self, words: tuple[str, ...]) -> object:
        assert run(["cards", *words, "--json", "--data-dir", str(self._data)]) == 0, self._capsys.readouterr().err
        return json.loads(self._capsys.readouterr().out)


@pytest.fixture
def script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Script:
    return Script(tmp_path, capsys)


def test_the_next_card_says_what_each_rating_brings_and_an_answer_keeps_to_it(script: Script) -> None:
    at = _EVENING.isoformat()
    first = script("next", "--at", at)
    ident = first["card"]["id"]
    assert first["state"] is None
    assert list(first["intervals"]) == ["again", "hard", "good", "easy"]
    answered = script("answer", ident, "easy", "--ms", "2500", "--at", at)
    assert answered["rating"] == 4
    due = date.fromisoformat(answered["state"]["due"])
    assert (due - _EVENING.date()).days == first["intervals"]["easy"]["days"]
    assert script("next", "--at", at)["card"]["id"] != ident
    asked_again = script("next", "--at", f"{due}T12:00")
    assert asked_again["card"]["id"] == ident
    assert asked_again["state"]["retrievability"] == pytest.approx(0.9, abs=0.03)
    (step,) = script.history(ident)
    assert (step["what"], step["ms"], step["state"]["stability"]) == ("easy", 2500, answered["state"]["stability"])


def test_an_evening_and_the_next_morning_are_two_study_days_in_the_zone_of_the_answer(script: Script) -> None:
    ident = script("next")["card"]["id"]
    script("answer", ident, "good", "--at", "2026-05-04T21:30+05:00")
    script("answer", ident, "good", "--at", "2026-05-04T21:41+05:00")
    script("answer", ident, "good", "--at", "2026-05-05T07:30+05:00")

    days = [step["study_day"] for step in script.history(ident)]
    assert days == ["2026-05-04", "2026-05-04", "2026-05-05"]
    # What the fsrs library would count as the same day, and so nearly unchanged.
    stabilities = [step["state"]["stability"] for step in script.history(ident)]
    assert stabilities[2] > 2 * stabilities[1]


def test_undo_takes_back_the_latest_answer_exactly(script: Script) -> None:
    ident = script("next")["card"]["id"]
    script("answer", ident, "good", "--at", "2026-05-04T10:00")
    before = script.history(ident)
    script("answer", ident, "again", "--at", "2026-05-05T10:00")
    undone = script("undo", "--at", "2026-05-05T10:01")
    assert (undone["pack"], undone["card"]) == ("destalinisation", ident)
    assert script.history(ident) == before
    assert undone["state"]["stability"] == before[-1]["state"]["stability"]
    script("undo")
    assert script.history(ident) == []


def test_answers_given_out_of_order_leave_the_memory_of_their_times(script: Script) -> None:
    turns = [("good", 0), ("again", 3), ("hard", 3.01), ("good", 9), ("easy", 30)]
    told = [(rating, (_EVENING + timedelta(days=days)).isoformat()) for rating, days in turns]
    in_order, mixed = "c-four-routes.1", "c-closed-session"
    for card, sequence in ((in_order, told), (mixed, [told[place] for place in (4, 1, 0, 3, 2)])):
        for rating, at in sequence:
            script("answer", card, rating, "--at", at)

    assert script.history(in_order) == script.history(mixed)
    assert len(script.history(mixed)) == len(turns)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["answer", "nothing", "good"], 1, "has no card nothing"),
        (["history", "nothing"], 1, "has no card nothing"),
        (["next", "--pack", "nothing"], 1, "There is no pack nothing; there are destalinisation"),
        (["undo"], 1, "no answer to take back"),
        (["answer", "x", "5"], 2, "is not a rating"),
        (["next", "--at", "noon"], 2, "is not a time"),
        (["answer", "x", "good", "--ms", "-1"], 2, "milliseconds"),
        ([], 2, "next, answer, undo, history"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(
    words: list[str], code: int, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = ["--data-dir", str(tmp_path)] if words else []
    try:
        found = run(["cards", *words, *data])
    except SystemExit as left:
        found = int(left.code or 0)
    heard = capsys.readouterr()
    assert found == code
    assert said in heard.err
    assert heard.err.count("\n") == 1


def test_what_is_printed_for_people_names_the_card_and_its_dates(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def said(*words: str) -> str:
        assert run(["cards", *words, "--data-dir", str(tmp_path)]) == 0
        return capsys.readouterr().out

    assert "again 1 min, hard 6 min, good 10 min, easy 8 d" in said("next", "--at", "2026-05-04T10:00")
    assert said("history", "c-four-routes.1") == "c-four-routes.1 has never been asked.\n"
    assert said("answer", "c-four-routes.1", "easy", "--at", "2026-05-04T10:00") == (
        "c-four-routes.1 comes again 2026-05-12.\n"
    )
    assert "easy" in said("history", "c-four-routes.1")
    assert said("undo") == "The latest answer to c-four-routes.1 of destalinisation is taken back.\n"


def test_the_plan_is_told_and_changed(script: Script, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = _EVENING.isoformat()
    assert script("plan", "--at", at) == {
        "exam": None, "days": None, "minutes": 0, "retention": 0.9, "forecast": None,
    }  # fmt: skip
    told = script("plan", "--exam", "2026-06-12", "--minutes", "10", "--at", at)
    assert (told["exam"], told["days"], told["minutes"]) == ("2026-06-12", 39, 10)
    found = told["forecast"]
    assert 0 < found["expected"] <= found["with_five_minutes_more"] <= found["cards"]
    first = script("next", "--at", at)
    assert first["left"]["new"] == -(-found["cards"] // (39 - 7))
    assert script("plan", "--exam", "none", "--retention", "0.85", "--at", at)["retention"] == 0.85
    assert script("next", "--at", at)["left"]["new"] == 20
    for wrong in (["--exam", "12.6."], ["--minutes", "2"], ["--retention", "1"]):
        with pytest.raises(SystemExit, match="2"):
            run(["cards", "plan", *wrong, "--data-dir", str(tmp_path)])
    assert "is not a day; write one like 2026-06-12" in capsys.readouterr().err


def test_cards_are_found_as_in_the_table(script: Script, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    at = _EVENING.isoformat()
    ident = script("next", "--at", at)["card"]["id"]
    script("answer", ident, "easy", "--at", at)
    assert script._read(("find", "rated:1", "--at", at)) == [ident]
    assert run(["cards", "find", "is:wrong", "--data-dir", str(tmp_path)]) == 1
    assert "`is:wrong` is nothing to search for" in capsys.readouterr().err


def test_the_memory_is_fitted_and_set_back(script: Script, tmp_path: Path) -> None:
    script("next", "--at", _EVENING.isoformat())
    with closing(sqlite3.connect(tmp_path / "progress.db")) as connection, connection:
        connection.executemany(
            "INSERT INTO event VALUES (?,?,?,?,?,?,?,?,?)",
            [
                (one.id, one.device, one.seq, one.ts, one.tz, one.kind, one.item, json.dumps(one.payload), one.schema)
                for one in events(student(FORGETFUL, 200))
            ],
        )
    found = script("fit")
    assert found["adopted"]
    assert found["answers"] == 1200
    assert found["after"]["log_loss"] < found["before"]["log_loss"]
    assert script("fit", "--undo") == {"fitted": False, "changed": True}
    assert script("fit", "--undo") == {"fitted": False, "changed": False}

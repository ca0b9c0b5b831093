"""Words over time, from the snapshots."""

from __future__ import annotations

import pytest

from thaw_desktop.practice.pace import Snapshot, pace


def words(count: int) -> str:
    return "word " * count


def test_planning_growth_and_stalls_are_told() -> None:
    snapshots = [Snapshot(300, ""), Snapshot(330, words(10)), Snapshot(600, words(100)), Snapshot(900, words(110))]
    found = pace(snapshots, words(150), 1300, 1200)
    assert found.points[:4] == ((0.0, 0), (300, 0), (330, 10), (570, 10))
    assert found.points[-2:] == ((1270, 110), (1300, 150))
    assert found.planning == 300
    assert [(one.start, one.seconds, one.words) for one in found.stalls] == [
        (330, 270, 10),
        (600, 300, 100),
        (900, 400, 110),
    ]
    assert found.last == 50
    assert found.rate == pytest.approx(150 / 1000 * 60)


def test_a_text_that_rests_at_the_end_is_a_stall_up_to_the_end() -> None:
    found = pace([Snapshot(30, words(50))], words(50), 400, 600)
    assert found.points == ((0.0, 0), (30, 50), (400, 50))
    assert [(one.start, one.seconds) for one in found.stalls] == [(30, 370)]


def test_a_change_of_the_plan_alone_is_no_writing() -> None:
    found = pace([Snapshot(30, words(5)), Snapshot(90, words(5)), Snapshot(170, words(5))], words(9), 200, 600)
    assert found.points == ((0.0, 0), (30, 5), (170, 5), (200, 9))
    assert [one.seconds for one in found.stalls] == [170]


def test_nothing_written_is_all_planning() -> None:
    found = pace([Snapshot(30, ""), Snapshot(60, " \n")], " \n", 90, 600)
    assert (found.planning, found.stalls, found.words, found.rate) == (90, (), 0, 0)


def test_words_taken_away_again_count_for_less() -> None:
    found = pace([Snapshot(500, words(90))], words(80), 700, 600)
    assert found.last == 80


def test_an_attempt_without_snapshots_or_time() -> None:
    found = pace([], "All at once.", 0, 600)
    assert found.points == ((0.0, 0), (0, 3))
    assert (found.planning, found.rate) == (0, 0)

"""The plan to the exam: how much a day asks, and what to expect on the day."""

from __future__ import annotations

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from thaw_desktop.flashcards.exam_plan import Course, forecast, play
from thaw_desktop.flashcards.scheduling import REVIEW, CardState, retrievability

BEGUN = 740_000


def course(days: int = 30, cards: int = 200, minutes: int = 20) -> Course:
    return Course.of(BEGUN, BEGUN + days, cards, minutes)


def memory(stability: float, last: int) -> CardState:
    return CardState(REVIEW, 0, stability, 5.0, last + max(1, round(stability)), 0, last, 3, 0)


def test_the_last_part_is_just_long_enough_to_ask_everything_once() -> None:
    assert course(cards=200).final_days == 2  # 100 answers a day
    assert course(cards=2000).final_days == 10  # never more than a third
    assert course(days=1).final_days == 1
    assert course(days=0).final_days == 1


def test_new_cards_are_spread_so_that_all_are_met_before_the_last_part() -> None:
    plan = course()
    unseen, day = 200, BEGUN
    while day < plan.final_from:
        unseen -= plan.new_on(day, unseen)
        day += 1
    assert unseen == 0
    assert plan.new_on(BEGUN, 200) == 8  # 28 days


def test_no_day_asks_more_new_cards_than_its_minutes_allow() -> None:
    plan = course(days=6, cards=2000, minutes=10)
    assert plan.new_on(BEGUN, 2000) == 20
    assert plan.answers_left(20) == plan.answers // 5


def test_phases_follow_one_another() -> None:
    plan = course()
    assert plan.phase(BEGUN, 5) == "see"
    assert plan.phase(BEGUN, 0) == "keep"
    assert plan.phase(BEGUN + 28, 5) == "final"
    assert plan.phase(BEGUN + 30, 0) == "final"
    assert plan.phase(BEGUN + 31, 0) == "over"
    assert plan.new_on(BEGUN + 31, 5) == 0


def test_the_forecast_is_the_same_each_time_and_grows_with_the_minutes() -> None:
    states = [memory(5 + place, BEGUN - 3) for place in range(30)]
    said = [forecast(states, 100, BEGUN, lambda minutes: course(20, 130, minutes), 5) for _ in range(2)]
    assert said[0] == said[1]
    assert said[0].cards == 130
    assert 0 < said[0].expected < said[0].more <= 130
    generous = forecast(states, 100, BEGUN, lambda minutes: course(20, 130, minutes), 60)
    assert generous.expected > said[0].expected
    assert generous.unseen == 0


def test_the_last_part_asks_what_would_not_be_due() -> None:
    """Without it, a card answered long ago and due after the exam would not be seen again."""
    states = [memory(60, BEGUN - 20) for _ in range(40)]
    before_exam, _ = play(states, 0, BEGUN, course(10, 40), 0.9)
    untouched = sum(retrievability(state, BEGUN + 10) for state in states)
    assert before_exam > untouched + 1


def test_an_exam_today_leaves_what_is_known() -> None:
    states = [memory(10, BEGUN)]
    found = forecast(states, 9, BEGUN, lambda minutes: course(0, 10, minutes), 20)
    assert found.unseen == 9
    assert 0.9 < found.expected <= 1


def test_work_can_be_broken_off() -> None:
    asked = iter([True, True, True])
    found = forecast([], 50, BEGUN, lambda minutes: course(10, 50, minutes), 20, stop=partial(next, asked))
    assert found.cards == 50


@given(
    st.integers(0, 200),
    st.integers(1, 3000),
    st.integers(5, 480),
    st.lists(st.tuples(st.floats(0.1, 400), st.integers(1, 60)), max_size=15),
)
def test_no_plan_promises_more_than_there_is(
    days: int, cards: int, minutes: int, known: list[tuple[float, int]]
) -> None:
    states = [memory(stability, BEGUN - ago) for stability, ago in known]
    plan = Course.of(BEGUN, BEGUN + min(days, 12), cards, minutes)
    recalled, unseen = play(states, min(cards, 40), BEGUN, plan, 0.9)
    assert 0 <= recalled <= len(states) + min(cards, 40) - unseen
    assert 0 <= unseen <= min(cards, 40)
    assert 1 <= plan.final_days <= max(1, (plan.exam - plan.begun) // 3)

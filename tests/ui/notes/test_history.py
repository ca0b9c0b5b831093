"""Back and forward."""

from __future__ import annotations

from thaw_desktop.ui.notes.history import History, Stop


def test_history_goes_back_to_where_each_page_was_left() -> None:
    history = History()
    history.arrive(Stop("a"))
    history.leave_at(7)
    history.arrive(Stop("b", 2))
    history.leave_at(5)
    assert history.back() == Stop("a", 7)
    assert history.forward() == Stop("b", 5)


def test_history_forgets_what_lay_ahead_when_the_reader_turns_off() -> None:
    history = History()
    for page in "abc":
        history.arrive(Stop(page))
    history.back()
    history.back()
    history.arrive(Stop("d"))
    assert not history.can_go_forward
    assert history.back() == Stop("a")
    assert history.back() is None


def test_an_empty_history_goes_nowhere() -> None:
    history = History()
    history.leave_at(3)
    assert history.back() is None
    assert history.forward() is None
    assert not history.can_go_back


def test_history_keeps_only_the_latest_stops() -> None:
    history = History()
    for number in range(500):
        history.arrive(Stop(str(number)))
    seen = 1
    while history.back() is not None:
        seen += 1
    assert seen == 200

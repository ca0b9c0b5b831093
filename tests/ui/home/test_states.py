"""Home in every situation of `states`: what it says and asks for. `python -m tests.ui.home.states` draws them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtWidgets import QLabel

from tests.ui.home.states import STATES
from thaw_desktop.ui.widgets.list_card import ListRow

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget
    from pytestqt.qtbot import QtBot

    from tests.conftest import FakeClock
    from tests.ui.conftest import Student
    from thaw_desktop.app import Study
    from thaw_desktop.ui.home.tab import HomeTab
    from thaw_desktop.ui.theme import Theme

SAID = {
    "first-day": ("Start here", "Read: De-Stalinisation in one page", "How Thaw works"),
    "after-a-week": ("Review 10 cards", "Today’s list", "No date yet"),
    "nothing-due": ("All done for today", "The next card comes in", "✓ 6 cards answered", "✓ 1 essay written"),
    "three-weeks-away": ("Good to see you again", "Review 47 cards"),
    "exam-tomorrow": ("The last round", "The exam is tomorrow", "The last round before the exam"),
    "after-the-exam": ("The exam is behind you", "Plan the next exam", "It was on Wednesday 11 March", "If you like"),
    "long-history": ("Review 73 cards", "35 days to the exam", "Read once more", "You kept to it in"),
}
NOT_SAID = {
    "first-day": ("Topics",),
    "three-weeks-away": ("missed", "overdue", "late", "behind", "streak"),
    "exam-tomorrow": ("Write:",),
}


def said(widget: QWidget) -> str:
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    return "\n".join([*texts, *(row.accessibleName() for row in widget.findChildren(ListRow) if row.isVisible())])


@pytest.mark.parametrize("name", STATES)
def test_each_situation_is_met_and_fits_at_twice_the_size(
    open_home: Callable[[], HomeTab],
    study: Study,
    student: Student,
    clock: FakeClock,
    theme: Theme,
    qtbot: QtBot,
    cut_texts: Callable[[QWidget], list[str]],
    name: str,
) -> None:
    STATES[name](study, student, clock)

    tab = open_home()

    text = said(tab) + tab.step.action.text()
    assert [wanted for wanted in SAID[name] if wanted not in text] == []
    assert [word for word in NOT_SAID.get(name, ()) if word in text] == []
    # The card of the next step is as high as what it says, whatever stands beside it.
    assert tab.step.height() < 1.6 * tab.step.heightForWidth(tab.step.width())
    theme.apply("light", 2.0)
    tab.resize(1100, 640)
    qtbot.waitUntil(lambda: not cut_texts(tab))  # what to expect of the exam comes from a thread, at any moment

"""A question without mark points: written, finished, compared, and a level chosen where there are levels."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from thaw_desktop.ui.autosave import Rhythm

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme

NEVER = 3_600_000

_QUESTION = "---\nid: {id}\ntitle: {id}\nmarks: 20\nminutes: 40\n---\nWhy?\n"
_LEVELS = "\n## Levels\n\n- L2 11-20: Explained\n- L1 1-10: Described\n"
_MODEL = "\n## Model answer\n\nBecause.\n"
_FILES = {
    "notes/s.md": "---\nid: s\ntitle: The speech\n---\nText.\n",
    "questions/1.md": _QUESTION.format(id="both") + _LEVELS + _MODEL,
    "questions/2.md": _QUESTION.format(id="levels") + _LEVELS,
    "questions/3.md": _QUESTION.format(id="model") + _MODEL,
    "questions/4.md": _QUESTION.format(id="neither"),
}


@pytest.fixture
def study(small_study: Callable[..., Study]) -> Study:
    return small_study(_FILES)


@pytest.fixture
def desk(sit_down: Callable[[Study, Rhythm], Desk], study: Study) -> Desk:
    return sit_down(study, Rhythm(NEVER, NEVER, NEVER))


def write(desk: Desk, question: str) -> None:
    """Write an answer and finish it."""
    desk.tab.show_item(question)
    desk.start()
    desk.type("Because.")
    desk.ctrl_enter()
    desk.ctrl_enter()
    assert desk.page == "review"


@pytest.mark.parametrize(
    ("question", "instead"),
    [
        ("both", "compare your answer with the model answer, then choose a level."),
        ("levels", "choose the level that your answer fits best."),
        ("model", "compare your answer with the model answer."),
        ("neither", "read your answer once more and ask whether it does what the question asks."),
    ],
)
def test_the_panel_says_what_to_do_instead(desk: Desk, question: str, instead: str) -> None:
    write(desk, question)
    assert f"This question has no mark points: {instead}" in desk.words()
    assert not any("marks" in word and " of " in word for word in desk.words())


def test_a_level_is_chosen_and_kept(desk: Desk, study: Study) -> None:
    write(desk, "both")
    assert QApplication.focusWidget() is desk.tab.review.panel._levels[0].button
    assert "No level chosen yet" in desk.words()
    desk.press(Qt.Key.Key_Space)
    assert "Level 2 · 11–20 marks" in desk.words()
    desk.ctrl_enter()
    assert "Saved: level 2." in desk.words()
    (attempt,) = study.writing.attempts("small")
    assert (attempt.stage, attempt.level, attempt.possible) == ("marked", "2", 0)
    desk.press(Qt.Key.Key_Space)  # back to questions
    assert desk.tab.chooser.list._at(0).result == "written once · last: level 2"
    assert desk.tab.chooser.detail.attempts.item(0).text().endswith("1 word · level 2")
    desk.tab.show_item(f"attempt:{attempt.id}")
    assert desk.tab.review.panel.level == "2"


def test_without_levels_it_is_marked_as_done(desk: Desk, study: Study) -> None:
    write(desk, "model")
    assert QApplication.focusWidget() is desk.tab.review.panel._save
    assert desk.tab.review.panel._save.text() == "Mark as done"
    desk.press(Qt.Key.Key_Space)
    assert "Saved." in desk.words()
    assert not desk.tab.review.panel._cards.isVisible()
    (attempt,) = study.writing.attempts("small")
    assert attempt.stage == "marked"
    desk.press(Qt.Key.Key_Space)
    assert desk.tab.chooser.detail.attempts.item(0).text().endswith("1 word · marked")


def test_nothing_comes_of_it_on_the_cards(desk: Desk, study: Study) -> None:
    write(desk, "both")
    desk.ctrl_enter()
    assert study.session.queue("small").left == 0
    assert "Saved." in desk.words()


@pytest.mark.parametrize(("scale", "width", "height"), [(1.0, 1100, 640), (1.0, 800, 480), (2.0, 800, 460)])
def test_all_of_it_has_room(
    desk: Desk, theme: Theme, cut_texts: Callable[[object], list[str]], scale: float, width: int, height: int
) -> None:
    write(desk, "both")
    try:
        theme.apply("light", scale)
        desk.tab.setFixedSize(width, height)
        desk.settle()
        panel = desk.tab.review.panel
        assert panel.isVisible()
        assert cut_texts(panel._scroll) == []
        if width < 1000 * scale and scale > 1:
            assert desk.tab.review._texts.tabText(0) == "Marking"
    finally:
        theme.apply("light", 1.0)


def test_the_sentence_gives_way_to_the_points_of_another_question(desk: Desk, study: Study) -> None:
    write(desk, "both")
    write_again = desk.tab.review.panel
    desk.tab._go_back()
    write(desk, "levels")
    assert sum(word.startswith("This question has no mark points") for word in desk.words()) == 1
    assert write_again is desk.tab.review.panel

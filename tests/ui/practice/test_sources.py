"""A question with sources: read before, during and after writing; a second answer, and what the examiner says."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QColor, QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea

from thaw_desktop.ui.autosave import Rhythm
from thaw_desktop.ui.widgets.picture_dialog import PictureDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.practice.conftest import Desk
    from thaw_desktop.app import Study
    from thaw_desktop.ui.practice.prose import Prose
    from thaw_desktop.ui.theme import Theme
    from thaw_desktop.ui.widgets import ReadingView

NEVER = 3_600_000

_PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="120" height="60"><rect width="120" height="60" fill="{}"/></svg>'
)
_LONG = "It was so silent in the hall that one could hear a fly, and some wept while others looked at the floor. " * 6

_FILES: dict[str, str | bytes] = {
    "media/cartoon.svg": _PICTURE.format("#ff00ff").encode(),
    "media/plan.svg": _PICTURE.format("#00ffff").encode(),
    "notes/s.md": "---\nid: s\ntitle: The speech\n---\nText.\n",
    "questions/1.md": f"""
        ---
        id: q-sources
        title: The reception of the speech
        marks: 20
        minutes: 40
        sections: [s]
        ---
        How useful are the sources? ![A cartoon](media/cartoon.svg)

        ## Sources

        ### Source A: a delegate

        > {_LONG}

        ### Source B: a cartoon

        ![Khrushchev at a desk](media/cartoon.svg)

        See [[s]], <https://example.org/kgb> or the note.[^1]

        > {_LONG}

        [^1]: Written in 1988.

        ## Mark points

        - [2] It was written with hindsight. ^m1
          words: hindsight
          tags: beyond
        - [1] It is vivid. ^m2
          words: vivid

        ## Plan

        Origin first. ![A plan](media/plan.svg)

        ## Model answer

        It is useful. See [[s]]. ![A cartoon](media/cartoon.svg)

        ## Comment on the model answer

        This *weighs* the source, as [[s]] does.

        ## Second answer

        It says that people wept. ![A plan](media/plan.svg)

        ## Comment on the second answer

        This describes.
        """,
    "questions/2.md": """
        ---
        id: q-bare
        title: Without sources
        marks: 4
        minutes: 5
        ---
        Why?

        ## Mark points

        - [1] Because. ^m1

        ## Model answer

        Because.
        """,
}


@pytest.fixture
def study(small_study: Callable[..., Study]) -> Study:
    return small_study(_FILES)


@pytest.fixture
def desk(sit_down: Callable[[Study, Rhythm], Desk], study: Study) -> Desk:
    return sit_down(study, Rhythm(NEVER, NEVER, NEVER))


def tabs(desk: Desk) -> list[str]:
    texts = desk.tab.review._texts
    return [texts.tabText(place) for place in range(texts.count()) if texts.isTabVisible(place)]


def shows(view: Prose | ReadingView, colour: str) -> bool:
    view.document().documentLayout().documentSize()
    image = view.grab().toImage()
    wanted = QColor(colour).rgb()
    return any(image.pixel(x, y) == wanted for x in range(0, image.width(), 4) for y in range(0, image.height(), 4))


def review(desk: Desk) -> None:
    desk.start()
    desk.type("It is vivid.")
    desk.ctrl_enter()
    desk.ctrl_enter()
    assert desk.page == "review"


# Before


def test_sources_stand_below_the_prompt_and_the_button_that_starts_stays_in_view(desk: Desk) -> None:
    detail = desk.tab.chooser.detail
    assert "Source A: a delegate" in detail._sources.toPlainText()
    assert shows(detail._sources, "#ff00ff")
    below = detail._sources.mapTo(detail, detail._sources.rect().topLeft()).y()
    assert below > detail._prompt.mapTo(detail, detail._prompt.rect().bottomLeft()).y()
    assert detail.start.mapTo(detail, detail.start.rect().bottomLeft()).y() < detail.height()
    desk.press(Qt.Key.Key_Down)
    assert not detail._sources.isVisible()


# While writing


def test_sources_are_read_beside_the_page_and_the_plan_stays_usable(desk: Desk) -> None:
    desk.start()
    panel = desk.tab.writer._panel
    assert panel._sources.isVisible()
    assert panel.width() > 320
    assert panel._question_card.height() > panel.height() * 0.55
    assert panel.pad.height() > panel.pad.fontMetrics().height() * 4
    bar = panel._scroll.verticalScrollBar()
    assert bar.maximum() > 0
    assert shows(panel._prompt, "#ff00ff")


def test_keys_scroll_the_sources(desk: Desk) -> None:
    desk.start()
    panel = desk.tab.writer._panel
    panel._sources.setFocus()
    for key, place in ((Qt.Key.Key_PageDown, 1), (Qt.Key.Key_Home, 0), (Qt.Key.Key_Down, 1)):
        desk.press(key)
        assert (panel._scroll.verticalScrollBar().value() > 0) == bool(place)


def test_tab_goes_from_link_to_link_and_brings_them_into_view(desk: Desk, asked: list[tuple[str, str]]) -> None:
    desk.start()
    sources = desk.tab.writer._panel._sources
    sources.setFocus()
    for _ in range(2):
        desk.press(Qt.Key.Key_Tab)  # the picture, the section
    assert desk.tab.writer._panel._scroll.verticalScrollBar().value() > 0
    desk.press(Qt.Key.Key_Return)
    assert asked == [("notes", "s")]
    assert desk.tab.writer.session is not None
    assert desk.tab.writer.session.running


def test_a_footnote_is_brought_into_view(desk: Desk, asked: list[tuple[str, str]]) -> None:
    desk.start()
    panel = desk.tab.writer._panel
    panel._sources.anchorClicked.emit(QUrl("#fn-q-sources-sources-1"))
    bar = panel._scroll.verticalScrollBar()
    assert bar.value() > bar.maximum() * 0.8
    assert asked == []


def test_a_link_to_the_web_opens_the_browser(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toString()))
    desk.tab.chooser.detail._sources.anchorClicked.emit(QUrl("https://example.org/kgb"))
    desk.start()
    desk.tab.writer._panel._sources.anchorClicked.emit(QUrl("https://example.org/kgb"))
    assert opened == ["https://example.org/kgb"] * 2


def test_a_picture_among_the_sources_is_looked_at_larger(desk: Desk) -> None:
    desk.start()
    desk.tab.writer._panel._sources.setFocus()
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PictureDialog) and one.isVisible()]
    assert dialog.accessibleDescription() == "Khrushchev at a desk"
    QTest.keyClick(dialog, Qt.Key.Key_Escape)


def test_the_student_shares_the_height_between_sources_and_plan(desk: Desk) -> None:
    desk.start()
    panel = desk.tab.writer._panel
    panel._split.moveSplitter(panel.height() - 40, 1)
    desk.settle()
    moved = panel._split.sizes()
    assert panel.pad.isVisible()
    assert panel.pad.height() > panel.pad.fontMetrics().height()
    desk.tab.resize(desk.tab.width() + 40, desk.tab.height())
    desk.settle()
    assert panel._split.sizes()[1] == pytest.approx(moved[1], abs=8)


@pytest.mark.parametrize(
    ("scale", "width", "height", "beside"), [(1.0, 1100, 680, True), (1.0, 800, 500, True), (2.0, 1100, 640, False)]
)
def test_sources_stay_beside_the_page_while_there_is_room(
    desk: Desk,
    theme: Theme,
    cut_texts: Callable[[object], list[str]],
    scale: float,
    width: int,
    height: int,
    beside: bool,
) -> None:
    desk.start()
    writer = desk.tab.writer
    try:
        theme.apply("light", scale)
        desk.tab.setFixedSize(width, height)
        desk.settle()
        assert writer._panel.isVisible() == beside
        assert writer.page.isVisible()
        assert cut_texts(writer) == []
        if not beside:
            assert writer._side._panel.text() == "Sources and plan"
            QTest.mouseClick(writer._side._panel, Qt.MouseButton.LeftButton)
            desk.settle()
            assert writer._panel._sources.isVisible()
            assert writer._panel.pad.height() > writer._panel.pad.fontMetrics().height() * 3  # however far one scrolls
            outer = writer._panel.findChildren(QScrollArea)[0]
            assert outer.verticalScrollBar().maximum() > 0
            assert outer.horizontalScrollBar().maximum() == 0
    finally:
        theme.apply("light", 1.0)


def test_a_question_without_sources_has_its_usual_column(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.start()
    panel = desk.tab.writer._panel
    assert not panel._sources.isVisible()
    assert panel.width() == 264
    assert panel._plan_card.height() > panel._question_card.height()


# Afterwards


def test_the_review_has_sources_and_a_second_answer_with_their_comments(desk: Desk) -> None:
    review(desk)
    view = desk.tab.review
    assert tabs(desk) == ["Your essay", "Sources", "Answers", "Plan", "Structure", "Time"]
    text = view._answers.toPlainText()
    first, second = text.split("It says that people wept.")
    assert first.index("It is useful.") < first.index("Examiner’s comment") < first.index("This weighs the source")
    assert second.index("Examiner’s comment") < second.index("This describes.")
    assert "Source A: a delegate" in view._sources.toPlainText()


def test_pictures_of_the_review_are_the_pack_s(desk: Desk) -> None:
    review(desk)
    view = desk.tab.review
    for page, colour in (
        (view._answers, "#ff00ff"),
        (view._plans, "#00ffff"),
    ):
        view._texts.setCurrentWidget(page)
        desk.settle()
        assert shows(page, colour)


def test_links_of_answers_and_comments_lead_to_the_notes(desk: Desk, asked: list[tuple[str, str]]) -> None:
    review(desk)
    view = desk.tab.review
    for page in (view._answers, view._sources):
        view._texts.setCurrentWidget(page)
        page.setFocus()
        for _ in range(4):
            desk.press(Qt.Key.Key_Tab)
            if page.textCursor().charFormat().anchorHref() == "thaw:section/s":
                break
        desk.press(Qt.Key.Key_Return)
    assert asked == [("notes", "s")] * 2


def test_a_question_with_one_answer_and_no_comment_shows_just_that(desk: Desk) -> None:
    desk.press(Qt.Key.Key_Down)
    review(desk)
    assert tabs(desk) == ["Your essay", "Model answer", "Structure", "Time"]
    assert desk.tab.review._answers.toPlainText() == "Because."


def test_the_first_line_of_the_answers_leads_to_the_second(desk: Desk) -> None:
    review(desk)
    view = desk.tab.review
    view._texts.setCurrentWidget(view._answers)
    view._answers.setFocus()
    desk.tab.setFixedHeight(300)
    desk.press(Qt.Key.Key_Tab)
    desk.press(Qt.Key.Key_Return)
    assert view._answers.verticalScrollBar().value() > 0


def test_a_point_beyond_the_notes_says_so(desk: Desk) -> None:
    review(desk)
    beyond, plain = desk.tab.review.panel._rows
    assert "Beyond the notes" in desk.words()
    assert beyond.box.accessibleDescription() == "2 marks. Beyond the notes. Not found: did you make it?"
    assert "Beyond" not in plain.box.accessibleDescription()

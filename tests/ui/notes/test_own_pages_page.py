"""Own pages: typing, saving, previewing, removing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.ui.autosave import Autosave, Rhythm
from thaw_desktop.ui.notes.own_pages import OwnPagesPage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pytestqt.qtbot import QtBot

    from thaw_desktop.app import Study
    from thaw_desktop.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(theme: Theme, study: Study, qtbot: QtBot) -> Iterator[OwnPagesPage]:
    made = OwnPagesPage(theme, study.own_pages, Rhythm(pause=20, limit=60, retry=30))
    qtbot.addWidget(made)
    made.resize(900, 600)
    made.show()
    qtbot.waitExposed(made)
    made.show_pack("small")
    made.take_focus()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def saved(study: Study) -> list[tuple[str, str]]:
    return [(one.title, one.text) for one in study.own_pages.pages("small")]


def test_what_is_typed_is_saved_in_a_pause_and_shown_at_the_right(
    page: OwnPagesPage, study: Study, qtbot: QtBot
) -> None:
    assert page.title.hasFocus()
    QTest.keyClicks(page.title, "Dates")
    QTest.keyClick(page.title, KEY.Key_Return)
    assert page.editor.hasFocus()
    QTest.keyClicks(page.editor, "# 1953")
    QTest.keyClick(page.editor, KEY.Key_Return)
    QTest.keyClick(page.editor, KEY.Key_Return)
    QTest.keyClicks(page.editor, "Stalin **dies**.")
    qtbot.waitUntil(lambda: saved(study) == [("Dates", "# 1953\n\nStalin **dies**.")])
    qtbot.waitUntil(lambda: page.preview.toPlainText() == "1953\nStalin dies.")
    assert page.state.text() == "Saved"
    assert not page.unsaved


def test_nothing_is_kept_of_an_empty_page(page: OwnPagesPage, study: Study) -> None:
    QTest.keyClicks(page.title, "x")
    QTest.keyClick(page.title, KEY.Key_Backspace)
    page.save()
    assert saved(study) == []
    assert not page.unsaved


def test_html_and_pictures_of_a_page_are_shown_as_text(page: OwnPagesPage) -> None:
    page.editor.setPlainText('<img src="file:///etc/hosts"><script>x</script>')
    page._show_preview()
    assert "<script>" in page.preview.toPlainText()


def test_leaving_saves_at_once_and_another_page_is_begun(page: OwnPagesPage, study: Study) -> None:
    QTest.keyClicks(page.title, "One")
    page.save()
    page.new.click()
    assert page.title.text() == ""
    QTest.keyClicks(page.title, "Two")
    page.show_pack("another")
    assert sorted(saved(study)) == [("One", ""), ("Two", "")]
    assert page.title.text() == ""
    page.show_pack("small")
    assert page.title.text() in {"One", "Two"}
    assert page.choice.count() == 2


def test_a_page_removed_is_brought_back_by_the_button(page: OwnPagesPage, study: Study) -> None:
    QTest.keyClicks(page.title, "One")
    page.save()
    page.remove.click()
    assert saved(study) == []
    assert page.notice.isVisible()
    page.notice.action.emit()
    assert saved(study) == [("One", "")]
    assert page.title.text() == "One"
    assert not page.notice.isVisible()


def test_what_cannot_be_saved_is_told_once_and_saved_when_it_can_be(
    page: OwnPagesPage, study: Study, qtbot: QtBot
) -> None:
    told: list[str] = []
    page.trouble.connect(told.append)
    study.log.connection.execute("PRAGMA query_only = ON")
    with qtbot.waitSignal(page.trouble):
        QTest.keyClicks(page.title, "Dates")
    page.save()
    page.begin_page()
    assert page.title.text() == "Dates"
    assert page.unsaved
    study.log.connection.execute("PRAGMA query_only = OFF")
    with qtbot.waitSignal(page.settled):
        pass
    assert len(told) == 1
    assert saved(study) == [("Dates", "")]


def test_in_a_narrow_column_a_key_turns_from_text_to_preview(page: OwnPagesPage) -> None:
    page.editor.setPlainText("**Bold**")
    page.resize(420, 600)
    assert page.editor.isVisible()
    assert not page.preview.isVisible()
    page.editor.setFocus()
    QTest.keyClick(page.editor, KEY.Key_V, CONTROL | SHIFT)
    assert page.preview.isVisible()
    assert page.preview.toPlainText() == "Bold"
    assert page.preview.hasFocus()
    assert not page.editor.isVisible()


def test_a_page_written_elsewhere_is_shown_unless_one_is_writing(page: OwnPagesPage, study: Study) -> None:
    QTest.keyClicks(page.title, "Dates")
    page.save()
    (known,) = study.own_pages.pages("small")
    study.own_pages.write("small", "Dates", "1956", known.id)
    page.show_pack("small")
    assert page.editor.toPlainText() == "1956"
    assert isinstance(page.findChild(Autosave), Autosave)


def test_words_that_cannot_be_saved_stay_in_the_editor_when_another_pack_is_opened(
    page: OwnPagesPage, study: Study
) -> None:
    page.editor.setPlainText("Precious words.")
    study.log.connection.execute("PRAGMA query_only = ON")
    page.show_pack("another")
    assert page.unsaved
    assert page.editor.toPlainText() == "Precious words."
    study.log.connection.execute("PRAGMA query_only = OFF")
    page.save()
    assert saved(study) == [("", "Precious words.")]
    page.show_pack("another")
    assert page.editor.toPlainText() == ""


@pytest.mark.parametrize("text", ["|a|b|\n|-|-|\n" + "|x|y|\n" * 11_000, "x" * 6_000, "word " * 20_000])
def test_a_page_too_long_for_a_preview_says_so_and_is_kept(page: OwnPagesPage, study: Study, text: str) -> None:
    page.editor.setPlainText(text)
    page.save()
    page._show_preview()
    assert "too long" in page.preview.toPlainText()
    assert saved(study) == [("", text)]

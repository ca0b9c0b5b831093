"""The page alone: pictures, anchors, the strip at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget

from thaw_desktop.ui.notes.page import Page

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints", extend=True)


@pytest.fixture
def strip(qapp: QApplication) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QPushButton("Done"))
    return made


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, strip: QWidget) -> Page:
    made = Page(theme, "Page", strip)
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    qtbot.waitExposed(made)
    return made


def picture(path: Path, width: int) -> bytes:
    image = QImage(width, 40, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    image.save(str(path))
    return path.read_bytes()


def test_pictures_come_from_the_pack_and_fit_the_column(page: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    wide = picture(tmp_path / "map.png", 3000)

    def medium(name: str) -> bytes | None:
        asked.append(name)
        return wide if name == "media/map.png" else None

    page.open_page('<p>x</p><p><img src="media/map.png"></p><p><img src="media/none.png"></p>', medium)
    image = page.viewport().grab().toImage()
    red = QColor(Qt.GlobalColor.red).rgb()
    row = next(y for y in range(image.height()) if image.pixel(5, y) == red)
    assert all(image.pixel(x, row) == red for x in range(page.viewport().width()))
    assert page.document().size().width() <= page.viewport().width() + 1
    assert asked == ["media/map.png", "media/none.png"]


def test_a_fault_while_a_picture_is_read_is_told_and_ends_nothing(qtbot: QtBot, page: Page) -> None:
    def medium(_name: str) -> bytes | None:
        raise RuntimeError("damaged")

    with qtbot.captureExceptions() as faults:
        page.open_page('<p>Words</p><p><img src="media/map.png"></p>', medium)
    assert {str(fault[1]) for fault in faults} == {"damaged"}
    assert "Words" in page.toPlainText()


def test_nothing_is_asked_of_other_machines_or_files(page: Page) -> None:
    asked: list[str] = []

    def medium(name: str) -> bytes | None:
        asked.append(name)
        return None

    page.open_page('<p><img src="https://example.org/a.png"><img src="file:///etc/hosts"></p>', medium)
    assert asked == []


def test_the_strip_stands_below_the_last_paragraph_at_every_width(qtbot: QtBot, page: Page, strip: QWidget) -> None:
    page.open_page("<p>Words upon words.</p>" * 60, lambda _: None)
    for width in (600, 420, 900):
        page.resize(width, 400)
        qtbot.wait(10)
        bar = page.verticalScrollBar()
        bar.setValue(bar.maximum())
        last = page.document().lastBlock()
        cursor = page.textCursor()
        cursor.setPosition(last.position())
        assert strip.geometry().top() >= page.cursorRect(cursor).bottom()
        assert strip.geometry().bottom() <= page.viewport().height()
        assert strip.width() == page.viewport().width()


def test_the_line_of_facts_changes_in_place(page: Page) -> None:
    page.open_page("<h1>Title</h1><p>&nbsp;</p>" + "<p>Words upon words.</p>" * 60, lambda _: None)
    page.show_facts("4 min read")
    bar = page.verticalScrollBar()
    bar.setValue(500)
    page.show_facts("4 min read · read once")
    assert page.document().findBlockByNumber(1).text() == "4 min read · read once"
    assert bar.value() == 500


def test_anchors_are_known_by_paragraph(page: Page) -> None:
    page.open_page(
        '<h1>T</h1><p>a</p><h2><a name="one"></a>One</h2><p>b</p><h2><a name="two"></a>Two</h2>', lambda _: None
    )
    assert page.block_of("one") == 2
    assert page.block_of("none") is None
    assert [page.anchor_at(block) for block in range(5)] == ["", "", "one", "one", "two"]

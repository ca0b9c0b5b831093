"""The page for reading: nothing from outside, a comfortable column, and a place that is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QFontMetricsF, QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from thaw_desktop.ui.widgets import ReadingView

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

    Display = Callable[..., None]

# The offscreen platform warns of every window that has a least size, and of raising one.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

PAGE = "<h1>Title</h1>" + "".join(f"<p>Paragraph {number} of a page that is long.</p>" for number in range(80))


def colors_of(view: ReadingView) -> set[str]:
    picture = view.grab().toImage()
    return {
        picture.pixelColor(x, y).name() for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)
    }


@pytest.mark.parametrize(
    "address", ["file:///etc/hostname", "http://127.0.0.1:9/secret.png", "//127.0.0.1/secret.png", "qrc:/a.png"]
)
def test_reading_view_asks_for_nothing_from_outside(theme: Theme, display: Display, address: str) -> None:
    asked: list[str] = []
    view = ReadingView(theme, "Notes")
    display(view, (600, 400))
    view.show_page('<p style="color: transparent">x</p>', asked.append)
    empty = colors_of(view)
    view.show_page(f'<p style="color: transparent">x<img src="{address}"></p>', asked.append)
    assert colors_of(view) == empty
    assert asked == []


@pytest.mark.parametrize(
    "address",
    [
        "secret.png",
        "media/../secret.png",
        "{folder}/secret.png",
        ":/qt-project.org/styles/commonstyle/images/file-16.png",
        "missing.png",
        ".",
        "",
    ],
)
def test_reading_view_looks_nowhere_but_in_the_pack(
    theme: Theme, display: Display, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    picture = QImage(64, 64, QImage.Format.Format_RGB32)
    picture.fill(QColor("#00ff00"))
    assert picture.save(str(tmp_path / "secret.png"))
    monkeypatch.chdir(tmp_path)
    view = ReadingView(theme, "Notes")
    display(view, (600, 400))
    view.show_page('<p style="color: transparent">x</p>', lambda _: None)
    empty = colors_of(view)
    view.show_page(f'<p style="color: transparent">x<img src="{address.format(folder=tmp_path)}"></p>', lambda _: None)
    assert colors_of(view) == empty


def test_reading_view_takes_no_style_sheet_or_page_from_anywhere(
    theme: Theme, display: Display, tmp_path: Path
) -> None:
    sheet = tmp_path / "evil.css"
    sheet.write_text("p { color: #ff00ff; }", encoding="utf-8")
    view = ReadingView(theme, "Notes")
    display(view, (600, 400))
    view.show_page(f'<html><head><link rel="stylesheet" href="{sheet.as_uri()}"></head><p>MMMM</p></html>')
    assert "#ff00ff" not in colors_of(view)
    view.anchorClicked.emit(QUrl(sheet.as_uri()))
    assert "MMMM" in view.toPlainText()


def test_reading_view_hands_links_on_and_follows_its_own(theme: Theme, qtbot: QtBot, display: Display) -> None:
    view = ReadingView(theme, "Notes")
    display(view, (600, 400))
    view.show_page(
        f'<p><a href="thaw:notes/speech">first</a> <a href="#fn-1">1</a></p>{PAGE}<p><a name="fn-1"></a>*</p>'
    )
    view.setFocus()
    assert view.hasFocus()
    with qtbot.waitSignal(view.link_activated) as signal:
        QTest.keyClick(view, Qt.Key.Key_Tab)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert signal.args == ["thaw:notes/speech"]
    with qtbot.assertNotEmitted(view.link_activated):
        QTest.keyClick(view, Qt.Key.Key_Tab)
        QTest.keyClick(view, Qt.Key.Key_Return)
    assert view.top_block() > 40


@pytest.mark.parametrize("scale", [0.8, 1.0, 2.0])
def test_reading_view_has_a_column_of_about_seventy_characters(theme: Theme, display: Display, scale: float) -> None:
    theme.apply("light", scale)
    view = ReadingView(theme, "Notes")
    display(view, (2400, 500))
    view.show_page("<p>" + "The terror had become a liability, and Khrushchev told the Congress so. " * 20 + "</p>")
    layout = view.document().firstBlock().layout()
    view.document().documentLayout().documentSize()
    lengths = [layout.lineAt(number).textLength() for number in range(layout.lineCount() - 1)]
    assert 60 <= sum(lengths) / len(lengths) <= 76
    left = view.viewport().mapTo(view, QPoint(0, 0)).x()
    assert abs(left - (view.width() - left - view.viewport().width())) < 40  # in the middle, but for the bar
    assert view.document().size().width() <= view.viewport().width() + 1


def test_reading_view_fits_a_narrow_window(theme: Theme, display: Display) -> None:
    view = ReadingView(theme, "Notes")
    display(view, (1200, 500))
    view.show_page(PAGE)
    view.window().resize(320, 400)
    assert 200 < view.viewport().width() < 320
    assert view.document().size().width() <= view.viewport().width() + 1


def test_reading_view_returns_to_its_place(theme: Theme, display: Display) -> None:
    view = ReadingView(theme, "Notes")
    display(view, (700, 500))
    view.show_page(PAGE)
    assert view.top_block() == 0
    view.show_block(40)
    assert view.top_block() == 40
    theme.apply("dark", 1.5)
    assert view.top_block() == 40
    view.set_reading(1.2, "monospace")
    assert view.top_block() == 40
    view.window().resize(420, 500)
    assert view.top_block() == 40
    view.show_block(10_000)
    assert view.verticalScrollBar().value() == view.verticalScrollBar().maximum()
    view.show_page(PAGE)
    assert view.top_block() == 0


def test_reading_view_remembers_a_place_asked_for_while_hidden(theme: Theme, qtbot: QtBot, display: Display) -> None:
    view = ReadingView(theme, "Notes")
    view.show_page(PAGE)
    view.show_block(30)
    assert view.top_block() == 30
    display(view, (700, 500))
    qtbot.waitUntil(lambda: view.verticalScrollBar().value() > 0)
    assert view.top_block() == 30


def test_reading_view_keeps_its_font_when_shown_and_restyled(theme: Theme, display: Display) -> None:
    view = ReadingView(theme, "Notes")
    view.show_page(PAGE)
    for scale in (1.0, 1.75):
        theme.apply("light", scale)
        if scale == 1.0:
            display(view, (700, 500))
        assert view.document().defaultFont().pixelSize() == theme.reading_pixels()


def test_reading_view_sets_its_own_font_size(theme: Theme, qtbot: QtBot) -> None:
    view = ReadingView(theme, "Notes")
    qtbot.addWidget(view)
    view.show_page("<p>Text</p>")
    usual = view.document().defaultFont().pixelSize()
    view.set_reading(1.5)
    assert view.document().defaultFont().pixelSize() == round(usual * 1.5)
    width = QFontMetricsF(view.document().firstBlock().begin().fragment().charFormat().font()).height()
    assert width > usual * 1.5


@pytest.mark.parametrize("start", ["top", "bottom"])
def test_reading_view_is_scrolled_by_the_wheel_over_its_margins(theme: Theme, display: Display, start: str) -> None:
    view = ReadingView(theme, "Notes")
    display(view, (1600, 500))
    view.show_page(PAGE)
    bar = view.verticalScrollBar()
    bar.setValue(bar.minimum() if start == "top" else bar.maximum())
    before = bar.value()
    for turn in (120, -120) if start == "top" else (-120, 120):  # the first turn is past the end
        wheel(view, QPoint(10, 200), turn)
    assert bar.value() > before if start == "top" else bar.value() < before


def wheel(widget: QWidget, place: QPoint, turn: int) -> None:
    event = QWheelEvent(
        QPointF(place),
        QPointF(widget.mapToGlobal(place)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(widget, event)


def test_reading_view_least_size_is_small(theme: Theme, qtbot: QtBot) -> None:
    view = ReadingView(theme, "Notes")
    qtbot.addWidget(view)
    assert view.minimumSizeHint().width() < QSize(400, 0).width()

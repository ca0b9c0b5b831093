"""One picture by itself: fitted, larger with keys and wheel, described."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from thaw_desktop.ui.pictures import Picture
from thaw_desktop.ui.theme.tokens import DARK, LIGHT
from thaw_desktop.ui.widgets.picture_dialog import PictureDialog

if TYPE_CHECKING:
    from collections.abc import Callable

    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

    Display = Callable[..., None]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100">
    <rect width="300" height="100" fill="var(--warm, #123456)"/></svg>"""


@pytest.fixture
def dialog(qtbot: QtBot, theme: Theme, display: Display) -> PictureDialog:
    """A wide drawing over a window of 700 × 600."""
    behind = QWidget()
    display(behind, (700, 600))
    made = PictureDialog(theme, Picture("media/a.svg", SVG), "A map of the Bloc.", behind)
    made.open()
    qtbot.waitExposed(made)
    return made


def size(dialog: PictureDialog) -> QSize:
    """Of the picture."""
    canvas = dialog.area.widget()
    assert canvas is not None
    return canvas.size()


def wheel(dialog: PictureDialog, turn: int, modifier: Qt.KeyboardModifier) -> None:
    target = dialog.area.viewport()
    place = QPoint(20, 20)
    event = QWheelEvent(
        QPointF(place),
        QPointF(target.mapToGlobal(place)),
        QPoint(),
        QPoint(0, turn),
        Qt.MouseButton.NoButton,
        modifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(target, event)


def test_the_picture_fills_the_window_and_follows_it(dialog: PictureDialog) -> None:
    room = dialog.area.maximumViewportSize()
    assert size(dialog).width() == room.width()
    assert size(dialog).height() == pytest.approx(room.width() / 3, abs=1)
    dialog.resize(500, 400)
    assert size(dialog).width() == dialog.area.maximumViewportSize().width() < 500
    assert dialog.area.horizontalScrollBar().maximum() == 0


def test_the_description_stands_below_and_is_told(dialog: PictureDialog) -> None:
    assert any(label.text() == "A map of the Bloc." and label.isVisible() for label in dialog.findChildren(QLabel))
    assert dialog.accessibleDescription() == "A map of the Bloc."
    assert dialog.area.accessibleDescription() == "A map of the Bloc."
    assert dialog.area.hasFocus()


@pytest.mark.parametrize("scale", [1.0, 2.0])
def test_a_long_description_leaves_the_picture_its_room(
    theme: Theme, display: Display, qtbot: QtBot, scale: float
) -> None:
    theme.apply("light", scale)
    behind = QWidget()
    display(behind, (900, 700))
    made = PictureDialog(theme, Picture("media/a.svg", SVG), "A map of the Bloc with many names. " * 20, behind)
    made.open()
    qtbot.waitExposed(made)
    QApplication.processEvents()
    assert made.area.height() > made.height() / 2
    assert made._words.height() >= made._words.heightForWidth(made._words.width())


def test_keys_zoom_and_fit_again(dialog: PictureDialog) -> None:
    fitted = size(dialog)
    QTest.keyClick(dialog.area, Qt.Key.Key_Plus)
    QTest.keyClick(dialog.area, Qt.Key.Key_Equal)
    assert size(dialog).width() == pytest.approx(fitted.width() * 1.25**2, abs=2)
    QTest.keyClick(dialog.area, Qt.Key.Key_Minus)
    QTest.keyClick(dialog.area, Qt.Key.Key_Minus)
    assert size(dialog) == fitted
    QTest.keyClick(dialog.area, Qt.Key.Key_Minus)  # never smaller than it fits
    assert size(dialog) == fitted
    QTest.keyClick(dialog.area, Qt.Key.Key_Plus)
    QTest.keyClick(dialog.area, Qt.Key.Key_0)
    assert size(dialog) == fitted


def test_zooming_keeps_the_middle_and_ends_somewhere(dialog: PictureDialog) -> None:
    for _ in range(20):
        QTest.keyClick(dialog.area, Qt.Key.Key_Plus)
    bar = dialog.area.horizontalScrollBar()
    assert bar.value() == pytest.approx(bar.maximum() / 2, rel=0.01)
    assert dialog.area.zoom == 8.0
    assert not dialog._larger.isEnabled()
    assert dialog.grab().toImage().pixelColor(dialog.width() // 2, 100).name() == LIGHT.warm


def test_ctrl_and_the_wheel_zoom_about_the_mouse(dialog: PictureDialog) -> None:
    fitted = size(dialog)
    wheel(dialog, 120, Qt.KeyboardModifier.ControlModifier)
    assert size(dialog).width() > fitted.width()
    assert dialog.area.horizontalScrollBar().value() < dialog.area.horizontalScrollBar().maximum() / 4
    wheel(dialog, -120, Qt.KeyboardModifier.ControlModifier)
    assert size(dialog) == fitted
    wheel(dialog, 120, Qt.KeyboardModifier.NoModifier)
    assert size(dialog) == fitted


def test_a_picture_larger_than_the_window_is_pulled_with_the_mouse(dialog: PictureDialog) -> None:
    dialog.area.zoom_to(4.0)
    bar = dialog.area.horizontalScrollBar()
    before, canvas = bar.value(), dialog.area.viewport()
    QTest.mousePress(canvas, Qt.MouseButton.LeftButton, pos=QPoint(200, 100))
    QTest.mouseMove(canvas, QPoint(150, 100))
    QTest.mouseRelease(canvas, Qt.MouseButton.LeftButton, pos=QPoint(150, 100))
    assert bar.value() == before + 50


def test_the_buttons_do_what_the_keys_do(dialog: PictureDialog) -> None:
    assert not dialog._smaller.isEnabled()
    QTest.mouseClick(dialog._larger, Qt.MouseButton.LeftButton)
    assert dialog.area.zoom == 1.25
    QTest.mouseClick(dialog._smaller, Qt.MouseButton.LeftButton)
    assert dialog.area.zoom == 1.0
    assert (dialog._larger.accessibleName(), dialog._smaller.accessibleName()) == ("Larger", "Smaller")


def test_esc_closes_it(dialog: PictureDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.finished):
        QTest.keyClick(dialog.area, Qt.Key.Key_Escape)


def test_the_theme_may_change_while_it_is_open(dialog: PictureDialog, theme: Theme) -> None:
    theme.apply("dark", 1.0)
    image = dialog.area.grab().toImage()
    assert image.pixelColor(image.width() // 2, image.height() // 2).name() == DARK.warm


TALL = b"""<svg xmlns="http://www.w3.org/2000/svg" width="400" height="2400">
    <rect width="400" height="2400" fill="var(--warm, #123456)"/></svg>"""


@pytest.fixture
def tall(qtbot: QtBot, theme: Theme, display: Display) -> PictureDialog:
    """A drawing six times as high as wide, which is 400 wide on its page."""
    behind = QWidget()
    display(behind, (700, 600))
    made = PictureDialog(theme, Picture("media/a.svg", TALL), "A tall one.", behind, 400)
    made.open()
    qtbot.waitExposed(made)
    return made


def test_a_tall_picture_opens_larger_than_on_its_page_and_scrolls(tall: PictureDialog) -> None:
    assert size(tall).width() == pytest.approx(500, abs=2)
    assert tall.area.verticalScrollBar().maximum() > 0
    assert tall.area.verticalScrollBar().value() == 0
    assert tall.area.horizontalScrollBar().maximum() == 0
    QTest.keyClick(tall.area, Qt.Key.Key_PageDown)
    assert tall.area.verticalScrollBar().value() > 0
    QTest.keyClick(tall.area, Qt.Key.Key_0)  # the whole of it
    assert size(tall).height() <= tall.area.maximumViewportSize().height()
    assert tall.area.verticalScrollBar().maximum() == 0


def test_a_tall_picture_is_no_wider_than_its_window(tall: PictureDialog) -> None:
    tall.resize(400, 500)
    assert size(tall).width() <= tall.area.viewport().width()
    assert tall.area.horizontalScrollBar().maximum() == 0
    QTest.keyClick(tall.area, Qt.Key.Key_Plus)  # from now on the student decides
    zoom = tall.area.zoom
    tall.resize(500, 500)
    assert tall.area.zoom == zoom

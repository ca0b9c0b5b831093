"""Pictures in a text that is read: as wide as there is room, redrawn with what is round them, and looked at larger."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from thaw_desktop.ui.flashcards.card_text import CardText
from thaw_desktop.ui.flashcards.faces import Face
from thaw_desktop.ui.practice.prose import Prose
from thaw_desktop.ui.theme.tokens import DARK, LIGHT
from thaw_desktop.ui.widgets import ReadingView
from thaw_desktop.ui.widgets.picture_dialog import PictureDialog

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme

    Display = Callable[..., None]

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)

NAME = "media/map.svg"
SVG = b"""<svg xmlns="http://www.w3.org/2000/svg" width="200" height="100">
    <rect width="200" height="100" fill="var(--warm, #123456)"/></svg>"""
WIDE = SVG.replace(b'"200"', b'"4000"')
PAGE = f'<p>Before.</p><p><img src="{NAME}" alt="A map &amp; a key."></p><p>After.</p>'


def media(data: bytes = SVG) -> Callable[[str], bytes | None]:
    return {NAME: data}.get


@pytest.fixture
def view(theme: Theme, display: Display) -> ReadingView:
    """A page for reading in a window of 600 × 500."""
    made = ReadingView(theme, "Notes")
    display(made, (600, 500))
    return made


def drawn(view: ReadingView | Prose | CardText, colour: str) -> tuple[int, int]:
    """Width and height of what has a colour in the window."""
    image = view.viewport().grab().toImage()
    wanted = QColor(colour).rgb()
    places = [(x, y) for x in range(image.width()) for y in range(image.height()) if image.pixel(x, y) == wanted]
    if not places:
        return 0, 0
    across, down = [x for x, _ in places], [y for _, y in places]
    return max(across) - min(across) + 1, max(down) - min(down) + 1


def dialog() -> PictureDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, PictureDialog) and not one.isHidden())


def no_dialog() -> bool:
    return all(one.isHidden() for one in QApplication.topLevelWidgets() if isinstance(one, PictureDialog))


# As large as there is room


def test_a_drawing_has_its_natural_size_at_the_scale_of_the_interface(theme: Theme, view: ReadingView) -> None:
    view.show_page(PAGE, media())
    assert drawn(view, LIGHT.warm) == (200, 100)
    theme.apply("light", 1.5)
    assert drawn(view, LIGHT.warm) == (300, 150)


def test_a_wide_picture_is_as_wide_as_the_column_and_follows_it(view: ReadingView) -> None:
    view.show_page(PAGE, media(WIDE))
    assert drawn(view, LIGHT.warm)[0] == view.viewport().width()
    view.window().resize(420, 500)
    QApplication.processEvents()
    assert drawn(view, LIGHT.warm)[0] == view.viewport().width() < 420
    assert view.document().size().width() <= view.viewport().width() + 1


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>{picture}</p></blockquote>",
        "<ul><li><p>One</p><ul><li><p>{picture}</p></li></ul></li></ul>",
        '<table class="callout note" width="100%"><tr><td class="callout note"><p>{picture}</p></td></tr></table>',
        '<table class="data"><tr><td>One</td><td>{picture}</td></tr></table>',
    ],
)
def test_a_picture_inside_something_is_no_wider_than_that(view: ReadingView, html: str) -> None:
    view.show_page(html.format(picture=f'<img src="{NAME}" alt="">'), media(WIDE))
    assert 0 < drawn(view, LIGHT.warm)[0] < view.viewport().width()
    assert view.document().size().width() <= view.viewport().width() + 1


def test_a_picture_alone_in_its_paragraph_leaves_no_gap_below_it(view: ReadingView) -> None:
    view.show_page(PAGE, media(SVG.replace(b'height="100"', b'height="300"')))
    view.document().documentLayout().documentSize()
    layout = view.document().findBlockByNumber(1).layout()
    assert layout.lineAt(0).height() < 320


# Redrawn


def test_a_drawing_follows_the_theme(theme: Theme, view: ReadingView) -> None:
    view.show_page(PAGE, media())
    theme.apply("dark", 1.0)
    assert drawn(view, LIGHT.warm) == (0, 0)
    assert drawn(view, DARK.warm) == (200, 100)


def test_another_page_has_pictures_of_its_own(view: ReadingView) -> None:
    view.show_page(PAGE, media())
    view.show_page(PAGE, media(SVG.replace(b"--warm", b"--good")))
    assert drawn(view, LIGHT.warm) == (0, 0)
    assert drawn(view, LIGHT.good) == (200, 100)


def test_a_screen_with_two_pixels_to_a_point_is_used(view: ReadingView) -> None:
    thin = b'<rect x="0.5" width="0.5" height="100" fill="#00ff00"/>'
    view.show_page(PAGE, media(SVG.replace(b"</svg>", thin + b"</svg>")))
    pixmap = QPixmap(view.viewport().size() * 2)
    pixmap.setDevicePixelRatio(2)
    view.viewport().render(pixmap)
    image = pixmap.toImage()
    row = next(y for y in range(image.height()) if image.pixelColor(100, y).name() == LIGHT.warm) + 20
    assert [image.pixelColor(x, row).name() for x in range(3)] == [LIGHT.warm, "#00ff00", LIGHT.warm]


def test_prose_and_cards_draw_the_same_pictures(theme: Theme, display: Display) -> None:
    prose = Prose(theme, "Question", media())
    display(prose, (500, 300))
    prose.show_html(PAGE)
    QApplication.processEvents()
    assert drawn(prose, LIGHT.warm) == (200, 100)
    assert prose.sizeHint().height() > 100
    card = CardText(theme, media())
    display(card, (500, 300))
    card.show_front(Face(PAGE, 1.0), 0.5)
    assert drawn(card, LIGHT.warm) == (200, 100)


# Not shown


@pytest.mark.parametrize("data", [None, b"", b"no picture"])
def test_the_description_stands_in_for_a_picture_that_cannot_be_shown(view: ReadingView, data: bytes | None) -> None:
    view.show_page(PAGE, lambda _: data)
    assert drawn(view, LIGHT.secondary)[0] > 50
    view.show_page(PAGE.replace("A map &amp; a key.", ""), lambda _: data)
    assert drawn(view, LIGHT.secondary) == (0, 0)


# Looked at larger


def test_a_click_on_a_picture_shows_it_larger(qtbot: QtBot, view: ReadingView) -> None:
    view.show_page(PAGE, media())
    with qtbot.assertNotEmitted(view.link_activated):
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 100))
    assert dialog().accessibleDescription() == "A map & a key."
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    assert no_dialog()


def test_tab_and_enter_show_a_picture_larger(view: ReadingView) -> None:
    view.show_page('<p><a href="thaw:section/s">First</a></p>' + PAGE, media())
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Tab)
    assert drawn(view, LIGHT.primary)[0] >= 200  # the ring round it
    QTest.keyClick(view, Qt.Key.Key_Return)
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)


def test_the_picture_of_which_most_is_seen_is_shown_larger(qtbot: QtBot, view: ReadingView) -> None:
    filling = "<p>Words upon words.</p>" * 20
    view.show_page(f"{PAGE}{filling}{PAGE.replace('A map', 'A plan')}{filling}", media())
    view.show_picture()
    assert dialog().accessibleDescription() == "A map & a key."
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    view.show_block(22)
    view.show_picture()
    assert dialog().accessibleDescription() == "A plan & a key."
    QTest.keyClick(dialog(), Qt.Key.Key_Escape)
    view.show_block(30)
    view.show_picture()
    assert no_dialog()


def test_a_picture_inside_a_link_stays_that_link(qtbot: QtBot, view: ReadingView) -> None:
    view.show_page(f'<p><a href="https://example.org/"><img src="{NAME}" alt="A map"></a></p>', media())
    with qtbot.waitSignal(view.link_activated) as signal:
        QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(100, 50))
    assert signal.args == ["https://example.org/"]
    assert no_dialog()


def test_a_picture_that_cannot_be_shown_is_not_shown_larger_either(view: ReadingView) -> None:
    view.show_page(PAGE, lambda _: None)
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Tab)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert no_dialog()


def test_a_photograph_keeps_its_size_at_any_scale(theme: Theme, view: ReadingView, tmp_path: Path) -> None:
    image = QImage(120, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    assert image.save(str(tmp_path / "a.png"))
    view.show_page('<p><img src="media/a.png" alt=""></p>', {"media/a.png": (tmp_path / "a.png").read_bytes()}.get)
    theme.apply("light", 2.0)
    assert drawn(view, "#00ff00") == (120, 60)

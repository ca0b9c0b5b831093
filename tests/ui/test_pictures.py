"""Pictures of a pack alone: the theme's colours, the sharpness of the screen, and bounds on what a pack may ask for."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QSize
from PySide6.QtGui import QColor, QImage, QImageWriter

from thaw_desktop.ui.pictures import MOST_SIDE, Picture, read_picture, themed
from thaw_desktop.ui.theme.tokens import DARK, LIGHT, THEMES

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

    from thaw_desktop.ui.theme import Theme


def svg(body: str, size: str = 'width="40" height="20"') -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}>{body}</svg>'.encode()


def encoded(image: QImage, kind: bytes = b"png") -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert QImageWriter(buffer, kind).write(image)
    return bytes(buffer.data().data())


def photograph(width: int, height: int, colour: str = "#ff0000") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return encoded(image)


FILLED = svg('<rect width="40" height="20" fill="var(--warm-text, #123456)"/>')


# Colours


@pytest.mark.parametrize("name", THEMES)
def test_a_drawing_has_the_colours_of_the_theme(qtbot: QtBot, name: str) -> None:
    image = Picture("media/a.svg", FILLED).draw(QSize(40, 20), 1.0, THEMES[name])
    assert image.pixelColor(20, 10).name() == THEMES[name].warm_text


@pytest.mark.parametrize(
    ("written", "drawn"),
    [
        ('fill="var(--text, #123456)"', f'fill="{DARK.text}"'),
        ("fill = 'var( --on-primary , #fff )'", f"fill = '{DARK.on_primary}'"),
        ('stroke="var(--line)"', f'stroke="{DARK.line}"'),
        ('stop-color="var(--soft,rgb(1, 2, 3))"', f'stop-color="{DARK.soft}"'),
        ('fill="var(--nothing, rgb(1, 2, 3))"', 'fill="rgb(1, 2, 3)"'),
        ('fill="var(--name, #123456)"', 'fill="#123456"'),
        ('fill="var(--dark, #123456)"', 'fill="#123456"'),
        ('fill="#ffffff"', 'fill="#ffffff"'),
    ],
)
def test_each_colour_is_the_theme_s_or_its_fallback(written: str, drawn: str) -> None:
    assert themed(f"<rect {written}/>", DARK) == f"<rect {drawn}/>"


def test_every_token_can_be_written_with_hyphens() -> None:
    for field in fields(LIGHT):
        if field.name not in {"name", "dark"}:
            assert themed(f'fill="var(--{field.name.replace("_", "-")}, #010203)"', LIGHT) == (
                f'fill="{getattr(LIGHT, field.name)}"'
            )


def test_nothing_but_colours_is_put_in() -> None:
    """Else letters that the check of packs passes could be put together to a reference."""
    for source in (
        '<image xlink:href="var(--x, file:///etc/hostname)"/>',
        '<image xlink:hvar(--x, re)f="file:///etc/hostname"/>',
        "<text>var(--text, #000)</text>",
    ):
        assert themed(source, LIGHT) == source


# Size and sharpness


def test_a_drawing_is_drawn_for_the_pixels_of_the_screen(qtbot: QtBot) -> None:
    stripes = "".join(f'<rect x="{x}" width="0.5" height="20" fill="#000000"/>' for x in range(40))
    picture = Picture("media/a.svg", svg('<rect width="40" height="20" fill="#ffffff"/>' + stripes))
    image = picture.draw(QSize(40, 20), 2.0, LIGHT)
    assert image.size() == QSize(80, 40)
    assert image.devicePixelRatio() == 2.0
    assert [image.pixelColor(x, 10).name() for x in range(4)] == ["#000000", "#ffffff", "#000000", "#ffffff"]


@pytest.mark.parametrize(("wanted", "ratio"), [(QSize(100_000, 50_000), 1.0), (QSize(3000, 1500), 3.0)])
def test_nothing_is_drawn_larger_than_the_bound(qtbot: QtBot, wanted: QSize, ratio: float) -> None:
    for picture in (Picture("media/a.svg", FILLED), Picture("media/a.png", photograph(6000, 3000))):
        image = picture.draw(wanted, ratio, LIGHT)
        assert image.size() == QSize(MOST_SIDE, MOST_SIDE // 2)


@pytest.mark.parametrize(
    ("size", "natural"),
    [
        ('width="40" height="20"', QSize(40, 20)),
        ('viewBox="0 0 300 200"', QSize(300, 200)),
        ('width="100%" height="100%" viewBox="0 0 300 200"', QSize(300, 200)),
        ('width="1000000000" height="3"', QSize(MOST_SIDE, 0)),
    ],
)
def test_a_drawing_says_how_large_it_is(qtbot: QtBot, size: str, natural: QSize) -> None:
    assert Picture("media/a.svg", svg("<rect/>", size)).size == natural


def test_a_photograph_is_read_no_larger_than_it_is_shown(qtbot: QtBot) -> None:
    picture = Picture("media/a.png", photograph(400, 100))
    assert picture.size == QSize(400, 100)
    assert picture.draw(QSize(100, 25), 1.0, LIGHT).size() == QSize(100, 25)
    assert picture.draw(QSize(100, 25), 2.0, LIGHT).size() == QSize(200, 50)
    assert picture.draw(QSize(800, 200), 1.0, LIGHT).size() == QSize(400, 100)


# What is not shown


def test_a_photograph_of_more_than_fifty_megapixels_is_refused(qtbot: QtBot) -> None:
    huge = QImage(8000, 6400, QImage.Format.Format_Mono)
    huge.fill(1)
    assert Picture("media/a.png", encoded(huge)).size.isEmpty()
    fits = QImage(8000, 6000, QImage.Format.Format_Mono)
    fits.fill(1)
    assert Picture("media/a.png", encoded(fits)).size == QSize(8000, 6000)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("media/a.png", b""),
        ("media/a.png", b"no picture"),
        ("media/a.png", FILLED),  # Qt would draw it, without our bounds
        ("media/a.svg", b""),
        ("media/a.svg", b"no picture"),
        ("media/a.svg", svg("", 'width="0" height="0"')),
    ],
)
def test_what_is_no_picture_is_not_shown(qtbot: QtBot, theme: Theme, name: str, data: bytes) -> None:
    assert Picture(name, data).size.isEmpty()
    assert read_picture(theme, name, data, 100, 1.0) is None


def test_a_picture_at_a_width_keeps_its_proportions(qtbot: QtBot, theme: Theme) -> None:
    image = read_picture(theme, "media/a.svg", FILLED, 96, 2.0)
    assert image is not None
    assert image.size() == QSize(192, 96)


def test_a_drawing_does_not_move(qtbot: QtBot) -> None:
    moving = '<rect width="40" height="20" fill="#ff0000"><animate attributeName="x" from="0" to="40" dur="1s"/></rect>'
    picture = Picture("media/a.svg", svg(moving))
    assert not picture._renderer(LIGHT).isAnimationEnabled() or not picture._renderer(LIGHT).animated()
    assert picture.draw(QSize(40, 20), 1.0, LIGHT).pixelColor(20, 10).name() == "#ff0000"


# Pictures made for white paper


def see_through(width: int, height: int) -> bytes:
    """A picture of which only the middle is painted, black."""
    image = QImage(width, height, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 0))
    for x in range(width // 4, width * 3 // 4):
        for y in range(height // 4, height * 3 // 4):
            image.setPixelColor(x, y, QColor("#000000"))
    return encoded(image)


PLAIN = svg('<text x="2" y="12">ice</text><rect x="10" y="5" width="20" height="10"/>')


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(("file", "data"), [("media/a.svg", PLAIN), ("media/a.png", see_through(200, 100))])
def test_black_on_nothing_is_shown_on_paper_in_the_dark_looks(qtbot: QtBot, name: str, file: str, data: bytes) -> None:
    image = Picture(file, data).draw(QSize(200, 100), 1.0, THEMES[name])
    assert image.pixelColor(100, 50).name() == "#000000"
    if THEMES[name].dark:
        assert image.pixelColor(0, 0).name() == LIGHT.surface
        assert image.pixelColor(0, 0).alpha() == 255
        assert image.size() == QSize(200, 100)
    else:
        assert image.pixelColor(0, 0).alpha() == 0


def test_a_drawing_with_the_theme_s_colours_stays_on_the_theme_s_ground(qtbot: QtBot) -> None:
    drawing = svg('<rect x="10" y="5" width="20" height="10" fill="var(--text, #123456)"/>')
    image = Picture("media/a.svg", drawing).draw(QSize(40, 20), 1.0, DARK)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(20, 10).name() == DARK.text


def test_a_picture_with_a_ground_of_its_own_needs_no_other(qtbot: QtBot) -> None:
    full = svg('<rect width="40" height="20" fill="#203040"/>')
    for name, data in (("media/a.svg", full), ("media/a.png", photograph(40, 20, "#203040"))):
        image = Picture(name, data).draw(QSize(40, 20), 1.0, DARK)
        assert image.pixelColor(0, 0).name() == "#203040"


def _heavy(shapes: int) -> bytes:
    """Shapes over one another, each as large as the whole."""
    gradient = '<radialGradient id="a"><stop offset="0" stop-color="#f00"/><stop offset="1" stop-color="#00f"/>'
    one = '<rect width="400" height="300" fill="url(#a)"/>'
    return svg(f"<defs>{gradient}</radialGradient></defs>{one * shapes}", 'width="400" height="300"')


def test_a_drawing_that_takes_long_is_drawn_smaller_and_enlarged(qtbot: QtBot) -> None:
    few, many = (Picture("a.svg", _heavy(shapes)) for shapes in (1, 9_000))
    size = QSize(3200, 2400)

    blurred, sharp = many.draw(size, 1, LIGHT), few.draw(size, 1, LIGHT)

    assert blurred.size() == sharp.size() == size
    # At full size each of the shapes would be seven million pixels; what is seen of them is nearly the same.
    middle, corner = blurred.pixelColor(1600, 1200), blurred.pixelColor(40, 40)
    assert (middle.red(), corner.red()) == pytest.approx(
        (sharp.pixelColor(1600, 1200).red(), sharp.pixelColor(40, 40).red()), abs=12
    )


def test_an_ordinary_drawing_is_as_sharp_as_if_it_had_been_drawn_at_once(qtbot: QtBot) -> None:
    lines = "".join(f'<line x1="{x}" x2="{x}" y2="300" stroke="#000" stroke-width="0.2"/>' for x in range(0, 400, 9))
    image = Picture("a.svg", svg(lines, 'width="400" height="300"')).draw(QSize(1600, 1200), 1, LIGHT)

    # Four fifths of a pixel wide and on the edge of two, so each line but the first touches both.
    touched = sum(1 for x in range(1600) if image.pixelColor(x, 600).alpha())
    assert touched == 2 * len(range(0, 400, 9)) - 1

"""The pictures of a pack: drawings that follow the theme, and photographs, each drawn as large as it is wanted.

In a drawing of a pack every colour is written `var(--name, #fallback)`, so that it can be looked at in a browser too;
`name` is a field of `Tokens` with hyphens for underscores. A drawing without such colours, and a photograph that is
transparent in places, are made for white paper: in a dark theme they are shown on it.
"""

from __future__ import annotations

import re
import time
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageReader, QPainter

from thaw_desktop.ui.theme.tokens import LIGHT

if TYPE_CHECKING:
    from PySide6.QtSvg import QSvgRenderer

    from thaw_desktop.ui.theme import Theme, Tokens

MOST_SIDE = 4096
"""Pixels of the longer side of what is drawn: 64 MB at most, whatever a pack asks for."""
MOST_PIXELS = 50_000_000
"""Of a photograph, unpacked: 200 MB. A larger one is not shown."""

_FIRST_SIDE = 64
"""Pixels of the longer side of a drawing that is drawn to see how long that takes."""
_LONGEST = 0.4
"""Seconds that the next larger drawing may be expected to take. Those of the built-in pack take 0.01."""
_MARGIN = 0.03
"""Of the shorter side, round a picture that gets a ground of its own."""
_OPAQUE = 250
"""Of 255, from which on nobody sees the ground behind."""

# Only in the attributes that hold a colour: elsewhere the letters could be put together to a reference to something
# outside the drawing, past the check that packs go through.
_COLOUR = re.compile(
    r"""\b(?P<name>fill|stroke|color|stop-color|solid-color|flood-color|lighting-color|viewport-fill)(?P<is>\s*=\s*)
    (?P<quote>["'])\s*var\(\s*--(?P<token>[\w-]+)\s*(?:,(?P<fallback>[^"'<>&]*))?\)\s*(?P=quote)""",
    re.VERBOSE,
)
_PHOTOGRAPHS = {b"png", b"jpeg", b"jpg", b"webp"}


class Picture:
    """One picture, read when it is made and drawn when its size is known.

    Attributes:
        is_drawing: whether it is an SVG, which is sharp at every size.
        size: its natural size in pixels at 100 %; empty when it cannot be shown.
    """

    def __init__(self, name: str, data: bytes) -> None:
        """Take a picture's file as the pack has it.

        Args:
            name: its name in the pack, whose ending tells a drawing from a photograph.
            data: the file.
        """
        self.is_drawing = name.lower().endswith(".svg")
        self._data = data
        self._follows_theme = self.is_drawing and _COLOUR.search(data.decode("utf-8", "replace")) is not None
        self.size = self._drawing_size() if self.is_drawing else self._photograph_size()

    def draw(self, size: QSize, ratio: float, tokens: Tokens) -> QImage:
        """Draw it.

        Args:
            size: width and height in the window, in the proportion of its natural size.
            ratio: pixels of the screen to one of the window.
            tokens: the theme's colours.
        """
        most = min(ratio, MOST_SIDE / max(1, size.width(), size.height()))
        pixels = (size * most).expandedTo(QSize(1, 1))
        image = self._draw_drawing(pixels, tokens) if self.is_drawing else self._read_photograph(pixels)
        if tokens.dark and not self._follows_theme and _lets_through(image):
            image = _on_paper(image)
        # What is as sharp as the screen can show it says exactly the screen's ratio, and is drawn pixel for pixel.
        image.setDevicePixelRatio(ratio if image.size() == size * ratio else image.width() / max(1, size.width()))
        return image

    def paint(self, painter: QPainter, place: QRectF, tokens: Tokens) -> None:
        """Draw it straight onto something that is no screen, such as a page of a PDF: a drawing stays lines there.

        Args:
            painter: draws there.
            place: in the proportion of its natural size.
            tokens: the colours of a drawing.
        """
        if self.is_drawing:
            self._renderer(tokens).render(painter, place)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(place, self._read_photograph(self.size))

    def _drawing_size(self) -> QSize:
        size = self._renderer(None).defaultSize()
        if size.width() < 1 or size.height() < 1:
            return QSize()
        longest = QSize(MOST_SIDE, MOST_SIDE)
        return size if size.boundedTo(longest) == size else size.scaled(longest, Qt.AspectRatioMode.KeepAspectRatio)

    def _draw_drawing(self, pixels: QSize, tokens: Tokens) -> QImage:
        """Draw it at this size, or smaller and enlarged where that would keep the window waiting.

        How long a drawing takes is known only by drawing it: small first, and larger as long as the next step will not
        take long. It grows no faster than the number of pixels.
        """
        renderer = self._renderer(tokens)
        small = pixels.scaled(QSize(_FIRST_SIDE, _FIRST_SIDE), Qt.AspectRatioMode.KeepAspectRatio)
        size = pixels.boundedTo(small.expandedTo(QSize(1, 1)))
        image, took = _drawn(renderer, size)
        while size != pixels:
            step = next((step for step in (4, 2) if took * step * step <= _LONGEST), 0)
            if not step:
                return image.scaled(pixels, mode=Qt.TransformationMode.SmoothTransformation)
            size = pixels.boundedTo(size * step)
            image, took = _drawn(renderer, size)
        return image

    def _renderer(self, tokens: Tokens | None) -> QSvgRenderer:
        from PySide6.QtSvg import QSvgRenderer  # loads a library that most pages can spare

        renderer = QSvgRenderer()
        _be_strict(renderer)
        renderer.setAspectRatioMode(Qt.AspectRatioMode.KeepAspectRatio)
        renderer.load(QByteArray(themed(self._data.decode("utf-8", "replace"), tokens).encode()))
        return renderer

    def _photograph_size(self) -> QSize:
        buffer = self._opened()
        reader = QImageReader(buffer)
        size = reader.size()
        if bytes(reader.format().data()) not in _PHOTOGRAPHS or size.isEmpty():
            return QSize()
        return size if size.width() * size.height() <= MOST_PIXELS else QSize()

    def _read_photograph(self, pixels: QSize) -> QImage:
        """Read it no larger than it is needed, nor than it is."""
        buffer = self._opened()
        reader = QImageReader(buffer)
        if pixels.width() < self.size.width():
            reader.setScaledSize(pixels)
        return reader.read()

    def _opened(self) -> QBuffer:
        buffer = QBuffer()
        buffer.setData(self._data)
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        return buffer


def _drawn(renderer: QSvgRenderer, size: QSize) -> tuple[QImage, float]:
    """A drawing at a size, and the seconds that drawing took."""
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    began = time.perf_counter(), time.process_time()
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    renderer.render(painter, QRectF(image.rect()))
    painter.end()
    # The second counts no time in which other programs had the processor, the first is exact on every system.
    return image, min(time.perf_counter() - began[0], time.process_time() - began[1])


def _lets_through(image: QImage) -> bool:
    """Whether the ground behind a picture is seen through any part of it."""
    if not image.hasAlphaChannel():
        return False
    # A small copy is enough to know; its rows are a multiple of four bytes, so that nothing but pixels is counted.
    small = image.scaled(64, 64, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    opacity = small.convertToFormat(QImage.Format.Format_Alpha8)  # lives as long as its bytes are looked at
    return min(bytes(opacity.constBits())) < _OPAQUE


def _on_paper(image: QImage) -> QImage:
    """The same picture a little smaller on the light theme's ground: it was drawn for white paper."""
    paper = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    paper.fill(QColor(LIGHT.surface))
    margin = max(1, round(min(image.width(), image.height()) * _MARGIN))
    inside = image.size().scaled(image.size() - QSize(2 * margin, 2 * margin), Qt.AspectRatioMode.KeepAspectRatio)
    place = QRect(QPoint(0, 0), inside.expandedTo(QSize(1, 1)))
    place.moveCenter(paper.rect().center())
    painter = QPainter(paper)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(place, image)
    painter.end()
    return paper


def read_picture(theme: Theme, name: str, data: bytes, width: int, ratio: float) -> QImage | None:
    """A picture at a width in the window; None when it cannot be shown.

    Args:
        theme: the colours of a drawing.
        name: its name in the pack.
        data: the file; may be empty.
        width: pixels of the window.
        ratio: pixels of the screen to one of the window.
    """
    picture = Picture(name, data)
    if picture.size.isEmpty():
        return None
    height = max(1, round(width * picture.size.height() / picture.size.width()))
    return picture.draw(QSize(width, height), ratio, theme.tokens)


def themed(source: str, tokens: Tokens | None) -> str:
    """The text of a drawing with its colours set.

    Args:
        source: the SVG.
        tokens: the theme's colours; None for the fallbacks.
    """
    colours = asdict(tokens) if tokens is not None else {}

    def colour(found: re.Match[str]) -> str:
        token = colours.get(found["token"].replace("-", "_"), "")
        # `name` and `dark` are fields too, and no colours.
        is_colour = isinstance(token, str) and token.startswith("#")
        chosen = token if is_colour else (found["fallback"] or "").strip() or "currentColor"
        return f"{found['name']}{found['is']}{found['quote']}{chosen}{found['quote']}"

    return _COLOUR.sub(colour, source)


def _be_strict(renderer: QSvgRenderer) -> None:
    """Allow no more than still pictures need, as far as this version of Qt can be told."""
    from PySide6 import QtSvg

    options = getattr(getattr(QtSvg, "QtSvg", None), "Option", None)
    if options is None:
        return
    strict = options.Tiny12FeaturesOnly
    for name in ("DisableSMILAnimations", "DisableCSSAnimations", "DisableAnimations"):
        strict |= getattr(options, name, options.NoOption)
    renderer.setOptions(strict)

"""Icons: one-colour SVG files, recoloured for the theme."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtSvg import QSvgRenderer

_RATIOS = (1.0, 2.0, 3.0)  # screen pixels a point; in between, Qt scales down


def recoloured_icon(path: Path, color: str, disabled: str, size: int) -> QIcon:
    """Draw an SVG whose strokes and fills say `currentColor`.

    Args:
        path: the SVG file.
        color: "#rrggbb" for the usual state.
        disabled: "#rrggbb" for the disabled state.
        size: the side of the square in points.
    """
    from PySide6.QtSvg import QSvgRenderer  # loads a library that a start without icons can spare

    icon = QIcon()
    source = path.read_text(encoding="utf-8")
    for mode, shade in ((QIcon.Mode.Normal, color), (QIcon.Mode.Disabled, disabled)):
        renderer = QSvgRenderer(QByteArray(source.replace("currentColor", shade).encode()))
        for ratio in _RATIOS:
            icon.addPixmap(_draw(renderer, size, ratio), mode)
    return icon


def _draw(renderer: QSvgRenderer, size: int, ratio: float) -> QPixmap:
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    renderer.render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap

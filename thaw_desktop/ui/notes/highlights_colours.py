"""The four colours of highlights in every theme: a ground under the text, and an underline that tells them apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QTextCharFormat

from thaw_desktop.notes.highlights import COLOURS

if TYPE_CHECKING:
    from thaw_desktop.notes.highlights import Colour
    from thaw_desktop.ui.theme import Theme

translate = QCoreApplication.translate
"""An alias that lupdate still knows."""


class Shade(NamedTuple):
    """One colour in one theme: the ground under the text, and its underline."""

    ground: str
    edge: str


_LIGHT: Final = (("#fbe491", "#8a6a00"), ("#cfeed5", "#1f6b3a"), ("#cfe3fb", "#1d5b9a"), ("#f9d6e7", "#a02a66"))
_DARK: Final = (("#55480f", "#ecd36a"), ("#1c4a31", "#7fd6a0"), ("#1c4266", "#8fc4f5"), ("#5b2a47", "#f2a3c8"))
SHADES: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "light": _LIGHT,
    "dark": _DARK,
    "sepia": (("#f6dd8d", "#785600"), ("#d8e6bd", "#44602b"), ("#cfe1e6", "#2a5a70"), ("#f4d0cd", "#963a52")),
    "contrast-light": _LIGHT,
    "contrast-dark": (("#4d3f00", "#ffe680"), ("#00471f", "#7fe3b2"), ("#00386b", "#8fdcff"), ("#5c0a3c", "#ffb0d8")),
}
"""By the theme's name, in the order of `COLOURS`."""
_LINES: Final = (
    QTextCharFormat.UnderlineStyle.SingleUnderline,
    QTextCharFormat.UnderlineStyle.DashUnderline,
    QTextCharFormat.UnderlineStyle.DotLine,
    QTextCharFormat.UnderlineStyle.WaveUnderline,
)


def shade(theme: Theme, colour: Colour) -> Shade:
    """A colour as the theme in force has it."""
    tokens = theme.tokens
    shades = SHADES.get(tokens.name, _DARK if tokens.dark else _LIGHT)
    return Shade(*shades[COLOURS.index(colour)])


def line_of(colour: Colour) -> QTextCharFormat.UnderlineStyle:
    """The kind of underline that goes with a colour, for those who cannot tell colours apart."""
    return _LINES[COLOURS.index(colour)]


def shape_of(theme: Theme, colour: Colour) -> QTextCharFormat:
    """How a highlighted passage looks on the page."""
    ground, edge = shade(theme, colour)
    shape = QTextCharFormat()
    shape.setBackground(QColor(ground))
    shape.setForeground(theme.color("text"))
    shape.setUnderlineStyle(line_of(colour))
    shape.setUnderlineColor(QColor(edge))
    return shape


def colour_word(colour: Colour) -> str:
    """A colour's name."""
    return {
        "yellow": translate("Highlights", "yellow"),
        "green": translate("Highlights", "green"),
        "blue": translate("Highlights", "blue"),
        "pink": translate("Highlights", "pink"),
    }[colour]

"""The four colours can be read on and told apart in every theme."""

from __future__ import annotations

import math

import pytest
from PySide6.QtGui import QColor

from thaw_desktop.notes.highlights import COLOURS
from thaw_desktop.ui.notes.highlights_colours import SHADES, line_of
from thaw_desktop.ui.theme.tokens import THEMES


def luminance(colour: str) -> float:
    shade = QColor(colour)
    parts = [part / 255 for part in (shade.red(), shade.green(), shade.blue())]
    red, green, blue = (part / 12.92 if part <= 0.04045 else math.pow((part + 0.055) / 1.055, 2.4) for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("name", THEMES)
def test_text_and_underline_stand_out_from_every_ground(name: str) -> None:
    tokens = THEMES[name]
    for ground, edge in SHADES[name]:
        assert contrast(tokens.text, ground) >= (7 if name.startswith("contrast") else 4.5)
        assert contrast(edge, ground) >= 3
        assert contrast(edge, tokens.surface) >= 3
    assert len(SHADES[name]) == len(COLOURS)


def test_every_colour_has_an_underline_of_its_own() -> None:
    assert len({line_of(colour) for colour in COLOURS}) == len(COLOURS)

"""Our layer over the base stylesheet, the palette, and the sizes of text, all from tokens and one scale."""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette

if TYPE_CHECKING:
    from thaw_desktop.ui.theme.tokens import Tokens

# Sizes of text, as multiples of the body size.
TEXT_SIZES = {"small": 0.9, "body": 1.0, "heading": 1.15, "title": 1.6, "number": 2.4}

_PLACEHOLDER = re.compile(r"@([a-z][a-z_-]*)|\b(\d+)dp(-\d+)?\b")


def overlay(template: str, tokens: Tokens, scale: float, body_pixels: float) -> str:
    """Fill in the template `resources/themes/thaw.qss`.

    Args:
        template: its text; `@name` stands for a colour or a text size, `12dp` for 12 px at 100 %.
        tokens: the colours.
        scale: 1.0 is 100 %.
        body_pixels: the size of body text in pixels, already scaled.

    Raises:
        KeyError: the template names something that does not exist.
    """
    words = _words(tokens, scale, body_pixels)

    def fill(match: re.Match[str]) -> str:
        if match[1]:
            return words[match[1]]
        return f"{max(0, scaled(int(match[2]), scale) + int(match[3] or 0))}px"

    return _PLACEHOLDER.sub(fill, template)


def scaled(pixels: float, scale: float) -> int:
    """A length in whole pixels at a scale; what is there at all stays at least one pixel."""
    return max(1, round(pixels * scale)) if pixels else 0


def text_pixels(role: str, body_pixels: float) -> int:
    """The size of a role of text (a key of `TEXT_SIZES`) in whole pixels."""
    return max(1, round(TEXT_SIZES[role] * body_pixels))


def mix(first: str, second: str, share: float) -> str:
    """The colour that is `share` (0 to 1) of the way from the first "#rrggbb" to the second."""
    pairs = [(int(first[place : place + 2], 16), int(second[place : place + 2], 16)) for place in (1, 3, 5)]
    return "#" + "".join(f"{round(one + (other - one) * share):02x}" for one, other in pairs)


def palette(tokens: Tokens) -> QPalette:
    """The palette for what a stylesheet does not reach: Fusion's own painting, links, placeholders."""
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.window,
        role.WindowText: tokens.text,
        role.Base: tokens.surface,
        role.AlternateBase: tokens.window,
        role.Text: tokens.text,
        role.Button: tokens.surface,
        role.ButtonText: tokens.text,
        role.BrightText: tokens.bad,
        role.Highlight: tokens.primary,
        role.HighlightedText: tokens.on_primary,
        role.Link: tokens.primary,
        role.LinkVisited: tokens.primary,
        role.ToolTipBase: tokens.surface,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.secondary,
        role.Accent: tokens.primary,
        role.Light: mix(tokens.surface, tokens.text, 0.04),
        role.Midlight: tokens.line,
        role.Mid: tokens.control,
        role.Dark: mix(tokens.control, tokens.text, 0.4),
        role.Shadow: mix(tokens.text, "#000000", 0.5),
    }
    result = QPalette()
    for name, value in colours.items():
        result.setColor(name, QColor(value))
    for name in (role.WindowText, role.Text, role.ButtonText, role.PlaceholderText):
        result.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.disabled))
    result.setColor(QPalette.ColorGroup.Disabled, role.Highlight, QColor(tokens.line))
    result.setColor(QPalette.ColorGroup.Disabled, role.HighlightedText, QColor(tokens.disabled))
    return result


def _words(tokens: Tokens, scale: float, body_pixels: float) -> dict[str, str]:
    towards = "#000000" if not tokens.dark else "#ffffff"
    words = {name: value for name, value in asdict(tokens).items() if isinstance(value, str)}
    words |= {f"size-{role}": f"{text_pixels(role, body_pixels)}px" for role in TEXT_SIZES}
    words |= {
        "primary_hover": mix(tokens.primary, towards, 0.12),
        "primary_pressed": mix(tokens.primary, towards, 0.24),
        "hover": mix(tokens.surface, tokens.soft, 0.6),
        "scroll": mix(tokens.line, tokens.control, 0.45),
        "caution_ground": mix(tokens.surface, tokens.caution, 0.1),
        "bad_ground": mix(tokens.surface, tokens.bad, 0.08),
        "warm_ground": mix(tokens.surface, tokens.warm, 0.1),
        # The ring round a whole page of text or a list: it is large, so a calmer shade of the accent is seen well.
        "soft_focus": mix(tokens.surface, tokens.primary, 0.6),
        # Half the height of a chip: Qt squares the corners when the radius is larger.
        "pill": f"{max(1, int((text_pixels('small', body_pixels) * 1.15 + 2 * scaled(2, scale)) / 2))}px",
    }
    return words

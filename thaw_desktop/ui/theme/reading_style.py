"""How pages for reading are set, as the student likes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from thaw_desktop.ui.theme.stylesheet import mix

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thaw_desktop.core.settings import Settings

USUAL_LINE_HEIGHT = 130
"""In per cent of the font's own line, which is about 1.17 em: the typographer's one and a half."""

# Fonts made for readers with dyslexia or low vision come first, then fonts that such readers are often advised to use.
_FRIENDLY = (
    "OpenDyslexic",
    "Atkinson Hyperlegible",
    "Lexend",
    "Sylexiad",
    "Dyslexie",
    "Comic Neue",
    "Andika",
    "Luciole",
    "Comic Sans MS",
    "Verdana",
)
# Of full strength. A sheet of colour takes away light, so none of them is dark: text under it must stay legible.
OVERLAY_COLOURS = {
    "yellow": "#ffe45c",
    "blue": "#8fc7ff",
    "green": "#a5e8a0",
    "pink": "#ffb3cf",
    "grey": "#c8c8c8",
}


@dataclass(frozen=True, slots=True)
class ReadingStyle:
    """The setting of running text.

    Attributes:
        scale: its size against the usual one.
        family: the font's family; empty for the interface's own.
        line_height: of the lines, in per cent of the font's own.
        letter_spacing: room added after each letter, as a share of the size of text.
        overlay: "#rrggbb" that everything is multiplied with; empty for no sheet of colour.
    """

    scale: float = 1.0
    family: str = ""
    line_height: int = USUAL_LINE_HEIGHT
    letter_spacing: float = 0.0
    overlay: str = ""


def reading_style(settings: Settings) -> ReadingStyle:
    """The style that the student has chosen."""
    return ReadingStyle(
        scale=settings.reading_size / 100,
        family=settings.reading_font,
        line_height=settings.line_spacing,
        letter_spacing=settings.letter_spacing / 100,
        overlay=overlay_colour(settings.overlay, settings.overlay_strength),
    )


def overlay_colour(colour: str, strength: int) -> str:
    """The filter of a sheet of colour as "#rrggbb"; empty for none.

    Args:
        colour: a key of `OVERLAY_COLOURS`; any other name means none.
        strength: 10 to 40 per cent.
    """
    return mix("#ffffff", OVERLAY_COLOURS[colour], strength / 100) if colour in OVERLAY_COLOURS else ""


def fonts_on_offer(installed: Iterable[str]) -> tuple[list[str], list[str]]:
    """Families to choose from: those that are easier to read for many, then all others by name.

    Args:
        installed: the families that the system has; those that begin with a dot or an at sign are its own business.
    """
    families = sorted({name for name in installed if name and name[0] not in ".@"}, key=str.casefold)
    friendly = []
    for wanted in _FRIENDLY:
        close = wanted.replace(" ", "").casefold()
        friendly += [name for name in families if name.replace(" ", "").casefold().startswith(close)]
    chosen = list(dict.fromkeys(friendly))
    return chosen, [name for name in families if name not in set(chosen)]
